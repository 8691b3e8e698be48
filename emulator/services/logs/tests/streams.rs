//! Streams: CW-A3.1, CW-A3.7.

use crate::support::{Cloud, GROUP, INVALID, NOT_FOUND, STREAM, event, refused};
use parhelion_logs::model::*;

fn describe(cloud: &mut Cloud, input: DescribeLogStreamsInput) -> DescribeLogStreamsOutput {
    let input = DescribeLogStreamsInput { log_group_name: Some(GROUP.into()), ..input };
    cloud.call::<operations::DescribeLogStreams>(input).unwrap()
}

fn names(page: DescribeLogStreamsOutput) -> Vec<String> {
    page.log_streams.unwrap().into_iter().map(|stream| stream.log_stream_name.unwrap()).collect()
}

#[test]
fn cw_a3_1_create_and_delete() {
    let mut cloud = Cloud::with_stream();
    refused(
        cloud.create_stream(STREAM),
        "ResourceAlreadyExistsException",
        "The specified log stream already exists",
    );
    let delete =
        DeleteLogStreamInput { log_group_name: GROUP.into(), log_stream_name: STREAM.into() };
    cloud.put(vec![event(cloud.now(), "four")]).unwrap();
    assert_eq!(cloud.group(GROUP).stored_bytes, Some(30));
    cloud.call::<operations::DeleteLogStream>(delete.clone()).unwrap();
    assert_eq!(cloud.group(GROUP).stored_bytes, Some(0));
    let again = cloud.call::<operations::DeleteLogStream>(delete);
    refused(again, NOT_FOUND, "The specified log stream does not exist.");
    cloud.delete_group(GROUP).unwrap();
    refused(cloud.create_stream("x"), NOT_FOUND, "The specified log group does not exist.");
}

#[test]
fn cw_a3_7_a_fresh_stream_and_one_with_events() {
    let mut cloud = Cloud::with_stream();
    let start = cloud.now();
    let fresh = LogStream {
        arn: Some(
            "arn:aws:logs:us-east-1:123456789012:log-group:app/production:log-stream:web-1".into(),
        ),
        creation_time: Some(start),
        log_stream_name: Some(STREAM.into()),
        stored_bytes: Some(0),
        ..Default::default()
    };
    assert_eq!(cloud.streams(), [fresh]);
    cloud.advance(5);
    cloud.put(vec![event(start - 2, "a"), event(start - 1, "b")]).unwrap();
    let stream = &cloud.streams()[0];
    assert_eq!(stream.first_event_timestamp, Some(start - 2));
    assert_eq!(stream.last_event_timestamp, Some(start - 1));
    assert_eq!(stream.last_ingestion_time, Some(start + 5));
    assert_eq!(stream.stored_bytes, Some(0));
    assert_eq!(stream.upload_sequence_token.as_ref().unwrap().len(), 56);
}

#[test]
fn cw_a3_7_one_selector_only() {
    let mut cloud = Cloud::with_stream();
    let both = DescribeLogStreamsInput {
        log_group_name: Some(GROUP.into()),
        log_group_identifier: Some(GROUP.into()),
        ..Default::default()
    };
    refused(
        cloud.call::<operations::DescribeLogStreams>(both),
        "ValidationException",
        "LogGroup name and LogGroup ARN are mutually exclusive parameters.",
    );
    let none = cloud.call::<operations::DescribeLogStreams>(Default::default());
    assert_eq!(none.unwrap_err().code(), INVALID);
    for end in ["", ":*"] {
        let arn = format!("arn:aws:logs:us-east-1:123456789012:log-group:{GROUP}{end}");
        let by_arn =
            DescribeLogStreamsInput { log_group_identifier: Some(arn), ..Default::default() };
        assert_eq!(names(cloud.call::<operations::DescribeLogStreams>(by_arn).unwrap()), [STREAM]);
    }
}

#[test]
fn cw_a3_7_orders_prefixes_and_pages() {
    let mut cloud = Cloud::with_stream();
    let now = cloud.now();
    for (name, at) in [("c", 3), ("a", 2), ("b", 1)] {
        cloud.create_stream(name).unwrap();
        cloud.put_to(name, vec![event(now + at, "x")]).unwrap();
    }
    let by_name = describe(&mut cloud, Default::default());
    assert_eq!(names(by_name), ["a", "b", "c", STREAM]);
    let by_time = DescribeLogStreamsInput {
        order_by: Some("LastEventTime".into()),
        descending: Some(true),
        ..Default::default()
    };
    assert_eq!(names(describe(&mut cloud, by_time.clone()))[..3], ["c", "a", "b"]);
    let mut seen = Vec::new();
    let mut token = None;
    loop {
        let next_token = token.take();
        let page = describe(
            &mut cloud,
            DescribeLogStreamsInput { limit: Some(1), next_token, ..by_time.clone() },
        );
        token = page.next_token.clone();
        seen.extend(names(page));
        if token.is_none() {
            break;
        }
    }
    assert_eq!(seen, ["c", "a", "b", STREAM]);
    let prefix = Some("web".to_owned());
    let some =
        DescribeLogStreamsInput { log_stream_name_prefix: prefix.clone(), ..Default::default() };
    assert_eq!(names(describe(&mut cloud, some)), [STREAM]);
    let refusal = DescribeLogStreamsInput {
        log_group_name: Some(GROUP.into()),
        log_stream_name_prefix: prefix,
        ..by_time
    };
    refused(
        cloud.call::<operations::DescribeLogStreams>(refusal),
        INVALID,
        "Cannot order by LastEventTime with a logStreamNamePrefix.",
    );
}
