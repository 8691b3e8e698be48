//! S3's error codes and texts (S3-8.2), most of which its model does not carry.

use parhelion_wire::Error;

pub(crate) fn no_such_bucket(name: &str) -> Error {
    Error::new(404, "NoSuchBucket", "The specified bucket does not exist").with("BucketName", name)
}

pub(crate) fn no_such_key(key: &str) -> Error {
    Error::new(404, "NoSuchKey", "The specified key does not exist.").with("Key", key)
}

pub(crate) fn no_such_version(key: &str, version: &str) -> Error {
    Error::new(404, "NoSuchVersion", "The specified version does not exist.")
        .with("Key", key)
        .with("VersionId", version)
}

pub(crate) fn invalid_bucket_name(name: &str) -> Error {
    Error::new(400, "InvalidBucketName", "The specified bucket is not valid.")
        .with("BucketName", name)
}

/// A sub-resource that the bucket does not have: `NoSuchBucketPolicy` and its like.
pub(crate) fn no_such_configuration(
    code: &'static str,
    message: &'static str,
    bucket: &str,
) -> Error {
    Error::new(404, code, message).with("BucketName", bucket)
}

pub(crate) fn invalid_argument(
    message: impl Into<std::borrow::Cow<'static, str>>,
    name: &'static str,
    value: impl Into<String>,
) -> Error {
    let error = Error::new(400, "InvalidArgument", message).with("ArgumentName", name);
    let value = value.into();
    if value.is_empty() { error } else { error.with("ArgumentValue", value) }
}

pub(crate) fn invalid_request(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(400, "InvalidRequest", message)
}

pub(crate) fn missing_body() -> Error {
    Error::new(400, "MissingRequestBodyError", "Request Body is empty")
}

pub(crate) fn malformed_xml() -> Error {
    let message =
        "The XML you provided was not well-formed or did not validate against our published schema";
    Error::new(400, "MalformedXML", message)
}

pub(crate) fn access_denied(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(403, "AccessDenied", message)
}

/// S3-3.3(a): `condition` is the name of the header that failed.
pub(crate) fn precondition_failed(condition: &'static str) -> Error {
    let message = "At least one of the pre-conditions you specified did not hold";
    Error::new(412, "PreconditionFailed", message).with("Condition", condition)
}

/// S3-3.4(i)
pub(crate) fn conditional_request_conflict(condition: &'static str, key: &str) -> Error {
    let message = "The conditional request cannot succeed due to a conflicting operation against \
                   this resource.";
    Error::new(409, "ConditionalRequestConflict", message)
        .with("Condition", condition)
        .with("Key", key)
}

/// S3-3.4(c): a header that S3 does not take in this form or here.
pub(crate) fn header_not_implemented(header: &'static str, additional: &'static str) -> Error {
    let message = "A header you provided implies functionality that is not implemented";
    let error = Error::new(501, "NotImplemented", message).with("Header", header);
    if additional.is_empty() { error } else { error.with("additionalMessage", additional) }
}

/// S3-6.3(b), S3-1.3(h)
pub(crate) fn method_not_allowed(method: &str, resource_type: &str) -> Error {
    let message = "The specified method is not allowed against this resource.";
    Error::new(405, "MethodNotAllowed", message)
        .with("Method", method)
        .with("ResourceType", resource_type)
}

pub(crate) fn invalid_tag(message: &'static str, key: &str) -> Error {
    Error::new(400, "InvalidTag", message).with("TagKey", key)
}

pub(crate) fn entity_too_large(proposed: u64, most: impl std::fmt::Display) -> Error {
    Error::new(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
        .with("ProposedSize", proposed.to_string())
        .with("MaxSizeAllowed", most.to_string())
}

/// S3-3.17(b)
pub(crate) fn invalid_object_state(storage_class: &str) -> Error {
    let message = "The operation is not valid for the object's storage class";
    Error::new(403, "InvalidObjectState", message).with("StorageClass", storage_class)
}

/// S3-6.1(f), S3-6.5(a)
pub(crate) fn invalid_bucket_state(message: &'static str) -> Error {
    Error::new(409, "InvalidBucketState", message)
}

/// The text of every 500 (S3-8.2), and of a key that failed in a batch (S3-9.4 A35).
pub(crate) const INTERNAL_ERROR: &str = "We encountered an internal error. Please try again.";
