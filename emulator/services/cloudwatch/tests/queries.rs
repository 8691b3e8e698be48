//! CW-B5: GetMetricStatistics.

use crate::support::*;
use parhelion_cloudwatch::model::*;

fn sums(cloud: &mut Cloud, input: GetMetricStatisticsInput) -> Vec<(u64, f64)> {
    let points = cloud.ok::<operations::GetMetricStatistics>(input).datapoints.unwrap();
    let start = after(0);
    points.iter().map(|p| (p.timestamp.unwrap().since(start).as_secs(), p.sum.unwrap())).collect()
}

fn refused(input: GetMetricStatisticsInput) -> (String, String) {
    let (status, code, message) = Cloud::new().err::<operations::GetMetricStatistics>(input);
    assert_eq!(status, 400);
    (code, message)
}

#[test]
fn cw_b5_statistics_by_period() {
    let mut cloud = Cloud::new();
    for minute in 0..6 {
        cloud.at(minute * MINUTE);
        cloud.load(minute as f64);
    }
    let minutes = [(0, 0.0), (60, 1.0), (120, 2.0), (180, 3.0), (240, 4.0), (300, 5.0)];
    assert_eq!(sums(&mut cloud, statistics(&["Sum"], 60, 360)), minutes);
    assert_eq!(sums(&mut cloud, statistics(&["Sum"], 180, 360)), [(0, 3.0), (180, 12.0)]);
    assert_eq!(sums(&mut cloud, statistics(&["Sum"], 60, 120)), minutes[..2]);
    let all = statistics(&["SampleCount", "Average", "Sum", "Minimum", "Maximum"], 360, 360);
    let point = &cloud.ok::<operations::GetMetricStatistics>(all).datapoints.unwrap()[0];
    assert_eq!((point.sample_count, point.average), (Some(6.0), Some(2.5)));
    assert_eq!((point.sum, point.minimum, point.maximum), (Some(15.0), Some(0.0), Some(5.0)));
    assert_eq!(point.unit.as_deref(), Some("None"));
    assert_eq!(point.extended_statistics, None);
}

#[test]
fn cw_b5_1_statistics_or_extended_statistics() {
    let mut input = statistics(&["Sum"], 60, 60);
    input.extended_statistics = Some(vec!["p99".into()]);
    assert_eq!(refused(input.clone()).0, "InvalidParameterCombination");
    input.statistics = None;
    input.extended_statistics = None;
    let text =
        "At least one of the parameters Statistics and ExtendedStatistics must be specified.";
    let expected = ("InvalidParameterCombination".to_owned(), text.to_owned());
    assert_eq!(refused(input.clone()), expected);
    input.extended_statistics = Some(vec!["p101".into()]);
    assert_eq!(refused(input).0, "InvalidParameterValue");
}

#[test]
fn cw_b5_extended_statistics() {
    let mut cloud = Cloud::new();
    cloud.put((1..=100).map(|i| datum("load", f64::from(i))).collect());
    let mut input = statistics(&[], 60, 60);
    input.statistics = None;
    input.extended_statistics = Some(vec!["p99".into(), "tm50".into()]);
    let points = cloud.ok::<operations::GetMetricStatistics>(input.clone()).datapoints.unwrap();
    let extended = points[0].extended_statistics.clone().unwrap();
    assert_eq!((extended["p99"], extended["tm50"]), (99.0, 25.5));
    // CW-G32: one negative value, and they vanish.
    cloud.load(-1.0);
    let points = cloud.ok::<operations::GetMetricStatistics>(input).datapoints.unwrap();
    assert_eq!(points, []);
}

#[test]
fn cw_b5_2_at_most_1440_datapoints() {
    let (code, message) = refused(statistics(&["Sum"], 1, DAY));
    assert_eq!(code, "InvalidParameterCombination");
    assert_eq!(
        message,
        "You have requested up to 86400 datapoints, which exceeds the limit of 1440. You may \
         reduce the datapoints requested by increasing Period, or decreasing the time range."
    );
    Cloud::new().ok::<operations::GetMetricStatistics>(statistics(&["Sum"], 60, DAY));
}

