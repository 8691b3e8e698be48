//! CloudFront as viewers meet it: in front of S3 with origin access control, and of a server.

use parhelion::cloudfront::model as cf;
use parhelion::{Body, Cloud, cloudfront, s3};
use std::time::Duration;

type CreateDistribution = cf::operations::CreateDistribution;
type Call<T> = Result<T, parhelion::Error>;

const CACHING_OPTIMIZED: &str = "658327ea-f89d-4fab-a63d-7e88639e58f6";

pub(crate) fn create(cloud: &Cloud, origin: cf::Origin) -> Call<cf::Distribution> {
    let behavior = cf::DefaultCacheBehavior {
        target_origin_id: origin.id.clone(),
        viewer_protocol_policy: "redirect-to-https".into(),
        cache_policy_id: Some(CACHING_OPTIMIZED.into()),
        compress: Some(true),
        ..Default::default()
    };
    let config = cf::DistributionConfig {
        caller_reference: origin.id.clone(),
        comment: "test".into(),
        enabled: true,
        origins: cf::Origins { quantity: 1, items: vec![origin] },
        default_cache_behavior: behavior,
        ..Default::default()
    };
    let input = cf::CreateDistributionInput { distribution_config: config };
    let output = cloud.call::<cloudfront::CloudFront, CreateDistribution>(input)?;
    Ok(output.distribution.unwrap_or_default())
}

/// A server of the user's own, over TLS.
pub(crate) fn custom_origin(domain_name: &str) -> cf::Origin {
    let custom = cf::CustomOriginConfig {
        http_port: 80,
        https_port: 443,
        origin_protocol_policy: "https-only".into(),
        ..Default::default()
    };
    cf::Origin {
        id: domain_name.into(),
        domain_name: domain_name.into(),
        custom_origin_config: Some(custom),
        ..Default::default()
    }
}

fn s3_origin(cloud: &Cloud) -> Call<cf::Distribution> {
    let config = cf::OriginAccessControlConfig {
        name: "access".into(),
        signing_protocol: "sigv4".into(),
        signing_behavior: "always".into(),
        origin_access_control_origin_type: "s3".into(),
        ..Default::default()
    };
    let input = cf::CreateOriginAccessControlInput { origin_access_control_config: config };
    type Create = cf::operations::CreateOriginAccessControl;
    let control = cloud.call::<cloudfront::CloudFront, Create>(input)?;
    create(
        cloud,
        cf::Origin {
            id: "bucket".into(),
            domain_name: "site.s3.us-east-1.amazonaws.com".into(),
            origin_access_control_id: control.origin_access_control.map(|control| control.id),
            s3_origin_config: Some(cf::S3OriginConfig::default()),
            ..Default::default()
        },
    )
}

fn put(cloud: &Cloud, key: &str, content: Vec<u8>) {
    let input = s3::model::PutObjectInput {
        bucket: "site".into(),
        key: key.into(),
        body: Some(Body::from(content)),
        content_type: Some("text/css".into()),
        cache_control: Some("max-age=300".into()),
        ..Default::default()
    };
    cloud.call::<s3::S3, s3::model::operations::PutObject>(input).unwrap();
}

fn header<'a>(response: &'a http::Response<Body>, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test(start_paused = true)]
async fn a_private_bucket_behind_origin_access_control() {
    let cloud = Cloud::new();
    let bucket = s3::model::CreateBucketInput { bucket: "site".into(), ..Default::default() };
    cloud.call::<s3::S3, s3::model::operations::CreateBucket>(bucket).unwrap();
    let old = b"body { color: teal } ".repeat(100);
    put(&cloud, "app.css", old.clone());
    let distribution = s3_origin(&cloud).unwrap();
    cloud.advance(Duration::from_secs(1800)).await;
    let url = format!("https://{}/app.css", distribution.domain_name);

    // The bucket's policy really decides.
    assert_eq!(cloud.viewer().get(&url).await.status(), 403);
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow",
        "Principal":{{"Service":"cloudfront.amazonaws.com"}},"Action":"s3:GetObject",
        "Resource":"arn:aws:s3:::site/*",
        "Condition":{{"StringEquals":{{"AWS:SourceArn":"{}"}}}}}}]}}"#,
        distribution.arn
    );
    let input =
        s3::model::PutBucketPolicyInput { bucket: "site".into(), policy, ..Default::default() };
    cloud.call::<s3::S3, s3::model::operations::PutBucketPolicy>(input).unwrap();
    cloud.advance(Duration::from_secs(20)).await;

    let first = cloud.viewer().get(&url).await;
    assert_eq!((first.status().as_u16(), header(&first, "x-cache")), (200, "Miss from cloudfront"));
    let second = cloud.viewer().get(&url).await;
    assert_eq!(header(&second, "x-cache"), "Hit from cloudfront");
    assert_eq!(second.body().to_bytes(), old);
    let far = cloud.viewer().at("FRA56-P2").get(&url).await;
    assert_eq!(header(&far, "x-cache"), "Miss from cloudfront");

    let gzip =
        http::Request::get(&url).header("accept-encoding", "gzip").body(Body::empty()).unwrap();
    let gzip = cloud.viewer().send(gzip).await;
    assert_eq!(header(&gzip, "content-encoding"), "gzip");
    assert!(gzip.body().len() < old.len() as u64 / 4);

    let plain = cloud.viewer().get(&url.replace("https", "http")).await;
    assert_eq!((plain.status().as_u16(), header(&plain, "location")), (301, url.as_str()));

    // Old until it is invalidated, or until it expires.
    put(&cloud, "app.css", b"new".to_vec());
    assert_eq!(cloud.viewer().get(&url).await.body().to_bytes(), old);
    let batch = cf::InvalidationBatch {
        paths: cf::Paths { quantity: 1, items: Some(vec!["/*".into()]) },
        caller_reference: "1".into(),
    };
    let input = cf::CreateInvalidationInput {
        distribution_id: distribution.id.clone(),
        invalidation_batch: batch,
    };
    cloud.call::<cloudfront::CloudFront, cf::operations::CreateInvalidation>(input).unwrap();
    cloud.advance(Duration::from_secs(300)).await;
    assert_eq!(cloud.viewer().get(&url).await.body().to_bytes(), "new");
}

