//! From what was found or fetched to what the viewer gets: shaping by method, conditions and range
//! (CF-3.9, CF-3.11, CF-3.12), and where it comes from (CF-4.1).

use super::conditions::{self, Verdict};
use super::error_page;
use super::range::{self, Parts};
use super::viewer::Viewer;
use http::header::{
    ACCEPT_RANGES, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, RANGE,
    TRANSFER_ENCODING,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use parhelion_wire::{Body, Timestamp};

/// Where an answer comes from: `X-Cache`'s word (CF-4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Hit,
    Miss,
    RefreshHit,
    Redirect,
    Error,
    /// A viewer-request function answered.
    FunctionGeneratedResponse,
    FunctionExecutionError,
    FunctionThrottledError,
    FunctionValidationError,
    LambdaGeneratedResponse,
    LambdaExecutionError,
    LambdaValidationError,
}

impl Source {
    /// Whether the edge has an error to tell, for which there may be a custom page.
    pub(crate) fn is_error(self) -> bool {
        matches!(
            self,
            Self::Error
                | Self::FunctionExecutionError
                | Self::FunctionThrottledError
                | Self::FunctionValidationError
                | Self::LambdaExecutionError
                | Self::LambdaValidationError
        )
    }

    /// Whether a viewer-response function sees the answer: not what failed, nor what a function made, nor a
    /// redirect (CF-1.1).
    pub(crate) fn is_from_the_origin(self) -> bool {
        matches!(self, Self::Hit | Self::Miss | Self::RefreshHit)
    }

    /// `X-Cache`, of which [`Source::word`] is the first word.
    pub(crate) fn x_cache(self) -> HeaderValue {
        HeaderValue::from_static(self.text())
    }

    pub(crate) fn word(self) -> &'static str {
        self.text().split(' ').next().unwrap_or_default()
    }

    fn text(self) -> &'static str {
        match self {
            Self::Hit => "Hit from cloudfront",
            Self::Miss => "Miss from cloudfront",
            Self::RefreshHit => "RefreshHit from cloudfront",
            Self::Redirect => "Redirect from cloudfront",
            Self::Error => "Error from cloudfront",
            Self::FunctionGeneratedResponse => "FunctionGeneratedResponse from cloudfront",
            Self::FunctionExecutionError => "FunctionExecutionError from cloudfront",
            Self::FunctionThrottledError => "FunctionThrottledError from cloudfront",
            Self::FunctionValidationError => "FunctionValidationError from cloudfront",
            Self::LambdaGeneratedResponse => "LambdaGeneratedResponse from cloudfront",
            Self::LambdaExecutionError => "LambdaExecutionError from cloudfront",
            Self::LambdaValidationError => "LambdaValidationError from cloudfront",
        }
    }

    /// The cache's part of Server-Timing (CF-4.6).
    pub(crate) fn timing(self) -> &'static str {
        match self {
            Self::Hit => "cdn-cache-hit",
            Self::RefreshHit => "cdn-cache-refresh",
            _ => "cdn-cache-miss",
        }
    }
}

/// An answer before the edge's headers.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    pub(crate) source: Source,
    /// Seconds since the object was fetched, on hits (CF-3.12).
    pub(crate) age: Option<u64>,
}

impl Answer {
    /// A page of the edge's own.
    pub(crate) fn page(status: StatusCode, sentence: &str, request_id: &HeaderValue) -> Self {
        let (headers, body) = error_page::page(status, sentence, request_id);
        Self { status, headers, body, source: Source::Error, age: None }
    }

    pub(crate) fn xml(code: &str, message: &str) -> Self {
        let (headers, body) = error_page::xml(code, message);
        Self { status: StatusCode::FORBIDDEN, headers, body, source: Source::Error, age: None }
    }

    pub(crate) fn redirect(status: StatusCode, location: HeaderValue) -> Self {
        let (headers, body) = error_page::redirect(status, location);
        Self { status, headers, body, source: Source::Redirect, age: None }
    }

    /// An answer that holds a whole object, made what the viewer asked of it.
    pub(crate) fn shaped(mut self, viewer: &Viewer, request_id: &HeaderValue) -> Self {
        let reads = viewer.method == Method::GET || viewer.method == Method::HEAD;
        if self.status != StatusCode::OK || !reads {
            return self;
        }
        if conditions::any(&viewer.headers) {
            match conditions::decide(&viewer.headers, &self.headers) {
                Verdict::Serve => {}
                Verdict::NotModified => return self.not_modified(),
                Verdict::Failed => {
                    let status = StatusCode::PRECONDITION_FAILED;
                    return Self::page(status, error_page::BAD_REQUEST, request_id);
                }
            }
        }
        if viewer.method == Method::GET && viewer.headers.contains_key(RANGE) {
            self = self.ranged(viewer, request_id);
        }
        self
    }

