//! Who calls: accounts, the access keys that prove them, and IAM in the small: users, roles and
//! sessions with their policies ([`principal`]), and what those say of a request ([`decide`]).
//!
//! State only: the `iam` and `sts` services, the control API and [`Directory`]'s own methods write
//! it; doors and services ask it.

pub mod decide;
mod managed;
pub mod principal;
mod public_access;

pub use decide::{Cause, Verdict, acting, decide};
pub use principal::{Document, Kind, ManagedPolicy, Principal, Session};
pub use public_access::PublicAccessBlock;

use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A 12-digit account id.
pub type Account = Arc<str>;

/// The account that a world has from the start, and its well-known development key.
pub const ACCOUNT: &str = "123456789012";
pub const ACCESS_KEY: &str = "AKIAPARHELION0EXAMPL";
pub const SECRET_KEY: &str = "parhelion/development/key/known/to/everybody";

/// Who sent a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Caller {
    /// No credentials.
    Anonymous,
    /// An account's root or one of its principals; `arn` is `arn:aws:iam::<account>:root` for root.
    Principal { account: Account, arn: Arc<str>, access_key: Arc<str> },
    /// An AWS service acting for a resource: `cloudfront.amazonaws.com` for a distribution.
    Service { principal: Arc<str>, source_account: Account, source_arn: Arc<str> },
}

impl Caller {
    /// An account's root, by one of its keys.
    pub fn root(account: &str, access_key: &str) -> Self {
        Self::Principal {
            account: account.into(),
            arn: format!("arn:aws:iam::{account}:root").into(),
            access_key: access_key.into(),
        }
    }

    pub fn account(&self) -> Option<&Account> {
        match self {
            Caller::Anonymous => None,
            Caller::Principal { account, .. } => Some(account),
            Caller::Service { source_account, .. } => Some(source_account),
        }
    }

    /// The text that journals and messages show.
    pub fn arn(&self) -> &str {
        match self {
            Caller::Anonymous => "anonymous",
            Caller::Principal { arn, .. } => arn,
            Caller::Service { principal, .. } => principal,
        }
    }
}

/// What an access key id stands for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Credential {
    pub secret: Arc<str>,
    /// Set on temporary credentials: the token that must come along.
    pub session_token: Option<Arc<str>>,
    /// Temporary credentials end here.
    pub expires: Option<parhelion_wire::Timestamp>,
    pub caller: Caller,
    /// False for keys that were switched off.
    pub active: bool,
    pub created: parhelion_wire::Timestamp,
    /// What limits temporary credentials besides their principal's own policies.
    pub session: Option<Arc<Session>>,
}

impl Credential {
    /// A permanent key.
    pub fn permanent(secret: &str, caller: Caller) -> Self {
        Self {
            secret: secret.into(),
            session_token: None,
            expires: None,
            caller,
            active: true,
            created: crate::world::EPOCH,
            session: None,
        }
    }
}

/// Who knows access keys and principals: what the kernel asks of the services that keep them.
pub trait Identities {
    /// What an access key stands for.
    fn credential(&self, access_key: &str) -> Option<&Credential>;
    /// A user or role, by its ARN.
    fn principal(&self, arn: &str) -> Option<&Arc<Principal>>;
    /// A managed policy, by its ARN.
    fn managed_policy(&self, arn: &str) -> Option<Arc<ManagedPolicy>>;
}

impl Identities for Directory {
    fn credential(&self, access_key: &str) -> Option<&Credential> {
        self.find(access_key)
    }

    fn principal(&self, arn: &str) -> Option<&Arc<Principal>> {
        self.principals.get(arn)
    }

    fn managed_policy(&self, arn: &str) -> Option<Arc<ManagedPolicy>> {
        self.policy(arn)
    }
}

/// The access keys and principals that exist.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Directory {
    keys: OrdMap<Arc<str>, Credential>,
    /// Users and roles, by ARN.
    principals: OrdMap<Arc<str>, Arc<Principal>>,
    /// Customers' managed policies, by ARN.
    policies: OrdMap<Arc<str>, Arc<ManagedPolicy>>,
    /// What accounts forbid all their buckets.
    public_access: OrdMap<Account, PublicAccessBlock>,
}

