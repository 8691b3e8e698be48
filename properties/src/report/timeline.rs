//! A timeline as text: each entry after its cause, with what differs from a calm run marked.

use crate::story::{Beside, Entry, Kind, Story};
use std::fmt::Write;

/// How much of it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Noise is folded away: one line says how much.
    WhatMatters,
    /// Everything.
    All,
}

/// Operations, then what happened.
pub(super) fn text(story: &Story, shown: Shown) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    for operation in &story.operations {
        let client = operation.client.map(|client| format!("  (client {client})"));
        let client = client.unwrap_or_default();
        let _ = writeln!(out, "   op#{:<3} {}{client}", operation.number, operation.text);
    }
    let _ = writeln!(out);
    if story.diverges.is_some() {
        let _ =
            writeln!(out, "   + only in this run, - only on a good day, ◀ what brought it about\n");
    }
    let (mut folded, mut last) = (Vec::new(), 0);
    for entry in &story.timeline {
        if entry.folded && shown == Shown::WhatMatters {
            folded.push(entry);
            continue;
        }
        fold(&mut out, &mut folded);
        let _ = writeln!(out, "{}", line(entry, story.diverges, last));
        last = entry.number;
    }
    fold(&mut out, &mut folded);
    if story.left_out > 0 {
        let _ = writeln!(out, "   ({} entries of its middle are left out)", story.left_out);
    }
    out
}

/// One line for all that was folded.
fn fold(out: &mut String, folded: &mut Vec<&Entry>) {
    if folded.is_empty() {
        return;
    }
    let calls = folded.iter().filter(|entry| matches!(entry.kind, Kind::Call | Kind::Viewer));
    let mut names: Vec<&str> = calls
        .filter_map(|entry| entry.text.split(' ').next())
        .filter(|name| *name != "viewer")
        .collect();
    names.dedup();
    let more = if names.len() > 3 { ", …" } else { "" };
    names.truncate(3);
    let names =
        if names.is_empty() { String::new() } else { format!(": {}{more}", names.join(", ")) };
    let _ = writeln!(out, "     ⋯ {} more, not involved{names}", folded.len());
    folded.clear();
}

fn line(entry: &Entry, diverges: Option<usize>, last: usize) -> String {
    let mark = match entry.beside {
        Beside::Same => ' ',
        Beside::OnlyHere => '+',
        Beside::OnlyCalm => '-',
    };
    let seconds = entry.at_millis as f64 / 1000.0;
    let what = match entry.kind {
        Kind::Answer | Kind::Served => format!("  → {}", entry.text),
        Kind::Deviation => format!("✦ {}", entry.text),
        Kind::Seen => format!("• {}", entry.text),
        _ => entry.text.clone(),
    };
    // An answer right behind its call needs no arrow.
    let cause = entry.cause.filter(|cause| *cause != last);
    let cause = cause.map(|cause| format!("   ◀ {cause}")).unwrap_or_default();
    let diverges =
        if diverges == Some(entry.number) { "   ⟵ here it parts from a good day" } else { "" };
    let witness = if entry.witness { "   ⟵ this is wrong" } else { "" };
    let source = entry.source.as_ref().map(|source| format!("   at {source}")).unwrap_or_default();
    format!(
        " {mark}{:>3} t={seconds:>9.3}s  {:<12} {what}{source}{cause}{diverges}{witness}",
        entry.number, entry.lane
    )
}
