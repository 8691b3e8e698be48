//! What S3 refuses in the rules of a replication (S3-6.15a, b;
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationRule.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_Destination.html>). Where no words of the
//! service's are known, the messages have the documentation's sense.

use crate::configuration::criteria;
use crate::errors;
use crate::model::*;
use parhelion_wire::error::Result;
use std::collections::BTreeSet;

const ID_MAX: usize = 255;

/// The only span that S3 guarantees.
const MINUTES: i32 = 15;

pub(crate) fn check(rules: &[ReplicationRule]) -> Result<()> {
    let (mut ids, mut priorities) = (BTreeSet::new(), BTreeSet::new());
    for rule in rules {
        check_form(rule)?;
        check_id(rule)?;
        if let Some(id) = rule.id.as_deref().filter(|id| !id.is_empty())
            && !ids.insert(id)
        {
            let message = "Rule ID must be unique. Found same ID for more than one rule";
            return Err(errors::invalid_argument(message, "ID", id));
        }
        if let Some(priority) = rule.priority.filter(|priority| !priorities.insert(*priority)) {
            return Err(errors::invalid_request(format!(
                "Found same priority for more than one rule: {priority}. Rule priority must be unique."
            )));
        }
        check_markers(rule)?;
        check_encryption(rule)?;
        check_destination(&rule.destination)?;
    }
    // https://github.com/hashicorp/terraform-provider-aws/issues/16546
    let places: BTreeSet<&str> = rules.iter().map(|rule| &*rule.destination.bucket).collect();
    if rules.iter().any(|rule| rule.filter.is_none()) && places.len() > 1 {
        let message = "Number of distinct destination bucket ARNs cannot exceed 1";
        return Err(errors::invalid_request(message));
    }
    Ok(())
}

/// The first schema has a prefix, the second a filter and what goes with it.
fn check_form(rule: &ReplicationRule) -> Result<()> {
    let Some(ReplicationRuleFilter { prefix, tag, and }) = &rule.filter else {
        return rule.prefix.as_ref().map(|_| ()).ok_or_else(errors::malformed_xml);
    };
    if rule.priority.is_none() || rule.delete_marker_replication.is_none() || rule.prefix.is_some()
    {
        return Err(errors::malformed_xml());
    }
    criteria::check(&[prefix.is_some(), tag.is_some(), and.is_some()], 0..=1)?;
    match and {
        Some(ReplicationRuleAndOperator { prefix, tags }) => {
            criteria::check_and(&[prefix.is_some()], tags.as_deref())
        }
        None => Ok(()),
    }
}

fn check_id(rule: &ReplicationRule) -> Result<()> {
    match rule.id.as_deref().filter(|id| id.chars().count() > ID_MAX) {
        Some(id) => {
            let message = "ID length should not exceed allowed limit of 255";
            Err(errors::invalid_argument(message, "ID", id))
        }
        None => Ok(()),
    }
}

/// "If your Filter includes a Tag element, the DeleteMarkerReplication Status must be set to Disabled,
/// because Amazon S3 does not support replicating delete markers for tag-based rules"
/// (<https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteMarkerReplication.html>).
fn check_markers(rule: &ReplicationRule) -> Result<()> {
    let tagged = rule.filter.as_ref().is_some_and(|filter| {
        let and = filter.and.as_ref().and_then(|and| and.tags.as_ref());
        filter.tag.is_some() || and.is_some_and(|tags| !tags.is_empty())
    });
    let markers = rule.delete_marker_replication.as_ref().and_then(|it| it.status.as_deref());
    if tagged && markers == Some("Enabled") {
        return Err(errors::invalid_request(
            "Delete marker replication is not supported if any Tag filter is specified. Please refer \
             to S3 Developer Guide for more information.",
        ));
    }
    Ok(())
}

/// Each of the two needs the other
/// (<https://github.com/hashicorp/terraform-provider-aws/issues/26241>).
fn check_encryption(rule: &ReplicationRule) -> Result<()> {
    let criteria = rule.source_selection_criteria.as_ref();
    let kms = criteria.and_then(|criteria| criteria.sse_kms_encrypted_objects.as_ref());
    let encryption = rule.destination.encryption_configuration.as_ref();
    match (kms, encryption) {
        (None, Some(_)) => Err(errors::invalid_request(
            "SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present.",
        )),
        (Some(kms), None) if kms.status == "Enabled" => Err(errors::invalid_request(
            "EncryptionConfiguration must be specified if SseKmsEncryptedObjects is enabled.",
        )),
        _ => Ok(()),
    }
}

fn check_destination(destination: &Destination) -> Result<()> {
    let Destination { account, access_control_translation, replication_time, metrics, .. } =
        destination;
    if access_control_translation.is_some() && account.is_none() {
        let message = "Account must be specified if AccessControlTranslation is present.";
        return Err(errors::invalid_request(message));
    }
    if replication_time.is_some() && metrics.is_none() {
        let message = "Metrics must be specified if ReplicationTime is present.";
        return Err(errors::invalid_request(message));
    }
    let time = replication_time.as_ref().and_then(|it| it.time.minutes);
    let threshold = metrics.as_ref().and_then(|it| it.event_threshold.as_ref()?.minutes);
    match [time, threshold].into_iter().flatten().find(|minutes| *minutes != MINUTES) {
        Some(minutes) => {
            let message = "The only valid number of minutes is 15.";
            Err(errors::invalid_argument(message, "Minutes", minutes.to_string()))
        }
        None => Ok(()),
    }
}
