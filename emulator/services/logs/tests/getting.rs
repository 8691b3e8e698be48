//! GetLogEvents: CW-A4.

use crate::support::*;
use parhelion_logs::model::*;
use parhelion_wire::error::Result;

/// `n` events, a second apart, oldest first; the last is now.
fn filled(n: i64) -> Cloud {
    let mut cloud = Cloud::with_stream();
    let now = cloud.now();
    let events = (0..n).map(|i| event(now - (n - 1 - i) * SECOND, &i.to_string()));
    cloud.put(events.collect()).unwrap();
    cloud
}

fn page(limit: i32, head: bool, token: Option<&String>) -> GetLogEventsInput {
    GetLogEventsInput {
        limit: Some(limit),
        start_from_head: Some(head),
        next_token: token.cloned(),
        ..Default::default()
    }
}

fn tokens(page: &GetLogEventsOutput) -> (String, String) {
    (page.next_forward_token.clone().unwrap(), page.next_backward_token.clone().unwrap())
}

#[test]
fn cw_a4_1_missing_group_and_stream() {
    let mut cloud = Cloud::new();
    let missing = cloud.get(Default::default());
    refused(missing, NOT_FOUND, "The specified log group does not exist.");
    cloud.create_group(GROUP).unwrap();
    let missing = cloud.get(Default::default());
    refused(missing, NOT_FOUND, "The specified log stream does not exist.");
}

#[test]
fn cw_a4_2_and_cw_g4_the_end_is_exclusive_here_and_inclusive_in_filter() {
    let mut cloud = filled(3);
    let end = cloud.now();
    let (start_time, end_time) = (Some(end - SECOND), Some(end));
    let got = cloud.get(GetLogEventsInput { start_time, end_time, ..Default::default() }).unwrap();
    assert_eq!(texts(got.events), ["1"]);
    let found = cloud.filter(FilterLogEventsInput { start_time, end_time, ..Default::default() });
    assert_eq!(filtered(found.unwrap().events), ["1", "2"]);
}

#[test]
fn cw_a4_3_a_page_holds_a_megabyte() {
    let mut cloud = Cloud::with_stream();
    let now = cloud.now();
    let big = "x".repeat(400_000);
    for i in 0..5 {
        cloud.put(vec![event(now + i, &big)]).unwrap();
    }
    let first = cloud.get(page(10_000, true, None)).unwrap();
    assert_eq!(first.events.as_ref().unwrap().len(), 2);
    let next = cloud.get(page(10_000, true, first.next_forward_token.as_ref())).unwrap();
    assert_eq!(next.events.unwrap()[0].timestamp, Some(now + 2));
}

#[test]
fn cw_a4_4_the_newest_slice_unless_started_from_head() {
    let mut cloud = filled(5);
    assert_eq!(texts(cloud.get(page(2, false, None)).unwrap().events), ["3", "4"]);
    assert_eq!(texts(cloud.get(page(2, true, None)).unwrap().events), ["0", "1"]);
}

#[test]
fn cw_a4_5_token_shape() {
    let mut cloud = filled(1);
    let (forward, backward) = tokens(&cloud.get(Default::default()).unwrap());
    for (token, letter) in [(forward, "f/"), (backward, "b/")] {
        let digits = token.strip_prefix(letter).and_then(|rest| rest.strip_suffix("/s")).unwrap();
        assert!(digits.len() == 56 && digits.bytes().all(|b| b.is_ascii_digit()), "{token}");
    }
}

#[test]
fn cw_a4_6_unknown_tokens_and_tokens_older_than_a_day() {
    let mut cloud = filled(1);
    let (forward, _) = tokens(&cloud.get(Default::default()).unwrap());
    let forged = forward.replacen("f/3", "f/4", 1);
    let zeros = format!("f/{}/s", "0".repeat(56));
    for token in ["x", "f/", "", "f/ü", "b/abc", &forged, &zeros] {
        let answer = cloud.get(page(1, true, Some(&token.to_owned())));
        refused(answer, INVALID, "The specified nextToken is invalid.");
    }
    cloud.advance(DAY);
    cloud.get(page(1, true, Some(&forward))).unwrap();
    cloud.advance(1);
    let answer = cloud.get(page(1, true, Some(&forward)));
    refused(answer, INVALID, "The specified nextToken is invalid.");
}

