#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::*;
use crate::checksum::sha256_hex;
use crate::error::Result;
use crate::{Body, Error, Timestamp};
use http::Request;
use proptest::prelude::*;
use std::time::Duration;

const HOST: &str = "examplebucket.s3.amazonaws.com";

fn credentials() -> Credentials {
    Credentials {
        access_key: "AKIAIOSFODNN7EXAMPLE".into(),
        secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".into(),
        token: None,
    }
}

/// 2013-05-24T00:00:00Z, the day of S3-2.5.
fn day() -> Timestamp {
    date::parse_basic("20130524T000000Z").unwrap()
}

fn signer(credentials: &Credentials) -> Signer<'_> {
    Signer {
        credentials,
        region: "us-east-1",
        service: "s3",
        flavour: Flavour::BareXml,
        now: day(),
    }
}

fn request(method: &str, host: &str, path: &str, headers: &[(&str, &str)]) -> Request<()> {
    let mut builder =
        Request::builder().method(method).uri(format!("https://{host}{path}")).header("host", host);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(()).unwrap()
}

fn claim(request: &Request<()>, flavour: Flavour) -> Result<SigV4> {
    Ok(parse(request.into(), flavour)?.signed().unwrap().clone())
}

fn check_at(request: &Request<()>, flavour: Flavour, now: Timestamp) -> Result<Seed> {
    let claimed = parse(request.into(), flavour)?;
    let payload = match flavour {
        Flavour::BareXml => Payload::declared(request.into(), &claimed)?,
        Flavour::WrappedXml | Flavour::Json => Payload::of_body(request.into(), &Body::empty())?,
    };
    let claim = claimed.signed().unwrap();
    verify(
        claim,
        request.into(),
        &payload,
        flavour,
        &credentials().secret,
        &SigningKeys::default(),
        now,
    )
}

fn check(request: &Request<()>) -> Result<Seed> {
    check_at(request, Flavour::BareXml, day())
}

fn signed(method: &str, path: &str, headers: &[(&str, &str)]) -> Request<()> {
    let mut request = request(method, HOST, path, headers);
    signer(&credentials()).sign(&mut request, &Payload::empty()).unwrap();
    request
}

fn set(request: &mut Request<()>, name: &'static str, value: &str) {
    request.headers_mut().insert(name, value.parse().unwrap());
}

fn edit(request: &mut Request<()>, from: &str, to: &str) {
    let text = request.headers()["authorization"].to_str().unwrap().replacen(from, to, 1);
    set(request, "authorization", &text);
}

fn reuri(request: &mut Request<()>, from: &str, to: &str) {
    let uri = request.uri().to_string().replacen(from, to, 1);
    *request.uri_mut() = uri.parse().unwrap();
}

fn field<'a>(error: &'a Error, name: &str) -> &'a str {
    error.fields().iter().find(|(own, _)| own == name).map(|(_, text)| text.as_str()).unwrap()
}

fn fields(error: &Error) -> Vec<(&str, &str)> {
    error.fields().iter().map(|(name, text)| (name.as_ref(), text.as_str())).collect()
}

