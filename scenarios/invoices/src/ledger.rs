//! The ledger: one object that says which invoices there are, in the order of their numbers. Whoever
//! adds one reads it first, and writes on condition that nobody else has.

use crate::tickets::Ticket;
use crate::{Failure, Invoices, Mutant};
use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::primitives::ByteStream;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Where it stands.
pub const KEY: &str = "ledger.json";
/// How often it is read, or written, in vain.
const TRIES: u32 = 12;

/// Which invoices there are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// In the order of their numbers.
    pub entries: Vec<Entry>,
}

/// One invoice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// From 1, without gaps.
    pub number: u64,
    /// The ticket that it came by: its object is `invoices/<ticket>`.
    pub id: String,
    /// What it is.
    #[serde(flatten)]
    pub ticket: Ticket,
}

impl Ledger {
    /// The entry of a ticket.
    pub fn of(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }
}

impl Invoices {
    /// The ledger, and the tag of what was read.
    ///
    /// # Errors
    /// S3 does not answer, or breaks off again and again.
    pub async fn read_ledger(&self) -> Result<(Ledger, Option<String>), Failure> {
        let mut tries = 0;
        loop {
            tries += 1;
            let get = self.clients.s3.get_object().bucket(&self.infrastructure.bucket).key(KEY);
            let object = match get.send().await {
                Ok(object) => object,
                Err(_) if self.has(Mutant::UnreadLedgerIsEmpty) => return Ok(Default::default()),
                Err(error) => return Err(error.into()),
            };
            let tag = object.e_tag.clone();
            match object.body.collect().await {
                Ok(body) => return Ok((serde_json::from_slice(&body.into_bytes())?, tag)),
                Err(_) if self.has(Mutant::HalfALedgerIsEmpty) => {
                    return Ok((Ledger::default(), tag));
                }
                Err(_) if tries < TRIES => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Adds an invoice, unless it is there, and answers its number.
    ///
    /// # Errors
    /// S3 does not answer: it may be there or not. Others come in between all the time: it is not.
    pub async fn record(&self, id: &str, ticket: &Ticket) -> Result<u64, Failure> {
        let counted = match self.has(Mutant::NumbersFromACounter) {
            true => Some(self.count().await?),
            false => None,
        };
        for attempt in 0..TRIES {
            let (mut ledger, tag) = self.read_ledger().await?;
            // Completed before; or an earlier try was made, and its answer was lost.
            let again = attempt > 0 && self.has(Mutant::OwnEntryRepeated)
                || self.has(Mutant::CompletionsNotCompared);
            if let Some(entry) = ledger.of(id).filter(|_| !again) {
                return Ok(entry.number);
            }
            let number = counted.unwrap_or(ledger.entries.len() as u64 + 1);
            ledger.entries.push(Entry { number, id: id.to_owned(), ticket: ticket.clone() });
            let Err(error) = self.write_ledger(&ledger, tag).await else { return Ok(number) };
            match error.code() {
                Some("PreconditionFailed") if self.has(Mutant::ConflictTakenForOwn) => {
                    return Ok(number);
                }
                Some("ConditionalRequestConflict") if self.has(Mutant::RaceTakenForOwn) => {
                    return Ok(number);
                }
                Some("PreconditionFailed") if self.has(Mutant::ConflictIsFailure) => {
                    return Err(error.into());
                }
                Some("PreconditionFailed" | "ConditionalRequestConflict") => {}
                _ if self.has(Mutant::FailedEntryIgnored) => return Ok(number),
                _ => return Err(error.into()),
            }
            self.pause(attempt).await;
        }
        Err(Failure("others write to the ledger all the time".into()))
    }

    /// Takes an invoice off again.
    pub(crate) async fn strike(&self, id: &str) -> Result<(), Failure> {
        let (mut ledger, tag) = self.read_ledger().await?;
        ledger.entries.retain(|entry| entry.id != id);
        Ok(self.write_ledger(&ledger, tag).await?)
    }

    async fn write_ledger(
        &self,
        ledger: &Ledger,
        tag: Option<String>,
    ) -> Result<(), aws_sdk_s3::Error> {
        let text = serde_json::to_vec(ledger).unwrap_or_default();
        let tag = tag.filter(|_| !self.has(Mutant::NoLedgerLock));
        let put = self.clients.s3.put_object().bucket(&self.infrastructure.bucket).key(KEY);
        let put = put.content_type("application/json").set_if_match(tag);
        put.body(ByteStream::from(text)).send().await?;
        Ok(())
    }

    /// The next number of a counter of its own.
    async fn count(&self) -> Result<u64, Failure> {
        const COUNTER: &str = "counter";
        for attempt in 0..TRIES {
            let get = self.clients.s3.get_object().bucket(&self.infrastructure.bucket);
            let object = get.key(COUNTER).send().await?;
            let tag = object.e_tag.clone();
            let Ok(body) = object.body.collect().await else { continue };
            let next = String::from_utf8_lossy(&body.into_bytes()).parse::<u64>()? + 1;
            let put = self.clients.s3.put_object().bucket(&self.infrastructure.bucket);
            let put = put.key(COUNTER).set_if_match(tag);
            match put.body(ByteStream::from(next.to_string().into_bytes())).send().await {
                Ok(_) => return Ok(next),
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
        Err(Failure("others count all the time".into()))
    }

    pub(crate) async fn pause(&self, attempt: u32) {
        let pause = 10 + fastrand::u64(..20 << attempt.min(6));
        tokio::time::sleep(Duration::from_millis(pause)).await;
    }
}
