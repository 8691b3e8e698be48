//! Whether a run repeats: the same case, run again, must do the same to the byte. Where it does not,
//! no failure of it can be trusted or made small, and "holds" says little.

use super::Failure;
use parhelion::{Event, Journal, What};

/// Where two runs of one case part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// How many events both have in common.
    pub after: usize,
    /// What happened next the first time; none: nothing more.
    pub first: Option<String>,
    /// What happened next the second time.
    pub second: Option<String>,
    /// What such a difference most often comes from.
    pub likely: &'static str,
}

/// The first event in which two runs of one case differ.
pub(super) fn difference(first: &Journal, second: &Journal) -> Option<Difference> {
    let (one, other) = (first.events(), second.events());
    let common = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (a, b) = (one.get(common), other.get(common));
    if a.is_none() && b.is_none() {
        return None;
    }
    let text = |event: &Event| serde_json::to_string(event).unwrap_or_default();
    Some(Difference {
        after: common,
        first: a.map(|event| text(event)),
        second: b.map(|event| text(event)),
        likely: likely(a.map(|event| &**event), b.map(|event| &**event)),
    })
}

/// How often a failure that was found in real time is tried again before it is doubted.
const TRIED_AGAIN: usize = 3;

/// Where time is real, runs are alike if they fail alike: by the same clause, at least once in a few runs.
pub(super) fn of_failures(
    first: Option<&Failure>,
    again: impl Fn() -> Option<Failure>,
) -> Option<Difference> {
    let first = first?;
    let mut other = None;
    for _ in 0..TRIED_AGAIN {
        match again() {
            Some(same) if same.is_like(first) => return None,
            found => other = found.or(other),
        }
    }
    let words = |failure: &Failure| format!("{}: {}", failure.clause(), failure.why());
    Some(Difference {
        after: 0,
        first: Some(words(first)),
        second: Some(other.as_ref().map_or_else(|| "nothing failed".to_owned(), words)),
        likely: "not reproducible here: time is real, so threads, timers and random names may decide",
    })
}

fn likely(a: Option<&Event>, b: Option<&Event>) -> &'static str {
    let (Some(a), Some(b)) = (a, b) else {
        return "a loop over a HashMap, an unbiased select!, or threads";
    };
    match (&a.what, &b.what) {
        (
            What::Call { operation: one, resource: here, bytes: long, .. },
            What::Call { operation: other, resource: there, bytes: short, .. },
        ) if one == other && here == there => {
            if long == short {
                "a content of the same length: SystemTime::now in it (ask Clients' clock), or random ids"
            } else {
                "another content: SystemTime::now or random ids in it, or a loop over a HashMap"
            }
        }
        (What::Call { operation: one, .. }, What::Call { operation: other, .. })
            if one == other =>
        {
            "another resource: random names, or a loop over a HashMap"
        }
        (What::Fact { name: one, .. }, What::Fact { name: other, .. }) if one == other => {
            "another text in what was seen: of an error that shows a HashMap, or of a wall clock"
        }
        _ if a.what == b.what => "another time or task: an unbiased select!, threads, or wall time",
        _ => "another order: an unbiased select!, a loop over a HashMap, or threads",
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use parhelion::Timestamp;

    fn journal(names: &[&str]) -> Journal {
        let mut journal = Journal::default();
        for name in names {
            let fields = std::collections::BTreeMap::new();
            journal.push(Timestamp(0), None, What::Fact { name: (*name).into(), fields });
        }
        journal
    }

    #[test]
    fn the_first_difference_is_told() {
        assert_eq!(difference(&journal(&["a", "b"]), &journal(&["a", "b"])), None);
        let found = difference(&journal(&["a", "b"]), &journal(&["a", "c"])).unwrap();
        assert_eq!(found.after, 1);
        assert!(found.first.unwrap().contains("\"b\"") && found.second.unwrap().contains("\"c\""));
        let found = difference(&journal(&["a"]), &journal(&["a", "c"])).unwrap();
        assert_eq!((found.after, found.first), (1, None));
    }
}
