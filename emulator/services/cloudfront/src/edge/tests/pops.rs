//! Several POPs: caches of their own, configurations and purges that arrive one by one
//! (CF-8.1, CF-14 N1, N3, N5, N6).

use super::*;
use crate::timer::Timer;
use parhelion_world::service::Wakes as _;

fn at(pop: &str, path: &str) -> ViewerRequest {
    ViewerRequest { pop: Some(pop.to_owned()), ..get(path) }
}

fn only(point: &'static parhelion_world::Point) -> Adversary {
    Adversary::random_at(3, 1.0, BTreeSet::from([point.name.to_owned()]))
}

#[test]
fn each_pop_has_its_own_cache_cf_3_13d() {
    let mut bench = bench(OPTIMIZED);
    for pop in pop::NAMES {
        let seen = bench.send(at(pop, "/a"), vec![reply(200, &[], pop)]);
        assert_eq!((seen.cache(), seen.header("x-amz-cf-pop")), ("Miss", pop));
    }
    assert_eq!(bench.cached(at("FRA", "/a")).body, "FRA56-P2", "the beginning of a name will do");
    assert_eq!(bench.cached(get("/a")).body, "IAD89-C1", "calm viewers reach the first one");
}

#[test]
fn a_viewer_may_be_routed_elsewhere_n6() {
    let mut bench = bench(OPTIMIZED);
    bench.adversary(only(&choices::ROUTE));
    let seen = bench.send(get("/a"), vec![reply(200, &[], "x")]);
    assert_ne!(seen.header("x-amz-cf-pop"), "IAD89-C1");
    let named = bench.send(at("IAD89-C1", "/a"), vec![reply(200, &[], "x")]);
    assert_eq!(named.header("x-amz-cf-pop"), "IAD89-C1");
}

#[test]
fn an_object_may_be_evicted_n5() {
    let mut bench = bench(OPTIMIZED);
    bench.send(get("/a"), vec![reply(200, &[], "one")]);
    bench.adversary(only(&choices::EVICTION));
    assert_eq!(bench.send(get("/a"), vec![reply(200, &[], "two")]).cache(), "Miss");
    bench.adversary(Adversary::calm());
    assert_eq!(bench.cached(get("/a")).body, "two");
}

#[test]
fn a_purge_takes_effect_when_it_arrives_cf_8_2() {
    let mut bench = bench(OPTIMIZED);
    bench.send(get("/a"), vec![reply(200, &[], "old")]);
    assert_eq!(bench.invalidate("/a", 5), 5);
    bench.pass(4);
    assert_eq!(bench.cached(get("/a")).body, "old");
    bench.pass(1);
    assert_eq!(bench.send(get("/a"), vec![reply(200, &[], "new")]).body, "new");
}

#[test]
fn a_purge_reaches_pops_one_by_one_but_all_by_the_end_n3() {
    let mut bench = bench(OPTIMIZED);
    for pop in pop::NAMES {
        bench.send(at(pop, "/a"), vec![reply(200, &[], "old")]);
    }
    bench.adversary(only(&choices::INVALIDATION));
    let done = bench.invalidate("/*", 1);
    assert!((11..=61).contains(&done), "{done}");
    bench.adversary(Adversary::calm());
    bench.pass(1);
    assert_eq!(bench.cached(get("/a")).body, "old", "not Completed yet");
    bench.pass(done - 1);
    for pop in pop::NAMES {
        assert_eq!(bench.send(at(pop, "/a"), vec![reply(200, &[], "new")]).body, "new");
    }
}

#[test]
fn a_fill_that_a_purge_overtakes_is_not_kept_cf_8_1m() {
    let mut bench = bench(OPTIMIZED);
    let step = bench.begin(get("/a"));
    let (_, slow) = Bench::fetched(step);
    bench.invalidate("/a", 0);
    let _ = bench.resume(slow, reply(200, &[], "old"));
    let step = bench.begin(get("/a"));
    let (_, next) = Bench::fetched(step);
    let _ = bench.resume(next, reply(200, &[], "new"));
    assert_eq!(bench.cached(get("/a")).body, "new");
}

#[test]
fn a_purge_of_other_paths_leaves_a_fill_alone() {
    let mut bench = bench(OPTIMIZED);
    let step = bench.begin(get("/a"));
    let (_, slow) = Bench::fetched(step);
    bench.invalidate("/b*", 0);
    let _ = bench.resume(slow, reply(200, &[], "x"));
    assert_eq!(bench.cached(get("/a")).body, "x");
}

fn named(origin: &str) -> Distribution {
    let mut only = behavior("*", OPTIMIZED);
    only.origins = vec![custom_origin(origin).into()];
    distribution(vec![only])
}

#[test]
fn configurations_arrive_in_order_n1() {
    let mut bench = Bench::new(named("v1.example"));
    bench.adversary(only(&choices::CONFIGURATION));
    let last = bench.deploy(named("v2.example"), 5);
    assert!((35..=305).contains(&last), "{last}");
    bench.adversary(Adversary::calm());
    let second = bench.deploy(named("v3.example"), 5);
    assert_eq!(second, last, "v3 waits for v2 where that is late");
    let mut newest = 1;
    for (n, wait) in [0, 5, 30, 270].into_iter().enumerate() {
        bench.pass(wait);
        let path = format!("/{n}");
        let seen = bench.send(get(&path), vec![reply(200, &[], "x")]);
        let version: usize = seen.asked[0].host[1..2].parse().unwrap();
        assert!(version >= newest, "a POP never goes back");
        newest = version;
    }
    assert_eq!(newest, 3);
}

