//! S3-4: multipart uploads.

use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use parhelion_wire::Body;

fn create(algorithm: Option<&str>, kind: Option<&str>) -> CreateMultipartUploadInput {
    CreateMultipartUploadInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        checksum_algorithm: algorithm.map(Into::into),
        checksum_type: kind.map(Into::into),
        ..Default::default()
    }
}

#[test]
fn s3_4_4_t8_the_object_is_its_parts() {
    let mut cloud = Cloud::with_bucket();
    let id = cloud.upload("k");
    let first = cloud.part("k", &id, 1, five_mib(b'a')).unwrap();
    cloud.part("k", &id, 2, Body::from("wrong")).unwrap();
    let second = cloud.part("k", &id, 2, Body::from("b")).unwrap();
    cloud.part("k", &id, 3, Body::from("not listed")).unwrap();
    is(cloud.get("k"), 404, "NoSuchKey"); // T23
    cloud.advance(60);
    let done = cloud.complete("k", &id, &[(1, &first), (2, second.trim_matches('"'))]).unwrap();
    assert_eq!(done.e_tag.as_deref(), Some("\"e5a8c5272b26fc10581a21089559b006-2\""), "S3-3.13(f)");
    assert_eq!(done.checksum_crc64nvme.as_deref(), Some("q73CYp7EDYg="), "S3-4.1(e)");
    assert_eq!(done.checksum_type.as_deref(), Some("FULL_OBJECT"));
    let got = cloud.get("k").unwrap();
    assert_eq!(got.content_length, Some((5 << 20) + 1));
    assert_eq!(got.e_tag, done.e_tag);
    let created = cloud.world.now().secs() - 60;
    assert_eq!(got.last_modified.unwrap().secs(), created, "S3-3.1(h)");
    // S3-4.4(k)
    let again = cloud.complete("k", &id, &[(1, &first), (2, &second)]).unwrap();
    assert_eq!(again, done);
    is(cloud.complete("k", &id, &[(1, &first)]), 404, "NoSuchUpload");
    cloud.advance(25 * 3600);
    is(cloud.complete("k", &id, &[(1, &first), (2, &second)]), 404, "NoSuchUpload");
}

/// Uploads three parts with CRC32, the second one first; gives them in order.
fn uploaded_parts(cloud: &mut Cloud, id: &str) -> Vec<CompletedPart> {
    let mut parts = Vec::new();
    for (number, body) in [(2, five_mib(b'a')), (1, five_mib(b'a')), (3, Body::from("b"))] {
        let mut input = part("k", id, number, body.clone());
        is(
            cloud.call::<UploadPart>(UploadPartInput {
                checksum_sha1: Some("qUqP5cyxm6YcTAhz05Hph5gvu9M=".into()),
                ..part("k", id, number, body)
            }),
            400,
            "InvalidRequest", // S3-4.2(e)
        );
        is(cloud.call::<UploadPart>(input.clone()), 400, "InvalidRequest");
        let crc = parhelion_wire::checksum::digests(
            input.body.as_ref().unwrap(),
            &[parhelion_wire::checksum::Algorithm::Crc32],
        )
        .unwrap();
        let crc = crc.get(parhelion_wire::checksum::Algorithm::Crc32).unwrap().base64();
        input.checksum_crc32 = Some(crc.clone());
        let done = cloud.call::<UploadPart>(input).unwrap();
        assert_eq!(done.checksum_crc32.as_ref(), Some(&crc));
        parts.push(CompletedPart {
            part_number: Some(number),
            e_tag: done.e_tag,
            checksum_crc32: Some(crc),
            ..Default::default()
        });
    }
    parts.sort_by_key(|part| part.part_number);
    parts
}

