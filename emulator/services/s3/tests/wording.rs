//! What violated constraints of the model are called (S3-8.2).

use crate::raw::{send, text};
use crate::support::*;

/// `method`, path, headers, what the answer holds.
type Row = (&'static str, &'static str, &'static [&'static str], u16, &'static str);

const HEADERS: [Row; 20] = [
    ("PUT", "/photos/k", &["x-amz-storage-class: FOO"], 400, "<Code>InvalidStorageClass</Code>"),
    ("PUT", "/photos/k", &["x-amz-acl: foo"], 400, "<ArgumentName>x-amz-acl</ArgumentName>"),
    (
        "PUT",
        "/photos/k",
        &["x-amz-server-side-encryption: foo"],
        400,
        "<Code>InvalidEncryptionAlgorithmError</Code>",
    ),
    ("PUT", "/photos/k", &["x-amz-object-lock-mode: foo"], 400, "Unknown wormMode directive."),
    ("PUT", "/photos/k", &["x-amz-object-lock-legal-hold: foo"], 400, "either of 'ON' or 'OFF'"),
    (
        "PUT",
        "/new",
        &["x-amz-object-ownership: foo"],
        400,
        "Invalid x-amz-object-ownership header: foo",
    ),
    ("PUT", "/photos/k", &["x-amz-copy-source: foo"], 400, "Invalid copy source object key"),
    (
        "PUT",
        "/photos/k",
        &["x-amz-copy-source: photos/a", "x-amz-metadata-directive: FOO"],
        400,
        "Unknown metadata directive.",
    ),
    (
        "PUT",
        "/photos/k",
        &["x-amz-copy-source: photos/a", "x-amz-tagging-directive: FOO"],
        400,
        "Unknown tagging directive.",
    ),
    (
        "POST",
        "/photos/k?uploads",
        &["x-amz-checksum-algorithm: FOO"],
        400,
        "any of the valid types",
    ),
    ("GET", "/photos?encoding-type=foo", &[], 400, "Invalid Encoding Method specified in Request"),
    ("GET", "/photos/k?attributes", &["x-amz-object-attributes: foo"], 400, "InvalidArgument"),
    ("GET", "/photos/k?attributes", &[], 400, "<ArgumentName>x-amz-object-attributes<"),
    (
        "GET",
        "/photos/k?partNumber=x",
        &[],
        400,
        "must be an integer between 1 and 10000, inclusive",
    ),
    (
        "PUT",
        "/photos?acl",
        &["x-amz-acl: log-delivery-write"],
        400,
        "AccessControlListNotSupported",
    ),
    ("GET", "/photos/k?response-expires=junk", &[], 200, ""),
    (
        "PUT",
        "/photos?lifecycle",
        &["content-md5: 1B2M2Y8AsgTpgAmY7PhCfg=="],
        400,
        "MissingRequestBodyError",
    ),
    (
        "PUT",
        "/photos?object-lock",
        &["content-md5: 1B2M2Y8AsgTpgAmY7PhCfg=="],
        400,
        "MissingRequestBodyError",
    ),
    (
        "PUT",
        "/photos?tagging",
        &["content-md5: 1B2M2Y8AsgTpgAmY7PhCfg=="],
        400,
        "MissingRequestBodyError",
    ),
    ("POST", "/photos/k", &[], 405, "<ResourceType>OBJECT</ResourceType>"),
];

#[test]
fn s3_8_2_headers_and_parameters() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("k", "x").unwrap();
    for (method, path, headers, status, part) in HEADERS {
        let answer = send(&mut cloud, method, path, headers, "");
        let said = text(&answer);
        assert_eq!(answer.status().as_u16(), status, "{method} {path} {headers:?}: {said}");
        assert!(said.contains(part), "{method} {path} {headers:?}: {said}");
    }
}

#[test]
fn s3_1_7_a_long_keys_are_refused_when_read_too() {
    let mut cloud = Cloud::with_bucket();
    let path = format!("/photos/{}", "k".repeat(1025));
    for method in ["GET", "PUT", "DELETE"] {
        let said = text(&send(&mut cloud, method, &path, &[], ""));
        assert!(said.contains("<Code>KeyTooLongError</Code>"), "{method}: {said}");
    }
    let missing = path.replace("photos", "nowhere");
    assert!(text(&send(&mut cloud, "GET", &missing, &[], "")).contains("NoSuchBucket"), "S3-0.6");
}

#[test]
fn s3_7_10_g_reads_name_no_encryption() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("k", "x").unwrap();
    let header = ["x-amz-server-side-encryption: AES256"];
    let said = text(&send(&mut cloud, "GET", "/photos/k", &header, ""));
    assert!(said.contains("header is not supported for this operation"), "{said}");
    assert_eq!(send(&mut cloud, "HEAD", "/photos/k", &header, "").status(), 400);
}

#[test]
fn s3_4_8_an_empty_number_is_none() {
    let mut cloud = Cloud::with_bucket();
    for path in ["/photos?max-keys=", "/photos?list-type=2&max-keys=", "/photos?versions&max-keys="]
    {
        let said = text(&send(&mut cloud, "GET", path, &[], ""));
        assert!(said.contains("<MaxKeys>1000</MaxKeys>"), "{path}: {said}");
    }
}

