//! The adversary: what AWS may do, by which sentence of its own, and whether it does.

use super::super::layout::Sheet;
use super::super::parts::{Mood, badge, command, nothing, table};
use super::super::view::View;
use crate::choices;
use maud::{Markup, html};
use parhelion_world::Point;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// So many of the deviations taken are shown.
const TAKEN: usize = 100;

pub(super) fn page(view: &View) -> Sheet {
    let policy = view.live.adversary().written();
    let body = html! {
        p.lead {
            "Where AWS's pages leave it free, it is calm here unless told otherwise. A seed and a rate let it deviate at \
             the points that are chosen (none: at all of them); the same seed deviates at the same sites again."
        }
        (standing(view, &policy))
        (command(view, "adversary", &switches(&policy)))
        h2 { "Deviations so far" }
        (taken(view))
    };
    Sheet::new("adversary", "Adversary", body)
}

fn standing(view: &View, policy: &Json) -> Markup {
    let random = policy.pointer("/policy/Random");
    let is_calm = policy.get("policy").is_some_and(|policy| policy == "Calm");
    html! {
        div.row {
            @if is_calm { (badge(Mood::Good, "calm")) } @else if let Some(random) = random {
                (badge(Mood::Bad, "deviates"))
                span { "seed " code { (chosen(random, "seed")) } ", rate " code { (rate(random)) } }
            } @else { (badge(Mood::Bad, "by plan")) }
            @if !is_calm {
                (command(view, "adversary", &html! {
                    input type="hidden" name="calm" value="1";
                    button { "Calm it" }
                }))
            }
        }
    }
}

fn chosen(random: &Json, name: &str) -> String {
    random.get(name).map(Json::to_string).unwrap_or_default()
}

/// Rates are kept in parts of 65,536.
fn rate(random: &Json) -> f64 {
    let parts = random.get("rate").and_then(Json::as_f64).unwrap_or_default();
    (parts / 65_536.0 * 10_000.0).round() / 10_000.0
}

fn switches(policy: &Json) -> Markup {
    let random = policy.pointer("/policy/Random");
    let on = |name: &str| {
        let points = random.and_then(|random| random.get("points")).and_then(Json::as_array);
        points.is_some_and(|points| points.iter().any(|point| point == name))
    };
    let mut services: BTreeMap<&str, Vec<&'static Point>> = BTreeMap::new();
    for point in choices::points() {
        let (service, _) = point.name.split_once('.').unwrap_or(("", point.name));
        services.entry(service).or_default().push(point);
    }
    html! {
        div.row {
            label { "Seed" input name="seed" inputmode="numeric" size="8" value=(random.map_or("1".to_owned(), |it| chosen(it, "seed"))); }
            label { "Rate, 0 to 1" input name="rate" inputmode="decimal" size="6" value=(random.map_or(0.1, rate)); }
            button.main { "Let it deviate" }
        }
        div.all {
            @for (service, points) in &services {
                @let chosen = points.iter().filter(|point| on(point.name)).count();
                details open[chosen > 0] {
                    summary {
                        strong { @if service.is_empty() { "everywhere" } @else { (service) } } " "
                        span.muted { (points.len()) @if points.len() == 1 { " point" } @else { " points" } @if chosen > 0 { ", " (chosen) " chosen" } }
                    }
                    @let rows = html! { @for point in points { (row(point, on(point.name))) } };
                    (table(service, &["Point", "It may, by which sentence of AWS's"], &rows))
                }
            }
        }
    }
}

fn row(point: &'static Point, on: bool) -> Markup {
    html! {
        tr {
            td.tight { label.inline { input type="checkbox" name="point" value=(point.name) checked[on]; code { (point.name) } } }
            td.wide {
                dl.sentences {
                    @for option in point.options.iter().skip(1) {
                        dt { (option.name) }
                        dd {
                            @if let Some(clause) = option.clause {
                                a href=(clause.url) rel="noreferrer" { (clause.says) } " " span.muted { (clause.rule) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn taken(view: &View) -> Markup {
    let adversary = view.live.adversary();
    let taken = adversary.taken();
    if taken.is_empty() {
        return nothing("None.");
    }
    let rows = html! {
        @for (site, pick) in taken.iter().take(TAKEN) {
            tr { td { code { (site.as_str()) } } td { (option_of(site.as_str(), *pick)) } }
        }
    };
    html! {
        (table("Deviations", &["Site", "What it did"], &rows))
        @if taken.len() > TAKEN { p.muted { "The first " (TAKEN) " of " (taken.len()) "." } }
    }
}

/// The name of what was picked at a site, whose last part is `point.nth`.
fn option_of(site: &str, pick: u8) -> &'static str {
    let point = site.rsplit_once('/').and_then(|(_, last)| last.rsplit_once('.'));
    let name = point.map_or("", |(name, _)| name);
    let point = choices::points().into_iter().find(|point| point.name == name);
    point.and_then(|point| point.options.get(usize::from(pick))).map_or("?", |option| option.name)
}
