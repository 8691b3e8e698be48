//! Users, roles and their sessions, and the policies that hang on them.

use super::Account;
use crate::epoch::EPOCH;
use imbl::{OrdMap, OrdSet};
use parhelion_policy::Policy;
use parhelion_wire::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    User,
    Role,
}

/// A user or a role of an account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Principal {
    pub kind: Kind,
    pub account: Account,
    pub path: Arc<str>,
    pub name: Arc<str>,
    pub arn: Arc<str>,
    /// `AIDA…`, `AROA…`: what `aws:userid` begins with; never given out twice.
    pub id: Arc<str>,
    pub created: Timestamp,
    pub description: Option<Arc<str>>,
    pub max_session_secs: u32,
    /// Whom a role trusts; users have none.
    pub trust: Option<Document>,
    /// By name.
    pub inline: OrdMap<Arc<str>, Document>,
    /// ARNs of managed policies.
    pub attached: OrdSet<Arc<str>>,
    /// The ARN of the managed policy that is its permissions boundary.
    pub boundary: Option<Arc<str>>,
    pub tags: OrdMap<Arc<str>, Arc<str>>,
}

impl Principal {
    /// Without policies; `path` begins and ends with a slash.
    pub fn new(kind: Kind, account: &str, path: &str, name: &str, id: &str) -> Self {
        let word = match kind {
            Kind::User => "user",
            Kind::Role => "role",
        };
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
            tags: OrdMap::new(),
        }
    }
}

/// A policy as it was written, and parsed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Document {
    pub text: Arc<str>,
    pub policy: Arc<Policy>,
}

/// A policy of its own, which principals are given.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ManagedPolicy {
    pub arn: Arc<str>,
    pub name: Arc<str>,
    pub path: Arc<str>,
    /// `ANPA…`
    pub id: Arc<str>,
    pub description: Option<Arc<str>>,
    pub document: Document,
    pub created: Timestamp,
}

/// What temporary credentials are limited by.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Session {
    /// The user or role whose policies apply; none for root.
    pub principal: Option<Arc<str>>,
    /// Session policies: what none of them allows is not allowed. Empty: no limit.
    pub policies: Vec<Arc<Policy>>,
    pub tags: OrdMap<Arc<str>, Arc<str>>,
}
