//! Both protocols on the wire, to the byte (SQS-1).

use crate::support::*;
use parhelion_sqs::Sqs;
use parhelion_sqs::model::MODEL;
use parhelion_wire::http::{Ids, Incoming, encode, operation_of, protocol_of, read_input};
use parhelion_wire::table::Protocol;
use parhelion_wire::{Body, Error, envelope};
use parhelion_world::identity::ACCOUNT;
use parhelion_world::service::Hooks;
use parhelion_world::{OnBehalf, RequestInfo};

const IDS: Ids<'static> = Ids { request: "id", host: "" };

struct Answer {
    status: u16,
    query_error: Option<String>,
    body: String,
}

/// Does what a door does between the signature and the answer.
fn ask(cloud: &mut Cloud, request: http::Request<Body>) -> Answer {
    let incoming = Incoming::from(&request);
    let protocol = protocol_of(&MODEL, &incoming).unwrap();
    let operation = operation_of(&MODEL, protocol, &incoming).unwrap().unwrap();
    let input = read_input(&MODEL, protocol, operation, &incoming).unwrap();
    let info = RequestInfo {
        headers: request.headers().clone(),
        uri: request.uri().clone(),
        ..RequestInfo::default()
    };
    let who = OnBehalf::of(cloud.caller.clone(), ACCOUNT, REGION.into(), &info);
    let result = cloud.world.call_now("sqs", &who, operation, input);
    let mut response = match result {
        Ok(output) => encode(&MODEL, protocol, operation, output, IDS),
        Err(error) => {
            envelope::encode(&MODEL, protocol, Some(operation), request.method(), &error, IDS)
        }
    };
    cloud.world.with::<Sqs, _>(&who, |sqs, cx| sqs.finish(cx, &request, &mut response));
    let header = |name: &str| Some(response.headers().get(name)?.to_str().unwrap().to_owned());
    let length: usize = header("content-length").unwrap().parse().unwrap();
    let body = String::from_utf8(response.body().to_bytes().to_vec()).unwrap();
    assert_eq!(length, body.len());
    assert_eq!(header("x-amzn-requestid").as_deref(), Some("id"));
    let kind =
        if protocol == Protocol::AwsQuery { "text/xml" } else { "application/x-amz-json-1.0" };
    assert_eq!(header("content-type").as_deref(), Some(kind));
    let query_error = header("x-amzn-query-error");
    Answer { status: response.status().as_u16(), query_error, body }
}

fn json(cloud: &mut Cloud, operation: &str, body: &str) -> Answer {
    let request = http::Request::post("/")
        .header("content-type", "application/x-amz-json-1.0")
        .header("x-amz-target", format!("AmazonSQS.{operation}"))
        .body(body.to_owned().into());
    ask(cloud, request.unwrap())
}

fn query(cloud: &mut Cloud, path: &str, form: &str) -> Answer {
    let request = http::Request::post(path)
        .header("content-type", "application/x-www-form-urlencoded; charset=utf-8")
        .body(format!("{form}&Version=2012-11-05").into());
    ask(cloud, request.unwrap())
}

fn answer(operation: &str, result: &str) -> String {
    let name = operation;
    let result = match result {
        "" => String::new(),
        inner => format!("<{name}Result>{inner}</{name}Result>"),
    };
    format!(
        "<{name}Response xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\">{result}\
         <ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></{name}Response>"
    )
}

