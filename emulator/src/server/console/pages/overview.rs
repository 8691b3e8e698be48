//! The first page: what there is, and what happened last.

use super::super::kinds::{KINDS, Kind};
use super::super::layout::Sheet;
use super::super::parts::{Mood, badge, facts, span, time};
use super::super::tree;
use super::super::view::View;
use super::{clock, journal};
use maud::{Markup, html};
use serde_json::json;

/// Of each kind so many are counted.
const COUNTED: usize = 50;

pub(super) fn page(view: &View) -> Sheet {
    let body = html! {
        ul.cards {
            @for kind in KINDS.iter().filter(|kind| !kind.page.0.is_empty() || kind.id.is_empty()) {
                (card(view, kind))
            }
            (card_of(view, "users"))
            (card_of(view, "roles"))
            (card_of(view, "keys"))
        }
        div.columns.lopsided {
            section {
                h2 { "Happened last" }
                (journal::brief(view, 12))
                p { a href=(view.href("journal", &[])) { "The whole journal" } }
            }
            section {
                h2 { "Clock" }
                div.panel { (clock::panel(view)) }
                h2 { "This cloud" }
                (state(view))
            }
        }
    };
    Sheet::new("", "Overview", body)
}

fn card_of(view: &View, slug: &str) -> Markup {
    html! { @if let Some(kind) = Kind::find(slug) { (card(view, kind)) } }
}

fn card(view: &View, kind: &Kind) -> Markup {
    let href = match kind.slug {
        "buckets" | "distributions" | "alarms" => view.href(kind.slug, &[]),
        "log-groups" => view.href("logs", &[]),
        slug => view.href("resources", &[("kind", slug)]),
    };
    html! {
        li {
            a href=(href) {
                span.count { (kind.count(view, COUNTED).unwrap_or_else(|| "–".to_owned())) }
                (kind.title)
                @if kind.slug == "alarms" { (going_off(view)) }
            }
        }
    }
}

/// How many alarms are in ALARM.
fn going_off(view: &View) -> Markup {
    let input = json!({ "StateValue": "ALARM", "MaxRecords": COUNTED });
    let answer = view.ask("cloudwatch", "DescribeAlarms", input).unwrap_or_default();
    let count = tree::entries(&answer, "MetricAlarms").len();
    html! { @if count > 0 { br; (badge(Mood::Bad, &format!("{count} in ALARM"))) } }
}

fn state(view: &View) -> Markup {
    let adversary = view.live.adversary();
    let events = view.journal.events();
    let since = events.front().map(|event| view.now().since(event.at));
    facts(&[
        ("Now", time(view.now())),
        (
            "Journal",
            html! { (events.len()) " events" @if let Some(since) = since { ", since " (span(since)) } },
        ),
        (
            "Adversary",
            html! {
                a href=(view.href("adversary", &[])) {
                    @if adversary.is_idle() { "calm" } @else { "deviates" }
                }
                ", " (adversary.taken().len()) " deviations so far"
            },
        ),
        (
            "Worlds",
            html! { a href=(view.href("worlds", &[])) { (view.own.worlds().len()) " served beside it" } },
        ),
    ])
}
