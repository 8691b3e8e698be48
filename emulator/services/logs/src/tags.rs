//! Tags of groups (and, by ARN, of deliveries): one set behind two families of operations (CW-A2.8).

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
        let full = || {
            crate::model::errors::too_many_tags_exception(too_many())
                .with("resourceName", resource_arn.clone())
        };
        if Self::is_of_deliveries(&resource_arn) {
            let mut all = self.delivery_tags(cx, &resource_arn)?;
            all.add(tags, full)?;
            return self.set_delivery_tags(cx, &resource_arn, &all);
        }
        self.group_mut(arns::tagged(cx, &resource_arn)?)?.tags.add(tags, full)
    }

    pub(crate) fn untag_resource(
        &mut self,
        cx: &mut Context,
        input: UntagResourceInput,
    ) -> Result<()> {
        let UntagResourceInput { resource_arn, tag_keys } = input;
        if Self::is_of_deliveries(&resource_arn) {
            let mut all = self.delivery_tags(cx, &resource_arn)?;
            all.remove(tag_keys);
            return self.set_delivery_tags(cx, &resource_arn, &all);
        }
        self.group_mut(arns::tagged(cx, &resource_arn)?)?.tags.remove(tag_keys);
        Ok(())
    }

    pub(crate) fn list_tags_for_resource(
        &mut self,
        cx: &mut Context,
        input: ListTagsForResourceInput,
    ) -> Result<ListTagsForResourceOutput> {
        let ListTagsForResourceInput { resource_arn } = input;
        let tags = match Self::is_of_deliveries(&resource_arn) {
            true => self.delivery_tags(cx, &resource_arn)?.listed(),
            false => self.group(arns::tagged(cx, &resource_arn)?)?.tags.listed(),
        };
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