#[test]
fn s3_4_4_h_a_completion_names_the_checksum_of_the_object() {
    let mut cloud = Cloud::with_bucket();
    let id = cloud.upload("k");
    let tag = cloud.part("k", &id, 1, parhelion_wire::Body::from("123456789")).unwrap();
    let path = format!("/photos/k?uploadId={id}");
    let body = |tag: &str| {
        format!(
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber>{tag}</Part></CompleteMultipartUpload>"
        )
    };
    let said = text(&send(&mut cloud, "POST", &path, &[], &body("")));
    assert!(said.contains("MalformedXML"), "no ETag: {said}");
    let body = body(&format!("<ETag>{tag}</ETag>"));
    let wrong = ["x-amz-checksum-crc64nvme: AAAAAAAAAAA="];
    let said = text(&send(&mut cloud, "POST", &path, &wrong, &body));
    assert!(said.contains("The crc64nvme you specified did not match"), "{said}");
    let right = ["x-amz-checksum-crc64nvme: rosUhgp5mIg="];
    let said = text(&send(&mut cloud, "POST", &path, &right, &body));
    assert!(said.contains("<CompleteMultipartUploadResult"), "{said}");
}

#[test]
fn s3_0_5_d_bodies_that_are_no_acl() {
    let mut cloud = Cloud::with_acls();
    for body in ["junk", "<AccessControlPolicy><Owner/></AccessControlPolicy>"] {
        let said = text(&send(&mut cloud, "PUT", "/photos?acl", &[], body));
        assert!(said.contains("<Code>MalformedACLError</Code>"), "{body}: {said}");
    }
}

#[test]
fn s3_7_13_b_s3_7_15_d_what_handlers_judge_themselves() {
    let mut cloud = Cloud::with_bucket();
    let site = "<WebsiteConfiguration><RedirectAllRequestsTo><HostName>a</HostName>\
                <Protocol>ftp</Protocol></RedirectAllRequestsTo></WebsiteConfiguration>";
    let said = text(&send(&mut cloud, "PUT", "/photos?website", &[], site));
    assert!(said.contains("Invalid protocol, protocol can be http or https."), "{said}");
    let rules = |name: &str| {
        format!(
            "<NotificationConfiguration><QueueConfiguration><Id>i</Id>\
             <Queue>arn:aws:sqs:us-east-1:{OWNER}:q</Queue><Event>s3:ObjectCreated:*</Event>\
             <Filter><S3Key><FilterRule><Name>{name}</Name><Value>a</Value></FilterRule></S3Key>\
             </Filter></QueueConfiguration></NotificationConfiguration>"
        )
    };
    let said = text(&send(&mut cloud, "PUT", "/photos?notification", &[], &rules("infix")));
    assert!(said.contains("filter rule name must be either prefix or suffix"), "{said}");
    let stored = send(&mut cloud, "PUT", "/photos?notification", &[], &rules("Prefix"));
    assert_eq!(stored.status(), 200, "what GET answers is accepted again: {}", text(&stored));
}

#[test]
fn s3_1_3_h_sub_resources_have_no_other_methods() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("k", "x").unwrap();
    for (method, path, kind) in [
        ("DELETE", "/photos?versioning", "VERSIONING"),
        ("DELETE", "/photos?acl=", "ACL"),
        ("PUT", "/new?location", "LOCATION"),
        ("PUT", "/photos/k?torrent", "TORRENT"),
        ("DELETE", "/photos/k?acl", "ACL"),
        ("DELETE", "/photos/k?legal-hold&x-id=y", "LEGAL_HOLD"),
    ] {
        let answer = send(&mut cloud, method, path, &[], "");
        let said = text(&answer);
        assert_eq!(answer.status(), 405, "{method} {path}: {said}");
        assert!(!answer.headers()["allow"].to_str().unwrap().contains(method), "{path}");
        assert!(said.contains(&format!("<ResourceType>{kind}</ResourceType>")), "{said}");
    }
    assert_eq!(cloud.keys(), ["k"], "S3-9.1(c)");
    for path in ["/photos?foo", "/photos?x-acl", "/photos/k?policy", "/photos?max-keys=1&acl"] {
        assert_eq!(send(&mut cloud, "GET", path, &[], "").status(), 200, "{path}");
    }
}

#[test]
fn s3_3_19_a_a_copy_source_is_decoded_before_it_is_split() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("a b", "x").unwrap();
    for source in ["photos%2Fa%20b", "%2Fphotos%2Fa%20b", "/photos/a%20b"] {
        let header = format!("x-amz-copy-source: {source}");
        let answer = send(&mut cloud, "PUT", "/photos/copy", &[&header], "");
        assert_eq!(answer.status(), 200, "{source}: {}", text(&answer));
    }
    assert_eq!(cloud.read("copy").unwrap(), "x");
}

#[test]
fn s3_3_1_g_an_empty_content_type_is_none() {
    let mut cloud = Cloud::with_bucket();
    for headers in [&["content-type: "][..], &[]] {
        send(&mut cloud, "PUT", "/photos/k", headers, "x");
        let kept = cloud.head("k").unwrap().content_type;
        assert_eq!(kept.as_deref(), Some("binary/octet-stream"), "{headers:?}");
    }
}
