//! Queues come and go (SQS-3.2).

use crate::support::*;
use parhelion_sqs::model::*;
use parhelion_world::identity::ACCOUNT;
use serde_json::json;

/// SQS-1.6, SQS-2.3, SQS-3.2.1, SQS-S15: the same queue again is no second one; another is refused.
#[test]
fn sqs_3_2_1_creating_is_idempotent() {
    let mut cloud = Cloud::new();
    let made = cloud.create(QUEUE, &[("DelaySeconds", "5")]).unwrap();
    assert_eq!(made, url(QUEUE));
    for same in [&[][..], &[("DelaySeconds", "5")], &[("DelaySeconds", "05")]] {
        assert_eq!(cloud.create(QUEUE, same).unwrap(), made);
    }
    let text = "A queue already exists with the same name and a different value for attribute \
                VisibilityTimeout";
    let other = [("DelaySeconds", "5"), ("VisibilityTimeout", "31")];
    let refused = refusal(cloud.create(QUEUE, &other));
    assert_eq!(refused, ("QueueAlreadyExists".to_owned(), text.to_owned()));
    // The default counts as given.
    assert_eq!(cloud.create(QUEUE, &[("VisibilityTimeout", "30")]).unwrap(), made);
}

/// SQS-3.2.1, SQS-2.12
#[test]
fn sqs_3_2_1_names() {
    let mut cloud = Cloud::new();
    cloud.create(&"x".repeat(80), &[]).unwrap();
    let text = "Value a.b for parameter QueueName is invalid. Reason: Can only include alphanumeric \
                characters, hyphens, or underscores. 1 to 80 in length";
    let refused = refusal(cloud.create("a.b", &[]));
    assert_eq!(refused, ("InvalidParameterValue".to_owned(), text.to_owned()));
    for name in ["", "a b", "é", &"x".repeat(81), "q.fifo"] {
        assert_eq!(code(cloud.create(name, &[])), "InvalidParameterValue", "{name}");
    }
    // Names are case-sensitive.
    cloud.create("Jobs", &[]).unwrap();
    cloud.create("jobs", &[]).unwrap();
    assert_eq!(cloud.list("J"), ["Jobs"]);
}

/// FIFO queues are not there yet, and are never standard ones in disguise (SQS-6).
#[test]
fn sqs_6_fifo_queues_are_not_implemented() {
    let mut cloud = Cloud::new();
    let refused = cloud.create("q.fifo", &[("FifoQueue", "true")]).unwrap_err();
    assert_eq!((refused.status(), refused.code()), (501, "NotImplemented"));
    let text = "The name of a FIFO queue can only include alphanumeric characters, hyphens, or \
                underscores, must end with .fifo suffix and be 1 to 80 in length.";
    assert_eq!(refusal(cloud.create("q", &[("FifoQueue", "true")])).1, text);
    assert_eq!(
        refusal(cloud.create("q", &[("FifoQueue", "false")])).1,
        "Unknown Attribute FifoQueue."
    );
    assert_eq!(cloud.list(""), Vec::<String>::new());
}

/// SQS-3.2.2
#[test]
fn sqs_3_2_2_urls_are_found_by_name_and_owner() {
    let mut cloud = Cloud::with_queue();
    let mut find = |name: &str, owner: Option<&str>| {
        let input = GetQueueUrlInput {
            queue_name: name.into(),
            queue_owner_aws_account_id: owner.map(Into::into),
        };
        cloud.call::<operations::GetQueueUrl>(input).map(|found| found.queue_url.unwrap())
    };
    assert_eq!(find(QUEUE, None).unwrap(), url(QUEUE));
    assert_eq!(find(QUEUE, Some(ACCOUNT)).unwrap(), url(QUEUE));
    let missing = refusal(find("other", None));
    assert_eq!(missing, (NO_QUEUE.into(), "The specified queue does not exist.".into()));
    assert_eq!(code(find(QUEUE, Some("210987654321"))), NO_QUEUE);
}

