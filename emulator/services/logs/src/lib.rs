//! CloudWatch Logs (CW-A): groups of streams of events, written, read and expired in virtual time.
//!
//! - [`state`]: all groups; [`group`], [`stream`]: what holds events; [`tag_set`]: a group's tags;
//!   [`groups`], [`streams`], [`tags`]: the operations on them; [`arns`]: how they are named.
//! - [`ingestion`]: PutLogEvents, what is accepted and what is dropped; [`events`]: how it is kept.
//! - [`reading`]: GetLogEvents and FilterLogEvents; [`filter`]: the pattern language;
//!   [`testing`]: TestMetricFilter; [`tailing`]: StartLiveTail, on the
//!   sessions of [`live_tail`]; [`tokens`], [`paging`]: how readers go on.
//! - [`metric_filters`]: metrics from events; [`found`]: what they find; [`metric_reports`].
//! - [`retention`]: when events expire; [`sweep`]: how those are deleted.
//! - [`encryption`]: groups' KMS keys; [`ciphers`]: which events are encrypted with which; [`export_tasks`]: groups to S3; [`query_definitions`],
//!   [`resource_policies`]: kept for who reads them; [`deliveries`]: vended logs.
//! - [`permissions`]: what callers must be allowed.
//! - [`choices`]: where AWS is free; [`errors`]: how it refuses.

mod arns;
pub mod choices;
mod ciphers;
mod deliveries;
mod encryption;
mod errors;
mod events;
mod export_tasks;
mod filter;
mod found;
mod group;
mod groups;
mod ingestion;
mod live_tail;
mod metric_filters;
mod metric_reports;
mod paging;
mod permissions;
mod query_definitions;
mod reading;
mod resource_policies;
mod retention;
mod state;
mod stream;
mod streams;
mod sweep;
mod tag_set;
mod tags;
mod tailing;
mod testing;
mod timer;
mod tokens;

/// The shells and the table, made from `model.smithy`.
#[allow(missing_docs, unreachable_pub, reason = "AWS documents its shapes")]
pub mod model {
    parhelion_wire::model!();
}

pub use state::Logs;

use model::*;
use parhelion_wire::table::Operation;
use parhelion_wire::validate::Problem;
use parhelion_wire::{Error, Value};
use parhelion_world::service::{Hooks, Wakes};
use parhelion_world::{Context, Declaration, Permission};
use timer::Timer;

parhelion_world::service! { Logs, "logs", Region, Timer, {
    CreateLogGroup => create_log_group,
    DeleteLogGroup => delete_log_group,
    DescribeLogGroups => describe_log_groups,
    ListLogGroups => list_log_groups,
    PutLogGroupDeletionProtection => put_log_group_deletion_protection,
    PutRetentionPolicy => put_retention_policy,
    DeleteRetentionPolicy => delete_retention_policy,
    CreateLogStream => create_log_stream,
    DeleteLogStream => delete_log_stream,
    DescribeLogStreams => describe_log_streams,
    PutLogEvents => put_log_events,
    GetLogEvents => get_log_events,
    FilterLogEvents => filter_log_events,
    StartLiveTail => start_live_tail,
    TestMetricFilter => test_metric_filter,
    PutMetricFilter => put_metric_filter,
    DescribeMetricFilters => describe_metric_filters,
    DeleteMetricFilter => delete_metric_filter,
    AssociateKmsKey => associate_kms_key,
    DisassociateKmsKey => disassociate_kms_key,
    PutResourcePolicy => put_resource_policy,
    DescribeResourcePolicies => describe_resource_policies,
    DeleteResourcePolicy => delete_resource_policy,
    PutQueryDefinition => put_query_definition,
    DescribeQueryDefinitions => describe_query_definitions,
    DeleteQueryDefinition => delete_query_definition,
    CreateExportTask => create_export_task,
    DescribeExportTasks => describe_export_tasks,
    CancelExportTask => cancel_export_task,
    PutDeliverySource => put_delivery_source,
    GetDeliverySource => get_delivery_source,
    DescribeDeliverySources => describe_delivery_sources,
    DeleteDeliverySource => delete_delivery_source,
    PutDeliveryDestination => put_delivery_destination,
    GetDeliveryDestination => get_delivery_destination,
    DescribeDeliveryDestinations => describe_delivery_destinations,
    DeleteDeliveryDestination => delete_delivery_destination,
    PutDeliveryDestinationPolicy => put_delivery_destination_policy,
    GetDeliveryDestinationPolicy => get_delivery_destination_policy,
    DeleteDeliveryDestinationPolicy => delete_delivery_destination_policy,
    CreateDelivery => create_delivery,
    GetDelivery => get_delivery,
    DescribeDeliveries => describe_deliveries,
    UpdateDeliveryConfiguration => update_delivery_configuration,
    DeleteDelivery => delete_delivery,
    TagResource => tag_resource,
    UntagResource => untag_resource,
    ListTagsForResource => list_tags_for_resource,
    TagLogGroup => tag_log_group,
    UntagLogGroup => untag_log_group,
    ListTagsLogGroup => list_tags_log_group,
} }

