//! On what a property is proved: the fake, any endpoint, or a real account. Property code sees no
//! difference; where it must, [`Target::cloud`] says.

#[cfg(feature = "aws")]
pub mod aws;
pub mod endpoint;
pub mod guard;

use aws_types::SdkConfig;
use bytes::Bytes;
use parhelion::choices::LATENCY;
use parhelion::wire::signature::Credentials;
use parhelion::{Body, Cloud, Pick, Site, Timestamp};
use std::time::Duration;

/// How often the SDK's defaults try a call.
pub(crate) const ATTEMPTS: u8 = 3;

/// Where applications are set up.
const REGION: &str = "us-east-1";

/// Nobody gives a call less time.
const TIMEOUT_MIN: Duration = Duration::from_secs(1);

/// The SDK's clients that applications and harness talk through.
#[derive(Clone, Debug)]
pub struct Clients {
    /// For S3.
    pub s3: aws_sdk_s3::Client,
    /// For CloudFront.
    pub cloudfront: aws_sdk_cloudfront::Client,
    /// For CloudWatch: metrics, alarms, dashboards.
    pub cloudwatch: aws_sdk_cloudwatch::Client,
    /// For CloudWatch Logs.
    pub logs: aws_sdk_cloudwatchlogs::Client,
}

/// Where a case runs.
#[derive(Clone)]
pub struct Target {
    backend: Backend,
    /// Whose key applications sign with; none: the account's own.
    user: Option<Credentials>,
}

/// What answers.
#[derive(Clone)]
enum Backend {
    Fake(Cloud),
    Remote(endpoint::Remote),
}

impl Target {
    /// A cloud in this process: choices, forks and virtual time.
    pub fn fake(cloud: Cloud) -> Self {
        Self { backend: Backend::Fake(cloud), user: None }
    }

    /// Something that listens: an endpoint or a real account. Waiting is real.
    pub fn remote(remote: endpoint::Remote) -> Self {
        Self { backend: Backend::Remote(remote), user: None }
    }

    /// The same cloud in this process, on which applications, but not the harness, sign as a user.
    pub(crate) fn signing_as(self, user: Option<Credentials>) -> Self {
        Self { user, ..self }
    }

    /// The cloud in this process, if it is one.
    pub fn cloud(&self) -> Option<&Cloud> {
        match &self.backend {
            Backend::Fake(cloud) => Some(cloud),
            Backend::Remote(_) => None,
        }
    }

    pub(crate) fn sdk_config(&self) -> SdkConfig {
        match &self.backend {
            Backend::Fake(cloud) => cloud.sdk_config(),
            Backend::Remote(remote) => remote.sdk_config(),
        }
    }

    /// What applications sign with, where it is not the harness's own.
    pub(crate) fn application_config(&self) -> SdkConfig {
        match (&self.backend, &self.user) {
            (Backend::Fake(cloud), Some(Credentials { access_key, secret, .. })) => {
                cloud.sdk_config_for(access_key, secret, REGION)
            }
            _ => self.sdk_config(),
        }
    }

    /// Clients for an application: the SDK's defaults, but for a retry quota of their own.
    pub fn clients(&self) -> Clients {
        self.clients_by(&self.application_config(), ATTEMPTS.into())
    }

    /// Clients that try `attempts` times: harnesses must not give up where AWS is free.
    pub fn clients_trying(&self, attempts: u32) -> Clients {
        self.clients_by(&self.sdk_config(), attempts)
    }

    /// Clients of another configuration than [`sdk_config`](Self::sdk_config)'s.
    pub(crate) fn clients_by(&self, config: &SdkConfig, attempts: u32) -> Clients {
        let retry = aws_types::sdk_config::RetryConfig::standard().with_max_attempts(attempts);
        let config = config.to_builder().retry_config(retry).build();
        macro_rules! client {
            ($sdk:ident) => {{
                let mut builder = $sdk::config::Builder::from(&config);
                if let Backend::Fake(cloud) = &self.backend {
                    builder = parhelion::tune!(cloud, builder);
                }
                $sdk::Client::from_conf(builder.build())
            }};
        }
        Clients {
            s3: self.s3_client(&config),
            cloudfront: client!(aws_sdk_cloudfront),
            cloudwatch: client!(aws_sdk_cloudwatch),
            logs: client!(aws_sdk_cloudwatchlogs),
        }
    }

    fn s3_client(&self, config: &SdkConfig) -> aws_sdk_s3::Client {
        let mut builder = aws_sdk_s3::config::Builder::from(config);
        match &self.backend {
            Backend::Fake(cloud) => builder = parhelion::tune!(cloud, builder),
            Backend::Remote(remote) => builder = builder.force_path_style(remote.is_endpoint()),
        }
        aws_sdk_s3::Client::from_conf(builder.build())
    }

    /// The cloud's time on the fake, the system's elsewhere.
    pub fn now(&self) -> Timestamp {
        match &self.backend {
            Backend::Fake(cloud) => cloud.now(),
            Backend::Remote(_) => Timestamp::from_system_time(std::time::SystemTime::now()),
        }
    }

    /// How often AWS has deviated from a good day so far; always zero where nobody knows.
    pub fn deviations(&self) -> usize {
        self.cloud().map_or(0, |cloud| cloud.adversary().taken().len())
    }

    /// True as long as AWS has done nothing that excuses a failure: calls may have taken their time, less than
    /// any timeout, and so have come in another order (`latency`). `None` where nobody knows.
    pub fn is_good_day(&self) -> Option<bool> {
        let harmless = |(site, pick): (&Site, &Pick)| {
            let options = (site.point() == Some(LATENCY.name)).then_some(LATENCY.options);
            let option = options.and_then(|options| options.get(usize::from(*pick)));
            option.is_some_and(|option| Duration::from_millis(option.millis) < TIMEOUT_MIN)
        };
        Some(self.cloud()?.adversary().taken().iter().all(harmless))
    }

    /// Lets time pass: virtual on the fake, real and at most a second at a time elsewhere.
    pub async fn pass(&self, duration: Duration) {
        match &self.backend {
            Backend::Fake(cloud) => cloud.advance(duration).await,
            Backend::Remote(_) => tokio::time::sleep(duration.min(Duration::from_secs(1))).await,
        }
    }

    /// What a browser gets: no credentials, no cache. On the fake `pop` says where it is.
    /// `None`: the connection closed without an answer.
    pub async fn browse(
        &self,
        request: http::Request<Bytes>,
        pop: Option<&str>,
    ) -> Option<http::Response<Bytes>> {
        match &self.backend {
            Backend::Fake(cloud) => {
                let request = request.map(Body::from);
                let host = request.uri().host().unwrap_or_default().to_owned();
                let response = if host.ends_with(".cloudfront.net") {
                    let viewer = cloud.viewer();
                    let viewer = pop.map_or(viewer.clone(), |pop| viewer.at(pop));
                    viewer.send(request).await
                } else {
                    let mut request = request;
                    request.headers_mut().insert(http::header::HOST, host.parse().ok()?);
                    cloud.handle(request)?
                };
                Some(response.map(|body| body.to_bytes()))
            }
            Backend::Remote(remote) => remote.browse(request).await,
        }
    }

    /// AWS has a good day from here on, and what was under way comes to its end.
    pub async fn settle(&self) {
        if let Backend::Fake(cloud) = &self.backend {
            cloud.heal();
        }
        self.pass(Duration::from_secs(600)).await;
    }
}
