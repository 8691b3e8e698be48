//! What the reader can skip: probes, alarms, log lines on their way, of which nothing takes part in what
//! is wrong.

use super::events::Happening;
use super::shape::{Beside, Kind};
use std::collections::BTreeSet;

/// How short a value may be that two things have in common by chance: `true`, `200`, `0`.
pub(super) const TELLING_MIN: usize = 6;

/// Folds what is noise. What differs from a calm run, fails, deviates or shows what is wrong never is, and
/// neither is anything on the way from there to its causes.
pub(super) fn fold(all: &mut [Happening]) {
    let witness: BTreeSet<String> = all
        .iter()
        .filter(|happening| happening.witness)
        .flat_map(|happening| {
            happening.values.iter().filter(|value| value.len() >= TELLING_MIN).cloned()
        })
        .collect();
    let told: BTreeSet<String> = all
        .iter()
        .filter(|happening| happening.kind == Kind::Seen && happening.beside == Beside::OnlyHere)
        .filter_map(name)
        .collect();
    for happening in all.iter_mut() {
        // The same in other words: what was seen here stands for it.
        let twice = happening.kind == Kind::Seen
            && happening.beside == Beside::OnlyCalm
            && name(happening).is_some_and(|name| told.contains(&name));
        happening.folded = twice || !matters(happening, &witness);
    }
    // Last to first, so that a cause's own cause is kept too.
    for at in (0..all.len()).rev() {
        let keeps = !all[at].folded;
        if let Some(cause) = all[at].cause.filter(|_| keeps) {
            all[cause].folded = false;
        }
    }
    // A call without its answer is half a sentence.
    for at in 0..all.len() {
        if let Some(cause) = all[at].cause
            && matches!(all[at].kind, Kind::Answer | Kind::Served)
            && !all[cause].folded
        {
            all[at].folded = false;
        }
    }
}

/// What was seen, and of what: `upload` and its key.
fn name(happening: &Happening) -> Option<String> {
    let what = happening.text.split(' ').next()?;
    let value = happening.values.iter().find(|value| value.len() >= TELLING_MIN)?;
    Some(format!("{what} {value}"))
}

fn matters(happening: &Happening, witness: &BTreeSet<String>) -> bool {
    if happening.witness || happening.kind == Kind::Deviation {
        return true;
    }
    let differs = happening.beside != Beside::Same;
    let about_it = happening.values.iter().any(|value| witness.contains(value));
    match happening.kind {
        // What was looked up is told by what was seen of it.
        Kind::Call | Kind::Answer if happening.is_probe() => false,
        Kind::Call | Kind::Viewer => differs || is_foreground(happening),
        Kind::Answer | Kind::Served => differs || happening.bad || is_foreground(happening),
        Kind::Seen => differs || about_it || is_foreground(happening),
        Kind::Background | Kind::Effect => differs,
        Kind::Deviation => true,
    }
}

/// Whether an operation itself does it: no task of its, no probe, no stop.
fn is_foreground(happening: &Happening) -> bool {
    happening.lane.strip_prefix("op#").is_some_and(|rest| !rest.contains('/'))
}