#[tokio::test(start_paused = true)]
async fn an_origin_in_this_process() {
    let cloud = Cloud::new();
    let answer = || async { ([("cache-control", "max-age=10")], "hello") };
    cloud.origin("api.example", axum::Router::new().fallback(answer));
    let distribution = create(&cloud, custom_origin("api.example")).unwrap();
    cloud.advance(Duration::from_secs(1800)).await;
    let url = format!("https://{}/", distribution.domain_name);
    let viewer = cloud.viewer();
    assert_eq!(viewer.get(&url).await.body().to_bytes(), "hello");
    cloud.advance(Duration::from_secs(4)).await;
    let hit = viewer.get(&url).await;
    assert_eq!((header(&hit, "x-cache"), header(&hit, "age")), ("Hit from cloudfront", "4"));
    cloud.advance(Duration::from_secs(7)).await;
    assert_ne!(header(&viewer.get(&url).await, "x-cache"), "Hit from cloudfront");
    let unknown = viewer.get("https://d0000000000000.cloudfront.net/").await;
    assert_eq!(unknown.status(), 403);
}

/// A long object on its way in by a typed call, through a copy with another checksum, and out
/// through the edge that compresses it: nobody works on its bytes under the world's lock, which
/// debug builds check.
#[tokio::test(start_paused = true)]
async fn a_long_object_holds_nobody_up() {
    let cloud = Cloud::new();
    let bucket = s3::model::CreateBucketInput { bucket: "site".into(), ..Default::default() };
    cloud.call::<s3::S3, s3::model::operations::CreateBucket>(bucket).unwrap();
    let long = "body { margin: 0 }\n".repeat(100_000);
    put(&cloud, "plain.css", long.clone().into());
    let copy = s3::model::CopyObjectInput {
        bucket: "site".into(),
        key: "long.css".into(),
        copy_source: "site/plain.css".into(),
        checksum_algorithm: Some("SHA256".into()),
        ..Default::default()
    };
    cloud.call::<s3::S3, s3::model::operations::CopyObject>(copy).unwrap();
    let answer = move || {
        let long = long.clone();
        async move { ([("content-type", "text/css"), ("content-length", "1900000")], long) }
    };
    cloud.origin("api.example", axum::Router::new().fallback(answer));
    let distribution = create(&cloud, custom_origin("api.example")).unwrap();
    cloud.advance(Duration::from_secs(1800)).await;
    let get = || {
        http::Request::get(format!("https://{}/", distribution.domain_name))
            .header("accept-encoding", "br")
            .body(Body::empty())
            .unwrap()
    };
    for cache in ["Miss from cloudfront", "Hit from cloudfront"] {
        let got = cloud.viewer().send(get()).await;
        assert_eq!((header(&got, "content-encoding"), header(&got, "x-cache")), ("br", cache));
        assert!(got.body().len() < 100_000);
    }
}

