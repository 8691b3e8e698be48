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

/// The records, told apart by operation, that the log has of a bucket's requests.
async fn records_of(cloud: &Cloud, s3: &aws_sdk_s3::Client, operations: &[&str]) -> Vec<String> {
    cloud.advance(Duration::from_secs(600)).await;
    let logs = delivered(s3).await.join("\n");
    let wanted = |line: &&str| operations.iter().any(|it| line.contains(&format!(" {it} ")));
    let lines = logs.lines().filter(wanted);
    // From the operation on: what is before is the same in all.
    let tail = |line: &str| line.splitn(8, ' ').nth(7).unwrap_or_default().to_owned();
    lines.map(tail).collect()
}

fn begins(records: &[String], wanted: &[&str]) {
    assert_eq!(records.len(), wanted.len(), "{records:#?}");
    for (record, wanted) in records.iter().zip(wanted) {
        assert!(record.starts_with(wanted), "{wanted} in {records:#?}");
    }
}

/// "The operation listed here is declared as … `BATCH.DELETE.OBJECT`", and for copies two records, one
/// of the source.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html#AdditionalLoggingforCopyOperations>
#[tokio::test(start_paused = true)]
async fn what_a_request_does_besides_has_records_of_its_own() {
    let cloud = Cloud::new();
    let s3 = logging_bucket(&cloud, true).await;
    for key in ["a", "b"] {
        let body = b"meow".to_vec().into();
        s3.put_object().bucket("photos").key(key).body(body).send().await.unwrap();
    }
    let copy = |source: &str| s3.copy_object().bucket("photo-logs").key("c").copy_source(source);
    copy("photos/a").send().await.unwrap();
    copy("photos/none").send().await.unwrap_err();
    copy("nowhere/none").send().await.unwrap_err();
    let upload = s3.create_multipart_upload().bucket("photo-logs").key("u").send().await.unwrap();
    let id = upload.upload_id().unwrap();
    let part = s3.upload_part_copy().bucket("photo-logs").key("u").upload_id(id).part_number(1);
    part.copy_source("photos/b").send().await.unwrap();
    let key = |key: &str| aws_sdk_s3::types::ObjectIdentifier::builder().key(key).build().unwrap();
    let all = aws_sdk_s3::types::Delete::builder().objects(key("a")).objects(key("none"));
    let all = all.quiet(true).build().unwrap();
    s3.delete_objects().bucket("photos").delete(all).send().await.unwrap();
    let operations = [
        "REST.COPY.OBJECT_GET",
        "REST.COPY.PART_GET",
        "BATCH.DELETE.OBJECT",
        "REST.POST.MULTI_OBJECT_DELETE",
    ];
    let records = records_of(&cloud, &s3, &operations).await;
    begins(
        &records,
        &[
            "REST.COPY.OBJECT_GET a \"PUT /c?x-id=CopyObject HTTP/1.1\" 200 - - 4 1 1 \"-\" \"",
            "REST.COPY.OBJECT_GET none \"PUT /c?x-id=CopyObject HTTP/1.1\" 404 NoSuchKey - - 1 1 ",
            "REST.COPY.PART_GET b \"PUT /u?",
            "BATCH.DELETE.OBJECT a - 204 - - 4 - - - - - ",
            "BATCH.DELETE.OBJECT none - 204 - - - - - - - - ",
            "REST.POST.MULTI_OBJECT_DELETE - \"POST /?delete",
        ],
    );
    assert!(records[3].contains(" SigV4 TLS_AES_128_GCM_SHA256 AuthHeader "), "{records:#?}");
}

/// What logs call transitions to each class.
const TRANSITIONS: [(&str, &str); 6] = [
    ("STANDARD_IA", "S3.TRANSITION_SIA.OBJECT"),
    ("ONEZONE_IA", "S3.TRANSITION_ZIA.OBJECT"),
    ("INTELLIGENT_TIERING", "S3.TRANSITION_INT.OBJECT"),
    ("GLACIER_IR", "S3.TRANSITION_GIR.OBJECT"),
    ("GLACIER", "S3.TRANSITION.OBJECT"),
    ("DEEP_ARCHIVE", "S3.TRANSITION_GDA.OBJECT"),
];

/// Keys below a class's name move there; `old` expires after two days, uploads of `up` after one.
fn lifecycle() -> parhelion::s3::model::PutBucketLifecycleConfigurationInput {
    use parhelion::s3::model as s3;
    let rule = |prefix: &str| s3::LifecycleRule {
        id: Some(prefix.into()),
        status: "Enabled".into(),
        filter: Some(s3::LifecycleRuleFilter { prefix: Some(prefix.into()), ..Default::default() }),
        ..Default::default()
    };
    let expiration = Some(s3::LifecycleExpiration { days: Some(2), ..Default::default() });
    let abort = s3::AbortIncompleteMultipartUpload { days_after_initiation: Some(1) };
    let mut rules = vec![
        s3::LifecycleRule { expiration, ..rule("old") },
        s3::LifecycleRule { abort_incomplete_multipart_upload: Some(abort), ..rule("up") },
    ];
    for (class, _) in TRANSITIONS {
        let transition = s3::Transition {
            days: Some(if class.ends_with("IA") { 30 } else { 1 }),
            storage_class: Some(class.into()),
            ..Default::default()
        };
        rules.push(s3::LifecycleRule {
            transitions: Some(vec![transition]),
            ..rule(&format!("{class}/"))
        });
    }
    s3::PutBucketLifecycleConfigurationInput {
        bucket: "photos".into(),
        lifecycle_configuration: Some(s3::BucketLifecycleConfiguration { rules }),
        ..Default::default()
    }
}

