//! Each clause holds on a run that is as it must be, and not on one that differs in what it speaks of.

use super::*;
use proptest::prelude::*;

fn content(text: &str) -> Content {
    Content::of(text.as_bytes())
}

fn run(facts: &[(i64, Fact)]) -> Vec<Observed<Fact>> {
    let observed = |(at, seen): &(i64, Fact)| Observed {
        at: Timestamp(*at * 1000),
        operation: None,
        seen: seen.clone(),
    };
    facts.iter().map(observed).collect()
}

/// The clause judges both runs, and tells them apart.
fn tells(clause: &Monitor<Fact>, right: &[(i64, Fact)], wrong: &[(i64, Fact)]) {
    let (holds, fails) = (clause.judge(&run(right)), clause.judge(&run(wrong)));
    assert!(holds.fired > 0 && fails.fired > 0, "{}", clause.clause);
    assert_eq!(holds.violation, None, "{}", clause.clause);
    assert!(fails.violation.is_some(), "{}", clause.clause);
}

fn sent(what: &str, text: &str) -> Fact {
    Fact::Sent { what: what.into(), content: content(text) }
}

fn acknowledged(what: &str, text: &str) -> Fact {
    Fact::Acknowledged { what: what.into(), content: content(text) }
}

fn remains(what: &str, text: &str) -> Fact {
    Fact::Remains { what: what.into(), content: content(text) }
}

fn read(what: &str, text: Option<&str>) -> Fact {
    Fact::Read { what: what.into(), path: "edge".into(), content: text.map(content) }
}

/// What nobody sent, or something else has come after, is not read; that nothing is there may always be.
#[test]
fn what_is_read_was_sent_by_somebody() {
    let clause = what_is_read_was_sent(&content("absent"));
    let (nothing, x) = ([(0, read("a", Some("absent")))], [(0, read("a", Some("x")))]);
    tells(&clause, &nothing, &x);
    tells(&clause, &[&[(0, sent("a", "x"))], &x[..], &nothing].concat(), &x);
    let removed =
        [sent("a", "x"), acknowledged("a", "x"), sent("a", "absent"), acknowledged("a", "absent")];
    let after = |read: &[_]| [&removed.clone().map(|fact| (0, fact)), read].concat();
    tells(&clause, &after(&nothing), &after(&x));
}

#[test]
fn what_is_stored_is_what_was_sent() {
    let begun = [(0, sent("a", "1")), (1, acknowledged("a", "1"))];
    let with = |more: &[(i64, Fact)]| [&begun[..], more].concat();
    let stored = stored_equals_sent();
    tells(&stored, &with(&[(2, remains("a", "1"))]), &with(&[(2, remains("a", "other"))]));
    // A later write without an answer may have had its effect.
    let later = |what: &str| with(&[(2, sent("a", "2")), (3, remains("a", what))]);
    tells(&stored, &later("1"), &later("3"));
    assert_eq!(stored.judge(&run(&later("2"))).violation, None);
    // Two at once: either may have been the last; one that was acknowledged before the other was sent not.
    let at_once = |what: &str| {
        let sent = [(0, sent("a", "1")), (0, sent("a", "2"))];
        let told = [(1, acknowledged("a", "1")), (2, acknowledged("a", "2"))];
        [&sent[..], &told, &[(3, remains("a", what))]].concat()
    };
    tells(&stored, &at_once("1"), &at_once("3"));
    assert_eq!(stored.judge(&run(&at_once("2"))).violation, None);
    let replaced = |what: &str| {
        with(&[(2, sent("a", "2")), (3, acknowledged("a", "2")), (4, remains("a", what))])
    };
    tells(&stored, &replaced("2"), &replaced("1"));
    // What was never answered may come late.
    let late = [
        (0, sent("a", "0")),
        (1, sent("a", "1")),
        (2, acknowledged("a", "1")),
        (3, remains("a", "0")),
    ];
    assert_eq!(stored.judge(&run(&late)).violation, None);
    // What was refused will not come.
    let refused = |told: Fact| {
        [late[0].clone(), late[1].clone(), (1, told), late[2].clone(), late[3].clone()]
    };
    let told = Fact::Refused { what: "a".into(), content: content("0") };
    assert!(stored.judge(&run(&refused(told))).violation.is_some());
    let typed = Content { content_type: Some("text/css".into()), ..content("1") };
    let untyped = [(2, Fact::Remains { what: "a".into(), content: typed })];
    assert!(stored.judge(&run(&with(&untyped))).violation.is_some());

    tells(&nothing_acknowledged_is_lost(), &with(&[(2, remains("a", "1"))]), &begun);
    let asked = [(0, sent("a", "1")), (1, remains("a", "1"))];
    tells(&nothing_appears_unasked(), &asked, &[(0, remains("b", "1"))]);
    let reads = read_your_writes();
    tells(&reads, &with(&[(2, read("a", Some("1")))]), &with(&[(2, read("a", None))]));
    tells(&reads, &with(&[(2, read("a", Some("1")))]), &with(&[(2, read("a", Some("0")))]));
}

