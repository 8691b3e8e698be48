//! What becomes of a key as time goes by: it is rotated, its material expires, it settles, it goes.

use crate::Kms;
use crate::key_parts::{Imported, Rotated};
use crate::key_ring::{DAY, Key, KeyState};
use crate::states::SETTLES;
use crate::timer::Timer;
use parhelion_wire::Timestamp;
use parhelion_world::Context;
use parhelion_world::service::Wakes;

impl Wakes for Kms {
    fn wake(&mut self, cx: &mut Context, timer: Timer) {
        match timer {
            Timer::Tend { key } => self.tend(cx, &key),
        }
    }
}

impl Key {
    /// When something is due next.
    fn next_due(&self) -> Option<Timestamp> {
        let turns = self.state == KeyState::Enabled && !self.is_replica();
        let imported = self.backing_keys.iter().filter_map(|it| it.imported.as_ref()?.valid_to);
        let deletion = match self.state {
            KeyState::PendingDeletion(at) => Some(at),
            _ => None,
        };
        let rest = [
            self.settling.map(|settling| settling.until),
            self.rotating.map(|begun| begun + SETTLES),
            self.rotation.as_ref().filter(|_| turns).map(|rotation| rotation.next),
            deletion,
        ];
        imported.chain(rest.into_iter().flatten()).min()
    }

    /// Imported material that has expired is deleted.
    fn expire(&mut self, now: Timestamp) {
        let over = |imported: &Imported| imported.valid_to.is_some_and(|at| at <= now);
        if self.pending().and_then(|it| it.imported.as_ref()).is_some_and(over) {
            self.drop_pending();
        }
        for imported in self.backing_keys.iter_mut().filter_map(|it| it.imported.as_mut()) {
            if over(imported) {
                (imported.bytes, imported.valid_to) = (None, None);
            }
        }
        self.wait_for_material();
    }

    /// A rotation on demand takes its time.
    fn finish_rotation(&mut self, now: Timestamp) {
        if self.rotating.is_some_and(|begun| begun + SETTLES <= now) {
            self.rotating = None;
            self.rotate(Rotated { at: now, on_demand: true });
        }
    }

    /// "While the KMS key is disabled, KMS does not rotate the key material. When you re-enable the KMS
    /// key, rotation resumes", at once where it is overdue (API_GetKeyRotationStatus).
    fn rotate_if_due(&mut self, now: Timestamp) {
        let turns = self.state == KeyState::Enabled && !self.is_replica();
        let Some(rotation) = self.rotation.as_mut().filter(|it| turns && it.next <= now) else {
            return;
        };
        rotation.next = now + DAY * rotation.days;
        self.rotate(Rotated { at: now, on_demand: false });
    }
}

impl Kms {
    /// Keeps a key as it is now, and sees to it that what is due of it will be done. A key has one
    /// timer at a time.
    pub(crate) fn put(&mut self, cx: &mut Context, mut key: Key) {
        if let Some(due) = key.next_due()
            && key.alarm.is_none_or(|alarm| alarm > due)
        {
            key.alarm = Some(due);
            cx.later(due, &Timer::Tend { key: key.arn.to_string() });
        }
        self.key_ring.insert(key);
    }

    /// Does with a key what is due; nothing, if nothing is.
    fn tend(&mut self, cx: &mut Context, arn: &str) {
        let Some(key) = self.key_ring.get(arn) else { return };
        let mut key = (**key).clone();
        if key.is_gone(cx.now) {
            return self.delete(cx, &key);
        }
        key.alarm = key.alarm.filter(|alarm| *alarm > cx.now);
        key.settling = key.settling.filter(|settling| settling.until > cx.now);
        key.expire(cx.now);
        key.finish_rotation(cx.now);
        key.rotate_if_due(cx.now);
        self.keep(cx, key);
    }

    /// A key goes, with its aliases. A primary key whose last replica goes may follow.
    fn delete(&mut self, cx: &mut Context, key: &Key) {
        self.key_ring.remove(&key.arn);
        self.grants.forget(&key.arn);
        self.last_uses.remove(&key.arn);
        for mut other in self.related(key) {
            let Some(set) = other.multi_region.as_mut() else { continue };
            set.replicas.remove(&key.region);
            if let (KeyState::PendingReplicaDeletion(days), true) =
                (other.state, set.replicas.is_empty())
            {
                other.state = KeyState::PendingDeletion(cx.now + DAY * days);
            }
            self.put(cx, other);
        }
    }
}
