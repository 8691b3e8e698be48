//! FilterLogEvents and TestMetricFilter: CW-A5, CW-A6.6.

use crate::support::*;
use parhelion_logs::model::*;

fn two_streams() -> (Cloud, i64) {
    let mut cloud = Cloud::with_stream();
    cloud.create_stream("web-2").unwrap();
    let now = cloud.now();
    cloud.put(vec![event(now - 4, "a ERROR"), event(now - 2, "c")]).unwrap();
    cloud.advance(1);
    cloud.put_to("web-2", vec![event(now - 4, "b"), event(now - 2, "d ERROR")]).unwrap();
    cloud.put(vec![event(now - 2, r#"{"level":"ERROR","n":7}"#)]).unwrap();
    (cloud, now)
}

fn found(cloud: &mut Cloud, input: FilterLogEventsInput) -> Vec<String> {
    filtered(cloud.filter(input).unwrap().events)
}

#[test]
fn cw_a5_2_order_over_streams() {
    let (mut cloud, _) = two_streams();
    let all = found(&mut cloud, Default::default());
    assert_eq!(all, ["a ERROR", "b", "c", "d ERROR", r#"{"level":"ERROR","n":7}"#]);
}

#[test]
fn cw_a5_3_and_9_streams_by_name_or_prefix() {
    let (mut cloud, _) = two_streams();
    let names = Some(vec!["web-2".to_owned(), "web-2".to_owned()]);
    let prefix = Some("web-2".to_owned());
    let by_name = FilterLogEventsInput { log_stream_names: names, ..Default::default() };
    assert_eq!(found(&mut cloud, by_name.clone()), ["b", "d ERROR"]);
    let by_prefix =
        FilterLogEventsInput { log_stream_name_prefix: prefix.clone(), ..Default::default() };
    assert_eq!(found(&mut cloud, by_prefix), ["b", "d ERROR"]);
    let both = FilterLogEventsInput { log_stream_name_prefix: prefix, ..by_name };
    assert_eq!(cloud.filter(both).unwrap_err().code(), INVALID);
    let names = Some(vec!["web-2".to_owned(), "web-9".to_owned()]);
    let unknown =
        cloud.filter(FilterLogEventsInput { log_stream_names: names, ..Default::default() });
    refused(unknown, NOT_FOUND, "The specified log stream does not exist.");
}

#[test]
fn cw_a5_4_and_5_pages_end_where_the_token_is_absent() {
    let (mut cloud, _) = two_streams();
    let mut token = None;
    let mut seen = Vec::new();
    loop {
        let input = FilterLogEventsInput {
            limit: Some(2),
            next_token: token.take(),
            filter_pattern: Some("ERROR".into()),
            ..Default::default()
        };
        let page = cloud.filter(input).unwrap();
        assert_eq!(page.searched_log_streams, Some(vec![])); // CW-A5.6
        seen.push(filtered(page.events));
        token = page.next_token;
        if token.is_none() {
            break;
        }
    }
    assert_eq!(seen, [vec!["a ERROR", "d ERROR"], vec![r#"{"level":"ERROR","n":7}"#]]);
    let bad = FilterLogEventsInput { next_token: Some("x".into()), ..Default::default() };
    refused(cloud.filter(bad), INVALID, "The specified nextToken is invalid.");
}

#[test]
fn cw_a5_7_members_of_an_event() {
    let (mut cloud, now) = two_streams();
    let pattern = Some("d".to_owned());
    let input = FilterLogEventsInput { filter_pattern: pattern, ..Default::default() };
    let events = cloud.filter(input).unwrap().events.unwrap();
    let event = &events[0];
    assert_eq!(event.log_stream_name.as_deref(), Some("web-2"));
    assert_eq!((event.timestamp, event.ingestion_time), (Some(now - 2), Some(now + 1)));
    assert_eq!(event.event_id.as_ref().unwrap().len(), 56);
}

#[test]
fn cw_a5_8_patterns() {
    let (mut cloud, _) = two_streams();
    let mut by = |pattern: &str| {
        found(
            &mut cloud,
            FilterLogEventsInput { filter_pattern: Some(pattern.into()), ..Default::default() },
        )
    };
    assert_eq!(by("").len(), 5);
    assert_eq!(by("\"d ERR\""), ["d ERROR"]);
    assert_eq!(by("ERROR -a -level"), ["d ERROR"]);
    assert_eq!(by("{ $.level = \"ERR*\" && $.n > 6 }"), [r#"{"level":"ERROR","n":7}"#]);
    assert_eq!(by("[letter, level=ERROR]"), ["a ERROR", "d ERROR"]);
    assert_eq!(by("%^[ab]%"), ["a ERROR", "b"]);
    let bad = FilterLogEventsInput { filter_pattern: Some("{ $.a".into()), ..Default::default() };
    refused(cloud.filter(bad), INVALID, "If a filter pattern starts with '{' it must end with '}'");
}

#[test]
fn cw_a6_6_test_metric_filter() {
    let mut cloud = Cloud::new();
    let input = TestMetricFilterInput {
        filter_pattern: "[level=ERROR, code]".into(),
        log_event_messages: vec!["INFO 1".into(), "ERROR 2".into()],
    };
    let matches = cloud.call::<operations::TestMetricFilter>(input).unwrap().matches.unwrap();
    let values = [("$level", "ERROR"), ("$code", "2")].map(|(k, v)| (k.to_owned(), v.to_owned()));
    let expected = MetricFilterMatchRecord {
        event_number: Some(1),
        event_message: Some("ERROR 2".into()),
        extracted_values: Some(values.into()),
    };
    assert_eq!(matches, [expected]);
}
