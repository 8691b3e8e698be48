//! What real clients and browsers send, byte by byte, that S3 takes or refuses in its own words.

use crate::raw::{md5, send, text};
use crate::support::*;
use parhelion_s3::model::ListBucketsInput;
use parhelion_s3::model::operations::ListBuckets;
use parhelion_world::service::Response;

/// S3-1.3(c)
#[test]
fn s3_1_3_half_a_part_is_no_object() {
    let mut cloud = Cloud::with_bucket();
    for (query, message) in [
        ("partNumber=1", "This operation does not accept partNumber without uploadId"),
        ("uploadId=x", "This operation does not accept uploadId without partNumber"),
    ] {
        for headers in [&[][..], &["x-amz-copy-source: photos/a"]] {
            let path = format!("/photos/k?{query}");
            let refused = send(&mut cloud, "PUT", &path, headers, "x");
            assert_eq!(refused.status(), 400);
            assert!(text(&refused).contains(message), "{}", text(&refused));
        }
    }
    assert!(cloud.keys().is_empty());
}

/// S3-5.2: a parameter of the other listing is no parameter that may be passed over.
#[test]
fn s3_5_2_a_listing_of_the_first_kind_knows_no_start_after() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("a", "x").unwrap();
    for (query, told) in [
        ("start-after=a", "startAfter"),
        ("prefix=&start-after=", "startAfter"),
        ("continuation-token=t", "continuation-token"),
        ("fetch-owner=true", "fetch-owner"),
    ] {
        let refused = send(&mut cloud, "GET", &format!("/photos?{query}"), &[], "");
        assert_eq!(refused.status(), 400, "{query}");
        let message =
            format!("<Message>{told} only supported in REST.GET.BUCKET with list-type=2<");
        assert!(text(&refused).contains(&message), "{}", text(&refused));
        let taken =
            send(&mut cloud, "GET", &format!("/photos?list-type=2&start-after=&{query}"), &[], "");
        assert!(!text(&taken).contains("only supported"), "{}", text(&taken));
    }
}

/// XML has no room for these, however they are written, and S3 takes nothing else.
#[test]
fn s3_0_5_d_control_characters_are_malformed() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("a\u{1}b", "x").unwrap();
    for key in ["a\u{1}b", "a&#1;b", "a&#x1;b", "a\u{fffe}b", "&#0;"] {
        let body = format!("<Delete><Object><Key>{key}</Key></Object></Delete>");
        let refused = delete(&mut cloud, &body);
        assert_eq!(refused.status(), 400, "{key}");
        assert!(text(&refused).contains("<Code>MalformedXML</Code>"), "{}", text(&refused));
    }
    assert_eq!(cloud.keys(), ["a\u{1}b"]);
    let taken = delete(&mut cloud, "<Delete><Object><Key>a&#13;&#9;b</Key></Object></Delete>");
    assert_eq!(taken.status(), 200);
}

fn delete(cloud: &mut Cloud, body: &str) -> Response {
    send(cloud, "POST", "/photos?delete", &[&format!("content-md5: {}", md5(body))], body)
}

/// The CRT client and pyarrow write it in small letters.
#[test]
fn s3_3_15_checksum_mode_in_any_case() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("k", "x").unwrap();
    for mode in ["ENABLED", "enabled", "Enabled"] {
        for method in ["GET", "HEAD"] {
            let header = format!("x-amz-checksum-mode: {mode}");
            let got = send(&mut cloud, method, "/photos/k", &[&header], "");
            assert_eq!(got.status(), 200, "{mode}");
            assert!(got.headers().contains_key("x-amz-checksum-crc64nvme"), "{mode}");
        }
    }
}

