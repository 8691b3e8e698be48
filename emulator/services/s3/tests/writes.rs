//! S3-3.4, S3-3.5, S3-3.18, S3-3.20: conditional writes, deletes, tags.

use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;

fn if_absent(key: &str, body: &str) -> PutObjectInput {
    PutObjectInput { if_none_match: Some("*".into()), ..put(key, body) }
}

fn if_match(key: &str, body: &str, tag: &str) -> PutObjectInput {
    PutObjectInput { if_match: Some(tag.into()), ..put(key, body) }
}

#[test]
fn s3_3_4_create_once() {
    let mut cloud = Cloud::with_bucket();
    cloud.call::<PutObject>(if_absent("k", "one")).unwrap();
    let lost = error(cloud.call::<PutObject>(if_absent("k", "two")));
    assert_eq!((lost.status(), lost.code()), (412, "PreconditionFailed"));
    assert_eq!(lost.field("Condition"), Some("If-None-Match"));
    assert_eq!(cloud.read("k").unwrap(), "one");
    cloud.delete("k").unwrap();
    cloud.call::<PutObject>(if_absent("k", "three")).unwrap();
    is(
        cloud.call::<PutObject>(PutObjectInput { if_none_match: Some("x".into()), ..put("k", "") }),
        501,
        "NotImplemented",
    );
}

#[test]
fn s3_3_4_compare_and_swap() {
    let mut cloud = Cloud::with_bucket();
    is(cloud.call::<PutObject>(if_match("k", "x", "\"aa\"")), 404, "NoSuchKey");
    let tag = cloud.put("k", "one").unwrap().e_tag.unwrap();
    let next = cloud.call::<PutObject>(if_match("k", "two", &tag)).unwrap().e_tag.unwrap();
    is(cloud.call::<PutObject>(if_match("k", "three", &tag)), 412, "PreconditionFailed");
    cloud.call::<PutObject>(if_match("k", "four", next.trim_matches('"'))).unwrap(); // T58
    assert_eq!(cloud.read("k").unwrap(), "four");
    is(cloud.call::<PutObject>(if_match("k", "x", "*")), 501, "NotImplemented");
}

#[test]
fn s3_3_4_l_if_match_reads() {
    let mut cloud = Cloud::with_bucket();
    let tag = cloud.put("k", "one").unwrap().e_tag.unwrap();
    cloud.statements(
        r#"{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::photos/*"}"#,
    );
    cloud.by(root(OTHER));
    is(cloud.call::<PutObject>(if_match("k", "x", &tag)), 403, "AccessDenied");
    cloud.call::<PutObject>(put("k", "x")).unwrap();
}

fn delete(key: &str, if_match: Option<&str>) -> DeleteObjectInput {
    DeleteObjectInput {
        bucket: BUCKET.into(),
        key: key.into(),
        if_match: if_match.map(Into::into),
        ..Default::default()
    }
}

#[test]
fn s3_3_5_conditional_deletes() {
    let mut cloud = Cloud::with_bucket();
    let tag = cloud.put("k", "one").unwrap().e_tag.unwrap();
    is(cloud.call::<DeleteObject>(delete("k", Some("\"x\""))), 412, "PreconditionFailed");
    cloud.call::<DeleteObject>(delete("k", Some(&tag))).unwrap();
    is(cloud.call::<DeleteObject>(delete("k", Some(&tag))), 404, "NoSuchKey");
    is(cloud.call::<DeleteObject>(delete("k", Some("*"))), 404, "NoSuchKey");
    cloud.put("k", "two").unwrap();
    cloud.call::<DeleteObject>(delete("k", Some("*"))).unwrap();
    let size = DeleteObjectInput { if_match_size: Some(1), ..delete("k", None) };
    is(cloud.call::<DeleteObject>(size), 501, "NotImplemented");
}

#[test]
fn s3_3_20_a_f_delete() {
    let mut cloud = Cloud::with_bucket();
    let answer = cloud.delete("never was").unwrap();
    assert_eq!((answer.delete_marker, answer.version_id), (None, None), "T15");
    let bypass = DeleteObjectInput { bypass_governance_retention: Some(true), ..delete("k", None) };
    is(cloud.call::<DeleteObject>(bypass), 400, "InvalidArgument"); // T43
    cloud.put("k", "x").unwrap();
    let by_id = DeleteObjectInput { version_id: Some("null".into()), ..delete("k", None) };
    assert_eq!(cloud.call::<DeleteObject>(by_id).unwrap().version_id.as_deref(), Some("null"));
    is(cloud.get("k"), 404, "NoSuchKey");
    let ill = DeleteObjectInput { version_id: Some("x".into()), ..delete("k", None) };
    is(cloud.call::<DeleteObject>(ill), 400, "InvalidArgument");
}

fn batch(keys: &[&str], quiet: bool) -> DeleteObjectsInput {
    let object = |key: &&str| ObjectIdentifier { key: (*key).to_owned(), ..Default::default() };
    DeleteObjectsInput {
        bucket: BUCKET.into(),
        delete: Delete { objects: keys.iter().map(object).collect(), quiet: Some(quiet) },
        ..Default::default()
    }
}

