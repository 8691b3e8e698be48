//! CW-C1, CW-C5 to CW-C7: settings, transitions, actions, SetAlarmState.

use crate::support::*;
use parhelion_cloudwatch::model::*;
use serde_json::json;

const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:pager";

fn refused(input: PutMetricAlarmInput) -> String {
    let (status, code, message) = Cloud::new().err::<operations::PutMetricAlarm>(input);
    assert_eq!((status, code.as_str()), (400, "ValidationError"), "{message}");
    message
}

fn set(name: &str, state: &str) -> SetAlarmStateInput {
    SetAlarmStateInput {
        alarm_name: name.into(),
        state_value: state.into(),
        state_reason: "by hand".into(),
        state_reason_data: None,
    }
}

#[test]
fn cw_c1_2_a_new_alarm_is_unchecked() {
    let mut cloud = Cloud::new();
    cloud.ok::<operations::PutMetricAlarm>(high_load("a"));
    let alarm = cloud.alarm("a");
    assert_eq!(alarm.state_value.as_deref(), Some("INSUFFICIENT_DATA"));
    assert_eq!(alarm.state_reason.as_deref(), Some("Unchecked: Initial alarm creation"));
    assert_eq!(alarm.state_reason_data, None);
    assert_eq!(cloud.history(), ["Alarm \"a\" created"]);
}

#[test]
fn cw_c1_2_putting_again_replaces_all_and_keeps_the_state() {
    let mut cloud = Cloud::new();
    let described = PutMetricAlarmInput {
        alarm_description: Some("mine".into()),
        treat_missing_data: Some("ignore".into()),
        ..high_load("a")
    };
    cloud.ok::<operations::PutMetricAlarm>(described);
    cloud.ok::<operations::SetAlarmState>(set("a", "ALARM"));
    cloud.at(10);
    cloud.ok::<operations::PutMetricAlarm>(PutMetricAlarmInput {
        threshold: Some(1.0),
        ..high_load("a")
    });
    let alarm = cloud.alarm("a");
    assert_eq!(alarm.state_value.as_deref(), Some("ALARM"));
    assert_eq!(alarm.state_reason.as_deref(), Some("by hand"));
    assert_eq!(alarm.threshold, Some(1.0));
    assert_eq!((alarm.alarm_description, alarm.treat_missing_data), (None, None));
    assert_eq!(alarm.alarm_configuration_updated_timestamp, Some(after(10)));
    assert_eq!(alarm.state_updated_timestamp, Some(after(0)));
}

#[test]
fn cw_c1_3_arn() {
    let mut cloud = Cloud::new();
    cloud.ok::<operations::PutMetricAlarm>(high_load("a b/c"));
    let arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:a b/c";
    assert_eq!(cloud.alarm("a b/c").alarm_arn.as_deref(), Some(arn));
    refused(high_load("a\nb"));
}

#[test]
fn cw_c1_5_a_metric_or_a_query() {
    let query = PutMetricAlarmInput {
        namespace: None,
        metric_name: None,
        statistic: None,
        period: None,
        metrics: Some(vec![query("m1", "load", "Maximum", 60)]),
        ..high_load("a")
    };
    let mut cloud = Cloud::new();
    cloud.ok::<operations::PutMetricAlarm>(query.clone());
    cloud.load(90.0);
    cloud.at(60);
    assert_eq!(cloud.state("a"), "ALARM");
    assert_eq!(cloud.alarm("a").metrics, query.metrics);
    assert_eq!(cloud.alarm("a").dimensions, None);
    refused(PutMetricAlarmInput { metric_name: None, ..high_load("a") });
    refused(PutMetricAlarmInput { metrics: query.metrics.clone(), ..high_load("a") });
    refused(PutMetricAlarmInput { period: Some(60), ..query.clone() });
    refused(PutMetricAlarmInput { extended_statistic: Some("p9".into()), ..high_load("a") });
    refused(PutMetricAlarmInput { statistic: None, ..high_load("a") });
    refused(PutMetricAlarmInput { namespace: None, ..high_load("a") });
    let math = MetricDataQuery { id: "e".into(), expression: Some("m1 * 2".into()), ..default() };
    let math = PutMetricAlarmInput { metrics: Some(vec![math]), ..query };
    let (status, code, message) = Cloud::new().err::<operations::PutMetricAlarm>(math);
    assert_eq!((status, code.as_str()), (501, "NotImplemented"));
    assert!(message.contains("metric math"));
}

