//! What `x-amz-content-sha256` says of the body (S3-2.4).

use super::{Claim, Head, canonical};
use crate::checksum::{Algorithm, digests};
use crate::error::Result;
use crate::{Body, Error};

const HEADER: &str = "x-amz-content-sha256";
const UNSIGNED: &str = "UNSIGNED-PAYLOAD";

/// How the body is covered by the signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payload {
    /// `UNSIGNED-PAYLOAD`: not at all.
    Unsigned,
    /// The body's SHA-256 in hex, as sent.
    Sha256(String),
    /// `aws-chunked`: see [`chunked`](crate::chunked).
    Chunked(Framing),
}

/// The `aws-chunked` variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// `STREAMING-AWS4-HMAC-SHA256-PAYLOAD`
    Signed,
    /// `STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER`
    SignedTrailer,
    /// `STREAMING-UNSIGNED-PAYLOAD-TRAILER`
    UnsignedTrailer,
}

impl Framing {
    /// Whether each chunk has a signature.
    pub const fn is_signed(self) -> bool {
        matches!(self, Self::Signed | Self::SignedTrailer)
    }

    /// Whether headers follow the last chunk.
    pub const fn has_trailer(self) -> bool {
        matches!(self, Self::SignedTrailer | Self::UnsignedTrailer)
    }

    /// The value of `x-amz-content-sha256`.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Signed => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            Self::SignedTrailer => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
            Self::UnsignedTrailer => "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        }
    }
}

impl Payload {
    /// What the request declares ([`Flavour::BareXml`](super::Flavour::BareXml)); nothing is computed.
    ///
    /// # Errors
    /// `InvalidRequest` if a header-signed request has no such header, `InvalidArgument` if its
    /// value is unknown, `NotImplemented` for SigV4A.
    pub fn declared(head: Head<'_>, claim: &Claim) -> Result<Self> {
        // Who presigned a URL did not know the body; a header that came in later covers nothing.
        let later = match claim {
            Claim::Query(signed) => !signed.signed_headers.split(';').any(|name| name == HEADER),
            _ => false,
        };
        let sent = match head.headers.get(HEADER).filter(|_| !later) {
            Some(value) => Some(value.to_str().unwrap_or_default().to_owned()),
            None if matches!(claim, Claim::Query(_)) => in_query(head),
            None => None,
        };
        match (sent, claim) {
            (Some(text), _) => Self::read(&text),
            (None, Claim::Header(_)) => Err(Error::new(
                400,
                "InvalidRequest",
                "Missing required header for this request: x-amz-content-sha256",
            )),
            (None, Claim::Anonymous | Claim::Query(_) | Claim::V2(_)) => Ok(Self::Unsigned),
        }
    }

    /// The body's own hash, whatever the header says, unless it excludes the body (other flavours).
    ///
    /// # Errors
    /// As [`hash`](Self::hash).
    pub fn of_body(head: Head<'_>, body: &Body) -> std::io::Result<Self> {
        match head.text(HEADER) {
            Some(UNSIGNED) => Ok(Self::Unsigned),
            _ => Self::hash(body),
        }
    }

    /// A body's hash, for signing.
    ///
    /// # Errors
    /// The body lies in a file that cannot be read back.
    pub fn hash(body: &Body) -> std::io::Result<Self> {
        let found = digests(body, &[Algorithm::Sha256])?;
        let sha256 = found.get(Algorithm::Sha256).map(|sha| sha.hex());
        Ok(Self::Sha256(sha256.unwrap_or_default()))
    }

    /// The hash of no body.
    pub fn empty() -> Self {
        Self::Sha256(super::key::EMPTY_SHA256.to_owned())
    }

    /// The last line of the canonical request (S3-2.2(e)).
    pub fn text(&self) -> &str {
        match self {
            Self::Unsigned => UNSIGNED,
            Self::Sha256(hex) => hex,
            Self::Chunked(framing) => framing.text(),
        }
    }

    fn read(text: &str) -> Result<Self> {
        if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(Self::Sha256(text.to_owned()));
        }
        let framings = [Framing::Signed, Framing::SignedTrailer, Framing::UnsignedTrailer];
        if let Some(framing) = framings.into_iter().find(|framing| framing.text() == text) {
            return Ok(Self::Chunked(framing));
        }
        match text {
            UNSIGNED => Ok(Self::Unsigned),
            "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD"
            | "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER" => Err(super::errors::sigv4a()),
            _ => Err(Error::new(
                400,
                "InvalidArgument",
                "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, \
                 STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, \
                 STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, \
                 STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
            )
            .with("ArgumentName", HEADER)
            .with("ArgumentValue", text)),
        }
    }
}

/// Presigned requests may carry it in the query (S3-2.7(h)).
fn in_query(head: Head<'_>) -> Option<String> {
    let pairs = head.uri.query()?.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(HEADER))?;
    Some(String::from_utf8_lossy(&canonical::percent_decode(value, true)).into_owned())
}