#[test]
fn s3_3_8_parts_can_be_read() {
    let mut cloud = Cloud::with_bucket();
    let made = cloud.call::<CreateMultipartUpload>(create(Some("CRC32"), None)).unwrap();
    assert_eq!(made.checksum_type.as_deref(), Some("COMPOSITE"), "S3-3.13");
    let id = made.upload_id.unwrap();
    let parts = uploaded_parts(&mut cloud, &id);
    let with = |parts: &[CompletedPart]| CompleteMultipartUploadInput {
        multipart_upload: Some(CompletedMultipartUpload { parts: Some(parts.to_vec()) }),
        ..completion("k", &id, &[])
    };
    let mut lacking = parts.clone();
    lacking[1].checksum_crc32 = None;
    is(cloud.call::<CompleteMultipartUpload>(with(&lacking)), 400, "InvalidRequest"); // (f)
    lacking[1].checksum_crc32 = Some("AAAAAA==".into());
    is(cloud.call::<CompleteMultipartUpload>(with(&lacking)), 400, "InvalidPart"); // (c)
    is(cloud.call::<CompleteMultipartUpload>(with(&parts[1..])), 400, "InvalidPartOrder"); // (i)
    let mut typed = with(&parts);
    typed.checksum_type = Some("FULL_OBJECT".into());
    is(cloud.call::<CompleteMultipartUpload>(typed), 400, "InvalidRequest"); // (g)
    let done = cloud.call::<CompleteMultipartUpload>(with(&parts)).unwrap();
    assert!(done.checksum_crc32.as_ref().unwrap().ends_with("-3"));

    let mut input =
        GetObjectInput { part_number: Some(3), checksum_mode: Some("ENABLED".into()), ..get("k") };
    let got = cloud.call::<GetObject>(input.clone()).unwrap();
    assert_eq!(got.body.unwrap(), Body::from("b"));
    assert_eq!(got.parts_count, Some(3));
    assert_eq!(got.checksum_crc32, parts[2].checksum_crc32, "S3-3.15(d)");
    assert_eq!(got.content_range.as_deref(), Some("bytes 10485760-10485760/10485761"));
    input.part_number = Some(4);
    is(cloud.call::<GetObject>(input), 416, "InvalidPartNumber");

    let attributes = cloud
        .call::<GetObjectAttributes>(GetObjectAttributesInput {
            bucket: BUCKET.into(),
            key: "k".into(),
            max_parts: Some(2),
            object_attributes: ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"]
                .map(Into::into)
                .to_vec(),
            ..Default::default()
        })
        .unwrap();
    assert_eq!(attributes.object_size, Some(10_485_761));
    assert_eq!(attributes.storage_class.as_deref(), Some("STANDARD"));
    let listed = attributes.object_parts.unwrap();
    assert_eq!((listed.total_parts_count, listed.is_truncated), (Some(3), Some(true)));
    assert_eq!(listed.parts.unwrap().len(), 2);
    let checksum = attributes.checksum.unwrap();
    assert!(!checksum.checksum_crc32.unwrap().contains('-'), "S3-3.15(f)");
    assert_eq!(checksum.checksum_type.as_deref(), Some("COMPOSITE"));

    // T20: a copy is one part, with a plain MD5.
    let copied = cloud.copy("k", "c").unwrap().copy_object_result.unwrap();
    assert_eq!(copied.e_tag.as_ref().unwrap().len(), 34);
    assert_eq!(copied.checksum_type.as_deref(), Some("FULL_OBJECT"));
    assert_eq!(cloud.head("c").unwrap().content_length, Some(10_485_761));
}

#[test]
fn s3_4_1_a_to_d_declarations() {
    let mut cloud = Cloud::with_bucket();
    for (algorithm, kind, message) in [
        (
            None,
            Some("COMPOSITE"),
            "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.",
        ),
        (
            Some("CRC64NVME"),
            Some("COMPOSITE"),
            "The COMPOSITE checksum type cannot be used with the crc64nvme checksum algorithm.",
        ),
        (
            Some("SHA1"),
            Some("FULL_OBJECT"),
            "The FULL_OBJECT checksum type cannot be used with the sha1 checksum algorithm.",
        ),
        (
            Some("ROT13"),
            None,
            "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]",
        ),
    ] {
        let refused = error(cloud.call::<CreateMultipartUpload>(create(algorithm, kind)));
        assert_eq!((refused.code(), refused.message()), ("InvalidRequest", message));
    }
}

