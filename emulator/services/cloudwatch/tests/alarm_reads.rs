//! CW-C2: what DescribeAlarms and its kin answer.

use crate::support::*;
use parhelion_cloudwatch::model::*;

fn names(cloud: &mut Cloud, input: DescribeAlarmsInput) -> Vec<String> {
    let found = cloud.ok::<operations::DescribeAlarms>(input).metric_alarms.unwrap();
    found.into_iter().filter_map(|alarm| alarm.alarm_name).collect()
}

fn some_alarms() -> Cloud {
    let mut cloud = Cloud::new();
    for name in ["web-b", "web-a", "db"] {
        cloud.ok::<operations::PutMetricAlarm>(high_load(name));
    }
    cloud
}

#[test]
fn cw_c2_1_filters() {
    let mut cloud = some_alarms();
    assert_eq!(names(&mut cloud, default()), ["db", "web-a", "web-b"]);
    let by_name = |names: &[&str]| DescribeAlarmsInput {
        alarm_names: Some(names.iter().map(|name| (*name).to_owned()).collect()),
        ..default()
    };
    assert_eq!(names(&mut cloud, by_name(&["web-b", "none"])), ["web-b"]);
    let prefix = || DescribeAlarmsInput { alarm_name_prefix: Some("web".into()), ..default() };
    assert_eq!(names(&mut cloud, prefix()), ["web-a", "web-b"]);
    let both = DescribeAlarmsInput { alarm_name_prefix: Some("web".into()), ..by_name(&["db"]) };
    assert_eq!(cloud.err::<operations::DescribeAlarms>(both).1, "ValidationError");
    let state = |state: &str| DescribeAlarmsInput { state_value: Some(state.into()), ..default() };
    assert_eq!(names(&mut cloud, state("OK")), Vec::<String>::new());
    assert_eq!(names(&mut cloud, state("INSUFFICIENT_DATA")).len(), 3);
    let acting = PutMetricAlarmInput {
        ok_actions: Some(vec!["arn:aws:sns:us-east-1:123456789012:pager".into()]),
        ..high_load("db")
    };
    cloud.ok::<operations::PutMetricAlarm>(acting);
    let action = DescribeAlarmsInput { action_prefix: Some("arn:aws:sns".into()), ..default() };
    assert_eq!(names(&mut cloud, action), ["db"]);
}

#[test]
fn cw_c2_1_pages() {
    let mut cloud = some_alarms();
    let page = |next_token| DescribeAlarmsInput { max_records: Some(2), next_token, ..default() };
    let first = cloud.ok::<operations::DescribeAlarms>(page(None));
    assert_eq!(first.metric_alarms.unwrap().len(), 2);
    let second = cloud.ok::<operations::DescribeAlarms>(page(first.next_token));
    assert_eq!(second.metric_alarms.unwrap()[0].alarm_name.as_deref(), Some("web-b"));
    assert_eq!(second.next_token, None);
    let error = cloud.err::<operations::DescribeAlarms>(page(Some("no".into())));
    assert_eq!(error.1, "InvalidNextToken");
}

#[test]
fn cw_c2_1_only_metric_alarms_unless_asked() {
    let mut cloud = some_alarms();
    let types = |types: &[&str]| DescribeAlarmsInput {
        alarm_types: Some(types.iter().map(|t| (*t).to_owned()).collect()),
        ..default()
    };
    let composite = cloud.ok::<operations::DescribeAlarms>(types(&["CompositeAlarm"]));
    assert_eq!((composite.metric_alarms, composite.composite_alarms), (Some(vec![]), Some(vec![])));
    assert_eq!(names(&mut cloud, types(&["MetricAlarm"])).len(), 3);
    let neither = cloud.ok::<operations::DescribeAlarms>(default());
    assert_eq!(neither.composite_alarms, Some(vec![]), "an empty list, as AWS has it");
}

#[test]
fn cw_c2_3_members_that_were_not_set_are_absent() {
    let mut cloud = some_alarms();
    let alarm = cloud.alarm("db");
    assert_eq!(alarm.treat_missing_data, None);
    assert_eq!(alarm.datapoints_to_alarm, None);
    assert_eq!(alarm.alarm_description, None);
    assert_eq!(alarm.unit, None);
    assert_eq!(alarm.actions_enabled, Some(true));
    assert_eq!(alarm.dimensions, Some(vec![]));
    assert_eq!(alarm.ok_actions, Some(vec![]));
}

