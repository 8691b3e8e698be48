#![allow(clippy::unwrap_used, clippy::expect_used)]
//! What reaches the origin (CF-4.3, CF-4.5, CF-6.2, CF-6.3).

use super::super::distribution::Forward;
use super::super::key::KeyPolicy;
use super::super::path::Pattern;
use super::super::selection::Selection;
use super::super::viewer::ViewerRequest;
use super::*;
use crate::edge::distribution::ViewerProtocol;
use crate::edge::freshness::Ttls;
use http::header::AUTHORIZATION;
use parhelion_wire::Body;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

fn origin(kind: OriginKind) -> Origin {
    Origin {
        domain: "origin.example".into(),
        host: None,
        path: "/v1".into(),
        headers: vec![("x-secret".parse().unwrap(), "s".parse().unwrap())],
        kind,
        connection_attempts: 3,
        connection_timeout: Duration::from_secs(10),
        read_timeout: Duration::from_secs(30),
        shield: None,
    }
}

fn custom() -> OriginKind {
    let protocol = OriginProtocol::MatchViewer;
    OriginKind::Custom { http_port: 8080, https_port: 8443, protocol }
}

fn behavior(forward: Forward) -> Behavior {
    Behavior {
        signers: None,
        triggers: Default::default(),
        pattern: Pattern::new("*"),
        origins: vec![Arc::new(origin(custom()))],
        failover: BTreeSet::new(),
        protocol: ViewerProtocol::AllowAll,
        methods: vec![Method::GET],
        caches_options: false,
        compress: false,
        ttls: Some(Ttls::seconds(0, 60, 60)),
        key: KeyPolicy::default(),
        forward,
        headers_policy: None,
        lambdas: Default::default(),
        missing: None,
    }
}

const SENT: [(&str, &str); 12] = [
    ("host", "www.example.com"),
    ("accept", "*/*"),
    ("accept-encoding", "gzip, br"),
    ("authorization", "Basic x"),
    ("cookie", "b=2; a=1"),
    ("origin", "https://o"),
    ("referer", "https://r"),
    ("user-agent", "curl"),
    ("x-forwarded-for", "198.51.100.7"),
    ("x-forwarded-proto", "gopher"),
    ("if-none-match", "\"x\""),
    ("x-own", "1"),
];

fn made(behavior: &Behavior, origin: &Origin, method: &str, secure: bool) -> OriginRequest {
    let mut request = http::Request::builder().method(method).uri("/a//b?x=1&y=2");
    for (name, value) in SENT {
        request = request.header(name, value);
    }
    let mut viewer = ViewerRequest::new(request.body(Body::empty()).unwrap());
    viewer.secure = secure;
    let viewer = Viewer::new(viewer);
    let options = ForwardOptions {
        conditions: forwards_conditions(behavior, &viewer),
        ..ForwardOptions::default()
    };
    let request_id = HeaderValue::from_static("id==");
    let builder = OriginRequestBuilder {
        behavior,
        origin,
        viewer: &viewer,
        options: &options,
        pop_host: "pop.cloudfront.net",
        request_id: &request_id,
    };
    builder.build().unwrap()
}

fn names(made: &OriginRequest) -> Vec<&str> {
    let mut names: Vec<&str> = made.request.headers().keys().map(HeaderName::as_str).collect();
    names.sort_unstable();
    names
}

#[test]
fn under_a_cache_policy_only_the_edges_own_headers_go() {
    let behavior = behavior(Forward::default());
    let made = made(&behavior, &origin(custom()), "GET", true);
    let own =
        ["connection", "host", "user-agent", "via", "x-amz-cf-id", "x-forwarded-for", "x-secret"];
    assert_eq!(names(&made), own);
    let headers = made.request.headers();
    assert_eq!(headers[HOST], "origin.example");
    assert_eq!(headers[USER_AGENT], "Amazon CloudFront");
    assert_eq!(headers[VIA], "1.1 pop.cloudfront.net (CloudFront)");
    assert_eq!(headers["x-forwarded-for"], "198.51.100.7,203.0.113.1");
    assert_eq!(made.request.uri(), "/v1/a//b", "raw path after the origin path, S4: no query");
    assert_eq!((made.secure, made.port, made.host.as_str()), (true, 8443, "origin.example"));
}

