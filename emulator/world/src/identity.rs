//! Who calls: accounts, principals and the access keys that prove them.

use imbl::OrdMap;
use std::sync::Arc;

/// A 12-digit account id.
pub type Account = Arc<str>;

/// The account that a world has from the start, and its well-known development key.
pub const ACCOUNT: &str = "123456789012";
pub const ACCESS_KEY: &str = "AKIAPARHELION0EXAMPL";
pub const SECRET_KEY: &str = "parhelion/development/key/known/to/everybody";

/// Who sent a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// No credentials.
    Anonymous,
    /// An account's root or one of its principals; `arn` is `arn:aws:iam::<account>:root` for root.
    Principal { account: Account, arn: Arc<str>, access_key: Arc<str> },
    /// An AWS service acting for a resource: `cloudfront.amazonaws.com` for a distribution.
    Service { principal: Arc<str>, source_account: Account, source_arn: Arc<str> },
}

impl Caller {
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
#[derive(Clone, Debug)]
pub struct Credential {
    pub secret: Arc<str>,
    /// Set on temporary credentials: the token that must come along.
    pub session_token: Option<Arc<str>>,
    /// Temporary credentials end here.
    pub expires: Option<parhelion_wire::Timestamp>,
    pub caller: Caller,
}

/// The access keys that exist.
#[derive(Clone, Debug)]
pub struct Directory {
    keys: OrdMap<Arc<str>, Credential>,
}

impl Default for Directory {
    fn default() -> Self {
        let mut directory = Self { keys: OrdMap::new() };
        directory.insert_root(ACCOUNT, ACCESS_KEY, SECRET_KEY);
        directory
    }
}

impl Directory {
    pub fn find(&self, access_key: &str) -> Option<&Credential> {
        self.keys.get(access_key)
    }

    pub fn insert(&mut self, access_key: &str, credential: Credential) {
        self.keys.insert(access_key.into(), credential);
    }

    /// An access key of an account's root user.
    pub fn insert_root(&mut self, account: &str, access_key: &str, secret: &str) {
        let caller = Caller::Principal {
            account: account.into(),
            arn: format!("arn:aws:iam::{account}:root").into(),
            access_key: access_key.into(),
        };
        let secret = secret.into();
        self.insert(access_key, Credential { secret, session_token: None, expires: None, caller });
    }
}
