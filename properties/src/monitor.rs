//! Monitors: what must be true of everything that was seen in a run. Each knows how often it had
//! anything to judge, so that a clause that never fired is not taken for one that holds.

use crate::observation::Observed;
use std::borrow::Cow;
use std::time::Duration;

/// What is wrong where a clause says no more than that.
pub(crate) const MUST_NOT_BE: &str = "this must not be";

/// One clause of a property over what is seen, `S`.
pub struct Monitor<S> {
    /// What it says, in words.
    pub clause: Cow<'static, str>,
    rule: Rule<S>,
}

/// What a rule makes of a run: of each observation that it judges, its place and what is wrong, if
/// anything is.
type Rule<S> = Box<dyn Fn(&[Observed<S>]) -> Vec<(usize, Option<String>)> + Send + Sync>;

/// A clause that does not hold, and what shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The clause, in words.
    pub clause: String,
    /// What is wrong with the witness, in words.
    pub why: String,
    /// The observation that shows it, in words; empty where there is none.
    pub witness: String,
}

/// What a monitor makes of a run.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// How many observations it judged.
    pub fired: usize,
    /// The first violation, if there is any.
    pub violation: Option<Violation>,
}

impl<S: serde::Serialize> Monitor<S> {
    /// A clause over a whole run: for each observation that it judges, the place and what is wrong.
    pub fn over(
        clause: impl Into<Cow<'static, str>>,
        rule: impl Fn(&[Observed<S>]) -> Vec<(usize, Option<String>)> + Send + Sync + 'static,
    ) -> Self {
        Self { clause: clause.into(), rule: Box::new(rule) }
    }

    /// The same, in a property's own words.
    #[must_use]
    pub fn called(self, clause: impl Into<Cow<'static, str>>) -> Self {
        Self { clause: clause.into(), ..self }
    }

    /// Every observation that the clause speaks of (`Some`) is as it must be (`Ok`), or why not.
    pub fn check(
        clause: impl Into<Cow<'static, str>>,
        judge: impl Fn(&S) -> Option<Result<(), String>> + Send + Sync + 'static,
    ) -> Self {
        Self::fold(clause, || (), move |(), observed| judge(&observed.seen))
    }

    /// Every observation that the clause speaks of (`Some`) is as it must be (`true`).
    pub fn always(
        clause: impl Into<Cow<'static, str>>,
        holds: impl Fn(&S) -> Option<bool> + Send + Sync + 'static,
    ) -> Self {
        let why = || Err(MUST_NOT_BE.to_owned());
        Self::check(clause, move |seen| holds(seen).map(|holds| if holds { Ok(()) } else { why() }))
    }

    /// No observation that the clause speaks of (`Some`) is such (`true`).
    pub fn never(
        clause: impl Into<Cow<'static, str>>,
        forbidden: impl Fn(&S) -> Option<bool> + Send + Sync + 'static,
    ) -> Self {
        Self::always(clause, move |seen| forbidden(seen).map(|forbidden| !forbidden))
    }

    /// Judges with a memory: `step` sees every observation in turn.
    pub fn fold<M>(
        clause: impl Into<Cow<'static, str>>,
        begin: impl Fn() -> M + Send + Sync + 'static,
        step: impl Fn(&mut M, &Observed<S>) -> Option<Result<(), String>> + Send + Sync + 'static,
    ) -> Self {
        Self::over(clause, move |run| {
            let mut memory = begin();
            let judged = run.iter().enumerate().filter_map(|(at, observed)| {
                step(&mut memory, observed).map(|judgement| (at, judgement.err()))
            });
            judged.collect()
        })
    }

    /// Every trigger is followed by a response with the same key, within a time.
    pub fn within<K: PartialEq>(
        clause: impl Into<Cow<'static, str>>,
        within: Duration,
        trigger: impl Fn(&S) -> Option<K> + Send + Sync + 'static,
        response: impl Fn(&S) -> Option<K> + Send + Sync + 'static,
    ) -> Self {
        Self::over(clause, move |run| {
            let mut judged = Vec::new();
            for (at, one) in run.iter().enumerate() {
                let Some(key) = trigger(&one.seen) else { continue };
                let mut later = run[at + 1..].iter();
                let answer = later.find(|later| response(&later.seen).as_ref() == Some(&key));
                let wrong = match answer.map(|answer| answer.at.since(one.at)) {
                    Some(after) if after <= within => None,
                    Some(after) => Some(format!("only after {after:?}; {within:?} are allowed")),
                    None => Some("nothing that must follow did".to_owned()),
                };
                judged.push((at, wrong));
            }
            judged
        })
    }

