//! What was uploaded becomes an invoice: verified, kept where nobody can erase it, given a number, and
//! audited. Each step may be done again, so that a customer who got no answer asks again.

use crate::tickets::Ticket;
use crate::{Failure, Invoices, Mutant};
use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::primitives::DateTime;
use aws_sdk_s3::types::{ChecksumMode, ObjectLockMode};
use serde_json::json;
use std::time::Duration;

/// How long an invoice cannot be erased.
const RETENTION: Duration = Duration::from_secs(10 * 365 * 24 * 3600);

/// What became of a completion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Completion {
    /// It is an invoice.
    Recorded {
        /// Its number.
        number: u64,
    },
    /// Nobody has been given this ticket.
    NoTicket,
    /// What was announced has not been uploaded.
    NotUploaded,
    /// It was completed before, by somebody else.
    Taken,
}

/// Whether what was uploaded is where nobody can erase it.
enum Kept {
    Yes,
    /// Somebody else has put something there.
    Taken,
    NotUploaded,
}

impl Invoices {
    /// Makes an invoice of what was uploaded with a ticket.
    ///
    /// # Errors
    /// Something did not work: it may be an invoice, or not. It can be asked for again.
    pub async fn complete(&self, id: &str) -> Result<Completion, Failure> {
        let Some(ticket) = self.ticket(id).await? else { return Ok(Completion::NoTicket) };
        if self.has(Mutant::AnsweredBeforeRecorded) {
            let (invoices, id) = (self.clone(), id.to_owned());
            let number = self.read_ledger().await?.0.entries.len() as u64 + 1;
            tokio::spawn(async move { invoices.made(&id, &ticket).await.is_ok() });
            return Ok(Completion::Recorded { number });
        }
        self.made(id, &ticket).await
    }

    async fn made(&self, id: &str, ticket: &Ticket) -> Result<Completion, Failure> {
        let (ledger, _) = self.read_ledger().await?;
        let before = ledger.of(id).map(|entry| entry.number);
        if before.is_some() && self.has(Mutant::CompletedIsTaken) {
            return Ok(Completion::Taken);
        }
        // Where there is an entry, the invoice was kept before: the upload is perhaps no longer there.
        let keeps = before.is_none() || self.has(Mutant::UploadWantedAgain);
        if self.has(Mutant::RecordedBeforeKept) {
            self.record(id, ticket).await?;
        }
        if keeps {
            match self.keep_uploaded(id, ticket).await? {
                Kept::Yes => {}
                Kept::Taken => return Ok(Completion::Taken),
                // Somebody may have completed it in the meantime, and removed the upload.
                Kept::NotUploaded => {
                    let (ledger, _) = self.read_ledger().await?;
                    if before.is_some() || ledger.of(id).is_none() {
                        return Ok(Completion::NotUploaded);
                    }
                }
            }
        }
        if self.has(Mutant::UploadRemovedFirst) {
            self.remove_upload(id).await;
        }
        let number = self.record(id, ticket).await?;
        self.add_to_total(ticket, before.is_some()).await?;
        if before.is_none() || !self.has(Mutant::AuditedOnlyOnce) {
            self.audit(id, number).await?;
        }
        self.remove_upload(id).await;
        Ok(Completion::Recorded { number })
    }

    /// Whether S3 has what was announced.
    async fn is_uploaded(&self, id: &str, ticket: &Ticket) -> Result<bool, Failure> {
        let head = self.clients.s3.head_object().bucket(&self.infrastructure.bucket);
        let head = head.key(format!("incoming/{id}")).checksum_mode(ChecksumMode::Enabled);
        let head = match head.send().await {
            Ok(head) => head,
            Err(_) if self.has(Mutant::AbsentUploadIgnored) => return Ok(true),
            Err(error) if error.as_service_error().is_some_and(|error| error.is_not_found()) => {
                return Ok(false);
            }
            Err(_) if self.has(Mutant::FailedHeadIsAbsence) => return Ok(false),
            Err(error) => return Err(error.into()),
        };
        Ok(self.has(Mutant::ContentNotVerified)
            || head.checksum_sha256.as_ref() == Some(&ticket.sha256))
    }

    /// Copies what was uploaded to where it cannot be erased.
    async fn keep_uploaded(&self, id: &str, ticket: &Ticket) -> Result<Kept, Failure> {
        if !self.is_uploaded(id, ticket).await? {
            return Ok(Kept::NotUploaded);
        }
        let bucket = &self.infrastructure.bucket;
        let until = DateTime::from(self.now() + RETENTION);
        let mut copy = self.clients.s3.copy_object().bucket(bucket).key(format!("invoices/{id}"));
        if !self.has(Mutant::NoRetention) {
            copy = copy.object_lock_mode(ObjectLockMode::Compliance);
            copy = copy.object_lock_retain_until_date(until);
        }
        let once = self.has(Mutant::OwnCopyIsForeign).then(|| "*".to_owned());
        let copy = copy.copy_source(format!("{bucket}/incoming/{id}")).set_if_none_match(once);
        match copy.send().await {
            Ok(_) => Ok(Kept::Yes),
            Err(error) if error.code() == Some("PreconditionFailed") => Ok(Kept::Taken),
            Err(_) if self.has(Mutant::FailedCopyIgnored) => Ok(Kept::Yes),
            Err(_) if self.has(Mutant::AbsentUploadIgnored) => Ok(Kept::Yes),
            Err(error) if error.code() == Some("NoSuchKey") => Ok(Kept::NotUploaded),
            Err(error) => Err(error.into()),
        }
    }

    /// Nothing depends on it any more; what is left expires.
    async fn remove_upload(&self, id: &str) {
        let delete = self.clients.s3.delete_object().bucket(&self.infrastructure.bucket);
        let _ = delete.key(format!("incoming/{id}")).send().await;
    }

    /// Returns when CloudWatch has the audit line.
    async fn audit(&self, id: &str, number: u64) -> Result<(), Failure> {
        let line = json!({ "level": "audit", "ticket": id, "number": number }).to_string();
        if self.has(Mutant::AuditedAfterwards) {
            let log = self.log.clone();
            tokio::spawn(async move {
                // A while later, with whatever else there is.
                tokio::time::sleep(Duration::from_secs(1)).await;
                log.write_now(&line).await.is_ok()
            });
            return Ok(());
        }
        match self.log.write_now(&line).await {
            Err(_) if self.has(Mutant::FailedAuditIgnored) => Ok(()),
            Err(error) if self.has(Mutant::FailureUndone) => {
                self.strike(id).await?;
                Err(error)
            }
            written => written,
        }
    }
}
