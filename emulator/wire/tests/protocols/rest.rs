//! Routing and HTTP bindings: S3-1.1, S3-1.3, S3-2.7, S3-3.10.

use super::decode;
use super::model::{BUCKETS, acl, entry, grantee, text};
use http::{HeaderValue, Request, Response};
use parhelion_wire::http::{Ids, Incoming, encode, operation_of};
use parhelion_wire::table::Protocol::RestXml;
use parhelion_wire::{Body, Error, Timestamp, Value, client, route};

fn send(request: &Request<Body>) -> Result<Option<(&'static str, Value)>, Error> {
    let decoded = decode(&BUCKETS, RestXml, &Incoming::from(request))?;
    Ok(decoded.map(|(operation, value)| (operation.name, value)))
}

fn request(method: &str, uri: &str) -> Request<Body> {
    Request::builder().method(method).uri(uri).body(Body::empty()).unwrap()
}

fn named(method: &str, uri: &str) -> Option<&'static str> {
    let request = request(method, uri);
    operation_of(&BUCKETS, RestXml, &Incoming::from(&request)).unwrap().map(|found| found.name)
}

/// A member of what a request reads as.
fn member(request: &Request<Body>, name: &str) -> Value {
    let decoded = decode(&BUCKETS, RestXml, &Incoming::from(request)).unwrap();
    let (operation, value) = decoded.unwrap();
    let members = BUCKETS.shape(operation.input.unwrap()).members();
    let at = members.iter().position(|member| member.name == name).unwrap();
    match value {
        Value::Struct(values) => values[at].clone(),
        other => other,
    }
}

#[test]
fn the_most_specific_operation_wins() {
    for (method, uri, name) in [
        ("GET", "/b", "List"),
        ("GET", "/b/", "List"),
        ("GET", "/b?list-type=2", "List2"),
        ("GET", "/b?list-type=1", "List"),
        ("GET", "/b?location", "GetLocation"),
        ("GET", "/b?location=", "GetLocation"),
        ("HEAD", "/b", "HeadBucket"),
        ("GET", "/b/k", "GetThing"),
        ("GET", "/b/k/", "GetThing"),
        ("GET", "/b//k", "GetThing"),
        ("GET", "/b/k?x-id=GetThing", "GetThing"),
        ("PUT", "/b/k", "PutThing"),
        ("PUT", "/b/k?partNumber=1", "PutThing"),
        ("PUT", "/b/k?partNumber=1&uploadId=u", "PutPart"),
        // Required members that lack are not missing the operation, if its own word is there.
        ("GET", "/b/k?attributes", "GetAttributes"),
        ("DELETE", "/b/k", "DeleteThing"),
    ] {
        assert_eq!(named(method, uri), Some(name), "{method} {uri}");
    }
    for (method, uri) in
        [("GET", "/"), ("GET", "//k"), ("PATCH", "/b"), ("DELETE", "/b"), ("DELETE", "/b/")]
    {
        assert_eq!(named(method, uri), None, "{method} {uri}");
    }
    let mut copy = request("PUT", "/b/k");
    copy.headers_mut().insert("x-amz-copy-source", HeaderValue::from_static("/c/d"));
    assert_eq!(send(&copy).unwrap().unwrap().0, "CopyThing");
    let mut methods: Vec<_> = route::methods(&BUCKETS, "/b/k").collect();
    methods.sort_unstable();
    methods.dedup();
    assert_eq!(methods, ["DELETE", "GET", "PUT"]);
}

/// S3-1.7(b), (e), (h).
#[test]
fn keys_are_decoded_once_and_kept() {
    for (path, key) in [
        ("/b/a+b%20c%2B", "a b c+"),
        ("/b/a%252Fb", "a%2Fb"),
        ("/b/a%2Fb", "a/b"),
        ("/b//a", "/a"),
        ("/b/a//", "a//"),
        ("/b/a/../b/.", "a/../b/."),
        ("/b/%C3%A9%F0%9F%98%80", "é😀"),
        ("/b/%04", "\u{4}"),
    ] {
        assert_eq!(member(&request("GET", path), "Key"), text(key), "{path}");
    }
    for path in ["/b/%", "/b/%2", "/b/%zz", "/b/%FF", "/b/%C3", "/%FF"] {
        let error = send(&request("GET", path)).unwrap_err();
        assert_eq!((error.status(), error.code()), (400, "InvalidURI"), "{path}");
        assert_eq!(error.message(), "Couldn't parse the specified URI.");
    }
}

