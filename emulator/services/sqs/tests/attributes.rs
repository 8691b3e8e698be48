//! A queue's attributes (SQS-3.1, SQS-3.2.4).

use crate::support::*;
use parhelion_sqs::model::*;
use serde_json::json;

/// SQS-3.1: defaults.
#[test]
fn sqs_3_1_defaults() {
    let mut cloud = Cloud::with_queue();
    let now = cloud.now().secs().to_string();
    let expected = texts(&[
        ("ApproximateNumberOfMessages", "0"),
        ("ApproximateNumberOfMessagesDelayed", "0"),
        ("ApproximateNumberOfMessagesNotVisible", "0"),
        ("CreatedTimestamp", &now),
        ("DelaySeconds", "0"),
        ("LastModifiedTimestamp", &now),
        ("MaximumMessageSize", "1048576"),
        ("MessageRetentionPeriod", "345600"),
        ("QueueArn", &arn(QUEUE)),
        ("ReceiveMessageWaitTimeSeconds", "0"),
        ("SqsManagedSseEnabled", "true"),
        ("VisibilityTimeout", "30"),
    ]);
    assert_eq!(cloud.attributes(QUEUE, &["All"]), expected);
}

/// SQS-3.2.4: nothing asked, nothing shown; what is set merges.
#[test]
fn sqs_3_2_4_get_and_set() {
    let mut cloud = Cloud::with_queue();
    let created = cloud.now().secs().to_string();
    let none = cloud.ask("GetQueueAttributes", json!({"QueueUrl": url(QUEUE)})).unwrap();
    assert_eq!(none, json!({}));
    cloud.advance(5 * SECOND);
    cloud.set(QUEUE, &[("DelaySeconds", "7"), ("VisibilityTimeout", "0")]).unwrap();
    cloud.set(QUEUE, &[("VisibilityTimeout", "43200")]).unwrap();
    let shown = cloud.attributes(QUEUE, &["DelaySeconds", "VisibilityTimeout", "FifoQueue"]);
    assert_eq!(shown, texts(&[("DelaySeconds", "7"), ("VisibilityTimeout", "43200")]));
    assert_eq!(cloud.attribute(QUEUE, "CreatedTimestamp").unwrap(), created);
    let modified = cloud.attribute(QUEUE, "LastModifiedTimestamp").unwrap();
    assert_eq!(modified, cloud.now().secs().to_string());
    let strange = json!({"QueueUrl": url(QUEUE), "AttributeNames": ["Colour"]});
    let refused = refusal(cloud.ask("GetQueueAttributes", strange));
    assert_eq!(refused, ("InvalidAttributeName".into(), "Unknown Attribute Colour.".into()));
}

/// SQS-3.1, SQS-2.9: bounds.
#[test]
fn sqs_3_1_bounds() {
    let mut cloud = Cloud::with_queue();
    for (name, least, most) in [
        ("DelaySeconds", 0_i64, 900_i64),
        ("MaximumMessageSize", 1_024, 1_048_576),
        ("MessageRetentionPeriod", 60, 1_209_600),
        ("ReceiveMessageWaitTimeSeconds", 0, 20),
        ("VisibilityTimeout", 0, 43_200),
        ("KmsDataKeyReusePeriodSeconds", 60, 86_400),
    ] {
        for good in [least, most] {
            cloud.set(QUEUE, &[(name, &good.to_string())]).unwrap();
        }
        for bad in [(least - 1).to_string(), (most + 1).to_string(), "x".into(), String::new()] {
            let refused = refusal(cloud.set(QUEUE, &[(name, &bad)]));
            let text = format!("Invalid value for the parameter {name}.");
            assert_eq!(refused, ("InvalidAttributeValue".to_owned(), text), "{bad}");
            assert_eq!(code(cloud.create("q", &[(name, &bad)])), "InvalidAttributeValue");
        }
    }
    for bad in ["TRUE", "1", ""] {
        let refused = cloud.set(QUEUE, &[("SqsManagedSseEnabled", bad)]);
        assert_eq!(code(refused), "InvalidAttributeValue");
    }
}

/// SQS-3.1: what AWS computes and what FIFO queues have cannot be set.
#[test]
fn sqs_3_1_names() {
    let mut cloud = Cloud::with_queue();
    for name in [
        "QueueArn",
        "CreatedTimestamp",
        "ApproximateNumberOfMessages",
        "ContentBasedDeduplication",
        "DeduplicationScope",
        "FifoThroughputLimit",
        "Colour",
        "All",
    ] {
        let refused = refusal(cloud.set(QUEUE, &[(name, "true")]));
        let text = format!("Unknown Attribute {name}.");
        assert_eq!(refused, ("InvalidAttributeName".to_owned(), text));
    }
    // Nothing of a refused call takes effect.
    let refused = cloud.set(QUEUE, &[("DelaySeconds", "9"), ("VisibilityTimeout", "x")]);
    assert_eq!(code(refused), "InvalidAttributeValue");
    assert_eq!(cloud.attribute(QUEUE, "DelaySeconds").unwrap(), "0");
}