#[test]
fn cw_c1_6_periods_and_datapoints() {
    for period in [1, 5, 15, 45, 90] {
        refused(PutMetricAlarmInput { period: Some(period), ..high_load("a") });
    }
    for period in [10, 20, 30, 60, 300] {
        let input = PutMetricAlarmInput { period: Some(period), ..high_load("a") };
        Cloud::new().ok::<operations::PutMetricAlarm>(input);
    }
    let message = refused(PutMetricAlarmInput { datapoints_to_alarm: Some(2), ..high_load("a") });
    assert_eq!(message, "DatapointsToAlarm must be less than or equal to EvaluationPeriods");
    let message = refused(PutMetricAlarmInput { evaluation_periods: None, ..high_load("a") });
    assert!(message.contains("'evaluationPeriods'"), "{message}");
}

#[test]
fn cw_c1_7_at_most_a_day_or_a_week() {
    let with = |period, periods| PutMetricAlarmInput {
        period: Some(period),
        evaluation_periods: Some(periods),
        ..high_load("a")
    };
    Cloud::new().ok::<operations::PutMetricAlarm>(with(60, 1_440));
    let message = refused(with(60, 1_441));
    assert!(message.starts_with("Metrics cannot be checked across more than a day"), "{message}");
    Cloud::new().ok::<operations::PutMetricAlarm>(with(3_600, 168));
    let message = refused(with(3_600, 169));
    assert!(message.starts_with("Metrics cannot be checked across more than a week"), "{message}");
    refused(with(i32::MAX / 60 * 60, i32::MAX));
}

/// What does not go together, and what is missing, in AWS's words.
#[test]
fn cw_c1_5_what_settings_lack() {
    let base = || high_load("a");
    let listed = |queries: Vec<MetricDataQuery>| PutMetricAlarmInput {
        metric_name: None,
        namespace: None,
        statistic: None,
        period: None,
        metrics: Some(queries),
        ..base()
    };
    let one = || query("m1", "load", "Sum", 60);
    let hidden = MetricDataQuery { return_data: Some(false), ..one() };
    let neither = MetricDataQuery { metric_stat: None, ..one() };
    let cases = [
        (PutMetricAlarmInput { metric_name: None, ..base() }, "MetricName must not be null"),
        (PutMetricAlarmInput { namespace: None, ..base() }, "Namespace must not be null"),
        (PutMetricAlarmInput { period: None, ..base() }, "Period must not be null"),
        (PutMetricAlarmInput { threshold: None, ..base() }, "Threshold must not be null"),
        (
            PutMetricAlarmInput { threshold_metric_id: Some("m1".into()), ..base() },
            "Threshold and ThresholdMetricId cannot both be set",
        ),
        (listed(vec![]), "MetricName must not be null"),
        (
            PutMetricAlarmInput { metric_name: Some("load".into()), ..listed(vec![one()]) },
            "MetricName should not be set if list of Metrics is set.",
        ),
        (
            PutMetricAlarmInput { statistic: Some("Sum".into()), ..listed(vec![one()]) },
            "Statistic should not be set if list of Metrics is set.",
        ),
        (
            PutMetricAlarmInput { unit: Some("Count".into()), ..listed(vec![one()]) },
            "Unit should not be set if list of Metrics is set.",
        ),
        (
            listed(vec![one(), query("m2", "load", "Sum", 60)]),
            "Exactly one element of the metrics list should return data.",
        ),
        (listed(vec![hidden]), "Exactly one element of the metrics list should return data."),
        (listed(vec![one(), one()]), "Invalid metrics list"),
        (listed(vec![query("M1", "load", "Sum", 60)]), "Invalid metrics list"),
        (listed(vec![query("m1", "load", "Total", 60)]), "Invalid metrics list"),
        (listed(vec![neither]), "Invalid metrics list"),
    ];
    for (input, message) in cases {
        assert_eq!(refused(input), message);
    }
}

#[test]
fn cw_c1_8_and_9_and_11_options() {
    refused(PutMetricAlarmInput { treat_missing_data: Some("maybe".into()), ..high_load("a") });
    refused(PutMetricAlarmInput {
        evaluate_low_sample_count_percentile: Some("maybe".into()),
        ..high_load("a")
    });
    refused(PutMetricAlarmInput { threshold: None, ..high_load("a") });
    let anomaly = PutMetricAlarmInput {
        comparison_operator: Some("LessThanLowerThreshold".into()),
        ..high_load("a")
    };
    assert_eq!(Cloud::new().err::<operations::PutMetricAlarm>(anomaly).0, 501);
}

#[test]
fn cw_c1_4_actions_are_arns_of_the_region() {
    let with =
        |arn: &str| PutMetricAlarmInput { alarm_actions: Some(vec![arn.into()]), ..high_load("a") };
    assert_eq!(refused(with("pager")), "Invalid arn syntax: pager");
    let far = "arn:aws:sns:eu-west-1:123456789012:pager";
    let message = "Invalid region eu-west-1 specified. Only us-east-1 is supported.";
    assert_eq!(refused(with(far)), message);
}

