//! Visibility timeouts that change (SQS-5.6).

use crate::support::*;

const GONE: &str =
    "Reason: Message does not exist or is not available for visibility timeout change.";

/// SQS-5.6: the time left counts from now, and nought gives the message back.
#[test]
fn sqs_5_6_the_timeout_counts_from_now() {
    let mut cloud = Cloud::with_queue();
    cloud.send("x").unwrap();
    let message = cloud.receive().remove(0);
    cloud.advance(20 * SECOND);
    cloud.change(&message, 30).unwrap();
    cloud.advance(30 * SECOND - 1);
    assert_eq!(cloud.counts(QUEUE), [0, 1, 0]);
    cloud.advance(1);
    assert_eq!(cloud.counts(QUEUE), [1, 0, 0]);
    let message = cloud.receive().remove(0);
    cloud.change(&message, 0).unwrap();
    assert_eq!(cloud.bodies(), ["x"]);
}

/// SQS-5.6, SQS-S18: twelve hours from the receive, all in all.
#[test]
fn sqs_s18_twelve_hours_from_the_receive() {
    let mut cloud = Cloud::with_queue();
    cloud.send("x").unwrap();
    let message = cloud.receive().remove(0);
    let text = "Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total \
                VisibilityTimeout for the message is beyond the limit [43200 seconds].";
    let refused = refusal(cloud.change(&message, 43_200));
    assert_eq!(refused, ("InvalidParameterValue".into(), text.into()));
    cloud.change(&message, 43_199).unwrap();
    cloud.advance(10 * HOUR);
    assert!(cloud.change(&message, 7_200).is_err());
    cloud.change(&message, 7_199).unwrap();
    for bad in [-1, 43_201] {
        let text = format!(
            "Value {bad} for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and \
             43200."
        );
        assert_eq!(refusal(cloud.change(&message, bad)).1, text);
    }
}

/// SQS-5.6: only what is in flight, and only by its own receive's handle.
#[test]
fn sqs_5_6_only_what_is_in_flight() {
    let mut cloud = Cloud::with_queue();
    cloud.send("x").unwrap();
    let first = cloud.receive().remove(0);
    cloud.advance(30 * SECOND);
    let refused = |cloud: &mut Cloud, message| {
        let (code, text) = refusal(cloud.change(message, 5));
        assert_eq!(code, "InvalidParameterValue");
        assert!(text.ends_with(GONE), "{text}");
    };
    refused(&mut cloud, &first);
    let second = cloud.receive().remove(0);
    refused(&mut cloud, &first);
    cloud.change(&second, 5).unwrap();
    cloud.delete(&second).unwrap();
    refused(&mut cloud, &second);
    let strange =
        parhelion_sqs::model::Message { receipt_handle: Some("x".into()), ..Default::default() };
    assert_eq!(code(cloud.change(&strange, 5)), "ReceiptHandleIsInvalid");
}
