//! Who may read an invoice, and for how long.

use crate::ledger::Entry;
use crate::{Failure, Invoices, Mutant};
use aws_sdk_s3::presigning::PresigningConfig;
use std::time::Duration;

/// How long a link can be followed.
pub const LINK_LIFETIME: Duration = Duration::from_secs(300);

/// What becomes of a wish to read an invoice.
pub enum Link {
    /// It can be read here, for a while.
    To(String),
    /// There is none with this number.
    Missing,
    /// It is somebody else's.
    NotYours,
}

impl Invoices {
    /// A link to an invoice, for its own customer.
    ///
    /// # Errors
    /// S3 does not answer.
    pub async fn link(&self, number: u64, customer: &str) -> Result<Link, Failure> {
        let (ledger, _) = self.read_ledger().await?;
        let Some(entry) = ledger.entries.iter().find(|entry| entry.number == number) else {
            return Ok(Link::Missing);
        };
        if entry.ticket.customer != customer && !self.has(Mutant::EverybodyReads) {
            return Ok(Link::NotYours);
        }
        let folder = if self.has(Mutant::LinkedToUpload) { "incoming" } else { "invoices" };
        let get = self.clients.s3.get_object().bucket(&self.infrastructure.bucket);
        let get = get.key(format!("{folder}/{}", entry.id));
        let week = self.has(Mutant::LinksForAWeek);
        let lifetime = if week { Duration::from_secs(7 * 24 * 3600) } else { LINK_LIFETIME };
        let lifetime = PresigningConfig::builder().start_time(self.now()).expires_in(lifetime);
        Ok(Link::To(get.presigned(lifetime.build()?).await?.uri().to_owned()))
    }

    /// A customer's invoices.
    ///
    /// # Errors
    /// S3 does not answer.
    pub async fn list(&self, customer: &str) -> Result<Vec<Entry>, Failure> {
        let (ledger, _) = match self.read_ledger().await {
            Err(_) if self.has(Mutant::FailedListIsEmpty) => Default::default(),
            read => read?,
        };
        let own = ledger.entries.into_iter().filter(|entry| entry.ticket.customer == customer);
        Ok(own.collect())
    }
}
