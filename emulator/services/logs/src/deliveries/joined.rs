//! Deliveries: a source and a destination, joined.
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateDelivery.html>

use super::delivered::ACCESS_LOGS;
use super::destinations::TO_BUCKET;
use super::kept::Destination;
use super::{EACH_MAX, conflict, fields, full, invalid, missing};
use crate::model::*;
use crate::state::Logs;
use crate::tag_set::Tags;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::{Arn, Context};
use serde_json::json;
use std::sync::Arc;

impl Logs {
    pub(crate) fn create_delivery(
        &mut self,
        cx: &mut Context,
        input: CreateDeliveryInput,
    ) -> Result<CreateDeliveryOutput> {
        let CreateDeliveryInput {
            delivery_source_name: source,
            delivery_destination_arn: to,
            record_fields,
            field_delimiter,
            s3_delivery_configuration: path,
            tags,
        } = input;
        self.delivery_source(&source)?;
        let destination = self.delivery_destination_of(cx, &to)?;
        let kind = destination.shown.delivery_destination_type.clone();
        let mut delivery = Delivery {
            delivery_source_name: Some(source.clone()),
            delivery_destination_arn: Some(to),
            delivery_destination_type: kind.clone(),
            tags: tags.map(Tags::new).transpose()?.map(|tags| tags.listed()),
            ..Default::default()
        };
        configure(&mut delivery, destination, record_fields, field_delimiter, path)?;
        if self.deliveries.of_source(&source).any(|it| it.delivery_destination_type == kind) {
            return Err(conflict(format!(
                "Delivery source {source} has a delivery to a destination of this type already."
            )));
        }
        if self.deliveries.joined.len() >= EACH_MAX {
            return Err(full("deliveries"));
        }
        let id = cx.id(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 16);
        delivery.arn = Some(cx.arn("logs", &format!("delivery:{id}")));
        delivery.id = Some(id.clone());
        self.deliveries.joined.insert(id.into(), Arc::new(delivery.clone()));
        self.tell_source(cx, &source);
        Ok(CreateDeliveryOutput { delivery: Some(delivery) })
    }

    pub(crate) fn get_delivery(
        &mut self,
        _: &mut Context,
        input: GetDeliveryInput,
    ) -> Result<GetDeliveryOutput> {
        let found = self.deliveries.joined.get(&*input.id);
        let found = found.ok_or_else(|| missing("Delivery", &input.id))?;
        Ok(GetDeliveryOutput { delivery: Some((**found).clone()) })
    }

    /// What is not named stays.
    pub(crate) fn update_delivery_configuration(
        &mut self,
        cx: &mut Context,
        input: UpdateDeliveryConfigurationInput,
    ) -> Result<UpdateDeliveryConfigurationOutput> {
        let UpdateDeliveryConfigurationInput {
            id,
            record_fields,
            field_delimiter,
            s3_delivery_configuration,
        } = input;
        let found = self.deliveries.joined.get(&*id).ok_or_else(|| missing("Delivery", &id))?;
        let mut delivery = (**found).clone();
        let to = delivery.delivery_destination_arn.clone().unwrap_or_default();
        let record_fields = record_fields.or_else(|| delivery.record_fields.clone());
        let field_delimiter = field_delimiter.or_else(|| delivery.field_delimiter.clone());
        let path = s3_delivery_configuration.or_else(|| delivery.s3_delivery_configuration.clone());
        let destination = self.delivery_destination_of(cx, &to)?;
        configure(&mut delivery, destination, record_fields, field_delimiter, path)?;
        self.deliveries.joined.insert(id.into(), Arc::new(delivery));
        Ok(UpdateDeliveryConfigurationOutput {})
    }

    pub(crate) fn delete_delivery(
        &mut self,
        cx: &mut Context,
        input: DeleteDeliveryInput,
    ) -> Result<()> {
        let gone = self.deliveries.joined.remove(&*input.id);
        let gone = gone.ok_or_else(|| missing("Delivery", &input.id))?;
        self.tell_source(cx, gone.delivery_source_name.as_deref().unwrap_or_default());
        Ok(())
    }

    /// The edge writes down what is delivered, and nothing else.
    fn tell_source(&self, cx: &mut Context, source: &str) {
        let wanted = self.deliveries.of_source(source).next().is_some();
        let Ok(source) = self.delivery_source(source) else { return };
        for arn in source.resource_arns.iter().flatten() {
            let distribution = arn.rsplit('/').next();
            let question = json!({ "distribution": distribution, "wanted": wanted });
            // A world without CloudFront has no edge.
            let _ = cx.ask_counterpart("cloudfront", ACCESS_LOGS, question);
        }
    }

    pub(super) fn delivery_destination_of(&self, cx: &Context, arn: &str) -> Result<&Destination> {
        let malformed = || invalid(format!("Invalid delivery destination ARN: {arn}"));
        let parsed = Arn::parse(arn).filter(|it| it.service == "logs").ok_or_else(malformed)?;
        let name = parsed.resource.strip_prefix("delivery-destination:").ok_or_else(malformed)?;
        if parsed.account != &*cx.account {
            return Err(Error::not_implemented("logs", "delivery to another account"));
        }
        if parsed.region != &*cx.region {
            return Err(missing("Delivery destination", name));
        }
        self.delivery_destination(name)
    }
}

/// Says what is delivered, once it is known to be possible.
fn configure(
    delivery: &mut Delivery,
    destination: &Destination,
    record_fields: Option<Vec<String>>,
    field_delimiter: Option<String>,
    path: Option<S3DeliveryConfiguration>,
) -> Result<()> {
    let kind = destination.shown.delivery_destination_type.as_deref().unwrap_or_default();
    let format = destination.shown.output_format.as_deref();
    let delimited = field_delimiter.as_ref().is_some_and(|it| !it.is_empty());
    fields::check_format(kind, format, delimited)?;
    fields::check(record_fields.as_deref().unwrap_or_default())?;
    if let Some(path) = &path {
        if kind != TO_BUCKET {
            return Err(invalid("s3DeliveryConfiguration is only for destinations in S3."));
        }
        fields::check_suffix(path.suffix_path.as_deref().unwrap_or_default())?;
        if path.enable_hive_compatible_path == Some(true) {
            return Err(Error::not_implemented("logs", "Hive-compatible paths"));
        }
    }
    let by_default = || fields::ALL.iter().take(fields::BY_DEFAULT).map(|it| (*it).to_owned());
    let chosen = record_fields.filter(|it| !it.is_empty());
    delivery.record_fields = Some(chosen.unwrap_or_else(|| by_default().collect()));
    delivery.field_delimiter = field_delimiter;
    delivery.s3_delivery_configuration = path;
    Ok(())
}
