//! AssumeRole: the role must trust the caller, and the caller be allowed to.

use crate::model::*;
use crate::session::limits;
use crate::{Sts, signer};
use parhelion_policy::{Decision, Keys, Request, RequestPrincipal, Values};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::conditions::GlobalKeys;
use parhelion_world::identity::{Principal, PrincipalKind, Session, Verdict};
use std::sync::Arc;

impl Sts {
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>
    pub(crate) fn assume_role(
        &mut self,
        cx: &mut Context,
        input: AssumeRoleInput,
    ) -> Result<AssumeRoleOutput> {
        let AssumeRoleInput {
            role_arn,
            role_session_name,
            policy_arns,
            policy,
            duration_seconds,
            tags,
            transitive_tag_keys: _,
            external_id,
            serial_number: _,
            token_code: _,
            source_identity,
            provided_contexts: _,
        } = input;
        let role = cx.identities().principal(&role_arn).cloned();
        let role = role.filter(|held| held.kind == PrincipalKind::Role);
        // A role that is not there reads like one that does not trust.
        let role = role.ok_or_else(|| refused(cx, &role_arn))?;
        may_assume(cx, &role, external_id.as_deref())?;
        let seconds = duration_seconds.unwrap_or(3600);
        if seconds.unsigned_abs() > role.max_session_secs {
            let message = "The requested DurationSeconds exceeds the MaxSessionDuration set for \
                           this role.";
            return Err(Error::new(400, "ValidationError", message));
        }
        let policies = limits(cx, policy.as_deref(), policy_arns)?;
        let tags = tags.unwrap_or_default().into_iter();
        let tags = tags.map(|Tag { key, value }| (Arc::from(key), Arc::from(value))).collect();
        let session = Session { principal: Some(role.arn.clone()), policies, tags };
        let (account, name) = (&role.account, &role.name);
        let arn = format!("arn:aws:sts::{account}:assumed-role/{name}/{role_session_name}");
        let credentials = self.issue(cx, account, &arn, seconds, session);
        let assumed_role_id = format!("{}:{role_session_name}", role.id);
        Ok(AssumeRoleOutput {
            credentials: Some(credentials),
            assumed_role_user: Some(AssumedRoleUser { assumed_role_id, arn }),
            packed_policy_size: None,
            source_identity,
        })
    }
}

/// The role's trust policy decides; another account's caller needs its own account's leave besides.
fn may_assume(cx: &Context, role: &Arc<Principal>, external_id: Option<&str>) -> Result<()> {
    let (account, _) = signer(cx)?;
    let keys = AssumeKeys { global: GlobalKeys(cx), external_id };
    let principal = RequestPrincipal::Aws { account: &account, arn: cx.caller.arn() };
    let request = Request { principal, action: "sts:AssumeRole", resource: &role.arn, keys: &keys };
    let trust = role.trust.as_ref();
    let trusted = trust.is_some_and(|trust| trust.policy.decide(&request) == Decision::Allow);
    let leave = match cx.decide(&request) {
        Verdict::Allow => true,
        Verdict::Implicit(_) => account == *role.account,
        Verdict::Explicit(_) => false,
    };
    if trusted && leave { Ok(()) } else { Err(refused(cx, &role.arn)) }
}

/// What a trust policy may ask of whoever wants the role.
struct AssumeKeys<'a> {
    global: GlobalKeys<'a>,
    external_id: Option<&'a str>,
}

impl Keys for AssumeKeys<'_> {
    fn get(&self, name: &str) -> Option<Values<'_>> {
        match name {
            "sts:externalid" => self.external_id.map(Values::one),
            _ => self.global.get(name),
        }
    }
}

fn refused(cx: &Context, role: &str) -> Error {
    let arn = cx.caller.arn();
    let message =
        format!("User: {arn} is not authorized to perform: sts:AssumeRole on resource: {role}");
    Error::new(403, "AccessDenied", message)
}
