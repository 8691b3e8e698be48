//! What limits a session: the policies that are given along, and how much they and its tags may be.

use crate::model::*;
use crate::tags::SessionTags;
use parhelion_policy::Policy;
use parhelion_policy::iam::{self, Kind};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

/// Session policies, and the share of what a session token has room for, in per cent.
pub(crate) struct Limits {
    pub(crate) policies: Vec<Arc<Policy>>,
    /// Of calls that pass neither policies nor tags AWS says nothing.
    pub(crate) packed: Option<i32>,
}

/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>
const POLICY_ARNS: usize = 10;

/// What AWS packs tags into. It does not say how; nine tags of 252 characters are reported as 498 per
/// cent (<https://github.com/aws-actions/configure-aws-credentials/issues/1898>).
const TAG_BYTES: usize = 470;

/// What AWS packs policies into, as long as the longest that most operations take.
const POLICY_BYTES: usize = 2048;

/// The session policies of a call for an account's session: the one given inline, and managed ones by
/// ARN. All of it must fit: a policy's characters without white space and an ARN's count against 2,048,
/// a tag's and eight more against 470.
pub(crate) fn limits(
    cx: &Context,
    account: &str,
    inline: Option<&str>,
    managed: Option<Vec<PolicyDescriptorType>>,
    tags: &SessionTags,
) -> Result<Limits> {
    let malformed = |error: parhelion_policy::MalformedPolicy| {
        errors::malformed_policy_document_exception(error.message)
    };
    let (mut policies, mut bytes) = (Vec::new(), 0);
    if let Some(text) = inline {
        policies.push(Arc::new(iam::parse(text, Kind::Inline).map_err(malformed)?));
        bytes += text.chars().filter(|c| !c.is_whitespace()).count();
    }
    let managed = managed.unwrap_or_default();
    if managed.len() > POLICY_ARNS {
        let message = "1 validation error detected: Value at 'policyArns' failed to satisfy \
                       constraint: Member must have length less than or equal to 10";
        return Err(Error::new(400, "ValidationError", message));
    }
    for arn in managed.into_iter().filter_map(|one| one.arn) {
        let owner = arn.split(':').nth(4).unwrap_or_default();
        let held =
            cx.identities().managed_policy(&arn).filter(|_| [account, "aws"].contains(&owner));
        let held = held.ok_or_else(|| {
            errors::malformed_policy_document_exception(format!("Policy {arn} does not exist."))
        })?;
        policies.push(held.document.policy.clone());
        bytes += arn.len();
    }
    let share = |bytes: usize, of: usize| (bytes * 100).div_ceil(of);
    let (by_tags, by_policies) = (share(tags.passed_bytes, TAG_BYTES), share(bytes, POLICY_BYTES));
    let packed = by_tags + by_policies;
    if by_tags > 100 && by_policies == 0 {
        return Err(errors::packed_policy_too_large_exception(format!(
            "Packed size of session tags consumes {by_tags}% of allotted space."
        )));
    }
    if packed > 100 {
        return Err(errors::packed_policy_too_large_exception(format!(
            "Packed policy consumes {packed}% of allotted space, please use smaller policy."
        )));
    }
    let packed = (packed > 0).then(|| i32::try_from(packed).unwrap_or(i32::MAX));
    Ok(Limits { policies, packed })
}
