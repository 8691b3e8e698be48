//! S3-9.4: what an adversary may do, and that nothing of it happens on a calm day.

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
