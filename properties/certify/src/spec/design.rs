//! `design.md`: properties, and the criteria that each validates.

use super::blocks::{self, Block, Kind};
use super::grammar::{Grammar, number};
use super::parts::{Note, Property};
use super::references;

const FILE: &str = "design.md";

/// Reads the file; `known` are the criteria that there are.
pub(super) fn read(
    grammar: &Grammar,
    text: &str,
    known: &[String],
    notes: &mut Vec<Note>,
) -> Vec<Property> {
    let mut properties: Vec<Property> = Vec::new();
    // The level of the heading that the last property stands below; none: no property is open.
    let mut open: Option<usize> = None;
    for block in blocks::read(grammar, text) {
        if let Some(property) = begun(grammar, &block) {
            if properties.iter().any(|other| other.number == property.number) {
                let why = format!("property {} is there twice: both are read", property.number);
                notes.push(Note::of(FILE, block.line, &block.text, why));
            }
            properties.push(property);
            open = Some(if let Kind::Heading(level) = block.kind { level } else { 7 });
        } else if let (Kind::Heading(level), Some(of)) = (&block.kind, open)
            && *level <= of
        {
            open = None;
        }
        let property = properties.last_mut().filter(|_| open.is_some());
        match (grammar.validates.captures(&block.text), property) {
            (Some(found), Some(property)) => {
                let before =
                    found.get(0).and_then(|at| block.text.get(..at.start())).unwrap_or_default();
                if property.line != block.line {
                    says(property, before);
                }
                let (ids, unknown) = references::read(grammar, &found[1], known);
                property.validates.extend(ids);
                for id in unknown {
                    let why = format!("it validates {id}, which requirements.md does not have");
                    notes.push(Note::of(FILE, block.line, &block.text, why));
                }
            }
            (Some(found), None) if names_requirements(&found[0]) => {
                let why = "it validates requirements and belongs to no \"Property N: …\"";
                notes.push(Note::of(FILE, block.line, &block.text, why));
            }
            (None, Some(property)) if property.line != block.line && block.kind != Kind::Code => {
                says(property, &block.text);
            }
            _ => {}
        }
    }
    for property in properties.iter_mut() {
        let mut seen = Vec::new();
        property.validates.retain(|id| {
            !seen.contains(id) && {
                seen.push(id.clone());
                true
            }
        });
        if property.validates.is_empty() {
            let why =
                format!("property {} says of no requirement that it validates it", property.number);
            notes.push(Note::of(FILE, property.line, &property.title, why));
        }
    }
    properties
}

fn says(property: &mut Property, text: &str) {
    if !property.text.is_empty() && !text.trim().is_empty() {
        property.text.push(' ');
    }
    property.text.push_str(text.trim());
}

fn names_requirements(text: &str) -> bool {
    let text = text.to_lowercase();
    text.contains("requirement") || text.contains("exigence")
}

/// A property that a block begins: a heading, a line in bold, an item.
fn begun(grammar: &Grammar, block: &Block) -> Option<Property> {
    let may = match block.kind {
        Kind::Heading(_) | Kind::Item(_) => true,
        Kind::Paragraph => {
            block.bold
                || grammar.property.captures(&block.text).is_some_and(|it| it.get(2).is_some())
        }
        Kind::Row(_) | Kind::Code => false,
    };
    let found = grammar.property.captures(&block.text).filter(|_| may)?;
    let title = found.get(2).map_or("", |title| title.as_str());
    // `Property 16: … Validates: Requirements 6.1` in one line.
    let cut = grammar.validates.find(title).map_or(title.len(), |at| at.start());
    let title =
        title.get(..cut).unwrap_or(title).trim().trim_end_matches(['.', ';', '–', '—', '-', ' ']);
    Some(Property {
        number: number(&found[1]),
        title: title.to_owned(),
        line: block.line,
        ..Property::default()
    })
}
