//! Block Public Access (S3-7.5).

use crate::access::public_access_block::PublicAccessBlock;
use crate::buckets::bucket::Bucket;
use parhelion_world::{Ask, Caller, Context};
use serde_json::json;

/// The flags in force: the bucket's, and its owner's for all buckets. S3 Control knows those, so this
/// is asked only where a public grant was found.
pub(crate) fn in_force(cx: &Context, bucket: &Bucket) -> PublicAccessBlock {
    let own = bucket.public_access.at(cx.now).unwrap_or_default();
    if own == PublicAccessBlock::ALL { own } else { own.or(of_owner(cx, bucket)) }
}

fn of_owner(cx: &Context, bucket: &Bucket) -> PublicAccessBlock {
    let by = Caller::Service {
        principal: "s3.amazonaws.com".into(),
        source_account: bucket.owner.clone(),
        source_arn: format!("arn:aws:s3:::{}", bucket.name).into(),
    };
    let input = json!({ "AccountId": &*bucket.owner });
    let ask = Ask::new("s3control", "GetPublicAccessBlock", input).by(by);
    // An account that has none forbids nothing; nor does any where S3 stands alone.
    let answer = cx.ask_to_read(ask).unwrap_or_default();
    let flags = answer.get("PublicAccessBlockConfiguration");
    let flag = |name: &str| flags.and_then(|flags| flags.get(name)?.as_bool()).unwrap_or(false);
    PublicAccessBlock {
        block_public_acls: flag("BlockPublicAcls"),
        ignore_public_acls: flag("IgnorePublicAcls"),
        block_public_policy: flag("BlockPublicPolicy"),
        restrict_public_buckets: flag("RestrictPublicBuckets"),
    }
}
