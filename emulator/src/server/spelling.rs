//! Names of headers over HTTP/1.1 as AWS spells them: `ETag`, not `etag`. They mean the same, but not
//! to every client that reads answers by itself. HTTP/2 knows lower case only.

use bytes::Bytes;
use http::{Extensions, HeaderName};
use http_body_util::Empty;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use std::io;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// As the examples of AWS's API references show them; what is not here is in lower case there, too:
/// `x-amz-request-id`. A name stands here as often as an answer may have it.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_Examples>,
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonResponseHeaders.html>,
/// <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html>
const NAMES: &[&str] = &[
    "Accept-Ranges",
    "Access-Control-Allow-Credentials",
    "Access-Control-Allow-Headers",
    "Access-Control-Allow-Methods",
    "Access-Control-Allow-Origin",
    "Access-Control-Expose-Headers",
    "Access-Control-Max-Age",
    "Age",
    "Allow",
    "Cache-Control",
    "Connection",
    "Content-Disposition",
    "Content-Encoding",
    "Content-Language",
    "Content-Length",
    "Content-Range",
    "Content-Security-Policy",
    "Content-Type",
    "Date",
    "ETag",
    "Expires",
    "Last-Modified",
    "Location",
    "Referrer-Policy",
    "Retry-After",
    "Server",
    "Set-Cookie",
    "Set-Cookie",
    "Set-Cookie",
    "Set-Cookie",
    "Strict-Transport-Security",
    "Transfer-Encoding",
    "Upgrade",
    "Vary",
    "Vary",
    "Via",
    "WWW-Authenticate",
    "X-Amz-Cf-Id",
    "X-Amz-Cf-Pop",
    "X-Cache",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "X-XSS-Protection",
    "x-amzn-RequestId",
];

/// Those of [`NAMES`] that most answers have, and no others but such as are in lower case. A message's
/// spelling is copied into each answer, name by name.
const OF_MOST: [&str; 10] = [
    "Accept-Ranges",
    "Connection",
    "Content-Length",
    "Content-Type",
    "Date",
    "ETag",
    "Last-Modified",
    "Server",
    "Transfer-Encoding",
    "x-amzn-RequestId",
];

/// The spelling of names.
#[derive(Clone)]
pub(super) struct Spelling(Arc<Inner>);

struct Inner {
    of_most: Extensions,
    of_all: Extensions,
}

impl Spelling {
    /// # Errors
    /// Never, unless hyper does not read what it should.
    pub(super) async fn learn() -> io::Result<Self> {
        let (of_most, of_all) = (learn(&OF_MOST).await?, learn(NAMES).await?);
        Ok(Self(Arc::new(Inner { of_most, of_all })))
    }

    /// An answer whose names will be written so.
    pub(super) fn spell<B>(&self, mut answer: http::Response<B>) -> http::Response<B> {
        let is_of_most = |name: &HeaderName| {
            let name = name.as_str();
            let is_lower = name.starts_with("x-amz-") && !name.starts_with("x-amz-cf-");
            is_lower || OF_MOST.iter().any(|it| it.eq_ignore_ascii_case(name))
        };
        let spelling = match answer.headers().keys().all(is_of_most) {
            true => &self.0.of_most,
            false => &self.0.of_all,
        };
        answer.extensions_mut().extend(spelling.clone());
        answer
    }
}

/// hyper spells as a message does that it has read, so it is given one that has the names.
async fn learn(names: &[&str]) -> io::Result<Extensions> {
    let mut message = String::from("HTTP/1.1 200 OK\r\n");
    for name in names {
        let value = match *name {
            "Connection" => "close",
            "Content-Length" => "0",
            "Transfer-Encoding" => "chunked",
            _ => "",
        };
        message += &format!("{name}: {value}\r\n");
    }
    message += "\r\n0\r\n\r\n";
    let (near, mut far) = tokio::io::duplex(message.len());
    let mut builder = http1::Builder::new();
    let handshake = builder.preserve_header_case(true).handshake(TokioIo::new(near));
    let (mut sender, connection) = handshake.await.map_err(io::Error::other)?;
    let asks = async move { sender.send_request(http::Request::new(Empty::<Bytes>::new())).await };
    let tells = async move {
        far.read_exact(&mut [0; b"GET / HTTP/1.1\r\n".len()]).await?;
        far.write_all(message.as_bytes()).await
    };
    let (answer, told, _) = tokio::join!(asks, tells, connection);
    told?;
    let (parts, _) = answer.map_err(io::Error::other)?.into_parts();
    Ok(parts.extensions)
}

#[cfg(test)]
mod tests {
    use super::{NAMES, OF_MOST};

    #[test]
    fn those_of_most_are_spelled_as_all_are() {
        assert!(OF_MOST.iter().all(|name| NAMES.contains(name)));
        assert!(
            NAMES.iter().all(|name| !name.starts_with("x-amz-")),
            "is_of_most takes them as they are"
        );
    }
}
