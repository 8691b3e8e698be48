//! Automatic rotation: whether, and how often.

use crate::Kms;
use crate::key_ring::DAY;
use crate::model::*;
use crate::states::{pending_deletion, usable};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;

impl Kms {
    /// <https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html>
    pub(crate) fn get_key_rotation_status(
        &mut self,
        cx: &mut Context,
        input: GetKeyRotationStatusInput,
    ) -> Result<GetKeyRotationStatusOutput> {
        let GetKeyRotationStatusInput { key_id } = input;
        let key = self.find(cx, &key_id)?;
        // A key that is pending deletion is not rotated until that is cancelled.
        let rotation = key.rotation.filter(|_| pending_deletion(&key).is_ok());
        let next = rotation
            .map(|days| key.created + DAY * days.unsigned_abs() * key.material_version(cx.now));
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
        self.change(cx, &key_id, |key| {
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
        self.change(cx, &key_id, |key| {
            usable(key)?;
            key.rotation = None;
            Ok(())
        })
    }
}