#[test]
fn nothing_that_was_added_is_lost() {
    let fact = |update: &str| Fact::Added { what: "list".into(), update: update.into() };
    let holds = |update: &str| Fact::Holds { what: "list".into(), update: update.into() };
    let right = [(0, fact("a")), (0, fact("b")), (1, holds("a")), (1, holds("b"))];
    tells(&no_update_is_lost(), &right, &right[..3]);
}

#[test]
fn versions_go_forward_and_old_ones_pass() {
    let view = |viewer: &str, version| Fact::Viewed {
        viewer: viewer.into(),
        what: "page".into(),
        version,
    };
    let right = [(0, view("a", 2)), (0, view("b", 1)), (1, view("a", 2))];
    tells(&versions_are_monotone(), &right, &[(0, view("a", 2)), (1, view("a", 1))]);
    let publish = |version| Fact::Published { what: "page".into(), version };
    let fresh = fresh_within(Duration::from_secs(10));
    let seen_at = |at| [(0, publish(1)), (5, publish(2)), (at, view("a", 1))];
    tells(&fresh, &seen_at(15), &seen_at(16));
}

#[test]
fn what_is_private_linked_or_cleaned_up_is_judged_by_its_answer() {
    let intruded = |status| [(0, Fact::Intruded { what: "a".into(), how: "url".into(), status })];
    tells(&private_stays_private(), &intruded(403), &intruded(200));
    let followed = |status, as_promised| {
        [(0, Fact::Followed { url: "u".into(), client: "no brotli".into(), status, as_promised })]
    };
    tells(&links_answer(), &followed(200, true), &followed(200, false));
    tells(&links_answer(), &followed(200, true), &followed(404, true));
    let left = |left| [(0, Fact::CleanedUp { what: "bucket".into(), left })];
    tells(&clean_up_leaves_nothing(), &left(false), &left(true));
    let tried = |times| [(0, Fact::Tried { call: "PutObject".into(), times })];
    tells(&tries_are_bounded(3), &tried(3), &tried(4));
}

#[test]
fn errors_pass_are_logged_and_alarm() {
    let shown = (0, Fact::Shown { url: "u".into() });
    let error = |at| [shown.clone(), (at, Fact::ErrorShown { url: "u".into(), status: 502 })];
    tells(&errors_pass_within(Duration::from_secs(10)), &error(10), &error(11));
    let failed = |at| [(0, Fact::Failed { id: "1".into() }), (at, Fact::Logged { id: "1".into() })];
    tells(&failures_are_logged(Duration::from_secs(10)), &failed(10), &failed(11));
    let alarm = |at| {
        [(0, Fact::Alarming { alarm: "5xx".into() }), (at, Fact::Alarmed { alarm: "5xx".into() })]
    };
    tells(&alarms_go_off(Duration::from_secs(10)), &alarm(10), &alarm(11));
}

proptest! {
    /// A register that does what it is told, with answers that are lost now and then, is never blamed.
    #[test]
    fn a_faithful_register_holds(
        writes in proptest::collection::vec((0..3_u8, any::<bool>(), any::<bool>()), 0..20),
    ) {
        let (mut facts, mut held) = (Vec::new(), BTreeMap::new());
        for (number, (what, applied, answered)) in writes.into_iter().enumerate() {
            let (what, text) = (what.to_string(), number.to_string());
            facts.push((0, sent(&what, &text)));
            if applied || answered {
                held.insert(what.clone(), text.clone());
            }
            if answered {
                facts.push((0, acknowledged(&what, &text)));
            }
            let now = held.get(&what).map(String::as_str);
            facts.push((0, read(&what, now)));
        }
        facts.extend(held.iter().map(|(what, text)| (0, remains(what, text))));
        let run = run(&facts);
        let clauses: [Monitor<Fact>; 4] = [
            stored_equals_sent(),
            nothing_acknowledged_is_lost(),
            nothing_appears_unasked(),
            read_your_writes(),
        ];
        for clause in clauses {
            prop_assert_eq!(clause.judge(&run).violation, None);
        }
    }
}
