//! Keys and their states.

use crate::custom_key_stores::no_store;
use crate::key_parts::Origin;
use crate::key_ring::{Key, KeyState};
use crate::model::*;
use crate::names::Naming;
use crate::paging::{self, Pages};
use crate::pairs::Pair;
use crate::policies::policy_for;
use crate::rotation::expiration_model;
use crate::specs::{KeySpec, KeyUsage};
use crate::states::{pending_deletion, state_name, switchable, updating};
use crate::{Kms, tags};
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};
use parhelion_world::{Context, Outcome};

impl Kms {
    pub(crate) fn create_key(
        &mut self,
        cx: &mut Context,
        input: CreateKeyInput,
    ) -> Outcome<CreateKeyOutput> {
        let mut key = match new_key(cx, input) {
            Ok(key) => key,
            Err(error) => return Outcome::Done(Err(error)),
        };
        if key.origin == Origin::External || !key.spec.is_asymmetric() {
            return Outcome::Done(Ok(self.add_key(cx, key)));
        }
        let (spec, seed) = (key.spec, cx.bytes());
        Outcome::work(
            move || new_pair(spec, seed),
            move |kms: &mut Self, cx, pair| {
                Outcome::Done(pair.map(|pair| {
                    key.pair = Some(pair.into());
                    kms.add_key(cx, key)
                }))
            },
        )
    }

    fn add_key(&mut self, cx: &mut Context, mut key: Key) -> CreateKeyOutput {
        key.wait_for_material();
        let shown = shown(&key);
        self.put(cx, key);
        CreateKeyOutput { key_metadata: Some(shown) }
    }

    pub(crate) fn describe_key(
        &mut self,
        cx: &mut Context,
        input: DescribeKeyInput,
    ) -> Result<DescribeKeyOutput> {
        let DescribeKeyInput { key_id, grant_tokens: _ } = input;
        let key = self.find(cx, &key_id)?;
        self.make_managed(cx, &key);
        Ok(DescribeKeyOutput { key_metadata: Some(shown(&key)) })
    }

    pub(crate) fn list_keys(
        &mut self,
        cx: &mut Context,
        input: ListKeysInput,
    ) -> Result<ListKeysOutput> {
        let ListKeysInput { limit, marker } = input;
        let (now, account, region) = (cx.now, cx.account.clone(), cx.region.clone());
        let keys = self.key_ring.keys_of(now, &account, &region).map(|key| KeyListEntry {
            key_id: Some(key.id.to_string()),
            key_arn: Some(key.arn.to_string()),
        });
        let (keys, next_marker) = paging::page(
            keys.collect(),
            |it| it.key_arn.as_deref().unwrap_or_default(),
            marker.as_deref(),
            (limit, Pages { usual: 100, most: 1000 }),
        )?;
        Ok(ListKeysOutput { keys: Some(keys), truncated: Some(next_marker.is_some()), next_marker })
    }

    pub(crate) fn update_key_description(
        &mut self,
        cx: &mut Context,
        input: UpdateKeyDescriptionInput,
    ) -> Result<()> {
        let UpdateKeyDescriptionInput { key_id, description } = input;
        self.change(cx, &key_id, |key| {
            pending_deletion(key)?;
            key.description = description.into();
            Ok(())
        })
    }

    pub(crate) fn enable_key(&mut self, cx: &mut Context, input: EnableKeyInput) -> Result<()> {
        let EnableKeyInput { key_id } = input;
        self.switch(cx, &key_id, KeyState::Enabled)
    }

    pub(crate) fn disable_key(&mut self, cx: &mut Context, input: DisableKeyInput) -> Result<()> {
        let DisableKeyInput { key_id } = input;
        self.switch(cx, &key_id, KeyState::Disabled)
    }

