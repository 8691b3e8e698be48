//! AssumeRole: the role must trust the caller, and the caller be allowed to, unless the role's trust
//! policy names the caller itself.

use crate::Sts;
use crate::limits::{Limits, limits};
use crate::model::*;
use crate::session::Wanted;
use crate::tags::SessionTags;
use crate::trust::{AssumeKeys, lasting, may, named, refused};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::{Principal, Session};
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
            transitive_tag_keys,
            external_id,
            serial_number,
            token_code,
            source_identity,
            provided_contexts,
        } = input;
        no_contexts(provided_contexts)?;
        let role = wanted(cx, &role_arn)?;
        let mfa_at = self.second_factor(cx, serial_number.as_deref(), token_code.as_deref())?;
        let (tags, transitive) =
            (tags.unwrap_or_default(), transitive_tag_keys.unwrap_or_default());
        let tags = SessionTags::new(cx, tags, transitive)?;
        let source_identity = said_by(cx, source_identity, &role)?;
        let keys = AssumeKeys {
            role: Some(&role),
            external_id: external_id.as_deref(),
            session_name: Some(&role_session_name),
            source_identity: source_identity.as_deref(),
            has_shown: mfa_at.is_some(),
            ..AssumeKeys::new(cx, &tags)
        };
        may(cx, &role, "sts:AssumeRole", &keys)?;
        // Those that the calling session hands on need the permission as well.
        if !tags.is_empty() {
            may(cx, &role, "sts:TagSession", &keys)?;
        }
        if source_identity.is_some() {
            may(cx, &role, "sts:SetSourceIdentity", &keys)?;
        }
        let seconds = lasting(cx, &role, duration_seconds.unwrap_or(3600))?;
        let Limits { policies, packed } =
            limits(cx, &role.account, policy.as_deref(), policy_arns, &tags)?;
        let session = Session {
            policies,
            tags: tags.all,
            transitive: tags.transitive,
            mfa_at,
            source_identity: source_identity.clone(),
            ..Session::default()
        };
        let wanted = Wanted { role: &role, name: &role_session_name, seconds };
        let (credentials, assumed) = self.issue_for_role(cx, wanted, session);
        Ok(AssumeRoleOutput {
            credentials: Some(credentials),
            assumed_role_user: Some(assumed),
            packed_policy_size: packed,
            source_identity: source_identity.as_deref().map(str::to_owned),
        })
    }
}

/// Contexts of IAM Identity Center, which is not here, say what nobody can check.
fn no_contexts(contexts: Option<Vec<ProvidedContext>>) -> Result<()> {
    match contexts.unwrap_or_default().is_empty() {
        true => Ok(()),
        false => Err(Error::not_implemented("sts", "AssumeRole with ProvidedContexts")),
    }
}

/// The role, if the caller is one who may want roles.
fn wanted(cx: &Context, role_arn: &str) -> Result<Arc<Principal>> {
    let role = named(cx, role_arn)?;
    if cx.caller.is_root() {
        let message = "Roles may not be assumed by root accounts.";
        return Err(Error::new(403, "AccessDenied", message));
    }
    if cx.caller.arn().contains(":federated-user/") {
        return Err(refused(cx, "sts:AssumeRole", role_arn));
    }
    // A role that is not there reads like one that does not trust.
    role.ok_or_else(|| refused(cx, "sts:AssumeRole", role_arn))
}

/// Who began the chain: once it is said, it stays, and nobody can say otherwise.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html>
fn said_by(cx: &Context, asked: Option<String>, role: &Principal) -> Result<Option<Arc<str>>> {
    let held = cx.session().and_then(|session| session.source_identity.clone());
    match (held, asked) {
        (Some(held), Some(asked)) if *held != *asked => {
            Err(refused(cx, "sts:SetSourceIdentity", &role.arn))
        }
        (Some(held), _) => Ok(Some(held)),
        (None, asked) => Ok(asked.map(Arc::from)),
    }
}
