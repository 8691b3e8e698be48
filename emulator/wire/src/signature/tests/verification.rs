//! What is verified, and what is said where it does not fit.

use super::*;

/// S3-2.3.
#[test]
fn skew() {
    let request = signed("GET", "/", &[]);
    let quarter = Duration::from_secs(900);
    for now in [day() + quarter, day() - quarter] {
        check_at(&request, Flavour::BareXml, now).unwrap();
    }
    for (now, server_time) in [
        (day() + quarter + Duration::from_secs(1), "2013-05-24T00:15:01Z"),
        (day() - quarter - Duration::from_secs(1), "2013-05-23T23:44:59Z"),
    ] {
        let error = check_at(&request, Flavour::BareXml, now).unwrap_err();
        assert_eq!(
            error.to_string(),
            "403 RequestTimeTooSkewed: The difference between the request time and the current \
             time is too large."
        );
        assert_eq!(
            fields(&error),
            [
                ("RequestTime", "20130524T000000Z"),
                ("ServerTime", server_time),
                ("MaxAllowedSkewMilliseconds", "900000")
            ]
        );
    }
}

/// S3-2.8.
#[test]
fn mismatch_tells_what_was_computed() {
    let mut request = signed("GET", "/test.txt", &[]);
    set(&mut request, "host", "other.s3.amazonaws.com");
    let error = check(&request).unwrap_err();
    assert_eq!(
        error.to_string(),
        "403 SignatureDoesNotMatch: The request signature we calculated does not match the \
         signature you provided. Check your key and signing method."
    );
    let names: Vec<&str> = error.fields().iter().map(|(name, _)| name.as_ref()).collect();
    assert_eq!(
        names,
        [
            "AWSAccessKeyId",
            "StringToSign",
            "SignatureProvided",
            "StringToSignBytes",
            "CanonicalRequest",
            "CanonicalRequestBytes"
        ]
    );
    let canonical = field(&error, "CanonicalRequest");
    assert!(canonical.starts_with("GET\n/test.txt\n\nhost:other.s3.amazonaws.com\n"));
    let text = field(&error, "StringToSign");
    assert_eq!(
        text,
        format!(
            "AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n{}",
            sha256_hex(canonical.as_bytes())
        )
    );
    assert!(field(&error, "StringToSignBytes").starts_with("41 57 53 34 2d 48"));
    assert!(field(&error, "CanonicalRequestBytes").starts_with("47 45 54 0a 2f"));
}

/// S3-2.2(d), S3-2.7(f), (g).
#[test]
fn unsigned_headers() {
    let mut header = signed("PUT", "/a", &[]);
    let mut query = request("PUT", HOST, "/a", &[]);
    signer(&credentials()).presign(&mut query, 60).unwrap();
    for request in [&mut header, &mut query] {
        set(request, "content-type", "text/plain");
        check(request).unwrap();
        set(request, "x-amz-meta-b", "1");
        set(request, "x-amz-acl", "private");
        let error = check(request).unwrap_err();
        assert_eq!(
            error.to_string(),
            "403 AccessDenied: There were headers present in the request which were not signed"
        );
        assert_eq!(field(&error, "HeadersNotSigned"), "x-amz-acl, x-amz-meta-b");
    }
    let mut listed = signed("PUT", "/a", &[("content-type", "text/plain")]);
    listed.headers_mut().remove("content-type");
    assert_eq!(check(&listed).unwrap_err().code(), "SignatureDoesNotMatch");
}

/// S3-2.4.
#[test]
fn payload_modes() {
    let of = |value: Option<&str>, claim: &Claim| {
        let headers: Vec<_> =
            value.map(|value| ("x-amz-content-sha256", value)).into_iter().collect();
        let request = request("PUT", HOST, "/a", &headers);
        Payload::declared((&request).into(), claim)
    };
    let header = Claim::Header(claim(&signed("GET", "/", &[]), Flavour::BareXml).unwrap());
    for (text, payload) in [
        (key::EMPTY_SHA256, Payload::Sha256(key::EMPTY_SHA256.into())),
        ("UNSIGNED-PAYLOAD", Payload::Unsigned),
        ("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", Payload::Chunked(Framing::Signed)),
        ("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", Payload::Chunked(Framing::SignedTrailer)),
        ("STREAMING-UNSIGNED-PAYLOAD-TRAILER", Payload::Chunked(Framing::UnsignedTrailer)),
    ] {
        let read = of(Some(text), &header).unwrap();
        assert_eq!(read.text(), text);
        assert_eq!(read, payload);
    }
    assert_eq!(of(None, &Claim::Anonymous), Ok(Payload::Unsigned));
    let error = of(None, &header).unwrap_err();
    assert_eq!(
        error.to_string(),
        "400 InvalidRequest: Missing required header for this request: x-amz-content-sha256"
    );
    let error = of(Some("abc"), &header).unwrap_err();
    assert_eq!(error.code(), "InvalidArgument");
    assert!(error.message().starts_with("x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAM"));
    assert_eq!(field(&error, "ArgumentName"), "x-amz-content-sha256");
    let sigv4a = of(Some("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD"), &header).unwrap_err();
    assert_eq!(sigv4a.code(), "NotImplemented");
}

