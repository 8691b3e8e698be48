//! S3-9.4: what an adversary may do, and that nothing of it happens on a calm day.

use crate::events;
use crate::support::*;
use parhelion_s3::choices::POINTS;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use parhelion_world::{Adversary, Caller, Point};

/// Repeats a scene with other seeds until the point takes the option; gives what then came out.
fn when<R>(point: &'static Point, option: &str, scene: impl Fn(&mut Cloud) -> R) -> R {
    for seed in 0..200 {
        let mut cloud = Cloud::with_bucket();
        let only = [point.name.to_owned()].into();
        *cloud.world.adversary_mut() = Adversary::random_at(seed, 1.0, only);
        let found = scene(&mut cloud);
        let wanted = point.options.iter().position(|opt| opt.name == option).unwrap();
        let taken: Vec<_> = cloud.world.adversary().taken().values().copied().collect();
        if !taken.is_empty() && taken.iter().all(|pick| usize::from(*pick) == wanted) {
            return found;
        }
    }
    panic!("{option} never came");
}

#[test]
fn every_option_but_the_calm_one_has_a_clause() {
    for point in POINTS {
        assert!(point.options[0].clause.is_none(), "{}", point.name);
        assert!(point.options[1..].iter().all(|option| option.clause.is_some()), "{}", point.name);
        assert!(point.name.starts_with("s3."));
    }
}

fn lose_a_race(cloud: &mut Cloud) -> (u16, String) {
    cloud.put("k", "x").unwrap();
    fault(
        cloud
            .call::<PutObject>(PutObjectInput { if_none_match: Some("*".into()), ..put("k", "y") }),
    )
}

#[test]
fn a12_409_instead_of_412() {
    let point = &parhelion_s3::choices::CONDITIONAL_CONFLICT;
    assert_eq!(when(point, "409", lose_a_race), (409, "ConditionalRequestConflict".into()));
    assert_eq!(lose_a_race(&mut Cloud::with_bucket()), (412, "PreconditionFailed".into()));
}

#[test]
fn a12_a_name_that_was_just_deleted() {
    let scene = |cloud: &mut Cloud| {
        let delete = DeleteBucketInput { bucket: BUCKET.into(), ..Default::default() };
        cloud.call::<DeleteBucket>(delete).unwrap();
        let soon = cloud.create(BUCKET).map_err(|error| error.code().to_owned()).err();
        cloud.advance(60);
        (soon, cloud.create(BUCKET).is_ok())
    };
    let point = &parhelion_s3::choices::CREATE_CONFLICT;
    let aborted = when(point, "operation-aborted", scene);
    assert_eq!(aborted, (Some("OperationAborted".to_owned()), true));
    assert_eq!(scene(&mut Cloud::with_bucket()), (None, true));
}

/// All keys, page after page, and the sizes of the pages.
fn walk(cloud: &mut Cloud) -> (Vec<String>, Vec<usize>) {
    for key in ["a", "b", "c", "d", "e"] {
        cloud.put(key, "x").unwrap();
    }
    let (mut all, mut sizes, mut token) = (Vec::new(), Vec::new(), None);
    for page in 0..20 {
        if page == 3 {
            cloud.world.adversary_mut().heal();
        }
        let input = ListObjectsV2Input { continuation_token: token, max_keys: Some(4), ..list() };
        let page = cloud.call::<ListObjectsV2>(input).unwrap();
        let keys: Vec<String> = page.contents.into_iter().flatten().filter_map(|o| o.key).collect();
        assert_eq!(page.key_count, Some(keys.len() as i32));
        sizes.push(keys.len());
        all.extend(keys);
        token = page.next_continuation_token;
        assert_eq!(token.is_some(), page.is_truncated == Some(true));
        if token.is_none() {
            break;
        }
    }
    (all, sizes)
}

#[test]
fn a9_short_pages_lose_nothing() {
    let point = &parhelion_s3::choices::SHORT_PAGE;
    for (option, first) in [("half", 2), ("one", 1), ("empty", 0)] {
        let (all, sizes) = when(point, option, walk);
        assert_eq!(all, ["a", "b", "c", "d", "e"], "{option}");
        assert_eq!(sizes[0], first, "{option}");
    }
    assert_eq!(walk(&mut Cloud::with_bucket()).1, [4, 1]);
}

