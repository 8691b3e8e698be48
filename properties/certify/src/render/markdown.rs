//! For pull requests and pages.

use super::text::{of_whom, verdict};
use super::{mark, name};
use crate::certificate::{Certificate, Entry};
use std::fmt::Write;

/// A page.
pub fn of(certificate: &Certificate) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail: every result below is ignored.
    let _ = writeln!(out, "# Certificate of {}\n", escape(&of_whom(certificate)));
    let _ = writeln!(out, "**{}**\n", escape(&verdict(certificate)));
    let _ = writeln!(out, "| | criterion | verdict | why |\n| --- | --- | --- | --- |");
    for entry in &certificate.criteria {
        row(&mut out, entry, false);
    }
    for entry in &certificate.properties {
        row(&mut out, entry, true);
    }
    let stories =
        certificate.criteria.iter().chain(&certificate.properties).flat_map(|entry| &entry.clauses);
    let mut told = Vec::new();
    for known in stories {
        let Some(story) = known.story.as_ref().filter(|_| !told.contains(&&known.clause)) else {
            continue;
        };
        told.push(&known.clause);
        let _ = writeln!(
            out,
            "\n## {}\n\n{}\n",
            escape(&known.clause),
            escape(&story.sentences.join(" "))
        );
        for operation in &story.operations {
            let _ = writeln!(out, "- op#{}: {}", operation.number, escape(&operation.text));
        }
        for deviation in &story.deviations {
            let says = format!("{} ({}): {}", deviation.option, deviation.rule, deviation.says);
            let _ = writeln!(out, "- AWS: [{}]({})", escape(&says), deviation.page);
        }
    }
    if !certificate.tasks.is_empty() {
        let _ = writeln!(out, "\n## Tasks\n");
    }
    for task in &certificate.tasks {
        let tick = if task.done { "x" } else { " " };
        let doubts = if task.doubts.is_empty() {
            String::new()
        } else {
            format!(" **ticked, and {}**", escape(&task.doubts.join(", ")))
        };
        let title = format!("{} {}", task.number, task.title);
        let _ = writeln!(out, "- [{tick}] {}{doubts}", escape(title.trim()));
    }
    let sources = certificate.sources.iter().map(|it| format!("{}: {}", it.name, it.text));
    list(&mut out, "It rests on", sources);
    list(&mut out, "Fails beside it", certificate.failures.iter().cloned());
    let notes = certificate.notes.iter();
    let notes =
        notes.map(|note| format!("{}:{}: {}: {}", note.file, note.line, note.why, note.text));
    list(&mut out, "Not understood", notes);
    list(&mut out, "To know", certificate.remarks.iter().cloned());
    out
}

fn row(out: &mut String, entry: &Entry, property: bool) {
    let _ = writeln!(
        out,
        "| {} {} | {} | {} | {} |",
        mark(entry.status),
        escape(&name(entry, property)),
        escape(&entry.text),
        entry.status.word(),
        escape(&entry.because),
    );
}

fn list(out: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    for (at, line) in lines.enumerate() {
        if at == 0 {
            let _ = writeln!(out, "\n## {title}\n");
        }
        let _ = writeln!(out, "- {}", escape(&line));
    }
}

/// Text that stays text: in cells of tables too.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '\n' | '\r' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' => {
                out.push('\\');
                out.push(letter);
            }
            letter => out.push(letter),
        }
    }
    out
}
