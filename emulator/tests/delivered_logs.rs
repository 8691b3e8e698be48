//! The standard log, version 2: what went over the edge, delivered to groups and buckets by CloudWatch Logs
//! (CF-12.1).

use crate::edge::{create, custom_origin};
use axum::Router;
use axum::routing::get;
use parhelion::cloudfront::model::Distribution;
use parhelion::logs::Logs;
use parhelion::logs::model::{self as logs, operations as op};
use parhelion::s3::S3;
use parhelion::s3::model::{self as s3, operations as s3_op};
use parhelion::{Body, Cloud};
use std::io::Read as _;
use std::time::Duration;

const BASE: &str = "arn:aws:logs:us-east-1:123456789012";

/// A distribution whose logs can be delivered.
async fn with_source(cloud: &Cloud) -> Distribution {
    cloud.origin("origin.example", Router::new().route("/index.html", get(|| async { "home" })));
    let site = create(cloud, custom_origin("origin.example")).unwrap();
    cloud.advance(Duration::from_secs(600)).await;
    let source = logs::PutDeliverySourceInput {
        name: "site".into(),
        resource_arn: site.arn.clone(),
        log_type: "ACCESS_LOGS".into(),
        ..Default::default()
    };
    cloud.call::<Logs, op::PutDeliverySource>(source).unwrap();
    site
}

fn with_group(cloud: &Cloud) {
    let input = logs::CreateLogGroupInput { log_group_name: "cdn".into(), ..Default::default() };
    cloud.call::<Logs, op::CreateLogGroup>(input).unwrap();
}

fn deliver(
    cloud: &Cloud,
    arn: &str,
    format: Option<&str>,
    change: impl FnOnce(&mut logs::CreateDeliveryInput),
) -> String {
    let name = if arn.contains(":s3:") { "bucket" } else { "group" };
    let destination_resource_arn = arn.to_owned();
    let input = logs::PutDeliveryDestinationInput {
        name: name.into(),
        output_format: format.map(Into::into),
        delivery_destination_configuration: Some(logs::DeliveryDestinationConfiguration {
            destination_resource_arn,
        }),
        ..Default::default()
    };
    cloud.call::<Logs, op::PutDeliveryDestination>(input).unwrap();
    let mut input = logs::CreateDeliveryInput {
        delivery_source_name: "site".into(),
        delivery_destination_arn: format!("{BASE}:delivery-destination:{name}"),
        ..Default::default()
    };
    change(&mut input);
    cloud.call::<Logs, op::CreateDelivery>(input).unwrap().delivery.unwrap().id.unwrap()
}

fn chosen(fields: &[&str]) -> Option<Vec<String>> {
    Some(fields.iter().map(|field| (*field).to_owned()).collect())
}

async fn visit(cloud: &Cloud, site: &Distribution) {
    let url = format!("https://{}/index.html", site.domain_name);
    let request = http::Request::get(url).header("user-agent", "a b").header("cookie", "c=1");
    let response = cloud.viewer().send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), 200);
}

fn events(cloud: &Cloud) -> Vec<logs::FilteredLogEvent> {
    let input =
        logs::FilterLogEventsInput { log_group_name: Some("cdn".into()), ..Default::default() };
    cloud.call::<Logs, op::FilterLogEvents>(input).unwrap().events.unwrap_or_default()
}

