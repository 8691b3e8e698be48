//! `tasks.md`: tasks with their boxes, and the criteria that each is for.

use super::blocks::{self, Block, Kind};
use super::grammar::{Grammar, number};
use super::parts::{Note, Task};
use super::references;

const FILE: &str = "tasks.md";

/// Reads the file; `known` are the criteria that there are.
pub(super) fn read(
    grammar: &Grammar,
    text: &str,
    known: &[String],
    notes: &mut Vec<Note>,
) -> Vec<Task> {
    let mut tasks: Vec<Task> = Vec::new();
    for block in blocks::read(grammar, text) {
        if let Some(task) = begun(grammar, &block, notes) {
            tasks.push(task);
        }
        let Some(task) =
            tasks.last_mut().filter(|_| !matches!(block.kind, Kind::Heading(_) | Kind::Code))
        else {
            continue;
        };
        let named = grammar.requirements.captures(&block.text).filter(|_| task.line != block.line);
        let validates = grammar.validates.captures(&block.text);
        let inline = (task.line == block.line).then(|| inline(&block.text)).flatten();
        let named = named.map(|found| found[1].to_owned());
        let validates = validates.map(|found| found[1].to_owned());
        if let Some(text) = named.or(validates).or(inline) {
            let (ids, unknown) = references::read(grammar, &text, known);
            task.requirements.extend(ids);
            for id in unknown {
                let why = format!("it names requirement {id}, which requirements.md does not have");
                notes.push(Note::of(FILE, block.line, &block.text, why));
            }
        }
        for found in grammar.property_named.captures_iter(&block.text) {
            let property = number(&found[1]);
            if !task.properties.contains(&property) {
                task.properties.push(property);
            }
        }
    }
    tasks
}

/// `… (Requirements: 6.1)` at the end of a task's own line.
fn inline(text: &str) -> Option<String> {
    references_at(text).and_then(|(_, after)| text.get(after..)).map(str::to_owned)
}

/// Where references begin in a task's line, and where the word before them ends.
fn references_at(text: &str) -> Option<(usize, usize)> {
    let lower = text.to_lowercase();
    ["requirements:", "requirement:", "exigences :", "exigences:", "exigence :", "exigence:"]
        .into_iter()
        .filter_map(|word| lower.rfind(word).map(|at| (at, at + word.len())))
        .max_by_key(|(_, after)| *after)
}

fn begun(grammar: &Grammar, block: &Block, notes: &mut Vec<Note>) -> Option<Task> {
    let Kind::Item(marker) = &block.kind else { return None };
    let found = grammar.check.captures(&block.text)?;
    // `[label](address)` is a link.
    if found[3].starts_with('(') {
        return None;
    }
    let done = match found[1].trim() {
        "" => false,
        "x" | "X" | "✓" | "✔" | "✅" => true,
        // Begun, skipped.
        "-" | "~" | "/" => false,
        other => {
            let why = format!(
                "a box is empty or has an x, and this has {other:?}: it is read as not done"
            );
            notes.push(Note::of(FILE, block.line, &block.text, why));
            false
        }
    };
    let numbered = grammar.numbered.captures(&found[3]);
    let (said, title) = match &numbered {
        Some(numbered) => (number(&numbered[1]), numbered[2].trim().to_owned()),
        None if marker.starts_with(|c: char| c.is_ascii_digit()) => {
            (number(marker), found[3].trim().to_owned())
        }
        None => (String::new(), found[3].trim().to_owned()),
    };
    let cut = references_at(&title).map_or(title.len(), |(at, _)| at);
    let title = title
        .get(..cut)
        .unwrap_or(&title)
        .trim_end_matches([' ', '(', '—', '–', '-', '.'])
        .to_owned();
    Some(Task { number: said, title, line: block.line, done, ..Task::default() })
}
