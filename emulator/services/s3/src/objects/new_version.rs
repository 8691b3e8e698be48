//! What every write of an object needs: an id and a date for the new version, and the refusal of a
//! condition that does not hold.

use crate::buckets::bucket::Bucket;
use crate::choices::{CONDITIONAL_CONFLICT, LAST_MODIFIED};
use crate::errors;
use crate::objects::conditions::Refusal;
use crate::versions::named_version::VERSION_ID;
use crate::versions::ordered;
use parhelion_wire::{Error, Timestamp};
use parhelion_world::Context;

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

/// An id for the version that a bucket's next write makes (S3-6.1e).
pub(crate) fn new_version_id(cx: &mut Context, bucket: &Bucket) -> std::sync::Arc<str> {
    ordered::new(cx, VERSION_ID, bucket.writes + 1).into()
}
