//! What other services send (SQS-9.4, MC-0.6): it arrives if the queue's policy lets it.

use crate::support::*;
use parhelion_sqs::Sqs;
use parhelion_world::identity::ACCOUNT;
use parhelion_world::{Message, OnBehalf, RequestInfo, What};
use serde_json::json;

const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:topic";

/// Sends as SNS does, through the world's outbox.
fn deliver(cloud: &mut Cloud, to: &str, source: &str) {
    let message =
        Message::from_service("sns.amazonaws.com", &ACCOUNT.into(), source, to, "a message");
    let request = RequestInfo::default();
    let who = OnBehalf::of(cloud.caller.clone(), ACCOUNT, REGION.into(), &request);
    cloud.world.with::<Sqs, _>(&who, |_, cx| cx.send(message));
}

/// Codes of what was not delivered.
fn undelivered(cloud: &Cloud) -> Vec<String> {
    let events = cloud.world.journal().events().iter();
    events
        .filter_map(|event| match &event.what {
            What::Background { event, detail, .. } if &**event == "undelivered" => {
                detail.iter().find(|(name, _)| &**name == "code").map(|(_, code)| code.to_string())
            }
            _ => None,
        })
        .collect()
}

#[test]
fn sqs_9_4_a_service_needs_the_queues_leave() {
    let mut cloud = Cloud::with_queue();
    deliver(&mut cloud, &arn(QUEUE), TOPIC);
    assert_eq!(cloud.counts(QUEUE), [0, 0, 0]);
    assert_eq!(undelivered(&cloud), ["AccessDenied"]);
    let policy = json!({"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage",
        "Resource": arn(QUEUE), "Condition": {
            "ArnEquals": {"aws:SourceArn": TOPIC},
            "StringEquals": {"aws:SourceAccount": ACCOUNT}}}});
    cloud.set(QUEUE, &[("Policy", &policy.to_string())]).unwrap();
    deliver(&mut cloud, &arn(QUEUE), "arn:aws:sns:us-east-1:123456789012:other");
    assert_eq!(undelivered(&cloud).len(), 2);
    let waits = cloud.poll(20).unwrap().waits();
    cloud.world.take_signals();
    deliver(&mut cloud, &arn(QUEUE), TOPIC);
    assert_eq!(cloud.world.take_signals(), [waits.signal.clone().unwrap()]);
    let message = cloud.look(&waits).unwrap().messages().remove(0);
    assert_eq!(message.body.as_deref(), Some("a message"));
    assert_eq!(undelivered(&cloud).len(), 2);
    deliver(&mut cloud, &arn("absent"), TOPIC);
    assert_eq!(undelivered(&cloud)[2], NO_QUEUE);
}
