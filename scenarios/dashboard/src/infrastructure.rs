//! What the application needs in an account. Setting up twice changes nothing.

use crate::{Clients, Config, Failure, Mutant};
use aws_sdk_cloudfront::error::ProvideErrorMetadata;
use aws_sdk_cloudfront::types as cf;
use aws_sdk_cloudwatch::types::{ComparisonOperator, Dimension, Statistic};
use aws_sdk_s3::types as s3;
use serde_json::json;

/// AWS's managed cache policy CachingOptimized: min 1 s, default 1 day, gzip and brotli.
const CACHING_OPTIMIZED: &str = "658327ea-f89d-4fab-a63d-7e88639e58f6";
/// How long production logs are kept, in days.
pub const RETENTION_DAYS: i32 = 30;

/// The names that set-up ended with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Infrastructure {
    /// The bucket of uploads (`uploads/…`) and assets (`assets/…`).
    pub bucket: String,
    /// The distribution's id.
    pub distribution: String,
    /// `d….cloudfront.net`.
    pub domain: String,
    /// The log group of production log lines.
    pub log_group: String,
    /// This application's stream in it.
    pub log_stream: String,
    /// The alarm's name.
    pub alarm: String,
}

/// Sets up everything; what is there already is taken as it is.
///
/// # Errors
/// AWS refuses something, or does not answer: what was set up until then stays.
pub async fn set_up(clients: &Clients, config: &Config) -> Result<Infrastructure, Failure> {
    let bucket = create_bucket(clients, config).await?;
    let access_control = create_access_control(clients, config).await?;
    let distribution = create_distribution(clients, config, &bucket, &access_control).await?;
    put_bucket_policy(clients, config, &bucket, &distribution.arn).await?;
    let log_group = create_log_group(clients, config).await?;
    let log_stream = create_log_stream(clients, &log_group).await?;
    let alarm = put_dashboard_and_alarm(clients, config).await?;
    Ok(Infrastructure {
        bucket,
        distribution: distribution.id,
        domain: distribution.domain_name,
        log_group,
        log_stream,
        alarm,
    })
}

async fn create_bucket(clients: &Clients, config: &Config) -> Result<String, Failure> {
    let bucket = format!("{}-files", config.name);
    let mut create = clients.s3.create_bucket().bucket(&bucket);
    if config.region != "us-east-1" {
        let region = s3::BucketLocationConstraint::from(config.region.as_str());
        let location = s3::CreateBucketConfiguration::builder().location_constraint(region).build();
        create = create.create_bucket_configuration(location);
    }
    match create.send().await {
        Ok(_) => {}
        Err(error) if error.code() == Some("BucketAlreadyOwnedByYou") => {}
        Err(error) => return Err(error.into()),
    }
    let closed = !config.has(Mutant::BucketLeftPublic);
    let block = s3::PublicAccessBlockConfiguration::builder()
        .block_public_acls(closed)
        .ignore_public_acls(closed)
        .block_public_policy(closed)
        .restrict_public_buckets(closed)
        .build();
    let put = clients.s3.put_public_access_block().bucket(&bucket);
    put.public_access_block_configuration(block).send().await?;
    let everybody = config.has(Mutant::CorsForEverybody);
    let rule = s3::CorsRule::builder()
        .allowed_origins(if everybody { "*" } else { &config.allowed_origin })
        .allowed_methods("GET")
        .allowed_methods("PUT")
        .allowed_headers("*")
        .expose_headers("ETag")
        .max_age_seconds(3000)
        .build()?;
    let cors = s3::CorsConfiguration::builder().cors_rules(rule).build()?;
    clients.s3.put_bucket_cors().bucket(&bucket).cors_configuration(cors).send().await?;
    Ok(bucket)
}

async fn create_access_control(clients: &Clients, config: &Config) -> Result<String, Failure> {
    let name = format!("{}-access", config.name);
    let wanted = cf::OriginAccessControlConfig::builder()
        .name(&name)
        .signing_protocol(cf::OriginAccessControlSigningProtocols::Sigv4)
        .signing_behavior(cf::OriginAccessControlSigningBehaviors::Always)
        .origin_access_control_origin_type(cf::OriginAccessControlOriginTypes::S3)
        .build()?;
    let create = clients.cloudfront.create_origin_access_control();
    match create.origin_access_control_config(wanted).send().await {
        Ok(created) => {
            let created = created.origin_access_control;
            Ok(created.map(|control| control.id).unwrap_or_default())
        }
        Err(error) if error.code() == Some("OriginAccessControlAlreadyExists") => {
            let list = clients.cloudfront.list_origin_access_controls().send().await?;
            let items = list.origin_access_control_list.and_then(|list| list.items);
            let found = items.unwrap_or_default().into_iter().find(|item| item.name == name);
            found.map(|item| item.id).ok_or_else(|| Failure(format!("{name} is gone")))
        }
        Err(error) => Err(error.into()),
    }
}

struct Distribution {
    id: String,
    arn: String,
    domain_name: String,
}

