//! CloudWatch's errors: modelled ones in short, and how violated constraints are worded (CW-B1.3).

mod classic;
mod findings;

pub(crate) use findings::Findings;

use crate::model::errors;
use parhelion_wire::Error;
use parhelion_wire::table::Operation;
use parhelion_wire::validate::Problem;

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

pub(crate) fn invalid_next_token() -> Error {
    errors::invalid_next_token("The NextToken is invalid.")
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

/// Words violated constraints as the operation does.
pub(crate) fn problem(operation: &Operation, problems: &[Problem]) -> Error {
    if let Some(error) = classic::problem(operation, problems) {
        return error;
    }
    validation(parhelion_wire::validate::message(problems))
}
