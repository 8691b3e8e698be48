//! The clock: what time it is in the cloud, and how to push it on.

use super::super::layout::Sheet;
use super::super::parts::{command, facts, span, time};
use super::super::view::View;
use super::journal;
use maud::{Markup, html};
use parhelion_world::What;
use std::time::Duration;

pub(super) fn page(view: &View) -> Sheet {
    let frozen = view.live.clock().is_frozen();
    let body = html! {
        div.panel { (panel(view)) }
        h2 { "Stop it, set it" }
        div.row {
            (command(view, "clock", &html! {
                input type="hidden" name="to" value=(if frozen { "thaw" } else { "freeze" });
                button { @if frozen { "Let it go on" } @else { "Freeze it" } }
            }))
            (command(view, "clock", &html! {
                input type="hidden" name="to" value="set";
                label { "To" input name="at" value=(view.now().date_time_millis()) size="26"; }
                button { "Set it" }
            }))
        }
        p.lead { "Time never goes back, and what is due on the way happens, in order, each at its own time." }
        h2 { "What came due last" }
        (journal::chosen(view, 20, |what| matches!(what, What::Background { .. })))
    };
    Sheet::new("clock", "Clock", body)
}

/// The time, and the buttons.
pub(super) fn panel(view: &View) -> Markup {
    const STEPS: [(&str, u32); 4] =
        [("+1 min", 60), ("+1 h", 3_600), ("+1 day", 86_400), ("+30 days", 2_592_000)];
    let due = view.live.next_due();
    let frozen = view.live.clock().is_frozen();
    html! {
        (facts(&[
            ("Now", time(view.now())),
            ("It", html! { @if frozen { "stands still" } @else { "follows the wall" } }),
            ("Due next", html! {
                @match due {
                    Some(due) => { (time(due)) " " span.muted { "in " (span(whole(due.since(view.now())))) } }
                    None => span.muted { "nothing" },
                }
            }),
        ]))
        div.row {
            @for (name, seconds) in STEPS {
                (command(view, "clock", &html! {
                    input type="hidden" name="by" value=(seconds);
                    button { (name) }
                }))
            }
            @if due.is_some() {
                (command(view, "clock", &html! {
                    input type="hidden" name="to" value="next";
                    button.main { "To the next event" }
                }))
            }
        }
    }
}

/// Milliseconds are of no interest in what lasts minutes.
fn whole(of: Duration) -> Duration {
    if of.as_secs() >= 60 { Duration::from_secs(of.as_secs()) } else { of }
}