/// S3-7.6(g): what writes an object may say what is so anyway.
#[test]
fn s3_7_6_g_full_control_forms_where_acls_are_off() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("a", "x").unwrap();
    let owner = cloud.call::<ListBuckets>(ListBucketsInput::default()).unwrap().owner.unwrap();
    let own = format!("x-amz-grant-full-control: id=\"{}\"", owner.id.unwrap());
    let (canned, copy) = (|acl: &str| format!("x-amz-acl: {acl}"), "x-amz-copy-source: photos/a");
    for (acl, on_write, on_acl) in [
        (canned("private"), 200, 400),
        (canned("bucket-owner-full-control"), 200, 200),
        (own, 200, 200),
        (canned("bucket-owner-read"), 400, 400),
        (canned("aws-exec-read"), 400, 400),
        (canned("public-read"), 400, 400),
        ("x-amz-grant-read: id=\"x\"".to_owned(), 400, 400),
    ] {
        for (method, path, headers, status) in [
            ("PUT", "/photos/k", vec![&*acl], on_write),
            ("PUT", "/photos/k", vec![&*acl, copy], on_write),
            ("POST", "/photos/k?uploads", vec![&*acl], on_write),
            ("PUT", "/photos/a?acl", vec![&*acl], on_acl),
            ("PUT", "/photos?acl", vec![&*acl], on_acl),
        ] {
            let answer = send(&mut cloud, method, path, &headers, "");
            assert_eq!(answer.status(), status, "{acl} {method} {path}: {}", text(&answer));
        }
    }
    // Of another account's, `private` would not be the bucket owner's.
    cloud.statements(
        r#"{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::photos/*"}"#,
    );
    cloud.by(root(OTHER));
    let refused = send(&mut cloud, "PUT", "/photos/k", &["x-amz-acl: private"], "");
    assert!(text(&refused).contains("AccessControlListNotSupported"), "{}", text(&refused));
}

/// S3-3.19(a): decoded as a query is, or the object's URL.
#[test]
fn s3_3_19_a_copy_sources_as_clients_write_them() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("a b", "spaced").unwrap();
    cloud.put("a+b", "plus").unwrap();
    for (source, content) in [
        ("photos/a+b", "spaced"),
        ("photos/a%20b", "spaced"),
        ("photos/a%2Bb", "plus"),
        ("https://photos.s3.us-east-1.amazonaws.com/a%2Bb", "plus"),
        ("https://s3.amazonaws.com/photos/a+b", "spaced"),
    ] {
        let header = format!("x-amz-copy-source: {source}");
        let copied = send(&mut cloud, "PUT", "/photos/c", &[&header], "");
        assert_eq!(copied.status(), 200, "{source}: {}", text(&copied));
        assert_eq!(cloud.read("c").unwrap(), content, "{source}");
    }
}

/// S3-1.7(e): a plus in a path is a blank, wherever the path is read.
#[test]
fn s3_1_7_e_a_plus_in_a_path_is_a_blank() {
    let mut cloud = Cloud::with_bucket();
    assert_eq!(send(&mut cloud, "PUT", "/photos/a+b", &[], "x").status(), 200);
    assert_eq!(send(&mut cloud, "PUT", "/photos/a%2Bb", &[], "y").status(), 200);
    assert_eq!(cloud.keys(), ["a b", "a+b"]);
    assert_eq!(text(&send(&mut cloud, "GET", "/photos/a%20b", &[], "")), "x");
    assert_eq!(text(&send(&mut cloud, "GET", "/photos/a+b", &[], "")), "x");
    let missing = text(&send(&mut cloud, "GET", "/photos/v0.15.1+x/y", &[], ""));
    assert!(missing.contains("<Key>v0.15.1 x/y</Key>"), "{missing}");
    let upload = cloud.upload("c d");
    let path = format!("/photos/c+d?uploadId={upload}");
    let malformed = text(&send(&mut cloud, "POST", &path, &[], "<no"));
    assert!(malformed.contains("MalformedXML"), "the upload is known: {malformed}");
}

/// S3-1.8(g): only tags that are asked for are in the way.
#[test]
fn s3_1_8_g_a_bucket_with_tags_is_created_again() {
    let mut cloud = Cloud::with_bucket();
    let tags = "<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>";
    let header = format!("content-md5: {}", md5(tags));
    let put = send(&mut cloud, "PUT", "/photos?tagging", &[&header], tags);
    assert_eq!(put.status(), 204, "a tag without a value has an empty one: {}", text(&put));
    assert_eq!(send(&mut cloud, "PUT", "/photos", &[], "").status(), 200);
    let shown = text(&send(&mut cloud, "GET", "/photos?tagging", &[], ""));
    assert!(shown.contains("<Key>a</Key><Value></Value>"), "{shown}");
    let asked = "<CreateBucketConfiguration><Tags><Tag><Key>b</Key></Tag></Tags></CreateBucketConfiguration>";
    let again = send(&mut cloud, "PUT", "/photos", &[], asked);
    assert_eq!(again.status(), 409, "{}", text(&again));
    let system = asked.replace("<Key>b", "<Key>aws:b");
    let refused = text(&send(&mut cloud, "PUT", "/another", &[], &system));
    assert!(refused.contains("<Message>User-defined tag keys can"), "S3-1.8(p): {refused}");
}

