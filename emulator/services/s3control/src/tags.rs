//! Tags of buckets, by ARN: S3 keeps them. Who may see and change them is decided by the caller's and
//! by the bucket's policies, before they are asked for here. The account that is named is their owner,
//! whoever calls:
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_TagResource.html>

use crate::S3Control;
use crate::buckets::{Tags, bucket, s3_itself, tags};
use crate::model::*;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::{Ask, Context};
use serde_json::json;
use std::collections::BTreeSet;

impl S3Control {
    pub(crate) fn list_tags_for_resource(
        &mut self,
        cx: &mut Context,
        input: ListTagsForResourceInput,
    ) -> Result<ListTagsForResourceOutput> {
        let ListTagsForResourceInput { account_id, resource_arn } = input;
        let resource = Resource { account: &account_id, arn: &resource_arn };
        let tags = resource.tags(cx, "s3:ListTagsForResource")?;
        let tags = tags.into_iter().map(|(key, value)| Tag { key, value });
        Ok(ListTagsForResourceOutput { tags: Some(tags.collect()) })
    }

    pub(crate) fn tag_resource(
        &mut self,
        cx: &mut Context,
        input: TagResourceInput,
    ) -> Result<TagResourceOutput> {
        let TagResourceInput { account_id, resource_arn, tags } = input;
        let resource = Resource { account: &account_id, arn: &resource_arn };
        let mut all = resource.tags(cx, "s3:TagResource")?;
        let mut names = BTreeSet::new();
        if !tags.iter().all(|tag| names.insert(&*tag.key)) {
            // As S3 says of its own (S3-3.18).
            let message = "Cannot provide multiple Tags with the same key";
            return Err(Error::new(400, "InvalidTag", message));
        }
        all.extend(tags.into_iter().map(|Tag { key, value }| (key, value)));
        resource.set(cx, &all, "s3:TagResource")?;
        Ok(TagResourceOutput::default())
    }

    pub(crate) fn untag_resource(
        &mut self,
        cx: &mut Context,
        input: UntagResourceInput,
    ) -> Result<UntagResourceOutput> {
        let UntagResourceInput { account_id, resource_arn, tag_keys } = input;
        let resource = Resource { account: &account_id, arn: &resource_arn };
        let mut all = resource.tags(cx, "s3:UntagResource")?;
        all.retain(|key, _| !tag_keys.contains(key));
        resource.set(cx, &all, "s3:UntagResource")?;
        Ok(UntagResourceOutput::default())
    }
}

/// A bucket by its ARN, and the account that should own it.
struct Resource<'a> {
    account: &'a str,
    arn: &'a str,
}

impl Resource<'_> {
    /// The bucket's tags.
    fn tags(&self, cx: &mut Context, action: &'static str) -> Result<Tags> {
        let input = json!({ "Bucket": bucket(self.arn)?, "ExpectedBucketOwner": self.account });
        let ask = Ask::new("s3", "GetBucketTagging", input).as_action(action);
        match cx.ask(ask.by(s3_itself(self.account, self.arn))) {
            Ok(answer) => Ok(tags(&answer["TagSet"])),
            Err(error) if error.code() == "NoSuchTagSet" => Ok(Tags::new()),
            Err(error) => Err(error),
        }
    }

    fn set(&self, cx: &mut Context, tags: &Tags, action: &'static str) -> Result<()> {
        let list: Vec<_> =
            tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect();
        let input = json!({
            "Bucket": bucket(self.arn)?,
            "Tagging": { "TagSet": list },
            "ExpectedBucketOwner": self.account,
        });
        let ask = Ask::new("s3", "PutBucketTagging", input).as_action(action);
        cx.ask(ask.by(s3_itself(self.account, self.arn))).map(drop)
    }
}
