//! Names of groups and streams as ARNs, and back (CW-A2.2).

use crate::errors;
use parhelion_wire::error::Result;
use parhelion_world::Context;

/// `logGroupArn`: without the star.
pub(crate) fn group(cx: &Context, group: &str) -> String {
    cx.arn("logs", &format!("log-group:{group}"))
}

/// `arn` of a group: with the star, as IAM policies want it.
pub(crate) fn group_with_star(cx: &Context, group: &str) -> String {
    cx.arn("logs", &format!("log-group:{group}:*"))
}

/// What policies decide of a group as a whole, or of all groups: no stream of it, so that both
/// `log-group:name:*` and `log-group:name:log-stream:*` speak of it. So AWS's refusals name it:
/// <https://github.com/hashicorp/terraform-provider-aws/issues/8804>
pub(crate) fn decided(cx: &Context, group: &str) -> String {
    stream(cx, group, "")
}

/// The group of an ARN, of the group itself or of a stream.
pub(crate) fn group_of<'a>(cx: &Context, arn: &'a str) -> Option<&'a str> {
    own_resource(cx, arn).ok()?.strip_prefix("log-group:")?.split(':').next()
}

pub(crate) fn stream(cx: &Context, group: &str, stream: &str) -> String {
    cx.arn("logs", &format!("log-group:{group}:log-stream:{stream}"))
}

/// The group that a `logGroupIdentifier` names: a name, or an ARN with or without `:*`.
pub(crate) fn identified<'a>(cx: &Context, identifier: &'a str) -> Result<&'a str> {
    if !identifier.starts_with("arn:") {
        return Ok(identifier);
    }
    let resource = own_resource(cx, identifier)?;
    let group = resource.strip_prefix("log-group:");
    let group = group.ok_or_else(|| errors::invalid(format!("Invalid ARN: {identifier}")))?;
    Ok(group.strip_suffix(":*").unwrap_or(group))
}

/// The group that a tagging `resourceArn` names: the form without `:*` only (CW-A2.8, CW-G12).
pub(crate) fn tagged<'a>(cx: &Context, arn: &'a str) -> Result<&'a str> {
    let resource = own_resource(cx, arn)?;
    match resource.strip_prefix("log-group:") {
        Some(group) if !group.contains(':') => Ok(group),
        None if resource.starts_with("destination:") => Err(errors::no_group()),
        _ => Err(errors::invalid(format!("Invalid resource ARN: {arn}"))),
    }
}

/// What follows `arn:aws:logs:<region>:<account>:`; other accounts' and regions' groups do not
/// exist from here.
pub(crate) fn own_resource<'a>(cx: &Context, arn: &'a str) -> Result<&'a str> {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    match parts.as_slice() {
        // Another partition's ARN would slip past a policy about this one's.
        ["arn", "aws", "logs", region, account, resource] => {
            if *region == &*cx.region && *account == &*cx.account {
                Ok(resource)
            } else {
                Err(errors::no_group())
            }
        }
        _ => Err(errors::invalid(format!("Invalid ARN: {arn}"))),
    }
}