/// S3-2.5, the rows with a header signature and a plain body.
#[test]
fn documented_headers() {
    let put_body: Body = "Welcome to Amazon S3.".into();
    let nothing = Body::empty();
    let cases = [
        (
            "GET",
            "/test.txt",
            vec![("range", "bytes=0-9")],
            &nothing,
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
        (
            "PUT",
            "/test%24file.text",
            vec![
                ("date", "Fri, 24 May 2013 00:00:00 GMT"),
                ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            ],
            &put_body,
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ),
        (
            "GET",
            "/?lifecycle",
            vec![],
            &nothing,
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        ),
        (
            "GET",
            "/?max-keys=2&prefix=J",
            vec![],
            &nothing,
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        ),
    ];
    for (method, path, headers, body, expected) in cases {
        let mut request = request(method, HOST, path, &headers);
        let seed =
            signer(&credentials()).sign(&mut request, &Payload::hash(body).unwrap()).unwrap();
        assert_eq!(seed.signature, expected, "{method} {path}");
        let verified = check(&request).unwrap();
        assert_eq!(verified, seed);
        assert_eq!(verified.scope, "20130524/us-east-1/s3/aws4_request");
    }
}

/// S3-2.5, the presigned row; S3-2.7(d), (j).
#[test]
fn documented_query() {
    let mut request = request("GET", HOST, "/test.txt", &[]);
    signer(&credentials()).presign(&mut request, 86_400).unwrap();
    let query = request.uri().query().unwrap();
    assert!(query.ends_with(
        "X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
    ));
    let last = day() + Duration::from_secs(86_400);
    check_at(&request, Flavour::BareXml, last).unwrap();
    assert!(claim(&request, Flavour::BareXml).unwrap().is_presigned());
    let error = check_at(&request, Flavour::BareXml, last + Duration::from_secs(1)).unwrap_err();
    assert_eq!(error.to_string(), "403 AccessDenied: Request has expired");
    assert_eq!(
        fields(&error),
        [
            ("X-Amz-Expires", "86400"),
            ("Expires", "2013-05-25T00:00:00Z"),
            ("ServerTime", "2013-05-25T00:00:01Z")
        ]
    );
    let early = day() - Duration::from_secs(901);
    let error = check_at(&request, Flavour::BareXml, early).unwrap_err();
    assert_eq!(error.message(), "Request is not yet valid");
}

/// S3-2.13, the documented form: the policy's text is signed as it is.
#[test]
fn documented_form_policy() {
    let policy = include_str!("form_policy.txt").trim();
    let key = SigningKey::derive(&credentials().secret, "20151229", "us-east-1", "s3");
    assert_eq!(
        key.sign(policy.as_bytes()),
        "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e"
    );
}

/// S3-2.1.
#[test]
fn schemes() {
    let plain = request("GET", HOST, "/", &[]);
    assert_eq!(parse((&plain).into(), Flavour::BareXml).unwrap(), Claim::Anonymous);
    let both = signed("GET", "/?X-Amz-Algorithm=AWS4-HMAC-SHA256", &[]);
    let error = check(&both).unwrap_err();
    assert_eq!((error.status(), error.code()), (400, "InvalidArgument"));
    assert!(error.message().starts_with("Only one auth mechanism allowed; only the X-Amz-"));
    assert_eq!(field(&error, "ArgumentName"), "Authorization");
    for (authorization, code, message) in [
        ("AWS AKID", "InvalidArgument", "AWS authorization header is invalid."),
        ("AWS4-ECDSA-P256-SHA256 Credential=a", "NotImplemented", "Parhelion"),
        ("Bearer x", "InvalidArgument", "Unsupported Authorization Type"),
        ("", "InvalidArgument", "Unsupported Authorization Type"),
        (
            "AWS4-HMAC-SHA256 Credential=a",
            "AuthorizationHeaderMalformed",
            "The authorization header is malformed; the authorization header requires three",
        ),
    ] {
        let request = request("GET", HOST, "/", &[("authorization", authorization)]);
        let error = claim(&request, Flavour::BareXml).unwrap_err();
        assert_eq!(error.code(), code);
        assert!(error.message().starts_with(message), "{error}");
    }
    let request = request("GET", HOST, "/?Signature=b", &[]);
    assert_eq!(claim(&request, Flavour::BareXml).unwrap_err().code(), "AccessDenied");
    assert_eq!(parse((&request).into(), Flavour::Json).unwrap(), Claim::Anonymous);
}

/// S3-2.2(h), S3-2.3, S3-2.8: what is wrong about an `Authorization` header.
#[test]
fn malformed_headers() {
    for (from, to, what) in [
        ("20130524/", "20130525/", "Invalid credential date \"20130525\"."),
        ("20130524/", "2013/", "incorrect date format \"2013\"."),
        ("/us-east-1", "", "the Credential is mal-formed; expecting \"<YOUR-AKID>/"),
        ("aws4_request", "aws5_request", "incorrect terminal \"aws5_request\"."),
        ("AKIAIOSFODNN7EXAMPLE", "", "a non-empty Access Key (AKID) must be provided"),
    ] {
        let mut request = signed("GET", "/", &[]);
        edit(&mut request, from, to);
        let error = check(&request).unwrap_err();
        assert_eq!((error.status(), error.code()), (400, "AuthorizationHeaderMalformed"));
        let prefix = format!("The authorization header is malformed; {what}");
        assert!(error.message().starts_with(&prefix), "{error}");
    }
    let mut request = signed("GET", "/", &[]);
    edit(&mut request, ", ", ",");
    edit(&mut request, ", ", ",");
    check(&request).unwrap();
    request.headers_mut().remove("x-amz-date");
    assert_eq!(check(&request).unwrap_err().code(), "AccessDenied");
    set(&mut request, "date", "Fri, 24 May 2013 00:00:00 GMT");
    assert_eq!(check(&request).unwrap_err().code(), "SignatureDoesNotMatch");
}

/// S3-1.4(d).
#[test]
fn wrong_regions() {
    let header = claim(&signed("GET", "/", &[]), Flavour::BareXml).unwrap();
    let error = errors::wrong_region(Flavour::BareXml, &header, "eu-west-1");
    assert_eq!(
        error.to_string(),
        "400 AuthorizationHeaderMalformed: The authorization header is malformed; the region \
         'us-east-1' is wrong; expecting 'eu-west-1'"
    );
    assert_eq!(field(&error, "Region"), "eu-west-1");
    let error = errors::wrong_region(Flavour::Json, &header, "eu-west-1");
    assert_eq!(error.code(), "InvalidSignatureException");
}

/// S3-2.8; others as in AWS's troubleshooting guide.
#[test]
fn a_scope_of_another_service() {
    let mut header = claim(&signed("GET", "/", &[]), Flavour::BareXml).unwrap();
    check_service(&header, &["s3"], Flavour::BareXml).unwrap();
    check_service(&header, &["s3express", "s3"], Flavour::BareXml).unwrap();
    let error = |claim: &SigV4, own: &str, flavour| {
        check_service(claim, &[own], flavour).unwrap_err().to_string()
    };
    let scoped = |own: &str| format!("Credential should be scoped to correct service: '{own}'. ");
    for (flavour, own, answer) in [
        (Flavour::WrappedXml, "iam", "403 SignatureDoesNotMatch: "),
        (Flavour::Json, "logs", "400 InvalidSignatureException: "),
    ] {
        assert_eq!(error(&header, own, flavour), format!("{answer}{}", scoped(own)));
    }
    header.scope.service = "logs".to_owned();
    let what = "incorrect service \"logs\". This endpoint belongs to \"s3\".";
    let answer = "400 AuthorizationHeaderMalformed: The authorization header is malformed; ";
    assert_eq!(error(&header, "s3", Flavour::BareXml), format!("{answer}{what}"));
    header.expires = Some(60);
    let answer =
        "400 AuthorizationQueryParametersError: Error parsing the X-Amz-Credential parameter; ";
    assert_eq!(error(&header, "s3", Flavour::BareXml), format!("{answer}{what}"));
}

/// The same guide's other faults of a scope.
#[test]
fn terminators_and_dates_of_scopes() {
    let presigned = |credential: &str| {
        let query = format!(
            "/?X-Amz-Algorithm={ALGORITHM}&X-Amz-Credential={credential}\
             &X-Amz-Date=20130524T000000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host\
             &X-Amz-Signature=0"
        );
        request("GET", HOST, &query, &[])
    };
    let terminal = "AKID/20130524/us-east-1/s3/aws3_request";
    let day_before = "AKID/20130523/us-east-1/s3/aws4_request";
    for (credential, flavour, code, text) in [
        (
            terminal,
            Flavour::BareXml,
            "AuthorizationQueryParametersError",
            "This endpoint uses \"aws4_request\".",
        ),
        (
            terminal,
            Flavour::WrappedXml,
            "SignatureDoesNotMatch",
            "valid terminator: 'aws4_request', not 'aws3_request'.",
        ),
        (
            terminal,
            Flavour::Json,
            "InvalidSignatureException",
            "valid terminator: 'aws4_request', not 'aws3_request'.",
        ),
        (
            day_before,
            Flavour::BareXml,
            "AuthorizationQueryParametersError",
            "not the same as X-Amz-Date: \"20130524\".",
        ),
        (
            day_before,
            Flavour::WrappedXml,
            "SignatureDoesNotMatch",
            "'20130523' != '20130524', from '20130524T000000Z'.",
        ),
        (
            day_before,
            Flavour::Json,
            "InvalidSignatureException",
            "'20130523' != '20130524', from '20130524T000000Z'.",
        ),
    ] {
        let error = claim(&presigned(credential), flavour).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        assert!(error.message().ends_with(text), "{error}");
    }
}

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

/// S3-2.7(a)–(c).
#[test]
fn malformed_queries() {
    let mut presigned = request("GET", HOST, "/a?x=1", &[]);
    signer(&credentials()).presign(&mut presigned, 60).unwrap();
    check(&presigned).unwrap();
    for name in ["Algorithm", "Credential", "Date", "Expires", "SignedHeaders", "Signature"] {
        let mut request = presigned.clone();
        reuri(&mut request, &format!("X-Amz-{name}="), "y=");
        let error = check(&request).unwrap_err();
        assert_eq!((error.status(), error.code()), (400, "AuthorizationQueryParametersError"));
        assert!(error.message().starts_with("Query-string authentication version 4 requires the"));
    }
    for (from, to, message) in [
        ("Expires=60", "Expires=604801", "X-Amz-Expires must be less than a week (in seconds); "),
        ("Expires=60", "Expires=-1", "X-Amz-Expires must be non-negative"),
        ("Expires=60", "Expires=1h", "X-Amz-Expires should be a number"),
        ("%2Fus-east-1", "%252Fus-east-1", "Error parsing the X-Amz-Credential parameter; the Cre"),
        ("AWS4-HMAC-SHA256", "AWS4-X", "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256 and"),
        ("T000000Z", "", "X-Amz-Date must be in the ISO8601 Long Format"),
    ] {
        let mut request = presigned.clone();
        reuri(&mut request, from, to);
        let error = check(&request).unwrap_err();
        assert_eq!(error.code(), "AuthorizationQueryParametersError");
        assert!(error.message().starts_with(message), "{error}");
    }
    let mut request = presigned.clone();
    reuri(&mut request, "x=1", "x=2");
    assert_eq!(check(&request).unwrap_err().code(), "SignatureDoesNotMatch");
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

fn any_path() -> impl Strategy<Value = String> {
    "(/[a-zA-Z0-9._~$+ü%/-]{0,12}){1,3}".prop_map(|path| canonical::encode(path.as_bytes(), true))
}

proptest! {
    /// What is signed verifies; one changed byte of path, query, header or signature does not.
    #[test]
    fn signed_verifies_and_changed_does_not(
        path in any_path(),
        query in "[a-z]{1,3}=[a-zA-Z0-9%+/]{0,8}",
        value in "[ -~]{0,20}",
        presigned in any::<bool>(),
        change in 0..4,
        s3 in any::<bool>(),
    ) {
        let credentials = credentials();
        let (service, flavour) = if s3 { ("s3", Flavour::BareXml) } else { ("logs", Flavour::Json) };
        let signer = Signer { service, flavour, ..signer(&credentials) };
        let query = query.replace('%', "%25");
        let mut request =
            request("GET", HOST, &format!("{path}?{query}"), &[("x-amz-meta-a", &value)]);
        if presigned {
            signer.presign(&mut request, 60).unwrap();
        } else {
            signer.sign(&mut request, &Payload::empty()).unwrap();
        }
        check_at(&request, flavour, day()).unwrap();
        match change {
            0 => reuri(&mut request, &format!("{HOST}{path}"), &format!("{HOST}{path}z")),
            1 => reuri(&mut request, &format!("?{query}"), &format!("?{query}z")),
            2 => set(&mut request, "x-amz-meta-a", &format!("{}z", value.trim())),
            _ if presigned => reuri(&mut request, "X-Amz-Signature=", "X-Amz-Signature=0"),
            _ => edit(&mut request, "Signature=", "Signature=0"),
        }
        prop_assert!(check_at(&request, flavour, day()).is_err());
    }

    #[test]
    fn no_header_panics(authorization in "(AWS4-HMAC-SHA256 )?[ -~]{0,80}", date in "[ -~]{0,20}") {
        for flavour in [Flavour::BareXml, Flavour::WrappedXml, Flavour::Json] {
            let headers = [("authorization", authorization.as_str()), ("x-amz-date", &date)];
            let _ = check_at(&request("GET", HOST, "/", &headers), flavour, day());
        }
    }

    #[test]
    fn no_mutated_header_panics(at in any::<prop::sample::Index>(), byte in 32u8..127, cut in any::<bool>()) {
        let mut request = signed("GET", "/a?b", &[]);
        let mut bytes = request.headers()["authorization"].as_bytes().to_vec();
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        let same = request.headers()["authorization"].as_bytes() == bytes;
        set(&mut request, "authorization", std::str::from_utf8(&bytes).unwrap());
        for flavour in [Flavour::BareXml, Flavour::WrappedXml, Flavour::Json] {
            if let (Ok(claim), false) = (claim(&request, flavour), same) {
                let _ = verify(&claim, (&request).into(), &Payload::Unsigned, flavour, "x", &SigningKeys::default(), day());
            }
        }
    }

    #[test]
    fn no_query_panics(
        values in prop::collection::vec("[!-~&&[^#<>\"]]{0,16}", 6),
        names in prop::collection::vec(
            prop::sample::select(vec!["Algorithm", "Credential", "Date", "Expires",
                "SignedHeaders", "Signature", "Security-Token"]), 6),
        real in any::<bool>(),
    ) {
        let mut query: Vec<String> =
            names.iter().zip(&values).map(|(name, value)| format!("X-Amz-{name}={value}")).collect();
        if real {
            query.push("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a/20130524/b/s3/aws4_request\
                        &X-Amz-Date=20130524T000000Z&X-Amz-Expires=5&X-Amz-SignedHeaders=host\
                        &X-Amz-Signature=0".into());
        }
        let uri = format!("https://{HOST}/?{}", query.join("&"));
        if let Ok(uri) = uri.parse::<http::Uri>() {
            let request = Request::builder().uri(uri).body(()).unwrap();
            for flavour in [Flavour::BareXml, Flavour::WrappedXml, Flavour::Json] {
                let is_signed = parse((&request).into(), flavour).is_ok_and(|c| c.signed().is_some());
                prop_assert!(!is_signed || check_at(&request, flavour, day()).is_err());
            }
            let _ = sign::headers_in_query(request.uri());
        }
    }

    #[test]
    fn canonical_forms_are_stable(text in "[ -~]{0,40}") {
        let encoded = canonical::encode(text.as_bytes(), false);
        prop_assert_eq!(&*canonical::percent_decode(&encoded, true), text.as_bytes());
        let once = canonical::query(&text);
        prop_assert_eq!(canonical::query(&once), once);
    }
}