/// "If you have logging enabled on your bucket, Amazon S3 server access logs report the results of the
/// following operations."
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-and-other-bucket-config.html#lifecycle-general-considerations-logging>
#[tokio::test(start_paused = true)]
async fn a_lifecycle_is_logged() {
    use parhelion::s3::model as s3;
    use parhelion::s3::model::operations as op;
    let cloud = Cloud::new();
    let client = logging_bucket(&cloud, true).await;
    cloud.call::<parhelion::s3::S3, op::PutBucketLifecycleConfiguration>(lifecycle()).unwrap();
    let keys = TRANSITIONS.map(|(class, _)| format!("{class}/k"));
    for key in keys.iter().map(String::as_str).chain(["old"]) {
        let body = vec![b'x'; 200_000].into();
        client.put_object().bucket("photos").key(key).body(body).send().await.unwrap();
    }
    client.create_multipart_upload().bucket("photos").key("up").send().await.unwrap();
    cloud.advance(Duration::from_secs(5 * 86_400)).await;
    // The same key once more, now with versions.
    let versions = s3::PutBucketVersioningInput {
        bucket: "photos".into(),
        versioning_configuration: s3::VersioningConfiguration {
            status: Some("Enabled".into()),
            ..Default::default()
        },
        ..Default::default()
    };
    cloud.call::<parhelion::s3::S3, op::PutBucketVersioning>(versions).unwrap();
    client.put_object().bucket("photos").key("old").body(vec![1].into()).send().await.unwrap();
    cloud.advance(Duration::from_secs(40 * 86_400)).await;
    let mut wanted = TRANSITIONS
        .map(|(_, operation)| operation)
        .into_iter()
        .zip(keys.iter().map(String::as_str))
        .collect::<Vec<_>>();
    wanted.extend([("S3.EXPIRE.OBJECT", "old"), ("S3.CREATE.DELETEMARKER", "old")]);
    wanted.push(("S3.DELETE.UPLOAD", "up"));
    let operations: Vec<&str> = wanted.iter().map(|(operation, _)| *operation).collect();
    let records = records_of(&cloud, &client, &operations).await;
    for (operation, key) in &wanted {
        let found = records.iter().any(|it| it.starts_with(&format!("{operation} {key} ")));
        assert!(found, "{operation} {key} in {records:#?}");
    }
    let expired = records.iter().find(|it| it.starts_with("S3.EXPIRE.OBJECT old")).unwrap();
    assert!(expired.starts_with("S3.EXPIRE.OBJECT old - - - - 200000 - - - - "), "{expired}");
    let logs = delivered(&client).await.join("\n");
    let line = logs.lines().find(|line| line.contains(" S3.EXPIRE.OBJECT ")).unwrap();
    assert!(line.contains(" +0000] - AmazonS3 "), "{line}");
}

/// `WEBSITE.HTTP_method.resource_type`
#[tokio::test(start_paused = true)]
async fn requests_to_a_website_are_logged_as_such() {
    use parhelion::s3::model as s3;
    use parhelion::s3::model::operations as op;
    let cloud = Cloud::new();
    let client = logging_bucket(&cloud, true).await;
    let site = s3::PutBucketWebsiteInput {
        bucket: "photos".into(),
        website_configuration: s3::WebsiteConfiguration {
            index_document: Some(s3::IndexDocument { suffix: "index.html".into() }),
            ..Default::default()
        },
        ..Default::default()
    };
    cloud.call::<parhelion::s3::S3, op::PutBucketWebsite>(site).unwrap();
    for (method, path) in [("GET", "/"), ("HEAD", "/cats/"), ("GET", "/a%20cat"), ("PUT", "/x")] {
        let request = http::Request::builder()
            .method(method)
            .uri(path)
            .header("host", "photos.s3-website-us-east-1.amazonaws.com")
            .body(parhelion::wire::Body::empty());
        cloud.handle(request.unwrap()).unwrap();
    }
    let all = ["WEBSITE.GET.OBJECT", "WEBSITE.HEAD.OBJECT", "WEBSITE.PUT.OBJECT"];
    let records = records_of(&cloud, &client, &all).await;
    begins(
        &records,
        &[
            "WEBSITE.GET.OBJECT index.html \"GET / HTTP/1.1\" 403 AccessDenied ",
            "WEBSITE.HEAD.OBJECT cats/index.html \"HEAD /cats/ HTTP/1.1\" 403 - - ",
            "WEBSITE.GET.OBJECT a%20cat \"GET /a%20cat HTTP/1.1\" 403 AccessDenied ",
            "WEBSITE.PUT.OBJECT x \"PUT /x HTTP/1.1\" 405 MethodNotAllowed ",
        ],
    );
}
