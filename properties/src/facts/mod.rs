//! What many properties see, and the clauses over it: a library of monitors.
//!
//! A property whose [`Seen`](crate::Property::Seen) is [`Fact`], or has facts in it ([`Facts`]), can
//! take its monitors from [`clauses`]. What the harness itself watches over needs no clause: that
//! nothing panics, no task dies silently, and everything comes to its end.

pub mod clauses;

use base64::Engine;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// One thing seen. Names (`what`, `viewer`, `path`, …) are the property's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // members say what they are by their names
pub enum Fact {
    /// A client asks that `what` become this content. It may or may not have an effect until it is
    /// acknowledged.
    Sent { what: String, content: Content },
    /// The system said that it has done so.
    Acknowledged { what: String, content: Content },
    /// The system said that it has not, and will not.
    Refused { what: String, content: Content },
    /// `what` was read, by a path: `s3`, `edge`, `listing`, `index`, `presigned`; none: it was not there.
    Read { what: String, path: String, content: Option<Content> },
    /// At the end: what there is.
    Remains { what: String, content: Content },
    /// A new version of `what` is published; the newest has the highest number.
    Published { what: String, version: u64 },
    /// A viewer saw this version of `what`.
    Viewed { viewer: String, what: String, version: u64 },
    /// The system said that it has added this to `what`: to a counter, a list, an index.
    Added { what: String, update: String },
    /// At the end: `what` holds this update.
    Holds { what: String, update: String },
    /// Somebody who may not read `what` tried to: anonymously, by a link that has expired, through
    /// another account's distribution.
    Intruded { what: String, how: String, status: u16 },
    /// A page's link, followed by a client of some kind: without brotli, without gzip.
    Followed { url: String, client: String, status: u16, as_promised: bool },
    /// A viewer was shown an error.
    ErrorShown { url: String, status: u16 },
    /// A viewer was shown what it asked for.
    Shown { url: String },
    /// A request failed, and its failure has this id.
    Failed { id: String },
    /// A log line of a failure has arrived.
    Logged { id: String },
    /// An alarm should go off, from now on.
    Alarming { alarm: String },
    /// An alarm went off.
    Alarmed { alarm: String },
    /// A call was tried so often in all.
    Tried { call: String, times: u32 },
    /// After the clean-up: whether `what` is still there.
    CleanedUp { what: String, left: bool },
}

/// What something is, as far as it must be kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Content {
    /// Its length in bytes.
    pub bytes: u64,
    /// Base64 of its SHA-256.
    pub sha256: String,
    /// Its media type, where it must be kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// Its metadata, where they must be kept.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub metadata: BTreeMap<String, String>,
}

/// Base64 of SHA-256, as S3 spells it.
pub fn sha256(content: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(Sha256::digest(content))
}

impl Content {
    /// Of these bytes, with nothing beside them.
    pub fn of(bytes: &[u8]) -> Self {
        Self { bytes: bytes.len() as u64, sha256: sha256(bytes), ..Self::default() }
    }
}

/// An observation that may be a fact.
pub trait Facts {
    /// The fact that it is, if it is one.
    fn fact(&self) -> Option<&Fact>;
}

impl Facts for Fact {
    fn fact(&self) -> Option<&Fact> {
        Some(self)
    }
}
