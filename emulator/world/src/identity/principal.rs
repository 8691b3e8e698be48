//! Users, roles and their sessions, and the policies that hang on them.

use super::Account;
use crate::epoch::EPOCH;
use crate::rows::equal_by_identity;
use imbl::{OrdMap, OrdSet};
use parhelion_policy::Policy;
use parhelion_wire::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Which of IAM's principals something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PrincipalKind {
    /// A person or program with permanent credentials.
    User,
    /// Taken on for a time, by whom its trust policy lets.
    Role,
    /// No principal of its own: its policies are those of the users in it.
    Group,
}

impl PrincipalKind {
    /// As ARNs and messages write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Role => "role",
            Self::Group => "group",
        }
    }
}

/// A user, role or group of an account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Principal {
    /// User, role or group.
    pub kind: PrincipalKind,
    /// The account that it belongs to.
    pub account: Account,
    /// `/`, or more between two slashes.
    pub path: Arc<str>,
    /// Without its path; as it was first written.
    pub name: Arc<str>,
    /// `arn:aws:iam::<account>:user/<path><name>`, or `…:role/…`.
    pub arn: Arc<str>,
    /// `AIDA…`, `AROA…`: what `aws:userid` begins with; never given out twice.
    pub id: Arc<str>,
    /// When it was made; [`EPOCH`] if it was there from the start.
    pub created: Timestamp,
    /// Roles only.
    pub description: Option<Arc<str>>,
    /// The longest that a role's session may last, in seconds.
    pub max_session_secs: u32,
    /// Whom a role trusts; users have none.
    pub trust: Option<Document>,
    /// By name.
    pub inline: OrdMap<Arc<str>, Document>,
    /// ARNs of managed policies.
    pub attached: OrdSet<Arc<str>>,
    /// The ARN of the managed policy that is its permissions boundary.
    pub boundary: Option<Arc<str>>,
    /// ARNs of the groups that a user is in.
    pub groups: OrdSet<Arc<str>>,
    /// By key.
    pub tags: OrdMap<Arc<str>, Arc<str>>,
}

impl Principal {
    /// Without policies; `path` begins and ends with a slash.
    pub fn new(kind: PrincipalKind, account: &str, path: &str, name: &str, id: &str) -> Self {
        let word = kind.word();
        Self {
            kind,
            account: account.into(),
            path: path.into(),
            name: name.into(),
            arn: format!("arn:aws:iam::{account}:{word}{path}{name}").into(),
            id: id.into(),
            created: EPOCH,
            description: None,
            max_session_secs: 3600,
            trust: None,
            inline: OrdMap::new(),
            attached: OrdSet::new(),
            boundary: None,
            groups: OrdSet::new(),
            tags: OrdMap::new(),
        }
    }
}

/// A policy as it was written, and parsed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Document {
    /// The JSON as it was given.
    pub text: Arc<str>,
    /// What it says.
    pub policy: Arc<Policy>,
}

/// A policy of its own, which principals are given.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ManagedPolicy {
    /// `arn:aws:iam::<account>:policy/<path><name>`; `aws` is the account of AWS's own.
    pub arn: Arc<str>,
    /// Without its path.
    pub name: Arc<str>,
    /// `/`, or more between two slashes.
    pub path: Arc<str>,
    /// `ANPA…`
    pub id: Arc<str>,
    /// As it was given.
    pub description: Option<Arc<str>>,
    /// What it says of those that it is attached to.
    pub document: Document,
    /// When it was made.
    pub created: Timestamp,
}

/// What temporary credentials are limited by.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Session {
    /// The user or role whose policies apply; none for root.
    pub principal: Option<Arc<str>>,
    /// Its id: another principal that has the same ARN later is not the one. None: whoever has it.
    #[serde(default)]
    pub principal_id: Option<Arc<str>>,
    /// Session policies: what none of them allows is not allowed. Empty: no limit.
    pub policies: Vec<Arc<Policy>>,
    /// Session tags, by key.
    pub tags: OrdMap<Arc<str>, Arc<str>>,
    /// When a second factor was shown for it.
    #[serde(default)]
    pub mfa_at: Option<Timestamp>,
    /// The keys of those of its tags that sessions made by it have as well.
    #[serde(default)]
    pub transitive: OrdSet<Arc<str>>,
    /// `aws:SourceIdentity`: who began the chain of sessions.
    #[serde(default)]
    pub source_identity: Option<Arc<str>>,
    /// `aws:FederatedProvider`: who vouched for its user, where that is a web identity.
    #[serde(default)]
    pub provider: Option<Arc<str>>,
}

equal_by_identity!(Principal, Session);
