//! Server access logs arrive in the target bucket, on the virtual clock (S3-7.14).

use aws_sdk_s3::types::{BucketLoggingStatus, LoggingEnabled};
use parhelion::{Adversary, Cloud};
use std::time::Duration;

async fn logging_bucket(cloud: &Cloud, policy: bool) -> aws_sdk_s3::Client {
    let s3 = aws_sdk_s3::Client::new(&cloud.sdk_config());
    for bucket in ["photos", "photo-logs"] {
        s3.create_bucket().bucket(bucket).send().await.unwrap();
    }
    if policy {
        let text = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
            "Principal":{"Service":"logging.s3.amazonaws.com"},"Action":"s3:PutObject",
            "Resource":"arn:aws:s3:::photo-logs/web/*",
            "Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::photos"}}}]}"#;
        s3.put_bucket_policy().bucket("photo-logs").policy(text).send().await.unwrap();
    }
    let to = LoggingEnabled::builder().target_bucket("photo-logs").target_prefix("web/");
    let status = BucketLoggingStatus::builder().logging_enabled(to.build().unwrap()).build();
    s3.put_bucket_logging().bucket("photos").bucket_logging_status(status).send().await.unwrap();
    s3
}

async fn delivered(s3: &aws_sdk_s3::Client) -> Vec<String> {
    let mut texts = Vec::new();
    let page = s3.list_objects_v2().bucket("photo-logs").send().await.unwrap();
    for key in page.contents().iter().filter_map(|object| object.key()) {
        let log = s3.get_object().bucket("photo-logs").key(key).send().await.unwrap();
        let text = log.body.collect().await.unwrap().into_bytes();
        texts.push(format!("{key}\n{}", String::from_utf8_lossy(&text)));
    }
    texts
}

#[tokio::test(start_paused = true)]
async fn requests_become_records() {
    let cloud = Cloud::new();
    let s3 = logging_bucket(&cloud, true).await;
    let body = b"meow".to_vec().into();
    s3.put_object().bucket("photos").key("a cat").body(body).send().await.unwrap();
    s3.get_object().bucket("photos").key("a cat").send().await.unwrap();
    s3.get_object().bucket("photos").key("none").send().await.unwrap_err();
    assert!(delivered(&s3).await.is_empty(), "nothing is delivered at once");
    cloud.advance(Duration::from_secs(600)).await;
    let logs = delivered(&s3).await;
    let [log] = logs.as_slice() else { panic!("{logs:?}") };
    assert!(log.starts_with("web/2026-01-01-00-05-00-"), "{log}");
    let records: Vec<&str> = log.lines().skip(1).collect();
    for (record, parts) in records[records.len() - 3..].iter().zip([
        [
            " photos [01/Jan/2026:00:00:00 +0000] ",
            " REST.PUT.OBJECT a%20cat \"PUT /a%20cat",
            " 200 - - 4 ",
        ],
        [" photos ", " REST.GET.OBJECT a%20cat ", " 200 - 4 4 "],
        [" photos ", " REST.GET.OBJECT none ", " 404 NoSuchKey "],
    ]) {
        for part in parts {
            assert!(record.contains(part), "{part} in {record}");
        }
        assert!(record.contains(" SigV4 TLS_AES_128_GCM_SHA256 AuthHeader "), "{record}");
    }
}

/// A target that does not let the logging service write gets nothing.
#[tokio::test(start_paused = true)]
async fn the_target_decides() {
    let cloud = Cloud::new();
    let s3 = logging_bucket(&cloud, false).await;
    s3.get_object().bucket("photos").key("none").send().await.unwrap_err();
    cloud.advance(Duration::from_secs(600)).await;
    assert!(delivered(&s3).await.is_empty());
}

/// S3-9.4(A21): records may be lost, and come late.
#[tokio::test(start_paused = true)]
async fn delivery_is_best_effort() {
    for (point, after, expected) in [
        ("s3.access-log-late", 600, false),
        ("s3.access-log-late", 11_200, true),
        ("s3.access-log-lost", 11_200, false),
    ] {
        let cloud = Cloud::new();
        cloud.set_adversary(Adversary::random_at(0, 1.0, [point.to_owned()].into()));
        let s3 = logging_bucket(&cloud, true).await;
        s3.get_object().bucket("photos").key("none").send().await.unwrap_err();
        cloud.heal();
        cloud.advance(Duration::from_secs(after)).await;
        let got = delivered(&s3).await.iter().any(|log| log.contains("NoSuchKey"));
        assert_eq!(got, expected, "{point}");
    }
}

/// "The destination bucket must not have an S3 Object Lock default retention period configuration … must
/// also not have Requester Pays enabled", and SSE-KMS is not supported there: such a bucket can be named,
/// and nothing arrives.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html>,
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshooting-server-access-logging.html>
#[tokio::test(start_paused = true)]
async fn some_buckets_take_no_logs() {
    use parhelion::s3::model as s3;
    use parhelion::s3::model::operations as op;
    type Change = fn(&Cloud);
    let bucket = || "photo-logs".to_owned();
    let lock: Change = |cloud| {
        let bucket = "photo-logs".to_owned();
        let status =
            s3::VersioningConfiguration { status: Some("Enabled".into()), ..Default::default() };
        let versions = s3::PutBucketVersioningInput {
            bucket: bucket.clone(),
            versioning_configuration: status,
            ..Default::default()
        };
        cloud.call::<parhelion::s3::S3, op::PutBucketVersioning>(versions).unwrap();
        let retention =
            s3::DefaultRetention { mode: Some("GOVERNANCE".into()), days: Some(1), years: None };
        let lock = s3::ObjectLockConfiguration {
            object_lock_enabled: Some("Enabled".into()),
            rule: Some(s3::ObjectLockRule { default_retention: Some(retention) }),
        };
        let put = s3::PutObjectLockConfigurationInput {
            bucket,
            object_lock_configuration: Some(lock),
            ..Default::default()
        };
        cloud.call::<parhelion::s3::S3, op::PutObjectLockConfiguration>(put).unwrap();
    };
    let payer: Change = |cloud| {
        let put = s3::PutBucketRequestPaymentInput {
            bucket: "photo-logs".to_owned(),
            request_payment_configuration: s3::RequestPaymentConfiguration {
                payer: "Requester".into(),
            },
            ..Default::default()
        };
        cloud.call::<parhelion::s3::S3, op::PutBucketRequestPayment>(put).unwrap();
    };
    let by_kms: Change = |cloud| {
        let by = s3::ServerSideEncryptionByDefault {
            sse_algorithm: "aws:kms".into(),
            kms_master_key_id: None,
        };
        let rule = s3::ServerSideEncryptionRule {
            apply_server_side_encryption_by_default: Some(by),
            ..Default::default()
        };
        let put = s3::PutBucketEncryptionInput {
            bucket: "photo-logs".to_owned(),
            server_side_encryption_configuration: s3::ServerSideEncryptionConfiguration {
                rules: vec![rule],
            },
            ..Default::default()
        };
        cloud.call::<parhelion::s3::S3, op::PutBucketEncryption>(put).unwrap();
    };
    for change in [lock, payer, by_kms] {
        let cloud = Cloud::new();
        let s3 = logging_bucket(&cloud, true).await;
        change(&cloud);
        let status = s3.get_bucket_logging().bucket("photos").send().await.unwrap();
        assert_eq!(status.logging_enabled().unwrap().target_bucket(), bucket());
        s3.get_object().bucket("photos").key("none").send().await.unwrap_err();
        cloud.advance(Duration::from_secs(600)).await;
        assert!(delivered(&s3).await.is_empty());
    }
}
