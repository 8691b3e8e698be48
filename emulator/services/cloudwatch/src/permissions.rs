//! The IAM actions of operations, and what they are about.
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html>

use crate::model::MODEL;
use parhelion_wire::table::Operation;
use parhelion_wire::{Fields, Value};
use parhelion_world::{Arn, Context, Permission};

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
    if operation.name == "PutMetricAlarm" {
        let account = &cx.account;
        all.extend(roles_needed(&fields).map(|(service, role)| Permission {
            action: "iam:CreateServiceLinkedRole".into(),
            resource: format!(
                "arn:aws:iam::{account}:role/aws-service-role/{service}/AWSServiceRoleFor{role}"
            ),
        }));
    }
    all
}

/// The services whose roles do what alarms do elsewhere, and those roles: to EC2's instances, with
/// OpsItems and with response plans of Systems Manager.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-service-linked-roles.html>
const LINKED: [(Actor, &str, &str); 3] = [
    (Actor::Ec2, "events.amazonaws.com", "CloudWatchEvents"),
    (Actor::OpsItems, "ssm.alarms.cloudwatch.amazonaws.com", "CloudWatchAlarms_ActionSSM"),
    (
        Actor::Incidents,
        "ssm-incidents.alarms.cloudwatch.amazonaws.com",
        "CloudWatchAlarms_ActionSSMIncidents",
    ),
];

/// Where an alarm's action is done.
#[derive(Clone, Copy, PartialEq)]
enum Actor {
    Ec2,
    OpsItems,
    Incidents,
}

impl Actor {
    /// As API_PutMetricAlarm lists the actions.
    fn of(action: &str) -> Option<Self> {
        let arn = Arn::parse(action)?;
        match arn.service {
            // arn:aws:automate:region:ec2:stop
            "automate" if arn.account == "ec2" => Some(Self::Ec2),
            "swf" if arn.resource.starts_with("action/actions/AWS_EC2.") => Some(Self::Ec2),
            "ssm" if arn.resource.starts_with("opsitem:") => Some(Self::OpsItems),
            "ssm-incidents" if arn.resource.starts_with("responseplan/") => Some(Self::Incidents),
            _ => None,
        }
    }
}

/// What an alarm does.
fn actions<'a>(fields: &Fields<'a>) -> Vec<&'a str> {
    let members = ["OKActions", "AlarmActions", "InsufficientDataActions"];
    members.into_iter().flat_map(|member| fields.texts(member)).collect()
}

/// "The `iam:CreateServiceLinkedRole` permission for all alarms with EC2 actions", and "to create an
/// alarm with Systems Manager OpsItem or response plan actions": services and roles
/// (<https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>).
fn roles_needed<'a>(
    fields: &Fields<'a>,
) -> impl Iterator<Item = (&'static str, &'static str)> + use<'a> {
    let actors: Vec<Actor> = actions(fields).into_iter().filter_map(Actor::of).collect();
    let needed = LINKED.into_iter().filter(move |(actor, ..)| actors.contains(actor));
    needed.map(|(_, service, role)| (service, role))
}

/// `cloudwatch:namespace` of what is put, `cloudwatch:AlarmActions` of an alarm, `iam:AWSServiceName`
/// of the role that it needs.
pub(crate) fn condition(
    operation: &'static Operation,
    input: &Value,
    wanted: &Permission,
    name: &str,
) -> Option<Vec<String>> {
    let fields = Fields::of(&MODEL, operation, input);
    match (operation.name, name) {
        ("PutMetricData", "cloudwatch:namespace") => {
            fields.text("Namespace").map(|namespace| vec![namespace.to_owned()])
        }
        ("PutMetricAlarm", "cloudwatch:alarmactions") => {
            let actions: Vec<String> = actions(&fields).into_iter().map(str::to_owned).collect();
            (!actions.is_empty()).then_some(actions)
        }
        ("PutMetricAlarm", "iam:awsservicename") => {
            let of_role = wanted.action.starts_with("iam:");
            let about =
                |service: &str| !of_role || wanted.resource.contains(&format!("/{service}/"));
            let needed = roles_needed(&fields).map(|(service, _)| service.to_owned());
            let needed: Vec<String> = needed.filter(|service| about(service)).collect();
            (!needed.is_empty()).then_some(needed)
        }
        _ => None,
    }
}
