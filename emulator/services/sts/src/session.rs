//! Temporary credentials: of the caller itself (GetSessionToken) or of a federated user that the
//! caller names (GetFederationToken).

use crate::Sts;
use crate::caller::signer;
use crate::choices::{CREDENTIALS_LATE, Timer};
use crate::limits::{Limits, limits};
use crate::model::*;
use crate::tags::SessionTags;
use crate::trust::{AssumeKeys, may_by_own};
use parhelion_policy::{Policy, Purpose};
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};
use parhelion_world::identity::{Credential, Identities, ManagedPolicy, Principal, Session};
use parhelion_world::{Caller, Context};
use std::sync::Arc;
use std::time::Duration;

const ID: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const SECRET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

impl Identities for Sts {
    fn credential(&self, access_key: &str) -> Option<&Credential> {
        let is_known = self.unknown.is_empty() || !self.unknown.contains(access_key);
        self.sessions.get(access_key).filter(|_| is_known)
    }

    fn principal(&self, _: &str) -> Option<&Arc<Principal>> {
        None
    }

    fn managed_policy(&self, _: &str) -> Option<Arc<ManagedPolicy>> {
        None
    }
}

impl Sts {
    pub(crate) fn get_session_token(
        &mut self,
        cx: &mut Context,
        input: GetSessionTokenInput,
    ) -> Result<GetSessionTokenOutput> {
        let GetSessionTokenInput { duration_seconds, serial_number, token_code } = input;
        let account = permanent(cx, "GetSessionToken")?;
        let mfa_at = self.second_factor(cx, serial_number.as_deref(), token_code.as_deref())?;
        let arn = cx.caller.arn().to_owned();
        let principal = maker(cx);
        let seconds = seconds(cx, duration_seconds);
        let session =
            Session { principal, principal_id: maker_id(cx), mfa_at, ..Session::default() };
        let credentials = self.issue(cx, &account, &arn, seconds, session);
        Ok(GetSessionTokenOutput { credentials: Some(credentials) })
    }

    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html>
    pub(crate) fn get_federation_token(
        &mut self,
        cx: &mut Context,
        input: GetFederationTokenInput,
    ) -> Result<GetFederationTokenOutput> {
        let GetFederationTokenInput { name, policy, policy_arns, duration_seconds, tags } = input;
        let account = permanent(cx, "GetFederationToken")?;
        let principal = maker(cx);
        let arn = format!("arn:aws:sts::{account}:federated-user/{name}");
        // None of them can be made transitive: federated users assume no roles.
        let tags = SessionTags::new(cx, tags.unwrap_or_default(), Vec::new())?;
        let keys = AssumeKeys::new(cx, &tags);
        may_by_own(cx, "sts:GetFederationToken", &arn, &keys)?;
        if !tags.is_empty() {
            may_by_own(cx, "sts:TagSession", &arn, &keys)?;
        }
        let Limits { mut policies, packed } =
            limits(cx, &account, policy.as_deref(), policy_arns, &tags)?;
        if policies.is_empty() {
            // Without a session policy, a federated user has what resources give him.
            policies.push(Arc::new(Policy::silent(Purpose::Identity)));
        }
        let (principal_id, tags) = (maker_id(cx), tags.all);
        let session = Session { principal, principal_id, policies, tags, ..Session::default() };
        let seconds = seconds(cx, duration_seconds);
        let credentials = self.issue(cx, &account, &arn, seconds, session);
        let federated_user_id = format!("{account}:{name}");
        Ok(GetFederationTokenOutput {
            credentials: Some(credentials),
            federated_user: Some(FederatedUser { federated_user_id, arn }),
            packed_policy_size: packed,
        })
    }
}

/// The user whose policies apply to a session of its making; none of root's.
fn maker(cx: &Context) -> Option<Arc<str>> {
    (!cx.caller.is_root()).then(|| cx.caller.arn().into())
}

/// How long a session of these kinds lasts: root's an hour at the most, whatever is asked.
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html>
fn seconds(cx: &Context, asked: Option<i32>) -> i32 {
    match cx.caller.is_root() {
        true => asked.unwrap_or(3600).min(3600),
        false => asked.unwrap_or(43_200),
    }
}

fn maker_id(cx: &Context) -> Option<Arc<str>> {
    cx.principal().map(|user| user.id.clone())
}

/// Sessions may not make further sessions of these kinds.
fn permanent(cx: &Context, operation: &str) -> Result<String> {
    let (account, access_key) = signer(cx)?;
    if access_key.starts_with("ASIA") {
        let message = format!("Cannot call {operation} with session credentials");
        return Err(Error::new(403, "AccessDenied", message));
    }
    Ok(account)
}

/// A session of a role that somebody may have.
pub(crate) struct Wanted<'a> {
    pub(crate) role: &'a Principal,
    /// `RoleSessionName`
    pub(crate) name: &'a str,
    /// How long it lasts.
    pub(crate) seconds: i32,
}

impl Sts {
    /// Makes temporary credentials of a role.
    pub(crate) fn issue_for_role(
        &mut self,
        cx: &mut Context,
        Wanted { role, name, seconds }: Wanted<'_>,
        session: Session,
    ) -> (Credentials, AssumedRoleUser) {
        let arn = format!("arn:aws:sts::{}:assumed-role/{}/{name}", role.account, role.name);
        let (principal, principal_id) = (Some(role.arn.clone()), Some(role.id.clone()));
        let session = Session { principal, principal_id, ..session };
        let credentials = self.issue(cx, &role.account, &arn, seconds, session);
        (credentials, AssumedRoleUser { assumed_role_id: format!("{}:{name}", role.id), arn })
    }

    /// Makes temporary credentials, known to everybody until they expire.
    pub(crate) fn issue(
        &mut self,
        cx: &mut Context,
        account: &str,
        arn: &str,
        seconds: i32,
        session: Session,
    ) -> Credentials {
        let access_key = format!("ASIA{}", cx.id(ID, 16));
        let secret = cx.id(SECRET, 40);
        let token = format!("IQoJb3JpZ2luX2Vj{}", cx.id(SECRET, 300));
        let caller = Caller::Principal {
            account: account.into(),
            arn: arn.into(),
            access_key: access_key.as_str().into(),
        };
        // Dates of STS are in whole seconds.
        let issued = Timestamp::from_secs(cx.now.secs());
        let expiration = issued + Duration::from_secs(seconds.unsigned_abs().into());
        let credential = Credential {
            session_token: Some(token.as_str().into()),
            expires: Some(expiration),
            created: issued,
            session: Some(Arc::new(session)),
            ..Credential::permanent(&secret, caller)
        };
        let id: Arc<str> = access_key.as_str().into();
        self.sessions.insert(id.clone(), credential);
        let late = cx.choose_delay(&CREDENTIALS_LATE);
        if !late.is_zero() {
            self.unknown.insert(id.clone());
            cx.later(cx.now + late, &Timer::Known(id));
        }
        Credentials {
            access_key_id: access_key,
            secret_access_key: secret,
            session_token: token,
            expiration,
        }
    }
}
