//! Who may do what (SQS-9).

use crate::support::*;
use parhelion_iam::Iam;
use parhelion_policy::{Policy, Purpose};
use parhelion_world::Caller;
use parhelion_world::identity::{ACCOUNT, Document};
use serde_json::json;
use std::sync::Arc;

const OTHER: &str = "210987654321";

/// A user of an account who may do these actions on anything.
fn user(cloud: &mut Cloud, account: &str, actions: &[&str]) -> Caller {
    let (name, key) = (format!("ann{}", actions.len()), format!("AKIA{account}{}", actions.len()));
    let arn = format!("arn:aws:iam::{account}:user/{name}");
    cloud.with::<Iam, _>(|iam| {
        let directory = iam.directory_mut();
        directory.insert_user(account, &name, &key, "secret");
        if !actions.is_empty() {
            let mut held = (**directory.principal(&arn).unwrap()).clone();
            let statement = json!({"Effect": "Allow", "Action": actions, "Resource": "*"});
            let text = json!({"Version": "2012-10-17", "Statement": statement}).to_string();
            let policy = Arc::new(Policy::parse(&text, Purpose::Identity).unwrap());
            held.inline.insert("p".into(), Document { text: text.into(), policy });
            directory.put_principal(held);
        }
    });
    Caller::Principal { account: account.into(), arn: arn.into(), access_key: key.into() }
}

fn allow(cloud: &mut Cloud, effect: &str, principal: &str, action: &str) {
    let policy = json!({"Version": "2012-10-17", "Statement": {
        "Effect": effect, "Principal": {"AWS": principal}, "Action": action, "Resource": arn(QUEUE)}});
    cloud.set(QUEUE, &[("Policy", &policy.to_string())]).unwrap();
}

fn send(cloud: &Cloud, caller: &Caller) -> parhelion_wire::error::Result<()> {
    let input = json!({"QueueUrl": url(QUEUE), "MessageBody": "x"});
    cloud.clone().by(caller.clone()).ask("SendMessage", input).map(|_| ())
}

/// SQS-9.1: in the account either is enough; from others both must say so; a deny wins.
#[test]
fn sqs_9_1_identity_and_queue_policies() {
    let mut cloud = Cloud::with_queue();
    let own_without = user(&mut cloud, ACCOUNT, &[]);
    let own_with = user(&mut cloud, ACCOUNT, &["sqs:SendMessage"]);
    let other_without = user(&mut cloud, OTHER, &[]);
    let other_with = user(&mut cloud, OTHER, &["sqs:SendMessage"]);
    let may = |cloud: &Cloud| {
        [&own_without, &own_with, &other_without, &other_with, &Caller::Anonymous]
            .map(|caller| send(cloud, caller).is_ok())
    };
    assert_eq!(may(&cloud), [false, true, false, false, false]);
    allow(&mut cloud, "Allow", "*", "sqs:SendMessage");
    assert_eq!(may(&cloud), [true, true, false, true, true]);
    allow(&mut cloud, "Allow", OTHER, "SQS:Send*");
    assert_eq!(may(&cloud), [false, true, false, true, false]);
    allow(&mut cloud, "Deny", "*", "sqs:SendMessage");
    assert_eq!(may(&cloud), [false; 5]);
    let (code, text) = refusal(send(&cloud, &own_with));
    assert_eq!(code, "AccessDeniedException");
    assert!(text.contains("sqs:sendmessage on resource: arn:aws:sqs:us-east-1:123456789012:jobs"));
}

/// SQS-9.1: a batch needs what its entries do.
#[test]
fn sqs_9_1_batches_are_decided_as_their_entries() {
    let mut cloud = Cloud::with_queue();
    let ann = user(&mut cloud, ACCOUNT, &["sqs:SendMessage", "sqs:DeleteMessage"]);
    let mut cloud = cloud.by(ann);
    let entries =
        json!([{"Id": "a", "MessageBody": "x", "ReceiptHandle": "x", "VisibilityTimeout": 1}]);
    let input = json!({"QueueUrl": url(QUEUE), "Entries": entries});
    cloud.ask("SendMessageBatch", input.clone()).unwrap();
    cloud.ask("DeleteMessageBatch", input.clone()).unwrap();
    assert_eq!(code(cloud.ask("ChangeMessageVisibilityBatch", input)), "AccessDeniedException");
}

