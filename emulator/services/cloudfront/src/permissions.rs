//! The IAM actions of operations, and what they are about.
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html>

use crate::MODEL;
use parhelion_wire::table::Operation;
use parhelion_wire::{Fields, Value};
use parhelion_world::{Context, Permission};

/// What a part of an operation's name says of the ARN that it is about; the first that fits.
const ABOUT: [(&str, &str); 19] = [
    ("KeyValueStore", "key-value-store"),
    ("MonitoringSubscription", "distribution"),
    ("RealtimeLogConfig", "realtime-log-config"),
    ("FieldLevelEncryptionProfile", "field-level-encryption-profile"),
    ("FieldLevelEncryption", "field-level-encryption-config"),
    ("VpcOrigin", "vpcorigin"),
    ("AnycastIpList", "anycast-ip-list"),
    ("StreamingDistribution", "streaming-distribution"),
    ("ContinuousDeploymentPolic", "continuous-deployment-policy"),
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
    let names = ["DistributionId", "TargetDistributionId", "PrimaryDistributionId", "Id", "Name"];
    // A list's ARN has its id, not its name.
    let mut named = names.iter().filter(|name| **name != "Name" || kind != "anycast-ip-list");
    let id = named.find_map(|name| fields.text(name));
    let by_arn = fields.text("ARN").filter(|_| id.is_none());
    let resource = match fields.text("Resource").or(by_arn) {
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
    let on = |action: &str, resource: String| Permission {
        action: format!("cloudfront:{action}").into(),
        resource,
    };
    let needed = |action: &str| on(action, resource.clone());
    let distribution = |id: &str| format!("arn:aws:cloudfront::{}:distribution/{id}", cx.account);
    match name {
        "CreateDistributionWithTags" => vec![needed("CreateDistribution"), needed("TagResource")],
        "CreateStreamingDistributionWithTags" => {
            vec![needed("CreateStreamingDistribution"), needed("TagResource")]
        }
        // What these two need is in their descriptions in the API reference.
        "CopyDistribution" => vec![
            needed(name),
            on("CreateDistribution", distribution("*")),
            on("GetDistribution", resource.clone()),
        ],
        "UpdateDistributionWithStagingConfig" => {
            let staging = fields.text("StagingDistributionId").unwrap_or("*");
            vec![on("GetDistribution", distribution(staging)), needed("UpdateDistribution")]
        }
        // Others have their tags beside the rest.
        _ if name.starts_with("Create") && fields.get("Tags").is_some() => {
            vec![needed(name), needed("TagResource")]
        }
        _ => vec![needed(name)],
    }
}
