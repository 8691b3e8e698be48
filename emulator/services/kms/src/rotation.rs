//! Rotation: automatic and on demand.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html>

use crate::Kms;
use crate::key_parts::{BackingKey, DEFAULT_DAYS, Origin, Rotation};
use crate::key_ring::{DAY, Key};
use crate::model::*;
use crate::names::Naming;
use crate::paging::{self, Pages};
use crate::states::{creating, of_origin, usable};
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};
use parhelion_world::Context;
use std::time::Duration;

/// "It defaults to 100."
const PAGES: Pages = Pages { usual: 100, most: 1000 };

/// "You can perform on-demand key rotation a maximum of 25 times per KMS key."
const ON_DEMAND_MAX: usize = 25;

/// So long before an automatic rotation there is none on demand (ConflictException).
const APART: Duration = Duration::from_secs(20 * 60);

impl Kms {
    /// <https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html>
    pub(crate) fn get_key_rotation_status(
        &mut self,
        cx: &mut Context,
        input: GetKeyRotationStatusInput,
    ) -> Result<GetKeyRotationStatusOutput> {
        let GetKeyRotationStatusInput { key_id } = input;
        let key = self.find_named(cx, &key_id, Naming::Key)?;
        // A key that is pending deletion is not rotated until that is cancelled.
        let rotation = key.rotation.as_ref().filter(|_| !key.is_pending_deletion());
        Ok(GetKeyRotationStatusOutput {
            key_rotation_enabled: Some(rotation.is_some()),
            key_id: Some(key.arn.to_string()),
            rotation_period_in_days: rotation.and_then(|it| i32::try_from(it.days).ok()),
            next_rotation_date: rotation.map(|it| it.next),
            on_demand_rotation_start_date: key.rotating,
        })
    }

    /// "KMS rotates the key material of the KMS key one year (approximately 365 days) from the enable
    /// date and every year thereafter" (API_EnableKeyRotation).
    pub(crate) fn enable_key_rotation(
        &mut self,
        cx: &mut Context,
        input: EnableKeyRotationInput,
    ) -> Result<()> {
        let EnableKeyRotationInput { key_id, rotation_period_in_days } = input;
        let days = match rotation_period_in_days.map(u32::try_from) {
            None => DEFAULT_DAYS,
            Some(Ok(days @ 90..=2560)) => days,
            Some(_) => {
                let message = "RotationPeriodInDays must be between 90 and 2560 days.";
                return Err(Error::new(400, "ValidationException", message));
            }
        };
        let next = cx.now + DAY * days;
        self.change(cx, &key_id, |key| {
            rotates_by_itself(key)?;
            usable(key)?;
            if key.rotation.as_ref().is_none_or(|rotation| rotation.days != days) {
                key.rotation = Some(Rotation { days, next });
            }
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
            rotates_by_itself(key)?;
            usable(key)?;
            key.rotation = None;
            Ok(())
        })
    }

    /// <https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html>
    pub(crate) fn rotate_key_on_demand(
        &mut self,
        cx: &mut Context,
        input: RotateKeyOnDemandInput,
    ) -> Result<RotateKeyOnDemandOutput> {
        let RotateKeyOnDemandInput { key_id } = input;
        let now = cx.now;
        let key = self.find(cx, &key_id)?;
        let imported_everywhere = self.pending_is_everywhere(&key);
        self.change(cx, &key_id, |key| {
            rotates(key)?;
            usable(key)?;
            let message = if key.rotating.is_some() {
                "An on-demand rotation of this key is already in progress."
            } else if key.rotation.as_ref().is_some_and(|it| it.next.since(now) <= APART) {
                "An automatic rotation of this key is in progress or scheduled to begin within the \
                 next 20 minutes."
            } else {
                ""
            };
            if !message.is_empty() {
                return Err(errors::conflict_exception(message));
            }
            if key.origin == Origin::External && !(key.pending().is_some() && imported_everywhere) {
                let message = format!("{} has no key material that is pending rotation.", key.arn);
                return Err(errors::kms_invalid_state_exception(message));
            }
            let on_demand = |it: &&BackingKey| it.rotated.is_some_and(|rotated| rotated.on_demand);
            if key.backing_keys.iter().filter(on_demand).count() >= ON_DEMAND_MAX {
                let message = format!(
                    "{} has reached the limit of {ON_DEMAND_MAX} on-demand rotations.",
                    key.arn
                );
                return Err(errors::limit_exceeded_exception(message));
            }
            key.rotating = Some(now);
            Ok(())
        })?;
        Ok(RotateKeyOnDemandOutput { key_id: Some(key.arn.to_string()) })
    }