/// SQS-3.1, SQS-8: one kind of encryption at a time.
#[test]
fn sqs_3_1_encryption() {
    let mut cloud = Cloud::with_queue();
    let both = [("KmsMasterKeyId", "alias/aws/sqs"), ("SqsManagedSseEnabled", "true")];
    assert_eq!(code(cloud.set(QUEUE, &both)), "InvalidAttributeValue");
    cloud.set(QUEUE, &both[..1]).unwrap();
    let names = ["KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds", "SqsManagedSseEnabled"];
    let kms = [
        ("KmsMasterKeyId", "alias/aws/sqs"),
        ("KmsDataKeyReusePeriodSeconds", "300"),
        ("SqsManagedSseEnabled", "false"),
    ];
    assert_eq!(cloud.attributes(QUEUE, &names), texts(&kms));
    cloud.set(QUEUE, &[("KmsMasterKeyId", "")]).unwrap();
    assert_eq!(cloud.attributes(QUEUE, &names), texts(&[("SqsManagedSseEnabled", "false")]));
    cloud.set(QUEUE, &both[..1]).unwrap();
    cloud.set(QUEUE, &both[1..]).unwrap();
    assert_eq!(cloud.attributes(QUEUE, &names), texts(&[("SqsManagedSseEnabled", "true")]));
}

/// SQS-3.1, SQS-S16: a standard queue's delay is for messages to come, its retention for all.
#[test]
fn sqs_s16_which_changes_touch_messages_that_are_there() {
    let mut cloud = Cloud::new();
    cloud.create(QUEUE, &[("DelaySeconds", "10")]).unwrap();
    cloud.send("delayed").unwrap();
    cloud.set(QUEUE, &[("DelaySeconds", "0")]).unwrap();
    cloud.send("at once").unwrap();
    assert_eq!(cloud.bodies(), ["at once"]);
    cloud.advance(10 * SECOND);
    assert_eq!(cloud.bodies(), ["delayed"]);
    cloud.set(QUEUE, &[("MessageRetentionPeriod", "60")]).unwrap();
    cloud.advance(50 * SECOND - 1);
    assert_eq!(cloud.bodies().len(), 2);
    cloud.advance(1);
    assert_eq!(cloud.counts(QUEUE), [0, 0, 0]);
}

/// SQS-9.3, SQS-9.4, SQS-2.9
#[test]
fn sqs_9_3_policies_have_limits() {
    let mut cloud = Cloud::with_queue();
    let statement = |resource: &str, actions: usize, principals: usize, conditions: usize| {
        let actions = vec!["sqs:SendMessage"; actions];
        let principals = vec!["123456789012"; principals];
        let conditions: serde_json::Map<_, _> =
            (0..conditions).map(|n| (format!("aws:PrincipalTag/{n}"), json!("x"))).collect();
        json!({"Effect": "Allow", "Principal": {"AWS": principals}, "Action": actions,
               "Resource": resource, "Condition": {"StringEquals": conditions}})
    };
    let policy = |statements: Vec<serde_json::Value>| {
        json!({"Version": "2012-10-17", "Statement": statements}).to_string()
    };
    let own = arn(QUEUE);
    let fine = || statement(&own, 1, 1, 0);
    let good = [
        policy(vec![statement(&own, 7, 50, 10)]),
        policy(vec![statement("*", 1, 1, 0)]),
        policy(vec![fine(); 20]),
    ];
    for good in good {
        cloud.set(QUEUE, &[("Policy", &good)]).unwrap();
        assert_eq!(cloud.attribute(QUEUE, "Policy"), Some(good));
    }
    let bad = [
        "x".to_owned(),
        "{}".to_owned(),
        policy(vec![fine(); 21]),
        policy(vec![statement(&own, 1, 51, 0)]),
        policy(vec![statement(&own, 1, 1, 11)]),
        policy(vec![statement(&arn("other"), 1, 1, 0)]),
        policy(vec![fine()]) + &" ".repeat(8_192),
    ];
    for bad in bad {
        let refused = refusal(cloud.set(QUEUE, &[("Policy", &bad)]));
        let text = "Invalid value for the parameter Policy.";
        assert_eq!(refused, ("InvalidAttributeValue".into(), text.into()), "{bad}");
    }
    let refused = refusal(cloud.set(QUEUE, &[("Policy", &policy(vec![statement(&own, 8, 1, 0)]))]));
    let text = "8 Actions were found, maximum allowed is 7.";
    assert_eq!(refused, ("OverLimit".into(), text.into()));
    cloud.set(QUEUE, &[("Policy", "")]).unwrap();
    assert_eq!(cloud.attribute(QUEUE, "Policy"), None);
}

