//! The tags of deliveries, their sources and their destinations, by ARN (CW-A2.8).

use super::missing;
use crate::arns;
use crate::state::Logs;
use crate::tag_set::Tags;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

impl Logs {
    /// Whether an ARN is of one of them.
    pub(crate) fn is_of_deliveries(arn: &str) -> bool {
        arn.splitn(6, ':').nth(5).is_some_and(|resource| resource.starts_with("delivery"))
    }

    pub(crate) fn delivery_tags(&self, cx: &Context, arn: &str) -> Result<Tags> {
        let resource = arns::own_resource(cx, arn)?;
        let deliveries = &self.deliveries;
        let tags = match resource.split_once(':') {
            Some(("delivery-source", name)) => {
                deliveries.sources.get(name).map(|it| it.tags.clone())
            }
            Some(("delivery-destination", name)) => {
                deliveries.destinations.get(name).map(|it| it.shown.tags.clone())
            }
            Some(("delivery", id)) => deliveries.joined.get(id).map(|it| it.tags.clone()),
            _ => None,
        };
        let tags = tags.ok_or_else(|| missing("Resource", arn))?;
        Tags::new(tags.unwrap_or_default())
    }

    /// All of them anew.
    pub(crate) fn set_delivery_tags(&mut self, cx: &Context, arn: &str, tags: &Tags) -> Result<()> {
        let resource = arns::own_resource(cx, arn)?;
        let deliveries = &mut self.deliveries;
        let kept = match resource.split_once(':') {
            Some(("delivery-source", name)) => {
                deliveries.sources.get_mut(name).map(|it| &mut Arc::make_mut(it).tags)
            }
            Some(("delivery-destination", name)) => {
                deliveries.destinations.get_mut(name).map(|it| &mut Arc::make_mut(it).shown.tags)
            }
            Some(("delivery", id)) => {
                deliveries.joined.get_mut(id).map(|it| &mut Arc::make_mut(it).tags)
            }
            _ => None,
        };
        *kept.ok_or_else(|| missing("Resource", arn))? = Some(tags.listed());
        Ok(())
    }
}