    /// <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyRotations.html>
    pub(crate) fn list_key_rotations(
        &mut self,
        cx: &mut Context,
        input: ListKeyRotationsInput,
    ) -> Result<ListKeyRotationsOutput> {
        let ListKeyRotationsInput { key_id, include_key_material, limit, marker } = input;
        let key = self.own(cx, &key_id)?;
        can_rotate(&key)?;
        creating(&key)?;
        let all = include_key_material.as_deref() == Some("ALL_KEY_MATERIAL");
        let imported_everywhere = self.pending_is_everywhere(&key);
        let listed = key.backing_keys.iter().enumerate();
        let listed = listed.filter(|(_, it)| all || it.rotated.is_some());
        // Pages are in the order of texts.
        let listed =
            listed.map(|(at, it)| (format!("{at:010}"), shown(&key, at, it, imported_everywhere)));
        let (page, next_marker) =
            paging::page(listed.collect(), |(at, _)| at, marker.as_deref(), (limit, PAGES))?;
        Ok(ListKeyRotationsOutput {
            rotations: Some(page.into_iter().map(|(_, entry)| entry).collect()),
            truncated: Some(next_marker.is_some()),
            next_marker,
        })
    }
}

fn shown(key: &Key, at: usize, it: &BackingKey, imported_everywhere: bool) -> RotationsListEntry {
    let current = usize::try_from(key.current_version()).ok().and_then(|it| it.checked_sub(1));
    let state = match key.pending() {
        Some(pending) if pending.id == it.id => match imported_everywhere {
            true => "PENDING_ROTATION",
            false => "PENDING_MULTI_REGION_IMPORT_AND_ROTATION",
        },
        _ if current == Some(at) => "CURRENT",
        _ => "NON_CURRENT",
    };
    let imported = it.imported.as_ref();
    let there = imported.filter(|imported| imported.bytes.is_some());
    RotationsListEntry {
        key_id: Some(key.id.to_string()),
        key_material_id: Some(it.id.to_string()),
        key_material_description: imported
            .and_then(|imported| imported.description.as_ref().map(ToString::to_string)),
        import_state: imported.map(|imported| match imported.bytes {
            Some(_) => "IMPORTED".into(),
            None => "PENDING_IMPORT".into(),
        }),
        key_material_state: Some(state.into()),
        expiration_model: there.map(|imported| expiration_model(imported.valid_to).into()),
        valid_to: there.and_then(|imported| imported.valid_to),
        rotation_date: it.rotated.map(|rotated| rotated.at),
        rotation_type: it.rotated.map(|rotated| match rotated.on_demand {
            true => "ON_DEMAND".into(),
            false => "AUTOMATIC".into(),
        }),
    }
}

/// AWS's name for whether something expires.
pub(crate) fn expiration_model(valid_to: Option<Timestamp>) -> &'static str {
    match valid_to {
        Some(_) => "KEY_MATERIAL_EXPIRES",
        None => "KEY_MATERIAL_DOES_NOT_EXPIRE",
    }
}

/// Neither asymmetric nor HMAC keys are ever rotated.
fn can_rotate(key: &Key) -> Result<()> {
    if key.can_rotate() {
        return Ok(());
    }
    let (arn, spec) = (&key.arn, key.spec.name());
    let message = format!("{arn} key spec is {spec} which is not valid for this operation.");
    Err(errors::unsupported_operation_exception(message))
}

/// "To enable or disable automatic rotation of a set of related multi-Region keys, set the property on
/// the primary key."
fn rotates(key: &Key) -> Result<()> {
    can_rotate(key)?;
    match key.is_replica() {
        true => Err(errors::unsupported_operation_exception(format!(
            "{} is a multi-Region replica key, which is not valid for this operation.",
            key.arn
        ))),
        false => Ok(()),
    }
}

fn rotates_by_itself(key: &Key) -> Result<()> {
    rotates(key)?;
    of_origin(key, Origin::AwsKms)
}
