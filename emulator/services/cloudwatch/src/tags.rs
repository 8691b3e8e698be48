//! Tags of alarms and dashboards, by ARN.

use crate::alarm::Alarm;
use crate::dashboard::Dashboard;
use crate::errors;
use crate::home::Home;
use crate::model::{
    ListTagsForResourceInput, ListTagsForResourceOutput, Tag, TagResourceInput, TagResourceOutput,
    UntagResourceInput, UntagResourceOutput,
};
use crate::state::CloudWatch;
use crate::tag_set::{Tags, with};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

/// What a resource's ARN names.
enum Target<'a> {
    Alarm(Home, &'a str),
    Dashboard(&'a str),
}

impl CloudWatch {
    pub(crate) fn tag_resource(
        &mut self,
        cx: &mut Context,
        input: TagResourceInput,
    ) -> Result<TagResourceOutput> {
        let TagResourceInput { resource_arn, tags } = input;
        let held = self.tags_mut(cx, &resource_arn)?;
        *held = with(held, tags)?;
        Ok(TagResourceOutput {})
    }

    pub(crate) fn untag_resource(
        &mut self,
        cx: &mut Context,
        input: UntagResourceInput,
    ) -> Result<UntagResourceOutput> {
        let UntagResourceInput { resource_arn, tag_keys } = input;
        let held = self.tags_mut(cx, &resource_arn)?;
        for key in &tag_keys {
            held.remove(key);
        }
        Ok(UntagResourceOutput {})
    }

    /// A resource that is gone has no tags; that is no error (CW-C2.5).
    pub(crate) fn list_tags_for_resource(
        &mut self,
        cx: &mut Context,
        input: ListTagsForResourceInput,
    ) -> Result<ListTagsForResourceOutput> {
        let arn = input.resource_arn;
        target(cx, &arn)?;
        let held = self.tags_mut(cx, &arn).map(|tags| tags.clone()).unwrap_or_default();
        let tags = held.into_iter().map(|(key, value)| Tag { key, value }).collect();
        Ok(ListTagsForResourceOutput { tags: Some(tags) })
    }

    /// The tags of the resource of an ARN, if it is there.
    pub(crate) fn tags_of(&self, cx: &Context, arn: &str) -> Option<&Tags> {
        match target(cx, arn).ok()? {
            Target::Alarm(home, name) => {
                Some(&self.regions.get(&home)?.alarms.by_name.get(name)?.tags)
            }
            Target::Dashboard(name) => {
                Some(&self.dashboards.get(&(cx.account.clone(), Arc::from(name)))?.tags)
            }
        }
    }

    fn tags_mut(&mut self, cx: &Context, arn: &str) -> Result<&mut Tags> {
        let missing = || errors::no_resource(arn);
        match target(cx, arn)? {
            Target::Alarm(home, name) => {
                let region = self.regions.get_mut(&home).ok_or_else(missing)?;
                let alarm: &mut Arc<Alarm> =
                    region.alarms.by_name.get_mut(name).ok_or_else(missing)?;
                Ok(&mut Arc::make_mut(alarm).tags)
            }
            Target::Dashboard(name) => {
                let key = (cx.account.clone(), Arc::from(name));
                let board: &mut Arc<Dashboard> =
                    self.dashboards.get_mut(&key).ok_or_else(missing)?;
                Ok(&mut Arc::make_mut(board).tags)
            }
        }
    }
}

/// Reads `arn:aws:cloudwatch:R:A:alarm:NAME` and `arn:aws:cloudwatch::A:dashboard/NAME`.
fn target<'a>(cx: &Context, arn: &'a str) -> Result<Target<'a>> {
    let invalid = || errors::invalid_value(format!("The value {arn} for ResourceARN is invalid."));
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    // One ARN for each resource: another spelling would slip past a policy about it.
    let ["arn", "aws", "cloudwatch", region, account, resource] = parts[..] else {
        return Err(invalid());
    };
    if account != &*cx.account {
        return Err(errors::no_resource(arn));
    }
    if let Some(name) = resource.strip_prefix("alarm:") {
        if region != &*cx.region {
            return Err(errors::no_resource(arn));
        }
        return Ok(Target::Alarm((cx.account.clone(), cx.region.clone()), name));
    }
    let dashboard = resource.strip_prefix("dashboard/").filter(|_| region.is_empty());
    dashboard.map(Target::Dashboard).ok_or_else(invalid)
}
