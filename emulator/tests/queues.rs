//! Queues beside everything else: S3's events in a long poll, both protocols, forks that wait.

use http::Request;
use parhelion::{Clock, Cloud, Timestamp};
use parhelion_wire::Body;
use parhelion_wire::signature::{Credentials, Flavour, Payload, Signer};
use parhelion_world::identity::{ACCESS_KEY, ACCOUNT, SECRET_KEY};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const BUCKET: &str = "photos";
const QUEUE_ARN: &str = "arn:aws:sqs:us-east-1:123456789012:jobs";

fn signed(
    cloud: &Cloud,
    service: &str,
    request: http::request::Builder,
    body: String,
) -> Request<Body> {
    let credentials =
        Credentials { access_key: ACCESS_KEY.into(), secret: SECRET_KEY.into(), token: None };
    let body = Body::from(body.into_bytes());
    let payload = Payload::hash(&body).unwrap();
    let mut request = request.body(body).unwrap();
    let (now, region) = (cloud.now(), "us-east-1");
    let flavour = if service == "s3" { Flavour::BareXml } else { Flavour::Json };
    Signer { credentials: &credentials, region, service, flavour, now }
        .sign(&mut request, &payload)
        .unwrap();
    request
}

/// One call of SQS by JSON; it may wait.
async fn sqs(cloud: &Cloud, operation: &str, input: Value) -> Result<Value, String> {
    let request = Request::post("/")
        .header("host", "sqs.us-east-1.amazonaws.com")
        .header("content-type", "application/x-amz-json-1.0")
        .header("x-amz-target", format!("AmazonSQS.{operation}"));
    let response = cloud.send(signed(cloud, "sqs", request, input.to_string())).await.unwrap();
    let body = response.body().to_bytes();
    if !response.status().is_success() {
        return Err(String::from_utf8_lossy(&body).into_owned());
    }
    Ok(serde_json::from_slice(&body).unwrap_or_default())
}

async fn s3(cloud: &Cloud, method: &str, path: &str, body: &str) -> (u16, String) {
    let request =
        Request::builder().method(method).uri(path).header("host", "s3.us-east-1.amazonaws.com");
    let request = signed(cloud, "s3", request, body.to_owned());
    let response = cloud.send(request).await.unwrap();
    let body = String::from_utf8_lossy(&response.body().to_bytes()).into_owned();
    (response.status().as_u16(), body)
}

/// A cloud with a bucket and a queue.
async fn cloud() -> (Cloud, String) {
    let cloud = Cloud::new();
    assert_eq!(s3(&cloud, "PUT", "/photos", "").await.0, 200);
    let made = sqs(&cloud, "CreateQueue", json!({"QueueName": "jobs"})).await.unwrap();
    (cloud, made["QueueUrl"].as_str().unwrap().to_owned())
}

async fn receive(cloud: &Cloud, queue: &str, seconds: u32) -> Vec<Value> {
    let input = json!({"QueueUrl": queue, "WaitTimeSeconds": seconds, "MaxNumberOfMessages": 10});
    let answer = sqs(cloud, "ReceiveMessage", input).await.unwrap();
    answer["Messages"].as_array().cloned().unwrap_or_default()
}

fn body(message: &Value) -> Value {
    serde_json::from_str(message["Body"].as_str().unwrap()).unwrap()
}

async fn notify(cloud: &Cloud) -> (u16, String) {
    let configuration = format!(
        "<NotificationConfiguration><QueueConfiguration><Queue>{QUEUE_ARN}</Queue>\
         <Event>s3:ObjectCreated:*</Event></QueueConfiguration></NotificationConfiguration>"
    );
    s3(cloud, "PUT", "/photos?notification", &configuration).await
}

/// SQS-9.4, S3-7.15, S3-7.16: an object's event wakes whoever waits for it, if the queue lets S3 send.
#[tokio::test(start_paused = true)]
async fn an_objects_event_wakes_a_receiver() {
    let (cloud, queue) = cloud().await;
    let (status, refused) = notify(&cloud).await;
    assert_eq!(status, 400, "{refused}");
    assert!(refused.contains("Unable to validate the following destination configurations"));
    let policy = json!({"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sqs:SendMessage",
        "Resource": QUEUE_ARN, "Condition": {
            "ArnLike": {"aws:SourceArn": format!("arn:aws:s3:::{BUCKET}")},
            "StringEquals": {"aws:SourceAccount": ACCOUNT}}}});
    let attributes = json!({"Policy": policy.to_string()});
    let input = json!({"QueueUrl": queue, "Attributes": attributes});
    sqs(&cloud, "SetQueueAttributes", input).await.unwrap();
    assert_eq!(notify(&cloud).await.0, 200);
    let test = receive(&cloud, &queue, 20).await.remove(0);
    assert_eq!(body(&test)["Event"], "s3:TestEvent");

    let started = cloud.now();
    let (messages, ()) = tokio::join!(receive(&cloud, &queue, 20), async {
        cloud.advance(Duration::from_secs(3)).await;
        assert_eq!(s3(&cloud, "PUT", "/photos/a.png", "pixels").await.0, 200);
    });
    assert_eq!(cloud.now().since(started), Duration::from_secs(3));
    let record = body(&messages[0])["Records"][0].clone();
    assert_eq!(record["eventName"], "ObjectCreated:Put");
    assert_eq!(record["s3"]["object"]["key"], "a.png");
    for message in [&test, &messages[0]] {
        let handle = &message["ReceiptHandle"];
        let input = json!({"QueueUrl": queue, "ReceiptHandle": handle});
        sqs(&cloud, "DeleteMessage", input).await.unwrap();
    }
    let names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"];
    let input = json!({"QueueUrl": queue, "AttributeNames": names});
    let left = sqs(&cloud, "GetQueueAttributes", input).await.unwrap();
    assert_eq!(left["Attributes"], json!({names[0]: "0", names[1]: "0"}));
}

