#![allow(clippy::unwrap_used, clippy::expect_used)]
//! CF-3.2's whole table, CF-3.3 to CF-3.7, and laws over random headers.

use super::*;
use http::HeaderValue;
use http::header::CACHE_CONTROL;
use proptest::prelude::*;

const NOW: Timestamp = Timestamp::from_secs(1_767_225_600);
const A: Ttls = Ttls::seconds(0, 86_400, 31_536_000);
const B: Ttls = Ttls::seconds(60, 300, 3_600);
const C: Ttls = Ttls::seconds(1, 86_400, 31_536_000);
const D: Ttls = Ttls::seconds(0, 0, 31_536_000);
const Z: Ttls = Ttls::seconds(0, 0, 0);

fn stated(control: &str, expires: Option<i64>) -> Stated {
    let mut headers = HeaderMap::new();
    if !control.is_empty() {
        headers.insert(CACHE_CONTROL, HeaderValue::from_str(control).unwrap());
    }
    if let Some(seconds) = expires {
        let at = Timestamp(NOW.0 + seconds * 1000).system_time();
        headers.insert(EXPIRES, httpdate::fmt_http_date(at).parse().unwrap());
    }
    Stated::read(&headers, NOW)
}

/// Row, `Cache-Control`, `Expires` from now, and the ttl under A, B, C, D.
type Vector = (&'static str, &'static str, Option<i64>, [u64; 4]);

const VECTORS: [Vector; 19] = [
    ("V1", "", None, [86_400, 300, 86_400, 0]),
    ("V2", "max-age=10", None, [10, 60, 10, 10]),
    ("V3", "max-age=600", None, [600, 600, 600, 600]),
    ("V4", "max-age=7200", None, [7_200, 3_600, 7_200, 7_200]),
    ("V5", "max-age=0", None, [0, 60, 1, 0]),
    ("V6", "max-age=10, s-maxage=900", None, [900, 900, 900, 900]),
    ("V7", "max-age=900, s-maxage=10", None, [10, 60, 10, 10]),
    ("V8", "max-age=900, s-maxage=0", None, [0, 60, 1, 0]),
    ("V9", "", Some(120), [120, 120, 120, 120]),
    ("V10", "", Some(-5), [0, 60, 1, 0]),
    ("V11", "max-age=20", Some(9_999), [20, 60, 20, 20]),
    ("V12", "no-cache", None, [0, 60, 1, 0]),
    ("V13", "no-store", None, [0, 60, 1, 0]),
    ("V14", "private", None, [0, 60, 1, 0]),
    ("V15", "private, max-age=600", None, [0, 60, 1, 0]),
    ("V16", "no-store, s-maxage=600", None, [0, 60, 1, 0]),
    ("V17", "public", None, [86_400, 300, 86_400, 0]),
    ("V18", "must-revalidate", None, [86_400, 300, 86_400, 0]),
    ("V19", "max-age=40000000", None, [31_536_000, 3_600, 31_536_000, 31_536_000]),
];

#[test]
fn the_decision_table_cf_3_2() {
    for (row, control, expires, ttls) in VECTORS {
        let stated = stated(control, expires);
        for ((name, config), seconds) in [("A", A), ("B", B), ("C", C), ("D", D)].iter().zip(ttls) {
            // CF-3.3: `no-store` under Min 0 is the one ttl of 0 that is not even stored.
            let unstored = stated.control.no_store && config.min.is_zero();
            let expected =
                if unstored { Keep::No } else { Keep::For(Duration::from_secs(seconds)) };
            assert_eq!(ttl(Some(*config), &stated), expected, "{row} column {name}");
        }
        assert_eq!(ttl(Some(Z), &stated), Keep::No, "{row} column Z");
        assert_eq!(ttl(None, &stated), Keep::No, "{row} with Headers=*");
    }
}

#[test]
fn unreadable_expires_is_past() {
    let mut headers = HeaderMap::new();
    headers.insert(EXPIRES, HeaderValue::from_static("-1"));
    assert_eq!(Stated::read(&headers, NOW).expires_in, Some(Duration::ZERO));
}

#[test]
fn temporary_redirects_need_a_lifetime_cf_3_7() {
    for code in [307, 308] {
        let status = StatusCode::from_u16(code).unwrap();
        assert_eq!(object_ttl(status, Some(A), &stated("", Some(50))), Keep::No);
        let kept = object_ttl(status, Some(A), &stated("max-age=50", None));
        assert_eq!(kept, Keep::For(Duration::from_secs(50)));
    }
    let moved = object_ttl(StatusCode::MOVED_PERMANENTLY, Some(A), &stated("", None));
    assert_eq!(moved, Keep::For(A.default));
}

fn error(code: u16, control: &str, rule: ErrorRule, s3: bool) -> Option<u64> {
    let status = StatusCode::from_u16(code).unwrap();
    match error_ttl(status, Some(B), rule, s3, &stated(control, None)) {
        Keep::No => None,
        Keep::For(ttl) => Some(ttl.as_secs()),
    }
}

