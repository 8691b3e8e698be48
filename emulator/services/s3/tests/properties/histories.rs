//! S3-10: candidate properties over random histories; S3-9.1(c): what fails changes nothing.

use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use parhelion_wire::{Body, Error, Timestamp};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A request, sensible or not.
#[derive(Clone, Debug)]
enum Ask {
    Put {
        key: String,
        body: String,
        if_match: Option<String>,
        absent: bool,
        acl: Option<String>,
        class: Option<String>,
        tagging: Option<String>,
        lock: bool,
    },
    Delete {
        key: String,
        version: Option<String>,
        bypass: bool,
    },
    Copy {
        from: String,
        to: String,
        replace: bool,
        class: bool,
        if_match: Option<String>,
    },
    Create {
        key: String,
        algorithm: Option<String>,
        kind: Option<String>,
    },
    Part {
        upload: usize,
        number: i32,
        body: String,
    },
    Complete {
        upload: usize,
        parts: Vec<(i32, bool)>,
        absent: bool,
    },
    Abort {
        upload: usize,
    },
    Versioning(String),
    Tag {
        key: String,
        tags: Vec<(String, String)>,
    },
    Acl {
        key: String,
        canned: String,
    },
    Lifecycle {
        days: i32,
        prefix: Option<String>,
    },
    Lock {
        days: i32,
    },
    Retain {
        key: String,
        secs: i64,
        mode: String,
    },
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![8 => "[ab/]{1,2}", 1 => Just("../x".to_owned()), 1 => Just("k".repeat(1025))]
}

