//! Names of headers over HTTP/1.1 as AWS spells them: `ETag`, not `etag`. They mean the same, but not
//! to every client that reads answers by itself. HTTP/2 knows lower case only.

use bytes::Bytes;
use http::Extensions;
use http_body_util::Empty;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use std::io;
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

/// The spelling of all names.
#[derive(Clone)]
pub(super) struct Spelling(Extensions);

impl Spelling {
    /// hyper spells as a message does that it has read, so it is given one that has every name.
    ///
    /// # Errors
    /// Never, unless hyper does not read what it should.
    pub(super) async fn learn() -> io::Result<Self> {
        let mut message = String::from("HTTP/1.1 200 OK\r\n");
        for name in NAMES {
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
        let asks =
            async move { sender.send_request(http::Request::new(Empty::<Bytes>::new())).await };
        let tells = async move {
            far.read_exact(&mut [0; b"GET / HTTP/1.1\r\n".len()]).await?;
            far.write_all(message.as_bytes()).await
        };
        let (answer, told, _) = tokio::join!(asks, tells, connection);
        told?;
        let (parts, _) = answer.map_err(io::Error::other)?.into_parts();
        Ok(Self(parts.extensions))
    }

    /// An answer whose names will be written so.
    pub(super) fn spell<B>(self, mut answer: http::Response<B>) -> http::Response<B> {
        answer.extensions_mut().extend(self.0);
        answer
    }
}