#[test]
fn legacy_forwards_rows_f_and_removes_rows_r() {
    let forward = Forward { others: Others::Legacy, ..Forward::default() };
    let made = made(&behavior(forward), &origin(custom()), "GET", false);
    let names = names(&made);
    for gone in
        ["accept", "accept-encoding", "authorization", "cookie", "referer", "x-forwarded-proto"]
    {
        assert!(!names.contains(&gone), "{gone}");
    }
    for there in ["origin", "if-none-match", "x-own"] {
        assert!(names.contains(&there), "{there}");
    }
    assert_eq!((made.secure, made.port), (false, 8080), "CF-6.3 match-viewer");
}

#[test]
fn all_viewer_forwards_host_and_authorization_but_not_to_s3() {
    let forward = Forward {
        others: Others::All,
        queries: Selection::All,
        cookies: Selection::All,
        ..Forward::default()
    };
    let behavior = behavior(forward);
    let made_custom = made(&behavior, &origin(custom()), "GET", true);
    let headers = made_custom.request.headers();
    assert_eq!(headers[HOST], "www.example.com");
    assert_eq!(headers[AUTHORIZATION], "Basic x");
    assert_eq!(headers[USER_AGENT], "curl");
    assert_eq!(headers[COOKIE], "a=1; b=2");
    assert_eq!(made_custom.request.uri(), "/v1/a//b?x=1&y=2");
    let s3 = OriginKind::S3 { region: "us-east-1".into(), access: Signing::Never };
    assert_eq!(made(&behavior, &origin(s3), "GET", true).request.headers()[HOST], "origin.example");
}

#[test]
fn authorization_goes_with_methods_that_are_not_cached_cf_3_8e() {
    let mut behavior = behavior(Forward::default());
    let with = |behavior: &Behavior, method| {
        let made = made(behavior, &origin(custom()), method, true);
        made.request.headers().contains_key(AUTHORIZATION)
    };
    for method in ["PUT", "POST", "PATCH", "DELETE", "OPTIONS"] {
        assert!(with(&behavior, method), "{method}");
    }
    for method in ["GET", "HEAD"] {
        assert!(!with(&behavior, method), "{method}, S16");
    }
    behavior.caches_options = true;
    assert!(!with(&behavior, "OPTIONS"));
}

#[test]
fn conditions_go_where_nothing_is_cached_cf_3_3() {
    let mut behavior = behavior(Forward::default());
    behavior.ttls = Some(Ttls::seconds(0, 0, 0));
    let made = made(&behavior, &origin(custom()), "GET", true);
    assert_eq!(made.request.headers()[IF_NONE_MATCH], "\"x\"");
}

#[test]
fn what_is_named_is_made_or_forwarded() {
    let named = ["cloudfront-forwarded-proto", "referer", "cloudfront-viewer-city"];
    let named = named.into_iter().map(HeaderName::from_static).collect();
    let made =
        made(&behavior(Forward { named, ..Forward::default() }), &origin(custom()), "GET", true);
    let headers = made.request.headers();
    assert_eq!(headers["cloudfront-forwarded-proto"], "https");
    assert_eq!(headers["referer"], "https://r");
    assert!(!headers.contains_key("cloudfront-viewer-city"), "may be absent (CF-4.4)");
}

#[test]
fn always_signing_uses_https_cf_6_3() {
    let s3 = |access| origin(OriginKind::S3 { region: "us-east-1".into(), access });
    let behavior = behavior(Forward::default());
    let secure = |access, viewer| {
        let made = made(&behavior, &s3(access), "GET", viewer);
        (made.secure, made.port)
    };
    assert_eq!(secure(Signing::Always, false), (true, 443));
    assert_eq!(secure(Signing::Never, false), (false, 80));
}
