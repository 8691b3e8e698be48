//! What may be sent, and what the sender hears (SQS-4).

use crate::support::*;
use parhelion_sqs::model::*;
use serde_json::json;
use std::collections::BTreeMap;

fn attribute(data_type: &str, text: &str) -> MessageAttributeValue {
    MessageAttributeValue {
        string_value: Some(text.into()),
        data_type: data_type.into(),
        ..Default::default()
    }
}

fn binary(bytes: &'static [u8]) -> MessageAttributeValue {
    MessageAttributeValue {
        binary_value: Some(bytes::Bytes::from_static(bytes)),
        data_type: "Binary".into(),
        ..Default::default()
    }
}

fn with(attributes: &[(&str, MessageAttributeValue)]) -> SendMessageInput {
    let all: BTreeMap<String, MessageAttributeValue> =
        attributes.iter().map(|(name, it)| ((*name).to_owned(), it.clone())).collect();
    SendMessageInput {
        message_body: "hello".into(),
        message_attributes: Some(all),
        ..Default::default()
    }
}

/// SQS-4.6, SQS-4.9: the vectors of the rule.
#[test]
fn sqs_4_6_the_answer_has_the_digests() {
    let mut cloud = Cloud::with_queue();
    let plain = cloud.send("hello").unwrap();
    assert_eq!(plain.md5_of_message_body.unwrap(), "5d41402abc4b2a76b9719d911017c592");
    assert_eq!(plain.message_id.unwrap().len(), 36);
    assert_eq!(plain.sequence_number, None);
    assert_eq!(
        (plain.md5_of_message_attributes, plain.md5_of_message_system_attributes),
        (None, None)
    );
    let system = MessageSystemAttributeValue {
        string_value: Some("Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700".into()),
        data_type: "String".into(),
        ..Default::default()
    };
    let input = SendMessageInput {
        message_system_attributes: Some([("AWSTraceHeader".to_owned(), system)].into()),
        ..with(&[
            ("s.x", attribute("String.custom", "é")),
            ("b", binary(&[0, 0xff])),
            ("n", attribute("Number", "1")),
        ])
    };
    let sent = cloud.send_to(QUEUE, input).unwrap();
    let digest = sent.md5_of_message_attributes.unwrap();
    assert_eq!(digest, "477b1cc174313b28ee73e781ea330d0d");
    let digest = sent.md5_of_message_system_attributes.unwrap();
    assert_eq!(digest, "b64d8f4a130ae0a8dca7baa02605546f");
}

/// SQS-4.1, SQS-2.10: characters that XML does not know are replaced; the sender's digest is of what it sent.
#[test]
fn sqs_4_1_bodies() {
    let mut cloud = Cloud::with_queue();
    let sent = cloud.send("a\u{0}b").unwrap();
    assert_eq!(sent.md5_of_message_body.unwrap(), "70350f6027bce3713f6b76473084309b");
    assert_eq!(cloud.bodies(), ["a\u{fffd}b"]);
    assert_eq!(code(cloud.send("\u{1}")), "InvalidMessageContents");
    let refused = refusal(cloud.send(""));
    let text = "The request must contain the parameter MessageBody.";
    assert_eq!(refused, ("MissingParameter".into(), text.into()));
}

