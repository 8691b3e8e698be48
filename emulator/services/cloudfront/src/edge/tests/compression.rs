//! CF-5 through the pipeline.

use super::*;
use crate::edge::coding::Codings;
use std::io::Read;

fn compressing() -> Bench {
    let mut only = behavior("*", OPTIMIZED);
    only.compress = true;
    only.key.codings = Codings { gzip: true, brotli: true };
    Bench::new(distribution(vec![only]))
}

fn accepting(codings: &str) -> ViewerRequest {
    request("GET", "/a.css", &[("accept-encoding", codings)])
}

const CSS: [(&str, &str); 2] = [("content-type", "text/css"), ("etag", "\"1\"")];

fn text() -> String {
    "body { margin: 0 }\n".repeat(100)
}

/// The whole answer, as bytes.
fn bytes(
    bench: &mut Bench,
    viewer: ViewerRequest,
    outcome: Option<OriginOutcome>,
) -> (HeaderMap, Vec<u8>) {
    let response = match (bench.begin(viewer), outcome) {
        (Outcome::Done(response), None) => response.unwrap(),
        (step, Some(outcome)) => {
            let (_, resume) = Bench::fetched(step);
            match bench.resume(resume, outcome) {
                Outcome::Done(response) => response.unwrap(),
                _ => panic!("more than one fetch"),
            }
        }
        (step, None) => panic!("{step:?}"),
    };
    (response.headers().clone(), response.body().to_bytes().to_vec())
}

#[test]
fn each_viewer_gets_what_it_accepts_property_6_5() {
    let mut bench = compressing();
    for (accept, coding) in [("gzip, br", "br"), ("gzip", "gzip"), ("br", "br"), ("deflate", "")] {
        let (miss, first) = bytes(&mut bench, accepting(accept), Some(reply(200, &CSS, &text())));
        let (hit, second) = bytes(&mut bench, accepting(accept), None);
        assert_eq!(first, second, "{accept}");
        assert_eq!(hit["x-cache"], "Hit from cloudfront", "{accept}");
        let mut plain = Vec::new();
        match coding {
            "gzip" => flate2::read::GzDecoder::new(&*first).read_to_end(&mut plain).unwrap(),
            "br" => brotli::Decompressor::new(&*first, 4096).read_to_end(&mut plain).unwrap(),
            _ => first.as_slice().read_to_end(&mut plain).unwrap(),
        };
        assert_eq!(plain, text().into_bytes(), "{accept}");
        if coding.is_empty() {
            assert!(!miss.contains_key("content-encoding"));
            assert_eq!(miss["etag"], "\"1\"");
        } else {
            assert_eq!(miss["content-encoding"], coding);
            assert_eq!(
                (&miss["etag"], &miss["vary"]),
                (&"W/\"1\"".parse().unwrap(), &"Accept-Encoding".parse().unwrap())
            );
            assert_eq!(miss["content-length"], first.len().to_string());
        }
    }
}

#[test]
fn the_origin_gets_the_normalised_header_cf_2_2() {
    let rows = [("gzip, deflate, br", Some("br,gzip")), ("zstd", Some("identity"))];
    for (accept, sent) in rows {
        let seen = compressing().send(accepting(accept), vec![reply(200, &CSS, "x")]);
        let headers = seen.asked[0].request.headers();
        assert_eq!(headers.get("accept-encoding").map(|v| v.to_str().unwrap()), sent);
    }
    let seen = compressing().send(get("/a.css"), vec![reply(200, &CSS, "x")]);
    assert!(!seen.asked[0].request.headers().contains_key("accept-encoding"));
}

#[test]
fn what_is_not_compressed_s39() {
    let long = text();
    let chunked: OriginOutcome = Ok(http::Response::builder()
        .header("content-type", "text/css")
        .header("transfer-encoding", "chunked")
        .body(long.clone().into())
        .unwrap());
    let cases = [
        ("small", reply(200, &CSS, "short")),
        ("type", reply(200, &[("content-type", "image/png")], &long)),
        ("coded", reply(200, &[CSS[0], ("content-encoding", "identity")], &long)),
        ("status", reply(201, &CSS, &long)),
        ("length", chunked),
    ];
    for (why, outcome) in cases {
        let seen = compressing().send(accepting("br"), vec![outcome]);
        assert_ne!(seen.header("content-encoding"), "br", "{why}");
    }
}

