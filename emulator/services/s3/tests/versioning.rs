//! S3-6.1 to S3-6.4, S3-5.4: versions.

use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use proptest::prelude::*;

fn set(status: Option<&str>, mfa_delete: Option<&str>) -> PutBucketVersioningInput {
    PutBucketVersioningInput {
        bucket: BUCKET.into(),
        versioning_configuration: VersioningConfiguration {
            status: status.map(Into::into),
            mfa_delete: mfa_delete.map(Into::into),
        },
        ..Default::default()
    }
}

fn status(cloud: &mut Cloud) -> Option<String> {
    let input = GetBucketVersioningInput { bucket: BUCKET.into(), ..Default::default() };
    cloud.call::<GetBucketVersioning>(input).unwrap().status
}

fn remove(cloud: &mut Cloud, key: &str, id: &str) -> DeleteObjectOutput {
    let input = DeleteObjectInput {
        bucket: BUCKET.into(),
        key: key.into(),
        version_id: Some(id.into()),
        ..Default::default()
    };
    cloud.call::<DeleteObject>(input).unwrap()
}

#[test]
fn s3_6_1_states() {
    let mut cloud = Cloud::with_bucket();
    assert_eq!(status(&mut cloud), None, "S3-6.1(b)");
    is(
        cloud.call::<PutBucketVersioning>(set(None, None)),
        400,
        "IllegalVersioningConfigurationException",
    );
    is(cloud.call::<PutBucketVersioning>(set(Some("enabled"), None)), 400, "MalformedXML");
    assert_eq!(cloud.put("k", "null").unwrap().version_id, None);
    cloud.versioning("Enabled");
    assert_eq!(status(&mut cloud).as_deref(), Some("Enabled"));
    assert_eq!(cloud.get("k").unwrap().version_id.as_deref(), Some("null"), "S3-3.2");
    let first = cloud.put("k", "one").unwrap().version_id.unwrap();
    let second = cloud.put("k", "two").unwrap().version_id.unwrap();
    assert_eq!((first.len(), first == second), (32, false), "S3-6.1(e)");
    cloud.versioning("Suspended");
    assert_eq!(cloud.put("k", "three").unwrap().version_id, None);
    assert_eq!(cloud.get("k").unwrap().version_id.as_deref(), Some("null"));
    let (versions, _) = cloud.version_ids();
    let ids: Vec<&str> = versions.iter().map(|(_, id)| id.as_str()).collect();
    assert_eq!(ids, ["null", second.as_str(), first.as_str()], "T17");
}

#[test]
fn s3_6_2_reads_by_version() {
    let mut cloud = Cloud::with_bucket();
    cloud.versioning("Enabled");
    let first = cloud.put("k", "one").unwrap().version_id.unwrap();
    cloud.put("k", "two").unwrap();
    let got = cloud.call::<GetObject>(version("k", &first)).unwrap();
    assert_eq!(got.body.unwrap().to_bytes(), "one");
    assert_eq!(got.version_id.as_deref(), Some(first.as_str()));
    is(cloud.call::<GetObject>(version("k", "x")), 400, "InvalidArgument");
    is(cloud.call::<GetObject>(version("k", &"0".repeat(32))), 404, "NoSuchVersion");
    is(cloud.call::<GetObject>(version("k", "null")), 404, "NoSuchVersion");
    assert_eq!(cloud.read("k").unwrap(), "two");
}

#[test]
fn s3_6_3_delete_markers() {
    let mut cloud = Cloud::with_bucket();
    cloud.versioning("Enabled");
    let first = cloud.put("k", "one").unwrap().version_id.unwrap();
    let marked = cloud.delete("k").unwrap();
    assert_eq!(marked.delete_marker, Some(true));
    let marker = marked.version_id.unwrap();
    let missing = error(cloud.get("k"));
    assert_eq!((missing.status(), missing.code()), (404, "NoSuchKey"), "S3-6.3(a), T16");
    let by_id = error(cloud.call::<GetObject>(version("k", &marker)));
    assert_eq!((by_id.status(), by_id.code()), (405, "MethodNotAllowed"), "S3-6.3(b)");
    for error in [missing, by_id] {
        assert!(error.headers().iter().any(|(name, _)| *name == "x-amz-delete-marker"));
    }
    assert!(cloud.keys().is_empty(), "S3-5.1(k)");
    cloud.delete("never was").unwrap();
    let (versions, markers) = cloud.version_ids();
    assert_eq!((versions.len(), markers.len()), (1, 2), "S3-3.20(b), T15");
    is(
        cloud.call::<DeleteBucket>(DeleteBucketInput {
            bucket: BUCKET.into(),
            ..Default::default()
        }),
        409,
        "BucketNotEmpty",
    );
    let removed = remove(&mut cloud, "k", &marker);
    assert_eq!(removed.delete_marker, Some(true), "S3-6.3(e)");
    assert_eq!(cloud.read("k").unwrap(), "one");
    assert_eq!(remove(&mut cloud, "k", &first).version_id.as_deref(), Some(first.as_str()));
    is(cloud.get("k"), 404, "NoSuchKey");
}

