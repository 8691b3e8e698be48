//! Properties over random input: G7 (nothing is lost unsaid), G2 and G3 (paging is complete), forks.

use crate::support::*;
use parhelion_logs::choices;
use parhelion_logs::model::*;
use parhelion_world::Adversary;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Batches of offsets from now, in milliseconds, each within a day and in order.
fn batches() -> impl Strategy<Value = Vec<Vec<i64>>> {
    let near = vec(-20..20_i64, 1..20);
    let spread = vec(0..DAY, 1..8).prop_flat_map(|offsets| {
        (-20 * DAY..HOUR, Just(offsets))
            .prop_map(|(base, offsets)| offsets.into_iter().map(|at| base + at).collect())
    });
    let batch = prop_oneof![near, spread];
    vec(
        batch.prop_map(|mut batch: Vec<i64>| {
            batch.sort_unstable();
            batch
        }),
        1..8,
    )
}

/// A cloud with the batches in it, and the messages that it must hold in reading order.
fn filled(adversary: Adversary, batches: &[Vec<i64>]) -> (Cloud, Vec<String>) {
    let mut cloud = Cloud::with_stream().against(adversary);
    let now = cloud.now();
    let mut model = Vec::new();
    for (nth, batch) in batches.iter().enumerate() {
        let name = |index: usize| format!("{nth}-{index}");
        let events = batch.iter().enumerate().map(|(i, at)| event(now + at, &name(i))).collect();
        cloud.put(events).unwrap();
        let kept = |at: &i64| (-14 * DAY..=2 * HOUR).contains(at);
        model.extend(
            (0..).zip(batch).filter(|(_, at)| kept(at)).map(|(i, at)| (*at, nth, i, name(i))),
        );
    }
    model.sort();
    (cloud, model.into_iter().map(|(.., name)| name).collect())
}

fn pages_deviate(seed: u64) -> Adversary {
    let points = [&choices::GET_PAGE, &choices::FILTER_PAGE].map(|point| point.name.to_owned());
    Adversary::random_at(seed, 0.5, BTreeSet::from(points))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// CW-G7: what is stored and what is reported as rejected make up what was sent.
    #[test]
    fn cw_g7_stored_and_rejected_are_sent(
        offsets in vec(-20 * DAY..4 * HOUR, 1..20),
        days in prop_oneof![Just(None), Just(Some(1)), Just(Some(7)), Just(Some(30))],
        base in -16 * DAY..3 * HOUR,
    ) {
        let mut cloud = Cloud::with_stream();
        if let Some(days) = days {
            cloud.retain(days).unwrap();
        }
        let now = cloud.now();
        let mut times: Vec<i64> = offsets.iter().map(|at| base + at.rem_euclid(DAY)).collect();
        times.sort_unstable();
        let events: Vec<_> = times.iter().map(|at| event(now + at, "x")).collect();
        let info = cloud.put(events).unwrap().rejected_log_events_info.unwrap_or_default();
        let index = |at: Option<i32>, absent| at.map_or(absent, |at| at as usize);
        let from = index(info.too_old_log_event_end_index, 0)
            .max(index(info.expired_log_event_end_index, 0));
        let to = index(info.too_new_log_event_start_index, times.len()).max(from);
        prop_assert_eq!(cloud.messages().len(), to - from);
        let oldest = days.map_or(-14 * DAY, |days: i32| (-DAY * i64::from(days)).max(-14 * DAY));
        let kept = times.iter().filter(|at| (oldest..=2 * HOUR).contains(*at)).count();
        prop_assert_eq!(to - from, kept);
    }

    /// CW-G2: with random short and empty pages a reader gets every event once, in order, from
    /// either end.
    #[test]
    fn cw_g2_get_is_complete(batches in batches(), limit in 1..9, seed: u64, head: bool) {
        let (mut cloud, expected) = filled(pages_deviate(seed), &batches);
        let mut pages: Vec<Vec<String>> = Vec::new();
        let mut token: Option<String> = None;
        loop {
            let page = cloud.get(GetLogEventsInput {
                limit: Some(limit),
                start_from_head: Some(head),
                next_token: token.clone(),
                ..Default::default()
            }).unwrap();
            pages.push(texts(page.events));
            let next = if head { page.next_forward_token } else { page.next_backward_token };
            if next == token {
                break;
            }
            token = next;
        }
        if !head {
            pages.reverse();
        }
        prop_assert_eq!(pages.concat(), expected);
    }

    /// CW-G3: the same for FilterLogEvents, whose end is the absent token.
    #[test]
    fn cw_g3_filter_is_complete(batches in batches(), limit in 1..9, seed: u64) {
        let (mut cloud, expected) = filled(pages_deviate(seed), &batches);
        let mut seen = Vec::new();
        let mut token: Option<String> = None;
        loop {
            let page = cloud.filter(FilterLogEventsInput {
                limit: Some(limit),
                next_token: token,
                ..Default::default()
            }).unwrap();
            seen.extend(filtered(page.events));
            token = page.next_token;
            if token.is_none() {
                break;
            }
        }
        prop_assert_eq!(seen, expected);
    }

    /// CW-G5: tailing with the forward token while batches come in late loses nothing, as long as
    /// none is older than what was read.
    #[test]
    fn cw_g5_tailing_loses_nothing(sizes in vec(1..5_usize, 1..12)) {
        let mut cloud = Cloud::with_stream();
        let mut token: Option<String> = None;
        let mut seen = Vec::new();
        let mut sent = Vec::new();
        for (nth, size) in sizes.into_iter().enumerate() {
            let now = cloud.now();
            let names: Vec<_> = (0..size).map(|i| format!("{nth}-{i}")).collect();
            cloud.put(names.iter().map(|name| event(now, name)).collect()).unwrap();
            sent.extend(names);
            let page = cloud.get(GetLogEventsInput {
                start_from_head: Some(true),
                next_token: token,
                ..Default::default()
            }).unwrap();
            seen.extend(texts(page.events));
            token = page.next_forward_token;
            cloud.advance((nth % 2) as i64); // equal timestamps too
        }
        prop_assert_eq!(seen, sent);
    }

    /// What a fork does, its origin never sees, and the other way round.
    #[test]
    fn forks_are_independent(before in batches(), one in batches(), other in batches()) {
        let (origin, _) = filled(Adversary::calm(), &before);
        let run = |mut cloud: Cloud, batches: &[Vec<i64>], retain: bool| {
            for batch in batches {
                let now = cloud.now();
                cloud.put(batch.iter().map(|at| event(now + at, "later")).collect()).unwrap();
            }
            if retain {
                cloud.retain(1).unwrap();
                cloud.advance(DAY);
            }
            (cloud.messages(), cloud.group(GROUP), cloud.streams())
        };
        let untouched = run(origin.clone(), &[], false);
        let alone = run(origin.clone(), &one, true);
        let (left, right) = (origin.clone(), origin.clone());
        let both = (run(left, &one, true), run(right, &other, false));
        prop_assert_eq!(both.0, alone);
        prop_assert_eq!(run(origin.clone(), &other, false), both.1);
        prop_assert_eq!(run(origin, &[], false), untouched);
    }
}
