//! May the caller do this? Asked once for every service that does not decide by itself.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>

use crate::arn::Arn;
use crate::conditions::GlobalKeys;
use crate::context::Context;
use crate::identity::{Caller, Grant, Verdict};
use crate::request_tags::{RequestTags, tag_of};
use crate::service::{Call, Hooks, Permission, ResourcePolicy, Service};
use parhelion_policy::{Decision, FederatingUser, Keys, Naming, Policy, Request, Values};
use parhelion_wire::error::Result;
use parhelion_wire::table::{Operation, Protocol};
use parhelion_wire::{Error, Value};

/// What the caller's own policies and the resource's say of an operation.
///
/// # Errors
/// `AccessDenied`, in the protocol's own spelling.
pub fn authorize(
    cx: &Context,
    lent: &dyn Service,
    protocol: Protocol,
    operation: &'static Operation,
    input: &Value,
) -> Result<()> {
    if cx.declaration().refuses_users_sessions && cx.is_users_session() && !cx.has_second_factor() {
        let message = "The security token included in the request is invalid";
        return Err(Error::new(403, "InvalidClientTokenId", message));
    }
    if cx.declaration().authorizes_itself {
        return Ok(());
    }
    let call = Call { operation, input };
    for mut permission in lent.hooks().permissions(cx, operation, input) {
        if let Some(action) = cx.action {
            permission.action = action.into();
        }
        check(cx, lent.hooks(), call, &permission)
            .map_err(|reason| denied(protocol, cx, &permission, &reason))?;
    }
    Ok(())
}

/// # Errors
/// Why not, in AWS's words.
fn check(
    cx: &Context,
    hooks: &dyn Hooks,
    call: Call<'_>,
    wanted: &Permission,
) -> Result<(), String> {
    let policy = hooks.resource_policy(cx, wanted);
    let granted = || hooks.granted(cx, call, wanted);
    let keys = CallKeys { global: GlobalKeys(cx), hooks, call, wanted };
    let Permission { action, resource } = wanted;
    decide(cx, (action, resource), &keys, policy.as_ref(), granted)
}

/// Whether the caller may do an action on a resource with this policy, besides which the service has
/// granted something.
///
/// # Errors
/// Why not, in AWS's words.
pub fn decide(
    cx: &Context,
    (action, resource): (&str, &str),
    keys: &dyn Keys,
    policy: Option<&ResourcePolicy>,
    granted: impl FnOnce() -> Option<Grant>,
) -> Result<(), String> {
    let request = Request { principal: cx.caller.principal(), action, resource, keys };
    let document = policy.and_then(|policy| policy.document.as_ref());
    let said = document.map_or(Decision::Silent, |document| document.policy.decide(&request));
    if said == Decision::Deny {
        return Err("with an explicit deny in a resource-based policy".to_owned());
    }
    let nobody = || format!("because no resource-based policy allows the {action} action");
    let verdict = match &cx.caller {
        Caller::Service { principal, .. } if lets_service(cx, principal, action) => return Ok(()),
        Caller::Service { .. } | Caller::ServiceUser { .. } | Caller::Anonymous => {
            let allowed = said == Decision::Allow || granted().is_some();
            return if allowed { Ok(()) } else { Err(nobody()) };
        }
        Caller::Principal { .. } => cx.decide(&request),
    };
    let own = policy.is_none_or(|policy| cx.caller.account() == Some(&policy.owner));
    let must_allow = policy.is_some() && cx.declaration().resource_policies_must_allow;
    let may = match verdict {
        Verdict::Explicit(cause) => return Err(cause.explicit().to_owned()),
        Verdict::Allow => said == Decision::Allow || (own && !must_allow),
        Verdict::Implicit(_) => false,
    };
    if may {
        return Ok(());
    }
    let granted = granted();
    let by_policy = document.filter(|_| own);
    let by_policy = by_policy.map_or(Grant::Nothing, |it| grant_of(&it.policy, &request));
    let grant = by_policy.max(granted.unwrap_or(Grant::Nothing));
    match verdict {
        Verdict::Explicit(cause) => Err(cause.explicit().to_owned()),
        Verdict::Allow if granted.is_some() => Ok(()),
        Verdict::Allow if must_allow && !own => Err(NO_POLICY_ALLOWS.to_owned()),
        Verdict::Allow => Err(nobody()),
        // In the owner's own account the resource's policy is enough, and a grant is everywhere, but
        // for a role's limits.
        Verdict::Implicit(_) if cx.decide_granted(&request, grant) == Verdict::Allow => Ok(()),
        Verdict::Implicit(_) if !own && must_allow => Err(NO_POLICY_ALLOWS.to_owned()),
        Verdict::Implicit(cause) => Err(cause.implicit(action)),
    }
}

