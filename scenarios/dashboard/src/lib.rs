//! The dashboard: users upload files, pages show static assets, production logs and metrics go to
//! CloudWatch. An ordinary axum service on the AWS SDK for Rust: it knows nothing of the emulator.
//!
//! - [`infrastructure`]: everything it needs in an account, set up by itself;
//! - [`storage`]: uploads, stored in S3 with integrity, never on a local disk;
//! - [`assets`]: static assets, published to S3, linked and served through CloudFront;
//! - [`shipper`]: log lines in batches to CloudWatch Logs, metrics beside them;
//! - [`web`]: the pages and the API;
//! - [`mutant`]: the bugs that can be switched on, to see whether the properties catch them.

pub mod assets;
pub mod infrastructure;
pub mod mutant;
pub mod shipper;
pub mod storage;
pub mod web;

use infrastructure::Infrastructure;
pub use mutant::Mutant;
use shipper::Shipper;
use std::sync::Arc;

/// The clients that the application talks through.
#[derive(Clone, Debug)]
pub struct Clients {
    /// Uploads and assets.
    pub s3: aws_sdk_s3::Client,
    /// The distribution and its invalidations.
    pub cloudfront: aws_sdk_cloudfront::Client,
    /// Metrics, dashboard and alarm.
    pub cloudwatch: aws_sdk_cloudwatch::Client,
    /// Production log lines.
    pub logs: aws_sdk_cloudwatchlogs::Client,
}

/// How the application is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// Prefix of every name in the account: bucket, distribution comment, log group, alarm.
    pub name: String,
    /// Where the bucket is made.
    pub region: String,
    /// The one origin from which browsers may use the API.
    pub allowed_origin: String,
    /// The bug that is switched on, if any.
    pub mutant: Option<Mutant>,
}

impl Config {
    pub(crate) fn has(&self, mutant: Mutant) -> bool {
        self.mutant == Some(mutant)
    }
}

/// The running application.
#[derive(Clone)]
pub struct Dashboard {
    /// How it is set up.
    pub config: Arc<Config>,
    /// What it has in the account.
    pub infrastructure: Arc<Infrastructure>,
    pub(crate) clients: Clients,
    pub(crate) shipper: Arc<Shipper>,
}

/// What went wrong, in words for a log line.
#[derive(Debug)]
pub struct Failure(pub String);

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        // SDK errors say what happened only in their sources.
        let mut text = error.to_string();
        let mut source = error.source();
        while let Some(inner) = source {
            text = format!("{text}: {inner}");
            source = inner.source();
        }
        Self(text)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Dashboard {
    /// Sets up what is missing in the account and starts.
    ///
    /// # Errors
    /// As [`infrastructure::set_up`].
    pub async fn start(clients: Clients, config: Config) -> Result<Self, Failure> {
        let infrastructure = infrastructure::set_up(&clients, &config).await?;
        Ok(Self::resume(clients, config, infrastructure))
    }

    /// Starts on infrastructure that is there already.
    pub fn resume(clients: Clients, config: Config, infrastructure: Infrastructure) -> Self {
        let shipper = Shipper::start(&clients, &config, &infrastructure);
        Self {
            config: config.into(),
            infrastructure: infrastructure.into(),
            clients,
            shipper: shipper.into(),
        }
    }

    /// Stops: what is buffered is sent first.
    pub async fn shut_down(&self) {
        if self.config.has(Mutant::LogsDroppedOnShutdown) {
            self.shipper.abort();
            return;
        }
        self.shipper.flush().await;
    }
}
