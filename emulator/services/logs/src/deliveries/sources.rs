//! Delivery sources: resources whose logs can be delivered. Those of CloudFront distributions are
//! here (CF-12.1).
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html>

use super::{EACH_MAX, conflict, full, invalid, missing};
use crate::model::*;
use crate::state::Logs;
use crate::tag_set::Tags;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::{Arn, Ask, Context};
use serde_json::json;
use std::sync::Arc;

/// Where CloudFront's logs are configured.
const REGION: &str = "us-east-1";
/// Of a distribution.
const LOG_TYPE: &str = "ACCESS_LOGS";

impl Logs {
    pub(crate) fn put_delivery_source(
        &mut self,
        cx: &mut Context,
        input: PutDeliverySourceInput,
    ) -> Result<PutDeliverySourceOutput> {
        let PutDeliverySourceInput {
            name,
            resource_arn,
            log_type,
            tags,
            delivery_source_configuration,
        } = input;
        if delivery_source_configuration.is_some_and(|it| !it.is_empty()) {
            return Err(invalid(
                "ACCESS_LOGS of CloudFront have no delivery source configuration.",
            ));
        }
        let id = distribution(cx, &resource_arn, &log_type)?;
        allowed(cx, &id)?;
        let sources = &self.deliveries.sources;
        let old = sources.get(&*name);
        let same = |it: &DeliverySource| {
            it.resource_arns.as_deref() == Some(std::slice::from_ref(&resource_arn))
        };
        if old.is_some_and(|old| !same(old)) {
            return Err(conflict(format!(
                "Delivery source {name} exists already, of another resource."
            )));
        }
        if sources.iter().any(|(other, it)| **other != *name && same(it)) {
            return Err(conflict(
                "This ResourceId has already been used in another Delivery Source in this account",
            ));
        }
        if old.is_none() && sources.len() >= EACH_MAX {
            return Err(full("delivery sources"));
        }
        let tags = match tags {
            Some(tags) => Some(Tags::new(tags)?.listed()),
            None => old.and_then(|old| old.tags.clone()),
        };
        let source = DeliverySource {
            arn: Some(cx.arn("logs", &format!("delivery-source:{name}"))),
            name: Some(name.clone()),
            resource_arns: Some(vec![resource_arn]),
            service: Some("cloudfront".into()),
            log_type: Some(log_type),
            tags,
            ..Default::default()
        };
        self.deliveries.sources.insert(name.into(), Arc::new(source.clone()));
        Ok(PutDeliverySourceOutput { delivery_source: Some(source) })
    }

    pub(crate) fn get_delivery_source(
        &mut self,
        _: &mut Context,
        input: GetDeliverySourceInput,
    ) -> Result<GetDeliverySourceOutput> {
        let source = self.delivery_source(&input.name)?.clone();
        Ok(GetDeliverySourceOutput { delivery_source: Some(source) })
    }

    /// Not while something is delivered of it.
    pub(crate) fn delete_delivery_source(
        &mut self,
        _: &mut Context,
        input: DeleteDeliverySourceInput,
    ) -> Result<()> {
        let DeleteDeliverySourceInput { name } = input;
        self.delivery_source(&name)?;
        if self.deliveries.of_source(&name).next().is_some() {
            return Err(conflict(format!(
                "Delivery source {name} is used by a delivery: delete that first."
            )));
        }
        self.deliveries.sources.remove(&*name);
        Ok(())
    }

    pub(super) fn delivery_source(&self, name: &str) -> Result<&DeliverySource> {
        let source = self.deliveries.sources.get(name);
        source.map(|it| &**it).ok_or_else(|| missing("Delivery source", name))
    }
}

/// The id of the distribution that an ARN names.
fn distribution(cx: &Context, arn: &str, log_type: &str) -> Result<String> {
    let malformed = || invalid(format!("Invalid resource ARN: {arn}"));
    let parsed = Arn::parse(arn).ok_or_else(malformed)?;
    if parsed.service != "cloudfront" {
        return Err(Error::not_implemented("logs", "delivery sources of this service"));
    }
    let id = parsed.resource.strip_prefix("distribution/").ok_or_else(malformed)?;
    if log_type != LOG_TYPE {
        return Err(invalid(format!("Log type {log_type} is not supported for {arn}")));
    }
    if &*cx.region != REGION {
        return Err(invalid(format!(
            "Delivery sources of CloudFront distributions must be created in {REGION}."
        )));
    }
    if parsed.account != &*cx.account {
        return Err(missing("Resource", arn));
    }
    Ok(id.to_owned())
}

/// The distribution is there, and its owner lets the caller have its logs delivered.
fn allowed(cx: &Context, id: &str) -> Result<()> {
    let ask = Ask::new("cloudfront", "GetDistribution", json!({ "Id": id }));
    match cx.ask_to_read(ask.as_action("cloudfront:AllowVendedLogDeliveryForResource")) {
        Ok(_) => Ok(()),
        // A world without CloudFront: nobody is there who could say no.
        Err(error) if error.status() == 501 => Ok(()),
        Err(error) if error.code() == "NoSuchDistribution" => Err(missing("Distribution", id)),
        // In the words of this service.
        Err(error) if error.code() == "AccessDenied" => {
            Err(Error::new(400, "AccessDeniedException", error.message().to_owned()))
        }
        Err(error) => Err(error),
    }
}
