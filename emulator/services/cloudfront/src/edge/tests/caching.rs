//! CF-3: fresh, expired, revalidated, stale.

use super::*;
use crate::edge::selection::Selection;
use proptest::prelude::*;

#[test]
fn without_cache_control_a_change_is_invisible_for_a_day_s1() {
    let mut bench = bench(OPTIMIZED);
    bench.send(get("/a"), vec![reply(200, &[], "old")]);
    bench.pass(86_399);
    assert_eq!(bench.cached(get("/a")).body, "old");
    bench.pass(1);
    let seen = bench.send(get("/a"), vec![reply(200, &[], "new")]);
    assert_eq!((seen.cache(), seen.body.as_str()), ("Miss", "new"));
}

#[test]
fn an_expired_object_is_revalidated_cf_3_9() {
    let mut bench = bench(OPTIMIZED);
    let tags = [("etag", "\"1\""), ("cache-control", "max-age=10"), ("x-old", "1")];
    bench.send(get("/a"), vec![reply(200, &tags, "body")]);
    bench.pass(10);
    let fresh = [("cache-control", "max-age=60"), ("x-new", "2")];
    let seen = bench.send(get("/a"), vec![reply(304, &fresh, "")]);
    assert_eq!(seen.asked[0].request.headers()["if-none-match"], "\"1\"");
    assert_eq!((seen.cache(), seen.status, seen.body.as_str()), ("RefreshHit", 200, "body"));
    assert_eq!((seen.header("x-old"), seen.header("x-new")), ("1", "2"));
    assert_eq!(seen.header("content-length"), "4");
    bench.pass(59);
    let hit = bench.cached(get("/a"));
    assert_eq!((hit.cache(), hit.header("age")), ("Hit", "59"), "the 304 gave a new life");
}

#[test]
fn an_expired_object_may_be_fetched_whole_n18() {
    let mut bench = bench(OPTIMIZED);
    bench.send(
        get("/a"),
        vec![reply(200, &[("etag", "\"1\""), ("cache-control", "max-age=10")], "a")],
    );
    bench.pass(10);
    let only = BTreeSet::from([choices::REVALIDATION.name.to_owned()]);
    bench.adversary(Adversary::random_at(1, 1.0, only));
    let seen = bench.send(get("/a"), vec![reply(200, &[], "b")]);
    assert!(!seen.asked[0].request.headers().contains_key("if-none-match"));
    assert_eq!(seen.cache(), "Miss");
}

#[test]
fn what_ttl_0_means_cf_3_3() {
    for (control, revalidates) in [("max-age=0", true), ("private", true), ("no-store", false)] {
        let mut bench = bench(MIN_0);
        let headers = [("etag", "\"1\""), ("cache-control", control)];
        bench.send(get("/a"), vec![reply(200, &headers, "x")]);
        let next = if revalidates { reply(304, &[], "") } else { reply(200, &headers, "x") };
        let seen = bench.send(get("/a"), vec![next]);
        let conditional = seen.asked[0].request.headers().contains_key("if-none-match");
        assert_eq!(conditional, revalidates, "{control}");
        assert_eq!(seen.cache(), if revalidates { "RefreshHit" } else { "Miss" }, "{control}");
    }
}

#[test]
fn min_overrides_no_store_s2_s3() {
    for control in ["no-store", "private", "max-age=0"] {
        let mut bench = bench(OPTIMIZED);
        bench.send(get("/a"), vec![reply(200, &[("cache-control", control)], "x")]);
        let hit = bench.cached(get("/a"));
        assert_eq!((hit.cache(), hit.header("cache-control")), ("Hit", control));
    }
}

#[test]
fn caching_disabled_forwards_everything_cf_3_3() {
    let mut bench = bench(Ttls::seconds(0, 0, 0));
    let viewer = || request("GET", "/a", &[("if-none-match", "\"1\"")]);
    for _ in 0..2 {
        let seen = bench.send(viewer(), vec![reply(304, &[("etag", "\"1\"")], "")]);
        assert_eq!((seen.status, seen.cache()), (304, "Miss"));
        assert_eq!(seen.asked[0].request.headers()["if-none-match"], "\"1\"");
    }
}

