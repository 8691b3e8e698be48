//! Automatic rotation: whether, and how often. What keys consist of never shows.

use crate::model::*;
use crate::{Kms, change, find, pending_deletion};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::key_ring::{Key, KeyState};
use std::time::Duration;

impl Kms {
    /// <https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html>
    pub(crate) fn get_key_rotation_status(
        &mut self,
        cx: &mut Context,
        input: GetKeyRotationStatusInput,
    ) -> Result<GetKeyRotationStatusOutput> {
        let GetKeyRotationStatusInput { key_id } = input;
        let key = find(cx, &key_id)?;
        let day = Duration::from_secs(24 * 3600);
        // A key that is pending deletion is not rotated until that is cancelled.
        let rotation = key.rotation.filter(|_| pending_deletion(&key).is_ok());
        let next = rotation.map(|days| {
            let period = day * days.unsigned_abs();
            let periods = cx.now.since(key.created).as_secs() / period.as_secs().max(1) + 1;
            key.created + period * u32::try_from(periods).unwrap_or(u32::MAX)
        });
        Ok(GetKeyRotationStatusOutput {
            key_rotation_enabled: Some(rotation.is_some()),
            key_id: Some(key.arn.to_string()),
            rotation_period_in_days: rotation,
            next_rotation_date: next,
            on_demand_rotation_start_date: None,
        })
    }

    pub(crate) fn enable_key_rotation(
        &mut self,
        cx: &mut Context,
        input: EnableKeyRotationInput,
    ) -> Result<()> {
        let EnableKeyRotationInput { key_id, rotation_period_in_days } = input;
        let days = rotation_period_in_days.unwrap_or(365);
        if !(90..=2560).contains(&days) {
            let message = "RotationPeriodInDays must be between 90 and 2560 days.";
            return Err(Error::new(400, "ValidationException", message));
        }
        change(cx, &key_id, |key| {
            usable(key)?;
            key.rotation = Some(days);
            Ok(())
        })
    }

    pub(crate) fn disable_key_rotation(
        &mut self,
        cx: &mut Context,
        input: DisableKeyRotationInput,
    ) -> Result<()> {
        let DisableKeyRotationInput { key_id } = input;
        change(cx, &key_id, |key| {
            usable(key)?;
            key.rotation = None;
            Ok(())
        })
    }
}

/// <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html>
fn usable(key: &Key) -> Result<()> {
    pending_deletion(key)?;
    match key.state {
        KeyState::Disabled => Err(errors::disabled_exception(format!("{} is disabled.", key.arn))),
        _ => Ok(()),
    }
}
