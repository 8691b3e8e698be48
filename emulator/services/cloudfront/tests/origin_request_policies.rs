//! CF-2.5: what goes to origins beside the cache key.

use crate::support::*;
use parhelion_cloudfront::model::*;
use parhelion_wire::error::Result;

/// AWS's `Managed-AllViewer`.
const ALL_VIEWER: &str = "216adef6-5c7f-47e4-b989-5492eafa07d3";

fn policy(name: &str, behavior: &str, names: &[&str]) -> OriginRequestPolicyConfig {
    let items = names.iter().map(|name| (*name).to_owned()).collect();
    let headers = Headers { quantity: names.len() as i32, items: Some(items) };
    OriginRequestPolicyConfig {
        comment: Some(String::new()),
        name: name.into(),
        headers_config: OriginRequestPolicyHeadersConfig {
            header_behavior: behavior.into(),
            headers: Some(headers).filter(|_| !names.is_empty()),
        },
        cookies_config: OriginRequestPolicyCookiesConfig {
            cookie_behavior: "all".into(),
            cookies: None,
        },
        query_strings_config: OriginRequestPolicyQueryStringsConfig {
            query_string_behavior: "none".into(),
            query_strings: None,
        },
    }
}

#[test]
fn cf_2_5_origin_request_policies() {
    let mut cloud = Cloud::new();
    let with = |behavior: &str, names: &[&str]| CreateOriginRequestPolicyInput {
        origin_request_policy_config: policy("mine", behavior, names),
    };
    let mut create = |input| cloud.call::<operations::CreateOriginRequestPolicy>(input);
    assert_refused(create(with("whitelist", &["Authorization"])), "InvalidArgument", 400);
    assert_refused(create(with("whitelist", &[])), "InvalidArgument", 400);
    assert_refused(create(with("allViewer", &["Host"])), "InvalidArgument", 400);
    let foreign = with("allViewerAndWhitelistCloudFront", &["Host"]);
    assert_refused(create(foreign), "InvalidArgument", 400);
    let made = create(with("allExcept", &["Host"])).unwrap();
    assert_refused(create(with("allViewer", &[])), "OriginRequestPolicyAlreadyExists", 409);
    let id = made.origin_request_policy.unwrap().id;

    let mut named = config("one");
    named.default_cache_behavior.origin_request_policy_id = Some(id.clone());
    cloud.create_with(named).unwrap();
    let input = DeleteOriginRequestPolicyInput { id, if_match: made.e_tag };
    let refused = cloud.call::<operations::DeleteOriginRequestPolicy>(input);
    assert_refused(refused, "OriginRequestPolicyInUse", 409);
    let managed =
        ListOriginRequestPoliciesInput { type_: Some("managed".into()), ..Default::default() };
    let managed = cloud.call::<operations::ListOriginRequestPolicies>(managed).unwrap();
    assert_eq!(managed.origin_request_policy_list.unwrap().quantity, 8);
}

fn get(cloud: &mut Cloud, id: &str) -> Result<(OriginRequestPolicy, String)> {
    let input = GetOriginRequestPolicyInput { id: id.into() };
    let output = cloud.call::<operations::GetOriginRequestPolicy>(input)?;
    Ok((output.origin_request_policy.unwrap(), output.e_tag.unwrap()))
}

fn get_config(cloud: &mut Cloud, id: &str) -> Result<(OriginRequestPolicyConfig, String)> {
    let input = GetOriginRequestPolicyConfigInput { id: id.into() };
    let output = cloud.call::<operations::GetOriginRequestPolicyConfig>(input)?;
    Ok((output.origin_request_policy_config.unwrap(), output.e_tag.unwrap()))
}

fn update(
    cloud: &mut Cloud,
    id: &str,
    tag: &str,
    origin_request_policy_config: OriginRequestPolicyConfig,
) -> Result<String> {
    let (id, if_match) = (id.into(), Some(tag.into()));
    let input = UpdateOriginRequestPolicyInput { origin_request_policy_config, id, if_match };
    Ok(cloud.call::<operations::UpdateOriginRequestPolicy>(input)?.e_tag.unwrap())
}

fn users(cloud: &mut Cloud, id: &str) -> Result<Vec<String>> {
    let input = ListDistributionsByOriginRequestPolicyIdInput {
        origin_request_policy_id: id.into(),
        ..Default::default()
    };
    let output = cloud.call::<operations::ListDistributionsByOriginRequestPolicyId>(input)?;
    Ok(output.distribution_id_list.unwrap().items.unwrap_or_default())
}

#[test]
fn create_read_update_delete() {
    let mut cloud = Cloud::new();
    let made = cloud.world.now();
    let input = CreateOriginRequestPolicyInput {
        origin_request_policy_config: policy("mine", "allViewer", &[]),
    };
    let created = cloud.call::<operations::CreateOriginRequestPolicy>(input).unwrap();
    let (id, tag) = (created.origin_request_policy.unwrap().id, created.e_tag.unwrap());
    let (shown, shown_tag) = get(&mut cloud, &id).unwrap();
    assert_eq!((&shown.id, &shown_tag, shown.last_modified_time), (&id, &tag, made));
    assert_eq!(shown.origin_request_policy_config, policy("mine", "allViewer", &[]));
    let same = (shown.origin_request_policy_config, shown_tag);
    assert_eq!(get_config(&mut cloud, &id).unwrap(), same);

    cloud.advance(60);
    let next = policy("renamed", "whitelist", &["X-One"]);
    assert_refused(update(&mut cloud, &id, "-", next.clone()), "InvalidIfMatchVersion", 400);
    let invalid = policy("mine", "whitelist", &["Authorization"]);
    assert_refused(update(&mut cloud, &id, &tag, invalid), "InvalidArgument", 400);
    let next_tag = update(&mut cloud, &id, &tag, next.clone()).unwrap();
    assert_refused(update(&mut cloud, &id, &tag, next.clone()), "PreconditionFailed", 412);
    assert_eq!(get_config(&mut cloud, &id).unwrap(), (next, next_tag.clone()));
    assert!(get(&mut cloud, &id).unwrap().0.last_modified_time > made);

    let delete = DeleteOriginRequestPolicyInput { id: id.clone(), if_match: Some(next_tag) };
    cloud.call::<operations::DeleteOriginRequestPolicy>(delete).unwrap();
    assert_refused(get(&mut cloud, &id), "NoSuchOriginRequestPolicy", 404);
    assert_refused(get_config(&mut cloud, &id), "NoSuchOriginRequestPolicy", 404);
}

#[test]
fn the_distributions_of_a_policy() {
    let mut cloud = Cloud::new();
    assert!(users(&mut cloud, ALL_VIEWER).unwrap().is_empty());
    let mut named = config("one");
    named.default_cache_behavior.origin_request_policy_id = Some(ALL_VIEWER.into());
    let user = cloud.create_with(named).unwrap();
    cloud.create_with(config("two")).unwrap();
    assert_eq!(users(&mut cloud, ALL_VIEWER).unwrap(), std::slice::from_ref(&user.id));
    cloud.edit(&user.id, |it| it.default_cache_behavior.origin_request_policy_id = None).unwrap();
    assert!(users(&mut cloud, ALL_VIEWER).unwrap().is_empty());
    assert_refused(users(&mut cloud, "absent"), "NoSuchOriginRequestPolicy", 404);
    let (managed, tag) = get_config(&mut cloud, ALL_VIEWER).unwrap();
    assert_eq!(managed.name, "Managed-AllViewer");
    assert_refused(update(&mut cloud, ALL_VIEWER, &tag, managed), "IllegalUpdate", 400);
}