#[test]
fn a_failing_origin_leaves_the_stale_object_cf_3_5() {
    let mut bench = bench(OPTIMIZED);
    bench.send(get("/a"), vec![reply(200, &[("cache-control", "max-age=10")], "old")]);
    bench.pass(10);
    let stale = bench.send(get("/a"), vec![reply(503, &[], "down")]);
    assert_eq!((stale.status, stale.body.as_str(), stale.cache()), (200, "old", "Hit"), "S14");
    bench.pass(9);
    assert_eq!(bench.cached(get("/a")).body, "old", "the origin is left alone for 10 s");
    bench.pass(1);
    let timeouts = (0..3).map(|_| Err(OriginFailure::ReadTimeout)).collect();
    assert_eq!(bench.send(get("/a"), timeouts).body, "old", "no answer counts as 5xx");
    bench.pass(10);
    let gone = bench.send(get("/a"), vec![reply(404, &[], "gone")]);
    assert_eq!((gone.status, gone.body.as_str()), (404, "gone"), "4xx goes to the viewer");
}

#[test]
fn stale_if_error_0_forbids_cf_3_4f() {
    let mut bench = bench(OPTIMIZED);
    let control = [("cache-control", "max-age=10, stale-if-error=0")];
    bench.send(get("/a"), vec![reply(200, &control, "old")]);
    bench.pass(10);
    assert_eq!(bench.send(get("/a"), vec![reply(503, &[], "down")]).status, 503);
}

#[test]
fn stale_while_revalidate_answers_at_once_cf_3_4a() {
    let mut bench = bench(OPTIMIZED);
    let control = [("cache-control", "max-age=10, stale-while-revalidate=60")];
    bench.send(get("/a"), vec![reply(200, &control, "old")]);
    bench.pass(20);
    let Outcome::Done(Ok(answer)) = bench.begin(get("/a")) else { panic!("no answer at once") };
    let refresh = bench.world.take_background().remove(0).resume;
    assert_eq!(answer.body().to_bytes(), "old");
    assert_eq!(answer.headers()["age"], "20");
    assert_eq!(bench.cached(get("/a")).body, "old", "one refresh at a time");
    let _ = bench.resume(refresh, reply(200, &control, "new"));
    let hit = bench.cached(get("/a"));
    assert_eq!((hit.body.as_str(), hit.header("age")), ("new", "0"));
}

#[test]
fn vary_makes_no_variants_cf_3_7() {
    let mut bench = bench(OPTIMIZED);
    let vary = [("vary", "Origin, Accept-Encoding, X-Other")];
    let seen =
        bench.send(request("GET", "/a", &[("origin", "https://a")]), vec![reply(200, &vary, "a")]);
    assert_eq!(seen.header("vary"), "Accept-Encoding");
    let other = bench.cached(request("GET", "/a", &[("origin", "https://b")]));
    assert_eq!(other.body, "a", "S7, S8");
}

#[test]
fn vary_star_goes_to_the_origin_every_time_cf_3_7() {
    let mut bench = bench(MIN_0);
    let headers = [("vary", "*"), ("etag", "\"1\"")];
    bench.send(get("/a"), vec![reply(200, &headers, "a")]);
    let seen = bench.send(get("/a"), vec![reply(200, &headers, "b")]);
    assert!(!seen.asked[0].request.headers().contains_key("if-none-match"));
    assert_eq!(seen.body, "b");
}

fn with_cookies(ttls: Ttls) -> Bench {
    let mut cookies = behavior("*", ttls);
    cookies.forward.cookies = Selection::All;
    Bench::new(distribution(vec![cookies]))
}

#[test]
fn forwarded_cookies_replay_and_switch_off_revalidation_cf_3_8() {
    let mut bench = with_cookies(OPTIMIZED);
    let headers = [("set-cookie", "user=1"), ("etag", "\"1\""), ("cache-control", "max-age=10")];
    bench.send(get("/a"), vec![reply(200, &headers, "a")]);
    assert_eq!(bench.cached(get("/a")).header("set-cookie"), "user=1", "b, S17");
    bench.pass(10);
    let seen = bench.send(get("/a"), vec![reply(200, &headers, "b")]);
    assert!(!seen.asked[0].request.headers().contains_key("if-none-match"), "d, S18");
}

