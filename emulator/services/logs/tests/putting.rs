//! PutLogEvents: CW-A3.2 to CW-A3.6.

use crate::support::*;
use parhelion_logs::Logs;
use parhelion_logs::model::*;
use parhelion_wire::validate::{Problem, ProblemKind};
use parhelion_world::service::Hooks;

const LIMIT: usize = 1_048_576;

#[test]
fn cw_a3_2_4_and_cw_g9_a_batch_counts_utf8_bytes_and_26_for_each_event() {
    let mut cloud = Cloud::with_stream();
    let now = cloud.now();
    let half = "ü".repeat(LIMIT / 4 - 13); // two bytes each: with the 26, exactly half
    cloud.put(vec![event(now, &half), event(now, &half)]).unwrap();
    let more = format!("{half}!");
    refused(
        cloud.put(vec![event(now, &half), event(now, &more)]),
        INVALID,
        "Upload too large: 1048577 bytes exceeds limit of 1048576",
    );
}

#[test]
fn cw_a3_2_5_one_event() {
    let mut cloud = Cloud::with_stream();
    let now = cloud.now();
    cloud.put(vec![event(now, &"x".repeat(LIMIT - 26))]).unwrap();
    refused(
        cloud.put(vec![event(now, &"x".repeat(LIMIT - 25))]),
        INVALID,
        "Log event too large: 1048577 bytes exceeds limit of 1048576",
    );
}

#[test]
fn cw_a3_2_6_chronological_order_equal_allowed() {
    let mut cloud = Cloud::with_stream();
    let now = cloud.now();
    cloud.put(vec![event(now, "a"), event(now, "b")]).unwrap();
    refused(
        cloud.put(vec![event(now, "c"), event(now - 1, "d")]),
        INVALID,
        "Log events in a single PutLogEvents request must be in chronological order.",
    );
    assert_eq!(cloud.messages(), ["a", "b"]);
}

#[test]
fn cw_a3_2_7_the_valid_events_span_a_day_at_most() {
    let mut cloud = Cloud::with_stream();
    let now = cloud.now();
    cloud.put(vec![event(now - DAY, "a"), event(now, "b")]).unwrap();
    refused(
        cloud.put(vec![event(now - DAY - 1, "c"), event(now, "d")]),
        INVALID,
        "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
    );
    // The first is too old and does not count.
    cloud.put(vec![event(now - 20 * DAY, "e"), event(now, "f")]).unwrap();
    assert_eq!(cloud.messages(), ["a", "b", "f"]);
}

#[test]
fn cw_a3_2_8_group_then_stream_must_exist() {
    let mut cloud = Cloud::new();
    let now = cloud.now();
    let events = vec![event(now, "a")];
    refused(cloud.put(events.clone()), NOT_FOUND, "The specified log group does not exist.");
    cloud.create_group(GROUP).unwrap();
    refused(cloud.put(events), NOT_FOUND, "The specified log stream does not exist.");
}

#[test]
fn cw_a3_3_too_old_and_too_new_are_dropped_and_told() {
    let mut cloud = Cloud::with_stream();
    let now = cloud.now();
    let old = cloud.put(vec![event(now - 30 * DAY, "old")]).unwrap();
    let info = old.rejected_log_events_info.unwrap();
    let expected =
        RejectedLogEventsInfo { too_old_log_event_end_index: Some(1), ..Default::default() };
    assert_eq!(info, expected);
    assert_eq!(old.next_sequence_token.unwrap().len(), 56);
    let new = cloud.put(vec![event(now + DAY, "new")]).unwrap();
    let info = new.rejected_log_events_info.unwrap();
    let expected =
        RejectedLogEventsInfo { too_new_log_event_start_index: Some(0), ..Default::default() };
    assert_eq!(info, expected);
    // Exactly on a bound: accepted.
    let edge = cloud.put(vec![event(now - 14 * DAY, "oldest")]).unwrap();
    assert_eq!(edge.rejected_log_events_info, None);
    let edge = cloud.put(vec![
        event(now, "now"),
        event(now + 2 * HOUR, "newest"),
        event(now + 2 * HOUR + 1, "x"),
    ]);
    assert_eq!(
        edge.unwrap().rejected_log_events_info.unwrap().too_new_log_event_start_index,
        Some(2)
    );
    assert_eq!(cloud.messages(), ["oldest", "now", "newest"]);
}

