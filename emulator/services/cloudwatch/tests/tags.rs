//! Tags of alarms and dashboards (CW-C1.4, CW-C2.5, CW-D1).

use crate::support::*;
use parhelion_cloudwatch::model::*;

const ALARM: &str = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:a";
const DASHBOARD: &str = "arn:aws:cloudwatch::123456789012:dashboard/d";

fn tag(key: &str, value: &str) -> Tag {
    Tag { key: key.into(), value: value.into() }
}

fn list(cloud: &mut Cloud, arn: &str) -> Vec<(String, String)> {
    let input = ListTagsForResourceInput { resource_arn: arn.into() };
    let tags = cloud.ok::<operations::ListTagsForResource>(input).tags.unwrap();
    tags.into_iter().map(|tag| (tag.key, tag.value)).collect()
}

fn pair(key: &str, value: &str) -> (String, String) {
    (key.into(), value.into())
}

#[test]
fn tags_come_and_go() {
    let mut cloud = Cloud::new();
    cloud.ok::<operations::PutMetricAlarm>(high_load("a"));
    cloud.ok::<operations::PutDashboard>(PutDashboardInput {
        dashboard_name: "d".into(),
        dashboard_body: "{\"widgets\":[]}".into(),
        tags: None,
    });
    for arn in [ALARM, DASHBOARD] {
        let tags = vec![tag("a", "1"), tag("b", "2")];
        let input = TagResourceInput { resource_arn: arn.into(), tags };
        cloud.ok::<operations::TagResource>(input);
        let tags = vec![tag("b", "3")];
        cloud.ok::<operations::TagResource>(TagResourceInput { resource_arn: arn.into(), tags });
        assert_eq!(list(&mut cloud, arn), [pair("a", "1"), pair("b", "3")]);
        let tag_keys = vec!["a".to_owned(), "none".to_owned()];
        let input = UntagResourceInput { resource_arn: arn.into(), tag_keys };
        cloud.ok::<operations::UntagResource>(input);
        assert_eq!(list(&mut cloud, arn), [pair("b", "3")]);
    }
}

#[test]
fn cw_c1_4_tags_are_for_creation_only() {
    let mut cloud = Cloud::new();
    let with =
        |value: &str| PutMetricAlarmInput { tags: Some(vec![tag("a", value)]), ..high_load("a") };
    cloud.ok::<operations::PutMetricAlarm>(with("1"));
    cloud.ok::<operations::PutMetricAlarm>(with("2"));
    assert_eq!(list(&mut cloud, ALARM), [pair("a", "1")]);
}

#[test]
fn cw_c1_4_at_most_50_tags() {
    let mut cloud = Cloud::new();
    let tags = Some((0..51).map(|i| tag(&i.to_string(), "")).collect());
    let input = PutMetricAlarmInput { tags, ..high_load("a") };
    assert_eq!(cloud.err::<operations::PutMetricAlarm>(input).0, 400);
}

#[test]
fn a_tag_key_comes_once() {
    let mut cloud = Cloud::new();
    let twice = || vec![tag("a", "1"), tag("b", ""), tag("a", "2")];
    let create = PutMetricAlarmInput { tags: Some(twice()), ..high_load("a") };
    assert_eq!(cloud.err::<operations::PutMetricAlarm>(create).1, "InvalidParameterValue");
    cloud.ok::<operations::PutMetricAlarm>(high_load("a"));
    let input = TagResourceInput { resource_arn: ALARM.into(), tags: twice() };
    assert_eq!(cloud.err::<operations::TagResource>(input).1, "InvalidParameterValue");
    assert_eq!(list(&mut cloud, ALARM), []);
}

#[test]
fn cw_c2_5_a_deleted_alarm_has_no_tags() {
    let mut cloud = Cloud::new();
    assert_eq!(list(&mut cloud, ALARM), []);
    let input = TagResourceInput { resource_arn: ALARM.into(), tags: vec![tag("a", "1")] };
    let (status, code, _) = cloud.err::<operations::TagResource>(input);
    assert_eq!((status, code.as_str()), (404, "ResourceNotFoundException"));
    let input = ListTagsForResourceInput { resource_arn: "alarm".into() };
    let error = cloud.err::<operations::ListTagsForResource>(input);
    assert_eq!(error.1, "InvalidParameterValue");
}

/// Policies compare ARNs as they stand, so a resource has one only.
#[test]
fn a_resource_has_one_arn() {
    let mut cloud = Cloud::new();
    cloud.ok::<operations::PutMetricAlarm>(high_load("a"));
    for other in [
        ALARM.replace("arn:aws:", "arn:aws-cn:"),
        ALARM.replace("arn:", "x:"),
        DASHBOARD.replace("::", ":us-east-1:"),
    ] {
        let input = ListTagsForResourceInput { resource_arn: other.clone() };
        let error = cloud.err::<operations::ListTagsForResource>(input);
        assert_eq!(error.1, "InvalidParameterValue", "{other}");
    }
}
