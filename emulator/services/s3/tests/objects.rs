//! S3-3: putting and reading.

use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use parhelion_wire::{Body, Timestamp};
use parhelion_world::world::EPOCH;

const MD5_OF_TEST: &str = "\"098f6bcd4621d373cade4e832627b4f6\"";

#[test]
fn s3_3_1_a_what_a_put_answers() {
    let mut cloud = Cloud::with_bucket();
    let put = cloud.put("k", "test").unwrap();
    assert_eq!(put.e_tag.as_deref(), Some(MD5_OF_TEST));
    assert_eq!(put.server_side_encryption.as_deref(), Some("AES256"));
    assert!(put.checksum_crc64nvme.is_some(), "S3-3.13(e)");
    assert_eq!(put.checksum_type.as_deref(), Some("FULL_OBJECT"));
    assert_eq!(put.version_id, None);
}

#[test]
fn s3_3_2_what_a_get_answers() {
    let mut cloud = Cloud::with_bucket();
    cloud.advance(1);
    cloud.world.advance_to(cloud.world.now() + std::time::Duration::from_millis(700));
    cloud.put("k", "test").unwrap();
    let got = cloud.get("k").unwrap();
    assert_eq!(got.body, Some(Body::from("test")));
    assert_eq!(got.content_length, Some(4));
    assert_eq!(got.e_tag.as_deref(), Some(MD5_OF_TEST));
    assert_eq!(got.accept_ranges.as_deref(), Some("bytes"));
    assert_eq!(got.content_type.as_deref(), Some("binary/octet-stream"), "S3-3.1(g)");
    assert_eq!(got.last_modified, Some(Timestamp::from_secs(EPOCH.secs() + 1)), "S3-3.1(h)");
    assert_eq!(got.storage_class, None, "T50");
    assert_eq!((got.content_range, got.version_id, got.metadata), (None, None, None));
    assert_eq!((got.checksum_crc64nvme, got.checksum_type), (None, None), "T49");
    let head = cloud.head("k").unwrap();
    assert_eq!((head.content_length, head.e_tag), (got.content_length, got.e_tag), "S3-3.2(a)");
}

#[test]
fn s3_3_1_e_an_overwrite_inherits_nothing() {
    let mut cloud = Cloud::with_bucket();
    let rich = PutObjectInput {
        cache_control: Some("no-store".into()),
        metadata: Some([("A".to_owned(), "1".to_owned())].into()),
        storage_class: Some("STANDARD_IA".into()),
        tagging: Some("t=1".into()),
        website_redirect_location: Some("/other".into()),
        ..put("k", "one")
    };
    cloud.call::<PutObject>(rich).unwrap();
    let first = cloud.get("k").unwrap();
    assert_eq!(first.cache_control.as_deref(), Some("no-store"));
    assert_eq!(first.metadata, Some([("a".to_owned(), "1".to_owned())].into()), "S3-3.10(a)");
    assert_eq!(first.storage_class.as_deref(), Some("STANDARD_IA"));
    assert_eq!(
        (first.tag_count, first.website_redirect_location.as_deref()),
        (Some(1), Some("/other"))
    );
    cloud.put("k", "two").unwrap();
    let second = cloud.get("k").unwrap();
    assert_eq!((second.cache_control, second.metadata, second.storage_class), (None, None, None));
    assert_eq!((second.tag_count, second.website_redirect_location), (None, None), "T18");
    assert_eq!(cloud.read("k").unwrap(), "two");
}

#[test]
fn s3_3_11_system_headers_are_verbatim() {
    let mut cloud = Cloud::with_bucket();
    let input = PutObjectInput {
        content_encoding: Some("aws-chunked, gzip".into()),
        content_disposition: Some("attachment".into()),
        content_language: Some("de".into()),
        content_type: Some("text/plain".into()),
        expires: Some("whenever".into()),
        ..put("k", "x")
    };
    cloud.call::<PutObject>(input).unwrap();
    let got = cloud.get("k").unwrap();
    assert_eq!(got.content_encoding.as_deref(), Some("gzip"), "S3-2.6(f), T10");
    assert_eq!(got.content_disposition.as_deref(), Some("attachment"));
    assert_eq!(got.content_language.as_deref(), Some("de"));
    assert_eq!(got.content_type.as_deref(), Some("text/plain"));
    assert_eq!(got.expires.as_deref(), Some("whenever"), "T57");
    let only = PutObjectInput { content_encoding: Some("aws-chunked".into()), ..put("k", "x") };
    cloud.call::<PutObject>(only).unwrap();
    assert_eq!(cloud.get("k").unwrap().content_encoding, None);
}

