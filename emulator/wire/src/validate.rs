//! The model's constraints, checked on the tree, worded as AWS's JSON and query services do
//! (CW-A1.2).
//!
//! Services word the whole: [`default_error`] is the JSON services' way, others map
//! [`ProblemKind`]s and paths to codes of their own (`Hooks::problem`).

mod pattern;

use crate::cut::cut;
use crate::table::{Constraints, Member, Model, Shape, ShapeId, ShapeKind};
use crate::{Error, Value};
use std::fmt::Write as _;

/// One violated constraint.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Where: `logEvents.1.member.message`.
    pub path: String,
    /// The value as AWS quotes it; `None`: absent.
    pub value: Option<String>,
    /// What it failed: the words after "failed to satisfy constraint: ".
    pub constraint: String,
    /// Which sort of constraint it was.
    pub kind: ProblemKind,
}

/// The constraint that a value violates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A required member, or an entry of a list or map, is absent.
    Required,
    /// Too few or too many characters, bytes or entries.
    Length,
    /// Too small or too large a number.
    Range,
    /// A text that the pattern does not match.
    Pattern,
    /// None of the known values.
    Enum,
}

/// How JSON services word it (CW-A1.2), with code `ValidationException`.
pub fn default_error(problems: &[Problem]) -> Error {
    Error::new(400, "ValidationException", message(problems))
}

/// `2 validation errors detected: Value '' at 'a' failed to satisfy constraint: …; Value null …`
/// (CW-A1.2).
pub fn message(problems: &[Problem]) -> String {
    let plural = if problems.len() == 1 { "" } else { "s" };
    let mut message = format!("{} validation error{plural} detected: ", problems.len());
    for (index, problem) in problems.iter().enumerate() {
        let separator = if index == 0 { "" } else { "; " };
        let value = match &problem.value {
            Some(value) => format!("'{value}'"),
            None => "null".to_owned(),
        };
        let Problem { path, constraint, .. } = problem;
        let _ = write!(
            message,
            "{separator}Value {value} at '{path}' failed to satisfy constraint: {constraint}"
        );
    }
    message
}

/// What is wrong beyond these is not said: a body has room for a million mistakes.
const PROBLEMS_MAX: usize = 100;

/// What in `value` the model forbids, in the model's order: the first hundred.
pub fn validate(model: &'static Model, shape: ShapeId, value: &Value) -> Vec<Problem> {
    let mut problems = Problems(Vec::new());
    check(model, model.shape(shape), value, &Path::Root, &mut problems);
    problems.0
}

struct Problems(Vec<Problem>);

impl Problems {
    /// `problem` is made only if there is room for it.
    fn add(&mut self, problem: impl FnOnce() -> Problem) {
        if self.0.len() < PROBLEMS_MAX {
            self.0.push(problem());
        }
    }
}

/// Where a value stands, written out only when there is a problem.
enum Path<'a> {
    Root,
    /// AWS's services write members with a small first letter, whatever the model says.
    Member(&'a Path<'a>, &'static str),
    /// Entries are counted from one.
    Entry(&'a Path<'a>, usize),
    Key(&'a Path<'a>, &'a str),
}

impl Path<'_> {
    fn write(&self, out: &mut String) {
        let dot = |parent: &Path<'_>, out: &mut String| {
            parent.write(out);
            if !out.is_empty() {
                out.push('.');
            }
        };
        match self {
            Path::Root => {}
            Path::Member(parent, name) => {
                dot(parent, out);
                let mut chars = name.chars();
                out.extend(chars.next().map(|first| first.to_ascii_lowercase()));
                out.push_str(chars.as_str());
            }
            Path::Entry(parent, index) => {
                dot(parent, out);
                let _ = write!(out, "{}.member", index + 1);
            }
            Path::Key(parent, key) => {
                dot(parent, out);
                let _ = write!(out, "{key}.member");
            }
        }
    }

    fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        cut(&mut text, PATH_MAX);
        text
    }
}

/// How much of a path is said, in bytes: keys of maps are the client's.
const PATH_MAX: usize = 1024;

