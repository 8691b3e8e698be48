//! `docs/rules/coverage.md`: which rules are cited by a test, which only by code, which by nobody.

use super::citations::{self, Citation};
use super::rules::{self, Priority};
use std::collections::BTreeSet;
use std::fmt::Write;

/// How many of a priority's rules are cited by a test, only by code, and by nobody.
#[derive(Clone, Copy, Default)]
struct Total {
    test: usize,
    code: usize,
    nobody: usize,
}

/// The page's text.
pub(crate) fn page() -> String {
    let (rules, cited) = (rules::all(), citations::by_rule());
    let mut totals = [Total::default(); 2];
    let mut lists = String::new();
    let mut page = "";
    let mut sorted: Vec<_> = rules.iter().collect();
    sorted.sort_by_key(|(number, rule)| (rule.page, order(number)));
    for (number, rule) in sorted {
        let priority = match rule.priority {
            Priority::Must => 0,
            Priority::Should => 1,
            Priority::Other => continue,
        };
        // A chapter's heading: its rules have numbers of their own.
        let parent = |other: &String| other.starts_with(number) && other.len() > number.len();
        if rule.rows.is_empty() && rules.keys().any(|other| parent(other) && below(number, other)) {
            continue;
        }
        if page != rule.page {
            page = rule.page;
            let _ = writeln!(
                lists,
                "\n## {page}\n\n| rule | | priority | cited by | rows that no test cites |\n\
                 | --- | --- | --- | --- | --- |"
            );
        }
        let none = (Vec::new(), Vec::new());
        let (tests, code) = cited.get(number).unwrap_or(&none);
        let total = &mut totals[priority];
        let by = match (tests.is_empty(), code.is_empty()) {
            (false, _) => {
                total.test += 1;
                "a test"
            }
            (true, false) => {
                total.code += 1;
                "code"
            }
            (true, true) => {
                total.nobody += 1;
                "nobody"
            }
        };
        let _ = writeln!(
            lists,
            "| {number} | {} | {} | {by} | {} |",
            short(&rule.title),
            ["must", "should"][priority],
            open_rows(&rule.rows, tests)
        );
    }
    let mut text = String::from(
        "# Which rules are tested\n\nMade by `just docs` from the citations in the sources; a test \
         keeps it true. A test cites a rule by its\nnumber in a comment, a message or its own name \
         (`s3_3_7_…`). A rule without a mark of priority is a must.\n\n\
         | priority | cited by a test | only by code | by nobody |\n| --- | --- | --- | --- |\n",
    );
    for (name, Total { test, code, nobody }) in ["must", "should"].iter().zip(totals) {
        let _ = writeln!(text, "| {name} | {test} | {code} | {nobody} |");
    }
    text + &lists
}

/// Whether a number is below another: `S3-3.7` below `S3-3`, `CW-A10` not below `CW-A1`.
fn below(chapter: &str, number: &str) -> bool {
    let rest = number.strip_prefix(chapter).unwrap_or_default();
    rest.starts_with('.') || chapter.ends_with(|c: char| c.is_ascii_uppercase())
}

/// Numbers as numbers: 3.9 before 3.10.
fn order(number: &str) -> (String, Vec<u32>) {
    let (letters, numbers) = number.split_at(number.find('-').map_or(0, |at| at + 1));
    let digits = numbers.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letter = &numbers[..numbers.len() - digits.len()];
    let parts = digits.split('.').map(|part| part.parse().unwrap_or_default());
    (format!("{letters}{letter}"), parts.collect())
}

/// A title that fits a table's cell.
fn short(title: &str) -> String {
    let title = title.replace(['`', '|', '*'], "");
    match title.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", title[..end].trim_end()),
        None => title,
    }
}

/// The rows without a test; one that cites the rule as a whole stands for none of them.
fn open_rows(rows: &BTreeSet<String>, tests: &[Citation]) -> String {
    let cited: BTreeSet<&String> = tests.iter().flat_map(|it| &it.rows).collect();
    let mut open: Vec<&str> =
        rows.iter().filter(|row| !cited.contains(row)).map(String::as_str).collect();
    open.sort_by_key(|row| (row.len(), *row));
    match (open.len(), rows.len()) {
        (0, _) => String::new(),
        (some, all) if some == all => format!("all {all}"),
        _ => open.join(" "),
    }
}
