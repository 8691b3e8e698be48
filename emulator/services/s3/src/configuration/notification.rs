//! A bucket's notification configuration (S3-7.15); what is sent is in [`events`](crate::events::notifications).

use crate::access::authorization::Access;
use crate::errors;
use crate::events::destinations::{Rule, rules};
use crate::events::notifications::{from_bucket, test_event};
use crate::model::*;
use crate::state::S3;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::collections::BTreeSet;
use std::sync::Arc;

const CONFIGURATIONS_MAX: usize = 100;

impl S3 {
    pub(crate) fn put_bucket_notification_configuration(
        &mut self,
        cx: &mut Context,
        input: PutBucketNotificationConfigurationInput,
    ) -> Result<()> {
        let PutBucketNotificationConfigurationInput {
            bucket,
            notification_configuration,
            expected_bucket_owner,
            skip_destination_validation,
        } = input;
        let access = Access::to("s3:PutBucketNotification");
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let mut configuration = notification_configuration;
        name_all(cx, &mut configuration);
        filters(&mut configuration).try_for_each(check_filter)?;
        let all = rules(&configuration);
        if all.len() > CONFIGURATIONS_MAX {
            return Err(errors::malformed_xml());
        }
        for rule in &all {
            check_arn(rule, &held.region)?;
        }
        check_together(&all)?;
        // S3-7.15(g): new queues and topics hear of it.
        let before = held.settings.notification.latest().clone();
        let known = before.as_deref().map(rules).unwrap_or_default();
        let owner = held.owner.clone();
        for rule in all.iter().filter(|rule| rule.kind != "CloudFunction") {
            if !known.iter().any(|known| known.arn == rule.arn) {
                let event = test_event(cx, &bucket);
                let message = from_bucket(&owner, &bucket, rule.arn, &event);
                let delivered = cx.deliver(&message);
                if skip_destination_validation != Some(true) {
                    delivered.or_else(|error| unreachable_destination(cx, rule.arn, &error))?;
                }
            }
        }
        let empty = all.is_empty() && configuration.event_bridge_configuration.is_none();
        let next = (!empty).then(|| Arc::new(configuration));
        self.change(&bucket)?.settings.notification.set(cx, next);
        Ok(())
    }

    pub(crate) fn get_bucket_notification_configuration(
        &mut self,
        cx: &mut Context,
        input: GetBucketNotificationConfigurationInput,
    ) -> Result<GetBucketNotificationConfigurationOutput> {
        let GetBucketNotificationConfigurationInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:GetBucketNotification");
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let configuration = held.settings.notification.at(cx.now).as_deref().cloned();
        let NotificationConfiguration {
            topic_configurations,
            queue_configurations,
            lambda_function_configurations,
            event_bridge_configuration,
        } = configuration.unwrap_or_default();
        Ok(GetBucketNotificationConfigurationOutput {
            topic_configurations,
            queue_configurations,
            lambda_function_configurations,
            event_bridge_configuration,
        })
    }
}

/// S3-7.15(c)
fn name_all(cx: &mut Context, configuration: &mut NotificationConfiguration) {
    let NotificationConfiguration {
        topic_configurations,
        queue_configurations,
        lambda_function_configurations,
        event_bridge_configuration: _,
    } = configuration;
    let ids = topic_configurations.iter_mut().flatten().map(|c| &mut c.id);
    let ids = ids.chain(queue_configurations.iter_mut().flatten().map(|c| &mut c.id));
    let ids = ids.chain(lambda_function_configurations.iter_mut().flatten().map(|c| &mut c.id));
    for id in ids {
        id.get_or_insert_with(|| cx.uuid());
    }
}

fn filters(
    configuration: &mut NotificationConfiguration,
) -> impl Iterator<Item = &mut NotificationConfigurationFilter> {
    let topics = configuration.topic_configurations.iter_mut().flatten().map(|c| &mut c.filter);
    let queues = configuration.queue_configurations.iter_mut().flatten().map(|c| &mut c.filter);
    let functions =
        configuration.lambda_function_configurations.iter_mut().flatten().map(|c| &mut c.filter);
    topics.chain(queues).chain(functions).flatten()
}

