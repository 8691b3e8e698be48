//! Users, roles and accounts that grants and key policies name.

use parhelion_policy::is_account_id;
use parhelion_world::{Arn, Context};

/// Whether an ARN names somebody who is there. Of sessions and federated users nobody can say: they
/// come and go.
pub(crate) fn exists(cx: &Context, arn: &str) -> bool {
    let Some(parsed) = Arn::parse(arn).filter(|arn| is_account_id(arn.account)) else {
        return false;
    };
    let (kind, name) = parsed.resource.split_once('/').unwrap_or((parsed.resource, ""));
    match (parsed.service, kind) {
        _ if !parsed.region.is_empty() => false,
        ("iam", "root") => name.is_empty(),
        ("iam", "user" | "role") => cx.identities().principal(arn).is_some(),
        ("sts", "assumed-role") => name.split('/').filter(|part| !part.is_empty()).count() == 2,
        ("sts", "federated-user") => !name.is_empty(),
        _ => false,
    }
}
