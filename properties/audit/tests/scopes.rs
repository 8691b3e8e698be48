//! What is looked at.

use crate::shop::{BUCKET, GROUP, Shop};
use aws_sdk_s3::types as s3;
use parhelion_audit::scene::Kind;
use parhelion_audit::scope::{self, Scope};
use serde_json::json;

async fn tag_all(shop: &Shop) {
    let tag = s3::Tag::builder().key("app").value("shop").build().unwrap();
    let tagging = s3::Tagging::builder().tag_set(tag).build().unwrap();
    shop.s3.put_bucket_tagging().bucket(BUCKET).tagging(tagging).send().await.unwrap();
    let tag = aws_sdk_cloudfront::types::Tag::builder().key("app").value("shop").build().unwrap();
    let tags = aws_sdk_cloudfront::types::Tags::builder().items(tag).build();
    shop.cloudfront.tag_resource().resource(&shop.arn).tags(tags).send().await.unwrap();
    let arn = format!("arn:aws:logs:us-east-1:123456789012:log-group:{GROUP}");
    shop.logs.tag_resource().resource_arn(arn).tags("app", "shop").send().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn tags_find_what_has_all_of_them() {
    let mut shop = Shop::new().await;
    tag_all(&shop).await;
    shop.scope = Scope { tags: vec![("app".into(), "shop".into())], ..Scope::default() };
    let audit = shop.audit(&[]).await;
    let buckets: Vec<&str> = audit.scene.buckets.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(buckets, [BUCKET], "the bucket of logs has no tag");
    assert_eq!(audit.scene.distributions.len(), 1);
    assert_eq!(audit.scene.groups.len(), 1);
    // They watch and show what is in it.
    assert_eq!((audit.scene.alarms.len(), audit.scene.dashboards.len()), (1, 1));
    shop.scope.tags.push(("stage".into(), "production".into()));
    let why = shop.audit_as(&shop.account().await, &[]).await.unwrap_err();
    assert!(why.contains("nothing was found") && why.contains("stage=production"), "{why}");
}

#[tokio::test(start_paused = true)]
async fn nothing_found_is_an_error() {
    let mut shop = Shop::new().await;
    shop.scope = Scope::default();
    shop.scope.add(Kind::Bucket, "shop-fils");
    let why = shop.audit_as(&shop.account().await, &[]).await.unwrap_err();
    assert!(why.contains("nothing was found") && why.contains("bucket shop-fils"), "{why}");
}

#[tokio::test(start_paused = true)]
async fn a_distribution_leads_to_its_buckets() {
    let mut shop = Shop::new().await;
    shop.scope = Scope::default();
    shop.scope.add(Kind::Distribution, shop.id.clone());
    let audit = shop.audit(&[]).await;
    assert_eq!(audit.scene.buckets.len(), 1);
    assert_eq!(audit.scene.buckets[0].because, format!("origin of {}", shop.id));
}

#[tokio::test(start_paused = true)]
async fn a_stack_is_asked_of_cloud_formation() {
    let mut shop = Shop::new().await;
    shop.scope = Scope { stacks: vec!["shop".into()], ..Scope::default() };
    let why = shop.audit_as(&shop.account().await, &[]).await.unwrap_err();
    assert!(why.contains("--stack-resources FILE"), "{why}");
    let member = |kind: &str, id: &str| {
        format!(
            "<member><PhysicalResourceId>{id}</PhysicalResourceId>\
             <ResourceType>{kind}</ResourceType></member>"
        )
    };
    let xml = format!(
        "<DescribeStackResourcesResponse><DescribeStackResourcesResult><StackResources>{}{}{}\
         </StackResources></DescribeStackResourcesResult></DescribeStackResourcesResponse>",
        member("AWS::S3::Bucket", BUCKET),
        member("AWS::Logs::LogGroup", GROUP),
        member("AWS::IAM::Role", "role"),
    );
    shop.canned.insert("DescribeStackResources".into(), xml.into_bytes());
    let audit = shop.audit(&[]).await;
    assert_eq!((audit.scene.buckets.len(), audit.scene.groups.len()), (1, 1));
    assert!(audit.scene.whole);
}

#[test]
fn files_of_stacks() {
    let mut scope = Scope::default();
    let answer = json!({ "StackResources": [
        { "ResourceType": "AWS::S3::Bucket", "PhysicalResourceId": "b" },
        { "ResourceType": "AWS::S3::Bucket", "PhysicalResourceId": "gone",
          "ResourceStatus": "DELETE_COMPLETE" },
        { "ResourceType": "AWS::CloudWatch::Alarm", "PhysicalResourceId": "a" },
    ]});
    scope::stack::read(&mut scope, "f", &answer.to_string()).unwrap();
    let names: Vec<&str> = scope.names.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["b", "a"]);
    for wrong in ["{}", "[", "{\"StackResources\": []}"] {
        let why = scope::stack::read(&mut Scope::default(), "f", wrong).unwrap_err();
        assert!(why.starts_with('f'), "{why}");
    }
    assert!(scope::tag("app=shop=1").unwrap().1 == "shop=1" && scope::tag("app").is_err());
}
