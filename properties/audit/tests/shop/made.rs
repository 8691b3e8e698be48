//! How the shop is set up, in order.

use super::{ALARM, BUCKET, CERTIFICATE, DASHBOARD, GROUP, LOGS, REGION, Shop, TOPIC};
use aws_sdk_cloudfront::types as cf;
use aws_sdk_cloudwatch::types as cw;
use aws_sdk_cloudwatchlogs::types as cwl;
use aws_sdk_s3::types as s3;
use parhelion::{kms, sqs};
use parhelion_audit::document::{distribution_reads, tls_only};
use parhelion_audit::scene::Kind;
use serde_json::json;

const CACHING_OPTIMIZED: &str = "658327ea-f89d-4fab-a63d-7e88639e58f6";

impl Shop {
    pub(super) async fn set_up(&mut self) {
        self.make_key();
        self.make_queue();
        self.make_buckets().await;
        self.make_certificate();
        self.make_distribution().await;
        self.policy(json!([tls_only(BUCKET), distribution_reads(BUCKET, &self.arn)])).await;
        self.make_logs().await;
        self.make_watching().await;
        let certificate = json!({ "Certificate": {
            "CertificateArn": CERTIFICATE, "DomainName": "shop.example", "Status": "ISSUED",
            "SubjectAlternativeNames": ["shop.example", "*.shop.example"],
            // A year after the cloud's beginning.
            "NotAfter": 1_798_761_600.0,
        }});
        self.canned.insert("DescribeCertificate".into(), certificate.to_string().into_bytes());
        self.canned.insert("GetMetricStatistics".into(), requests(1200));
    }

    /// CloudFront takes only what ACM has issued.
    fn make_certificate(&self) {
        let names = ["shop.example", "*.shop.example"];
        let body = json!({ "arn": CERTIFICATE, "names": names }).to_string();
        self.cloud.control("certificates", body.as_bytes()).unwrap().unwrap();
    }

    fn make_key(&mut self) {
        let root = format!("arn:aws:iam::{}:root", super::ACCOUNT);
        let policy = json!({ "Version": "2012-10-17", "Statement": [
            { "Effect": "Allow", "Principal": { "AWS": root }, "Action": "kms:*", "Resource": "*" },
            { "Effect": "Allow", "Principal": { "Service": "logs.us-east-1.amazonaws.com" },
              "Action": "kms:*", "Resource": "*" },
        ]});
        let input =
            kms::model::CreateKeyInput { policy: Some(policy.to_string()), ..Default::default() };
        let made = self.cloud.call::<kms::Kms, kms::model::operations::CreateKey>(input).unwrap();
        self.key = made.key_metadata.unwrap().arn.unwrap();
    }

