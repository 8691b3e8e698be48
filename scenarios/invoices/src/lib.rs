//! An invoice service: customers send invoices straight to S3 by presigned URLs, a ledger gives each a
//! number, an audit line says so. An ordinary axum service on the AWS SDK for Rust: it knows nothing of
//! the emulator.
//!
//! What it promises: an invoice that is answered with a number is kept as it was sent and cannot be erased,
//! has this number and no other, and its audit line is in CloudWatch. Numbers have no gaps. Only its own
//! customer reads it, by a link that expires.
//!
//! - [`infrastructure`]: everything it needs in an account; [`setup`]: the names of that, and clients;
//! - [`failure`]: what went wrong, in words;
//! - [`tickets`]: leave to upload; [`completion`]: what was uploaded becomes an invoice;
//! - [`ledger`]: the one object that says which invoices there are; [`totals`]: what they come to;
//! - [`links`]: who may read one, and for how long;
//! - [`log`]: audit lines and requests; [`web`]: the API;
//! - [`mutant`]: the bugs that can be switched on, to see whether the properties catch them.

pub mod completion;
mod failure;
pub mod infrastructure;
pub mod ledger;
pub mod links;
pub mod log;
pub mod mutant;
mod setup;
pub mod tickets;
pub mod totals;
pub mod web;

pub use failure::Failure;
use log::Log;
pub use mutant::Mutant;
use setup::Infrastructure;
pub use setup::{Clients, Config};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

/// The running application.
#[derive(Clone)]
pub struct Invoices {
    /// How it is set up.
    pub config: Arc<Config>,
    /// What it has in the account.
    pub infrastructure: Arc<Infrastructure>,
    pub(crate) clients: Clients,
    pub(crate) log: Arc<Log>,
    /// Only a mutant keeps tickets in memory.
    pub(crate) memory: Arc<Mutex<BTreeMap<String, tickets::Ticket>>>,
}

impl Invoices {
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

    /// The SDK's own time source, so that one clock serves all.
    pub(crate) fn now(&self) -> SystemTime {
        let source = self.clients.s3.config().time_source();
        source.map_or_else(SystemTime::now, |source| source.now())
    }

    /// Stops: lines that CloudWatch has not taken yet are sent first.
    pub async fn shut_down(&self) {
        self.log.flush().await;
    }
}
