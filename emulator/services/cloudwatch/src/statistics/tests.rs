//! CW-B4 by example and against a naive reference.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use proptest::prelude::*;

fn of(name: &str, values: &[f64]) -> Option<f64> {
    let mut window = Distribution::default();
    values.iter().for_each(|value| window.add(*value, 1.0));
    Statistic::parse(name).expect(name).of(&window)
}

const TEN: [f64; 10] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0];

#[test]
fn cw_b4_basic_statistics() {
    assert_eq!(of("SampleCount", &TEN), Some(10.0));
    assert_eq!(of("Sum", &TEN), Some(55.0));
    assert_eq!(of("Average", &TEN), Some(5.5));
    assert_eq!(of("Minimum", &TEN), Some(1.0));
    assert_eq!(of("Maximum", &TEN), Some(10.0));
}

#[test]
fn cw_b4_percentiles_are_the_maximum_of_the_lowest_part() {
    assert_eq!(of("p0", &TEN), Some(1.0));
    assert_eq!(of("p50", &TEN), Some(5.0));
    assert_eq!(of("p90", &TEN), Some(9.0));
    assert_eq!(of("p99", &TEN), Some(10.0));
    assert_eq!(of("p100", &TEN), Some(10.0));
}

#[test]
fn cw_b4_trimmed_statistics() {
    assert_eq!(of("tm90", &TEN), Some(5.0));
    assert_eq!(of("TM(:90%)", &TEN), Some(5.0));
    assert_eq!(of("TM(2:4)", &TEN), Some(3.5));
    assert_eq!(of("TC(2:4)", &TEN), Some(2.0));
    assert_eq!(of("TS(2:4)", &TEN), Some(7.0));
    assert_eq!(of("tc95", &TEN), Some(9.5));
    assert_eq!(of("PR(:3)", &TEN), Some(30.0));
    assert_eq!(of("PR(3:)", &TEN), Some(70.0));
    assert_eq!(of("IQM", &TEN), Some(5.5));
    // 1 counts as 2; 9 and 10 count as 8: 2+2+3+4+5+6+7+8+8+8
    assert_eq!(of("WM(2:8)", &TEN), Some(5.3));
    // 10 counts as 9.
    assert_eq!(of("wm90", &TEN), Some(5.4));
    assert_eq!(of("TM(20:30)", &TEN), None);
}

#[test]
fn cw_b4_statistics_of_samples_need_samples() {
    assert_eq!(of("p50", &[1.0, -1.0]), None);
    assert_eq!(of("tm50", &[1.0, -1.0]), None);
    assert_eq!(of("Average", &[1.0, -1.0]), Some(0.0));
}

#[test]
fn cw_b4_names() {
    for name in ["p0", "p99.9999999999", "p100", "TM(10%:90%)", "TM(150:1000)", "PR(:300)", "IQM"] {
        assert!(Statistic::parse(name).is_some(), "{name}");
    }
    for name in [
        "",
        "p",
        "p101",
        "p-1",
        "p99.99999999999",
        "p1e1",
        "pNaN",
        "average",
        "TM",
        "TM()",
        "TM(:)",
        "TM(90%:10%)",
        "TM(10%:90)",
        "tm(:90%)",
        "TM90",
        "PR(10%:20%)",
        "pr90",
        "TM(5:2)",
        "P99",
    ] {
        assert_eq!(Statistic::parse(name), None, "{name}");
    }
}

proptest! {
    #[test]
    fn cw_b4_agrees_with_a_naive_reference(
        values in prop::collection::vec((0u32..1_000, 1u32..5), 1..60),
    ) {
        let mut window = Distribution::default();
        let mut all = Vec::new();
        for (value, weight) in &values {
            window.add(f64::from(*value), f64::from(*weight));
            all.extend(std::iter::repeat_n(f64::from(*value), *weight as usize));
        }
        all.sort_by(f64::total_cmp);
        let is = |name: &str| Statistic::parse(name).unwrap().of(&window).unwrap();
        let n = all.len();
        let sum: f64 = all.iter().sum();
        prop_assert_eq!(is("SampleCount"), n as f64);
        prop_assert_eq!(is("Sum"), sum);
        prop_assert_eq!(is("Average"), sum / n as f64);
        prop_assert_eq!(is("Minimum"), all[0]);
        prop_assert_eq!(is("Maximum"), all[n - 1]);
        for percent in [0usize, 1, 25, 50, 75, 90, 99, 100] {
            let rank = (percent * n).div_ceil(100).max(1);
            prop_assert_eq!(is(&format!("p{percent}")), all[rank - 1]);
        }
        for (lower, upper) in [(0.0, 500.0), (100.0, 900.0)] {
            let kept: Vec<f64> = all.iter().copied().filter(|v| *v > lower && *v <= upper).collect();
            prop_assert_eq!(is(&format!("TC({lower}:{upper})")), kept.len() as f64);
            prop_assert_eq!(is(&format!("TS({lower}:{upper})")), kept.iter().sum::<f64>());
            let clamped: f64 = all.iter().map(|v| v.clamp(lower, upper)).sum();
            let mean = is(&format!("WM({lower}:{upper})"));
            prop_assert!((mean - clamped / n as f64).abs() < 1e-9);
        }
        let rank = is("PR(:500)") + is("PR(500:)");
        let at_zero = 100.0 * all.iter().filter(|v| **v > 500.0).count() as f64 / n as f64;
        prop_assert!((rank - 100.0).abs() < 1e-9 && (is("PR(500:)") - at_zero).abs() < 1e-9);
    }

    #[test]
    fn cw_b4_percentiles_rise_within_the_extremes(
        values in prop::collection::vec(0.0f64..1e9, 1..50),
        a in 0.0f64..100.0,
        b in 0.0f64..100.0,
    ) {
        let mut window = Distribution::default();
        values.iter().for_each(|value| window.add(*value, 1.0));
        let at = |p: f64| Statistic::Percentile(p).of(&window).unwrap();
        let (low, high) = (at(a.min(b)), at(a.max(b)));
        prop_assert!(window.minimum <= low && low <= high && high <= window.maximum);
    }

    #[test]
    fn cw_b4_merging_windows_is_putting_all_into_one(
        values in prop::collection::vec(0u32..100, 1..40),
        at in 0usize..40,
    ) {
        let (mut one, mut two, mut whole) =
            (Distribution::default(), Distribution::default(), Distribution::default());
        for (i, value) in values.iter().map(|v| f64::from(*v)).enumerate() {
            whole.add(value, 1.0);
            if i < at { one.add(value, 1.0) } else { two.add(value, 1.0) }
        }
        one.merge(&two, true);
        for name in ["SampleCount", "Sum", "Minimum", "Maximum", "p50", "IQM"] {
            let statistic = Statistic::parse(name).unwrap();
            prop_assert_eq!(statistic.of(&one), statistic.of(&whole));
        }
    }
}
