//! AssumeRole: the role must trust the caller, and the caller be allowed to, unless the role's trust
//! policy names the caller itself.

use crate::model::*;
use crate::session::{limits, second_factor};
use crate::{Sts, signer};
use parhelion_policy::{Decision, Keys, Request, RequestPrincipal, Values};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::authorize::grant_of;
use parhelion_world::conditions::GlobalKeys;
use parhelion_world::identity::{Grant, Principal, PrincipalKind, Session, Verdict, is_account_id};
use parhelion_world::{Arn, Context};
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
            provided_contexts: _,
        } = input;
        let role = wanted(cx, &role_arn)?;
        let tags = tags.unwrap_or_default();
        let mfa_at = second_factor(cx, serial_number.as_deref(), token_code.as_deref())?;
        let keys = AssumeKeys {
            global: GlobalKeys(cx),
            external_id: external_id.as_deref(),
            session_name: &role_session_name,
            source_identity: source_identity.as_deref(),
            tags: &tags,
            transitive: transitive_tag_keys.as_deref().unwrap_or_default(),
            has_shown: mfa_at.is_some(),
        };
        may(cx, &role, "sts:AssumeRole", &keys)?;
        if !tags.is_empty() {
            may(cx, &role, "sts:TagSession", &keys)?;
        }
        if source_identity.is_some() {
            may(cx, &role, "sts:SetSourceIdentity", &keys)?;
        }
        let seconds = lasting(cx, &role, duration_seconds.unwrap_or(3600))?;
        let policies = limits(cx, policy.as_deref(), policy_arns)?;
        let tags =
            tags.into_iter().map(|Tag { key, value }| (Arc::from(key), Arc::from(value))).collect();
        let session = Session {
            principal: Some(role.arn.clone()),
            principal_id: Some(role.id.clone()),
            policies,
            tags,
            mfa_at,
        };
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

/// The role, if the caller is one who may want roles.
fn wanted(cx: &Context, role_arn: &str) -> Result<Arc<Principal>> {
    if !names_a_role(role_arn) {
        return Err(Error::new(400, "ValidationError", format!("{role_arn} is invalid")));
    }
    if cx.caller.is_root() {
        let message = "Roles may not be assumed by root accounts.";
        return Err(Error::new(403, "AccessDenied", message));
    }
    if cx.caller.arn().contains(":federated-user/") {
        return Err(refused(cx, "sts:AssumeRole", role_arn));
    }
    let role = cx.identities().principal(role_arn).cloned();
    let role = role.filter(|held| held.kind == PrincipalKind::Role);
    // A role that is not there reads like one that does not trust.
    role.ok_or_else(|| refused(cx, "sts:AssumeRole", role_arn))
}

/// How long a session of the role may last, in seconds.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining>
fn lasting(cx: &Context, role: &Principal, seconds: i32) -> Result<i32> {
    let is_chained = cx.caller.arn().contains(":assumed-role/");
    let message = if is_chained && seconds > 3600 {
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role \
         chaining"
    } else if seconds.unsigned_abs() > role.max_session_secs {
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
    } else {
        return Ok(seconds);
    };
    Err(Error::new(400, "ValidationError", message))
}

/// `arn:aws:iam::<account>:…`, whether there is such a role or not.
fn names_a_role(arn: &str) -> bool {
    Arn::parse(arn).is_some_and(|arn| {
        arn.service == "iam"
            && arn.region.is_empty()
            && is_account_id(arn.account)
            && !arn.resource.is_empty()
    })
}

/// The role must trust, and the caller have its own account's leave; in the role's account it is
/// enough that the trust policy names the caller.
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>
fn may(cx: &Context, role: &Principal, action: &'static str, keys: &AssumeKeys) -> Result<()> {
    let (account, _) = signer(cx)?;
    let arn = cx.caller.arn();
    let principal = RequestPrincipal::Aws { account: &account, arn };
    let request = Request { principal, action, resource: &role.arn, keys };
    let trust = role.trust.as_ref().map(|trust| &trust.policy);
    let trust = trust.filter(|trust| trust.decide(&request) == Decision::Allow);
    let grant = match trust {
        None => return Err(refused(cx, action, &role.arn)),
        Some(trust) if account == *role.account => grant_of(trust, &request),
        Some(_) => Grant::Nothing,
    };
    match cx.decide_granted(&request, grant) {
        Verdict::Allow => Ok(()),
        Verdict::Implicit(_) | Verdict::Explicit(_) => Err(refused(cx, action, &role.arn)),
    }
}

/// What policies may ask of whoever wants the role.
struct AssumeKeys<'a> {
    global: GlobalKeys<'a>,
    external_id: Option<&'a str>,
    session_name: &'a str,
    source_identity: Option<&'a str>,
    tags: &'a [Tag],
    transitive: &'a [String],
    /// A second factor, with this call.
    has_shown: bool,
}

impl Keys for AssumeKeys<'_> {
    fn get(&self, name: &str) -> Option<Values<'_>> {
        let some = |texts: Vec<String>| (!texts.is_empty()).then(|| Values::many(texts));
        if let Some(key) = name.strip_prefix("aws:requesttag/") {
            let tag = self.tags.iter().find(|tag| tag.key.eq_ignore_ascii_case(key))?;
            return Some(Values::one(&tag.value));
        }
        match name {
            "sts:externalid" => self.external_id.map(Values::one),
            "sts:rolesessionname" => Some(Values::one(self.session_name)),
            "sts:sourceidentity" => self.source_identity.map(Values::one),
            "sts:transitivetagkeys" => some(self.transitive.to_vec()),
            "aws:multifactorauthpresent" if self.has_shown => Some(Values::one("true")),
            "aws:multifactorauthage" if self.has_shown => Some(Values::one("0")),
            "aws:tagkeys" => some(self.tags.iter().map(|tag| tag.key.clone()).collect()),
            _ => self.global.get(name),
        }
    }

    fn has_boundary(&self) -> bool {
        self.global.has_boundary()
    }
}

fn refused(cx: &Context, action: &str, role: &str) -> Error {
    let arn = cx.caller.arn();
    let message = format!("User: {arn} is not authorized to perform: {action} on resource: {role}");
    Error::new(403, "AccessDenied", message)
}