/// SQS-1.1: no output is no body.
#[test]
fn sqs_1_1_json() {
    let mut cloud = Cloud::new();
    let made = json(&mut cloud, "CreateQueue", r#"{"QueueName":"jobs","tags":{"a":"b"}}"#);
    assert_eq!(made.body, format!(r#"{{"QueueUrl":"{}"}}"#, url(QUEUE)));
    let queue = url(QUEUE);
    let set = format!(r#"{{"QueueUrl":"{queue}","Attributes":{{"DelaySeconds":"0"}}}}"#);
    let set = json(&mut cloud, "SetQueueAttributes", &set);
    assert_eq!((set.status, set.body.as_str()), (200, ""));
    let none = json(&mut cloud, "ReceiveMessage", &format!(r#"{{"QueueUrl":"{queue}"}}"#));
    assert_eq!(none.body, "{}");
    let shown = json(&mut cloud, "ListQueueTags", &format!(r#"{{"QueueUrl":"{queue}"}}"#));
    assert_eq!(shown.body, r#"{"Tags":{"a":"b"}}"#);
}

/// SQS-1.2, SQS-2.1, SQS-S11: the newer protocol's answer says the older one's code.
#[test]
fn sqs_1_2_json_errors() {
    let mut cloud = Cloud::new();
    let body = format!(r#"{{"QueueUrl":"{}"}}"#, url("none"));
    let refused = json(&mut cloud, "PurgeQueue", &body);
    assert_eq!(refused.status, 400);
    let code = format!("{NO_QUEUE};Sender");
    assert_eq!(refused.query_error, Some(code));
    let text = r#"{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"The specified queue does not exist."}"#;
    assert_eq!(refused.body, text);
    let refused = json(&mut cloud, "CreateQueue", r#"{"QueueName":"a.b"}"#);
    assert_eq!(refused.query_error.as_deref(), Some("InvalidParameterValue;Sender"));
    let name = "com.amazon.coral.service#InvalidParameterValueException";
    assert!(refused.body.contains(name), "{}", refused.body);
    // SQS-2.12: what the kernel denies.
    let denied = Error::new(400, "AccessDeniedException", "");
    let (post, json) = (http::Method::POST, Protocol::AwsJson1_0);
    let denied = envelope::encode(&MODEL, json, None, &post, &denied, IDS);
    assert_eq!(denied.headers()["x-amzn-query-error"], "AccessDenied;Sender");
}

/// SQS-1.8: what has no entry is not there; a message's attribute without a type has an invalid one.
#[test]
fn sqs_1_8_json_batches() {
    let mut cloud = Cloud::with_queue();
    let queue = url(QUEUE);
    for (entry, there, not) in [
        (r#"{"Id":"a","MessageBody":"x"}"#, "\"Successful\":[{", "Failed"),
        (r#"{"Id":"a","MessageBody":""}"#, "\"Failed\":[{", "Successful"),
    ] {
        let body = format!(r#"{{"QueueUrl":"{queue}","Entries":[{entry}]}}"#);
        let sent = json(&mut cloud, "SendMessageBatch", &body);
        assert_eq!(sent.status, 200);
        assert!(sent.body.contains(there) && !sent.body.contains(not), "{}", sent.body);
    }
    let attributes = r#"{"a":{"StringValue":"b"}}"#;
    let body =
        format!(r#"{{"QueueUrl":"{queue}","MessageBody":"x","MessageAttributes":{attributes}}}"#);
    let refused = json(&mut cloud, "SendMessage", &body);
    let text = "The type of message (user) attribute 'a' is invalid.";
    assert!(refused.body.contains(text), "{}", refused.body);
}

/// SQS-1.3, SQS-2.1
#[test]
fn sqs_1_3_query_errors() {
    let mut cloud = Cloud::new();
    let refused = query(&mut cloud, &format!("/{ACCOUNT}/none"), "Action=PurgeQueue");
    assert_eq!(refused.status, 400);
    let text = format!(
        "<ErrorResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\"><Error><Type>Sender\
         </Type><Code>{NO_QUEUE}</Code><Message>The specified queue does not exist for this wsdl \
         version.</Message><Detail/></Error><RequestId>id</RequestId></ErrorResponse>"
    );
    assert_eq!(refused.body, text);
}

/// SQS-1.4, SQS-S12: the same scenario, flattened.
#[test]
fn sqs_1_4_query() {
    let mut cloud = Cloud::new();
    let path = format!("/{ACCOUNT}/{QUEUE}");
    let form = "Action=CreateQueue&QueueName=jobs&Attribute.1.Name=DelaySeconds&Attribute.1.Value=0\
                &Attribute.2.Name=VisibilityTimeout&Attribute.2.Value=45&Tag.1.Key=a&Tag.1.Value=b";
    let made = query(&mut cloud, "/", form);
    let url = format!("<QueueUrl>{}</QueueUrl>", url(QUEUE));
    assert_eq!(made.body, answer("CreateQueue", &url));
    let form =
        "Action=GetQueueAttributes&AttributeName.1=VisibilityTimeout&AttributeName.2=DelaySeconds";
    let shown = query(&mut cloud, &path, form);
    let attribute = |name: &str, value: &str| {
        format!("<Attribute><Name>{name}</Name><Value>{value}</Value></Attribute>")
    };
    let both = attribute("DelaySeconds", "0") + &attribute("VisibilityTimeout", "45");
    assert_eq!(shown.body, answer("GetQueueAttributes", &both));
    let shown = query(&mut cloud, &path, "Action=ListQueueTags");
    let tag = "<Tag><Key>a</Key><Value>b</Value></Tag>";
    assert_eq!(shown.body, answer("ListQueueTags", tag));
    let tagged = query(&mut cloud, &path, "Action=TagQueue&Tag.1.Key=a&Tag.1.Value=c");
    assert_eq!(tagged.body, answer("TagQueue", ""));
    let untagged = query(&mut cloud, &path, "Action=UntagQueue&TagKey.1=a");
    assert_eq!(untagged.body, answer("UntagQueue", ""));
    let listed = query(&mut cloud, "/", "Action=ListQueues&QueueNamePrefix=j");
    assert_eq!(listed.body, answer("ListQueues", &url));

    let form = "Action=SendMessage&MessageBody=hello&MessageAttribute.1.Name=a\
                &MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=b\
                &MessageSystemAttribute.1.Name=AWSTraceHeader\
                &MessageSystemAttribute.1.Value.DataType=String\
                &MessageSystemAttribute.1.Value.StringValue=Root%3D1-5bef4de7-ad49b0e87f6ef6c87fc2e700";
    let sent = query(&mut cloud, &path, form).body;
    for part in [
        "<MD5OfMessageBody>5d41402abc4b2a76b9719d911017c592</MD5OfMessageBody>",
        "<MD5OfMessageAttributes>bef8bf215374a0a228d67533b1a488be</MD5OfMessageAttributes>",
        "<MD5OfMessageSystemAttributes>b64d8f4a130ae0a8dca7baa02605546f</MD5OfMessageSystemAttributes>",
    ] {
        assert!(sent.contains(part), "{sent}");
    }
    let form = "Action=ReceiveMessage&AttributeName.1=ApproximateReceiveCount\
                &MessageSystemAttributeName.1=AWSTraceHeader&MessageAttributeName.1=a\
                &MaxNumberOfMessages=10";
    let received = query(&mut cloud, &path, form).body;
    for part in [
        "<ReceiveMessageResult><Message><MessageId>",
        "<MD5OfBody>5d41402abc4b2a76b9719d911017c592</MD5OfBody><Body>hello</Body>",
        "<Attribute><Name>AWSTraceHeader</Name><Value>Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700</Value></Attribute>",
        "<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>",
        "<MD5OfMessageAttributes>bef8bf215374a0a228d67533b1a488be</MD5OfMessageAttributes>",
        "<MessageAttribute><Name>a</Name><Value><StringValue>b</StringValue><DataType>String</DataType></Value></MessageAttribute>",
    ] {
        assert!(received.contains(part), "{received}");
    }
    let nothing = query(&mut cloud, &path, "Action=ReceiveMessage");
    assert!(nothing.body.contains("<ReceiveMessageResult/>"), "{}", nothing.body);
}

/// SQS-1.4, SQS-4.7: batches.
#[test]
fn sqs_1_4_query_batches() {
    let mut cloud = Cloud::with_queue();
    let path = format!("/{ACCOUNT}/{QUEUE}");
    let form = "Action=SendMessageBatch&SendMessageBatchRequestEntry.1.Id=a\
                &SendMessageBatchRequestEntry.1.MessageBody=hello&SendMessageBatchRequestEntry.2.Id=b\
                &SendMessageBatchRequestEntry.2.MessageBody=x\
                &SendMessageBatchRequestEntry.2.DelaySeconds=901";
    let sent = query(&mut cloud, &path, form).body;
    let start = "<SendMessageBatchResult><SendMessageBatchResultEntry><Id>a</Id><MessageId>";
    assert!(sent.contains(start), "{sent}");
    let failed = "<BatchResultErrorEntry><Id>b</Id><SenderFault>true</SenderFault>\
                  <Code>InvalidParameterValue</Code><Message>";
    assert!(sent.contains(failed), "{sent}");
    let handle = cloud.receive().remove(0).receipt_handle.unwrap().replace('+', "%2B");
    let entry = "ChangeMessageVisibilityBatchRequestEntry.1";
    let form = format!(
        "Action=ChangeMessageVisibilityBatch&{entry}.Id=a&{entry}.ReceiptHandle={handle}&\
         {entry}.VisibilityTimeout=9"
    );
    let changed = query(&mut cloud, &path, &form).body;
    let entry = "<ChangeMessageVisibilityBatchResultEntry><Id>a</Id></ChangeMessageVisibilityBatchResultEntry>";
    assert_eq!(changed, answer("ChangeMessageVisibilityBatch", entry));
    let entry = "DeleteMessageBatchRequestEntry.1";
    let form = format!("Action=DeleteMessageBatch&{entry}.Id=a&{entry}.ReceiptHandle={handle}");
    let deleted = query(&mut cloud, &path, &form).body;
    let entry = "<DeleteMessageBatchResultEntry><Id>a</Id></DeleteMessageBatchResultEntry>";
    assert_eq!(deleted, answer("DeleteMessageBatch", entry));
    let form = "Action=AddPermission&Label=l&AWSAccountId.1=210987654321&ActionName.1=SendMessage";
    assert_eq!(query(&mut cloud, &path, form).body, answer("AddPermission", ""));
    let empty = query(&mut cloud, &path, "Action=DeleteMessageBatch").body;
    assert!(empty.contains("<Code>AWS.SimpleQueueService.EmptyBatchRequest</Code>"), "{empty}");
}
