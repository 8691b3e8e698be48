//! References to criteria: `Requirements 6.1, 6.3-6.5`.

use super::grammar::{Grammar, number};

/// The ids that a text names, of those that there are; and what it names that there is not. A requirement's
/// number stands for all of its criteria.
pub(super) fn read(grammar: &Grammar, text: &str, known: &[String]) -> (Vec<String>, Vec<String>) {
    let (mut found, mut unknown) = (Vec::new(), Vec::new());
    let mut add = |ids: Vec<String>, named: String| {
        if ids.is_empty() {
            unknown.push(named);
        }
        for id in ids {
            if !found.contains(&id) {
                found.push(id);
            }
        }
    };
    for reference in grammar.reference.captures_iter(text) {
        let (Some(from), to) = (reference.get(1), reference.get(2)) else { continue };
        let from = number(from.as_str());
        match to.map(|to| number(to.as_str())) {
            None => add(below(&from, known), from),
            Some(to) => {
                let ids = between(&from, &to, known);
                add(ids, format!("{from} to {to}"));
            }
        }
    }
    (found, unknown)
}

/// A criterion itself, or all that belong to a requirement.
fn below(id: &str, known: &[String]) -> Vec<String> {
    if known.iter().any(|known| known == id) {
        return vec![id.to_owned()];
    }
    let head = format!("{id}.");
    known.iter().filter(|known| known.starts_with(&head)).cloned().collect()
}

/// All from one to another, both included.
fn between(from: &str, to: &str, known: &[String]) -> Vec<String> {
    let parts =
        |id: &str| -> Vec<u32> { id.split('.').map(|part| part.parse().unwrap_or(0)).collect() };
    let (from, mut to) = (parts(from), parts(to));
    // `6.1-5` means `6.1-6.5`.
    if to.len() < from.len() {
        let head = from.len() - to.len();
        to = from[..head].iter().copied().chain(to).collect();
    }
    let within = |id: &&String| {
        let id = parts(id);
        id >= from && (id <= to || id.starts_with(&to))
    };
    known.iter().filter(within).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_ranges_and_whole_requirements() {
        let known: Vec<String> = ["6.1", "6.2", "6.3", "6.10", "7.1"].map(str::to_owned).to_vec();
        let read = |text: &str| read(&Grammar::new(), text, &known);
        let ids = |text: &str| read(text).0.join(" ");
        assert_eq!(ids("Requirements 6.1, 6.3 and 06.2"), "6.1 6.3 6.2");
        assert_eq!(ids("Exigences 6.1 à 6.3"), "6.1 6.2 6.3");
        assert_eq!(ids("6.2–6.10"), "6.2 6.3 6.10");
        assert_eq!(ids("6.1-3"), "6.1 6.2 6.3");
        assert_eq!(ids("Requirement 6"), "6.1 6.2 6.3 6.10");
        assert_eq!(read("6.9, 8").1, ["6.9", "8"]);
    }
}