#[test]
fn cw_c2_4_alarms_for_a_metric() {
    let mut cloud = some_alarms();
    let with = |name: &str| PutMetricAlarmInput {
        dimensions: Some(vec![dimension("host", "a")]),
        ..high_load(name)
    };
    cloud.ok::<operations::PutMetricAlarm>(with("host"));
    let find = |cloud: &mut Cloud, input| {
        let found = cloud.ok::<operations::DescribeAlarmsForMetric>(input).metric_alarms.unwrap();
        found.into_iter().filter_map(|alarm| alarm.alarm_name).collect::<Vec<_>>()
    };
    let load = || DescribeAlarmsForMetricInput {
        metric_name: "load".into(),
        namespace: "app".into(),
        ..default()
    };
    assert_eq!(find(&mut cloud, load()), ["db", "web-a", "web-b"]);
    let dimensions = Some(vec![dimension("host", "a")]);
    let host = DescribeAlarmsForMetricInput { dimensions, ..load() };
    assert_eq!(find(&mut cloud, host), ["host"]);
    let period = DescribeAlarmsForMetricInput { period: Some(300), ..load() };
    assert_eq!(find(&mut cloud, period), Vec::<String>::new());
}

#[test]
fn cw_c2_6_history_pages_and_filters() {
    let mut cloud = some_alarms();
    cloud.ok::<operations::SetAlarmState>(SetAlarmStateInput {
        alarm_name: "db".into(),
        state_value: "ALARM".into(),
        state_reason: "x".into(),
        state_reason_data: Some("{\"a\":1}".into()),
    });
    let page =
        |next_token| DescribeAlarmHistoryInput { max_records: Some(3), next_token, ..default() };
    let first = cloud.ok::<operations::DescribeAlarmHistory>(page(None));
    let items = first.alarm_history_items.unwrap();
    assert_eq!(items.len(), 3);
    assert_eq!(items[0].history_item_type.as_deref(), Some("StateUpdate")); // newest first
    let data: serde_json::Value =
        serde_json::from_str(items[0].history_data.as_ref().unwrap()).unwrap();
    assert_eq!(data["newState"]["stateReasonData"]["a"], 1);
    assert_eq!(data["oldState"]["stateValue"], "INSUFFICIENT_DATA");
    let second = cloud.ok::<operations::DescribeAlarmHistory>(page(first.next_token));
    assert_eq!(second.alarm_history_items.unwrap().len(), 1);
    assert_eq!(second.next_token, None);
    let filter = DescribeAlarmHistoryInput {
        alarm_name: Some("db".into()),
        history_item_type: Some("ConfigurationUpdate".into()),
        ..default()
    };
    let found = cloud.ok::<operations::DescribeAlarmHistory>(filter).alarm_history_items.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].history_summary.as_deref(), Some("Alarm \"db\" created"));
    let data = found[0].history_data.as_deref().unwrap();
    let start = "{\"version\":\"1.0\",\"type\":\"Create\",\"createdAlarm\":{";
    assert!(data.starts_with(start) && data.contains("\"alarmName\":\"db\""), "{data}");
    serde_json::from_str::<serde_json::Value>(data).unwrap();
}

/// Only alarms on queries have contributors.
#[test]
fn metric_alarms_have_no_contributors() {
    let mut cloud = some_alarms();
    let of =
        |name: &str| DescribeAlarmContributorsInput { alarm_name: name.into(), next_token: None };
    let answer = cloud.ok::<operations::DescribeAlarmContributors>(of("db"));
    assert_eq!((answer.alarm_contributors, answer.next_token), (vec![], None));
    let (status, code, _) = cloud.err::<operations::DescribeAlarmContributors>(of("none"));
    assert_eq!((status, code.as_str()), (404, "ResourceNotFoundException"));
    let token = DescribeAlarmContributorsInput { next_token: Some("x".into()), ..of("db") };
    assert_eq!(cloud.err::<operations::DescribeAlarmContributors>(token).1, "InvalidNextToken");
}
