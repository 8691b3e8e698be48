//! Delivery destinations: groups and buckets that logs can be delivered to.
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliveryDestination.html>
//!
//! Policies of destinations are for other accounts, whose deliveries answer 501: they are kept, and decide nothing yet.

use super::kept::Destination;
use super::{EACH_MAX, conflict, full, invalid, missing};
use crate::arns;
use crate::model::*;
use crate::state::Logs;
use crate::tag_set::Tags;
use parhelion_policy::{Policy as Document, Purpose};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::{Arn, Context};
use std::sync::Arc;

pub(crate) const TO_GROUP: &str = "CWL";
pub(crate) const TO_BUCKET: &str = "S3";

impl Logs {
    pub(crate) fn put_delivery_destination(
        &mut self,
        cx: &mut Context,
        input: PutDeliveryDestinationInput,
    ) -> Result<PutDeliveryDestinationOutput> {
        let PutDeliveryDestinationInput {
            name,
            output_format,
            delivery_destination_configuration: config,
            delivery_destination_type: kind,
            tags,
        } = input;
        let config = match (config, kind.as_deref()) {
            (_, Some("XRAY")) => return Err(Error::not_implemented("logs", "delivery to X-Ray")),
            (None, _) => return Err(invalid("deliveryDestinationConfiguration is required.")),
            (Some(config), _) => config,
        };
        let found = self.destination_type(cx, &config.destination_resource_arn)?;
        if kind.is_some_and(|kind| kind != found) {
            return Err(invalid("deliveryDestinationType does not fit the destination's ARN."));
        }
        let arn = cx.arn("logs", &format!("delivery-destination:{name}"));
        let old = self.deliveries.destinations.get(&*name);
        if old.is_none() && self.deliveries.destinations.len() >= EACH_MAX {
            return Err(full("delivery destinations"));
        }
        let is_used = self.deliveries.to_destination(&arn).next().is_some();
        let is_other = |old: &Arc<Destination>| {
            old.shown.delivery_destination_type.as_deref() != Some(found)
                || old.shown.output_format != output_format
        };
        if is_used && old.is_some_and(is_other) {
            return Err(conflict(format!(
                "Delivery destination {name} is used by a delivery: its type and output format cannot change."
            )));
        }
        let tags = match tags {
            Some(tags) => Some(Tags::new(tags)?.listed()),
            None => old.and_then(|old| old.shown.tags.clone()),
        };
        let shown = DeliveryDestination {
            arn: Some(arn),
            name: Some(name.clone()),
            delivery_destination_type: Some(found.into()),
            output_format,
            delivery_destination_configuration: Some(config),
            tags,
        };
        let policy = old.and_then(|old| old.policy.clone());
        let kept = Destination { shown: shown.clone(), policy };
        self.deliveries.destinations.insert(name.into(), Arc::new(kept));
        Ok(PutDeliveryDestinationOutput { delivery_destination: Some(shown) })
    }

    /// What an ARN is to logs: here is a group, which must exist, or a bucket.
    fn destination_type(&self, cx: &Context, arn: &str) -> Result<&'static str> {
        let malformed = || invalid(format!("Invalid destination ARN: {arn}"));
        let parsed = Arn::parse(arn).ok_or_else(malformed)?;
        match parsed.service {
            "logs" => {
                let group = arns::identified(cx, arn).map_err(|error| match error.code() {
                    "ResourceNotFoundException" => error,
                    _ => malformed(),
                })?;
                self.group(group).map(|_| TO_GROUP)
            }
            "s3" if !parsed.resource.is_empty() && !parsed.resource.starts_with('/') => {
                Ok(TO_BUCKET)
            }
            "firehose" => Err(Error::not_implemented("logs", "delivery to Firehose")),
            _ => Err(malformed()),
        }
    }

    pub(crate) fn get_delivery_destination(
        &mut self,
        _: &mut Context,
        input: GetDeliveryDestinationInput,
    ) -> Result<GetDeliveryDestinationOutput> {
        let shown = self.delivery_destination(&input.name)?.shown.clone();
        Ok(GetDeliveryDestinationOutput { delivery_destination: Some(shown) })
    }

    /// Not while something is delivered to it.
    pub(crate) fn delete_delivery_destination(
        &mut self,
        _: &mut Context,
        input: DeleteDeliveryDestinationInput,
    ) -> Result<()> {
        let DeleteDeliveryDestinationInput { name } = input;
        let arn = self.delivery_destination(&name)?.shown.arn.clone().unwrap_or_default();
        if self.deliveries.to_destination(&arn).next().is_some() {
            return Err(conflict(format!(
                "Delivery destination {name} is used by a delivery: delete that first."
            )));
        }
        self.deliveries.destinations.remove(&*name);
        Ok(())
    }

    pub(crate) fn put_delivery_destination_policy(
        &mut self,
        _: &mut Context,
        input: PutDeliveryDestinationPolicyInput,
    ) -> Result<PutDeliveryDestinationPolicyOutput> {
        let PutDeliveryDestinationPolicyInput {
            delivery_destination_name: name,
            delivery_destination_policy: text,
        } = input;
        let kept = self.delivery_destination_mut(&name)?;
        if Document::parse(&text, Purpose::Resource).is_err() {
            return Err(invalid("Policy document is invalid"));
        }
        kept.policy = Some(text.clone());
        let policy = Some(Policy { delivery_destination_policy: Some(text) });
        Ok(PutDeliveryDestinationPolicyOutput { policy })
    }

    pub(crate) fn get_delivery_destination_policy(
        &mut self,
        _: &mut Context,
        input: GetDeliveryDestinationPolicyInput,
    ) -> Result<GetDeliveryDestinationPolicyOutput> {
        let kept = self.delivery_destination(&input.delivery_destination_name)?;
        let policy = kept.policy.clone();
        let policy = policy.map(|text| Policy { delivery_destination_policy: Some(text) });
        Ok(GetDeliveryDestinationPolicyOutput { policy })
    }

    pub(crate) fn delete_delivery_destination_policy(
        &mut self,
        _: &mut Context,
        input: DeleteDeliveryDestinationPolicyInput,
    ) -> Result<()> {
        let name = input.delivery_destination_name;
        let gone = self.delivery_destination_mut(&name)?.policy.take();
        gone.map(drop).ok_or_else(|| missing("The policy of delivery destination", &name))
    }

    pub(super) fn delivery_destination(&self, name: &str) -> Result<&Destination> {
        let kept = self.deliveries.destinations.get(name);
        kept.map(|it| &**it).ok_or_else(|| missing("Delivery destination", name))
    }

    fn delivery_destination_mut(&mut self, name: &str) -> Result<&mut Destination> {
        let kept = self.deliveries.destinations.get_mut(name);
        kept.map(Arc::make_mut).ok_or_else(|| missing("Delivery destination", name))
    }
}