/// S3-7.15(e)
fn check_together(all: &[Rule]) -> Result<()> {
    let mut ids = BTreeSet::new();
    if !all.iter().all(|rule| ids.insert(rule.id)) {
        let message = "Same ID used for multiple configurations. IDs must be unique.";
        return Err(errors::invalid_argument(message, "Id", ""));
    }
    for (at, rule) in all.iter().enumerate() {
        let mut rest = all.iter().skip(at + 1);
        let Some(other) = rest.find(|other| rule.overlaps(other)) else { continue };
        // https://github.com/aws-solutions/aws-waf-security-automations/issues/49
        let message = if rule.filter.is_some() || other.filter.is_some() {
            "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if \
             the prefixes are overlapping for the same event type."
        } else {
            "Configurations overlap. Configurations on the same bucket cannot share a common event \
             type."
        };
        return Err(errors::invalid_argument(message, "NotificationConfiguration", ""));
    }
    Ok(())
}

/// S3-7.15(d): names are stored capitalised.
fn check_filter(filter: &mut NotificationConfigurationFilter) -> Result<()> {
    let Some(key) = &mut filter.key else { return Ok(()) };
    let mut seen = BTreeSet::new();
    for rule in key.filter_rules.iter_mut().flatten() {
        let FilterRule { name, value } = rule;
        let (Some(given), Some(value)) = (name.as_deref(), value.as_deref()) else {
            return Err(errors::malformed_xml());
        };
        let capital = match given.to_ascii_lowercase().as_str() {
            "prefix" => "Prefix",
            "suffix" => "Suffix",
            _ => {
                let message = "filter rule name must be either prefix or suffix";
                return Err(errors::invalid_argument(message, "FilterRule.Name", given));
            }
        };
        if value.chars().count() > 1024 {
            let message = "Size of filter rule value cannot exceed 1024 bytes in UTF-8 \
                           representation";
            return Err(errors::invalid_argument(message, "FilterRule.Value", value));
        }
        if !seen.insert(capital) {
            // https://github.com/aws/aws-cdk/issues/3347
            let name = capital.to_ascii_lowercase();
            let message = format!("Cannot specify more than one {name} rule in a filter.");
            return Err(errors::invalid_argument(message, "FilterRule.Name", name));
        }
        *name = Some(capital.to_owned());
    }
    Ok(())
}

/// S3-7.15(f)
fn check_arn(rule: &Rule, home: &str) -> Result<()> {
    let service = match rule.kind {
        "Topic" => "sns",
        "Queue" => "sqs",
        _ => "lambda",
    };
    let parts: Vec<&str> = rule.arn.splitn(6, ':').collect();
    let parsed = matches!(
        parts.as_slice(),
        ["arn", partition, found, region, account, resource]
            if !partition.is_empty() && *found == service && !region.is_empty()
                && account.len() == 12 && !resource.is_empty()
    );
    if !parsed {
        return Err(errors::invalid_argument("The ARN could not be parsed", rule.kind, rule.arn));
    }
    // https://github.com/cloud-custodian/cloud-custodian/issues/1720
    if parts.get(3).is_some_and(|region| *region != home) {
        let message = "The notification destination service region is not valid for the bucket \
                       location constraint";
        return Err(errors::invalid_argument(message, rule.kind, rule.arn));
    }
    // S3-7.15(b)
    if service != "lambda" && rule.arn.ends_with(".fifo") {
        let message = "Unable to validate the following destination configurations";
        return Err(parhelion_wire::Error::new(400, "InvalidArgument", message)
            .with("ArgumentName1", rule.arn)
            .with("ArgumentValue1", "FIFO destinations are not supported"));
    }
    Ok(())
}

/// A destination that does not take S3's test event makes the whole configuration invalid. Of
/// destinations in services that are not here nobody can say; the journal does.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html>
fn unreachable_destination(cx: &mut Context, arn: &str, error: &Error) -> Result<()> {
    if error.status() == 501 {
        cx.note("undelivered", arn, &[("code", error.code())]);
        return Ok(());
    }
    let why = if error.status() == 404 || error.code().contains("NonExistent") {
        "The destination queue does not exist"
    } else {
        "Permissions on the destination queue do not allow S3 to publish notifications from this \
         bucket"
    };
    let message = "Unable to validate the following destination configurations";
    Err(Error::new(400, "InvalidArgument", message)
        .with("ArgumentName1", arn)
        .with("ArgumentValue1", why))
}
