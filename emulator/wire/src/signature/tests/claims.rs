//! What is read of a request, and refused before any signature is computed.

use super::*;

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
