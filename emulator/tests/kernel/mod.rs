//! The seam between handlers and what is done outside, on virtual time: waits, functions, exchanges,
//! processes, background work, messages, questions, timers; and that runs with them repeat.

mod model;
mod probe;

use bytes::Bytes;
use parhelion::{Body, Cloud, Journal, replay};
use probe::Probe;
use std::time::Duration;

fn builder() -> parhelion::Builder {
    Cloud::builder().auth(false).service::<Probe>()
}

/// A cloud with functions of every kind.
fn cloud(journal: Journal) -> Cloud {
    let cloud = builder().journal(journal).build();
    cloud.function("echo", |payload| async move { Ok(payload) });
    cloud.function("fails", |_| async { Err("no".to_owned()) });
    cloud.function("panics", |_| async { panic!("on purpose") });
    let calls = std::sync::atomic::AtomicUsize::new(0);
    cloud.function("thrice", move |_| {
        let nth = calls.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        async move { Ok(Bytes::from_static(if nth % 3 == 2 { b"enough" } else { b"more" })) }
    });
    cloud.function("slow", |_| async {
        tokio::time::sleep(Duration::from_secs(60)).await;
        Ok(Bytes::from_static(b"late"))
    });
    let slow = || async {
        tokio::time::sleep(Duration::from_secs(60)).await;
        "late"
    };
    let quick = axum::Router::new().route("/slow", axum::routing::get(slow));
    cloud.origin("origin.example", quick.fallback(|| async { "hello" }));
    cloud
}

fn quiet() -> Cloud {
    cloud(Journal::default())
}

/// What an operation gives, or its error's code.
async fn call(cloud: &Cloud, operation: &str, text: &str, number: i64) -> String {
    let request = http::Request::post("/")
        .header("host", "probe.us-east-1.amazonaws.com")
        .header("authorization", "AWS4-HMAC-SHA256 Credential=key")
        .header("content-type", "application/x-amz-json-1.0")
        .header("x-amz-target", format!("Probe.{operation}"));
    let input = serde_json::json!({ "Text": text, "Number": number });
    let request = request.body(Body::from(input.to_string())).unwrap();
    let response = cloud.send(request).await.unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&response.body().to_bytes()).unwrap();
    let said = answer.get("Text").or_else(|| answer.get("__type"));
    let said = said.unwrap_or_else(|| panic!("{answer}")).as_str().unwrap();
    said.rsplit_once('#').map_or(said, |(_, code)| code).to_owned()
}

