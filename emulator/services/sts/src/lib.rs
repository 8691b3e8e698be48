//! AWS Security Token Service: who am I, and temporary credentials.
//!
//! - [`session`]: the temporary credentials that it gives out and keeps; [`assume`]: those of roles.

mod assume;
mod session;

/// The shells and the table, made from `model.smithy`.
#[allow(missing_docs, unreachable_pub, reason = "AWS documents its shapes")]
pub mod model {
    parhelion_wire::model!();
}

use model::*;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::identity::Identities;
use parhelion_world::service::Hooks;
use parhelion_world::{Caller, Context, Declaration};
use serde::{Deserialize, Serialize};
use session::Sessions;

/// STS, one for all accounts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Sts {
    /// What it gave out, by access key.
    sessions: Sessions,
}

static DECLARATION: Declaration = Declaration {
    action_prefix: "sts",
    authorizes_itself: true,
    keeps_identities: true,
    ..Declaration::DEFAULT
};

parhelion_world::service! { Sts, "sts", Global {
    GetCallerIdentity => get_caller_identity,
    GetAccessKeyInfo => get_access_key_info,
    AssumeRole => assume_role,
    GetSessionToken => get_session_token,
    GetFederationToken => get_federation_token,
} }

impl Hooks for Sts {
    fn identities(&self) -> Option<&dyn Identities> {
        Some(&self.sessions)
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
        session::may(cx, "sts:GetAccessKeyInfo", "*")?;
        let held = cx.identities().credential(&access_key_id);
        let account = held.and_then(|held| held.caller.account()).ok_or_else(|| {
            let message = format!("The Access Key ID {access_key_id} is not valid.");
            Error::new(400, "ValidationError", message)
        })?;
        Ok(GetAccessKeyInfoOutput { account: Some(account.to_string()) })
    }
}

fn unsigned() -> Error {
    Error::new(403, "MissingAuthenticationToken", "Request is missing Authentication Token")
}

/// The account and access key of whoever signed.
fn signer(cx: &Context) -> Result<(String, String)> {
    match &cx.caller {
        Caller::Principal { account, access_key, .. } => {
            Ok((account.to_string(), access_key.to_string()))
        }
        _ => Err(unsigned()),
    }
}
