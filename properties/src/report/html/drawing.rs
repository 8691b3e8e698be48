//! The timeline as a drawing: a column for each who does something, a row for each entry, an arrow from each
//! cause.

use crate::story::{Beside, Entry, Kind, Story};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Of longer ones the table alone is shown.
const ROWS_MAX: usize = 80;
/// How many columns fit; all further ones share the last.
const LANES_MAX: usize = 6;
const ROW: usize = 26;
const LANE: usize = 150;
const LEFT: usize = 44;
const TOP: usize = 40;
/// How much of an entry's text stands in the drawing.
const LETTERS: usize = 88;

/// The drawing; nothing, where there is little or too much to see.
pub(super) fn of(story: &Story) -> Markup {
    let rows: Vec<&Entry> = story.timeline.iter().filter(|entry| !entry.folded).collect();
    if rows.len() < 2 || rows.len() > ROWS_MAX {
        return html! {};
    }
    let lanes = lanes(&rows);
    let names = lanes.len().min(LANES_MAX);
    let x = |entry: &Entry| LEFT + lane(&lanes, entry) * LANE / 2;
    let y = |row: usize| TOP + row * ROW;
    let places: BTreeMap<usize, usize> =
        rows.iter().enumerate().map(|(row, entry)| (entry.number, row)).collect();
    let texts = LEFT + names * LANE / 2;
    let (width, height) = (texts + 680, y(rows.len()));
    html! {
        div.wide {
            svg.drawing viewBox={ "0 0 " (width) " " (height) } width=(width) height=(height) role="img"
                aria-label="The timeline: each entry in the column of who did it, with an arrow from its cause" {
                @for (at, name) in lanes.iter().take(LANES_MAX).enumerate() {
                    @let across = LEFT + at * LANE / 2;
                    text.lane x=(across.saturating_sub(8)) y="18" { (name) }
                    line.life x1=(across) y1="26" x2=(across) y2=(height) {}
                }
                @for (row, entry) in rows.iter().enumerate() {
                    @if let Some(from) = entry.cause.and_then(|cause| places.get(&cause)) {
                        (arrow((x(rows[*from]), y(*from)), (x(entry), y(row))))
                    }
                }
                @for (row, entry) in rows.iter().enumerate() {
                    circle class=(class(entry)) cx=(x(entry)) cy=(y(row)) r="5" {}
                    text class=(class(entry)) x=(texts) y=(y(row) + 4) { (shown(entry)) }
                }
            }
        }
    }
}

/// Who does something, in the order of their first deed.
fn lanes(rows: &[&Entry]) -> Vec<String> {
    let mut lanes: Vec<String> = Vec::new();
    for entry in rows {
        if !lanes.contains(&entry.lane) {
            lanes.push(entry.lane.clone());
        }
    }
    lanes
}

fn lane(lanes: &[String], entry: &Entry) -> usize {
    let at = lanes.iter().position(|lane| *lane == entry.lane).unwrap_or(0);
    at.min(LANES_MAX - 1)
}

fn arrow(from: (usize, usize), to: (usize, usize)) -> Markup {
    let (x1, y1, x2, y2) = (from.0 as f64, from.1 as f64, to.0 as f64, to.1 as f64);
    // Within one column it bends out, so that it does not run through what lies between.
    let bend = if from.0 == to.0 { (10.0 + (y2 - y1).abs() / 12.0).min(36.0) } else { 0.0 };
    let (dx, dy) = (x2 - x1, y2 - y1);
    let path = format!(
        "M{x1:.0} {y1:.0} C{:.0} {:.0} {:.0} {:.0} {x2:.0} {:.0}",
        x1 + dx / 4.0 - bend,
        y1 + dy / 2.0,
        x2 - dx / 4.0 - bend,
        y2 - dy / 2.0,
        y2 - 6.0 * dy.signum(),
    );
    let (tip, side) = (y2 - 6.0 * dy.signum(), 11.0 * dy.signum());
    let head = format!(
        "{x2:.0},{tip:.0} {:.0},{:.0} {:.0},{:.0}",
        x2 - 3.5,
        y2 - side,
        x2 + 3.5,
        y2 - side
    );
    html! {
        path.arrow d=(path) {}
        polygon.tip points=(head) {}
    }
}

fn shown(entry: &Entry) -> String {
    let sign = match (entry.kind, entry.beside) {
        (_, Beside::OnlyCalm) => "− ",
        (Kind::Answer | Kind::Served, _) => "→ ",
        (Kind::Deviation, _) => "✦ ",
        (Kind::Seen, _) => "• ",
        _ => "",
    };
    let mut text: String = entry.text.chars().take(LETTERS).collect();
    if entry.text.chars().count() > LETTERS {
        text.push('…');
    }
    format!("{sign}{text}")
}

fn class(entry: &Entry) -> &'static str {
    match (entry.witness, entry.kind, entry.beside, entry.bad) {
        (true, _, _, _) => "wrong",
        (_, Kind::Deviation, _, _) => "deviation",
        (_, _, Beside::OnlyCalm, _) => "calm",
        (_, _, _, true) => "bad",
        (_, _, Beside::OnlyHere, _) => "here",
        _ => "same",
    }
}
