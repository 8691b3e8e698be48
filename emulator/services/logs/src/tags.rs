//! Tags of groups: one set behind two families of operations (CW-A2.8).

use crate::arns;
use crate::errors;
use crate::model::*;
use crate::state::Logs;
use crate::tag_set::too_many;
use parhelion_wire::error::Result;
use parhelion_world::Context;

impl Logs {
    pub(crate) fn tag_resource(&mut self, cx: &mut Context, input: TagResourceInput) -> Result<()> {
        let TagResourceInput { resource_arn, tags } = input;
        let group = self.group_mut(arns::tagged(cx, &resource_arn)?)?;
        group.tags.add(tags, || {
            crate::model::errors::too_many_tags_exception(too_many())
                .with("resourceName", resource_arn.clone())
        })
    }

    pub(crate) fn untag_resource(
        &mut self,
        cx: &mut Context,
        input: UntagResourceInput,
    ) -> Result<()> {
        let UntagResourceInput { resource_arn, tag_keys } = input;
        self.group_mut(arns::tagged(cx, &resource_arn)?)?.tags.remove(tag_keys);
        Ok(())
    }

    pub(crate) fn list_tags_for_resource(
        &mut self,
        cx: &mut Context,
        input: ListTagsForResourceInput,
    ) -> Result<ListTagsForResourceOutput> {
        let ListTagsForResourceInput { resource_arn } = input;
        let tags = self.group(arns::tagged(cx, &resource_arn)?)?.tags.listed();
        Ok(ListTagsForResourceOutput { tags: Some(tags) })
    }

    pub(crate) fn tag_log_group(&mut self, _: &mut Context, input: TagLogGroupInput) -> Result<()> {
        let TagLogGroupInput { log_group_name, tags } = input;
        self.group_mut(&log_group_name)?.tags.add(tags, || errors::invalid(too_many()))
    }

    pub(crate) fn untag_log_group(
        &mut self,
        _: &mut Context,
        input: UntagLogGroupInput,
    ) -> Result<()> {
        let UntagLogGroupInput { log_group_name, tags } = input;
        self.group_mut(&log_group_name)?.tags.remove(tags);
        Ok(())
    }

    pub(crate) fn list_tags_log_group(
        &mut self,
        _: &mut Context,
        input: ListTagsLogGroupInput,
    ) -> Result<ListTagsLogGroupOutput> {
        let ListTagsLogGroupInput { log_group_name } = input;
        Ok(ListTagsLogGroupOutput { tags: Some(self.group(&log_group_name)?.tags.listed()) })
    }
}