#[test]
fn no_cache_set_cookie_is_sent_once_cf_3_8b() {
    let mut bench = with_cookies(OPTIMIZED);
    let headers = [("set-cookie", "user=1"), ("cache-control", "no-cache=\"Set-Cookie\"")];
    let miss = bench.send(get("/a"), vec![reply(200, &headers, "a")]);
    assert_eq!(miss.header("set-cookie"), "user=1");
    assert_eq!(bench.cached(get("/a")).header("set-cookie"), "-");
}

#[test]
fn head_is_served_from_a_get_but_does_not_fill_it_cf_3_12() {
    let mut bench = bench(OPTIMIZED);
    let head =
        bench.send(request("HEAD", "/a", &[]), vec![reply(200, &[("content-length", "5")], "")]);
    assert_eq!((head.cache(), head.header("content-length")), ("Miss", "5"));
    assert_eq!(head.asked[0].request.method(), Method::HEAD);
    bench.send(get("/a"), vec![reply(200, &[], "hello")]);
    let head = bench.cached(request("HEAD", "/a", &[]));
    assert_eq!((head.cache(), head.header("content-length"), head.body.as_str()), ("Hit", "5", ""));
}

#[test]
fn a_truncated_answer_is_passed_on_and_not_kept_cf_3_12() {
    let mut bench = bench(OPTIMIZED);
    bench.send(get("/a"), vec![reply(200, &[("content-length", "9")], "half")]);
    assert_eq!(bench.send(get("/a"), vec![reply(200, &[], "whole")]).body, "whole");
}

#[test]
fn viewers_conditions_on_a_hit_cf_3_9() {
    let mut bench = bench(OPTIMIZED);
    let known = || request("GET", "/a", &[("if-none-match", "\"1\"")]);
    let headers = [("etag", "\"1\""), ("content-type", "text/plain")];
    let miss = bench.send(known(), vec![reply(200, &headers, "a")]);
    assert!(!miss.asked[0].request.headers().contains_key("if-none-match"), "not under a policy");
    assert_eq!((miss.status, miss.cache()), (304, "Miss"), "decided by the edge");
    let hit = bench.cached(known());
    assert_eq!((hit.status, hit.cache(), hit.header("etag")), (304, "Hit", "\"1\""));
    assert_eq!((hit.body.as_str(), hit.header("content-length")), ("", "-"));
    assert_eq!(bench.cached(request("GET", "/a", &[("if-match", "\"2\"")])).status, 412);
}

#[test]
fn viewer_side_no_cache_never_reaches_the_origin_cf_3_1() {
    let mut bench = bench(OPTIMIZED);
    bench.send(get("/a"), vec![reply(200, &[], "a")]);
    let pressed = request("GET", "/a", &[("cache-control", "no-cache"), ("pragma", "no-cache")]);
    assert_eq!(bench.cached(pressed).cache(), "Hit");
}

proptest! {
    /// CF-14's invariant: without failures no viewer sees an object for longer than its ttl.
    #[test]
    fn nothing_outlives_its_ttl(max_age in 0u64..200, waits in prop::collection::vec(0u64..150, 1..8)) {
        let mut bench = bench(OPTIMIZED);
        let control = format!("max-age={max_age}");
        let mut version = 0u64;
        let mut born = None;
        let mut clock = 0u64;
        for wait in waits {
            bench.pass(wait);
            clock += wait;
            match bench.begin(get("/a")) {
                Outcome::Done(answer) => {
                    let answer = answer.unwrap();
                    let fresh = max_age.max(1);
                    prop_assert!(clock < born.unwrap() + fresh);
                    prop_assert_eq!(answer.body().to_bytes(), version.to_string());
                }
                step => {
                    let (_, resume) = Bench::fetched(step);
                    prop_assert!(born.is_none_or(|born| clock >= born + max_age.max(1)));
                    version += 1;
                    born = Some(clock);
                    let headers = [("cache-control", control.as_str())];
                    let _ = bench.resume(resume, reply(200, &headers, &version.to_string()));
                }
            }
        }
    }
}
