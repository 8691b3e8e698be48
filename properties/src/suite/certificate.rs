//! The lost-answer certificate: every call of the examples, refused before it has an effect, lost after it,
//! made twice, late; each alone.

use super::sites::{call_of, points_of};
use super::{Options, Suite};
use crate::property::Property;
use parhelion::Site;
use std::collections::{BTreeMap, BTreeSet};

/// What may happen to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Happens {
    /// It is refused, or its connection closes, before it has an effect.
    RefusedBefore,
    /// It has its effect, and its answer is lost: the SDK makes it a second time.
    LostAfter,
    /// It is refused at each of its tries, until the SDK gives up.
    GivenUp,
    /// It, or its effect, comes late.
    Late,
    /// Another freedom of AWS's.
    Otherwise,
}

impl Happens {
    /// Every one.
    pub const ALL: [Self; 5] =
        [Self::RefusedBefore, Self::LostAfter, Self::GivenUp, Self::Late, Self::Otherwise];

    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::RefusedBefore => "refused before it has an effect",
            Self::LostAfter => "applied, then the answer lost: made twice",
            Self::GivenUp => "refused at every try",
            Self::Late => "late, or seen late",
            Self::Otherwise => "another freedom of AWS's",
        }
    }

    fn of<'a>(mut plan: impl ExactSizeIterator<Item = &'a Site>) -> Self {
        if plan.len() > 1 {
            return Self::GivenUp;
        }
        let point = plan.next().and_then(Site::point).unwrap_or_default();
        match point {
            _ if point.ends_with(".before") => Self::RefusedBefore,
            _ if point.ends_with(".after") => Self::LostAfter,
            "latency" => Self::Late,
            _ if point.ends_with("late") || point.ends_with("delay") => Self::Late,
            _ => Self::Otherwise,
        }
    }
}

/// What a sweep of single deviations consists of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deviations {
    /// The calls of the examples, each once.
    pub sites: usize,
    /// How many calls each happens to, and in how many ways altogether.
    pub by: BTreeMap<Happens, (usize, usize)>,
}

impl<P: Property> Suite<P> {
    /// The freedoms of AWS's that the examples meet.
    pub fn points(&self, options: &Options) -> Vec<String> {
        let mut met = BTreeSet::new();
        self.single_deviations(options, &mut met);
        points_of(&met).into_iter().collect()
    }

    /// Counts what [`prove`](Self::prove) sweeps with these options.
    pub fn deviations(&self, options: &Options) -> Deviations {
        let mut sites = BTreeSet::new();
        let mut by = BTreeMap::<Happens, (BTreeSet<String>, usize)>::new();
        let singles = self.single_deviations(options, &mut BTreeSet::new());
        for case in singles.iter().filter(|case| !case.plan.is_empty()) {
            let happens = Happens::of(case.plan.keys());
            let operations = format!("{:?}", case.operations);
            let call = case.plan.keys().next().map(call_of).unwrap_or_default();
            let call = format!("{operations} {call}");
            sites.insert(call.clone());
            let (calls, ways) = by.entry(happens).or_default();
            calls.insert(call);
            *ways += 1;
        }
        let by = by.into_iter().map(|(happens, (calls, ways))| (happens, (calls.len(), ways)));
        Deviations { sites: sites.len(), by: by.collect() }
    }
}
