//! Which entry brought which about.

use super::events::Happening;
use super::folding::TELLING_MIN;
use super::shape::{Beside, Kind};
use parhelion::Attempt;
use std::collections::BTreeMap;

/// Gives each entry its cause, where the journal shows one: an answer its call, or the deviation that made
/// it; a deviation the call that met it; a second try the answer to the first; a call the failure right before
/// it; what an edge fetches its viewer; work that comes due the call that began it.
pub(super) fn link(all: &mut [Happening]) {
    let by_seq: BTreeMap<u64, usize> =
        all.iter().enumerate().map(|(at, happening)| (happening.seq, at)).collect();
    let mut seen = Seen::default();
    for at in 0..all.len() {
        let cause = match all[at].kind {
            Kind::Answer | Kind::Served => {
                let asked = all[at].to.and_then(|seq| by_seq.get(&seq).copied());
                let of = asked.and_then(|asked| all[asked].attempt.clone());
                of.and_then(|of| seen.deviations.get(&of).copied()).or(asked)
            }
            Kind::Deviation => seen.of_attempt(&all[at]).or_else(|| next_call(all, at)),
            Kind::Call => seen
                .answer_before(&all[at])
                .or_else(|| seen.viewer_of(&all[at]))
                .or_else(|| seen.bad_answer(&all[at])),
            Kind::Background => {
                let text = &all[at].text;
                all[..at].iter().rposition(|earlier| began(earlier, text))
            }
            Kind::Viewer | Kind::Effect | Kind::Seen => None,
        };
        // A deviation of a call that comes only after it is that call's, not the other way round.
        all[at].cause = cause.filter(|cause| *cause != at);
        seen.note(all, at);
    }
}

/// What was met so far.
#[derive(Default)]
struct Seen {
    calls: BTreeMap<Attempt, usize>,
    answers: BTreeMap<Attempt, usize>,
    deviations: BTreeMap<Attempt, usize>,
    /// The viewer's request that is open in a lane.
    viewers: BTreeMap<String, usize>,
    /// The last answer in a lane, if it was no success.
    bad: BTreeMap<String, usize>,
}

impl Seen {
    fn note(&mut self, all: &[Happening], at: usize) {
        let happening = &all[at];
        if let Some(attempt) = &happening.attempt {
            let places = match happening.kind {
                Kind::Call => Some(&mut self.calls),
                Kind::Answer => Some(&mut self.answers),
                Kind::Deviation => Some(&mut self.deviations),
                _ => None,
            };
            if let Some(places) = places {
                places.insert(attempt.clone(), at);
            }
        }
        match happening.kind {
            Kind::Viewer => {
                self.viewers.insert(happening.lane.clone(), at);
            }
            Kind::Served => {
                self.viewers.remove(&happening.lane);
            }
            Kind::Answer if happening.bad => {
                self.bad.insert(happening.lane.clone(), at);
            }
            Kind::Answer => {
                self.bad.remove(&happening.lane);
            }
            _ => {}
        }
    }

    fn of_attempt(&self, happening: &Happening) -> Option<usize> {
        let attempt = happening.attempt.as_ref()?;
        self.calls.get(attempt).copied().or_else(|| self.viewer_of(happening))
    }

    fn answer_before(&self, happening: &Happening) -> Option<usize> {
        let attempt = happening.attempt.as_ref()?;
        let number = attempt.number.checked_sub(1).filter(|number| *number > 0)?;
        let before = Attempt { number, ..attempt.clone() };
        self.answers.get(&before).or_else(|| self.calls.get(&before)).copied()
    }

    /// What is called next where a call has failed, is called because it has.
    fn bad_answer(&self, happening: &Happening) -> Option<usize> {
        self.bad.get(&happening.lane).copied()
    }

    fn viewer_of(&self, happening: &Happening) -> Option<usize> {
        self.viewers.get(&happening.lane).copied()
    }
}

/// What shows that something is wrong has its cause in what a viewer was served right before, else in the
/// last call about the same thing.
pub(super) fn of_witness(all: &[Happening], witness: usize) -> Option<usize> {
    let before = witness.checked_sub(1).filter(|before| all[*before].kind == Kind::Served);
    if before.is_some_and(|before| all[before].lane == all[witness].lane) {
        return before;
    }
    let values = &all[witness].values;
    let about = |happening: &Happening| {
        let call = happening
            .call
            .as_ref()
            .filter(|_| !happening.is_probe() && happening.beside != Beside::OnlyCalm)?;
        let named = values
            .iter()
            .filter(|value| value.len() >= TELLING_MIN && call.resource.ends_with(*value));
        named.map(String::len).max()
    };
    let best = all[..witness].iter().filter_map(about).max()?;
    all[..witness].iter().rposition(|happening| about(happening) == Some(best))
}

/// A call that is refused before it begins stands behind what refuses it.
fn next_call(all: &[Happening], at: usize) -> Option<usize> {
    let of = all[at].attempt.as_ref()?;
    let later = all[at + 1..]
        .iter()
        .position(|later| later.kind == Kind::Call && later.attempt.as_ref() == Some(of));
    later.map(|later| at + 1 + later)
}

/// Whether a call was about what now comes due.
fn began(earlier: &Happening, text: &str) -> bool {
    earlier.call.as_ref().is_some_and(|call| {
        !call.resource.is_empty()
            && !call.operation.starts_with("Get")
            && !call.operation.starts_with("List")
            && text.split(' ').any(|word| word == call.resource)
    })
}
