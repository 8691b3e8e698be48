//! S3-7.12, S3-7.14, S3-7.18: encryption by customers' keys, and configurations that are kept.

use crate::support::*;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use parhelion_wire::Body;
use parhelion_wire::checksum::{Algorithm, digests};

const KEY: &str = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
const OTHER_KEY: &str = "MTEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

/// What goes with a key in base64.
fn md5_of(key: &str) -> String {
    let bytes = STANDARD.decode(key).unwrap();
    let found = digests(&Body::from(bytes), &[Algorithm::Md5]).unwrap();
    found.get(Algorithm::Md5).unwrap().base64()
}

/// With SSE-C allowed.
fn customers() -> Cloud {
    let mut cloud = Cloud::with_bucket();
    cloud
        .call::<PutBucketEncryption>(PutBucketEncryptionInput {
            bucket: BUCKET.into(),
            server_side_encryption_configuration: ServerSideEncryptionConfiguration {
                rules: vec![ServerSideEncryptionRule {
                    blocked_encryption_types: Some(BlockedEncryptionTypes {
                        encryption_type: Some(vec!["NONE".into()]),
                    }),
                    ..Default::default()
                }],
            },
            ..Default::default()
        })
        .unwrap();
    cloud
}

fn encrypted(key: &str) -> PutObjectInput {
    PutObjectInput {
        sse_customer_algorithm: Some("AES256".into()),
        sse_customer_key: Some(key.into()),
        sse_customer_key_md5: Some(md5_of(key)),
        ..put("k", "secret")
    }
}

#[test]
fn s3_7_12_t47_customers_keys() {
    let mut cloud = customers();
    let made = cloud.call::<PutObject>(encrypted(KEY)).unwrap();
    assert_eq!(made.server_side_encryption, None, "S3-3.1(a)");
    assert!(made.sse_customer_key_md5.is_some());
    is(cloud.get("k"), 400, "InvalidRequest"); // (f)
    let with = |key: &str| GetObjectInput {
        sse_customer_algorithm: Some("AES256".into()),
        sse_customer_key: Some(key.into()),
        sse_customer_key_md5: Some(md5_of(key)),
        ..get("k")
    };
    is(cloud.call::<GetObject>(with(OTHER_KEY)), 403, "AccessDenied"); // (g)
    let got = cloud.call::<GetObject>(with(KEY)).unwrap();
    assert_eq!(got.sse_customer_key_md5, made.sse_customer_key_md5);
    cloud.put("plain", "x").unwrap();
    is(
        cloud.call::<GetObject>(GetObjectInput { key: "plain".into(), ..with(KEY) }),
        400,
        "InvalidRequest",
    ); // (h)
    assert_eq!(cloud.keys(), ["k", "plain"]);
    let mut code = |f: fn(&mut PutObjectInput)| {
        let mut input = encrypted(KEY);
        f(&mut input);
        fault(cloud.call::<PutObject>(input)).1
    };
    assert_eq!(code(|i| i.sse_customer_algorithm = None), "InvalidArgument", "(a)");
    assert_eq!(code(|i| i.sse_customer_key = None), "InvalidArgument", "(b)");
    assert_eq!(code(|i| i.sse_customer_key = Some("eA==".into())), "InvalidArgument", "(c)");
    assert_eq!(code(|i| i.sse_customer_key_md5 = None), "InvalidArgument", "(c)");
    assert_eq!(code(|i| i.sse_customer_key_md5 = Some("x".into())), "InvalidArgument", "(d)");
    assert_eq!(
        code(|i| i.server_side_encryption = Some("AES256".into())),
        "InvalidArgument",
        "(e)"
    );
    assert_eq!(
        code(|i| i.sse_customer_algorithm = Some("DES".into())),
        "InvalidEncryptionAlgorithmError",
        "S3-7.10(d)"
    );
    let copied = CopyObjectInput {
        copy_source_sse_customer_algorithm: Some("AES256".into()),
        copy_source_sse_customer_key: Some(KEY.into()),
        copy_source_sse_customer_key_md5: Some(md5_of(KEY)),
        ..copy("k", "c")
    };
    is(cloud.copy("k", "c"), 400, "InvalidRequest"); // S3-3.19(k)
    cloud.call::<CopyObject>(copied).unwrap();
    assert_eq!(cloud.read("c").unwrap(), "secret");
    cloud.delete("k").unwrap();
}

