//! CF-3.6, CF-6.8, CF-7.2: errors, how long they are kept, and what viewers see instead.

use super::*;
use crate::edge::distribution::CustomError;

/// Status, seconds that it is kept, and the page with its status.
type Configured<'a> = (u16, u64, Option<(&'a str, u16)>);

fn with_errors(errors: &[Configured<'_>]) -> Bench {
    let mut config = distribution(vec![behavior("/err/*", OPTIMIZED), behavior("*", OPTIMIZED)]);
    for (code, min, page) in errors {
        let page = page.map(|(path, status)| (path.into(), StatusCode::from_u16(status).unwrap()));
        let error = CustomError { min_ttl: Duration::from_secs(*min), page };
        config.errors.insert(*code, error);
    }
    Bench::new(config)
}

#[test]
fn a_404_stays_for_ten_seconds_s13() {
    let mut bench = bench(OPTIMIZED);
    let first = bench.send(get("/a"), vec![reply(404, &[], "none")]);
    assert_eq!((first.status, first.cache()), (404, "Error"));
    bench.pass(9);
    let again = bench.cached(get("/a"));
    assert_eq!((again.status, again.body.as_str(), again.cache()), (404, "none", "Error"));
    bench.pass(1);
    assert_eq!(bench.send(get("/a"), vec![reply(200, &[], "there")]).status, 200);
}

#[test]
fn a_403_is_not_kept_s10() {
    let mut bench = bench(OPTIMIZED);
    bench.send(get("/a"), vec![reply(403, &[], "no")]);
    assert_eq!(bench.send(get("/a"), vec![reply(200, &[], "yes")]).body, "yes");
}

#[test]
fn a_cached_error_is_purged_by_its_url_cf_3_6d() {
    let mut bench = bench(OPTIMIZED);
    bench.send(get("/a"), vec![reply(404, &[], "none")]);
    bench.invalidate("/a", 0);
    assert_eq!(bench.send(get("/a"), vec![reply(200, &[], "there")]).status, 200);
}

#[test]
fn an_unreachable_origin_cf_6_8() {
    let failures = [
        (OriginFailure::Dns, 1, 502, "resolve"),
        (OriginFailure::Refused, 3, 502, "wasn't able to connect"),
        (OriginFailure::ConnectTimeout, 3, 504, "attempt failed"),
        (OriginFailure::ReadTimeout, 3, 504, "attempt failed"),
        (OriginFailure::Closed, 3, 502, "attempt failed"),
        (OriginFailure::Invalid, 1, 502, "attempt failed"),
    ];
    for (failure, attempts, status, sentence) in failures {
        let mut bench = bench(OPTIMIZED);
        let seen = bench.send(get("/a"), (0..attempts).map(|_| Err(failure)).collect());
        assert_eq!((seen.status, seen.cache()), (status, "Error"), "{failure:?}");
        assert!(seen.body.contains(sentence), "{failure:?}");
        assert_eq!(bench.cached(get("/a")).status, status, "CF-3.6f: kept like an origin's");
        bench.pass(10);
        bench.send(get("/a"), vec![reply(200, &[], "back")]);
    }
}

#[test]
fn a_custom_page_replaces_body_and_status_s11() {
    let mut bench = with_errors(&[(404, 10, Some(("/err/index.html", 200)))]);
    let page = [("content-type", "text/html")];
    let seen = bench.send(get("/app/x"), vec![reply(404, &[], "none"), reply(200, &page, "app")]);
    assert_eq!((seen.status, seen.body.as_str(), seen.cache()), (200, "app", "Error"));
    assert_eq!(seen.asked[1].request.uri(), "/err/index.html");
    let again = bench.cached(get("/app/x"));
    assert_eq!((again.status, again.body.as_str()), (200, "app"), "error and page are cached");
    let other = bench.send(get("/app/y"), vec![reply(404, &[], "none")]);
    assert_eq!(other.body, "app", "the page is one object");
    let head = bench.cached(request("HEAD", "/app/x", &[]));
    assert_eq!((head.status, head.body.as_str(), head.header("content-length")), (200, "", "3"));
}

#[test]
fn a_missing_page_shows_its_own_error_s12() {
    let mut bench = with_errors(&[(500, 10, Some(("/err/500.html", 500)))]);
    let seen = bench.send(get("/a"), vec![reply(500, &[], "x"), reply(404, &[], "no page")]);
    assert_eq!((seen.status, seen.body.as_str()), (404, "no page"), "CF-7.2e");
}

#[test]
fn a_named_403_is_kept_for_its_own_time_cf_3_6() {
    let mut bench = with_errors(&[(403, 5, None)]);
    bench.send(get("/a"), vec![reply(403, &[], "no")]);
    bench.pass(4);
    assert_eq!(bench.cached(get("/a")).status, 403);
    bench.pass(1);
    bench.send(get("/a"), vec![reply(200, &[], "yes")]);
}

#[test]
fn the_edges_own_errors_have_pages_too_cf_7_2f() {
    let mut bench = with_errors(&[(403, 10, Some(("/err/403.html", 403)))]);
    let seen = bench.send(request("DELETE", "/a", &[]), vec![reply(200, &[], "please")]);
    assert_eq!((seen.status, seen.body.as_str()), (403, "please"));
    assert_eq!(seen.asked[0].request.method(), Method::GET);
}

#[test]
fn a_page_ignores_range_and_conditions_cf_7_2j() {
    let mut bench = with_errors(&[(404, 10, Some(("/err/404.html", 404)))]);
    let asking = [("range", "bytes=0-1"), ("if-none-match", "\"p\"")];
    let page = reply(200, &[("etag", "\"p\"")], "page");
    let seen = bench.send(request("GET", "/a", &asking), vec![reply(404, &[], "none"), page]);
    assert_eq!((seen.status, seen.body.as_str()), (404, "page"));
    assert!(!seen.asked[1].request.headers().contains_key("range"));
}

#[test]
fn stale_objects_win_over_pages_cf_7_2h() {
    let mut bench = with_errors(&[(503, 10, Some(("/err/503.html", 503)))]);
    bench.send(get("/a"), vec![reply(200, &[("cache-control", "max-age=10")], "old")]);
    bench.pass(10);
    assert_eq!(bench.send(get("/a"), vec![reply(503, &[], "down")]).body, "old");
}
