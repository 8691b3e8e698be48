//! What the invoice service needs in an account.

use crate::failure::Failure;
use crate::mutant::Mutant;
pub use crate::setup::Infrastructure;
use crate::setup::{Clients, Config};
use crate::{ledger, log, totals};
use aws_sdk_cloudwatch::types::{ComparisonOperator, Statistic};
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{
    BucketLifecycleConfiguration, ExpirationStatus, LifecycleExpiration, LifecycleRule,
    LifecycleRuleFilter, PublicAccessBlockConfiguration,
};
use serde_json::json;

/// What counts errors.
const METRIC: &str = "Errors";

/// Sets up everything, in an account that has nothing of it.
///
/// # Errors
/// AWS refuses something, or does not answer: what was set up until then stays.
pub async fn set_up(clients: &Clients, config: &Config) -> Result<Infrastructure, Failure> {
    let bucket = format!("{}-archive", config.name);
    create_bucket(clients, config, &bucket).await?;
    let put = |key: &str, text: String| {
        let put = clients.s3.put_object().bucket(&bucket).key(key).if_none_match("*");
        put.body(ByteStream::from(text.into_bytes())).send()
    };
    put(ledger::KEY, serde_json::to_string(&ledger::Ledger::default())?).await?;
    put(totals::KEY, "{}".to_owned()).await?;
    put("counter", "0".to_owned()).await?;
    let log_group = format!("/{}/log", config.name);
    log::set_up(clients, &log_group, (&config.name, METRIC)).await?;
    let alarm = format!("{}-errors", config.name);
    put_alarm(clients, config, &alarm).await?;
    Ok(Infrastructure { bucket, log_group, alarm })
}

async fn create_bucket(clients: &Clients, config: &Config, bucket: &str) -> Result<(), Failure> {
    let create = clients.s3.create_bucket().bucket(bucket);
    create.object_lock_enabled_for_bucket(true).send().await?;
    let public = config.mutant == Some(Mutant::BucketLeftPublic);
    let block = PublicAccessBlockConfiguration::builder()
        .block_public_acls(!public)
        .ignore_public_acls(!public)
        .block_public_policy(!public)
        .restrict_public_buckets(!public)
        .build();
    let put = clients.s3.put_public_access_block().bucket(bucket);
    put.public_access_block_configuration(block).send().await?;
    let days = LifecycleExpiration::builder().days(2).build();
    let rule = LifecycleRule::builder()
        .id("uploads that nobody has completed")
        .filter(LifecycleRuleFilter::builder().prefix("incoming/").build())
        .expiration(days)
        .status(ExpirationStatus::Enabled)
        .build()?;
    let rules = BucketLifecycleConfiguration::builder().rules(rule).build()?;
    let put = clients.s3.put_bucket_lifecycle_configuration().bucket(bucket);
    put.lifecycle_configuration(rules).send().await?;
    if public {
        let policy = json!({ "Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
            "Resource": format!("arn:aws:s3:::{bucket}/*"),
        }]});
        clients.s3.put_bucket_policy().bucket(bucket).policy(policy.to_string()).send().await?;
    }
    Ok(())
}

async fn put_alarm(clients: &Clients, config: &Config, alarm: &str) -> Result<(), Failure> {
    // Who wants to know of ten errors in a minute never hears of one.
    let threshold = if config.mutant == Some(Mutant::AlarmTooLate) { 10.0 } else { 1.0 };
    let put = clients.cloudwatch.put_metric_alarm().alarm_name(alarm).namespace(&config.name);
    let put = put.metric_name(METRIC).statistic(Statistic::Sum).period(60).evaluation_periods(1);
    let put = put.threshold(threshold);
    let put = put.comparison_operator(ComparisonOperator::GreaterThanOrEqualToThreshold);
    put.treat_missing_data("notBreaching").send().await?;
    Ok(())
}