    fn make_queue(&mut self) {
        let arn = format!("arn:aws:sqs:{REGION}:{}:uploads", super::ACCOUNT);
        let policy = json!({ "Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" },
            "Action": "sqs:SendMessage", "Resource": arn,
        }]});
        let input = sqs::model::CreateQueueInput {
            queue_name: "uploads".into(),
            attributes: Some([("Policy".to_owned(), policy.to_string())].into_iter().collect()),
            ..Default::default()
        };
        self.cloud.call::<sqs::Sqs, sqs::model::operations::CreateQueue>(input).unwrap();
        self.queue = arn;
    }

    async fn make_buckets(&self) {
        for bucket in [BUCKET, LOGS] {
            self.s3.create_bucket().bucket(bucket).send().await.unwrap();
        }
        let log_policy = json!({ "Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": { "Service": "logging.s3.amazonaws.com" },
            "Action": "s3:PutObject", "Resource": format!("arn:aws:s3:::{LOGS}/*"),
        }]});
        let put = self.s3.put_bucket_policy().bucket(LOGS).policy(log_policy.to_string());
        put.send().await.unwrap();
        self.encrypt(Some(&self.key), true, true).await;
        let versioning = s3::VersioningConfiguration::builder();
        let versioning = versioning.status(s3::BucketVersioningStatus::Enabled).build();
        let put = self.s3.put_bucket_versioning().bucket(BUCKET);
        put.versioning_configuration(versioning).send().await.unwrap();
        self.lifecycle(true, true).await;
        self.cors("https://shop.example").await;
        let enabled =
            s3::LoggingEnabled::builder().target_bucket(LOGS).target_prefix("s3/").build();
        let status = s3::BucketLoggingStatus::builder().logging_enabled(enabled.unwrap()).build();
        let put = self.s3.put_bucket_logging().bucket(BUCKET).bucket_logging_status(status);
        put.send().await.unwrap();
        self.notify(&self.queue).await;
        let put = self.s3.put_object().bucket(BUCKET).key("assets/app.css");
        put.body(b"body {}".to_vec().into()).send().await.unwrap();
    }

    /// Tells a queue of uploads.
    pub(crate) async fn notify(&self, queue: &str) {
        let queue = s3::QueueConfiguration::builder().queue_arn(queue);
        let queue = queue.events(s3::Event::from("s3:ObjectCreated:*")).build().unwrap();
        let config = s3::NotificationConfiguration::builder().queue_configurations(queue).build();
        let put = self.s3.put_bucket_notification_configuration().bucket(BUCKET);
        put.notification_configuration(config).send().await.unwrap();
    }

    /// Default encryption.
    pub(crate) async fn encrypt(&self, key: Option<&str>, bucket_key: bool, blocks: bool) {
        let algorithm = match key {
            Some(_) => s3::ServerSideEncryption::AwsKms,
            None => s3::ServerSideEncryption::Aes256,
        };
        let default = s3::ServerSideEncryptionByDefault::builder().sse_algorithm(algorithm);
        let default = default.set_kms_master_key_id(key.map(str::to_owned)).build().unwrap();
        let kind = if blocks { s3::EncryptionType::SseC } else { s3::EncryptionType::None };
        let blocked = s3::BlockedEncryptionTypes::builder().encryption_type(kind).build();
        let rule = s3::ServerSideEncryptionRule::builder()
            .apply_server_side_encryption_by_default(default)
            .bucket_key_enabled(bucket_key)
            .blocked_encryption_types(blocked)
            .build();
        let config = s3::ServerSideEncryptionConfiguration::builder().rules(rule).build().unwrap();
        let put = self.s3.put_bucket_encryption().bucket(BUCKET);
        put.server_side_encryption_configuration(config).send().await.unwrap();
    }

    /// Rules for old versions, and for unfinished uploads.
    pub(crate) async fn lifecycle(&self, noncurrent: bool, multipart: bool) {
        let mut rules = Vec::new();
        let rule = |id: &str| {
            let filter = s3::LifecycleRuleFilter::builder().prefix("").build();
            s3::LifecycleRule::builder().id(id).status(s3::ExpirationStatus::Enabled).filter(filter)
        };
        if noncurrent {
            let old = s3::NoncurrentVersionExpiration::builder().noncurrent_days(30).build();
            rules.push(rule("old").noncurrent_version_expiration(old).build().unwrap());
        }
        if multipart {
            let abort = s3::AbortIncompleteMultipartUpload::builder().days_after_initiation(7);
            let rule = rule("parts").abort_incomplete_multipart_upload(abort.build());
            rules.push(rule.build().unwrap());
        }
        let config = s3::BucketLifecycleConfiguration::builder().set_rules(Some(rules)).build();
        let put = self.s3.put_bucket_lifecycle_configuration().bucket(BUCKET);
        put.lifecycle_configuration(config.unwrap()).send().await.unwrap();
    }

    /// One site.
    pub(crate) async fn cors(&self, site: &str) {
        let rule = s3::CorsRule::builder().allowed_origins(site).allowed_methods("GET");
        let rule = rule.allowed_methods("PUT").build().unwrap();
        let config = s3::CorsConfiguration::builder().cors_rules(rule).build().unwrap();
        self.s3.put_bucket_cors().bucket(BUCKET).cors_configuration(config).send().await.unwrap();
    }

    async fn make_distribution(&mut self) {
        let control = cf::OriginAccessControlConfig::builder()
            .name("shop")
            .signing_protocol(cf::OriginAccessControlSigningProtocols::Sigv4)
            .signing_behavior(cf::OriginAccessControlSigningBehaviors::Always)
            .origin_access_control_origin_type(cf::OriginAccessControlOriginTypes::S3);
        let create = self.cloudfront.create_origin_access_control();
        let made =
            create.origin_access_control_config(control.build().unwrap()).send().await.unwrap();
        self.access_control = made.origin_access_control.unwrap().id;
        let headers = self.headers_policy("shop-headers", true).await;
        let config = distribution(&self.access_control, &headers);
        let create = self.cloudfront.create_distribution().distribution_config(config);
        let made = create.send().await.unwrap().distribution.unwrap();
        self.scope.add(Kind::Distribution, made.id.clone());
        self.id = made.id;
        self.arn = made.arn;
    }

    /// A response headers policy with all security headers, or with none.
    pub(crate) async fn headers_policy(&self, name: &str, all: bool) -> String {
        use cf::ResponseHeadersPolicySecurityHeadersConfig as Security;
        let hsts = cf::ResponseHeadersPolicyStrictTransportSecurity::builder();
        let hsts = hsts.r#override(true).access_control_max_age_sec(31_536_000).build().unwrap();
        let types = cf::ResponseHeadersPolicyContentTypeOptions::builder().r#override(true).build();
        let frames = cf::ResponseHeadersPolicyFrameOptions::builder().r#override(true);
        let frames = frames.frame_option(cf::FrameOptionsList::Deny).build().unwrap();
        let referrer = cf::ResponseHeadersPolicyReferrerPolicy::builder().r#override(true);
        let referrer =
            referrer.referrer_policy(cf::ReferrerPolicyList::SameOrigin).build().unwrap();
        let csp = cf::ResponseHeadersPolicyContentSecurityPolicy::builder().r#override(true);
        let csp = csp.content_security_policy("default-src 'self'").build().unwrap();
        let security = Security::builder()
            .strict_transport_security(hsts)
            .content_type_options(types.unwrap())
            .frame_options(frames)
            .referrer_policy(referrer)
            .content_security_policy(csp)
            .build();
        let config = cf::ResponseHeadersPolicyConfig::builder().name(name);
        let config = if all {
            config.security_headers_config(security)
        } else {
            let header = cf::ResponseHeadersPolicyCustomHeader::builder();
            let header = header.header("x-shop").value("1").r#override(true).build().unwrap();
            let headers = cf::ResponseHeadersPolicyCustomHeadersConfig::builder();
            config.custom_headers_config(headers.quantity(1).items(header).build().unwrap())
        };
        let create = self.cloudfront.create_response_headers_policy();
        let made = create.response_headers_policy_config(config.build().unwrap()).send().await;
        made.unwrap().response_headers_policy.unwrap().id
    }

    async fn make_logs(&self) {
        let create = self.logs.create_log_group().log_group_name(GROUP).kms_key_id(&self.key);
        create.send().await.unwrap();
        let put = self.logs.put_retention_policy().log_group_name(GROUP).retention_in_days(30);
        put.send().await.unwrap();
        let create = self.logs.create_log_stream().log_group_name(GROUP).log_stream_name("web-1");
        create.send().await.unwrap();
        self.filter("errors", "ERROR", "Errors").await;
        self.log("hello").await;
    }

    /// A metric filter.
    pub(crate) async fn filter(&self, name: &str, pattern: &str, metric: &str) {
        let transformation = cwl::MetricTransformation::builder()
            .metric_namespace("shop")
            .metric_name(metric)
            .metric_value("1")
            .build();
        let put = self.logs.put_metric_filter().log_group_name(GROUP).filter_name(name);
        let put = put.filter_pattern(pattern).metric_transformations(transformation.unwrap());
        put.send().await.unwrap();
    }

    /// A line of now.
    pub(crate) async fn log(&self, message: &str) {
        let now = self.cloud.now().millis();
        let event = cwl::InputLogEvent::builder().timestamp(now).message(message).build();
        let put = self.logs.put_log_events().log_group_name(GROUP).log_stream_name("web-1");
        put.log_events(event.unwrap()).send().await.unwrap();
    }

    async fn make_watching(&self) {
        self.measure("Errors", None).await;
        self.alarm(|it| it).await;
        let alarm = format!("arn:aws:cloudwatch:{REGION}:{}:alarm:{ALARM}", super::ACCOUNT);
        self.dashboard(&json!({ "widgets": [
            { "type": "metric", "x": 0, "y": 0, "width": 12, "height": 6, "properties": {
                "region": REGION, "stat": "Sum", "period": 300, "metrics": [["shop", "Errors"]] } },
            { "type": "alarm", "x": 0, "y": 6, "width": 12, "height": 6, "properties": {
                "title": "alarms", "alarms": [alarm] } },
            { "type": "log", "x": 0, "y": 12, "width": 12, "height": 6, "properties": {
                "region": REGION, "query": format!("SOURCE '{GROUP}' | fields @message") } },
        ]}))
        .await;
    }

    /// A datapoint of now.
    pub(crate) async fn measure(&self, name: &str, host: Option<&str>) {
        let dimension = host.map(|it| cw::Dimension::builder().name("Host").value(it).build());
        let datum = cw::MetricDatum::builder().metric_name(name).value(0.0);
        let datum = datum.set_dimensions(dimension.map(|it| vec![it])).build();
        let put = self.cloudwatch.put_metric_data().namespace("shop").metric_data(datum);
        put.send().await.unwrap();
    }

    /// The alarm, as it should be but for a change.
    pub(crate) async fn alarm(&self, change: impl FnOnce(PutAlarm) -> PutAlarm) {
        let put = self.cloudwatch.put_metric_alarm().alarm_name(ALARM).namespace("shop");
        let put = put.metric_name("Errors").statistic(cw::Statistic::Sum).period(60);
        let put = put.evaluation_periods(1).threshold(0.0).alarm_actions(TOPIC);
        let put = put.comparison_operator(cw::ComparisonOperator::GreaterThanThreshold);
        change(put.treat_missing_data("notBreaching")).send().await.unwrap();
    }

    /// The dashboard.
    pub(crate) async fn dashboard(&self, body: &serde_json::Value) {
        let put = self.cloudwatch.put_dashboard().dashboard_name(DASHBOARD);
        put.dashboard_body(body.to_string()).send().await.unwrap();
    }
}

