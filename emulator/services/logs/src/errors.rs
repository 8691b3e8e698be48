//! What CloudWatch Logs answers when it refuses, in its own words (CW-A15).

use crate::model::errors;
use parhelion_wire::Error;
use parhelion_wire::table::Operation;
use parhelion_wire::validate::{Problem, ProblemKind, message};

pub(crate) fn no_group() -> Error {
    errors::resource_not_found_exception("The specified log group does not exist.")
}

pub(crate) fn no_stream() -> Error {
    errors::resource_not_found_exception("The specified log stream does not exist.")
}

pub(crate) fn group_exists() -> Error {
    errors::resource_already_exists_exception("The specified log group already exists")
}

pub(crate) fn stream_exists() -> Error {
    errors::resource_already_exists_exception("The specified log stream already exists")
}

pub(crate) fn invalid(message: impl Into<String>) -> Error {
    errors::invalid_parameter_exception(message.into())
}

/// CW-A15.
pub(crate) fn limit_exceeded() -> Error {
    errors::limit_exceeded_exception("Resource limit exceeded.")
}

/// CW-A4.6, CW-A5.5.
pub(crate) fn invalid_token() -> Error {
    invalid("The specified nextToken is invalid.")
}

/// CW-A3.7: ValidationException, unlike everything around it (recorded).
pub(crate) fn name_and_identifier() -> Error {
    errors::validation_exception(
        "LogGroup name and LogGroup ARN are mutually exclusive parameters.",
    )
}

/// CW-A2.4 (<https://github.com/turbot/steampipe-plugin-aws/issues/2758>).
const STANDARD_ONLY: &str = "This operation is only supported on the Standard log class.";

pub(crate) fn standard_class_only() -> Error {
    errors::validation_exception(STANDARD_ONLY)
}

/// The same where the operation's model has an error of its own for it.
pub(crate) fn invalid_for_the_class() -> Error {
    errors::invalid_operation_exception(STANDARD_ONLY)
}

/// CW-A2.6.
pub(crate) fn group_protected() -> Error {
    errors::validation_exception(
        "Cannot delete log group with deletion protection enabled. Disable deletion protection first.",
    )
}

/// CW-A1.2: violated constraints of the model.
pub(crate) fn constraints(operation: &Operation, problems: &[Problem]) -> Error {
    let name_too_long = |problem: &Problem| {
        problem.kind == ProblemKind::Length
            && matches!(problem.path.as_str(), "logGroupName" | "logStreamName")
            && problem.value.as_ref().is_some_and(|value| value.len() > NAME_LENGTH_MAX)
    };
    if problems.iter().any(name_too_long) {
        return invalid(
            "Invalid LogGroup or LogStream, both must have length less than or equal to 512.",
        );
    }
    let text = message(problems);
    if operation.name.contains("Deliver") {
        errors::validation_exception(text) // the delivery family's own code
    } else {
        invalid(text)
    }
}

/// CW-A2.1.
const NAME_LENGTH_MAX: usize = 512;