#[test]
fn s3_4_4_t22_what_cannot_be_completed() {
    let mut cloud = Cloud::with_bucket();
    let id = cloud.upload("k");
    let small = cloud.part("k", &id, 1, Body::from("a")).unwrap();
    let last = cloud.part("k", &id, 3, Body::from("b")).unwrap();
    let mut code = |parts: &[(i32, &str)]| fault(cloud.complete("k", &id, parts)).1;
    assert_eq!(code(&[]), "MalformedXML", "(a)");
    assert_eq!(code(&[(3, &last), (1, &small)]), "InvalidPartOrder", "(b)");
    assert_eq!(code(&[(1, &small), (1, &small)]), "InvalidPartOrder", "(b)");
    assert_eq!(code(&[(2, &small)]), "InvalidPart", "(c)");
    assert_eq!(code(&[(1, &last)]), "InvalidPart", "(c)");
    assert_eq!(code(&[(1, &small), (3, &last)]), "EntityTooSmall", "(d)");
    let mut sized = completion("k", &id, &[(1, &small)]);
    sized.mpu_object_size = Some(5);
    is(cloud.call::<CompleteMultipartUpload>(sized), 400, "InvalidRequest"); // (e)
    let mut summed = completion("k", &id, &[(1, &small)]);
    summed.checksum_crc64nvme = Some("AAAAAAAAAAA=".into());
    is(cloud.call::<CompleteMultipartUpload>(summed), 400, "BadDigest"); // (h)
    let none = CompleteMultipartUploadInput { multipart_upload: None, ..completion("k", &id, &[]) };
    let none = error(cloud.call::<CompleteMultipartUpload>(none));
    assert_eq!(
        (none.code(), none.message()),
        ("InvalidRequest", "You must specify at least one part")
    );
    let typed = CompleteMultipartUploadInput {
        checksum_type: Some("FULL_OBJECT".into()),
        ..completion("k", &id, &[(1, &small)])
    };
    let typed = error(cloud.call::<CompleteMultipartUpload>(typed));
    assert_eq!(
        typed.message(),
        "The upload was created using the null checksum mode. The complete request must use the \
         same checksum mode.",
        "(g)"
    );
    let mut summed = completion("k", &id, &[(1, &small)]);
    let listed = summed.multipart_upload.as_mut().unwrap().parts.as_mut().unwrap();
    listed[0].checksum_sha1 = Some("AAAAAAAAAAAAAAAAAAAAAAAAAAA=".into());
    is(cloud.call::<CompleteMultipartUpload>(summed), 400, "InvalidPart"); // (c)
    is(cloud.complete("k", "x", &[(1, &small)]), 404, "NoSuchUpload"); // (j)
    is(cloud.complete("other", &id, &[(1, &small)]), 404, "NoSuchUpload");
    is(cloud.get("k"), 404, "NoSuchKey"); // S3-9.1(c)
    cloud.complete("k", &id, &[(3, &last)]).unwrap(); // T24, gaps
    assert_eq!(cloud.read("k").unwrap(), "b");
}

#[test]
fn s3_4_2_parts_refused() {
    let mut cloud = Cloud::with_bucket();
    let id = cloud.upload("k");
    for number in [0, 10_001, -1] {
        is(cloud.part("k", &id, number, Body::empty()), 400, "InvalidArgument");
    }
    is(cloud.part("k", "nobody", 1, Body::empty()), 404, "NoSuchUpload");
    is(cloud.part("other", &id, 1, Body::empty()), 404, "NoSuchUpload");
    let mut input = part("k", &id, 1, Body::from("x"));
    input.content_md5 = Some("AAAAAAAAAAAAAAAAAAAAAA==".into());
    let bad = error(cloud.call::<UploadPart>(input));
    assert_eq!(bad.code(), "BadDigest");
    assert_eq!(bad.field("ExpectedDigest"), Some("AAAAAAAAAAAAAAAAAAAAAA=="), "S3-3.16");
}

