//! CW-C3 and CW-C4 on the clock.

use crate::support::*;
use parhelion_cloudwatch::model::*;
use proptest::prelude::*;

fn put(cloud: &mut Cloud, input: PutMetricAlarmInput) {
    cloud.ok::<operations::PutMetricAlarm>(input);
}

fn changes(cloud: &Cloud) -> Vec<(u64, String)> {
    cloud.notes("alarm-state")
}

fn missing(mode: &str) -> PutMetricAlarmInput {
    PutMetricAlarmInput { treat_missing_data: Some(mode.into()), ..high_load("a") }
}

#[test]
fn cw_c3_every_minute_on_the_minute() {
    let mut cloud = Cloud::new();
    cloud.at(30);
    put(&mut cloud, high_load("a"));
    cloud.load(90.0);
    cloud.at(59);
    assert_eq!(cloud.state("a"), "INSUFFICIENT_DATA");
    cloud.at(60);
    assert_eq!(cloud.state("a"), "ALARM");
    cloud.at(60 + 59);
    cloud.load(1.0);
    cloud.at(120);
    assert_eq!(cloud.state("a"), "OK");
    assert_eq!(changes(&cloud), [(60, "ALARM".into()), (120, "OK".into())]);
}

#[test]
fn cw_c3_points_from_before_the_alarm_count() {
    let mut cloud = Cloud::new();
    cloud.load(90.0);
    cloud.at(60);
    put(&mut cloud, high_load("a"));
    cloud.at(120);
    assert_eq!(cloud.state("a"), "ALARM");
}

/// CW-G28: windows end at each minute, whatever the period.
#[test]
fn cw_c3_windows_slide_by_a_minute() {
    let mut cloud = Cloud::new();
    put(
        &mut cloud,
        PutMetricAlarmInput { period: Some(300), statistic: Some("Sum".into()), ..high_load("a") },
    );
    for minute in 0..10 {
        cloud.at(minute * MINUTE);
        cloud.load(if (3..7).contains(&minute) { 13.0 } else { 0.0 });
    }
    cloud.at(10 * MINUTE);
    // 13 four times is 52: minutes 2 to 6 and 3 to 7, but not 4 to 8 any more.
    let expected = [(60, "OK".to_owned()), (7 * 60, "ALARM".to_owned()), (9 * 60, "OK".to_owned())];
    assert_eq!(changes(&cloud), expected);
}

#[test]
fn cw_c3_ten_second_alarms() {
    let mut cloud = Cloud::new();
    put(&mut cloud, PutMetricAlarmInput { period: Some(10), ..high_load("a") });
    let fine = |value| MetricDatum { storage_resolution: Some(1), ..datum("load", value) };
    cloud.at(12);
    cloud.put(vec![fine(90.0)]);
    cloud.at(20);
    assert_eq!(cloud.state("a"), "ALARM");
    cloud.at(22);
    cloud.put(vec![fine(1.0)]);
    cloud.at(30);
    assert_eq!(cloud.state("a"), "OK");
}

#[test]
fn cw_c3_ten_second_alarms_see_no_standard_metric() {
    let mut cloud = Cloud::new();
    put(&mut cloud, PutMetricAlarmInput { period: Some(10), ..high_load("a") });
    cloud.load(90.0);
    cloud.at(HOUR);
    assert_eq!(changes(&cloud), []);
    assert_eq!(cloud.state("a"), "INSUFFICIENT_DATA");
}

/// CW-C3's example: a job fails at 10:02, the alarm sees it at 11:00, not before.
#[test]
fn cw_c3_more_than_a_day_is_evaluated_by_the_hour() {
    let mut cloud = Cloud::new();
    put(
        &mut cloud,
        PutMetricAlarmInput {
            period: Some(3_600),
            evaluation_periods: Some(25),
            datapoints_to_alarm: Some(1),
            ..high_load("a")
        },
    );
    cloud.load(1.0);
    cloud.at(10 * HOUR + 2 * MINUTE);
    cloud.load(90.0);
    cloud.at(12 * HOUR);
    assert_eq!(changes(&cloud), [(HOUR, "OK".into()), (11 * HOUR, "ALARM".into())]);
}

