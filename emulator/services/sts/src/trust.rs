//! Who may have a role's session, or federate somebody, and what policies may ask of them.

use crate::caller::signer;
use crate::tags::SessionTags;
use parhelion_policy::{Decision, Keys, Request, RequestPrincipal, Values};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::authorize::grant_of;
use parhelion_world::conditions::GlobalKeys;
use parhelion_world::identity::{Grant, Principal, PrincipalKind, Verdict, is_account_id};
use parhelion_world::{Arn, Context};
use std::sync::Arc;

/// The role of an ARN, if there is one.
///
/// # Errors
/// The text names no role of any account.
pub(crate) fn named(cx: &Context, role_arn: &str) -> Result<Option<Arc<Principal>>> {
    let names_one = Arn::parse(role_arn).is_some_and(|arn| {
        arn.service == "iam"
            && arn.region.is_empty()
            && is_account_id(arn.account)
            && !arn.resource.is_empty()
    });
    if !names_one {
        return Err(Error::new(400, "ValidationError", format!("{role_arn} is invalid")));
    }
    let role = cx.identities().principal(role_arn).cloned();
    Ok(role.filter(|held| held.kind == PrincipalKind::Role))
}

/// How long a session of the role may last, in seconds.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining>
pub(crate) fn lasting(cx: &Context, role: &Principal, seconds: i32) -> Result<i32> {
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

/// The role must trust, and the caller have its own account's leave; in the role's account it is
/// enough that the trust policy names the caller.
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>
pub(crate) fn may(
    cx: &Context,
    role: &Principal,
    action: &'static str,
    keys: &AssumeKeys,
) -> Result<()> {
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

/// Whether the caller's own policies allow an action that is about nothing in particular.
pub(crate) fn may_call(cx: &Context, action: &'static str) -> Result<()> {
    let tags = SessionTags::default();
    may_by_own(cx, action, "*", &AssumeKeys::new(cx, &tags))
}

/// Of somebody for whom a provider vouches, only the role's trust decides (COG-I1.8): over the action,
/// and over what else the session brings along.
pub(crate) fn trusted(
    role: &Principal,
    provider: &str,
    action: &'static str,
    keys: &AssumeKeys,
) -> Result<()> {
    let principal = RequestPrincipal::Federated(provider);
    let tags = (!keys.tags.is_empty()).then_some("sts:TagSession");
    let source_identity = keys.source_identity.map(|_| "sts:SetSourceIdentity");
    for action in [Some(action), tags, source_identity].into_iter().flatten() {
        let request = Request { principal, action, resource: &role.arn, keys };
        let said = role.trust.as_ref().map(|trust| trust.policy.decide(&request));
        if said != Some(Decision::Allow) {
            return Err(untrusted(action));
        }
    }
    Ok(())
}

/// Whatever is wrong with the role, it reads like this (COG-I1.6).
pub(crate) fn untrusted(action: &str) -> Error {
    Error::new(403, "AccessDenied", format!("Not authorized to perform {action}"))
}

/// Whether the caller's own policies allow something: about a federated user, or `*`.
pub(crate) fn may_by_own(
    cx: &Context,
    action: &'static str,
    resource: &str,
    keys: &AssumeKeys,
) -> Result<()> {
    let (account, _) = signer(cx)?;
    let caller = cx.caller.arn();
    let principal = RequestPrincipal::Aws { account: &account, arn: caller };
    let request = Request { principal, action, resource, keys };
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

pub(crate) fn refused(cx: &Context, action: &str, role: &str) -> Error {
    let arn = cx.caller.arn();
    let message = format!("User: {arn} is not authorized to perform: {action} on resource: {role}");
    Error::new(403, "AccessDenied", message)
}

/// What policies may ask of whoever wants a session.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html>
pub(crate) struct AssumeKeys<'a> {
    pub(crate) global: GlobalKeys<'a>,
    pub(crate) role: Option<&'a Principal>,
    pub(crate) external_id: Option<&'a str>,
    pub(crate) session_name: Option<&'a str>,
    pub(crate) source_identity: Option<&'a str>,
    pub(crate) tags: &'a SessionTags,
    /// A second factor, with this call.
    pub(crate) has_shown: bool,
    /// What a token says, by the names of its keys.
    pub(crate) token: Option<&'a dyn Keys>,
    /// Who gave it out, as trust policies name them.
    pub(crate) provider: Option<&'a str>,
}

impl<'a> AssumeKeys<'a> {
    /// Of a call that says nothing of all that.
    pub(crate) fn new(cx: &'a Context, tags: &'a SessionTags) -> Self {
        Self {
            global: GlobalKeys(cx),
            role: None,
            external_id: None,
            session_name: None,
            source_identity: None,
            tags,
            has_shown: false,
            token: None,
            provider: None,
        }
    }
}

impl Keys for AssumeKeys<'_> {
    fn get(&self, name: &str) -> Option<Values<'_>> {
        let some = |texts: Vec<String>| (!texts.is_empty()).then(|| Values::many(texts));
        let texts =
            |keys: &mut dyn Iterator<Item = &Arc<str>>| keys.map(|it| it.to_string()).collect();
        if let Some(key) = name.strip_prefix("aws:requesttag/") {
            return self.tags.value(key).map(Values::one);
        }
        let of_role =
            name.strip_prefix("aws:resourcetag/").or(name.strip_prefix("iam:resourcetag/"));
        if let Some(key) = of_role {
            let mut tags = self.role?.tags.iter();
            let (_, value) = tags.find(|(known, _)| known.eq_ignore_ascii_case(key))?;
            return Some(Values::one(value));
        }
        match name {
            "sts:externalid" => self.external_id.map(Values::one),
            "sts:rolesessionname" => self.session_name.map(Values::one),
            "sts:sourceidentity" => self.source_identity.map(Values::one),
            "sts:transitivetagkeys" => some(texts(&mut self.tags.transitive.iter())),
            "aws:federatedprovider" if self.provider.is_some() => self.provider.map(Values::one),
            "aws:multifactorauthpresent" if self.has_shown => Some(Values::one("true")),
            "aws:multifactorauthage" if self.has_shown => Some(Values::one("0")),
            "aws:tagkeys" => some(texts(&mut self.tags.all.keys())),
            _ => self.token.and_then(|token| token.get(name)).or_else(|| self.global.get(name)),
        }
    }

    fn has_boundary(&self) -> bool {
        self.global.has_boundary()
    }
}
