//! Charts, drawn here as SVG: nothing is loaded for them, and they are there at first paint.

use super::parts::Mood;
use super::story::Row;
use maud::{Markup, html};
use parhelion_wire::Timestamp;

const WIDTH: f64 = 1160.0;
const LEFT: f64 = 92.0;
const RIGHT: f64 = 16.0;

/// From when to when, and where that is.
struct Axis {
    from: i64,
    to: i64,
}

impl Axis {
    fn of(from: i64, to: i64) -> Self {
        Self { from, to: to.max(from + 1) }
    }

    fn x(&self, at: i64) -> f64 {
        let part = (at - self.from) as f64 / (self.to - self.from) as f64;
        LEFT + part.clamp(0.0, 1.0) * (WIDTH - LEFT - RIGHT)
    }

    /// Round moments, with what is written below them.
    fn ticks(&self) -> Vec<(f64, String)> {
        const STEPS: [i64; 19] = [
            1,
            10,
            100,
            1_000,
            5_000,
            15_000,
            60_000,
            300_000,
            900_000,
            3_600_000,
            10_800_000,
            21_600_000,
            86_400_000,
            172_800_000,
            604_800_000,
            2_592_000_000,
            7_776_000_000,
            31_536_000_000,
            315_360_000_000,
        ];
        let length = self.to - self.from;
        let step = STEPS.into_iter().find(|step| length / step <= 8).unwrap_or(length.max(1));
        let first = self.from.div_euclid(step) + i64::from(self.from.rem_euclid(step) != 0);
        let all = (first..=self.to.div_euclid(step)).take(12).map(|n| n * step);
        all.map(|at| (self.x(at), label(Timestamp(at), step))).collect()
    }

    fn drawn(&self, bottom: f64) -> Markup {
        html! {
            @for (x, label) in self.ticks() {
                line class="grid" x1=(n(x)) x2=(n(x)) y1="8" y2=(n(bottom)) {}
                text x=(n(x)) y=(n(bottom + 15.0)) text-anchor="middle" { (label) }
            }
        }
    }
}

fn label(at: Timestamp, step: i64) -> String {
    let whole = at.date_time_millis();
    let (day, rest) = whole.split_once('T').unwrap_or((&whole, ""));
    let rest = rest.trim_end_matches('Z');
    match step {
        ..1_000 => rest.to_owned(),
        1_000..60_000 => rest.split('.').next().unwrap_or_default().to_owned(),
        60_000..86_400_000 => rest.get(..5).unwrap_or_default().to_owned(),
        _ => day.to_owned(),
    }
}

/// A number as SVG has it.
fn n(number: f64) -> String {
    format!("{number:.1}")
}

/// Events by service, each where it was in time.
pub(super) fn timeline(rows: &[Row], href: impl Fn(u64) -> String) -> Markup {
    const LANE: f64 = 22.0;
    let mut lanes: Vec<&str> = Vec::new();
    for row in rows {
        if !lanes.contains(&row.told.service.as_str()) {
            lanes.push(&row.told.service);
        }
    }
    lanes.sort_unstable();
    let times = || rows.iter().map(|row| row.event.at.0);
    let (Some(from), Some(to)) = (times().min(), times().max()) else { return html! {} };
    let axis = Axis::of(from, to);
    let bottom = 14.0 + LANE * lanes.len() as f64;
    let y = |service: &str| {
        let lane = lanes.iter().position(|lane| *lane == service).unwrap_or(0);
        14.0 + LANE * (lane as f64 + 0.5)
    };
    html! {
        svg.chart viewBox=(format!("0 0 {WIDTH} {}", bottom + 24.0)) role="group" aria-label="Events in virtual time, a line for each service" {
            (axis.drawn(bottom))
            @for lane in &lanes { text x=(n(LEFT - 10.0)) y=(n(y(lane) + 4.0)) text-anchor="end" { (lane) } }
            @for row in rows {
                @let mood = row.ended.as_ref().map_or(row.told.mood, |ended| ended.mood);
                a href=(href(row.event.seq)) tabindex="-1" aria-label=(format!("{} {}", row.event.seq, row.told.what)) {
                    circle class=(mood.class()) cx=(n(axis.x(row.event.at.0))) cy=(n(y(&row.told.service))) r="4" {
                        title { (row.event.seq) " " (row.told.what) " " (row.told.to) }
                    }
                }
            }
        }
    }
}