#[test]
fn a_skipped_compression_is_cached_n16() {
    let mut bench = compressing();
    let only = BTreeSet::from([choices::COMPRESSION.name.to_owned()]);
    bench.adversary(Adversary::random_at(1, 1.0, only));
    let seen = bench.send(accepting("br"), vec![reply(200, &CSS, &text())]);
    assert_eq!(seen.header("content-encoding"), "-");
    bench.adversary(Adversary::calm());
    assert_eq!(bench.cached(accepting("br")).body, text(), "CF-5.1 row 9");
}

#[test]
fn a_304_does_not_touch_the_coding_cf_5_1() {
    let mut bench = compressing();
    let headers = [CSS[0], CSS[1], ("cache-control", "max-age=10")];
    bench.send(accepting("gzip"), vec![reply(200, &headers, &text())]);
    bench.pass(10);
    let told = [("etag", "\"1\""), ("content-length", "1900"), ("vary", "Origin")];
    let seen = bench.send(accepting("gzip"), vec![reply(304, &told, "")]);
    assert_eq!(seen.asked[0].request.headers()["if-none-match"], "\"1\"", "the origin's own tag");
    assert_eq!(seen.header("content-encoding"), "gzip");
    assert_eq!(seen.header("etag"), "W/\"1\"");
    assert_ne!(seen.header("content-length"), "1900");
}

/// A response that has come and is not compressed yet.
fn compressing_now(bench: &mut Bench, content: &str) -> Step {
    let (_, resume) = Bench::fetched(bench.begin(accepting("gzip")));
    let step = bench.answered(resume, reply(200, &CSS, content));
    assert!(matches!(step, Outcome::Compute(..)), "handlers do not compress: {step:?}");
    step
}

/// What is cached, decompressed; empty if nothing is.
fn cached(bench: &mut Bench) -> String {
    let Outcome::Done(response) = bench.begin(accepting("gzip")) else { return String::new() };
    let bytes = response.unwrap().into_body().to_bytes();
    let mut plain = String::new();
    flate2::read::GzDecoder::new(&*bytes).read_to_string(&mut plain).unwrap();
    plain
}

#[test]
fn of_two_that_compress_at_once_the_one_that_came_last_is_kept() {
    let (one, two) = ("1".repeat(2_000), "2".repeat(2_000));
    for first_ends_first in [true, false] {
        let mut bench = compressing();
        let first = compressing_now(&mut bench, &one);
        let second = compressing_now(&mut bench, &two);
        assert_eq!(cached(&mut bench), "", "nothing is kept before it is complete");
        let mut order = [first, second];
        if !first_ends_first {
            order.reverse();
        }
        for step in order {
            let Outcome::Done(response) = bench.computed(step) else { panic!("not finished") };
            assert_eq!(response.unwrap().headers()["content-encoding"], "gzip");
        }
        assert_eq!(cached(&mut bench), two);
    }
}

#[test]
fn what_is_purged_while_it_compresses_is_not_kept_cf_8_1() {
    let mut bench = compressing();
    let step = compressing_now(&mut bench, &text());
    bench.invalidate("/a.css", 0);
    assert!(matches!(bench.computed(step), Outcome::Done(Ok(_))));
    assert_eq!(cached(&mut bench), "");
}

/// What the lifetime counts from is when the response came, not when it was compressed.
#[test]
fn compressing_does_not_make_it_fresher_cf_3_1() {
    let mut bench = compressing();
    let (_, resume) = Bench::fetched(bench.begin(accepting("gzip")));
    let headers = [CSS[0], ("cache-control", "max-age=10")];
    let step = bench.answered(resume, reply(200, &headers, &text()));
    bench.pass(4);
    bench.computed(step);
    assert_eq!(bench.cached(accepting("gzip")).header("age"), "4");
    bench.pass(6);
    assert!(matches!(bench.begin(accepting("gzip")), Outcome::Effect(..)));
}