#[test]
fn s3_6_4_mfa_delete() {
    let mut cloud = Cloud::with_bucket();
    let with_code = |mut input: PutBucketVersioningInput| {
        input.mfa = Some("arn:aws:iam::123456789012:mfa/device 123456".into());
        input
    };
    let enable = set(Some("Enabled"), Some("Enabled"));
    is(cloud.call::<PutBucketVersioning>(enable.clone()), 403, "AccessDenied");
    cloud.call::<PutBucketVersioning>(with_code(enable)).unwrap();
    let id = cloud.put("k", "one").unwrap().version_id.unwrap();
    cloud.delete("k").unwrap();
    let mut input = DeleteObjectInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        version_id: Some(id),
        ..Default::default()
    };
    is(cloud.call::<DeleteObject>(input.clone()), 403, "AccessDenied");
    input.mfa = Some("1234 123456".into());
    cloud.call::<DeleteObject>(input).unwrap();
    is(cloud.call::<PutBucketVersioning>(set(Some("Suspended"), None)), 403, "AccessDenied");
}

#[test]
fn s3_5_4_fields_and_markers() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("a", "x").unwrap();
    let list = ListObjectVersionsInput { bucket: BUCKET.into(), ..Default::default() };
    let listed = cloud.call::<ListObjectVersions>(list.clone()).unwrap();
    let version = &listed.versions.unwrap()[0];
    assert_eq!(version.version_id.as_deref(), Some("null"), "S3-5.4(c)");
    assert_eq!(version.is_latest, Some(true));
    let with = |f: fn(&mut ListObjectVersionsInput)| {
        let mut input = list.clone();
        f(&mut input);
        input
    };
    let empty = with(|input| {
        input.key_marker = Some("a".into());
        input.version_id_marker = Some(String::new());
    });
    let refused = cloud.call::<ListObjectVersions>(empty).unwrap_err();
    assert_eq!(refused.to_string(), "400 InvalidArgument: A version-id marker cannot be empty.");
    let orphan = with(|input| input.version_id_marker = Some("null".into()));
    is(cloud.call::<ListObjectVersions>(orphan), 400, "InvalidArgument");
    let negative = with(|input| input.max_keys = Some(-1));
    is(cloud.call::<ListObjectVersions>(negative), 400, "InvalidArgument");
    let encoded = with(|input| input.encoding_type = Some("url".into()));
    cloud.put("ä b", "x").unwrap();
    let keys = cloud.call::<ListObjectVersions>(encoded).unwrap().versions.unwrap();
    assert_eq!(keys[1].key.as_deref(), Some("%C3%A4+b"), "S3-5.1(g)");
}

#[derive(Clone, Debug)]
enum Step {
    Put(String),
    Delete(String),
    Remove(String, usize),
    Suspend(bool),
}

