//! How the application is set up: plain data.

use crate::mutant::Mutant;

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

/// The names that set-up ended with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Infrastructure {
    /// The bucket of photos (`photos/…`), thumbnails (`thumbs/…`) and the index.
    pub bucket: String,
    /// The distribution's id.
    pub distribution: String,
    /// `d….cloudfront.net`.
    pub domain: String,
    /// The log group.
    pub log_group: String,
}