/// S3-7.13 behind CF-6: both spellings of the endpoint.
#[tokio::test(start_paused = true)]
async fn a_website_endpoint_is_an_origin() {
    use s3::model::{
        DeletePublicAccessBlockInput, ErrorDocument, IndexDocument, PutBucketPolicyInput,
        PutBucketWebsiteInput, Redirect, RoutingRule, WebsiteConfiguration, operations as op,
    };
    let cloud = Cloud::new();
    let bucket = s3::model::CreateBucketInput { bucket: "site".into(), ..Default::default() };
    cloud.call::<s3::S3, op::CreateBucket>(bucket).unwrap();
    for key in ["index.html", "docs/index.html", "error.html"] {
        put(&cloud, key, format!("<p>{key}").into_bytes());
    }
    let moved = RoutingRule {
        condition: Some(s3::model::Condition {
            key_prefix_equals: Some("old/".into()),
            ..Default::default()
        }),
        redirect: Redirect {
            replace_key_prefix_with: Some("docs/".into()),
            host_name: Some("www.example.com".into()),
            ..Default::default()
        },
    };
    let website_configuration = WebsiteConfiguration {
        index_document: Some(IndexDocument { suffix: "index.html".into() }),
        error_document: Some(ErrorDocument { key: "error.html".into() }),
        routing_rules: Some(vec![moved]),
        ..Default::default()
    };
    let input = PutBucketWebsiteInput {
        bucket: "site".into(),
        website_configuration,
        ..Default::default()
    };
    cloud.call::<s3::S3, op::PutBucketWebsite>(input).unwrap();
    let input = DeletePublicAccessBlockInput { bucket: "site".into(), ..Default::default() };
    cloud.call::<s3::S3, op::DeletePublicAccessBlock>(input).unwrap();
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",
        "Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::site/*","arn:aws:s3:::site"]}]}"#;
    let input =
        PutBucketPolicyInput { bucket: "site".into(), policy: policy.into(), ..Default::default() };
    cloud.call::<s3::S3, op::PutBucketPolicy>(input).unwrap();
    for host in
        ["site.s3-website-us-east-1.amazonaws.com", "site.s3-website.us-east-1.amazonaws.com"]
    {
        let mut origin = custom_origin(host);
        if let Some(custom) = &mut origin.custom_origin_config {
            custom.origin_protocol_policy = "http-only".into();
        }
        let distribution = create(&cloud, origin).unwrap();
        cloud.advance(Duration::from_secs(1800)).await;
        let get = async |path: &str| {
            let url = format!("https://{}{path}", distribution.domain_name);
            cloud.viewer().get(&url).await
        };
        for (path, status, body) in [
            ("/", 200, "<p>index.html"),
            ("/docs/", 200, "<p>docs/index.html"),
            ("/nothing", 404, "<p>error.html"),
        ] {
            let got = get(path).await;
            assert_eq!(got.status(), status, "{host}{path}");
            assert_eq!(got.body().to_bytes(), body.as_bytes(), "{host}{path}");
        }
        let got = get("/docs").await;
        assert_eq!((got.status().as_u16(), header(&got, "location")), (302, "/docs/"), "{host}");
        let got = get("/old/a").await;
        let there = "http://www.example.com/docs/a";
        assert_eq!((got.status().as_u16(), header(&got, "location")), (301, there), "{host}");
        assert_eq!(header(&get("/").await, "x-cache"), "Hit from cloudfront", "{host}");
    }
}

/// CF-1.9, CF-4.4: where a viewer is, and what he has in his hand, is as the test says.
#[tokio::test(start_paused = true)]
async fn viewers_come_from_countries_with_devices() {
    let cloud = Cloud::new();
    let told = |headers: http::HeaderMap| async move {
        let said =
            |name: &str| headers.get(name).map_or("?", |value| value.to_str().unwrap()).to_owned();
        assert_eq!(said("x-parhelion-country"), "?");
        [said("cloudfront-viewer-country"), said("cloudfront-is-mobile-viewer")].join(" ")
    };
    cloud.origin("www.example.com", axum::Router::new().fallback(told));
    let mut origin = custom_origin("www.example.com");
    origin.id = "told".into();
    let behavior = cf::DefaultCacheBehavior {
        target_origin_id: origin.id.clone(),
        viewer_protocol_policy: "allow-all".into(),
        cache_policy_id: Some("4135ea2d-6df8-44a3-9df3-4b5a84be39ad".into()),
        // AllViewerAndCloudFrontHeaders-2022-06
        origin_request_policy_id: Some("33f36d7e-f396-46d9-90e0-52428a34d9dc".into()),
        ..Default::default()
    };
    let geo = cf::GeoRestriction {
        restriction_type: "blacklist".into(),
        quantity: 1,
        items: Some(vec!["FR".into()]),
    };
    let config = cf::DistributionConfig {
        caller_reference: "told".into(),
        comment: "test".into(),
        enabled: true,
        origins: cf::Origins { quantity: 1, items: vec![origin] },
        default_cache_behavior: behavior,
        restrictions: Some(cf::Restrictions { geo_restriction: geo }),
        ..Default::default()
    };
    let input = cf::CreateDistributionInput { distribution_config: config };
    let made = cloud.call::<cloudfront::CloudFront, CreateDistribution>(input).unwrap();
    cloud.advance(Duration::from_secs(1800)).await;
    let url = format!("https://{}/", made.distribution.unwrap().domain_name);
    let body = async |viewer: parhelion::Viewer| {
        let answer = viewer.get(&url).await;
        let body = String::from_utf8(answer.body().to_bytes().to_vec()).unwrap();
        (answer.status().as_u16(), body)
    };
    let viewer = cloud.viewer();
    assert_eq!(body(viewer.clone()).await, (200, "? false".into()));
    let german = viewer.country("de").device(parhelion::Device::Mobile);
    assert_eq!(body(german).await, (200, "DE true".into()));
    let (status, page) = body(viewer.country("FR")).await;
    assert!(status == 403 && page.contains("block access from your country"), "{page}");
    assert_eq!(body(viewer.country("nowhere")).await.0, 200);
}
