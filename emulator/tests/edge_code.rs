//! Code at the edge, end to end: CloudFront Functions with their logs and metrics, Lambda@Edge by functions of
//! the user's own, the standard log (CF-11, CF-12).

use crate::edge::{create, custom_origin};
use axum::Router;
use axum::routing::get;
use parhelion::cloudfront::model as cf;
#[cfg(feature = "functions")]
use parhelion::logs;
use parhelion::{Body, Cloud, cloudfront, cloudwatch, s3};
use std::io::Read as _;
use std::time::Duration;

#[cfg(feature = "functions")]
type CreateFunction = cf::operations::CreateFunction;
#[cfg(feature = "functions")]
type PublishFunction = cf::operations::PublishFunction;
type GetConfig = cf::operations::GetDistributionConfig;
type Update = cf::operations::UpdateDistribution;

pub(crate) fn with_site(cloud: &Cloud) -> cf::Distribution {
    let pages = Router::new()
        .route("/index.html", get(|| async { "home" }))
        .route("/docs/index.html", get(|| async { "docs" }));
    cloud.origin("origin.example", pages);
    create(cloud, custom_origin("origin.example")).unwrap()
}

pub(crate) fn edit(cloud: &Cloud, id: &str, change: impl FnOnce(&mut cf::DistributionConfig)) {
    let input = cf::GetDistributionConfigInput { id: id.into() };
    let got = cloud.call::<cloudfront::CloudFront, GetConfig>(input).unwrap();
    let mut distribution_config = got.distribution_config.unwrap();
    change(&mut distribution_config);
    let input =
        cf::UpdateDistributionInput { id: id.into(), if_match: got.e_tag, distribution_config };
    cloud.call::<cloudfront::CloudFront, Update>(input).unwrap();
}

pub(crate) fn header<'a>(response: &'a http::Response<Body>, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

pub(crate) async fn text(response: http::Response<Body>) -> String {
    String::from_utf8(response.into_body().to_bytes().to_vec()).unwrap()
}

#[cfg(feature = "functions")]
fn published(cloud: &Cloud, name: &str, code: &str) -> String {
    reading(cloud, name, code, None)
}

/// A published function, which may read a key value store.
#[cfg(feature = "functions")]
fn reading(cloud: &Cloud, name: &str, code: &str, store: Option<&str>) -> String {
    let one = |arn: &str| cf::KeyValueStoreAssociation { key_value_store_arn: arn.into() };
    let stores =
        store.map(|arn| cf::KeyValueStoreAssociations { quantity: 1, items: Some(vec![one(arn)]) });
    let input = cf::CreateFunctionInput {
        name: name.into(),
        function_config: cf::FunctionConfig {
            comment: String::new(),
            runtime: "cloudfront-js-2.0".into(),
            key_value_store_associations: stores,
        },
        function_code: code.to_owned().into(),
        tags: None,
    };
    let made = cloud.call::<cloudfront::CloudFront, CreateFunction>(input).unwrap();
    let input = cf::PublishFunctionInput { name: name.into(), if_match: made.e_tag.unwrap() };
    let published = cloud.call::<cloudfront::CloudFront, PublishFunction>(input).unwrap();
    published.function_summary.unwrap().function_metadata.function_arn
}

#[cfg(feature = "functions")]
fn associated(arn: &str) -> Option<cf::FunctionAssociations> {
    let one =
        cf::FunctionAssociation { function_arn: arn.into(), event_type: "viewer-request".into() };
    Some(cf::FunctionAssociations { quantity: 1, items: Some(vec![one]) })
}

#[cfg(feature = "functions")]
type Measured = cloudwatch::model::operations::GetMetricStatistics;

/// A metric of the edge over the last hour, as one number.
#[cfg(feature = "functions")]
fn metric(cloud: &Cloud, name: &str, about: (&str, &str), statistic: &str) -> Option<f64> {
    let one = |(name, value): (&str, &str)| cloudwatch::model::Dimension {
        name: name.into(),
        value: value.into(),
    };
    let input = cloudwatch::model::GetMetricStatisticsInput {
        namespace: "AWS/CloudFront".into(),
        metric_name: name.into(),
        dimensions: Some(vec![one(about), one(("Region", "Global"))]),
        start_time: cloud.now() - Duration::from_secs(3_600),
        end_time: cloud.now(),
        period: 7_200,
        statistics: Some(vec![statistic.into()]),
        ..Default::default()
    };
    let output = cloud.call::<cloudwatch::CloudWatch, Measured>(input).unwrap();
    let point = output.datapoints.unwrap_or_default().into_iter().next()?;
    if statistic == "Sum" { point.sum } else { point.average }
}

