//! CF-8.9: a primary with an enabled policy, and its staging distribution.

use super::*;
use crate::edge::choices;
use crate::edge::traffic_config::{By, Split, Sticky};

const COOKIE: &str = "CloudFront-Deployment-Session=";

fn staging() -> Distribution {
    let mut behavior = behavior("*", OPTIMIZED);
    behavior.origins = vec![custom_origin("staging.example").into()];
    Distribution { id: "E2".into(), names: vec![], ..distribution(vec![behavior]) }
}

fn bench(by: By) -> Bench {
    let split = Some(Split { staging: "E2".into(), by }.into());
    let primary = distribution(vec![behavior("*", OPTIMIZED)]);
    let mut bench = Bench::new(Distribution { split, ..primary });
    bench.deploy(staging(), 0);
    bench
}

fn by_header() -> By {
    By::Header { name: "aws-cf-cd-test".into(), value: "yes".into() }
}

fn sticky(epoch: &str) -> Option<Sticky> {
    let (idle, longest) = (Duration::from_secs(300), Duration::from_secs(600));
    Some(Sticky { idle, longest, epoch: epoch.into() })
}

/// The origin that a request led to; it is always a miss.
fn origin(bench: &mut Bench, viewer: ViewerRequest) -> (String, Seen) {
    let seen = bench.send(viewer, vec![reply(200, &[("cache-control", "max-age=0")], "x")]);
    (seen.asked[0].host.clone(), seen)
}

/// CF-8.9b, d: by header and value, each distribution with a cache of its own.
#[test]
fn cf_8_9_b_requests_with_the_header_are_the_staging_distributions() {
    let mut bench = bench(by_header());
    let staged = |path| request("GET", path, &[("aws-cf-cd-test", "yes")]);
    let first = bench.send(staged("/a"), vec![reply(200, &[], "staging")]);
    assert_eq!(first.asked[0].host, "staging.example");
    let other = bench.send(get("/a"), vec![reply(200, &[], "primary")]);
    assert_eq!(other.asked[0].host, "origin.example");
    assert_eq!(bench.cached(staged("/a")).body, "staging");
    assert_eq!(bench.cached(get("/a")).body, "primary");
    let wrong = request("GET", "/a", &[("aws-cf-cd-test", "no")]);
    assert_eq!(bench.cached(wrong).body, "primary");
    assert_eq!(first.header("set-cookie"), "-");
}

/// CF-8.9b: the world's seed decides, about as often as the weight says.
#[test]
fn cf_8_9_b_some_requests_are_the_staging_distributions() {
    let mut bench = bench(By::Weight { millionths: 150_000, sticky: None });
    let mut twin = bench.clone();
    let ask = |bench: &mut Bench| -> Vec<String> {
        (0..400).map(|n| origin(bench, get(&format!("/{n}"))).0).collect()
    };
    let asked = ask(&mut bench);
    let staged = asked.iter().filter(|host| **host == "staging.example").count();
    assert!((30..=90).contains(&staged), "{staged} of 400");
    assert_eq!(ask(&mut twin), asked, "the same in a fork");
}

/// CF-8.9e: who came to one of the two stays there, until idle or for too long, or of another epoch.
#[test]
fn cf_8_9_e_sessions_stick() {
    let all = |epoch| By::Weight { millionths: 1_000_000, sticky: sticky(epoch) };
    let none = |epoch| By::Weight { millionths: 0, sticky: sticky(epoch) };
    let mut bench = bench(all("E"));
    let (host, seen) = origin(&mut bench, get("/a"));
    assert_eq!(host, "staging.example");
    let said = seen.header("set-cookie").to_owned();
    assert!(said.starts_with(&format!("{COOKIE}staging.")), "{said}");
    assert!(said.ends_with("; Path=/; Max-Age=300; HttpOnly"), "{said}");
    let pair = |said: &str| said.split(';').next().unwrap().to_owned();
    let mut cookie = pair(&said);
    // From now on nobody else comes to the staging distribution.
    let change = |bench: &mut Bench, by: By| {
        let split = Some(Split { staging: "E2".into(), by }.into());
        let primary = distribution(vec![behavior("*", OPTIMIZED)]);
        bench.deploy(Distribution { split, ..primary }, 0);
    };
    change(&mut bench, none("E"));
    assert_eq!(origin(&mut bench, get("/b")).0, "origin.example");
    for n in 0..2 {
        bench.pass(250);
        let both = format!("a=1; {cookie}; b=2");
        let path = format!("/c{n}");
        let (host, seen) = origin(&mut bench, request("GET", &path, &[("cookie", &both)]));
        assert_eq!(host, "staging.example");
        cookie = pair(seen.header("set-cookie"));
    }
    let with = |path, cookie: &str| request("GET", path, &[("cookie", cookie)]);
    let mut other = bench.clone();
    change(&mut other, none("F"));
    assert_eq!(origin(&mut other, with("/d", &cookie)).0, "origin.example", "another epoch");
    let mut idle = bench.clone();
    idle.pass(301);
    assert_eq!(origin(&mut idle, with("/d", &cookie)).0, "origin.example", "idle");
    bench.pass(101);
    assert_eq!(origin(&mut bench, with("/d", &cookie)).0, "origin.example", "601 s");
    let forged = format!("{COOKIE}staging.x.y.E");
    assert_eq!(origin(&mut bench, with("/e", &forged)).0, "origin.example");
}

/// CF-8.9d, f: nobody comes to a staging distribution that is disabled, absent or asked for by its name; at peaks
/// nobody does.
#[test]
fn cf_8_9_f_the_primary_takes_what_staging_does_not() {
    let staged = |path| request("GET", path, &[("aws-cf-cd-test", "yes")]);
    let mut busy = bench(by_header());
    let only = BTreeSet::from([choices::STAGING.name.to_owned()]);
    busy.adversary(Adversary::random_at(1, 1.0, only));
    assert_eq!(origin(&mut busy, staged("/a")).0, "origin.example");
    let mut disabled = bench(by_header());
    disabled.deploy(Distribution { enabled: false, ..staging() }, 0);
    assert_eq!(origin(&mut disabled, staged("/a")).0, "origin.example");
    disabled.with(|cloudfront, _| cloudfront.edge.withdraw("E2"));
    assert_eq!(origin(&mut disabled, staged("/b")).0, "origin.example");
}
