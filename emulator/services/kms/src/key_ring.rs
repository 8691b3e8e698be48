//! The keys and aliases that exist: state only.

use crate::material::Secret;
use crate::policy_text;
use crate::specs::{KeySpec, KeyUsage};
use imbl::OrdMap;
use parhelion_policy::{Policy, Purpose};
use parhelion_wire::Timestamp;
use parhelion_world::identity::{Account, Document};
use parhelion_world::random::hash;
use parhelion_world::world::EPOCH;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
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
    /// Its rotations are counted from then.
    pub created: Timestamp,
    /// Its owner's words, which mean nothing to KMS.
    pub description: Arc<str>,
    /// Whether it can be used.
    pub state: KeyState,
    /// None: the default, which leaves everything to the account's own policies.
    pub policy: Option<Document>,
    /// Values by their tag's key.
    pub tags: OrdMap<Arc<str>, Arc<str>>,
    /// Days between rotations, where that is on.
    pub rotation: Option<i32>,
    /// AWS's own, for one of its services: `s3`.
    pub managed_for: Option<Arc<str>>,
    /// What it consists of.
    #[serde(default)]
    pub spec: KeySpec,
    /// What it is for.
    #[serde(default)]
    pub usage: KeyUsage,
    /// An asymmetric key's private key, as PKCS#8; what others consist of comes from the key ring.
    #[serde(default)]
    pub(crate) pair: Option<Arc<[u8]>>,
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

/// The keys and aliases of all accounts and regions, by ARN.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct KeyRing {
    keys: OrdMap<Arc<str>, Arc<Key>>,
    aliases: OrdMap<Arc<str>, Alias>,
    /// What all key material comes from; there once something was encrypted.
    secret: Option<Secret>,
}

/// Without the secret: it is chance, and a request that failed may have been the first to need it.
impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { keys, aliases, secret: _ } = self;
        f.debug_struct("KeyRing").field("keys", keys).field("aliases", aliases).finish()
    }
}

impl Key {
    /// Enabled, with the default policy.
    pub fn new(account: &str, region: &str, id: &str, created: Timestamp) -> Self {
        Self {
            account: account.into(),
            region: region.into(),
            id: id.into(),
            arn: format!("arn:aws:kms:{region}:{account}:key/{id}").into(),
            created,
            description: "".into(),
            state: KeyState::Enabled,
            policy: None,
            tags: OrdMap::new(),
            rotation: None,
            managed_for: None,
            spec: KeySpec::Symmetric,
            usage: KeyUsage::EncryptDecrypt,
            pair: None,
        }
    }

    /// `aws/s3`: it exists as soon as somebody uses it, so nothing creates it.
    fn managed(account: &str, region: &str, service: &str) -> Self {
        let mut key = Self::new(account, region, &derived_id(account, region, service), EPOCH);
        let description = format!(
            "Default key that protects my {} objects when no other key is defined",
            service.to_uppercase()
        );
        key.description = description.into();
        key.managed_for = Some(service.into());
        key.rotation = Some(365);
        key
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
            (None, Some(service)) => written(&format!(
                r#"{{"Version":"2012-10-17","Id":"auto-{service}-2","Statement":[{{"Sid":"Allow access through S3 for all principals in the account that are authorized to use S3","Effect":"Allow","Principal":{{"AWS":"*"}},"Action":["kms:Encrypt","kms:Decrypt","kms:ReEncrypt*","kms:GenerateDataKey*","kms:DescribeKey"],"Resource":"*","Condition":{{"StringEquals":{{"kms:CallerAccount":"{account}","kms:ViaService":"{service}.{region}.amazonaws.com"}}}}}},{{"Sid":"Allow direct access to key metadata to the account","Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{account}:root"}},"Action":["kms:Describe*","kms:Get*","kms:List*"],"Resource":"*"}}]}}"#
            )),
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

    /// Which material it encrypts by: another after each rotation.
    pub(crate) fn material_version(&self, now: Timestamp) -> u32 {
        let Some(days) = self.rotation else { return 1 };
        let period = DAY.as_secs() * u64::from(days.unsigned_abs());
        let rotations = now.since(self.created).as_secs() / period.max(1);
        u32::try_from(rotations).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// What a version of its material is called: 64 hex digits that say nothing of it.
    pub(crate) fn material_id(&self, version: u32) -> String {
        let digest = Sha256::digest(format!("{}/{version}", self.arn));
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn is_gone(&self, now: Timestamp) -> bool {
        matches!(self.state, KeyState::PendingDeletion(at) if at <= now)
    }
}

/// A UUID of version 4 that always comes out the same.
fn derived_id(account: &str, region: &str, name: &str) -> String {
    let h = hash(0x000a_3553, &format!("{account}/{region}/{name}"));
    let (a, b) = (h >> 32, h & 0xffff_ffff);
    let (c, d, e) = (b >> 16, a & 0xfff, b & 0xfff);
    format!("{a:08x}-{c:04x}-4{d:03x}-8{e:03x}-{b:08x}{:04x}", a >> 16)
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
    /// What all key material comes from, made by `make` if there is none yet.
    pub(crate) fn secret_or(&mut self, make: impl FnOnce() -> Secret) -> &Secret {
        self.secret.get_or_insert_with(make)
    }

    /// That, if there is any.
    pub(crate) fn secret(&self) -> Option<&Secret> {
        self.secret.as_ref()
    }

    /// Whether there is a key of this ARN.
    pub(crate) fn has(&self, now: Timestamp, arn: &str) -> bool {
        self.keys.get(arn).is_some_and(|key| !key.is_gone(now))
    }

    /// A key as it is, in place of the one with its ARN, if any.
    pub fn insert(&mut self, key: Key) {
        self.keys.insert(key.arn.clone(), Arc::new(key));
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
            [id] if is_key_id(id) => format!("arn:aws:kms:{region}:{account}:key/{id}"),
            _ if self.trusts(account) && !name.contains(':') => {
                format!("arn:aws:kms:{region}:{account}:key/{name}")
            }
            _ => return Err(NoKey::InvalidId(name.to_owned())),
        };
        let owner = arn.split(':').nth(4).unwrap_or(account);
        let managed = Key::managed(owner, region, "s3");
        if arn.ends_with(":alias/aws/s3") || *arn == *managed.arn {
            return Ok(Arc::new(managed));
        }
        let target = self.aliases.get(arn.as_str()).map_or(arn.as_str(), |alias| &alias.target);
        match self.keys.get(target).filter(|key| !key.is_gone(now)) {
            Some(key) => Ok(key.clone()),
            None if self.trusts(owner) => Ok(Arc::new(trusted(owner, region, &arn))),
            None => Err(NoKey::NotFound(arn)),
        }
    }

    /// Whether an account's keys are taken on trust: as long as nobody has said which there are,
    /// an application's own key ids cannot be wrong.
    fn trusts(&self, account: &str) -> bool {
        self.keys.values().all(|key| *key.account != *account)
    }
}

/// A key that nobody has made, as its name says it is.
fn trusted(account: &str, region: &str, arn: &str) -> Key {
    match arn.rsplit_once(":key/") {
        Some((_, id)) => Key::new(account, region, id, EPOCH),
        None => Key::new(account, region, &derived_id(account, region, arn), EPOCH),
    }
}
