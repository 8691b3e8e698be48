//! Keys and their states.

use crate::key_ring::{DAY, Key, KeyState};
use crate::model::*;
use crate::policies::document;
use crate::states::pending_deletion;
use crate::{Kms, paging, tags};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;

impl Kms {
    pub(crate) fn create_key(
        &mut self,
        cx: &mut Context,
        input: CreateKeyInput,
    ) -> Result<CreateKeyOutput> {
        let CreateKeyInput {
            policy,
            description,
            key_usage,
            customer_master_key_spec,
            key_spec,
            origin,
            custom_key_store_id,
            bypass_policy_lockout_safety_check: _,
            tags: wanted,
            multi_region,
            xks_key_id,
        } = input;
        let plain = |given: &Option<String>, known| given.as_deref().is_none_or(|it| it == known);
        let symmetric = plain(&key_usage, "ENCRYPT_DECRYPT")
            && plain(&key_spec, "SYMMETRIC_DEFAULT")
            && plain(&customer_master_key_spec, "SYMMETRIC_DEFAULT")
            && plain(&origin, "AWS_KMS")
            && custom_key_store_id.is_none()
            && xks_key_id.is_none();
        if !symmetric {
            let message = "Only symmetric encryption keys with AWS_KMS as origin are implemented.";
            return Err(Error::new(501, "NotImplemented", message));
        }
        let id = match multi_region {
            Some(true) => format!("mrk-{}", cx.uuid().replace('-', "")),
            _ => cx.uuid(),
        };
        let mut key = Key::new(&cx.account, &cx.region, &id, cx.now);
        key.policy = policy.map(document).transpose()?;
        key.description = description.unwrap_or_default().into();
        tags::add(&mut key, wanted.unwrap_or_default())?;
        let shown = shown(&key);
        self.key_ring.insert(key);
        Ok(CreateKeyOutput { key_metadata: Some(shown) })
    }

    pub(crate) fn describe_key(
        &mut self,
        cx: &mut Context,
        input: DescribeKeyInput,
    ) -> Result<DescribeKeyOutput> {
        let DescribeKeyInput { key_id, grant_tokens: _ } = input;
        Ok(DescribeKeyOutput { key_metadata: Some(shown(&*self.find(cx, &key_id)?)) })
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
            limit,
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
        self.set_state(cx, &key_id, KeyState::Enabled)
    }

    pub(crate) fn disable_key(&mut self, cx: &mut Context, input: DisableKeyInput) -> Result<()> {
        let DisableKeyInput { key_id } = input;
        self.set_state(cx, &key_id, KeyState::Disabled)
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
        let arn = self.find(cx, &key_id)?.arn.to_string();
        let at = cx.now + DAY * days.unsigned_abs();
        self.set_state(cx, &key_id, KeyState::PendingDeletion(at))?;
        Ok(ScheduleKeyDeletionOutput {
            key_id: Some(arn),
            deletion_date: Some(at),
            key_state: Some("PendingDeletion".into()),
            pending_window_in_days: Some(days),
        })
    }

    /// The key is disabled then.
    pub(crate) fn cancel_key_deletion(
        &mut self,
        cx: &mut Context,
        input: CancelKeyDeletionInput,
    ) -> Result<CancelKeyDeletionOutput> {
        let CancelKeyDeletionInput { key_id } = input;
        let arn = self.find(cx, &key_id)?.arn.to_string();
        self.change(cx, &key_id, |key| {
            if !matches!(key.state, KeyState::PendingDeletion(_)) {
                let message = format!("{} is not pending deletion.", key.arn);
                return Err(errors::kms_invalid_state_exception(message));
            }
            key.state = KeyState::Disabled;
            Ok(())
        })?;
        Ok(CancelKeyDeletionOutput { key_id: Some(arn) })
    }

    fn set_state(&mut self, cx: &Context, name: &str, state: KeyState) -> Result<()> {
        self.change(cx, name, |key| {
            pending_deletion(key)?;
            key.state = state;
            Ok(())
        })
    }
}

fn shown(key: &Key) -> KeyMetadata {
    let (state, deletion) = match key.state {
        KeyState::Enabled => ("Enabled", None),
        KeyState::Disabled => ("Disabled", None),
        KeyState::PendingDeletion(at) => ("PendingDeletion", Some(at)),
    };
    let manager = if key.managed_for.is_some() { "AWS" } else { "CUSTOMER" };
    KeyMetadata {
        aws_account_id: Some(key.account.to_string()),
        key_id: key.id.to_string(),
        arn: Some(key.arn.to_string()),
        creation_date: Some(key.created),
        enabled: Some(key.state == KeyState::Enabled),
        description: Some(key.description.to_string()),
        key_usage: Some("ENCRYPT_DECRYPT".into()),
        key_state: Some(state.into()),
        deletion_date: deletion,
        origin: Some("AWS_KMS".into()),
        key_manager: Some(manager.into()),
        customer_master_key_spec: Some("SYMMETRIC_DEFAULT".into()),
        key_spec: Some("SYMMETRIC_DEFAULT".into()),
        encryption_algorithms: Some(vec!["SYMMETRIC_DEFAULT".into()]),
        multi_region: Some(key.id.starts_with("mrk-")),
        ..KeyMetadata::default()
    }
}