fn check(
    model: &'static Model,
    shape: &'static Shape,
    value: &Value,
    path: &Path<'_>,
    problems: &mut Problems,
) {
    own(shape, value, &mut |kind, constraint| {
        problems.add(|| Problem {
            path: path.text(),
            value: Some(render(model, shape, value)),
            constraint,
            kind,
        });
    });
    match (&shape.kind, value) {
        (ShapeKind::Structure(structure), Value::Struct(values)) => {
            for (member, value) in structure.members.iter().zip(values) {
                check_member(model, member, value, path, problems);
            }
        }
        (ShapeKind::Union(members), Value::Union(index, value)) => {
            if let Some(member) = members.get(*index) {
                check_member(model, member, value, path, problems);
            }
        }
        (ShapeKind::List(list), Value::List(values)) => {
            let target = model.shape(list.target);
            if is_simple(target) {
                let bad = values.iter().find_map(|value| first(target, value));
                simple(model, shape, value, path, problems, ("Member", target, bad));
                return;
            }
            for (index, value) in values.iter().enumerate() {
                check(model, target, value, &Path::Entry(path, index), problems);
            }
        }
        (ShapeKind::Map(map), Value::Map(entries)) => {
            let keys = model.shape(map.key);
            let bad = entries.iter().find_map(|(key, _)| {
                let checked = !is_free(keys);
                checked.then(|| first(keys, &Value::Text(key.clone()))).flatten()
            });
            simple(model, shape, value, path, problems, ("Map keys", keys, bad));
            let target = model.shape(map.value);
            if is_simple(target) {
                let bad = entries.iter().find_map(|(_, value)| first(target, value));
                simple(model, shape, value, path, problems, ("Map value", target, bad));
                return;
            }
            for (key, value) in entries {
                check(model, target, value, &Path::Key(path, key), problems);
            }
        }
        _ => {}
    }
}

fn check_member(
    model: &'static Model,
    member: &'static Member,
    value: &Value,
    path: &Path<'_>,
    problems: &mut Problems,
) {
    let path = Path::Member(path, member.name);
    if !value.is_null() {
        check(model, model.shape(member.target), value, &path, problems);
    } else if member.required {
        problems.add(|| Problem {
            path: path.text(),
            value: None,
            constraint: "Member must not be null".to_owned(),
            kind: ProblemKind::Required,
        });
    }
}

/// Entries that are no structures are reported once, at the list or map, with all that is asked of
/// an entry: `Value '[]' at 'layers' failed to satisfy constraint: Member must satisfy constraint:
/// [Member must have length less than or equal to 2048, …]` (recorded:
/// <https://github.com/appleboy/lambda-action/issues/83>; maps:
/// <https://github.com/hashicorp/terraform-provider-aws/issues/41023>).
fn simple(
    model: &'static Model,
    shape: &'static Shape,
    whole: &Value,
    path: &Path<'_>,
    problems: &mut Problems,
    (what, target, bad): (&str, &Shape, Option<ProblemKind>),
) {
    if let Some(kind) = bad {
        problems.add(|| Problem {
            path: path.text(),
            value: Some(render(model, shape, whole)),
            constraint: format!("{what} must satisfy constraint: [{}]", asked(target)),
            kind,
        });
    }
}

/// The first thing an entry violates.
fn first(shape: &'static Shape, value: &Value) -> Option<ProblemKind> {
    let mut first = value.is_null().then_some(ProblemKind::Required);
    own(shape, value, &mut |kind, _| first = first.or(Some(kind)));
    first
}

/// Whether no value of the shape can violate anything.
fn is_free(shape: &Shape) -> bool {
    let Constraints { length_min, length_max, range_min, range_max, pattern } = shape.constraints;
    !matches!(shape.kind, ShapeKind::Enum(_))
        && (length_min, length_max, range_min, range_max, pattern) == (None, None, None, None, None)
}

/// Neither holds other values nor a place of its own in a path.
fn is_simple(shape: &Shape) -> bool {
    !matches!(
        shape.kind,
        ShapeKind::Structure(_) | ShapeKind::Union(_) | ShapeKind::List(_) | ShapeKind::Map(_)
    )
}

/// Reports what `value` itself, without what it holds, violates.
fn own(shape: &'static Shape, value: &Value, report: &mut dyn FnMut(ProblemKind, String)) {
    if let (ShapeKind::Enum(values), Value::Text(text)) = (&shape.kind, value)
        && !values.contains(&text.as_str())
    {
        report(ProblemKind::Enum, enum_set(values));
    }
    let Constraints { length_min, length_max, range_min, range_max, pattern } = shape.constraints;
    if length_min.is_some() || length_max.is_some() {
        match (length(value), length_min, length_max) {
            (Some(length), _, Some(max)) if length > max => {
                report(ProblemKind::Length, longest(max));
            }
            (Some(length), Some(min), _) if length < min => {
                report(ProblemKind::Length, shortest(min));
            }
            _ => {}
        }
    }
    if range_min.is_some() || range_max.is_some() {
        match (number(value), range_min, range_max) {
            (Some(number), _, Some(max)) if number > max => {
                report(ProblemKind::Range, largest(max));
            }
            (Some(number), Some(min), _) if number < min => {
                report(ProblemKind::Range, smallest(min));
            }
            _ => {}
        }
    }
    if let (Some(pattern), Value::Text(text)) = (pattern, value)
        && !pattern::matches(pattern, text)
    {
        report(ProblemKind::Pattern, matching(pattern));
    }
}

/// What `@length` counts: characters, bytes, entries.
fn length(value: &Value) -> Option<u64> {
    let length = match value {
        Value::Text(text) => text.chars().count(),
        Value::Blob(bytes) => bytes.len(),
        Value::List(values) => values.len(),
        Value::Map(entries) => entries.len(),
        _ => return None,
    };
    Some(length as u64)
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Int(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    }
}

