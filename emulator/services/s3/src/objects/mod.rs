//! Objects: [`put`], [`copy`], [`read`] (GET and HEAD), [`attributes`], [`delete`] (one and many);
//! [`wish`] is what requests that make objects have in common, [`source`] what copies read.

mod attributes;
mod copy;
mod delete;
mod put;
mod read;
mod source;
mod wish;

use crate::bucket::Bucket;
use crate::choices::{CONDITIONAL_CONFLICT, LAST_MODIFIED};
use crate::conditions::Refusal;
use crate::errors;
use parhelion_wire::{Error, Timestamp};
use parhelion_world::Context;

pub use put::{BYTES_MAX, upload_too_large};
pub(crate) use source::{CopyConditions, Source, check_readable, too_large};
pub use wish::invalid_storage_class;
pub(crate) use wish::{Making, Wish, check_public, not_supported, only_directory};

/// 412, or what is legal in its place (S3-3.4i, S3-9.4 A12); 404 where nothing is there to match.
pub(crate) fn refused(cx: &mut Context, key: &str, refusal: Refusal) -> Error {
    match refusal {
        Refusal::Missing => errors::no_such_key(key),
        Refusal::Failed(header) if cx.choose(&CONDITIONAL_CONFLICT) != 0 => {
            errors::conditional_request_conflict(header, key)
        }
        Refusal::Failed(header) => errors::precondition_failed(header),
    }
}

/// When a write that happens now is said to have happened: dates of one key never go back
/// (S3-9.4 A28).
pub(crate) fn last_modified(cx: &mut Context, bucket: &Bucket, key: &str) -> Timestamp {
    let skew = cx.choose_delay(&LAST_MODIFIED).as_secs() as i64;
    let said = Timestamp::from_secs(cx.now.secs() - skew);
    let before = bucket.keys.get(key).filter(|_| skew > 0).map(|held| held.newest().modified);
    before.map_or(said, |before| said.max(before))
}

/// An id for a new version (S3-6.1e).
pub(crate) fn new_version_id(cx: &mut Context) -> std::sync::Arc<str> {
    const ALPHABET: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._";
    cx.id(ALPHABET, 32).into()
}