#[test]
fn s3_7_18_a_requester_pays() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("k", "x").unwrap();
    cloud.statements(
        r#"{"Effect":"Allow","Principal":"*","Action":["s3:GetObject"],"Resource":"arn:aws:s3:::photos/*"}"#,
    );
    let payer = |payer: &str| PutBucketRequestPaymentInput {
        bucket: BUCKET.into(),
        request_payment_configuration: RequestPaymentConfiguration { payer: payer.into() },
        ..Default::default()
    };
    is(cloud.call::<PutBucketRequestPayment>(payer("Nobody")), 400, "MalformedXML");
    cloud.call::<PutBucketRequestPayment>(payer("Requester")).unwrap();
    let get = GetBucketRequestPaymentInput { bucket: BUCKET.into(), ..Default::default() };
    let shown = cloud.call::<GetBucketRequestPayment>(get).unwrap().payer;
    assert_eq!(shown.as_deref(), Some("Requester"));
    assert!(cloud.get("k").is_ok());
    is(cloud.by(root(OTHER)).get("k"), 403, "AccessDenied");
    cloud.request.headers.insert("x-amz-request-payer", "requester".parse().unwrap());
    assert!(cloud.get("k").is_ok());
}

#[test]
fn s3_7_18_b_acceleration_and_s3_7_14_logging() {
    let mut cloud = Cloud::with_bucket();
    cloud.create("my.dots").unwrap();
    let put = |bucket: &str, status: &str| PutBucketAccelerateConfigurationInput {
        bucket: bucket.into(),
        accelerate_configuration: AccelerateConfiguration { status: Some(status.into()) },
        ..Default::default()
    };
    is(
        cloud.call::<PutBucketAccelerateConfiguration>(put("my.dots", "Enabled")),
        400,
        "InvalidRequest",
    );
    is(cloud.call::<PutBucketAccelerateConfiguration>(put(BUCKET, "On")), 400, "MalformedXML");
    let get =
        || GetBucketAccelerateConfigurationInput { bucket: BUCKET.into(), ..Default::default() };
    let unset = cloud.call::<GetBucketAccelerateConfiguration>(get()).unwrap();
    assert_eq!(unset.status, None, "never set");
    cloud.call::<PutBucketAccelerateConfiguration>(put(BUCKET, "Suspended")).unwrap();
    let shown = cloud.call::<GetBucketAccelerateConfiguration>(get()).unwrap();
    assert_eq!(shown.status.as_deref(), Some("Suspended"));
    let log = |target: &str| PutBucketLoggingInput {
        bucket: BUCKET.into(),
        bucket_logging_status: BucketLoggingStatus {
            logging_enabled: Some(LoggingEnabled {
                target_bucket: target.into(),
                target_prefix: "log/".into(),
                ..Default::default()
            }),
        },
        ..Default::default()
    };
    is(cloud.call::<PutBucketLogging>(log("nowhere")), 400, "InvalidTargetBucketForLogging");
    cloud.call::<PutBucketLogging>(log("my.dots")).unwrap();
    let get = GetBucketLoggingInput { bucket: BUCKET.into(), ..Default::default() };
    let shown = cloud.call::<GetBucketLogging>(get).unwrap().logging_enabled.unwrap();
    assert_eq!(shown.target_prefix, "log/");
}

