//! Multi-Region keys: keys of one id and one material in several regions.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html>

use crate::key_parts::{Imported, MultiRegion, Settling, Transient};
use crate::key_ring::{DAY, Key, KeyState, arn};
use crate::keys::shown;
use crate::model::*;
use crate::policies::{self, policy_for};
use crate::states::{SETTLES, creating, updating, usable};
use crate::{Kms, tags};
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::{Context, regions};
use std::sync::Arc;

impl Key {
    /// Whether it shares what another key says.
    pub(crate) fn is_replica(&self) -> bool {
        self.multi_region.as_ref().is_some_and(|set| set.primary != self.region)
    }

    /// The ARN that a related key has in a region.
    pub(crate) fn arn_in(&self, region: &str) -> String {
        arn(&self.account, region, &self.id)
    }

    /// Whether a ciphertext of the key of this ARN is one of this key, too.
    pub(crate) fn reads(&self, of: &str) -> bool {
        let other = of.split(':').nth(3).unwrap_or_default();
        *self.arn == *of || (self.multi_region.is_some() && self.arn_in(other) == of)
    }

    /// What becomes of it when it is to go: "if you schedule the deletion of a primary key with
    /// replicas, its key state changes to PendingReplicaDeletion" (API_ScheduleKeyDeletion).
    pub(crate) fn pending_deletion(&self, now: Timestamp, days: u32) -> KeyState {
        let replicas = self.multi_region.as_ref().is_some_and(|set| !set.replicas.is_empty());
        match replicas && !self.is_replica() {
            true => KeyState::PendingReplicaDeletion(days),
            false => KeyState::PendingDeletion(now + DAY * days),
        }
    }

    /// `MultiRegionConfiguration`
    pub(crate) fn multi_region_configuration(&self) -> Option<MultiRegionConfiguration> {
        let set = self.multi_region.as_ref()?;
        let one = |region: &Arc<str>| MultiRegionKey {
            arn: Some(self.arn_in(region)),
            region: Some(region.to_string()),
        };
        let kind = if self.is_replica() { "REPLICA" } else { "PRIMARY" };
        Some(MultiRegionConfiguration {
            multi_region_key_type: Some(kind.into()),
            primary_key: Some(one(&set.primary)),
            replica_keys: Some(set.replicas.iter().map(one).collect()),
        })
    }

    /// What related keys share "KMS automatically synchronizes" (API_ReplicateKey). Imported material
    /// it does not: each region imports its own.
    fn share(&self, other: &mut Self) {
        let held = std::mem::take(&mut other.backing_keys);
        other.backing_keys = self.backing_keys.clone();
        for it in other.backing_keys.iter_mut().filter(|it| it.imported.is_some()) {
            let own = held.iter().find(|own| own.id == it.id).and_then(|own| own.imported.clone());
            it.imported = Some(own.unwrap_or_else(Imported::default));
        }
        other.rotation = self.rotation.clone();
        other.rotating = self.rotating;
        other.multi_region = self.multi_region.clone();
        other.wait_for_material();
    }
}

/// The ARN by which a region's own key reads what the key of an ARN wrote.
pub(crate) fn here(of: &str, region: &str) -> String {
    match of.split(':').collect::<Vec<_>>()[..] {
        ["arn", _, "kms", _, account, resource] if resource.starts_with("key/mrk-") => {
            arn(account, region, resource.trim_start_matches("key/"))
        }
        _ => of.to_owned(),
    }
}

impl Kms {
    /// The other keys of a key's set.
    pub(crate) fn related(&self, key: &Key) -> Vec<Key> {
        let regions = key.multi_region.iter().flat_map(MultiRegion::regions);
        let others = regions.filter(|region| **region != key.region);
        others
            .filter_map(|region| Some((**self.key_ring.get(&key.arn_in(region))?).clone()))
            .collect()
    }

    /// Keeps a key; where it is the primary of a set, the others learn what they share.
    pub(crate) fn keep(&mut self, cx: &mut Context, key: Key) {
        if !key.is_replica() {
            for mut other in self.related(&key) {
                key.share(&mut other);
                self.put(cx, other);
            }
        }
        self.put(cx, key);
    }

    /// Whether the material that waits for its rotation is in all regions.
    pub(crate) fn pending_is_everywhere(&self, key: &Key) -> bool {
        let Some(pending) = key.pending() else { return false };
        self.related(key).iter().chain([key]).all(|it| {
            let there = it.pending().filter(|it| it.id == pending.id);
            there.and_then(|it| it.imported.as_ref()).is_some_and(|it| it.bytes.is_some())
        })
    }

