//! Tags of buckets, by ARN: S3 keeps them, and says who may see and change them.

use crate::model::*;
use crate::{S3Control, check_account};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::service::Tags;

impl S3Control {
    pub(crate) fn list_tags_for_resource(
        &mut self,
        cx: &mut Context,
        input: ListTagsForResourceInput,
    ) -> Result<ListTagsForResourceOutput> {
        let ListTagsForResourceInput { account_id, resource_arn } = input;
        check_account(cx, &account_id)?;
        let tags = of(cx, &resource_arn)?;
        let tags = tags.into_iter().map(|(key, value)| Tag { key, value });
        Ok(ListTagsForResourceOutput { tags: Some(tags.collect()) })
    }

    pub(crate) fn tag_resource(
        &mut self,
        cx: &mut Context,
        input: TagResourceInput,
    ) -> Result<TagResourceOutput> {
        let TagResourceInput { account_id, resource_arn, tags } = input;
        check_account(cx, &account_id)?;
        let mut all = of(cx, &resource_arn)?;
        all.extend(tags.into_iter().map(|Tag { key, value }| (key, value)));
        set(cx, &resource_arn, all)?;
        Ok(TagResourceOutput::default())
    }

    pub(crate) fn untag_resource(
        &mut self,
        cx: &mut Context,
        input: UntagResourceInput,
    ) -> Result<UntagResourceOutput> {
        let UntagResourceInput { account_id, resource_arn, tag_keys } = input;
        check_account(cx, &account_id)?;
        let mut all = of(cx, &resource_arn)?;
        all.retain(|key, _| !tag_keys.contains(key));
        set(cx, &resource_arn, all)?;
        Ok(UntagResourceOutput::default())
    }
}

fn of(cx: &mut Context, arn: &str) -> Result<Tags> {
    cx.tags_of(arn).unwrap_or_else(|| Err(unknown(arn)))
}

fn set(cx: &mut Context, arn: &str, tags: Tags) -> Result<()> {
    cx.set_tags_of(arn, tags).unwrap_or_else(|| Err(unknown(arn)))
}

fn unknown(arn: &str) -> Error {
    Error::new(400, "InvalidRequest", format!("{arn} is no resource of S3."))
}
