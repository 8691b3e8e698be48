//! What all pages have around them: the way about, the cloud that is shown, its clock.

use super::parts::time;
use super::view::{Place, View, base};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A page.
pub(super) struct Sheet {
    pub title: String,
    /// The entry of the navigation that it belongs to.
    pub section: &'static str,
    /// Links above it, outermost first.
    pub trail: Vec<(String, String)>,
    pub body: Markup,
}

impl Sheet {
    pub(super) fn new(section: &'static str, title: impl Into<String>, body: Markup) -> Self {
        Self { title: title.into(), section, trail: Vec::new(), body }
    }

    /// Below another page.
    pub(super) fn below(mut self, name: &str, href: String) -> Self {
        self.trail.push((name.to_owned(), href));
        self
    }
}

/// Headings, and below each the pages: path, name.
const PAGES: [(&str, &[(&str, &str)]); 4] = [
    ("", &[("", "Overview"), ("resources", "All resources")]),
    (
        "Services",
        &[
            ("buckets", "S3"),
            ("distributions", "CloudFront"),
            ("logs", "Logs"),
            ("metrics", "Metrics"),
            ("alarms", "Alarms"),
        ],
    ),
    (
        "What happened",
        &[("journal", "Journal"), ("access", "Who may do what"), ("export", "Export as test")],
    ),
    (
        "The cloud",
        &[
            ("clock", "Clock"),
            ("adversary", "Adversary"),
            ("worlds", "Worlds"),
            ("compare", "Compare"),
        ],
    ),
];

/// A whole page.
pub(super) fn page(view: &View, sheet: &Sheet) -> Markup {
    let asset = |name: &str| base(None, name);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (sheet.title) " · Parhelion" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href=(asset("style.css"));
                // Not deferred: it sets the theme before anything is painted.
                script src=(asset("console.js")) {}
            }
            body {
                a.skip href="#main" { "Skip to content" }
                header.top { (bar(view)) }
                nav.side aria-label="Console" { (navigation(view, sheet.section)) }
                main #main tabindex="-1" {
                    @if !sheet.trail.is_empty() {
                        nav.trail aria-label="Breadcrumb" {
                            ol {
                                @for (name, href) in &sheet.trail { li { a href=(href) { (name) } } }
                            }
                        }
                    }
                    h1 { (sheet.title) }
                    (sheet.body)
                }
            }
        }
    }
}

fn navigation(view: &View, section: &str) -> Markup {
    html! {
        @for (heading, pages) in PAGES {
            @if !heading.is_empty() { h2 { (heading) } }
            ul {
                @for (path, name) in pages {
                    li {
                        a href=(view.href(path, &[])) aria-current=[(*path == section).then_some("page")] {
                            (name)
                        }
                    }
                }
            }
        }
    }
}

/// Which cloud, which account and region, what time it is there.
fn bar(view: &View) -> Markup {
    let Place { world, account, region } = &view.place;
    html! {
        a.brand href=(view.href("", &[])) { (sun()) "Parhelion" }
        form.find role="search" action=(view.href("resources", &[])) {
            label.hidden for="find" { "Search resources" }
            input #find type="search" name="q" value=(view.query.get("q")) placeholder="Search resources   /"
                autocomplete="off" data-slash;
            (carried(view))
        }
        details.menu.place {
            summary {
                span.what { "World" } strong { (world.as_deref().unwrap_or("the server's own")) }
                span.muted { (region) }
            }
            div.pop {
                (worlds(view))
                form.stack action=(base(world.as_deref(), "")) {
                    label { "Account" input name="account" value=(account) pattern="[0-9]{12}"; }
                    label { "Region" input name="region" value=(region) pattern="[a-z0-9-]+"; }
                    button { "Show" }
                }
            }
        }
        a.clock href=(view.href("clock", &[])) {
            span.what { "Clock" } (time(view.now()))
            @if view.live.clock().is_frozen() { span.badge { "frozen" } }
        }
        button.theme type="button" data-theme-switch hidden aria-label="Dark or light" { (half()) }
    }
}

/// Links to the same page of other clouds.
fn worlds(view: &View) -> Markup {
    const SHOWN: usize = 12;
    let all = view.own.worlds();
    let current = view.place.world.as_deref();
    html! {
        ul.worlds {
            li {
                a href=(base(None, "")) aria-current=[current.is_none().then_some("true")] { "the server's own" }
            }
            @for told in all.iter().take(SHOWN) {
                li {
                    a href=(base(Some(&told.name), ""))
                        aria-current=[(current == Some(told.name.as_str())).then_some("true")] { (told.name) }
                }
            }
            @if all.len() > SHOWN {
                li { a href=(view.href("worlds", &[])) { (all.len()) " worlds in all" } }
            }
        }
    }
}

/// What a form that leads to another page takes along.
pub(super) fn carried(view: &View) -> Markup {
    html! {
        @for name in ["account", "region"] {
            @if let Some(value) = view.query.given(name) { input type="hidden" name=(name) value=(value); }
        }
    }
}

fn sun() -> Markup {
    PreEscaped(
        "<svg viewBox=\"0 0 20 20\" width=\"20\" height=\"20\" aria-hidden=\"true\" focusable=\"false\">\
         <circle cx=\"10\" cy=\"10\" r=\"4\" fill=\"currentColor\"/>\
         <path d=\"M10 1a9 9 0 0 1 0 18M10 1a9 9 0 0 0 0 18\" fill=\"none\" stroke=\"currentColor\" \
         stroke-width=\"1.5\" stroke-dasharray=\"9 5\"/></svg>"
            .to_owned(),
    )
}

fn half() -> Markup {
    PreEscaped(
        "<svg viewBox=\"0 0 20 20\" width=\"18\" height=\"18\" aria-hidden=\"true\" focusable=\"false\">\
         <circle cx=\"10\" cy=\"10\" r=\"7\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\"/>\
         <path d=\"M10 3a7 7 0 0 1 0 14z\" fill=\"currentColor\"/></svg>"
            .to_owned(),
    )
}
