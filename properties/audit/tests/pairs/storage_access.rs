//! Who may do what with the bucket.

use super::{Pair, pair};
use crate::shop::BUCKET;
use aws_sdk_s3::types as s3;
use parhelion_audit::document::tls_only;
use serde_json::{Value, json};

fn allow(principal: &Value, action: &str) -> Value {
    json!({
        "Sid": "Wide", "Effect": "Allow", "Principal": principal, "Action": action,
        "Resource": [format!("arn:aws:s3:::{BUCKET}"), format!("arn:aws:s3:::{BUCKET}/*")],
    })
}

async fn with_acls(shop: &crate::shop::Shop) {
    let rule = s3::OwnershipControlsRule::builder();
    let rule = rule.object_ownership(s3::ObjectOwnership::BucketOwnerPreferred).build().unwrap();
    let controls = s3::OwnershipControls::builder().rules(rule).build().unwrap();
    let put = shop.s3.put_bucket_ownership_controls().bucket(BUCKET);
    put.ownership_controls(controls).send().await.unwrap();
    shop.unblock().await;
}

pub(super) fn pairs() -> Vec<Pair> {
    vec![
        pair!("s3-public-access-block", |shop| {
            let block = s3::PublicAccessBlockConfiguration::builder()
                .block_public_acls(true)
                .ignore_public_acls(true)
                .block_public_policy(false)
                .restrict_public_buckets(true)
                .build();
            let put = shop.s3.put_public_access_block().bucket(BUCKET);
            put.public_access_block_configuration(block).send().await.unwrap();
        }),
        pair!("s3-policy-public", |shop| {
            shop.unblock().await;
            shop.policy(json!([tls_only(BUCKET), allow(&json!("*"), "s3:GetObject")])).await;
        }),
        pair!("s3-tls-only", |shop| {
            let own = parhelion_audit::document::distribution_reads(BUCKET, &shop.arn);
            shop.policy(json!([own])).await;
        }),
        pair!("s3-policy-cross-account", |shop| {
            let other = json!({ "AWS": "arn:aws:iam::111122223333:root" });
            shop.policy(json!([allow(&other, "s3:GetObject")])).await;
        }),
        pair!("s3-policy-wildcard", |shop| {
            let own = json!({ "AWS": "arn:aws:iam::123456789012:root" });
            shop.policy(json!([allow(&own, "s3:*")])).await;
        }),
        pair!("s3-acl-public", |shop| {
            with_acls(shop).await;
            let put = shop.s3.put_bucket_acl().bucket(BUCKET).acl(s3::BucketCannedAcl::PublicRead);
            put.send().await.unwrap();
        }),
        pair!("s3-acl-cross-account", |shop| {
            with_acls(shop).await;
            let acl = shop.s3.get_bucket_acl().bucket(BUCKET).send().await.unwrap();
            let other = s3::Grantee::builder().r#type(s3::Type::CanonicalUser).id("0".repeat(64));
            let grant = s3::Grant::builder().grantee(other.build().unwrap());
            let grant = grant.permission(s3::Permission::Read).build();
            let mut grants = acl.grants.unwrap();
            grants.push(grant);
            let policy = s3::AccessControlPolicy::builder().set_owner(acl.owner);
            let policy = policy.set_grants(Some(grants)).build();
            // Whether the account is known is S3's to say; what stands is ours.
            let put = shop.s3.put_bucket_acl().bucket(BUCKET).access_control_policy(policy);
            if put.send().await.is_err() {
                let xml = format!(
                    "<AccessControlPolicy><Owner><ID>a</ID></Owner><AccessControlList><Grant>\
                     <Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
                     xsi:type=\"CanonicalUser\"><ID>{}</ID></Grantee>\
                     <Permission>READ</Permission></Grant></AccessControlList></AccessControlPolicy>",
                    "0".repeat(64)
                );
                shop.canned.insert("/?acl".into(), xml.into_bytes());
            }
        }),
        pair!("s3-acl-disabled", |shop| with_acls(shop).await),
        pair!("s3-website", |shop| {
            let index = s3::IndexDocument::builder().suffix("index.html").build().unwrap();
            let website = s3::WebsiteConfiguration::builder().index_document(index).build();
            let put = shop.s3.put_bucket_website().bucket(BUCKET);
            put.website_configuration(website).send().await.unwrap();
        }),
        pair!("s3-cors-origins", |shop| shop.cors("*").await),
        pair!("s3-cors-plain-http", |shop| shop.cors("http://shop.example").await),
    ]
}
