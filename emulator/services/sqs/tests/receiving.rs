//! Receiving: what a receiver sees, short and long polls, deletion (SQS-5).

use crate::support::*;
use parhelion_sqs::model::*;
use serde_json::json;

/// SQS-5.1
#[test]
fn sqs_5_1_up_to_ten_messages() {
    let mut cloud = Cloud::with_queue();
    for n in 0..12 {
        cloud.send(&n.to_string()).unwrap();
    }
    let one = cloud.receive_from(QUEUE, Default::default()).unwrap();
    assert_eq!(one.len(), 1);
    assert_eq!(cloud.bodies(), ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
    assert_eq!(cloud.bodies(), ["11"]);
    assert_eq!(cloud.bodies(), Vec::<String>::new());
    for (name, value, reason) in [
        ("MaxNumberOfMessages", 0, "Must be between 1 and 10, if provided."),
        ("MaxNumberOfMessages", 11, "Must be between 1 and 10, if provided."),
        ("WaitTimeSeconds", 21, "Must be >= 0 and <= 20, if provided."),
        ("WaitTimeSeconds", -1, "Must be >= 0 and <= 20, if provided."),
        ("VisibilityTimeout", 43_201, "Must be between 0 and 43200."),
    ] {
        let refused =
            refusal(cloud.ask("ReceiveMessage", json!({"QueueUrl": url(QUEUE), name: value})));
        let text = format!("Value {value} for parameter {name} is invalid. Reason: {reason}");
        assert_eq!(refused, ("InvalidParameterValue".to_owned(), text));
    }
}

/// SQS-5.2, SQS-5.3, SQS-1.9: attributes only on request.
#[test]
fn sqs_5_2_attributes_on_request() {
    let mut cloud = Cloud::with_queue();
    let sent_at = cloud.now().millis().to_string();
    let attributes = json!({"a": {"DataType": "String", "StringValue": "b"},
                            "bar.one": {"DataType": "String", "StringValue": "1"},
                            "bar.two": {"DataType": "Binary", "BinaryValue": "AP8="}});
    let trace = json!({"AWSTraceHeader": {"DataType": "String", "StringValue": "Root=1"}});
    let input = json!({"QueueUrl": url(QUEUE), "MessageBody": "hello", "MessageAttributes": attributes,
                       "MessageSystemAttributes": trace});
    cloud.ask("SendMessage", input).unwrap();
    cloud.advance(1_500);
    let received_at = cloud.now().millis().to_string();
    let mut receive = |names: serde_json::Value| {
        let mut input = json!({"QueueUrl": url(QUEUE), "VisibilityTimeout": 0});
        for (name, value) in names.as_object().unwrap() {
            input[name] = value.clone();
        }
        cloud.ask("ReceiveMessage", input).unwrap()["Messages"][0].clone()
    };
    let plain = receive(json!({}));
    let members: Vec<&String> = plain.as_object().unwrap().keys().collect();
    assert_eq!(members, ["Body", "MD5OfBody", "MessageId", "ReceiptHandle"]);
    assert_eq!(plain["MD5OfBody"], "5d41402abc4b2a76b9719d911017c592");

    let all = json!({"SenderId": "123456789012", "SentTimestamp": sent_at,
                     "ApproximateReceiveCount": "2", "AWSTraceHeader": "Root=1",
                     "ApproximateFirstReceiveTimestamp": received_at});
    assert_eq!(receive(json!({"MessageSystemAttributeNames": ["All"]}))["Attributes"], all);
    let some = receive(json!({"AttributeNames": ["SenderId"],
                              "MessageSystemAttributeNames": ["ApproximateReceiveCount"]}));
    let expected = json!({"SenderId": "123456789012", "ApproximateReceiveCount": "3"});
    assert_eq!(some["Attributes"], expected);

    let names = |message: &serde_json::Value| -> Vec<String> {
        message["MessageAttributes"].as_object().unwrap().keys().cloned().collect()
    };
    for (asked, expected) in [
        (json!(["All"]), vec!["a", "bar.one", "bar.two"]),
        (json!([".*"]), vec!["a", "bar.one", "bar.two"]),
        (json!(["bar.*"]), vec!["bar.one", "bar.two"]),
        (json!(["a", "none"]), vec!["a"]),
    ] {
        let message = receive(json!({"MessageAttributeNames": asked}));
        assert_eq!(names(&message), expected, "{asked}");
    }
    // SQS-S13: the digest is of what is shown.
    let one = receive(json!({"MessageAttributeNames": ["a"]}));
    assert_eq!(one["MD5OfMessageAttributes"], "bef8bf215374a0a228d67533b1a488be");
    let none = receive(json!({"MessageAttributeNames": ["none"]}));
    assert!(
        none.get("MessageAttributes").is_none() && none.get("MD5OfMessageAttributes").is_none()
    );
    let strange = json!({"QueueUrl": url(QUEUE), "MessageSystemAttributeNames": ["Colour"]});
    assert_eq!(code(cloud.ask("ReceiveMessage", strange)), "InvalidAttributeName");
}

/// SQS-5.5: in flight until its timeout ends.
#[test]
fn sqs_5_5_messages_come_back_after_their_timeout() {
    let mut cloud = Cloud::with_queue();
    cloud.send("x").unwrap();
    let first = cloud.receive().remove(0);
    assert_eq!(cloud.counts(QUEUE), [0, 1, 0]);
    cloud.advance(30 * SECOND - 1);
    assert_eq!(cloud.bodies(), Vec::<String>::new());
    cloud.advance(1);
    let second =
        cloud.receive_from(QUEUE, ReceiveMessageInput { visibility_timeout: Some(5), ..ten() });
    let second = second.unwrap().remove(0);
    assert_eq!(second.message_id, first.message_id);
    assert_ne!(second.receipt_handle, first.receipt_handle);
    cloud.advance(5 * SECOND);
    assert_eq!(cloud.counts(QUEUE), [1, 0, 0]);
}

/// SQS-5.4, SQS-1.8: short polls answer at once; an empty answer has no member.
#[test]
fn sqs_5_4_short_polls() {
    let mut cloud = Cloud::with_queue();
    let empty = cloud.ask("ReceiveMessage", json!({"QueueUrl": url(QUEUE)})).unwrap();
    assert_eq!(empty, json!({}));
    assert!(cloud.poll(0).unwrap().messages().is_empty());
    // The request's own wait goes before the queue's.
    cloud.set(QUEUE, &[("ReceiveMessageWaitTimeSeconds", "20")]).unwrap();
    assert!(cloud.poll(0).unwrap().messages().is_empty());
    let of_queue = ReceiveMessageInput { queue_url: url(QUEUE), ..ten() };
    let waits = cloud.poll_with(of_queue).unwrap().waits();
    assert_eq!(waits.until.since(cloud.now()).as_secs(), 20);
}

/// SQS-5.4, SQS-5.11: a long poll waits for a message, and no longer than it says.
#[test]
fn sqs_5_4_long_polls() {
    let mut cloud = Cloud::with_queue();
    cloud.send("there").unwrap();
    assert_eq!(cloud.poll(20).unwrap().messages().len(), 1);
    cloud.advance(60 * SECOND);
    let message = cloud.receive().remove(0);
    cloud.delete(&message).unwrap();

    let started = cloud.now();
    let waits = cloud.poll(20).unwrap().waits();
    assert_eq!(waits.until.since(started).as_secs(), 20);
    assert!(cloud.answered(waits.clone()).is_empty());
    assert_eq!(cloud.now().since(started).as_secs(), 20);
}

/// SQS-5.11: a waiting receiver is woken by a send, by the end of a delay, by the end of a timeout.
#[test]
fn sqs_5_11_what_wakes_a_receiver() {
    let mut cloud = Cloud::with_queue();
    let waits = cloud.poll(20).unwrap().waits();
    cloud.world.take_signals();
    cloud.advance(3 * SECOND);
    cloud.send("sent").unwrap();
    assert_eq!(cloud.world.take_signals(), [waits.signal.clone().unwrap()]);
    let message = cloud.look(&waits).unwrap().messages().remove(0);
    assert_eq!(message.body.as_deref(), Some("sent"));

    // In flight for 30 seconds from now: the next poll is longer than what is left after 15.
    cloud.advance(15 * SECOND);
    let waits = cloud.poll(20).unwrap().waits();
    assert_eq!(waits.until.since(cloud.now()).as_secs(), 15);
    let again = cloud.answered(waits).remove(0);
    assert_eq!(again.message_id, message.message_id);
    cloud.delete(&again).unwrap();

    let delayed = SendMessageInput {
        message_body: "delayed".into(),
        delay_seconds: Some(7),
        ..Default::default()
    };
    cloud.send_to(QUEUE, delayed).unwrap();
    let started = cloud.now();
    let waits = cloud.poll(20).unwrap().waits();
    assert_eq!(cloud.answered(waits)[0].body.as_deref(), Some("delayed"));
    assert_eq!(cloud.now().since(started).as_secs(), 7);
    // A receiver that gives a message back wakes others.
    let waits = cloud.poll(20).unwrap().waits();
    cloud.world.take_signals();
    cloud.advance(SECOND);
    let mut other = cloud.clone();
    other.advance(30 * SECOND);
    let message = other.receive().remove(0);
    other.change(&message, 0).unwrap();
    assert_eq!(other.world.take_signals(), [waits.signal.unwrap()]);
    assert_eq!(other.bodies(), ["delayed"]);
}

/// SQS-5.4: a wait that others used up goes on.
#[test]
fn sqs_5_4_a_woken_receiver_may_find_nothing() {
    let mut cloud = Cloud::with_queue();
    let started = cloud.now();
    let waits = cloud.poll(20).unwrap().waits();
    cloud.advance(5 * SECOND);
    cloud.send("for another").unwrap();
    let taken = cloud.receive().remove(0);
    let waits = cloud.look(&waits).unwrap().waits();
    cloud.delete(&taken).unwrap();
    assert!(cloud.answered(waits).is_empty());
    assert_eq!(cloud.now().since(started).as_secs(), 20);
    // A queue that is deleted meanwhile is gone for those who wait, too.
    let waits = cloud.poll(20).unwrap().waits();
    cloud.delete_queue(QUEUE).unwrap();
    assert_eq!(code(cloud.look(&waits).map(|_| ())), NO_QUEUE);
}

/// SQS-5.7, SQS-S2
#[test]
fn sqs_5_7_deleting() {
    let mut cloud = Cloud::with_queue();
    cloud.create("other", &[]).unwrap();
    cloud.send("x").unwrap();
    let first = cloud.receive().remove(0);
    cloud.advance(30 * SECOND);
    let second = cloud.receive().remove(0);
    // Deleting is idempotent, by the newest handle and after its timeout.
    cloud.advance(31 * SECOND);
    cloud.delete(&second).unwrap();
    assert_eq!(cloud.counts(QUEUE), [0, 0, 0]);
    cloud.delete(&second).unwrap();
    cloud.delete(&first).unwrap();
    // SQS-2.5: handles of other queues and what is none.
    let text = "The input receipt handle \"x\" is not a valid receipt handle.";
    assert_eq!(refusal(cloud.delete_by("x")), ("ReceiptHandleIsInvalid".into(), text.into()));
    let foreign = DeleteMessageInput {
        queue_url: url("other"),
        receipt_handle: second.receipt_handle.unwrap(),
    };
    assert_eq!(code(cloud.call::<operations::DeleteMessage>(foreign)), "ReceiptHandleIsInvalid");
}

/// SQS-5.7: a handle is good for 12 hours.
#[test]
fn sqs_5_7_handles_expire() {
    let mut cloud = Cloud::with_queue();
    cloud.send("x").unwrap();
    let message = cloud.receive().remove(0);
    cloud.advance(12 * HOUR + 1);
    let (code, text) = refusal(cloud.delete(&message));
    assert_eq!(code, "InvalidParameterValue");
    assert!(text.ends_with("Reason: The receipt handle has expired."), "{text}");
    assert_eq!(cloud.counts(QUEUE), [1, 0, 0]);
}

/// SQS-5.8, SQS-2.7
#[test]
fn sqs_5_8_messages_in_flight_have_a_limit() {
    let mut cloud = Cloud::with_queue();
    for _ in 0..12_001 {
        let entries = (0..10).map(|n| SendMessageBatchRequestEntry {
            id: n.to_string(),
            message_body: "x".into(),
            ..Default::default()
        });
        let input = SendMessageBatchInput { queue_url: url(QUEUE), entries: entries.collect() };
        cloud.call::<operations::SendMessageBatch>(input).unwrap();
    }
    for _ in 0..12_000 {
        let input = ReceiveMessageInput { visibility_timeout: Some(3_600), ..ten() };
        assert_eq!(cloud.receive_from(QUEUE, input).unwrap().len(), 10);
    }
    assert_eq!(cloud.counts(QUEUE), [10, 120_000, 0]);
    let refused = cloud.receive_from(QUEUE, ten()).unwrap_err();
    assert_eq!((refused.status(), refused.code()), (403, "OverLimit"));
    let waits = cloud.poll(1).unwrap().waits();
    assert!(cloud.answered(waits).is_empty());
}

/// SQS-5.9: too old is too old, in flight or not, and deleting it is no error.
#[test]
fn sqs_5_9_retention() {
    let mut cloud = Cloud::new();
    cloud.create(QUEUE, &[("MessageRetentionPeriod", "60")]).unwrap();
    cloud.send("in flight").unwrap();
    cloud.advance(40 * SECOND);
    cloud.send("later").unwrap();
    let received = cloud.receive();
    assert_eq!(received.len(), 2);
    cloud.advance(20 * SECOND - 1);
    assert_eq!(cloud.counts(QUEUE), [0, 2, 0]);
    cloud.advance(1);
    assert_eq!(cloud.counts(QUEUE), [0, 1, 0]);
    cloud.delete(&received[0]).unwrap();
    cloud.advance(40 * SECOND);
    assert_eq!(cloud.counts(QUEUE), [0, 0, 0]);
    // Four days unless the queue says otherwise.
    cloud.set(QUEUE, &[("MessageRetentionPeriod", "1209600")]).unwrap();
    cloud.send("long").unwrap();
    cloud.advance(14 * DAY - 1);
    assert_eq!(cloud.bodies(), ["long"]);
}

/// SQS-5.10: what nobody can process goes to the back.
#[test]
fn sqs_5_10_three_receives_to_the_back() {
    let mut cloud = Cloud::with_queue();
    for body in ["poison", "2", "3"] {
        cloud.send(body).unwrap();
    }
    let one = || ReceiveMessageInput { visibility_timeout: Some(0), ..Default::default() };
    let mut next = || cloud.receive_from(QUEUE, one()).unwrap().remove(0).body.unwrap();
    assert_eq!([next(), next(), next()], ["poison"; 3]);
    assert_eq!([next(), next(), next()], ["2"; 3]);
}
