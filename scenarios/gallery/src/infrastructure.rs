//! What the gallery needs in an account.

use crate::failure::Failure;
use crate::mutant::Mutant;
pub use crate::setup::Infrastructure;
use crate::setup::{Clients, Config};
use crate::{index, log};
use aws_sdk_cloudfront::types as cf;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::PublicAccessBlockConfiguration;
use serde_json::json;

/// AWS's managed cache policy CachingOptimized.
const CACHING_OPTIMIZED: &str = "658327ea-f89d-4fab-a63d-7e88639e58f6";

/// Sets up everything, in an account that has nothing of it.
///
/// # Errors
/// AWS refuses something, or does not answer: what was set up until then stays.
pub async fn set_up(clients: &Clients, config: &Config) -> Result<Infrastructure, Failure> {
    let bucket = format!("{}-media", config.name);
    create_bucket(clients, config, &bucket).await?;
    let (distribution, domain, arn) = create_distribution(clients, config, &bucket).await?;
    put_bucket_policy(clients, config, &bucket, &arn).await?;
    let log_group = format!("/{}/requests", config.name);
    log::set_up(clients, &log_group).await?;
    Ok(Infrastructure { bucket, distribution, domain, log_group })
}

async fn create_bucket(clients: &Clients, config: &Config, bucket: &str) -> Result<(), Failure> {
    clients.s3.create_bucket().bucket(bucket).send().await?;
    let closed = config.mutant != Some(Mutant::BucketLeftPublic);
    let block = PublicAccessBlockConfiguration::builder()
        .block_public_acls(closed)
        .ignore_public_acls(closed)
        .block_public_policy(closed)
        .restrict_public_buckets(closed)
        .build();
    let put = clients.s3.put_public_access_block().bucket(bucket);
    put.public_access_block_configuration(block).send().await?;
    let empty = serde_json::to_vec(&index::Index::default()).unwrap_or_default();
    let put = clients.s3.put_object().bucket(bucket).key(index::KEY).if_none_match("*");
    put.body(ByteStream::from(empty)).send().await?;
    Ok(())
}

/// Its id, its domain and its ARN.
async fn create_distribution(
    clients: &Clients,
    config: &Config,
    bucket: &str,
) -> Result<(String, String, String), Failure> {
    let wanted = cf::OriginAccessControlConfig::builder()
        .name(format!("{}-access", config.name))
        .signing_protocol(cf::OriginAccessControlSigningProtocols::Sigv4)
        .signing_behavior(cf::OriginAccessControlSigningBehaviors::Always)
        .origin_access_control_origin_type(cf::OriginAccessControlOriginTypes::S3)
        .build()?;
    let create = clients.cloudfront.create_origin_access_control();
    let control = create.origin_access_control_config(wanted).send().await?;
    let control = control.origin_access_control.map(|control| control.id).unwrap_or_default();
    let origin = cf::Origin::builder()
        .id("bucket")
        .domain_name(format!("{bucket}.s3.us-east-1.amazonaws.com"))
        .origin_access_control_id(control)
        .s3_origin_config(cf::S3OriginConfig::builder().origin_access_identity("").build())
        .build()?;
    let behavior = cf::DefaultCacheBehavior::builder()
        .target_origin_id("bucket")
        .viewer_protocol_policy(cf::ViewerProtocolPolicy::RedirectToHttps)
        .cache_policy_id(CACHING_OPTIMIZED)
        .compress(true)
        .build()?;
    let wanted = cf::DistributionConfig::builder()
        .caller_reference(&config.name)
        .comment(&config.name)
        .enabled(true)
        .origins(cf::Origins::builder().quantity(1).items(origin).build()?)
        .default_cache_behavior(behavior)
        .build()?;
    let create = clients.cloudfront.create_distribution().distribution_config(wanted);
    let made =
        create.send().await?.distribution.ok_or_else(|| Failure("no distribution".into()))?;
    Ok((made.id, made.domain_name, made.arn))
}

/// Only CloudFront reads, and only what is linked.
async fn put_bucket_policy(
    clients: &Clients,
    config: &Config,
    bucket: &str,
    distribution: &str,
) -> Result<(), Failure> {
    let objects = |folder: &str| format!("arn:aws:s3:::{bucket}/{folder}*");
    let mut statements = vec![json!({
        "Sid": "CloudFrontReads", "Effect": "Allow",
        "Principal": { "Service": "cloudfront.amazonaws.com" },
        "Action": "s3:GetObject",
        "Resource": [objects("photos/"), objects("thumbs/")],
        "Condition": { "StringEquals": { "AWS:SourceArn": distribution } },
    })];
    if config.mutant == Some(Mutant::BucketLeftPublic) {
        statements.push(json!({
            "Sid": "Everybody", "Effect": "Allow", "Principal": "*",
            "Action": "s3:GetObject", "Resource": objects(""),
        }));
    }
    let policy = json!({ "Version": "2012-10-17", "Statement": statements });
    clients.s3.put_bucket_policy().bucket(bucket).policy(policy.to_string()).send().await?;
    Ok(())
}
