//! Measures the figures of `BENCHMARKS.md` and prints them as its table.
//!
//! Each figure is the best of five rounds of wall time on one thread: the machine's other work
//! only ever adds.
#![allow(clippy::unwrap_used)]

mod bare;
mod beside;
mod client;
mod edge;
mod load;
mod measure;
mod peers;
mod process;
#[cfg(feature = "sdk")]
mod property_16;
#[cfg(feature = "data")]
mod restart;
#[cfg(feature = "sdk")]
mod sdk;
mod server;

use bytes::Bytes;
use measure::{ROUNDS, best, micros, per_second, row};
use parhelion::{Body, Clock, Cloud, Journal, logs, s3};
use std::hint::black_box;
use std::process::ExitCode;

fn raw() -> Cloud {
    let clock = Clock::manual(parhelion::Timestamp(1_767_225_600_000));
    let cloud = Cloud::builder().clock(clock).journal(Journal::off()).build();
    let input = s3::model::CreateBucketInput { bucket: "bench".into(), ..Default::default() };
    cloud.call::<s3::S3, s3::model::operations::CreateBucket>(input).unwrap();
    cloud
}

fn put(cloud: &Cloud, key: String, body: &Bytes) {
    let input = s3::model::PutObjectInput {
        bucket: "bench".into(),
        key,
        body: Some(Body::from(body.clone())),
        ..Default::default()
    };
    black_box(cloud.call::<s3::S3, s3::model::operations::PutObject>(input).unwrap());
}

fn get(cloud: &Cloud, key: String) {
    let input = s3::model::GetObjectInput { bucket: "bench".into(), key, ..Default::default() };
    black_box(cloud.call::<s3::S3, s3::model::operations::GetObject>(input).unwrap());
}

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A group of figures, and the name by which it is asked for alone.
type Group = (&'static str, fn());

const GROUPS: &[Group] = &[
    #[cfg(feature = "sdk")]
    ("sdk-small", sdk::small),
    #[cfg(feature = "sdk")]
    ("sdk-large", sdk::large),
    #[cfg(feature = "sdk")]
    ("property-16", property_16::case),
    ("fork", forks),
    ("raw", raw_door),
    ("list", lists),
    ("edge", edge::hits),
    ("edge-signed", edge::signed),
    #[cfg(feature = "sdk")]
    ("edge-function", edge::function),
    ("edge-entries", edge::entries),
    ("logs", log_events),
];

/// All groups, or those that the arguments name. `server [URL]`: that endpoint's figures instead;
/// `beside [URL]`: how long small requests take there beside large work; `load [URL]`: many connections;
/// `peers [NAME…]`: other servers beside ours; `bare PORT`: the service that does nothing; `restart
/// [OBJECTS [FOLDER]]`: how long a folder of data takes to open.
fn main() -> ExitCode {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let (first, second) = (asked.first().map(String::as_str), asked.get(1).map(String::as_str));
    match first {
        Some("bare") => {
            bare::serve(second.unwrap_or("0"));
            return ExitCode::SUCCESS;
        }
        Some("peers") => {
            peers::measure(&asked[1..]);
            return ExitCode::SUCCESS;
        }
        _ => println!("| what | measured | to reach |\n| --- | --- | --- |"),
    }
    match first {
        Some("server") => server::measure(second),
        Some("beside") => beside::measure(second),
        Some("load") => return load::measure(second),
        #[cfg(feature = "data")]
        Some("restart") => restart::measure(&asked[1..]),
        _ => groups(&asked),
    }
    ExitCode::SUCCESS
}

fn groups(asked: &[String]) {
    for (name, measure) in GROUPS {
        if asked.is_empty() || asked.iter().any(|asked| asked == name) {
            measure();
        }
    }
}

fn forks() {
    let cloud = raw();
    let body = Bytes::from_static(&[7; 16]);
    (0..100_000).for_each(|n| put(&cloud, format!("key/{n:06}"), &body));
    let each = best(1000, |_| drop(black_box(cloud.snapshot())));
    row("snapshot with 100,000 objects", &format!("{:.2} µs", micros(each)), "≤ 1 µs");
    let each = best(1000, |_| drop(black_box(cloud.fork())));
    row("fork with 100,000 objects", &format!("{:.2} µs", micros(each)), "≤ 1 µs");
}

fn raw_door() {
    let cloud = raw();
    let body = Bytes::from_static(&[7; 1024]);
    let each = best(20_000, |n| put(&cloud, format!("key/{n:06}"), &body));
    row("raw door, PUT 1 KiB, one thread", &per_second(each), "≥ 100 k/s");
    let each = best(20_000, |n| get(&cloud, format!("key/{n:06}")));
    row("raw door, GET 1 KiB, one thread", &per_second(each), "≥ 200 k/s");
}

fn lists() {
    let cloud = raw();
    (0..1_000_000).for_each(|n| put(&cloud, format!("key/{n:07}"), &Bytes::new()));
    let mut page = 0;
    let each = best(200, |_| {
        let input = s3::model::ListObjectsV2Input {
            bucket: "bench".into(),
            start_after: Some(format!("key/{:07}", page * 1000 % 999_000)),
            ..Default::default()
        };
        let listed = cloud.call::<s3::S3, s3::model::operations::ListObjectsV2>(input).unwrap();
        assert_eq!(black_box(listed).key_count, Some(1000));
        page += 1;
    });
    let each = format!("{:.2} ms", micros(each) / 1000.0);
    row("raw door, 1,000 of 1,000,000 keys listed", &each, "≤ 2 ms");
    let each = best(1000, |_| drop(black_box(cloud.snapshot())));
    row("snapshot with 1,000,000 objects", &format!("{:.2} µs", micros(each)), "≤ 1 µs");
}

fn log_events() {
    let cloud = raw();
    let group =
        logs::model::CreateLogGroupInput { log_group_name: "g".into(), ..Default::default() };
    cloud.call::<logs::Logs, logs::model::operations::CreateLogGroup>(group).unwrap();
    let stream = logs::model::CreateLogStreamInput {
        log_group_name: "g".into(),
        log_stream_name: "s".into(),
    };
    cloud.call::<logs::Logs, logs::model::operations::CreateLogStream>(stream).unwrap();
    let now = cloud.now().millis();
    let event = |n| logs::model::InputLogEvent {
        timestamp: now,
        message: format!("request {n} took 12 ms and answered 200 with 1234 bytes"),
    };
    let events: Vec<_> = (0..1000).map(event).collect();
    // The copy of the events is the client's work, not ours.
    let mut batches: Vec<_> = (0..ROUNDS * 50).map(|_| events.clone()).collect();
    let each = best(50, |_| {
        let input = logs::model::PutLogEventsInput {
            log_group_name: "g".into(),
            log_stream_name: "s".into(),
            log_events: batches.pop().unwrap(),
            ..Default::default()
        };
        black_box(cloud.call::<logs::Logs, logs::model::operations::PutLogEvents>(input).unwrap());
    });
    let rate = 1000.0 / each.as_secs_f64() / 1000.0;
    row("PutLogEvents 1,000 events, raw", &format!("{rate:.0} k events/s"), "≥ 1,000 k events/s");
}
