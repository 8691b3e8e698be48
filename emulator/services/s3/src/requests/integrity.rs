//! What a request with an XML or JSON body says of that body (S3-3.14, S3-3.16).
//!
//! Objects are compared by their handlers ([`checksums`](crate::objects::checksums)), after everything else
//! was checked; of other bodies handlers see only what was read from them.

use crate::model::MODEL;
use parhelion_wire::checksum::{Algorithm, Expected, digests, expected};
use parhelion_wire::error::Result;
use parhelion_wire::http::{Incoming, operation_of};
use parhelion_wire::table::{Location, Operation, Protocol};
use parhelion_world::service::Request;

/// Handlers compare these themselves.
const STREAMING: [&str; 2] = ["PutObject", "UploadPart"];

/// The operations that S3 itself refuses without an integrity header. The model marks many more as
/// such, but that binds SDKs only: plain HTTP clients set ACLs and websites without one.
const REQUIRED: [&str; 9] = [
    "DeleteObjects",
    "PutBucketCors",
    "PutBucketLifecycle",
    "PutBucketLifecycleConfiguration",
    "PutBucketReplication",
    "PutBucketTagging",
    "PutObjectLegalHold",
    "PutObjectLockConfiguration",
    "PutObjectRetention",
];

/// Compares a body with its Content-MD5 and checksum; some operations must have one (S3-3.14f).
pub(crate) fn check(request: &Request) -> Result<()> {
    let Some(operation) = operation(request) else { return Ok(()) };
    let mut headers = request.headers().clone();
    // Its value was put among the headers when the body landed.
    headers.remove("x-amz-trailer");
    if operation.name == "CompleteMultipartUpload" {
        // Checksums here are the object's that comes of it (S3-4.4h).
        for algorithm in Algorithm::ALL {
            headers.remove(algorithm.header());
        }
    }
    if !names_algorithm(operation) {
        headers.remove(expected::NAMED);
    }
    let expected = Expected::of(&headers)?;
    if REQUIRED.contains(&operation.name) && !expected.has_integrity() {
        return Err(expected::missing_integrity());
    }
    expected.check(&digests(request.body(), &expected.algorithms())?)
}

/// Whether the header that names an algorithm is one of this operation's.
pub(crate) fn names_algorithm(operation: &Operation) -> bool {
    let members = operation.input.map(|shape| MODEL.shape(shape).members());
    members.is_some_and(|members| {
        members.iter().any(|member| member.location == Location::Header(expected::NAMED))
    })
}

/// The operation, where it has a body that is no object's.
fn operation(request: &Request) -> Option<&'static Operation> {
    let (method, query) = (request.method(), request.uri().query().unwrap_or_default());
    // Spares most requests a second routing: SDKs put `x-id=PutObject` into the query.
    let plain = query.is_empty() || (query.starts_with("x-id=") && !query.contains('&'));
    if plain || !(method == http::Method::PUT || method == http::Method::POST) {
        return None;
    }
    let found = operation_of(&MODEL, Protocol::RestXml, &Incoming::from(request)).ok()??;
    (!STREAMING.contains(&found.name)).then_some(found)
}