#[test]
fn s3_5_2_an_empty_token_is_none() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("k", "x").unwrap();
    for path in ["/photos?list-type=2&continuation-token=", "/?continuation-token="] {
        let listed = send(&mut cloud, "GET", path, &[], "");
        assert_eq!(listed.status(), 200, "{path}: {}", text(&listed));
    }
}

/// S3-6.6(k): nothing at all is no retention; an empty one removes it.
#[test]
fn s3_6_6_an_empty_body_is_no_retention() {
    let mut cloud = Cloud::new();
    let locked = "x-amz-bucket-object-lock-enabled: true";
    assert_eq!(send(&mut cloud, "PUT", "/photos", &[locked], "").status(), 200);
    cloud.put("k", "x").unwrap();
    for (query, body, status) in [
        ("retention", "", 400),
        ("legal-hold", "", 400),
        ("retention", "<Retention/>", 200),
        ("legal-hold", "<LegalHold/>", 400),
    ] {
        let header = format!("content-md5: {}", md5(body));
        let answer = send(&mut cloud, "PUT", &format!("/photos/k?{query}"), &[&header], body);
        assert_eq!(answer.status(), status, "{query} {body}: {}", text(&answer));
        assert_eq!(text(&answer).contains("<Code>MalformedXML</Code>"), status == 400);
    }
}

/// S3-7.14: any permission of an ACL.
#[test]
fn s3_7_14_access_logs_may_be_granted_to_read_their_acl() {
    let mut cloud = Cloud::with_acls();
    let owner = cloud.call::<ListBuckets>(ListBucketsInput::default()).unwrap().owner.unwrap();
    let id = owner.id.unwrap();
    let body = format!(
        "<BucketLoggingStatus><LoggingEnabled><TargetBucket>photos</TargetBucket>\
         <TargetGrants><Grant><Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:type=\"CanonicalUser\"><ID>{id}</ID></Grantee><Permission>READ_ACP</Permission></Grant>\
         </TargetGrants><TargetPrefix>l</TargetPrefix></LoggingEnabled></BucketLoggingStatus>"
    );
    let answer = send(&mut cloud, "PUT", "/photos?logging", &[], &body);
    assert_eq!(answer.status(), 200, "{}", text(&answer));
}

/// S3-3.2: what a form names in characters that no header has is counted instead.
#[test]
fn s3_3_2_metadata_that_no_header_can_carry() {
    let mut cloud = Cloud::with_bucket();
    let metadata = [("plain".to_owned(), "1".to_owned()), ("ü".to_owned(), "2".to_owned())];
    let input = parhelion_s3::model::PutObjectInput {
        metadata: Some(metadata.into_iter().collect()),
        ..put("k", "x")
    };
    cloud.call::<parhelion_s3::model::operations::PutObject>(input).unwrap();
    for method in ["GET", "HEAD"] {
        let got = send(&mut cloud, method, "/photos/k", &[], "");
        assert_eq!(got.headers()["x-amz-missing-meta"], "1");
        assert_eq!(got.headers()["x-amz-meta-plain"], "1");
    }
}

/// Where requests name nothing that is there to be named.
#[test]
fn s3_1_3_h_and_s3_8_2_what_is_refused_is_named() {
    let mut cloud = Cloud::with_bucket();
    for body in ["", "not XML"] {
        let posted = text(&send(&mut cloud, "POST", "/photos/k", &[], body));
        assert!(posted.contains("<Code>MethodNotAllowed</Code>"), "{posted}");
        assert!(posted.contains("<ResourceType>OBJECT</ResourceType>"), "{posted}");
    }
    let undecodable = text(&send(&mut cloud, "GET", "/photos/%zz", &[], ""));
    assert!(undecodable.contains("<Code>InvalidURI</Code>"), "{undecodable}");
    assert!(undecodable.contains("<URI>/photos/%zz</URI>"), "{undecodable}");
}

/// S3-3.17(b), of a copy: <https://github.com/s3tools/s3cmd/pull/193>.
#[test]
fn s3_3_17_b_archives_as_sources() {
    let mut cloud = Cloud::with_bucket();
    send(&mut cloud, "PUT", "/photos/k", &["x-amz-storage-class: GLACIER"], "x");
    let id = cloud.upload("m");
    let part = format!("/photos/m?partNumber=1&uploadId={id}");
    for path in ["/photos/c", &part] {
        let refused = send(&mut cloud, "PUT", path, &["x-amz-copy-source: photos/k"], "");
        let said = text(&refused).replace("&apos;", "'");
        assert_eq!(refused.status(), 403, "{said}");
        assert!(said.contains("Operation is not valid for the source object's storage class"));
    }
}
