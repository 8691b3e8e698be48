//! CF-8.3 to CF-8.7: from creation to deletion.

use crate::support::*;
use parhelion_cloudfront::Propagation;
use parhelion_cloudfront::model::*;
use parhelion_world::choice::Adversary;
use parhelion_world::identity::ACCOUNT;

#[test]
fn cf_8_3_create_answers_id_arn_domain_location_and_tag() {
    let mut cloud = Cloud::new();
    let made = cloud.create("one");
    let upper = |text: &str| text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    assert!(made.id.starts_with('E') && made.id.len() == 14 && upper(&made.id), "{}", made.id);
    assert!(made.tag.starts_with('E') && upper(&made.tag), "{}", made.tag);
    assert_eq!(
        made.location,
        format!("https://cloudfront.amazonaws.com/2020-05-31/distribution/{}", made.id)
    );
    let distribution = made.distribution;
    assert_eq!(distribution.arn, format!("arn:aws:cloudfront::{ACCOUNT}:distribution/{}", made.id));
    let label = distribution.domain_name.strip_suffix(".cloudfront.net").unwrap();
    assert!(label.starts_with('d') && label.len() == 14, "{label}");
    assert!(label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()), "{label}");
    assert_eq!(distribution.status, "InProgress");
    assert_eq!(distribution.in_progress_invalidation_batches, 0);
}

#[test]
fn cf_8_3_a_caller_reference_makes_one_distribution() {
    let mut cloud = Cloud::new();
    let first = cloud.create("one");
    let error = cloud.create_with(config("one")).err().unwrap();
    assert_eq!((error.code(), error.status()), ("DistributionAlreadyExists", 409));
    assert_eq!(
        error.message(),
        format!(
            "The caller reference that you are using to create a distribution is associated with \
             another distribution. Already exists: {}",
            first.id
        )
    );
    assert_ne!(cloud.create("two").id, first.id);
}

#[test]
fn cf_8_4_in_progress_until_deployed_after_create_and_every_update() {
    let mut cloud = Cloud::new();
    let id = cloud.create("one").id;
    assert_eq!(cloud.status(&id), "InProgress");
    cloud.advance(9);
    assert_eq!(cloud.status(&id), "InProgress");
    cloud.advance(1);
    assert_eq!(cloud.status(&id), "Deployed");

    cloud.edit(&id, |config| config.comment = "changed".into()).unwrap();
    assert_eq!(cloud.status(&id), "InProgress");
    // A second update while the first is on its way: the first one's end is not the end.
    cloud.advance(5);
    cloud.edit(&id, |config| config.comment = "again".into()).unwrap();
    cloud.advance(6);
    assert_eq!(cloud.status(&id), "InProgress");
    cloud.advance(4);
    assert_eq!(cloud.status(&id), "Deployed");
}

#[test]
fn cf_8_4_servers_can_have_it_at_once() {
    let mut cloud = Cloud::new();
    cloud.with(ACCOUNT, |cloudfront, _| cloudfront.propagation = Propagation::IMMEDIATE);
    let id = cloud.create("one").id;
    cloud.advance(0);
    assert_eq!(cloud.status(&id), "Deployed");
}

#[test]
fn cf_14_n1_n2_deployment_may_be_late_but_comes() {
    let mut late = 0;
    for seed in 0..20 {
        let mut cloud = Cloud::new();
        *cloud.world.adversary_mut() = Adversary::random(seed, 0.5);
        let id = cloud.create("one").id;
        cloud.advance(10);
        late += u32::from(cloud.status(&id) == "InProgress");
        cloud.advance(20 * 60);
        assert_eq!(cloud.status(&id), "Deployed");
    }
    assert!(late > 0, "no choice delayed anything");
}

