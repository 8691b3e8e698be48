//! What the policy of a resource may say of everybody.

use super::{ACCOUNT, OTHER};
use serde_json::{Value as Json, json};

/// Whom a statement of the bucket's policy names, of all the callers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Named {
    Nobody,
    Everyone,
    Account,
    /// Users and roles, by their ARNs.
    Entities,
    /// Role sessions and federated users, by theirs.
    Sessions,
}

/// The resource's policy: one statement at most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Resource {
    Allow(Named),
    Deny(Named),
    /// `NotPrincipal`, beside an Allow of everyone.
    DenyAllBut(&'static [Named]),
}

/// What a resource's policy may say.
pub(super) fn cases() -> Vec<Resource> {
    use Named::{Entities, Everyone, Nobody, Sessions};
    let mut cases: Vec<Resource> = Vec::new();
    for named in [Nobody, Everyone, Named::Account, Entities, Sessions] {
        cases.extend([Resource::Allow(named), Resource::Deny(named)]);
    }
    let exempt: [&[Named]; 5] = [
        &[Named::Account],
        &[Entities],
        &[Sessions],
        &[Named::Account, Entities],
        &[Named::Account, Entities, Sessions],
    ];
    cases.extend(exempt.map(Resource::DenyAllBut));
    cases
}

/// The policy of a case, about an action on a resource.
pub(super) fn policy_of(
    case: Resource,
    (action, resource): (&str, &str),
    names: impl Fn(Named) -> Vec<String>,
) -> String {
    let statement = |effect: &str, element: &str, named: Vec<String>| -> Json {
        json!({"Effect": effect, element: {"AWS": named}, "Action": action, "Resource": resource})
    };
    let statements = match case {
        Resource::Allow(named) => vec![statement("Allow", "Principal", names(named))],
        Resource::Deny(named) => vec![statement("Deny", "Principal", names(named))],
        Resource::DenyAllBut(exempt) => {
            let exempt = exempt.iter().flat_map(|named| names(*named)).collect();
            let all = statement("Allow", "Principal", names(Named::Everyone));
            vec![statement("Deny", "NotPrincipal", exempt), all]
        }
    };
    json!({"Version": "2012-10-17", "Statement": statements}).to_string()
}

/// Everybody of a kind, but for users and sessions.
pub(super) fn fixed(named: Named) -> Vec<String> {
    vec![match named {
        Named::Everyone => "*".to_owned(),
        Named::Account => format!("arn:aws:iam::{ACCOUNT}:root"),
        _ => format!("arn:aws:iam::{OTHER}:root"),
    }]
}
