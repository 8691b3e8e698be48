//! The pages, a file each.

mod access;
mod adversary;
mod alarms;
mod buckets;
mod clock;
mod compare;
mod distributions;
mod event;
mod exports;
mod journal;
mod logs;
mod metrics;
mod objects;
mod overview;
mod resources;
mod worlds;

use super::Shown;
use super::view::View;

/// The page that a view is of.
pub(super) fn show(view: &View) -> Shown {
    Shown::Page(match view.path.as_str() {
        "" => overview::page(view),
        "resources" => resources::page(view),
        "resource" => return resources::one(view).map_or(Shown::Nowhere, Shown::Page),
        "buckets" => buckets::page(view),
        "bucket" => buckets::one(view),
        "object" => objects::page(view),
        "object/picture" => return objects::picture(view).map_or(Shown::Nowhere, Shown::Whole),
        "distributions" => distributions::page(view),
        "distribution" => distributions::one(view),
        "logs" => logs::page(view),
        "group" => logs::one(view),
        "group/events" => return Shown::Part(logs::events(view)),
        "metrics" => metrics::page(view),
        "metric" => metrics::one(view),
        "alarms" => alarms::page(view),
        "alarm" => alarms::one(view),
        "access" => access::page(view),
        "journal" => journal::page(view),
        "journal/events" => return Shown::Part(journal::events(view)),
        "event" => return event::page(view).map_or(Shown::Nowhere, Shown::Page),
        "clock" => clock::page(view),
        "adversary" => adversary::page(view),
        "worlds" => worlds::page(view),
        "compare" => compare::page(view),
        "export" => exports::page(view),
        "export/file" => return Shown::Whole(exports::file(view)),
        _ => return Shown::Nowhere,
    })
}