#[test]
fn s3_3_1_what_a_put_may_not_say() {
    let mut cloud = Cloud::with_bucket();
    let mut ask = |f: fn(&mut PutObjectInput)| {
        let mut input = put("k", "x");
        f(&mut input);
        let found = fault(cloud.call::<PutObject>(input));
        is(cloud.get("k"), 404, "NoSuchKey"); // S3-9.1(c)
        found
    };
    let code = |status, code: &str| (status, code.to_owned());
    assert_eq!(ask(|i| i.storage_class = Some("COLD".into())), code(400, "InvalidStorageClass"));
    assert_eq!(
        ask(|i| i.storage_class = Some("OUTPOSTS".into())),
        code(400, "InvalidStorageClass")
    );
    assert_eq!(ask(|i| i.key = "k".repeat(1025)), code(400, "KeyTooLongError"));
    assert_eq!(
        ask(|i| i.website_redirect_location = Some("x".into())),
        code(400, "InvalidRedirectLocation")
    );
    assert_eq!(
        ask(|i| i.acl = Some("public-read".into())),
        code(400, "AccessControlListNotSupported")
    );
    assert_eq!(
        ask(|i| i.grant_read = Some("id=x".into())),
        code(400, "AccessControlListNotSupported")
    );
    assert_eq!(
        ask(|i| i.acl = Some("bucket-owner-read".into())),
        code(400, "AccessControlListNotSupported")
    );
    assert_eq!(
        ask(|i| i.object_lock_mode = Some("GOVERNANCE".into())),
        code(400, "InvalidRequest")
    );
    assert_eq!(ask(|i| i.write_offset_bytes = Some(0)), code(501, "NotImplemented"));
    assert_eq!(ask(|i| i.tagging = Some("a=1&a=2".into())), code(400, "InvalidArgument"));
    assert_eq!(
        ask(|i| i.server_side_encryption = Some("ROT13".into())),
        code(400, "InvalidEncryptionAlgorithmError")
    );
    assert_eq!(
        ask(|i| i.metadata = Some([("a".to_owned(), "x".repeat(2048))].into())),
        code(400, "MetadataTooLarge")
    );
    assert_eq!(ask(|i| i.content_md5 = Some("x".into())), code(400, "InvalidDigest"));
    assert_eq!(
        ask(|i| i.content_md5 = Some("AAAAAAAAAAAAAAAAAAAAAA==".into())),
        code(400, "BadDigest")
    );
    assert_eq!(ask(|i| i.checksum_crc32 = Some("AAAAAA==".into())), code(400, "BadDigest"), "T9");
    assert_eq!(ask(|i| i.bucket = "nowhere".into()), code(404, "NoSuchBucket"));
    let owner_acl =
        PutObjectInput { acl: Some("bucket-owner-full-control".into()), ..put("k", "x") };
    cloud.call::<PutObject>(owner_acl).unwrap();
}

#[test]
fn s3_3_15_checksums() {
    let mut cloud = Cloud::with_bucket();
    let crc32 = PutObjectInput { checksum_crc32: Some("2H9+DA==".into()), ..put("k", "test") };
    let answer = cloud.call::<PutObject>(crc32).unwrap();
    assert_eq!(answer.checksum_crc32.as_deref(), Some("2H9+DA=="), "S3-3.15(a)");
    let mut ask = |range: Option<&str>| {
        let input = GetObjectInput {
            checksum_mode: Some("ENABLED".into()),
            range: range.map(Into::into),
            ..get("k")
        };
        cloud.call::<GetObject>(input).unwrap().checksum_crc32
    };
    assert_eq!(ask(None).as_deref(), Some("2H9+DA=="), "S3-3.15(b)");
    assert_eq!(ask(Some("bytes=0-1")), None, "S3-3.15(c)");
    assert_eq!(ask(Some("bytes=0-9")).as_deref(), Some("2H9+DA=="), "S3-3.7(h)");
}

