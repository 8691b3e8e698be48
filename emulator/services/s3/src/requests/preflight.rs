//! Preflights, and the CORS headers of every other answer (S3-7.9).

use crate::requests::cors::CorsRequest;
use crate::requests::target::bucket_and_key;
use crate::state::S3;
use crate::website::hosting;
use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue};
use parhelion_wire::error::Result;
use parhelion_wire::{Body, Error};
use parhelion_world::Context;
use parhelion_world::service::{Request, Response};
use std::borrow::Cow;

impl S3 {
    /// Whether a browser may send what it asks for (S3-7.9a–e).
    pub(crate) fn preflight(&self, cx: &Context, request: &Request) -> Result<Response> {
        let headers = request.headers();
        let Some(origin) = header_text(headers, &header::ORIGIN) else {
            let message = "Insufficient information. Origin request header needed.";
            return Err(Error::new(400, "BadRequest", message));
        };
        let (bucket, key) = bucket_and_key(request);
        let method = header_text(headers, &header::ACCESS_CONTROL_REQUEST_METHOD);
        let method = method.unwrap_or("OPTIONS");
        let forbidden = |message: &'static str, kind: &str| {
            Error::new(403, "AccessForbidden", message)
                .with("Method", method)
                .with("ResourceType", kind)
        };
        let Some(held) = self.bucket(&bucket) else {
            return Err(forbidden("CORSResponse: Bucket not found", "BUCKET"));
        };
        let Some(rules) = held.cors.at(cx.now) else {
            let message = "CORSResponse: CORS is not enabled for this bucket.";
            return Err(forbidden(message, "BUCKET"));
        };
        if !headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD) {
            let message = "Invalid Access-Control-Request-Method: null";
            return Err(Error::new(400, "BadRequest", message));
        }
        let asked_headers = header_text(headers, &header::ACCESS_CONTROL_REQUEST_HEADERS);
        let asked = CorsRequest { origin, method, headers: asked_headers };
        let Some(grant) = asked.find(rules) else {
            let message = "CORSResponse: This CORS request is not allowed. This is usually because \
                           the evalution of Origin, request method / Access-Control-Request-Method \
                           or Access-Control-Request-Headers are not whitelisted by the resource's \
                           CORS spec.";
            return Err(forbidden(message, if key.is_empty() { "BUCKET" } else { "OBJECT" }));
        };
        let mut response = Response::new(Body::empty());
        add(response.headers_mut(), asked.headers(&grant, true));
        response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
        Ok(response)
    }

    /// The headers that let a browser read the answer, also where that is an error (S3-7.9f–h).
    pub(crate) fn add_cors(&self, cx: &Context, request: &Request, headers: &mut HeaderMap) {
        let Some(origin) = header_text(request.headers(), &header::ORIGIN) else { return };
        let host = header_text(request.headers(), &header::HOST).and_then(hosting::bucket_of);
        let bucket = host.map_or_else(|| bucket_and_key(request).0, Cow::Borrowed);
        let Some(Some(rules)) = self.bucket(&bucket).map(|held| held.cors.at(cx.now)) else {
            return;
        };
        let sent = request.headers();
        let method = header_text(sent, &header::ACCESS_CONTROL_REQUEST_METHOD);
        let asked = CorsRequest {
            origin,
            method: method.unwrap_or(request.method().as_str()),
            headers: header_text(sent, &header::ACCESS_CONTROL_REQUEST_HEADERS),
        };
        if let Some(grant) = asked.find(rules) {
            add(headers, asked.headers(&grant, false));
        }
    }
}

fn header_text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// A stored text that no header can carry is left out.
fn add(headers: &mut HeaderMap, pairs: Vec<(&'static str, String)>) {
    for (name, value) in pairs {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}
