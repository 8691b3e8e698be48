//! What S3 says of a violated constraint of its model.

use crate::access::acl;
use crate::encryption::algorithm::invalid_algorithm;
use crate::errors;
use crate::model::MODEL;
use crate::objects::write_request::invalid_storage_class;
use crate::requests::header_errors::header_invalid;
use crate::select;
use parhelion_wire::Error;
use parhelion_wire::table::{Location, Operation};
use parhelion_wire::validate::{Problem, ProblemKind};

/// The error that stands for a violated constraint.
pub(crate) fn constraint_error(operation: &'static Operation, problem: &Problem) -> Error {
    if operation.name == "SelectObjectContent" {
        return select::constraint_error(problem);
    }
    let members = operation.input.map_or(&[][..], |shape| MODEL.shape(shape).members());
    let (top, inside) = match problem.path.split_once('.') {
        Some((top, _)) => (top, true),
        None => (problem.path.as_str(), false),
    };
    let value = problem.value.clone().unwrap_or_default();
    // Paths begin with a small letter.
    let member = members.iter().find(|member| member.name.eq_ignore_ascii_case(top));
    let (top, location) = match member {
        Some(member) => (member.name, Some(member.location)),
        None => (top, None),
    };
    if inside && matches!(operation.name, "PutBucketAcl" | "PutObjectAcl") {
        return acl::malformed();
    }
    if inside && top == "Tagging" && problem.path.ends_with(".key") {
        // S3-3.18(d): a key must not be empty.
        return errors::invalid_tag("The TagKey you have provided is invalid", &value);
    }
    if operation.name == "PutBucketNotificationConfiguration" && problem.kind == ProblemKind::Enum {
        let message = "A specified event is not supported for notifications.";
        // The value is shown as the list that it is in.
        return errors::invalid_argument(message, "Event", value.trim_matches(['[', ']']));
    }
    if inside || location == Some(Location::Body) {
        return errors::malformed_xml();
    }
    if let Some(error) = value_error(top, problem.kind, location, &value) {
        return error;
    }
    match (top, problem.kind, location) {
        ("UploadId", ProblemKind::Required, _) if operation.name == "CompleteMultipartUpload" => {
            // A POST to an object that names no operation (S3-1.3h).
            errors::method_not_allowed("POST", "OBJECT")
        }
        ("Policy", ProblemKind::Required, _) => {
            let message = "Policies must be valid JSON and the first byte must be '{'";
            Error::new(400, "MalformedPolicy", message)
        }
        (_, ProblemKind::Required, Some(Location::Payload)) => errors::missing_body(),
        (_, ProblemKind::Required, Some(Location::Header(name))) => {
            errors::invalid_request(format!("Missing required header for this request: {name}"))
        }
        (_, _, Some(Location::Header(name) | Location::Query(name))) => {
            errors::invalid_argument("", name, value)
        }
        _ => errors::malformed_xml(),
    }
}

/// What S3 says of a member's value, where it has words of its own.
fn value_error(
    member: &str,
    kind: ProblemKind,
    location: Option<Location>,
    value: &str,
) -> Option<Error> {
    Some(match (member, kind, location) {
        ("StorageClass", ProblemKind::Enum, _) => invalid_storage_class(value),
        ("ServerSideEncryption", ProblemKind::Enum, _) => invalid_algorithm(value),
        ("ObjectLockLegalHoldStatus", ProblemKind::Enum, _) => {
            let message = "Legal Hold must be either of 'ON' or 'OFF'";
            errors::invalid_argument(message, "x-amz-object-lock-legal-hold", value)
        }
        ("TransitionDefaultMinimumObjectSize", ProblemKind::Enum, _) => {
            // S3-6.8(e)
            let message = format!("Invalid TransitionDefaultMinimumObjectSize found: {value}");
            errors::invalid_request(message)
        }
        ("MetadataDirective", ProblemKind::Enum, _) => {
            let message = "Unknown metadata directive.";
            errors::invalid_argument(message, "x-amz-metadata-directive", value)
        }
        ("TaggingDirective", ProblemKind::Enum, _) => {
            let message = "Unknown tagging directive.";
            errors::invalid_argument(message, "x-amz-tagging-directive", value)
        }
        ("ACL", ProblemKind::Enum, _) => errors::invalid_argument("", "x-amz-acl", value),
        ("ObjectLockMode", ProblemKind::Enum, _) => {
            let message = "Unknown wormMode directive.";
            errors::invalid_argument(message, "x-amz-object-lock-mode", value)
        }
        ("ObjectOwnership", ProblemKind::Enum, _) => {
            let message = format!("Invalid x-amz-object-ownership header: {value}");
            errors::invalid_argument(message, "x-amz-object-ownership", value)
        }
        ("ObjectAttributes" | "OptionalObjectAttributes", _, Some(Location::Header(name))) => {
            errors::invalid_argument("Invalid attribute name specified.", name, "")
        }
        ("ChecksumMode" | "ChecksumType", ProblemKind::Enum, Some(Location::Header(name))) => {
            header_invalid(name)
        }
        ("MaxBuckets", ProblemKind::Range, _) => {
            let message = "Argument max-buckets must be an integer between 1 and 10000";
            errors::invalid_argument(message, "max-buckets", value)
        }
        ("EncodingType", _, _) => {
            let message = "Invalid Encoding Method specified in Request";
            errors::invalid_argument(message, "encoding-type", value)
        }
        ("ChecksumAlgorithm", _, Some(Location::Header("x-amz-checksum-algorithm"))) => {
            // S3-4.1(d)
            errors::invalid_request(
                "Checksum algorithm provided is unsupported. Please try again with any of the \
                 valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]",
            )
        }
        ("ChecksumAlgorithm", _, _) => {
            let message = "Value for x-amz-sdk-checksum-algorithm header is invalid.";
            errors::invalid_request(message)
        }
        _ => return None,
    })
}
