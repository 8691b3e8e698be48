//! AWS Security Token Service: who am I, and temporary credentials.
//!
//! - [`session`]: the temporary credentials that it gives out and keeps; [`tags`], [`limits`]: what
//!   they carry; [`trust`], [`caller`]: who may have them; [`mfa`], [`used_codes`]: second
//!   factors;
//! - [`assume`]: those of roles; [`web_identity`]: of roles for whom somebody else vouches, by a
//!   [`token`] that is signed by one of the keys ([`jwks`]) of an issuer ([`issuers`]);
//! - [`saml`]: the same by an [`assertion`], which is [`xml`] with an [`xml_signature`];
//! - [`outbound`]: tokens by which principals prove to others who they are, and their
//!   [`issuer_keys`];
//! - [`choices`]: where AWS is free.

mod assertion;
mod assume;
mod caller;
pub mod choices;
mod issuer_keys;
mod issuers;
mod jwks;
mod limits;
mod mfa;
mod outbound;
mod saml;
mod session;
mod tags;
mod token;
mod trust;
mod used_codes;
mod web_identity;
mod xml;
mod xml_signature;

/// The shells and the table, made from `model.smithy`.
#[allow(missing_docs, unreachable_pub, reason = "AWS documents its shapes")]
pub mod model {
    parhelion_wire::model!();
}

use caller::unsigned;
use choices::Timer;
use issuer_keys::IssuerKeys;
use issuers::Issuers;
use model::*;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::identity::{Credential, Identities};
use parhelion_world::rows::{Set, Table};
use parhelion_world::service::{Hooks, Outcome, Request, Response, Wakes};
use parhelion_world::{Context, Declaration};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use used_codes::UsedCodes;

/// STS, one for all accounts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Sts {
    /// The temporary credentials that it gave out, by access key.
    sessions: Table<Arc<str>, Credential>,
    /// Those of them that nobody knows yet.
    #[serde(default)]
    unknown: Set<Arc<str>>,
    /// Whose web identities it can check without asking them.
    #[serde(default)]
    issuers: Issuers,
    /// The keys of accounts' own issuers.
    #[serde(default)]
    issuer_keys: IssuerKeys,
    /// Codes of second factors that have served.
    #[serde(default)]
    used_codes: UsedCodes,
}

static DECLARATION: Declaration = Declaration {
    action_prefix: "sts",
    authorizes_itself: true,
    keeps_identities: true,
    address: Some(outbound::address),
    unsigned: &["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"],
    faults: choices::FAULTS,
    points: &choices::ALL,
    changing_reads: &["GetFederationToken", "GetSessionToken"],
    ..Declaration::DEFAULT
};

parhelion_world::service! { Sts, "sts", Global, Timer, {
    GetCallerIdentity => get_caller_identity,
    GetAccessKeyInfo => get_access_key_info,
    AssumeRole => assume_role,
    AssumeRoleWithSAML => assume_role_with_saml,
    AssumeRoleWithWebIdentity => assume_role_with_web_identity,
    DecodeAuthorizationMessage => decode_authorization_message,
    GetSessionToken => get_session_token,
    GetFederationToken => get_federation_token,
    GetWebIdentityToken => get_web_identity_token,
} }

impl Hooks for Sts {
    fn identities(&self) -> Option<&dyn Identities> {
        Some(self)
    }

    fn view(&mut self, cx: &mut Context, request: Request) -> Outcome<Response> {
        self.view_issuer(cx, &request)
    }

    fn control(
        &mut self,
        _: &mut Context,
        name: &str,
        body: &[u8],
    ) -> Option<Result<serde_json::Value, String>> {
        (name == "issuers").then(|| self.control_issuer(body))
    }
}

impl Wakes for Sts {
    fn wake(&mut self, _: &mut Context, timer: Timer) {
        match timer {
            Timer::Known(access_key) => drop(self.unknown.remove(&access_key)),
        }
    }
}

impl Sts {
    /// Needs no permission, and no policy can take it away.
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>
    fn get_caller_identity(
        &mut self,
        cx: &mut Context,
        input: GetCallerIdentityInput,
    ) -> Result<GetCallerIdentityOutput> {
        let GetCallerIdentityInput {} = input;
        let account = cx.caller.account().cloned().ok_or_else(unsigned)?;
        let arn = cx.caller.arn().to_owned();
        let last = arn.rsplit('/').next().unwrap_or_default();
        let user_id = match cx.principal() {
            Some(role) if arn.contains(":assumed-role/") => format!("{}:{last}", role.id),
            _ if arn.contains(":federated-user/") => format!("{account}:{last}"),
            Some(user) => user.id.to_string(),
            None => account.to_string(),
        };
        Ok(GetCallerIdentityOutput {
            user_id: Some(user_id),
            account: Some(account.to_string()),
            arn: Some(arn),
        })
    }

    /// EC2 and its like encode why they refuse; none of the services here does, so there is no message
    /// that could be decoded.
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html>
    fn decode_authorization_message(
        &mut self,
        cx: &mut Context,
        input: DecodeAuthorizationMessageInput,
    ) -> Result<DecodeAuthorizationMessageOutput> {
        let DecodeAuthorizationMessageInput { encoded_message: _ } = input;
        trust::may_call(cx, "sts:DecodeAuthorizationMessage")?;
        Err(errors::invalid_authorization_message_exception("Message is not valid"))
    }

    fn get_access_key_info(
        &mut self,
        cx: &mut Context,
        input: GetAccessKeyInfoInput,
    ) -> Result<GetAccessKeyInfoOutput> {
        let GetAccessKeyInfoInput { access_key_id } = input;
        if cx.is_users_session() {
            let message = "Cannot call GetAccessKeyInfo with session credentials";
            return Err(Error::new(403, "AccessDenied", message));
        }
        trust::may_call(cx, "sts:GetAccessKeyInfo")?;
        let held = cx.identities().credential(&access_key_id);
        let account = held.and_then(|held| held.caller.account()).ok_or_else(|| {
            let message = format!("The Access Key ID {access_key_id} is not valid.");
            Error::new(400, "ValidationError", message)
        })?;
        Ok(GetAccessKeyInfoOutput { account: Some(account.to_string()) })
    }
}
