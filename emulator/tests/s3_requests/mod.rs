//! S3-10, the properties about how requests come in: signatures, presigned URLs, framing, hosts,
//! regions, forms, clocks. Through the raw door, each request signed as SDKs sign.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{Method, Request, Response};
use parhelion::wire::chunked;
use parhelion::wire::signature::{Credentials, Flavour, Framing, Payload, Signer, SigningKey};
use parhelion::{Body, Clock, Cloud, Timestamp, identity};
use proptest::prelude::*;
use std::time::Duration;

type Headers<'a> = &'a [(&'a str, &'a str)];

/// A client of the raw door.
struct Client {
    cloud: Cloud,
    credentials: Credentials,
    region: &'static str,
    /// What its clock shows too much.
    ahead: i64,
}

impl Client {
    fn new() -> Self {
        let credentials = Credentials {
            access_key: identity::ACCESS_KEY.into(),
            secret: identity::SECRET_KEY.into(),
            token: None,
        };
        let noon = Timestamp::from_secs(1_800_014_400);
        let cloud = Cloud::builder().clock(Clock::manual(noon)).build();
        Self { cloud, credentials, region: "us-east-1", ahead: 0 }
    }

    fn with_bucket() -> Self {
        let client = Self::new();
        assert_eq!(client.send("PUT", "/photos", &[], "").status(), 200);
        client
    }

    fn signer(&self) -> Signer<'_> {
        let now = Timestamp::from_secs(self.cloud.now().secs() + self.ahead);
        Signer {
            credentials: &self.credentials,
            region: self.region,
            service: "s3",
            flavour: Flavour::BareXml,
            now,
        }
    }

    fn signed(&self, method: &str, path: &str, headers: Headers, body: &[u8]) -> Request<Body> {
        let body = Body::from(body.to_vec());
        let payload = Payload::hash(&body).unwrap();
        let mut request = plain(method, path, headers, body);
        self.signer().sign(&mut request, &payload).unwrap();
        request
    }

    fn presigned(&self, method: &str, path: &str, headers: Headers, secs: u32) -> Request<Body> {
        let mut request = plain(method, path, headers, Body::empty());
        self.signer().presign(&mut request, secs).unwrap();
        request
    }

    fn send(&self, method: &str, path: &str, headers: Headers, body: &str) -> Response<Body> {
        self.cloud.handle(self.signed(method, path, headers, body.as_bytes())).unwrap()
    }

    fn send_as_it_is(&self, request: Request<Body>) -> Response<Body> {
        self.cloud.handle(request).unwrap()
    }

    fn pass(&self, secs: u64) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(self.cloud.advance(Duration::from_secs(secs)));
    }
}

fn plain(method: &str, path: &str, headers: Headers, body: Body) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    if !headers.iter().any(|(name, _)| *name == "host") {
        request = request.header("host", "s3.us-east-1.amazonaws.com");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(body).unwrap()
}

fn text(response: &Response<Body>) -> String {
    String::from_utf8_lossy(&response.body().to_bytes()).into_owned()
}

/// The code of an error.
fn code(response: &Response<Body>) -> String {
    let text = text(response);
    let rest = text.split_once("<Code>").map_or("", |(_, rest)| rest);
    rest.split_once("</Code>").map_or("", |(code, _)| code).to_owned()
}

fn encoded(key: &str) -> String {
    let unreserved = |b: &u8| b.is_ascii_alphanumeric() || b"-._~/".contains(b);
    let byte = |b: u8| match unreserved(&b) {
        true => (b as char).to_string(),
        false => format!("%{b:02X}"),
    };
    key.bytes().map(byte).collect()
}

