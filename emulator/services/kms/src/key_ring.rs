//! The keys and aliases that exist: state only.

use crate::key_parts::{BackingKey, DEFAULT_DAYS, MultiRegion, Origin, Rotation, Settling};
use crate::managed_services as managed;
use crate::material::Secret;
use crate::policy_text;
use crate::specs::{KeySpec, KeyUsage};
use imbl::{OrdMap, Vector};
use parhelion_policy::{Policy, Purpose};
use parhelion_wire::Timestamp;
use parhelion_world::identity::{Account, Document};
use parhelion_world::rows::{Table, equal_by_identity};
use parhelion_world::world::EPOCH;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

pub(crate) const DAY: Duration = Duration::from_secs(24 * 3600);

/// A KMS key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key {
    /// The owner.
    pub account: Account,
    /// Where it is: `us-east-1`.
    pub region: Arc<str>,
    /// A UUID, or `mrk-…`.
    pub id: Arc<str>,
    /// `arn:aws:kms:<region>:<account>:key/<id>`.
    pub arn: Arc<str>,
    /// When it was made here: a replica later than its primary.
    pub created: Timestamp,
    /// Its owner's words, which mean nothing to KMS.
    pub description: Arc<str>,
    /// Whether it can be used.
    pub state: KeyState,
    /// None: the default, which leaves everything to the account's own policies.
    pub policy: Option<Document>,
    /// Values by their tag's key.
    pub tags: OrdMap<Arc<str>, Arc<str>>,
    /// AWS's own, for one of its services: `s3`.
    pub managed_for: Option<Arc<str>>,
    /// What it consists of.
    pub spec: KeySpec,
    /// What it is for.
    pub usage: KeyUsage,
    /// A private key that was made here, as PKCS#8; what others consist of comes from the key ring, or
    /// was imported.
    pub(crate) pair: Option<Arc<[u8]>>,
    /// Who made what it consists of.
    pub(crate) origin: Origin,
    /// All that it ever consisted of, the oldest first, and then what waits for its rotation.
    pub(crate) backing_keys: Vector<BackingKey>,
    /// Automatic rotation, where that is on.
    pub(crate) rotation: Option<Rotation>,
    /// A rotation on demand has begun then, and is not done yet.
    pub(crate) rotating: Option<Timestamp>,
    /// The keys that share its id and material in other regions.
    pub(crate) multi_region: Option<MultiRegion>,
    /// What is being done to it for a moment, beside its state.
    pub(crate) settling: Option<Settling>,
    /// When KMS wakes next to see to it.
    pub(crate) alarm: Option<Timestamp>,
}

/// A key's state, which decides what it can be used for.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyState {
    /// It encrypts and decrypts.
    Enabled,
    /// It does neither until it is enabled again: `DisabledException`.
    Disabled,
    /// It does neither (`KMSInvalidStateException`), and is gone from then on.
    PendingDeletion(Timestamp),
    /// As before a deletion, whose window of so many days begins when its last replica is gone.
    PendingReplicaDeletion(u32),
    /// It has not got the material that somebody must import.
    PendingImport,
}

/// A second name of a key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Alias {
    pub arn: Arc<str>,
    /// `alias/…`
    pub name: Arc<str>,
    /// The key's ARN.
    pub target: Arc<str>,
    pub created: Timestamp,
    pub updated: Timestamp,
}

/// Why a name names no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NoKey {
    /// An id that can be none.
    InvalidId(String),
    /// Another region's ARN.
    InvalidRegion(String),
    /// This key's or alias' ARN names nothing.
    NotFound(String),
}

equal_by_identity!(Alias, Key);

/// The keys and aliases of all accounts and regions, by ARN.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct KeyRing {
    keys: Table<Arc<str>, Arc<Key>>,
    aliases: Table<Arc<str>, Alias>,
    /// What all key material comes from; there once something was encrypted.
    secret: Option<Secret>,
    /// Whether other services may name keys that nobody has made.
    pub(crate) trusts: bool,
}

/// Without the secret: it is chance, and a request that failed may have been the first to need it.
impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { keys, aliases, secret: _, trusts } = self;
        let mut shown = f.debug_struct("KeyRing");
        shown.field("keys", keys).field("aliases", aliases).field("trusts", trusts).finish()
    }
}

