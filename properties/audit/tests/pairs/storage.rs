//! How objects are kept, and who is told.

use super::{Pair, pair};
use crate::shop::{BUCKET, Shop};
use aws_sdk_s3::types as s3;
use parhelion::kms;

async fn versioning(shop: &Shop, status: s3::BucketVersioningStatus) {
    let versioning = s3::VersioningConfiguration::builder().status(status).build();
    let put = shop.s3.put_bucket_versioning().bucket(BUCKET);
    put.versioning_configuration(versioning).send().await.unwrap();
}

/// A bucket with object lock, in the scope.
async fn locked(shop: &mut Shop, by_default: bool) {
    let create = shop.s3.create_bucket().bucket("shop-locked");
    create.object_lock_enabled_for_bucket(true).send().await.unwrap();
    if by_default {
        let retention = s3::DefaultRetention::builder().days(1);
        let retention = retention.mode(s3::ObjectLockRetentionMode::Governance).build();
        let rule = s3::ObjectLockRule::builder().default_retention(retention).build();
        let config = s3::ObjectLockConfiguration::builder().rule(rule);
        let config = config.object_lock_enabled(s3::ObjectLockEnabled::Enabled).build();
        let put = shop.s3.put_object_lock_configuration().bucket("shop-locked");
        put.object_lock_configuration(config).send().await.unwrap();
    }
    shop.scope.add(parhelion_audit::scene::Kind::Bucket, "shop-locked");
    shop.options.locked.push("shop-locked".to_owned());
}

async fn log_to(shop: &Shop, target: Option<&str>) {
    let enabled = target.map(|target| {
        let enabled = s3::LoggingEnabled::builder().target_bucket(target).target_prefix("l/");
        enabled.build().unwrap()
    });
    let status = s3::BucketLoggingStatus::builder().set_logging_enabled(enabled).build();
    let put = shop.s3.put_bucket_logging().bucket(BUCKET).bucket_logging_status(status);
    put.send().await.unwrap();
}

pub(super) fn pairs() -> Vec<Pair> {
    let mut all = keys();
    all.extend(kept());
    all.extend(told());
    all
}

fn keys() -> Vec<Pair> {
    vec![
        pair!("s3-encryption-kms", |shop| shop.encrypt(None, false, true).await),
        pair!("s3-encryption-key-usable", |shop| {
            let input = kms::model::DisableKeyInput { key_id: shop.key.clone() };
            shop.cloud.call::<kms::Kms, kms::model::operations::DisableKey>(input).unwrap();
        }),
        pair!("s3-bucket-key", |shop| shop.encrypt(Some(&shop.key), false, true).await),
        pair!("s3-customer-keys", |shop| shop.encrypt(Some(&shop.key), true, false).await),
    ]
}

fn kept() -> Vec<Pair> {
    vec![
        pair!("s3-versioning", |shop| {
            versioning(shop, s3::BucketVersioningStatus::Suspended).await;
        }),
        pair!(
            "s3-mfa-delete",
            passes | shop | {
                let xml = "<VersioningConfiguration><Status>Enabled</Status>\
                    <MfaDelete>Enabled</MfaDelete></VersioningConfiguration>";
                shop.canned.insert("/?versioning".into(), xml.into());
            },
            fails | _shop | ()
        ),
        pair!(
            "s3-object-lock",
            passes | shop | locked(shop, true).await,
            fails | shop | locked(shop, false).await
        ),
        pair!("s3-lifecycle-noncurrent", |shop| shop.lifecycle(false, true).await),
        pair!("s3-lifecycle-multipart", |shop| shop.lifecycle(true, false).await),
        pair!("s3-stale-uploads", |shop| {
            // No rule that would abort it.
            shop.lifecycle(true, false).await;
            let create = shop.s3.create_multipart_upload().bucket(BUCKET).key("half");
            create.send().await.unwrap();
            shop.days(8).await;
        }),
        pair!("s3-empty", |shop| {
            let delete = shop.s3.delete_object().bucket(BUCKET).key("assets/app.css");
            delete.send().await.unwrap();
        }),
    ]
}

fn told() -> Vec<Pair> {
    vec![
        pair!("s3-access-logging", |shop| log_to(shop, None).await),
        pair!("s3-log-target", |shop| {
            shop.policy(serde_json::json!([{
                "Effect": "Allow", "Principal": { "Service": "logging.s3.amazonaws.com" },
                "Action": "s3:PutObject", "Resource": format!("arn:aws:s3:::{BUCKET}/*"),
            }]))
            .await;
            log_to(shop, Some(BUCKET)).await;
        }),
        pair!("s3-notification-targets", |shop| {
            use parhelion::sqs::{Sqs, model};
            let url =
                model::GetQueueUrlInput { queue_name: "uploads".into(), ..Default::default() };
            let url = shop.cloud.call::<Sqs, model::operations::GetQueueUrl>(url).unwrap();
            let delete = model::DeleteQueueInput { queue_url: url.queue_url.unwrap() };
            shop.cloud.call::<Sqs, model::operations::DeleteQueue>(delete).unwrap();
            shop.days(1).await;
        }),
    ]
}
