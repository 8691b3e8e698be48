//! CF-1: what is refused or redirected, and which behaviour serves.

use super::*;
use crate::edge::distribution::{Geo, Missing};

#[test]
fn host_selects_cf_1_2() {
    let mut config = distribution(vec![behavior("*", OPTIMIZED)]);
    config.names.push("*.example.com".into());
    let mut bench = Bench::new(config);
    let with_host = |host: &str| {
        let request = http::Request::get("/a").header("host", host).body(Body::empty()).unwrap();
        ViewerRequest::new(request)
    };
    bench.send(with_host("a.b.EXAMPLE.com:443"), vec![reply(200, &[], "x")]);
    assert_eq!(
        bench.cached(with_host("D111.cloudfront.net.")).cache(),
        "Hit",
        "names share objects"
    );
    assert_eq!(bench.cached(with_host("d111.cloudfront.localhost:4566")).cache(), "Hit");
    for unknown in ["example.com", "d222.cloudfront.net", ""] {
        let seen = bench.cached(with_host(unknown));
        assert_eq!((seen.status, seen.cache()), (403, "Error"), "{unknown}");
        assert!(seen.body.contains("Bad request."), "g");
        assert_eq!(seen.header("server"), "CloudFront");
    }
}

#[test]
fn a_disabled_distribution_refuses_cf_1_2f() {
    let mut config = distribution(vec![behavior("*", OPTIMIZED)]);
    config.enabled = false;
    assert_eq!(Bench::new(config).cached(get("/a")).status, 403);
}

#[test]
fn a_third_distribution_in_a_chain_is_refused_cf_1_2i() {
    let mut bench = bench(OPTIMIZED);
    let via = "1.1 a.cloudfront.net (CloudFront)";
    bench.send(request("GET", "/a", &[("via", via)]), vec![reply(200, &[], "x")]);
    let twice = format!("{via}, {via}");
    assert_eq!(bench.cached(request("GET", "/a", &[("via", &twice)])).status, 403);
}

fn over_http(method: &str, protocol: ViewerProtocol) -> Seen {
    let mut only = behavior("*", OPTIMIZED);
    only.protocol = protocol;
    only.methods = vec![Method::GET, Method::HEAD, Method::POST];
    let mut viewer = request(method, "/a/../b?x=1", &[]);
    viewer.secure = false;
    Bench::new(distribution(vec![only])).cached(viewer)
}

#[test]
fn http_is_redirected_cf_1_4() {
    for (method, status) in [("GET", 301), ("HEAD", 301), ("POST", 307)] {
        let seen = over_http(method, ViewerProtocol::RedirectToHttps);
        assert_eq!((seen.status, seen.cache()), (status, "Redirect"), "{method}, S33");
        assert_eq!(seen.header("location"), "https://d111.cloudfront.net/a/../b?x=1");
        assert_eq!(seen.header("content-type"), "text/html");
    }
    assert_eq!(over_http("GET", ViewerProtocol::RedirectToHttps).body.len(), 167);
    assert_eq!(over_http("HEAD", ViewerProtocol::RedirectToHttps).body, "");
}

#[test]
fn http_is_refused_cf_1_4() {
    for method in ["GET", "POST"] {
        assert_eq!(over_http(method, ViewerProtocol::HttpsOnly).status, 403, "{method}");
    }
}

#[test]
fn methods_cf_1_5() {
    let mut bench = bench(OPTIMIZED);
    for method in ["POST", "OPTIONS", "DELETE", "TRACE", "BREW"] {
        let seen = bench.cached(request(method, "/a", &[]));
        assert_eq!(seen.status, 403, "{method}, S32");
        assert!(seen.body.contains("only cachable requests"), "{method}");
    }
    let body = http::Request::get("/a").header("host", HOST).body(Body::from("x")).unwrap();
    assert_eq!(bench.cached(ViewerRequest::new(body)).status, 403, "d");
}

