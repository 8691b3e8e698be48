//! On what a property is proved: the fake, any endpoint, or a real account. Property code sees no
//! difference but in [`Target::is_simulated`].

#[cfg(feature = "aws")]
pub mod aws;
pub mod endpoint;
pub mod guard;

use crate::observation::{Observations, Observed};
use aws_types::SdkConfig;
use bytes::Bytes;
use parhelion::{Body, Cloud, Timestamp};
use std::time::Duration;

/// How often the SDK's defaults try a call.
pub(crate) const ATTEMPTS: u8 = 3;

/// The SDK's clients that applications and harness talk through.
#[derive(Clone, Debug)]
pub struct Clients {
    pub s3: aws_sdk_s3::Client,
    pub cloudfront: aws_sdk_cloudfront::Client,
    pub cloudwatch: aws_sdk_cloudwatch::Client,
    pub logs: aws_sdk_cloudwatchlogs::Client,
}

/// Where a case runs.
#[derive(Clone)]
pub struct Target {
    world: World,
    observations: Observations,
}

#[derive(Clone)]
enum World {
    Fake(Cloud),
    Remote(endpoint::Remote),
}

impl Target {
    /// A cloud in this process: choices, forks and virtual time.
    pub fn fake(cloud: Cloud) -> Self {
        Self { world: World::Fake(cloud), observations: Observations::default() }
    }

    /// Something that listens: an endpoint or a real account. Waiting is real.
    pub fn remote(remote: endpoint::Remote) -> Self {
        Self { world: World::Remote(remote), observations: Observations::default() }
    }

    /// Whether time is virtual and AWS's choices are the harness's.
    pub fn is_simulated(&self) -> bool {
        matches!(self.world, World::Fake(_))
    }

    pub fn cloud(&self) -> Option<&Cloud> {
        match &self.world {
            World::Fake(cloud) => Some(cloud),
            World::Remote(_) => None,
        }
    }

    fn sdk_config(&self) -> SdkConfig {
        match &self.world {
            World::Fake(cloud) => cloud.sdk_config(),
            World::Remote(remote) => remote.sdk_config(),
        }
    }

    /// Clients for an application: the SDK's defaults, but for a retry quota of their own.
    pub fn clients(&self) -> Clients {
        self.clients_trying(ATTEMPTS.into())
    }

    /// Clients that try `attempts` times: harnesses must not give up where AWS is free.
    pub fn clients_trying(&self, attempts: u32) -> Clients {
        let config = self.sdk_config();
        let retry = aws_types::sdk_config::RetryConfig::standard().with_max_attempts(attempts);
        let config = config.into_builder().retry_config(retry).build();
        macro_rules! client {
            ($sdk:ident) => {{
                let mut builder = $sdk::config::Builder::from(&config);
                if let World::Fake(cloud) = &self.world {
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
        match &self.world {
            World::Fake(cloud) => builder = parhelion::tune!(cloud, builder),
            World::Remote(remote) => builder = builder.force_path_style(remote.is_endpoint()),
        }
        aws_sdk_s3::Client::from_conf(builder.build())
    }

    pub fn now(&self) -> Timestamp {
        match &self.world {
            World::Fake(cloud) => cloud.now(),
            World::Remote(_) => Timestamp::from_system_time(std::time::SystemTime::now()),
        }
    }

    /// How often AWS has deviated from a good day so far; always zero where nobody knows.
    pub fn deviations(&self) -> usize {
        self.cloud().map_or(0, |cloud| cloud.adversary().taken().len())
    }

    /// Lets time pass: virtual on the fake, real and at most a second at a time elsewhere.
    pub async fn pass(&self, duration: Duration) {
        match &self.world {
            World::Fake(cloud) => cloud.advance(duration).await,
            World::Remote(_) => tokio::time::sleep(duration.min(Duration::from_secs(1))).await,
        }
    }

    /// What a browser gets: no credentials, no cache. On the fake `pop` says where it is.
    /// `None`: the connection closed without an answer.
    pub async fn browse(
        &self,
        request: http::Request<Bytes>,
        pop: Option<&str>,
    ) -> Option<http::Response<Bytes>> {
        match &self.world {
            World::Fake(cloud) => {
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
            World::Remote(remote) => remote.browse(request).await,
        }
    }

    /// AWS has a good day from here on, and what was under way comes to its end.
    pub async fn settle(&self) {
        if let World::Fake(cloud) = &self.world {
            cloud.heal();
        }
        self.pass(Duration::from_secs(600)).await;
    }

    /// Notes something that was seen; on the fake, in the journal too.
    pub fn observe(
        &self,
        operation: Option<u32>,
        name: &'static str,
        fields: &[(&'static str, &str)],
    ) {
        if let World::Fake(cloud) = &self.world {
            cloud.fact(name, fields);
        }
        let fields = fields.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
        self.observations.push(Observed { at: self.now(), operation, name, fields });
    }

    pub fn observations(&self) -> Vec<Observed> {
        self.observations.all()
    }
}
