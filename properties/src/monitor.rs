//! Monitors: temporal patterns over observations. Each knows how often it had anything to judge,
//! so that a clause that never fired is not taken for one that holds.

use crate::observation::Observed;
use std::time::Duration;

/// One clause of a property.
pub struct Monitor {
    /// What it says, in words.
    pub clause: &'static str,
    rule: Rule,
}

type Holds = fn(&Observed) -> bool;
type Answers = fn(&Observed, &Observed) -> bool;

enum Rule {
    /// Every `trigger` is followed by a `response` that answers it, in time.
    Within { trigger: &'static str, response: &'static str, answers: Answers, within: Duration },
    /// Every `event` is as it must be.
    Always { event: &'static str, holds: Holds },
    /// No `event` is such.
    Never { event: &'static str, forbidden: Holds },
    /// Before every `event` there was a `cause` of it.
    Precedence { event: &'static str, cause: &'static str, causes: Answers },
}

/// A clause that does not hold, and what shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The clause, in words.
    pub clause: &'static str,
    /// What is wrong with the witness, in words.
    pub why: String,
    /// The observation that shows it.
    pub witness: Observed,
}

/// What a monitor makes of a run.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// How many observations it judged.
    pub fired: usize,
    /// The first violation, if there is any.
    pub violation: Option<Violation>,
}

impl Monitor {
    /// Every `trigger` is answered by a `response` within a time.
    pub const fn within(
        clause: &'static str,
        trigger: &'static str,
        response: &'static str,
        within: Duration,
        answers: Answers,
    ) -> Self {
        Self { clause, rule: Rule::Within { trigger, response, answers, within } }
    }

    /// Every `event` is such that `holds` says so.
    pub const fn always(clause: &'static str, event: &'static str, holds: Holds) -> Self {
        Self { clause, rule: Rule::Always { event, holds } }
    }

    /// No `event` is such that `forbidden` says so.
    pub const fn never(clause: &'static str, event: &'static str, forbidden: Holds) -> Self {
        Self { clause, rule: Rule::Never { event, forbidden } }
    }

    /// Every `event` has a `cause` before it.
    pub const fn precedence(
        clause: &'static str,
        event: &'static str,
        cause: &'static str,
        causes: Answers,
    ) -> Self {
        Self { clause, rule: Rule::Precedence { event, cause, causes } }
    }

    /// Judges a whole run.
    pub fn judge(&self, run: &[Observed]) -> Judgement {
        let mut judgement = Judgement::default();
        for (at, observed) in run.iter().enumerate() {
            let Some(why) = self.rule.look(run, at, observed, &mut judgement.fired) else {
                continue;
            };
            let violation = Violation { clause: self.clause, why, witness: observed.clone() };
            judgement.violation.get_or_insert(violation);
        }
        judgement
    }
}

impl Rule {
    /// Why the observation violates the rule, if it does.
    fn look(
        &self,
        run: &[Observed],
        at: usize,
        one: &Observed,
        fired: &mut usize,
    ) -> Option<String> {
        let name = match self {
            Rule::Within { trigger: name, .. }
            | Rule::Always { event: name, .. }
            | Rule::Never { event: name, .. }
            | Rule::Precedence { event: name, .. } => *name,
        };
        if one.name != name {
            return None;
        }
        *fired += 1;
        match self {
            Rule::Within { response, answers, within, .. } => {
                let later = &run[at + 1..];
                let mut answering = later.iter().filter(|o| o.name == *response && answers(one, o));
                match answering.next() {
                    Some(answer) if answer.at.since(one.at) <= *within => None,
                    Some(answer) => {
                        let after = answer.at.since(one.at);
                        Some(format!("{response} only after {after:?}; {within:?} are allowed"))
                    }
                    None => Some(format!("no {response} followed")),
                }
            }
            Rule::Always { holds, .. } => (!holds(one)).then(|| "this must not be".to_owned()),
            Rule::Never { forbidden, .. } => {
                forbidden(one).then(|| "this must never be".to_owned())
            }
            Rule::Precedence { cause, causes, .. } => {
                let caused = run[..at].iter().any(|o| o.name == *cause && causes(one, o));
                (!caused).then(|| format!("no {cause} came before"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parhelion::Timestamp;
    use proptest::prelude::*;

    fn seen(at: i64, name: &'static str, id: &str) -> Observed {
        let fields = [("id", id.to_owned())].into();
        Observed { at: Timestamp(at), operation: None, name, fields }
    }

    fn same(a: &Observed, b: &Observed) -> bool {
        a.get("id") == b.get("id")
    }

    const ANSWERED: Monitor =
        Monitor::within("answered", "ask", "answer", Duration::from_millis(10), same);

    #[test]
    fn a_response_must_come_in_time_and_for_the_same_thing() {
        let ask = seen(0, "ask", "1");
        let judge = |rest: &[Observed]| {
            let run: Vec<_> = std::iter::once(ask.clone()).chain(rest.iter().cloned()).collect();
            ANSWERED.judge(&run).violation.is_none()
        };
        assert!(judge(&[seen(10, "answer", "1")]));
        assert!(!judge(&[seen(11, "answer", "1")]));
        assert!(!judge(&[seen(5, "answer", "2")]));
        assert!(!judge(&[]));
        let before = [seen(0, "answer", "1"), ask.clone()];
        assert!(ANSWERED.judge(&before).violation.is_some());
    }

    #[test]
    fn a_monitor_that_saw_nothing_did_not_fire() {
        assert_eq!(ANSWERED.judge(&[seen(0, "other", "1")]).fired, 0);
        assert_eq!(ANSWERED.judge(&[seen(0, "ask", "1")]).fired, 1);
    }

    #[test]
    fn precedence_looks_back() {
        let caused = Monitor::precedence("caused", "stored", "uploaded", same);
        assert!(
            caused.judge(&[seen(0, "uploaded", "1"), seen(1, "stored", "1")]).violation.is_none()
        );
        assert!(
            caused.judge(&[seen(1, "stored", "1"), seen(2, "uploaded", "1")]).violation.is_some()
        );
    }

    proptest! {
        #[test]
        fn always_and_never_are_opposites(ids in proptest::collection::vec("[01]", 0..20)) {
            let run: Vec<_> = ids.iter().map(|id| seen(0, "event", id)).collect();
            let always = Monitor::always("all", "event", |o| o.get("id") == "1").judge(&run);
            let never = Monitor::never("none", "event", |o| o.get("id") != "1").judge(&run);
            prop_assert_eq!(always.violation.is_some(), never.violation.is_some());
            prop_assert_eq!(always.violation.is_some(), ids.iter().any(|id| id == "0"));
            prop_assert_eq!((always.fired, never.fired), (run.len(), run.len()));
        }
    }
}
