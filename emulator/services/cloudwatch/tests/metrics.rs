//! CW-B2 and CW-B10: what is accepted, what is listed.

use crate::support::*;
use parhelion_cloudwatch::model::*;

fn refused(datum: MetricDatum) -> (String, String) {
    let (status, code, message) = Cloud::new().err::<operations::PutMetricData>(put(vec![datum]));
    assert_eq!(status, 400);
    (code, message)
}

fn list(cloud: &mut Cloud, input: ListMetricsInput) -> Vec<String> {
    let metrics = cloud.ok::<operations::ListMetrics>(input).metrics.unwrap();
    let name = |metric: Metric| {
        let dimensions = metric.dimensions.unwrap();
        let dimensions: Vec<String> =
            dimensions.iter().map(|d| format!("{}={}", d.name, d.value)).collect();
        format!("{} {}", metric.metric_name.unwrap(), dimensions.join(",")).trim().to_owned()
    };
    metrics.into_iter().map(name).collect()
}

#[test]
fn cw_b2_1_at_most_1000_data() {
    let mut cloud = Cloud::new();
    cloud.put(vec![datum("load", 1.0); 1_000]);
    let error = cloud.err::<operations::PutMetricData>(put(vec![datum("load", 1.0); 1_001]));
    let message = "The collection MetricData must not have a size greater than 1000.";
    assert_eq!(error, (400, "InvalidParameterValue".into(), message.into()));
    assert_eq!(cloud.err::<operations::PutMetricData>(put(vec![])).1, "MissingParameter");
}

#[test]
fn cw_b2_2_one_form_of_value() {
    let (code, message) = refused(MetricDatum { values: Some(vec![1.0]), ..datum("load", 1.0) });
    assert_eq!(code, "InvalidParameterCombination");
    assert_eq!(
        message,
        "The parameters MetricData.member.1.Value and MetricData.member.1.Values are mutually \
         exclusive and you have specified both."
    );
    let (code, message) = refused(MetricDatum { value: None, ..datum("load", 1.0) });
    assert_eq!(code, "InvalidParameterCombination");
    assert_eq!(
        message,
        "At least one of the parameters MetricData.member.1.Value and \
         MetricData.member.1.StatisticValues must be specified."
    );
}

#[test]
fn cw_b2_3_values_and_counts() {
    let values = |values: Vec<f64>, counts: Vec<f64>| MetricDatum {
        value: None,
        values: Some(values),
        counts: Some(counts),
        ..datum("load", 0.0)
    };
    assert_eq!(
        refused(values(vec![1.0, 2.0], vec![1.0])).1,
        "The parameters MetricData.member.1.Values and MetricData.member.1.Counts must be of the \
         same size."
    );
    assert_eq!(
        refused(values(vec![1.0; 151], vec![1.0; 151])).1,
        "The collection MetricData.member.1.Values must not have a size greater than 150."
    );
    let mut cloud = Cloud::new();
    cloud.put(vec![values(vec![1.0, 2.0], vec![3.0, 1.0])]);
    let points = cloud.ok::<operations::GetMetricStatistics>(statistics(&["Sum"], 60, 60));
    assert_eq!(points.datapoints.unwrap()[0].sum, Some(5.0));
}

#[test]
fn cw_b2_4_numbers_have_bounds() {
    for value in [f64::NAN, f64::INFINITY, -f64::INFINITY, 2f64.powi(361), -(2f64.powi(361))] {
        assert_eq!(refused(datum("load", value)).0, "InvalidParameterValue");
    }
    for (value, printed) in [(f64::NAN, "NaN"), (-f64::INFINITY, "-Infinity"), (1e200, "1.0E200")] {
        let text =
            format!("The value {printed} for parameter MetricData.member.1.Value is invalid.");
        assert_eq!(refused(datum("load", value)).1, text);
    }
    // All that is wrong in the same way is told.
    let two = put(vec![datum("a", f64::NAN), datum("b", 1.0), datum("c", f64::INFINITY)]);
    let (_, _, message) = Cloud::new().err::<operations::PutMetricData>(two);
    let line = |value, n| {
        format!("The value {value} for parameter MetricData.member.{n}.Value is invalid.")
    };
    assert_eq!(message, format!("{}\n{}", line("NaN", 1), line("Infinity", 3)));
    Cloud::new().put(vec![datum("load", 2f64.powi(360)), datum("load", -(2f64.powi(360)))]);
}