#[test]
fn cw_c4_modes_after_the_data_stop() {
    for (mode, last) in [
        ("missing", "INSUFFICIENT_DATA"),
        ("ignore", "ALARM"),
        ("breaching", "ALARM"),
        ("notBreaching", "OK"),
    ] {
        let mut cloud = Cloud::new();
        put(&mut cloud, missing(mode));
        cloud.load(90.0);
        cloud.at(60);
        assert_eq!(cloud.state("a"), "ALARM");
        cloud.at(DAY);
        assert_eq!(cloud.state("a"), last, "{mode}");
    }
}

#[test]
fn cw_c4_modes_without_any_data() {
    for (mode, state) in [
        ("missing", "INSUFFICIENT_DATA"),
        ("ignore", "INSUFFICIENT_DATA"),
        ("breaching", "ALARM"),
        ("notBreaching", "OK"),
    ] {
        let mut cloud = Cloud::new();
        put(&mut cloud, missing(mode));
        cloud.at(HOUR);
        assert_eq!(cloud.state("a"), state, "{mode}");
    }
    let mut cloud = Cloud::new();
    put(&mut cloud, missing("notBreaching"));
    cloud.at(60);
    let reason = "Threshold Crossed: no datapoints were received for 1 period and 1 missing \
                  datapoint was treated as [NonBreaching].";
    assert_eq!(cloud.alarm("a").state_reason.as_deref(), Some(reason));
}

#[test]
fn cw_c4_two_out_of_three() {
    let mut cloud = Cloud::new();
    put(
        &mut cloud,
        PutMetricAlarmInput {
            evaluation_periods: Some(3),
            datapoints_to_alarm: Some(2),
            ..high_load("a")
        },
    );
    for (minute, value) in [90.0, 1.0, 1.0, 90.0, 1.0, 90.0, 1.0, 1.0].into_iter().enumerate() {
        cloud.at(minute as u64 * MINUTE);
        cloud.load(value);
    }
    cloud.at(8 * MINUTE);
    // `X` alone is too young, `X 0` is OK, `X 0 X` alarms.
    let last: Vec<_> = changes(&cloud).into_iter().rev().take(3).collect();
    assert_eq!(last, [(420, "OK".into()), (360, "ALARM".into()), (120, "OK".into())]);
}

#[test]
fn cw_c3_late_data_change_later_evaluations() {
    let mut cloud = Cloud::new();
    put(
        &mut cloud,
        PutMetricAlarmInput {
            evaluation_periods: Some(2),
            datapoints_to_alarm: Some(1),
            ..high_load("a")
        },
    );
    cloud.load(1.0);
    cloud.at(60);
    cloud.load(1.0);
    assert_eq!(cloud.state("a"), "OK");
    cloud.put(vec![MetricDatum { timestamp: Some(after(10)), ..datum("load", 90.0) }]);
    cloud.at(120);
    assert_eq!(cloud.state("a"), "ALARM");
}

#[test]
fn cw_c1_12_only_data_of_the_unit() {
    let mut cloud = Cloud::new();
    put(&mut cloud, PutMetricAlarmInput { unit: Some("Percent".into()), ..high_load("a") });
    cloud.load(90.0);
    cloud.at(60);
    assert_eq!(cloud.state("a"), "INSUFFICIENT_DATA");
    cloud.put(vec![MetricDatum { unit: Some("Percent".into()), ..datum("load", 90.0) }]);
    cloud.at(120);
    assert_eq!(cloud.state("a"), "ALARM");
}