#[test]
fn cw_c6_1_actions_run_once_on_a_change() {
    let mut cloud = Cloud::new();
    cloud.ok::<operations::PutMetricAlarm>(PutMetricAlarmInput {
        alarm_actions: Some(vec![TOPIC.into()]),
        ok_actions: Some(vec![TOPIC.into()]),
        ..high_load("a")
    });
    for minute in 0..4 {
        cloud.at(minute * MINUTE);
        cloud.load(if minute < 3 { 90.0 } else { 1.0 });
    }
    cloud.at(4 * MINUTE);
    assert_eq!(cloud.notes("alarm-state"), [(60, "ALARM".into()), (240, "OK".into())]);
    assert_eq!(cloud.notes("alarm-action"), [(60, TOPIC.into()), (240, TOPIC.into())]);
    assert_eq!(cloud.published().len(), 2);
    assert_eq!(
        cloud.history(),
        [
            "Alarm \"a\" created".to_owned(),
            "Alarm updated from INSUFFICIENT_DATA to ALARM".to_owned(),
            format!("Successfully executed action {TOPIC}"),
            "Alarm updated from ALARM to OK".to_owned(),
            format!("Successfully executed action {TOPIC}"),
        ]
    );
}

#[test]
fn cw_c6_4_what_sns_gets() {
    let mut cloud = Cloud::new();
    cloud.ok::<operations::PutMetricAlarm>(PutMetricAlarmInput {
        alarm_actions: Some(vec![TOPIC.into()]),
        dimensions: Some(vec![dimension("host", "a")]),
        ..high_load("a")
    });
    let dimensions = Some(vec![dimension("host", "a")]);
    cloud.put(vec![MetricDatum { dimensions, ..datum("load", 90.0) }]);
    cloud.at(60);
    let (arn, publication) = cloud.published().remove(0);
    assert_eq!(arn, TOPIC);
    assert_eq!(publication["Subject"], "ALARM: \"a\" in US East (N. Virginia)");
    let message: serde_json::Value =
        serde_json::from_str(publication["Message"].as_str().unwrap()).unwrap();
    assert_eq!(
        message,
        json!({
            "AlarmName": "a",
            "AlarmDescription": null,
            "AWSAccountId": "123456789012",
            "AlarmConfigurationUpdatedTimestamp": "2026-01-01T00:00:00.000+0000",
            "NewStateValue": "ALARM",
            "NewStateReason": "Threshold Crossed: 1 datapoint [90.0 (01/01/26 00:00:00)] was \
                               greater than the threshold (50.0).",
            "StateChangeTime": "2026-01-01T00:01:00.000+0000",
            "Region": "US East (N. Virginia)",
            "AlarmArn": "arn:aws:cloudwatch:us-east-1:123456789012:alarm:a",
            "OldStateValue": "INSUFFICIENT_DATA",
            "OKActions": [],
            "AlarmActions": [TOPIC],
            "InsufficientDataActions": [],
            "ActionExecutedAfterMuteWindow": false,
            "Trigger": {
                "MetricName": "load",
                "Namespace": "app",
                "StatisticType": "Statistic",
                "Statistic": "MAXIMUM",
                "Unit": null,
                "Dimensions": [{ "value": "a", "name": "host" }],
                "Period": 60,
                "EvaluationPeriods": 1,
                "ComparisonOperator": "GreaterThanThreshold",
                "Threshold": 50.0,
                "TreatMissingData": "missing",
                "EvaluateLowSampleCountPercentile": "",
            },
        })
    );
}

#[test]
fn cw_c5_reason_data_of_an_alarm() {
    let mut cloud = Cloud::new();
    cloud.ok::<operations::PutMetricAlarm>(high_load("a"));
    cloud.load(90.0);
    cloud.at(60);
    let data = cloud.alarm("a").state_reason_data.unwrap();
    let data: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!(data["queryDate"], "2026-01-01T00:01:00.000+0000");
    assert_eq!(data["startDate"], "2026-01-01T00:00:00.000+0000");
    assert_eq!(data["recentDatapoints"], json!([90.0]));
    assert_eq!((&data["statistic"], &data["period"]), (&json!("Maximum"), &json!(60)));
}