/// SQS-1.5, SQS-2.10: a server's clients get URLs that lead back to it, and any host will do.
#[test]
fn sqs_1_5_urls_have_the_host_that_was_asked() {
    let mut cloud = Cloud::new();
    cloud.request.headers.insert("host", "127.0.0.1:4566".parse().unwrap());
    let made = cloud.create(QUEUE, &[]).unwrap();
    assert_eq!(made, format!("http://127.0.0.1:4566/{ACCOUNT}/{QUEUE}"));
    cloud.request.headers.insert("x-forwarded-proto", "https".parse().unwrap());
    assert_eq!(cloud.create(QUEUE, &[]).unwrap(), made.replace("http:", "https:"));
    cloud.request.headers.insert("host", "sqs.us-east-1.amazonaws.com".parse().unwrap());
    assert_eq!(cloud.create(QUEUE, &[]).unwrap(), url(QUEUE));
    for url in [made, format!("https://queue.amazonaws.com/{ACCOUNT}/{QUEUE}")] {
        let input = json!({"QueueUrl": url, "MessageBody": "x"});
        cloud.ask("SendMessage", input).unwrap();
    }
    let (code, text) =
        refusal(cloud.ask("SendMessage", json!({"QueueUrl": "x", "MessageBody": "x"})));
    assert_eq!(code, "InvalidAddress");
    assert_eq!(text, "The address x is not valid for this endpoint.");
}

/// SQS-1.5: in awsQuery the path may name the queue.
#[test]
fn sqs_1_5_the_path_names_the_queue() {
    let mut cloud = Cloud::with_queue();
    cloud.request.uri = format!("/{ACCOUNT}/{QUEUE}").parse().unwrap();
    cloud.ask("SendMessage", json!({"MessageBody": "x"})).unwrap();
    assert_eq!(cloud.counts(QUEUE), [1, 0, 0]);
    cloud.request.uri = "/".parse().unwrap();
    let refused = refusal(cloud.ask("SendMessage", json!({"MessageBody": "x"})));
    let text = "The request must contain the parameter QueueUrl.";
    assert_eq!(refused, ("MissingParameter".to_owned(), text.to_owned()));
}

/// SQS-3.2.3
#[test]
fn sqs_3_2_3_listings_have_pages_only_where_asked() {
    let mut cloud = Cloud::new();
    assert_eq!(cloud.ask("ListQueues", json!({})).unwrap(), json!({}));
    for n in 0..1_005 {
        cloud.create(&format!("q{n:04}"), &[]).unwrap();
    }
    cloud.create("other", &[]).unwrap();
    let all = cloud.call::<operations::ListQueues>(Default::default()).unwrap();
    assert_eq!((all.queue_urls.unwrap().len(), all.next_token), (1_000, None));
    let mut seen = Vec::new();
    let mut token = None;
    loop {
        let page = cloud.call::<operations::ListQueues>(ListQueuesInput {
            queue_name_prefix: Some("q".into()),
            next_token: token,
            max_results: Some(500),
        });
        let page = page.unwrap();
        seen.extend(page.queue_urls.unwrap());
        token = page.next_token;
        if token.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 1_005);
    assert!(seen.is_sorted());
    for strange in [0, 1_001] {
        assert_eq!(
            code(cloud.ask("ListQueues", json!({"MaxResults": strange}))),
            "InvalidParameterValue"
        );
    }
    assert_eq!(code(cloud.ask("ListQueues", json!({"NextToken": "?"}))), "InvalidParameterValue");
}

/// SQS-3.2.5, SQS-2.2, SQS-S9: a name is blocked for 60 seconds.
#[test]
fn sqs_3_2_5_a_deleted_name_is_blocked_for_a_minute() {
    let mut cloud = Cloud::with_queue();
    cloud.send("left behind").unwrap();
    cloud.delete_queue(QUEUE).unwrap();
    assert_eq!(code(cloud.delete_queue(QUEUE)), NO_QUEUE);
    assert_eq!(code(cloud.send("x")), NO_QUEUE);
    cloud.advance(60 * SECOND - 1);
    let text = "You must wait 60 seconds after deleting a queue before you can create another with \
                the same name.";
    let refused = refusal(cloud.create(QUEUE, &[]));
    assert_eq!(
        refused,
        ("AWS.SimpleQueueService.QueueDeletedRecently".to_owned(), text.to_owned())
    );
    cloud.advance(1);
    cloud.create(QUEUE, &[("DelaySeconds", "1")]).unwrap();
    assert_eq!(cloud.bodies(), Vec::<String>::new());
}

