//! Every choice (CW-F) can happen, and a calm cloud never makes it.

use crate::support::*;
use parhelion_logs::choices;
use parhelion_logs::model::*;
use parhelion_world::{Adversary, Plan, Point, Site, What};
use std::collections::BTreeSet;

/// Deviates at every site of a point, with options at random.
fn always(point: &'static Point, seed: u64) -> Adversary {
    Adversary::random_at(seed, 1.0, BTreeSet::from([point.name.to_owned()]))
}

/// A cloud that has run the scenario with one option taken at the point's first site, which a calm
/// run found. The calm run must pass the scenario too.
fn only(point: &'static Point, pick: u8, scenario: impl Fn(&mut Cloud)) -> Cloud {
    let calm = Adversary::calm().recording_offers();
    let mut learning = Cloud::with_stream().against(calm);
    scenario(&mut learning);
    let sites = learning.world.adversary().offered().filter(|(_, (name, _))| **name == *point.name);
    let first: Site = sites.map(|(site, _)| site.clone()).next().expect("the point is met");
    let mut cloud = Cloud::with_stream().against(Adversary::plan(Plan::unit(first, pick)));
    scenario(&mut cloud);
    let taken = cloud.world.journal().events().iter().filter(|event| {
        matches!(&event.what, What::Choice { point: name, clause, .. }
            if name == point.name && clause.starts_with("CW-F"))
    });
    assert_eq!(taken.count(), 1, "{} was not taken", point.name);
    cloud
}

fn put_one(cloud: &mut Cloud) {
    let now = cloud.now();
    cloud.put(vec![event(now, "one")]).unwrap();
}

#[test]
fn cw_f1_late_visibility() {
    for (pick, millis) in [(1, SECOND), (2, 10 * SECOND), (3, 60 * SECOND)] {
        let mut cloud = only(&choices::VISIBLE, pick, put_one);
        let now = cloud.now();
        cloud.put(vec![event(now + 1, "later but seen")]).unwrap();
        cloud.advance(millis - 1);
        assert_eq!(cloud.messages(), ["later but seen"]);
        assert_eq!(filtered(cloud.filter(Default::default()).unwrap().events).len(), 1);
        cloud.advance(1);
        assert_eq!(cloud.messages(), ["one", "later but seen"]);
    }
    let mut calm = Cloud::with_stream();
    put_one(&mut calm);
    assert_eq!(calm.messages(), ["one"]);
}

fn three(cloud: &mut Cloud) {
    let now = cloud.now();
    cloud.put(vec![event(now, "1"), event(now, "2"), event(now, "3")]).unwrap();
}

#[test]
fn cw_f2_get_log_events_short_and_empty_pages() {
    for (pick, expected) in [(1, 2), (2, 0)] {
        for head in [true, false] {
            let input = || GetLogEventsInput { start_from_head: Some(head), ..Default::default() };
            let mut cloud = only(&choices::GET_PAGE, pick, |cloud| {
                three(cloud);
                let page = cloud.get(input()).unwrap();
                let n = page.events.unwrap().len();
                assert!(n == 3 || n == expected);
                let token = if head { page.next_forward_token } else { page.next_backward_token };
                let next = cloud.get(GetLogEventsInput { next_token: token.clone(), ..input() });
                let next = next.unwrap();
                let came = if head { next.next_forward_token } else { next.next_backward_token };
                assert_eq!(next.events.unwrap().len(), 3 - n);
                assert_eq!(came == token, n == 3);
            });
            assert_eq!(cloud.messages(), ["1", "2", "3"]);
        }
    }
}

#[test]
fn cw_f2_filter_log_events_short_and_empty_pages_and_tokens_to_nothing() {
    for (pick, expected) in [(1, 2), (2, 0), (3, 3)] {
        only(&choices::FILTER_PAGE, pick, |cloud| {
            three(cloud);
            let page = cloud.filter(Default::default()).unwrap();
            let n = page.events.unwrap().len();
            let Some(token) = page.next_token else {
                assert_eq!(n, 3);
                return;
            };
            assert_eq!(n, expected);
            let input = FilterLogEventsInput { next_token: Some(token), ..Default::default() };
            let next = cloud.filter(input).unwrap();
            assert_eq!(next.events.unwrap().len(), 3 - n);
            assert_eq!(next.next_token, None);
        });
    }
}

#[test]
fn cw_f2_describing_pages() {
    for pick in 1..=3 {
        only(&choices::DESCRIBE_PAGE, pick, |cloud| {
            cloud.create_stream("web-2").unwrap();
            let mut seen = Vec::new();
            let mut pages = 0;
            let mut token = None;
            loop {
                let input = DescribeLogStreamsInput {
                    log_group_name: Some(GROUP.into()),
                    next_token: token.take(),
                    ..Default::default()
                };
                let page = cloud.call::<operations::DescribeLogStreams>(input).unwrap();
                seen.extend(page.log_streams.unwrap().into_iter().map(|s| s.log_stream_name));
                pages += 1;
                token = page.next_token;
                if token.is_none() {
                    break;
                }
            }
            assert_eq!(seen.len(), 2);
            assert!(pages <= 2);
        });
    }
}

#[test]
fn cw_f3_and_cw_g6_stale_stream_times() {
    for (pick, millis) in [(1, HOUR / 6), (2, HOUR), (3, 2 * HOUR)] {
        let mut cloud = only(&choices::STREAM_TIMES, pick, put_one);
        cloud.advance(millis - 1);
        assert_eq!(cloud.streams()[0].last_event_timestamp, None);
        assert_eq!(cloud.messages(), ["one"]);
        cloud.advance(1);
        assert!(cloud.streams()[0].last_event_timestamp.is_some());
    }
    let mut calm = Cloud::with_stream();
    put_one(&mut calm);
    assert!(calm.streams()[0].last_event_timestamp.is_some());
}

#[test]
fn cw_f7_expired_events_linger() {
    for (pick, hours) in [(1, 1), (2, 72), (3, 96)] {
        let mut cloud = only(&choices::EXPIRED, pick, |cloud| {
            cloud.retain(1).unwrap();
            put_one(cloud);
            cloud.advance(DAY + 1);
        });
        assert_eq!(cloud.group(GROUP).stored_bytes, Some(0)); // marked, so not counted
        cloud.advance(hours * HOUR - 1);
        assert_eq!(cloud.messages(), ["one"]);
        let mut raised = cloud.clone();
        cloud.advance(1);
        assert!(cloud.messages().is_empty());
        // CW-A2.9: raising the retention meanwhile gives marked events the new date.
        raised.retain(30).unwrap();
        raised.advance(2);
        assert_eq!(raised.messages(), ["one"]);
        raised.advance(30 * DAY);
        assert!(raised.messages().is_empty());
    }
}

#[test]
fn readers_end_even_if_every_page_deviates() {
    for seed in 0..20 {
        let mut cloud = Cloud::with_stream().against(always(&choices::GET_PAGE, seed));
        three(&mut cloud);
        let mut seen = Vec::new();
        let mut token: Option<String> = None;
        for _ in 0..100 {
            let input = GetLogEventsInput {
                start_from_head: Some(true),
                next_token: token.clone(),
                ..Default::default()
            };
            let page = cloud.get(input).unwrap();
            seen.extend(texts(page.events));
            if page.next_forward_token == token {
                break;
            }
            token = page.next_forward_token;
        }
        assert_eq!(seen, ["1", "2", "3"]);
    }
}