#[test]
fn cw_b5_3_start_before_end() {
    let (code, message) = refused(statistics(&["Sum"], 60, 0));
    assert_eq!(code, "InvalidParameterValue");
    assert_eq!(message, "The parameter StartTime must be less than the parameter EndTime.");
}

#[test]
fn cw_b5_5_units() {
    let mut cloud = Cloud::new();
    let unit = |unit: &str, value| MetricDatum { unit: Some(unit.into()), ..datum("load", value) };
    cloud.put(vec![unit("Seconds", 1.0), unit("Bytes", 2.0), unit("Seconds", 4.0)]);
    assert_eq!(sums(&mut cloud, statistics(&["Sum"], 60, 60)), [(0, 2.0), (0, 5.0)]);
    let of = |unit: &str| GetMetricStatisticsInput {
        unit: Some(unit.into()),
        ..statistics(&["Sum"], 60, 60)
    };
    assert_eq!(sums(&mut cloud, of("Seconds")), [(0, 5.0)]);
    assert_eq!(sums(&mut cloud, of("Count")), []);
}

#[test]
fn cw_b5_6_unknown_metric() {
    let answer = Cloud::new().ok::<operations::GetMetricStatistics>(statistics(&["Sum"], 60, 60));
    assert_eq!(answer.label.as_deref(), Some("load"));
    assert_eq!(answer.datapoints, Some(vec![]));
}

#[test]
fn cw_b5_7_dimensions_must_be_equal_in_any_order() {
    let mut cloud = Cloud::new();
    let dimensions = Some(vec![dimension("host", "a"), dimension("zone", "1")]);
    cloud.put(vec![MetricDatum { dimensions, ..datum("load", 1.0) }]);
    let mut input = statistics(&["Sum"], 60, 60);
    assert_eq!(sums(&mut cloud, input.clone()), []);
    input.dimensions = Some(vec![dimension("host", "a")]);
    assert_eq!(sums(&mut cloud, input.clone()), []);
    input.dimensions = Some(vec![dimension("zone", "1"), dimension("host", "a")]);
    assert_eq!(sums(&mut cloud, input), [(0, 1.0)]);
}

#[test]
fn cw_b5_8_periods() {
    for period in [0, -60, 2, 15, 45, 90] {
        assert_eq!(refused(statistics(&["Sum"], period, 60)).0, "InvalidParameterValue");
    }
    for period in [1, 5, 10, 20, 30, 60, 120, 3_600] {
        Cloud::new().ok::<operations::GetMetricStatistics>(statistics(&["Sum"], period, 60));
    }
}

#[test]
fn cw_b3_high_resolution_for_three_hours() {
    let mut cloud = Cloud::new();
    let fine = |value| MetricDatum { storage_resolution: Some(1), ..datum("load", value) };
    cloud.put(vec![fine(1.0)]);
    cloud.at(5);
    cloud.put(vec![fine(2.0)]);
    assert_eq!(sums(&mut cloud, statistics(&["Sum"], 5, 60)), [(0, 1.0), (5, 2.0)]);
    cloud.at(3 * HOUR);
    assert_eq!(sums(&mut cloud, statistics(&["Sum"], 5, 60)), [(5, 2.0)], "each by its own age");
    cloud.at(3 * HOUR + 5);
    assert_eq!(sums(&mut cloud, statistics(&["Sum"], 5, 60)), []);
    assert_eq!(sums(&mut cloud, statistics(&["Sum"], 60, 60)), [(0, 3.0)]);
    cloud.at(15 * DAY);
    assert_eq!(sums(&mut cloud, statistics(&["Sum"], 60, 60)), []);
    assert_eq!(sums(&mut cloud, statistics(&["Sum"], 300, 300)), [(0, 3.0)]);
    cloud.at(63 * DAY);
    assert_eq!(sums(&mut cloud, statistics(&["Sum"], 300, 300)), []);
    assert_eq!(sums(&mut cloud, statistics(&["Sum"], 3_600, 3_600)), [(0, 3.0)]);
    cloud.at(455 * DAY);
    assert_eq!(sums(&mut cloud, statistics(&["Sum"], 3_600, 3_600)), []);
}