/// SQS-3.2.1: tags at creation need their own leave.
#[test]
fn sqs_3_2_1_tags_at_creation_need_leave() {
    let mut cloud = Cloud::new();
    let without = user(&mut cloud, ACCOUNT, &["sqs:CreateQueue"]);
    let with = user(&mut cloud, ACCOUNT, &["sqs:CreateQueue", "sqs:TagQueue"]);
    let plain = json!({"QueueName": "a"});
    let tagged = json!({"QueueName": "b", "tags": {"a": "1"}});
    let mut cloud = cloud.by(without);
    cloud.ask("CreateQueue", plain).unwrap();
    assert_eq!(code(cloud.ask("CreateQueue", tagged.clone())), "AccessDeniedException");
    cloud.by(with).ask("CreateQueue", tagged).unwrap();
}

/// SQS-9.2: some things are never done to other accounts' queues.
#[test]
fn sqs_9_2_never_across_accounts() {
    let mut cloud = Cloud::with_queue();
    allow(&mut cloud, "Allow", OTHER, "sqs:*");
    let caller = user(&mut cloud, OTHER, &["sqs:*"]);
    let mut cloud = cloud.by(caller);
    let queue = url(QUEUE);
    for (operation, input) in [
        (
            "AddPermission",
            json!({"QueueUrl": queue, "Label": "a", "AWSAccountIds": [OTHER],
                                 "Actions": ["*"]}),
        ),
        ("DeleteQueue", json!({"QueueUrl": queue})),
        ("ListQueueTags", json!({"QueueUrl": queue})),
        ("RemovePermission", json!({"QueueUrl": queue, "Label": "a"})),
        ("SetQueueAttributes", json!({"QueueUrl": queue, "Attributes": {"DelaySeconds": "1"}})),
        ("TagQueue", json!({"QueueUrl": queue, "Tags": {"a": "1"}})),
        ("UntagQueue", json!({"QueueUrl": queue, "TagKeys": ["a"]})),
    ] {
        let refused = cloud.ask(operation, input).unwrap_err();
        assert_eq!((refused.status(), refused.code()), (403, "AccessDenied"), "{operation}");
        assert_eq!(refused.message(), format!("Access to the resource {queue} is denied."));
    }
    for (operation, input) in [
        ("SendMessage", json!({"QueueUrl": queue, "MessageBody": "x"})),
        ("ReceiveMessage", json!({"QueueUrl": queue})),
        ("GetQueueAttributes", json!({"QueueUrl": queue, "AttributeNames": ["All"]})),
        ("GetQueueUrl", json!({"QueueName": QUEUE, "QueueOwnerAWSAccountId": ACCOUNT})),
        ("PurgeQueue", json!({"QueueUrl": queue})),
        ("ListDeadLetterSourceQueues", json!({"QueueUrl": queue})),
    ] {
        cloud.ask(operation, input).unwrap();
    }
    // Its own queue of the same name is another one.
    cloud.ask("CreateQueue", json!({"QueueName": QUEUE})).unwrap();
    let listed = cloud.ask("ListQueues", json!({})).unwrap();
    assert_eq!(
        listed["QueueUrls"],
        json!([format!("https://sqs.us-east-1.amazonaws.com/{OTHER}/jobs")])
    );
}

/// SQS-5.2: who sent a message.
#[test]
fn sqs_5_2_sender_ids() {
    let mut cloud = Cloud::with_queue();
    let ann = user(&mut cloud, ACCOUNT, &["sqs:*"]);
    let root = cloud.caller.clone();
    for (caller, expected) in [(root, ACCOUNT), (ann, "AIDA0000000000000ANN1")] {
        let mut cloud = cloud.clone().by(caller);
        cloud.send("x").unwrap();
        let input = json!({"QueueUrl": url(QUEUE), "AttributeNames": ["SenderId"]});
        let received = cloud.ask("ReceiveMessage", input).unwrap();
        assert_eq!(received["Messages"][0]["Attributes"]["SenderId"], expected);
    }
}