static DECLARATION: Declaration = Declaration {
    // StartLiveTail and GetLogObject have a prefix of their own (CW-A1.1).
    endpoints: &["stream-logs", "streaming-logs"],
    action_prefix: "logs",
    faults: choices::FAULTS,
    points: &choices::ALL,
    partial_failures: &["rejectedLogEventsInfo", "rejectedEntityInfo"],
    ..Declaration::DEFAULT
};

impl Wakes for Logs {
    fn wake(&mut self, cx: &mut Context, timer: Timer) {
        match timer {
            Timer::Sweep { group } => self.sweep(cx, &group),
            Timer::Report { group } => self.report(cx, &group),
            Timer::Export { task } => self.export(cx, &task),
        }
    }
}

impl Hooks for Logs {
    fn permissions(
        &self,
        cx: &Context,
        operation: &'static Operation,
        input: &Value,
    ) -> Vec<Permission> {
        permissions::of(cx, operation, input)
    }

    fn resource_tags(&self, cx: &Context, arn: &str) -> Vec<(String, String)> {
        if Self::is_of_deliveries(arn) {
            let tags = self.delivery_tags(cx, arn).unwrap_or_default();
            return tags.listed().into_iter().collect();
        }
        let group = arns::group_of(cx, arn).and_then(|group| self.group(group).ok());
        group.map_or_else(Vec::new, |group| group.tags.listed().into_iter().collect())
    }

    /// CloudFront tells what deliveries are of.
    fn counterpart(
        &mut self,
        cx: &mut Context,
        resource: &str,
        question: serde_json::Value,
    ) -> parhelion_wire::error::Result<serde_json::Value> {
        match resource {
            deliveries::delivered::ACCESS_LOGS => self.access_logs(cx, question),
            _ => Err(Error::not_implemented("logs", "counterpart")),
        }
    }

    fn problem(&self, operation: &'static Operation, problems: &[Problem]) -> Error {
        errors::constraints(operation, problems)
    }

    /// `group` or `group:stream`.
    fn resource(&self, operation: &'static Operation, input: &Value) -> String {
        let members = operation.input.map_or(&[][..], |shape| MODEL.shape(shape).members());
        let Value::Struct(values) = input else { return String::new() };
        let text = |name: &str| {
            let at = members.iter().position(|member| member.name == name)?;
            match values.get(at) {
                Some(Value::Text(text)) => Some(text.as_str()),
                _ => None,
            }
        };
        let names = ["logGroupName", "logGroupIdentifier", "resourceArn"];
        let group = names.into_iter().find_map(text).unwrap_or_default();
        match text("logStreamName") {
            Some(stream) => format!("{group}:{stream}"),
            None => group.to_owned(),
        }
    }
}
