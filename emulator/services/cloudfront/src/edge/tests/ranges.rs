//! CF-3.11 through the pipeline.

use super::*;

fn range(range: &str) -> ViewerRequest {
    request("GET", "/a", &[("range", range)])
}

#[test]
fn a_cached_object_answers_ranges_cf_3_11a() {
    let mut bench = bench(OPTIMIZED);
    bench.send(get("/a"), vec![reply(200, &[("etag", "\"1\"")], "0123456789")]);
    let part = bench.cached(range("bytes=2-4"));
    assert_eq!((part.status, part.body.as_str(), part.cache()), (206, "234", "Hit"));
    assert_eq!(
        (part.header("content-range"), part.header("content-length")),
        ("bytes 2-4/10", "3")
    );
    let none = bench.cached(range("bytes=10-"));
    assert_eq!((none.status, none.header("content-range")), (416, "bytes */10"), "f");
    let two = bench.cached(range("bytes=0-1,8-9"));
    assert_eq!(two.status, 206);
    assert!(two.header("content-type").starts_with("multipart/byteranges; boundary="));
    assert!(two.body.contains("Content-Range: bytes 8-9/10\r\n\r\n89\r\n--"));
    assert_eq!(bench.cached(range("bytes=8-9,0-1")).status, 200, "e");
    let newer = [("range", "bytes=2-4"), ("if-range", "\"2\"")];
    assert_eq!(bench.cached(request("GET", "/a", &newer)).status, 200);
}

#[test]
fn parts_are_fetched_kept_and_joined_cf_3_11c() {
    let mut bench = bench(OPTIMIZED);
    let tag = ("etag", "\"1\"");
    let first = bench.send(
        range("bytes=0-3"),
        vec![reply(206, &[tag, ("content-range", "bytes 0-3/10")], "0123")],
    );
    assert_eq!((first.status, first.cache()), (206, "Miss"));
    assert_eq!(first.asked[0].request.headers()["range"], "bytes=0-3");
    let inside = bench.cached(range("bytes=1-2"));
    assert_eq!((inside.status, inside.body.as_str(), inside.cache()), (206, "12", "Hit"));
    bench.send(
        range("bytes=4-9"),
        vec![reply(206, &[tag, ("content-range", "bytes 4-9/10")], "456789")],
    );
    let across = bench.cached(range("bytes=2-6"));
    assert_eq!((across.body.as_str(), across.header("content-range")), ("23456", "bytes 2-6/10"));
    let whole = bench.send(get("/a"), vec![reply(200, &[tag], "0123456789")]);
    assert_eq!((whole.status, whole.cache()), (200, "Miss"));
}

#[test]
fn parts_of_another_version_are_dropped_cf_3_11j() {
    let mut bench = bench(OPTIMIZED);
    let part = |tag, place, body| reply(206, &[("etag", tag), ("content-range", place)], body);
    bench.send(range("bytes=0-3"), vec![part("\"1\"", "bytes 0-3/10", "0123")]);
    bench.send(range("bytes=4-9"), vec![part("\"2\"", "bytes 4-9/10", "efghij")]);
    bench.send(range("bytes=0-3"), vec![part("\"2\"", "bytes 0-3/10", "abcd")]);
    assert_eq!(bench.cached(range("bytes=2-5")).body, "cdef");
}

#[test]
fn an_origin_without_ranges_sends_all_cf_3_11c() {
    let mut bench = bench(OPTIMIZED);
    let all = bench.send(range("bytes=0-3"), vec![reply(200, &[], "0123456789")]);
    assert_eq!((all.status, all.body.as_str()), (200, "0123456789"));
    assert_eq!(bench.cached(range("bytes=0-3")).body, "0123");
}

#[test]
fn a_416_is_never_kept_cf_3_11f() {
    let mut bench = bench(OPTIMIZED);
    for _ in 0..2 {
        let seen = bench.send(range("bytes=99-"), vec![reply(416, &[], "")]);
        assert_eq!((seen.status, seen.cache()), (416, "Error"));
    }
}

#[test]
fn a_lying_content_range_is_not_kept_cf_3_11h() {
    let mut bench = bench(OPTIMIZED);
    for _ in 0..2 {
        bench.send(
            range("bytes=0-3"),
            vec![reply(206, &[("content-range", "bytes 0-9/10")], "0123")],
        );
    }
}
