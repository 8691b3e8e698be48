//! The catalogue of what AWS is free to do here, for `docs/choices.md` and for whoever names points.

use crate::services;
use parhelion_world::faults::LATENCY;
use parhelion_world::{Freedoms, Point};
use std::fmt::Write;

/// Every point of the emulator.
pub fn points() -> Vec<&'static Point> {
    let mut all: Vec<&'static Point> = vec![&LATENCY];
    for entry in services::entries() {
        let faults = &entry.declaration.faults;
        all.extend([faults.before.point, faults.after.point]);
        all.extend(entry.declaration.points);
    }
    all.retain(|point| point.options.len() > 1);
    all
}

/// The points at which a service refuses a call, which then had no effect.
pub fn refusals() -> Vec<&'static Point> {
    let points = services::entries().into_iter().map(|it| it.declaration.faults.before.point);
    points.filter(|point| point.options.len() > 1).collect()
}

/// The text of `docs/choices.md`.
pub fn table() -> String {
    let mut text = String::from(
        "# What AWS may do\n\nMade by `just docs` from the code; a test keeps it true. Option 0 of \
         every point is calm. The harness\ndecides the others by seed or plan, and servers by \
         `POST /_parhelion/adversary`.\n\n\
         AWS's pages bound no run of failures: whatever fails may fail again at the next attempt. So an\n\
         application may give up and say so; it is blamed only for what it says and does that is not so. \
         The\nharness's own looks go on for as long as AWS deviates \
         (`properties/src/patience.rs`).\n\n\
         | point | option | rule | the clause, in our words |\n| --- | --- | --- | --- |\n",
    );
    for point in points() {
        for option in point.options.iter().skip(1) {
            let (rule, says, url) =
                option.clause.map_or(("", "", ""), |clause| (clause.rule, clause.says, clause.url));
            // Writing to a String cannot fail.
            let _ =
                writeln!(text, "| `{}` | {} | {rule} | [{says}]({url}) |", point.name, option.name);
        }
    }
    for entry in services::entries() {
        let Some(freedoms) = entry.declaration.freedoms else { continue };
        let Freedoms { rule, letter, count, .. } = freedoms;
        let head = "| freedom | how it comes about |\n| --- | --- |";
        let _ = writeln!(text, "\n## {rule}, one by one\n\n{head}");
        for number in 1..=count {
            let how = how(&freedoms, number).unwrap_or_default();
            let _ = writeln!(text, "| {letter}{number} | {how} |");
        }
    }
    text
}

/// By which points a numbered freedom comes about, or how else.
fn how(freedoms: &Freedoms, number: u8) -> Option<String> {
    let Freedoms { rule, letter, without_a_point, .. } = freedoms;
    let rule = format!("{rule}({letter}{number})");
    let cites = |point: &&Point| {
        let mut clauses = point.options.iter().filter_map(|option| option.clause);
        clauses.any(|clause| clause.rule == rule)
    };
    let names: Vec<String> =
        points().into_iter().filter(cites).map(|point| format!("`{}`", point.name)).collect();
    if !names.is_empty() {
        return Some(names.join(", "));
    }
    let reason = without_a_point.iter().find(|(of, _)| *of == number);
    reason.map(|(_, reason)| (*reason).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_but_calm_has_a_clause_and_names_are_unique() {
        let mut names: Vec<_> = points().iter().map(|point| point.name).collect();
        for point in points() {
            assert!(point.options[0].clause.is_none(), "{}", point.name);
            let clauses = point.options[1..].iter().map(|option| option.clause);
            assert!(clauses.into_iter().all(|clause| clause.is_some()), "{}", point.name);
        }
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn s3_9_4_every_freedom_comes_about() {
        let lists = services::entries().into_iter().filter_map(|it| it.declaration.freedoms);
        let lists: Vec<Freedoms> = lists.collect();
        assert!(lists.iter().any(|list| list.rule == "S3-9.4" && list.count == 38));
        for list in lists {
            for number in 1..=list.count {
                assert!(how(&list, number).is_some(), "{}{number} of {}", list.letter, list.rule);
            }
        }
    }
}
