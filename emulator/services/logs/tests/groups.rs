//! Groups: CW-A2.

use crate::support::{Cloud, GROUP, INVALID, NOT_FOUND, event, refused};
use parhelion_logs::model::*;

fn names(groups: Option<Vec<LogGroup>>) -> Vec<String> {
    groups.unwrap().into_iter().map(|group| group.log_group_name.unwrap()).collect()
}

#[test]
fn cw_a2_3_a_new_group() {
    let mut cloud = Cloud::new();
    cloud.create_group(GROUP).unwrap();
    let arn = "arn:aws:logs:us-east-1:123456789012:log-group:app/production";
    let expected = LogGroup {
        arn: Some(format!("{arn}:*")),
        creation_time: Some(cloud.now()),
        deletion_protection_enabled: Some(false),
        log_group_arn: Some(arn.into()),
        log_group_class: Some("STANDARD".into()),
        log_group_name: Some(GROUP.into()),
        metric_filter_count: Some(0),
        stored_bytes: Some(0),
        ..Default::default()
    };
    assert_eq!(cloud.group(GROUP), expected);
    refused(
        cloud.create_group(GROUP),
        "ResourceAlreadyExistsException",
        "The specified log group already exists",
    );
}

#[test]
fn cw_a2_1_names_are_unique_in_an_account_and_region_and_case_sensitive() {
    let mut cloud = Cloud::new();
    cloud.create_group("g").unwrap();
    cloud.create_group("G").unwrap();
    cloud.create_group("/aws/lambda/f").unwrap();
    assert_eq!(cloud.create_group("aws/x").unwrap_err().code(), INVALID);
    let elsewhere = CreateLogGroupInput { log_group_name: "g".into(), ..Default::default() };
    cloud.call_in::<operations::CreateLogGroup>("eu-west-1", elsewhere).unwrap();
}

#[test]
fn cw_a2_10_deleting_takes_everything_along() {
    let mut cloud = Cloud::with_stream();
    cloud.retain(7).unwrap();
    cloud.put(vec![event(cloud.now(), "gone")]).unwrap();
    cloud.delete_group(GROUP).unwrap();
    let message = "The specified log group does not exist.";
    refused(cloud.delete_group(GROUP), NOT_FOUND, message);
    refused(cloud.put(vec![event(cloud.now(), "late")]), NOT_FOUND, message);
    cloud.create_group(GROUP).unwrap();
    let group = cloud.group(GROUP);
    assert_eq!((group.retention_in_days, group.stored_bytes), (None, Some(0)));
    assert!(cloud.streams().is_empty());
}

#[test]
fn cw_a2_6_deletion_protection() {
    let mut cloud = Cloud::with_stream();
    let protect = |on| PutLogGroupDeletionProtectionInput {
        log_group_identifier: GROUP.into(),
        deletion_protection_enabled: on,
    };
    cloud.call::<operations::PutLogGroupDeletionProtection>(protect(true)).unwrap();
    assert_eq!(cloud.group(GROUP).deletion_protection_enabled, Some(true));
    let message = "Cannot delete log group with deletion protection enabled. \
                   Disable deletion protection first.";
    refused(cloud.delete_group(GROUP), "ValidationException", message);
    let stream = DeleteLogStreamInput {
        log_group_name: GROUP.into(),
        log_stream_name: crate::support::STREAM.into(),
    };
    refused(
        cloud.call::<operations::DeleteLogStream>(stream.clone()),
        "ValidationException",
        message,
    );
    cloud.call::<operations::PutLogGroupDeletionProtection>(protect(false)).unwrap();
    cloud.call::<operations::DeleteLogStream>(stream).unwrap();
    cloud.delete_group(GROUP).unwrap();
}

#[test]
fn cw_a2_7_describe_pages_in_ascii_order() {
    let mut cloud = Cloud::new();
    let created = ["b", "B", "a/2", "a/1", "-x"];
    created.iter().for_each(|name| cloud.create_group(name).unwrap());
    let mut token = None;
    let mut seen = Vec::new();
    loop {
        let input = DescribeLogGroupsInput {
            limit: Some(2),
            next_token: token.take(),
            ..Default::default()
        };
        let page = cloud.call::<operations::DescribeLogGroups>(input).unwrap();
        seen.extend(names(page.log_groups));
        token = page.next_token;
        if token.is_none() {
            break;
        }
    }
    assert_eq!(seen, ["-x", "B", "a/1", "a/2", "b"]);
}