#[test]
fn s3_4_7_t23_abort_and_lists() {
    let mut cloud = Cloud::with_bucket();
    let (a, b, c) = (cloud.upload("a"), cloud.upload("a"), cloud.upload("b/1"));
    cloud.part("a", &a, 2, Body::from("x")).unwrap();
    cloud.part("a", &a, 5, Body::from("y")).unwrap();
    let parts = ListPartsInput {
        bucket: BUCKET.into(),
        key: "a".into(),
        upload_id: a.clone(),
        max_parts: Some(1),
        ..Default::default()
    };
    let page = cloud.call::<ListParts>(parts.clone()).unwrap();
    assert_eq!((page.is_truncated, page.next_part_number_marker), (Some(true), Some(2)));
    let rest = ListPartsInput { part_number_marker: Some(2), ..parts };
    let page = cloud.call::<ListParts>(rest).unwrap();
    assert_eq!(page.parts.unwrap()[0].part_number, Some(5));
    assert_eq!(page.is_truncated, Some(false));

    let list = ListMultipartUploadsInput { bucket: BUCKET.into(), ..Default::default() };
    let mut found = Vec::new();
    let mut input = ListMultipartUploadsInput { max_uploads: Some(1), ..list.clone() };
    loop {
        let page = cloud.call::<ListMultipartUploads>(input.clone()).unwrap();
        found.extend(page.uploads.into_iter().flatten().map(|u| u.upload_id.unwrap()));
        if page.is_truncated != Some(true) {
            break;
        }
        (input.key_marker, input.upload_id_marker) =
            (page.next_key_marker, page.next_upload_id_marker);
    }
    assert_eq!(found, [a.clone(), b, c.clone()], "S3-4.9(a)");
    let rolled = ListMultipartUploadsInput { delimiter: Some("/".into()), ..list.clone() };
    let page = cloud.call::<ListMultipartUploads>(rolled).unwrap();
    assert_eq!(page.common_prefixes.unwrap()[0].prefix.as_deref(), Some("b/"));
    let foreign = ListMultipartUploadsInput {
        key_marker: Some("a".into()),
        upload_id_marker: Some(c),
        ..list
    };
    is(cloud.call::<ListMultipartUploads>(foreign), 400, "InvalidArgument"); // (c)

    let abort = AbortMultipartUploadInput {
        bucket: BUCKET.into(),
        key: "a".into(),
        upload_id: a,
        ..Default::default()
    };
    cloud.call::<AbortMultipartUpload>(abort.clone()).unwrap();
    // S3-4.7: gone already, which is as good, for a day.
    cloud.advance(23 * 3600);
    cloud.call::<AbortMultipartUpload>(abort.clone()).unwrap();
    is(cloud.part("a", &abort.upload_id, 1, Body::empty()), 404, "NoSuchUpload");
    cloud.advance(2 * 3600);
    is(cloud.call::<AbortMultipartUpload>(abort), 404, "NoSuchUpload");
    assert!(cloud.keys().is_empty());
}

#[test]
fn s3_4_3_parts_copied() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("from", "0123456789").unwrap();
    let id = cloud.upload("k");
    let input = UploadPartCopyInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        upload_id: id.clone(),
        part_number: 1,
        copy_source: format!("/{BUCKET}/from"),
        copy_source_range: Some("bytes=2-4".into()),
        ..Default::default()
    };
    let copied = cloud.call::<UploadPartCopy>(input.clone()).unwrap().copy_part_result.unwrap();
    cloud.complete("k", &id, &[(1, copied.e_tag.as_deref().unwrap())]).unwrap();
    assert_eq!(cloud.read("k").unwrap(), "234");
    let failing = UploadPartCopyInput {
        upload_id: cloud.upload("k"),
        copy_source_if_match: Some("x".into()),
        ..input
    };
    let failed = error(cloud.call::<UploadPartCopy>(failing));
    assert_eq!(failed.field("Condition"), Some("x-amz-copy-source-If-Match"), "S3-3.6");
}

#[test]
fn s3_3_4_j_k_conditions_see_what_happened_since_create() {
    let mut cloud = Cloud::with_bucket();
    let tag = cloud.put("k", "x").unwrap().e_tag.unwrap();
    let id = cloud.upload("k");
    let part = cloud.part("k", &id, 1, Body::from("y")).unwrap();
    let conditional = |if_match: Option<&str>, if_none_match: Option<&str>| {
        let mut input = completion("k", &id, &[(1, part.as_str())]);
        input.if_match = if_match.map(Into::into);
        input.if_none_match = if_none_match.map(Into::into);
        input
    };
    is(
        cloud.call::<CompleteMultipartUpload>(conditional(None, Some("*"))),
        412,
        "PreconditionFailed",
    );
    let mut overwritten = cloud.clone();
    overwritten.put("k", "x").unwrap();
    is(
        overwritten.call::<CompleteMultipartUpload>(conditional(Some(&tag), None)),
        409,
        "ConditionalRequestConflict",
    );
    let mut deleted = cloud.clone();
    deleted.delete("k").unwrap();
    is(
        deleted.call::<CompleteMultipartUpload>(conditional(None, Some("*"))),
        409,
        "ConditionalRequestConflict",
    );
    is(deleted.call::<CompleteMultipartUpload>(conditional(Some(&tag), None)), 404, "NoSuchKey");
    cloud.call::<CompleteMultipartUpload>(conditional(Some(&tag), None)).unwrap();
    assert_eq!(cloud.read("k").unwrap(), "y");
}

#[test]
fn s3_4_4_c_there_is_no_part_of_number_zero() {
    let mut cloud = Cloud::with_bucket();
    let id = cloud.upload("k");
    let refused = error(cloud.complete("k", &id, &[(0, "x")]));
    assert_eq!((refused.code(), refused.message()), ("InvalidArgument", "PartNumber must be >= 1"));
}
