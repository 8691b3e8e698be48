//! Faults that are injected into many operations alike, because S3 may do so (S3-9.4): before they
//! take effect, and into their answers.

use crate::choices::*;
use crate::requests::target::{bucket_and_key, queried};
use crate::state::S3;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use parhelion_wire::body::SMALL;
use parhelion_wire::error::Result;
use parhelion_wire::{Body, Error};
use parhelion_world::Context;
use parhelion_world::service::{Request, Response};

/// Injects failures that leave no trace: of bytes that came too slowly (A6), and behind a status 200 (A7).
pub(crate) fn fail(cx: &mut Context, operation: &str) -> Result<()> {
    match operation {
        "PutObject" | "UploadPart" if cx.choose(&UPLOAD_STALLED) != 0 => {
            let message = "Your socket connection to the server was not read from or written to \
                           within the timeout period. Idle connections will be closed.";
            Err(Error::new(400, "RequestTimeout", message))
        }
        "CopyObject" | "UploadPartCopy" | "CompleteMultipartUpload" => match cx.choose(&FAILS_LATE)
        {
            0 => Ok(()),
            1 => {
                let message = "We encountered an internal error. Please try again.";
                Err(Error::new(200, "InternalError", message))
            }
            _ => Err(Error::new(200, "SlowDown", "Please reduce your request rate.")),
        },
        _ => Ok(()),
    }
}

impl S3 {
    /// KMS may have too much to do (A38).
    pub(crate) fn check_kms_throttling(
        &self,
        cx: &mut Context,
        operation: &str,
        bucket: &str,
        key: &str,
    ) -> Result<()> {
        if !self.needs_kms(cx, operation, bucket, key) || cx.choose(&KMS_THROTTLED) == 0 {
            return Ok(());
        }
        let message = "You have exceeded the rate at which you may call KMS. Reduce the frequency \
                       of your calls.";
        Err(Error::new(400, "ThrottlingException", message))
    }

    fn needs_kms(&self, cx: &Context, operation: &str, bucket: &str, key: &str) -> bool {
        let Some(held) = self.bucket(bucket) else { return false };
        match operation {
            "PutObject" | "CopyObject" | "CreateMultipartUpload" => {
                let asked = cx.request.headers.get("x-amz-server-side-encryption");
                match asked.map(http::HeaderValue::as_bytes) {
                    Some(asked) => asked.starts_with(b"aws:kms"),
                    None => held.encryption.at(cx.now).is_by_kms(),
                }
            }
            "GetObject" => {
                let object = held.current(key).and_then(|version| version.object());
                object.is_some_and(|object| object.properties.encryption.key_arn().is_some())
            }
            _ => false,
        }
    }

    /// A bucket that is new may not be known in other regions than its own (A15).
    pub(crate) fn check_region_knows(&self, cx: &mut Context, name: &str) -> Result<()> {
        let Some(held) = self.bucket(name) else { return Ok(()) };
        if held.region == cx.region || cx.now.since(held.created) >= SETTLES {
            return Ok(());
        }
        match cx.choose(&NEW_BUCKET_ELSEWHERE) {
            0 => Ok(()),
            1 => Err(crate::errors::no_such_bucket(name)),
            _ => {
                let endpoint = format!("{name}.s3.{}.amazonaws.com", held.region);
                let message = "Please re-send this request to the specified temporary endpoint. \
                               Continue to use the original request endpoint for future requests.";
                Err(Error::new(307, "TemporaryRedirect", message)
                    .with("Bucket", name)
                    .with("Endpoint", endpoint.as_str())
                    .header("location", format!("https://{endpoint}/")))
            }
        }
    }
}

/// Injects what may become of an answer on its way.
pub(crate) fn answer(cx: &mut Context, request: &Request, response: &mut Response) {
    let success = response.status().is_success();
    let kind = response.headers().get(header::CONTENT_TYPE);
    // Objects may be XML too; their answers have an ETag, those with S3's own documents none.
    let of_object = response.headers().contains_key(header::ETAG);
    let xml = success && !of_object && kind.is_some_and(|kind| kind == "application/xml");
    let (bucket, key) = bucket_and_key(request);
    let (of_key, of_bucket) = (!key.is_empty(), key.is_empty() && !bucket.is_empty());
    let reads = request.method() == Method::GET;
    let is_object = of_key && of_object;
    if reads && success && is_object && response.body().len() > 1 && cx.choose(&BODY_CUT) != 0 {
        halve(response);
    }
    if response.status() == StatusCode::FORBIDDEN {
        deny_plainly(cx, response);
    }
    let lists = queried(request, "versions").is_some() || queried(request, "list-type").is_some();
    let plain = request.uri().query().is_none_or(str::is_empty);
    if xml && reads && of_bucket && (lists || plain) {
        if cx.choose(&LISTING_BROKEN) != 0 {
            halve(response);
        }
    } else if xml {
        add_unknown(cx, response);
    }
    if cx.choose(&CONNECTION_CLOSES) != 0 {
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, close);
    }
    if cx.choose(&HEADER_ORDER) != 0 {
        reverse(response.headers_mut());
    }
}

/// Fewer bytes than Content-Length promises: doors close the connection after them.
fn halve(response: &mut Response) {
    let body = response.body();
    *response.body_mut() = body.slice(0, body.len() / 2);
}

/// An AccessDenied need not explain itself (A31).
fn deny_plainly(cx: &mut Context, response: &mut Response) {
    // A website's own page is no document of S3's, and may be long.
    if response.body().len() > SMALL {
        return;
    }
    let Ok(bytes) = response.body().read() else { return };
    let Ok(xml) = std::str::from_utf8(&bytes) else { return };
    let Some((before, rest)) = xml.split_once("<Message>User: ") else { return };
    let Some((_, after)) = rest.split_once("</Message>") else { return };
    if cx.choose(&DENIED_PLAINLY) != 0 {
        set_body(response, format!("{before}<Message>Access Denied</Message>{after}"));
    }
}

/// Answers may get elements and headers that clients do not know (A26).
fn add_unknown(cx: &mut Context, response: &mut Response) {
    let Ok(bytes) = response.body().read() else { return };
    let Ok(xml) = std::str::from_utf8(&bytes) else { return };
    let Some(end) = xml.rfind("</") else { return };
    if cx.choose(&UNKNOWN_ELEMENT) != 0 {
        let (before, after) = xml.split_at(end);
        let name = HeaderName::from_static("x-amz-new-feature");
        response.headers_mut().insert(name, HeaderValue::from_static("on"));
        set_body(response, format!("{before}<NewFeature>on</NewFeature>{after}"));
    }
}

fn set_body(response: &mut Response, text: String) {
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(text.len()));
    *response.body_mut() = Body::from(text);
}

fn reverse(headers: &mut HeaderMap) {
    let mut all: Vec<_> = headers.iter().map(|(n, v)| (n.clone(), v.clone())).collect();
    headers.clear();
    all.reverse();
    for (name, value) in all {
        headers.append(name, value);
    }
}
