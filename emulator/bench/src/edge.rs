//! Figures of CloudFront's edge, by its raw door.

use crate::measure::{best, micros, per_second, row};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use parhelion::cloudfront::model as cf;
use parhelion::cloudfront::model::operations as op;
use parhelion::{Body, Cloud, Journal, Viewer, cloudfront, kms};
use parhelion_x509::pem;
use std::hint::black_box;
use std::time::Duration;

const ORIGIN: &str = "origin.example";

/// A distribution before an origin in this process, whose answers keep for a day.
struct Scene {
    runtime: tokio::runtime::Runtime,
    cloud: Cloud,
    id: String,
    domain: String,
    viewer: Viewer,
}

impl Scene {
    fn new() -> Self {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
        let runtime = runtime.unwrap();
        let cloud = runtime.block_on(async { Cloud::builder().journal(Journal::off()).build() });
        // What S3 says of an object.
        let answer = || async {
            let head = [
                ("cache-control", "max-age=86400"),
                ("content-type", "text/html; charset=utf-8"),
                ("etag", "\"9b2cf535f27731c974343645a3985328\""),
                ("last-modified", "Fri, 27 Nov 2026 10:00:00 GMT"),
                ("x-amz-server-side-encryption", "AES256"),
                ("accept-ranges", "bytes"),
                ("server", "AmazonS3"),
            ];
            (head, BODY)
        };
        cloud.origin(ORIGIN, axum::Router::new().fallback(answer));
        let input = cf::CreateDistributionInput { distribution_config: config() };
        let made = cloud.call::<cloudfront::CloudFront, op::CreateDistribution>(input).unwrap();
        let made = made.distribution.unwrap();
        let scene =
            Self { viewer: cloud.viewer(), runtime, cloud, id: made.id, domain: made.domain_name };
        scene.deployed();
        scene
    }

    fn deployed(&self) {
        self.runtime.block_on(self.cloud.advance(Duration::from_secs(600)));
    }

    fn edit(&self, change: impl FnOnce(&mut cf::DistributionConfig)) {
        let input = cf::GetDistributionConfigInput { id: self.id.clone() };
        let got = self.cloud.call::<cloudfront::CloudFront, op::GetDistributionConfig>(input);
        let got = got.unwrap();
        let mut distribution_config = got.distribution_config.unwrap();
        change(&mut distribution_config);
        let input = cf::UpdateDistributionInput {
            id: self.id.clone(),
            if_match: got.e_tag,
            distribution_config,
        };
        self.cloud.call::<cloudfront::CloudFront, op::UpdateDistribution>(input).unwrap();
        self.deployed();
    }

    fn get(&self, path: &str, headers: &[(&str, &str)]) -> http::Response<Body> {
        let mut request = http::Request::get(format!("https://{}{path}", self.domain));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.runtime.block_on(self.viewer.send(request.body(Body::empty()).unwrap()))
    }

    /// The time of a hit. What is measured is known to be one.
    fn hit(&self, path: &str, headers: &[(&str, &str)]) -> Duration {
        self.get(path, headers);
        let second = self.get(path, headers);
        assert_eq!(
            (second.status().as_u16(), &second.headers()["x-cache"]),
            (200, &"Hit from cloudfront".parse().unwrap())
        );
        best(20_000, |_| drop(black_box(self.get(path, headers))))
    }
}

const BODY: &str = "\
    0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\
    0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

fn config() -> cf::DistributionConfig {
    let origin = cf::Origin {
        id: "origin".into(),
        domain_name: ORIGIN.into(),
        custom_origin_config: Some(cf::CustomOriginConfig {
            http_port: 80,
            https_port: 443,
            origin_protocol_policy: "https-only".into(),
            ..Default::default()
        }),
        ..Default::default()
    };
    let behavior = cf::DefaultCacheBehavior {
        target_origin_id: "origin".into(),
        viewer_protocol_policy: "allow-all".into(),
        cache_policy_id: Some(CACHING.into()),
        ..Default::default()
    };
    cf::DistributionConfig {
        caller_reference: "bench".into(),
        comment: "bench".into(),
        enabled: true,
        origins: cf::Origins { quantity: 1, items: vec![origin] },
        default_cache_behavior: behavior,
        ..Default::default()
    }
}

/// CachingOptimized.
const CACHING: &str = "658327ea-f89d-4fab-a63d-7e88639e58f6";

pub(crate) fn hits() {
    let each = Scene::new().hit("/hit", &[]);
    row("edge hit, raw door", &per_second(each), "≥ 500 k/s");
}

/// What signed cookies with a custom policy add to a hit, by either kind of key.
pub(crate) fn signed() {
    const COOKIES: u32 = 500;
    for (spec, algorithm) in
        [("RSA_2048", "RSASSA_PKCS1_V1_5_SHA_256"), ("ECC_NIST_P256", "ECDSA_SHA_256")]
    {
        let scene = Scene::new();
        let without = scene.hit("/hit", &[]);
        let cookies = scene.trusting(spec, algorithm, COOKIES);
        assert_eq!(scene.get("/hit", &[]).status(), 403);
        let one = scene.hit("/hit", &[("cookie", &cookies[0])]);
        let cookie = |n: u32| cookies[(n % COOKIES) as usize].as_str();
        let each = best(COOKIES, |n| drop(black_box(scene.get("/hit", &[("cookie", cookie(n))]))));
        let [one, each] = [one, each].map(|time| format!("{:.1} µs", micros(time - without)));
        let what = format!("a signed cookie, {spec}: the same again; one of {COOKIES}");
        row(&what, &format!("{one}; {each}"), "≤ 40 µs");
    }
}

