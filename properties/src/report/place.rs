//! Where in the sources something is: what annotations and findings point at.

use super::shape::Counterexample;

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) file: String,
    pub(super) line: u32,
}

/// The line of a panic, which tells its place first: `src/lib.rs:7: message`; else of the counterexample's
/// stored case, its first line.
pub(super) fn of(found: &Counterexample) -> Option<Place> {
    let panicked = (found.verdict == "panicked").then(|| of_panic(&found.why)).flatten();
    panicked.or_else(|| {
        let file = found.file.clone()?;
        Some(Place { file, line: 1 })
    })
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
