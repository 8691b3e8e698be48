//! For terminals.

use super::{cut, mark, name};
use crate::certificate::{Certificate, Entry, Status, TaskEntry};
use crate::evidence::State;
use std::fmt::Write;

/// One line a criterion, and the verdict.
pub fn short(certificate: &Certificate) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail: every result below is ignored.
    let _ = writeln!(out, "Certificate of {}\n", of_whom(certificate));
    for (entry, property) in entries(certificate) {
        let _ = writeln!(
            out,
            "  {} {:<12} {:<60} {}",
            mark(entry.status),
            name(entry, property),
            cut(&entry.text, 60),
            cut(&told(entry), 110),
        );
    }
    for task in certificate.tasks.iter().filter(|task| !task.doubts.is_empty()) {
        let _ =
            writeln!(out, "  ! task {} is ticked, and {}", task_name(task), task.doubts.join(", "));
    }
    let notes = certificate.notes.len();
    if notes > 0 {
        let places = parhelion_properties::story::words::count(notes, "place");
        let _ = writeln!(
            out,
            "  ! {places} of the specification were not understood: parhelion-certify tells them"
        );
    }
    for failure in &certificate.failures {
        let _ = writeln!(out, "  ! {}", cut(failure, 160));
    }
    let _ = writeln!(out, "\n{}", verdict(certificate));
    out
}

/// Everything: criteria with their clauses, tasks, sources, and what was not understood.
pub fn of(certificate: &Certificate) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "Certificate of {}\n", of_whom(certificate));
    if certificate.draft {
        let _ = writeln!(
            out,
            "  DRAFT: nobody has read the binding yet; read certificate.toml, and take draft = true out\n"
        );
    }
    for (entry, property) in entries(certificate) {
        let _ =
            writeln!(out, "  {} {:<12} {}", mark(entry.status), name(entry, property), entry.text);
        let _ = writeln!(out, "                 {}", told(entry));
        // Of a property, its criteria have told it.
        let clauses = entry.clauses.iter().filter(|_| entry.status.fails() && !property);
        for known in clauses.filter(|known| !matches!(known.state, State::Proved | State::Unproved))
        {
            let told = format!("{}: {}", known.clause, cut(&known.why, 200));
            if told != entry.because {
                let state = format!("{:?}", known.state).to_lowercase();
                let _ = writeln!(out, "                 {state}: {told}");
            }
            if let Some(story) = &known.story {
                let _ = writeln!(out, "                 {}", story.sentences.join(" "));
            }
        }
    }
    if !certificate.tasks.is_empty() {
        let _ = writeln!(out);
    }
    for task in &certificate.tasks {
        let tick = if task.done { "x" } else { " " };
        let _ = writeln!(out, "  [{tick}] {} {}", task.number, task.title);
        if !task.doubts.is_empty() {
            let _ = writeln!(out, "      ! it is ticked, and {}", task.doubts.join(", "));
        }
    }
    list(
        &mut out,
        "it rests on",
        certificate.sources.iter().map(|it| format!("{}: {}", it.name, it.text)),
    );
    list(&mut out, "fails beside it", certificate.failures.iter().cloned());
    let notes = certificate.notes.iter().map(|note| {
        let place =
            if note.line > 0 { format!("{}:{}", note.file, note.line) } else { note.file.clone() };
        let text = if note.text.is_empty() { String::new() } else { format!(": {}", note.text) };
        format!("{place}: {}{text}", note.why)
    });
    list(&mut out, "not understood", notes);
    list(&mut out, "to know", certificate.remarks.iter().cloned());
    let _ = writeln!(out, "\n{}", verdict(certificate));
    out
}

fn list(out: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    for (at, line) in lines.enumerate() {
        if at == 0 {
            let _ = writeln!(out, "\n  {title}");
        }
        let _ = writeln!(out, "    {line}");
    }
}

/// `CERTIFIED: 5 of 5 criteria are proved`.
pub fn verdict(certificate: &Certificate) -> String {
    let draft = if certificate.draft { "DRAFT, " } else { "" };
    format!("{draft}{}: {}", certificate.verdict.word().to_uppercase(), certificate.because)
}

pub(super) fn of_whom(certificate: &Certificate) -> String {
    if certificate.application.is_empty() {
        "nothing yet".to_owned()
    } else {
        certificate.application.clone()
    }
}

fn entries(certificate: &Certificate) -> impl Iterator<Item = (&Entry, bool)> {
    let criteria = certificate.criteria.iter().map(|entry| (entry, false));
    criteria.chain(certificate.properties.iter().map(|entry| (entry, true)))
}

/// `proved: 5 clauses, …`.
fn told(entry: &Entry) -> String {
    match entry.status {
        Status::Review => format!("review: {}", entry.because),
        status => format!("{}: {}", status.word(), entry.because),
    }
}

fn task_name(task: &TaskEntry) -> String {
    if task.number.is_empty() { cut(&task.title, 40) } else { task.number.clone() }
}
