//! Tags of buckets, by ARN: S3 keeps them. Who may see and change them is decided by the caller's and
//! by the bucket's policies, before they are asked for here. The account that is named is their owner,
//! whoever calls:
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_TagResource.html>

use crate::S3Control;
use crate::model::*;
use parhelion_policy::{Policy, Purpose};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::identity::{Document, tied};
use parhelion_world::{Arn, Ask, Caller, Context, ResourcePolicy};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

type Tags = BTreeMap<String, String>;

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

/// S3 on behalf of a bucket, once it is decided that its caller may.
fn s3_itself(account: &str, bucket: &str) -> Caller {
    Caller::Service {
        principal: "s3.amazonaws.com".into(),
        source_account: account.into(),
        source_arn: bucket.into(),
    }
}

/// The account that a request says owns the bucket; otherwise it is asked for its own.
fn owner<'a>(cx: &'a Context) -> &'a str {
    let named = cx.request.headers.get("x-amz-account-id").and_then(|value| value.to_str().ok());
    named.unwrap_or(&cx.account)
}

/// What a bucket's policy says; `None`: its owner has no such bucket.
pub(crate) fn policy_of(cx: &Context, arn: &str) -> Option<ResourcePolicy> {
    let (owner, bucket) = (owner(cx), bucket(arn).ok()?);
    // The owner's root may always read it.
    let ask = Ask::new("s3", "GetBucketPolicy", json!({ "Bucket": bucket }));
    let answer = cx.ask_to_read(ask.by(Caller::root(owner, "")));
    let document = match answer {
        Err(error) if error.code() == "NoSuchBucketPolicy" => None,
        Err(_) => return None,
        Ok(answer) => {
            let text = answer["Policy"].as_str()?;
            let mut policy = Policy::parse(text, Purpose::Resource).ok()?;
            tied::pin(cx.identities(), &mut policy);
            Some(Document { text: text.into(), policy: Arc::new(policy) })
        }
    };
    Some(ResourcePolicy { owner: owner.into(), document })
}

/// The tags by which policies decide: those of a bucket that is set to that (S3-3.18m).
pub(crate) fn deciding_tags(cx: &Context, arn: &str) -> Vec<(String, String)> {
    let Ok(bucket) = bucket(arn) else { return Vec::new() };
    let read = |operation: &str, action| {
        let ask = Ask::new("s3", operation, json!({ "Bucket": bucket })).as_action(action);
        cx.ask_to_read(ask.by(s3_itself(owner(cx), arn))).unwrap_or_default()
    };
    if read("GetBucketAbac", "s3:GetBucketAbac")["AbacStatus"]["Status"] != "Enabled" {
        return Vec::new();
    }
    tags(&read("GetBucketTagging", "s3:ListTagsForResource")["TagSet"]).into_iter().collect()
}

fn tags(list: &serde_json::Value) -> Tags {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let list = list.as_array().map_or(&[][..], Vec::as_slice);
    list.iter().map(|tag| (text(&tag["Key"]), text(&tag["Value"]))).collect()
}

/// The bucket of its ARN.
fn bucket(arn: &str) -> Result<&str> {
    let found = Arn::parse(arn).filter(|arn| arn.service == "s3");
    found
        .map(|arn| arn.resource)
        .ok_or_else(|| Error::new(400, "InvalidRequest", format!("{arn} is no resource of S3.")))
}
