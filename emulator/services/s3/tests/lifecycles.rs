//! S3-6.7 to S3-6.14: lifecycles, on the world's clock.

use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use parhelion_wire::{Body, Timestamp};

const DAY: u64 = 86_400;

fn rule(f: impl FnOnce(&mut LifecycleRule)) -> LifecycleRule {
    let mut rule = LifecycleRule {
        status: "Enabled".into(),
        filter: Some(LifecycleRuleFilter::default()),
        ..Default::default()
    };
    f(&mut rule);
    rule
}

fn days(days: i32) -> Option<LifecycleExpiration> {
    Some(LifecycleExpiration { days: Some(days), ..Default::default() })
}

fn lifecycle(rules: Vec<LifecycleRule>) -> PutBucketLifecycleConfigurationInput {
    PutBucketLifecycleConfigurationInput {
        bucket: BUCKET.into(),
        lifecycle_configuration: Some(BucketLifecycleConfiguration { rules }),
        ..Default::default()
    }
}

fn set(cloud: &mut Cloud, rules: Vec<LifecycleRule>) {
    cloud.call::<PutBucketLifecycleConfiguration>(lifecycle(rules)).unwrap();
}

#[test]
fn s3_6_9_t41_objects_expire_at_midnight() {
    let mut cloud = Cloud::with_bucket();
    cloud.advance(10 * 3600);
    set(
        &mut cloud,
        vec![
            rule(|r| r.expiration = days(5)),
            rule(|r| {
                r.id = Some("logs".into());
                r.expiration = days(3);
                r.filter =
                    Some(LifecycleRuleFilter { prefix: Some("log/".into()), ..Default::default() });
            }),
        ],
    );
    let put = cloud.put("log/a", "x").unwrap();
    assert!(put.expiration.unwrap().ends_with("rule-id=\"logs\""), "S3-6.14");
    cloud.put("b", "x").unwrap();
    let start = cloud.world.now().secs();
    let due = (start + 3 * 86_400).div_euclid(86_400) * 86_400 + 86_400;
    let due = if (start % 86_400) == 0 { start + 3 * 86_400 } else { due };
    let expected = Timestamp::from_secs(due).http_date();
    assert!(cloud.head("log/a").unwrap().expiration.unwrap().contains(&expected));
    cloud.world.advance_to(Timestamp::from_secs(due - 1));
    assert_eq!(cloud.keys(), ["b", "log/a"]);
    cloud.advance(1);
    assert_eq!(cloud.keys(), ["b"]);
    cloud.advance(3 * DAY);
    assert!(cloud.keys().is_empty());
    assert_eq!(cloud.world.next_due(), None, "nothing left to do");
}

#[test]
fn s3_6_9_g_c_versions() {
    let mut cloud = Cloud::with_bucket();
    cloud.versioning("Enabled");
    for body in ["one", "two", "three"] {
        cloud.put("k", body).unwrap();
    }
    set(
        &mut cloud,
        vec![rule(|r| {
            r.expiration = days(1);
            r.noncurrent_version_expiration = Some(NoncurrentVersionExpiration {
                noncurrent_days: Some(1),
                newer_noncurrent_versions: Some(1),
            });
        })],
    );
    cloud.advance(2 * DAY + 1);
    let (versions, markers) = cloud.version_ids();
    assert_eq!((versions.len(), markers.len()), (1, 1), "a marker, and one of the two kept");
    assert!(cloud.keys().is_empty());
}

#[test]
fn s3_6_12_lone_markers_go() {
    let mut cloud = Cloud::with_bucket();
    cloud.versioning("Enabled");
    cloud.delete("k").unwrap();
    set(
        &mut cloud,
        vec![rule(|r| {
            r.expiration = Some(LifecycleExpiration {
                expired_object_delete_marker: Some(true),
                ..Default::default()
            });
        })],
    );
    cloud.advance(DAY);
    assert_eq!(cloud.version_ids().1.len(), 0, "T41");
}