/// All that is asked of an entry, in AWS's order.
fn asked(shape: &Shape) -> String {
    let Constraints { length_min, length_max, range_min, range_max, pattern } = shape.constraints;
    let values =
        if let ShapeKind::Enum(values) = &shape.kind { Some(enum_set(values)) } else { None };
    let all = [
        length_max.map(longest),
        length_min.map(shortest),
        range_max.map(largest),
        range_min.map(smallest),
        pattern.map(matching),
        values,
    ];
    let asked: Vec<String> = all.into_iter().flatten().collect();
    if asked.is_empty() { "Member must not be null".to_owned() } else { asked.join(", ") }
}

fn longest(max: u64) -> String {
    format!("Member must have length less than or equal to {max}")
}

fn shortest(min: u64) -> String {
    format!("Member must have length greater than or equal to {min}")
}

fn largest(max: f64) -> String {
    format!("Member must have value less than or equal to {max}")
}

fn smallest(min: f64) -> String {
    format!("Member must have value greater than or equal to {min}")
}

fn matching(pattern: &str) -> String {
    format!("Member must satisfy regular expression pattern: {pattern}")
}

/// AWS lists an enum in the order of a hash table of Java's strings, of 32 places or so many more that a
/// quarter stays free (CW-A1.2); of two in one place, the later comes first.
fn enum_set(values: &[&str]) -> String {
    let mut places = 32;
    while values.len() > places / 4 * 3 {
        places *= 2;
    }
    let mut values: Vec<_> = values.iter().rev().collect();
    values.sort_by_key(|value| java_hash(value) as usize % places);
    let values: Vec<&str> = values.into_iter().copied().collect();
    format!("Member must satisfy enum value set: [{}]", values.join(", "))
}

/// Java's `String.hashCode`.
fn java_hash(text: &str) -> u32 {
    text.encode_utf16().fold(0, |hash: u32, unit| hash.wrapping_mul(31).wrapping_add(unit.into()))
}

/// A value as AWS's Java services quote it: `[MetricTransformation(metricName=m, unit=null)]`
/// (CW-A1.2).
fn render(model: &'static Model, shape: &'static Shape, value: &Value) -> String {
    let mut out = String::new();
    quote(model, shape, value, &mut out);
    cut(&mut out, QUOTED_MAX);
    out
}

/// How much of a value is quoted, in bytes: more than the longest name or description of AWS's.
const QUOTED_MAX: usize = 8 * 1024;

fn quote(model: &'static Model, shape: &'static Shape, value: &Value, out: &mut String) {
    if out.len() > QUOTED_MAX {
        return;
    }
    match (value, &shape.kind) {
        (Value::Text(text), _) => out.push_str(text),
        (Value::Bool(v), _) => out.push_str(if *v { "true" } else { "false" }),
        (Value::Int(number), _) => {
            let _ = write!(out, "{number}");
        }
        (Value::Float(number), _) => {
            let _ = write!(out, "{number:?}");
        }
        (Value::Blob(bytes), _) => {
            let length = bytes.len();
            let _ = write!(out, "java.nio.HeapByteBuffer[pos=0 lim={length} cap={length}]");
        }
        (Value::Time(time), _) => {
            let _ = write!(out, "{}", time.millis());
        }
        (Value::List(values), ShapeKind::List(list)) => {
            let target = model.shape(list.target);
            sequence(('[', ']'), values.iter(), out, |value, out| quote(model, target, value, out));
        }
        (Value::Map(entries), ShapeKind::Map(map)) => {
            let target = model.shape(map.value);
            sequence(('{', '}'), entries.iter(), out, |(key, value), out| {
                let _ = write!(out, "{key}=");
                quote(model, target, value, out);
            });
        }
        (Value::Struct(values), ShapeKind::Structure(structure)) => {
            out.push_str(shape.name);
            let members = structure.members.iter().zip(values);
            sequence(('(', ')'), members, out, |(member, value), out| {
                named(model, member, value, out);
            });
        }
        (Value::Union(index, value), ShapeKind::Union(members)) => {
            out.push_str(shape.name);
            let member = members.get(*index).into_iter();
            sequence(('(', ')'), member, out, |member, out| named(model, member, value, out));
        }
        _ => out.push_str("null"),
    }
}

fn named(model: &'static Model, member: &'static Member, value: &Value, out: &mut String) {
    out.push_str(&Path::Member(&Path::Root, member.name).text());
    out.push('=');
    quote(model, model.shape(member.target), value, out);
}

fn sequence<T>(
    (open, close): (char, char),
    parts: impl Iterator<Item = T>,
    out: &mut String,
    mut write: impl FnMut(T, &mut String),
) {
    out.push(open);
    for (index, part) in parts.enumerate() {
        if out.len() > QUOTED_MAX {
            return;
        }
        if index > 0 {
            out.push_str(", ");
        }
        write(part, out);
    }
    out.push(close);
}

#[cfg(test)]
mod tests;
