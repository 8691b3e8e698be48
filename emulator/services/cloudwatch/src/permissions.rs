//! The IAM actions of operations, and what they are about.
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html>

use crate::model::MODEL;
use parhelion_wire::table::Operation;
use parhelion_wire::{Fields, Value};
use parhelion_world::{Context, Permission};

/// What an action is about.
enum About {
    /// Nothing that has an ARN.
    Nothing,
    /// Alarms by the names in this member; all of them if it is not there.
    Alarms(&'static str),
    /// Dashboards by the names in this member.
    Dashboards(&'static str),
    /// The ARN that the request names.
    Named,
}

fn about(operation: &str) -> About {
    match operation {
        "PutMetricAlarm"
        | "SetAlarmState"
        | "DescribeAlarmHistory"
        | "DescribeAlarmContributors" => About::Alarms("AlarmName"),
        "DescribeAlarms" | "EnableAlarmActions" | "DisableAlarmActions" | "DeleteAlarms" => {
            About::Alarms("AlarmNames")
        }
        "PutDashboard" | "GetDashboard" => About::Dashboards("DashboardName"),
        "DeleteDashboards" => About::Dashboards("DashboardNames"),
        "TagResource" | "UntagResource" | "ListTagsForResource" => About::Named,
        _ => About::Nothing,
    }
}

/// What an operation needs.
pub(crate) fn of(cx: &Context, operation: &'static Operation, input: &Value) -> Vec<Permission> {
    let fields = Fields::of(&MODEL, operation, input);
    let names = |member: &str| match fields.text(member) {
        Some(name) => vec![name],
        None => fields.texts(member),
    };
    let alarm = |name: &str| cx.arn("cloudwatch", &format!("alarm:{name}"));
    let resources = match about(operation.name) {
        About::Nothing => vec!["*".to_owned()],
        About::Alarms(member) => match names(member)[..] {
            [] => vec![alarm("*")],
            ref names => names.iter().map(|name| alarm(name)).collect(),
        },
        About::Dashboards(member) => {
            let account = &cx.account;
            let arn = |name| format!("arn:aws:cloudwatch::{account}:dashboard/{name}");
            names(member).into_iter().map(arn).collect()
        }
        About::Named => names("ResourceARN").into_iter().map(str::to_owned).collect(),
    };
    let needed = |action: &str, resource: String| Permission {
        action: format!("cloudwatch:{action}").into(),
        resource,
    };
    let mut all: Vec<Permission> =
        resources.into_iter().map(|resource| needed(operation.name, resource)).collect();
    // To make something with tags is to tag it.
    if operation.name.starts_with("Put") && fields.get("Tags").is_some() {
        let tagged: Vec<String> = all.iter().map(|needed| needed.resource.clone()).collect();
        all.extend(tagged.into_iter().map(|resource| needed("TagResource", resource)));
    }
    all
}

/// `cloudwatch:namespace` of what is put, `cloudwatch:AlarmActions` of an alarm.
pub(crate) fn condition(
    operation: &'static Operation,
    input: &Value,
    name: &str,
) -> Option<Vec<String>> {
    let fields = Fields::of(&MODEL, operation, input);
    match (operation.name, name) {
        ("PutMetricData", "cloudwatch:namespace") => {
            fields.text("Namespace").map(|namespace| vec![namespace.to_owned()])
        }
        ("PutMetricAlarm", "cloudwatch:alarmactions") => {
            let members = ["OKActions", "AlarmActions", "InsufficientDataActions"];
            let actions = members.into_iter().flat_map(|member| fields.texts(member));
            let actions: Vec<String> = actions.map(str::to_owned).collect();
            (!actions.is_empty()).then_some(actions)
        }
        _ => None,
    }
}
