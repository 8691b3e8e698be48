//! AWS Key Management Service: keys with their states, policies, tags and aliases, and what they do.
//!
//! - [`key_ring`]: the keys and aliases that exist; [`key_parts`], [`backing_keys`]: what they consist
//!   of, over time; [`material`]: what that does; [`managed`], [`managed_services`]: keys of other
//!   services.
//! - [`keys`]: creating, describing, disabling, deleting; [`states`]; [`names`]; [`aliases`]; [`tags`];
//!   [`paging`]; [`timer`], [`tending`]: what comes due.
//! - [`rotation`]; [`multi_region`]: keys of several regions; [`imports`]: keys of others' material,
//!   by [`import_tokens`] and [`key_wrap`].
//! - [`specs`]: what keys there are; [`pairs`]: public and private keys.
//! - [`cryptography`]: encrypting and decrypting; [`data_key_pairs`]; [`signing`]; [`macs`];
//!   [`last_use`]: what a key did last; [`custom_key_stores`], which are not there.
//! - [`permissions`], [`conditions`]: who may; [`policies`], [`policy_text`]: what keys' policies say;
//!   [`grants`]: what is granted beside them; [`principals`]: who is there.
//! - [`choices`]: where AWS is free.

mod aliases;
mod backing_keys;
pub mod choices;
mod conditions;
mod control;
mod cryptography;
mod custom_key_stores;
mod data_key_pairs;
mod grants;
mod import_tokens;
mod imports;
mod key_parts;
mod key_ring;
mod key_wrap;
mod keys;
mod last_use;
mod macs;
mod managed;
mod managed_services;
mod material;
mod multi_region;
mod names;
mod paging;
mod pairs;
mod permissions;
mod policies;
mod policy_text;
mod principals;
mod rotation;
mod sealing;
mod signing;
mod specs;
mod states;
mod tags;
mod tending;
mod timer;

/// The shells and the table, made from `model.smithy`.
#[allow(missing_docs, unreachable_pub, reason = "AWS documents its shapes")]
pub mod model {
    parhelion_wire::model!();
}

use grants::Grants;
pub use key_ring::{Key, KeyRing, KeyState};
use last_use::LastUse;
use model::*;
use parhelion_wire::error::Result;
use parhelion_wire::table::Operation;
use parhelion_wire::{Error, Fields, Value};
use parhelion_world::identity::Grant;
use parhelion_world::rows::{Table, equal_by_identity};
use parhelion_world::service::Hooks;
use parhelion_world::{Call, Context, Declaration, Permission, ResourcePolicy};
use serde::{Deserialize, Serialize};
pub use specs::{Curve, KeySpec, KeyUsage};
use std::sync::Arc;
use timer::Timer;

/// KMS, one for all accounts and regions.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Kms {
    key_ring: KeyRing,
    #[serde(default)]
    grants: Grants,
    /// By the keys' ARNs.
    #[serde(default)]
    last_uses: Table<Arc<str>, LastUse>,
}

equal_by_identity!(LastUse);

static DECLARATION: Declaration = Declaration {
    action_prefix: "kms",
    faults: choices::FAULTS,
    points: &choices::ALL,
    multivalued_keys: &["kms:encryptioncontextkeys", "kms:grantoperations", "kms:resourcealiases"],
    resource_policies_must_allow: true,
    state_version: 2,
    changing_reads: &["GetParametersForImport"],
    ..Declaration::DEFAULT
};

parhelion_world::service! { Kms, "kms", Global, Timer, {
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
    RotateKeyOnDemand => rotate_key_on_demand,
    ListKeyRotations => list_key_rotations,
    GetParametersForImport => get_parameters_for_import,
    ImportKeyMaterial => import_key_material,
    DeleteImportedKeyMaterial => delete_imported_key_material,
    ReplicateKey => replicate_key,
    UpdatePrimaryRegion => update_primary_region,
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
    CreateGrant => create_grant,
    ListGrants => list_grants,
    ListRetirableGrants => list_retirable_grants,
    RetireGrant => retire_grant,
    RevokeGrant => revoke_grant,
    GetKeyLastUsage => get_key_last_usage,
    CreateCustomKeyStore => create_custom_key_store,
    DescribeCustomKeyStores => describe_custom_key_stores,
    ConnectCustomKeyStore => connect_custom_key_store,
    DisconnectCustomKeyStore => disconnect_custom_key_store,
    UpdateCustomKeyStore => update_custom_key_store,
    DeleteCustomKeyStore => delete_custom_key_store,
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

    fn resource_policy(&self, cx: &Context, wanted: &Permission) -> Option<ResourcePolicy> {
        self.key_policy(cx, wanted)
    }

    fn granted(&self, cx: &Context, call: Call<'_>, wanted: &Permission) -> Option<Grant> {
        self.granted_to(cx, call, wanted)
    }

    fn condition_key(
        &self,
        cx: &Context,
        call: Call<'_>,
        wanted: &Permission,
        name: &str,
    ) -> Option<Vec<String>> {
        self.condition(cx, call, wanted, name)
    }

    /// A grant's token that is none is refused by every operation that takes tokens (KMS-3.4).
    fn admit(
        &mut self,
        _: &mut Context,
        operation: &'static Operation,
        input: &Value,
    ) -> Result<()> {
        self.check_tokens(&Fields::of(&MODEL, operation, input))
    }

    fn control(
        &mut self,
        cx: &mut Context,
        name: &str,
        body: &[u8],
    ) -> Option<Result<serde_json::Value, String>> {
        match name {
            "kms-keys" => Some(control::add_key(&mut self.key_ring, cx, body)),
            "keys-on-trust" => Some(control::set_trust(&mut self.key_ring, body)),
            _ => None,
        }
    }
}

impl Kms {
    /// For set-up that KMS' API does not have.
    pub fn key_ring_mut(&mut self) -> &mut KeyRing {
        &mut self.key_ring
    }

    /// Whether other services that ask for their callers may name keys that nobody has made, as long as
    /// nobody made them. To KMS' own callers these do not exist.
    pub fn trust_names(&mut self, trusts: bool) {
        self.key_ring.trusts = trusts;
    }

    /// A key that its owner may change.
    fn to_change(&self, cx: &Context, name: &str) -> Result<Key> {
        let key = self.own(cx, name)?;
        key.is_the_customers(cx)?;
        Ok((*key).clone())
    }

    /// Finds a key of the customer's and keeps what `f` makes of it.
    fn change(
        &mut self,
        cx: &mut Context,
        name: &str,
        f: impl FnOnce(&mut Key) -> Result<()>,
    ) -> Result<()> {
        let mut key = self.to_change(cx, name)?;
        f(&mut key)?;
        self.keep(cx, key);
        Ok(())
    }
}

impl Key {
    /// Whether customers may change it: those that AWS keeps for its services nobody may.
    pub(crate) fn is_the_customers(&self, cx: &Context) -> Result<()> {
        if self.managed_for.is_none() {
            return Ok(());
        }
        let message = format!(
            "User: {} is not authorized to perform this operation on an AWS managed key",
            cx.caller.arn()
        );
        Err(Error::new(400, "AccessDeniedException", message))
    }
}
