//! What a key's state forbids.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html>

use crate::key_ring::{Key, KeyState};
use crate::model::errors;
use parhelion_wire::error::Result;

/// Whether a key that is about to go stands in the way.
pub(crate) fn pending_deletion(key: &Key) -> Result<()> {
    match key.state {
        KeyState::PendingDeletion(_) => {
            Err(errors::kms_invalid_state_exception(format!("{} is pending deletion.", key.arn)))
        }
        _ => Ok(()),
    }
}

/// Whether a key is enabled.
pub(crate) fn usable(key: &Key) -> Result<()> {
    pending_deletion(key)?;
    match key.state {
        KeyState::Disabled => Err(errors::disabled_exception(format!("{} is disabled.", key.arn))),
        _ => Ok(()),
    }
}
