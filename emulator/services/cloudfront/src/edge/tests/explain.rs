//! What is told of a request is what happens when it is made, and telling changes nothing.

use super::*;
use crate::edge::coding::Codings;
use crate::explain::{Explanation, Verdict};

/// What each location says of a request.
fn explained(bench: &mut Bench, viewer: &ViewerRequest) -> Vec<Explanation> {
    let before = format!("{:?}", bench.world);
    let request = viewer.request.clone();
    let secure = viewer.secure;
    let said = bench.with(|cloudfront, cx| cloudfront.explain(cx, request, secure));
    assert_eq!(format!("{:?}", bench.world), before);
    said
}

fn first(bench: &mut Bench, viewer: &ViewerRequest) -> Explanation {
    explained(bench, viewer).swap_remove(0)
}

#[test]
fn each_verdict_is_what_the_next_request_meets_cf_3_3() {
    let mut short = behavior("/short/*", Ttls::seconds(0, 10, 100));
    short.key.codings = Codings { gzip: true, brotli: true };
    let mut off = behavior("/off/*", Ttls::seconds(0, 0, 0));
    off.protocol = ViewerProtocol::HttpsOnly;
    let mut bench = Bench::new(distribution(vec![short, off, behavior("*", OPTIMIZED)]));
    let fresh = || reply(200, &[("etag", "\"1\"")], "body");
    let unchanged = || reply(304, &[("etag", "\"1\"")], "");
    let with = |codings: &'static str| request("GET", "/short/a", &[("accept-encoding", codings)]);

    let said = first(&mut bench, &with("gzip"));
    assert_eq!((said.verdict, said.key.join("|")), (Verdict::Miss, "/short/a|gzip".into()));
    assert_eq!(bench.send(with("gzip"), vec![fresh()]).cache(), "Miss");
    let said = first(&mut bench, &with("gzip"));
    let entry = said.entry.unwrap();
    assert_eq!((said.verdict, entry.remaining.as_secs(), entry.bytes), (Verdict::Hit, 10, 4));
    assert_eq!(entry.etag.as_deref(), Some("\"1\""));
    assert_eq!(bench.cached(with("gzip")).cache(), "Hit");

    let said = first(&mut bench, &with("br"));
    assert_eq!(
        (said.verdict, said.others),
        (Verdict::Miss, vec![vec!["/short/a".to_owned(), "gzip".into()]])
    );
    assert!(said.why.starts_with("Other variants"), "{}", said.why);

    bench.pass(15);
    let said = first(&mut bench, &with("gzip"));
    assert_eq!((said.verdict, said.why.contains("5 seconds ago")), (Verdict::Revalidated, true));
    assert_eq!(bench.send(with("gzip"), vec![unchanged()]).cache(), "RefreshHit");

    bench.invalidate("/short/*", 0);
    let said = first(&mut bench, &with("gzip"));
    assert_eq!(
        (said.verdict, said.why.contains("invalidation")),
        (Verdict::Miss, true),
        "{}",
        said.why
    );
    assert!(said.entry.is_none());

    let behavior = first(&mut bench, &get("/off/x")).behavior.unwrap();
    assert_eq!((behavior.number, behavior.pattern.as_str()), (2, "/off/*"));
    assert_eq!(first(&mut bench, &get("/off/x")).verdict, Verdict::Passed);
    let plain = ViewerRequest { secure: false, ..get("/off/x") };
    assert_eq!(first(&mut bench, &plain).verdict, Verdict::Refused);
    let posted = first(&mut bench, &request("POST", "/x", &[]));
    assert_eq!((posted.verdict, posted.behavior.unwrap().number), (Verdict::Refused, 3));
}

#[test]
fn each_location_tells_of_itself_cf_14() {
    let mut bench = Bench::new(distribution(vec![behavior("*", OPTIMIZED)]));
    let at = |pop: &str| ViewerRequest { pop: Some(pop.into()), ..get("/a") };
    assert_eq!(bench.send(at("FRA"), vec![reply(200, &[], "body")]).cache(), "Miss");
    let said = explained(&mut bench, &get("/a"));
    let hits: Vec<bool> = said.iter().map(|one| one.verdict == Verdict::Hit).collect();
    assert_eq!(hits, [false, true, false, false]);
    let stored = bench.with(|cloudfront, cx| cloudfront.stored(cx, "E1", 10));
    assert_eq!(
        (stored.len(), &*stored[0].pop, stored[0].key.join("|")),
        (1, "FRA56-P2", "/a".into())
    );
    // A configuration that has not arrived is none yet.
    bench.deploy(
        Distribution {
            names: vec!["new.example".into()],
            ..distribution(vec![behavior("*", OPTIMIZED)])
        },
        60,
    );
    let mut elsewhere = get("/a");
    elsewhere.request.headers_mut().insert("host", "new.example".parse().unwrap());
    assert_eq!(first(&mut bench, &elsewhere).distribution, None);
    bench.pass(60);
    assert_eq!(first(&mut bench, &elsewhere).distribution.as_deref(), Some("E1"));
}
