//! What SQS answers when it refuses, in its own words (SQS-2).

use crate::message::QUEUE_SIZE_MAX;
use crate::model::errors;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use parhelion_wire::Error;
use parhelion_wire::table::Operation;
use parhelion_wire::validate::{Problem, ProblemKind};
use parhelion_world::Context;
use parhelion_world::service::Response;

/// SQS-2.1: the two protocols word it differently.
pub(crate) fn no_queue(cx: &Context) -> Error {
    let query = cx
        .request
        .headers
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    let get = cx.request.uri.query().is_some_and(|query| query.contains("Action="));
    errors::queue_does_not_exist(if query || get {
        "The specified queue does not exist for this wsdl version."
    } else {
        "The specified queue does not exist."
    })
}

/// SQS-2.2
pub(crate) fn deleted_recently() -> Error {
    errors::queue_deleted_recently(
        "You must wait 60 seconds after deleting a queue before you can create another with the \
         same name.",
    )
}

/// SQS-2.3
pub(crate) fn name_exists(attribute: &str) -> Error {
    errors::queue_name_exists(format!(
        "A queue already exists with the same name and a different value for attribute {attribute}"
    ))
}

/// SQS-2.4
pub(crate) fn purge_in_progress(name: &str) -> Error {
    errors::purge_queue_in_progress(format!(
        "Only one PurgeQueue operation on {name} is allowed every 60 seconds."
    ))
}

/// SQS-2.5
pub(crate) fn invalid_handle(handle: &str) -> Error {
    errors::receipt_handle_is_invalid(format!(
        "The input receipt handle \"{handle}\" is not a valid receipt handle."
    ))
}

/// SQS-2.7: of a short poll.
pub(crate) fn too_many_in_flight() -> Error {
    errors::over_limit(
        "The maximum number of messages that are allowed in flight has been reached.",
    )
}

/// SQS-2.7: of a policy's statement.
pub(crate) fn too_many_actions(n: usize) -> Error {
    errors::over_limit(format!("{n} Actions were found, maximum allowed is 7."))
}

/// SQS-2.8
pub(crate) fn too_many_entries(n: usize) -> Error {
    errors::too_many_entries_in_batch_request(format!(
        "Maximum number of entries per request are 10. You have sent {n}."
    ))
}

/// SQS-2.8: `entry` is what awsQuery calls one.
pub(crate) fn empty_batch(entry: &str) -> Error {
    errors::empty_batch_request(format!("There should be at least one {entry} in the request."))
}

/// SQS-2.8
pub(crate) fn id_repeated(id: &str) -> Error {
    errors::batch_entry_ids_not_distinct(format!("Id {id} repeated."))
}

/// SQS-2.8
pub(crate) fn invalid_entry_id() -> Error {
    errors::invalid_batch_entry_id(
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It \
         can be at most 80 letters long.",
    )
}

/// SQS-2.8
pub(crate) fn batch_too_long(bytes: usize) -> Error {
    errors::batch_request_too_long(format!(
        "Batch requests cannot be longer than {QUEUE_SIZE_MAX} bytes. You have sent {bytes} bytes."
    ))
}

/// SQS-2.8
pub(crate) fn unsupported(message: &'static str) -> Error {
    errors::unsupported_operation(message)
}

/// SQS-2.9
pub(crate) fn unknown_attribute(name: &str) -> Error {
    errors::invalid_attribute_name(format!("Unknown Attribute {name}."))
}

/// SQS-2.9
pub(crate) fn invalid_attribute(name: &str) -> Error {
    errors::invalid_attribute_value(format!("Invalid value for the parameter {name}."))
}

/// SQS-3.1: KMS and SQS do not both encrypt.
pub(crate) fn two_encryptions() -> Error {
    errors::invalid_attribute_value(
        "You can use one type of server-side encryption (SSE) at one time. You can either enable \
         KMS SSE or SQS SSE.",
    )
}

/// SQS-2.10: what is no queue's URL.
pub(crate) fn invalid_address(url: &str) -> Error {
    errors::invalid_address(format!("The address {url} is not valid for this endpoint."))
}

/// SQS-2.12: a body of nothing but characters that XML does not know.
pub(crate) fn invalid_characters(first: char) -> Error {
    errors::invalid_message_contents(format!(
        "Invalid binary character '#x{:X}' was found in the message body, the set of allowed \
         characters is #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
        u32::from(first)
    ))
}

/// SQS-2.12
pub(crate) fn invalid_value(value: &str, parameter: &str, reason: &str) -> Error {
    Error::new(
        400,
        "InvalidParameterValue",
        format!("Value {value} for parameter {parameter} is invalid. Reason: {reason}"),
    )
}

/// SQS-2.12, where the text names no parameter.
pub(crate) fn invalid(message: impl Into<String>) -> Error {
    Error::new(400, "InvalidParameterValue", message.into())
}

/// SQS-2.12
pub(crate) fn missing_parameter(name: &str) -> Error {
    Error::new(400, "MissingParameter", format!("The request must contain the parameter {name}."))
}

/// SQS-2.12
pub(crate) fn denied(url: &str) -> Error {
    Error::new(403, "AccessDenied", format!("Access to the resource {url} is denied."))
}

/// SQS-1.3: in awsQuery, errors end in an empty element that no other service has.
pub(crate) fn with_detail(response: &mut Response) {
    const END: &str = "</Message></Error>";
    let xml = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == "text/xml");
    if response.status().is_success() || !xml {
        return;
    }
    let Ok(body) = response.body().read() else { return };
    let text = String::from_utf8_lossy(&body);
    let text = text.replacen(END, "</Message><Detail/></Error>", 1);
    response.headers_mut().insert(CONTENT_LENGTH, text.len().into());
    *response.body_mut() = text.into();
}

/// Whether a violated constraint is answered as the model has it. What a queue's path may say, what
/// a batch without entries is told, what an attribute of an unknown name is, and what a message's
/// attribute without a type is told, is not.
pub(crate) fn is_of_the_model(_: &Operation, problem: &Problem) -> bool {
    let in_the_path = ["queueUrl", "entries"].contains(&problem.path.as_str());
    let of_an_attribute = problem.path.ends_with(".member.dataType");
    problem.kind == ProblemKind::Required && !in_the_path && !of_an_attribute
}

/// SQS-2.12: parameters that are not there. Inside batches they have awsQuery's names.
pub(crate) fn constraints(operation: &Operation, problems: &[Problem]) -> Error {
    let path = problems.first().map_or("", |problem| problem.path.as_str());
    let mut name = String::new();
    for part in path.split('.').filter(|part| *part != "member") {
        if !name.is_empty() {
            name.push('.');
        }
        if part == "entries" {
            name.push_str(operation.name);
            name.push_str("RequestEntry");
            continue;
        }
        let mut chars = part.chars();
        name.extend(chars.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(chars.as_str());
    }
    missing_parameter(&name)
}
