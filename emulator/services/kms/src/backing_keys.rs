//! What a key consists of, over time: a key that is rotated gets another backing key and keeps the
//! older ones, to decrypt by.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html>

use crate::key_parts::{BackingKey, Imported, Origin, Rotated};
use crate::key_ring::Key;
use crate::specs::KeySpec;
use parhelion_wire::Timestamp;
use std::sync::Arc;

impl Key {
    /// What its material is derived from: related multi-Region keys have the same.
    pub(crate) fn material_name(&self) -> Arc<str> {
        match self.id.starts_with("mrk-") {
            true => format!("{}/{}", self.account, self.id).into(),
            false => self.arn.clone(),
        }
    }

    /// Whether it ever gets other material (API_EnableKeyRotation).
    pub(crate) fn can_rotate(&self) -> bool {
        self.spec == KeySpec::Symmetric
    }

    /// The one that waits for its rotation, which only comes last.
    pub(crate) fn pending(&self) -> Option<&BackingKey> {
        let last = self.backing_keys.last()?;
        (self.backing_keys.len() > 1 && last.rotated.is_none()).then_some(last)
    }

    /// Those that it is made of for ever, the current one last.
    pub(crate) fn own_backing_keys(&self) -> impl DoubleEndedIterator<Item = &BackingKey> {
        let pending = usize::from(self.pending().is_some());
        self.backing_keys.iter().take(self.backing_keys.len() - pending)
    }

    /// The number of the one that it encrypts by, from 1 on; 0: it has none.
    pub(crate) fn current_version(&self) -> u32 {
        u32::try_from(self.own_backing_keys().count()).unwrap_or(u32::MAX)
    }

    /// A version of what it consists of.
    pub(crate) fn backing_key(&self, version: u32) -> Option<&BackingKey> {
        self.backing_keys.get(usize::try_from(version).ok()?.checked_sub(1)?)
    }

    /// What the version that it encrypts by is called.
    pub(crate) fn current_material_id(&self) -> Option<String> {
        let current = self.own_backing_keys().next_back()?;
        self.can_rotate().then(|| current.id.to_string())
    }

    /// Imported material of a version, if it is there.
    pub(crate) fn imported(&self, version: u32) -> Option<&Arc<[u8]>> {
        self.backing_key(version)?.imported.as_ref()?.bytes.as_ref()
    }

    /// Whether something must be imported before it can be used: all that it is made of for ever.
    pub(crate) fn lacks_material(&self) -> bool {
        let mut own = self.own_backing_keys();
        self.origin == Origin::External
            && (self.backing_keys.is_empty() || own.any(BackingKey::is_missing))
    }

    /// The earliest moment at which some of its own material expires.
    pub(crate) fn valid_to(&self) -> Option<Timestamp> {
        let imported = self.own_backing_keys().filter_map(|it| it.imported.as_ref());
        imported.filter_map(|imported| imported.valid_to).min()
    }

    /// The one that waits for its rotation is given up: it "is not permanently associated with the KMS
    /// key" (API_RotationsListEntry). At a replica it is only deleted: the primary says which there are.
    pub(crate) fn drop_pending(&mut self) {
        if self.pending().is_none() {
            return;
        }
        if self.is_replica() {
            let last = self.backing_keys.back_mut().and_then(|it| it.imported.as_mut());
            last.into_iter().for_each(|imported| *imported = Imported::default());
        } else {
            self.backing_keys.pop_back();
            self.rotating = None;
        }
    }

    /// The next one takes over: the one that waits, or one that KMS makes.
    pub(crate) fn rotate(&mut self, rotated: Rotated) {
        if self.pending().is_none() {
            if self.origin == Origin::External {
                return;
            }
            let version = self.current_version().saturating_add(1);
            self.backing_keys.push_back(BackingKey::generated(&self.material_name(), version));
        }
        if let Some(next) = self.backing_keys.back_mut() {
            next.rotated = Some(rotated);
        }
    }
}
