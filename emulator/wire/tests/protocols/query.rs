//! CW-B1.1.

use super::decode;
use super::model::{PUT, THINGS, everything, of, point, text};
use parhelion_wire::http::{Ids, Incoming, encode, protocol_of};
use parhelion_wire::table::Protocol;
use parhelion_wire::{Body, Error, Timestamp, Value, client};

fn request(form: &str) -> http::Request<Body> {
    http::Request::post("/")
        .header("content-type", "application/x-www-form-urlencoded; charset=utf-8")
        .body(Body::from(form.to_owned()))
        .unwrap()
}

/// Of the model's version, unless the form names one.
fn read(form: &str) -> Result<Value, Error> {
    let version = if form.contains("Version=") { "" } else { "&Version=2010-08-01" };
    read_as_is(&format!("{form}{version}"))
}

fn read_as_is(form: &str) -> Result<Value, Error> {
    let sent = request(form);
    let incoming = Incoming::from(&sent);
    assert_eq!(protocol_of(&THINGS, &incoming), Some(Protocol::AwsQuery));
    decode(&THINGS, Protocol::AwsQuery, &incoming).map(|decoded| decoded.unwrap().1)
}

#[test]
fn golden_form() {
    let value = of(
        PUT,
        &[
            ("Space", text("a b+&")),
            (
                "Points",
                Value::List(vec![
                    point(&[
                        ("At", Value::Time(Timestamp(1_500))),
                        ("Names", Value::List(vec![text("n")])),
                        ("Tags", Value::Map(vec![("k".into(), text("v"))])),
                    ]),
                    point(&[("Names", Value::List(vec![]))]),
                ]),
            ),
            ("Flat", Value::List(vec![text("f")])),
            ("FlatTags", Value::Map(vec![("k".into(), text("v"))])),
        ],
    );
    let put = THINGS.operation("Put").unwrap();
    let written = client::write_request(&THINGS, Protocol::AwsQuery, put, value.clone()).unwrap();
    let golden = "Action=Put&Version=2010-08-01&Space=a%20b%2B%26\
        &Points.member.1.At=1970-01-01T00%3A00%3A01.500Z\
        &Points.member.1.Names.member.1=n\
        &Points.member.1.Tags.entry.1.key=k&Points.member.1.Tags.entry.1.value=v\
        &Points.member.2.Names=\
        &Flat.1=f&FlatTags.1.key=k&FlatTags.1.value=v";
    assert_eq!(written.body().to_bytes(), golden);
    assert_eq!(read(golden), Ok(value));
}

#[test]
fn everything_comes_back() {
    let put = THINGS.operation("Put").unwrap();
    let written =
        client::write_request(&THINGS, Protocol::AwsQuery, put, everything()).unwrap().into_body();
    assert_eq!(read(std::str::from_utf8(&written.to_bytes()).unwrap()), Ok(everything()));
    let answer = encode(&THINGS, Protocol::AwsQuery, put, everything(), Ids::default());
    let read = client::read_answer(&THINGS, Protocol::AwsQuery, put, &answer);
    assert_eq!(read, Ok(Ok(everything())));
}

#[test]
fn lists_are_ordered_by_number_and_gaps_close() {
    let form: String = (0..40).rev().map(|n| format!("&Flat.{}=v{n}", n * 3)).collect();
    let sorted = Value::List((0..40).map(|n| text(&format!("v{n}"))).collect());
    assert_eq!(read(&format!("Action=Put&Nope.1.x=1{form}")), Ok(of(PUT, &[("Flat", sorted)])));
}

#[test]
fn a_get_may_carry_it() {
    let sent =
        http::Request::get("/?Action=Put&Version=2010-08-01&Space=x").body(Body::empty()).unwrap();
    let incoming = Incoming::from(&sent);
    assert_eq!(protocol_of(&THINGS, &incoming), Some(Protocol::AwsQuery));
    let decoded = decode(&THINGS, Protocol::AwsQuery, &incoming).unwrap().unwrap();
    assert_eq!(decoded.1, of(PUT, &[("Space", text("x"))]));
}

