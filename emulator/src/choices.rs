//! The catalogue of what AWS is free to do here, for `docs/choices.md` and for whoever names points.

use crate::services;
use parhelion_world::Point;
use parhelion_world::faults::LATENCY;
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

/// Freedoms of S3-9.4 that need no point of their own, and how they come about.
const WITHOUT_A_POINT: [(u8, &str); 9] = [
    (
        10,
        "pages of a listing are taken when they are asked for, so `latency` decides what they see",
    ),
    (14, "`s3.configuration-late`: reads of a configuration see what requests see"),
    (18, "`s3.notification-late`: at once is before the writer's 200, late is after it"),
    (25, "always: such ETags are drawn anew for every write"),
    (27, "always: CRC64NVME where the client sent nothing, the writer's choice otherwise"),
    (32, "by policy, as the rule says"),
    (33, "by the virtual clock: credentials expire at a time"),
    (36, "`s3.before` at UploadPart"),
    (37, "always where the head decides (the server's door; S3-3.24); `100 Continue` is hyper's"),
];

/// The text of `docs/choices.md`.
pub fn table() -> String {
    let mut text = String::from(
        "# What AWS may do\n\nMade by `just docs` from the code; a test keeps it true. Option 0 of \
         every point is calm. The harness\ndecides the others by seed or plan, and servers by \
         `POST /_parhelion/adversary`.\n\n\
         | point | option | rule | the clause, in our words |\n| --- | --- | --- | --- |\n",
    );
    for point in points() {
        for option in &point.options[1..] {
            let (rule, says, url) =
                option.clause.map_or(("", "", ""), |clause| (clause.rule, clause.says, clause.url));
            // Writing to a String cannot fail.
            let _ =
                writeln!(text, "| `{}` | {} | {rule} | [{says}]({url}) |", point.name, option.name);
        }
    }
    text.push_str("\n## S3-9.4, one by one\n\n| freedom | how it comes about |\n| --- | --- |\n");
    for number in 1..=38 {
        let _ = writeln!(text, "| A{number} | {} |", how(number).unwrap_or_default());
    }
    text
}

/// By which points a freedom of S3-9.4 comes about, or how else.
fn how(number: u8) -> Option<String> {
    let rule = format!("S3-9.4(A{number})");
    let cites = |point: &&Point| {
        let mut clauses = point.options.iter().filter_map(|option| option.clause);
        clauses.any(|clause| clause.rule == rule)
    };
    let names: Vec<String> =
        points().into_iter().filter(cites).map(|point| format!("`{}`", point.name)).collect();
    if !names.is_empty() {
        return Some(names.join(", "));
    }
    let reason = WITHOUT_A_POINT.iter().find(|(of, _)| *of == number);
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
        for number in 1..=38 {
            assert!(how(number).is_some(), "A{number}");
        }
    }
}
