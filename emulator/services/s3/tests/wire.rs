//! What operations look like as bytes: paths, headers and documents.

use crate::raw::{crc32, md5, says, send, text};
use crate::support::*;
use http::StatusCode;

#[test]
fn s3_6_1_versioning_on_the_wire() {
    let mut cloud = Cloud::with_bucket();
    says(&mut cloud, ("GET", "/photos?versioning", ""), 200, "<VersioningConfiguration");
    let body = "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Status>Enabled</Status></VersioningConfiguration>";
    says(&mut cloud, ("PUT", "/photos?versioning", body), 200, "");
    says(&mut cloud, ("GET", "/photos?versioning", ""), 200, "<Status>Enabled</Status>");
    let wrong = "<VersioningConfiguration><Status>enabled</Status></VersioningConfiguration>";
    says(&mut cloud, ("PUT", "/photos?versioning", wrong), 400, "<Code>MalformedXML</Code>");
    let empty = "<VersioningConfiguration/>";
    let code = "<Code>IllegalVersioningConfigurationException</Code>";
    says(&mut cloud, ("PUT", "/photos?versioning", empty), 400, code);
    let made = send(&mut cloud, "PUT", "/photos/k", &[], "x");
    assert!(made.headers().contains_key("x-amz-version-id"));
    let marked = send(&mut cloud, "DELETE", "/photos/k", &[], "");
    assert_eq!(
        (marked.status().as_u16(), &marked.headers()["x-amz-delete-marker"]),
        (204, &"true".parse().unwrap())
    );
    says(&mut cloud, ("GET", "/photos?versions", ""), 200, "<DeleteMarker>");
    let missing = send(&mut cloud, "HEAD", "/photos/k", &[], "");
    assert_eq!(missing.status(), StatusCode::NOT_FOUND);
    assert!(missing.headers().contains_key("x-amz-delete-marker"), "S3-6.3(a)");
}