/// SQS-5.4: twenty seconds pass in the cloud and none outside.
#[tokio::test(start_paused = true)]
async fn a_long_poll_takes_no_wall_time() {
    let (cloud, queue) = cloud().await;
    let (started, real) = (cloud.now(), Instant::now());
    for _ in 0..50 {
        assert!(receive(&cloud, &queue, 20).await.is_empty());
    }
    assert_eq!(cloud.now().since(started), Duration::from_secs(1_000));
    assert!(real.elapsed() < Duration::from_secs(10), "{:?}", real.elapsed());
}

/// SQS-5.11: receivers are served in the order in which they came.
#[tokio::test(start_paused = true)]
async fn receivers_are_served_in_order() {
    let (cloud, queue) = cloud().await;
    let one = async |n: u32| {
        let input = json!({"QueueUrl": queue, "WaitTimeSeconds": 20});
        let answer = sqs(&cloud, "ReceiveMessage", input).await.unwrap();
        answer["Messages"][0]["Body"].as_str().map(|body| format!("{n}: {body}"))
    };
    let (first, second, ()) = tokio::join!(one(1), one(2), async {
        for body in ["a", "b"] {
            cloud.advance(Duration::from_secs(1)).await;
            let input = json!({"QueueUrl": queue, "MessageBody": body});
            sqs(&cloud, "SendMessage", input).await.unwrap();
        }
    });
    assert_eq!((first.as_deref(), second.as_deref()), (Some("1: a"), Some("2: b")));
}

/// A wait belongs to the request and not to the world: a fork has none, and what happens in it wakes
/// nobody here.
#[tokio::test(start_paused = true)]
async fn a_fork_in_the_middle_of_a_long_poll() {
    let (cloud, queue) = cloud().await;
    let started = cloud.now();
    let (found, in_fork) = tokio::join!(receive(&cloud, &queue, 20), async {
        cloud.advance(Duration::from_secs(5)).await;
        let fork = cloud.fork();
        assert_eq!(fork.now().since(started), Duration::from_secs(5));
        let input = json!({"QueueUrl": queue, "MessageBody": "in the fork"});
        sqs(&fork, "SendMessage", input).await.unwrap();
        receive(&fork, &queue, 20).await.len()
    });
    assert_eq!((found.len(), in_fork), (0, 1));
    assert_eq!(cloud.now().since(started), Duration::from_secs(20));
}

/// A poll that is under way when a state is loaded waits for as long as was left, though the clock went
/// back by a day.
#[tokio::test]
async fn a_long_poll_over_a_state_that_is_loaded() {
    let clock = Clock::manual(Timestamp(1_767_225_600_000));
    let cloud = Cloud::builder().clock(clock).build();
    let input = json!({"QueueName": "jobs"});
    let created = sqs(&cloud, "CreateQueue", input).await.unwrap();
    let queue = created["QueueUrl"].as_str().unwrap().to_owned();
    let before = cloud.snapshot();
    cloud.advance(Duration::from_secs(86_400)).await;
    let steps = async {
        tokio::task::yield_now().await;
        cloud.advance(Duration::from_secs(5)).await;
        cloud.restore(&before);
        cloud.advance(Duration::from_secs(14)).await;
        tokio::task::yield_now().await;
        cloud.advance(Duration::from_secs(1)).await;
    };
    let (found, ()) = tokio::join!(receive(&cloud, &queue, 20), steps);
    assert!(found.is_empty());
    assert_eq!(cloud.now().since(before.now()), Duration::from_secs(15));
}

/// SQS-1.5, SQS-S12: awsQuery to the queue's own path, at a host that is not AWS's.
#[tokio::test(start_paused = true)]
async fn query_requests_go_to_the_queues_path() {
    let cloud = Cloud::new();
    let host = "127.0.0.1:4566";
    let form = async |path: &str, form: &str| {
        let request = Request::post(path)
            .header("host", host)
            .header("content-type", "application/x-www-form-urlencoded");
        let body = format!("{form}&Version=2012-11-05");
        let response = cloud.send(signed(&cloud, "sqs", request, body)).await.unwrap();
        String::from_utf8_lossy(&response.body().to_bytes()).into_owned()
    };
    let made = form("/", "Action=CreateQueue&QueueName=jobs").await;
    let path = format!("/{ACCOUNT}/jobs");
    assert!(made.contains(&format!("//{host}{path}</QueueUrl>")), "{made}");
    let sent = form(&path, "Action=SendMessage&MessageBody=hello").await;
    assert!(sent.contains("5d41402abc4b2a76b9719d911017c592"), "{sent}");
    let received = form(&path, "Action=ReceiveMessage&WaitTimeSeconds=1").await;
    assert!(received.contains("<Body>hello</Body>"), "{received}");
    let empty = form(&path, "Action=ReceiveMessage&WaitTimeSeconds=1").await;
    assert!(empty.contains("<ReceiveMessageResult/>"), "{empty}");
    let missing = form(&format!("/{ACCOUNT}/none"), "Action=PurgeQueue").await;
    assert!(missing.contains("does not exist for this wsdl version."), "{missing}");
}
