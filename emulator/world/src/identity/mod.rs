//! Who calls: accounts, the access keys that prove them, and IAM in the small: users, roles and
//! sessions with their policies ([`principal`]), and what those say of a request ([`decide`]).
//!
//! No state: these are the nouns. Services keep them ([`Identities`]); the kernel, doors and other
//! services ask those that do.

pub mod decide;
pub mod principal;
pub mod provider;
pub mod tied;

pub use parhelion_policy::is_account_id;

pub use decide::{Cause, Grant, Verdict, acting, decide};
pub use principal::{Document, ManagedPolicy, Principal, PrincipalKind, Session};
pub use provider::OpenIdProvider;

use parhelion_policy::RequestPrincipal;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A 12-digit account id.
pub type Account = Arc<str>;

/// The account that a world has from the start.
pub const ACCOUNT: &str = "123456789012";
/// The id of that account's development key.
pub const ACCESS_KEY: &str = "AKIAPARHELION0EXAMPL";
/// Its secret, which is none.
pub const SECRET_KEY: &str = "parhelion/development/key/known/to/everybody";

/// Who sent a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Caller {
    /// No credentials.
    Anonymous,
    /// An account's root or one of its principals; `arn` is `arn:aws:iam::<account>:root` for root.
    Principal {
        /// The principal's own account.
        account: Account,
        /// Of a session it names the session: `arn:aws:sts::<account>:assumed-role/<role>/<session>`.
        arn: Arc<str>,
        /// The id of the key that signed.
        access_key: Arc<str>,
    },
    /// An AWS service acting for a resource: `cloudfront.amazonaws.com` for a distribution.
    Service {
        /// The service principal, as policies name it.
        principal: Arc<str>,
        /// `aws:SourceAccount`: the account of the resource.
        source_account: Account,
        /// `aws:SourceArn`: the resource.
        source_arn: Arc<str>,
    },
    /// A user that a service keeps for a customer, in an account that is called as the service is. No
    /// policies hang on it; resources let it in.
    ServiceUser {
        /// The customer's account.
        account: Account,
        /// `arn:aws:iam::<service>:user/<name>`
        arn: Arc<str>,
        /// Its own id among owners and grantees: 96 hex digits.
        canonical_user: Arc<str>,
    },
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

    /// An account's root itself, or a session of it.
    pub fn is_root(&self) -> bool {
        matches!(self, Caller::Principal { arn, .. } if arn.ends_with(":root"))
    }

    /// Whose call it is: of a service, the account of the resource that it acts for. `None`: anonymous.
    pub fn account(&self) -> Option<&Account> {
        match self {
            Caller::Anonymous => None,
            Caller::Principal { account, .. } => Some(account),
            Caller::Service { source_account, .. } => Some(source_account),
            Caller::ServiceUser { account, .. } => Some(account),
        }
    }

    /// As resources' policies see it.
    pub fn principal(&self) -> RequestPrincipal<'_> {
        match self {
            Caller::Anonymous => RequestPrincipal::Anonymous,
            Caller::Principal { account, arn, .. } => RequestPrincipal::Aws { account, arn },
            Caller::Service { principal, .. } => RequestPrincipal::Service(principal),
            Caller::ServiceUser { arn, .. } => {
                let account = crate::Arn::parse(arn).map_or("", |arn| arn.account);
                RequestPrincipal::Aws { account, arn }
            }
        }
    }

    /// The text that journals and messages show.
    pub fn arn(&self) -> &str {
        match self {
            Caller::Anonymous => "anonymous",
            Caller::Principal { arn, .. } | Caller::ServiceUser { arn, .. } => arn,
            Caller::Service { principal, .. } => principal,
        }
    }
}

/// What an access key id stands for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Credential {
    /// The secret access key.
    pub secret: Arc<str>,
    /// Set on temporary credentials: the token that must come along.
    pub session_token: Option<Arc<str>>,
    /// Temporary credentials end here.
    pub expires: Option<parhelion_wire::Timestamp>,
    /// Whom a request signed with it is from.
    pub caller: Caller,
    /// False for keys that were switched off.
    pub active: bool,
    /// When it was made; of temporary credentials, when the token was issued.
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
            created: crate::epoch::EPOCH,
            session: None,
        }
    }
}

/// A key as it stands now; `None`: its user is not there any more, and nobody can sign with it. A
/// session that a user made for itself goes by the name that the user has now.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_rename.html>
pub fn current(known: &dyn Identities, held: &Credential) -> Option<Credential> {
    let mut held = held.clone();
    let Caller::Principal { arn, .. } = &mut held.caller else { return Some(held) };
    if crate::Arn::parse(arn).is_none_or(|arn| !arn.resource.starts_with("user/")) {
        return Some(held);
    }
    match held.session.as_deref().and_then(|session| decide::principal_of(known, session)) {
        Some(user) => *arn = user.arn.clone(),
        None => drop(known.principal(arn)?),
    }
    Some(held)
}

/// Who knows access keys and principals: what the kernel asks of the services that keep them.
pub trait Identities {
    /// What an access key stands for.
    fn credential(&self, access_key: &str) -> Option<&Credential>;
    /// A user or role, by its ARN.
    fn principal(&self, arn: &str) -> Option<&Arc<Principal>>;
    /// The user or role of a unique id.
    fn bearer(&self, id: &str) -> Option<&Arc<Principal>> {
        let _ = id;
        None
    }
    /// Whether this account has users or roles that are known: what is none of them is not there.
    fn has_principals(&self, account: &str) -> bool {
        let _ = account;
        false
    }
    /// The ARN of a user that a service keeps ([`Caller::ServiceUser`]), by that or its canonical id.
    fn service_user(&self, named: &str) -> Option<&Arc<str>> {
        let _ = named;
        None
    }
    /// A managed policy, by its ARN.
    fn managed_policy(&self, arn: &str) -> Option<Arc<ManagedPolicy>>;
    /// The step of a device of this user's whose code this is, if it shows it just now.
    fn mfa_step(
        &self,
        user: &str,
        serial: &str,
        code: &str,
        now: parhelion_wire::Timestamp,
    ) -> Option<i64> {
        let _ = (user, serial, code, now);
        None
    }
    /// The metadata of a SAML provider, by its ARN.
    fn saml_metadata(&self, arn: &str) -> Option<Arc<str>> {
        let _ = arn;
        None
    }
    /// The issuer of the tokens by which an account's principals prove to others who they are; `None`:
    /// it gives out none.
    fn web_issuer(&self, account: &str) -> Option<Arc<str>> {
        let _ = account;
        None
    }
    /// Whether some account has this issuer.
    fn is_web_issuer(&self, issuer: &str) -> bool {
        let _ = issuer;
        false
    }
    /// An OpenID Connect provider, by its ARN.
    fn open_id_provider(&self, arn: &str) -> Option<&Arc<OpenIdProvider>> {
        let _ = arn;
        None
    }
}
