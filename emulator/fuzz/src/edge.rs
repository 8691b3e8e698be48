//! What viewers send to CloudFront's edge, and files that its key value stores begin with.

use crate::door::NOW;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use parhelion::cloudfront::model as cf;
use parhelion::cloudfront::model::operations as op;
use parhelion::{Body, Clock, Cloud, cloudfront, s3};
use std::sync::LazyLock;
use std::time::Duration;

type Edge = cloudfront::CloudFront;

/// A public key of P-256, whose other half nobody has.
const KEY: &str = "-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEcl67sZMIvNvyzGvEiTM+kuw9RdkA
W1dOJ2PwwkHlIbx+FFHgKhvMCgzLe2O6xsOS5poEZh2yDAwKckzzK5uOvw==
-----END PUBLIC KEY-----
";

struct Scene {
    cloud: Cloud,
    domain: String,
    key: String,
}

/// A distribution that shows nothing without a signature, and a bucket for files.
static SCENE: LazyLock<Scene> = LazyLock::new(|| {
    let cloud = Cloud::builder().clock(Clock::manual(NOW)).build();
    let bucket = s3::model::CreateBucketInput { bucket: "files".into(), ..Default::default() };
    must(cloud.call::<s3::S3, s3::model::operations::CreateBucket>(bucket));
    let config = cf::PublicKeyConfig {
        caller_reference: "one".into(),
        name: "one".into(),
        encoded_key: KEY.into(),
        comment: None,
    };
    let input = cf::CreatePublicKeyInput { public_key_config: config };
    let key =
        must(cloud.call::<Edge, op::CreatePublicKey>(input)).public_key.unwrap_or_default().id;
    let config = cf::KeyGroupConfig { name: "one".into(), items: vec![key.clone()], comment: None };
    let input = cf::CreateKeyGroupInput { key_group_config: config };
    let group =
        must(cloud.call::<Edge, op::CreateKeyGroup>(input)).key_group.unwrap_or_default().id;
    let input = cf::CreateDistributionInput { distribution_config: distribution(group) };
    let made = must(cloud.call::<Edge, op::CreateDistribution>(input)).distribution;
    let domain = made.unwrap_or_default().domain_name;
    run(cloud.advance(Duration::from_secs(1_800)));
    Scene { cloud, domain, key }
});

fn distribution(group: String) -> cf::DistributionConfig {
    let groups = cf::TrustedKeyGroups { enabled: true, quantity: 1, items: Some(vec![group]) };
    let custom = cf::CustomOriginConfig {
        http_port: 80,
        https_port: 443,
        origin_protocol_policy: "https-only".into(),
        ..Default::default()
    };
    let origin = cf::Origin {
        id: "origin".into(),
        domain_name: "origin.example".into(),
        custom_origin_config: Some(custom),
        ..Default::default()
    };
    cf::DistributionConfig {
        caller_reference: "one".into(),
        enabled: true,
        origins: cf::Origins { quantity: 1, items: vec![origin] },
        default_cache_behavior: cf::DefaultCacheBehavior {
            target_origin_id: "origin".into(),
            viewer_protocol_policy: "allow-all".into(),
            // CachingOptimized.
            cache_policy_id: Some("658327ea-f89d-4fab-a63d-7e88639e58f6".into()),
            trusted_key_groups: Some(groups),
            ..Default::default()
        },
        ..Default::default()
    }
}

/// The scene is made of valid calls.
fn must<T>(made: Result<T, parhelion::Error>) -> T {
    made.unwrap_or_else(|why| panic!("{why:?}"))
}

fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    runtime.unwrap_or_else(|why| panic!("{why}")).block_on(work)
}

/// A policy, and behind a NUL its signature: in a URL and in cookies it lets nobody in, because nobody has the key, and
/// the refusal is the edge's own.
pub fn signed_policy(data: &[u8]) {
    let (policy, signature) = match data.iter().position(|byte| *byte == 0) {
        Some(at) => (&data[..at], &data[at + 1..]),
        None => (data, &b"MEUCIQ"[..]),
    };
    let Scene { cloud, domain, key } = &*SCENE;
    let (policy, signature) = (base64(policy), base64(signature));
    let url = format!("https://{domain}/a");
    let query = format!("?Policy={policy}&Signature={signature}&Key-Pair-Id={key}");
    let cookie = format!(
        "CloudFront-Policy={policy}; CloudFront-Signature={signature}; CloudFront-Key-Pair-Id={key}"
    );
    let in_url = http::Request::get(format!("{url}{query}")).body(Body::empty());
    let in_cookies = http::Request::get(&url).header("cookie", cookie).body(Body::empty());
    for request in [in_url, in_cookies].into_iter().flatten() {
        let answer = run(cloud.viewer().send(request));
        let status = answer.status().as_u16();
        assert!(matches!(status, 403 | 414 | 494), "{status}: {policy}");
    }
}

/// As CloudFront has it (CF-10.2).
fn base64(data: &[u8]) -> String {
    STANDARD.encode(data).replace('+', "-").replace('=', "_").replace('/', "~")
}

/// A file that a key value store is to begin with: it is taken, or refused with CloudFront's own error, and then there
/// is no store.
pub fn key_values(data: &[u8]) {
    let cloud = SCENE.cloud.fork();
    let input = s3::model::PutObjectInput {
        bucket: "files".into(),
        key: "file.json".into(),
        body: Some(Bytes::copy_from_slice(data).into()),
        ..Default::default()
    };
    must(cloud.call::<s3::S3, s3::model::operations::PutObject>(input));
    let source = cf::ImportSource {
        source_type: "S3".into(),
        source_arn: "arn:aws:s3:::files/file.json".into(),
    };
    let input = cf::CreateKeyValueStoreInput {
        name: "store".into(),
        import_source: Some(source),
        ..Default::default()
    };
    let made = cloud.call::<Edge, op::CreateKeyValueStore>(input);
    let describe = cf::DescribeKeyValueStoreInput { name: "store".into() };
    let there = cloud.call::<Edge, op::DescribeKeyValueStore>(describe).is_ok();
    match made {
        Ok(_) => assert!(there),
        Err(why) => {
            let own = matches!(why.code(), "InvalidArgument" | "EntitySizeLimitExceeded");
            assert!(own && !there, "{why:?}");
        }
    }
}
