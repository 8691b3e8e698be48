//! CloudWatch: metrics, alarms, dashboards.
//!
//! - [`state`]: everything that is kept, by [`home`]: account and region.
//! - [`metrics`]: PutMetricData and ListMetrics; [`datum`] checks what comes in; [`arriving`]: what is
//!   not readable yet.
//! - [`series`]: how data are stored and read by windows; [`distribution`]: one bucket; [`unit`].
//! - [`statistics`]: from a window to a number. Pure.
//! - [`queries`]: GetMetricStatistics. [`data_queries`]: GetMetricData; [`labels`] of its series.
//! - [`alarm`]: what is kept of one. [`alarms`]: PutMetricAlarm, SetAlarmState, …; [`settings`] checks; [`alarm_reads`] describes.
//! - [`evaluation`]: from datapoints to a state. Pure. [`watch`]: when it happens on the clock.
//! - [`transitions`]: a change of state: [`reasons`], [`history`], [`actions`];
//!   [`alarm_history`] describes them; [`configuration_changes`]: the other items.
//! - [`dashboard`], [`dashboards`] and [`body`]: dashboards and what may stand in them.
//! - [`tag_set`], [`tags`], [`page`] (tokens), [`errors`], [`choices`] (what AWS is free to do).
//!
//! Rules are cited by their number in the specification: `CW-B2.7`.

/// The API: shells, errors and the table, made from `model.smithy`.
#[allow(missing_docs, unreachable_pub, reason = "AWS documents its shapes")]
pub mod model {
    parhelion_wire::model!();
}

mod actions;
mod alarm;
mod alarm_history;
mod alarm_reads;
mod alarms;
mod arriving;
mod body;
pub mod choices;
mod configuration_changes;
mod dashboard;
mod dashboards;
mod data_queries;
mod datum;
mod distribution;
mod errors;
mod evaluation;
mod history;
mod home;
mod labels;
mod metrics;
mod page;
mod permissions;
mod published;
mod queries;
mod reasons;
mod series;
mod settings;
mod state;
mod statistics;
mod tag_set;
mod tags;
mod timer;
mod transitions;
mod unit;
mod watch;

pub use state::CloudWatch;

use model::{MODEL, operations};
use parhelion_wire::table::Operation;
use parhelion_wire::validate::Problem;
use parhelion_wire::{Error, Value};
use parhelion_world::service::{Hooks, Wakes};
use parhelion_world::{Arn, Call, Context, Declaration, Message, Permission};
use timer::Timer;

parhelion_world::service! { CloudWatch, "cloudwatch", Global, Timer, {
    PutMetricData => put_metric_data,
    ListMetrics => list_metrics,
    GetMetricStatistics => get_metric_statistics,
    GetMetricData => get_metric_data,
    PutMetricAlarm => put_metric_alarm,
    DescribeAlarms => describe_alarms,
    DescribeAlarmsForMetric => describe_alarms_for_metric,
    DescribeAlarmHistory => describe_alarm_history,
    DescribeAlarmContributors => describe_alarm_contributors,
    SetAlarmState => set_alarm_state,
    EnableAlarmActions => enable_alarm_actions,
    DisableAlarmActions => disable_alarm_actions,
    DeleteAlarms => delete_alarms,
    PutDashboard => put_dashboard,
    GetDashboard => get_dashboard,
    ListDashboards => list_dashboards,
    DeleteDashboards => delete_dashboards,
    TagResource => tag_resource,
    UntagResource => untag_resource,
    ListTagsForResource => list_tags_for_resource,
} }

static DECLARATION: Declaration = Declaration {
    action_prefix: "cloudwatch",
    other_versions: &["2009-05-15"],
    multivalued_keys: &["cloudwatch:alarmactions"],
    faults: choices::FAULTS,
    points: &choices::ALL,
    ..Declaration::DEFAULT
};

impl Wakes for CloudWatch {
    fn wake(&mut self, cx: &mut Context, timer: Timer) {
        match timer {
            Timer::Evaluate { home, alarm } => self.evaluate(cx, &home, &alarm),
            Timer::Arrive { home, number } => self.arrive(cx, &home, number),
        }
    }
}

impl Hooks for CloudWatch {
    fn permissions(
        &self,
        cx: &Context,
        operation: &'static Operation,
        input: &Value,
    ) -> Vec<Permission> {
        permissions::of(cx, operation, input)
    }

    fn resource_tags(&self, cx: &Context, arn: &str) -> Vec<(String, String)> {
        let tags = self.tags_of(cx, arn).into_iter().flatten();
        tags.map(|(key, value)| (key.clone(), value.clone())).collect()
    }

    fn condition_key(
        &self,
        _: &Context,
        call: Call<'_>,
        wanted: &Permission,
        name: &str,
    ) -> Option<Vec<String>> {
        permissions::condition(call.operation, call.input, wanted, name)
    }

    fn counterpart(
        &mut self,
        cx: &mut Context,
        resource: &str,
        question: serde_json::Value,
    ) -> parhelion_wire::error::Result<serde_json::Value> {
        match resource {
            "metrics" => self.published(cx, question),
            _ => Err(Error::not_implemented("cloudwatch", "counterpart")),
        }
    }

    /// An event bus without rules takes every event and drops it.
    fn undelivered(&mut self, cx: &mut Context, message: &Message, error: &Error) {
        if Arn::parse(&message.to).is_none_or(|arn| arn.service != "events") {
            cx.note("undelivered", &message.to, &[("code", error.code())]);
        }
    }

    fn problem(&self, operation: &'static Operation, problems: &[Problem]) -> Error {
        errors::problem(operation, problems)
    }

    fn resource(&self, operation: &'static Operation, input: &Value) -> String {
        resource(operation, input).unwrap_or_default()
    }
}

/// Which members say what a call is about, the most telling first.
const RESOURCE: [&str; 5] =
    ["AlarmName", "DashboardName", "ResourceARN", "AlarmNamePrefix", "MetricName"];

fn resource(operation: &'static Operation, input: &Value) -> Option<String> {
    let shape = MODEL.shape(operation.input?);
    let parhelion_wire::table::ShapeKind::Structure(structure) = &shape.kind else { return None };
    let Value::Struct(values) = input else { return None };
    let text = |name: &str| {
        let index = structure.members.iter().position(|member| member.name == name)?;
        match values.get(index)? {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    };
    let within = text("Namespace").map(|namespace| match text("MetricName") {
        Some(name) => format!("{namespace}/{name}"),
        None => namespace,
    });
    RESOURCE[..3]
        .iter()
        .find_map(|name| text(name))
        .or(within)
        .or_else(|| RESOURCE[3..].iter().find_map(|name| text(name)))
}