impl Key {
    /// Enabled, with the default policy.
    pub fn new(account: &str, region: &str, id: &str, created: Timestamp) -> Self {
        let mut key = Self {
            account: account.into(),
            region: region.into(),
            id: id.into(),
            arn: arn(account, region, id).into(),
            created,
            description: "".into(),
            state: KeyState::Enabled,
            policy: None,
            tags: OrdMap::new(),
            managed_for: None,
            spec: KeySpec::Symmetric,
            usage: KeyUsage::EncryptDecrypt,
            pair: None,
            origin: Origin::AwsKms,
            backing_keys: Vector::new(),
            rotation: None,
            rotating: None,
            multi_region: id.starts_with("mrk-").then(|| MultiRegion::alone_in(region)),
            settling: None,
            alarm: None,
        };
        key.backing_keys.push_back(BackingKey::generated(&key.material_name(), 1));
        key
    }

    /// The key that an account has for a service, or will have: ids say nothing, so this one may be
    /// known before the key is there.
    pub(crate) fn managed(account: &str, region: &str, service: &str, created: Timestamp) -> Self {
        let id = managed::derived_id(account, region, service);
        let mut key = Self::new(account, region, &id, created);
        key.description = managed::description(service).into();
        key.managed_for = Some(service.into());
        // "KMS always rotates the key material of AWS managed keys every year" (API_EnableKeyRotation).
        key.rotation = Some(Rotation { days: DEFAULT_DAYS, next: created + DAY * DEFAULT_DAYS });
        key
    }

    /// The same by its ARN or its alias' ARN.
    pub(crate) fn managed_of(arn: &str, created: Timestamp) -> Option<Self> {
        let mut parts = arn.split(':').skip(3);
        let (region, account) = (parts.next()?, parts.next()?);
        let all =
            managed::names().map(|name| (name, Self::managed(account, region, name, created)));
        let is_alias = |name: &str| arn.ends_with(&format!(":alias/aws/{name}"));
        all.into_iter().find(|(name, key)| *key.arn == *arn || is_alias(name)).map(|(_, key)| key)
    }

    /// The policy as text.
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html>
    pub(crate) fn policy_text(&self) -> Arc<str> {
        let Self { account, region, .. } = self;
        let written = |text: &str| policy_text::written(text).unwrap_or_default().into();
        match (&self.policy, &self.managed_for) {
            (Some(policy), _) => policy.text.clone(),
            (None, None) => written(&format!(
                r#"{{"Version":"2012-10-17","Id":"key-default-1","Statement":[{{"Sid":"Enable IAM User Permissions","Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{account}:root"}},"Action":"kms:*","Resource":"*"}}]}}"#
            )),
            (None, Some(service)) => written(&managed::policy_text(account, region, service)),
        }
    }

    /// The policy, parsed.
    pub(crate) fn policy(&self) -> Option<Document> {
        self.policy.clone().or_else(|| {
            let text = self.policy_text();
            let policy = Policy::parse(&text, Purpose::Resource).ok()?;
            Some(Document { policy: Arc::new(policy), text })
        })
    }

    pub(crate) fn is_gone(&self, now: Timestamp) -> bool {
        matches!(self.state, KeyState::PendingDeletion(at) if at <= now)
    }
}

/// A key's ARN.
pub(crate) fn arn(account: &str, region: &str, id: &str) -> String {
    format!("arn:aws:kms:{region}:{account}:key/{id}")
}

fn is_key_id(text: &str) -> bool {
    let hex = |part: &str, n| part.len() == n && part.bytes().all(|b| b.is_ascii_hexdigit());
    let parts: Vec<&str> = text.split('-').collect();
    match parts[..] {
        [a, b, c, d, e] => hex(a, 8) && hex(b, 4) && hex(c, 4) && hex(d, 4) && hex(e, 12),
        ["mrk", rest] => hex(rest, 32),
        _ => false,
    }
}

impl KeyRing {
    /// What all key material comes from, once there is some.
    pub(crate) fn secret(&self) -> Option<&Secret> {
        self.secret.as_ref()
    }

    /// The same, made by `make` if there is none yet.
    pub(crate) fn secret_or(&mut self, make: impl FnOnce() -> Secret) -> &Secret {
        self.secret.get_or_insert_with(make)
    }

    /// Whether there is a key of this ARN.
    pub(crate) fn has(&self, now: Timestamp, arn: &str) -> bool {
        self.keys.get(arn).is_some_and(|key| !key.is_gone(now))
    }