#[test]
fn cw_a4_7_and_cw_g1_the_end_is_when_the_token_comes_back() {
    let mut cloud = filled(5);
    let mut seen = Vec::new();
    let mut answer = cloud.get(page(2, true, None)).unwrap();
    loop {
        seen.extend(texts(answer.events.clone()));
        let sent = answer.next_forward_token.clone();
        answer = cloud.get(page(2, true, sent.as_ref())).unwrap();
        if answer.next_forward_token == sent {
            assert!(answer.events.unwrap().is_empty());
            break;
        }
    }
    assert_eq!(seen, ["0", "1", "2", "3", "4"]);
    // Backward, from the newest.
    let newest = cloud.get(page(4, false, None)).unwrap();
    let rest = cloud.get(page(4, false, newest.next_backward_token.as_ref())).unwrap();
    assert_eq!(texts(rest.events.clone()), ["0"]);
    let end = cloud.get(page(4, false, rest.next_backward_token.as_ref())).unwrap();
    assert_eq!(end.next_backward_token, rest.next_backward_token);
}

#[test]
fn cw_a4_8_forward_then_backward_returns_the_same_page() {
    let mut cloud = filled(6);
    let first = cloud.get(page(2, true, None)).unwrap();
    let second = cloud.get(page(2, true, first.next_forward_token.as_ref())).unwrap();
    assert_eq!(texts(second.events.clone()), ["2", "3"]);
    let back = cloud.get(page(2, true, second.next_backward_token.as_ref())).unwrap();
    assert_eq!(back.events, first.events);
    let again = cloud.get(page(2, true, back.next_forward_token.as_ref())).unwrap();
    assert_eq!(again.events, second.events);
}

#[test]
fn cw_a4_9_after_the_end_the_same_token_yields_new_events() {
    let mut cloud = filled(1);
    let first = cloud.get(page(10, true, None)).unwrap();
    let sent = first.next_forward_token;
    let end = cloud.get(page(10, true, sent.as_ref())).unwrap();
    assert_eq!((&end.next_forward_token, end.events.unwrap().len()), (&sent, 0));
    let now = cloud.now();
    cloud.put(vec![event(now, "new")]).unwrap();
    assert_eq!(texts(cloud.get(page(10, true, sent.as_ref())).unwrap().events), ["new"]);
}

#[test]
fn cw_a4_10_an_empty_range() {
    let mut cloud = Cloud::with_stream();
    for head in [true, false] {
        let (forward, backward) = tokens(&cloud.get(page(5, head, None)).unwrap());
        assert_eq!(forward[1..], backward[1..]);
        let now = cloud.now();
        let mut fork = cloud.clone();
        fork.put(vec![event(now, "first")]).unwrap();
        assert_eq!(texts(fork.get(page(5, true, Some(&forward))).unwrap().events), ["first"]);
    }
}

#[test]
fn cw_g12_identifiers_with_and_without_the_star() {
    let mut cloud = filled(1);
    let mut by = |identifier: String| -> Result<GetLogEventsOutput> {
        cloud.call::<operations::GetLogEvents>(GetLogEventsInput {
            log_group_identifier: Some(identifier),
            log_stream_name: STREAM.into(),
            ..Default::default()
        })
    };
    let arn = format!("arn:aws:logs:us-east-1:123456789012:log-group:{GROUP}");
    for identifier in [GROUP.to_owned(), arn.clone(), format!("{arn}:*")] {
        assert_eq!(texts(by(identifier).unwrap().events), ["0"]);
    }
    assert_eq!(by(arn.replace("us-east-1", "eu-west-1")).unwrap_err().code(), NOT_FOUND);
    for identifier in ["arn:", "arn:aws:logs:us-east-1:123456789012:destination:x"] {
        assert_eq!(by(identifier.into()).unwrap_err().code(), INVALID);
    }
}
