//! CW-B6: GetMetricData.

use crate::support::*;
use parhelion_cloudwatch::model::*;

fn run(cloud: &mut Cloud, input: GetMetricDataInput) -> Vec<MetricDataResult> {
    cloud.ok::<operations::GetMetricData>(input).metric_data_results.unwrap()
}

fn refused(queries: Vec<MetricDataQuery>) -> (u16, String) {
    let (status, code, _) = Cloud::new().err::<operations::GetMetricData>(get(queries, 60));
    (status, code)
}

fn three_minutes() -> Cloud {
    let mut cloud = Cloud::new();
    for minute in 0..3 {
        cloud.at(minute * MINUTE);
        cloud.load(minute as f64);
    }
    cloud
}

#[test]
fn cw_b6_3_values_belong_to_timestamps_newest_first() {
    let mut cloud = three_minutes();
    let input =
        GetMetricDataInput { scan_by: None, ..get(vec![query("a", "load", "Sum", 60)], 180) };
    let result = run(&mut cloud, input).remove(0);
    assert_eq!(result.values, Some(vec![2.0, 1.0, 0.0]));
    assert_eq!(result.timestamps, Some(vec![after(120), after(60), after(0)]));
    assert_eq!(result.status_code.as_deref(), Some("Complete"));
    assert_eq!((result.id.as_deref(), result.label.as_deref()), (Some("a"), Some("load")));
    assert_eq!(result.messages, None);
    let input = get(vec![query("a", "load", "Sum", 60)], 180);
    assert_eq!(run(&mut cloud, input)[0].values, Some(vec![0.0, 1.0, 2.0]));
}

#[test]
fn a_period_below_the_datas_resolution_returns_the_data() {
    let mut cloud = three_minutes();
    for period in [1, 10, 30] {
        let result = run(&mut cloud, get(vec![query("a", "load", "Sum", period)], 180)).remove(0);
        assert_eq!(result.values, Some(vec![0.0, 1.0, 2.0]), "{period}");
        assert_eq!(result.timestamps, Some(vec![after(0), after(60), after(120)]), "{period}");
    }
}

#[test]
fn cw_b6_1_ids_and_forms() {
    let mut both = query("a", "load", "Sum", 60);
    both.expression = Some("1".into());
    let neither = MetricDataQuery { metric_stat: None, ..query("a", "load", "Sum", 60) };
    for queries in [
        vec![],
        vec![query("A", "load", "Sum", 60)],
        vec![query("1a", "load", "Sum", 60)],
        vec![query("a-b", "load", "Sum", 60)],
        vec![query("a", "load", "Sum", 60), query("a", "disk", "Sum", 60)],
        vec![query("a", "load", "Total", 60)],
        vec![query("a", "load", "Sum", 61)],
        vec![both],
        vec![neither],
        (0..501).map(|i| query(&format!("a{i}"), "load", "Sum", 60)).collect(),
    ] {
        assert_eq!(refused(queries), (400, "ValidationError".into()));
    }
}

/// All that is wrong, a line each.
#[test]
fn cw_b6_1_what_is_wrong() {
    let at = |n: u32, rest: &str| format!("MetricDataQueries.member.{n}.{rest}");
    let pattern = "is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.";
    let cases = [
        (
            vec![query("A", "load", "Sum", 60), query("b", "load", "Total", 60)],
            vec![
                format!("The value A for parameter {} {pattern}", at(1, "Id")),
                format!(
                    "The value Total for parameter {} is not a valid statistic.",
                    at(2, "MetricStat.Stat")
                ),
            ],
        ),
        (
            vec![query("a", "load", "Sum", 60), query("a", "disk", "Sum", 60)],
            vec!["The values for parameter id in MetricDataQueries are not unique.".to_owned()],
        ),
    ];
    for (queries, lines) in cases {
        let (_, code, message) = Cloud::new().err::<operations::GetMetricData>(get(queries, 60));
        assert_eq!((code.as_str(), message), ("ValidationError", lines.join("\n") + "\n"));
    }
    let (_, _, message) =
        Cloud::new().err::<operations::GetMetricData>(get(vec![query("a", "load", "Sum", 60)], 0));
    assert_eq!(message, "The parameter StartTime must not equal parameter EndTime.\n");
}

/// What a label can tell of a metric; what it would tell of its values is refused.
#[test]
fn cw_b6_9_dynamic_labels() {
    let mut cloud = Cloud::new();
    let with = |label: &str| {
        let mut query = query("a", "load", "Sum", 60);
        query.label = Some(label.into());
        if let Some(stat) = &mut query.metric_stat {
            stat.metric.dimensions = Some(vec![dimension("host name", "h1")]);
        }
        get(vec![query, crate::support::query("b", "load", "Sum", 300)], 60)
    };
    for (label, expected) in [
        ("mine", "mine"),
        ("${LABEL}", "load 60"),
        ("${PROP('Dim.host name')}/${PROP('Dim.none')}", "h1/"),
        ("${PROP('MetricName')} ${PROP('Stat')} ${PROP('Period')}", "load Sum 60"),
        (
            "${PROP('Namespace')} ${PROP('Region')} ${PROP('AccountId')}",
            "app us-east-1 123456789012",
        ),
    ] {
        let result = run(&mut cloud, with(label)).remove(0);
        assert_eq!(result.label.as_deref(), Some(expected), "{label}");
    }
    for label in ["${MAX}", "${PROP('Colour')}"] {
        assert_eq!(cloud.err::<operations::GetMetricData>(with(label)).0, 501, "{label}");
    }
}