fn step() -> impl Strategy<Value = Step> {
    let key = || "[ab/]{1,2}";
    prop_oneof![
        4 => key().prop_map(Step::Put),
        2 => key().prop_map(Step::Delete),
        1 => (key(), 0..3usize).prop_map(|(key, at)| Step::Remove(key, at)),
        1 => any::<bool>().prop_map(Step::Suspend),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// T3, T53: one latest for each key, and pages by (key, version) make the whole listing.
    #[test]
    fn t53_versions_page_by_page(
        steps in prop::collection::vec(step(), 1..25),
        max in 1..4i32,
        delimiter in any::<bool>(),
    ) {
        let mut cloud = Cloud::with_bucket();
        cloud.versioning("Enabled");
        for step in &steps {
            match step {
                Step::Put(key) => { cloud.put(key, "x").unwrap(); }
                Step::Delete(key) => { cloud.delete(key).unwrap(); }
                Step::Suspend(yes) => cloud.versioning(if *yes { "Suspended" } else { "Enabled" }),
                Step::Remove(key, at) => {
                    let (versions, markers) = cloud.version_ids();
                    let all: Vec<_> =
                        versions.into_iter().chain(markers).filter(|(k, _)| k == key).collect();
                    if let Some((key, id)) = all.get(*at) { remove(&mut cloud, key, id); }
                }
            }
        }
        let list = ListObjectVersionsInput {
            bucket: BUCKET.into(),
            delimiter: delimiter.then(|| "/".to_owned()),
            ..Default::default()
        };
        type Row = (String, String, bool);
        let rows = |page: &ListObjectVersionsOutput| -> Vec<Row> {
            let versions = page.versions.iter().flatten().map(|v| {
                (v.key.clone().unwrap(), v.version_id.clone().unwrap(), v.is_latest.unwrap())
            });
            let markers = page.delete_markers.iter().flatten().map(|m| {
                (m.key.clone().unwrap(), m.version_id.clone().unwrap(), m.is_latest.unwrap())
            });
            let prefixes = page.common_prefixes.iter().flatten().map(|p| {
                (p.prefix.clone().unwrap(), String::new(), true)
            });
            versions.chain(markers).chain(prefixes).collect()
        };
        let whole = cloud.call::<ListObjectVersions>(list.clone()).unwrap();
        let mut expected = rows(&whole);
        let (mut found, mut next): (Vec<Row>, (Option<String>, Option<String>)) = Default::default();
        loop {
            let page = cloud.call::<ListObjectVersions>(ListObjectVersionsInput {
                max_keys: Some(max),
                key_marker: next.0,
                version_id_marker: next.1,
                ..list.clone()
            }).unwrap();
            prop_assert!(rows(&page).len() <= max as usize, "S3-5.4(f)");
            found.extend(rows(&page));
            if page.is_truncated != Some(true) { break }
            next = (page.next_key_marker, page.next_version_id_marker);
        }
        expected.sort();
        found.sort();
        prop_assert_eq!(&found, &expected);
        let mut keys: Vec<&String> = expected.iter().map(|(key, ..)| key).collect();
        keys.dedup();
        for key in keys {
            let latest = expected.iter().filter(|(k, _, latest)| k == key && *latest).count();
            prop_assert_eq!(latest, 1, "S3-5.4(g)");
        }
    }
}

/// S3-5.4(d): whoever deletes what he lists goes on where he was.
#[test]
fn s3_5_4_a_page_goes_on_behind_a_version_that_is_gone() {
    let mut cloud = Cloud::with_bucket();
    cloud.versioning("Enabled");
    for _ in 0..3 {
        cloud.put("a", "x").unwrap();
    }
    cloud.put("b", "x").unwrap();
    let list = |key: Option<String>, id: Option<String>| ListObjectVersionsInput {
        bucket: BUCKET.into(),
        max_keys: Some(1),
        key_marker: key,
        version_id_marker: id,
        ..Default::default()
    };
    let (mut key, mut id, mut seen) = (None, None, Vec::new());
    loop {
        let page = cloud.call::<ListObjectVersions>(list(key, id)).unwrap();
        let version = page.versions.unwrap().remove(0);
        let (of, which) = (version.key.unwrap(), version.version_id.unwrap());
        let gone = DeleteObjectInput {
            bucket: BUCKET.into(),
            key: of.clone(),
            version_id: Some(which),
            ..Default::default()
        };
        cloud.call::<DeleteObject>(gone).unwrap();
        seen.push(of);
        if page.is_truncated != Some(true) {
            break;
        }
        (key, id) = (page.next_key_marker, page.next_version_id_marker);
    }
    assert_eq!(seen, ["a", "a", "a", "b"]);
}

#[test]
fn s3_4_9_a_page_goes_on_behind_an_upload_that_is_gone() {
    let mut cloud = Cloud::with_bucket();
    let ids = [cloud.upload("a"), cloud.upload("a"), cloud.upload("a")];
    let abort = AbortMultipartUploadInput {
        bucket: BUCKET.into(),
        key: "a".into(),
        upload_id: ids[1].clone(),
        ..Default::default()
    };
    cloud.call::<AbortMultipartUpload>(abort).unwrap();
    let list = ListMultipartUploadsInput {
        bucket: BUCKET.into(),
        key_marker: Some("a".into()),
        upload_id_marker: Some(ids[1].clone()),
        ..Default::default()
    };
    let page = cloud.call::<ListMultipartUploads>(list).unwrap();
    let left: Vec<_> = page.uploads.unwrap().into_iter().filter_map(|it| it.upload_id).collect();
    assert_eq!(left, [ids[2].clone()]);
}