    /// <https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html>
    pub(crate) fn replicate_key(
        &mut self,
        cx: &mut Context,
        input: ReplicateKeyInput,
    ) -> Result<ReplicateKeyOutput> {
        let ReplicateKeyInput {
            key_id,
            replica_region,
            policy,
            bypass_policy_lockout_safety_check,
            description,
            tags: wanted,
        } = input;
        let primary = self.primary(cx, &key_id)?;
        usable(&primary)?;
        updating(&primary)?;
        if partition(&replica_region) != partition(&cx.region) {
            let message = format!("The region {replica_region} is in another partition.");
            return Err(errors::unsupported_operation_exception(message));
        }
        if !regions::exists(&replica_region) {
            let message = format!("The region {replica_region} is not supported.");
            return Err(errors::unsupported_operation_exception(message));
        }
        let region: Arc<str> = replica_region.into();
        let arn = primary.arn_in(&region);
        if self.key_ring.get(&arn).is_some() {
            let message = format!("{arn} already exists.");
            return Err(errors::already_exists_exception(message));
        }
        let mut replica = Key::new(&primary.account, &region, &primary.id, cx.now);
        replica.description = description.unwrap_or_default().into();
        tags::add(&mut replica, wanted.unwrap_or_default())?;
        (replica.spec, replica.usage, replica.origin) =
            (primary.spec, primary.usage, primary.origin);
        replica.pair = primary.pair.clone();
        let bypass = bypass_policy_lockout_safety_check == Some(true);
        let policy = policy.map(|text| policy_for(cx, &replica, &text, bypass));
        replica.policy = policy.transpose()?;
        replica.settling = Some(Settling { what: Transient::Creating, until: cx.now + SETTLES });
        let mut primary = (*primary).clone();
        let set = primary.multi_region.as_mut();
        set.into_iter().for_each(|set| drop(set.replicas.insert(region.clone())));
        self.key_ring.insert(replica);
        self.keep(cx, primary);
        let replica = self.key_ring.get(&arn);
        Ok(ReplicateKeyOutput {
            replica_key_metadata: replica.map(|key| shown(key)),
            replica_policy: replica.map(|key| policies::shown(cx, key)),
            replica_tags: replica.map(|key| tags::shown(key)),
        })
    }

    /// <https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdatePrimaryRegion.html>
    pub(crate) fn update_primary_region(
        &mut self,
        cx: &mut Context,
        input: UpdatePrimaryRegionInput,
    ) -> Result<()> {
        let UpdatePrimaryRegionInput { key_id, primary_region } = input;
        let old = self.primary(cx, &key_id)?;
        usable(&old)?;
        updating(&old)?;
        let arn = old.arn_in(&primary_region);
        let replica = self.key_ring.get(&arn).filter(|key| key.is_replica()).cloned();
        let Some(replica) = replica else {
            let message = format!("Key '{arn}' does not exist");
            return Err(errors::not_found_exception(message));
        };
        creating(&replica)?;
        usable(&replica)?;
        let (mut old, mut new) = ((*old).clone(), (*replica).clone());
        let Some(mut set) = old.multi_region.clone() else { return Ok(()) };
        set.replicas.remove(&new.region);
        set.replicas.insert(old.region.clone());
        set.primary = new.region.clone();
        let settling = Settling { what: Transient::Updating, until: cx.now + SETTLES };
        for key in [&mut old, &mut new] {
            key.settling = Some(settling);
            key.multi_region = Some(set.clone());
        }
        self.put(cx, old);
        self.keep(cx, new);
        Ok(())
    }

    /// A key that is the primary of its set.
    fn primary(&self, cx: &Context, name: &str) -> Result<Arc<Key>> {
        let key = self.own(cx, name)?;
        let message = match &key.multi_region {
            Some(_) if !key.is_replica() => return Ok(key),
            Some(_) => "is a multi-Region replica key",
            None => "is not a multi-Region key",
        };
        let message = format!("{} {message}, which is not valid for this operation.", key.arn);
        Err(errors::unsupported_operation_exception(message))
    }
}

/// Keys stay in their partition: AWS's own, China's, the government's.
fn partition(region: &str) -> &str {
    ["cn-", "us-gov-", "us-iso-", "us-isob-"]
        .into_iter()
        .find(|prefix| region.starts_with(prefix))
        .unwrap_or_default()
}
