//! The keys of KMS, as far as services that encrypt need them: which there are, whether they can be
//! used, and by whom.
//!
//! State only: the `kms` service, the control API and [`KeyRing`]'s own methods write it; services
//! ask it through [`Context::use_key`].

use crate::Context;
use crate::identity::principal::Document;
use crate::identity::{Account, Caller, Verdict};
use crate::random::hash;
use crate::world::EPOCH;
use imbl::OrdMap;
use parhelion_policy::{Decision, Keys, Policy, Purpose, Request, Values, Who};
use parhelion_wire::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A KMS key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key {
    pub account: Account,
    pub region: Arc<str>,
    /// A UUID, or `mrk-…`.
    pub id: Arc<str>,
    pub arn: Arc<str>,
    pub created: Timestamp,
    pub description: Arc<str>,
    pub state: KeyState,
    /// None: the default, which leaves everything to the account's own policies.
    pub policy: Option<Document>,
    pub tags: OrdMap<Arc<str>, Arc<str>>,
    /// Days between rotations, where that is on.
    pub rotation: Option<i32>,
    /// AWS's own, for one of its services: `s3`.
    pub managed_for: Option<Arc<str>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyState {
    Enabled,
    Disabled,
    /// Gone from then on.
    PendingDeletion(Timestamp),
}

/// A second name of a key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Alias {
    pub arn: Arc<str>,
    /// `alias/…`
    pub name: Arc<str>,
    /// The key's ARN.
    pub target: Arc<str>,
    pub created: Timestamp,
    pub updated: Timestamp,
}

/// Why a key cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// An id that can be none.
    InvalidId(String),
    /// Another region's ARN.
    InvalidRegion(String),
    /// This key's or alias' ARN names nothing.
    NotFound(String),
    Disabled(Arc<str>),
    PendingDeletion(Arc<str>),
    /// The caller may not; the text says why, in AWS's words.
    Denied(String),
}

/// The keys and aliases of all accounts and regions, by ARN.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct KeyRing {
    keys: OrdMap<Arc<str>, Arc<Key>>,
    aliases: OrdMap<Arc<str>, Alias>,
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
        }
    }

    /// `aws/s3`: there once somebody wants it, so it needs no making.
    fn managed(account: &str, region: &str, service: &str) -> Self {
        let mut key = Self::new(account, region, &made_up_id(account, region, service), EPOCH);
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
    pub fn policy_text(&self) -> Arc<str> {
        let Self { account, region, .. } = self;
        match (&self.policy, &self.managed_for) {
            (Some(policy), _) => policy.text.clone(),
            (None, None) => format!(
                r#"{{"Version":"2012-10-17","Id":"key-default-1","Statement":[{{"Sid":"Enable IAM User Permissions","Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{account}:root"}},"Action":"kms:*","Resource":"*"}}]}}"#
            )
            .into(),
            (None, Some(service)) => format!(
                r#"{{"Version":"2012-10-17","Id":"auto-{service}-2","Statement":[{{"Sid":"Allow access through S3 for all principals in the account that are authorized to use S3","Effect":"Allow","Principal":{{"AWS":"*"}},"Action":["kms:Encrypt","kms:Decrypt","kms:ReEncrypt*","kms:GenerateDataKey*","kms:DescribeKey"],"Resource":"*","Condition":{{"StringEquals":{{"kms:CallerAccount":"{account}","kms:ViaService":"{service}.{region}.amazonaws.com"}}}}}},{{"Sid":"Allow direct access to key metadata to the account","Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{account}:root"}},"Action":["kms:Describe*","kms:Get*","kms:List*"],"Resource":"*"}}]}}"#
            )
            .into(),
        }
    }

    fn is_gone(&self, now: Timestamp) -> bool {
        matches!(self.state, KeyState::PendingDeletion(at) if at <= now)
    }
}

/// A UUID of version 4 that always comes out the same.
fn made_up_id(account: &str, region: &str, name: &str) -> String {
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
    pub fn insert(&mut self, key: Key) {
        self.keys.insert(key.arn.clone(), Arc::new(key));
    }

    pub fn insert_alias(&mut self, alias: Alias) {
        self.aliases.insert(alias.arn.clone(), alias);
    }

    pub fn remove_alias(&mut self, arn: &str) -> Option<Alias> {
        self.aliases.remove(arn)
    }

    pub fn alias(&self, arn: &str) -> Option<&Alias> {
        self.aliases.get(arn)
    }

    /// An account's keys in a region, in the order of their ARNs.
    pub fn keys_of<'a>(
        &'a self,
        now: Timestamp,
        account: &'a str,
        region: &'a str,
    ) -> impl Iterator<Item = &'a Arc<Key>> {
        let own = move |key: &&Arc<Key>| *key.account == *account && *key.region == *region;
        self.keys.values().filter(own).filter(move |key| !key.is_gone(now))
    }

    /// An account's aliases in a region, in the order of their names.
    pub fn aliases_of<'a>(
        &'a self,
        account: &str,
        region: &str,
    ) -> impl Iterator<Item = &'a Alias> + use<'a> {
        let prefix = format!("arn:aws:kms:{region}:{account}:alias/");
        self.aliases.values().filter(move |alias| alias.arn.starts_with(&prefix))
    }

    /// The key of a name: an id, a key's or an alias' ARN, or `alias/…` (S3-7.10b).
    ///
    /// # Errors
    /// Only those about the name.
    pub fn find(
        &self,
        now: Timestamp,
        account: &str,
        region: &str,
        name: &str,
    ) -> Result<Arc<Key>, Unusable> {
        let arn = match name.split(':').collect::<Vec<_>>()[..] {
            ["arn", _, "kms", there, _, _] if there != region => {
                return Err(Unusable::InvalidRegion(there.to_owned()));
            }
            ["arn", _, "kms", _, _, _] => name.to_owned(),
            [alias] if alias.starts_with("alias/") => {
                format!("arn:aws:kms:{region}:{account}:{alias}")
            }
            [id] if is_key_id(id) => format!("arn:aws:kms:{region}:{account}:key/{id}"),
            _ if self.trusts(account) && !name.contains(':') => {
                format!("arn:aws:kms:{region}:{account}:key/{name}")
            }
            _ => return Err(Unusable::InvalidId(name.to_owned())),
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
            None => Err(Unusable::NotFound(arn)),
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
        None => Key::new(account, region, &made_up_id(account, region, arn), EPOCH),
    }
}