#[cfg(feature = "functions")]
const CODE: &str = "function handler(event) {
    const request = event.request;
    if (request.uri.endsWith('/')) {
        console.log(request.uri);
        request.uri += 'index.html';
    }
    if (request.uri === '/fail') throw new Error('asked for');
    return request;
}";

#[cfg(feature = "functions")]
#[tokio::test(start_paused = true)]
async fn cf_11_5_functions_log_and_are_measured() {
    let cloud = Cloud::new();
    let site = with_site(&cloud);
    let arn = published(&cloud, "index", CODE);
    edit(&cloud, &site.id, |config| {
        config.default_cache_behavior.function_associations = associated(&arn);
    });
    cloud.advance(Duration::from_secs(600)).await;
    let url = |path: &str| format!("https://{}{path}", site.domain_name);
    assert_eq!(text(cloud.viewer().get(&url("/")).await).await, "home");
    assert_eq!(text(cloud.viewer().get(&url("/docs/")).await).await, "docs");
    let failed = cloud.viewer().get(&url("/fail")).await;
    assert_eq!(
        (failed.status().as_u16(), header(&failed, "x-cache")),
        (503, "FunctionExecutionError from cloudfront")
    );
    assert_eq!(cloud.viewer().get(&url("/none")).await.status(), 404);
    cloud.advance(Duration::from_secs(120)).await;

    let input = logs::model::FilterLogEventsInput {
        log_group_name: Some("/aws/cloudfront/function/index".into()),
        ..Default::default()
    };
    type Filter = logs::model::operations::FilterLogEvents;
    let events = cloud.call::<logs::Logs, Filter>(input).unwrap().events.unwrap();
    let said: Vec<_> = events.into_iter().map(|event| event.message.unwrap()).collect();
    assert_eq!(said.len(), 6, "{said:?}");
    assert!(said[0].ends_with(&format!(" START DistributionID: {}", site.id)), "{said:?}");
    assert!(said[1].ends_with(" /") && said[2].ends_with(" END"), "{said:?}");

    let site = ("DistributionId", &*site.id);
    assert_eq!(metric(&cloud, "Requests", site, "Sum"), Some(4.0));
    assert_eq!(metric(&cloud, "4xxErrorRate", site, "Average"), Some(25.0), "1 of 4");
    assert_eq!(metric(&cloud, "5xxErrorRate", site, "Average"), Some(25.0));
    assert_eq!(metric(&cloud, "TotalErrorRate", site, "Average"), Some(50.0));
    assert_eq!(metric(&cloud, "CacheHitRate", site, "Average"), None, "nobody subscribed");
    let function = ("FunctionName", "index");
    assert_eq!(metric(&cloud, "FunctionInvocations", function, "Sum"), Some(4.0));
    assert_eq!(metric(&cloud, "FunctionExecutionErrors", function, "Sum"), Some(1.0));
}

#[cfg(feature = "functions")]
#[tokio::test(start_paused = true)]
async fn s53_what_is_published_is_seen_after_a_while() {
    let cloud = Cloud::new();
    let site = with_site(&cloud);
    let arn = published(&cloud, "index", "function handler(e) { return { statusCode: 410 }; }");
    edit(&cloud, &site.id, |config| {
        config.default_cache_behavior.function_associations = associated(&arn);
    });
    cloud.advance(Duration::from_secs(600)).await;
    let url = format!("https://{}/", site.domain_name);
    assert_eq!(cloud.viewer().get(&url).await.status(), 410);
    let describe = cf::DescribeFunctionInput { name: "index".into(), stage: None };
    type Describe = cf::operations::DescribeFunction;
    let seen = cloud.call::<cloudfront::CloudFront, Describe>(describe).unwrap();
    let input = cf::UpdateFunctionInput {
        name: "index".into(),
        if_match: seen.e_tag.unwrap(),
        function_config: seen.function_summary.unwrap().function_config,
        function_code: "function handler(e) { return { statusCode: 418 }; }".to_owned().into(),
    };
    type UpdateFunction = cf::operations::UpdateFunction;
    let updated = cloud.call::<cloudfront::CloudFront, UpdateFunction>(input).unwrap();
    let input = cf::PublishFunctionInput { name: "index".into(), if_match: updated.e_tag.unwrap() };
    cloud.call::<cloudfront::CloudFront, PublishFunction>(input).unwrap();
    assert_eq!(cloud.viewer().get(&url).await.status(), 410);
    cloud.advance(Duration::from_secs(60)).await;
    assert_eq!(cloud.viewer().get(&url).await.status(), 418);
}

