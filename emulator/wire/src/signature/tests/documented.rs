//! The documentation's own examples (S3-2.5, S3-2.13).

use super::*;

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
