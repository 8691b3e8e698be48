//! What a key's state forbids.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html>

use crate::key_parts::{Origin, Transient};
use crate::key_ring::{Key, KeyState};
use crate::model::errors;
use parhelion_wire::error::Result;
use std::time::Duration;

/// How long the transient states and rotations on demand last: "a few seconds" (API_ReplicateKey).
pub(crate) const SETTLES: Duration = Duration::from_secs(2);

impl Key {
    /// `KeyState`
    pub(crate) fn state_name(&self) -> &'static str {
        match (self.settling.map(|settling| settling.what), self.state) {
            (Some(Transient::Creating), _) => "Creating",
            (Some(Transient::Updating), _) => "Updating",
            (None, state) => state_name(state),
        }
    }

    /// Whether it is about to go.
    pub(crate) fn is_pending_deletion(&self) -> bool {
        matches!(self.state, KeyState::PendingDeletion(_) | KeyState::PendingReplicaDeletion(_))
    }

    /// Waits for its material, whatever else it was to be, where that is not there.
    pub(crate) fn wait_for_material(&mut self) {
        if self.lacks_material() && !self.is_pending_deletion() {
            self.state = KeyState::PendingImport;
        }
    }
}

/// AWS's name.
pub(crate) fn state_name(state: KeyState) -> &'static str {
    match state {
        KeyState::Enabled => "Enabled",
        KeyState::Disabled => "Disabled",
        KeyState::PendingDeletion(_) => "PendingDeletion",
        KeyState::PendingReplicaDeletion(_) => "PendingReplicaDeletion",
        KeyState::PendingImport => "PendingImport",
    }
}

/// Whether a key that is about to go stands in the way: [3] of the table.
pub(crate) fn pending_deletion(key: &Key) -> Result<()> {
    let what = match key.state {
        KeyState::PendingDeletion(_) => "deletion",
        KeyState::PendingReplicaDeletion(_) => "replica deletion",
        _ => return Ok(()),
    };
    Err(errors::kms_invalid_state_exception(format!("{} is pending {what}.", key.arn)))
}

/// Whether a key that waits for its material stands in the way: [5].
fn pending_import(key: &Key) -> Result<()> {
    match key.state {
        KeyState::PendingImport => {
            Err(errors::kms_invalid_state_exception(format!("{} is pending import.", key.arn)))
        }
        _ => Ok(()),
    }
}

/// Whether a key that is not there yet stands in the way: [14].
pub(crate) fn creating(key: &Key) -> Result<()> {
    match key.settling.map(|settling| settling.what) {
        Some(Transient::Creating) => {
            Err(errors::kms_invalid_state_exception(format!("{} is creating.", key.arn)))
        }
        _ => Ok(()),
    }
}

/// Whether a key whose primary changes stands in the way: [15].
pub(crate) fn updating(key: &Key) -> Result<()> {
    match key.settling.map(|settling| settling.what) {
        Some(Transient::Updating) => {
            Err(errors::kms_invalid_state_exception(format!("{} is updating.", key.arn)))
        }
        _ => Ok(()),
    }
}

/// Whether a key can be used: it can while its primary changes.
pub(crate) fn usable(key: &Key) -> Result<()> {
    creating(key)?;
    pending_deletion(key)?;
    pending_import(key)?;
    match key.state {
        KeyState::Disabled => Err(errors::disabled_exception(format!("{} is disabled.", key.arn))),
        _ => Ok(()),
    }
}

/// Whether a key can be enabled and disabled.
pub(crate) fn switchable(key: &Key) -> Result<()> {
    pending_deletion(key)?;
    creating(key)?;
    updating(key)?;
    pending_import(key)
}

/// Whether a key's material comes from where it must: [6], [7] and [9].
pub(crate) fn of_origin(key: &Key, origin: Origin) -> Result<()> {
    if key.origin == origin {
        return Ok(());
    }
    let (arn, origin) = (&key.arn, key.origin.name());
    let message = format!("{arn} origin is {origin} which is not valid for this operation.");
    Err(errors::unsupported_operation_exception(message))
}
