//! A media gallery: photos with a thumbnail each, an index of all of them, pages that link them through
//! CloudFront. An ordinary axum service on the AWS SDK for Rust: it knows nothing of the emulator.
//!
//! What it promises: an answer says what is so. A photo is on the page once its upload is answered, each
//! link of the page answers, what is deleted is gone from the edges as well, and nothing is left lying
//! about for good.
//!
//! - [`infrastructure`]: everything it needs in an account;
//! - [`index`]: the one object that says what there is, changed by conditional writes;
//! - [`photos`]: uploads, deletions, renames; [`trash`]: what is to be removed, and is for certain;
//! - [`tidy`]: objects that nobody knows of any more;
//! - [`log`]: a line for each request; [`web`]: the API;
//! - [`mutant`]: the bugs that can be switched on, to see whether the properties catch them.

pub mod index;
pub mod infrastructure;
pub mod log;
pub mod mutant;
pub mod photos;
pub mod tidy;
pub mod trash;
pub mod web;

use infrastructure::Infrastructure;
use log::Log;
pub use mutant::Mutant;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

/// The clients that the application talks through.
#[derive(Clone, Debug)]
pub struct Clients {
    /// Photos and the index.
    pub s3: aws_sdk_s3::Client,
    /// The distribution and its invalidations.
    pub cloudfront: aws_sdk_cloudfront::Client,
    /// Log lines.
    pub logs: aws_sdk_cloudwatchlogs::Client,
}

/// How the application is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// Prefix of every name in the account.
    pub name: String,
    /// The bug that is switched on, if any.
    pub mutant: Option<Mutant>,
}

/// The running application.
#[derive(Clone)]
pub struct Gallery {
    /// How it is set up.
    pub config: Arc<Config>,
    /// What it has in the account.
    pub infrastructure: Arc<Infrastructure>,
    pub(crate) clients: Clients,
    pub(crate) log: Arc<Log>,
    /// Only some mutants remember anything.
    pub(crate) memory: Arc<Memory>,
}

/// What no correct gallery keeps in memory.
#[derive(Default)]
pub(crate) struct Memory {
    pub(crate) thumbnails: Mutex<BTreeMap<String, String>>,
    pub(crate) trash: Mutex<Vec<String>>,
    pub(crate) busy: AtomicBool,
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

impl Gallery {
    /// Starts on infrastructure that is there already.
    pub fn resume(clients: Clients, config: Config, infrastructure: Infrastructure) -> Self {
        let log = Log::new(&clients.logs, &config, &infrastructure.log_group);
        Self {
            config: config.into(),
            infrastructure: infrastructure.into(),
            clients,
            log: log.into(),
            memory: Arc::default(),
        }
    }

    pub(crate) fn has(&self, mutant: Mutant) -> bool {
        self.config.mutant == Some(mutant)
    }

    /// Stops: lines that CloudWatch has not taken yet are sent first.
    pub async fn shut_down(&self) {
        self.log.flush().await;
    }
}

/// An id that nobody else has drawn.
pub(crate) fn fresh_id() -> String {
    format!("{:016x}", fastrand::u64(..))
}