/// SQS-3.2.6, SQS-2.4, SQS-S10
#[test]
fn sqs_3_2_6_purging_takes_everything_and_needs_a_pause() {
    let mut cloud = Cloud::with_queue();
    cloud.send("in flight").unwrap();
    let received = cloud.receive();
    cloud.send("visible").unwrap();
    let delayed = SendMessageInput { delay_seconds: Some(9), ..body("delayed") };
    cloud.send_to(QUEUE, delayed).unwrap();
    assert_eq!(cloud.counts(QUEUE), [1, 1, 1]);
    cloud.purge().unwrap();
    assert_eq!(cloud.counts(QUEUE), [0, 0, 0]);
    cloud.delete(&received[0]).unwrap();
    cloud.send("after").unwrap();
    cloud.advance(59 * SECOND);
    let refused = cloud.purge().unwrap_err();
    assert_eq!(
        (refused.status(), refused.code(), refused.message()),
        (
            403,
            "AWS.SimpleQueueService.PurgeQueueInProgress",
            "Only one PurgeQueue operation on jobs is allowed every 60 seconds."
        )
    );
    assert_eq!(cloud.bodies(), ["after"]);
    cloud.advance(SECOND);
    cloud.purge().unwrap();
    assert_eq!(cloud.counts(QUEUE), [0, 0, 0]);
}

/// SQS-3.2.7
#[test]
fn sqs_3_2_7_tags() {
    let mut cloud = Cloud::with_queue();
    let queue = url(QUEUE);
    assert_eq!(cloud.ask("ListQueueTags", json!({"QueueUrl": queue})).unwrap(), json!({}));
    let tags = json!({"QueueUrl": queue, "Tags": {"a": "1", "A": "2", "b": "3"}});
    cloud.ask("TagQueue", tags).unwrap();
    cloud.ask("TagQueue", json!({"QueueUrl": queue, "Tags": {"a": "4"}})).unwrap();
    cloud.ask("UntagQueue", json!({"QueueUrl": queue, "TagKeys": ["b", "c"]})).unwrap();
    let shown = cloud.ask("ListQueueTags", json!({"QueueUrl": queue})).unwrap();
    assert_eq!(shown, json!({"Tags": {"a": "4", "A": "2"}}));
    let many: serde_json::Map<_, _> = (0..49).map(|n| (format!("k{n}"), json!(""))).collect();
    let refused = cloud.ask("TagQueue", json!({"QueueUrl": queue, "Tags": many}));
    assert_eq!(code(refused), "InvalidParameterValue");
    let made = json!({"QueueName": "tagged", "tags": {"team": "x"}});
    cloud.ask("CreateQueue", made).unwrap();
    let shown = cloud.ask("ListQueueTags", json!({"QueueUrl": url("tagged")})).unwrap();
    assert_eq!(shown, json!({"Tags": {"team": "x"}}));
}

/// What is not implemented says so (SQS-7.5).
#[test]
fn move_tasks_are_not_implemented() {
    let mut cloud = Cloud::with_queue();
    for (operation, input) in [
        ("StartMessageMoveTask", json!({"SourceArn": arn(QUEUE)})),
        ("ListMessageMoveTasks", json!({"SourceArn": arn(QUEUE)})),
        ("CancelMessageMoveTask", json!({"TaskHandle": "x"})),
    ] {
        assert_eq!(cloud.ask(operation, input).unwrap_err().status(), 501, "{operation}");
    }
}

fn body(text: &str) -> SendMessageInput {
    SendMessageInput { message_body: text.into(), ..Default::default() }
}