#[test]
fn s3_4_multipart_on_the_wire() {
    let mut cloud = Cloud::with_bucket();
    let made = text(&send(&mut cloud, "POST", "/photos/a%20b?uploads", &[], ""));
    assert!(made.contains("<InitiateMultipartUploadResult"), "{made}");
    let id = made.split("<UploadId>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let path = format!("/photos/a%20b?partNumber=1&uploadId={id}");
    let part = send(&mut cloud, "PUT", &path, &[], "x");
    let tag = part.headers()["etag"].to_str().unwrap().to_owned();
    says(
        &mut cloud,
        ("GET", &format!("/photos/a%20b?uploadId={id}"), ""),
        200,
        "<PartNumber>1</PartNumber>",
    );
    says(&mut cloud, ("GET", "/photos?uploads", ""), 200, "<Key>a b</Key>");
    let path = format!("/photos/a%20b?uploadId={id}");
    for (body, code) in [
        ("", "InvalidRequest"),
        ("<CompleteMultipartUpload></CompleteMultipartUpload>", "MalformedXML"),
        ("<CompleteMultipartUpload><Part></CompleteMultipartUpload>", "MalformedXML"),
        (
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>x</ETag></Part></CompleteMultipartUpload>",
            "InvalidPart",
        ),
    ] {
        says(&mut cloud, ("POST", &path, body), 400, &format!("<Code>{code}</Code>"));
    }
    let body = format!(
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{tag}</ETag></Part></CompleteMultipartUpload>"
    );
    says(&mut cloud, ("POST", &path, &body), 200, "<CompleteMultipartUploadResult");
    let copied = send(&mut cloud, "PUT", "/photos/c", &["x-amz-copy-source: photos/a%20b"], "");
    assert!(text(&copied).contains("<CopyObjectResult"), "{}", text(&copied));
    let attributes = ["x-amz-object-attributes: ETag,ObjectParts, StorageClass"];
    let shown = text(&send(&mut cloud, "GET", "/photos/a%20b?attributes", &attributes, ""));
    for part in
        ["<GetObjectAttributesResponse", "<PartsCount>1</PartsCount>", "<StorageClass>STANDARD<"]
    {
        assert!(shown.contains(part), "{shown}");
    }
}

#[test]
fn s3_7_6_h_acls_on_the_wire() {
    let mut cloud = Cloud::with_acls();
    let acl = text(&send(&mut cloud, "GET", "/photos?acl", &[], ""));
    for part in [
        "<AccessControlPolicy",
        "xsi:type=\"CanonicalUser\"",
        "<Permission>FULL_CONTROL</Permission>",
    ] {
        assert!(acl.contains(part), "{acl}");
    }
    let start = acl.find("<AccessControlPolicy").unwrap();
    says(&mut cloud, ("PUT", "/photos?acl", &acl[start..]), 200, "");
    says(
        &mut cloud,
        ("PUT", "/photos?acl", "<AccessControlPolicy/>"),
        400,
        "<Code>MalformedACLError</Code>",
    );
    let canned = send(
        &mut cloud,
        "PUT",
        "/photos?acl",
        &["x-amz-acl: public-read", "content-md5: 1B2M2Y8AsgTpgAmY7PhCfg=="],
        "",
    );
    assert_eq!(canned.status(), StatusCode::OK, "{}", text(&canned));
    says(&mut cloud, ("GET", "/photos?acl", ""), 200, "AllUsers");
}

#[test]
fn s3_7_configurations_on_the_wire() {
    let mut cloud = Cloud::with_bucket();
    for (name, put, status, got) in [
        (
            "lifecycle",
            "<LifecycleConfiguration><Rule><ID>r</ID><Filter><Prefix>a</Prefix></Filter><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>",
            200,
            "<Days>1</Days>",
        ),
        (
            "website",
            "<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument></WebsiteConfiguration>",
            200,
            "<Suffix>index.html</Suffix>",
        ),
        (
            "notification",
            "<NotificationConfiguration><EventBridgeConfiguration/></NotificationConfiguration>",
            200,
            "EventBridgeConfiguration",
        ),
        (
            "requestPayment",
            "<RequestPaymentConfiguration><Payer>Requester</Payer></RequestPaymentConfiguration>",
            200,
            "<Payer>Requester</Payer>",
        ),
        (
            "accelerate",
            "<AccelerateConfiguration><Status>Enabled</Status></AccelerateConfiguration>",
            200,
            "Enabled",
        ),
        ("logging", "<BucketLoggingStatus/>", 200, "<BucketLoggingStatus"),
        (
            "metrics&id=m",
            "<MetricsConfiguration><Id>m</Id></MetricsConfiguration>",
            204,
            "<Id>m</Id>",
        ),
        (
            "inventory&id=i",
            "<InventoryConfiguration><Destination><S3BucketDestination><Bucket>arn:aws:s3:::photos</Bucket><Format>CSV</Format></S3BucketDestination></Destination><IsEnabled>true</IsEnabled><Id>i</Id><IncludedObjectVersions>All</IncludedObjectVersions><Schedule><Frequency>Daily</Frequency></Schedule></InventoryConfiguration>",
            204,
            "<Frequency>Daily</Frequency>",
        ),
        (
            "analytics&id=a",
            "<AnalyticsConfiguration><Id>a</Id><StorageClassAnalysis/></AnalyticsConfiguration>",
            204,
            "<Id>a</Id>",
        ),
        (
            "intelligent-tiering&id=t",
            "<IntelligentTieringConfiguration><Id>t</Id><Status>Enabled</Status><Tiering><Days>90</Days><AccessTier>ARCHIVE_ACCESS</AccessTier></Tiering></IntelligentTieringConfiguration>",
            204,
            "<AccessTier>ARCHIVE_ACCESS</AccessTier>",
        ),
    ] {
        let path = format!("/photos?{name}");
        says(&mut cloud, ("PUT", &path, put), status, "");
        says(&mut cloud, ("GET", &path, ""), 200, got);
    }
    for name in ["replication", "object-lock"] {
        says(&mut cloud, ("GET", &format!("/photos?{name}"), ""), 404, "NotFoundError</Code>");
    }
}

#[test]
fn s3_3_17_d_restores_on_the_wire() {
    let mut cloud = Cloud::with_bucket();
    send(&mut cloud, "PUT", "/photos/a%20b", &["x-amz-storage-class: GLACIER"], "x");
    let body = "<RestoreRequest><Days>1</Days></RestoreRequest>";
    let path = "/photos/a%20b?restore";
    assert_eq!(send(&mut cloud, "POST", path, &[], body).status(), StatusCode::ACCEPTED);
    assert_eq!(send(&mut cloud, "POST", path, &[], body).status(), StatusCode::CONFLICT);
    cloud.advance(1);
    assert_eq!(send(&mut cloud, "POST", path, &[], body).status(), StatusCode::OK);
    let head = send(&mut cloud, "HEAD", "/photos/a%20b", &[], "");
    assert!(head.headers()["x-amz-restore"].to_str().unwrap().contains("expiry-date"));
    assert_eq!(head.headers()["x-amz-storage-class"], "GLACIER", "T50");
}

#[test]
fn s3_3_3_g_if_range() {
    let mut cloud = Cloud::with_bucket();
    let made = send(&mut cloud, "PUT", "/photos/k", &[], "0123456789");
    let tag = format!("if-range: {}", made.headers()["etag"].to_str().unwrap());
    let range = "range: bytes=2-4";
    let same = send(&mut cloud, "GET", "/photos/k", &[range, &tag], "");
    assert_eq!((same.status().as_u16(), text(&same).as_str()), (206, "234"));
    let other = send(&mut cloud, "GET", "/photos/k", &[range, "if-range: \"x\""], "");
    assert_eq!((other.status().as_u16(), text(&other).as_str()), (200, "0123456789"));
}

#[test]
fn s3_3_25_encryption_is_updated_in_place() {
    let mut cloud = Cloud::with_bucket();
    cloud.make_key("1234");
    let made = send(&mut cloud, "PUT", "/photos/k", &[], "x");
    let body = "<ObjectEncryption><SSE-KMS><KMSKeyArn>arn:aws:kms:us-east-1:123456789012:key/1234</KMSKeyArn></SSE-KMS></ObjectEncryption>";
    let digest = format!("content-md5: {}", md5(body));
    let done = send(&mut cloud, "PUT", "/photos/k?encryption", &[&digest], body);
    assert_eq!(done.status(), StatusCode::OK, "{}", text(&done));
    let head = send(&mut cloud, "HEAD", "/photos/k", &[], "");
    assert_eq!(head.headers()["x-amz-server-side-encryption"], "aws:kms");
    assert_eq!(head.headers()["etag"], made.headers()["etag"], "S3-3.12(e)");
}

#[test]
fn s3_5_4_a_versions_and_markers_interleave() {
    let mut cloud = Cloud::with_bucket();
    cloud.versioning("Enabled");
    for key in ["a&b", "b"] {
        cloud.put(key, "1").unwrap();
        cloud.delete(key).unwrap();
        cloud.put(key, "22").unwrap();
    }
    for path in ["/photos?versions", "/photos?versions&encoding-type=url"] {
        let xml = text(&send(&mut cloud, "GET", path, &[], ""));
        let found: Vec<&str> = xml
            .split('<')
            .filter(|part| part.starts_with("Version>") || part.starts_with("DeleteMarker>"))
            .map(|part| part.split('>').next().unwrap())
            .collect();
        let one = ["Version", "DeleteMarker", "Version"];
        assert_eq!(found, [one, one].concat(), "{xml}");
        assert!(xml.find("<Size>2</Size>") < xml.find("<Size>1</Size>"), "{xml}");
        assert!(xml.ends_with("</ListVersionsResult>"), "{xml}");
    }
}

#[test]
fn s3_7_15_a_events_that_are_none() {
    let mut cloud = Cloud::with_bucket();
    let body = "<NotificationConfiguration><QueueConfiguration>\
                <Queue>arn:aws:sqs:us-east-1:123456789012:q</Queue><Event>s3:Nonsense</Event>\
                </QueueConfiguration></NotificationConfiguration>";
    says(&mut cloud, ("PUT", "/photos?notification", body), 400, "<ArgumentValue>s3:Nonsense<");
}

#[test]
fn statuses_that_botocores_model_does_not_know() {
    let mut cloud = Cloud::with_bucket();
    send(&mut cloud, "PUT", "/photos/k", &[], "x");
    let mut get = |path: &str, header: &str| {
        let response = send(&mut cloud, "GET", path, &[header], "");
        (response.status().as_u16(), response.body().len())
    };
    assert_eq!(get("/photos/k", "range: bytes=0-0"), (206, 1));
    assert_eq!(get("/photos/k", "accept: */*"), (200, 1));
    assert_eq!(get("/photos/k", "range: bytes=5-6").0, 416);
    assert_eq!(get("/photos/k", "if-none-match: *"), (304, 0));
    let policy = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\
                  \"Principal\":\"*\",\"Action\":\"s3:PutObject\",\
                  \"Resource\":\"arn:aws:s3:::photos/none\"}}";
    let tags = "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>";
    for (path, body, status) in [
        ("/photos?policy", policy, 204),
        ("/photos?tagging=", tags, 204),
        ("/photos/k?tagging", tags, 200),
    ] {
        says(&mut cloud, ("PUT", path, body), status, "");
        let digest = format!("content-md5: {}", md5(body));
        let answer = send(&mut cloud, "PUT", path, &[&digest], body);
        let length = answer.headers().contains_key("content-length");
        assert_eq!((answer.body().len(), length), (0, status != 204), "S3-0.5(f): {path}");
    }
    says(&mut cloud, ("GET", "/photos?policy", ""), 200, "2012-10-17");
}

/// S3-3.14(d): of every operation that has the header.
#[test]
fn the_algorithm_that_is_named_is_the_one_that_is_brought() {
    let mut cloud = Cloud::with_bucket();
    let made = text(&send(&mut cloud, "POST", "/photos/k?uploads", &[], ""));
    let id = made.split("<UploadId>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let part = format!("/photos/k?partNumber=1&uploadId={id}");
    let tags = "<Tagging><TagSet/></Tagging>";
    let keys = "<Delete><Object><Key>a</Key></Object></Delete>";
    let versions = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    let named = |name: &str| format!("x-amz-sdk-checksum-algorithm: {name}");
    for (method, path, body) in [
        ("PUT", "/photos/k", "x"),
        ("PUT", &*part, "x"),
        ("POST", "/photos?delete", keys),
        ("PUT", "/photos?tagging", tags),
        ("PUT", "/photos/k?tagging", tags),
        ("PUT", "/photos?versioning", versions),
    ] {
        let digest = format!("content-md5: {}", md5(body));
        let crc = format!("x-amz-checksum-crc32: {}", crc32(body));
        let mut ask = |headers: &[&str]| {
            let answer = send(&mut cloud, method, path, headers, body);
            (answer.status().as_u16(), text(&answer))
        };
        let alone = "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* \
                     or x-amz-trailer headers were found.";
        let invalid = "Value for x-amz-sdk-checksum-algorithm header is invalid.";
        for (headers, words) in [
            (&[&*named("CRC32")][..], alone),
            (&[&named("CRC32"), &digest], alone),
            (&[&named("SHA256"), &crc], invalid),
            (&[&named("CRC32C"), &crc, &digest], invalid),
            (&[&named("ROT13"), &crc], invalid),
        ] {
            let (status, said) = ask(headers);
            let expected = format!("<Code>InvalidRequest</Code><Message>{words}</Message>");
            assert!(
                status == 400 && said.contains(&expected),
                "{method} {path} {headers:?}: {said}"
            );
        }
        for name in ["CRC32", "crc32"] {
            let (status, said) = ask(&[&named(name), &crc]);
            assert!(status < 300, "{method} {path} {name}: {said}");
        }
    }
    // Others do not know it.
    for (method, path, body) in [("POST", "/photos/k?uploads", ""), ("GET", "/photos", "")] {
        let answer = send(&mut cloud, method, path, &[&named("CRC32")], body);
        assert_eq!(answer.status(), StatusCode::OK, "{}", text(&answer));
    }
}

/// <https://www.w3.org/TR/xml/#charsets>: in keys as in all other texts, raw or as references.
#[test]
fn documents_have_only_characters_of_xml() {
    let mut cloud = Cloud::with_bucket();
    let no_characters = (1..0x20).filter(|c| ![0x9, 0xa, 0xd].contains(c)).chain([0xfffe, 0xffff]);
    let characters = [0x9, 0x7f, 0x85, 0xfffd, 0x1_f600];
    let all = no_characters.map(|c| (c, false)).chain(characters.map(|c| (c, true)));
    for (code, good) in all {
        let raw = char::from_u32(code).unwrap().to_string();
        for c in [raw, format!("&#{code};"), format!("&#x{code:x};")] {
            for (method, path, body) in [
                (
                    "POST",
                    "/photos?delete",
                    format!("<Delete><Object><Key>a{c}b</Key></Object></Delete>"),
                ),
                (
                    "PUT",
                    "/photos?lifecycle",
                    format!(
                        "<LifecycleConfiguration><Rule><ID>r</ID><Filter><Prefix>{c}</Prefix></Filter>\
                         <Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule>\
                         </LifecycleConfiguration>"
                    ),
                ),
            ] {
                let digest = format!("content-md5: {}", md5(&body));
                let answer = send(&mut cloud, method, path, &[&digest], &body);
                let said = text(&answer);
                assert_eq!(answer.status() == StatusCode::OK, good, "{path} {c:?}: {said}");
                assert_eq!(
                    said.contains("<Code>MalformedXML</Code>"),
                    !good,
                    "{path} {c:?}: {said}"
                );
            }
            let tags = format!(
                "<Tagging><TagSet><Tag><Key>{c}</Key><Value>v</Value></Tag></TagSet></Tagging>"
            );
            let place = format!(
                "<CreateBucketConfiguration><!--{c}--><LocationConstraint>EU{c}</LocationConstraint>\
                 </CreateBucketConfiguration>"
            );
            for (path, body) in [("/photos?tagging", tags), ("/others", place)] {
                let digest = format!("content-md5: {}", md5(&body));
                let said = text(&send(&mut cloud, "PUT", path, &[&digest], &body));
                assert_eq!(
                    said.contains("<Code>MalformedXML</Code>"),
                    !good,
                    "{path} {c:?}: {said}"
                );
            }
        }
    }
}
