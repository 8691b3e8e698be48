//! AssumeRole: the role must trust the caller, and the caller be allowed to.

use crate::model::*;
use crate::session::{give, limits};
use crate::{Sts, signer};
use parhelion_policy::{Decision, Request, Who};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::{Kind, Principal, Session, Verdict};
use std::collections::BTreeMap;
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
        let role = cx.directory().principal(&role_arn).cloned();
        let role = role.filter(|held| held.kind == Kind::Role);
        // A role that is not there reads like one that does not trust.
        let role = role.ok_or_else(|| refused(cx, &role_arn))?;
        may_assume(cx, &role, external_id)?;
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
        let credentials = give(cx, account, &arn, seconds, session);
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
fn may_assume(cx: &Context, role: &Arc<Principal>, external_id: Option<String>) -> Result<()> {
    let (account, _) = signer(cx)?;
    let mut keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
    keys.insert("aws:principalarn".into(), vec![cx.caller.arn().to_owned()]);
    keys.insert("aws:principalaccount".into(), vec![account.clone()]);
    keys.insert("aws:currenttime".into(), vec![cx.now.date_time()]);
    if let Some(id) = external_id {
        keys.insert("sts:externalid".into(), vec![id]);
    }
    let who = Who::Aws { account: &account, arn: cx.caller.arn() };
    let request = Request { who, action: "sts:AssumeRole", resource: &role.arn, keys: &keys };
    let trust = role.trust.as_ref();
    let trusted = trust.is_some_and(|trust| trust.policy.decide(&request) == Decision::Allow);
    let leave = match cx.decide(&request) {
        Verdict::Allow => true,
        Verdict::Implicit(_) => account == *role.account,
        Verdict::Explicit(_) => false,
    };
    if trusted && leave { Ok(()) } else { Err(refused(cx, &role.arn)) }
}

fn refused(cx: &Context, role: &str) -> Error {
    let arn = cx.caller.arn();
    let message =
        format!("User: {arn} is not authorized to perform: sts:AssumeRole on resource: {role}");
    Error::new(403, "AccessDenied", message)
}
