//! Worlds: forks that are served beside the cloud; states that can be gone back to.

use super::super::layout::Sheet;
use super::super::parts::{command, grave_command, nothing, table, time};
use super::super::view::{View, base};
use crate::server::worlds;
use maud::{Markup, html};
use serde_json::Value as Json;

/// So many are shown; the control API tells all.
const SHOWN: usize = 200;

pub(super) fn page(view: &View) -> Sheet {
    let name = view.place.world.as_deref().unwrap_or("the server's own cloud");
    let body = html! {
        h2 { "Fork here" }
        p.lead { "A fork of " (name) " as it is now, in no time, with time, adversary and journal of its own." }
        (command(view, "fork", &html! {
            label { "Name" input name="name" pattern="[a-z0-9\\-]{1,63}" placeholder="chosen for you"; }
            button.main { "Fork" }
        }))
        h2 { "Worlds" }
        (list(view))
        h2 { "Saved states of " (name) }
        (states(view))
        h2 { "Begin again" }
        p.lead { "All of " (name) " becomes what it was when it began to be served." }
        (grave_command(view, "reset", "Begin again? All that is there goes.", &html! { button.danger { "Reset" } }))
    };
    Sheet::new("worlds", "Worlds", body)
}

fn list(view: &View) -> Markup {
    let all = view.own.worlds();
    if all.is_empty() {
        return nothing("There are no forks.");
    }
    let here = view.place.world.as_deref().unwrap_or_default();
    let rows = html! {
        @for told in all.iter().take(SHOWN) {
            @let shown = worlds::tell(told, view.port);
            @let host = shown.get("host").and_then(Json::as_str).unwrap_or_default();
            tr {
                td { a href=(base(Some(&told.name), "")) { (told.name) } }
                td.tight { (time(told.cloud.now())) }
                td { code { (host) } }
                td { code { (told.key.access_key) } }
                td { a href=(view.href("compare", &[("a", here), ("b", &told.name)])) { "What differs" } }
                td { (grave_command(view, "drop", &format!("Throw {} away?", told.name), &html! {
                    input type="hidden" name="name" value=(told.name);
                    button.danger { "Throw away" }
                })) }
            }
        }
    };
    html! {
        (table("Worlds", &["Name", "Time", "Host", "Access key", "Compared", "Gone"], &rows))
        @if all.len() > SHOWN { p.muted { "The first " (SHOWN) " of " (all.len()) "." } }
    }
}

fn states(view: &View) -> Markup {
    let states = view.live.named_states().clone();
    let rows = html! {
        @for (name, state) in &states {
            tr {
                td { (name) }
                td.tight { (time(state.now())) }
                td { div.row {
                    @for (change, text) in [("load", "Go back to it"), ("delete", "Forget it")] {
                        (command(view, "states", &html! {
                            input type="hidden" name="change" value=(change);
                            input type="hidden" name="name" value=(name);
                            button { (text) }
                        }))
                    }
                } }
            }
        }
    };
    html! {
        @if !states.is_empty() { (table("Saved states", &["Name", "Time", "Command"], &rows)) }
        (command(view, "states", &html! {
            input type="hidden" name="change" value="save";
            label { "Name" input name="name" required pattern="[A-Za-z0-9\\-_.]{1,100}"; }
            button { "Save the state as it is now" }
        }))
    }
}
