//! CW-F: each freedom can be taken, and a calm world takes none.

use crate::support::*;
use parhelion_cloudwatch::choices::{self, *};
use parhelion_cloudwatch::model::*;
use parhelion_world::Point;

/// With one point always deviating, and calm.
fn both(point: &'static Point) -> (Cloud, Cloud) {
    let mut adverse = Cloud::new();
    always(&mut adverse, point);
    (Cloud::new(), adverse)
}

fn count(cloud: &mut Cloud) -> usize {
    let input = statistics(&["Sum"], 60, 60);
    cloud.ok::<operations::GetMetricStatistics>(input).datapoints.unwrap().len()
}

#[test]
fn every_deviation_has_a_clause_and_calm_has_none() {
    for point in choices::ALL {
        assert!(point.name.starts_with("cloudwatch."));
        assert!(point.options[0].clause.is_none());
        assert!(point.options.len() > 1);
        for option in &point.options[1..] {
            assert!(option.clause.is_some_and(|clause| clause.rule.starts_with("CW-F")));
        }
    }
}

#[test]
fn a_calm_world_takes_no_deviation() {
    let mut cloud = Cloud::new();
    cloud.load(1.0);
    cloud.ok::<operations::PutMetricAlarm>(high_load("a"));
    cloud.at(HOUR);
    count(&mut cloud);
    assert!(cloud.world.adversary().taken().is_empty());
}

#[test]
fn cw_f16_a_new_metric_is_read_late() {
    let (mut calm, mut adverse) = both(&NEW_METRIC_READ);
    for cloud in [&mut calm, &mut adverse] {
        cloud.load(1.0);
    }
    assert_eq!((count(&mut calm), count(&mut adverse)), (1, 0));
    adverse.at(120);
    assert_eq!(count(&mut adverse), 1);
    // Only a new metric: what comes later is seen at once.
    let mut input = statistics(&["Sum"], 60, 180);
    adverse.load(5.0);
    input.start_time = after(120);
    let points = adverse.ok::<operations::GetMetricStatistics>(input).datapoints.unwrap();
    assert_eq!(points[0].sum, Some(5.0));
}

#[test]
fn cw_f16_a_new_metric_is_listed_late() {
    let (mut calm, mut adverse) = both(&NEW_METRIC_LISTED);
    let listed =
        |cloud: &mut Cloud| cloud.ok::<operations::ListMetrics>(default()).metrics.unwrap().len();
    for cloud in [&mut calm, &mut adverse] {
        cloud.load(1.0);
    }
    assert_eq!((listed(&mut calm), listed(&mut adverse)), (1, 0));
    assert_eq!(count(&mut adverse), 1);
    adverse.at(15 * MINUTE);
    assert_eq!(listed(&mut adverse), 1);
}

#[test]
fn cw_f17_back_dated_data_are_read_late() {
    for (point, age, delay) in
        [(&BACK_DATED_HOURS, 4 * HOUR, 2 * HOUR), (&BACK_DATED_DAYS, 2 * DAY, 2 * DAY)]
    {
        let (mut calm, mut adverse) = both(point);
        let mut sums = Vec::new();
        for cloud in [&mut calm, &mut adverse] {
            cloud.put(vec![MetricDatum { timestamp: Some(before(age)), ..datum("load", 1.0) }]);
            cloud.load(1.0); // of now: never held back
            let input = || GetMetricStatisticsInput {
                start_time: before(age),
                ..statistics(&["Sum"], 3_600, 60)
            };
            let count = |cloud: &mut Cloud| {
                let answer = cloud.ok::<operations::GetMetricStatistics>(input());
                answer.datapoints.unwrap().len()
            };
            sums.push(count(cloud));
            cloud.at(delay);
            sums.push(count(cloud));
        }
        assert_eq!(sums, [2, 2, 1, 2], "{}", point.name);
    }
}

#[test]
fn cw_f19_datapoints_in_any_order() {
    let (mut calm, mut adverse) = both(&DATAPOINT_ORDER);
    let mut orders = Vec::new();
    for cloud in [&mut calm, &mut adverse] {
        for minute in 0..4 {
            cloud.at(minute * MINUTE);
            cloud.load(1.0);
        }
        let input = statistics(&["Sum"], 60, 240);
        let points = cloud.ok::<operations::GetMetricStatistics>(input).datapoints.unwrap();
        orders.push(points.into_iter().filter_map(|point| point.timestamp).collect::<Vec<_>>());
    }
    assert!(orders[0].is_sorted() && !orders[1].is_sorted());
    orders[1].sort();
    assert_eq!(orders[0], orders[1]);
}

#[test]
fn cw_f19_short_pages() {
    let (mut calm, mut adverse) = both(&DATA_PAGE);
    let mut pages = Vec::new();
    for cloud in [&mut calm, &mut adverse] {
        for minute in 0..3 {
            cloud.at(minute * MINUTE);
            cloud.load(1.0);
        }
        let (mut next_token, mut count, mut values) = (None, 0, 0);
        loop {
            let queries = vec![query("a", "load", "Sum", 60)];
            let input = GetMetricDataInput { next_token, ..get(queries, 180) };
            let page = cloud.ok::<operations::GetMetricData>(input);
            count += 1;
            values += page.metric_data_results.unwrap()[0].values.as_ref().unwrap().len();
            next_token = page.next_token;
            if next_token.is_none() {
                break;
            }
        }
        assert_eq!(values, 3);
        pages.push(count);
    }
    assert_eq!(pages, [1, 3]);
}

#[test]
fn cw_f21_evaluated_up_to_three_minutes_late() {
    let (mut calm, mut adverse) = both(&EVALUATION);
    let mut times = Vec::new();
    for cloud in [&mut calm, &mut adverse] {
        cloud.ok::<operations::PutMetricAlarm>(PutMetricAlarmInput {
            treat_missing_data: Some("notBreaching".into()),
            ..high_load("a")
        });
        cloud.load(90.0); // one minute only: late, but not lost
        cloud.at(20 * MINUTE);
        times.push(cloud.notes("alarm-state"));
        assert_eq!(cloud.state("a"), "OK");
    }
    let states = |changes: &[(u64, String)]| {
        changes.iter().map(|(_, state)| state.clone()).collect::<Vec<_>>()
    };
    assert_eq!(times[0][0], (60, "ALARM".into()));
    assert_eq!(states(&times[0]), states(&times[1]));
    let late = times[1][0].0 - times[0][0].0;
    assert!(late == 60 || late == 180, "{late}");
}

#[test]
fn cw_f25_a_new_dashboard_is_not_found_at_first() {
    let (mut calm, mut adverse) = both(&DASHBOARD_READ);
    let put = || PutDashboardInput {
        dashboard_name: "d".into(),
        dashboard_body: "{\"widgets\":[]}".into(),
        tags: None,
    };
    let get = || GetDashboardInput { dashboard_name: "d".into() };
    calm.ok::<operations::PutDashboard>(put());
    calm.ok::<operations::GetDashboard>(get());
    adverse.ok::<operations::PutDashboard>(put());
    assert_eq!(adverse.err::<operations::GetDashboard>(get()).0, 404);
    adverse.at(5);
    adverse.ok::<operations::GetDashboard>(get());
}
