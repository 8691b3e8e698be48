//! Figures. Run in release: `cargo test -p parhelion-cloudwatch --release speed -- --ignored
//! --nocapture`.

use crate::support::*;
use parhelion_cloudwatch::model::*;
use std::time::Instant;

/// The fastest of many runs, in microseconds.
fn best(mut run: impl FnMut() -> std::time::Duration) -> f64 {
    (0..200).map(|_| run().as_secs_f64() * 1e6).fold(f64::INFINITY, f64::min)
}

#[test]
#[ignore = "measures"]
fn speed_of_put_metric_data() {
    let metrics: Vec<MetricDatum> = (0..1_000)
        .map(|i| MetricDatum {
            dimensions: Some(vec![dimension("host", &format!("host-{i}"))]),
            ..datum("load", f64::from(i))
        })
        .collect();
    let one: Vec<MetricDatum> = (0..1_000).map(|i| datum("load", f64::from(i))).collect();
    for (what, data) in [("1,000 new metrics", &metrics), ("one metric", &one)] {
        let new = best(|| {
            let mut cloud = Cloud::new();
            let input = put(data.clone());
            let start = Instant::now();
            cloud.ok::<operations::PutMetricData>(input);
            start.elapsed()
        });
        let mut cloud = Cloud::new();
        let again = best(|| {
            let input = put(data.clone());
            let start = Instant::now();
            cloud.ok::<operations::PutMetricData>(input);
            start.elapsed()
        });
        println!("PutMetricData, 1,000 data, {what}: {new:.0} µs, again {again:.0} µs");
    }
}

#[test]
#[ignore = "measures"]
fn speed_of_evaluations() {
    let mut cloud = Cloud::new();
    cloud.ok::<operations::PutMetricAlarm>(high_load("a"));
    let start = Instant::now();
    cloud.at(DAY);
    println!("a day of an idle alarm: {:?}", start.elapsed());
    let mut cloud = Cloud::new();
    cloud.ok::<operations::PutMetricAlarm>(PutMetricAlarmInput {
        evaluation_periods: Some(5),
        ..high_load("a")
    });
    let ahead = MetricDatum { timestamp: Some(after(2 * HOUR)), ..datum("load", 1.0) };
    cloud.put(vec![ahead]);
    let start = Instant::now();
    cloud.at(2 * HOUR);
    println!("an evaluation: {:?}", start.elapsed() / 120);
}