#[test]
fn cw_a2_7_prefix_pattern_class_and_identifiers() {
    let mut cloud = Cloud::new();
    for name in ["app/a", "app/b", "xapp/a"] {
        cloud.create_group(name).unwrap();
    }
    let rare = CreateLogGroupInput {
        log_group_name: "app/rare".into(),
        log_group_class: Some("INFREQUENT_ACCESS".into()),
        ..Default::default()
    };
    cloud.call::<operations::CreateLogGroup>(rare).unwrap();
    let mut describe = |input| cloud.call::<operations::DescribeLogGroups>(input);
    let prefix = Some("app/".to_owned());
    let pattern = Some("pp/a".to_owned());
    let both = DescribeLogGroupsInput {
        log_group_name_prefix: prefix.clone(),
        log_group_name_pattern: pattern.clone(),
        ..Default::default()
    };
    let message =
        "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.";
    refused(describe(both), INVALID, message);
    let by = DescribeLogGroupsInput { log_group_name_prefix: prefix, ..Default::default() };
    assert_eq!(names(describe(by).unwrap().log_groups), ["app/a", "app/b", "app/rare"]);
    let by = DescribeLogGroupsInput { log_group_name_pattern: pattern, ..Default::default() };
    let found = describe(by).unwrap().log_groups;
    let brief = &found.as_ref().unwrap()[0];
    assert_eq!((brief.stored_bytes, brief.deletion_protection_enabled), (None, None));
    assert_eq!(names(found), ["app/a", "xapp/a"]);
    let class = Some("INFREQUENT_ACCESS".to_owned());
    let by = DescribeLogGroupsInput { log_group_class: class, ..Default::default() };
    assert_eq!(names(describe(by).unwrap().log_groups), ["app/rare"]);
    let arn = "arn:aws:logs:us-east-1:123456789012:log-group:app/b:*".to_owned();
    let identifiers = Some(vec!["xapp/a".to_owned(), arn]);
    let by = DescribeLogGroupsInput { log_group_identifiers: identifiers, ..Default::default() };
    assert_eq!(names(describe(by.clone()).unwrap().log_groups), ["app/b", "xapp/a"]);
    let by = DescribeLogGroupsInput { log_group_name_prefix: Some("app".into()), ..by };
    assert_eq!(describe(by).unwrap_err().code(), INVALID);
    let by = DescribeLogGroupsInput { next_token: Some("no".into()), ..Default::default() };
    refused(describe(by), INVALID, "The specified nextToken is invalid.");
}

#[test]
fn cw_a2_7_list_log_groups_by_alternatives() {
    let mut cloud = Cloud::new();
    for name in ["app/one", "web/app", "web/two"] {
        cloud.create_group(name).unwrap();
    }
    let mut list = |pattern: &str| {
        let input = ListLogGroupsInput {
            log_group_name_pattern: Some(pattern.into()),
            ..Default::default()
        };
        let groups = cloud.call::<operations::ListLogGroups>(input).unwrap().log_groups.unwrap();
        groups.into_iter().map(|group| group.log_group_name.unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(list("app"), ["app/one", "web/app"]);
    assert_eq!(list("^app"), ["app/one"]);
    assert_eq!(list("^app|two"), ["app/one", "web/two"]);
}

#[test]
fn cw_a2_4_infrequent_access_events_cannot_be_read_by_get_and_filter() {
    let mut cloud = Cloud::new();
    let rare = CreateLogGroupInput {
        log_group_name: GROUP.into(),
        log_group_class: Some("INFREQUENT_ACCESS".into()),
        ..Default::default()
    };
    cloud.call::<operations::CreateLogGroup>(rare).unwrap();
    cloud.create_stream(crate::support::STREAM).unwrap();
    cloud.put(vec![event(cloud.now(), "x")]).unwrap();
    let message = "This operation is only supported on the Standard log class.";
    refused(cloud.get(Default::default()), "ValidationException", message);
    refused(cloud.filter(Default::default()), "ValidationException", message);
    let transformation = MetricTransformation {
        metric_name: "m".into(),
        metric_namespace: "app".into(),
        metric_value: "1".into(),
        ..Default::default()
    };
    let filter = PutMetricFilterInput {
        log_group_name: GROUP.into(),
        filter_name: "f".into(),
        metric_transformations: vec![transformation],
        ..Default::default()
    };
    let refusal = cloud.call::<operations::PutMetricFilter>(filter);
    refused(refusal, "InvalidOperationException", message);
}