/// SQS-4.2, SQS-S14: the limit counts the attributes, but not the trace header.
#[test]
fn sqs_4_2_size() {
    let mut cloud = Cloud::with_queue();
    let text =
        "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.";
    cloud.send(&"x".repeat(1_048_576)).unwrap();
    assert_eq!(refusal(cloud.send(&"x".repeat(1_048_577))).1, text);
    let attributed = |size: usize| SendMessageInput {
        message_body: "x".repeat(size - 4 - 6 - 5),
        ..with(&[("name", attribute("String", "value"))])
    };
    cloud.set(QUEUE, &[("MaximumMessageSize", "1024")]).unwrap();
    cloud.send_to(QUEUE, attributed(1_024)).unwrap();
    let refused = cloud.send_to(QUEUE, attributed(1_025));
    assert_eq!(refusal(refused), ("InvalidParameterValue".into(), text.replace("1048576", "1024")));
    let system = MessageSystemAttributeValue {
        string_value: Some("y".repeat(100)),
        data_type: "String".into(),
        ..Default::default()
    };
    let input = SendMessageInput {
        message_system_attributes: Some([("AWSTraceHeader".to_owned(), system)].into()),
        ..attributed(1_024)
    };
    cloud.send_to(QUEUE, input).unwrap();
    cloud.send(&"é".repeat(512)).unwrap();
    assert!(cloud.send(&"é".repeat(513)).is_err());
}

/// SQS-4.3
#[test]
fn sqs_4_3_attributes() {
    let mut cloud = Cloud::with_queue();
    let mut send = |attributes: &[(&str, MessageAttributeValue)]| {
        cloud.send_to(QUEUE, with(attributes)).map(|_| ())
    };
    let long = "n".repeat(256);
    for name in ["a", "A_b-c.9", "x.aws.y", &long] {
        send(&[(name, attribute("String", "v"))]).unwrap();
    }
    for name in ["", ".a", "a.", "a..b", "a b", "é", "AWS.x", "aWs.x", "Amazon.x", &"n".repeat(257)]
    {
        let refused = send(&[(name, attribute("String", "v"))]);
        assert_eq!(code(refused), "InvalidParameterValue", "{name}");
    }
    send(&[("a", attribute("Number.float", "1.5")), ("b", attribute("String.x.y", "v"))]).unwrap();
    for (data_type, text, why) in [
        ("", "v", "The type of message (user) attribute 'a' is invalid."),
        ("Text", "v", "The type of message (user) attribute 'a' is invalid."),
        ("Stringy", "v", "The type of message (user) attribute 'a' is invalid."),
        (
            "String",
            "",
            "Message (user) attribute 'a' must contain a non-empty value of type 'String'.",
        ),
        (
            "Binary",
            "v",
            "Message (user) attribute 'a' must contain a non-empty value of type 'Binary'.",
        ),
        ("Number", "v", "Can't cast the value of message (user) attribute 'a' to a number."),
    ] {
        let (code, message) = refusal(send(&[("a", attribute(data_type, text))]));
        assert_eq!(code, "InvalidParameterValue");
        assert!(message.starts_with(why), "{message}");
    }
    let names: Vec<String> = (0..11).map(|n| format!("n{n}")).collect();
    let all: Vec<(&str, MessageAttributeValue)> =
        names.iter().map(|name| (name.as_str(), attribute("String", "v"))).collect();
    send(&all[..10]).unwrap();
    let text = "Number of message attributes [11] exceeds the allowed maximum [10].";
    assert_eq!(refusal(send(&all)).1, text);
    let list = MessageAttributeValue {
        string_list_values: Some(vec!["a".into()]),
        ..attribute("String", "v")
    };
    assert_eq!(code(send(&[("a", list)])), "AWS.SimpleQueueService.UnsupportedOperation");
}

/// SQS-4.3: numbers are stored without needless zeros, and digests are of what is shown.
#[test]
fn sqs_4_3_numbers_are_trimmed() {
    let mut cloud = Cloud::with_queue();
    let sent = cloud.send_to(QUEUE, with(&[("n", attribute("Number", "007.50"))])).unwrap();
    let input = ReceiveMessageInput { message_attribute_names: Some(vec!["All".into()]), ..ten() };
    let message = cloud.receive_from(QUEUE, input).unwrap().remove(0);
    let shown = message.message_attributes.unwrap();
    assert_eq!(shown["n"].string_value.as_deref(), Some("7.5"));
    assert_ne!(message.md5_of_message_attributes, sent.md5_of_message_attributes);
    let as_is = cloud.send_to(QUEUE, with(&[("n", attribute("Number", "7.5"))])).unwrap();
    assert_eq!(message.md5_of_message_attributes, as_is.md5_of_message_attributes);
}

