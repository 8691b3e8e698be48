//! Each account sees its own.

use crate::support::*;
use parhelion_cloudfront::model::*;

#[test]
fn what_is_another_accounts_does_not_exist() {
    let mut cloud = Cloud::new();
    let made = cloud.create("one");
    let get = cloud.call_as::<operations::GetDistribution>(
        OTHER_ACCOUNT,
        GetDistributionInput { id: made.id.clone() },
    );
    assert_refused(get, "NoSuchDistribution", 404);
    let update = UpdateDistributionInput {
        distribution_config: config("one"),
        id: made.id.clone(),
        if_match: Some(made.tag.clone()),
    };
    let update = cloud.call_as::<operations::UpdateDistribution>(OTHER_ACCOUNT, update);
    assert_refused(update, "NoSuchDistribution", 404);
    let list = cloud
        .call_as::<operations::ListDistributions>(OTHER_ACCOUNT, ListDistributionsInput::default())
        .unwrap();
    assert_eq!(list.distribution_list.unwrap().quantity, 0);
    // Caller references and ARNs are per account.
    let input = CreateDistributionInput { distribution_config: config("one") };
    let theirs = cloud.call_as::<operations::CreateDistribution>(OTHER_ACCOUNT, input).unwrap();
    let arn = theirs.distribution.unwrap().arn;
    assert!(
        arn.starts_with(&format!("arn:aws:cloudfront::{OTHER_ACCOUNT}:distribution/E")),
        "{arn}"
    );
}

#[test]
fn policies_of_another_account_cannot_be_named() {
    let mut cloud = Cloud::new();
    let input = CreateCachePolicyInput {
        cache_policy_config: CachePolicyConfig { name: "mine".into(), ..Default::default() },
    };
    let made = cloud.call::<operations::CreateCachePolicy>(input.clone()).unwrap();
    let id = made.cache_policy.unwrap().id;
    let mut named = config("one");
    named.default_cache_behavior.cache_policy_id = Some(id);
    let input_of_others = CreateDistributionInput { distribution_config: named.clone() };
    let refused = cloud.call_as::<operations::CreateDistribution>(OTHER_ACCOUNT, input_of_others);
    assert_refused(refused, "NoSuchCachePolicy", 404);
    cloud.create_with(named).unwrap();
    // The name is free there.
    cloud.call_as::<operations::CreateCachePolicy>(OTHER_ACCOUNT, input).unwrap();
}

#[test]
fn forks_do_not_see_each_other() {
    let mut cloud = Cloud::new();
    let made = cloud.create("one");
    let mut fork = cloud.fork();
    fork.advance(60);
    let tag = fork.edit(&made.id, |config| config.comment = "fork".into()).unwrap();
    fork.create("two");
    assert_eq!(cloud.status(&made.id), "InProgress");
    assert_eq!(cloud.stored(&made.id).1, made.tag);
    assert_ne!(tag, made.tag);
    assert_eq!(cloud.stored(&made.id).0.comment, "");
    let here =
        cloud.call::<operations::ListDistributions>(ListDistributionsInput::default()).unwrap();
    assert_eq!(here.distribution_list.unwrap().quantity, 1);
    // Both go on alike from the same seed.
    let mut one = cloud.fork();
    let mut other = cloud.fork();
    assert_eq!(one.create("same").id, other.create("same").id);
}
