//! Every rule that is cited can be looked up in `docs/rules`.

use super::rules::{self, PREFIXES, is_row};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A rule that a file cites.
#[derive(Debug)]
pub(crate) struct Citation {
    pub rule: String,
    /// `(b)`, `(a, c)`, `(a–d)`: none is the rule as a whole.
    pub rows: Vec<String>,
    pub file: PathBuf,
    pub line: usize,
    /// In a test.
    pub test: bool,
}

#[test]
fn every_citation_can_be_looked_up() {
    let rules = rules::all();
    let citations = all();
    assert!(citations.len() > 1_000, "only {} citations", citations.len());
    let mut wrong = Vec::new();
    for Citation { rule, rows, file, line, .. } in &citations {
        let place = format!("{}:{line}", file.display());
        match rules.get(rule) {
            None => wrong.push(format!("{place}: there is no {rule}")),
            Some(found) => {
                for row in rows.iter().filter(|row| !found.rows.contains(*row)) {
                    wrong.push(format!("{place}: {rule} has no ({row})"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn citations_are_found() {
    let found = |text: &str| {
        let cited = in_line(text).into_iter();
        let shown = cited.map(|(rule, rows)| match rows.is_empty() {
            true => rule,
            false => format!("{rule}({})", rows.join(",")),
        });
        shown.collect::<Vec<_>>().join(" ")
    };
    for (text, expected) in [
        ("as S3-3.7 says.", "S3-3.7"),
        ("(S3-3.7(b))", "S3-3.7(b)"),
        ("S3-6.6(a–d), CF-8.1", "S3-6.6(a,b,c,d) CF-8.1"),
        ("S3-3.14(b), (c).", "S3-3.14(b,c)"),
        ("S3-7.9(a, c)", "S3-7.9(a,c)"),
        ("S3-7.2c–e, S3-3.4a;", "S3-7.2(c,d,e) S3-3.4(a)"),
        ("S3-4.4b, c, f and more", "S3-4.4(b,c,f)"),
        ("CF-14(N3)", "CF-14(N3)"),
        ("CW-F10's", "CW-F10"),
        ("S3-7.15 to S3-7.17", "S3-7.15 S3-7.16 S3-7.17"),
        ("S3-2.7 (for presigned)", "S3-2.7"),
        ("fn s3_1_1_hosts_name_the_bucket() {", "S3-1.1"),
        ("fn cw_f10_late() {", "CW-F10"),
        ("SSE-S3-encrypted, AWS-SQS-7", ""),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

/// What the sources, documents and scripts of the repository cite.
pub(crate) fn all() -> Vec<Citation> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    walk(&root, &mut files);
    files.sort();
    let mut citations = Vec::new();
    for path in files {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let file = path.strip_prefix(&root).unwrap_or(&path).to_owned();
        let mut test = file.extension().is_some_and(|it| it == "rs") && is_test(&file);
        for (at, line) in text.lines().enumerate() {
            test |= line.trim_start().starts_with("#[cfg(test)]")
                && !text.lines().nth(at + 1).is_some_and(|next| next.trim_end().ends_with(';'));
            for (rule, rows) in in_line(line) {
                citations.push(Citation { rule, rows, file: file.clone(), line: at + 1, test });
            }
        }
    }
    citations
}

fn is_test(file: &Path) -> bool {
    let folders = file.components().any(|part| part.as_os_str() == "tests");
    let name = file.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    folders || name == "tests" || name.ends_with("_tests")
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    const READ: [&str; 9] = ["rs", "md", "py", "sh", "smithy", "toml", "yml", "js", "txt"];
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if !matches!(name, "target" | ".git" | "node_modules") {
                walk(&path, files);
            }
            continue;
        }
        let extension = path.extension().and_then(|it| it.to_str());
        // This file's examples; what is written from the citations; and tables without any.
        let skipped = ["citations.rs", "coverage.md", "services.txt", "operations.txt"];
        if extension.is_none_or(|it| READ.contains(&it)) && !skipped.contains(&name) {
            files.push(path);
        }
    }
}

/// The rules that a line cites, each with its rows.
fn in_line(line: &str) -> Vec<(String, Vec<String>)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    let mut from = 0;
    while let Some((at, number, rest)) = next(line, from) {
        let before = line[..at].trim_end();
        if before.ends_with(" to") && found.last().is_some_and(|(_, rows)| rows.is_empty()) {
            let last = found.last().map(|(rule, _)| rule.clone()).unwrap_or_default();
            found.extend(between(&last, &number).map(|rule| (rule, Vec::new())));
        }
        let (rows, rest) = rows(rest);
        from = line.len() - rest.len();
        found.push((number, rows));
    }
    found.extend(in_name(line).map(|rule| (rule, Vec::new())));
    found
}

/// The next citation from a place on: where it stands, its number, what follows.
fn next(line: &str, from: usize) -> Option<(usize, String, &str)> {
    let starts = line[from..].char_indices().map(|(at, _)| from + at);
    starts.into_iter().find_map(|at| {
        let joined = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        if line[..at].chars().next_back().is_some_and(joined) {
            return None;
        }
        let (number, rest) = rules::number(&line[at..])?;
        // A chapter's letter alone (`CW-F`) is no number of a rule.
        number.ends_with(|c: char| c.is_ascii_digit()).then_some((at, number, rest))
    })
}

/// `(b)`, `(a, c)`, `(a–d)`, `(b), (c)`, or without brackets `c–e`; and what follows.
fn rows(text: &str) -> (Vec<String>, &str) {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        let after = match found.is_empty() {
            true => rest,
            false => rest.strip_prefix(", ").or(rest.strip_prefix(" and ")).unwrap_or(rest),
        };
        let Some((inner, left)) = after.strip_prefix('(').and_then(|it| it.split_once(')')) else {
            break;
        };
        let Some(some) = listed(inner) else { break };
        found.extend(some);
        rest = left;
    }
    if found.is_empty() {
        // `3.4a`, `7.2c–e`, `4.4b, c, f`: letters that no letter follows.
        let end = text.find(|c: char| !(c.is_ascii_lowercase() || c == '–')).unwrap_or(text.len());
        if let Some(some) = listed(&text[..end]) {
            found.extend(some);
            rest = &text[end..];
            while let Some(more) = rest.strip_prefix(", ") {
                let mut letters = more.chars();
                let Some(letter) = letters.next().filter(char::is_ascii_lowercase) else { break };
                if letters.clone().next().is_some_and(char::is_alphanumeric) {
                    break;
                }
                found.push(letter.to_string());
                rest = letters.as_str();
            }
        }
    }
    (found, rest)
}

/// `a`, `a, c`, `a–d`, `A9`.
fn listed(text: &str) -> Option<Vec<String>> {
    let mut rows = Vec::new();
    for part in text.split([',', ';']).map(str::trim) {
        match part.split_once('–') {
            Some((first, last)) if first.len() == 1 && last.len() == 1 => {
                let ends = (first.chars().next()?, last.chars().next()?);
                rows.extend((ends.0..=ends.1).map(String::from));
            }
            _ => rows.push(part.to_owned()),
        }
    }
    rows.iter().all(|row| is_row(row)).then_some(rows)
}

/// The rules between two of a chapter: `S3-7.15 to S3-7.17`.
fn between(first: &str, last: &str) -> impl Iterator<Item = String> {
    let parts = |rule: &str| {
        let (chapter, number) = rule.rsplit_once('.')?;
        Some((chapter.to_owned(), number.parse::<u32>().ok()?))
    };
    let inside = match (parts(first), parts(last)) {
        (Some((chapter, first)), Some((other, last))) if chapter == other => {
            Some((first + 1..last).map(move |number| format!("{chapter}.{number}")))
        }
        _ => None,
    };
    inside.into_iter().flatten()
}

/// A test's name cites, too: `fn s3_1_1_hosts_name_the_bucket()`.
fn in_name(line: &str) -> Option<String> {
    let name = line.split_once("fn ")?.1;
    let mut parts = name.split(['_', '(']);
    let prefix = parts.next()?.to_ascii_uppercase();
    let chapter = parts.next()?.to_ascii_uppercase();
    let numbered = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let digits = chapter.trim_start_matches(|c: char| c.is_ascii_uppercase());
    if !PREFIXES.contains(&&*prefix) || !numbered(digits) || chapter.len() > digits.len() + 1 {
        return None;
    }
    Some(match parts.next().filter(|part| numbered(part)) {
        Some(number) => format!("{prefix}-{chapter}.{number}"),
        None => format!("{prefix}-{chapter}"),
    })
}

/// Which rules tests and which only code cite, with their rows.
pub(crate) fn by_rule() -> BTreeMap<String, (Vec<Citation>, Vec<Citation>)> {
    let mut by_rule: BTreeMap<String, (Vec<Citation>, Vec<Citation>)> = BTreeMap::new();
    for citation in all().into_iter().filter(|it| it.file.extension().is_some_and(|it| it == "rs"))
    {
        let cited = by_rule.entry(citation.rule.clone()).or_default();
        if citation.test { cited.0.push(citation) } else { cited.1.push(citation) }
    }
    by_rule
}
