//! May the caller do this? Asked once for every service that does not decide by itself.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>

use crate::conditions::GlobalKeys;
use crate::context::Context;
use crate::identity::{Caller, Credential, Identities, ManagedPolicy, Principal, Verdict, decide};
use crate::service::{Permission, Service};
use parhelion_policy::{Decision, Keys, Request, Values, Who};
use parhelion_wire::error::Result;
use parhelion_wire::table::{Operation, Protocol};
use parhelion_wire::{Error, Value};
use std::sync::Arc;

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
    if cx.declaration().authorizes_itself {
        return Ok(());
    }
    let hooks = lent.hooks();
    let keys = CallKeys { global: GlobalKeys(cx), lent, operation, input };
    for mut permission in hooks.permissions(cx, operation, input) {
        if let Some(action) = cx.action {
            permission.action = action.into();
        }
        check(cx, lent, &permission, &keys)
            .map_err(|reason| denied(protocol, cx, &permission, &reason))?;
    }
    Ok(())
}

/// # Errors
/// Why not, in AWS's words.
fn check(
    cx: &Context,
    lent: &dyn Service,
    permission: &Permission,
    keys: &dyn Keys,
) -> Result<(), String> {
    let Permission { action, resource } = permission;
    let who = match &cx.caller {
        Caller::Anonymous => Who::Anonymous,
        Caller::Principal { account, arn, .. } => Who::Aws { account, arn },
        Caller::Service { principal, .. } => Who::Service(principal),
    };
    let request = Request { who, action, resource, keys };
    let policy = lent.hooks().resource_policy(cx, resource);
    let document = policy.as_ref().and_then(|policy| policy.document.as_ref());
    let said = document.map_or(Decision::Silent, |document| document.policy.decide(&request));
    if said == Decision::Deny {
        return Err("with an explicit deny in a resource-based policy".to_owned());
    }
    let nobody = || format!("because no resource-based policy allows the {action} action");
    let verdict = match &cx.caller {
        // A service of AWS's own, at a resource without policies: AWS lets them in.
        Caller::Service { .. } if policy.is_none() => return Ok(()),
        Caller::Service { .. } | Caller::Anonymous => {
            return if said == Decision::Allow { Ok(()) } else { Err(nobody()) };
        }
        Caller::Principal { .. } => {
            decide(&Known { cx, lent: lent.hooks().identities() }, &cx.caller, &request)
        }
    };
    let own = policy.as_ref().is_none_or(|policy| cx.caller.account() == Some(&policy.owner));
    match verdict {
        Verdict::Explicit(cause) => Err(cause.explicit().to_owned()),
        Verdict::Allow if own || said == Decision::Allow => Ok(()),
        Verdict::Allow => Err(nobody()),
        // In the owner's own account the resource's policy is enough, but for other limits.
        Verdict::Implicit(cause) if own && said == Decision::Allow && cause.is_identity() => Ok(()),
        Verdict::Implicit(cause) => Err(cause.implicit(action)),
    }
}

fn denied(protocol: Protocol, cx: &Context, permission: &Permission, reason: &str) -> Error {
    let Permission { action, resource } = permission;
    let arn = cx.caller.arn();
    let message = format!(
        "User: {arn} is not authorized to perform: {action} on resource: {resource} {reason}"
    );
    match protocol {
        Protocol::RestXml | Protocol::AwsQuery | Protocol::Ec2Query => {
            Error::new(403, "AccessDenied", message)
        }
        _ => Error::new(400, "AccessDeniedException", message),
    }
}

/// Everybody's identities, and those of the service that is being asked.
struct Known<'a> {
    cx: &'a Context<'a>,
    lent: Option<&'a dyn Identities>,
}

impl Identities for Known<'_> {
    fn credential(&self, access_key: &str) -> Option<&Credential> {
        let own = self.lent.and_then(|lent| lent.credential(access_key));
        own.or_else(|| self.cx.identities().credential(access_key))
    }

    fn principal(&self, arn: &str) -> Option<&Arc<Principal>> {
        let own = self.lent.and_then(|lent| lent.principal(arn));
        own.or_else(|| self.cx.identities().principal(arn))
    }

    fn managed_policy(&self, arn: &str) -> Option<Arc<ManagedPolicy>> {
        let own = self.lent.and_then(|lent| lent.managed_policy(arn));
        own.or_else(|| self.cx.identities().managed_policy(arn))
    }
}

/// The condition keys of a call: those of all services, then the service's own.
struct CallKeys<'a> {
    global: GlobalKeys<'a>,
    lent: &'a dyn Service,
    operation: &'static Operation,
    input: &'a Value,
}

impl Keys for CallKeys<'_> {
    fn get(&self, name: &str) -> Option<Values<'_>> {
        self.global.get(name).or_else(|| {
            let hooks = self.lent.hooks();
            let values = hooks.condition_key(self.global.0, self.operation, self.input, name)?;
            Some(Values::many(values))
        })
    }
}
