//! CF-6.9: handshakes pass the caches by.

use super::*;
use crate::edge::distribution::{CustomError, Signing};

fn handshake(path: &str) -> ViewerRequest {
    let headers = [("connection", "Upgrade"), ("upgrade", "websocket"), ("sec-websocket-key", "k")];
    request("GET", path, &headers)
}

/// CF-6.9(g)
#[test]
fn a_handshake_is_answered_by_the_origin_and_its_refusal_is_not_kept() {
    let mut bench = bench(OPTIMIZED);
    bench.send(get("/a"), vec![reply(200, &[], "copy")]);
    let seen = bench.send(handshake("/a"), vec![reply(404, &[], "no")]);
    assert_eq!((seen.status, seen.body.as_str(), seen.cache()), (404, "no", "Error"));
    let headers = seen.asked[0].request.headers();
    assert_eq!(headers["connection"], "Upgrade");
    assert_eq!(headers["upgrade"], "websocket");
    assert!(!headers.contains_key("sec-websocket-key"), "CF-6.9(c): no policy forwards it");
    assert_eq!(bench.cached(get("/a")).body, "copy");
    // Refused for want of a handshake: nothing of it stays.
    bench.send(handshake("/b"), vec![reply(404, &[], "no")]);
    bench.send(get("/b"), vec![reply(200, &[], "there")]);
}

/// CF-6.9(f, h)
#[test]
fn a_101_is_a_tunnel_of_ten_minutes() {
    let mut bench = bench(OPTIMIZED);
    let (_, resume) = Bench::fetched(bench.begin(handshake("/a")));
    let agreed = [("upgrade", "websocket"), ("connection", "upgrade"), ("x-own", "1")];
    let Outcome::Tunnel { answer, idle } = bench.resume(resume, reply(101, &agreed, "")) else {
        panic!("no tunnel")
    };
    assert_eq!(idle, Duration::from_secs(600));
    let headers = answer.headers();
    assert_eq!(headers["connection"], "Upgrade");
    assert_eq!(headers["upgrade"], "websocket");
    assert_eq!(headers["x-own"], "1");
    assert_eq!(headers["x-cache"], "Miss from cloudfront");
    assert!(!headers.contains_key("content-length"));
}

/// CF-6.9(i): failures have their pages, which are plain objects.
#[test]
fn the_error_page_of_a_handshake_is_no_handshake() {
    let mut config = distribution(vec![behavior("*", OPTIMIZED)]);
    let page = Some(("/sorry".into(), StatusCode::OK));
    config.errors.insert(502, CustomError { min_ttl: Duration::ZERO, page });
    let mut bench = Bench::new(config);
    let script = vec![Err(OriginFailure::Dns), reply(200, &[], "sorry")];
    let seen = bench.send(handshake("/a"), script);
    assert_eq!((seen.status, seen.body.as_str()), (200, "sorry"));
    assert!(seen.asked[0].request.headers().contains_key("upgrade"));
    assert!(!seen.asked[1].request.headers().contains_key("upgrade"));
}

/// CF-6.9(j)
#[test]
fn s3_gets_a_plain_get() {
    let mut one = behavior("*", OPTIMIZED);
    let kind = OriginKind::S3 { region: "us-east-1".into(), access: Signing::Never };
    one.origins = vec![Origin { kind, ..custom_origin("b.s3.amazonaws.com") }.into()];
    let mut bench = Bench::new(distribution(vec![one]));
    let seen = bench.send(handshake("/a"), vec![reply(200, &[], "object")]);
    assert!(!seen.asked[0].request.headers().contains_key("upgrade"));
    assert_eq!(bench.cached(handshake("/a")).body, "object");
}