#[test]
fn cf_8_5_updates_need_the_current_tag() {
    let mut cloud = Cloud::new();
    let id = cloud.create("one").id;
    let (config, tag) = cloud.stored(&id);
    let update = |if_match: Option<&str>| UpdateDistributionInput {
        distribution_config: config.clone(),
        id: id.clone(),
        if_match: if_match.map(Into::into),
    };
    for malformed in [None, Some(""), Some("*"), Some("abc"), Some("\"E1\"")] {
        let result = cloud.call::<operations::UpdateDistribution>(update(malformed));
        let error = result.err().unwrap();
        assert_eq!((error.code(), error.status()), ("InvalidIfMatchVersion", 400), "{malformed:?}");
        assert_eq!(
            error.message(),
            "The If-Match version is missing or not valid for the resource."
        );
    }
    let stale = cloud.call::<operations::UpdateDistribution>(update(Some("E0123456789ABC")));
    assert_refused(stale, "PreconditionFailed", 412);
    let next = cloud.update(&id, &tag, config.clone()).unwrap();
    assert_ne!(next, tag, "even an update that changes nothing makes a new version");
    assert_refused(cloud.update(&id, &tag, config), "PreconditionFailed", 412);
}

#[test]
fn cf_8_6_update_replaces_everything() {
    let mut cloud = Cloud::new();
    let mut first = config("one");
    first.comment = "hello".into();
    first.default_root_object = Some("index.html".into());
    first.price_class = Some("PriceClass_100".into());
    let made = cloud.create_with(first).unwrap();
    cloud.update(&made.id, &made.tag, config("one")).unwrap();
    let (stored, _) = cloud.stored(&made.id);
    assert_eq!(stored.comment, "");
    assert_eq!(stored.default_root_object.as_deref(), Some(""));
    assert_eq!(stored.price_class.as_deref(), Some("PriceClass_All"));
}

#[test]
fn cf_8_6_some_things_never_change() {
    let mut cloud = Cloud::new();
    let made = cloud.create("one");
    assert_refused(cloud.update(&made.id, &made.tag, config("two")), "IllegalUpdate", 400);
    let mut staging = config("one");
    staging.staging = Some(true);
    assert_refused(cloud.update(&made.id, &made.tag, staging), "IllegalUpdate", 400);
    assert_eq!(cloud.stored(&made.id).1, made.tag, "nothing was applied");
}

/// As Terraform's `aws_cloudfront_distribution` with `staging = true` does.
#[test]
fn a_staging_distribution_is_made_at_once() {
    let mut cloud = Cloud::new();
    let made = DistributionConfig { staging: Some(true), ..config("one") };
    let made = cloud.create_with(made).unwrap();
    assert_eq!(cloud.stored(&made.id).0.staging, Some(true));
}

#[test]
fn cf_8_7_delete_wants_disabled_and_deployed() {
    let mut cloud = Cloud::new();
    let made = cloud.create("one");
    cloud.advance(60);
    let error = cloud.delete(&made.id, &made.tag).err().unwrap();
    assert_eq!((error.code(), error.status()), ("DistributionNotDisabled", 409));
    assert_eq!(error.message(), "The distribution you are trying to delete has not been disabled.");

    let tag = cloud.edit(&made.id, |config| config.enabled = false).unwrap();
    assert_refused(cloud.delete(&made.id, &tag), "DistributionNotDisabled", 409);
    cloud.advance(60);
    assert_refused(cloud.delete(&made.id, &made.tag), "PreconditionFailed", 412);
    assert_refused(cloud.delete(&made.id, ""), "InvalidIfMatchVersion", 400);
    cloud.delete(&made.id, &tag).unwrap();

    let error = cloud.get(&made.id).err().unwrap();
    assert_eq!((error.code(), error.status()), ("NoSuchDistribution", 404));
    assert_eq!(error.message(), "The specified distribution does not exist.");
    assert_refused(cloud.delete(&made.id, &tag), "NoSuchDistribution", 404);
    let domain = made.distribution.domain_name;
    cloud.with(ACCOUNT, |cloudfront, _| assert_eq!(cloudfront.distribution_of_host(&domain), None));
    // Its caller reference is free again.
    cloud.create("one");
}

#[test]
fn the_journal_tells_of_deployments() {
    let mut cloud = Cloud::new();
    let id = cloud.create("one").id;
    cloud.advance(60);
    let lines = cloud.world.journal().to_json_lines();
    assert!(lines.contains("\"event\":\"deployed\"") && lines.contains(&id), "{lines}");
}
