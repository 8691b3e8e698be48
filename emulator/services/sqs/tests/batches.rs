//! Ten at once (SQS-4.7, SQS-2.8).

use crate::support::*;
use parhelion_sqs::model::*;
use serde_json::json;

fn entry(id: &str, body: &str) -> SendMessageBatchRequestEntry {
    SendMessageBatchRequestEntry { id: id.into(), message_body: body.into(), ..Default::default() }
}

fn send(
    cloud: &mut Cloud,
    entries: Vec<SendMessageBatchRequestEntry>,
) -> parhelion_wire::error::Result<SendMessageBatchOutput> {
    let input = SendMessageBatchInput { queue_url: url(QUEUE), entries };
    cloud.call::<operations::SendMessageBatch>(input)
}

/// SQS-2.8: what fails the whole call, in each of the three operations.
#[test]
fn sqs_2_8_whole_batches_are_refused() {
    let mut cloud = Cloud::with_queue();
    let length = "It can be at most 80 letters long.";
    for (operation, kind) in [
        ("SendMessageBatch", "SendMessageBatchRequestEntry"),
        ("DeleteMessageBatch", "DeleteMessageBatchRequestEntry"),
        ("ChangeMessageVisibilityBatch", "ChangeMessageVisibilityBatchRequestEntry"),
    ] {
        let mut ask = |ids: &[&str]| {
            let entry = |id: &&str| json!({"Id": id, "MessageBody": "x", "ReceiptHandle": "x", "VisibilityTimeout": 1});
            let entries: Vec<_> = ids.iter().map(entry).collect();
            refusal(cloud.ask(operation, json!({"QueueUrl": url(QUEUE), "Entries": entries})))
        };
        let prefixed = |code: &str| format!("AWS.SimpleQueueService.{code}");
        let text = format!("There should be at least one {kind} in the request.");
        assert_eq!(ask(&[]), (prefixed("EmptyBatchRequest"), text));
        let eleven: Vec<String> = (0..11).map(|n| n.to_string()).collect();
        let eleven: Vec<&str> = eleven.iter().map(String::as_str).collect();
        let text = "Maximum number of entries per request are 10. You have sent 11.".to_owned();
        assert_eq!(ask(&eleven), (prefixed("TooManyEntriesInBatchRequest"), text));
        let text = "Id a repeated.".to_owned();
        assert_eq!(ask(&["a", "b", "a"]), (prefixed("BatchEntryIdsNotDistinct"), text));
        for strange in ["", "a b", "é", &"x".repeat(81)] {
            let (code, text) = ask(&[strange]);
            assert_eq!(code, prefixed("InvalidBatchEntryId"));
            assert!(text.ends_with(length), "{text}");
        }
    }
    assert_eq!(cloud.counts(QUEUE), [0, 0, 0]);
}

/// SQS-4.2, SQS-S14: the sum counts, and so does a single entry.
#[test]
fn sqs_s14_the_sum_of_a_batch_counts() {
    let mut cloud = Cloud::with_queue();
    let sized = |sizes: &[usize]| {
        let entries = sizes.iter().enumerate();
        entries.map(|(n, size)| entry(&n.to_string(), &"x".repeat(*size))).collect::<Vec<_>>()
    };
    send(&mut cloud, sized(&[524_288, 524_288])).unwrap();
    send(&mut cloud, sized(&[1_048_576])).unwrap();
    for (sizes, sum) in [(vec![105_000; 10], 1_050_000), (vec![1_048_577], 1_048_577)] {
        let refused = refusal(send(&mut cloud, sized(&sizes)));
        let text = format!(
            "Batch requests cannot be longer than 1048576 bytes. You have sent {sum} bytes."
        );
        assert_eq!(refused, ("AWS.SimpleQueueService.BatchRequestTooLong".to_owned(), text));
    }
    assert_eq!(cloud.counts(QUEUE), [3, 0, 0]);
}

/// SQS-4.7, SQS-S1: entries fail one by one, and what was sent is what succeeded and what failed.
#[test]
fn sqs_4_7_entries_fail_one_by_one() {
    let mut cloud = Cloud::with_queue();
    let late = SendMessageBatchRequestEntry { delay_seconds: Some(901), ..entry("late", "x") };
    let output =
        send(&mut cloud, vec![entry("a", "1"), late, entry("b", ""), entry("c", "3")]).unwrap();
    let successful = output.successful.unwrap();
    let ids: Vec<&str> = successful.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["a", "c"]);
    let failed = output.failed.unwrap();
    let failed: Vec<(&str, &str, bool)> =
        failed.iter().map(|it| (it.id.as_str(), it.code.as_str(), it.sender_fault)).collect();
    let expected = [("late", "InvalidParameterValue", true), ("b", "MissingParameter", true)];
    assert_eq!(failed, expected);
    assert_eq!(cloud.bodies(), ["1", "3"]);
}

/// SQS-4.7: deleting and hiding ten at once.
#[test]
fn sqs_4_7_deleting_and_hiding() {
    let mut cloud = Cloud::with_queue();
    send(&mut cloud, vec![entry("a", "1"), entry("b", "2")]).unwrap();
    let messages = cloud.receive();
    let handle = |n: usize| messages[n].receipt_handle.clone().unwrap();
    let shown =
        |id: &str, handle: String, timeout: Option<i32>| ChangeMessageVisibilityBatchRequestEntry {
            id: id.into(),
            receipt_handle: handle,
            visibility_timeout: timeout,
        };
    let input = ChangeMessageVisibilityBatchInput {
        queue_url: url(QUEUE),
        entries: vec![
            shown("a", handle(0), Some(0)),
            shown("b", handle(1), Some(43_200)),
            shown("c", "none".into(), Some(1)),
            shown("d", handle(1), None),
        ],
    };
    let output = cloud.call::<operations::ChangeMessageVisibilityBatch>(input).unwrap();
    assert_eq!(output.successful.unwrap().len(), 1);
    let failed = output.failed.unwrap();
    let failed: Vec<&str> = failed.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(failed, ["InvalidParameterValue", "ReceiptHandleIsInvalid", "MissingParameter"]);
    assert_eq!(cloud.counts(QUEUE), [1, 1, 0]);
    let delete = |id: &str, handle: String| DeleteMessageBatchRequestEntry {
        id: id.into(),
        receipt_handle: handle,
    };
    let input = DeleteMessageBatchInput {
        queue_url: url(QUEUE),
        entries: vec![delete("a", handle(0)), delete("b", handle(1)), delete("c", "none".into())],
    };
    let output = cloud.call::<operations::DeleteMessageBatch>(input).unwrap();
    assert_eq!(output.successful.unwrap().len(), 2);
    assert_eq!(output.failed.unwrap()[0].code, "ReceiptHandleIsInvalid");
    assert_eq!(cloud.counts(QUEUE), [0, 0, 0]);
}
