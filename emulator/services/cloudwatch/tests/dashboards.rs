//! CW-D: dashboards and their bodies.

use crate::support::*;
use parhelion_cloudwatch::model::*;
use serde_json::json;

fn put(name: &str, body: &str) -> PutDashboardInput {
    PutDashboardInput { dashboard_name: name.into(), dashboard_body: body.into(), tags: None }
}

fn get(name: &str) -> GetDashboardInput {
    GetDashboardInput { dashboard_name: name.into() }
}

fn list(cloud: &mut Cloud, prefix: Option<&str>) -> Vec<String> {
    let input = ListDashboardsInput { dashboard_name_prefix: prefix.map(Into::into), ..default() };
    let entries = cloud.ok::<operations::ListDashboards>(input).dashboard_entries.unwrap();
    entries.into_iter().filter_map(|entry| entry.dashboard_name).collect()
}

const EMPTY: &str = "{ \"widgets\": [] }";

#[test]
fn cw_d1_a_dashboard_is_kept_as_it_came() {
    let mut cloud = Cloud::new();
    let answer = cloud.ok::<operations::PutDashboard>(put("d", EMPTY));
    assert_eq!(answer.dashboard_validation_messages, Some(vec![]));
    let found = cloud.ok::<operations::GetDashboard>(get("d"));
    assert_eq!(found.dashboard_body.as_deref(), Some(EMPTY));
    assert_eq!(found.dashboard_name.as_deref(), Some("d"));
    let arn = "arn:aws:cloudwatch::123456789012:dashboard/d";
    assert_eq!(found.dashboard_arn.as_deref(), Some(arn));
}

#[test]
fn cw_d1_names() {
    let error = Cloud::new().err::<operations::PutDashboard>(put("a b", EMPTY));
    let message = "The value for field DashboardName contains invalid characters. It can only \
                   contain alphanumerics, dash (-) and underscore (_).\n";
    assert_eq!(error, (400, "InvalidParameterValue".into(), message.into()));
    let long = "a".repeat(256);
    assert_eq!(Cloud::new().err::<operations::PutDashboard>(put(&long, EMPTY)).0, 400);
    assert_eq!(Cloud::new().err::<operations::PutDashboard>(put("", EMPTY)).0, 400);
}

#[test]
fn cw_d1_missing_dashboard() {
    let error = Cloud::new().err::<operations::GetDashboard>(get("d"));
    assert_eq!(error, (404, "ResourceNotFound".into(), "Dashboard d does not exist".into()));
}

#[test]
fn cw_d1_list_and_delete() {
    let mut cloud = Cloud::new();
    for name in ["web-2", "db", "web-1"] {
        cloud.ok::<operations::PutDashboard>(put(name, EMPTY));
    }
    assert_eq!(list(&mut cloud, None), ["db", "web-1", "web-2"]);
    assert_eq!(list(&mut cloud, Some("web")), ["web-1", "web-2"]);
    let delete = |names: &[&str]| DeleteDashboardsInput {
        dashboard_names: names.iter().map(|name| (*name).to_owned()).collect(),
    };
    let error = cloud.err::<operations::DeleteDashboards>(delete(&["db", "none"]));
    assert_eq!((error.0, error.1.as_str()), (404, "ResourceNotFound"));
    assert_eq!(list(&mut cloud, None).len(), 3);
    cloud.ok::<operations::DeleteDashboards>(delete(&["db", "web-1"]));
    assert_eq!(list(&mut cloud, None), ["web-2"]);
    let input = ListDashboardsInput::default();
    let entry = cloud.ok::<operations::ListDashboards>(input).dashboard_entries.unwrap().remove(0);
    assert_eq!((entry.size, entry.last_modified), (Some(EMPTY.len() as i64), Some(after(0))));
}

#[test]
fn cw_d1_dashboards_are_global_to_an_account() {
    let mut cloud = Cloud::new();
    cloud.ok::<operations::PutDashboard>(put("d", EMPTY));
    cloud.region = "eu-west-1";
    cloud.ok::<operations::GetDashboard>(get("d"));
    cloud.account = "210987654321";
    assert_eq!(cloud.err::<operations::GetDashboard>(get("d")).0, 404);
    assert_eq!(list(&mut cloud, None), Vec::<String>::new());
}

fn invalid(body: &str) -> String {
    let mut cloud = Cloud::new();
    let (status, code, message) = cloud.err::<operations::PutDashboard>(put("d", body));
    assert_eq!((status, code.as_str()), (400, "InvalidParameterInput"));
    assert_eq!(list(&mut cloud, None), Vec::<String>::new(), "nothing is saved");
    message
}

#[test]
fn cw_d2_a_body_is_a_json_object_with_widgets() {
    for body in ["", "{", "[]", "7", "null"] {
        assert_eq!(invalid(body), "The field DashboardBody must be a valid JSON object");
    }
    assert!(invalid("{}").contains("Should have required property 'widgets'"));
}

fn widget(widget: serde_json::Value) -> String {
    json!({ "widgets": [widget] }).to_string()
}