#[test]
fn cw_b2_5_dimensions() {
    for (name, value) in [(":a", "b"), ("a", "  "), ("ä", "b"), ("a", "ü")] {
        let dimensions = Some(vec![dimension(name, value)]);
        let (code, _) = refused(MetricDatum { dimensions, ..datum("load", 1.0) });
        assert_eq!(code, "InvalidParameterValue", "{name}={value}");
    }
    let twice = Some(vec![dimension("a", "b"), dimension("a", "c")]);
    let (code, _) = refused(MetricDatum { dimensions: twice, ..datum("load", 1.0) });
    assert_eq!(code, "InvalidParameterValue");
}

#[test]
fn cw_b2_6_namespaces_of_aws_are_reserved() {
    let input = PutMetricDataInput { namespace: "AWS/S3".into(), ..put(vec![datum("a", 1.0)]) };
    let error = Cloud::new().err::<operations::PutMetricData>(input);
    let message = "The value AWS/ for parameter Namespace is invalid.";
    assert_eq!(error, (400, "InvalidParameterValue".into(), message.into()));
}

#[test]
fn cw_b2_7_timestamps_from_two_weeks_ago_to_two_hours_ahead() {
    let at = |timestamp| MetricDatum { timestamp: Some(timestamp), ..datum("load", 1.0) };
    Cloud::new().put(vec![at(before(14 * DAY)), at(after(2 * HOUR))]);
    let old = vec![at(before(14 * DAY + 1)), at(after(0)), at(before(15 * DAY))];
    let (_, code, message) = Cloud::new().err::<operations::PutMetricData>(put(old));
    assert_eq!(code, "InvalidParameterValue");
    let line = |n| {
        format!(
            "The parameter MetricData.member.{n}.Timestamp must specify a time within the past two weeks."
        )
    };
    assert_eq!(message, format!("{}\n{}", line(1), line(3)));
    assert_eq!(refused(at(after(2 * HOUR + 1))).0, "InvalidParameterValue");
}

#[test]
fn cw_b2_8_storage_resolution() {
    let datum = MetricDatum { storage_resolution: Some(30), ..datum("load", 1.0) };
    assert_eq!(refused(datum).0, "InvalidParameterValue");
}

#[test]
fn cw_b2_11_all_or_nothing() {
    let mut cloud = Cloud::new();
    let data = vec![datum("good", 1.0), datum("bad", f64::NAN)];
    cloud.err::<operations::PutMetricData>(put(data));
    assert_eq!(list(&mut cloud, default()), Vec::<String>::new());
}

#[test]
fn cw_b2_12_data_of_entities_count_too() {
    let mut cloud = Cloud::new();
    let entity = |data| EntityMetricData { entity: None, metric_data: Some(data) };
    let input = PutMetricDataInput {
        entity_metric_data: Some(vec![entity(vec![datum("b", 1.0)])]),
        ..put(vec![datum("a", 1.0)])
    };
    cloud.ok::<operations::PutMetricData>(input);
    assert_eq!(list(&mut cloud, default()), ["a", "b"]);
    let bad = PutMetricDataInput {
        metric_data: None,
        entity_metric_data: Some(vec![entity(vec![datum("b", f64::NAN)])]),
        ..put(vec![])
    };
    let (_, _, message) = cloud.err::<operations::PutMetricData>(bad);
    assert!(message.contains("EntityMetricData.member.1.MetricData.member.1.Value"), "{message}");
    let three = vec![entity(vec![datum("b", 1.0)]); 3];
    let input = PutMetricDataInput { entity_metric_data: Some(three), ..put(vec![]) };
    assert_eq!(cloud.err::<operations::PutMetricData>(input).1, "InvalidParameterValue");
}

#[test]
fn cw_b2_puts_accumulate() {
    let mut cloud = Cloud::new();
    cloud.load(1.0);
    cloud.load(1.0);
    let points = cloud.ok::<operations::GetMetricStatistics>(statistics(&["SampleCount"], 60, 60));
    assert_eq!(points.datapoints.unwrap()[0].sample_count, Some(2.0));
}