#[test]
fn cw_c2_8_disabled_actions_do_not_run_but_states_change() {
    let mut cloud = Cloud::new();
    cloud.ok::<operations::PutMetricAlarm>(PutMetricAlarmInput {
        alarm_actions: Some(vec![TOPIC.into()]),
        ..high_load("a")
    });
    let alarm_names = vec!["a".to_owned(), "unknown".to_owned()];
    let input = DisableAlarmActionsInput { alarm_names: alarm_names.clone() };
    cloud.ok::<operations::DisableAlarmActions>(input);
    assert_eq!(cloud.alarm("a").actions_enabled, Some(false));
    cloud.ok::<operations::SetAlarmState>(set("a", "ALARM"));
    assert_eq!(cloud.state("a"), "ALARM");
    assert_eq!(cloud.published(), []);
    cloud.ok::<operations::EnableAlarmActions>(EnableAlarmActionsInput { alarm_names });
    cloud.ok::<operations::SetAlarmState>(set("a", "OK"));
    cloud.ok::<operations::SetAlarmState>(set("a", "ALARM"));
    assert_eq!(cloud.published().len(), 1);
}

#[test]
fn cw_c7_set_state_lasts_until_the_next_evaluation() {
    let mut cloud = Cloud::new();
    cloud.ok::<operations::PutMetricAlarm>(high_load("a"));
    cloud.at(10 * MINUTE);
    cloud.ok::<operations::SetAlarmState>(set("a", "ALARM"));
    let alarm = cloud.alarm("a");
    assert_eq!(alarm.state_value.as_deref(), Some("ALARM"));
    assert_eq!((alarm.state_reason.as_deref(), alarm.state_reason_data), (Some("by hand"), None));
    cloud.at(11 * MINUTE - 1);
    assert_eq!(cloud.state("a"), "ALARM");
    cloud.at(11 * MINUTE);
    let alarm = cloud.alarm("a");
    assert_eq!(alarm.state_value.as_deref(), Some("INSUFFICIENT_DATA"));
    assert_eq!(alarm.state_reason.as_deref(), Some("Insufficient Data: 1 datapoint was unknown."));
}

#[test]
fn cw_c7_the_same_state_again_runs_no_action() {
    let mut cloud = Cloud::new();
    cloud.ok::<operations::PutMetricAlarm>(PutMetricAlarmInput {
        insufficient_data_actions: Some(vec![TOPIC.into()]),
        ..high_load("a")
    });
    cloud.ok::<operations::SetAlarmState>(set("a", "INSUFFICIENT_DATA"));
    assert_eq!(cloud.alarm("a").state_reason.as_deref(), Some("by hand"));
    assert_eq!(cloud.published(), []);
    assert_eq!(cloud.history().len(), 1);
}

#[test]
fn cw_c7_unknown_alarm_and_bad_data() {
    let mut cloud = Cloud::new();
    let error = cloud.err::<operations::SetAlarmState>(set("a", "OK"));
    assert_eq!(error, (404, "ResourceNotFound".into(), String::new()));
    cloud.ok::<operations::PutMetricAlarm>(high_load("a"));
    let bad = SetAlarmStateInput { state_reason_data: Some("{".into()), ..set("a", "OK") };
    assert_eq!(cloud.err::<operations::SetAlarmState>(bad).1, "InvalidFormat");
}

#[test]
fn cw_c2_5_delete_passes_over_unknown_names() {
    let mut cloud = Cloud::new();
    cloud.ok::<operations::PutMetricAlarm>(high_load("a"));
    cloud.ok::<operations::PutMetricAlarm>(high_load("b"));
    let alarm_names = vec!["unknown".to_owned(), "a".to_owned()];
    cloud.ok::<operations::DeleteAlarms>(DeleteAlarmsInput { alarm_names });
    let left = cloud.ok::<operations::DescribeAlarms>(default()).metric_alarms.unwrap();
    let names: Vec<_> = left.into_iter().filter_map(|alarm| alarm.alarm_name).collect();
    assert_eq!(names, ["b"]);
    // What was due for it is not.
    cloud.load(90.0);
    cloud.at(120);
    assert_eq!(cloud.notes("alarm-state"), [(60, "ALARM".to_owned())]);
}

#[test]
fn cw_c2_6_history_outlives_the_alarm_for_30_days() {
    let mut cloud = Cloud::new();
    cloud.ok::<operations::PutMetricAlarm>(high_load("a"));
    cloud.ok::<operations::DeleteAlarms>(DeleteAlarmsInput { alarm_names: vec!["a".into()] });
    assert_eq!(cloud.history(), ["Alarm \"a\" created", "Alarm \"a\" deleted"]);
    cloud.at(30 * DAY);
    assert_eq!(cloud.history().len(), 2);
    cloud.at(30 * DAY + 1);
    assert_eq!(cloud.history().len(), 0);
}
