//! AWS Key Management Service, as far as services that encrypt need it: symmetric keys with their
//! states, policies, tags and aliases. Nothing is ever encrypted.
//!
//! It keeps nothing itself: keys and aliases are the world's [`KeyRing`], which services ask
//! ([`parhelion_world::key_ring`]).
//!
//! - [`keys`]: making, describing, disabling, deleting; [`aliases`]; [`policies`]; [`tags`];
//!   [`rotation`]; [`paging`].
//!
//! [`KeyRing`]: parhelion_world::KeyRing

mod aliases;
mod control;
mod keys;
mod paging;
mod policies;
mod rotation;
mod tags;

/// The shells and the table, made from `model.smithy`.
pub mod model {
    parhelion_wire::model!();
}

use model::*;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::key_ring::{Key, KeyState, Unusable};
use parhelion_world::service::Hooks;
use parhelion_world::{Context, Declaration};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// KMS, one for all accounts and regions.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Kms;

static DECLARATION: Declaration = Declaration { action_prefix: "kms", ..Declaration::DEFAULT };

parhelion_world::service! { Kms, "kms", Global {
    CreateKey => create_key,
    DescribeKey => describe_key,
    ListKeys => list_keys,
    UpdateKeyDescription => update_key_description,
    EnableKey => enable_key,
    DisableKey => disable_key,
    ScheduleKeyDeletion => schedule_key_deletion,
    CancelKeyDeletion => cancel_key_deletion,
    CreateAlias => create_alias,
    UpdateAlias => update_alias,
    DeleteAlias => delete_alias,
    ListAliases => list_aliases,
    GetKeyPolicy => get_key_policy,
    PutKeyPolicy => put_key_policy,
    ListKeyPolicies => list_key_policies,
    TagResource => tag_resource,
    UntagResource => untag_resource,
    ListResourceTags => list_resource_tags,
    GetKeyRotationStatus => get_key_rotation_status,
    EnableKeyRotation => enable_key_rotation,
    DisableKeyRotation => disable_key_rotation,
} }

impl Hooks for Kms {
    fn control(
        &mut self,
        cx: &mut Context,
        name: &str,
        body: &[u8],
    ) -> Option<Result<serde_json::Value, String>> {
        (name == "kms-keys").then(|| control::add_key(cx, body))
    }
}

/// A key of the caller's account and region by any of its names.
fn find(cx: &mut Context, name: &str) -> Result<Arc<Key>> {
    let (now, account, region) = (cx.now, cx.account.clone(), cx.region.clone());
    cx.key_ring().find(now, &account, &region, name).map_err(|unusable| match unusable {
        Unusable::InvalidId(id) => errors::not_found_exception(format!("Invalid keyId '{id}'")),
        Unusable::InvalidRegion(region) => {
            errors::not_found_exception(format!("Invalid arn {region}"))
        }
        Unusable::NotFound(arn) if arn.contains(":alias/") => {
            errors::not_found_exception(format!("Alias {arn} is not found."))
        }
        // Only names are asked about here.
        Unusable::NotFound(arn) | Unusable::Denied(arn) => {
            errors::not_found_exception(format!("Key '{arn}' does not exist"))
        }
        Unusable::Disabled(arn) | Unusable::PendingDeletion(arn) => {
            errors::not_found_exception(format!("Key '{arn}' does not exist"))
        }
    })
}

/// Finds a key of the customer's and keeps what `f` makes of it.
fn change(cx: &mut Context, name: &str, f: impl FnOnce(&mut Key) -> Result<()>) -> Result<()> {
    let mut key = (*find(cx, name)?).clone();
    if key.managed_for.is_some() {
        let message = format!(
            "User: {} is not authorized to perform this operation on an AWS managed key",
            cx.caller.arn()
        );
        return Err(Error::new(400, "AccessDeniedException", message));
    }
    f(&mut key)?;
    cx.key_ring().insert(key);
    Ok(())
}

fn pending_deletion(key: &Key) -> Result<()> {
    match key.state {
        KeyState::PendingDeletion(_) => {
            Err(errors::kms_invalid_state_exception(format!("{} is pending deletion.", key.arn)))
        }
        _ => Ok(()),
    }
}