async fn create_distribution(
    clients: &Clients,
    config: &Config,
    bucket: &str,
    access_control: &str,
) -> Result<Distribution, Failure> {
    let wanted = distribution_config(config, bucket, access_control)?;
    let create = clients.cloudfront.create_distribution().distribution_config(wanted);
    match create.send().await {
        Ok(created) => {
            let made = created.distribution.ok_or_else(|| Failure("no distribution".into()))?;
            Ok(Distribution { id: made.id, arn: made.arn, domain_name: made.domain_name })
        }
        Err(error) if error.code() == Some("DistributionAlreadyExists") => {
            let list = clients.cloudfront.list_distributions().send().await?;
            let items = list.distribution_list.and_then(|list| list.items).unwrap_or_default();
            let found = items.into_iter().find(|item| item.comment == config.name);
            let found = found.ok_or_else(|| Failure("the distribution is gone".into()))?;
            Ok(Distribution { id: found.id, arn: found.arn, domain_name: found.domain_name })
        }
        Err(error) => Err(error.into()),
    }
}

fn distribution_config(
    config: &Config,
    bucket: &str,
    access_control: &str,
) -> Result<cf::DistributionConfig, Failure> {
    let origin = cf::Origin::builder()
        .id("bucket")
        .domain_name(format!("{bucket}.s3.{}.amazonaws.com", config.region))
        .origin_access_control_id(access_control)
        .s3_origin_config(cf::S3OriginConfig::builder().origin_access_identity("").build())
        .build()?;
    let protocol = if config.has(Mutant::PlainHttpAllowed) {
        cf::ViewerProtocolPolicy::AllowAll
    } else {
        cf::ViewerProtocolPolicy::RedirectToHttps
    };
    let behavior = cf::DefaultCacheBehavior::builder()
        .target_origin_id("bucket")
        .viewer_protocol_policy(protocol)
        .cache_policy_id(CACHING_OPTIMIZED)
        .compress(!config.has(Mutant::CompressionOff))
        .build()?;
    Ok(cf::DistributionConfig::builder()
        .caller_reference(&config.name)
        .comment(&config.name)
        .enabled(true)
        .origins(cf::Origins::builder().quantity(1).items(origin).build()?)
        .default_cache_behavior(behavior)
        .build()?)
}

/// Only CloudFront reads, only over TLS.
async fn put_bucket_policy(
    clients: &Clients,
    config: &Config,
    bucket: &str,
    distribution: &str,
) -> Result<(), Failure> {
    let objects = format!("arn:aws:s3:::{bucket}/*");
    let mut statements = vec![
        json!({
            "Sid": "TlsOnly", "Effect": "Deny", "Principal": "*", "Action": "s3:*",
            "Resource": [format!("arn:aws:s3:::{bucket}"), objects],
            "Condition": { "Bool": { "aws:SecureTransport": "false" } },
        }),
        json!({
            "Sid": "CloudFrontReads", "Effect": "Allow",
            "Principal": { "Service": "cloudfront.amazonaws.com" },
            "Action": "s3:GetObject",
            "Resource": format!("arn:aws:s3:::{bucket}/assets/*"),
            "Condition": { "StringEquals": { "AWS:SourceArn": distribution } },
        }),
    ];
    if config.has(Mutant::BucketLeftPublic) {
        statements.push(json!({
            "Sid": "Everybody", "Effect": "Allow", "Principal": "*",
            "Action": "s3:GetObject", "Resource": objects,
        }));
    }
    let policy = json!({ "Version": "2012-10-17", "Statement": statements });
    clients.s3.put_bucket_policy().bucket(bucket).policy(policy.to_string()).send().await?;
    Ok(())
}

async fn create_log_group(clients: &Clients, config: &Config) -> Result<String, Failure> {
    let group = format!("/{}/production", config.name);
    match clients.logs.create_log_group().log_group_name(&group).send().await {
        Ok(_) => {}
        Err(error) if error.code() == Some("ResourceAlreadyExistsException") => {}
        Err(error) => return Err(error.into()),
    }
    if !config.has(Mutant::NoRetention) {
        let put = clients.logs.put_retention_policy().log_group_name(&group);
        put.retention_in_days(RETENTION_DAYS).send().await?;
    }
    Ok(group)
}

async fn create_log_stream(clients: &Clients, group: &str) -> Result<String, Failure> {
    let stream = "web-1";
    let create = clients.logs.create_log_stream().log_group_name(group).log_stream_name(stream);
    match create.send().await {
        Ok(_) => {}
        Err(error) if error.code() == Some("ResourceAlreadyExistsException") => {}
        Err(error) => return Err(error.into()),
    }
    Ok(stream.to_owned())
}

async fn put_dashboard_and_alarm(clients: &Clients, config: &Config) -> Result<String, Failure> {
    let name = &config.name;
    let body = json!({ "widgets": [{
        "type": "metric", "x": 0, "y": 0, "width": 12, "height": 6,
        "properties": {
            "title": "Requests", "region": config.region, "stat": "Sum", "period": 300,
            "metrics": [[name, "Requests", "Application", "dashboard"]],
        },
    }]});
    let put = clients.cloudwatch.put_dashboard().dashboard_name(name);
    put.dashboard_body(body.to_string()).send().await?;
    let alarm = format!("{name}-requests");
    let dimension = Dimension::builder().name("Application").value("dashboard").build();
    let put = clients.cloudwatch.put_metric_alarm().alarm_name(&alarm).namespace(name);
    let put = put.metric_name("Requests").dimensions(dimension).statistic(Statistic::Sum);
    let put = put.period(60).evaluation_periods(1).threshold(1000.0);
    let put = put.comparison_operator(ComparisonOperator::GreaterThanThreshold);
    put.treat_missing_data("notBreaching").send().await?;
    Ok(alarm)
}
