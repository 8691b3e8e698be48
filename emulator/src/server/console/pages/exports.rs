//! A stretch of the journal as a test: what it would be, and the file.

use super::super::export::{self, Rehearsed, Stretch};
use super::super::guard;
use super::super::layout::{Sheet, carried};
use super::super::parts::{Mood, badge, nothing, table, time};
use super::super::view::View;
use axum::response::Response;
use http::{HeaderValue, StatusCode, header};
use maud::{Markup, html};

pub(super) fn page(view: &View) -> Sheet {
    let (from, to) = ends(view);
    let body = html! {
        p.lead {
            "A stretch of the journal becomes a test that makes the same calls, with the same time between them, in an empty \
             cloud, and wants the same outcomes; ids that AWS makes are taken from the answers that have them."
        }
        form.filter aria-label="Which stretch" {
            (carried(view))
            label { "From event" input name="from" inputmode="numeric" size="8" value=(from); }
            label { "To event" input name="to" inputmode="numeric" size="8" value=(to); }
            label { "As" select name="as" {
                @for (kind, name) in [("pytest", "pytest, with boto3"), ("rust", "Rust, with the AWS SDK")] {
                    option value=(kind) selected[view.query.get("as") == kind] { (name) }
                }
            } }
            button.main { "Show" }
        }
        @match export::gather(view, from, to) {
            Err(why) => p.notice.mild { (why) },
            Ok(stretch) => (shown(view, &stretch, (from, to))),
        }
    };
    Sheet::new("export", "Export as test", body)
}

/// All that there is, unless told otherwise.
fn ends(view: &View) -> (u64, u64) {
    let events = view.journal.events();
    let first = events.front().map_or(0, |event| event.seq);
    let last = events.back().map_or(0, |event| event.seq);
    (view.query.number("from").unwrap_or(first), view.query.number("to").unwrap_or(last))
}

fn shown(view: &View, stretch: &Stretch, (from, to): (u64, u64)) -> Markup {
    if stretch.calls.is_empty() {
        return nothing("There are no calls in this stretch.");
    }
    let rehearsed = export::rehearse(&stretch.calls);
    let (from, to) = (from.to_string(), to.to_string());
    let href =
        view.href("export/file", &[("from", &from), ("to", &to), ("as", view.query.get("as"))]);
    html! {
        div.row {
            a.button href=(href) download { "Download" }
            @if let "rust" = view.query.get("as") { span.muted { "For a test of a crate that depends on parhelion, tokio and the SDK's crates." } }
            @else { span.muted { "For pytest, with the fixture " code { "aws" } " of Parhelion's Python package." } }
        }
        (warning(stretch, &rehearsed))
        pre tabindex="0" { (text(view, stretch, &rehearsed)) }
        @if !stretch.left_out.is_empty() {
            h2 { "Left out" }
            ul { @for (seq, why) in stretch.left_out.iter().take(50) { li { "Event " (seq) ": " (why) } } }
        }
    }
}

/// What comes to something else in an empty cloud.
fn warning(stretch: &Stretch, rehearsed: &Rehearsed) -> Markup {
    let calls = || stretch.calls.iter().enumerate().zip(&rehearsed.outcomes);
    let apart = || calls().filter(|((place, called), _)| !rehearsed.agrees(*place, called));
    let rows = html! {
        @for ((_, called), (status, code)) in apart().take(50) {
            tr {
                td.number { (called.seq) }
                td.tight { (time(called.at)) }
                td { (called.operation.name) }
                td { (badge(Mood::of_status(called.status), &format!("{} {}", called.status, called.code))) }
                td { (badge(Mood::of_status(*status), &format!("{status} {code}"))) }
            }
        }
    };
    html! {
        @if apart().next().is_none() {
            p.notice.good { "Tried in an empty cloud: each of the " (stretch.calls.len()) " calls comes to what it came to." }
        } @else {
            p.notice.mild { "These calls come to something else in an empty cloud: they hang on what was there before the stretch, on who called, or on a deviation. Begin it earlier." }
            (table("Calls that come to something else", &["#", "Time", "Call", "It came to", "Now it would"], &rows))
        }
    }
}

fn text(view: &View, stretch: &Stretch, rehearsed: &Rehearsed) -> String {
    match view.query.get("as") {
        "rust" => export::rust_test(stretch, rehearsed),
        _ => export::pytest(stretch, rehearsed),
    }
}

/// The file.
pub(super) fn file(view: &View) -> Response {
    let (from, to) = ends(view);
    let kind = "text/plain; charset=utf-8";
    let stretch = match export::gather(view, from, to) {
        Ok(stretch) if !stretch.calls.is_empty() => stretch,
        Ok(_) => {
            return guard::answer(
                StatusCode::NOT_FOUND,
                kind,
                "There are no calls in this stretch.\n",
            );
        }
        Err(why) => return guard::answer(StatusCode::CONFLICT, kind, format!("{why}\n")),
    };
    let rehearsed = export::rehearse(&stretch.calls);
    let name = if view.query.get("as") == "rust" { "exported.rs" } else { "test_exported.py" };
    let mut response = guard::answer(StatusCode::OK, kind, text(view, &stretch, &rehearsed));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
