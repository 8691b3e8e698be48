//! A journal that kept its inputs replays any history, byte for byte: requests of every service side
//! by side, viewers in front of an origin in this process, long polls, faults and late answers.

use http::Request;
use parhelion::random::Random;
use parhelion::{Adversary, Body, Clock, Cloud, Journal, replay};
use parhelion_fuzz::{door, requests};
use std::collections::BTreeMap;
use std::time::Duration;

/// How many histories are replayed; `PARHELION_REPLAYS` makes it another number.
const HISTORIES: u64 = 500;

/// Requests of one history.
const STEPS: usize = 24;

fn histories() -> u64 {
    std::env::var("PARHELION_REPLAYS").ok().and_then(|n| n.parse().ok()).unwrap_or(HISTORIES)
}

async fn send(cloud: &Cloud, host: &str, method: &str, path: &str, body: &str) -> String {
    let request = Request::builder().method(method).uri(path).header("host", host);
    let request = request.header("authorization", "AWS key:signature");
    let answer = cloud.send(request.body(Body::from(body.to_owned())).unwrap()).await;
    answer.map_or_else(String::new, |answer| {
        String::from_utf8_lossy(&answer.body().to_bytes()).into_owned()
    })
}

fn sqs(operation: &str, body: &str) -> Request<Body> {
    let request = Request::post("/")
        .header("host", "sqs.us-east-1.amazonaws.com")
        .header("content-type", "application/x-amz-json-1.0")
        .header("x-amz-target", format!("AmazonSQS.{operation}"))
        .header("authorization", "AWS4-HMAC-SHA256 Credential=key");
    request.body(Body::from(body.to_owned())).unwrap()
}

