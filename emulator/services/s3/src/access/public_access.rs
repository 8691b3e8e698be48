//! Block Public Access (S3-7.5).

use crate::buckets::bucket::Bucket;
use parhelion_world::Context;
use parhelion_world::identity::PublicAccessBlock;

/// The flags in force: the bucket's, and its owner's for all buckets.
pub fn in_force(cx: &Context, bucket: &Bucket) -> PublicAccessBlock {
    let own = bucket.public_access.at(cx.now).unwrap_or_default();
    own.or(cx.public_access_of(&bucket.owner))
}