    /// Before every event there was a cause with the same key.
    pub fn precedence<K: PartialEq>(
        clause: impl Into<Cow<'static, str>>,
        event: impl Fn(&S) -> Option<K> + Send + Sync + 'static,
        cause: impl Fn(&S) -> Option<K> + Send + Sync + 'static,
    ) -> Self {
        Self::over(clause, move |run| {
            let mut causes = Vec::new();
            let mut judged = Vec::new();
            for (at, one) in run.iter().enumerate() {
                if let Some(key) = event(&one.seen) {
                    let wrong = "nothing that may cause it came before";
                    judged.push((at, (!causes.contains(&key)).then(|| wrong.to_owned())));
                }
                causes.extend(cause(&one.seen));
            }
            judged
        })
    }

    /// Judges a whole run.
    pub fn judge(&self, run: &[Observed<S>]) -> Judgement {
        let judged = (self.rule)(run);
        let fired = judged.len();
        let first = judged.into_iter().find_map(|(at, wrong)| Some((run.get(at), wrong?)));
        let violation = first.map(|(witness, why)| Violation {
            clause: self.clause.clone().into_owned(),
            why,
            witness: witness.map(ToString::to_string).unwrap_or_default(),
        });
        Judgement { fired, violation }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use parhelion::Timestamp;
    use proptest::prelude::*;
    use serde::Serialize;

    #[derive(Clone, Debug, PartialEq, Serialize)]
    enum Seen {
        Ask(u8),
        Answer(u8),
        Other,
    }
    use Seen::{Answer, Ask, Other};

    fn run(seen: &[(i64, Seen)]) -> Vec<Observed<Seen>> {
        let observed = |(at, seen): &(i64, Seen)| Observed {
            at: Timestamp(*at),
            operation: None,
            seen: seen.clone(),
        };
        seen.iter().map(observed).collect()
    }

    fn asked(seen: &Seen) -> Option<u8> {
        if let Ask(id) = seen { Some(*id) } else { None }
    }

    fn answered(seen: &Seen) -> Option<u8> {
        if let Answer(id) = seen { Some(*id) } else { None }
    }

    #[test]
    fn a_response_must_come_in_time_and_for_the_same_thing() {
        let monitor = Monitor::within("answered", Duration::from_millis(10), asked, answered);
        let holds = |seen: &[(i64, Seen)]| monitor.judge(&run(seen)).violation.is_none();
        assert!(holds(&[(0, Ask(1)), (10, Answer(1))]));
        assert!(!holds(&[(0, Ask(1)), (11, Answer(1))]));
        assert!(!holds(&[(0, Ask(1)), (5, Answer(2))]));
        assert!(!holds(&[(0, Ask(1))]));
        assert!(!holds(&[(0, Answer(1)), (0, Ask(1))]));
        assert_eq!(monitor.judge(&run(&[(0, Other)])).fired, 0);
        assert_eq!(monitor.judge(&run(&[(0, Ask(1)), (1, Ask(1))])).fired, 2);
    }

    #[test]
    fn precedence_looks_back() {
        let caused = Monitor::precedence("caused", answered, asked);
        let holds = |seen: &[(i64, Seen)]| caused.judge(&run(seen)).violation.is_none();
        assert!(holds(&[(0, Ask(1)), (1, Answer(1))]));
        assert!(!holds(&[(1, Answer(1)), (2, Ask(1))]));
    }

    #[test]
    fn a_fold_remembers_and_names_its_witness() {
        let rising = Monitor::fold(
            "ids rise",
            || 0,
            |last: &mut u8, observed: &Observed<Seen>| {
                let id = asked(&observed.seen)?;
                let rises = id > *last;
                *last = id;
                Some(if rises { Ok(()) } else { Err(format!("{id} came late")) })
            },
        );
        let judgement = rising.judge(&run(&[(0, Ask(2)), (1, Other), (2, Ask(1)), (3, Ask(3))]));
        assert_eq!(judgement.fired, 3);
        let violation = judgement.violation.unwrap();
        assert_eq!(
            (violation.why.as_str(), violation.witness.as_str()),
            ("1 came late", "Ask  value=1")
        );
    }

    proptest! {
        #[test]
        fn always_and_never_are_opposites(ids in proptest::collection::vec(0..2_u8, 0..20)) {
            let seen: Vec<_> = ids.iter().map(|id| (0, Ask(*id))).collect();
            let always = Monitor::always("all", |o| asked(o).map(|id| id == 1)).judge(&run(&seen));
            let never = Monitor::never("none", |o| asked(o).map(|id| id != 1)).judge(&run(&seen));
            prop_assert_eq!(always.violation.is_some(), never.violation.is_some());
            prop_assert_eq!(always.violation.is_some(), ids.contains(&0));
            prop_assert_eq!((always.fired, never.fired), (seen.len(), seen.len()));
        }
    }
}
