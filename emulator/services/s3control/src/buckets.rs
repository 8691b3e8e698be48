//! Buckets by their ARNs: what decides about them, which S3 keeps.

use parhelion_policy::{Policy, Purpose};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::identity::{Document, tied};
use parhelion_world::{Arn, Ask, Caller, Context, ResourcePolicy};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) type Tags = BTreeMap<String, String>;

/// S3 on behalf of a bucket, once it is decided that its caller may.
pub(crate) fn s3_itself(account: &str, bucket: &str) -> Caller {
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

/// As S3 lists them.
pub(crate) fn tags(list: &serde_json::Value) -> Tags {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let list = list.as_array().map_or(&[][..], Vec::as_slice);
    list.iter().map(|tag| (text(&tag["Key"]), text(&tag["Value"]))).collect()
}

/// The bucket of its ARN.
pub(crate) fn bucket(arn: &str) -> Result<&str> {
    let found = Arn::parse(arn).filter(|arn| arn.service == "s3");
    found
        .map(|arn| arn.resource)
        .ok_or_else(|| Error::new(400, "InvalidRequest", format!("{arn} is no resource of S3.")))
}
