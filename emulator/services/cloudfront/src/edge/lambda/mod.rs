//! Lambda@Edge (CF-11.6): functions of the user's own, registered in this process under the ARN of their
//! version, called at a behaviour's four events.
//!
//! | a question about | is answered in |
//! |---|---|
//! | which functions a behaviour calls | [`associations`] |
//! | headers as events have them, and which may not be touched | [`headers`] |
//! | a request in an event, and what a function made of it | [`request`] |
//! | a response in an event, changed or made | [`response`] |
//! | where the events are in a request's way | [`stages`] |

pub(crate) mod associations;
mod headers;
mod request;
mod response;
pub(crate) mod stages;

use super::answer::{Answer, Source};
use super::distribution::Distribution;
use http::{HeaderValue, StatusCode};
use parhelion_world::RunFailure;
use serde_json::{Value, json};
use std::time::Duration;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    ViewerRequest,
    OriginRequest,
    OriginResponse,
    ViewerResponse,
}

impl Event {
    fn name(self) -> &'static str {
        match self {
            Self::ViewerRequest => "viewer-request",
            Self::OriginRequest => "origin-request",
            Self::OriginResponse => "origin-response",
            Self::ViewerResponse => "viewer-response",
        }
    }

    fn is_at_viewers(self) -> bool {
        matches!(self, Self::ViewerRequest | Self::ViewerResponse)
    }

    fn timeout(self) -> Duration {
        Duration::from_secs(if self.is_at_viewers() { 5 } else { 30 })
    }

    /// How much of a body a function is shown, and may put in its place.
    fn body_bytes_max(self) -> usize {
        if self.is_at_viewers() { 40 << 10 } else { 1 << 20 }
    }
}

/// Why a function gives no answer that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// It is not there, failed, or took too long: 503.
    Execution(String),
    /// What it returned is not allowed: 502.
    Validation(String),
}

fn invalid<T>(why: impl Into<String>) -> Result<T, Failure> {
    Err(Failure::Validation(why.into()))
}

impl From<RunFailure> for Failure {
    fn from(failure: RunFailure) -> Self {
        Self::Execution(match failure {
            RunFailure::NotFound(why) | RunFailure::Failed(why) => why,
            RunFailure::Timeout => "it took too long".to_owned(),
        })
    }
}

impl Failure {
    /// CF-6.8.
    pub(crate) fn answer(&self, request_id: &HeaderValue) -> Answer {
        let (status, source) = match self {
            Self::Execution(_) => (StatusCode::SERVICE_UNAVAILABLE, Source::LambdaExecutionError),
            Self::Validation(_) => (StatusCode::BAD_GATEWAY, Source::LambdaValidationError),
        };
        let sentence = match self {
            Self::Execution(_) => {
                "The Lambda function associated with the CloudFront distribution is invalid or doesn't have the required permissions."
            }
            Self::Validation(_) => {
                "The Lambda function returned an invalid entry in the headers object, or an invalid request or response."
            }
        };
        Answer { source, ..Answer::page(status, sentence, request_id) }
    }

    fn why(&self) -> &str {
        match self {
            Self::Execution(why) | Self::Validation(why) => why,
        }
    }
}

/// `{"Records":[{"cf":{"config":…,"request":…}}]}`
/// (<https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html>).
fn payload(
    event: Event,
    distribution: &Distribution,
    request_id: &HeaderValue,
    request: Value,
    response: Option<Value>,
) -> bytes::Bytes {
    let mut cf = json!({
        "config": {
            "distributionDomainName": &*distribution.domain_name,
            "distributionId": &*distribution.id,
            "eventType": event.name(),
            "requestId": request_id.to_str().unwrap_or_default(),
        },
        "request": request,
    });
    if let Some(response) = response {
        cf["response"] = response;
    }
    json!({ "Records": [{ "cf": cf }] }).to_string().into()
}