/// A curve, with what it is measured by.
#[derive(Default)]
pub(super) struct Curve {
    pub from: i64,
    pub to: i64,
    /// Times and values, in order.
    pub points: Vec<(i64, f64)>,
    /// An alarm's threshold.
    pub limit: Option<f64>,
    /// From when on which state, in order.
    pub states: Vec<(i64, String)>,
    pub label: String,
}

const HEIGHT: f64 = 230.0;
const FLOOR: f64 = HEIGHT - 28.0;

/// A curve on a time axis; the states of an alarm lie behind it.
pub(super) fn curve(curve: &Curve) -> Markup {
    let axis = Axis::of(curve.from, curve.to);
    let values = || curve.points.iter().map(|(_, value)| *value).chain(curve.limit);
    let (lowest, highest, marks) =
        scale(values().fold(0.0_f64, f64::min), values().fold(f64::MIN, f64::max));
    let y = |value: f64| FLOOR - (value - lowest) / (highest - lowest) * (FLOOR - 14.0);
    let line: Vec<String> = curve
        .points
        .iter()
        .map(|(at, value)| format!("{},{}", n(axis.x(*at)), n(y(*value))))
        .collect();
    html! {
        svg.chart viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(curve.label) {
            (bands(curve, &axis))
            (axis.drawn(FLOOR))
            @for value in marks {
                line class="grid" x1=(n(LEFT)) x2=(n(WIDTH - RIGHT)) y1=(n(y(value))) y2=(n(y(value))) {}
                text x=(n(LEFT - 8.0)) y=(n(y(value) + 4.0)) text-anchor="end" { (amount(value)) }
            }
            @if let Some(limit) = curve.limit {
                line class="limit" x1=(n(LEFT)) x2=(n(WIDTH - RIGHT)) y1=(n(y(limit))) y2=(n(y(limit))) {
                    title { "threshold " (amount(limit)) }
                }
            }
            polyline class="line" points=(line.join(" ")) {}
            @for (at, value) in &curve.points {
                circle class="dot" cx=(n(axis.x(*at))) cy=(n(y(*value))) r="2.6" {
                    title { (Timestamp(*at).date_time()) ": " (amount(*value)) }
                }
            }
        }
    }
}

/// Round numbers around what is to be shown: the lowest, the highest, and those to be written.
fn scale(lowest: f64, highest: f64) -> (f64, f64, Vec<f64>) {
    let highest = if highest > lowest { highest } else { lowest + 1.0 };
    let part = (highest - lowest) / 4.0;
    let magnitude = 10_f64.powf(part.log10().floor());
    let steps = [1.0, 2.0, 2.5, 5.0, 10.0].map(|step| step * magnitude);
    let step = steps.into_iter().find(|step| *step >= part).unwrap_or(part);
    let (first, last) = ((lowest / step).floor(), (highest * 1.02 / step).ceil());
    let count = (last - first).clamp(1.0, 12.0) as u32;
    let marks = (0..=count).map(|n| (first + f64::from(n)) * step).collect();
    (first * step, last * step, marks)
}

fn bands(curve: &Curve, axis: &Axis) -> Markup {
    let ends = curve.states.iter().skip(1).map(|(at, _)| *at).chain([curve.to]);
    html! {
        @for ((from, state), to) in curve.states.iter().zip(ends) {
            @let (left, right) = (axis.x(*from), axis.x(to));
            rect class={ "band " (Mood::of_alarm(state).class()) } x=(n(left)) y="8" width=(n((right - left).max(0.0))) height=(n(FLOOR - 8.0)) {
                title { (state) " from " (Timestamp(*from).date_time()) }
            }
        }
    }
}

/// Four digits of it.
fn amount(value: f64) -> String {
    let size = value.abs();
    if size >= 100_000.0 || (size > 0.0 && size < 0.001) {
        return format!("{value:.3e}");
    }
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        let axis = Axis::of(1_767_225_600_000, 1_767_225_600_000 + 7_200_000);
        let labels: Vec<String> = axis.ticks().into_iter().map(|(_, label)| label).collect();
        assert_eq!(labels.first().map(String::as_str), Some("00:00"));
        assert!((2..=10).contains(&labels.len()), "{labels:?}");
        assert!(!Axis::of(5, 5).ticks().is_empty());
        assert_eq!(scale(0.0, 8.0), (0.0, 10.0, vec![0.0, 2.0, 4.0, 6.0, 8.0, 10.0]));
        assert_eq!(scale(0.0, f64::MIN).1, 1.25);
        assert_eq!([amount(0.0), amount(1.5), amount(1e6)], ["0", "1.5", "1.000e6"]);
    }
}
