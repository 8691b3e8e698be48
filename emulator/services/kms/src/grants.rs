//! Grants: leave to use one key, beside all policies (KMS-3). State only.
//!
//! - [`create`], [`list`], [`end`]: the operations; [`tokens`]: what names a grant before it is known
//!   everywhere.
//! - [`decide`]: what they let whom do.

mod create;
mod decide;
mod end;
mod list;
mod tokens;

pub(crate) use decide::member_of;

use crate::material::EncryptionContext;
use parhelion_wire::Timestamp;
use parhelion_world::Account;
use parhelion_world::identity::Identities;
use parhelion_world::identity::tied::arn_of;
use parhelion_world::rows::{Table, equal_by_identity};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// KMS-3.9
const GRANTS_OF_KEY_MAX: usize = 50_000;

/// A user, role, session or account that a grant names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Party {
    /// As it was named.
    arn: Arc<str>,
    /// Of a user or role: its id. Another one that has its name later is not meant.
    id: Option<Arc<str>>,
}

impl Party {
    /// As answers show it: by the ARN that it has now; who is gone is an id.
    fn shown(&self, known: &dyn Identities) -> String {
        let Some(id) = &self.id else { return self.arn.to_string() };
        arn_of(known, &self.arn, id).unwrap_or(id).to_string()
    }

    /// Whether another one means the same, who may have had another name then.
    fn is_same(&self, other: &Self) -> bool {
        self.id == other.id && (self.id.is_some() || self.arn == other.arn)
    }

    /// Whether it has this ARN now.
    fn is_called(&self, known: &dyn Identities, arn: &str) -> bool {
        self.shown(known) == *arn
    }
}

/// What the encryption context of a request must be, for a grant to count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Constraints {
    /// It has all of these pairs.
    subset: Option<EncryptionContext>,
    /// It has these pairs and no others.
    equals: Option<EncryptionContext>,
}

/// A grant.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Grant {
    /// 64 hex digits.
    id: Arc<str>,
    /// Makes a call that is repeated name the same grant; empty: it has none.
    name: Arc<str>,
    created: Timestamp,
    grantee: Party,
    retiring: Option<Party>,
    /// The account of who made it.
    issuer: Account,
    operations: Vec<Arc<str>>,
    constraints: Constraints,
    /// When it is known everywhere; until then its tokens make it count (KMS-N1).
    known: Timestamp,
    /// When its end is known everywhere, once it was ended (KMS-N2).
    ended: Option<Timestamp>,
}

/// All grants, by the ARNs of their keys and their ids.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Grants(Table<Arc<str>, Table<Arc<str>, Arc<Grant>>>);

equal_by_identity!(Grant);

impl Grants {
    /// A key's grants, in the order of their ids; those that were ended, too.
    fn all_of(&self, key: &str) -> impl Iterator<Item = &Arc<Grant>> {
        self.0.get(key).into_iter().flat_map(|grants| grants.values())
    }

    /// A key's grants that nobody has ended.
    fn of(&self, key: &str) -> impl Iterator<Item = &Arc<Grant>> {
        self.all_of(key).filter(|grant| grant.ended.is_none())
    }

    fn get(&self, key: &str, id: &str) -> Option<&Arc<Grant>> {
        self.0.get(key)?.get(id).filter(|grant| grant.ended.is_none())
    }

    /// Whether a key may have another one.
    fn has_room(&self, key: &str) -> bool {
        self.0.get(key).is_none_or(|of_key| of_key.len() < GRANTS_OF_KEY_MAX)
    }

    fn insert(&mut self, key: &Arc<str>, grant: Grant) {
        self.0.entry(key.clone()).or_default().insert(grant.id.clone(), Arc::new(grant));
    }

    /// A key is gone, and all its grants.
    pub(crate) fn forget(&mut self, key: &str) {
        self.0.remove(key);
    }

    /// Ends a grant: at once, or when all of KMS has heard of it.
    fn end(&mut self, key: &str, id: &str, now: Timestamp, at: Timestamp) {
        let Some(of_key) = self.0.get_mut(key) else { return };
        let over = |grant: &&Arc<Grant>| grant.ended.is_some_and(|at| at <= now);
        let over: Vec<_> = of_key.values().filter(over).map(|grant| grant.id.clone()).collect();
        over.iter().for_each(|id| drop(of_key.remove(id)));
        match of_key.get(id).cloned() {
            Some(grant) if at > now => {
                let ended = Grant { ended: Some(at), ..(*grant).clone() };
                of_key.insert(ended.id.clone(), Arc::new(ended));
            }
            _ => drop(of_key.remove(id)),
        }
        if of_key.is_empty() {
            self.0.remove(key);
        }
    }

    /// Every key's grants.
    fn by_key(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<Grant>)> {
        let all = self.0.iter();
        let all = all.flat_map(|(key, of_key)| of_key.values().map(move |grant| (key, grant)));
        all.filter(|(_, grant)| grant.ended.is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parhelion_world::world::EPOCH;

    fn grant(id: &str) -> Grant {
        let grantee = Party { arn: "arn:aws:iam::123456789012:root".into(), id: None };
        Grant {
            id: id.into(),
            name: "".into(),
            created: EPOCH,
            grantee,
            retiring: None,
            issuer: "123456789012".into(),
            operations: vec!["Encrypt".into()],
            constraints: Constraints::default(),
            known: EPOCH,
            ended: None,
        }
    }

    /// KMS-3.9
    #[test]
    fn a_key_has_room_for_so_many() {
        let mut grants = Grants::default();
        let (full, other): (Arc<str>, Arc<str>) = ("key/1".into(), "key/2".into());
        for n in 0..GRANTS_OF_KEY_MAX {
            assert!(grants.has_room(&full), "{n}");
            grants.insert(&full, grant(&n.to_string()));
        }
        assert!(!grants.has_room(&full) && grants.has_room(&other));
        grants.end(&full, "7", EPOCH, EPOCH);
        assert!(grants.has_room(&full) && grants.get(&full, "7").is_none());
    }
}