fn key() -> impl Strategy<Value = String> {
    let odd = vec!["a b", "a+b", "a%2Fb", "a%25", "a//b", "/a", "a/", "a/./b", "a/../b", "é", "🦀"];
    let length = (1000..1030usize).prop_map(|length| "k".repeat(length));
    prop_oneof![3 => prop::sample::select(odd).prop_map(str::to_owned), 3 => "[ -~]{1,8}", 1 => length]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// T1: a key is its bytes, whatever they are; only 1,024 of them, and nothing above the bucket.
    #[test]
    fn t1_keys_round_trip(key in key()) {
        let client = Client::with_bucket();
        let path = format!("/photos/{}", encoded(&key));
        let put = client.send("PUT", &path, &[], "content");
        let mut depth = 0;
        let climbs = key.split('/').any(|segment| {
            depth += match segment { ".." => -1, "." | "" => 0, _ => 1 };
            depth < 0
        });
        if key.len() > 1024 {
            prop_assert_eq!(code(&put), "KeyTooLongError");
        } else if climbs {
            prop_assert_eq!(put.status(), 400);
        } else {
            prop_assert_eq!(put.status(), 200, "{}", text(&put));
            prop_assert_eq!(text(&client.send("GET", &path, &[], "")), "content");
            let list = text(&client.send("GET", "/photos?list-type=2&encoding-type=url", &[], ""));
            let found = list.split_once("<Key>").unwrap().1.split_once("</Key>").unwrap().0;
            let found = percent_encoding::percent_decode_str(&found.replace('+', " ")).decode_utf8().unwrap().into_owned();
            prop_assert_eq!(found, key);
        }
    }

    /// T9, T10: framed bodies are stored without their frames and without a trace in
    /// Content-Encoding; one wrong byte anywhere stores nothing.
    #[test]
    fn t9_t10_framed_bodies(
        (length, first) in (0..20_000usize, any::<u8>()),
        // All chunks but the last have 8 KiB or more (S3-2.6).
        size in 8192..10_000usize,
        trailer in any::<bool>(),
        gzip in any::<bool>(),
        harm in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let client = Client::with_bucket();
        let body: Vec<u8> = (0..length).map(|n| first.wrapping_add((n / 7) as u8)).collect();
        let framing = if trailer { Framing::SignedTrailer } else { Framing::Signed };
        let coding = if gzip { "gzip,aws-chunked" } else { "aws-chunked" };
        let length = body.len().to_string();
        let mut headers = vec![("content-encoding", coding), ("x-amz-decoded-content-length", &*length)];
        if trailer { headers.push(("x-amz-trailer", "x-amz-checksum-crc32")) }
        let mut request = plain("PUT", "/photos/k", &headers, Body::empty());
        let seed = client.signer().sign(&mut request, &Payload::Chunked(framing)).unwrap();
        let content = Body::from(body.clone());
        let crc = parhelion::wire::checksum::digests(&content, &[parhelion::wire::checksum::Algorithm::Crc32]).unwrap();
        let crc = crc.iter().next().unwrap().base64();
        let trailers = [("x-amz-checksum-crc32", &*crc)];
        let framed = chunked::encode(&content, size, Some(seed), if trailer { &trailers } else { &[] });
        let mut bytes = framed.to_bytes().to_vec();
        if let Some(harm) = &harm {
            let at = harm.index(bytes.len());
            bytes[at] ^= 1;
        }
        *request.body_mut() = Body::from(bytes);
        let put = client.send_as_it_is(request);
        let get = client.send("GET", "/photos/k", &[], "");
        if put.status() != 200 {
            prop_assert!(harm.is_some(), "{}", text(&put));
            prop_assert!((400..500).contains(&put.status().as_u16()), "{}", text(&put));
            prop_assert_eq!(get.status(), 404);
        } else {
            // A harmed byte may be one that says nothing, such as the case of a size's digit.
            prop_assert_eq!(get.body().to_bytes().to_vec(), body);
            let coding = get.headers().get("content-encoding").map(|it| it.to_str().unwrap().to_owned());
            prop_assert_eq!(coding.as_deref(), gzip.then_some("gzip"));
        }
    }

    /// T25, T26: a presigned URL is good for what was signed, until it expires.
    #[test]
    fn t25_t26_presigned_urls(secs in 1..2000u32, wait in 0..3000u64, change in 0..7usize) {
        let client = Client::with_bucket();
        client.send("PUT", "/photos/k", &[], "content");
        client.send("PUT", "/photos/l", &[], "content");
        let mut request = client.presigned("GET", "/photos/k?x=1", &[("x-amz-meta-a", "1")], secs);
        let uri = request.uri().to_string();
        match change {
            1 => *request.method_mut() = Method::HEAD,
            2 => *request.uri_mut() = uri.replace("/k?", "/l?").parse().unwrap(),
            3 => *request.uri_mut() = uri.replace("x=1", "x=2").parse().unwrap(),
            4 => drop(request.headers_mut().insert("x-amz-meta-a", "2".parse().unwrap())),
            5 => drop(request.headers_mut().insert("x-amz-meta-b", "2".parse().unwrap())),
            // What was not signed and is not S3's own is free.
            6 => drop(request.headers_mut().insert("content-type", "text/plain".parse().unwrap())),
            _ => {}
        }
        client.pass(wait);
        let answer = client.send_as_it_is(request);
        let in_time = wait <= u64::from(secs);
        match (in_time, change) {
            (true, 0 | 6) => prop_assert_eq!(answer.status(), 200, "{}", text(&answer)),
            (true, 5) => {
                prop_assert_eq!(answer.status(), 403, "T26");
                prop_assert!(text(&answer).contains("<HeadersNotSigned>x-amz-meta-b</HeadersNotSigned>"), "{}", text(&answer));
            }
            _ => prop_assert_eq!(answer.status(), 403, "{}", text(&answer)),
        }
        if !in_time && change == 0 {
            prop_assert!(text(&answer).contains("Request has expired"));
        }
    }

    /// T27: a request that is signed for another region learns the right one, and no data.
    #[test]
    fn t27_regions(bucket_region in 0..3usize, asked in 0..3usize) {
        const REGIONS: [&str; 3] = ["us-east-1", "eu-west-1", "ap-northeast-2"];
        let mut client = Client::new();
        client.region = REGIONS[bucket_region];
        let host = format!("s3.{}.amazonaws.com", client.region);
        let constraint = match bucket_region {
            0 => String::new(),
            n => format!("<CreateBucketConfiguration><LocationConstraint>{}</LocationConstraint></CreateBucketConfiguration>", REGIONS[n]),
        };
        prop_assert_eq!(client.send("PUT", "/photos", &[("host", &host)], &constraint).status(), 200);
        client.send("PUT", "/photos/k", &[("host", &host)], "content");
        client.region = REGIONS[asked];
        let host = format!("s3.{}.amazonaws.com", client.region);
        let answer = client.send("GET", "/photos/k", &[("host", &host)], "");
        if asked == bucket_region {
            prop_assert_eq!(text(&answer), "content");
        } else {
            prop_assert_eq!(answer.status(), 301);
            prop_assert_eq!(code(&answer), "PermanentRedirect");
            let region = answer.headers().get("x-amz-bucket-region").map(|it| it.to_str().unwrap().to_owned());
            prop_assert_eq!(region.as_deref(), Some(REGIONS[bucket_region]));
        }
    }

    /// T28: a bucket in the path and one in the host are the same, dots or not.
    #[test]
    fn t28_hosts(bucket in "[a-z]{3,6}([.][a-z]{3,6})?", key in "[a-z/]{1,6}", style in 0..3usize) {
        let client = Client::new();
        client.send("PUT", &format!("/{bucket}"), &[], "");
        let host = match style {
            0 => format!("{bucket}.s3.us-east-1.amazonaws.com"),
            1 => format!("{bucket}.s3.amazonaws.com"),
            _ => format!("{bucket}.localhost:4566"),
        };
        let put = client.send("PUT", &format!("/{key}"), &[("host", &host)], "content");
        prop_assert_eq!(put.status(), 200, "{}", text(&put));
        let by_path = client.send("GET", &format!("/{bucket}/{key}"), &[], "");
        let by_host = client.send("GET", &format!("/{key}"), &[("host", &host)], "");
        prop_assert_eq!(text(&by_path), "content");
        prop_assert_eq!(text(&by_path), text(&by_host));
        let missing = ["/x/absent".to_owned(), format!("/{bucket}/x/absent")];
        let by_host = client.send("GET", &missing[0], &[("host", &host)], "");
        let by_path = client.send("GET", &missing[1], &[], "");
        prop_assert_eq!((by_host.status(), code(&by_host)), (by_path.status(), code(&by_path)));
    }

    /// T29: us-east-1 lets its owner create a bucket again, the other regions do not; a stranger
    /// never.
    #[test]
    fn t29_created_twice(elsewhere in any::<bool>(), stranger in any::<bool>()) {
        let mut client = Client::new();
        let mut body = "";
        let mut host = "s3.us-east-1.amazonaws.com";
        if elsewhere {
            client.region = "eu-west-1";
            host = "s3.eu-west-1.amazonaws.com";
            body = "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";
        }
        prop_assert_eq!(client.send("PUT", "/photos", &[("host", host)], body).status(), 200);
        if stranger {
            client.cloud.with::<parhelion::iam::Iam, _>(|iam, _| iam.directory_mut().insert_root("111122223333", "AKIAOTHER", "secret"));
            client.credentials = Credentials { access_key: "AKIAOTHER".into(), secret: "secret".into(), token: None };
        }
        let again = client.send("PUT", "/photos", &[("host", host)], body);
        let found = code(&again);
        match (stranger, elsewhere) {
            (true, _) => prop_assert_eq!(found, "BucketAlreadyExists"),
            (false, true) => prop_assert_eq!(found, "BucketAlreadyOwnedByYou"),
            (false, false) => prop_assert_eq!(again.status(), 200),
        }
    }

    /// T51: an answer to HEAD has GET's status and headers, and no body.
    #[test]
    fn t51_heads(key in "[ab]", version in prop::option::of("[a-z]{3}"), condition in any::<bool>()) {
        let client = Client::with_bucket();
        client.send("PUT", "/photos/a", &[], "content");
        let query = version.map(|id| format!("?versionId={id}")).unwrap_or_default();
        let headers: Headers = if condition { &[("if-match", "\"other\"")] } else { &[] };
        let path = format!("/photos/{key}{query}");
        let get = client.send("GET", &path, headers, "");
        let head = client.send("HEAD", &path, headers, "");
        prop_assert_eq!(head.status(), get.status());
        prop_assert!(head.body().is_empty());
        prop_assert_eq!(head.headers().get("etag"), get.headers().get("etag"));
    }

    /// T54: a form is taken if every field is as the policy says and none is left over.
    #[test]
    fn t54_forms(size in 0..30usize, low in 0..20usize, high in 0..30usize, prefix in any::<bool>(), extra in any::<bool>(), status in prop::sample::select(vec!["200", "201", "204", ""])) {
        let client = Client::with_bucket();
        let now = client.cloud.now();
        let date = client.signer().now.date_time().replace(['-', ':'], "");
        let date = format!("{}Z", date.trim_end_matches('Z'));
        let day = &date[..8];
        let credential = format!("{}/{day}/us-east-1/s3/aws4_request", identity::ACCESS_KEY);
        let expiration = Timestamp::from_secs(now.secs() + 600).date_time_millis();
        let status_condition = if status.is_empty() { String::new() } else { format!(r#",{{"success_action_status":"{status}"}}"#) };
        let policy = format!(
            r#"{{"expiration":"{expiration}","conditions":[{{"bucket":"photos"}},["starts-with","$key","user/"],["content-length-range",{low},{high}],{{"x-amz-algorithm":"AWS4-HMAC-SHA256"}},{{"x-amz-credential":"{credential}"}},{{"x-amz-date":"{date}"}}{status_condition}]}}"#
        );
        let policy = STANDARD.encode(policy);
        let signature = SigningKey::derive(identity::SECRET_KEY, day, "us-east-1", "s3").sign(policy.as_bytes());
        let key = if prefix { "user/file" } else { "other/file" };
        let mut fields = vec![
            ("key", key), ("x-amz-algorithm", "AWS4-HMAC-SHA256"), ("x-amz-credential", &credential),
            ("x-amz-date", &date), ("policy", &policy), ("x-amz-signature", &signature),
        ];
        if extra { fields.push(("x-amz-meta-extra", "1")) }
        if !status.is_empty() { fields.push(("success_action_status", status)) }
        let mut body = String::new();
        for (name, value) in fields {
            body += &format!("--frontier\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        }
        body += &format!("--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\nContent-Type: text/plain\r\n\r\n{}\r\n--frontier--\r\n", "x".repeat(size));
        let request = plain("POST", "/photos", &[("content-type", "multipart/form-data; boundary=frontier")], Body::from(body));
        let answer = client.send_as_it_is(request);
        let stored = client.send("HEAD", &format!("/photos/{key}"), &[], "").status() == 200;
        let fits = (low..=high).contains(&size);
        let right = prefix && !extra && fits;
        prop_assert_eq!(stored, right, "{}", text(&answer));
        match (right, status) {
            (true, "200") => prop_assert_eq!(answer.status(), 200),
            (true, "201") => prop_assert_eq!(answer.status(), 201),
            (true, _) => prop_assert_eq!(answer.status(), 204),
            (false, _) => prop_assert!([400, 403].contains(&answer.status().as_u16()), "{}", text(&answer)),
        }
        if prefix && !extra && size < low && size <= high { prop_assert_eq!(code(&answer), "EntityTooSmall") }
        if prefix && !extra && size > high && low <= size { prop_assert_eq!(code(&answer), "EntityTooLarge") }
    }

    /// T55: a clock may be fifteen minutes wrong, and not a second more.
    #[test]
    fn t55_clock_skew(off in prop_oneof![895..905i64, -905..-895i64, -2000..2000i64]) {
        let mut client = Client::with_bucket();
        client.ahead = off;
        let answer = client.send("GET", "/photos?list-type=2", &[], "");
        if off.abs() <= 900 {
            prop_assert_eq!(answer.status(), 200);
        } else {
            prop_assert_eq!(code(&answer), "RequestTimeTooSkewed");
            // What a client corrects its clock by.
            let body = text(&answer);
            let server = body.split_once("<ServerTime>").unwrap().1.split_once('<').unwrap().0.to_owned();
            prop_assert_eq!(Timestamp::parse_date_time(&server).unwrap().secs(), client.cloud.now().secs());
            client.ahead = 0;
            prop_assert_eq!(client.send("GET", "/photos?list-type=2", &[], "").status(), 200);
        }
    }

    /// T56: only who signs may choose the answer's headers.
    #[test]
    fn t56_overrides(signed in any::<bool>(), value in "[a-z]{1,8}") {
        let client = Client::with_bucket();
        let block = "<PublicAccessBlockConfiguration><BlockPublicPolicy>false</BlockPublicPolicy></PublicAccessBlockConfiguration>";
        let md5 = |text: &str| {
            let found = parhelion::wire::checksum::digests(&Body::from(text.to_owned()), &[parhelion::wire::checksum::Algorithm::Md5]).unwrap();
            found.iter().next().unwrap().base64()
        };
        client.send("PUT", "/photos?publicAccessBlock", &[("content-md5", &md5(block))], block);
        let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/*"}]}"#;
        let put = client.send("PUT", "/photos?policy", &[("content-md5", &md5(policy))], policy);
        prop_assert_eq!(put.status(), 204, "{}", text(&put));
        client.send("PUT", "/photos/k", &[], "content");
        let path = format!("/photos/k?response-content-type=text%2F{value}");
        let answer = if signed { client.send("GET", &path, &[], "") } else {
            client.send_as_it_is(plain("GET", &path, &[], Body::empty()))
        };
        if signed {
            prop_assert_eq!(answer.headers()["content-type"].to_str().unwrap(), format!("text/{value}"));
        } else {
            prop_assert_eq!((answer.status().as_u16(), code(&answer)), (400, "InvalidRequest".to_owned()));
        }
    }

    /// T59: parameters that begin with `x-` say nothing to S3, but are signed like the others.
    #[test]
    fn t59_unknown_parameters(name in "x-[a-z]{1,6}", value in "[a-z]{0,4}", forged in any::<bool>()) {
        prop_assume!(!name.starts_with("x-amz-") && name != "x-id");
        let client = Client::with_bucket();
        client.send("PUT", "/photos/k", &[], "content");
        let path = format!("/photos/k?{name}={value}");
        let mut request = client.signed("GET", &path, &[], b"");
        if forged {
            *request.uri_mut() = format!("{path}z").parse().unwrap();
        }
        let answer = client.send_as_it_is(request);
        if forged {
            prop_assert_eq!(code(&answer), "SignatureDoesNotMatch");
        } else {
            prop_assert_eq!(text(&answer), "content");
        }
    }
}
