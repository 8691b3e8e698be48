//! What is seen of an application and of AWS: what the clauses judge.

use super::operation::Part;
use super::versions::Freshness;
use crate::facts::{Content, Fact, Facts};
use serde::Serialize;

/// One thing seen; journals and reports show it as `upload-accepted  key=…  sha256=…`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // members say what they are by their names
pub enum Seen {
    /// A request that the application answered, whose log line must arrive.
    ProductionLog { id: String, status: u16, calm: Option<bool> },
    /// The application was killed between two calls: what it had in memory is lost.
    Crashed,
    /// An upload was answered.
    Upload { key: String, status: u16, conflict: bool, taken: bool },
    /// An upload was answered by a status that says that it is kept.
    UploadAccepted { key: String, sha256: String },
    /// At the end: an upload that was accepted.
    UploadRemembered { key: String, sha256: String },
    /// What S3 holds under a key.
    ObjectReadable { key: String, sha256: String },
    /// At the end: what stands where uploads do, and whether anybody uploaded it.
    ObjectListed { key: String, uploaded: bool },
    /// Where a page says that an asset is; empty: nowhere.
    AssetLink { asset: String, url: String, on_cdn: bool },
    /// What a browser was given as an asset.
    AssetServed {
        asset: String,
        status: u16,
        version: Freshness,
        cloudfront: bool,
        x_cache: String,
        pop: String,
        age: String,
    },
    /// How a request for an asset that is no plain GET was answered, and whether that fits.
    PartServed { asset: String, part: Part, status: u16, fits: bool },
    /// Whether the application's list of files has one that was accepted; or one that was removed.
    Listed { key: String, listed: bool, removed: bool },
    /// At the end: whether S3 still has a file that was removed.
    Removed { key: String, there: bool },
    /// How an asset came that CloudFront compresses, to a browser that understands it.
    CompressibleServed { coding: String, decodes: bool },
    /// Whether the same request again was a hit.
    SecondRequest { hit: bool },
    /// What plain HTTP is answered by.
    PlainHttp { status: u16, to_https: bool },
    /// The application published an asset, or did not.
    Published { asset: String, status: u16 },
    /// Somebody replaced an asset behind the application's back.
    ReplacedBehind { asset: String, ok: bool },
    /// What a stranger at the bucket was answered.
    DirectRead { key: String, status: u16 },
    /// What a script of some site may do.
    Cors { origin: String, allowed: bool, granted: bool },
    /// A log line that CloudWatch Logs has.
    LogVisible { id: String },
    /// The application crashed so soon after a request, or on so bad a day, that the line may be lost.
    LogMayBeLost { id: String },
    /// How long log lines are kept, in days; 0: for ever, or there is no such group.
    LogGroup { retention: i32, as_promised: bool },
    /// What becomes of files that can be read through the application: they are sent, acknowledged, read.
    #[serde(untagged)]
    File(Fact),
}

impl Facts for Seen {
    fn fact(&self) -> Option<&Fact> {
        if let Self::File(fact) = self { Some(fact) } else { None }
    }
}

/// What a name has that no file has.
pub(super) fn absent() -> Content {
    Content { bytes: 0, sha256: "absent".to_owned(), ..Content::default() }
}
