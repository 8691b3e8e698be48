//! What a customer's invoices come to. The ledger says it; who keeps the sum beside it keeps it twice.

use crate::tickets::Ticket;
use crate::{Failure, Invoices, Mutant};
use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::primitives::ByteStream;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where mutants keep sums.
pub const KEY: &str = "totals.json";

/// How many invoices, and how many bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// How many.
    pub count: u64,
    /// Their lengths together.
    pub bytes: u64,
}

impl Invoices {
    fn keeps_totals(&self) -> bool {
        self.has(Mutant::TotalAddedAgain) || self.has(Mutant::TotalAddedOnlyOnce)
    }

    /// What a customer's invoices come to.
    ///
    /// # Errors
    /// S3 does not answer.
    pub async fn total(&self, customer: &str) -> Result<Total, Failure> {
        if self.keeps_totals() {
            return Ok(self.read_totals().await?.0.get(customer).copied().unwrap_or_default());
        }
        let (ledger, _) = self.read_ledger().await?;
        let own = ledger.entries.iter().filter(|entry| entry.ticket.customer == customer);
        Ok(own.fold(Total::default(), |total, entry| Total {
            count: total.count + 1,
            bytes: total.bytes + entry.ticket.bytes,
        }))
    }

    /// Mutants add an invoice to a sum: again when it is completed again, or not even then when the first
    /// time came to nothing.
    pub(crate) async fn add_to_total(&self, ticket: &Ticket, again: bool) -> Result<(), Failure> {
        if !self.keeps_totals() || (again && self.has(Mutant::TotalAddedOnlyOnce)) {
            return Ok(());
        }
        for attempt in 0..12 {
            let (mut totals, tag) = self.read_totals().await?;
            let total = totals.entry(ticket.customer.clone()).or_default();
            total.count += 1;
            total.bytes += ticket.bytes;
            let put = self.clients.s3.put_object().bucket(&self.infrastructure.bucket).key(KEY);
            let text = ByteStream::from(serde_json::to_vec(&totals)?);
            match put.set_if_match(tag).body(text).send().await {
                Ok(_) => return Ok(()),
                Err(error)
                    if matches!(
                        error.code(),
                        Some("PreconditionFailed" | "ConditionalRequestConflict")
                    ) =>
                {
                    self.pause(attempt).await;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(Failure("others add to the totals all the time".into()))
    }

    async fn read_totals(&self) -> Result<(BTreeMap<String, Total>, Option<String>), Failure> {
        let get = self.clients.s3.get_object().bucket(&self.infrastructure.bucket).key(KEY);
        let object = get.send().await?;
        let tag = object.e_tag.clone();
        Ok((serde_json::from_slice(&object.body.collect().await?.into_bytes())?, tag))
    }
}
