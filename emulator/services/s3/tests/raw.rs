//! Requests and answers as bytes: a door without signatures.

use crate::support::*;
use http::Method;
use parhelion_s3::S3;
use parhelion_s3::model::MODEL;
use parhelion_wire::checksum::{Algorithm, digests};
use parhelion_wire::http::{Ids, Incoming, encode, operation_of, read_input};
use parhelion_wire::table::Protocol;
use parhelion_wire::{Body, Error, envelope, validate};
use parhelion_world::Outcome;
use parhelion_world::service::{Hooks, Response, Service};

/// Sends `method path`, with headers (`name: value`) and a body.
pub(crate) fn send(
    cloud: &mut Cloud,
    method: &str,
    path: &str,
    headers: &[&str],
    body: &str,
) -> Response {
    let mut request = http::Request::builder().method(method).uri(path);
    for header in headers {
        let (name, value) = header.split_once(": ").unwrap();
        request = request.header(name, value);
    }
    let request = request.body(Body::from(body.to_owned())).unwrap();
    cloud.request.uri = request.uri().clone();
    cloud.request.headers = request.headers().clone();
    cloud.run("raw", |s3: &mut S3, cx| {
        let ids = Ids { request: "REQUEST", host: "HOST" };
        let operation = operation_of(&MODEL, Protocol::RestXml, &Incoming::from(&request));
        let outcome = match s3.intercept(cx, &request) {
            Some(answer) => answer,
            None => (|| {
                let operation =
                    operation.clone()?.ok_or_else(|| Error::new(405, "MethodNotAllowed", ""))?;
                let input =
                    read_input(&MODEL, Protocol::RestXml, operation, &Incoming::from(&request))
                        .map_err(|error| s3.malformed(cx, &request, operation, error))?;
                if !s3.has(operation.name) {
                    return Err(Error::not_implemented("s3", operation.name));
                }
                s3.admit(cx, operation, &input)?;
                if let Some(shape) = operation.input {
                    let mut problems = validate::validate(&MODEL, shape, &input);
                    problems.retain(|problem| s3.enforces(operation, problem));
                    if !problems.is_empty() {
                        return Err(s3.problem(operation, &problems));
                    }
                }
                let Outcome::Done(output) = s3.call(cx, operation, input) else {
                    panic!("it waits")
                };
                let output = output?;
                Ok(encode(&MODEL, Protocol::RestXml, operation, output, ids))
            })(),
        };
        let operation = operation.ok().flatten();
        let mut response = outcome.unwrap_or_else(|error| {
            envelope::encode(&MODEL, Protocol::RestXml, operation, request.method(), &error, ids)
        });
        s3.finish(cx, &request, &mut response);
        if request.method() == Method::HEAD {
            *response.body_mut() = Body::empty();
        }
        response
    })
}

pub(crate) fn text(response: &Response) -> String {
    String::from_utf8(response.body().to_bytes().to_vec()).unwrap()
}

/// Sends a request whose answer has this status and contains `part`.
#[track_caller]
pub(crate) fn says(cloud: &mut Cloud, request: (&str, &str, &str), status: u16, part: &str) {
    let (method, path, body) = request;
    let digest = format!("content-md5: {}", md5(body));
    let headers: &[&str] = if body.is_empty() { &[] } else { &[&digest] };
    let response = send(cloud, method, path, headers, body);
    let text = text(&response);
    assert_eq!(response.status().as_u16(), status, "{text}");
    assert!(text.contains(part), "{text}");
}

pub(crate) fn md5(body: &str) -> String {
    digest(Algorithm::Md5, body)
}

pub(crate) fn crc32(body: &str) -> String {
    digest(Algorithm::Crc32, body)
}

fn digest(algorithm: Algorithm, body: &str) -> String {
    let found = digests(&Body::from(body.to_owned()), &[algorithm]).unwrap();
    found.get(algorithm).unwrap().base64()
}