#[test]
fn s3_6_9_d_uploads_are_aborted() {
    let mut cloud = Cloud::with_bucket();
    set(
        &mut cloud,
        vec![rule(|r| {
            r.abort_incomplete_multipart_upload =
                Some(AbortIncompleteMultipartUpload { days_after_initiation: Some(1) });
        })],
    );
    let input =
        CreateMultipartUploadInput { bucket: BUCKET.into(), key: "k".into(), ..Default::default() };
    let made = cloud.call::<CreateMultipartUpload>(input).unwrap();
    assert!(made.abort_date.is_some() && made.abort_rule_id.is_some(), "S3-4.1");
    let id = made.upload_id.unwrap();
    cloud.part("k", &id, 1, Body::from("x")).unwrap();
    cloud.advance(2 * DAY);
    is(cloud.part("k", &id, 2, Body::from("x")), 404, "NoSuchUpload");
}

#[test]
fn s3_6_10_transitions() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("small", "x").unwrap();
    let big = PutObjectInput { body: Some(Body::from(vec![0; 128 * 1024])), ..put("big", "") };
    let tag = cloud.call::<PutObject>(big).unwrap().e_tag;
    let to = |days, class: &str| Transition {
        days: Some(days),
        storage_class: Some(class.into()),
        ..Default::default()
    };
    set(
        &mut cloud,
        vec![rule(|r| {
            r.transitions = Some(vec![to(30, "STANDARD_IA"), to(60, "GLACIER")]);
        })],
    );
    cloud.advance(31 * DAY);
    let head = cloud.head("big").unwrap();
    assert_eq!(head.storage_class.as_deref(), Some("STANDARD_IA"));
    assert_eq!(head.e_tag, tag, "S3-3.12(e)");
    assert_eq!(cloud.head("small").unwrap().storage_class, None, "T41: below 128 KB");
    cloud.advance(31 * DAY);
    is(cloud.get("big"), 403, "InvalidObjectState"); // T46
    assert_eq!(cloud.head("big").unwrap().storage_class.as_deref(), Some("GLACIER"));
}

/// One rule, which expires objects after a day, changed in one way.
fn one(f: &dyn Fn(&mut LifecycleRule)) -> Vec<LifecycleRule> {
    vec![rule(|r| {
        r.expiration = days(1);
        f(r);
    })]
}

#[test]
fn s3_6_8_what_is_refused() {
    let mut cloud = Cloud::with_bucket();
    let tag = |key: &str| Tag { key: key.into(), value: "v".into() };
    let mut code = |rules: Vec<LifecycleRule>| {
        fault(cloud.call::<PutBucketLifecycleConfiguration>(lifecycle(rules))).1
    };
    assert_eq!(code(one(&|r| r.filter = None)), "MalformedXML", "(a)");
    assert_eq!(code(one(&|r| r.prefix = Some("x".into()))), "InvalidRequest", "(m)");
    assert_eq!(code(one(&|r| r.expiration = None)), "InvalidRequest", "(f)");
    assert_eq!(code(Vec::new()), "InvalidRequest", "(f)");
    assert_eq!(code(one(&|r| r.expiration = days(0))), "InvalidArgument", "(g)");
    assert_eq!(code(one(&|r| r.id = Some("x".repeat(256)))), "InvalidArgument", "(k)");
    assert_eq!(
        code(one(&|r| {
            r.expiration = Some(LifecycleExpiration {
                date: Some(Timestamp::from_secs(1)),
                ..Default::default()
            });
        })),
        "InvalidArgument",
        "(c)"
    );
    assert_eq!(
        code(one(&|r| {
            r.filter = Some(LifecycleRuleFilter {
                prefix: Some("a".into()),
                tag: Some(tag("a")),
                ..Default::default()
            });
        })),
        "MalformedXML",
        "(a)"
    );
    assert_eq!(
        code(one(&|r| {
            let and = LifecycleRuleAndOperator {
                tags: Some(vec![tag("a"), tag("a")]),
                ..Default::default()
            };
            r.filter = Some(LifecycleRuleFilter { and: Some(and), ..Default::default() });
        })),
        "InvalidRequest",
        "(d)"
    );
    assert_eq!(
        code(one(&|r| {
            r.filter = Some(LifecycleRuleFilter { tag: Some(tag("a")), ..Default::default() });
            r.abort_incomplete_multipart_upload =
                Some(AbortIncompleteMultipartUpload { days_after_initiation: Some(1) });
        })),
        "InvalidRequest",
        "(h)"
    );
    assert_eq!(
        code(one(&|r| {
            r.transitions = Some(vec![Transition {
                days: Some(1),
                storage_class: Some("STANDARD_IA".into()),
                ..Default::default()
            }]);
        })),
        "InvalidArgument",
        "(i)"
    );
}

