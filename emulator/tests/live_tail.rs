//! CW-A10: Live Tail through the SDK, on virtual time.

use aws_sdk_cloudwatchlogs::Client;
use aws_sdk_cloudwatchlogs::primitives::event_stream::EventReceiver;
use aws_sdk_cloudwatchlogs::types::error::StartLiveTailResponseStreamError;
use aws_sdk_cloudwatchlogs::types::{
    InputLogEvent, LiveTailSessionUpdate, StartLiveTailResponseStream,
};
use parhelion::{Cloud, Journal, ReplayError, replay};

type Events = EventReceiver<StartLiveTailResponseStream, StartLiveTailResponseStreamError>;

const GROUP: &str = "arn:aws:logs:us-east-1:123456789012:log-group:g";

async fn scene() -> (Cloud, Client) {
    let cloud = Cloud::new();
    let logs = Client::new(&cloud.sdk_config());
    logs.create_log_group().log_group_name("g").send().await.unwrap();
    for stream in ["a", "b"] {
        logs.create_log_stream().log_group_name("g").log_stream_name(stream).send().await.unwrap();
    }
    (cloud, logs)
}

async fn put(cloud: &Cloud, logs: &Client, stream: &str, message: &str, count: usize) {
    let now = cloud.now().0;
    let event = InputLogEvent::builder().timestamp(now).message(message).build().unwrap();
    let put = logs.put_log_events().log_group_name("g").log_stream_name(stream);
    put.set_log_events(Some(vec![event; count])).send().await.unwrap();
}

async fn update(events: &mut Events) -> LiveTailSessionUpdate {
    match events.recv().await.unwrap().unwrap() {
        StartLiveTailResponseStream::SessionUpdate(update) => update,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn cw_a10_events_are_pushed_once_a_second() {
    let (cloud, logs) = scene().await;
    put(&cloud, &logs, "a", "ERROR before", 1).await;
    let tail = logs.start_live_tail().log_group_identifiers(GROUP).log_stream_names("a");
    let mut events = tail.log_event_filter_pattern("ERROR").send().await.unwrap().response_stream;
    let begun = cloud.now();
    match events.recv().await.unwrap().unwrap() {
        StartLiveTailResponseStream::SessionStart(start) => {
            assert_eq!(start.log_group_identifiers(), [GROUP]);
            assert_eq!(start.log_stream_names(), ["a"]);
            assert_eq!(start.log_event_filter_pattern(), Some("ERROR"));
            assert_eq!(start.session_id().map(str::len), Some(36));
        }
        other => panic!("{other:?}"),
    }
    for (stream, message) in [("a", "ERROR seen"), ("a", "fine"), ("b", "ERROR elsewhere")] {
        put(&cloud, &logs, stream, message, 1).await;
    }
    let first = update(&mut events).await;
    assert_eq!(cloud.now().0 - begun.0, 1_000);
    assert!(!first.session_metadata().unwrap().sampled());
    let shown: Vec<_> = first.session_results().iter().map(|it| it.message().unwrap()).collect();
    assert_eq!(shown, ["ERROR seen"]);
    let event = &first.session_results()[0];
    assert_eq!((event.log_stream_name(), event.log_group_identifier()), (Some("a"), Some(GROUP)));
    assert!(update(&mut events).await.session_results().is_empty(), "an idle second");
    put(&cloud, &logs, "a", "ERROR many", 1_200).await;
    let many = update(&mut events).await;
    assert!(many.session_metadata().unwrap().sampled());
    assert_eq!(many.session_results().len(), 500);
    assert!(update(&mut events).await.session_results().is_empty(), "the rest is not shown");
}

#[tokio::test(start_paused = true)]
async fn cw_a10_a_session_ends_after_three_hours() {
    let (cloud, logs) = scene().await;
    let tail = logs.start_live_tail().log_group_identifiers(GROUP).send().await.unwrap();
    let (mut events, begun) = (tail.response_stream, cloud.now());
    tokio::time::sleep(std::time::Duration::from_secs(3 * 3_600)).await;
    assert!(matches!(events.recv().await, Ok(Some(StartLiveTailResponseStream::SessionStart(_)))));
    let end = events.recv().await.unwrap_err().into_service_error();
    assert!(end.is_session_timeout_exception(), "{end:?}");
    assert_eq!(cloud.now().0 - begun.0, 3 * 3_600 * 1_000);
}

#[tokio::test(start_paused = true)]
async fn cw_a10_fifteen_sessions_and_no_more_until_a_client_goes() {
    let (_, logs) = scene().await;
    let start = || logs.start_live_tail().log_group_identifiers(GROUP).send();
    let mut open = Vec::new();
    for _ in 0..15 {
        open.push(start().await.unwrap());
    }
    let refused = start().await.unwrap_err().into_service_error();
    assert!(refused.is_limit_exceeded_exception(), "{refused:?}");
    open.pop();
    start().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn cw_a10_what_is_refused() {
    let (_, logs) = scene().await;
    let absent = GROUP.replace(":g", ":absent");
    let absent = logs.start_live_tail().log_group_identifiers(absent).send().await;
    assert!(absent.unwrap_err().into_service_error().is_resource_not_found_exception());
    let star = logs.start_live_tail().log_group_identifiers(format!("{GROUP}:*")).send().await;
    assert!(star.unwrap_err().into_service_error().is_invalid_parameter_exception());
    let both = logs.start_live_tail().log_group_identifiers(GROUP);
    let both = both.log_stream_names("a").log_stream_name_prefixes("b").send().await;
    assert!(both.unwrap_err().into_service_error().is_invalid_parameter_exception());
}

/// What a reader of a stream does to the world is in no journal.
#[tokio::test(start_paused = true)]
async fn a_journal_of_inputs_says_that_a_stream_was_not_kept() {
    let cloud = Cloud::builder().journal(Journal::default().keeping_inputs()).build();
    let logs = Client::new(&cloud.sdk_config());
    logs.create_log_group().log_group_name("g").send().await.unwrap();
    let replayed = || replay(&cloud.journal().to_json_lines(), Cloud::builder()).err();
    assert_eq!(replayed(), None);
    let before = cloud.snapshot();
    let tail = logs.start_live_tail().log_group_identifiers(GROUP).send().await.unwrap();
    let unrecorded = || match replayed() {
        Some(ReplayError::Unrecorded { call, .. }) => call,
        other => panic!("{other:?}"),
    };
    assert_eq!(unrecorded(), "StartLiveTail");
    // Its reader outlives what is forgotten of it, and even its going away reaches into the world.
    cloud.restore(&before);
    assert_eq!(replayed(), None);
    drop(tail);
    assert!(unrecorded().contains("when a state was loaded"));
}
