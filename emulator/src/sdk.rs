//! The SDK door: an [`HttpClient`] for the AWS SDK for Rust, with the cloud's clock. No socket.

use crate::broken::Broken;
use crate::cloud::Cloud;
use crate::door::{self, Delivery};
use crate::event_stream::EventBody;
use crate::scope;
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_async::rt::sleep::{AsyncSleep, Sleep};
use aws_smithy_async::time::TimeSource;
use aws_smithy_runtime::client::identity::IdentityCache;
use aws_smithy_runtime::client::retries::{RetryPartition, TokenBucket};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::retry::RetryConfig;
use aws_types::SdkConfig;
use aws_types::region::Region;
use parhelion_wire::Body;
use parhelion_world::identity;
use std::fmt;
use std::time::{Duration, SystemTime};

impl Cloud {
    /// Configuration for any client of the AWS SDK for Rust: the development account's root in
    /// us-east-1. Requests are signed and verified as on AWS, and never leave the process.
    ///
    /// Build clients from it with [`tune!`](crate::tune) where runs must repeat byte for byte.
    pub fn sdk_config(&self) -> SdkConfig {
        self.sdk_config_for(identity::ACCESS_KEY, identity::SECRET_KEY, "us-east-1")
    }

    /// As [`Cloud::sdk_config`], with other credentials and region.
    pub fn sdk_config_for(&self, access_key: &str, secret_key: &str, region: &str) -> SdkConfig {
        let credentials = Credentials::new(access_key, secret_key, None, None, "parhelion");
        SdkConfig::builder()
            .behavior_version(
                aws_smithy_runtime_api::client::behavior_version::BehaviorVersion::latest(),
            )
            .region(Region::new(region.to_owned()))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            // They never change: looking in a cache for them takes longer than asking.
            .identity_cache(IdentityCache::no_cache())
            .http_client(SdkDoor(self.clone()))
            .time_source(CloudTime(self.clone()))
            .sleep_impl(CloudSleep(self.clone()))
            .retry_config(RetryConfig::standard())
            .disable_clock_skew_correction(true)
            .build()
    }

    /// A retry quota of this cloud's own. The SDK's default one is a process-wide static that
    /// other tests drain (harness trap T2).
    pub fn retry_partition(&self) -> RetryPartition {
        RetryPartition::custom("parhelion").token_bucket(TokenBucket::unlimited()).build()
    }
}

/// Gives a service's config builder what an `SdkConfig` cannot carry: a retry quota of the cloud's
/// own and seeded ids, so that two runs of a case are the same to the byte.
///
/// `parhelion::tune!(cloud, aws_sdk_s3::config::Builder::from(&cloud.sdk_config()))`
#[macro_export]
macro_rules! tune {
    ($cloud:expr, $builder:expr) => {
        $builder.retry_partition($cloud.retry_partition())
    };
}

/// The transport.
#[derive(Clone)]
struct SdkDoor(Cloud);

impl fmt::Debug for SdkDoor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("parhelion::SdkDoor")
    }
}

impl HttpClient for SdkDoor {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for SdkDoor {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let cloud = self.0.clone();
        HttpConnectorFuture::new(async move { pass(&cloud, request).await })
    }
}

async fn pass(cloud: &Cloud, request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
    let request = request.try_into_http1x().map_err(|error| ConnectorError::user(error.into()))?;
    let (parts, body) = request.into_parts();
    let body = match body.bytes() {
        // A body in memory is one piece already; taking its frames copies nothing.
        Some([]) => Body::empty(),
        _ => crate::http1::collect_at_most(u64::MAX, body)
            .await
            .map_err(|error| ConnectorError::user(error.into()))?,
    };
    if !cloud.answers_another_call() {
        return std::future::pending().await;
    }
    let mut hint = scope::Hint::of(&parts.headers);
    if hint.scope.is_none() {
        hint.scope = cloud.scope_of_others();
    }
    let delivery = Delivery { secure: true, source_ip: "127.0.0.1".into(), hint, streams: true };
    let answer = door::deliver(cloud, http::Request::from_parts(parts, body), delivery).await;
    // Trap T1: whether an application logs decides how often the SDK draws from this thread's
    // generator, so its retry jitter would depend on the log level.
    fastrand::seed(answer.seed);
    let Some(response) = answer.response else {
        let closed = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
        return Err(ConnectorError::io(closed.into()));
    };
    if let Some(events) = answer.events {
        let response = response.map(|_| SdkBody::from_body_1_x(EventBody::from(events)));
        return HttpResponse::try_from(response)
            .map_err(|error| ConnectorError::other(error.into(), None));
    }
    let response = response.map(|body| match body.read() {
        Ok(bytes) if !answer.breaks_off => SdkBody::from(bytes),
        // A stored body that cannot be read back breaks off as it does on a socket.
        _ => SdkBody::from_body_1_x(Broken::after(&body)),
    });
    HttpResponse::try_from(response).map_err(|error| ConnectorError::other(error.into(), None))
}

#[derive(Clone)]
struct CloudTime(Cloud);

impl fmt::Debug for CloudTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("parhelion::CloudTime")
    }
}

impl TimeSource for CloudTime {
    fn now(&self) -> SystemTime {
        self.0.now().system_time()
    }
}

#[derive(Clone)]
struct CloudSleep(Cloud);

impl fmt::Debug for CloudSleep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("parhelion::CloudSleep")
    }
}

impl AsyncSleep for CloudSleep {
    fn sleep(&self, duration: Duration) -> Sleep {
        let cloud = self.0.clone();
        Sleep::new(async move { cloud.clock().pass(duration).await })
    }
}