#[test]
fn s3_6_8_o_what_a_configuration_gets_by_itself() {
    let mut cloud = Cloud::with_bucket();
    let get = GetBucketLifecycleConfigurationInput { bucket: BUCKET.into(), ..Default::default() };
    is(
        cloud.call::<GetBucketLifecycleConfiguration>(get.clone()),
        404,
        "NoSuchLifecycleConfiguration",
    );
    set(&mut cloud, one(&|_| {}));
    let got = cloud.call::<GetBucketLifecycleConfiguration>(get).unwrap();
    assert_eq!(got.rules.unwrap()[0].id.as_ref().unwrap().len(), 48, "(o)");
    assert_eq!(
        got.transition_default_minimum_object_size.as_deref(),
        Some("all_storage_classes_128K")
    );
}

#[test]
fn s3_3_17_t46_restores() {
    let mut cloud = Cloud::with_bucket();
    cloud
        .call::<PutObject>(PutObjectInput {
            storage_class: Some("GLACIER".into()),
            ..put("k", "x")
        })
        .unwrap();
    is(cloud.get("k"), 403, "InvalidObjectState");
    is(cloud.copy("k", "c"), 403, "InvalidObjectState");
    let restore = |key: &str, days| RestoreObjectInput {
        bucket: BUCKET.into(),
        key: key.into(),
        restore_request: Some(RestoreRequest { days: Some(days), ..Default::default() }),
        ..Default::default()
    };
    cloud.call::<RestoreObject>(restore("k", 1)).unwrap();
    assert_eq!(cloud.head("k").unwrap().restore.as_deref(), Some("ongoing-request=\"true\""));
    is(cloud.call::<RestoreObject>(restore("k", 1)), 409, "RestoreAlreadyInProgress");
    cloud.advance(1);
    assert!(cloud.head("k").unwrap().restore.unwrap().starts_with("ongoing-request=\"false\""));
    assert_eq!(cloud.read("k").unwrap(), "x");
    cloud.call::<RestoreObject>(restore("k", 3)).unwrap();
    cloud.advance(3 * DAY);
    assert_eq!(cloud.read("k").unwrap(), "x");
    cloud.advance(DAY);
    is(cloud.get("k"), 403, "InvalidObjectState");
    cloud.put("plain", "x").unwrap();
    is(cloud.call::<RestoreObject>(restore("plain", 1)), 403, "InvalidObjectState");
}

#[test]
fn s3_6_9_a_run_over_many_keys_is_over_when_its_time_has_come() {
    let mut cloud = Cloud::with_bucket();
    for number in 0..1_203 {
        cloud.put(&format!("k/{number:04}"), "x").unwrap();
    }
    cloud.put("stays", "x").unwrap();
    set(
        &mut cloud,
        vec![rule(|r| {
            r.expiration = days(1);
            r.filter =
                Some(LifecycleRuleFilter { prefix: Some("k/".into()), ..Default::default() });
        })],
    );
    cloud.advance(3 * DAY);
    let input = ListObjectsV2Input { bucket: BUCKET.into(), ..Default::default() };
    let listed = cloud.call::<ListObjectsV2>(input).unwrap();
    let keys: Vec<_> = listed.contents.unwrap().into_iter().filter_map(|o| o.key).collect();
    assert_eq!(keys, ["stays"]);
}
