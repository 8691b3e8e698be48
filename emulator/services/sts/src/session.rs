//! Temporary credentials: of the caller itself (GetSessionToken) or of a federated user that the
//! caller names (GetFederationToken).

use crate::model::*;
use crate::{Sts, signer};
use imbl::OrdMap;
use parhelion_policy::iam::{self, Kind};
use parhelion_policy::{Policy, Purpose, Request, RequestPrincipal};
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};
use parhelion_world::conditions::GlobalKeys;
use parhelion_world::identity::{
    Credential, Identities, ManagedPolicy, Principal, Session, Verdict,
};
use parhelion_world::{Caller, Context};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

const ID: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const SECRET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The temporary credentials that were given out, by access key.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Sessions(OrdMap<Arc<str>, Credential>);

impl Identities for Sessions {
    fn credential(&self, access_key: &str) -> Option<&Credential> {
        self.0.get(access_key)
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
        let mfa_at = second_factor(cx, serial_number.as_deref(), token_code.as_deref())?;
        let arn = cx.caller.arn().to_owned();
        let principal = maker(cx);
        // Root's sessions end within the hour.
        let default = if arn.ends_with(":root") { 3600 } else { 43_200 };
        let session =
            Session { principal, principal_id: maker_id(cx), mfa_at, ..Session::default() };
        let credentials =
            self.issue(cx, &account, &arn, duration_seconds.unwrap_or(default), session);
        Ok(GetSessionTokenOutput { credentials: Some(credentials) })
    }

    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html>
    pub(crate) fn get_federation_token(
        &mut self,
        cx: &mut Context,
        input: GetFederationTokenInput,
    ) -> Result<GetFederationTokenOutput> {
        let GetFederationTokenInput { name, policy, policy_arns, duration_seconds, tags: _ } =
            input;
        let account = permanent(cx, "GetFederationToken")?;
        let principal = maker(cx);
        let arn = format!("arn:aws:sts::{account}:federated-user/{name}");
        may(cx, "sts:GetFederationToken", &arn)?;
        let mut policies = limits(cx, policy.as_deref(), policy_arns)?;
        if policies.is_empty() {
            // Without a session policy, a federated user has what resources give him.
            policies.push(Arc::new(Policy::silent(Purpose::Identity)));
        }
        let session =
            Session { principal, principal_id: maker_id(cx), policies, ..Session::default() };
        let credentials =
            self.issue(cx, &account, &arn, duration_seconds.unwrap_or(43_200), session);
        let federated_user_id = format!("{account}:{name}");
        Ok(GetFederationTokenOutput {
            credentials: Some(credentials),
            federated_user: Some(FederatedUser { federated_user_id, arn }),
            packed_policy_size: None,
        })
    }
}

/// Whether the caller's own policies allow this.
pub(crate) fn may(cx: &Context, action: &str, resource: &str) -> Result<()> {
    let (account, _) = signer(cx)?;
    let (caller, keys) = (cx.caller.arn(), GlobalKeys(cx));
    let principal = RequestPrincipal::Aws { account: &account, arn: caller };
    let request = Request { principal, action, resource, keys: &keys };
    let reason = match cx.decide(&request) {
        Verdict::Allow => return Ok(()),
        Verdict::Explicit(cause) => cause.explicit().to_owned(),
        Verdict::Implicit(cause) => cause.implicit(action),
    };
    let message = format!(
        "User: {caller} is not authorized to perform: {action} on resource: {resource} {reason}"
    );
    Err(Error::new(403, "AccessDenied", message))
}

/// The user whose policies apply to a session of its making; none of root's.
fn maker(cx: &Context) -> Option<Arc<str>> {
    (!cx.caller.is_root()).then(|| cx.caller.arn().into())
}

/// When a second factor was shown: now, if one was and it is right.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html>
pub(crate) fn second_factor(
    cx: &Context,
    serial: Option<&str>,
    code: Option<&str>,
) -> Result<Option<Timestamp>> {
    let (Some(serial), Some(code)) = (serial, code) else {
        if serial.is_none() && code.is_none() {
            return Ok(None);
        }
        let message = "Both a serial number and a token code are needed.";
        return Err(Error::new(400, "ValidationError", message));
    };
    if cx.identities().mfa_code_holds(cx.caller.arn(), serial, code, cx.now) {
        return Ok(Some(cx.now));
    }
    let message = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
    Err(Error::new(403, "AccessDenied", message))
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

/// Session policies: the one given inline, and managed ones by ARN.
pub(crate) fn limits(
    cx: &mut Context,
    inline: Option<&str>,
    managed: Option<Vec<PolicyDescriptorType>>,
) -> Result<Vec<Arc<Policy>>> {
    let malformed = |error: parhelion_policy::MalformedPolicy| {
        errors::malformed_policy_document_exception(error.message)
    };
    let mut policies = Vec::new();
    if let Some(text) = inline {
        policies.push(Arc::new(iam::parse(text, Kind::Inline).map_err(malformed)?));
    }
    for arn in managed.unwrap_or_default().into_iter().filter_map(|one| one.arn) {
        let held = cx.identities().managed_policy(&arn).ok_or_else(|| {
            errors::malformed_policy_document_exception(format!("Policy {arn} does not exist."))
        })?;
        policies.push(held.document.policy.clone());
    }
    Ok(policies)
}

impl Sts {
    /// Makes temporary credentials, known to everybody from now until they expire.
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
        let expiration = cx.now + Duration::from_secs(seconds.unsigned_abs().into());
        let credential = Credential {
            session_token: Some(token.as_str().into()),
            expires: Some(expiration),
            created: cx.now,
            session: Some(Arc::new(session)),
            ..Credential::permanent(&secret, caller)
        };
        self.sessions.0.insert(access_key.as_str().into(), credential);
        Credentials {
            access_key_id: access_key,
            secret_access_key: secret,
            session_token: token,
            expiration,
        }
    }
}
