//! CF-6: retries, origin groups, access control.

use super::*;
use crate::edge::distribution::{Others, Signing};

fn s3_origin(access: Signing) -> Origin {
    let mut origin = custom_origin("assets.s3.eu-west-1.amazonaws.com");
    origin.kind = OriginKind::S3 { region: "eu-west-1".into(), access };
    origin
}

fn with_origin(origin: Origin) -> Bench {
    let mut only = behavior("*", OPTIMIZED);
    only.methods.push(Method::PUT);
    only.origins = vec![origin.into()];
    Bench::new(distribution(vec![only]))
}

#[test]
fn a_get_is_tried_three_times_s46() {
    let mut bench = bench(OPTIMIZED);
    let script =
        vec![Err(OriginFailure::ReadTimeout), Err(OriginFailure::Closed), reply(200, &[], "x")];
    let seen = bench.send(get("/a"), script);
    assert_eq!((seen.status, seen.asked.len()), (200, 3));
}

#[test]
fn a_put_is_sent_once_cf_6_4() {
    let mut bench = with_origin(custom_origin("origin.example"));
    let put = || request("PUT", "/a", &[]);
    assert_eq!(bench.send(put(), vec![Err(OriginFailure::ReadTimeout)]).status, 504);
    let refused = vec![Err(OriginFailure::Refused), reply(200, &[], "")];
    assert_eq!(bench.send(put(), refused).status, 200, "it cannot have arrived");
}

#[test]
fn an_answered_get_may_be_sent_again_n10() {
    let mut bench = bench(OPTIMIZED);
    let only = BTreeSet::from([choices::RETRY.name.to_owned()]);
    bench.adversary(Adversary::random_at(1, 1.0, only));
    let seen = bench.send(get("/a"), vec![reply(200, &[], "1"), reply(200, &[], "2")]);
    assert_eq!(seen.body, "2");
}

#[test]
fn s3_requests_are_signed_for_the_distribution_cf_6_5() {
    let mut bench = with_origin(s3_origin(Signing::Always));
    let mut viewer = request("GET", "/a%20b.css", &[("authorization", "Basic x")]);
    viewer.secure = false;
    let seen = bench
        .send(viewer, vec![reply(200, &[("x-amz-request-id", "R"), ("x-amz-id-2", "I")], "x")]);
    assert_eq!((seen.header("x-amz-request-id"), seen.header("x-amz-id-2")), ("-", "-"), "CF-4.2");
    let asked = &seen.asked[0];
    assert!(asked.secure, "always signing means HTTPS");
    let headers = asked.request.headers();
    assert_eq!(headers["host"], "assets.s3.eu-west-1.amazonaws.com");
    assert_eq!(headers["x-amz-content-sha256"], "UNSIGNED-PAYLOAD");
    let authorization = headers["authorization"].to_str().unwrap();
    let key = authorization.split("Credential=").nth(1).unwrap().split('/').next().unwrap();
    assert!(authorization.contains("/eu-west-1/s3/aws4_request"), "{authorization}");
    let found = bench.world.credential(key).unwrap();
    assert_eq!(found.session_token.as_deref(), headers["x-amz-security-token"].to_str().ok());
    assert_eq!(
        found.caller,
        Caller::Service {
            principal: "cloudfront.amazonaws.com".into(),
            source_account: "123456789012".into(),
            source_arn: "arn:aws:cloudfront::123456789012:distribution/E1".into(),
        }
    );
}

#[test]
fn no_override_respects_a_forwarded_authorization_cf_6_5() {
    let signed = |access, forwarded| {
        let mut only = behavior("*", OPTIMIZED);
        only.origins = vec![s3_origin(access).into()];
        if forwarded {
            only.forward.named = [http::header::AUTHORIZATION].into_iter().collect();
        }
        let mut bench = Bench::new(distribution(vec![only]));
        let viewer = request("GET", "/a", &[("authorization", "Basic x")]);
        let seen = bench.send(viewer, vec![reply(200, &[], "x")]);
        let sent = seen.asked[0].request.headers().get("authorization").cloned();
        sent.map(|sent| sent.to_str().unwrap().starts_with("AWS4-HMAC-SHA256"))
    };
    assert_eq!(signed(Signing::NoOverride, true), Some(false));
    assert_eq!(signed(Signing::NoOverride, false), Some(true));
    assert_eq!(signed(Signing::Always, true), Some(true));
    assert_eq!(signed(Signing::Never, false), None);
}

