//! CloudWatch's errors: modelled ones in short, and how violated constraints are worded (CW-B1.3).

use crate::model::errors;
use parhelion_wire::Error;
use parhelion_wire::table::Operation;
use parhelion_wire::validate::{Problem, ProblemKind};

/// What a constraint of the model or a rule of alarms answers.
pub(crate) fn validation(message: impl Into<String>) -> Error {
    Error::new(400, "ValidationError", message.into())
}

pub(crate) fn invalid_value(message: impl Into<String>) -> Error {
    errors::invalid_parameter_value_exception(message.into())
}

pub(crate) fn invalid_combination(message: impl Into<String>) -> Error {
    errors::invalid_parameter_combination_exception(message.into())
}

pub(crate) fn missing_parameter(message: impl Into<String>) -> Error {
    errors::missing_required_parameter_exception(message.into())
}

pub(crate) fn invalid_format(message: impl Into<String>) -> Error {
    errors::invalid_format_fault(message.into())
}

/// Of SetAlarmState; the message is empty (CW-C7).
pub(crate) fn no_alarm() -> Error {
    errors::resource_not_found("")
}

/// Of tags (CW-B1.3).
pub(crate) fn no_resource(arn: &str) -> Error {
    let message = format!("The resource {arn} does not exist.");
    errors::resource_not_found_exception(message)
}

pub(crate) fn no_dashboard(name: &str) -> Error {
    errors::dashboard_not_found_error(format!("Dashboard {name} does not exist"))
}

/// A dashboard's body that cannot be saved.
pub(crate) fn dashboard_input(message: impl Into<String>) -> Error {
    errors::dashboard_invalid_input_error(message.into())
}

/// A part of an operation that is not here yet: refused, never answered wrongly.
pub(crate) fn not_implemented(feature: &str, operation: &str) -> Error {
    let message = format!("cloudwatch:{operation}: {feature} is not implemented by Parhelion yet.");
    Error::new(501, "NotImplemented", message).with("Operation", operation)
}

/// The operations of 2009 and 2010 that check their parameters themselves, with errors of their own
/// (CW-B2, CW-B5).
const CLASSIC: [&str; 3] = ["PutMetricData", "GetMetricStatistics", "ListMetrics"];

/// AWS names the states in another order than its model (CW-C7, recorded).
const MODELLED_STATES: &str = "[OK, ALARM, INSUFFICIENT_DATA]";
const RECORDED_STATES: &str = "[INSUFFICIENT_DATA, ALARM, OK]";

/// Words violated constraints as the operation does.
pub(crate) fn problem(operation: &Operation, problems: &[Problem]) -> Error {
    let classic = CLASSIC.contains(&operation.name);
    match problems.first() {
        Some(first) if classic && first.kind == ProblemKind::Required => {
            missing_parameter(format!("The parameter {} is required.", parameter(&first.path)))
        }
        Some(first) if classic && first.kind != ProblemKind::Enum => {
            let value = first.value.as_deref().unwrap_or_default();
            let parameter = parameter(&first.path);
            invalid_value(format!("The value {value} for parameter {parameter} is invalid."))
        }
        _ => {
            let message = parhelion_wire::validate::message(problems);
            validation(message.replace(MODELLED_STATES, RECORDED_STATES))
        }
    }
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