    /// The key is gone when its window has passed.
    /// <https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html>
    pub(crate) fn schedule_key_deletion(
        &mut self,
        cx: &mut Context,
        input: ScheduleKeyDeletionInput,
    ) -> Result<ScheduleKeyDeletionOutput> {
        let ScheduleKeyDeletionInput { key_id, pending_window_in_days } = input;
        let days = pending_window_in_days.unwrap_or(30);
        if !(7..=30).contains(&days) {
            let message = "PendingWindowInDays must be between 7 and 30 days.";
            return Err(Error::new(400, "ValidationException", message));
        }
        let key = self.find_named(cx, &key_id, Naming::Key)?;
        let state = key.pending_deletion(cx.now, days.unsigned_abs());
        self.change(cx, &key_id, |key| {
            pending_deletion(key)?;
            updating(key)?;
            (key.state, key.settling) = (state, None);
            Ok(())
        })?;
        Ok(ScheduleKeyDeletionOutput {
            key_id: Some(key.arn.to_string()),
            deletion_date: deletion_date(state),
            key_state: Some(state_name(state).into()),
            pending_window_in_days: Some(days),
        })
    }

    /// The key is disabled then; one without material waits for it.
    pub(crate) fn cancel_key_deletion(
        &mut self,
        cx: &mut Context,
        input: CancelKeyDeletionInput,
    ) -> Result<CancelKeyDeletionOutput> {
        let CancelKeyDeletionInput { key_id } = input;
        let arn = self.find_named(cx, &key_id, Naming::Key)?.arn.to_string();
        self.change(cx, &key_id, |key| {
            if !key.is_pending_deletion() {
                let message = format!("{} is not pending deletion.", key.arn);
                return Err(errors::kms_invalid_state_exception(message));
            }
            key.state = KeyState::Disabled;
            key.wait_for_material();
            Ok(())
        })?;
        Ok(CancelKeyDeletionOutput { key_id: Some(arn) })
    }

    fn switch(&mut self, cx: &mut Context, name: &str, state: KeyState) -> Result<()> {
        self.change(cx, name, |key| {
            switchable(key)?;
            key.state = state;
            Ok(())
        })
    }
}

/// What is asked for, still without a pair.
fn new_key(cx: &mut Context, input: CreateKeyInput) -> Result<Key> {
    let CreateKeyInput {
        policy,
        description,
        key_usage,
        customer_master_key_spec,
        key_spec,
        origin,
        custom_key_store_id,
        bypass_policy_lockout_safety_check,
        tags: wanted,
        multi_region,
        xks_key_id,
    } = input;
    check_store(origin.as_deref(), custom_key_store_id, xks_key_id)?;
    let (spec, usage) = spec_and_usage(key_spec, customer_master_key_spec, key_usage)?;
    let origin = match origin.as_deref() {
        None | Some("AWS_KMS") => Origin::AwsKms,
        Some("EXTERNAL") => Origin::External,
        Some(_) => {
            let message = "This Origin needs a CustomKeyStoreId.";
            return Err(Error::new(400, "ValidationException", message));
        }
    };
    let id = match multi_region {
        Some(true) => format!("mrk-{}", cx.uuid().replace('-', "")),
        _ => cx.uuid(),
    };
    let mut key = Key::new(&cx.account, &cx.region, &id, cx.now);
    (key.spec, key.usage) = (spec, usage);
    key.description = description.unwrap_or_default().into();
    tags::add(&mut key, wanted.unwrap_or_default())?;
    let bypass = bypass_policy_lockout_safety_check == Some(true);
    let policy = policy.map(|text| policy_for(cx, &key, &text, bypass));
    key.policy = policy.transpose()?;
    key.origin = origin;
    if origin == Origin::External {
        key.backing_keys.clear();
    }
    Ok(key)
}

/// Whether a key is to be in a custom key store, of which there are none.
fn check_store(
    origin: Option<&str>,
    store: Option<String>,
    external_key: Option<String>,
) -> Result<()> {
    let in_store = matches!(origin, Some("AWS_CLOUDHSM" | "EXTERNAL_KEY_STORE"));
    let invalid = |message: &str| Err(Error::new(400, "ValidationException", message.to_owned()));
    match (in_store, store) {
        (true, Some(store)) => Err(no_store(&store)),
        (true, None) => invalid("CustomKeyStoreId is required for keys in a custom key store."),
        (false, Some(_)) => invalid(
            "CustomKeyStoreId is valid only with an Origin of AWS_CLOUDHSM or EXTERNAL_KEY_STORE.",
        ),
        (false, None) if external_key.is_some() => {
            invalid("XksKeyId is valid only with an Origin of EXTERNAL_KEY_STORE.")
        }
        (false, None) => Ok(()),
    }
}

