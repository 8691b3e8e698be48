//! CW-A7: metric filters as they are kept. What they find is tested with CloudWatch beside Logs.

use crate::support::*;
use parhelion_logs::model::*;
use std::collections::BTreeMap;

fn transformation(value: &str) -> MetricTransformation {
    MetricTransformation {
        metric_name: "errors".into(),
        metric_namespace: "app".into(),
        metric_value: value.into(),
        ..Default::default()
    }
}

fn filter(name: &str, pattern: &str, one: MetricTransformation) -> PutMetricFilterInput {
    PutMetricFilterInput {
        log_group_name: GROUP.into(),
        filter_name: name.into(),
        filter_pattern: pattern.into(),
        metric_transformations: vec![one],
        ..Default::default()
    }
}

fn described(cloud: &mut Cloud, input: DescribeMetricFiltersInput) -> Vec<MetricFilter> {
    cloud.call::<operations::DescribeMetricFilters>(input).unwrap().metric_filters.unwrap()
}

fn names(filters: &[MetricFilter]) -> Vec<&str> {
    filters.iter().map(|it| it.filter_name.as_deref().unwrap()).collect()
}

#[test]
fn cw_a7_13_described_by_name() {
    let mut cloud = Cloud::with_stream();
    for name in ["b", "a", "ab"] {
        let put = filter(name, "ERROR", transformation("1"));
        cloud.call::<operations::PutMetricFilter>(put).unwrap();
    }
    let all = described(&mut cloud, Default::default());
    assert_eq!(names(&all), ["a", "ab", "b"]);
    let expected = MetricFilter {
        filter_name: Some("a".into()),
        filter_pattern: Some("ERROR".into()),
        metric_transformations: Some(vec![transformation("1")]),
        creation_time: Some(cloud.now()),
        log_group_name: Some(GROUP.into()),
        apply_on_transformed_logs: Some(false),
        ..Default::default()
    };
    assert_eq!(all[0], expected);
    assert_eq!(cloud.group(GROUP).metric_filter_count, Some(3));
    let prefixed = DescribeMetricFiltersInput {
        log_group_name: Some(GROUP.into()),
        filter_name_prefix: Some("a".into()),
        ..Default::default()
    };
    assert_eq!(names(&described(&mut cloud, prefixed)), ["a", "ab"]);
    let metric = |name: Option<&str>, space: Option<&str>| DescribeMetricFiltersInput {
        metric_name: name.map(Into::into),
        metric_namespace: space.map(Into::into),
        ..Default::default()
    };
    assert_eq!(described(&mut cloud, metric(Some("errors"), Some("app"))).len(), 3);
    assert_eq!(described(&mut cloud, metric(Some("errors"), Some("other"))).len(), 0);
    let half = cloud.call::<operations::DescribeMetricFilters>(metric(Some("errors"), None));
    assert_eq!(half.unwrap_err().code(), "InvalidParameterException");
    let nowhere =
        DescribeMetricFiltersInput { log_group_name: Some("none".into()), ..Default::default() };
    let nowhere = cloud.call::<operations::DescribeMetricFilters>(nowhere).unwrap_err();
    assert_eq!(nowhere.code(), "ResourceNotFoundException");
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeMetricFilters.html>
#[test]
fn cw_a7_13_sorted_by_name_then_by_group() {
    let mut cloud = Cloud::with_stream();
    let other = CreateLogGroupInput { log_group_name: "z".into(), ..Default::default() };
    cloud.call::<operations::CreateLogGroup>(other).unwrap();
    let expected = [
        ("a", GROUP),
        ("a", "z"),
        ("a\0b", GROUP),
        ("a b", GROUP),
        ("a b", "z"),
        ("a-b", GROUP),
        ("a0", "z"),
        ("ab", GROUP),
    ];
    for (name, group) in expected.iter().rev() {
        let put = PutMetricFilterInput {
            log_group_name: (*group).into(),
            ..filter(name, "ERROR", transformation("1"))
        };
        cloud.call::<operations::PutMetricFilter>(put).unwrap();
    }
    for limit in [1, 3, 50] {
        let (mut found, mut next_token) = (Vec::new(), None);
        loop {
            let input = DescribeMetricFiltersInput {
                limit: Some(limit),
                next_token: next_token.take(),
                // Not without a group.
                filter_name_prefix: Some("a-".into()),
                ..Default::default()
            };
            let page = cloud.call::<operations::DescribeMetricFilters>(input).unwrap();
            found.extend(page.metric_filters.unwrap());
            next_token = page.next_token;
            if next_token.is_none() {
                break;
            }
        }
        let found = found
            .iter()
            .map(|it| (it.filter_name.as_deref().unwrap(), it.log_group_name.as_deref().unwrap()));
        assert_eq!(found.collect::<Vec<_>>(), expected, "{limit}");
    }
}

#[test]
fn cw_a7_1_a_hundred_of_a_group_and_the_same_name_replaces() {
    let mut cloud = Cloud::with_stream();
    for n in 0..100 {
        let put = filter(&format!("f{n}"), "", transformation("1"));
        cloud.call::<operations::PutMetricFilter>(put).unwrap();
    }
    let full = cloud.call::<operations::PutMetricFilter>(filter("x", "", transformation("1")));
    assert_eq!(full.unwrap_err().code(), "LimitExceededException");
    let again = filter("f7", "OTHER", transformation("2"));
    cloud.call::<operations::PutMetricFilter>(again).unwrap();
    let delete = DeleteMetricFilterInput { log_group_name: GROUP.into(), filter_name: "f7".into() };
    cloud.call::<operations::DeleteMetricFilter>(delete.clone()).unwrap();
    let gone = cloud.call::<operations::DeleteMetricFilter>(delete).unwrap_err();
    assert_eq!(gone.code(), "ResourceNotFoundException");
}

#[test]
fn cw_a7_3_to_8_transformations_that_cannot_be() {
    let mut cloud = Cloud::with_stream();
    let dimensions = |names: &[&str]| {
        let all = names.iter().map(|name| (format!("d{name}"), (*name).to_owned()));
        Some(all.collect::<BTreeMap<_, _>>())
    };
    let with = |names: &[&str]| MetricTransformation {
        dimensions: dimensions(names),
        ..transformation("1")
    };
    let json = "{ $.a = 1 }";
    for (pattern, one) in [
        ("ERROR", transformation("$.a")),
        ("ERROR", transformation("many")),
        (json, transformation("$a")),
        ("[a, b]", transformation("a")),
        ("ERROR", with(&["$.a"])),
        (json, MetricTransformation { default_value: Some(0.0), ..with(&["$.a"]) }),
        (json, with(&["$.a", "$.b", "$.c", "$.d"])),
        (json, with(&["a"])),
        ("{ $.a = ", transformation("1")),
    ] {
        let put = filter("f", pattern, one.clone());
        let error = cloud.call::<operations::PutMetricFilter>(put).unwrap_err();
        assert_eq!(error.code(), "InvalidParameterException", "{pattern} {one:?}");
    }
    assert_eq!(described(&mut cloud, Default::default()), []);
}
