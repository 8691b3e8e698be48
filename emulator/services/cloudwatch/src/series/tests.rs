//! CW-B3: granularity, retention, alignment.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use proptest::prelude::*;

/// Divisible by a day.
const NOW: i64 = 1_767_225_600;

fn secs(secs: i64) -> Timestamp {
    Timestamp::from_secs(secs)
}

fn series(data: &[(i64, f64)], fine: bool) -> Series {
    let mut series = Series::new(secs(0), secs(0));
    for (at, value) in data {
        let content = Content::Value(*value);
        series.add(Datum { at: secs(*at), unit: Unit::NONE, fine, content }, secs(NOW));
    }
    series
}

fn sums(series: &Series, start: i64, end: i64, period_secs: i64, now: i64) -> Vec<(i64, f64)> {
    let reading = Reading {
        start: secs(start),
        end: secs(end),
        period_secs,
        unit: None,
        samples: false,
        fine: false,
        now: secs(now),
    };
    series.windows(&reading).iter().map(|w| (w.start.secs(), w.values.sum)).collect()
}

#[test]
fn cw_b3_start_is_inclusive_and_end_exclusive() {
    let series = series(&[(NOW - 120, 1.0), (NOW - 60, 2.0), (NOW, 4.0)], false);
    assert_eq!(sums(&series, NOW - 120, NOW, 60, NOW), [(NOW - 120, 1.0), (NOW - 60, 2.0)]);
    assert_eq!(sums(&series, NOW - 119, NOW + 1, 60, NOW), [(NOW - 119, 2.0), (NOW - 59, 4.0)]);
    assert_eq!(sums(&series, NOW - 120, NOW + 60, 180, NOW), [(NOW - 120, 7.0)]);
}

#[test]
fn cw_b2_standard_resolution_is_kept_by_the_minute() {
    let series = series(&[(NOW - 59, 1.0), (NOW - 1, 2.0)], false);
    assert_eq!(sums(&series, NOW - 60, NOW, 60, NOW), [(NOW - 60, 3.0)]);
    let shorter = sums(&series, NOW - 60, NOW, 10, NOW);
    assert_eq!(shorter, [(NOW - 60, 3.0)], "whatever the period");
}

#[test]
fn cw_b2_high_resolution_is_kept_by_the_second() {
    let series = series(&[(NOW - 59, 1.0), (NOW - 51, 2.0), (NOW - 1, 4.0)], true);
    let tens = [(NOW - 60, 3.0), (NOW - 10, 4.0)];
    assert_eq!(sums(&series, NOW - 60, NOW, 10, NOW), tens);
    assert_eq!(sums(&series, NOW - 60, NOW, 60, NOW), [(NOW - 60, 7.0)]);
}

#[test]
fn cw_b3_coarser_periods_for_older_data() {
    let series = series(&[(NOW, 1.0)], true);
    let there = |age: i64, period: i64| !sums(&series, NOW, NOW + 1, period, NOW + age).is_empty();
    assert!(there(3 * HOUR - 1, 1) && !there(3 * HOUR, 1) && there(3 * HOUR, 60));
    assert!(there(15 * DAY - 1, 60) && !there(15 * DAY, 60) && there(15 * DAY, 300));
    assert!(there(63 * DAY - 1, 300) && !there(63 * DAY, 300) && there(63 * DAY, 3_600));
    assert!(there(455 * DAY - 1, 3_600) && !there(455 * DAY, 3_600));
}

#[test]
fn cw_b3_expired_data_are_dropped() {
    let mut series = series(&[(NOW, 1.0), (NOW + 60, 1.0)], false);
    let later = NOW + 456 * DAY;
    let content = Content::Value(1.0);
    series.add(Datum { at: secs(later), unit: Unit::NONE, fine: false, content }, secs(later));
    assert_eq!(series.slots.len(), 1);
}

#[test]
fn cw_b3_start_is_rounded_down() {
    let rounded =
        |start: i64, period: i64| NOW - grid_start(secs(NOW - start), period, secs(NOW)).secs();
    assert_eq!(rounded(61, 60), 120);
    assert_eq!(rounded(61, 300), 120);
    assert_eq!(rounded(37, 10), 40);
    assert_eq!(rounded(37, 1), 37);
    assert_eq!(rounded(16 * DAY + 1, 300), 16 * DAY + 300);
    assert_eq!(rounded(64 * DAY + 1, 3_600), 64 * DAY + 3_600);
}

#[test]
fn cw_b2_units_are_never_mixed() {
    let mut series = Series::new(secs(0), secs(0));
    for (unit, value) in [("Seconds", 1.0), ("Bytes", 2.0), ("Seconds", 4.0)] {
        let unit = Unit::parse(unit).unwrap();
        let content = Content::Value(value);
        series.add(Datum { at: secs(NOW), unit, fine: false, content }, secs(NOW));
    }
    let reading = Reading {
        start: secs(NOW),
        end: secs(NOW + 60),
        period_secs: 60,
        unit: None,
        samples: false,
        fine: false,
        now: secs(NOW),
    };
    let windows = series.windows(&reading);
    let found: Vec<_> = windows.iter().map(|w| (w.unit.as_str(), w.values.sum)).collect();
    assert_eq!(found, [("Bytes", 2.0), ("Seconds", 5.0)]);
    let seconds = series.windows(&Reading { unit: Unit::parse("Seconds"), ..reading });
    assert_eq!(seconds.len(), 1);
}

proptest! {
    #[test]
    fn cw_b3_windows_partition_the_data(
        data in prop::collection::vec((0i64..7_200, 1u32..10), 0..80),
        fine in any::<bool>(),
        minutes in 1i64..20,
        start in 0i64..60,
    ) {
        let data: Vec<(i64, f64)> =
            data.into_iter().map(|(age, value)| (NOW - 1 - age, f64::from(value))).collect();
        let series = series(&data, fine);
        let (start, period) = (NOW - 7_200 + start * 60, minutes * 60);
        let windows = sums(&series, start, NOW, period, NOW);
        let mut expected = std::collections::BTreeMap::new();
        for (at, value) in data.iter().filter(|(at, _)| *at >= start) {
            *expected.entry(start + (at - start) / period * period).or_insert(0.0) += value;
        }
        prop_assert_eq!(windows, expected.into_iter().collect::<Vec<_>>());
    }
}