#[test]
fn errors_cf_3_6() {
    let plain = ErrorRule::default();
    let named = |min| ErrorRule { min: Duration::from_secs(min), named: true };
    for code in [404, 410, 414, 501] {
        assert_eq!(error(code, "", plain, false), Some(10), "{code}");
        assert_eq!(error(code, "max-age=60", plain, false), Some(60), "{code}");
        assert_eq!(
            error(code, "max-age=99999", plain, false),
            Some(3_600),
            "{code}: capped at Max"
        );
        assert_eq!(error(code, "no-store", plain, true), None, "{code}");
    }
    for code in [500, 502, 503, 504] {
        assert_eq!(error(code, "", named(30), false), Some(30), "{code}");
        assert_eq!(error(code, "private, max-age=60", plain, false), Some(10), "{code}");
    }
    for code in [400, 403, 405, 412, 415] {
        assert_eq!(error(code, "", plain, false), None, "{code}");
        assert_eq!(error(code, "max-age=60", plain, false), Some(60), "{code}");
        assert_eq!(error(code, "max-age=60, no-cache", plain, false), Some(10), "{code}");
        assert_eq!(error(code, "", named(5), false), Some(5), "{code}");
    }
    for code in [401, 402, 406, 409, 416, 429] {
        assert_eq!(error(code, "max-age=60", named(5), false), None, "{code}");
    }
    assert_eq!(error(404, "", named(0), true), Some(1), "rule a: S3");
    assert_eq!(error(404, "", named(0), false), None, "rule a: others honour 0");
    let disabled = error_ttl(StatusCode::NOT_FOUND, Some(Z), plain, false, &stated("", None));
    assert_eq!(disabled, Keep::No, "rule b");
}

fn life(control: &str) -> Life {
    let stated = stated(control, None);
    let Keep::For(ttl) = ttl(Some(B), &stated) else { panic!("not kept") };
    Life::new(ttl, B.max, &stated.control, NOW)
}

fn at(life: &Life, second: u64) -> State {
    life.state(NOW + Duration::from_secs(second))
}

#[test]
fn stale_windows_cf_3_4() {
    let both = life("max-age=100, stale-while-revalidate=50, stale-if-error=200");
    assert_eq!(at(&both, 99), State::Fresh);
    assert_eq!(at(&both, 100), State::WhileRevalidate, "g: first this window");
    assert_eq!(at(&both, 150), State::IfError, "g: then that one");
    assert_eq!(at(&both, 300), State::Expired);
    let capped = life("max-age=3500, stale-while-revalidate=500, stale-if-error=500");
    assert_eq!(at(&capped, 3_599), State::WhileRevalidate);
    assert_eq!(at(&capped, 3_600), State::Expired, "c: nothing stale at Max");
    assert_eq!(at(&life("max-age=100, stale-if-error=0"), 100), State::Expired, "f");
}

#[test]
fn without_a_directive_stale_stands_in_until_max_cf_3_5() {
    let mut plain = life("max-age=100");
    assert_eq!(at(&plain, 100), State::IfError);
    assert_eq!(at(&plain, 3_600), State::Expired);
    plain.spared_until = Some(NOW + Duration::from_secs(110));
    assert_eq!(at(&plain, 109), State::Spared);
    assert_eq!(at(&plain, 110), State::IfError);
}

fn any_control() -> impl Strategy<Value = String> {
    let directive = prop_oneof![
        (0u64..100_000).prop_map(|n| format!("max-age={n}")),
        (0u64..100_000).prop_map(|n| format!("s-maxage={n}")),
        (0u64..1_000).prop_map(|n| format!("stale-while-revalidate={n}")),
        (0u64..1_000).prop_map(|n| format!("stale-if-error={n}")),
        prop::sample::select(vec!["public", "private", "no-cache", "no-store", "must-revalidate"])
            .prop_map(String::from),
    ];
    prop::collection::vec(directive, 0..4).prop_map(|all| all.join(", "))
}

fn any_ttls() -> impl Strategy<Value = Ttls> {
    (0u64..1_000, 0u64..1_000, 1u64..10_000)
        .prop_map(|(min, more, most)| Ttls::seconds(min, min + more, min + more + most))
}

proptest! {
    /// However it ages, an entry never becomes fresh again, and windows follow each other.
    #[test]
    fn an_entry_only_ages(control in any_control(), ttls in any_ttls(), a in 0u64..20_000, b in 0u64..20_000) {
        let stated = stated(&control, None);
        if let Keep::For(ttl) = ttl(Some(ttls), &stated) {
            let life = Life::new(ttl, ttls.max, &stated.control, NOW);
            let (early, late) = (a.min(b), a.max(b));
            prop_assert!(at(&life, early) <= at(&life, late));
        }
    }

    /// CF-3.1: a ttl is never outside the configured bounds.
    #[test]
    fn the_clamp_holds(control in any_control(), ttls in any_ttls(), expires in prop::option::of(-9_999i64..99_999)) {
        if let Keep::For(ttl) = ttl(Some(ttls), &stated(&control, expires)) {
            prop_assert!(ttls.min <= ttl && ttl <= ttls.max);
        }
    }

    /// A longer stated lifetime never gives a shorter ttl.
    #[test]
    fn ttl_is_monotone(ttls in any_ttls(), a in 0u64..20_000, b in 0u64..20_000) {
        let of = |n: u64| match ttl(Some(ttls), &stated(&format!("max-age={n}"), None)) {
            Keep::For(ttl) => ttl,
            Keep::No => Duration::ZERO,
        };
        prop_assert!(of(a.min(b)) <= of(a.max(b)));
    }

    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,60}") {
        let mut headers = HeaderMap::new();
        if let Ok(value) = HeaderValue::from_bytes(text.as_bytes()) {
            headers.insert(CACHE_CONTROL, value.clone());
            headers.insert(EXPIRES, value);
            Stated::read(&headers, NOW);
        }
    }
}