#[tokio::test(start_paused = true)]
async fn cf_12_1_records_come_to_a_group_as_json() {
    let cloud = Cloud::new();
    with_group(&cloud);
    let site = with_source(&cloud).await;
    visit(&cloud, &site).await; // nobody wants to know of this one
    let fields = ["cs-uri-stem", "x-edge-result-type", "cs(Cookie)", "cs(User-Agent)", "sc-status"];
    let id = deliver(&cloud, &format!("{BASE}:log-group:cdn"), None, |input| {
        input.record_fields = chosen(&fields);
    });
    visit(&cloud, &site).await;
    assert!(events(&cloud).is_empty(), "not before the minute is over");
    cloud.advance(Duration::from_secs(120)).await;
    let found = events(&cloud);
    assert_eq!(found.len(), 1);
    let message = found[0].message.as_deref().unwrap();
    assert_eq!(
        message,
        r#"{"cs-uri-stem":"/index.html","x-edge-result-type":"Hit","cs(Cookie)":"c=1","cs(User-Agent)":"a%20b","sc-status":"200"}"#
    );
    let stream = format!("CloudFront_{}", site.id);
    assert_eq!(found[0].log_stream_name.as_deref(), Some(&*stream));

    // Other fields from now on; then none.
    let update = logs::UpdateDeliveryConfigurationInput {
        id: id.clone(),
        record_fields: chosen(&["sc-status"]),
        ..Default::default()
    };
    cloud.call::<Logs, op::UpdateDeliveryConfiguration>(update).unwrap();
    visit(&cloud, &site).await;
    cloud.advance(Duration::from_secs(120)).await;
    assert_eq!(events(&cloud)[1].message.as_deref(), Some(r#"{"sc-status":"200"}"#));
    cloud.call::<Logs, op::DeleteDelivery>(logs::DeleteDeliveryInput { id }).unwrap();
    visit(&cloud, &site).await;
    cloud.advance(Duration::from_secs(120)).await;
    assert_eq!(events(&cloud).len(), 2, "no delivery, no records");
}

fn with_bucket(cloud: &Cloud, is_open: bool) {
    let bucket = s3::CreateBucketInput { bucket: "cdn-logs".into(), ..Default::default() };
    cloud.call::<S3, s3_op::CreateBucket>(bucket).unwrap();
    if is_open {
        let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
            "Principal":{"Service":"delivery.logs.amazonaws.com"},"Action":"s3:PutObject",
            "Resource":"arn:aws:s3:::cdn-logs/*","Condition":{
            "StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control",
            "aws:SourceAccount":"123456789012"},
            "ArnLike":{"aws:SourceArn":"arn:aws:logs:us-east-1:123456789012:delivery-source:*"}}}]}"#;
        let input = s3::PutBucketPolicyInput {
            bucket: "cdn-logs".into(),
            policy: policy.to_owned(),
            ..Default::default()
        };
        cloud.call::<S3, s3_op::PutBucketPolicy>(input).unwrap();
    }
}

fn keys(cloud: &Cloud) -> Vec<String> {
    let input = s3::ListObjectsV2Input { bucket: "cdn-logs".into(), ..Default::default() };
    let listed = cloud.call::<S3, s3_op::ListObjectsV2>(input).unwrap();
    listed.contents.unwrap_or_default().into_iter().map(|it| it.key.unwrap()).collect()
}

fn file(cloud: &Cloud, key: &str) -> String {
    let input =
        s3::GetObjectInput { bucket: "cdn-logs".into(), key: key.into(), ..Default::default() };
    let body = cloud.call::<S3, s3_op::GetObject>(input).unwrap().body.unwrap();
    let mut text = String::new();
    flate2::read::GzDecoder::new(&body.to_bytes()[..]).read_to_string(&mut text).unwrap();
    text
}

#[tokio::test(start_paused = true)]
async fn cf_12_1_records_come_to_a_bucket_as_w3c() {
    let cloud = Cloud::new();
    with_bucket(&cloud, true);
    let site = with_source(&cloud).await;
    deliver(&cloud, "arn:aws:s3:::cdn-logs/www", Some("w3c"), |input| {
        input.record_fields = chosen(&["date", "cs-method", "cs-uri-stem"]);
        input.s3_delivery_configuration = Some(logs::S3DeliveryConfiguration {
            suffix_path: Some("{DistributionId}/{yyyy}".into()),
            ..Default::default()
        });
    });
    visit(&cloud, &site).await;
    visit(&cloud, &site).await;
    cloud.advance(Duration::from_secs(120)).await;
    let keys = keys(&cloud);
    let [key] = &keys[..] else { panic!("{keys:?}") };
    let text = file(&cloud, key);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..2], ["#Version: 1.0", "#Fields: date cs-method cs-uri-stem"]);
    let date = lines[2].split('\t').next().unwrap();
    let line = format!("{date}\tGET\t/index.html");
    assert_eq!(lines[2..], [&*line, &*line]);
    let year = &date[..4];
    let start = format!("www/{0}/{year}/{0}.{date}-", site.id);
    assert!(key.starts_with(&start) && key.ends_with(".gz"), "{key} {start}");
}

#[tokio::test(start_paused = true)]
async fn cf_12_1_a_bucket_that_lets_nobody_in_gets_no_records() {
    let cloud = Cloud::new();
    with_group(&cloud);
    with_bucket(&cloud, false);
    let site = with_source(&cloud).await;
    deliver(&cloud, "arn:aws:s3:::cdn-logs", Some("plain"), |_| ());
    deliver(&cloud, &format!("{BASE}:log-group:cdn"), Some("plain"), |input| {
        input.record_fields = chosen(&["sc-status", "cs-method"]);
        input.field_delimiter = Some(";".into());
    });
    visit(&cloud, &site).await;
    cloud.advance(Duration::from_secs(120)).await;
    assert!(keys(&cloud).is_empty());
    assert_eq!(events(&cloud)[0].message.as_deref(), Some("200;GET"), "the others do");
}
