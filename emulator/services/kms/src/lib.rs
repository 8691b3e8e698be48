//! AWS Key Management Service: keys with their states, policies, tags and aliases, and what they do.
//!
//! - [`key_ring`]: the keys and aliases that exist; [`material`]: what they consist of.
//! - [`keys`]: creating, describing, disabling, deleting; [`states`]; [`aliases`]; [`policies`];
//!   [`tags`]; [`rotation`]; [`paging`].
//! - [`specs`]: what keys there are; [`pairs`]: public and private keys.
//! - [`cryptography`]: encrypting and decrypting; [`data_key_pairs`]; [`signing`]; [`macs`].
//! - [`permissions`]: who may.

mod aliases;
mod control;
mod cryptography;
mod data_key_pairs;
mod key_ring;
mod keys;
mod macs;
mod material;
mod paging;
mod pairs;
mod permissions;
mod policies;
mod rotation;
mod signing;
mod specs;
mod states;
mod tags;

/// The shells and the table, made from `model.smithy`.
#[allow(missing_docs, unreachable_pub, reason = "AWS documents its shapes")]
pub mod model {
    parhelion_wire::model!();
}

use key_ring::NoKey;
pub use key_ring::{Key, KeyRing, KeyState};
use model::*;
use parhelion_wire::error::Result;
use parhelion_wire::table::Operation;
use parhelion_wire::{Error, Value};
use parhelion_world::service::Hooks;
use parhelion_world::{Context, Declaration, Permission, ResourcePolicy};
use serde::{Deserialize, Serialize};
pub use specs::{Curve, KeySpec, KeyUsage};
use std::sync::Arc;

/// KMS, one for all accounts and regions.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Kms {
    key_ring: KeyRing,
}

static DECLARATION: Declaration = Declaration {
    action_prefix: "kms",
    resource_policies_must_allow: true,
    ..Declaration::DEFAULT
};

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
    Encrypt => encrypt,
    Decrypt => decrypt,
    ReEncrypt => re_encrypt,
    GenerateDataKey => generate_data_key,
    GenerateDataKeyWithoutPlaintext => generate_data_key_without_plaintext,
    GenerateDataKeyPair => generate_data_key_pair,
    GenerateDataKeyPairWithoutPlaintext => generate_data_key_pair_without_plaintext,
    GenerateRandom => generate_random,
    Sign => sign,
    Verify => verify,
    GetPublicKey => get_public_key,
    DeriveSharedSecret => derive_shared_secret,
    GenerateMac => generate_mac,
    VerifyMac => verify_mac,
} }

impl Hooks for Kms {
    fn permissions(
        &self,
        cx: &Context,
        operation: &'static Operation,
        input: &Value,
    ) -> Vec<Permission> {
        self.needed(cx, operation, input)
    }

    fn resource_policy(&self, cx: &Context, arn: &str) -> Option<ResourcePolicy> {
        self.key_policy(cx, arn)
    }

    fn condition_key(
        &self,
        cx: &Context,
        operation: &'static Operation,
        input: &Value,
        name: &str,
    ) -> Option<Vec<String>> {
        self.condition(cx, operation, input, name)
    }

    fn control(
        &mut self,
        cx: &mut Context,
        name: &str,
        body: &[u8],
    ) -> Option<Result<serde_json::Value, String>> {
        (name == "kms-keys").then(|| control::add_key(&mut self.key_ring, cx, body))
    }
}

impl Kms {
    /// For set-up that KMS' API does not have. As long as an account has no key, all that it names
    /// are taken on trust.
    pub fn key_ring_mut(&mut self) -> &mut KeyRing {
        &mut self.key_ring
    }

    /// A key of the caller's account and region by any of its names.
    fn find(&self, cx: &Context, name: &str) -> Result<Arc<Key>> {
        self.key_ring.find(cx.now, &cx.account, &cx.region, name).map_err(|missing| {
            errors::not_found_exception(match missing {
                NoKey::InvalidId(id) => format!("Invalid keyId '{id}'"),
                NoKey::InvalidRegion(region) => format!("Invalid arn {region}"),
                NoKey::NotFound(arn) if arn.contains(":alias/") => {
                    format!("Alias {arn} is not found.")
                }
                NoKey::NotFound(arn) => format!("Key '{arn}' does not exist"),
            })
        })
    }

    /// Finds a key of the customer's and keeps what `f` makes of it.
    fn change(
        &mut self,
        cx: &Context,
        name: &str,
        f: impl FnOnce(&mut Key) -> Result<()>,
    ) -> Result<()> {
        let mut key = (*self.find(cx, name)?).clone();
        if key.managed_for.is_some() {
            let message = format!(
                "User: {} is not authorized to perform this operation on an AWS managed key",
                cx.caller.arn()
            );
            return Err(Error::new(400, "AccessDeniedException", message));
        }
        f(&mut key)?;
        self.key_ring.insert(key);
        Ok(())
    }
}