#[test]
fn s3_3_7_ranges() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("k", "0123456789").unwrap();
    let mut ask = |range: &str| {
        let got =
            cloud.call::<GetObject>(GetObjectInput { range: Some(range.into()), ..get("k") })?;
        let text = String::from_utf8(got.body.unwrap().to_bytes().to_vec()).unwrap();
        assert_eq!(got.content_length, Some(text.len() as i64));
        Ok((text, got.content_range.unwrap_or_default()))
    };
    let ok = |text: &str, range: &str| (text.to_owned(), range.to_owned());
    assert_eq!(ask("bytes=0-8").unwrap(), ok("012345678", "bytes 0-8/10"));
    assert_eq!(ask("bytes=-3").unwrap(), ok("789", "bytes 7-9/10"));
    assert_eq!(ask("bytes=0-1,3-4").unwrap(), ok("0123456789", ""));
    is(ask("bytes=10-"), 416, "InvalidRange");
    let part = GetObjectInput { part_number: Some(1), ..get("k") };
    let whole = cloud.call::<GetObject>(part.clone()).unwrap();
    assert_eq!(whole.content_range.as_deref(), Some("bytes 0-9/10"), "S3-3.8");
    assert_eq!(whole.parts_count, None);
    is(
        cloud.call::<GetObject>(GetObjectInput { part_number: Some(2), ..part }),
        416,
        "InvalidPartNumber",
    );
}

#[test]
fn s3_3_3_conditional_reads() {
    let mut cloud = Cloud::with_bucket();
    cloud.advance(100);
    let input = PutObjectInput { cache_control: Some("max-age=9".into()), ..put("k", "test") };
    cloud.call::<PutObject>(input).unwrap();
    cloud.advance(100);
    let failed = error(
        cloud.call::<GetObject>(GetObjectInput { if_match: Some("\"x\"".into()), ..get("k") }),
    );
    assert_eq!((failed.status(), failed.code()), (412, "PreconditionFailed"));
    assert_eq!(failed.field("Condition"), Some("If-Match"), "S3-3.3(a)");
    let same = GetObjectInput { if_none_match: Some(MD5_OF_TEST.into()), ..get("k") };
    let unchanged = error(cloud.call::<GetObject>(same));
    assert_eq!(unchanged.status(), 304);
    let names: Vec<&str> = unchanged.headers().iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["etag", "last-modified", "cache-control"], "S3-3.3(b)");
    let missing = GetObjectInput { if_match: Some("\"x\"".into()), ..get("nothing") };
    is(cloud.call::<GetObject>(missing), 404, "NoSuchKey"); // S3-3.3(f)
    let since = |secs| Some(Timestamp::from_secs(EPOCH.secs() + secs));
    let modified = GetObjectInput { if_modified_since: since(100), ..get("k") };
    assert_eq!(error(cloud.call::<GetObject>(modified)).status(), 304, "S3-3.3(d)");
    let unmodified = GetObjectInput { if_unmodified_since: since(100), ..get("k") };
    cloud.call::<GetObject>(unmodified).unwrap();
}

#[test]
fn s3_3_9_response_overrides() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("k", "test").unwrap();
    let input = GetObjectInput {
        response_content_type: Some("text/css".into()),
        response_cache_control: Some("private".into()),
        response_expires: Some("whenever".into()),
        ..get("k")
    };
    let got = cloud.call::<GetObject>(input.clone()).unwrap();
    assert_eq!(got.content_type.as_deref(), Some("text/css"));
    assert_eq!(got.cache_control.as_deref(), Some("private"));
    assert_eq!(got.expires.as_deref(), Some("whenever"), "as it was sent");
    let wide = GetObjectInput { response_content_disposition: Some("\u{20ac}".into()), ..get("k") };
    is(cloud.call::<GetObject>(wide), 400, "InvalidArgument");
    cloud.statements(r#"{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/*"}"#);
    cloud.caller = parhelion_world::Caller::Anonymous;
    cloud.get("k").unwrap();
    is(cloud.call::<GetObject>(input), 400, "InvalidRequest");
}