#[test]
fn s3_3_20_h_i_batches() {
    let mut cloud = Cloud::with_bucket();
    for key in ["a", "b", "c"] {
        cloud.put(key, "x").unwrap();
    }
    let done = cloud.call::<DeleteObjects>(batch(&["a", "nothing", "a"], false)).unwrap();
    let names: Vec<_> = done.deleted.unwrap().into_iter().map(|d| d.key.unwrap()).collect();
    assert_eq!((names, done.errors), (vec!["a".into(), "nothing".into(), "a".into()], None));
    let quiet = cloud.call::<DeleteObjects>(batch(&["b"], true)).unwrap();
    assert_eq!((quiet.deleted, quiet.errors), (None, None));
    assert_eq!(cloud.keys(), ["c"]);
    is(cloud.call::<DeleteObjects>(batch(&[], false)), 400, "MalformedXML");
    is(cloud.call::<DeleteObjects>(batch(&["k"; 1001], false)), 400, "MalformedXML");
}

#[test]
fn s3_3_20_i_3_5_one_bad_key_leaves_the_others() {
    let mut cloud = Cloud::with_bucket();
    for key in ["a", "b", "c"] {
        cloud.put(key, "x").unwrap();
    }
    let mut input = batch(&["a", "b", "c"], true);
    input.delete.objects[0].e_tag = Some("\"other\"".into());
    input.delete.objects[1].version_id = Some("x".into());
    let errors = cloud.call::<DeleteObjects>(input).unwrap().errors.unwrap();
    let codes: Vec<_> =
        errors.iter().map(|e| (e.key.as_deref().unwrap(), e.code.as_deref().unwrap())).collect();
    assert_eq!(codes, [("a", "PreconditionFailed"), ("b", "NoSuchVersion")]);
    assert_eq!(cloud.keys(), ["a", "b"]);
}

#[test]
fn s3_3_20_j_permissions_are_checked_per_key() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("mine", "x").unwrap();
    cloud.put("theirs", "x").unwrap();
    cloud.statements(
        r#"{"Effect":"Deny","Principal":"*","Action":"s3:DeleteObject","Resource":"arn:aws:s3:::photos/theirs"}"#,
    );
    let answer = cloud.call::<DeleteObjects>(batch(&["mine", "theirs"], false)).unwrap();
    assert_eq!(answer.deleted.unwrap()[0].key.as_deref(), Some("mine"));
    assert_eq!(answer.errors.unwrap()[0].code.as_deref(), Some("AccessDenied"));
}

#[test]
fn s3_3_18_object_tags() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("k", "x").unwrap();
    let before = cloud.head("k").unwrap();
    let put_tags = |tags: &[(&str, &str)]| PutObjectTaggingInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        tagging: Tagging {
            tag_set: tags
                .iter()
                .map(|(k, v)| Tag { key: (*k).into(), value: (*v).into() })
                .collect(),
        },
        ..Default::default()
    };
    let get_tags = |key: &str| GetObjectTaggingInput {
        bucket: BUCKET.into(),
        key: key.into(),
        ..Default::default()
    };
    cloud.advance(10);
    cloud.call::<PutObjectTagging>(put_tags(&[("b", "2"), ("a", "1")])).unwrap();
    let tags = cloud.call::<GetObjectTagging>(get_tags("k")).unwrap().tag_set;
    assert_eq!(tags[0].key, "a", "S3-3.18(i)");
    let after = cloud.head("k").unwrap();
    assert_eq!(after.tag_count, Some(2));
    assert_eq!(
        (after.e_tag, after.last_modified),
        (before.e_tag, before.last_modified),
        "S3-3.12(e)"
    );
    is(cloud.call::<PutObjectTagging>(put_tags(&[("a", "1"), ("a", "2")])), 400, "InvalidTag");
    cloud.call::<PutObjectTagging>(put_tags(&[])).unwrap();
    assert!(
        cloud.call::<GetObjectTagging>(get_tags("k")).unwrap().tag_set.is_empty(),
        "S3-3.18(j)"
    );
    let missing = error(cloud.call::<GetObjectTagging>(get_tags("nothing")));
    assert_eq!(missing.field("Key"), Some("photos/nothing"));
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html>
#[test]
fn s3_3_18_tags_of_one_version_are_deleted() {
    let mut cloud = Cloud::with_bucket();
    cloud.versioning("Enabled");
    let mut tagged = |value: &str| {
        let tagging = Some(format!("n={value}"));
        let input = PutObjectInput { tagging, ..put("k", "x") };
        cloud.call::<PutObject>(input).unwrap().version_id.unwrap()
    };
    let (first, second) = (tagged("1"), tagged("2"));
    let tags = |cloud: &mut Cloud, id: &str| {
        let input = GetObjectTaggingInput {
            bucket: BUCKET.into(),
            key: "k".into(),
            version_id: Some(id.into()),
            ..Default::default()
        };
        cloud.call::<GetObjectTagging>(input).unwrap().tag_set.len()
    };
    let delete = |key: &str, id: Option<&str>| DeleteObjectTaggingInput {
        bucket: BUCKET.into(),
        key: key.into(),
        version_id: id.map(str::to_owned),
        ..Default::default()
    };
    let answer = cloud.call::<DeleteObjectTagging>(delete("k", Some(&first))).unwrap();
    assert_eq!(answer.version_id.as_ref(), Some(&first));
    assert_eq!((tags(&mut cloud, &first), tags(&mut cloud, &second)), (0, 1));
    let answer = cloud.call::<DeleteObjectTagging>(delete("k", None)).unwrap();
    assert_eq!(answer.version_id.as_ref(), Some(&second), "the newest");
    assert_eq!(tags(&mut cloud, &second), 0);
    assert_eq!(cloud.head("k").unwrap().tag_count, None);
    is(cloud.call::<DeleteObjectTagging>(delete("nothing", None)), 404, "NoSuchKey");
}
