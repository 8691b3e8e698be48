//! S3-8.1, CF-9.1, CW-A1.1, CW-B1.1, CW-B1.3.

use super::model::{BUCKETS, THINGS};
use http::Method;
use parhelion_wire::http::Ids;
use parhelion_wire::table::Protocol;
use parhelion_wire::{Error, envelope};

const IDS: Ids<'static> = Ids { request: "R1", host: "H1" };

fn gone() -> Error {
    Error::new(404, "ThingGoneException", "It is <gone>.").with("Thing", "a&b")
}

fn things(
    protocol: Protocol,
    operation: &str,
    error: &Error,
) -> http::Response<parhelion_wire::Body> {
    envelope::encode(&THINGS, protocol, THINGS.operation(operation), &Method::POST, error, IDS)
}

#[test]
fn s3() {
    let error = Error::new(404, "NoSuchKey", "The specified key does not exist.")
        .with("Key", "a&b")
        .header("x-amz-delete-marker", "true");
    let answer = envelope::encode(&BUCKETS, Protocol::RestXml, None, &Method::GET, &error, IDS);
    assert_eq!(
        answer.body().to_bytes(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchKey</Code>\
         <Message>The specified key does not exist.</Message><Key>a&amp;b</Key>\
         <RequestId>R1</RequestId><HostId>H1</HostId></Error>"
    );
    assert_eq!(answer.status().as_u16(), 404);
    assert_eq!(answer.headers()["x-amz-request-id"], "R1");
    assert_eq!(answer.headers()["x-amz-id-2"], "H1");
    assert_eq!(answer.headers()["x-amz-delete-marker"], "true");
    let read = envelope::read(&BUCKETS, Protocol::RestXml, &answer).unwrap();
    assert_eq!((read.code(), read.field("Key")), ("NoSuchKey", Some("a&b")));

    // S3-8.1(c).
    let answer = envelope::encode(&BUCKETS, Protocol::RestXml, None, &Method::HEAD, &error, IDS);
    assert!(answer.body().is_empty());
    let read = envelope::read(&BUCKETS, Protocol::RestXml, &answer).unwrap();
    assert_eq!((read.status(), read.code()), (404, "404"));
}

#[test]
fn wrapped_xml() {
    let answer = things(Protocol::AwsQuery, "Put", &gone());
    assert_eq!(
        answer.body().to_bytes(),
        "<ErrorResponse xmlns=\"http://things.amazonaws.com/doc/2010-08-01/\"><Error>\
         <Type>Sender</Type><Code>ThingGone</Code><Message>It is &lt;gone&gt;.</Message>\
         <Thing>a&amp;b</Thing></Error><RequestId>R1</RequestId></ErrorResponse>"
    );
    assert_eq!(answer.headers()["content-type"], "text/xml");
    assert_eq!(answer.headers()["x-amzn-requestid"], "R1");
    let read = envelope::read(&THINGS, Protocol::AwsQuery, &answer).unwrap();
    assert_eq!((read.code(), read.message()), ("ThingGone", "It is <gone>."));
    let fault = Error::new(500, "InternalFailure", "");
    let text = things(Protocol::AwsQuery, "Put", &fault).body().to_bytes();
    assert!(text.windows(8).any(|window| window == b"Receiver"));
}

#[test]
fn json() {
    let answer = things(Protocol::AwsJson1_1, "Put", &gone());
    let golden = r#"{"__type":"ThingGoneException","message":"It is <gone>.","Thing":"a&b"}"#;
    assert_eq!(answer.body().to_bytes(), golden);
    let answer = things(Protocol::AwsJson1_0, "Put", &gone());
    assert_eq!(answer.headers()["content-type"], "application/x-amz-json-1.0");
    assert_eq!(answer.headers()["x-amzn-query-error"], "ThingGone;Sender");
    let read = envelope::read(&THINGS, Protocol::AwsJson1_0, &answer).unwrap();
    assert_eq!(read, gone());
}

/// Two errors may share a query code: the operation's own is meant.
#[test]
fn query_codes_name_the_operations_own_error() {
    let coded = Error::new(404, "ThingGone", "");
    for (operation, name) in [
        ("Put", "com.amazonaws.things#ThingGoneException"),
        ("GetElsewhere", "com.amazonaws.things#OtherThingGoneException"),
    ] {
        let answer = things(Protocol::AwsJson1_0, operation, &coded);
        assert_eq!(answer.body().to_bytes(), format!("{{\"__type\":\"{name}\"}}"));
        assert_eq!(answer.headers()["x-amzn-query-error"], "ThingGone;Sender");
    }
}

#[test]
fn cbor() {
    let answer = things(Protocol::RpcV2Cbor, "Put", &gone());
    assert_eq!(answer.headers()["smithy-protocol"], "rpc-v2-cbor");
    assert_eq!(answer.headers()["x-amzn-query-error"], "ThingGone;Sender");
    let golden = b"\xa3\x66__type\x78\x27com.amazonaws.things#ThingGoneException\x67message\x6dIt is <gone>.\x65Thing\x63a&b";
    assert_eq!(answer.body().to_bytes(), golden[..]);
    assert_eq!(envelope::read(&THINGS, Protocol::RpcV2Cbor, &answer).unwrap(), gone());
}

#[test]
fn the_frameworks_own_errors() {
    let invalid = Error::new(400, "ValidationException", "1 validation error detected: …");
    let answer = things(Protocol::RpcV2Cbor, "Put", &invalid);
    assert_eq!(answer.headers()["x-amzn-query-error"], "ValidationError;Sender");
    let answer = things(Protocol::AwsJson1_0, "Put", &invalid);
    assert!(
        answer
            .body()
            .to_bytes()
            .starts_with(b"{\"__type\":\"com.amazon.coral.validate#ValidationException\"")
    );
    let answer = things(Protocol::AwsQuery, "Put", &invalid);
    let read = envelope::read(&THINGS, Protocol::AwsQuery, &answer).unwrap();
    assert_eq!(read.code(), "ValidationError");
}

/// What has a code of awsQuery's has a name of its own beside it.
#[test]
fn the_frameworks_errors_have_two_names() {
    for (code, name) in [
        ("ValidationError", "com.amazon.coral.validate#ValidationException"),
        ("InvalidParameterValue", "com.amazon.coral.service#InvalidParameterValueException"),
        ("MissingParameter", "com.amazon.coral.service#MissingRequiredParameterException"),
        ("AccessDenied", "com.amazon.coral.service#AccessDeniedException"),
        ("InvalidAction", "com.amazon.coral.service#InvalidAction"),
    ] {
        let error = Error::new(400, code, "");
        let answer = things(Protocol::AwsJson1_0, "Put", &error);
        assert_eq!(answer.body().to_bytes(), format!("{{\"__type\":\"{name}\"}}"));
        assert_eq!(answer.headers()["x-amzn-query-error"], format!("{code};Sender").as_str());
        let read =
            envelope::read(&THINGS, Protocol::AwsQuery, &things(Protocol::AwsQuery, "Put", &error));
        assert_eq!(read.unwrap().code(), code);
    }
}

/// A service that has no model: what its protocol alone says.
#[test]
fn without_a_model() {
    let namespace = "https://sns.amazonaws.com/doc/2010-03-31/";
    let answer = |protocol, namespace| {
        envelope::encode_unmodelled(protocol, namespace, &Method::POST, &gone(), IDS)
    };
    let ec2 = answer(Protocol::Ec2Query, namespace);
    assert_eq!(
        ec2.body().to_bytes(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response><Errors><Error>\
         <Code>ThingGoneException</Code><Message>It is &lt;gone&gt;.</Message>\
         <Thing>a&amp;b</Thing></Error></Errors><RequestID>R1</RequestID></Response>"
    );
    assert_eq!(
        answer(Protocol::AwsQuery, namespace).body().to_bytes(),
        "<ErrorResponse xmlns=\"https://sns.amazonaws.com/doc/2010-03-31/\"><Error>\
         <Type>Sender</Type><Code>ThingGoneException</Code><Message>It is &lt;gone&gt;.</Message>\
         <Thing>a&amp;b</Thing></Error><RequestId>R1</RequestId></ErrorResponse>"
    );
    let json = answer(Protocol::RestJson, "");
    assert_eq!(json.headers()["x-amzn-errortype"], "ThingGoneException");
    assert_eq!(json.headers()["x-amzn-requestid"], "R1");
    for protocol in [
        Protocol::RestXml,
        Protocol::RestJson,
        Protocol::AwsJson1_0,
        Protocol::AwsJson1_1,
        Protocol::AwsQuery,
        Protocol::Ec2Query,
        Protocol::RpcV2Cbor,
    ] {
        let read = envelope::read(&THINGS, protocol, &answer(protocol, "")).unwrap();
        assert_eq!(read, gone(), "{protocol:?}");
    }
}
