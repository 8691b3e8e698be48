//! Functions that give no answer which can be used, and what viewers get instead.

use super::super::answer::{Answer, Source};
use http::{HeaderValue, StatusCode};

/// Why a function gives no answer that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// It threw, or took too much: 503.
    Execution(String),
    /// What it returned is not allowed: 502.
    Validation(String),
    /// The edge does not run it for now: 503 (CF-14 N24).
    Throttled,
}

impl Failure {
    /// CF-6.8.
    pub(crate) fn answer(&self, request_id: &HeaderValue) -> Answer {
        let (status, source) = match self {
            Self::Execution(_) => (StatusCode::SERVICE_UNAVAILABLE, Source::FunctionExecutionError),
            Self::Throttled => (StatusCode::SERVICE_UNAVAILABLE, Source::FunctionThrottledError),
            Self::Validation(_) => (StatusCode::BAD_GATEWAY, Source::FunctionValidationError),
        };
        let sentence = match self {
            Self::Throttled => {
                "The CloudFront function associated with the CloudFront distribution was throttled."
            }
            _ => {
                "The CloudFront function associated with the CloudFront distribution is invalid or could not run."
            }
        };
        Answer { source, ..Answer::page(status, sentence, request_id) }
    }

    /// For whoever explains.
    pub(crate) fn why(&self) -> &str {
        match self {
            Self::Execution(why) | Self::Validation(why) => why,
            Self::Throttled => "the function is throttled",
        }
    }
}

pub(super) fn invalid<T>(why: impl Into<String>) -> Result<T, Failure> {
    Err(Failure::Validation(why.into()))
}
