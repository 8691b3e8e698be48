//! The catalogue of what AWS is free to do here, for `docs/choices.md` and for whoever names points.

use crate::services;
pub use parhelion_world::faults::LATENCY;
use parhelion_world::{Entry, Freedoms, Pick, Point, Site};
use std::fmt::Write;

/// Every point of the emulator.
pub fn points() -> Vec<&'static Point> {
    points_of(&services::entries())
}

/// Every point of these services.
pub(crate) fn points_of(entries: &[Entry]) -> Vec<&'static Point> {
    let mut all: Vec<&'static Point> = vec![&LATENCY];
    for entry in entries {
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

/// What is wrong with a plan, in a sentence: a site that names none of these points, or no option of
/// its point. Such a deviation would never be taken, and nobody would be told.
pub fn misnamed<'a>(
    plan: impl IntoIterator<Item = (&'a Site, &'a Pick)>,
    known: &[&'static Point],
) -> Option<String> {
    plan.into_iter().find_map(|(site, pick)| {
        let name = site.point();
        let Some(point) = name.and_then(|name| known.iter().find(|point| point.name == name))
        else {
            let meant = nearest(
                name.unwrap_or_else(|| site.as_str().rsplit('/').next().unwrap_or_default()),
                known,
            );
            let site = site.as_str();
            return Some(format!(
                "plan: {site:?} names no point of docs/choices.md; the nearest is {meant}"
            ));
        };
        let last = point.options.len() - 1;
        (usize::from(*pick) > last).then(|| {
            format!("plan: the options of {} are 0 to {last}, and {pick} is none", point.name)
        })
    })
}

/// What is wrong with a list of points, as [`misnamed`].
pub fn unknown<'a>(
    mut names: impl Iterator<Item = &'a String>,
    known: &[&'static Point],
) -> Option<String> {
    let name = names.find(|name| known.iter().all(|point| point.name != **name))?;
    let meant = nearest(name, known);
    Some(format!("points: {name:?} is none of docs/choices.md; the nearest is {meant}"))
}

/// The known point whose name takes the fewest changes.
fn nearest(name: &str, known: &[&'static Point]) -> &'static str {
    // Names are short; what is not is none of them.
    let name: Vec<char> = name.chars().take(100).collect();
    let nearest = known.iter().min_by_key(|point| changes(&name, point.name));
    nearest.map_or("none", |point| point.name)
}

/// How many letters must be added, dropped or replaced (Levenshtein).
fn changes(from: &[char], to: &str) -> usize {
    let mut row: Vec<usize> = (0..=from.len()).collect();
    for (i, wanted) in to.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, (there, above)) in from.iter().zip(row.windows(2)).enumerate() {
            let [diagonal, above] = *above else { continue };
            let left = next.get(j).copied().unwrap_or_default();
            let replaced = diagonal + usize::from(*there != wanted);
            next.push(replaced.min(above + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
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
    #![allow(clippy::unwrap_used)]
    use super::*;
    use parhelion_world::Plan;

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
    fn names_that_are_none_are_told_with_the_nearest() {
        let known = points();
        let plan = |site: &str, pick: u8| [(Site::from(site), pick)].into_iter().collect::<Plan>();
        assert_eq!(misnamed(&plan("user/4/PutObject:b|k#0.1/s3.before.0", 1), &known), None);
        for (site, meant) in [
            ("user/4/PutObject:b|k#0.1/s3.befor.0", "s3.before"),
            ("user/4/PutObject:b|k#0.1/s3.before", "s3.before"),
            ("s3.after.0", "s3.after"),
            ("s3.after", "s3.after"),
        ] {
            let said = misnamed(&plan(site, 1), &known).unwrap();
            assert!(said.ends_with(&format!("the nearest is {meant}")), "{site}: {said}");
        }
        let said = misnamed(&plan("user/4/PutObject:b|k#0.1/s3.before.0", 200), &known).unwrap();
        assert!(said.starts_with("plan: the options of s3.before are 0 to "), "{said}");
        let names = ["s3.before".to_owned(), "s3.beforehand".to_owned()];
        let said = unknown(names.iter(), &known).unwrap();
        assert_eq!(
            said,
            "points: \"s3.beforehand\" is none of docs/choices.md; the nearest is s3.before"
        );
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