fn pick<const N: usize>(texts: [&'static str; N]) -> impl Strategy<Value = Option<String>> {
    prop::option::weighted(0.3, prop::sample::select(texts.to_vec()).prop_map(str::to_owned))
}

fn ask() -> impl Strategy<Value = Ask> {
    let tag = || pick(["x", "*", "098f6bcd4621d373cade4e832627b4f6"]);
    let version = pick(["null", "bad", "00000000000000000000000000000000"]);
    prop_oneof![
        4 => (
            key(),
            "[a-z]{0,3}",
            tag(),
            prop::bool::weighted(0.2),
            pick(["private", "public-read", "bucket-owner-full-control", "none"]),
            pick(["STANDARD_IA", "GLACIER", "COLD"]),
            pick(["a=1", "a=1&a=2", "a=<"]),
            prop::bool::weighted(0.1),
        )
            .prop_map(|(key, body, if_match, absent, acl, class, tagging, lock)| Ask::Put {
                key, body, if_match, absent, acl, class, tagging, lock
            }),
        2 => (key(), version, prop::bool::weighted(0.1))
            .prop_map(|(key, version, bypass)| Ask::Delete { key, version, bypass }),
        2 => (key(), key(), any::<bool>(), any::<bool>(), tag())
            .prop_map(|(from, to, replace, class, if_match)| Ask::Copy {
                from, to, replace, class, if_match
            }),
        2 => (key(), pick(["CRC32", "SHA256", "X"]), pick(["COMPOSITE", "FULL_OBJECT"]))
            .prop_map(|(key, algorithm, kind)| Ask::Create { key, algorithm, kind }),
        3 => (0..3usize, 0..4i32, "[a-z]{0,3}")
            .prop_map(|(upload, number, body)| Ask::Part { upload, number, body }),
        2 => (0..3usize, prop::collection::vec((0..4i32, prop::bool::weighted(0.8)), 0..3), prop::bool::weighted(0.2))
            .prop_map(|(upload, parts, absent)| Ask::Complete { upload, parts, absent }),
        1 => (0..3usize).prop_map(|upload| Ask::Abort { upload }),
        1 => prop::sample::select(vec!["Enabled", "Suspended", "enabled", ""])
            .prop_map(|status| Ask::Versioning(status.to_owned())),
        1 => (key(), prop::collection::vec(("[a!]{0,2}", "[a-z<]{0,2}"), 0..3))
            .prop_map(|(key, tags)| Ask::Tag { key, tags }),
        1 => (key(), prop::sample::select(vec!["private", "public-read", "x"]))
            .prop_map(|(key, canned)| Ask::Acl { key, canned: canned.to_owned() }),
        1 => (-1..3i32, prop::option::of("[ab]"))
            .prop_map(|(days, prefix)| Ask::Lifecycle { days, prefix }),
        1 => (-1..2i32).prop_map(|days| Ask::Lock { days }),
        1 => (key(), -10..1000i64, prop::sample::select(vec!["GOVERNANCE", "COMPLIANCE", "X"]))
            .prop_map(|(key, secs, mode)| Ask::Retain { key, secs, mode: mode.to_owned() }),
    ]
}

/// What uploads the history has, and the ETags of their parts.
type Uploads = Vec<(String, String, BTreeMap<i32, String>)>;

fn send(cloud: &mut Cloud, uploads: &mut Uploads, ask: &Ask) -> Result<(), Error> {
    let bucket = || BUCKET.to_owned();
    match ask.clone() {
        Ask::Put { key, body, if_match, absent, acl, class, tagging, lock } => {
            let input = PutObjectInput {
                if_match,
                if_none_match: absent.then(|| "*".into()),
                acl,
                storage_class: class,
                tagging,
                object_lock_legal_hold_status: lock.then(|| "ON".into()),
                ..put(&key, &body)
            };
            cloud.call::<PutObject>(input).map(drop)
        }
        Ask::Delete { key, version, bypass } => {
            let input = DeleteObjectInput {
                bucket: bucket(),
                key,
                version_id: version,
                bypass_governance_retention: bypass.then_some(true),
                ..Default::default()
            };
            cloud.call::<DeleteObject>(input).map(drop)
        }
        Ask::Copy { from, to, replace, class, if_match } => {
            let input = CopyObjectInput {
                metadata_directive: replace.then(|| "REPLACE".into()),
                storage_class: class.then(|| "STANDARD_IA".into()),
                copy_source_if_match: if_match,
                ..copy(&from, &to)
            };
            cloud.call::<CopyObject>(input).map(drop)
        }
        Ask::Create { key, algorithm, kind } => {
            let input = CreateMultipartUploadInput {
                bucket: bucket(),
                key: key.clone(),
                checksum_algorithm: algorithm,
                checksum_type: kind,
                ..Default::default()
            };
            let made = cloud.call::<CreateMultipartUpload>(input)?;
            uploads.push((key, made.upload_id.unwrap(), BTreeMap::new()));
            Ok(())
        }
        Ask::Part { upload, number, body } => {
            let Some((key, id, parts)) = uploads.get_mut(upload) else { return Ok(()) };
            let tag = cloud.part(key, id, number, Body::from(body))?;
            parts.insert(number, tag);
            Ok(())
        }
        Ask::Complete { upload, parts, absent } => {
            let Some((key, id, known)) = uploads.get(upload) else { return Ok(()) };
            let tag = |number: i32, right: bool| match known.get(&number).filter(|_| right) {
                Some(tag) => tag.clone(),
                None => "\"x\"".to_owned(),
            };
            let listed: Vec<(i32, String)> =
                parts.iter().map(|(number, right)| (*number, tag(*number, *right))).collect();
            let listed: Vec<(i32, &str)> =
                listed.iter().map(|(n, tag)| (*n, tag.as_str())).collect();
            let input = CompleteMultipartUploadInput {
                if_none_match: absent.then(|| "*".into()),
                ..completion(key, id, &listed)
            };
            cloud.call::<CompleteMultipartUpload>(input).map(drop)
        }
        Ask::Abort { upload } => {
            let Some((key, id, _)) = uploads.get(upload) else { return Ok(()) };
            let input = AbortMultipartUploadInput {
                bucket: bucket(),
                key: key.clone(),
                upload_id: id.clone(),
                ..Default::default()
            };
            cloud.call::<AbortMultipartUpload>(input).map(drop)
        }
        Ask::Versioning(status) => {
            let configuration =
                VersioningConfiguration { status: Some(status), ..Default::default() };
            let input = PutBucketVersioningInput {
                bucket: bucket(),
                versioning_configuration: configuration,
                ..Default::default()
            };
            cloud.call::<PutBucketVersioning>(input)
        }
        Ask::Tag { key, tags } => {
            let tag_set = tags.into_iter().map(|(key, value)| Tag { key, value }).collect();
            let input = PutObjectTaggingInput {
                bucket: bucket(),
                key,
                tagging: Tagging { tag_set },
                ..Default::default()
            };
            cloud.call::<PutObjectTagging>(input).map(drop)
        }
        Ask::Acl { key, canned } => {
            let input = PutObjectAclInput {
                bucket: bucket(),
                key,
                acl: Some(canned),
                ..Default::default()
            };
            cloud.call::<PutObjectAcl>(input).map(drop)
        }
        Ask::Lifecycle { days, prefix } => {
            let rule = LifecycleRule {
                status: "Enabled".into(),
                filter: prefix
                    .map(|p| LifecycleRuleFilter { prefix: Some(p), ..Default::default() }),
                expiration: Some(LifecycleExpiration { days: Some(days), ..Default::default() }),
                ..Default::default()
            };
            let input = PutBucketLifecycleConfigurationInput {
                bucket: bucket(),
                lifecycle_configuration: Some(BucketLifecycleConfiguration { rules: vec![rule] }),
                ..Default::default()
            };
            cloud.call::<PutBucketLifecycleConfiguration>(input).map(drop)
        }
        Ask::Lock { days } => {
            let default =
                DefaultRetention { mode: Some("GOVERNANCE".into()), days: Some(days), years: None };
            let input = PutObjectLockConfigurationInput {
                bucket: bucket(),
                object_lock_configuration: Some(ObjectLockConfiguration {
                    object_lock_enabled: Some("Enabled".into()),
                    rule: Some(ObjectLockRule { default_retention: Some(default) }),
                }),
                ..Default::default()
            };
            cloud.call::<PutObjectLockConfiguration>(input).map(drop)
        }
        Ask::Retain { key, secs, mode } => {
            let until = Timestamp::from_secs(cloud.world.now().secs() + secs);
            let retention =
                ObjectLockRetention { mode: Some(mode), retain_until_date: Some(until) };
            let input = PutObjectRetentionInput {
                bucket: bucket(),
                key,
                retention: Some(retention),
                ..Default::default()
            };
            cloud.call::<PutObjectRetention>(input).map(drop)
        }
    }
}

fn state(cloud: &mut Cloud) -> String {
    cloud.run("state", |s3, _| format!("{s3:?}"))
}

/// Everything that reads show.
fn seen(cloud: &mut Cloud) -> Vec<(String, Option<String>)> {
    let keys = cloud.keys();
    let read = |key: String| {
        let body = cloud.read(&key).ok();
        (key, body)
    };
    keys.into_iter().map(read).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// S3-9.1(c), and 500 never.
    #[test]
    fn what_fails_changes_nothing(asks in prop::collection::vec(ask(), 1..30), acls in any::<bool>()) {
        let mut cloud = if acls { Cloud::with_acls() } else { Cloud::with_bucket() };
        let mut uploads = Uploads::new();
        for ask in &asks {
            let before = state(&mut cloud);
            if let Err(error) = send(&mut cloud, &mut uploads, ask) {
                prop_assert!((400..500).contains(&error.status()) || error.status() == 501, "{error}");
                prop_assert_eq!(&before, &state(&mut cloud), "{:?}: {}", ask, error);
            }
        }
        // A fork is a value of its own.
        let (before, mut fork) = (state(&mut cloud), cloud.clone());
        for ask in &asks {
            let _ = send(&mut fork, &mut uploads, ask);
        }
        fork.advance(10 * 86_400);
        prop_assert_eq!(before, state(&mut cloud));
    }

    /// T60: a request whose answer was lost, sent again, leaves what one or two of them leave.
    #[test]
    fn t60_replays(asks in prop::collection::vec(ask(), 1..20)) {
        let mut cloud = Cloud::with_bucket();
        let mut uploads = Uploads::new();
        for ask in &asks {
            let first = send(&mut cloud, &mut uploads, ask);
            let once = seen(&mut cloud);
            let again = send(&mut cloud, &mut uploads, ask);
            if first.is_ok() && !matches!(ask, Ask::Copy { .. }) {
                prop_assert_eq!(seen(&mut cloud), once, "{:?}: {:?}", ask, again);
            }
        }
    }

    /// T13: of many that want to be first, one is.
    #[test]
    fn t13_one_winner(writers in 2..8usize, versioned in any::<bool>()) {
        let mut cloud = Cloud::with_bucket();
        if versioned { cloud.versioning("Enabled"); }
        let wins = (0..writers).filter(|writer| {
            let input = PutObjectInput { if_none_match: Some("*".into()), ..put("k", &writer.to_string()) };
            cloud.call::<PutObject>(input).is_ok()
        });
        prop_assert_eq!(wins.count(), 1);
        prop_assert_eq!(cloud.read("k").unwrap(), "0");
    }

    /// T14: counting by compare and swap loses nothing.
    #[test]
    fn t14_compare_and_swap(turns in prop::collection::vec(0..3usize, 0..20)) {
        let mut cloud = Cloud::with_bucket();
        let first = cloud.put("k", "0").unwrap().e_tag.unwrap();
        let mut known = vec![("0".to_owned(), first); 3];
        let mut done = 0;
        for turn in turns {
            let (value, tag) = known[turn].clone();
            let next = (value.parse::<u32>().unwrap() + 1).to_string();
            let input = PutObjectInput { if_match: Some(tag), ..put("k", &next) };
            match cloud.call::<PutObject>(input) {
                Ok(put) => {
                    known[turn] = (next, put.e_tag.unwrap());
                    done += 1;
                }
                Err(error) => {
                    prop_assert_eq!(error.status(), 412);
                    let got = cloud.get("k").unwrap();
                    known[turn] = (cloud.read("k").unwrap(), got.e_tag.unwrap());
                }
            }
        }
        prop_assert_eq!(cloud.read("k").unwrap(), done.to_string());
    }

    /// T8, T11, T24: any parts of any size, if there is one; ranges of the whole agree with it.
    #[test]
    fn t8_t11_one_part_and_ranges(content in prop::collection::vec(any::<u8>(), 1..60), cut in 0..60u64) {
        let mut cloud = Cloud::with_bucket();
        let id = cloud.upload("k");
        let tag = cloud.part("k", &id, 7, Body::from(content.clone())).unwrap();
        let done = cloud.complete("k", &id, &[(7, &tag)]).unwrap();
        prop_assert!(done.e_tag.unwrap().ends_with("-1\""));
        let cut = cut.min(content.len() as u64 - 1);
        let mut range = |text: String| {
            let input = GetObjectInput { range: Some(text), ..get("k") };
            cloud.call::<GetObject>(input).map(|got| got.body.unwrap().to_bytes().to_vec())
        };
        let head = if cut == 0 { Vec::new() } else { range(format!("bytes=0-{}", cut - 1)).unwrap() };
        let tail = range(format!("bytes={cut}-")).unwrap();
        prop_assert_eq!([head, tail].concat(), content);
    }
}

#[test]
fn t23_t30_what_lists_do_not_show() {
    let mut cloud = Cloud::with_bucket();
    cloud.upload("k");
    assert!(cloud.keys().is_empty());
    let delete = DeleteBucketInput { bucket: BUCKET.into(), ..Default::default() };
    let mut other = cloud.clone();
    other.call::<DeleteBucket>(delete.clone()).unwrap(); // S3-4.10
    cloud.versioning("Enabled");
    cloud.delete("k").unwrap();
    assert!(cloud.keys().is_empty());
    is(cloud.call::<DeleteBucket>(delete), 409, "BucketNotEmpty");
}

/// What a versioned bucket is, said plainly: for each key its versions, oldest first.
#[derive(Clone, Debug, Default)]
struct Plain {
    suspended: bool,
    /// Id, and the body or `None` for a marker.
    keys: BTreeMap<String, Vec<(String, Option<String>)>>,
}

impl Plain {
    fn add(&mut self, key: &str, id: Option<String>, body: Option<String>) {
        let versions = self.keys.entry(key.to_owned()).or_default();
        let id = id.unwrap_or_else(|| "null".to_owned());
        versions.retain(|(held, _)| *held != id);
        versions.push((id, body));
    }

    fn current(&self, key: &str) -> Option<&String> {
        self.keys.get(key)?.last()?.1.as_ref()
    }
}

#[derive(Clone, Debug)]
enum Step {
    Put(String, String),
    Delete(String),
    Remove(String, usize),
    Suspend(bool),
    Restore(String, usize),
}

fn step() -> impl Strategy<Value = Step> {
    let key = || "[ab]";
    prop_oneof![
        4 => (key(), "[a-z]{0,4}").prop_map(|(key, body)| Step::Put(key, body)),
        2 => key().prop_map(Step::Delete),
        2 => (key(), 0..4usize).prop_map(|(key, at)| Step::Remove(key, at)),
        1 => any::<bool>().prop_map(Step::Suspend),
        1 => (key(), 0..4usize).prop_map(|(key, at)| Step::Restore(key, at)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// T15 to T17, S3-6.1 to S3-6.3: a versioned bucket is the plain one.
    #[test]
    fn t15_t16_t17_versions(steps in prop::collection::vec(step(), 1..30)) {
        let (mut cloud, mut plain) = (Cloud::with_bucket(), Plain::default());
        cloud.versioning("Enabled");
        for step in steps {
            match step {
                Step::Put(key, body) => {
                    let id = cloud.put(&key, &body).unwrap().version_id;
                    prop_assert_eq!(id.is_some(), !plain.suspended);
                    plain.add(&key, id, Some(body));
                }
                Step::Delete(key) => {
                    let deleted = cloud.delete(&key).unwrap();
                    prop_assert_eq!(deleted.delete_marker, Some(true));
                    plain.add(&key, deleted.version_id, None);
                }
                Step::Remove(key, at) => {
                    let Some(versions) = plain.keys.get_mut(&key) else { continue };
                    if at >= versions.len() { continue }
                    let (id, body) = versions.remove(at);
                    let input = DeleteObjectInput {
                        bucket: BUCKET.into(), key, version_id: Some(id.clone()), ..Default::default()
                    };
                    let deleted = cloud.call::<DeleteObject>(input).unwrap();
                    prop_assert_eq!(deleted.version_id, Some(id));
                    prop_assert_eq!(deleted.delete_marker == Some(true), body.is_none());
                }
                Step::Suspend(yes) => {
                    cloud.versioning(if yes { "Suspended" } else { "Enabled" });
                    plain.suspended = yes;
                }
                Step::Restore(key, at) => {
                    let Some((id, body)) = plain.keys.get(&key).and_then(|v| v.get(at)).cloned() else { continue };
                    let copied = cloud.copy(&format!("{key}?versionId={id}"), &key);
                    match body {
                        None => prop_assert_eq!(fault(copied).1, "InvalidRequest"),
                        Some(body) => plain.add(&key, copied.unwrap().version_id, Some(body)),
                    }
                }
            }
            for key in ["a", "b"] {
                let got = cloud.read(key);
                prop_assert_eq!(got.as_ref().ok(), plain.current(key));
                for (id, body) in plain.keys.get(key).into_iter().flatten() {
                    let got = cloud.call::<GetObject>(version(key, id));
                    match body {
                        Some(body) => prop_assert_eq!(got.unwrap().body.unwrap().to_bytes(), body),
                        None => prop_assert_eq!(fault(got).0, 405),
                    }
                }
            }
            let count: usize = plain.keys.values().map(Vec::len).sum();
            let (versions, markers) = cloud.version_ids();
            prop_assert_eq!(versions.len() + markers.len(), count);
        }
    }
}