fn metric(properties: serde_json::Value) -> String {
    widget(json!({ "type": "metric", "properties": properties }))
}

#[test]
fn cw_d2_what_may_stand_in_a_widget() {
    let metrics = json!([["app", "load", "host", "a", { "stat": "p99" }], [".", "disk"]]);
    let valid = [
        metric(json!({ "metrics": metrics, "region": "us-east-1", "view": "pie" })),
        metric(json!({ "metrics": [[{ "expression": "1" }]], "region": "us-east-1" })),
        metric(json!({ "annotations": { "alarms": ["arn"] }, "region": "us-east-1" })),
        widget(json!({ "type": "text", "x": 23, "y": 9, "width": 1, "height": 1_000,
                       "properties": { "markdown": "# hi" } })),
        widget(json!({ "type": "log", "properties": { "region": "r", "query": "q" } })),
        widget(json!({ "type": "alarm", "properties": { "alarms": ["arn"] } })),
        widget(json!({ "type": "custom", "properties": { "endpoint": "arn" } })),
    ];
    for body in valid {
        Cloud::new().ok::<operations::PutDashboard>(put("d", &body));
    }
    let text = json!({ "markdown": "" });
    let invalid_bodies = [
        metric(json!({ "metrics": metrics })),
        metric(json!({ "region": "us-east-1" })),
        metric(json!({ "metrics": [], "region": "us-east-1" })),
        metric(json!({ "metrics": [["app", 7]], "region": "us-east-1" })),
        metric(json!({ "metrics": [["app", "a"]], "region": "us-east-1", "view": "round" })),
        metric(json!({ "metrics": [["app", "a"]], "region": "us-east-1", "view": "gauge" })),
        widget(json!({ "type": "text", "properties": {} })),
        widget(json!({ "type": "text", "x": 1, "properties": text })),
        widget(json!({ "type": "text", "x": 24, "y": 0, "properties": text })),
        widget(json!({ "type": "text", "width": 0, "properties": text })),
        widget(json!({ "type": "text", "height": 1.5, "properties": text })),
        widget(json!({ "type": "picture", "properties": {} })),
        widget(json!({ "type": "alarm", "properties": { "alarms": [] } })),
        widget(json!({ "properties": {} })),
        widget(json!({ "type": "text" })),
        widget(json!(7)),
    ];
    for body in invalid_bodies {
        let message = invalid(&body);
        assert!(message.starts_with("The dashboard body is invalid, there are"), "{body}");
        assert!(message.contains("\"dataPath\": \"/widgets/0"), "{body}: {message}");
    }
    let many = json!({ "widgets": vec![json!({ "type": "text", "properties": text }); 501] });
    assert!(invalid(&many.to_string()).contains("Should NOT have more than 500 items"));
}

#[test]
fn cw_d1_warnings_are_told_and_the_body_saved() {
    let mut cloud = Cloud::new();
    let body = "{\"widgets\":[],\"colour\":\"red\"}";
    let answer = cloud.ok::<operations::PutDashboard>(put("d", body));
    let warnings = answer.dashboard_validation_messages.unwrap();
    assert_eq!(warnings[0].data_path.as_deref(), Some("/colour"));
    cloud.ok::<operations::GetDashboard>(get("d"));
}

/// The texts that AWS is known to say, and the same findings as a member of the error.
#[test]
fn cw_d1_findings_of_a_body() {
    let cases = [
        (
            metric(json!({ "region": "us-east-1" })),
            vec![
                ("/widgets/0/properties", "Should have required property 'metrics'"),
                (
                    "/widgets/0/properties",
                    "The metric widget should have specified a region and a data source or an \
                     alarm annotation",
                ),
                ("/widgets/0/properties", "Should have required property 'annotations'"),
            ],
        ),
        (
            metric(json!({ "region": "us-east-1", "metrics": ["app"] })),
            vec![
                ("/widgets/0/properties/metrics/0", "Should be array"),
                (
                    "/widgets/0/properties/metrics/0",
                    "Field \"metrics\" has to be an array of array of strings, with an optional \
                     metricRenderer object as last element",
                ),
            ],
        ),
        (
            widget(json!({ "type": "alarm", "properties": { "alarms": [] } })),
            vec![("/widgets/0/properties/alarms", "Should NOT have less than 1 items")],
        ),
    ];
    for (body, findings) in cases {
        let error = Cloud::new().call::<operations::PutDashboard>(put("d", &body)).unwrap_err();
        let told = |at: &str, text: &str| -> Vec<serde_json::Value> {
            findings.iter().map(|(path, words)| json!({ at: path, text: words })).collect()
        };
        let text = serde_json::to_string_pretty(&told("dataPath", "message")).unwrap();
        let n = findings.len();
        let message =
            format!("The dashboard body is invalid, there are {n} validation errors:\n{text}");
        assert_eq!(error.message(), message);
        let list = error.field("dashboardValidationMessages").unwrap();
        let list: Vec<serde_json::Value> = serde_json::from_str(list).unwrap();
        assert_eq!(list, told("DataPath", "Message"));
    }
}