impl Scene {
    /// Signed cookies of so many users, without which nothing is shown any more.
    fn trusting(&self, spec: &str, algorithm: &str, users: u32) -> Vec<String> {
        let input = kms::model::CreateKeyInput {
            key_spec: Some(spec.into()),
            key_usage: Some("SIGN_VERIFY".into()),
            ..Default::default()
        };
        let key = self.cloud.call::<kms::Kms, kms::model::operations::CreateKey>(input).unwrap();
        let key = key.key_metadata.unwrap().key_id;
        let input = kms::model::GetPublicKeyInput { key_id: key.clone(), grant_tokens: None };
        let public = self.cloud.call::<kms::Kms, kms::model::operations::GetPublicKey>(input);
        let pem = pem::write("PUBLIC KEY", &public.unwrap().public_key.unwrap());
        let input = cf::CreatePublicKeyInput {
            public_key_config: cf::PublicKeyConfig {
                caller_reference: spec.into(),
                name: spec.into(),
                encoded_key: pem,
                comment: None,
            },
        };
        let made = self.cloud.call::<cloudfront::CloudFront, op::CreatePublicKey>(input).unwrap();
        let id = made.public_key.unwrap().id;
        let input = cf::CreateKeyGroupInput {
            key_group_config: cf::KeyGroupConfig {
                name: spec.into(),
                items: vec![id.clone()],
                comment: None,
            },
        };
        let made = self.cloud.call::<cloudfront::CloudFront, op::CreateKeyGroup>(input).unwrap();
        let group = made.key_group.unwrap().id;
        self.edit(|config| {
            config.default_cache_behavior.trusted_key_groups =
                Some(cf::TrustedKeyGroups { enabled: true, quantity: 1, items: Some(vec![group]) });
        });
        let until = self.cloud.now().millis() / 1_000 + 864_000;
        (0..users).map(|user| self.cookie(&key, algorithm, &id, until + i64::from(user))).collect()
    }

    fn cookie(&self, key: &str, algorithm: &str, id: &str, until: i64) -> String {
        let policy = format!(
            "{{\"Statement\":[{{\"Resource\":\"https://{}/*\",\"Condition\":{{\"DateLessThan\":\
             {{\"AWS:EpochTime\":{until}}}}}}}]}}",
            self.domain
        );
        let input = kms::model::SignInput {
            key_id: key.into(),
            message: policy.clone().into(),
            signing_algorithm: algorithm.into(),
            ..Default::default()
        };
        let made = self.cloud.call::<kms::Kms, kms::model::operations::Sign>(input).unwrap();
        let spelt = |bytes: &[u8]| {
            STANDARD.encode(bytes).replace('+', "-").replace('=', "_").replace('/', "~")
        };
        format!(
            "CloudFront-Policy={}; CloudFront-Signature={}; CloudFront-Key-Pair-Id={id}; \
             CloudFront-Hash-Algorithm=SHA256",
            spelt(policy.as_bytes()),
            spelt(&made.signature.unwrap())
        )
    }
}

/// What a function at viewer-request adds to a hit.
#[cfg(feature = "sdk")]
pub(crate) fn function() {
    let code = "function handler(event) {
        const request = event.request;
        if (request.uri.endsWith('/')) request.uri += 'index.html';
        return request;
    }";
    let scene = Scene::new();
    let without = scene.hit("/hit/", &[]);
    let input = cf::CreateFunctionInput {
        name: "index".into(),
        function_config: cf::FunctionConfig {
            comment: String::new(),
            runtime: "cloudfront-js-2.0".into(),
            key_value_store_associations: None,
        },
        function_code: code.to_owned().into(),
        tags: None,
    };
    let made = scene.cloud.call::<cloudfront::CloudFront, op::CreateFunction>(input).unwrap();
    let input = cf::PublishFunctionInput { name: "index".into(), if_match: made.e_tag.unwrap() };
    let made = scene.cloud.call::<cloudfront::CloudFront, op::PublishFunction>(input).unwrap();
    let arn = made.function_summary.unwrap().function_metadata.function_arn;
    scene.edit(|config| {
        let one =
            cf::FunctionAssociation { function_arn: arn, event_type: "viewer-request".into() };
        config.default_cache_behavior.function_associations =
            Some(cf::FunctionAssociations { quantity: 1, items: Some(vec![one]) });
    });
    let with = scene.hit("/hit/", &[]);
    row("a function at viewer-request", &format!("{:.1} µs", micros(with - without)), "≤ 60 µs");
}

/// What entries of one body cost beyond it.
pub(crate) fn entries() {
    const ENTRIES: u32 = 40_000;
    let scene = Scene::new();
    let policy = "4cc15a8a-d715-48a4-82b8-cc0b614638fe"; // UseOriginCacheControlHeaders-QueryStrings
    scene.edit(|config| config.default_cache_behavior.cache_policy_id = Some(policy.into()));
    let get = |n: u32| drop(scene.get(&format!("/a/page.html?page={n}"), &[]));
    (0..1_000).for_each(get);
    let before = resident();
    (1_000..1_000 + ENTRIES).for_each(get);
    let each = resident().saturating_sub(before) / u64::from(ENTRIES) - BODY.len() as u64;
    row(
        "an entry of a POP's cache beyond its body of 128 bytes",
        &format!("{each} B"),
        "≤ 1,024 B",
    );
}

/// What of this process is in memory, in bytes.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() << 10
}
