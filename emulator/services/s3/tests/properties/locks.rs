//! Object Lock: what is protected stays, whoever asks and in whatever order.

use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use parhelion_wire::Timestamp;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    /// Mode, and seconds from now.
    Retain {
        compliance: bool,
        secs: i64,
        bypass: bool,
    },
    Hold(bool),
    Pass(u64),
    Remove {
        bypass: bool,
    },
    Mark,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (prop::bool::weighted(0.3), 1..2000i64, any::<bool>())
            .prop_map(|(compliance, secs, bypass)| Step::Retain { compliance, secs, bypass }),
        2 => any::<bool>().prop_map(Step::Hold),
        2 => (1..1500u64).prop_map(Step::Pass),
        2 => any::<bool>().prop_map(|bypass| Step::Remove { bypass }),
        1 => Just(Step::Mark),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// T42: a version goes only when nothing protects it: no hold, and no retention but a
    /// governance one that is bypassed; retention never gets shorter otherwise.
    #[test]
    fn t42_protected_versions_stay(steps in prop::collection::vec(step(), 1..20)) {
        let mut cloud = Cloud::new();
        cloud.call::<CreateBucket>(CreateBucketInput {
            bucket: BUCKET.into(), object_lock_enabled_for_bucket: Some(true), ..Default::default()
        }).unwrap();
        let id = cloud.put("k", "x").unwrap().version_id.unwrap();
        let (mut retention, mut hold): (Option<(bool, i64)>, bool) = (None, false);
        for step in steps {
            let now = cloud.world.now().secs();
            let in_force = retention.filter(|(_, until)| *until > now);
            match step {
                Step::Pass(secs) => cloud.advance(secs),
                Step::Mark => drop(cloud.delete("k").unwrap()),
                Step::Hold(on) => {
                    let status = Some(if on { "ON" } else { "OFF" }.to_owned());
                    cloud.call::<PutObjectLegalHold>(PutObjectLegalHoldInput {
                        bucket: BUCKET.into(), key: "k".into(), version_id: Some(id.clone()),
                        legal_hold: Some(ObjectLockLegalHold { status }), ..Default::default()
                    }).unwrap();
                    hold = on;
                }
                Step::Retain { compliance, secs, bypass } => {
                    let until = now + secs;
                    let outcome = cloud.call::<PutObjectRetention>(PutObjectRetentionInput {
                        bucket: BUCKET.into(), key: "k".into(), version_id: Some(id.clone()),
                        bypass_governance_retention: Some(bypass),
                        retention: Some(ObjectLockRetention {
                            mode: Some(if compliance { "COMPLIANCE" } else { "GOVERNANCE" }.into()),
                            retain_until_date: Some(Timestamp::from_secs(until)),
                        }),
                        ..Default::default()
                    });
                    let allowed = match in_force {
                        None => true,
                        Some((true, old)) => compliance && until >= old,
                        // Even to a longer compliance lock (S3-6.6g).
                        Some((false, old)) => bypass || (!compliance && until >= old),
                    };
                    prop_assert_eq!(outcome.is_ok(), allowed, "{:?} {:?}", in_force, (compliance, until, bypass));
                    if allowed { retention = Some((compliance, until)); }
                }
                Step::Remove { bypass } => {
                    let outcome = cloud.call::<DeleteObject>(DeleteObjectInput {
                        bucket: BUCKET.into(), key: "k".into(), version_id: Some(id.clone()),
                        bypass_governance_retention: Some(bypass), ..Default::default()
                    });
                    let free = !hold && match in_force {
                        None => true,
                        Some((compliance, _)) => !compliance && bypass,
                    };
                    prop_assert_eq!(outcome.is_ok(), free);
                    if free { return Ok(()); }
                    prop_assert_eq!(fault(outcome), (403, "AccessDenied".to_owned()));
                }
            }
            cloud.call::<GetObject>(version("k", &id)).unwrap();
        }
    }

    /// T43: the bypass header means nothing where there is no Object Lock, and is refused.
    #[test]
    fn t43_bypass_on_ordinary_buckets(versioned in any::<bool>(), bypass in any::<bool>()) {
        let mut cloud = Cloud::with_bucket();
        if versioned { cloud.versioning("Enabled"); }
        cloud.put("k", "x").unwrap();
        let outcome = cloud.call::<DeleteObject>(DeleteObjectInput {
            bucket: BUCKET.into(), key: "k".into(), bypass_governance_retention: bypass.then_some(true), ..Default::default()
        });
        prop_assert_eq!(outcome.is_err(), bypass);
        prop_assert_eq!(cloud.keys().len(), usize::from(bypass));
    }
}
