//! Dead letters (SQS-7).

use crate::support::*;
use parhelion_sqs::model::*;
use serde_json::json;

const DEAD: &str = "dead";

fn policy(target: &str, count: u32) -> String {
    json!({"deadLetterTargetArn": target, "maxReceiveCount": count}).to_string()
}

/// A queue whose messages go to another one after so many receives.
fn with_dead_letters(count: u32) -> Cloud {
    let mut cloud = Cloud::new();
    cloud.create(DEAD, &[]).unwrap();
    cloud.create(QUEUE, &[("RedrivePolicy", &policy(&arn(DEAD), count))]).unwrap();
    cloud
}

fn dead(cloud: &mut Cloud) -> Vec<Message> {
    let names = Some(vec!["All".to_owned()]);
    let input = ReceiveMessageInput { message_system_attribute_names: names, ..ten() };
    cloud.receive_from(DEAD, input).unwrap()
}

/// SQS-7.1
#[test]
fn sqs_7_1_the_target_must_be_there_and_permit_it() {
    let mut cloud = Cloud::with_queue();
    let refused = |cloud: &mut Cloud, text: &str| {
        let (code, message) = refusal(cloud.set(QUEUE, &[("RedrivePolicy", text)]));
        assert_eq!(code, "InvalidParameterValue");
        let (start, reason) = message.split_once(" Reason: ").unwrap();
        assert_eq!(start, format!("Value {text} for parameter RedrivePolicy is invalid."));
        reason.to_owned()
    };
    let missing = refused(&mut cloud, &policy(&arn(DEAD), 3));
    assert_eq!(missing, "Dead letter target does not exist.");
    for foreign in [
        "arn:aws:sqs:us-east-1:210987654321:dead",
        "arn:aws:sqs:eu-west-1:123456789012:dead",
        "dead",
    ] {
        let reason = refused(&mut cloud, &policy(foreign, 3));
        assert_eq!(reason, "Dead letter target owner should be same as the source.");
    }
    let allow = json!({"redrivePermission": "byQueue", "sourceQueueArns": [arn("other")]});
    cloud.create(DEAD, &[("RedriveAllowPolicy", &allow.to_string())]).unwrap();
    refused(&mut cloud, &policy(&arn(DEAD), 3));
    let allow = json!({"redrivePermission": "byQueue", "sourceQueueArns": [arn(QUEUE)]});
    cloud.set(DEAD, &[("RedriveAllowPolicy", &allow.to_string())]).unwrap();
    cloud.set(QUEUE, &[("RedrivePolicy", &policy(&arn(DEAD), 3))]).unwrap();
    let shown = format!(r#"{{"deadLetterTargetArn":"{}","maxReceiveCount":3}}"#, arn(DEAD));
    assert_eq!(cloud.attribute(QUEUE, "RedrivePolicy"), Some(shown));
    // Other attributes may be set though the target is gone; the move finds no target then.
    cloud.delete_queue(DEAD).unwrap();
    cloud.set(QUEUE, &[("DelaySeconds", "0")]).unwrap();
    cloud.send("x").unwrap();
    for _ in 0..5 {
        assert_eq!(cloud.bodies(), ["x"]);
        cloud.advance(30 * SECOND);
    }
    cloud.set(QUEUE, &[("RedrivePolicy", "")]).unwrap();
    assert_eq!(cloud.attribute(QUEUE, "RedrivePolicy"), None);
    assert_eq!(refused(&mut cloud, "[]"), "Redrive policy is not a valid JSON map.");
}

/// SQS-7.2, SQS-7.3: received so often, it moves instead of being delivered again.
#[test]
fn sqs_7_2_too_often_received_messages_move() {
    let mut cloud = with_dead_letters(2);
    let sent = cloud.send("poison").unwrap();
    let sent_at = cloud.now();
    for _ in 0..2 {
        assert_eq!(cloud.bodies(), ["poison"]);
        cloud.advance(30 * SECOND);
    }
    // It moves when it would be handed out, not before.
    assert_eq!((cloud.counts(QUEUE), cloud.counts(DEAD)), ([1, 0, 0], [0, 0, 0]));
    cloud.send("fine").unwrap();
    assert_eq!(cloud.bodies(), ["fine"]);
    assert_eq!(cloud.counts(DEAD), [1, 0, 0]);
    let letter = dead(&mut cloud).remove(0);
    assert_eq!((letter.message_id, letter.body), (sent.message_id, Some("poison".into())));
    let system = letter.attributes.unwrap();
    assert_eq!(system["DeadLetterQueueSourceArn"], arn(QUEUE));
    assert_eq!(system["SentTimestamp"], sent_at.millis().to_string());
    assert_eq!(system["ApproximateReceiveCount"], "3");
}

/// SQS-7.3, SQS-S8: a dead letter is as old as the message was.
#[test]
fn sqs_s8_retention_counts_from_the_send() {
    let mut cloud = with_dead_letters(1);
    cloud.set(DEAD, &[("MessageRetentionPeriod", "120")]).unwrap();
    cloud.send("x").unwrap();
    cloud.receive();
    cloud.advance(119 * SECOND);
    assert_eq!(cloud.bodies(), Vec::<String>::new());
    assert_eq!(cloud.counts(DEAD), [1, 0, 0]);
    cloud.advance(SECOND);
    assert_eq!(cloud.counts(DEAD), [0, 0, 0]);
}

/// SQS-7.2: whoever waits for a dead letter is told.
#[test]
fn sqs_5_11_a_dead_letter_wakes_a_receiver() {
    let mut cloud = with_dead_letters(1);
    cloud.send("x").unwrap();
    cloud.receive();
    cloud.advance(30 * SECOND);
    let input = ReceiveMessageInput { queue_url: url(DEAD), wait_time_seconds: Some(9), ..ten() };
    let waits = cloud.poll_with(input).unwrap().waits();
    cloud.world.take_signals();
    assert!(cloud.receive().is_empty());
    assert!(cloud.world.take_signals().contains(waits.signal.as_ref().unwrap()));
    assert_eq!(cloud.look(&waits).unwrap().messages().len(), 1);
}

/// SQS-3.2.9
#[test]
fn sqs_3_2_9_sources_of_dead_letters() {
    let mut cloud = with_dead_letters(3);
    for name in ["a", "b"] {
        cloud.create(name, &[("RedrivePolicy", &policy(&arn(DEAD), 1))]).unwrap();
    }
    cloud.create("c", &[]).unwrap();
    let list = |cloud: &mut Cloud, token: Option<&str>, most: Option<i32>| {
        let input = json!({"QueueUrl": url(DEAD), "NextToken": token, "MaxResults": most});
        cloud.ask("ListDeadLetterSourceQueues", input).unwrap()
    };
    let all = json!({"queueUrls": [url("a"), url("b"), url(QUEUE)]});
    assert_eq!(list(&mut cloud, None, None), all);
    let first = list(&mut cloud, None, Some(2));
    assert_eq!(first["queueUrls"], json!([url("a"), url("b")]));
    let rest = list(&mut cloud, first["NextToken"].as_str(), Some(2));
    assert_eq!(rest, json!({"queueUrls": [url(QUEUE)]}));
    let none = cloud.ask("ListDeadLetterSourceQueues", json!({"QueueUrl": url("c")})).unwrap();
    assert_eq!(none, json!({"queueUrls": []}));
}