#[test]
fn a_change_of_configuration_does_not_purge_s48() {
    let mut bench = Bench::new(named("v1.example"));
    bench.send(get("/a"), vec![reply(200, &[], "old")]);
    bench.deploy(named("v2.example"), 0);
    assert_eq!(bench.cached(get("/a")).body, "old", "CF-3.13f");
}

#[test]
fn a_distribution_is_unknown_until_it_arrives_and_after_it_is_deleted() {
    let mut bench = bench(OPTIMIZED);
    let mut other = distribution(vec![behavior("*", OPTIMIZED)]);
    (other.id, other.names) = ("E2".into(), vec!["d222.cloudfront.net".into()]);
    bench.deploy(other, 5);
    let ask = || {
        let request = http::Request::get("/a").header("host", "d222.cloudfront.net");
        ViewerRequest::new(request.body(Body::empty()).unwrap())
    };
    assert_eq!(bench.cached(ask()).status, 403);
    bench.pass(5);
    let step = bench.begin(ask());
    let (_, slow) = Bench::fetched(step);
    bench.with(|cloudfront, _| cloudfront.edge.withdraw("E2"));
    let _ = bench.resume(slow, reply(200, &[], "x"));
    assert_eq!(bench.cached(ask()).status, 403);
    assert_eq!(bench.with(|cloudfront, _| cloudfront.edge.pops[0].cache.len("E2")), 0);
}

fn shielded() -> Behavior {
    let mut behavior = behavior("*", OPTIMIZED);
    let origin = Origin { shield: Some("us-east-2".into()), ..custom_origin("origin.example") };
    behavior.origins = vec![origin.into()];
    behavior
}

#[test]
fn cf_6_7_an_origin_shield_asks_the_origin_once_for_all() {
    let mut bench = Bench::new(distribution(vec![shielded()]));
    bench.send(at("IAD", "/a"), vec![reply(200, &[("cache-control", "max-age=60")], "one")]);
    bench.pass(50);
    let seen = bench.cached(at("FRA", "/a"));
    assert_eq!((&*seen.body, seen.cache(), seen.header("age")), ("one", "Hit", "50"));
    bench.pass(9);
    assert_eq!(bench.cached(at("NRT", "/a")).body, "one");
    bench.pass(1);
    assert_eq!(bench.send(at("FRA", "/a"), vec![reply(200, &[], "two")]).body, "two", "no longer");
    bench.pass(86_400);
    let seen = bench.send(at("GRU", "/a"), vec![reply(200, &[], "three")]);
    assert_eq!((&*seen.body, seen.cache()), ("three", "Miss"));
    let error = bench.send(at("GRU", "/b"), vec![reply(404, &[], "")]);
    assert_eq!(error.status, 404);
    assert_eq!(bench.send(at("FRA", "/b"), vec![reply(200, &[], "b")]).status, 200, "N31");
    bench.adversary(only(&choices::SHIELD));
    assert_eq!(bench.send(at("NRT", "/b"), vec![reply(200, &[], "c")]).body, "c", "N7");
}

#[test]
fn cf_8_1_an_invalidation_reaches_the_origin_shield_before_any_pop() {
    let mut bench = Bench::new(distribution(vec![shielded()]));
    bench.send(at("IAD", "/a"), vec![reply(200, &[], "old")]);
    let step = bench.begin(at("FRA", "/b"));
    let (_, slow) = Bench::fetched(step);
    bench.invalidate("/*", 0);
    let _ = bench.resume(slow, reply(200, &[], "old"));
    bench.pass(1);
    assert_eq!(bench.send(at("NRT", "/a"), vec![reply(200, &[], "new")]).body, "new");
    assert_eq!(bench.send(at("NRT", "/b"), vec![reply(200, &[], "new")]).body, "new");
    assert_eq!(bench.cached(at("GRU", "/b")).body, "new");
}

#[test]
fn cf_8_1_what_has_arrived_where_nobody_looks_is_not_kept() {
    let mut bench = Bench::new(distribution(vec![shielded()]));
    bench.send(at("IAD", "/a"), vec![reply(200, &[], "old")]);
    for _ in 0..20 {
        bench.invalidate("/a", 5);
        bench.pass(10);
    }
    let waiting = |bench: &mut Bench| {
        bench.with(|cloudfront, _| {
            let edge = &cloudfront.edge;
            edge.pops.iter().chain(&edge.shields).map(Pop::expects).collect::<Vec<_>>()
        })
    };
    assert!(waiting(&mut bench).iter().all(|changes| *changes >= 20));
    bench.with(|cloudfront, cx| {
        let (distribution, invalidation) = ("E1".into(), "I1".into());
        cloudfront.wake(cx, Timer::Completed { distribution, invalidation });
    });
    assert_eq!(waiting(&mut bench), [0; 5]);
}