    fn not_modified(mut self) -> Self {
        self.status = StatusCode::NOT_MODIFIED;
        self.body = Body::empty();
        for name in
            [CONTENT_LENGTH, CONTENT_TYPE, CONTENT_ENCODING, ACCEPT_RANGES, TRANSFER_ENCODING]
        {
            self.headers.remove(name);
        }
        self
    }

    fn ranged(self, viewer: &Viewer, request_id: &HeaderValue) -> Self {
        let Some(specs) = requested_ranges(viewer) else { return self };
        if !conditions::range_holds(&viewer.headers, &self.headers) {
            return self;
        }
        let total = self.body.len();
        match range::resolve(&specs, total) {
            range::Resolved::Whole => self,
            range::Resolved::Partial(ranges) if ranges.len() == 1 => {
                let body = self.body.slice(ranges[0].first, ranges[0].len());
                self.partial(ranges[0], total, body)
            }
            range::Resolved::Partial(ranges) => self.several(&ranges, total, request_id),
            range::Resolved::Unsatisfiable => Self::unsatisfiable(total, request_id),
        }
    }

    /// 206 with one range.
    pub(crate) fn partial(mut self, range: range::Range, total: u64, body: Body) -> Self {
        self.status = StatusCode::PARTIAL_CONTENT;
        self.headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        if let Ok(value) = HeaderValue::from_str(&range.content_range(total)) {
            self.headers.insert(CONTENT_RANGE, value);
        }
        self.body = body;
        self
    }

    /// 206 with `multipart/byteranges`.
    fn several(mut self, ranges: &[range::Range], total: u64, request_id: &HeaderValue) -> Self {
        let id = request_id.to_str().unwrap_or_default();
        let boundary = format!("CloudFront:{:016x}", parhelion_world::random::hash(0, id));
        let kind = self.headers.remove(CONTENT_TYPE);
        let kind = kind.as_ref().and_then(|kind| kind.to_str().ok());
        let kind = kind.map(|kind| format!("Content-Type: {kind}\r\n")).unwrap_or_default();
        let mut body = Body::empty();
        for range in ranges {
            let place = range.content_range(total);
            let head = format!("\r\n--{boundary}\r\n{kind}Content-Range: {place}\r\n\r\n");
            body.push(head.into());
            body.append(&self.body.slice(range.first, range.len()));
        }
        body.push(format!("\r\n--{boundary}--\r\n").into());
        self.status = StatusCode::PARTIAL_CONTENT;
        self.headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        if let Ok(value) =
            HeaderValue::from_str(&format!("multipart/byteranges; boundary={boundary}"))
        {
            self.headers.insert(CONTENT_TYPE, value);
        }
        self.body = body;
        self
    }

    /// 416 (CF-3.11f).
    pub(crate) fn unsatisfiable(total: u64, request_id: &HeaderValue) -> Self {
        let status = StatusCode::RANGE_NOT_SATISFIABLE;
        let mut answer = Self::page(status, error_page::BAD_REQUEST, request_id);
        if let Ok(value) = HeaderValue::from_str(&format!("bytes */{total}")) {
            answer.headers.insert(CONTENT_RANGE, value);
        }
        answer
    }
}

/// The ranges that a viewer asks for, if it does so in an understandable way.
pub(crate) fn requested_ranges(viewer: &Viewer) -> Option<Vec<range::RangeSpec>> {
    range::parse(viewer.headers.get(RANGE)?.to_str().ok()?)
}

/// The one range that a viewer asks for, if the cached parts have it.
pub(crate) fn part(
    viewer: &Viewer,
    headers: &HeaderMap,
    parts: &Parts,
) -> Option<(range::Range, Body)> {
    let specs = requested_ranges(viewer)?;
    let [one] = specs.as_slice() else { return None };
    let range = one.within(parts.total)?;
    let plain =
        !conditions::any(&viewer.headers) && conditions::range_holds(&viewer.headers, headers);
    parts.get(range).filter(|_| plain).map(|body| (range, body))
}

pub(crate) fn http_date(now: Timestamp) -> HeaderValue {
    // Four-digit years are all that the format knows.
    let most = Timestamp::from_secs(253_402_300_799);
    let text = httpdate::fmt_http_date(now.min(most).max(Timestamp(0)).system_time());
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}
