//! Which operation a REST request names.
//!
//! One rule: method and path fit, the literal query is there; of those that fit the most specific
//! wins: most literal path segments, then most literal query, then all its required query and
//! header members present, then most of these, then not deprecated (S3-1.3).

use crate::table::{Location, Model, Operation, Segment};
use http::{HeaderMap, Method};
use std::borrow::Cow;
use std::cmp::Reverse;

/// The pairs of a request's query.
pub type Query<'a> = [(Cow<'a, str>, Option<Cow<'a, str>>)];

/// The operation that method, path (encoded) and query name; `None`: no operation fits.
pub fn route(
    model: &'static Model,
    method: &Method,
    path: &str,
    query: &Query<'_>,
    headers: &HeaderMap,
) -> Option<&'static Operation> {
    let mut best = None;
    for operation in model.operations {
        // The query first: most operations want one, and most requests have none.
        if operation.method != method.as_str()
            || !operation.query.iter().all(|literal| has(query, *literal))
            || !fits(operation.path, path)
        {
            continue;
        }
        let literals =
            operation.path.iter().filter(|segment| matches!(segment, Segment::Literal(_))).count();
        let (present, absent) = required(model, operation, query, headers);
        let rank =
            (literals, operation.query.len(), Reverse(absent), present, !operation.deprecated);
        if best.as_ref().is_none_or(|(held, _)| rank > *held) {
            best = Some((rank, operation));
        }
    }
    best.map(|(_, operation)| operation)
}

/// Whether any operation has this path, whatever its method: 405 rather than 404.
pub fn methods(model: &'static Model, path: &str) -> impl Iterator<Item = &'static str> {
    let fitting = model.operations.iter().filter(move |operation| fits(operation.path, path));
    fitting.map(|operation| operation.method)
}

/// A literal of the model's query: `?uploads` with any value, `?list-type=2` with its own.
fn has(query: &Query<'_>, (name, value): (&str, Option<&str>)) -> bool {
    query.iter().any(|(key, text)| {
        key == name && value.is_none_or(|value| value.is_empty() || text.as_deref() == Some(value))
    })
}

/// How many required query and header members of the input the request has and lacks.
fn required(
    model: &'static Model,
    operation: &Operation,
    query: &Query<'_>,
    headers: &HeaderMap,
) -> (usize, usize) {
    let (mut present, mut absent) = (0, 0);
    let members = operation.input.map_or(&[][..], |shape| model.shape(shape).members());
    for member in members.iter().filter(|member| member.required) {
        let there = match member.location {
            Location::Query(name) => query.iter().any(|(key, _)| key == name),
            Location::Header(name) => headers.contains_key(name) || hoisted(query, name).is_some(),
            _ => continue,
        };
        if there {
            present += 1;
        } else {
            absent += 1;
        }
    }
    (present, absent)
}

/// A header given as a query parameter of a presigned URL (S3-2.7(h)).
pub(crate) fn hoisted<'a>(query: &'a Query<'_>, name: &str) -> Option<&'a str> {
    let amazon = crate::signature::sign::acts_in_query(name);
    let found = |(key, _): &&(Cow<'_, str>, Option<Cow<'_, str>>)| key.eq_ignore_ascii_case(name);
    if amazon { query.iter().find(found).and_then(|(_, value)| value.as_deref()) } else { None }
}

/// Whether a path has the segments' form. Labels are never empty; greedy ones keep slashes
/// (S3-1.1(j)). One slash may stand behind.
pub fn fits(segments: &[Segment], path: &str) -> bool {
    labels(segments, path, |_, _| ())
}

/// What a greedy label has of the rest of a path: all but the literals that stand behind it.
fn without<'a>(literals: &[Segment], rest: &'a str) -> Option<&'a str> {
    literals.iter().rev().try_fold(rest, |rest, segment| match segment {
        Segment::Literal(literal) => rest.strip_suffix(literal)?.strip_suffix('/'),
        Segment::Label(_) | Segment::Greedy(_) => None,
    })
}

/// Gives each label's member name and text, still encoded.
pub(crate) fn labels<'a>(
    segments: &[Segment],
    path: &'a str,
    mut label: impl FnMut(&'static str, &'a str),
) -> bool {
    let mut rest = path.strip_prefix('/').unwrap_or(path);
    let mut ended = rest.is_empty();
    for (at, segment) in segments.iter().enumerate() {
        if let Segment::Greedy(name) = segment {
            let Some(text) = without(segments.get(at + 1..).unwrap_or_default(), rest)
                .filter(|text| !text.is_empty())
            else {
                return false;
            };
            label(name, text);
            return true;
        }
        if ended {
            return false;
        }
        let (text, after) = match rest.split_once('/') {
            Some((text, after)) => (text, Some(after)),
            None => (rest, None),
        };
        match segment {
            Segment::Literal(literal) if *literal == text => {}
            Segment::Label(name) if !text.is_empty() => label(name, text),
            _ => return false,
        }
        ended = after.is_none();
        rest = after.unwrap_or_default();
    }
    rest.is_empty()
}