#[test]
fn s3_3_2_b_versions_that_are_not_there() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("k", "test").unwrap();
    let with = |id: &str| GetObjectInput { version_id: Some(id.into()), ..get("k") };
    assert!(cloud.call::<GetObject>(with("null")).is_ok(), "S3-3.2(c)");
    is(cloud.call::<GetObject>(with(&"a".repeat(32))), 404, "NoSuchVersion");
    is(cloud.call::<GetObject>(with("x")), 400, "InvalidArgument");
}

#[test]
fn s3_3_17_b_archived_objects_are_not_read() {
    let mut cloud = Cloud::with_bucket();
    cloud
        .call::<PutObject>(PutObjectInput {
            storage_class: Some("GLACIER".into()),
            ..put("k", "x")
        })
        .unwrap();
    is(cloud.get("k"), 403, "InvalidObjectState");
    assert_eq!(cloud.head("k").unwrap().storage_class.as_deref(), Some("GLACIER"), "T46");
    let ready = PutObjectInput { storage_class: Some("GLACIER_IR".into()), ..put("k", "x") };
    cloud.call::<PutObject>(ready).unwrap();
    cloud.get("k").unwrap(); // S3-3.17(c)
}

#[test]
fn s3_7_10_encryption() {
    let mut cloud = Cloud::with_bucket();
    let kms = |key: Option<&str>| PutObjectInput {
        server_side_encryption: Some("aws:kms".into()),
        sse_kms_key_id: key.map(Into::into),
        bucket_key_enabled: Some(true),
        ..put("k", "test")
    };
    is(cloud.call::<PutObject>(kms(Some("1234"))), 400, "KMS.NotFoundException");
    cloud.make_key("1234");
    let first = cloud.call::<PutObject>(kms(Some("1234"))).unwrap();
    assert_eq!(first.server_side_encryption.as_deref(), Some("aws:kms"));
    assert_eq!(
        first.sse_kms_key_id.as_deref(),
        Some("arn:aws:kms:us-east-1:123456789012:key/1234")
    );
    assert_eq!(first.bucket_key_enabled, Some(true));
    let second = cloud.call::<PutObject>(kms(None)).unwrap();
    assert_ne!(first.e_tag, second.e_tag, "S3-3.12(b)");
    assert_ne!(second.e_tag.as_deref(), Some(MD5_OF_TEST));
    let got = cloud.get("k").unwrap();
    assert_eq!((got.e_tag, got.sse_kms_key_id), (second.e_tag, second.sse_kms_key_id));
    let mixed = PutObjectInput { sse_kms_key_id: Some("1".into()), ..put("k", "x") };
    let mixed = PutObjectInput { server_side_encryption: Some("AES256".into()), ..mixed };
    is(cloud.call::<PutObject>(mixed), 400, "InvalidArgument"); // S3-7.10(e)
    let customer =
        PutObjectInput { sse_customer_algorithm: Some("AES256".into()), ..put("k", "x") };
    let blocked = error(cloud.call::<PutObject>(customer));
    assert_eq!((blocked.status(), blocked.code()), (403, "AccessDenied"), "T31, S3-2.9(f)");
    assert!(blocked.message().contains("has blocked upload requests that specify Server Side"));
}

#[test]
fn s3_1_7_keys_round_trip() {
    let mut cloud = Cloud::with_bucket();
    let keys = [
        "a b",
        "a+b",
        "a%2Fb",
        "a%25b",
        "//",
        "/lead",
        "trail/",
        "a/./b",
        "a/../b",
        "\u{1f600}",
        "\u{4}",
        "e\u{301}",
        "\u{e9}",
        "A",
    ];
    for (i, key) in keys.iter().enumerate() {
        cloud.put(key, &i.to_string()).unwrap();
    }
    for (i, key) in keys.iter().enumerate() {
        assert_eq!(cloud.read(key).unwrap(), i.to_string(), "{key}");
    }
    let mut sorted = keys.map(str::to_owned).to_vec();
    sorted.sort();
    assert_eq!(cloud.keys(), sorted, "T2");
}
