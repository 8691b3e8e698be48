//! Signature Version 4: who sent a request, and whether it is still what was sent (S3-2).
//!
//! [`parse`](claim::parse) reads what a request claims; the caller looks the access key (and the
//! session token) up; [`verify`] computes the signature again with the secret. [`sign`] is the
//! other side. Times are given, never read.
//!
//! | file | holds |
//! | --- | --- |
//! | [`claim`] | scheme selection, `Authorization` and presigned queries |
//! | [`canonical`] | the canonical request, S3's and everybody else's |
//! | [`key`] | the signing key and the signatures that hang on it, chunks' and forms' too |
//! | [`key_cache`](SigningKeys) | signing keys that were derived before |
//! | [`payload`] | `x-amz-content-sha256` |
//! | [`verify`](mod@verify) | skew, expiry, unsigned headers, the signature itself |
//! | [`v4a`] | Version 4A: one signature for several regions, by a pair of keys |
//! | [`v2`] | Signature Version 2, S3's of old |
//! | [`sign`](mod@sign) | header signing and presigning |
//! | [`errors`] | AWS's answers, S3's and other services' |

pub mod canonical;
pub mod claim;
pub mod date;
pub mod errors;
pub mod key;
mod key_cache;
pub mod payload;
pub mod sign;
#[cfg(test)]
mod tests;
pub mod v2;
pub mod v4a;
pub mod verify;

pub use claim::{Claim, SigV4, parse};
pub use errors::check_service;
pub use key::{Seed, SigningKey};
pub use key_cache::SigningKeys;
pub use payload::{Framing, Payload};
pub use sign::{Credentials, Signer};
pub use verify::verify;

/// Version 4's algorithm; [`v4a`] and [`v2`] have others.
pub const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// Whose rules and whose errors, named after the errors' form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    /// A bare `<Error>`: services whose requests declare their payload in `x-amz-content-sha256`
    /// and whose canonical path is the path as sent, with codes of their own.
    BareXml,
    /// An `<ErrorResponse>`: awsQuery, ec2Query and rest-xml elsewhere.
    WrappedXml,
    /// awsJson, rest-json and rpc-v2-cbor.
    Json,
}

/// All of a request but its body.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// The HTTP method.
    pub method: &'a http::Method,
    /// As sent: path and query, still encoded.
    pub uri: &'a http::Uri,
    /// As sent.
    pub headers: &'a http::HeaderMap,
}

impl<'a, B> From<&'a http::Request<B>> for Head<'a> {
    fn from(request: &'a http::Request<B>) -> Self {
        Self { method: request.method(), uri: request.uri(), headers: request.headers() }
    }
}

impl<'a> From<&'a http::request::Parts> for Head<'a> {
    fn from(parts: &'a http::request::Parts) -> Self {
        Self { method: &parts.method, uri: &parts.uri, headers: &parts.headers }
    }
}

impl<'a> Head<'a> {
    /// The first value of a header, if it is text.
    fn text(self, name: &str) -> Option<&'a str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// `Host`, or what HTTP/2 has instead.
    fn host(self) -> Option<&'a [u8]> {
        match self.headers.get(http::header::HOST) {
            Some(host) => Some(host.as_bytes()),
            None => self.uri.authority().map(|authority| authority.as_str().as_bytes()),
        }
    }
}
