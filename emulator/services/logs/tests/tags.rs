//! Tags: CW-A2.8.

use crate::support::*;
use parhelion_logs::model::*;
use std::collections::BTreeMap;

const ARN: &str = "arn:aws:logs:us-east-1:123456789012:log-group:app/production";

fn tags(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn tag(arn: &str, pairs: &[(&str, &str)]) -> TagResourceInput {
    TagResourceInput { resource_arn: arn.into(), tags: tags(pairs) }
}

fn listed(cloud: &mut Cloud) -> BTreeMap<String, String> {
    let by_arn = ListTagsForResourceInput { resource_arn: ARN.into() };
    let by_arn = cloud.call::<operations::ListTagsForResource>(by_arn).unwrap().tags.unwrap();
    let by_name = ListTagsLogGroupInput { log_group_name: GROUP.into() };
    let by_name = cloud.call::<operations::ListTagsLogGroup>(by_name).unwrap().tags.unwrap();
    assert_eq!(by_arn, by_name);
    by_arn
}

#[test]
fn cw_a2_8_two_families_one_set() {
    let mut cloud = Cloud::new();
    let created = CreateLogGroupInput {
        log_group_name: GROUP.into(),
        tags: Some(tags(&[("team", "a")])),
        ..Default::default()
    };
    cloud.call::<operations::CreateLogGroup>(created).unwrap();
    cloud.call::<operations::TagResource>(tag(ARN, &[("Team", "b"), ("team", "c")])).unwrap();
    assert_eq!(listed(&mut cloud), tags(&[("Team", "b"), ("team", "c")]));
    let by_name = TagLogGroupInput { log_group_name: GROUP.into(), tags: tags(&[("x", "")]) };
    cloud.call::<operations::TagLogGroup>(by_name).unwrap();
    let untag = UntagResourceInput { resource_arn: ARN.into(), tag_keys: vec!["Team".into()] };
    cloud.call::<operations::UntagResource>(untag).unwrap();
    let keys = vec!["team".to_owned(), "absent".to_owned()];
    let untag = UntagLogGroupInput { log_group_name: GROUP.into(), tags: keys };
    cloud.call::<operations::UntagLogGroup>(untag).unwrap();
    assert_eq!(listed(&mut cloud), tags(&[("x", "")]));
}

#[test]
fn cw_a2_8_refusals_leave_the_tags_alone() {
    let mut cloud = Cloud::with_stream();
    let fifty: Vec<String> = (0..50).map(|i| format!("k{i}")).collect();
    let fifty: Vec<(&str, &str)> = fifty.iter().map(|key| (key.as_str(), "v")).collect();
    cloud.call::<operations::TagResource>(tag(ARN, &fifty)).unwrap();
    let error = cloud.call::<operations::TagResource>(tag(ARN, &[("k0", "w"), ("new", "v")]));
    let error = error.unwrap_err();
    assert_eq!(error.code(), "TooManyTagsException");
    assert_eq!(error.fields(), [("resourceName".into(), ARN.to_owned())]);
    let error = cloud.call::<operations::TagResource>(tag(ARN, &[("aws:x", "v")])).unwrap_err();
    assert_eq!(error.code(), INVALID);
    assert_eq!(listed(&mut cloud), tags(&fifty));
}

#[test]
fn cw_g12_resource_arns_have_no_star_and_must_exist() {
    let mut cloud = Cloud::with_stream();
    let mut code = |arn: &str| {
        let input = ListTagsForResourceInput { resource_arn: arn.into() };
        cloud.call::<operations::ListTagsForResource>(input).unwrap_err().code().to_owned()
    };
    assert_eq!(code(&format!("{ARN}:*")), INVALID);
    assert_eq!(code("nonsense"), INVALID);
    assert_eq!(code(&ARN.replace("arn:aws:", "arn:aws-cn:")), INVALID, "another partition");
    assert_eq!(code(&format!("{ARN}x")), NOT_FOUND);
}