#[test]
fn a35_some_keys_of_a_batch_fail() {
    let scene = |cloud: &mut Cloud| {
        cloud.put("k", "x").unwrap();
        let delete = Delete {
            objects: vec![ObjectIdentifier { key: "k".into(), ..Default::default() }],
            quiet: None,
        };
        let input = DeleteObjectsInput { bucket: BUCKET.into(), delete, ..Default::default() };
        let answer = cloud.call::<DeleteObjects>(input).unwrap();
        (answer.errors.map(|errors| errors[0].code.clone().unwrap()), cloud.keys().len())
    };
    let failed = when(&parhelion_s3::choices::DELETE_FAILS, "internal-error", scene);
    assert_eq!(failed, (Some("InternalError".into()), 1), "not applied");
    assert_eq!(scene(&mut Cloud::with_bucket()), (None, 0));
}

#[test]
fn a13_a14_configuration_takes_effect_late() {
    const READ: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"444455556666"},
        "Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/*"}]}"#;
    let scene = |seconds: u64| {
        move |cloud: &mut Cloud| {
            cloud.put("k", "x").unwrap();
            cloud.policy(READ).unwrap();
            let get = GetBucketPolicyInput { bucket: BUCKET.into(), ..Default::default() };
            let seen = cloud.call::<GetBucketPolicy>(get).is_ok();
            let mut reads = Vec::new();
            for step in [seconds - 1, 1] {
                cloud.advance(step);
                reads.push(cloud.by(root(OTHER)).get("k").is_ok());
                cloud.by(root(OWNER));
            }
            is(cloud.by(Caller::Anonymous).get("k"), 403, "AccessDenied");
            (seen, reads)
        }
    };
    let point = &parhelion_s3::choices::CONFIGURATION_LATE;
    assert_eq!(when(point, "5s", scene(5)), (false, vec![false, true]));
    assert_eq!(when(point, "60s", scene(60)), (false, vec![false, true]));
    assert_eq!(scene(5)(&mut Cloud::with_bucket()), (true, vec![true, true]));
}

#[test]
fn a24_a_completed_upload_loses_to_what_came_between() {
    let scene = |cloud: &mut Cloud| {
        let id = cloud.upload("k");
        let part = cloud.part("k", &id, 1, parhelion_wire::Body::from("upload")).unwrap();
        cloud.advance(2);
        cloud.put("k", "between").unwrap();
        cloud.complete("k", &id, &[(1, &part)]).unwrap();
        cloud.read("k").unwrap()
    };
    let point = &parhelion_s3::choices::COMPLETE_LOSES;
    assert_eq!(when(point, "by-initiation", scene), "between", "S3-4.6");
    assert_eq!(scene(&mut Cloud::with_bucket()), "upload");
    let versioned = |cloud: &mut Cloud| {
        cloud.versioning("Enabled");
        (scene(cloud), cloud.version_ids().0.len())
    };
    assert_eq!(when(point, "by-initiation", versioned), ("between".to_owned(), 2));
}

#[test]
fn a22_a_repeated_completion_is_forgotten() {
    let scene = |cloud: &mut Cloud| {
        let id = cloud.upload("k");
        let part = cloud.part("k", &id, 1, parhelion_wire::Body::from("x")).unwrap();
        cloud.complete("k", &id, &[(1, &part)]).unwrap();
        let again = cloud.complete("k", &id, &[(1, &part)]);
        (again.err().map(|error| error.code().to_owned()), cloud.read("k").unwrap())
    };
    let forgotten = when(&parhelion_s3::choices::COMPLETE_FORGOTTEN, "no-such-upload", scene);
    assert_eq!(forgotten, (Some("NoSuchUpload".to_owned()), "x".to_owned()));
    assert_eq!(scene(&mut Cloud::with_bucket()), (None, "x".to_owned()));
}