#[test]
fn headers_and_query_are_read() {
    let mut put = request("PUT", "/b/k?x-amz-meta-hoisted=h&x-amz-attributes=a&x-unknown=1");
    for (name, value) in [
        ("content-type", "text/plain"),
        ("if-unmodified-since", "Sun, 25 Jan 2015 08:00:00 GMT"),
        ("x-amz-until", "not a date"),
        ("x-amz-lock", "TRUE"),
        ("x-amz-meta-One", " first "),
        ("x-amz-meta-one", "second"),
    ] {
        put.headers_mut().append(
            http::HeaderName::from_bytes(name.as_bytes()).unwrap(),
            HeaderValue::from_static(value),
        );
    }
    put.headers_mut().append("x-amz-meta-raw", HeaderValue::from_bytes(b"\xc3\xa9").unwrap());
    *put.body_mut() = Body::from("bytes");
    assert_eq!(member(&put, "ContentType"), text("text/plain"));
    assert_eq!(member(&put, "IfOlder"), Value::Time(Timestamp(1_422_172_800_000)));
    assert_eq!(member(&put, "Until"), Value::Null);
    assert_eq!(member(&put, "Lock"), Value::Bool(true));
    assert_eq!(member(&put, "Body"), Value::Body(Body::from("bytes")));
    // S3-2.7(h): what a presigned URL carries in its query acts as the header would.
    assert_eq!(member(&put, "Attributes"), Value::List(vec![text("a")]));
    // S3-3.10(a), (c), (e).
    let meta = [("one", "first,second"), ("raw", "Ã©"), ("hoisted", "h")];
    let meta = meta.map(|(key, value)| (key.to_owned(), text(value))).to_vec();
    assert_eq!(member(&put, "Metadata"), Value::Map(meta));

    put.headers_mut().insert("x-amz-attributes", HeaderValue::from_static("x, \"y,\\\"z\" ,w"));
    let list = Value::List(vec![text("x"), text("y,\"z"), text("w")]);
    assert_eq!(member(&put, "Attributes"), list);

    let list = request("GET", "/b?prefix=a+b%2Fc&max-keys=7");
    assert_eq!(member(&list, "Prefix"), text("a b/c"));
    assert_eq!(member(&list, "MaxKeys"), Value::Int(7));
}

#[test]
fn text_of_the_wrong_kind_is_an_invalid_argument() {
    let error = send(&request("GET", "/b?max-keys=x")).unwrap_err();
    assert_eq!((error.status(), error.code()), (400, "InvalidArgument"));
    assert_eq!(error.message(), "Provided max-keys not an integer or within integer range");
    assert_eq!(error.field("ArgumentName"), Some("max-keys"));
    assert_eq!(error.field("ArgumentValue"), Some("x"));
    let mut put = request("PUT", "/b/k");
    put.headers_mut().insert("x-amz-lock", HeaderValue::from_static("maybe"));
    assert_eq!(send(&put).unwrap_err().code(), "InvalidArgument");
}

fn put_acl(body: &str) -> Result<Value, Error> {
    let mut sent = request("PUT", "/b?acl");
    *sent.body_mut() = Body::from(body.to_owned());
    send(&sent).map(|_| member(&sent, "Policy"))
}

/// S3-0.5(d).
#[test]
fn payloads_are_checked_leniently() {
    let policy = acl(&[
        ("Permission", text("READ")),
        ("Grantee", grantee(&[("Type", text("Group")), ("ID", text(" é\r\n<"))])),
    ]);
    for body in [
        "<AccessControlPolicy xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Permission>READ</Permission>\
         <Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"Group\">\
         <ID> é&#13;\n&lt;</ID></Grantee></AccessControlPolicy>",
        "\u{feff}<?xml version=\"1.0\"?>\n<!-- x --><s:AccessControlPolicy xmlns:s='s'>\n <s:Grantee type='Group'>\
         <ID><![CDATA[ é]]>&#xD;\r\n&#60;</ID></s:Grantee>\n<Permission>REA<!-- y -->D</Permission>\
         </s:AccessControlPolicy>\n",
        "<Policy><Permission>READ</Permission><Grantee type=\"Group\"><ID> é&#xd;&#xA;&lt;</ID></Grantee></Policy>",
    ] {
        assert_eq!(put_acl(body), Ok(policy.clone()), "{body}");
    }
    assert_eq!(put_acl(""), Ok(Value::Null));
    for body in [
        "<AccessControlPolicy>",
        "<AccessControlPolicy></Other>",
        "<Other/>",
        "<AccessControlPolicy><Nope/></AccessControlPolicy>",
        "<AccessControlPolicy>text</AccessControlPolicy>",
        "<AccessControlPolicy/><AccessControlPolicy/>",
        "<AccessControlPolicy><Permission>&nope;</Permission></AccessControlPolicy>",
        "<AccessControlPolicy><Permission>&#x4;</Permission></AccessControlPolicy>",
        "<AccessControlPolicy><Permission><b/></Permission></AccessControlPolicy>",
        "<!DOCTYPE x [<!ENTITY e \"v\">]><AccessControlPolicy><Permission>&e;</Permission></AccessControlPolicy>",
        "{}",
        " ",
    ] {
        let error = put_acl(body).unwrap_err();
        assert_eq!((error.status(), error.code()), (400, "MalformedXML"), "{body}");
        assert_eq!(
            error.message(),
            "The XML you provided was not well-formed or did not validate against our published schema"
        );
    }
}

