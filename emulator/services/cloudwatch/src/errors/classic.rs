//! The operations of 2009 and 2010 check their parameters themselves, with errors of their own
//! (CW-B2, CW-B5).

use super::{Findings, invalid_value, missing_parameter};
use crate::model::MODEL;
use parhelion_wire::Error;
use parhelion_wire::table::{Operation, ShapeKind};
use parhelion_wire::validate::{Problem, ProblemKind};
use std::collections::BTreeSet;

const CLASSIC: [&str; 3] = ["PutMetricData", "GetMetricStatistics", "ListMetrics"];

/// Members that are lists: too many entries are not too many characters.
const LISTS: [&str; 4] = ["dimensions", "statistics", "extendedStatistics", "metricData"];

/// The operation's own words for violated constraints; `None`: it has none.
pub(super) fn problem(operation: &Operation, problems: &[Problem]) -> Option<Error> {
    if !CLASSIC.contains(&operation.name) {
        return None;
    }
    let mut findings = Findings::default();
    for problem in problems {
        words(problem).into_iter().for_each(|error| findings.add(error));
    }
    findings.result().err()
}

fn words(problem: &Problem) -> Vec<Error> {
    let value = problem.value.as_deref().unwrap_or_default();
    let name = parameter(&problem.path);
    let is_list = problem.path.rsplit('.').next().is_some_and(|last| LISTS.contains(&last));
    let words = match problem.kind {
        ProblemKind::Required => return vec![required(&name)],
        ProblemKind::Enum => return not_in_the_set(&name, value, &problem.constraint),
        ProblemKind::Length if is_list => match longest(&problem.constraint) {
            Some(most) => {
                format!("The collection {name} must not have a size greater than {most}.")
            }
            None => invalid(value, &name),
        },
        // What is empty is not there.
        ProblemKind::Length if value.is_empty() => return vec![required(&name)],
        // https://github.com/aws/amazon-cloudwatch-agent/issues/240
        ProblemKind::Length => match longest(&problem.constraint) {
            Some(most) => {
                format!("The parameter {name} must be shorter than {} characters.", most + 1)
            }
            None => invalid(value, &name),
        },
        ProblemKind::Range | ProblemKind::Pattern => invalid(value, &name),
    };
    vec![invalid_value(words)]
}

fn required(name: &str) -> Error {
    missing_parameter(format!("The parameter {name} is required."))
}

fn invalid(value: &str, name: &str) -> String {
    format!("The value {value} for parameter {name} is invalid.")
}

/// The bound of a length.
fn longest(constraint: &str) -> Option<u64> {
    constraint.strip_prefix("Member must have length less than or equal to ")?.parse().ok()
}

/// `Statistics.member.1.<list element>` of lists, which the constraint is told of as a whole
/// (<https://github.com/cloud-custodian/cloud-custodian/issues/9137>).
fn not_in_the_set(name: &str, value: &str, constraint: &str) -> Vec<Error> {
    let set = constraint.split_once("enum value set: [").map_or(constraint, |(_, set)| set);
    let set = in_the_models_order(set.trim_end_matches(']'));
    let words = |name: &str| {
        invalid_value(format!("The parameter {name} must be a value in the set [{set}]."))
    };
    let entries = value.strip_prefix('[').and_then(|value| value.strip_suffix(']'));
    let Some(entries) = entries else { return vec![words(name)] };
    let entries = entries.split(", ").enumerate();
    let bad = entries.filter(|(_, entry)| !set.split(", ").any(|allowed| allowed == *entry));
    bad.map(|(i, _)| words(&format!("{name}.member.{}.<list element>", i + 1))).collect()
}

/// These operations list a set as the model does, other ones as a hash table has it.
fn in_the_models_order(set: &str) -> String {
    let listed: BTreeSet<&str> = set.split(", ").collect();
    let modelled = MODEL.shapes.iter().find_map(|shape| match &shape.kind {
        ShapeKind::Enum(values) => {
            (values.iter().copied().collect::<BTreeSet<&str>>() == listed).then_some(values)
        }
        _ => None,
    });
    modelled.map_or_else(|| set.to_owned(), |values| values.join(", "))
}

/// `metricData.1.member.metricName` → `MetricData.member.1.MetricName`, as these operations say it.
fn parameter(path: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = path.split('.').peekable();
    while let Some(part) = rest.next() {
        if rest.peek() == Some(&"member") && part.bytes().all(|b| b.is_ascii_digit()) {
            rest.next();
            parts.push(format!("member.{part}"));
        } else {
            let (first, tail) = part.split_at(part.chars().next().map_or(0, char::len_utf8));
            parts.push(format!("{}{tail}", first.to_ascii_uppercase()));
        }
    }
    parts.join(".")
}

#[cfg(test)]
mod tests {
    #[test]
    fn cw_b2_parameters_as_these_operations_spell_them() {
        let path = "metricData.1.member.dimensions.12.member.name";
        assert_eq!(super::parameter(path), "MetricData.member.1.Dimensions.member.12.Name");
        assert_eq!(super::parameter("namespace"), "Namespace");
    }
}
