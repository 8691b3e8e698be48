//! Why a read has no answer.

use crate::call::Call;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use std::collections::BTreeMap;

/// Reads that failed, of one thing or of the account.
pub type Failures = BTreeMap<Call, Unread>;

/// A read without an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The code that AWS gave, or what became of the connection.
    pub code: String,
    /// AWS's message.
    pub message: String,
    /// Who was asked does not have the operation.
    pub not_here: bool,
}

impl Unread {
    /// Of an answer that is an error.
    pub fn new(status: u16, code: &str, message: &str) -> Self {
        let code = if code.is_empty() { format!("status {status}") } else { code.to_owned() };
        Self { code, message: message.to_owned(), not_here: status == 501 }
    }

    /// Of a client's error.
    pub fn of<E>(error: &SdkError<E, HttpResponse>) -> Self
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        let status = error.raw_response().map_or(0, |response| response.status().as_u16());
        match error.code() {
            Some(code) => Self::new(status, code, error.message().unwrap_or_default()),
            None if status != 0 => Self::new(status, "", error.message().unwrap_or_default()),
            None => Self::new(0, "no answer", &causes(error)),
        }
    }

    /// Whether there is simply nothing of the kind.
    pub fn is_absence(&self) -> bool {
        const CODES: [&str; 10] = [
            "NoSuchBucketPolicy",
            "NoSuchCORSConfiguration",
            "NoSuchLifecycleConfiguration",
            "NoSuchPublicAccessBlockConfiguration",
            "NoSuchTagSet",
            "NoSuchWebsiteConfiguration",
            "ObjectLockConfigurationNotFoundError",
            "OwnershipControlsNotFoundError",
            "ServerSideEncryptionConfigurationNotFoundError",
            "NoSuchPublicAccessBlock",
        ];
        CODES.contains(&self.code.as_str())
    }

    /// What it means for a check that made `call`.
    pub fn sentence(&self, call: Call) -> String {
        let Self { code, message, .. } = self;
        let colon = if message.is_empty() { "" } else { ": " };
        if self.not_here {
            return format!("this endpoint has no {} ({code})", call.operation());
        }
        format!("{} ({}) got {code}{colon}{message}", call.operation(), call.action())
    }
}

/// An error and what caused it.
fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}
