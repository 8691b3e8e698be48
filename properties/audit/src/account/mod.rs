//! Where the audit looks: a cloud in this process, an endpoint, or AWS itself.
//!
//! - [`wire`]: what every request passes: the gate, the read-only rule, the clock;
//! - [`inside`]: a cloud in this process; [`plain`]: an endpoint without TLS;
//! - [`signed`]: calls of services of which there is no client here;
//! - [`unread`]: why a read has no answer.

mod inside;
mod plain;
pub mod read_only;
mod signed;
pub mod unread;
mod wire;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_async::rt::sleep::TokioSleep;
use aws_smithy_runtime_api::client::http::SharedHttpConnector;
use aws_types::SdkConfig;
use aws_types::region::Region;
use aws_types::sdk_config::RetryConfig;
use parhelion::{Cloud, Timestamp};
use std::collections::BTreeMap;
use std::sync::OnceLock;
pub use unread::{Failures, Unread};
use wire::{Time, Wire};

/// How often a call is tried: throttling of large accounts passes.
const ATTEMPTS: u32 = 6;
/// Where CloudFront's metrics and certificates are.
pub const GLOBAL: &str = "us-east-1";

/// Clients of the account's own region.
#[derive(Clone, Default)]
struct Made {
    s3: OnceLock<aws_sdk_s3::Client>,
    cloudfront: OnceLock<aws_sdk_cloudfront::Client>,
    cloudwatch: OnceLock<aws_sdk_cloudwatch::Client>,
    logs: OnceLock<aws_sdk_cloudwatchlogs::Client>,
}

/// An account, as somebody who may read it.
#[derive(Clone)]
pub struct Account {
    wire: Wire,
    credentials: Credentials,
    /// The region of buckets, logs and alarms, unless said otherwise.
    pub region: String,
    endpoint: Option<String>,
    /// Clients are made once: that takes longer than a call.
    made: Made,
    /// Twelve digits, once [`Account::identify`] knows them.
    pub id: String,
}

impl Account {
    /// A cloud in this process, as its root, or as whoever these credentials are.
    pub fn inside(cloud: Cloud, credentials: Option<Credentials>, region: &str) -> Self {
        let own = || {
            use parhelion::identity::{ACCESS_KEY, SECRET_KEY};
            Credentials::new(ACCESS_KEY, SECRET_KEY, None, None, "parhelion")
        };
        let connector = SharedHttpConnector::new(inside::Inside(cloud.clone()));
        let wire = Wire::new(connector, Time::Cloud(cloud));
        let credentials = credentials.unwrap_or_else(own);
        Self {
            wire,
            credentials,
            region: region.into(),
            endpoint: None,
            made: Made::default(),
            id: String::new(),
        }
    }

    /// What listens at `http://host:port` (with the feature `aws`, `https://` too).
    ///
    /// # Errors
    /// In words, if the address is none of that form.
    pub fn endpoint(address: &str, credentials: Credentials, region: &str) -> Result<Self, String> {
        let connector = match address.strip_prefix("https://") {
            Some(_) => tls()?,
            None => SharedHttpConnector::new(plain::Plain::new(address)?),
        };
        let wire = Wire::new(connector, Time::server());
        let endpoint = Some(address.trim_end_matches('/').to_owned());
        Ok(Self {
            wire,
            credentials,
            region: region.into(),
            endpoint,
            made: Made::default(),
            id: String::new(),
        })
    }

    /// AWS itself.
    ///
    /// # Errors
    /// This build has no TLS.
    pub fn aws(credentials: Credentials, region: &str) -> Result<Self, String> {
        let wire = Wire::new(tls()?, Time::server());
        Ok(Self {
            wire,
            credentials,
            region: region.into(),
            endpoint: None,
            made: Made::default(),
            id: String::new(),
        })
    }

    /// As this one, with some operations answered by canned bodies: what tests need of services that a
    /// cloud in this process does not have. By `OPERATION`, `OPERATION ARGUMENT` (a certificate's ARN)
    /// or, where requests name none, by path and query.
    pub fn answering(mut self, answers: BTreeMap<String, Vec<u8>>) -> Self {
        self.wire.answer(answers);
        self.made = Made::default();
        self
    }

    /// Learns whose account it is, and what time it is there.
    ///
    /// # Errors
    /// In words, if nobody answers or the credentials are not taken.
    pub async fn identify(&mut self) -> Result<(), String> {
        self.id = self.caller_account().await?;
        Ok(())
    }

    /// The time there.
    pub fn now(&self) -> Timestamp {
        self.wire.time.now()
    }

    /// Whether it is AWS itself, whose every operation is there.
    pub fn is_aws(&self) -> bool {
        self.endpoint.is_none() && !self.wire.time.is_cloud()
    }

    /// How many requests were sent.
    pub fn requests(&self) -> usize {
        self.wire.sent()
    }

    fn config(&self, region: &str) -> SdkConfig {
        let mut builder = SdkConfig::builder()
            .behavior_version(aws_sdk_s3::config::BehaviorVersion::latest())
            .region(Region::new(region.to_owned()))
            .credentials_provider(SharedCredentialsProvider::new(self.credentials.clone()))
            .http_client(self.wire.clone())
            .time_source(self.wire.time.clone())
            .sleep_impl(TokioSleep::new())
            .retry_config(RetryConfig::standard().with_max_attempts(ATTEMPTS))
            .disable_clock_skew_correction(true);
        if let Some(endpoint) = &self.endpoint {
            builder = builder.endpoint_url(endpoint);
        }
        builder.build()
    }

    /// S3 in a region.
    pub fn s3(&self, region: &str) -> aws_sdk_s3::Client {
        let make = || {
            let config = aws_sdk_s3::config::Builder::from(&self.config(region));
            aws_sdk_s3::Client::from_conf(config.force_path_style(self.endpoint.is_some()).build())
        };
        if region == self.region { self.made.s3.get_or_init(make).clone() } else { make() }
    }

    /// CloudFront.
    pub fn cloudfront(&self) -> aws_sdk_cloudfront::Client {
        let make = || aws_sdk_cloudfront::Client::new(&self.config(GLOBAL));
        self.made.cloudfront.get_or_init(make).clone()
    }

    /// CloudWatch in a region.
    pub fn cloudwatch(&self, region: &str) -> aws_sdk_cloudwatch::Client {
        let make = || aws_sdk_cloudwatch::Client::new(&self.config(region));
        if region == self.region { self.made.cloudwatch.get_or_init(make).clone() } else { make() }
    }

    /// CloudWatch Logs.
    pub fn logs(&self) -> aws_sdk_cloudwatchlogs::Client {
        let make = || aws_sdk_cloudwatchlogs::Client::new(&self.config(&self.region));
        self.made.logs.get_or_init(make).clone()
    }
}

#[cfg(feature = "aws")]
#[allow(clippy::unnecessary_wraps, reason = "builds without TLS cannot")]
fn tls() -> Result<SharedHttpConnector, String> {
    use aws_smithy_http_client::tls::{self, rustls_provider::CryptoMode};
    let provider = tls::Provider::Rustls(CryptoMode::Ring);
    let connector = aws_smithy_http_client::Connector::builder().tls_provider(provider).build();
    Ok(SharedHttpConnector::new(connector))
}

#[cfg(not(feature = "aws"))]
fn tls() -> Result<SharedHttpConnector, String> {
    let again = "cargo build -p parhelion-audit --features aws";
    Err(format!("this build has no TLS: build it by `{again}`"))
}
