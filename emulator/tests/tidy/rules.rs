//! The rules of `docs/rules`, as far as their numbers go.

use std::collections::{BTreeMap, BTreeSet};

pub(crate) const PREFIXES: [&str; 7] = ["S3", "CF", "CW", "SQS", "MC", "KMS", "ACM"];

/// What a rule's number stands at.
pub(crate) struct Rule {
    pub page: &'static str,
    pub title: String,
    pub priority: Priority,
    /// Rows of its tables (`a`, `A9`, `N3`) and items in its text (`(a)`).
    pub rows: BTreeSet<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Priority {
    Must,
    Should,
    /// Rare; or no rule: conventions, and what was not verified.
    Other,
}

const PAGES: [(&str, &str); 6] = [
    ("s3.md", include_str!("../../../docs/rules/s3.md")),
    ("cloudfront.md", include_str!("../../../docs/rules/cloudfront.md")),
    ("cloudwatch.md", include_str!("../../../docs/rules/cloudwatch.md")),
    ("sqs.md", include_str!("../../../docs/rules/sqs.md")),
    ("kms.md", include_str!("../../../docs/rules/kms.md")),
    ("acm.md", include_str!("../../../docs/rules/acm.md")),
];

/// All rules by number: `S3-3.7`, `CW-F10`.
pub(crate) fn all() -> BTreeMap<String, Rule> {
    let mut rules = BTreeMap::new();
    for (page, text) in PAGES {
        let mut current = String::new();
        for line in text.lines() {
            if let Some((number, title)) = heading(line) {
                rules.insert(number.clone(), rule(page, &number, title, line));
                current = number;
            } else if line.starts_with("# ") {
                // A part of cloudwatch.md: its rows have numbers of their own.
                current.clear();
            }
            if line.starts_with('|') {
                row(page, &current, line, &mut rules);
            }
            if let Some(rule) = rules.get_mut(&current) {
                rule.rows.extend(items(line));
            }
        }
    }
    rules
}

fn rule(page: &'static str, number: &str, title: &str, line: &str) -> Rule {
    let title = title.trim().trim_matches('*').trim_end_matches('.');
    Rule { page, title: title.into(), priority: priority(number, line), rows: BTreeSet::new() }
}

/// `### S3-1.7 Object keys` or `**S3-4.6 Overlap.** …`: number and title.
fn heading(line: &str) -> Option<(String, &str)> {
    let text = match line.strip_prefix("**") {
        Some(text) => text.split("**").next().unwrap_or(text),
        None => line.strip_prefix('#')?.trim_start_matches('#').trim_start(),
    };
    let (number, rest) = number(text)?;
    Some((number, rest))
}

/// A rule's number at the beginning of a text, and what follows it.
pub(crate) fn number(text: &str) -> Option<(String, &str)> {
    let (prefix, rest) = PREFIXES
        .iter()
        .find_map(|prefix| Some((prefix, text.strip_prefix(prefix)?.strip_prefix('-')?)))?;
    let letter = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
    if letter > 1 {
        return None;
    }
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut end = letter + digits(&rest[letter..]);
    if end > letter {
        while let Some(more) = rest[end..].strip_prefix('.') {
            match digits(more) {
                0 => break,
                some => end += 1 + some,
            }
        }
    }
    let follows = rest[end..].chars().next();
    // `CW-A` is a part's name only where a heading says so.
    if end == 0 || (end == letter && follows.is_some_and(char::is_alphanumeric)) {
        return None;
    }
    Some((format!("{prefix}-{}", &rest[..end]), &rest[end..]))
}

/// `(S)`, `(R)`, `Priority S` and the like in the line of a rule's number. What is marked with none
/// is a must.
fn priority(number: &str, line: &str) -> Priority {
    let chapter = number.split('.').next().unwrap_or_default();
    let register = [
        "S3-0", "S3-11", "CF-0", "CF-16", "CW-0", "CW-H", "MC-0", "KMS-0", "ACM-0", "SQS-U",
        "SQS-Q",
    ];
    // CloudWatch's (R) is a mark of evidence, not of priority.
    let marked =
        |marks: &[&str]| !number.starts_with("CW-") && marks.iter().any(|mark| line.contains(mark));
    if register.contains(&chapter) || marked(&["(R)", "; R.", " R;", "Priority R"]) {
        Priority::Other
    } else if marked(&["(S)", "(S;", "Priority S"]) || line.contains("(`should`)") {
        Priority::Should
    } else {
        Priority::Must
    }
}

/// A table's row: a rule of its own (`| CW-A4.1 |`, SQS's `| 2.1 |` and `| N1 |`), or the current
/// rule's row; CloudFront has two in a line.
fn row(page: &'static str, current: &str, line: &str, rules: &mut BTreeMap<String, Rule>) {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    let first = cells.first().copied().unwrap_or_default();
    let title = cells.get(1).copied().unwrap_or_default();
    if let Some((number, "")) = number(first) {
        rules.insert(number.clone(), rule(page, &number, title, line));
        return;
    }
    if let Some(chapter) = current.strip_prefix("SQS-").and_then(|it| it.split('.').next())
        && (first.starts_with(&format!("{chapter}."))
            || is_row(first) && first.starts_with(chapter))
    {
        let number = format!("SQS-{first}");
        rules.insert(number.clone(), rule(page, &number, title, line));
        return;
    }
    if let Some(rule) = rules.get_mut(current) {
        rule.rows.extend(cells.iter().filter(|cell| is_row(cell)).map(|cell| (*cell).to_owned()));
    }
}

/// `a`, `A9`, `V12`, `7`.
pub(crate) fn is_row(text: &str) -> bool {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = text.len() - digits.len();
    let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_lowercase()))
        || (letters <= 1 && number && digits.len() <= 2)
}

/// `(a)` in a line of text.
fn items(line: &str) -> impl Iterator<Item = String> {
    let starts = line.match_indices('(').map(|(at, _)| &line[at + 1..]);
    starts.filter_map(|text| {
        let (inner, after) = text.split_once(')')?;
        let item = inner.len() == 1 && is_row(inner) && after.starts_with(' ');
        item.then(|| inner.to_owned())
    })
}