#[cfg(feature = "functions")]
#[tokio::test(start_paused = true)]
async fn s53_key_values_are_seen_after_a_while() {
    use parhelion::cloudfront_keyvaluestore as kvs;
    type CreateStore = cf::operations::CreateKeyValueStore;
    type DeleteStore = cf::operations::DeleteKeyValueStore;
    let cloud = Cloud::new();
    let site = with_site(&cloud);
    let input = cf::CreateKeyValueStoreInput { name: "flags".into(), ..Default::default() };
    let made = cloud.call::<cloudfront::CloudFront, CreateStore>(input).unwrap();
    let store = made.key_value_store.unwrap();
    cloud.advance(Duration::from_secs(600)).await;
    let put = |value: &str| {
        let input = kvs::model::DescribeKeyValueStoreInput { kvs_arn: store.arn.clone() };
        type Describe = kvs::model::operations::DescribeKeyValueStore;
        let seen = cloud.call::<kvs::KeyValueStores, Describe>(input).unwrap();
        let input = kvs::model::PutKeyInput {
            kvs_arn: store.arn.clone(),
            key: "colour".into(),
            value: value.into(),
            if_match: seen.e_tag,
        };
        cloud.call::<kvs::KeyValueStores, kvs::model::operations::PutKey>(input).unwrap();
    };
    put("red");
    cloud.advance(Duration::from_secs(60)).await;
    let code = "import cf from 'cloudfront';
        async function handler(event) {
            const kvs = cf.kvs();
            const colour = await kvs.get('colour');
            const none = await kvs.exists('none');
            const meta = await kvs.meta();
            return { statusCode: 200, body: { encoding: 'text', data: [colour, none, meta.keyCount].join() } };
        }";
    let arn = reading(&cloud, "flags", code, Some(&store.arn));
    edit(&cloud, &site.id, |config| {
        config.default_cache_behavior.function_associations = associated(&arn);
    });
    cloud.advance(Duration::from_secs(600)).await;
    let url = format!("https://{}/", site.domain_name);
    assert_eq!(text(cloud.viewer().get(&url).await).await, "red,false,1");
    put("blue");
    assert_eq!(text(cloud.viewer().get(&url).await).await, "red,false,1", "N23");
    cloud.advance(Duration::from_secs(60)).await;
    assert_eq!(text(cloud.viewer().get(&url).await).await, "blue,false,1");
    let e_tag = made.e_tag.unwrap();
    let delete = cf::DeleteKeyValueStoreInput { name: "flags".into(), if_match: e_tag };
    let refused = cloud.call::<cloudfront::CloudFront, DeleteStore>(delete).unwrap_err();
    assert_eq!(refused.code(), "CannotDeleteEntityWhileInUse");
}

#[tokio::test(start_paused = true)]
async fn cf_11_6_lambda_at_edge_is_a_function_of_the_users_own() {
    let cloud = Cloud::new();
    let site = with_site(&cloud);
    let arn = "arn:aws:lambda:us-east-1:123456789012:function:rewrite:3";
    edit(&cloud, &site.id, |config| {
        let one = cf::LambdaFunctionAssociation {
            lambda_function_arn: arn.into(),
            event_type: "origin-request".into(),
            include_body: None,
        };
        config.default_cache_behavior.lambda_function_associations =
            Some(cf::LambdaFunctionAssociations { quantity: 1, items: Some(vec![one]) });
    });
    cloud.advance(Duration::from_secs(600)).await;
    let url = |path: &str| format!("https://{}{path}", site.domain_name);
    let missing = cloud.viewer().get(&url("/docs/")).await;
    let word = header(&missing, "x-cache");
    assert_eq!((missing.status().as_u16(), word), (503, "LambdaExecutionError from cloudfront"));
    cloud.function(arn, |event| async move {
        let event: serde_json::Value = serde_json::from_slice(&event).map_err(|e| e.to_string())?;
        let mut request = event["Records"][0]["cf"]["request"].clone();
        if request["uri"] == "/panic" {
            panic!("asked for");
        }
        let uri = request["uri"].as_str().unwrap_or_default().to_owned();
        request["uri"] = format!("{uri}index.html").into();
        Ok(request.to_string().into())
    });
    assert_eq!(text(cloud.viewer().get(&url("/docs/")).await).await, "docs");
    assert_eq!(cloud.viewer().get(&url("/panic")).await.status(), 503);
}