/// Other services: codes by protocol, five minutes of skew, the body's own hash (CW-A1.3).
#[test]
fn other_services() {
    let credentials = credentials();
    let signer = Signer { service: "logs", flavour: Flavour::Json, ..signer(&credentials) };
    let mut request = request("POST", "logs.us-east-1.amazonaws.com", "/", &[]);
    signer.sign(&mut request, &Payload::empty()).unwrap();
    for (flavour, status, mismatch, incomplete) in [
        (Flavour::Json, 400, "InvalidSignatureException", "IncompleteSignatureException"),
        (Flavour::WrappedXml, 403, "SignatureDoesNotMatch", "IncompleteSignature"),
    ] {
        let at = |secs: i64| Timestamp::from_secs(day().secs() + secs);
        check_at(&request, flavour, at(300)).unwrap();
        for (secs, message) in [
            (
                301,
                "Signature expired: 20130524T000000Z is now earlier than 20130524T000001Z \
                 (20130524T000501Z - 5 min.)",
            ),
            (
                -301,
                "Signature not yet current: 20130524T000000Z is still later than \
                 20130523T235959Z (20130523T235459Z + 5 min.)",
            ),
        ] {
            let error = check_at(&request, flavour, at(secs)).unwrap_err();
            assert_eq!((error.status(), error.code()), (status, mismatch));
            assert_eq!(error.message(), message);
        }
        let claimed = claim(&request, flavour).unwrap();
        let payload = Payload::hash(&"{}".into()).unwrap();
        let secret = &credentials.secret;
        let keys = SigningKeys::default();
        let error = verify(&claimed, (&request).into(), &payload, flavour, secret, &keys, day());
        let error = error.unwrap_err();
        assert_eq!((error.status(), error.code()), (status, mismatch));
        assert!(error.message().ends_with("Consult the service documentation for details."));
        let mut cut = request.clone();
        edit(&mut cut, "Signature=", "x=");
        let error = check_at(&cut, flavour, day()).unwrap_err();
        assert_eq!((error.status(), error.code()), (status, incomplete));
        assert_eq!(error.message(), "Authorization header requires 'Signature' parameter.");
    }
}

/// S3-2.7(h).
#[test]
fn parameters_that_stand_for_headers() {
    let uri = "/a?X-Amz-Date=1&x-amz-meta-a=b%20c&X-Amz-Acl=private&x-id=PutObject&x-amz-meta-(=1\
               &x-amz-checksum-crc32=AAAAAA%3D%3D&x-amz-sdk-checksum-algorithm=CRC32\
               &x-amz-checksum-mode=ENABLED";
    let headers = sign::headers_in_query(&uri.parse().unwrap());
    let headers: Vec<_> =
        headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect();
    let expected =
        [("x-amz-meta-a", "b c"), ("x-amz-acl", "private"), ("x-amz-checksum-mode", "ENABLED")];
    assert_eq!(headers, expected);
}

/// Temporary credentials (S3-2.1(f)): the token is signed, and handed on.
#[test]
fn tokens() {
    let credentials = Credentials { token: Some("to/ken+=".into()), ..credentials() };
    let mut header = request("GET", HOST, "/", &[]);
    signer(&credentials).sign(&mut header, &Payload::Unsigned).unwrap();
    let mut query = request("GET", HOST, "/", &[]);
    signer(&credentials).presign(&mut query, 5).unwrap();
    for request in [header, query] {
        check(&request).unwrap();
        let claim = claim(&request, Flavour::BareXml).unwrap();
        assert_eq!(claim.token.as_deref(), Some("to/ken+="));
    }
}
