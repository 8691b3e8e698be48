//! S3-9.1(c), and no 500 ever: ten thousand requests, each a valid one of some operation with
//! something spoilt.

use http::{HeaderName, HeaderValue, Method, Request};
use parhelion::Body;
use parhelion::random::Random;
use parhelion_fuzz::{door, mutate, requests};
use std::collections::BTreeMap;

/// `PARHELION_FUZZ_RUNS` makes it more, as for the targets.
fn count() -> usize {
    let runs = std::env::var("PARHELION_FUZZ_RUNS").ok().and_then(|runs| runs.parse().ok());
    10_000 * runs.map_or(1, |runs: usize| (runs / 300).max(1))
}

/// A request with something spoilt; `None`: HTTP itself forbids what came out.
fn spoilt(random: &mut Random, request: Request<Body>) -> Option<Request<Body>> {
    let (mut parts, mut body) = request.into_parts();
    for _ in 0..=random.below(2) {
        match random.below(5) {
            0 => {
                let methods = [
                    Method::GET,
                    Method::PUT,
                    Method::POST,
                    Method::DELETE,
                    Method::HEAD,
                    Method::OPTIONS,
                    Method::PATCH,
                ];
                parts.method = methods[random.below(methods.len())].clone();
            }
            1 => {
                let target = mutate::spoilt(random, parts.uri.to_string().as_bytes());
                parts.uri = http::Uri::try_from(target).ok()?;
            }
            2 => {
                let names: Vec<HeaderName> = parts.headers.keys().cloned().collect();
                let name = names[random.below(names.len())].clone();
                let value = mutate::spoilt(random, parts.headers[&name].as_bytes());
                parts.headers.insert(name, HeaderValue::from_bytes(&value).ok()?);
            }
            3 => {
                let lines = [
                    ("x-amz-content-sha256", "0"),
                    ("content-md5", "x"),
                    ("x-amz-checksum-sha1", "AAAA"),
                    ("range", "bytes=9-"),
                    ("if-match", "\"x\""),
                    ("content-encoding", "aws-chunked"),
                    ("x-amz-decoded-content-length", "5"),
                    ("x-amz-expected-bucket-owner", "111122223333"),
                    ("x-amz-copy-source", "photos/absent"),
                    ("content-length", "-1"),
                    ("x-amz-acl", "public"),
                    ("x-amz-object-lock-mode", "GOVERNANCE"),
                    ("x-amz-server-side-encryption", "none"),
                ];
                let (name, value) = lines[random.below(lines.len())];
                parts.headers.insert(name, HeaderValue::from_static(value));
            }
            _ => body = Body::from(mutate::spoilt(random, &body.to_bytes())),
        }
    }
    Some(Request::from_parts(parts, body))
}

#[test]
fn ten_thousand_malformed_requests() {
    let (count, operations) = (count(), requests::operations());
    let mut random = Random::new(1);
    let (mut sent, mut statuses) = (0, BTreeMap::<u16, usize>::new());
    // Many on one cloud, so that they meet what others left; not all, so that it stays small.
    let mut cloud = door::cloud(false);
    let mut before = format!("{:?}", cloud.snapshot());
    while sent < count {
        if sent % 250 == 0 {
            cloud = door::cloud(false);
            before = format!("{:?}", cloud.snapshot());
        }
        let (model, operation) = operations[sent % operations.len()];
        let request = requests::request(&mut random, model, operation);
        let Some(request) = request.and_then(|request| spoilt(&mut random, request)) else {
            continue;
        };
        let (response, after) = door::send_after(&cloud, request, &before);
        before = after;
        *statuses.entry(response.status().as_u16()).or_default() += 1;
        sent += 1;
    }
    println!("{statuses:?}");
    let refused: usize = statuses.range(400..500).map(|(_, count)| count).sum();
    assert!(refused > count / 4, "{statuses:?}");
    assert!(statuses.contains_key(&200), "nothing was ever valid: {statuses:?}");
}

/// The same without the spoiling: most are in order, and whatever is not changes nothing.
#[test]
fn requests_of_every_operation() {
    let mut random = Random::new(2);
    let mut answered = BTreeMap::<u16, usize>::new();
    for _ in 0..3 {
        let cloud = door::cloud(false);
        for (model, operation) in requests::operations() {
            let Some(request) = requests::request(&mut random, model, operation) else { continue };
            let status = door::send(&cloud, request).status().as_u16();
            *answered.entry(status).or_default() += 1;
        }
    }
    assert!(answered.get(&200).is_some_and(|count| *count > 50), "{answered:?}");
}
