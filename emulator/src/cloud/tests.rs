#![allow(clippy::unwrap_used)]
use crate::{Clock, Cloud};
use parhelion_s3::S3;
use parhelion_s3::model::operations::{CreateBucket, PutBucketLifecycleConfiguration, PutObject};
use parhelion_s3::model::*;
use parhelion_wire::{Body, Timestamp};
use std::time::Duration;

/// A bucket with an object that expires at the second midnight.
fn with_expiry(cloud: &Cloud) {
    let bucket = || "photos".to_owned();
    let create = CreateBucketInput { bucket: bucket(), ..Default::default() };
    cloud.call::<S3, CreateBucket>(create).unwrap();
    let rule = LifecycleRule {
        status: "Enabled".into(),
        filter: Some(LifecycleRuleFilter { prefix: Some(String::new()), ..Default::default() }),
        expiration: Some(LifecycleExpiration { days: Some(1), ..Default::default() }),
        ..Default::default()
    };
    let configuration = BucketLifecycleConfiguration { rules: vec![rule] };
    let lifecycle = PutBucketLifecycleConfigurationInput {
        bucket: bucket(),
        lifecycle_configuration: Some(configuration),
        ..Default::default()
    };
    cloud.call::<S3, PutBucketLifecycleConfiguration>(lifecycle).unwrap();
    let put = PutObjectInput { bucket: bucket(), key: "k".into(), ..Default::default() };
    cloud.call::<S3, PutObject>(put).unwrap();
}

/// Looks at the world as a visitor never does: without letting time pass in it.
fn time_of_the_world(cloud: &Cloud) -> Timestamp {
    cloud.inner.state.lock().unwrap().world.now()
}

#[tokio::test(start_paused = true)]
async fn a_keeper_performs_what_is_due_with_no_visitor() {
    for kept in [true, false] {
        let cloud = Cloud::new();
        let keeper = cloud.clone();
        let keeper = kept.then(|| tokio::spawn(async move { keeper.keep().await }));
        // The keeper sleeps before anything is due, and hears of what comes.
        tokio::time::sleep(Duration::from_secs(1)).await;
        with_expiry(&cloud);
        let midnight = cloud.next_due().unwrap();
        tokio::time::sleep(Duration::from_secs(3 * 86_400)).await;
        assert_eq!(time_of_the_world(&cloud) >= midnight, kept);
        if let Some(keeper) = keeper {
            keeper.abort();
        }
    }
}

#[tokio::test]
async fn a_visitor_does_a_slice_of_what_is_due_only_where_a_keeper_does_the_rest() {
    for kept in [true, false] {
        let cloud = Cloud::builder().clock(Clock::wall()).build();
        let keeper = cloud.clone();
        let keeper = kept.then(|| tokio::spawn(async move { keeper.keep().await }));
        tokio::task::yield_now().await;
        with_expiry(&cloud);
        cloud.inner.clock.pass(Duration::from_secs(400 * 86_400)).await;
        let now = cloud.now();
        drop(cloud.state());
        assert_eq!(time_of_the_world(&cloud) >= now, !kept);
        if let Some(keeper) = keeper {
            keeper.abort();
        }
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_goes_away_in_the_middle_of_a_long_poll_is_forgotten() {
    const UNCHECKED: &str = "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/sqs/aws4_request, \
                             SignedHeaders=host, Signature=0";
    let cloud = Cloud::builder().auth(false).build();
    let sqs = |operation: &str, input: &'static str| {
        http::Request::post("/")
            .header("host", "sqs.us-east-1.amazonaws.com")
            .header("content-type", "application/x-amz-json-1.0")
            .header("x-amz-target", format!("AmazonSQS.{operation}"))
            .header("authorization", UNCHECKED)
            .body(Body::from(input.as_bytes().to_vec()))
            .unwrap()
    };
    let made = cloud.send(sqs("CreateQueue", r#"{"QueueName": "jobs"}"#)).await.unwrap();
    assert_eq!(made.status(), 200);
    let receive = r#"{"QueueUrl": "http://localhost/123456789012/jobs", "WaitTimeSeconds": 20}"#;
    let (poller, request) = (cloud.clone(), sqs("ReceiveMessage", receive));
    let poll = tokio::spawn(async move { poller.send(request).await });
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(cloud.state().waiting.count(), 1);
    poll.abort();
    assert!(poll.await.unwrap_err().is_cancelled());
    assert_eq!(cloud.state().waiting.count(), 0);
}