/// A queue's policy is about what can be done with queues:
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-creating-custom-policies.html>
#[test]
fn sqs_9_3_policies_are_about_queues() {
    let mut cloud = Cloud::with_queue();
    let mut set = |element: &str, action: serde_json::Value| {
        let statement = json!({"Effect": "Deny", "Principal": "*", element: action,
            "Resource": arn(QUEUE)});
        let policy = json!({"Version": "2012-10-17", "Statement": [statement]}).to_string();
        cloud.set(QUEUE, &[("Policy", &policy)])
    };
    for action in ["sqs:SendMessage", "SQS:*", "Sqs:Send*", "*"] {
        set("Action", json!(action)).unwrap();
        set("NotAction", json!(action)).unwrap();
    }
    for action in ["s3:GetObject", "sns:*", "SendMessage", "s*:SendMessage", "*:SendMessage"] {
        for element in ["Action", "NotAction"] {
            let refused = refusal(set(element, json!(["sqs:SendMessage", action])));
            let text = "Invalid value for the parameter Policy.";
            assert_eq!(refused, ("InvalidAttributeValue".into(), text.into()), "{action}");
        }
    }
}

/// SQS-2.12: the model's constraints in SQS's words.
#[test]
fn sqs_2_12_missing_parameters() {
    let mut cloud = Cloud::with_queue();
    let queue = url(QUEUE);
    for (operation, input, name) in [
        ("SetQueueAttributes", json!({"QueueUrl": queue}), "Attributes"),
        ("SendMessage", json!({"QueueUrl": queue}), "MessageBody"),
        ("SendMessage", json!({"QueueUrl": queue, "MessageBody": ""}), "MessageBody"),
        (
            "ChangeMessageVisibility",
            json!({"QueueUrl": queue, "ReceiptHandle": "x"}),
            "VisibilityTimeout",
        ),
        ("CreateQueue", json!({}), "QueueName"),
        (
            "SendMessageBatch",
            json!({"QueueUrl": queue, "Entries": [{"Id": "a", "MessageBody": "x"}, {"Id": "b"}]}),
            "SendMessageBatchRequestEntry.2.MessageBody",
        ),
    ] {
        let refused = refusal(cloud.ask(operation, input));
        let text = format!("The request must contain the parameter {name}.");
        assert_eq!(refused, ("MissingParameter".to_owned(), text));
    }
}

/// SQS-3.2.8
#[test]
fn sqs_3_2_8_permissions_are_statements_of_the_policy() {
    let mut cloud = Cloud::with_queue();
    let add = |label: &str, accounts: &[&str], actions: &[&str]| AddPermissionInput {
        queue_url: url(QUEUE),
        label: label.into(),
        aws_account_ids: accounts.iter().map(|id| (*id).to_owned()).collect(),
        actions: actions.iter().map(|it| (*it).to_owned()).collect(),
    };
    let other = "210987654321";
    let one = add("one", &[other], &["SendMessage"]);
    cloud.call::<operations::AddPermission>(one.clone()).unwrap();
    let two = add("two", &[other, "123456789012"], &["*"]);
    cloud.call::<operations::AddPermission>(two).unwrap();
    let policy = cloud.attribute(QUEUE, "Policy").unwrap();
    let own = arn(QUEUE);
    let expected = format!(
        r#"{{"Version":"2008-10-17","Id":"{own}/SQSDefaultPolicy","Statement":[{{"Sid":"one","Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{other}:root"}},"Action":"SQS:SendMessage","Resource":"{own}"}},{{"Sid":"two","Effect":"Allow","Principal":{{"AWS":["arn:aws:iam::{other}:root","arn:aws:iam::123456789012:root"]}},"Action":"SQS:*","Resource":"{own}"}}]}}"#
    );
    assert_eq!(policy, expected);
    let again = refusal(cloud.call::<operations::AddPermission>(one));
    assert_eq!(again.1, "Value one for parameter Label is invalid. Reason: Already exists.");
    for (strange, expected) in [
        (add("x y", &[other], &["SendMessage"]), "InvalidParameterValue"),
        (add("x", &["1"], &["SendMessage"]), "InvalidParameterValue"),
        (add("x", &[other], &["DeleteQueue"]), "InvalidParameterValue"),
        (add("x", &[other], &["SendMessage"; 8]), "OverLimit"),
        (add("x", &[], &["SendMessage"]), "MissingParameter"),
        (add("x", &[other], &[]), "MissingParameter"),
    ] {
        assert_eq!(code(cloud.call::<operations::AddPermission>(strange)), expected);
    }
    let mut remove = |label: &str| {
        cloud.call::<operations::RemovePermission>(RemovePermissionInput {
            queue_url: url(QUEUE),
            label: label.into(),
        })
    };
    remove("one").unwrap();
    let text =
        "Value one for parameter Label is invalid. Reason: can't find label on existing policy.";
    assert_eq!(refusal(remove("one")).1, text);
    remove("two").unwrap();
    assert_eq!(cloud.attribute(QUEUE, "Policy"), None);
}
