//! One viewer's request and what came of it.

use super::super::answer::Source;
use super::super::distribution::Distribution;
use super::super::viewer::Viewer;
use http::{HeaderMap, HeaderValue, StatusCode};
use parhelion_wire::Timestamp;
use std::sync::Arc;
use std::time::Duration;

/// How a function ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Passed,
    Failed,
    Invalid,
    Throttled,
}

/// A CloudFront function was called for it.
#[derive(Clone, Debug)]
pub(crate) struct FunctionCall {
    pub(crate) function: Arc<str>,
    pub(crate) outcome: Outcome,
    pub(crate) utilization: u8,
}

/// Everything that is counted, and written down.
pub(crate) struct Exchange<'a> {
    pub(crate) distribution: &'a Arc<Distribution>,
    /// The edge location's name.
    pub(crate) pop: &'a str,
    pub(crate) viewer: &'a Viewer,
    pub(crate) request_id: &'a HeaderValue,
    pub(crate) status: StatusCode,
    pub(crate) source: Source,
    pub(crate) headers: &'a HeaderMap,
    /// Of the body.
    pub(crate) bytes: u64,
    /// When the request arrived.
    pub(crate) begun: Timestamp,
    /// How long the origin took, where it was asked.
    pub(crate) origin_took: Option<Duration>,
    pub(crate) calls: &'a [FunctionCall],
}

impl Exchange<'_> {
    /// What an answer's head takes on an HTTP/1.1 connection.
    fn head_bytes(headers: &HeaderMap) -> u64 {
        let lines = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4);
        lines.sum::<usize>() as u64
    }

    /// Sent to the viewer, heads included.
    pub(crate) fn bytes_sent(&self) -> u64 {
        Self::head_bytes(self.headers) + self.bytes
    }

    /// Sent by the viewer, heads included.
    pub(crate) fn bytes_received(&self) -> u64 {
        Self::head_bytes(&self.viewer.headers)
            + self.viewer.path().len() as u64
            + self.viewer.body.len()
    }
}