/// The identity's own key, whose body's digest is the viewer's to say.
#[test]
fn s3_is_asked_as_an_identity_cf_6_6() {
    let mut only = behavior("*", OPTIMIZED);
    only.methods.push(Method::PUT);
    only.forward.others = Others::All;
    only.origins = vec![s3_origin(Signing::Identity("E1OLD".into())).into()];
    let mut bench = Bench::new(distribution(vec![only]));
    let viewer = || request("GET", "/a", &[("authorization", "Basic x")]);
    let seen = bench.send(viewer(), vec![reply(403, &[], "")]);
    let sent = |seen: &Seen, name: &str| seen.asked[0].request.headers().get(name).cloned();
    assert_eq!(sent(&seen, "authorization"), None, "it is not there");

    bench.with(|_, cx| crate::service_user::introduce(cx, "E1OLD", &"a".repeat(96)));
    let seen = bench.send(request("GET", "/b", &[]), vec![reply(200, &[], "x")]);
    let authorization = sent(&seen, "authorization").unwrap();
    let authorization = authorization.to_str().unwrap();
    let key = authorization.split("Credential=").nth(1).unwrap().split('/').next().unwrap();
    let arn = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1OLD";
    assert_eq!(bench.world.credential(key).unwrap().caller.arn(), arn);

    let put = || http::Request::put("/a").header("host", HOST);
    let digest = "982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1";
    let said = put().header("x-amz-content-sha256", digest).body(Body::from("text".to_owned()));
    let seen = bench.send(ViewerRequest::new(said.unwrap()), vec![reply(200, &[], "")]);
    assert_eq!(sent(&seen, "x-amz-content-sha256").unwrap(), digest);
    let unsaid = put().body(Body::from("text".to_owned())).unwrap();
    let seen = bench.send(ViewerRequest::new(unsaid), vec![reply(400, &[], "")]);
    assert_eq!(sent(&seen, "x-amz-content-sha256"), None, "S3 says that it is missing");
}

fn group() -> Bench {
    let mut only = behavior("*", OPTIMIZED);
    only.methods.push(Method::PUT);
    only.origins =
        vec![custom_origin("first.example").into(), custom_origin("second.example").into()];
    only.failover = BTreeSet::from([404, 503, 504]);
    Bench::new(distribution(vec![only]))
}

#[test]
fn an_origin_group_fails_over_cf_6_7() {
    let mut bench = group();
    let seen = bench.send(get("/a"), vec![reply(503, &[], "down"), reply(200, &[], "spare")]);
    assert_eq!((seen.status, seen.body.as_str()), (200, "spare"));
    assert_eq!((&*seen.asked[0].host, &*seen.asked[1].host), ("first.example", "second.example"));
    assert_eq!(bench.cached(get("/a")).body, "spare", "h");
    let seen = bench.send(get("/b"), vec![reply(404, &[], "none"), reply(503, &[], "also down")]);
    assert_eq!((seen.status, seen.body.as_str()), (503, "also down"), "f: the second one's answer");
    let mut script: Vec<OriginOutcome> = (0..3).map(|_| Err(OriginFailure::Refused)).collect();
    script.push(reply(200, &[], "spare"));
    assert_eq!(bench.send(get("/c"), script).asked.len(), 4, "d: 503 stands for no connection");
    assert_eq!(bench.send(get("/d"), vec![reply(500, &[], "x")]).status, 500, "b: not listed");
    let put = bench.send(request("PUT", "/e", &[]), vec![reply(503, &[], "down")]);
    assert_eq!(put.status, 503, "c: not for PUT");
}

/// RFC 9110, 7.6.1; RFC 9111, 4.2.3.
#[test]
fn what_is_for_the_connection_only_stays_there() {
    let mut only = behavior("*", OPTIMIZED);
    only.forward.others = Others::Legacy;
    let mut bench = Bench::new(distribution(vec![only]));
    let sent = [("connection", "close, X-Hop"), ("x-hop", "1"), ("x-far", "1")];
    let answer = [("connection", "x-inner, keep-alive"), ("x-inner", "1"), ("age", "40")];
    let miss = bench.send(request("GET", "/a", &sent), vec![reply(200, &answer, "x")]);
    let asked = miss.asked[0].request.headers();
    assert!(
        !asked.contains_key("x-hop")
            && asked["x-far"] == "1"
            && asked["connection"] == "Keep-Alive"
    );
    assert_eq!((miss.header("x-inner"), miss.header("age")), ("-", "40"), "CF-3.12");
    assert_eq!(miss.header("connection"), "close", "as the viewer asked");
    bench.pass(7);
    let hit = bench.cached(get("/a"));
    assert_eq!((hit.header("x-inner"), hit.header("age")), ("-", "47"));
    assert_eq!(hit.header("connection"), "keep-alive");
}