/// The virtual seconds that something takes.
async fn seconds<T>(cloud: &Cloud, work: impl Future<Output = T>) -> (T, u64) {
    let before = cloud.now();
    let result = work.await;
    (result, cloud.now().since(before).as_secs())
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_by_its_signal_or_at_its_time() {
    let cloud = quiet();
    let waits = seconds(&cloud, call(&cloud, "Wait", "bell", 20_000));
    assert_eq!(waits.await, ("nothing".to_owned(), 20));
    let rings = async {
        tokio::time::sleep(Duration::from_secs(5)).await;
        call(&cloud, "Ring", "bell", 0).await
    };
    let waits = seconds(&cloud, call(&cloud, "Wait", "bell", 20_000));
    let ((heard, took), _) = tokio::join!(waits, rings);
    assert_eq!((heard.as_str(), took), ("bell", 5));
    // A timer rings it too, at its own time.
    call(&cloud, "Later", "bell", 7_000).await;
    let waits = seconds(&cloud, call(&cloud, "Wait", "bell", 20_000));
    assert_eq!(waits.await, ("bell".to_owned(), 7));
}

#[tokio::test(start_paused = true)]
async fn a_fork_in_the_middle_of_a_wait_has_no_such_request() {
    let cloud = quiet();
    let waiting = tokio::spawn({
        let cloud = cloud.clone();
        async move { call(&cloud, "Wait", "bell", 20_000).await }
    });
    tokio::time::sleep(Duration::from_secs(1)).await;
    let fork = cloud.fork();
    call(&fork, "Ring", "bell", 0).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(!waiting.is_finished(), "the fork's bell is not its own");
    assert_eq!(call(&fork, "Wait", "bell", 0).await, "bell", "nobody took the fork's");
    call(&cloud, "Ring", "bell", 0).await;
    assert_eq!(waiting.await.unwrap(), "bell");
}

#[tokio::test(start_paused = true)]
async fn functions_end_in_every_way() {
    let cloud = quiet();
    assert_eq!(call(&cloud, "Run", "echo", 1_000).await, "ok echo");
    assert_eq!(call(&cloud, "Run", "thrice", 1_000).await, "ok enough");
    assert_eq!(call(&cloud, "Run", "fails", 1_000).await, "Failed(\"no\")");
    assert!(call(&cloud, "Run", "panics", 1_000).await.starts_with("Failed("));
    assert_eq!(call(&cloud, "Run", "absent", 1_000).await, "NotFound(\"absent\")");
    let slow = seconds(&cloud, call(&cloud, "Run", "slow", 9_000));
    assert_eq!(slow.await, ("Timeout".to_owned(), 9));
    let patient = seconds(&cloud, call(&cloud, "Run", "slow", 90_000));
    assert_eq!(patient.await, ("ok late".to_owned(), 60));
}

#[tokio::test(start_paused = true)]
async fn exchanges_end_in_every_way() {
    let cloud = quiet();
    assert_eq!(call(&cloud, "Fetch", "http://origin.example/", 1_000).await, "200 hello");
    assert_eq!(call(&cloud, "Fetch", "http://nobody.example/", 1_000).await, "dns");
    let other = call(&cloud, "Fetch", "http://rds.us-east-1.amazonaws.com/", 1_000);
    assert_eq!(other.await, "dns", "a service that is not here");
    let slow = seconds(&cloud, call(&cloud, "Fetch", "http://origin.example/slow", 9_000));
    assert_eq!(slow.await, ("read-timeout".to_owned(), 9));
    let of_the_cloud = "http://s3.us-east-1.amazonaws.com/bucket";
    let refused = call(&cloud, "Fetch", of_the_cloud, 1_000).await;
    assert!(refused.starts_with("404 ") && refused.contains("NoSuchBucket"), "{refused}");
}

#[tokio::test(start_paused = true)]
async fn what_nobody_waits_for_is_done_all_the_same() {
    let cloud = quiet();
    let begun = call(&cloud, "Refresh", "http://origin.example/slow", 90_000);
    assert_eq!(seconds(&cloud, begun).await, ("begun".to_owned(), 0));
    assert_eq!(call(&cloud, "Read", "", 0).await, "");
    tokio::time::sleep(Duration::from_secs(61)).await;
    assert_eq!(call(&cloud, "Read", "", 0).await, "200 late");
}

#[tokio::test(start_paused = true)]
async fn a_sender_hears_of_what_could_not_be_delivered() {
    let cloud = quiet();
    let targets = [
        ("arn:aws:rds:us-east-1:123456789012:db:a", "NotImplemented"),
        ("arn:aws:kms:us-east-1:123456789012:key/a", "ResourceNotFound"),
        ("nowhere", "InvalidArn"),
    ];
    for (target, _) in targets {
        assert_eq!(call(&cloud, "Send", target, 0).await, "sent");
    }
    let heard = targets.map(|(target, code)| format!("{target}: {code}")).join(",");
    assert_eq!(call(&cloud, "Read", "", 0).await, heard);
}

#[tokio::test(start_paused = true)]
async fn a_question_is_answered_or_refused_by_the_other_service() {
    let cloud = quiet();
    let buckets = call(&cloud, "Ask", "s3:ListBuckets", 0).await;
    assert!(buckets.contains("Buckets"), "{buckets}");
    for missing in ["rds:DescribeDBInstances", "probe:Missing", "s3:NoSuchOperation"] {
        assert_eq!(call(&cloud, "Ask", missing, 0).await, "NotImplemented", "{missing}");
    }
    assert_eq!(call(&cloud, "Missing", "", 0).await, "NotImplemented");
}

/// Processes take real time, so this clock is the system's.
#[tokio::test]
async fn a_process_marks_the_run_as_one_that_does_not_repeat() {
    let cloud = cloud(Journal::default().keeping_inputs());
    assert_eq!(call(&cloud, "Spawn", "cat; echo -n ' out'", 5_000).await, "ok in out");
    let failed = call(&cloud, "Spawn", "exit 3", 5_000).await;
    assert!(failed.starts_with("Failed(") && failed.contains('3'), "{failed}");
    assert_eq!(call(&cloud, "Spawn", "sleep 5", 50).await, "Timeout");
    call(&cloud, "Run", "echo", 1_000).await;
    let journal = cloud.journal().to_json_lines();
    let marks = |mark: &str| journal.matches(&format!("\"repeatable\":{mark}")).count();
    assert_eq!((marks("false"), marks("true")), (3, 1));
    // It replays all the same: what the programs wrote stands in the journal.
    let replayed = replay(&journal, builder()).unwrap();
    assert_eq!(replayed.journal().to_json_lines(), journal);
}

/// A handler that works on long bodies under the world's lock does not get through the tests; one that
/// asks for a computation does. The check is of debug builds.
#[tokio::test(start_paused = true)]
#[cfg_attr(not(debug_assertions), ignore = "a check of debug builds")]
async fn no_long_body_is_worked_on_under_the_lock() {
    let cloud = quiet();
    let heavy = i64::try_from(parhelion_wire::heavy::HEAVY).unwrap() + 1;
    assert_eq!(call(&cloud, "Digest", "x", heavy - 1).await.len(), 8);
    let [of_cloud, digests] = [cloud.clone(), cloud.clone()];
    let digests = tokio::spawn(async move { call(&digests, "Digest", "x", heavy).await });
    assert!(digests.await.unwrap_err().is_panic());
    // The world outlives it, and the lock is free.
    let encoded: u64 = call(&of_cloud, "Encode", "x", heavy).await.parse().unwrap();
    assert!(encoded < 10_000, "{encoded}");
}

/// Everything at once, with time passing in the middle.
async fn live(cloud: &Cloud) {
    let within = |name: &'static str, work: Vec<(&'static str, &'static str, i64)>| {
        let cloud = cloud.clone();
        tokio::spawn(parhelion::within(name, async move {
            for (operation, text, number) in work {
                call(&cloud, operation, text, number).await;
            }
        }))
    };
    let waits = vec![("Wait", "bell", 20_000), ("Wait", "bell", 5_000), ("Read", "", 0)];
    let effects = vec![
        ("Run", "thrice", 1_000),
        ("Run", "slow", 9_000),
        ("Run", "panics", 9_000),
        ("Encode", "a text", 400_000),
        ("Fetch", "http://origin.example/", 1_000),
        ("Fetch", "http://origin.example/slow", 500),
        ("Refresh", "http://origin.example/slow", 90_000),
    ];
    let others = vec![
        ("Later", "bell", 3_000),
        ("Send", "arn:aws:rds:us-east-1:123456789012:db:a", 0),
        ("Ask", "s3:ListBuckets", 0),
        ("Wait", "nothing", 11_000),
        ("Ring", "bell", 0),
    ];
    let all = [within("a/0", waits), within("b/0", effects), within("c/0", others)];
    for one in all {
        one.await.unwrap();
    }
    cloud.advance(Duration::from_secs(100)).await;
}

/// P9's meta-test for waits and effects: the same run, the same journal byte for byte, and from a
/// journal that kept its inputs again.
#[tokio::test(start_paused = true)]
async fn runs_with_waits_and_effects_repeat() {
    for kept in [Journal::default, || Journal::default().keeping_inputs()] {
        let first = cloud(kept());
        live(&first).await;
        let second = cloud(kept());
        live(&second).await;
        let texts = [&first, &second].map(|cloud| cloud.journal().to_json_lines());
        assert_eq!(texts[0], texts[1]);
        for sign in ["refreshed", "encoded", "alarm", "\"kind\":\"function\"", "\"kind\":\"http\""]
        {
            assert!(texts[0].contains(sign), "{sign}: {}", texts[0]);
        }
        if first.journal().keeps_inputs() {
            let replayed = replay(&texts[0], builder()).unwrap();
            assert_eq!(replayed.journal().to_json_lines(), texts[0]);
            let shows = |cloud: &Cloud| format!("{:?}", cloud.snapshot());
            assert_eq!(shows(&replayed), shows(&first));
        }
    }
}