type PutAlarm =
    aws_sdk_cloudwatch::operation::put_metric_alarm::builders::PutMetricAlarmFluentBuilder;

/// What CloudWatch says of requests, in CBOR: one datapoint with a sum below 2^16.
pub(crate) fn requests(sum: u16) -> Vec<u8> {
    let mut cbor = vec![0xa1, 0x6a];
    cbor.extend(b"Datapoints");
    cbor.extend([0x81, 0xa1, 0x63]);
    cbor.extend(b"Sum");
    cbor.push(0xfb);
    cbor.extend(f64::from(sum).to_be_bytes());
    cbor
}

fn distribution(access_control: &str, headers: &str) -> cf::DistributionConfig {
    let bucket = cf::Origin::builder()
        .id("bucket")
        .domain_name(format!("{BUCKET}.s3.{REGION}.amazonaws.com"))
        .origin_access_control_id(access_control)
        .s3_origin_config(cf::S3OriginConfig::builder().origin_access_identity("").build())
        .build()
        .unwrap();
    let tls = cf::OriginSslProtocols::builder().quantity(1).items(cf::SslProtocol::TlSv12);
    let server = cf::CustomOriginConfig::builder()
        .http_port(80)
        .https_port(443)
        .origin_protocol_policy(cf::OriginProtocolPolicy::HttpsOnly)
        .origin_ssl_protocols(tls.build().unwrap());
    let api = cf::Origin::builder().id("api").domain_name("api.shop.example");
    let api = api.custom_origin_config(server.build().unwrap()).build().unwrap();
    // Key groups are not on a cloud in this process.
    let signers = cf::TrustedSigners::builder().enabled(true).quantity(1).items("self");
    let private = cf::CacheBehavior::builder()
        .path_pattern("private/*")
        .target_origin_id("bucket")
        .viewer_protocol_policy(cf::ViewerProtocolPolicy::HttpsOnly)
        .cache_policy_id(CACHING_OPTIMIZED)
        .response_headers_policy_id(headers)
        .trusted_signers(signers.build().unwrap())
        .compress(true)
        .build()
        .unwrap();
    let default = cf::DefaultCacheBehavior::builder()
        .target_origin_id("bucket")
        .viewer_protocol_policy(cf::ViewerProtocolPolicy::RedirectToHttps)
        .cache_policy_id(CACHING_OPTIMIZED)
        .response_headers_policy_id(headers)
        .compress(true)
        .build()
        .unwrap();
    let certificate = cf::ViewerCertificate::builder()
        .acm_certificate_arn(CERTIFICATE)
        .ssl_support_method(cf::SslSupportMethod::SniOnly)
        .minimum_protocol_version(cf::MinimumProtocolVersion::TlSv122021)
        .build();
    let logging = cf::LoggingConfig::builder().enabled(true).include_cookies(false);
    let logging = logging.bucket(format!("{LOGS}.s3.amazonaws.com")).prefix("cloudfront/");
    let acl = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/shop/\
               11111111-2222-3333-4444-555555555555";
    cf::DistributionConfig::builder()
        .caller_reference("shop")
        .comment("shop")
        .enabled(true)
        .aliases(cf::Aliases::builder().quantity(1).items("www.shop.example").build().unwrap())
        .origins(cf::Origins::builder().quantity(2).items(bucket).items(api).build().unwrap())
        .default_cache_behavior(default)
        .cache_behaviors(cf::CacheBehaviors::builder().quantity(1).items(private).build().unwrap())
        .viewer_certificate(certificate)
        .logging(logging.build())
        .default_root_object("index.html")
        .price_class(cf::PriceClass::PriceClass100)
        .http_version(cf::HttpVersion::Http2and3)
        .is_ipv6_enabled(true)
        .web_acl_id(acl)
        .restrictions(countries(cf::GeoRestrictionType::Whitelist, &["FR", "DE"]))
        .build()
        .unwrap()
}

/// A restriction to, or from, countries.
pub(crate) fn countries(kind: cf::GeoRestrictionType, all: &[&str]) -> cf::Restrictions {
    let mut geo = cf::GeoRestriction::builder().restriction_type(kind);
    geo = geo.quantity(i32::try_from(all.len()).unwrap());
    for country in all {
        geo = geo.items(*country);
    }
    cf::Restrictions::builder().geo_restriction(geo.build().unwrap()).build()
}