#[test]
fn cw_b7_metric_math_is_refused_not_guessed() {
    let math =
        MetricDataQuery { id: "m".into(), expression: Some("SUM(METRICS())".into()), ..default() };
    let (status, code, message) = Cloud::new()
        .err::<operations::GetMetricData>(get(vec![query("a", "load", "Sum", 60), math], 60));
    assert_eq!((status, code.as_str()), (501, "NotImplemented"));
    assert!(message.contains("metric math"), "{message}");
}

#[test]
fn cw_b6_2_pages_repeat_every_id() {
    let mut cloud = three_minutes();
    cloud.put(vec![datum("disk", 9.0)]);
    let queries = vec![query("a", "load", "Sum", 60), query("b", "disk", "Sum", 60)];
    let mut next_token = None;
    let mut values: Vec<Vec<f64>> = vec![Vec::new(); 2];
    let mut statuses = Vec::new();
    loop {
        let input =
            GetMetricDataInput { max_datapoints: Some(2), next_token, ..get(queries.clone(), 180) };
        let page = cloud.ok::<operations::GetMetricData>(input);
        let results = page.metric_data_results.unwrap();
        assert_eq!(results.len(), 2);
        for (values, result) in values.iter_mut().zip(&results) {
            values.extend(result.values.as_ref().unwrap());
        }
        statuses.extend(results.into_iter().filter_map(|result| result.status_code));
        next_token = page.next_token;
        if next_token.is_none() {
            break;
        }
    }
    assert_eq!(values, [vec![0.0, 1.0, 2.0], vec![9.0]]);
    assert_eq!(statuses, ["PartialData", "PartialData", "Complete", "Complete"]);
    let bad = GetMetricDataInput { next_token: Some("bad".into()), ..get(queries, 180) };
    assert_eq!(cloud.err::<operations::GetMetricData>(bad).1, "InvalidNextToken");
}

#[test]
fn cw_b6_5_one_of_several_units_with_a_message() {
    let mut cloud = Cloud::new();
    let unit = |unit: &str, value| MetricDatum { unit: Some(unit.into()), ..datum("load", value) };
    cloud.put(vec![unit("Seconds", 1.0), unit("Milliseconds", 2.0)]);
    let result = run(&mut cloud, get(vec![query("a", "load", "Sum", 60)], 60)).remove(0);
    assert_eq!(result.values, Some(vec![2.0]));
    let message = &result.messages.unwrap()[0];
    assert_eq!(message.code.as_deref(), Some("MultipleUnits"));
    let text = "Multiple units returned: '[Milliseconds, Seconds]'";
    assert_eq!(message.value.as_deref(), Some(text));
}

#[test]
fn cw_b6_6_nothing_for_an_unknown_metric_or_unit() {
    let mut cloud = three_minutes();
    let mut wrong_unit = query("b", "load", "Sum", 60);
    wrong_unit.metric_stat.as_mut().unwrap().unit = Some("Bytes".into());
    for result in run(&mut cloud, get(vec![query("a", "none", "Sum", 60), wrong_unit], 180)) {
        assert_eq!((result.values, result.timestamps), (Some(vec![]), Some(vec![])));
        assert_eq!(result.status_code.as_deref(), Some("Complete"));
    }
}

#[test]
fn cw_b6_10_start_before_end() {
    let queries = || vec![query("a", "load", "Sum", 60)];
    let (_, code, message) = Cloud::new().err::<operations::GetMetricData>(get(queries(), 0));
    assert_eq!(code, "ValidationError");
    assert_eq!(message, "The parameter StartTime must not equal parameter EndTime.\n");
    let back = GetMetricDataInput { start_time: after(60), ..get(queries(), 0) };
    let (_, _, message) = Cloud::new().err::<operations::GetMetricData>(back);
    assert_eq!(message, "The parameter EndTime must be greater than StartTime.\n");
}

#[test]
fn cw_b6_12_queries_that_return_no_data_are_absent() {
    let mut cloud = three_minutes();
    let hidden = MetricDataQuery { return_data: Some(false), ..query("a", "load", "Sum", 60) };
    let results = run(&mut cloud, get(vec![hidden, query("b", "load", "Sum", 60)], 180));
    assert_eq!(results.len(), 1);
    assert_eq!(results[0].id.as_deref(), Some("b"));
}