#[test]
fn cw_a3_3_expired_by_the_groups_retention() {
    let mut cloud = Cloud::with_stream();
    cloud.retain(3).unwrap();
    let now = cloud.now();
    let at = [now - 15 * DAY, now - 3 * DAY - 1, now - 3 * DAY, now - 3 * DAY + 1];
    let answer = cloud.put(at.iter().map(|at| event(*at, &at.to_string())).collect()).unwrap();
    let info = answer.rejected_log_events_info.unwrap();
    assert_eq!(info.too_old_log_event_end_index, Some(1));
    assert_eq!(info.expired_log_event_end_index, Some(2));
    assert_eq!(info.too_new_log_event_start_index, None);
    assert_eq!(cloud.messages(), [at[2].to_string(), at[3].to_string()]);
}

#[test]
fn cw_a3_4_and_cw_g10_tokens_are_ignored_and_duplicates_stored() {
    let mut cloud = Cloud::with_stream();
    let now = cloud.now();
    for token in [None, Some("nonsense".to_owned())] {
        let input = PutLogEventsInput {
            log_group_name: GROUP.into(),
            log_stream_name: STREAM.into(),
            log_events: vec![event(now, "same")],
            sequence_token: token,
            entity: None,
        };
        assert!(
            cloud.call::<operations::PutLogEvents>(input).unwrap().next_sequence_token.is_some()
        );
    }
    assert_eq!(cloud.messages(), ["same", "same"]);
}

#[test]
fn cw_a3_5_a_bad_entity_loses_no_events() {
    let mut cloud = Cloud::with_stream();
    let now = cloud.now();
    let mut put = |kind: &str| {
        let keys = [("Type", kind), ("Name", "shop")];
        let keys = keys.map(|(key, value)| (key.to_owned(), value.to_owned()));
        let entity = Entity { key_attributes: Some(keys.into()), attributes: None };
        let input = PutLogEventsInput {
            log_group_name: GROUP.into(),
            log_stream_name: STREAM.into(),
            log_events: vec![event(now, kind)],
            entity: Some(entity),
            ..Default::default()
        };
        let answer = cloud.call::<operations::PutLogEvents>(input).unwrap();
        answer.rejected_entity_info.map(|info| info.error_type)
    };
    assert_eq!(put("Service"), None);
    assert_eq!(put("Nonsense"), Some("InvalidTypeValue".into()));
    assert_eq!(cloud.messages(), ["Service", "Nonsense"]);
}

#[test]
fn cw_a3_6_reading_order_is_by_timestamp_then_ingestion() {
    let mut cloud = Cloud::with_stream();
    let now = cloud.now();
    cloud.put(vec![event(now, "b1"), event(now + 2, "d")]).unwrap();
    cloud.put(vec![event(now - 1, "a"), event(now, "b2"), event(now + 1, "c")]).unwrap();
    assert_eq!(cloud.messages(), ["a", "b1", "b2", "c", "d"]);
}

fn problem(path: &str, value: &str, constraint: &str, kind: ProblemKind) -> Problem {
    Problem { path: path.into(), value: Some(value.into()), constraint: constraint.into(), kind }
}

#[test]
fn cw_a1_2_constraint_failures() {
    let put = MODEL.operation("PutLogEvents").unwrap();
    let words = |problems: &[Problem]| Logs::default().problem(put, problems);
    let least = "Member must have length greater than or equal to 1";
    let empty = problem("logEvents.1.member.message", "", least, ProblemKind::Length);
    refused::<()>(
        Err(words(&[empty])),
        INVALID,
        "1 validation error detected: Value '' at 'logEvents.1.member.message' failed to satisfy \
         constraint: Member must have length greater than or equal to 1",
    );
    let most = "Member must have length less than or equal to 512";
    let long = problem("logGroupName", &"x".repeat(513), most, ProblemKind::Length);
    refused::<()>(
        Err(words(&[long])),
        INVALID,
        "Invalid LogGroup or LogStream, both must have length less than or equal to 512.",
    );
}