#[test]
fn s3_7_18_c_configurations_by_id() {
    let mut cloud = Cloud::with_bucket();
    let put = |query: &str, own: &str| PutBucketMetricsConfigurationInput {
        bucket: BUCKET.into(),
        id: query.into(),
        metrics_configuration: MetricsConfiguration { id: own.into(), filter: None },
        ..Default::default()
    };
    is(cloud.call::<PutBucketMetricsConfiguration>(put("a", "b")), 400, "IdMismatch");
    for at in 0..101 {
        let id = format!("m{at:03}");
        cloud.call::<PutBucketMetricsConfiguration>(put(&id, &id)).unwrap();
    }
    let list = ListBucketMetricsConfigurationsInput { bucket: BUCKET.into(), ..Default::default() };
    let page = cloud.call::<ListBucketMetricsConfigurations>(list.clone()).unwrap();
    assert_eq!(page.metrics_configuration_list.unwrap().len(), 100);
    let rest = ListBucketMetricsConfigurationsInput {
        continuation_token: page.next_continuation_token,
        ..list
    };
    let page = cloud.call::<ListBucketMetricsConfigurations>(rest).unwrap();
    assert_eq!(
        (page.metrics_configuration_list.unwrap().len(), page.is_truncated),
        (1, Some(false))
    );
    let get = |id: &str| GetBucketMetricsConfigurationInput {
        bucket: BUCKET.into(),
        id: id.into(),
        ..Default::default()
    };
    assert!(cloud.call::<GetBucketMetricsConfiguration>(get("m000")).is_ok());
    is(cloud.call::<GetBucketMetricsConfiguration>(get("x")), 404, "NoSuchConfiguration");
    let delete = DeleteBucketMetricsConfigurationInput {
        bucket: BUCKET.into(),
        id: "x".into(),
        ..Default::default()
    };
    is(cloud.call::<DeleteBucketMetricsConfiguration>(delete), 404, "NoSuchConfiguration");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAbac.html>
#[test]
fn s3_3_18_m_attribute_based_access_control() {
    let mut cloud = Cloud::with_bucket();
    let status = |cloud: &mut Cloud| {
        let get = GetBucketAbacInput { bucket: BUCKET.into(), ..Default::default() };
        cloud.call::<GetBucketAbac>(get).unwrap().abac_status.unwrap().status.unwrap()
    };
    let put = |status: &str| PutBucketAbacInput {
        bucket: BUCKET.into(),
        abac_status: AbacStatus { status: Some(status.into()) },
        ..Default::default()
    };
    assert_eq!(status(&mut cloud), "Disabled", "for all general purpose buckets");
    is(cloud.call::<PutBucketAbac>(put("On")), 400, "MalformedXML");
    cloud.call::<PutBucketAbac>(put("Enabled")).unwrap();
    assert_eq!(status(&mut cloud), "Enabled");
    let bucket = || BUCKET.to_owned();
    let tag = |cloud: &mut Cloud| {
        let tag_set = vec![Tag { key: "team".into(), value: "blue".into() }];
        let tagging = Tagging { tag_set };
        let input = PutBucketTaggingInput { bucket: bucket(), tagging, ..Default::default() };
        cloud.call::<PutBucketTagging>(input)
    };
    let untag = |cloud: &mut Cloud| {
        let input = DeleteBucketTaggingInput { bucket: bucket(), ..Default::default() };
        cloud.call::<DeleteBucketTagging>(input)
    };
    is(tag(&mut cloud), 405, "MethodNotAllowed");
    is(untag(&mut cloud), 405, "MethodNotAllowed");
    let get = GetBucketTaggingInput { bucket: bucket(), ..Default::default() };
    is(cloud.call::<GetBucketTagging>(get), 404, "NoSuchTagSet");
    cloud.call::<PutBucketAbac>(put("Disabled")).unwrap();
    tag(&mut cloud).unwrap();
    untag(&mut cloud).unwrap();
    assert_eq!(status(&mut cloud), "Disabled");
    let mut other = cloud.clone();
    is(other.by(root(OTHER)).call::<PutBucketAbac>(put("Enabled")), 403, "AccessDenied");
}

#[test]
fn s3_3_25_another_key_without_rewriting() {
    let mut cloud = customers();
    let arn = cloud.make_key("1234abcd-12ab-34cd-56ef-1234567890ab");
    let update = |key: &str, arn: &str| UpdateObjectEncryptionInput {
        bucket: BUCKET.into(),
        key: key.into(),
        object_encryption: ObjectEncryption::SSEKMS(SSEKMSEncryption {
            kms_key_arn: arn.into(),
            bucket_key_enabled: Some(true),
        }),
        ..Default::default()
    };
    cloud.put("k", "x").unwrap();
    let before = cloud.head("k").unwrap();
    assert_eq!(before.server_side_encryption.as_deref(), Some("AES256"));
    cloud.advance(60);
    is(cloud.call::<UpdateObjectEncryption>(update("absent", &arn)), 404, "NoSuchKey");
    for wrong in ["alias/mine", &arn.replace(OWNER, OTHER)] {
        is(cloud.call::<UpdateObjectEncryption>(update("k", wrong)), 400, "InvalidRequest");
    }
    cloud.call::<UpdateObjectEncryption>(update("k", &arn)).unwrap();
    let after = cloud.head("k").unwrap();
    assert_eq!(after.server_side_encryption.as_deref(), Some("aws:kms"));
    assert_eq!(after.sse_kms_key_id.as_deref(), Some(&*arn));
    assert_eq!(after.bucket_key_enabled, Some(true));
    assert_eq!((after.e_tag, after.last_modified), (before.e_tag, before.last_modified));
    assert_eq!(cloud.read("k").unwrap(), "x");
    let own = PutObjectInput { key: "own".into(), ..encrypted(KEY) };
    cloud.call::<PutObject>(own).unwrap();
    is(cloud.call::<UpdateObjectEncryption>(update("own", &arn)), 400, "InvalidRequest");
}

/// Where there is no KMS, keys are taken at their names.
#[test]
fn s3_7_10_b_names_of_keys_without_kms() {
    let mut cloud = Cloud::without_others();
    let arn = "arn:aws:kms:us-east-1:123456789012:key/1234";
    for name in ["1234", arn] {
        let written = cloud.call::<PutObject>(PutObjectInput {
            server_side_encryption: Some("aws:kms".into()),
            sse_kms_key_id: Some(name.into()),
            ..put("k", "x")
        });
        assert_eq!(written.unwrap().sse_kms_key_id.as_deref(), Some(arn));
        assert_eq!(cloud.read("k").unwrap(), "x");
    }
}
