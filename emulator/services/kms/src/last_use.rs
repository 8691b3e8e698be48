//! GetKeyLastUsage: what a key last did.
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html>

use crate::Kms;
use crate::key_ring::Key;
use crate::model::*;
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The last time that a key did something and succeeded.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct LastUse {
    operation: Arc<str>,
    at: Timestamp,
    /// CloudTrail's id of the call.
    event: Arc<str>,
    request: Arc<str>,
}

impl Kms {
    /// A key has done what an operation asks of it. Keys that are taken on trust keep nothing: there
    /// are as many as anybody names.
    pub(crate) fn used(&mut self, cx: &mut Context, key: &Key, operation: &str) {
        if !self.key_ring.has(cx.now, &key.arn) {
            return;
        }
        let request = match cx.request.request_id.is_empty() {
            true => cx.uuid().into(),
            false => cx.request.request_id.clone(),
        };
        let event = cx.uuid().into();
        let last = LastUse { operation: operation.into(), at: cx.now, event, request };
        self.last_uses.insert(key.arn.clone(), last);
    }

    pub(crate) fn get_key_last_usage(
        &mut self,
        cx: &mut Context,
        input: GetKeyLastUsageInput,
    ) -> Result<GetKeyLastUsageOutput> {
        let GetKeyLastUsageInput { key_id } = input;
        let key = self.find(cx, &key_id)?;
        let last = self.last_uses.get(&key.arn);
        let shown = last.map(|LastUse { operation, at, event, request }| KeyLastUsageData {
            operation: Some(operation.to_string()),
            timestamp: Some(*at),
            cloud_trail_event_id: Some(event.to_string()),
            kms_request_id: Some(request.to_string()),
        });
        Ok(GetKeyLastUsageOutput {
            key_id: Some(key.arn.to_string()),
            key_last_usage: Some(shown.unwrap_or_default()),
            tracking_start_date: Some(key.created),
            key_creation_date: Some(key.created),
        })
    }
}
