//! S3-10, the properties about how requests come in: signatures, presigned URLs, framing, hosts,
//! regions, forms, clocks. Through the raw door, each request signed as SDKs sign.

mod addressing;
mod bodies;
mod signatures;

use http::{Request, Response};
use parhelion::wire::signature::{Credentials, Flavour, Payload, Signer};
use parhelion::{Body, Clock, Cloud, Timestamp, identity};
use std::time::Duration;

type Headers<'a> = &'a [(&'a str, &'a str)];

/// A client of the raw door.
struct Client {
    cloud: Cloud,
    credentials: Credentials,
    region: &'static str,
    /// What its clock shows too much.
    ahead: i64,
}

impl Client {
    fn new() -> Self {
        let credentials = Credentials {
            access_key: identity::ACCESS_KEY.into(),
            secret: identity::SECRET_KEY.into(),
            token: None,
        };
        let noon = Timestamp::from_secs(1_800_014_400);
        let cloud = Cloud::builder().clock(Clock::manual(noon)).build();
        Self { cloud, credentials, region: "us-east-1", ahead: 0 }
    }

    fn with_bucket() -> Self {
        let client = Self::new();
        assert_eq!(client.send("PUT", "/photos", &[], "").status(), 200);
        client
    }

    fn signer(&self) -> Signer<'_> {
        let now = Timestamp::from_secs(self.cloud.now().secs() + self.ahead);
        Signer {
            credentials: &self.credentials,
            region: self.region,
            service: "s3",
            flavour: Flavour::BareXml,
            now,
        }
    }

    fn signed(&self, method: &str, path: &str, headers: Headers, body: &[u8]) -> Request<Body> {
        let body = Body::from(body.to_vec());
        let payload = Payload::hash(&body).unwrap();
        let mut request = plain(method, path, headers, body);
        self.signer().sign(&mut request, &payload).unwrap();
        request
    }

    fn presigned(&self, method: &str, path: &str, headers: Headers, secs: u32) -> Request<Body> {
        let mut request = plain(method, path, headers, Body::empty());
        self.signer().presign(&mut request, secs).unwrap();
        request
    }

    fn send(&self, method: &str, path: &str, headers: Headers, body: &str) -> Response<Body> {
        self.cloud.handle(self.signed(method, path, headers, body.as_bytes())).unwrap()
    }

    fn send_as_it_is(&self, request: Request<Body>) -> Response<Body> {
        self.cloud.handle(request).unwrap()
    }

    fn pass(&self, secs: u64) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(self.cloud.advance(Duration::from_secs(secs)));
    }
}

fn plain(method: &str, path: &str, headers: Headers, body: Body) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    if !headers.iter().any(|(name, _)| *name == "host") {
        request = request.header("host", "s3.us-east-1.amazonaws.com");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(body).unwrap()
}

fn text(response: &Response<Body>) -> String {
    String::from_utf8_lossy(&response.body().to_bytes()).into_owned()
}

/// The code of an error.
fn code(response: &Response<Body>) -> String {
    let text = text(response);
    let rest = text.split_once("<Code>").map_or("", |(_, rest)| rest);
    rest.split_once("</Code>").map_or("", |(code, _)| code).to_owned()
}
