//! A browser: loads pages and assets, tries again when AWS has a bad moment, undoes compression.

use super::operation::Accept;
use crate::patience::Patience;
use crate::target::Target;
use bytes::Bytes;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH};
use std::io::Read;
use std::time::Duration;

/// When a browser's user tries again: CloudFront may keep an error for ten seconds (CF-7.2).
const PATIENCE: [u64; 6] = [0, 2, 12, 12, 12, 24];

/// What came back in the end.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The answer's headers.
    pub headers: http::HeaderMap,
    /// With the compression undone; none if that failed, or not everything came.
    pub content: Option<Bytes>,
    /// `gzip`, `br` or empty.
    pub coding: String,
}

impl Answer {
    /// A header's text; empty where there is none, or none that is text.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// CloudFront's own marks on an answer (CF-4).
    pub fn is_from_cloudfront(&self) -> bool {
        self.header("via").contains("cloudfront.net")
            && self.header("x-cache").ends_with("from cloudfront")
            && !self.header("x-amz-cf-id").is_empty()
    }
}

/// GET, tried again after 5xx and closed connections. `None`: never any answer.
pub async fn get(target: &Target, url: &str, accept: Accept, pop: Option<&str>) -> Option<Answer> {
    let coding = match accept {
        Accept::Plain => None,
        Accept::Gzip => Some("gzip"),
        Accept::Brotli => Some("br"),
    };
    let build = || {
        let mut request = http::Request::get(url);
        if let Some(coding) = coding {
            request = request.header(ACCEPT_ENCODING, coding);
        }
        request.body(Bytes::new()).ok()
    };
    send(target, build, pop).await
}

/// Any request, tried again after 5xx and closed connections.
pub async fn send(
    target: &Target,
    build: impl Fn() -> Option<http::Request<Bytes>>,
    pop: Option<&str>,
) -> Option<Answer> {
    let mut seen = None;
    let mut patience = Patience::new(target);
    while let Some(wait) = PATIENCE.get(patience.spent()) {
        if *wait > 0 {
            target.pass(Duration::from_secs(*wait)).await;
        }
        let request = build()?;
        let has_body = request.method() != http::Method::HEAD;
        if let Some(response) = target.browse(request, pop).await {
            let whole = !has_body || is_whole(&response);
            let done = whole && response.status().as_u16() < 500;
            let answer = read(response);
            seen = Some(Answer { content: answer.content.filter(|_| whole), ..answer });
            if done {
                break;
            }
        }
        patience.failed();
    }
    seen
}

/// Whether everything came that was announced: a connection may break off.
fn is_whole(response: &http::Response<Bytes>) -> bool {
    let announced = response.headers().get(CONTENT_LENGTH).and_then(|text| text.to_str().ok());
    let announced = announced.and_then(|text| text.parse::<usize>().ok());
    announced.is_none_or(|announced| announced <= response.body().len())
}

fn read(response: http::Response<Bytes>) -> Answer {
    let (parts, body) = response.into_parts();
    let coding = parts.headers.get(CONTENT_ENCODING).and_then(|value| value.to_str().ok());
    let coding = coding.unwrap_or_default().to_owned();
    let mut plain = Vec::new();
    let content = match coding.as_str() {
        "gzip" => flate2::read::GzDecoder::new(&body[..]).read_to_end(&mut plain).ok().map(drop),
        "br" => brotli::Decompressor::new(&body[..], 4096).read_to_end(&mut plain).ok().map(drop),
        _ => {
            plain = body.to_vec();
            Some(())
        }
    };
    Answer {
        status: parts.status.as_u16(),
        headers: parts.headers,
        content: content.map(|()| plain.into()),
        coding,
    }
}
