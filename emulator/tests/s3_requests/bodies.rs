//! S3-10: framed bodies, answers without one, browser uploads.

use super::{Client, Headers, code, plain, text};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use parhelion::wire::chunked;
use parhelion::wire::signature::{Framing, Payload, SigningKey};
use parhelion::{Body, Timestamp, identity};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

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
}
