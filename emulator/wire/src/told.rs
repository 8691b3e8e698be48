//! An answer's members as one short line, for people.

use crate::Value;
use crate::table::{Model, ShapeId, ShapeKind};

/// Of lists and maps, how many entries are shown.
const ENTRIES_MAX: usize = 5;
/// How many characters a line has at the most.
const LINE_MAX: usize = 400;

/// Those of a structure's members that are wanted and have something in them:
/// `Errors=[{Key: a, Code: AccessDenied}]`.
pub fn members(model: &Model, shape: ShapeId, value: &Value, wanted: &[&str]) -> String {
    let mut line = String::new();
    let structure = model.shapes.get(usize::from(shape)).map(|shape| &shape.kind);
    if let (Some(ShapeKind::Structure(structure)), Value::Struct(values)) = (structure, value) {
        for (member, value) in structure.members.iter().zip(values) {
            if wanted.contains(&member.name) && !is_nothing(value) {
                line.push_str(if line.is_empty() { "" } else { " " });
                line.push_str(member.name);
                line.push('=');
                write_value(&mut line, model, member.target, value);
            }
        }
    }
    shorten(line)
}

/// A text as far as a line holds it.
pub fn shorten(text: String) -> String {
    match text.char_indices().nth(LINE_MAX) {
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned() + "…",
        None => text,
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::List(all) => all.is_empty(),
        Value::Map(all) => all.is_empty(),
        _ => false,
    }
}

fn write_value(line: &mut String, model: &Model, shape: ShapeId, value: &Value) {
    if line.len() > LINE_MAX * 4 {
        return;
    }
    let kind = model.shapes.get(usize::from(shape)).map(|shape| &shape.kind);
    match (kind, value) {
        (Some(ShapeKind::Structure(structure)), Value::Struct(values)) => {
            let named = structure.members.iter().zip(values).filter(|(_, v)| !is_nothing(v));
            line.push('{');
            for (at, (member, value)) in named.enumerate() {
                line.push_str(if at > 0 { ", " } else { "" });
                line.push_str(member.name);
                line.push_str(": ");
                write_value(line, model, member.target, value);
            }
            line.push('}');
        }
        (Some(ShapeKind::List(list)), Value::List(all)) => {
            line.push('[');
            for (at, value) in all.iter().take(ENTRIES_MAX).enumerate() {
                line.push_str(if at > 0 { ", " } else { "" });
                write_value(line, model, list.target, value);
            }
            let more = all.len().saturating_sub(ENTRIES_MAX);
            line.push_str(&if more > 0 { format!(", {more} more]") } else { "]".to_owned() });
        }
        (_, Value::Text(text)) => line.push_str(text),
        (_, Value::Bool(fact)) => line.push_str(&fact.to_string()),
        (_, Value::Int(number)) => line.push_str(&number.to_string()),
        (_, Value::Float(number)) => line.push_str(&number.to_string()),
        (_, Value::Time(time)) => line.push_str(&time.millis().to_string()),
        _ => line.push('…'),
    }
}