impl Default for Directory {
    fn default() -> Self {
        let mut directory = Self {
            keys: OrdMap::new(),
            principals: OrdMap::new(),
            policies: OrdMap::new(),
            public_access: OrdMap::new(),
        };
        directory.insert_root(ACCOUNT, ACCESS_KEY, SECRET_KEY);
        directory
    }
}

impl Directory {
    /// An account's own Block Public Access, if it has one.
    pub fn public_access(&self, account: &str) -> Option<PublicAccessBlock> {
        self.public_access.get(account).copied()
    }

    pub fn set_public_access(&mut self, account: &str, block: Option<PublicAccessBlock>) {
        match block {
            Some(block) => self.public_access.insert(account.into(), block),
            None => self.public_access.remove(account),
        };
    }

    pub fn find(&self, access_key: &str) -> Option<&Credential> {
        self.keys.get(access_key)
    }

    pub fn insert(&mut self, access_key: &str, credential: Credential) {
        self.keys.insert(access_key.into(), credential);
    }

    pub fn remove(&mut self, access_key: &str) -> Option<Credential> {
        self.keys.remove(access_key)
    }

    /// The access keys of a principal, by id.
    pub fn keys_of<'a>(
        &'a self,
        arn: &'a str,
    ) -> impl Iterator<Item = (&'a Arc<str>, &'a Credential)> {
        self.keys.iter().filter(move |(_, held)| held.caller.arn() == arn)
    }

    /// An access key of an account's root user.
    pub fn insert_root(&mut self, account: &str, access_key: &str, secret: &str) {
        let caller = Caller::root(account, access_key);
        self.insert(access_key, Credential::permanent(secret, caller));
    }

    /// An access key of a user, who is made if there is none: with no policies yet, so with no
    /// rights but those that resources give.
    pub fn insert_user(&mut self, account: &str, user: &str, access_key: &str, secret: &str) {
        let arn: Arc<str> = format!("arn:aws:iam::{account}:user/{user}").into();
        if !self.principals.contains_key(&*arn) {
            // As unique as the name: only `iam` makes principals that are made again.
            let id = format!("AIDA{:0>17}", user.to_ascii_uppercase());
            self.put_principal(Principal::new(Kind::User, account, "/", user, &id));
        }
        let caller =
            Caller::Principal { account: account.into(), arn, access_key: access_key.into() };
        self.insert(access_key, Credential::permanent(secret, caller));
    }

    pub fn principal(&self, arn: &str) -> Option<&Arc<Principal>> {
        self.principals.get(arn)
    }

    pub fn put_principal(&mut self, principal: Principal) {
        self.principals.insert(principal.arn.clone(), Arc::new(principal));
    }

    pub fn remove_principal(&mut self, arn: &str) {
        self.principals.remove(arn);
    }

    /// Users or roles of an account, by ARN.
    pub fn principals<'a>(
        &'a self,
        account: &'a str,
        kind: Kind,
    ) -> impl Iterator<Item = &'a Arc<Principal>> {
        let all = self.principals.values();
        all.filter(move |held| held.kind == kind && *held.account == *account)
    }

    /// A managed policy: the account's own, or one of AWS's.
    pub fn policy(&self, arn: &str) -> Option<Arc<ManagedPolicy>> {
        self.policies.get(arn).cloned().or_else(|| managed::find(arn))
    }

    pub fn put_policy(&mut self, policy: ManagedPolicy) {
        self.policies.insert(policy.arn.clone(), Arc::new(policy));
    }

    pub fn remove_policy(&mut self, arn: &str) {
        self.policies.remove(arn);
    }

    /// The account's own managed policies, by ARN.
    pub fn policies<'a>(
        &'a self,
        account: &'a str,
    ) -> impl Iterator<Item = &'a Arc<ManagedPolicy>> {
        self.policies.values().filter(move |held| held.arn.split(':').nth(4) == Some(account))
    }

    /// AWS's managed policies that Parhelion knows.
    pub fn aws_policies() -> impl Iterator<Item = Arc<ManagedPolicy>> {
        managed::ALL.iter().filter_map(|(arn, _)| managed::find(arn))
    }
}
