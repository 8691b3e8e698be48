//! What a caller's own policies say of a request (S3-7.4, steps 1 and 4; the resource's policy and
//! ACL are the service's to ask).

use super::{Caller, Identities, Principal, Session};
use parhelion_policy::{Decision, Policy, Request};
use std::sync::Arc;

/// The kind of policy that a refusal names (S3-2.9a, b).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The policies of the user or role itself, inline and attached.
    Identity,
    /// Its permissions boundary.
    Boundary,
    /// The policies given along when the session was made.
    Session,
}

/// What the caller's side says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Root, who is limited by nothing; or policies that allow it.
    Allow,
    /// Nothing denies it, but this kind of policy does not allow it.
    Implicit(Cause),
    /// An explicit deny, which no allow outweighs.
    Explicit(Cause),
}

/// What the policy of a resource in the caller's own account gives the caller (S3-7.4, rule 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grant {
    /// Nothing.
    Nothing,
    /// It names the role: that adds to the role's own policies, which its boundary and the session's
    /// policies limit.
    Role,
    /// It names the user or the session itself: no other policy's silence takes that away.
    Direct,
}

impl Cause {
    /// Whether a grant makes up for the silence of policies of this kind.
    fn is_filled_by(self, grant: Grant) -> bool {
        grant >= if self == Self::Identity { Grant::Role } else { Grant::Direct }
    }

    /// `identity-based`, as in "no identity-based policy allows".
    fn adjective(self) -> &'static str {
        match self {
            Self::Identity => "identity-based",
            Self::Boundary => "permissions boundary",
            Self::Session => "session",
        }
    }

    /// S3-2.9(a).
    pub fn implicit(self, action: &str) -> String {
        match self {
            Self::Boundary => format!("because no permissions boundary allows the {action} action"),
            _ => format!("because no {} policy allows the {action} action", self.adjective()),
        }
    }

    /// S3-2.9(b).
    pub fn explicit(self) -> &'static str {
        match self {
            Self::Identity => "with an explicit deny in an identity-based policy",
            Self::Boundary => "with an explicit deny in a permissions boundary",
            Self::Session => "with an explicit deny in a session policy",
        }
    }
}

/// The user or role whose policies apply to a caller, and the session policies besides.
pub fn acting<'a>(
    known: &'a dyn Identities,
    caller: &Caller,
) -> (Option<&'a Arc<Principal>>, &'a [Arc<Policy>]) {
    let Caller::Principal { arn, access_key, .. } = caller else { return (None, &[]) };
    let session = known.credential(access_key).and_then(|held| held.session.as_deref());
    match session {
        None => (known.principal(arn), &[]),
        Some(session) => (principal_of(known, session), &session.policies),
    }
}

/// The user or role whose session this is, under whatever name it has now: its id says who it is.
pub(super) fn principal_of<'a>(
    known: &'a dyn Identities,
    session: &Session,
) -> Option<&'a Arc<Principal>> {
    let named = known.principal(session.principal.as_deref()?);
    match &session.principal_id {
        None => named,
        Some(id) => named.filter(|held| held.id == *id).or_else(|| known.bearer(id)),
    }
}

/// Whether no policies hang on a caller: root, its sessions, and whoever is no principal. A principal
/// that is gone is not one of them: it has no rights.
fn is_without_policies(known: &dyn Identities, caller: &Caller) -> bool {
    let Caller::Principal { access_key, .. } = caller else { return true };
    match known.credential(access_key).and_then(|held| held.session.as_deref()) {
        None => caller.is_root(),
        Some(session) => session.principal.is_none(),
    }
}

/// Whether a caller is a session whose principal is not there any more: nothing can give it rights.
fn is_of_nobody(known: &dyn Identities, caller: &Caller) -> bool {
    let Caller::Principal { access_key, .. } = caller else { return false };
    let session = known.credential(access_key).and_then(|held| held.session.as_deref());
    session.is_some_and(|session| session.principal.is_some())
}

/// What the caller's own policies say of a request that a resource's policy has given a grant.
pub fn decide(known: &dyn Identities, caller: &Caller, request: &Request, grant: Grant) -> Verdict {
    let (principal, session) = acting(known, caller);
    if principal.is_none() && is_of_nobody(known, caller) {
        return Verdict::Implicit(Cause::Identity);
    }
    let session =
        (!session.is_empty()).then(|| most(session.iter().map(|policy| policy.decide(request))));
    let own = match principal {
        Some(principal) => Some(of_principal(known, principal, request)),
        None => (!is_without_policies(known, caller)).then_some(Decision::Silent),
    };
    let boundary = principal.and_then(|principal| principal.boundary.as_deref());
    let boundary = boundary.map(|arn| match known.managed_policy(arn) {
        Some(policy) => policy.document.policy.decide(request),
        None => Decision::Silent,
    });
    let parts = [(Cause::Identity, own), (Cause::Boundary, boundary), (Cause::Session, session)];
    let said = |wanted| {
        parts.iter().filter(move |(_, said)| *said == Some(wanted)).map(|(cause, _)| *cause)
    };
    let silent = said(Decision::Silent).find(|cause| !cause.is_filled_by(grant));
    match (said(Decision::Deny).next(), silent) {
        (Some(cause), _) => Verdict::Explicit(cause),
        (None, Some(cause)) => Verdict::Implicit(cause),
        (None, None) => Verdict::Allow,
    }
}

/// A user has what its groups have.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html>
fn of_principal(known: &dyn Identities, principal: &Principal, request: &Request) -> Decision {
    let groups = principal.groups.iter().filter_map(|arn| known.principal(arn));
    let groups = groups.map(|group| of_own(known, group, request));
    most(std::iter::once(of_own(known, principal, request)).chain(groups))
}

/// What hangs on a user, role or group itself.
fn of_own(known: &dyn Identities, principal: &Principal, request: &Request) -> Decision {
    let inline = principal.inline.values().map(|document| document.policy.decide(request));
    let attached = principal.attached.iter().filter_map(|arn| known.managed_policy(arn));
    most(inline.chain(attached.map(|policy| policy.document.policy.decide(request))))
}

/// Several policies of one kind: a deny outweighs an allow, an allow silence.
fn most(decisions: impl Iterator<Item = Decision>) -> Decision {
    let mut all = Decision::Silent;
    for decision in decisions {
        match decision {
            Decision::Deny => return Decision::Deny,
            Decision::Allow => all = Decision::Allow,
            Decision::Silent => {}
        }
    }
    all
}
