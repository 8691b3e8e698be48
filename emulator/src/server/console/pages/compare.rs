//! Two clouds compared: what one has and the other has not, and what differs in what both have.

use super::super::kinds::{KINDS, Kind};
use super::super::layout::Sheet;
use super::super::parts::{Mood, badge, facts, nothing, table, time};
use super::super::tree::{self, Json};
use super::super::view::View;
use maud::{Markup, html};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Of each kind, and of the objects of each bucket, so many are compared.
const COMPARED: usize = 1_000;

/// Buckets whose objects are.
const BUCKETS: usize = 50;

/// So many differences of a kind are shown.
const SHOWN: usize = 100;

pub(super) fn page(view: &View) -> Sheet {
    let (a, b) = (view.query.given("a"), view.query.given("b"));
    let body = html! {
        (form(view))
        @if view.query.given("b").is_some() || a.is_some() {
            @match (view.of(a), view.of(b)) {
                (Some(one), Some(two)) => (compared(&one, &two)),
                _ => p.notice.bad role="alert" { "There is no such world." },
            }
        } @else { p.lead { "Choose two. A fork is compared best with what it was forked from." } }
    };
    Sheet::new("compare", "Compare two worlds", body)
}

fn form(view: &View) -> Markup {
    let worlds = view.own.worlds();
    html! {
        form.filter aria-label="Which two" {
            @for (name, label) in [("a", "One"), ("b", "The other")] {
                label { (label) select name=(name) {
                    option value="" { "the server's own" }
                    @for told in worlds.iter().take(200) {
                        option value=(told.name) selected[view.query.get(name) == told.name] { (told.name) }
                    }
                } }
            }
            (super::super::layout::carried(view))
            button.main { "What differs?" }
        }
    }
}

/// What of one kind differs.
#[derive(Default)]
struct Differences {
    /// Names that only one has, and which.
    alone: Vec<(String, bool)>,
    /// Names that both have, with the members that differ and their two values.
    changed: Vec<(String, Vec<Apart>)>,
    whole: bool,
}

impl Differences {
    fn is_empty(&self) -> bool {
        self.alone.is_empty() && self.changed.is_empty()
    }
}

/// A member's path, and its two values.
type Apart = (String, String, String);

type Things = BTreeMap<String, Json>;

fn compared(one: &View, two: &View) -> Markup {
    let name = |it: &View| it.place.world.clone().unwrap_or_else(|| "the server's own".to_owned());
    let names = [name(one), name(two)];
    let [first, second] = &names;
    let mut found: Vec<(String, Differences)> = Vec::new();
    for kind in KINDS {
        let [(a, whole_a), (b, whole_b)] = [one, two].map(|it| things(it, kind));
        found.push((kind.title.to_owned(), differences(&a, &b, whole_a && whole_b)));
    }
    for bucket in buckets(one).union(&buckets(two)).take(BUCKETS) {
        let [(a, whole_a), (b, whole_b)] = [one, two].map(|it| objects(it, bucket));
        found.push((format!("Objects of {bucket}"), differences(&a, &b, whole_a && whole_b)));
    }
    let same = found.iter().all(|(_, differences)| differences.is_empty());
    let cut = found.iter().any(|(_, differences)| !differences.whole);
    html! {
        (facts(&[
            (first, html! { (time(one.now())) br; (one.journal.events().len()) " events" }),
            (second, html! { (time(two.now())) br; (two.journal.events().len()) " events" }),
        ]))
        @if same { (nothing("Nothing differs in what there is.")) }
        @if cut { p.notice.mild { "Of some kinds there are more than the " (COMPARED) " that were compared." } }
        @for (title, differences) in found.iter().filter(|(_, it)| !it.is_empty()) {
            h2 { (title) }
            (shown(title, differences, &names))
        }
    }
}

fn things(view: &View, kind: &Kind) -> (Things, bool) {
    let (mut all, mut from) = (Things::new(), String::new());
    while all.len() < COMPARED {
        let Ok(listed) = kind.list(view, "", &from, 50) else { return (all, true) };
        all.extend(listed.entries.into_iter().map(|entry| (kind.name(&entry), entry)));
        match listed.next {
            Some(next) if next != from => from = next,
            _ => return (all, true),
        }
    }
    (all, false)
}

fn buckets(view: &View) -> BTreeSet<String> {
    let listed = view.ask("s3", "ListBuckets", json!({})).unwrap_or_default();
    let names =
        tree::entries(&listed, "Buckets").iter().map(|it| tree::text(it, "Name").to_owned());
    names.take(COMPARED).collect()
}

fn objects(view: &View, bucket: &str) -> (Things, bool) {
    let input = json!({ "Bucket": bucket, "MaxKeys": COMPARED });
    let listed = view.ask("s3", "ListObjectsV2", input).unwrap_or_default();
    let entries = tree::entries(&listed, "Contents").iter();
    let all = entries.map(|entry| (tree::text(entry, "Key").to_owned(), entry.clone())).collect();
    (all, tree::at(&listed, "IsTruncated") != &Json::Bool(true))
}

fn differences(a: &Things, b: &Things, whole: bool) -> Differences {
    let mut found = Differences { whole, ..Differences::default() };
    for (name, one) in a {
        match b.get(name) {
            None => found.alone.push((name.clone(), true)),
            Some(two) if one != two => {
                let mut members = Vec::new();
                apart("", one, two, &mut members);
                found.changed.push((name.clone(), members));
            }
            Some(_) => {}
        }
    }
    let only = b.keys().filter(|name| !a.contains_key(*name));
    found.alone.extend(only.map(|name| (name.clone(), false)));
    found
}

/// The members that differ, by their paths.
fn apart(path: &str, one: &Json, two: &Json, found: &mut Vec<Apart>) {
    match (one, two) {
        (Json::Object(a), Json::Object(b)) => {
            let names: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for name in names {
                let below = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                apart(&below, tree::at(one, name), tree::at(two, name), found);
            }
        }
        _ if one != two => found.push((path.to_owned(), tree::plain(one), tree::plain(two))),
        _ => {}
    }
}

fn shown(title: &str, differences: &Differences, names: &[String; 2]) -> Markup {
    let Differences { alone, changed, .. } = differences;
    let [one, two] = names;
    let rows = html! {
        @for (name, is_first) in alone.iter().take(SHOWN) {
            tr {
                td.wide { code { (name) } }
                td colspan="2" { (badge(Mood::Mild, "only in")) " " (if *is_first { one } else { two }) }
            }
        }
        @for (name, members) in changed.iter().take(SHOWN) {
            @for (member, a, b) in members {
                tr {
                    td.wide { code { (name) } " " span.muted { (member) } }
                    td { code { (a) } }
                    td { code { (b) } }
                }
            }
        }
    };
    let count = alone.len() + changed.len();
    html! {
        (table(title, &["What", one, two], &rows))
        @if alone.len() > SHOWN || changed.len() > SHOWN { p.muted { "The first of " (count) "." } }
    }
}
