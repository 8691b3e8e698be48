//! A media gallery: photos with a thumbnail each, an index of all of them, pages that link them through
//! CloudFront. An ordinary axum service on the AWS SDK for Rust: it knows nothing of the emulator.
//!
//! What it promises: an answer says what is so. A photo is on the page once its upload is answered, each
//! link of the page answers, what is deleted is gone from the edges as well, and nothing is left lying
//! about for good.
//!
//! - [`infrastructure`]: everything it needs in an account; [`setup`]: the names of that, and clients;
//! - [`failure`]: what went wrong, in words;
//! - [`index`]: the one object that says what there is, changed by conditional writes;
//! - [`photos`]: uploads, deletions, renames; [`trash`]: what is to be removed, and is for certain;
//! - [`tidy`]: objects that nobody knows of any more;
//! - [`log`]: a line for each request; [`web`]: the API;
//! - [`mutant`]: the bugs that can be switched on, to see whether the properties catch them.

mod failure;
pub mod index;
pub mod infrastructure;
pub mod log;
pub mod mutant;
pub mod photos;
mod setup;
pub mod tidy;
pub mod trash;
pub mod web;

pub use failure::Failure;
use log::Log;
pub use mutant::Mutant;
use setup::Infrastructure;
pub use setup::{Clients, Config};
use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

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