/// Whether AWS lets one of its services do something here that no resource's policy allows it.
pub fn lets_service(cx: &Context, principal: &str, action: &str) -> bool {
    let mut all = cx.declaration().lets_services.iter();
    all.any(|(known, actions)| *known == principal && actions.contains(&action))
}

/// What a resource's policy gives a caller. A statement about a whole account gives nothing: it leaves
/// the decision to the account's own policies.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts>
pub fn grant_of(policy: &Policy, request: &Request) -> Grant {
    match policy.grant(request) {
        Some(Naming::Itself) => Grant::Direct,
        Some(Naming::Maker) => Grant::Role,
        Some(Naming::Account) | None => Grant::Nothing,
    }
}

/// Of other accounts' resources whose policies must allow.
const NO_POLICY_ALLOWS: &str = "because the resource does not exist in this Region, no \
                                resource-based policies allow access, or a resource-based policy \
                                explicitly denies access";

/// The URL of the request, without its query.
fn address(cx: &Context) -> String {
    let host = cx.request.headers.get("host").and_then(|host| host.to_str().ok());
    format!("https://{}{}", host.unwrap_or_default(), cx.request.uri.path())
}

fn denied(protocol: Protocol, cx: &Context, permission: &Permission, reason: &str) -> Error {
    let Permission { action, resource } = permission;
    let said = match cx.declaration().says_actions_in_lower_case {
        true => action.to_ascii_lowercase().into(),
        false => action.clone(),
    };
    let (reason, action) = (reason.replace(&**action, &said), said);
    let arn = cx.caller.arn();
    let message = match cx.caller {
        // Nobody is told no more than where it was.
        Caller::Anonymous => format!("Access to the resource {} is denied.", address(cx)),
        _ => format!(
            "User: {arn} is not authorized to perform: {action} on resource: {resource} {reason}"
        ),
    };
    match protocol {
        Protocol::RestXml | Protocol::AwsQuery | Protocol::Ec2Query => {
            Error::new(403, "AccessDenied", message)
        }
        // A modelled error of the services that speak it, with this status.
        Protocol::RestJson => Error::new(403, "AccessDeniedException", message),
        // Clients that want its errors of the query protocol get their status too (SQS-2.12); others
        // have 400 for every error of theirs, once it is encoded.
        _ if cx.model().query_compatible() => Error::new(403, "AccessDeniedException", message),
        _ => Error::new(400, "AccessDeniedException", message),
    }
}

/// The condition keys of a call: those of all services, then the service's own.
struct CallKeys<'a> {
    global: GlobalKeys<'a>,
    hooks: &'a dyn Hooks,
    call: Call<'a>,
    wanted: &'a Permission,
}

impl CallKeys<'_> {
    /// `aws:ResourceTag/…`, `aws:RequestTag/…`, `aws:TagKeys`, `aws:ResourceAccount`: what differs
    /// from resource to resource, and from input to input.
    fn of_call(&self, name: &str) -> Option<Values<'_>> {
        let (cx, resource) = (self.global.0, &self.wanted.resource);
        let sent = || RequestTags::of(cx.model(), self.call.operation, self.call.input);
        if let Some(key) = name.strip_prefix("resourcetag/") {
            return tag_of(self.hooks.resource_tags(cx, resource), key).map(Values::owned);
        }
        if let Some(key) = name.strip_prefix("requesttag/") {
            return tag_of(sent().tags, key).map(Values::owned);
        }
        match name {
            "tagkeys" => {
                let keys = sent().keys;
                (!keys.is_empty()).then(|| Values::many(keys))
            }
            "resourceaccount" => {
                let owner = Arn::parse(resource).map(|arn| arn.account);
                let owner = owner.filter(|owner| parhelion_policy::is_account_id(owner))?;
                Some(Values::one(owner))
            }
            _ => None,
        }
    }
}

impl Keys for CallKeys<'_> {
    fn get(&self, name: &str) -> Option<Values<'_>> {
        let of_call = name.strip_prefix("aws:").and_then(|name| self.of_call(name));
        of_call.or_else(|| self.global.get(name)).or_else(|| {
            let Self { global, hooks, call, wanted } = self;
            let mut values = hooks.condition_key(global.0, *call, wanted, name)?;
            // Only keys of one value are policy variables.
            let multivalued = global.0.declaration().multivalued_keys.contains(&name);
            Some(match values.len() {
                1 if !multivalued => Values::owned(values.remove(0)),
                _ => Values::many(values),
            })
        })
    }

    fn federating_user(&self) -> Option<FederatingUser<'_>> {
        self.global.federating_user()
    }

    fn has_boundary(&self) -> bool {
        self.global.has_boundary()
    }
}
