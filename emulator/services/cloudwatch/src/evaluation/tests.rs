//! CW-C4's tables, row by row, and what must hold for any range.

use super::*;
use proptest::prelude::*;

/// `0 - X - X`, oldest first.
fn points(text: &str) -> Vec<Point> {
    text.split_whitespace()
        .map(|point| match point {
            "X" => Point::Breaching,
            "0" => Point::NotBreaching,
            _ => Point::Missing,
        })
        .collect()
}

const MODES: [MissingData; 4] =
    [MissingData::Missing, MissingData::Ignore, MissingData::Breaching, MissingData::NotBreaching];

const OK: Option<State> = Some(State::Ok);
const ALARM: Option<State> = Some(State::Alarm);
const INSUFFICIENT: Option<State> = Some(State::InsufficientData);
const KEEP: Option<State> = None;

/// M (N is 3), the range, and the state under missing, ignore, breaching and notBreaching.
const TABLE: [(usize, &str, [Option<State>; 4]); 12] = [
    (3, "0 - X - X", [OK, OK, OK, OK]),
    (3, "0 - - - -", [OK, OK, OK, OK]),
    (3, "- - - - -", [INSUFFICIENT, KEEP, ALARM, OK]),
    (3, "0 X X - X", [ALARM, ALARM, ALARM, ALARM]),
    (3, "- - X - -", [ALARM, KEEP, ALARM, OK]),
    (2, "0 - X - X", [ALARM, ALARM, ALARM, ALARM]),
    (2, "0 0 X 0 X", [ALARM, ALARM, ALARM, ALARM]),
    (2, "0 - X - -", [OK, OK, ALARM, OK]),
    (2, "- - - - 0", [OK, OK, ALARM, OK]),
    (2, "- - - X -", [ALARM, KEEP, ALARM, OK]),
    // Below the table: these two do not alarm yet under `missing`.
    (3, "- - - - X", [KEEP, KEEP, ALARM, OK]),
    (3, "- - - X -", [KEEP, KEEP, ALARM, OK]),
];

#[test]
fn cw_c4_tables() {
    for (to_alarm, range, states) in TABLE {
        for (missing, state) in MODES.into_iter().zip(states) {
            let rule = Rule { periods: 3, to_alarm, missing };
            assert_eq!(rule.judge(&points(range)).state, state, "{to_alarm} {range} {missing:?}");
        }
    }
}

#[test]
fn cw_c4_range_is_two_more_than_n() {
    assert_eq!(Rule { periods: 3, to_alarm: 1, missing: MissingData::Missing }.range(), 5);
}

fn any_point() -> impl Strategy<Value = Point> {
    prop_oneof![Just(Point::Missing), Just(Point::Breaching), Just(Point::NotBreaching)]
}

fn any_case() -> impl Strategy<Value = (Rule, Vec<Point>)> {
    (1usize..6, 1usize..6, 0usize..4).prop_flat_map(|(periods, to_alarm, mode)| {
        let rule = Rule { periods, to_alarm: to_alarm.min(periods), missing: MODES[mode] };
        (Just(rule), prop::collection::vec(any_point(), rule.range()))
    })
}

proptest! {
    #[test]
    fn cw_c4_full_data_is_m_out_of_n((rule, range) in any_case()) {
        let full: Vec<Point> = range
            .iter()
            .map(|p| if *p == Point::Missing { Point::NotBreaching } else { *p })
            .collect();
        let newest = &full[full.len() - rule.periods..];
        let count = newest.iter().filter(|p| **p == Point::Breaching).count();
        let expected = if count >= rule.to_alarm { State::Alarm } else { State::Ok };
        let verdict = rule.judge(&full);
        prop_assert_eq!(verdict.state, Some(expected));
        prop_assert_eq!(verdict.decided_by.len(), rule.periods);
    }

    #[test]
    fn cw_c4_without_breaching_points_only_breaching_alarms((rule, range) in any_case()) {
        let calm: Vec<Point> = range
            .iter()
            .map(|p| if *p == Point::Breaching { Point::Missing } else { *p })
            .collect();
        if rule.missing != MissingData::Breaching {
            prop_assert_ne!(rule.judge(&calm).state, Some(State::Alarm));
        }
    }

    #[test]
    fn cw_c4_insufficient_data_means_no_data_and_mode_missing((rule, range) in any_case()) {
        let empty = range.iter().all(|p| *p == Point::Missing);
        let insufficient = rule.judge(&range).state == Some(State::InsufficientData);
        prop_assert_eq!(insufficient, empty && rule.missing == MissingData::Missing);
    }

    #[test]
    fn cw_c4_one_more_breaching_point_never_ends_an_alarm((rule, range) in any_case(), at in 0usize..7) {
        let mut worse = range.clone();
        let at = at % range.len();
        prop_assume!(range[at] == Point::NotBreaching);
        worse[at] = Point::Breaching;
        if rule.judge(&range).state == Some(State::Alarm) {
            prop_assert_eq!(rule.judge(&worse).state, Some(State::Alarm));
        }
    }

    #[test]
    fn cw_c4_fill_modes_always_decide((rule, range) in any_case()) {
        if matches!(rule.missing, MissingData::Breaching | MissingData::NotBreaching) {
            prop_assert!(rule.judge(&range).state.is_some());
        }
    }
}