#[test]
fn cw_b10_filters_name_exact_metrics_and_supersets_of_dimensions() {
    let mut cloud = Cloud::new();
    let with = |name: &str, dimensions: &[(&str, &str)]| MetricDatum {
        dimensions: Some(dimensions.iter().map(|(n, v)| dimension(n, v)).collect()),
        ..datum(name, 1.0)
    };
    cloud.put(vec![
        with("load", &[("host", "a"), ("zone", "1")]),
        with("load", &[("host", "b")]),
        with("disk", &[("host", "a")]),
        datum("load", 1.0),
    ]);
    let all = ["disk host=a", "load", "load host=a,zone=1", "load host=b"];
    assert_eq!(list(&mut cloud, default()), all);
    let load = ListMetricsInput { metric_name: Some("load".into()), ..default() };
    assert_eq!(list(&mut cloud, load), all[1..]);
    let filter = |name: &str, value: Option<&str>| ListMetricsInput {
        dimensions: Some(vec![DimensionFilter { name: name.into(), value: value.map(Into::into) }]),
        ..default()
    };
    assert_eq!(list(&mut cloud, filter("host", Some("a"))), [all[0], all[2]]);
    assert_eq!(list(&mut cloud, filter("zone", None)), [all[2]]);
    let other = ListMetricsInput { namespace: Some("ap".into()), ..default() };
    assert_eq!(list(&mut cloud, other), Vec::<String>::new());
}

#[test]
fn cw_b10_pages_of_500() {
    let mut cloud = Cloud::new();
    cloud.put((0..1_000).map(|i| datum(&format!("m{i:04}"), 1.0)).collect());
    let mut names = Vec::new();
    let mut next_token = None;
    let mut pages = 0;
    loop {
        let input = ListMetricsInput { next_token, ..default() };
        let page = cloud.ok::<operations::ListMetrics>(input);
        names.extend(page.metrics.unwrap().into_iter().filter_map(|metric| metric.metric_name));
        pages += 1;
        next_token = page.next_token;
        if next_token.is_none() {
            break;
        }
    }
    assert_eq!(pages, 2);
    assert_eq!(names, (0..1_000).map(|i| format!("m{i:04}")).collect::<Vec<_>>());
    let bad = ListMetricsInput { next_token: Some("x".into()), ..default() };
    assert_eq!(cloud.err::<operations::ListMetrics>(bad).1, "InvalidParameterValue");
}

#[test]
fn cw_b10_only_metrics_of_the_last_two_weeks() {
    let mut cloud = Cloud::new();
    cloud.load(1.0);
    let recent = || ListMetricsInput { recently_active: Some("PT3H".into()), ..default() };
    cloud.at(3 * HOUR);
    assert_eq!(list(&mut cloud, recent()), ["load"]);
    cloud.at(4 * HOUR);
    assert_eq!(list(&mut cloud, recent()), Vec::<String>::new());
    cloud.at(14 * DAY);
    assert_eq!(list(&mut cloud, default()), ["load"]);
    cloud.at(14 * DAY + MINUTE);
    assert_eq!(list(&mut cloud, default()), Vec::<String>::new());
}

/// No account is linked to another: another's metrics are none.
#[test]
fn cw_b10_owning_accounts() {
    let mut cloud = Cloud::new();
    cloud.load(1.0);
    let owned = |owner: &str| ListMetricsInput {
        include_linked_accounts: Some(true),
        owning_account: Some(owner.into()),
        ..default()
    };
    for (owner, expected) in [("123456789012", 1), ("210987654321", 0)] {
        let page = cloud.ok::<operations::ListMetrics>(owned(owner));
        assert_eq!(page.metrics.map(|metrics| metrics.len()), Some(expected), "{owner}");
        assert_eq!(page.owning_accounts, Some(vec!["123456789012".to_owned(); expected]));
    }
}

#[test]
fn metrics_belong_to_an_account_and_a_region() {
    let mut cloud = Cloud::new();
    cloud.load(1.0);
    cloud.region = "eu-west-1";
    assert_eq!(list(&mut cloud, default()), Vec::<String>::new());
    cloud.region = "us-east-1";
    cloud.account = "210987654321";
    assert_eq!(list(&mut cloud, default()), Vec::<String>::new());
}