/// SQS-4.4
#[test]
fn sqs_4_4_system_attributes() {
    let mut cloud = Cloud::with_queue();
    let mut send = |name: &str, data_type: &str, text: &str| {
        let system = json!({name: {"DataType": data_type, "StringValue": text}});
        let input = json!({"QueueUrl": url(QUEUE), "MessageBody": "x",
                           "MessageSystemAttributes": system});
        cloud.ask("SendMessage", input)
    };
    send("AWSTraceHeader", "String", "Root=1").unwrap();
    for (name, data_type, text) in [
        ("SenderId", "String", "x"),
        ("AWSTraceHeader", "Number", "1"),
        ("AWSTraceHeader", "String", ""),
    ] {
        assert_eq!(code(send(name, data_type, text)), "InvalidParameterValue", "{name}");
    }
}

/// SQS-4.5
#[test]
fn sqs_4_5_a_message_has_its_own_delay() {
    let mut cloud = Cloud::new();
    cloud.create(QUEUE, &[("DelaySeconds", "60")]).unwrap();
    let send = |cloud: &mut Cloud, body: &str, delay: Option<i32>| {
        let input = SendMessageInput {
            message_body: body.into(),
            delay_seconds: delay,
            ..Default::default()
        };
        cloud.send_to(QUEUE, input)
    };
    send(&mut cloud, "none", Some(0)).unwrap();
    send(&mut cloud, "longest", Some(900)).unwrap();
    send(&mut cloud, "queue's", None).unwrap();
    for bad in [-1, 901] {
        let text = format!(
            "Value {bad} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 \
             and <= 900."
        );
        let refused = refusal(send(&mut cloud, "x", Some(bad)));
        assert_eq!(refused, ("InvalidParameterValue".to_owned(), text));
    }
    assert_eq!(cloud.counts(QUEUE), [1, 0, 2]);
    assert_eq!(cloud.bodies(), ["none"]);
    cloud.advance(60 * SECOND - 1);
    assert_eq!(cloud.counts(QUEUE), [1, 0, 2]);
    cloud.advance(1);
    assert_eq!(cloud.bodies(), ["none", "queue's"]);
    cloud.advance(840 * SECOND);
    assert_eq!(cloud.counts(QUEUE), [3, 0, 0]);
}

/// SQS-4.8: a group on a standard queue is kept and blocks nothing; a deduplication id is refused.
#[test]
fn sqs_4_8_groups_on_a_standard_queue() {
    let mut cloud = Cloud::with_queue();
    let grouped = |body: &str, group: &str| SendMessageInput {
        message_body: body.into(),
        message_group_id: Some(group.into()),
        ..Default::default()
    };
    cloud.send_to(QUEUE, grouped("1", "tenant")).unwrap();
    cloud.send_to(QUEUE, grouped("2", "tenant")).unwrap();
    let one = ReceiveMessageInput {
        message_system_attribute_names: Some(vec!["MessageGroupId".into()]),
        ..Default::default()
    };
    for body in ["1", "2"] {
        let message = cloud.receive_from(QUEUE, one.clone()).unwrap().remove(0);
        assert_eq!(message.body.as_deref(), Some(body));
        assert_eq!(message.attributes.unwrap(), texts(&[("MessageGroupId", "tenant")]));
    }
    for group in ["", "a b", "é", &"g".repeat(129)] {
        assert_eq!(code(cloud.send_to(QUEUE, grouped("x", group))), "InvalidParameterValue");
    }
    let deduplicated =
        SendMessageInput { message_deduplication_id: Some("d".into()), ..grouped("x", "g") };
    let text = "Value d for parameter MessageDeduplicationId is invalid. Reason: The request include \
                parameter that is not valid for this queue type.";
    assert_eq!(refusal(cloud.send_to(QUEUE, deduplicated)).1, text);
}
