//! Where in the sources something is: what annotations and findings point at.

use super::shape::Counterexample;
use crate::story::{Beside, Entry, Story};

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) file: String,
    pub(super) line: u32,
}

/// The line of a panic, which tells its place first: `src/lib.rs:7: message`; else that of the application's
/// last call of AWS's before it goes wrong; else the stored case.
pub(super) fn of(found: &Counterexample) -> Option<Place> {
    let panicked = (found.verdict == "panicked").then(|| of_panic(&found.why)).flatten();
    panicked.or_else(|| of_call(&found.story)).or_else(|| {
        let file = found.file.clone()?;
        Some(Place { file, line: 1 })
    })
}

/// The call that leads to what is wrong, if its line is known: the one that the witness comes from, else the
/// last that only a bad day has, else the one that AWS deviated in.
fn of_call(story: &Story) -> Option<Place> {
    let timeline = &story.timeline;
    let with_source = |entry: &&Entry| entry.source.is_some();
    let at = |number: usize| number.checked_sub(1).and_then(|at| timeline.get(at));
    let witness = timeline.iter().find(|entry| entry.witness);
    let by_witness = witness.and_then(|witness| at(witness.cause?)).filter(with_source);
    let only_here = || {
        let mut calls = timeline.iter().rev().filter(|entry| entry.beside == Beside::OnlyHere);
        calls.find(with_source)
    };
    let deviating = || {
        let deviation = story.deviations.last()?;
        at(deviation.entry).and_then(|entry| at(entry.cause?)).filter(with_source)
    };
    let call = by_witness.or_else(only_here).or_else(deviating)?;
    let (file, line) = call.source.as_ref()?.rsplit_once(':')?;
    Some(Place { file: file.to_owned(), line: line.parse().ok()? })
}

fn of_panic(why: &str) -> Option<Place> {
    let (place, _) = why.split_once(": ")?;
    let (file, line) = place.rsplit_once(':')?;
    Some(Place { file: file.to_owned(), line: line.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_tells_its_place() {
        let place = of_panic("src/a b.rs:7: no: such thing");
        assert_eq!(place, Some(Place { file: "src/a b.rs".into(), line: 7 }));
        assert_eq!((of_panic("no place"), of_panic("a: b")), (None, None));
    }
}
