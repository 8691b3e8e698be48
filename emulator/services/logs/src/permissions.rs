//! The IAM actions of operations, and what they are about.
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html>
//!
//! A log group's ARN ends in `:*` in policies ([`arns::decided`]), but for those about tags by ARN:
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html>

use crate::arns;
use crate::model::MODEL;
use parhelion_wire::table::Operation;
use parhelion_wire::{Fields, Value};
use parhelion_world::{Context, Permission};

/// What an action is about.
enum About {
    /// Nothing that has an ARN.
    Nothing,
    /// All groups.
    Groups,
    Group,
    Stream,
    /// The ARN that the request names.
    Named,
}

fn about(operation: &str) -> About {
    match operation {
        "TestMetricFilter"
        | "PutResourcePolicy"
        | "DescribeResourcePolicies"
        | "DeleteResourcePolicy"
        | "PutQueryDefinition"
        | "DescribeQueryDefinitions"
        | "DeleteQueryDefinition"
        | "DescribeExportTasks"
        | "CancelExportTask" => About::Nothing,
        "DescribeLogGroups" | "ListLogGroups" => About::Groups,
        "CreateLogStream" | "PutLogEvents" | "GetLogEvents" | "DeleteLogStream" => About::Stream,
        "TagResource" | "UntagResource" | "ListTagsForResource" => About::Named,
        _ => About::Group,
    }
}

/// What an operation needs.
pub(crate) fn of(cx: &Context, operation: &'static Operation, input: &Value) -> Vec<Permission> {
    if operation.name == "StartLiveTail" {
        let groups = tailed(input).map(|group| arns::identified(cx, group).unwrap_or(group));
        let permission = |group| Permission {
            action: "logs:StartLiveTail".into(),
            resource: arns::decided(cx, group),
        };
        return groups.map(permission).collect();
    }
    let fields = Fields::of(&MODEL, operation, input);
    if operation.name.contains("Deliver") {
        return of_deliveries(cx, operation.name, &fields);
    }
    let group = || {
        let identifier = fields.text("logGroupIdentifier");
        let name = fields.text("logGroupName").or(identifier).unwrap_or_default();
        // The handler refuses an identifier that names nothing here.
        arns::identified(cx, name).unwrap_or(name)
    };
    let resource = match about(operation.name) {
        About::Nothing => "*".to_owned(),
        About::Groups => arns::decided(cx, ""),
        About::Group => arns::decided(cx, group()),
        About::Stream => {
            arns::stream(cx, group(), fields.text("logStreamName").unwrap_or_default())
        }
        About::Named => fields.text("resourceArn").unwrap_or_default().to_owned(),
    };
    let needed = |action: &str, resource: String| Permission {
        action: format!("logs:{action}").into(),
        resource,
    };
    let mut all = vec![needed(operation.name, resource)];
    // To make a group with tags is to tag it.
    // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
    if operation.name == "CreateLogGroup" && fields.get("tags").is_some() {
        all.push(needed("TagResource", arns::group(cx, group())));
    }
    all
}

/// What an operation on deliveries needs.
fn of_deliveries(cx: &Context, operation: &str, fields: &Fields) -> Vec<Permission> {
    let named = |kind: &str, member: &str| {
        cx.arn("logs", &format!("{kind}:{}", fields.text(member).unwrap_or_default()))
    };
    let resources = match operation {
        "CreateDelivery" => vec![
            named("delivery-source", "deliverySourceName"),
            fields.text("deliveryDestinationArn").unwrap_or_default().to_owned(),
        ],
        _ if operation.starts_with("Describe") => vec!["*".to_owned()],
        _ if operation.contains("DestinationPolicy") => {
            vec![named("delivery-destination", "deliveryDestinationName")]
        }
        _ if operation.contains("Destination") => vec![named("delivery-destination", "name")],
        _ if operation.contains("Source") => vec![named("delivery-source", "name")],
        _ => vec![named("delivery", "id")],
    };
    let needed = |resource| Permission { action: format!("logs:{operation}").into(), resource };
    resources.into_iter().map(needed).collect()
}

/// The first member of StartLiveTail's input: `logGroupIdentifiers`.
fn tailed(input: &Value) -> impl Iterator<Item = &str> {
    let groups = match input {
        Value::Struct(members) => members.first(),
        _ => None,
    };
    let groups = match groups {
        Some(Value::List(groups)) => groups.as_slice(),
        _ => &[],
    };
    groups.iter().filter_map(|group| match group {
        Value::Text(group) => Some(group.as_str()),
        _ => None,
    })
}