#[test]
fn other_methods_pass_and_leave_the_cache_alone_cf_1_5f() {
    let mut all = behavior("*", OPTIMIZED);
    all.methods = vec![Method::GET, Method::HEAD, Method::PUT];
    let mut bench = Bench::new(distribution(vec![all]));
    bench.send(get("/a"), vec![reply(200, &[], "old")]);
    for _ in 0..2 {
        let put = bench.send(request("PUT", "/a", &[]), vec![reply(200, &[], "done")]);
        assert_eq!(put.cache(), "Miss");
    }
    assert_eq!(bench.cached(get("/a")).body, "old");
}

#[test]
fn options_have_entries_of_their_own_cf_1_5e() {
    let mut all = behavior("*", OPTIMIZED);
    all.methods.push(Method::OPTIONS);
    all.caches_options = true;
    let mut bench = Bench::new(distribution(vec![all]));
    bench.send(get("/a"), vec![reply(200, &[], "get")]);
    bench.send(request("OPTIONS", "/a", &[]), vec![reply(200, &[], "options")]);
    assert_eq!(bench.cached(request("OPTIONS", "/a", &[])).body, "options");
    assert_eq!(bench.cached(get("/a")).body, "get");
}

#[test]
fn the_first_behaviour_that_fits_serves_cf_1_6() {
    let mut api = behavior("/api/*", OPTIMIZED);
    api.origins = vec![custom_origin("api.example").into()];
    let mut jpg = behavior("*.jpg", OPTIMIZED);
    jpg.origins = vec![custom_origin("images.example").into()];
    let mut bench = Bench::new(distribution(vec![api, jpg, behavior("*", OPTIMIZED)]));
    let rows = [
        ("/api/x.jpg", "api.example"),
        ("/x/y.jpg", "images.example"),
        ("/api", "origin.example"),
        ("/API/x", "origin.example"),
        ("/a/../api/x", "api.example"),
    ];
    for (path, origin) in rows {
        let seen = bench.send(get(path), vec![reply(200, &[], "x")]);
        assert_eq!(seen.asked[0].host, origin, "{path}, S34");
        assert_eq!(seen.asked[0].request.uri(), path, "f: the raw path goes out");
    }
}

#[test]
fn the_default_root_object_is_for_the_root_only_cf_1_7() {
    let mut config = distribution(vec![behavior("*", OPTIMIZED)]);
    config.default_root_object = Some("/index.html".into());
    let mut bench = Bench::new(config);
    let seen = bench.send(get("/"), vec![reply(200, &[], "home")]);
    assert_eq!(seen.asked[0].request.uri(), "/index.html");
    assert_eq!(bench.cached(get("/index.html")).body, "home");
    let seen = bench.send(get("/docs/"), vec![reply(404, &[], "")]);
    assert_eq!(seen.asked[0].request.uri(), "/docs/", "S20");
    bench.invalidate("/index.html", 0);
    bench.send(get("/"), vec![reply(200, &[], "new")]);
}

#[test]
fn sizes_cf_1_8() {
    let mut bench = bench(OPTIMIZED);
    let long = format!("/{}", "a".repeat(8_192));
    assert_eq!(bench.cached(get(&long)).status, 414);
    let big = "x".repeat(32_768);
    assert_eq!(bench.cached(request("GET", "/a", &[("x-big", &big)])).status, 494);
}

#[test]
fn countries_cf_1_9() {
    let mut config = distribution(vec![behavior("*", OPTIMIZED)]);
    config.geo = Geo::Except(BTreeSet::from(["DE".to_owned()]));
    let mut bench = Bench::new(config);
    bench.send(get("/a"), vec![reply(200, &[], "x")]);
    let from = |country: &str| {
        let mut viewer = get("/a");
        viewer.country = Some(country.into());
        viewer
    };
    assert_eq!(bench.cached(from("FR")).status, 200);
    let blocked = bench.cached(from("DE"));
    assert_eq!(blocked.status, 403);
    assert!(blocked.body.contains("block access from your country"));
}

#[test]
fn what_is_not_there_yet_says_so() {
    let mut with_function = behavior("*", OPTIMIZED);
    with_function.missing = Some(Missing::Functions);
    let seen = Bench::new(distribution(vec![with_function])).cached(get("/a"));
    assert_eq!(seen.status, 501);
    assert!(seen.body.contains("only where it was built with the feature"));
}
