//! How violated constraints of the model are worded (CW-B1.3, CW-B2, CW-C7).

use crate::support::default;
use parhelion_cloudwatch::CloudWatch;
use parhelion_cloudwatch::model::MODEL;
use parhelion_wire::table::{Operation, ShapeKind};
use parhelion_wire::validate::validate;
use parhelion_wire::{Error, Value};
use parhelion_world::service::Hooks;

/// A structure of a shape, from its members by name.
fn structure(shape: u16, members: &[(&str, Value)]) -> Value {
    let ShapeKind::Structure(structure) = &MODEL.shape(shape).kind else { panic!("a structure") };
    let value = |name: &str| members.iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone());
    for (name, _) in members {
        assert!(structure.members.iter().any(|member| member.name == *name), "{name}");
    }
    Value::Struct(structure.members.iter().map(|m| value(m.name).unwrap_or_default()).collect())
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn refused(operation: &str, members: &[(&str, Value)]) -> Error {
    let operation: &'static Operation = MODEL.operation(operation).unwrap();
    let shape = operation.input.unwrap();
    let problems = validate(&MODEL, shape, &structure(shape, members));
    assert!(!problems.is_empty());
    let service: CloudWatch = default();
    service.problem(operation, &problems)
}

fn shape_of(name: &str) -> u16 {
    let index = MODEL.shapes.iter().position(|shape| shape.name == name).unwrap();
    u16::try_from(index).unwrap()
}

#[test]
fn cw_b1_3_put_metric_data_names_what_is_missing() {
    let datum = structure(shape_of("MetricDatum"), &[("Value", Value::Float(1.0))]);
    let error = refused(
        "PutMetricData",
        &[("Namespace", text("app")), ("MetricData", Value::List(vec![datum]))],
    );
    assert_eq!((error.status(), error.code()), (400, "MissingParameter"));
    assert_eq!(error.message(), "The parameter MetricData.member.1.MetricName is required.");
}

#[test]
fn cw_b2_10_a_statistic_set_has_all_four() {
    let set = structure(
        shape_of("StatisticSet"),
        &[
            ("SampleCount", Value::Float(1.0)),
            ("Sum", Value::Float(1.0)),
            ("Minimum", Value::Float(1.0)),
        ],
    );
    let datum =
        structure(shape_of("MetricDatum"), &[("MetricName", text("a")), ("StatisticValues", set)]);
    let error = refused(
        "PutMetricData",
        &[("Namespace", text("app")), ("MetricData", Value::List(vec![datum]))],
    );
    assert_eq!(error.code(), "MissingParameter");
    assert_eq!(
        error.message(),
        "The parameter MetricData.member.1.StatisticValues.Maximum is required."
    );
}

#[test]
fn cw_b2_5_and_6_bounds_are_invalid_values() {
    let error = refused("PutMetricData", &[("Namespace", text(&"a".repeat(256)))]);
    assert_eq!(error.code(), "InvalidParameterValue");
    let error = refused("PutMetricData", &[("Namespace", text(":a"))]);
    assert_eq!(error.code(), "InvalidParameterValue");
    assert_eq!(error.message(), "The value :a for parameter Namespace is invalid.");
}

/// One line for each datum (<https://github.com/awslabs/collectd-cloudwatch/pull/46>).
#[test]
fn cw_b2_9_units_are_a_set() {
    let datum =
        structure(shape_of("MetricDatum"), &[("MetricName", text("a")), ("Unit", text("Apples"))]);
    let error = refused(
        "PutMetricData",
        &[("Namespace", text("app")), ("MetricData", Value::List(vec![datum.clone(), datum]))],
    );
    assert_eq!((error.status(), error.code()), (400, "InvalidParameterValue"));
    let lines: Vec<&str> = error.message().lines().collect();
    for (n, line) in lines.iter().enumerate() {
        let start = format!(
            "The parameter MetricData.member.{}.Unit must be a value in the set [Seconds, ",
            n + 1
        );
        assert!(line.starts_with(&start) && line.ends_with("Count/Second, None]."), "{line}");
    }
    assert_eq!(lines.len(), 2);
}

/// What the model forbids, in the words of operations that check for themselves.
#[test]
fn cw_b2_5_lengths_and_sets() {
    let dimension = |name: &str, value: &str| {
        structure(shape_of("Dimension"), &[("Name", text(name)), ("Value", text(value))])
    };
    let long = "a".repeat(1_025);
    let many = (0..31).map(|i| dimension(&i.to_string(), "b")).collect();
    for (dimensions, code, message) in [
        (
            vec![dimension("a", &long)],
            "InvalidParameterValue",
            "The parameter Dimensions.member.1.Value must be shorter than 1025 characters.",
        ),
        (
            vec![dimension("a", "b"), dimension("", "b")],
            "MissingParameter",
            "The parameter Dimensions.member.2.Name is required.",
        ),
        (
            many,
            "InvalidParameterValue",
            "The collection Dimensions must not have a size greater than 30.",
        ),
    ] {
        let members = [
            ("Namespace", text("app")),
            ("MetricName", text("load")),
            ("StartTime", Value::Time(default())),
            ("EndTime", Value::Time(default())),
            ("Period", Value::Int(60)),
            ("Dimensions", Value::List(dimensions)),
        ];
        let error = refused("GetMetricStatistics", &members);
        assert_eq!((error.code(), error.message()), (code, message));
        let statistics = Value::List(vec![text("Sum"), text("p99")]);
        let members = [&members[..5], &[("Statistics", statistics)]].concat();
        let error = refused("GetMetricStatistics", &members);
        assert_eq!(error.code(), "InvalidParameterValue");
        assert_eq!(
            error.message(),
            "The parameter Statistics.member.2.<list element> must be a value in the set \
             [SampleCount, Average, Sum, Minimum, Maximum]."
        );
    }
}

#[test]
fn cw_c7_a_bad_state() {
    let error = refused(
        "SetAlarmState",
        &[("AlarmName", text("a")), ("StateValue", text("INVALID")), ("StateReason", text("r"))],
    );
    assert_eq!((error.status(), error.code()), (400, "ValidationError"));
    assert_eq!(
        error.message(),
        "1 validation error detected: Value 'INVALID' at 'stateValue' failed to satisfy \
         constraint: Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]"
    );
}

#[test]
fn what_a_call_is_about() {
    let about = |operation: &str, members: &[(&str, Value)]| {
        let operation = MODEL.operation(operation).unwrap();
        let service: CloudWatch = default();
        service.resource(operation, &structure(operation.input.unwrap(), members))
    };
    assert_eq!(about("PutMetricData", &[("Namespace", text("app"))]), "app");
    assert_eq!(about("SetAlarmState", &[("AlarmName", text("a"))]), "a");
    let metric = [("Namespace", text("app")), ("MetricName", text("load"))];
    assert_eq!(about("GetMetricStatistics", &metric), "app/load");
    assert_eq!(about("ListDashboards", &[]), "");
}