impl Context<'_> {
    /// The keys that exist.
    pub fn key_ring(&mut self) -> &mut KeyRing {
        &mut self.commons.key_ring
    }

    /// A key for an operation (`kms:Decrypt`) that this service asks for on its caller's behalf.
    /// `None`: the service's own in the caller's account.
    ///
    /// # Errors
    /// See [`Unusable`].
    pub fn use_key(
        &self,
        region: &str,
        name: Option<&str>,
        action: &str,
    ) -> Result<Arc<Key>, Unusable> {
        let account = self.caller.account().unwrap_or(&self.account);
        let name = name.unwrap_or("alias/aws/s3");
        let key = self.commons.key_ring.find(self.now, account, region, name)?;
        if let Some(refusal) = self.refusal(&key, action) {
            return Err(Unusable::Denied(refusal));
        }
        match key.state {
            KeyState::Enabled => Ok(key),
            KeyState::Disabled => Err(Unusable::Disabled(key.arn.clone())),
            KeyState::PendingDeletion(_) => Err(Unusable::PendingDeletion(key.arn.clone())),
        }
    }

    /// Why the caller may not use a key, if so: the key's policy and the caller's own decide
    /// together, and the key's must allow.
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html>
    fn refusal(&self, key: &Key, action: &str) -> Option<String> {
        let keys = ViaService { cx: self, region: &key.region };
        let asked = |who| Request { who, action, resource: &key.arn, keys: &keys };
        let policy = match &key.policy {
            Some(document) => document.policy.clone(),
            None => Arc::new(Policy::parse(&key.policy_text(), Purpose::Resource).ok()?),
        };
        let denied = |reason: &str| {
            let arn = self.caller.arn();
            Some(format!(
                "User: {arn} is not authorized to perform: {action} on resource: {} {reason}",
                key.arn
            ))
        };
        let (account, arn) = match &self.caller {
            Caller::Principal { account, arn, .. } => (account, arn),
            Caller::Service { principal, .. } => {
                let said = policy.decide(&asked(Who::Service(principal)));
                let reason = format!("because no resource-based policy allows the {action} action");
                return if said == Decision::Allow { None } else { denied(&reason) };
            }
            Caller::Anonymous => return denied("because it has no credentials"),
        };
        let by_key = policy.decide(&asked(Who::Aws { account, arn }));
        if by_key == Decision::Deny {
            return denied("with an explicit deny in a resource-based policy");
        }
        // A statement about the account only leaves the decision to the account's own policies.
        let directly = policy.decide(&asked(Who::Aws { account: "", arn })) == Decision::Allow;
        let own = *account == key.account;
        match self.decide(&asked(Who::Aws { account, arn })) {
            Verdict::Explicit(cause) => denied(cause.explicit()),
            Verdict::Allow if by_key == Decision::Allow => None,
            Verdict::Implicit(_) if own && directly => None,
            Verdict::Implicit(cause) if own => denied(&cause.implicit(action)),
            _ => denied(
                "because the resource does not exist in this Region, no resource-based policies \
                 allow access, or a resource-based policy explicitly denies access",
            ),
        }
    }
}

/// What key policies may ask of a request that a service makes.
struct ViaService<'a> {
    cx: &'a Context<'a>,
    region: &'a str,
}

impl Keys for ViaService<'_> {
    fn get(&self, name: &str) -> Option<Values<'_>> {
        let cx = self.cx;
        match name {
            "kms:viaservice" => {
                Some(Values::owned(format!("{}.{}.amazonaws.com", cx.service, self.region)))
            }
            "kms:calleraccount" | "aws:principalaccount" => {
                cx.caller.account().map(|account| Values::one(account))
            }
            "aws:principalarn" => Some(Values::one(cx.caller.arn())),
            "aws:sourceaccount" | "aws:sourcearn" => match &cx.caller {
                Caller::Service { source_account, source_arn, .. } => {
                    let arn = name == "aws:sourcearn";
                    Some(Values::one(if arn { source_arn } else { source_account }))
                }
                _ => None,
            },
            "aws:securetransport" => Some(Values::owned(cx.request.secure.to_string())),
            "aws:sourceip" => Some(Values::one(&cx.request.source_ip)),
            _ => None,
        }
    }
}
