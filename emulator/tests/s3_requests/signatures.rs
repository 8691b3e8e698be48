//! S3-10: what a signature covers, and for how long it is good.

use super::{Client, code, plain, text};
use http::Method;
use parhelion::{Body, Timestamp};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

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

/// S3-7.9: a browser asks before it uses a URL that was signed for another method, and without the
/// signature that it has not got.
#[test]
fn s3_7_9_preflights_are_never_authenticated() {
    let client = Client::with_bucket();
    let rules = "<CORSConfiguration><CORSRule><AllowedOrigin>https://a</AllowedOrigin>\
                 <AllowedMethod>PUT</AllowedMethod><AllowedHeader>*</AllowedHeader></CORSRule>\
                 </CORSConfiguration>";
    let md5 = {
        use base64::Engine as _;
        let found = parhelion::wire::checksum::digests(
            &parhelion::Body::from(rules),
            &[parhelion::wire::checksum::Algorithm::Md5],
        );
        let bytes = found.unwrap().iter().next().unwrap().bytes().to_vec();
        base64::engine::general_purpose::STANDARD.encode(bytes)
    };
    let put = client.send("PUT", "/photos?cors", &[("content-md5", &md5)], rules);
    assert_eq!(put.status(), 200, "{}", text(&put));
    let signed = client.presigned("PUT", "/photos/k", &[], 60);
    let asks = |method: Option<&str>| {
        let mut request = http::Request::builder().method("OPTIONS").uri(signed.uri());
        request =
            request.header("host", "s3.us-east-1.amazonaws.com").header("origin", "https://a");
        if let Some(method) = method {
            request = request.header("access-control-request-method", method);
        }
        client.send_as_it_is(request.body(parhelion::Body::empty()).unwrap())
    };
    assert_eq!(asks(Some("PUT")).headers()["access-control-allow-origin"], "https://a");
    assert_eq!(code(&asks(Some("GET"))), "AccessForbidden");
    assert_eq!(code(&asks(None)), "BadRequest");
}
