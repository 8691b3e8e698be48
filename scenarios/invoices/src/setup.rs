//! How the application is set up: plain data.

use crate::mutant::Mutant;

/// The clients that the application talks through.
#[derive(Clone, Debug)]
pub struct Clients {
    /// Invoices, tickets and the ledger.
    pub s3: aws_sdk_s3::Client,
    /// The alarm on errors.
    pub cloudwatch: aws_sdk_cloudwatch::Client,
    /// Audit lines and requests.
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

/// The names that set-up ended with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Infrastructure {
    /// The bucket of uploads (`incoming/…`), tickets, invoices and the ledger.
    pub bucket: String,
    /// The log group.
    pub log_group: String,
    /// The alarm that goes off when there are errors.
    pub alarm: String,
}