fn answer(name: &str, members: &[(&str, Value)]) -> Response<Body> {
    let operation = BUCKETS.operation(name).unwrap();
    let output = match operation.output {
        Some(shape) => super::model::of(shape, members),
        None => Value::Null,
    };
    let ids = Ids { request: "R1", host: "H1" };
    let answer = encode(&BUCKETS, RestXml, operation, output.clone(), ids);
    if operation.output.is_some() {
        let read = client::read_answer(&BUCKETS, RestXml, operation, &answer);
        assert_eq!(read, Ok(Ok(output)));
    }
    answer
}

#[test]
fn golden_listing() {
    let answer = answer(
        "List2",
        &[
            ("Name", text("b")),
            ("IsTruncated", Value::Bool(false)),
            (
                "Contents",
                Value::List(vec![
                    entry(&[
                        ("Key", text("a&b\u{4}")),
                        ("LastModified", Value::Time(Timestamp::from_secs(1_422_172_800))),
                        ("ETag", text("\"x\"")),
                    ]),
                    entry(&[("Key", text("c"))]),
                ]),
            ),
            ("Charged", text("requester")),
        ],
    );
    assert_eq!(
        answer.body().to_bytes(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>b</Name>\
         <IsTruncated>false</IsTruncated><Contents><Key>a&amp;b&#x4;</Key>\
         <LastModified>2015-01-25T08:00:00.000Z</LastModified><ETag>&quot;x&quot;</ETag></Contents>\
         <Contents><Key>c</Key></Contents></ListBucketResult>"
    );
    let headers = answer.headers();
    assert_eq!(headers["content-type"], "application/xml");
    assert_eq!(headers["x-amz-request-id"], "R1");
    assert_eq!(headers["x-amz-id-2"], "H1");
    assert_eq!(headers["x-amz-charged"], "requester");
}

/// S3-0.5(f), S3-1.11, S3-3.2, S3-3.7.
#[test]
fn answers_have_their_headers_and_status() {
    let deleted = answer("DeleteThing", &[]);
    assert_eq!((deleted.status().as_u16(), deleted.headers().len()), (204, 2));
    let put = answer("PutThing", &[]);
    assert_eq!(put.headers()["content-length"], "0");
    assert!(!put.headers().contains_key("content-type"));

    let part = answer(
        "GetThing",
        &[
            ("Body", Value::Body(Body::from("part"))),
            ("ETag", text("\"e\"")),
            ("LastModified", Value::Time(Timestamp::from_secs(1_422_172_800))),
            ("ContentLength", Value::Int(4)),
            ("ContentRange", text("bytes 0-3/9")),
            ("Metadata", Value::Map(vec![("a".into(), text("é"))])),
        ],
    );
    assert_eq!(part.status().as_u16(), 206);
    assert_eq!(part.headers()["last-modified"], "Sun, 25 Jan 2015 08:00:00 GMT");
    assert_eq!(part.headers()["content-length"], "4");
    assert_eq!(part.headers()["x-amz-meta-a"].as_bytes(), b"\xe9");

    let location = answer("GetLocation", &[("LocationConstraint", text("eu-west-1"))]);
    let root = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";
    assert_eq!(location.body().to_bytes(), format!("{root}>eu-west-1</LocationConstraint>"));
    let operation = BUCKETS.operation("GetLocation").unwrap();
    let output = super::model::of(operation.output.unwrap(), &[]);
    let none = encode(&BUCKETS, RestXml, operation, output, Ids::default());
    assert_eq!(none.body().to_bytes(), format!("{root}/>"));
}

#[test]
fn a_policy_is_its_own_body() {
    let mut sent = request("PUT", "/b?policy");
    *sent.body_mut() = Body::from("{\"Version\":\"2012-10-17\"}");
    assert_eq!(member(&sent, "Policy"), text("{\"Version\":\"2012-10-17\"}"));
    *sent.body_mut() = Body::from(b"\xff".to_vec());
    assert_eq!(send(&sent).unwrap_err().code(), "MalformedXML");
}