/// What a key is to be. <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html>
fn spec_and_usage(
    spec: Option<String>,
    old_spec: Option<String>,
    usage: Option<String>,
) -> Result<(KeySpec, KeyUsage)> {
    let invalid = |message: String| Err(Error::new(400, "ValidationException", message));
    if spec.is_some() && old_spec.is_some() {
        let message = "You cannot specify KeySpec and CustomerMasterKeySpec in the same request. \
                       CustomerMasterKeySpec is deprecated.";
        return invalid(message.into());
    }
    let named = spec.or(old_spec).unwrap_or_else(|| "SYMMETRIC_DEFAULT".into());
    let spec = match KeySpec::parse(&named) {
        Some(spec) => spec,
        None => return Err(Error::not_implemented("kms", &format!("CreateKey of {named}"))),
    };
    let usage = match usage.as_deref().and_then(KeyUsage::parse) {
        Some(usage) => usage,
        None if spec == KeySpec::Symmetric => KeyUsage::EncryptDecrypt,
        None => {
            let message = "You must specify a KeyUsage value for all KMS keys except for symmetric \
                           encryption keys.";
            return invalid(message.into());
        }
    };
    if !spec.serves(usage) {
        let (usage, spec) = (usage.name(), spec.name());
        return invalid(format!("KeyUsage {usage} is not compatible with KeySpec {spec}"));
    }
    Ok((spec, usage))
}

/// The private key of a new pair, as PKCS#8.
pub(crate) fn new_pair(spec: KeySpec, seed: [u8; 32]) -> Result<Vec<u8>> {
    let pair = Pair::generate(spec, seed).and_then(|pair| pair.private_der());
    pair.ok_or_else(|| errors::kms_internal_exception("The key could not be generated"))
}

/// The same, and its public key.
pub(crate) fn new_pair_with_public(spec: KeySpec, seed: [u8; 32]) -> Result<(Vec<u8>, Vec<u8>)> {
    let pair = Pair::generate(spec, seed);
    let both = pair.and_then(|pair| Some((pair.private_der()?, pair.public_der()?)));
    both.ok_or_else(|| errors::kms_internal_exception("The key could not be generated"))
}

/// When a key in this state is gone.
fn deletion_date(state: KeyState) -> Option<Timestamp> {
    match state {
        KeyState::PendingDeletion(at) => Some(at),
        _ => None,
    }
}

pub(crate) fn shown(key: &Key) -> KeyMetadata {
    let manager = if key.managed_for.is_some() { "AWS" } else { "CUSTOMER" };
    let algorithms = |usage: KeyUsage| {
        let all = key.spec.algorithms(usage).iter().map(|name| (*name).to_owned());
        (key.usage == usage).then(|| all.collect())
    };
    let external = key.origin == Origin::External;
    let has_material = !key.backing_keys.is_empty() && !key.lacks_material();
    let expires = expiration_model(key.valid_to());
    KeyMetadata {
        aws_account_id: Some(key.account.to_string()),
        key_id: key.id.to_string(),
        arn: Some(key.arn.to_string()),
        creation_date: Some(key.created),
        enabled: Some(key.state_name() == "Enabled"),
        description: Some(key.description.to_string()),
        key_usage: Some(key.usage.name().into()),
        key_state: Some(key.state_name().into()),
        deletion_date: deletion_date(key.state),
        pending_deletion_window_in_days: match key.state {
            KeyState::PendingReplicaDeletion(days) => i32::try_from(days).ok(),
            _ => None,
        },
        valid_to: key.valid_to(),
        expiration_model: (external && has_material).then(|| expires.into()),
        origin: Some(key.origin.name().into()),
        key_manager: Some(manager.into()),
        customer_master_key_spec: Some(key.spec.name().into()),
        key_spec: Some(key.spec.name().into()),
        encryption_algorithms: algorithms(KeyUsage::EncryptDecrypt),
        signing_algorithms: algorithms(KeyUsage::SignVerify),
        mac_algorithms: algorithms(KeyUsage::GenerateVerifyMac),
        key_agreement_algorithms: algorithms(KeyUsage::KeyAgreement),
        multi_region: Some(key.multi_region.is_some()),
        multi_region_configuration: key.multi_region_configuration(),
        current_key_material_id: key.current_material_id(),
        ..KeyMetadata::default()
    }
}
