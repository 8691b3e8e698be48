//! Choices: every freedom that AWS legally has is a [`Point`]; an [`Adversary`] decides it at each
//! [`Site`]. Option 0 is always calm: what AWS does on a good day.

use crate::random::{hash, mix};
use crate::rows::RowKey;
use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The sentence of AWS that permits an option.
#[derive(Debug, PartialEq, Eq)]
pub struct Clause {
    /// The rule in our specification: `S3-9.4(A4)`.
    pub rule: &'static str,
    /// In our own words.
    pub says: &'static str,
    /// AWS's page.
    pub url: &'static str,
}

/// One option of a point. Option 0 of a point needs no clause.
#[derive(Debug)]
pub struct Opt {
    /// In journals and lists: `calm`, `503 SlowDown`.
    pub name: &'static str,
    /// What permits it; `None` for calm.
    pub clause: Option<&'static Clause>,
    /// What the option means where it is a delay, in milliseconds; otherwise zero.
    pub millis: u64,
}

impl Opt {
    /// Option 0 of every point.
    pub const CALM: Self = Self { name: "calm", clause: None, millis: 0 };

    /// A deviation that a clause permits.
    pub const fn permitted(name: &'static str, clause: &'static Clause) -> Self {
        Self { name, clause: Some(clause), millis: 0 }
    }
}

/// A place in the emulator where AWS is free: `s3.conditional-conflict`, `cloudfront.evict`.
#[derive(Debug)]
pub struct Point {
    /// `<service>.<freedom>`: unique, and stable, for it is part of every [`Site`].
    pub name: &'static str,
    /// Calm first. With fewer than two there is nothing to choose.
    pub options: &'static [Opt],
}

/// An option's index in its point.
pub type Pick = u8;

/// Where in a run a choice is met: stable when other operations of the case disappear.
///
/// `actor/op/call.attempt/point.nth`: the harness's actor and operation, the API call within
/// that operation (operation name, resource and ordinal), the SDK's attempt, the point, and the
/// ordinal of the point within the attempt.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Site(Arc<str>);

impl Site {
    /// The `nth` time, from 0, that `point` is met within `attempt`.
    pub fn new(attempt: &Attempt, point: &Point, nth: u16) -> Self {
        let Attempt { scope, call, number } = attempt;
        Self(format!("{scope}/{call}.{number}/{}.{nth}", point.name).into())
    }

    /// `user/4/PutObject:bucket|key#0.1/s3.before.0`
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same site at the first attempt of its call; `None` if it is there already.
    pub fn at_first_attempt(&self) -> Option<Self> {
        self.at_attempt(1).filter(|first| first != self)
    }

    /// The same site at another attempt of its call, from 1; `None`: it is no site of a call.
    pub fn at_attempt(&self, number: u8) -> Option<Self> {
        let (call, point) = self.0.rsplit_once('/')?;
        let (call, _) = call.rsplit_once('.')?;
        Some(Self(format!("{call}.{number}/{point}").into()))
    }

    /// The name of the point; `None`: it is no site.
    pub fn point(&self) -> Option<&str> {
        let (_, point) = self.0.rsplit_once('/')?;
        let (point, nth) = point.rsplit_once('.')?;
        nth.parse::<u16>().ok().map(|_| point)
    }

    /// The scope (`actor/op`) in which the site lies: what the minimiser drops with an operation.
    pub fn scope(&self) -> &str {
        let two = self.0.rsplit_once('/').and_then(|(rest, _)| rest.rsplit_once('/'));
        two.map_or("", |(scope, _)| scope)
    }
}

impl RowKey for Site {
    fn write(&self, to: &mut Vec<u8>) {
        self.0.write(to);
    }
    fn read(from: &mut &[u8]) -> Option<Self> {
        RowKey::read(from).map(Self)
    }
}

impl From<&str> for Site {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

/// One attempt of one call of one operation of the harness, or of work that it did not start.
#[derive(Clone, Debug, PartialEq, Eq, Default, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Attempt {
    /// `user/4` (actor and operation), or `-` for work without a known operation. No `/` pairs
    /// beyond that one.
    pub scope: Arc<str>,
    /// `PutObject:bucket:key#0`, with `/` in resources written `|`.
    pub call: Arc<str>,
    /// From 1, as in the SDK's `amz-sdk-request: attempt=N`.
    pub number: u8,
}

/// Deviations by site; what is not listed is calm.
pub type Plan = OrdMap<Site, Pick>;

/// Who decides.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Adversary {
    policy: Policy,
    /// Every deviation taken, so that a run can be repeated by plan.
    taken: Plan,
    /// Every site offered with the number of its options; kept only when asked (for sweeps).
    offered: Option<OrdMap<Site, (Arc<str>, u8)>>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
enum Policy {
    #[default]
    Calm,
    Plan(Plan),
    /// Each site deviates with probability `rate` (of 65,536), decided by a hash of seed and site, so
    /// that what one site does never depends on another. `points`: only these; empty: all.
    Random {
        seed: u64,
        rate: u32,
        points: Arc<BTreeSet<String>>,
    },
}

impl Adversary {
    /// AWS on a good day.
    pub fn calm() -> Self {
        Self::default()
    }

    /// Exactly these deviations.
    pub fn plan(plan: Plan) -> Self {
        Self { policy: Policy::Plan(plan), ..Self::default() }
    }