/// A bucket, a queue and a distribution in front of an origin in this process; the distribution's name.
async fn furnish(cloud: &Cloud) -> String {
    let answers = || async { ([("cache-control", "max-age=10")], "hello") };
    cloud.origin("origin.example", axum::Router::new().fallback(answers));
    send(cloud, "localhost", "PUT", "/photos", "").await;
    send(cloud, "localhost", "PUT", "/photos/k", "content").await;
    cloud.send(sqs("CreateQueue", r#"{"QueueName":"jobs"}"#)).await.unwrap();
    let config = "<DistributionConfig><CallerReference>r</CallerReference><Comment></Comment>\
        <Enabled>true</Enabled><Origins><Quantity>1</Quantity><Items><Origin><Id>o</Id>\
        <DomainName>origin.example</DomainName><CustomOriginConfig><HTTPPort>80</HTTPPort>\
        <HTTPSPort>443</HTTPSPort><OriginProtocolPolicy>http-only</OriginProtocolPolicy>\
        </CustomOriginConfig></Origin></Items></Origins><DefaultCacheBehavior>\
        <TargetOriginId>o</TargetOriginId><ViewerProtocolPolicy>allow-all</ViewerProtocolPolicy>\
        <CachePolicyId>658327ea-f89d-4fab-a63d-7e88639e58f6</CachePolicyId>\
        </DefaultCacheBehavior></DistributionConfig>";
    let answer =
        send(cloud, "cloudfront.amazonaws.com", "POST", "/2020-05-31/distribution", config).await;
    // An adversary may have been in the way: then viewers meet no distribution.
    let name = answer.split("<DomainName>").find(|rest| rest.contains("cloudfront.net</"));
    name.map_or("none.cloudfront.net", |rest| rest.split('<').next().unwrap()).to_owned()
}

async fn live(cloud: &Cloud, random: &mut Random) {
    let operations = requests::operations();
    let distribution = furnish(cloud).await;
    cloud.advance(Duration::from_secs(600)).await;
    let mut sent = Vec::new();
    for step in 0..STEPS {
        let actor = format!("actor{}/{step}", random.below(3));
        let within = |work| tokio::spawn(parhelion::within(actor, work));
        let alone = cloud.clone();
        match random.below(16) {
            0 => cloud.advance(Duration::from_millis(random.below(40_000) as u64)).await,
            1 => cloud.set_adversary(Adversary::random(random.next(), 0.2)),
            2 => cloud.heal(),
            3 => cloud.fact("seen", &[("step", &step.to_string())]),
            4 => {
                let key = r#"{"account":"111122223333","access_key":"AKIAOTHER","secret_key":"s"}"#;
                cloud.control("credentials", key.as_bytes()).unwrap().unwrap();
            }
            5..8 => {
                let url = format!("http://{distribution}/{}", random.below(3));
                let get = async move { drop(alone.viewer().get(&url).await) };
                sent.push(within(
                    Box::pin(get) as std::pin::Pin<Box<dyn Future<Output = ()> + Send>>
                ));
            }
            8 | 9 => {
                let queue = "https://sqs.us-east-1.amazonaws.com/123456789012/jobs";
                let request = match random.below(2) {
                    0 => sqs(
                        "SendMessage",
                        &format!(r#"{{"QueueUrl":"{queue}","MessageBody":"m"}}"#),
                    ),
                    _ => sqs(
                        "ReceiveMessage",
                        &format!(r#"{{"QueueUrl":"{queue}","WaitTimeSeconds":9}}"#),
                    ),
                };
                sent.push(within(Box::pin(async move { drop(alone.send(request).await) })));
            }
            kind => {
                let (model, operation) = operations[random.below(operations.len())];
                let Some(request) = requests::request(random, model, operation) else { continue };
                if kind == 10 {
                    cloud.handle(request);
                } else {
                    sent.push(within(Box::pin(async move { drop(alone.send(request).await) })));
                }
            }
        }
        if random.below(3) == 0 {
            tokio::task::yield_now().await;
        }
    }
    // Some are still waiting when the journal is taken.
    let waits = random.below(2) == 0;
    if waits {
        for one in sent {
            one.await.unwrap();
        }
    }
}

#[tokio::test(start_paused = true)]
async fn every_history_replays_from_its_journal_alone() {
    let fresh = std::env::var("PARHELION_SEED").ok().and_then(|seed| seed.parse().ok());
    let now = || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let first: u64 = fresh.unwrap_or_else(|| now().as_nanos() as u64);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in (0..histories()).map(|n| first.wrapping_add(n)) {
        let mut random = Random::new(seed);
        let journal = Journal::default().keeping_inputs();
        let builder = Cloud::builder().seed(seed).auth(false).clock(Clock::tokio(door::NOW));
        let cloud = builder.journal(journal).build();
        live(&cloud, &mut random).await;
        let text = cloud.journal().to_json_lines();
        let replayed = replay(&text, Cloud::builder());
        let replayed = replayed.unwrap_or_else(|error| panic!("PARHELION_SEED={seed}: {error}"));
        if seed % 16 == 0 {
            let shows = |cloud: &Cloud| format!("{:?}", cloud.snapshot());
            let (was, is) = (shows(&cloud), shows(&replayed));
            assert_eq!(was, is, "PARHELION_SEED={seed}: another world behind the same journal");
        }
        for what in ["begin", "at_once", "again", "effect", "conclude"] {
            *seen.entry(what).or_default() += text.matches(&format!(r#""step":"{what}""#)).count();
        }
        *seen.entry("choice").or_default() += text.matches(r#""what":"choice""#).count();
    }
    println!("{seen:?}");
    assert!(histories() < HISTORIES || seen.values().all(|count| *count > 100), "{seen:?}");
}

/// A journal that differs in anything does not pass for a replay.
#[tokio::test(start_paused = true)]
async fn what_was_changed_is_found() {
    let journal = Journal::default().keeping_inputs();
    let cloud =
        Cloud::builder().auth(false).clock(Clock::tokio(door::NOW)).journal(journal).build();
    furnish(&cloud).await;
    let text = cloud.journal().to_json_lines();
    replay(&text, Cloud::builder()).unwrap();
    for (was, is) in [
        (r#""status":200"#, r#""status":201"#),
        (r#""uri":"/photos/k""#, r#""uri":"/photos/l""#),
        (r#""step":"begin""#, r#""step":"again""#),
    ] {
        assert!(text.contains(was));
        let error = replay(&text.replacen(was, is, 1), Cloud::builder()).err().unwrap();
        use parhelion::ReplayError::{Differs, Diverged};
        assert!(matches!(error, Differs { .. } | Diverged { .. }), "{error}");
    }
    let (_, without_start) = text.split_once('\n').unwrap();
    let error = replay(without_start, Cloud::builder()).err();
    assert_eq!(error, Some(parhelion::ReplayError::NoStart));
    cloud.with::<parhelion::iam::Iam, _>(|_, _| ());
    let error = replay(&cloud.journal().to_json_lines(), Cloud::builder()).err().unwrap();
    assert!(matches!(error, parhelion::ReplayError::Unrecorded { .. }), "{error}");
}
