//! A queue's settings: their values, bounds and defaults (SQS-3.1).

use crate::errors;
use crate::message::QUEUE_SIZE_MAX;
use crate::policy::QueuePolicy;
use crate::redrive_policy::{RedriveAllowPolicy, RedrivePolicy};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// What CreateQueue and SetQueueAttributes may say of a standard queue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Attributes {
    pub delay_seconds: u32,
    pub maximum_message_size: u32,
    pub message_retention_period: u32,
    pub receive_message_wait_time_seconds: u32,
    pub visibility_timeout: u32,
    pub policy: Option<QueuePolicy>,
    pub redrive_policy: Option<RedrivePolicy>,
    pub redrive_allow_policy: Option<RedriveAllowPolicy>,
    pub kms_master_key_id: Option<Arc<str>>,
    pub kms_data_key_reuse_period_seconds: u32,
    pub sqs_managed_sse_enabled: bool,
}

pub(crate) const DELAY_SECONDS: RangeInclusive<u32> = 0..=900;
pub(crate) const VISIBILITY_TIMEOUT: RangeInclusive<u32> = 0..=43_200;
pub(crate) const WAIT_TIME_SECONDS: RangeInclusive<u32> = 0..=20;
const MESSAGE_SIZE: RangeInclusive<u32> = 1_024..=QUEUE_SIZE_MAX as u32;
const RETENTION: RangeInclusive<u32> = 60..=1_209_600;
const KEY_REUSE: RangeInclusive<u32> = 60..=86_400;

/// Names that may be set, in the order in which they are shown.
pub(crate) const SETTABLE: [&str; 11] = [
    "DelaySeconds",
    "MaximumMessageSize",
    "MessageRetentionPeriod",
    "ReceiveMessageWaitTimeSeconds",
    "VisibilityTimeout",
    "Policy",
    "RedrivePolicy",
    "RedriveAllowPolicy",
    "KmsMasterKeyId",
    "KmsDataKeyReusePeriodSeconds",
    "SqsManagedSseEnabled",
];

impl Default for Attributes {
    fn default() -> Self {
        Self {
            delay_seconds: 0,
            maximum_message_size: QUEUE_SIZE_MAX as u32,
            message_retention_period: 345_600,
            receive_message_wait_time_seconds: 0,
            visibility_timeout: 30,
            policy: None,
            redrive_policy: None,
            redrive_allow_policy: None,
            kms_master_key_id: None,
            kms_data_key_reuse_period_seconds: 300,
            sqs_managed_sse_enabled: true,
        }
    }
}

impl Attributes {
    /// These with what is given for the queue of an ARN. Whether a dead-letter queue is there is
    /// not for here to say.
    pub(crate) fn changed(mut self, arn: &str, given: &BTreeMap<String, String>) -> Result<Self> {
        for (name, text) in given {
            self.change(arn, name, text)?;
        }
        let key = given.get("KmsMasterKeyId").is_some_and(|key| !key.is_empty());
        match given.get("SqsManagedSseEnabled").map(String::as_str) {
            Some("true") if key => return Err(errors::two_encryptions()),
            // The later choice of a kind of encryption takes the place of the one before.
            Some("true") => self.kms_master_key_id = None,
            _ if key => self.sqs_managed_sse_enabled = false,
            _ => {}
        }
        Ok(self)
    }

    fn change(&mut self, arn: &str, name: &str, text: &str) -> Result<()> {
        let number = |range: &RangeInclusive<u32>| {
            let number = text.parse().ok().filter(|number| range.contains(number));
            number.ok_or_else(|| errors::invalid_attribute(name))
        };
        let absent = text.is_empty();
        match name {
            "DelaySeconds" => self.delay_seconds = number(&DELAY_SECONDS)?,
            "MaximumMessageSize" => self.maximum_message_size = number(&MESSAGE_SIZE)?,
            "MessageRetentionPeriod" => self.message_retention_period = number(&RETENTION)?,
            "ReceiveMessageWaitTimeSeconds" => {
                self.receive_message_wait_time_seconds = number(&WAIT_TIME_SECONDS)?;
            }
            "VisibilityTimeout" => self.visibility_timeout = number(&VISIBILITY_TIMEOUT)?,
            "KmsDataKeyReusePeriodSeconds" => {
                self.kms_data_key_reuse_period_seconds = number(&KEY_REUSE)?;
            }
            "SqsManagedSseEnabled" => {
                let enabled = text.parse().map_err(|_| errors::invalid_attribute(name))?;
                self.sqs_managed_sse_enabled = enabled;
            }
            "KmsMasterKeyId" => self.kms_master_key_id = (!absent).then(|| text.into()),
            "Policy" if absent => self.policy = None,
            "Policy" => self.policy = Some(QueuePolicy::checked(arn, text)?),
            "RedrivePolicy" if absent => self.redrive_policy = None,
            "RedrivePolicy" => {
                let policy = RedrivePolicy::parse(text);
                let policy = policy.map_err(|reason| errors::invalid_value(text, name, &reason))?;
                self.redrive_policy = Some(policy);
            }
            "RedriveAllowPolicy" if absent => self.redrive_allow_policy = None,
            "RedriveAllowPolicy" => {
                let policy = RedriveAllowPolicy::parse(text);
                self.redrive_allow_policy =
                    Some(policy.ok_or_else(|| errors::invalid_attribute(name))?);
            }
            // What AWS computes, what FIFO queues have, and what nobody knows.
            _ => return Err(errors::unknown_attribute(name)),
        }
        Ok(())
    }

    /// A policy that has just been written means the users and roles that are there now.
    pub(crate) fn tied(mut self, cx: &Context, given: &BTreeMap<String, String>) -> Result<Self> {
        if given.contains_key("Policy") {
            self.policy = self.policy.map(|policy| policy.tied(cx)).transpose()?;
        }
        Ok(self)
    }

    /// A setting as it is shown; `None` where it is not.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        match name {
            "DelaySeconds" => Some(self.delay_seconds.to_string()),
            "MaximumMessageSize" => Some(self.maximum_message_size.to_string()),
            "MessageRetentionPeriod" => Some(self.message_retention_period.to_string()),
            "ReceiveMessageWaitTimeSeconds" => {
                Some(self.receive_message_wait_time_seconds.to_string())
            }
            "VisibilityTimeout" => Some(self.visibility_timeout.to_string()),
            "Policy" => self.policy.as_ref().map(|policy| policy.text().to_owned()),
            "RedrivePolicy" => self.redrive_policy.as_ref().map(RedrivePolicy::text),
            "RedriveAllowPolicy" => {
                self.redrive_allow_policy.as_ref().map(RedriveAllowPolicy::text)
            }
            "KmsMasterKeyId" => self.kms_master_key_id.as_deref().map(str::to_owned),
            "KmsDataKeyReusePeriodSeconds" => {
                let shown = self.kms_master_key_id.is_some();
                shown.then(|| self.kms_data_key_reuse_period_seconds.to_string())
            }
            "SqsManagedSseEnabled" => Some(self.sqs_managed_sse_enabled.to_string()),
            _ => None,
        }
    }
}