#[tokio::test(start_paused = true)]
async fn cf_12_1_the_standard_log_comes_as_files_of_an_hour() {
    let cloud = Cloud::new();
    let bucket = s3::model::CreateBucketInput { bucket: "logs".into(), ..Default::default() };
    cloud.call::<s3::S3, s3::model::operations::CreateBucket>(bucket).unwrap();
    let site = with_site(&cloud);
    edit(&cloud, &site.id, |config| {
        config.logging = Some(cf::LoggingConfig {
            enabled: Some(true),
            include_cookies: Some(false),
            bucket: Some("logs.s3.amazonaws.com".into()),
            prefix: Some("cdn/".into()),
        });
    });
    cloud.advance(Duration::from_secs(600)).await;
    let url = format!("https://{}/index.html?a=\"b\"", site.domain_name).replace('"', "%22");
    for _ in 0..2 {
        let request = http::Request::get(&url).header("user-agent", "a b").body(Body::empty());
        assert_eq!(cloud.viewer().send(request.unwrap()).await.status(), 200);
    }
    let list = || {
        let input = s3::model::ListObjectsV2Input { bucket: "logs".into(), ..Default::default() };
        let listed = cloud.call::<s3::S3, s3::model::operations::ListObjectsV2>(input).unwrap();
        let keys =
            listed.contents.unwrap_or_default().into_iter().map(|object| object.key.unwrap());
        keys.collect::<Vec<String>>()
    };
    assert!(list().is_empty());
    cloud.advance(Duration::from_secs(3_900)).await;
    let keys = list();
    assert!(keys.len() == 1 && keys[0].starts_with(&format!("cdn/{}.", site.id)), "{keys:?}");
    let input = s3::model::GetObjectInput {
        bucket: "logs".into(),
        key: keys[0].clone(),
        ..Default::default()
    };
    let file = cloud.call::<s3::S3, s3::model::operations::GetObject>(input).unwrap().body.unwrap();
    let mut text = String::new();
    flate2::read::GzDecoder::new(&file.to_bytes()[..]).read_to_string(&mut text).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((lines.len(), lines[0]), (4, "#Version: 1.0"));
    let names: Vec<&str> = lines[1].strip_prefix("#Fields: ").unwrap().split(' ').collect();
    let of = |line: &str, name: &str| -> String {
        let fields: Vec<&str> = line.split('\t').collect();
        assert_eq!(fields.len(), names.len());
        fields[names.iter().position(|known| *known == name).unwrap()].to_owned()
    };
    assert_eq!(of(lines[2], "x-edge-result-type"), "Miss");
    assert_eq!(of(lines[3], "x-edge-result-type"), "Hit");
    assert_eq!(of(lines[3], "cs-uri-stem"), "/index.html");
    assert_eq!(of(lines[3], "cs-uri-query"), "a=%2522b%2522");
    assert_eq!(of(lines[3], "cs(User-Agent)"), "a%20b");
    assert_eq!(of(lines[3], "sc-status"), "200");
    assert_eq!(of(lines[3], "cs(Host)"), site.domain_name);
}

#[tokio::test(start_paused = true)]
async fn n31_an_alarm_on_the_edges_errors_goes_off() {
    let cloud = Cloud::new();
    let site = with_site(&cloud);
    cloud.advance(Duration::from_secs(600)).await;
    let one = |(name, value): (&str, &str)| cloudwatch::model::Dimension {
        name: name.into(),
        value: value.into(),
    };
    let input = cloudwatch::model::PutMetricAlarmInput {
        alarm_name: "errors".into(),
        namespace: Some("AWS/CloudFront".into()),
        metric_name: Some("4xxErrorRate".into()),
        dimensions: Some(vec![one(("DistributionId", &site.id)), one(("Region", "Global"))]),
        statistic: Some("Average".into()),
        period: Some(60),
        evaluation_periods: Some(1),
        threshold: Some(50.0),
        comparison_operator: Some("GreaterThanThreshold".into()),
        treat_missing_data: Some("notBreaching".into()),
        ..Default::default()
    };
    cloud
        .call::<cloudwatch::CloudWatch, cloudwatch::model::operations::PutMetricAlarm>(input)
        .unwrap();
    for path in ["/none", "/index.html", "/no", "/nothing"] {
        cloud.viewer().get(&format!("https://{}{path}", site.domain_name)).await;
    }
    cloud.advance(Duration::from_secs(180)).await;
    type History = cloudwatch::model::operations::DescribeAlarmHistory;
    let input = cloudwatch::model::DescribeAlarmHistoryInput {
        alarm_name: Some("errors".into()),
        history_item_type: Some("StateUpdate".into()),
        ..Default::default()
    };
    let history = cloud.call::<cloudwatch::CloudWatch, History>(input).unwrap().alarm_history_items;
    let said: Vec<_> =
        history.unwrap().into_iter().map(|item| item.history_summary.unwrap()).collect();
    assert!(said.iter().any(|line| line.ends_with("to ALARM")), "3 of 4 failed: {said:?}");
}
