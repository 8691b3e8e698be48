//! A line for each request, once its answer is out: who asked for what, and what came of it. Never
//! secrets: of a query only what says what is asked for, of a signature only whose it is.

use super::answers::text;
use super::carried::{Carried, Carries};
use super::worlds::access_key;
use axum::body::Body;
use axum::response::Response;
use http::HeaderMap;
use http::request::Parts;
use std::time::Instant;

/// What is told of a request, before its answer.
pub(super) struct Record {
    began: Instant,
    method: http::Method,
    path: String,
    operation: String,
    access_key: String,
}

/// What a query may show: names of sub-resources and places in lists. All else may be a signature, a
/// token, a key or a password (IAM's forms may come as queries).
const SHOWN: [&str; 41] = [
    "Action",
    "accelerate",
    "acl",
    "analytics",
    "attributes",
    "continuation-token",
    "cors",
    "delete",
    "delimiter",
    "encoding-type",
    "encryption",
    "inventory",
    "legal-hold",
    "lifecycle",
    "list-type",
    "location",
    "logging",
    "marker",
    "max-keys",
    "max-parts",
    "metrics",
    "notification",
    "object-lock",
    "ownershipControls",
    "partNumber",
    "policy",
    "policyStatus",
    "prefix",
    "publicAccessBlock",
    "replication",
    "requestPayment",
    "restore",
    "retention",
    "select",
    "start-after",
    "tagging",
    "uploadId",
    "uploads",
    "versionId",
    "versioning",
    "versions",
];

impl Record {
    /// `None`: nobody wants to know.
    pub(super) fn of(parts: &Parts) -> Option<Self> {
        if !tracing::enabled!(target: "parhelion::access", tracing::Level::INFO) {
            return None;
        }
        let plain =
            |key: String| key.chars().filter(char::is_ascii_alphanumeric).take(128).collect();
        Some(Self {
            began: Instant::now(),
            method: parts.method.clone(),
            path: shown(&parts.uri),
            operation: text(&parts.headers, "x-amz-target").unwrap_or("-").to_owned(),
            access_key: access_key(parts).map_or_else(|| "-".to_owned(), plain),
        })
    }

    /// Tells when the answer has been given out, or when nobody takes the rest of it.
    pub(super) fn follow(self, world: Option<String>, status: u16, response: Response) -> Response {
        let request_id = request_id(response.headers());
        response.map(|body| {
            let with = Done { record: self, world, status, request_id, bytes: 0 };
            Body::new(Carried { body, with })
        })
    }
}

/// The path, and what of the query may be shown.
fn shown(uri: &http::Uri) -> String {
    let pairs = uri.query().unwrap_or_default().split('&').filter(|pair| {
        let name = pair.split('=').next().unwrap_or_default();
        // A policy with a value is a form's or a viewer's, and opens something.
        SHOWN.contains(&name) && !(name == "policy" && pair.contains('='))
    });
    let pairs: Vec<&str> = pairs.collect();
    match pairs.as_slice() {
        [] => uri.path().to_owned(),
        pairs => format!("{}?{}", uri.path(), pairs.join("&")),
    }
}

fn request_id(headers: &HeaderMap) -> String {
    let names = ["x-amz-request-id", "x-amzn-requestid", "x-amz-cf-id"];
    names.iter().find_map(|name| text(headers, name)).unwrap_or("-").to_owned()
}

/// The rest of a line, which is told when this is dropped.
struct Done {
    record: Record,
    world: Option<String>,
    status: u16,
    request_id: String,
    bytes: u64,
}

impl Drop for Done {
    fn drop(&mut self) {
        let Record { began, method, path, operation, access_key } = &self.record;
        tracing::info!(
            target: "parhelion::access",
            %method,
            %path,
            %operation,
            status = self.status,
            bytes = self.bytes,
            ms = began.elapsed().as_micros() as f64 / 1_000.0,
            request_id = %self.request_id,
            world = %self.world.as_deref().unwrap_or("-"),
            %access_key,
        );
    }
}

impl Carries for Done {
    fn pass(&mut self, bytes: usize) {
        self.bytes += bytes as u64;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_query_shows_what_is_asked_for_and_no_more() {
        for (uri, expected) in [
            ("/photos/a%20cat", "/photos/a%20cat"),
            ("/photos?list-type=2&prefix=a%2F", "/photos?list-type=2&prefix=a%2F"),
            (
                "/photos/k?X-Amz-Signature=s&versionId=v&X-Amz-Security-Token=t",
                "/photos/k?versionId=v",
            ),
            ("/photos/k?Signature=s&AWSAccessKeyId=k&Expires=1", "/photos/k"),
            ("/photos/k?x-amz-server-side-encryption-customer-key=k", "/photos/k"),
            ("/?Action=CreateLoginProfile&Password=p", "/?Action=CreateLoginProfile"),
            ("/photos?policy", "/photos?policy"),
            ("/film?Policy=p&policy=p&Key-Pair-Id=k", "/film"),
        ] {
            assert_eq!(shown(&uri.parse().unwrap()), expected);
        }
        assert!(SHOWN.is_sorted());
    }
}
