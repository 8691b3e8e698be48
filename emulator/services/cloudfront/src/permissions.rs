//! The IAM actions of operations, and what they are about.
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html>

use crate::MODEL;
use parhelion_wire::table::Operation;
use parhelion_wire::{Fields, Value};
use parhelion_world::{Context, Permission};

/// What a part of an operation's name says of the ARN that it is about; the first that fits.
const ABOUT: [(&str, &str); 10] = [
    ("Alias", "distribution"),
    ("Invalidation", "distribution"),
    ("CachePolicy", "cache-policy"),
    ("OriginRequestPolicy", "origin-request-policy"),
    ("ResponseHeadersPolicy", "response-headers-policy"),
    ("OriginAccessControl", "origin-access-control"),
    ("OriginAccessIdentity", "origin-access-identity"),
    ("Distribution", "distribution"),
    ("Function", "function"),
    ("", ""),
];

/// Lists of what one distribution has.
const OF_ONE: [&str; 2] = ["ListInvalidations", "ListConflictingAliases"];

/// What an operation needs.
pub(crate) fn of(cx: &Context, operation: &'static Operation, input: &Value) -> Vec<Permission> {
    let fields = Fields::of(&MODEL, operation, input);
    let name = operation.name;
    let (_, kind) = ABOUT.into_iter().find(|(part, _)| name.contains(part)).unwrap_or_default();
    let names = ["DistributionId", "TargetDistributionId", "Id", "Name"];
    let id = names.iter().find_map(|name| fields.text(name));
    let resource = match fields.text("Resource") {
        Some(arn) => arn.to_owned(),
        // Keys and their groups are no resources of IAM's.
        None if name.contains("PublicKey") || name.contains("KeyGroup") => "*".to_owned(),
        // Lists are of the whole account, but for a distribution's own.
        None if name.starts_with("List") && !OF_ONE.contains(&name) => "*".to_owned(),
        // What is made has no id yet.
        None => {
            let (account, id) = (&cx.account, id.unwrap_or("*"));
            format!("arn:aws:cloudfront::{account}:{kind}/{id}")
        }
    };
    let needed = |action: &str| Permission {
        action: format!("cloudfront:{action}").into(),
        resource: resource.clone(),
    };
    match name {
        "CreateDistributionWithTags" => vec![needed("CreateDistribution"), needed("TagResource")],
        _ => vec![needed(name)],
    }
}