#[test]
fn cw_c1_11_low_samples_can_be_ignored() {
    let alarm = |option: &str| PutMetricAlarmInput {
        statistic: None,
        extended_statistic: Some("p90".into()),
        evaluate_low_sample_count_percentile: Some(option.into()),
        ..high_load(option)
    };
    let mut cloud = Cloud::new();
    put(&mut cloud, alarm("evaluate"));
    put(&mut cloud, alarm("ignore"));
    cloud.load(90.0);
    cloud.at(60);
    assert_eq!(cloud.state("evaluate"), "ALARM");
    assert_eq!(cloud.state("ignore"), "INSUFFICIENT_DATA");
    cloud.put(vec![datum("load", 90.0); 100]);
    cloud.at(120);
    assert_eq!(cloud.state("ignore"), "ALARM");
}

#[test]
fn an_alarm_that_slept_sees_data_again() {
    let mut cloud = Cloud::new();
    put(&mut cloud, high_load("a"));
    cloud.at(DAY);
    assert_eq!(cloud.world.next_due(), None, "an idle alarm costs nothing");
    cloud.at(DAY + 30);
    cloud.load(90.0);
    cloud.at(DAY + 60);
    assert_eq!(cloud.state("a"), "ALARM");
    // Data that lie ahead keep it awake.
    let ahead = MetricDatum { timestamp: Some(after(DAY + HOUR)), ..datum("load", 90.0) };
    cloud.put(vec![ahead]);
    cloud.at(DAY + HOUR);
    assert_eq!(cloud.state("a"), "INSUFFICIENT_DATA");
    cloud.at(DAY + HOUR + 60);
    assert_eq!(cloud.state("a"), "ALARM");
}

#[test]
fn alarms_of_another_account_and_region_are_evaluated_at_home() {
    let mut cloud = Cloud::new();
    cloud.account = "210987654321";
    cloud.region = "eu-west-1";
    put(&mut cloud, high_load("a"));
    cloud.at(DAY);
    cloud.load(90.0);
    cloud.at(DAY + 60);
    assert_eq!(cloud.state("a"), "ALARM");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whether time passes in one step or in many, and whether an alarm slept, shows nowhere.
    #[test]
    fn cw_c3_sleeping_and_steps_are_not_seen(
        values in prop::collection::vec((1u64..400, 0u8..2), 1..12),
        mode in prop::sample::select(vec!["missing", "ignore", "breaching", "notBreaching"]),
        periods in 1i32..4,
    ) {
        let run = |keep_awake: bool| {
            let mut cloud = Cloud::new();
            let alarm = PutMetricAlarmInput { evaluation_periods: Some(periods), ..missing(mode) };
            put(&mut cloud, alarm.clone());
            let mut at = 0;
            for (gap, high) in &values {
                for _ in 0..*gap / 7 {
                    at += 7;
                    if keep_awake {
                        cloud.at(at);
                        put(&mut cloud, alarm.clone()); // schedules it anew, keeps the state
                    }
                }
                cloud.at(at);
                cloud.load(f64::from(*high) * 90.0);
            }
            cloud.at(at + HOUR);
            changes(&cloud)
        };
        prop_assert_eq!(run(false), run(true));
    }

    /// CW-G25: as many notifications as changes; no change to the same state.
    #[test]
    fn cw_c6_1_a_notification_for_each_change(
        values in prop::collection::vec(prop::option::of(0u8..2), 1..40),
    ) {
        let topic = "arn:aws:sns:us-east-1:123456789012:pager";
        let all = Some(vec![topic.to_owned()]);
        let mut cloud = Cloud::new();
        put(&mut cloud, PutMetricAlarmInput {
            ok_actions: all.clone(),
            alarm_actions: all.clone(),
            insufficient_data_actions: all,
            ..high_load("a")
        });
        for (minute, value) in values.iter().enumerate() {
            cloud.at(minute as u64 * MINUTE);
            if let Some(high) = value {
                cloud.load(f64::from(*high) * 90.0);
            }
        }
        cloud.at(values.len() as u64 * MINUTE + HOUR);
        let changes = changes(&cloud);
        prop_assert_eq!(cloud.published().len(), changes.len());
        prop_assert!(changes.windows(2).all(|pair| pair[0].1 != pair[1].1));
        if !changes.is_empty() {
            prop_assert_eq!(&changes[changes.len() - 1].1, "INSUFFICIENT_DATA");
        }
    }
}
