//! What an operation of a REST or awsQuery service is named by.

use super::Service;
use parhelion_wire::http::Incoming;
use parhelion_wire::route;
use parhelion_wire::table::{Protocol, Segment};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The lines of each service's section.
static SECTIONS: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let sections = include_str!("operations.txt").split("\n\n");
    sections.filter_map(|section| section.strip_prefix('[')?.split_once("]\n")).collect()
});

fn lines(service: &Service) -> impl Iterator<Item = &'static str> {
    SECTIONS.get(service.name).copied().unwrap_or_default().lines()
}

/// Whether a service of awsQuery or ec2Query has an action.
pub(super) fn has_action(service: &Service, action: &str) -> bool {
    let query = [Protocol::AwsQuery, Protocol::Ec2Query];
    service.protocols.iter().any(|protocol| query.contains(protocol))
        && lines(service).any(|name| name == action)
}

/// The operation of a REST service that method, path, query and headers fit; the most specific
/// wins, as in [`route`].
pub fn operation_named(service: &Service, request: &Incoming<'_>) -> Option<&'static str> {
    let Incoming { method, path, query, headers, .. } = *request;
    let mut best = None;
    for line in lines(service) {
        let mut words = line.split(' ');
        let (Some(name), Some(verb), Some(uri)) = (words.next(), words.next(), words.next()) else {
            continue;
        };
        if verb != method.as_str() {
            continue;
        }
        let (pattern, literals) = uri.split_once('?').unwrap_or((uri, ""));
        let segments = segments(pattern);
        if !route::fits(&segments, path) || !parameters(literals).all(|it| has(query, it)) {
            continue;
        }
        // What tells operations with the same URI from one another: `+uploadId`.
        let mut needed = words.filter_map(|word| word.strip_prefix('+'));
        let distinct = needed.clone().count();
        if !needed.all(|name| has(query, (name, "")) || headers.contains_key(name)) {
            continue;
        }
        let literal = |segment: &&Segment| matches!(segment, Segment::Literal(_));
        let rank = (
            segments.iter().filter(literal).count(),
            parameters(literals).count(),
            distinct,
            !segments.iter().any(|segment| matches!(segment, Segment::Greedy(_))),
        );
        if best.is_none_or(|(held, _)| rank > held) {
            best = Some((rank, name));
        }
    }
    best.map(|(_, name)| name)
}

/// `/functions/{FunctionName}/tags`
fn segments(pattern: &'static str) -> Vec<Segment> {
    let parts = pattern.split('/').filter(|part| !part.is_empty());
    parts
        .map(|part| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            Some(label) => match label.strip_suffix('+') {
                Some(label) => Segment::Greedy(label),
                None => Segment::Label(label),
            },
            None => Segment::Literal(part),
        })
        .collect()
}

/// Names and values of a query. A name without `=` has an empty value.
fn parameters(query: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// Whether a query has a name, with a value if that is not empty.
fn has(query: &str, (name, value): (&str, &str)) -> bool {
    parameters(query).any(|(key, text)| key == name && (value.is_empty() || text == value))
}