    /// A key as it is, in place of the one with its ARN, if any.
    pub fn insert(&mut self, key: Key) {
        self.keys.insert(key.arn.clone(), Arc::new(key));
    }

    /// A key by its ARN, gone or not.
    pub(crate) fn get(&self, arn: &str) -> Option<&Arc<Key>> {
        self.keys.get(arn)
    }

    /// Takes a key away, with all its aliases.
    pub(crate) fn remove(&mut self, arn: &str) {
        self.keys.remove(arn);
        self.aliases = std::mem::take(&mut self.aliases)
            .into_iter()
            .filter(|(_, alias)| *alias.target != *arn)
            .collect();
    }

    pub(crate) fn insert_alias(&mut self, alias: Alias) {
        self.aliases.insert(alias.arn.clone(), alias);
    }

    pub(crate) fn remove_alias(&mut self, arn: &str) -> Option<Alias> {
        self.aliases.remove(arn)
    }

    pub(crate) fn alias(&self, arn: &str) -> Option<&Alias> {
        self.aliases.get(arn)
    }

    /// An account's keys in a region, in the order of their ARNs.
    pub(crate) fn keys_of<'a>(
        &'a self,
        now: Timestamp,
        account: &'a str,
        region: &'a str,
    ) -> impl Iterator<Item = &'a Arc<Key>> {
        let own = move |key: &&Arc<Key>| *key.account == *account && *key.region == *region;
        self.keys.values().filter(own).filter(move |key| !key.is_gone(now))
    }

    /// An account's aliases in a region, in the order of their names.
    pub(crate) fn aliases_of<'a>(
        &'a self,
        account: &str,
        region: &str,
    ) -> impl Iterator<Item = &'a Alias> + use<'a> {
        let prefix = format!("arn:aws:kms:{region}:{account}:alias/");
        self.aliases.values().filter(move |alias| alias.arn.starts_with(&prefix))
    }

    /// The names of a key's aliases.
    pub(crate) fn aliases_to(&self, key: &Key) -> Vec<String> {
        let of_key = self.aliases.values().filter(|alias| alias.target == key.arn);
        of_key.map(|alias| alias.name.to_string()).collect()
    }

    /// The key of a name: an id, a key's or an alias' ARN, or `alias/…` (S3-7.10b).
    ///
    /// # Errors
    /// Only those about the name.
    pub(crate) fn find(
        &self,
        now: Timestamp,
        account: &str,
        region: &str,
        name: &str,
    ) -> Result<Arc<Key>, NoKey> {
        let arn = match name.split(':').collect::<Vec<_>>()[..] {
            ["arn", _, "kms", there, _, _] if there != region => {
                return Err(NoKey::InvalidRegion(there.to_owned()));
            }
            ["arn", _, "kms", _, _, _] => name.to_owned(),
            [alias] if alias.starts_with("alias/") => {
                format!("arn:aws:kms:{region}:{account}:{alias}")
            }
            [id] => arn(account, region, id),
            _ => return Err(NoKey::InvalidId(name.to_owned())),
        };
        let target = self.aliases.get(arn.as_str()).map_or(arn.as_str(), |alias| &alias.target);
        match self.keys.get(target).filter(|key| !key.is_gone(now)) {
            Some(key) => Ok(key.clone()),
            None if !name.contains([':', '/']) && !is_key_id(name) => {
                Err(NoKey::InvalidId(name.to_owned()))
            }
            None => match Key::managed_of(&arn, now) {
                Some(key) => Ok(Arc::new(key)),
                None => Err(NoKey::NotFound(arn)),
            },
        }
    }

    /// The key of a name that no key has, as the name says it is; `None`: no key could have it.
    pub(crate) fn on_trust(account: &str, region: &str, name: &str) -> Option<Key> {
        let of_arn = || match name.split(':').collect::<Vec<_>>()[..] {
            ["arn", _, "kms", there, owner, resource] if there == region => {
                Some((owner.to_owned(), resource.to_owned()))
            }
            _ => None,
        };
        let (owner, resource) = match name.contains(':') {
            true => of_arn()?,
            false if name.starts_with("alias/") => (account.to_owned(), name.to_owned()),
            false => (account.to_owned(), format!("key/{name}")),
        };
        let id = match resource.split_once('/')? {
            ("key", id) => id.to_owned(),
            _ => managed::derived_id(&owner, region, &resource),
        };
        Some(Key::new(&owner, region, &id, EPOCH))
    }
}
