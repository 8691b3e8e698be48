//! Signatures, read, verified and made.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

mod claims;
mod documented;
mod properties;
mod v4a;
mod verification;

use super::*;
use crate::checksum::sha256_hex;
use crate::error::Result;
use crate::{Body, Error, Timestamp};
use http::Request;
use std::time::Duration;

const HOST: &str = "examplebucket.s3.amazonaws.com";

fn credentials() -> Credentials {
    Credentials {
        access_key: "AKIAIOSFODNN7EXAMPLE".into(),
        secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".into(),
        token: None,
    }
}

/// 2013-05-24T00:00:00Z, the day of S3-2.5.
fn day() -> Timestamp {
    date::parse_basic("20130524T000000Z").unwrap()
}

fn signer(credentials: &Credentials) -> Signer<'_> {
    Signer {
        credentials,
        region: "us-east-1",
        service: "s3",
        flavour: Flavour::BareXml,
        now: day(),
    }
}

fn request(method: &str, host: &str, path: &str, headers: &[(&str, &str)]) -> Request<()> {
    let mut builder =
        Request::builder().method(method).uri(format!("https://{host}{path}")).header("host", host);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(()).unwrap()
}

fn claim(request: &Request<()>, flavour: Flavour) -> Result<SigV4> {
    Ok(parse(request.into(), flavour)?.signed().unwrap().clone())
}

fn check_at(request: &Request<()>, flavour: Flavour, now: Timestamp) -> Result<Seed> {
    let claimed = parse(request.into(), flavour)?;
    let payload = match flavour {
        Flavour::BareXml => Payload::declared(request.into(), &claimed)?,
        Flavour::WrappedXml | Flavour::Json => Payload::of_body(request.into(), &Body::empty())?,
    };
    let claim = claimed.signed().unwrap();
    verify(
        claim,
        request.into(),
        &payload,
        flavour,
        &credentials().secret,
        &SigningKeys::default(),
        now,
    )
}

fn check(request: &Request<()>) -> Result<Seed> {
    check_at(request, Flavour::BareXml, day())
}

fn signed(method: &str, path: &str, headers: &[(&str, &str)]) -> Request<()> {
    let mut request = request(method, HOST, path, headers);
    signer(&credentials()).sign(&mut request, &Payload::empty()).unwrap();
    request
}

fn set(request: &mut Request<()>, name: &'static str, value: &str) {
    request.headers_mut().insert(name, value.parse().unwrap());
}

fn edit(request: &mut Request<()>, from: &str, to: &str) {
    let text = request.headers()["authorization"].to_str().unwrap().replacen(from, to, 1);
    set(request, "authorization", &text);
}

fn reuri(request: &mut Request<()>, from: &str, to: &str) {
    let uri = request.uri().to_string().replacen(from, to, 1);
    *request.uri_mut() = uri.parse().unwrap();
}

fn field<'a>(error: &'a Error, name: &str) -> &'a str {
    error.fields().iter().find(|(own, _)| own == name).map(|(_, text)| text.as_str()).unwrap()
}

fn fields(error: &Error) -> Vec<(&str, &str)> {
    error.fields().iter().map(|(name, text)| (name.as_ref(), text.as_str())).collect()
}