#[test]
fn a19_a_lifecycle_runs_late() {
    let scene = |cloud: &mut Cloud| {
        cloud.put("k", "x").unwrap();
        let rule = LifecycleRule {
            status: "Enabled".into(),
            filter: Some(LifecycleRuleFilter::default()),
            expiration: Some(LifecycleExpiration { days: Some(1), ..Default::default() }),
            ..Default::default()
        };
        let configuration = BucketLifecycleConfiguration { rules: vec![rule] };
        let input = PutBucketLifecycleConfigurationInput {
            bucket: BUCKET.into(),
            lifecycle_configuration: Some(configuration),
            ..Default::default()
        };
        cloud.call::<PutBucketLifecycleConfiguration>(input).unwrap();
        let day = 86_400;
        let due = (cloud.world.now().secs() + day + day - 1) / day * day;
        cloud.world.advance_to(parhelion_wire::Timestamp::from_secs(due));
        let at_once = cloud.keys().is_empty();
        cloud.advance(3 * 3600);
        (at_once, cloud.keys().is_empty())
    };
    let point = &parhelion_s3::choices::LIFECYCLE_LATE;
    assert_eq!(when(point, "3h", scene), (false, true));
    assert_eq!(when(point, "2d", scene), (false, false));
    assert_eq!(scene(&mut Cloud::with_bucket()), (true, true));
}

/// How many messages of one PUT came at once, and how many in all.
fn notified(cloud: &mut Cloud) -> (usize, usize) {
    let input = events::configure(vec![], true);
    cloud.call::<PutBucketNotificationConfiguration>(input).unwrap();
    cloud.put("k", "x").unwrap();
    let count = |cloud: &Cloud| events::messages(cloud).len();
    let at_once = count(cloud);
    cloud.advance(100);
    (at_once, count(cloud))
}

#[test]
fn a16_notifications_come_late_or_twice() {
    assert_eq!(when(&parhelion_s3::choices::NOTIFICATION_TWICE, "twice", notified), (2, 2));
    for option in ["2s", "90s"] {
        assert_eq!(when(&parhelion_s3::choices::NOTIFICATION_LATE, option, notified), (0, 1));
    }
    assert_eq!(notified(&mut Cloud::with_bucket()), (1, 1));
}

#[test]
fn a34_restores_take_their_time() {
    let scene = |cloud: &mut Cloud| {
        let cold = PutObjectInput { storage_class: Some("GLACIER".into()), ..put("k", "x") };
        cloud.call::<PutObject>(cold).unwrap();
        let restore = RestoreObjectInput {
            bucket: BUCKET.into(),
            key: "k".into(),
            restore_request: Some(RestoreRequest { days: Some(5), ..Default::default() }),
            ..Default::default()
        };
        cloud.call::<RestoreObject>(restore).unwrap();
        cloud.advance(1);
        let soon = cloud.get("k").is_ok();
        cloud.advance(48 * 3600);
        (soon, cloud.get("k").is_ok())
    };
    for option in ["5h", "48h"] {
        assert_eq!(when(&parhelion_s3::choices::RESTORE_LATE, option, scene), (false, true));
    }
    assert_eq!(scene(&mut Cloud::with_bucket()), (true, true));
}

#[test]
fn a13_old_and_new_by_turns() {
    let scene = |cloud: &mut Cloud| {
        let even = cloud.world.now().secs() / 2 * 2 + 2;
        cloud.world.advance_to(parhelion_wire::Timestamp::from_secs(even));
        cloud.versioning("Enabled");
        let mut seen = Vec::new();
        for _ in 0..4 {
            let get = GetBucketVersioningInput { bucket: BUCKET.into(), ..Default::default() };
            seen.push(cloud.call::<GetBucketVersioning>(get).unwrap().status.is_some());
            cloud.advance(1);
        }
        cloud.advance(60);
        let get = GetBucketVersioningInput { bucket: BUCKET.into(), ..Default::default() };
        (seen, cloud.call::<GetBucketVersioning>(get).unwrap().status.is_some())
    };
    let point = &parhelion_s3::choices::CONFIGURATION_LATE;
    assert_eq!(when(point, "60s by turns", scene), (vec![false, true, false, true], true));
    assert_eq!(scene(&mut Cloud::with_bucket()), (vec![true; 4], true));
}

