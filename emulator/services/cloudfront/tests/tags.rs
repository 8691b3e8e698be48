//! CF-8.10: tags.

use crate::support::*;
use parhelion_cloudfront::model::*;
use parhelion_wire::error::Result;

fn tags(pairs: &[(&str, &str)]) -> Tags {
    let tag =
        |(key, value): &(&str, &str)| Tag { key: (*key).into(), value: Some((*value).into()) };
    Tags { items: Some(pairs.iter().map(tag).collect()) }
}

fn tag(cloud: &mut Cloud, arn: &str, tags: Tags) -> Result<()> {
    cloud.call::<operations::TagResource>(TagResourceInput { resource: arn.into(), tags })
}

fn list(cloud: &mut Cloud, arn: &str) -> Vec<(String, String)> {
    let input = ListTagsForResourceInput { resource: arn.into() };
    let output = cloud.call::<operations::ListTagsForResource>(input).unwrap();
    let pair = |tag: Tag| (tag.key, tag.value.unwrap());
    output.tags.items.unwrap_or_default().into_iter().map(pair).collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect()
}

#[test]
fn tags_are_added_replaced_removed() {
    let mut cloud = Cloud::new();
    let input = CreateDistributionWithTagsInput {
        distribution_config_with_tags: DistributionConfigWithTags {
            distribution_config: config("one"),
            tags: tags(&[("team", "web"), ("stage", "test")]),
        },
    };
    let made = cloud.call::<operations::CreateDistributionWithTags>(input).unwrap();
    let arn = made.distribution.unwrap().arn;
    assert_eq!(list(&mut cloud, &arn), pairs(&[("stage", "test"), ("team", "web")]));
    tag(&mut cloud, &arn, tags(&[("stage", "production"), ("cost", "")])).unwrap();
    let input = UntagResourceInput {
        resource: arn.clone(),
        tag_keys: TagKeys { items: Some(vec!["team".into(), "unknown".into()]) },
    };
    cloud.call::<operations::UntagResource>(input).unwrap();
    assert_eq!(list(&mut cloud, &arn), pairs(&[("cost", ""), ("stage", "production")]));
}

#[test]
fn what_tags_cannot_be() {
    let mut cloud = Cloud::new();
    let arn = cloud.create("one").distribution.arn;
    let long = "k".repeat(129);
    for wrong in [
        tags(&[("aws:x", "1")]),
        tags(&[("", "1")]),
        tags(&[(&long, "1")]),
        tags(&[("a", "1"), ("a", "2")]),
    ] {
        assert_refused(tag(&mut cloud, &arn, wrong), "InvalidTagging", 400);
    }
    let many: Vec<String> = (0..51).map(|n| format!("{n}")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|key| (key.as_str(), "")).collect();
    assert_refused(tag(&mut cloud, &arn, tags(&many)), "InvalidTagging", 400);
    assert_eq!(list(&mut cloud, &arn), [], "all or nothing");
    tag(&mut cloud, &arn, tags(&many[..50])).unwrap();
}

#[test]
fn resources_without_tags() {
    let mut cloud = Cloud::new();
    let unknown = "arn:aws:cloudfront::123456789012:distribution/E0123456789ABC";
    assert_refused(tag(&mut cloud, unknown, tags(&[])), "NoSuchResource", 404);
    assert_refused(tag(&mut cloud, "arn:aws:s3:::bucket", tags(&[])), "InvalidArgument", 400);
    let arn = cloud.create("one").distribution.arn;
    let input = ListTagsForResourceInput { resource: arn };
    let abroad = cloud.call_as::<operations::ListTagsForResource>(OTHER_ACCOUNT, input);
    assert_refused(abroad, "AccessDenied", 403);
}
