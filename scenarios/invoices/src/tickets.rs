//! Leave to upload one invoice: a ticket, which says what was announced, and a presigned URL that takes
//! nothing else.

use crate::{Failure, Invoices, Mutant};
use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::ByteStream;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::PoisonError;
use std::time::Duration;

/// How long a file may take to come.
pub const UPLOAD_LIFETIME: Duration = Duration::from_secs(900);

/// What a customer has announced.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ticket {
    /// Whose it is.
    pub customer: String,
    /// Base64 of SHA-256.
    pub sha256: String,
    /// Its length.
    pub bytes: u64,
}

/// Leave to upload.
#[derive(Serialize)]
pub struct Leave {
    /// The ticket's id.
    pub ticket: String,
    /// Where the file is PUT.
    pub url: String,
    /// Headers that go with it.
    pub headers: BTreeMap<String, String>,
}

impl Invoices {
    /// Gives leave to upload what is announced. `None`: somebody else has the ticket.
    ///
    /// # Errors
    /// S3 does not answer.
    pub async fn give_leave(&self, ticket: &Ticket) -> Result<Option<Leave>, Failure> {
        let id = format!("{:016x}", fastrand::u64(..));
        if self.has(Mutant::TicketsInMemory) {
            let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
            memory.insert(id.clone(), ticket.clone());
        } else {
            let put = self.clients.s3.put_object().bucket(&self.infrastructure.bucket);
            let put = put.key(format!("tickets/{id}.json"));
            let once = self.has(Mutant::OwnTicketIsForeign).then(|| "*".to_owned());
            let body = ByteStream::from(serde_json::to_vec(ticket)?);
            let stored = put.set_if_none_match(once).body(body).send().await;
            match stored {
                Err(error) if error.code() == Some("PreconditionFailed") => return Ok(None),
                Err(_) if self.has(Mutant::FailedTicketIgnored) => {}
                stored => drop(stored?),
            }
        }
        let put = self.clients.s3.put_object().bucket(&self.infrastructure.bucket);
        let mut put = put.key(format!("incoming/{id}"));
        // What is signed cannot be another file.
        if !self.has(Mutant::ContentNotVerified) {
            put = put.checksum_sha256(&ticket.sha256);
        }
        let lifetime = PresigningConfig::builder().start_time(self.now());
        let signed = put.presigned(lifetime.expires_in(UPLOAD_LIFETIME).build()?).await?;
        let headers = signed.headers().map(|(name, value)| (name.to_owned(), value.to_owned()));
        let headers = headers.collect();
        Ok(Some(Leave { ticket: id, url: signed.uri().to_owned(), headers }))
    }

    /// What was announced; `None`: nobody has been given this ticket.
    ///
    /// # Errors
    /// S3 does not answer.
    pub async fn ticket(&self, id: &str) -> Result<Option<Ticket>, Failure> {
        if self.has(Mutant::TicketsInMemory) {
            let memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
            return Ok(memory.get(id).cloned());
        }
        let mut tries = 0;
        loop {
            tries += 1;
            let get = self.clients.s3.get_object().bucket(&self.infrastructure.bucket);
            let object = match get.key(format!("tickets/{id}.json")).send().await {
                Ok(object) => object,
                Err(error) if error.code() == Some("NoSuchKey") => return Ok(None),
                Err(_) if self.has(Mutant::UnreadTicketIsNone) => return Ok(None),
                Err(error) => return Err(error.into()),
            };
            // A body may break off, and the SDK does not try that again.
            match object.body.collect().await {
                Ok(body) => return Ok(Some(serde_json::from_slice(&body.into_bytes())?)),
                Err(_) if self.has(Mutant::UnreadTicketIsNone) => return Ok(None),
                Err(_) if tries < 10 => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}