#[test]
fn what_is_no_request_is_told() {
    for (form, status, code) in [
        ("Version=2010-08-01", 400, "MissingAction"),
        ("Action=Nope", 400, "InvalidAction"),
        ("Action=Put&Space=%zz", 400, "MalformedQueryString"),
        ("Action=Put&Space=%ff", 400, "MalformedQueryString"),
        ("Action=Put&Flat.x=1", 400, "MalformedQueryString"),
        ("Action=Put&Points.member.1.Count=x", 400, "MalformedInput"),
    ] {
        let error = read(form).unwrap_err();
        assert_eq!((error.status(), error.code()), (status, code), "{form}");
    }
    // CW-B1.3.
    let error = read("Action=Put&Points.member.1.At=yesterday").unwrap_err();
    assert_eq!(
        (error.code(), error.message()),
        ("MalformedInput", "timestamp must follow ISO8601")
    );
}

/// "The API version that the request is written for … Required: Yes"
/// (<https://docs.aws.amazon.com/STS/latest/APIReference/CommonParameters.html>).
#[test]
fn a_form_names_the_version_of_the_api() {
    for (form, version) in [
        ("Action=Put", "NO_VERSION_SPECIFIED"),
        ("Action=Put&Version=2009-01-01", "2009-01-01"),
        ("Version=&Action=Put", ""),
        ("Action=Put&Version=2010-08-01x", "2010-08-01x"),
    ] {
        let error = read_as_is(form).unwrap_err();
        let message = format!("Could not find operation Put for version {version}");
        assert_eq!((error.status(), error.code()), (400, "InvalidAction"), "{form}");
        assert_eq!(error.message(), message, "{form}");
    }
    let error = read_as_is("Action=Nope&Version=2010-08-01").unwrap_err();
    assert_eq!(error.message(), "Could not find operation Nope for version 2010-08-01");
    for form in ["Version=2010-08-01&Action=Put", "Action=Put&Version=2010%2D08%2D01\r\n"] {
        assert!(read_as_is(form).is_ok(), "{form}");
    }
}

#[test]
fn golden_answer() {
    let put = THINGS.operation("Put").unwrap();
    let ids = Ids { request: "r-1", host: "" };
    let output = of(PUT, &[("Space", text("<x>")), ("Flat", Value::List(vec![text("f")]))]);
    let answer = encode(&THINGS, Protocol::AwsQuery, put, output, ids);
    assert_eq!(answer.headers()["content-type"], "text/xml");
    assert_eq!(
        answer.body().to_bytes(),
        "<PutResponse xmlns=\"http://things.amazonaws.com/doc/2010-08-01/\"><PutResult>\
         <Space>&lt;x&gt;</Space><Flat>f</Flat></PutResult>\
         <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></PutResponse>"
    );
    let touch = THINGS.operation("Touch").unwrap();
    let answer = encode(&THINGS, Protocol::AwsQuery, touch, Value::Null, ids);
    assert_eq!(
        answer.body().to_bytes(),
        "<TouchResponse xmlns=\"http://things.amazonaws.com/doc/2010-08-01/\">\
         <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></TouchResponse>"
    );
}

/// SDKs compress larger bodies of PutMetricData (CW-B1.1).
#[test]
fn a_body_may_be_gzip() {
    use std::io::Write;
    let gzip = |text: &[u8]| {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(text).unwrap();
        gzip.finish().unwrap()
    };
    let send = |body: Vec<u8>| {
        let mut sent = request("");
        sent.headers_mut().insert("content-encoding", http::HeaderValue::from_static("gzip"));
        *sent.body_mut() = Body::from(body);
        decode(&THINGS, Protocol::AwsQuery, &Incoming::from(&sent))
            .map(|decoded| decoded.unwrap().1)
    };
    assert_eq!(
        send(gzip(b"Action=Put&Version=2010-08-01&Space=x")),
        Ok(of(PUT, &[("Space", text("x"))]))
    );
    assert_eq!(send(b"Action=Put".to_vec()).unwrap_err().code(), "MalformedQueryString");
    let bomb = send(gzip(&vec![b'a'; 65 << 20]));
    assert_eq!(bomb.unwrap_err().message(), "The body is too large when decompressed");
}