    /// Deviations at random: at each site with probability `rate` (0 to 1), at any point.
    pub fn random(seed: u64, rate: f64) -> Self {
        Self::random_at(seed, rate, BTreeSet::new())
    }

    /// Deviations at random, only at the named points (swarm testing).
    pub fn random_at(seed: u64, rate: f64, points: BTreeSet<String>) -> Self {
        let rate = (rate.clamp(0.0, 1.0) * 65_536.0) as u32;
        Self { policy: Policy::Random { seed, rate, points: points.into() }, ..Self::default() }
    }

    /// Keeps a list of every site met, for a sweep.
    pub fn recording_offers(mut self) -> Self {
        self.offered = Some(OrdMap::new());
        self
    }

    /// From here on every choice is calm; what was taken stays recorded.
    pub fn heal(&mut self) {
        self.policy = Policy::Calm;
    }

    /// The deviations so far: as a plan they repeat this run.
    pub fn taken(&self) -> &Plan {
        &self.taken
    }

    /// What it is without [`Adversary::taken`], and that.
    pub(crate) fn apart(&self) -> (Self, Plan) {
        let mut rest = self.clone();
        let taken = std::mem::take(&mut rest.taken);
        (rest, taken)
    }

    /// As if it had taken these too.
    pub(crate) fn has_taken(&mut self, taken: Plan) {
        self.taken.extend(taken);
    }

    /// Sites met so far with point name and number of options; empty unless recorded.
    pub fn offered(&self) -> impl Iterator<Item = (&Site, &(Arc<str>, u8))> {
        self.offered.iter().flatten()
    }

    /// True if no choice can deviate and none is recorded: sites need not even be named.
    pub fn is_idle(&self) -> bool {
        matches!(self.policy, Policy::Calm) && self.offered.is_none()
    }

    /// Its policy, for a journal that keeps inputs.
    pub fn written(&self) -> serde_json::Value {
        serde_json::json!({ "policy": self.policy, "offers": self.offered.is_some() })
    }

    /// An adversary of a written policy, that has decided nothing yet; `None`: it is no policy.
    pub fn read(written: &serde_json::Value) -> Option<Self> {
        let policy = Policy::deserialize(written.get("policy")?).ok()?;
        let offers = written.get("offers")?.as_bool()?;
        Some(Self { policy, offered: offers.then(OrdMap::new), ..Self::default() })
    }

    pub(crate) fn choose(&mut self, site: &Site, point: &'static Point) -> Pick {
        let count = u8::try_from(point.options.len()).unwrap_or(u8::MAX);
        if let Some(offered) = &mut self.offered {
            offered.insert(site.clone(), (point.name.into(), count));
        }
        let pick = match &self.policy {
            Policy::Calm => 0,
            Policy::Plan(plan) => plan.get(site).copied().unwrap_or(0).min(count - 1),
            Policy::Random { seed, rate, points } => {
                let chance = hash(*seed, site.as_str());
                let met = points.is_empty() || points.contains(point.name);
                if met && (chance & 0xffff) < u64::from(*rate) && count > 1 {
                    1 + (mix(chance) % u64::from(count - 1)) as Pick
                } else {
                    0
                }
            }
        };
        if pick != 0 {
            self.taken.insert(site.clone(), pick);
        }
        pick
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static POINT: Point = Point { name: "s3.before", options: &[] };

    #[test]
    fn a_site_says_its_scope_and_its_first_attempt() {
        let attempt =
            Attempt { scope: "user/4".into(), call: "PutObject:a.b|c#0".into(), number: 3 };
        let site = Site::new(&attempt, &POINT, 0);
        assert_eq!(site.as_str(), "user/4/PutObject:a.b|c#0.3/s3.before.0");
        assert_eq!(site.scope(), "user/4");
        let first = site.at_first_attempt().map(|site| site.as_str().to_owned());
        assert_eq!(first.as_deref(), Some("user/4/PutObject:a.b|c#0.1/s3.before.0"));
        assert_eq!(Site::from("user/4/GetObject:x#0.1/s3.before.0").at_first_attempt(), None);
    }

    #[test]
    fn what_one_site_does_never_depends_on_another() {
        let sites: Vec<Site> =
            (0..100).map(|n| Site::from(format!("user/{n}/x#0.1/s3.before.0").as_str())).collect();
        static OPTIONS: Point = Point {
            name: "s3.before",
            options: &[
                Opt { name: "calm", clause: None, millis: 0 },
                Opt { name: "other", clause: None, millis: 0 },
            ],
        };
        let picks = |sites: &[Site]| {
            let mut adversary = Adversary::random(7, 0.5);
            sites.iter().map(|site| adversary.choose(site, &OPTIONS)).collect::<Vec<_>>()
        };
        let all = picks(&sites);
        assert_eq!(picks(&sites[50..]), all[50..]);
        assert!(all.contains(&0) && all.contains(&1));
        let mut plan = Adversary::random(7, 0.5);
        for site in &sites {
            plan.choose(site, &OPTIONS);
        }
        let mut again = Adversary::plan(plan.taken().clone());
        let replayed: Vec<_> = sites.iter().map(|site| again.choose(site, &OPTIONS)).collect();
        assert_eq!(replayed, all);
    }
}
