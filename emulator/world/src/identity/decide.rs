//! What a caller's own policies say of a request (S3-7.4, steps 1 and 4; the resource's policy and
//! ACL are the service's to ask).

use super::{Caller, Identities, Principal};
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
    /// Root; a principal that is not in the directory, and so is limited by nothing; or policies
    /// that allow it.
    Allow,
    /// Nothing denies it, but this kind of policy does not allow it.
    Implicit(Cause),
    /// An explicit deny, which no allow outweighs.
    Explicit(Cause),
}

impl Cause {
    /// Whether nothing but the lack of an own allow stands in the way.
    pub(crate) fn is_identity(self) -> bool {
        self == Self::Identity
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
        Some(session) => {
            let principal = session.principal.as_deref().and_then(|arn| known.principal(arn));
            (principal, &session.policies)
        }
    }
}

/// What the caller's own policies say of a request.
pub fn decide(known: &dyn Identities, caller: &Caller, request: &Request) -> Verdict {
    let (principal, session) = acting(known, caller);
    let session =
        (!session.is_empty()).then(|| most(session.iter().map(|policy| policy.decide(request))));
    let own = principal.map(|principal| of_principal(known, principal, request));
    let boundary = principal.and_then(|principal| principal.boundary.as_deref());
    let boundary = boundary.map(|arn| match known.managed_policy(arn) {
        Some(policy) => policy.document.policy.decide(request),
        None => Decision::Silent,
    });
    let parts = [(Cause::Identity, own), (Cause::Boundary, boundary), (Cause::Session, session)];
    let said = |wanted| {
        let mut said = parts.iter().filter(move |(_, decision)| *decision == Some(wanted));
        said.next().map(|(cause, _)| *cause)
    };
    match (said(Decision::Deny), said(Decision::Silent)) {
        (Some(cause), _) => Verdict::Explicit(cause),
        (None, Some(cause)) => Verdict::Implicit(cause),
        (None, None) => Verdict::Allow,
    }
}

fn of_principal(known: &dyn Identities, principal: &Principal, request: &Request) -> Decision {
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