#[test]
fn a15_a_deleted_bucket_is_still_listed() {
    let scene = |cloud: &mut Cloud| {
        let delete = DeleteBucketInput { bucket: BUCKET.into(), ..Default::default() };
        cloud.call::<DeleteBucket>(delete).unwrap();
        let mut listed = Vec::new();
        for seconds in [0, 60] {
            cloud.advance(seconds);
            let list = cloud.call::<ListBuckets>(ListBucketsInput::default()).unwrap();
            listed.push(list.buckets.unwrap().len());
        }
        listed
    };
    let point = &parhelion_s3::choices::DELETED_BUCKET_LISTED;
    assert_eq!(when(point, "still listed", scene), [1, 0]);
    assert_eq!(scene(&mut Cloud::with_bucket()), [0, 0]);
}

/// What was told of two PUTs of one key, the second one some seconds after the first.
fn told_of_two(cloud: &mut Cloud, seconds: u64) -> Vec<String> {
    let input = events::configure(vec![], true);
    cloud.call::<PutBucketNotificationConfiguration>(input).unwrap();
    cloud.put("k", "x").unwrap();
    cloud.advance(seconds);
    cloud.put("k", "y").unwrap();
    cloud.advance(100);
    events::messages(cloud)
}

#[test]
fn a17_two_writes_at_once_may_be_told_of_once() {
    let merging = |cloud: &mut Cloud| {
        let points = ["s3.notification-late", "s3.notification-merged"].map(str::to_owned).into();
        *cloud.world.adversary_mut() = Adversary::random_at(3, 1.0, points);
    };
    let mut cloud = Cloud::with_bucket();
    merging(&mut cloud);
    let messages = told_of_two(&mut cloud, 0);
    assert_eq!(messages.len(), 1, "{messages:?}");
    let last = cloud.get("k").unwrap().e_tag.unwrap();
    assert!(messages[0].contains(last.trim_matches('"')), "the last state is the one told");
    let mut cloud = Cloud::with_bucket();
    merging(&mut cloud);
    assert_eq!(told_of_two(&mut cloud, 2).len(), 2, "not at once");
    assert_eq!(told_of_two(&mut Cloud::with_bucket(), 0).len(), 2, "a calm day");
}

#[test]
fn a23_a_part_under_way_brings_an_aborted_upload_back() {
    let scene = |cloud: &mut Cloud| {
        let id = cloud.upload("k");
        let abort = || AbortMultipartUploadInput {
            bucket: BUCKET.into(),
            key: "k".into(),
            upload_id: id.clone(),
            ..Default::default()
        };
        cloud.call::<AbortMultipartUpload>(abort()).unwrap();
        let late = cloud.part("k", &id, 1, parhelion_wire::Body::from("late")).is_ok();
        let again = cloud.call::<AbortMultipartUpload>(abort()).is_ok();
        cloud.advance(60);
        let much_later = cloud.part("k", &id, 1, parhelion_wire::Body::from("late")).is_ok();
        (late, again, much_later)
    };
    let point = &parhelion_s3::choices::PART_REAPPEARS;
    assert_eq!(when(point, "upload open again", scene), (true, true, false), "S3-4.7");
    assert_eq!(scene(&mut Cloud::with_bucket()), (false, true, false));
}

#[test]
fn a20_replication_takes_its_time() {
    let scene = |cloud: &mut Cloud| {
        events::replicate(cloud);
        cloud.put("a", "x").unwrap();
        let mut pending = Vec::new();
        for seconds in [60, 900, 6 * 3600] {
            cloud.advance(seconds);
            let status = cloud.head("a").unwrap().replication_status.unwrap();
            let there = GetObjectInput { bucket: "replica".into(), ..get("a") };
            assert_eq!(cloud.call::<GetObject>(there).is_ok(), status == "COMPLETED", "S3-6.15");
            pending.push(status == "PENDING");
        }
        pending
    };
    let point = &parhelion_s3::choices::REPLICATION_LATE;
    assert_eq!(when(point, "15min", scene), [true, false, false]);
    assert_eq!(when(point, "6h", scene), [true, true, false]);
    assert_eq!(scene(&mut Cloud::with_bucket()), [false, false, false]);
}
