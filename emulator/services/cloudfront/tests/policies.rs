//! CF-2.3 to CF-2.6: policies, one's own and AWS's.

use crate::support::*;
use parhelion_cloudfront::model::*;
use parhelion_wire::error::Result;

fn parameters() -> ParametersInCacheKeyAndForwardedToOrigin {
    ParametersInCacheKeyAndForwardedToOrigin {
        enable_accept_encoding_gzip: true,
        enable_accept_encoding_brotli: Some(true),
        headers_config: CachePolicyHeadersConfig { header_behavior: "none".into(), headers: None },
        cookies_config: CachePolicyCookiesConfig { cookie_behavior: "none".into(), cookies: None },
        query_strings_config: CachePolicyQueryStringsConfig {
            query_string_behavior: "all".into(),
            query_strings: None,
        },
    }
}

fn policy(name: &str) -> CachePolicyConfig {
    CachePolicyConfig {
        name: name.into(),
        min_ttl: 1,
        parameters_in_cache_key_and_forwarded_to_origin: Some(parameters()),
        ..Default::default()
    }
}

fn create(cloud: &mut Cloud, cache_policy_config: CachePolicyConfig) -> Result<(String, String)> {
    let input = CreateCachePolicyInput { cache_policy_config };
    let output = cloud.call::<operations::CreateCachePolicy>(input)?;
    let id = output.cache_policy.unwrap().id;
    assert_eq!(
        output.location.unwrap(),
        format!("https://cloudfront.amazonaws.com/2020-05-31/cache-policy/{id}")
    );
    Ok((id, output.e_tag.unwrap()))
}

fn update(cloud: &mut Cloud, id: &str, tag: &str, config: CachePolicyConfig) -> Result<String> {
    let input = UpdateCachePolicyInput {
        cache_policy_config: config,
        id: id.into(),
        if_match: Some(tag.into()),
    };
    Ok(cloud.call::<operations::UpdateCachePolicy>(input)?.e_tag.unwrap())
}

fn delete(cloud: &mut Cloud, id: &str, tag: &str) -> Result<()> {
    let input = DeleteCachePolicyInput { id: id.into(), if_match: Some(tag.into()) };
    cloud.call::<operations::DeleteCachePolicy>(input)
}

fn get(cloud: &mut Cloud, id: &str) -> Result<(CachePolicyConfig, String)> {
    let input = GetCachePolicyConfigInput { id: id.into() };
    let output = cloud.call::<operations::GetCachePolicyConfig>(input)?;
    Ok((output.cache_policy_config.unwrap(), output.e_tag.unwrap()))
}

#[test]
fn create_read_update_delete() {
    let mut cloud = Cloud::new();
    let (id, tag) = create(&mut cloud, policy("mine")).unwrap();
    let (stored, read) = get(&mut cloud, &id).unwrap();
    assert_eq!(read, tag);
    let ttls = (stored.min_ttl, stored.default_ttl, stored.max_ttl);
    assert_eq!(ttls, (1, Some(86_400), Some(31_536_000)), "CF-2.3d");
    let next =
        update(&mut cloud, &id, &tag, CachePolicyConfig { min_ttl: 100_000, ..policy("mine") })
            .unwrap();
    let (stored, _) = get(&mut cloud, &id).unwrap();
    assert_eq!(stored.default_ttl, Some(100_000), "CF-2.3d: at least the minimum");
    assert_refused(update(&mut cloud, &id, &tag, policy("mine")), "PreconditionFailed", 412);
    assert_refused(delete(&mut cloud, &id, "-"), "InvalidIfMatchVersion", 400);
    delete(&mut cloud, &id, &next).unwrap();
    assert_refused(get(&mut cloud, &id), "NoSuchCachePolicy", 404);
}

#[test]
fn cf_2_3e_names_quotas_and_use() {
    let mut cloud = Cloud::new();
    let (id, tag) = create(&mut cloud, policy("mine")).unwrap();
    assert_refused(create(&mut cloud, policy("mine")), "CachePolicyAlreadyExists", 409);
    for wrong in ["", "with space", "ü"] {
        assert_refused(create(&mut cloud, policy(wrong)), "InvalidArgument", 400);
    }
    let mut named = config("one");
    named.default_cache_behavior.cache_policy_id = Some(id.clone());
    let user = cloud.create_with(named).unwrap();
    assert_refused(delete(&mut cloud, &id, &tag), "CachePolicyInUse", 409);
    let input =
        ListDistributionsByCachePolicyIdInput { cache_policy_id: id.clone(), ..Default::default() };
    let users = cloud.call::<operations::ListDistributionsByCachePolicyId>(input).unwrap();
    assert_eq!(users.distribution_id_list.unwrap().items.unwrap(), std::slice::from_ref(&user.id));

    // CF-8.4: what uses a changed policy is deployed again.
    cloud.advance(60);
    assert_eq!(cloud.status(&user.id), "Deployed");
    let tag = update(&mut cloud, &id, &tag, policy("renamed")).unwrap();
    assert_eq!(cloud.status(&user.id), "InProgress");

    let default = |config: &mut DistributionConfig| {
        config.default_cache_behavior.cache_policy_id = Some(CACHING_OPTIMIZED.into());
    };
    cloud.edit(&user.id, default).unwrap();
    delete(&mut cloud, &id, &tag).unwrap();
    for n in 0..20 {
        create(&mut cloud, policy(&format!("p{n}"))).unwrap();
    }
    assert_refused(create(&mut cloud, policy("one-more")), "TooManyCachePolicies", 400);
}

#[test]
fn cf_2_3c_nothing_is_in_the_key_where_nothing_is_cached() {
    let mut cloud = Cloud::new();
    let mut off = policy("off");
    off.min_ttl = 0;
    off.default_ttl = Some(0);
    off.max_ttl = Some(0);
    let error = create(&mut cloud, off.clone()).err().unwrap();
    assert_eq!(
        error.message(),
        "The parameter QueryStringBehavior is invalid for policy with caching disabled."
    );
    off.parameters_in_cache_key_and_forwarded_to_origin.as_mut().unwrap().query_strings_config =
        CachePolicyQueryStringsConfig { query_string_behavior: "none".into(), query_strings: None };
    assert_refused(create(&mut cloud, off.clone()), "InvalidArgument", 400);
    off.parameters_in_cache_key_and_forwarded_to_origin = None;
    create(&mut cloud, off).unwrap();
}

#[test]
fn cf_2_3f_lists_and_their_limits() {
    let mut cloud = Cloud::new();
    let with = |behavior: &str, names: Option<&[&str]>| {
        let mut config = policy("lists");
        let headers = names.map(|names| Headers {
            quantity: names.len() as i32,
            items: Some(names.iter().map(|name| (*name).to_owned()).collect()),
        });
        config.parameters_in_cache_key_and_forwarded_to_origin.as_mut().unwrap().headers_config =
            CachePolicyHeadersConfig { header_behavior: behavior.into(), headers };
        config
    };
    assert_refused(create(&mut cloud, with("whitelist", None)), "InvalidArgument", 400);
    assert_refused(create(&mut cloud, with("whitelist", Some(&[]))), "InvalidArgument", 400);
    assert_refused(create(&mut cloud, with("none", Some(&["Origin"]))), "InvalidArgument", 400);
    for name in ["Accept-Encoding", "Cookie", "CloudFront-Viewer-Address", "bad name"] {
        assert_refused(
            create(&mut cloud, with("whitelist", Some(&[name]))),
            "InvalidArgument",
            400,
        );
    }
    let many: Vec<String> = (0..11).map(|n| format!("X-{n}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let refused = create(&mut cloud, with("whitelist", Some(&many)));
    assert_refused(refused, "TooManyHeadersInCachePolicy", 400);
    let long = "x".repeat(1_025);
    assert_refused(create(&mut cloud, with("whitelist", Some(&[&long]))), "InvalidArgument", 400);
    let mut uneven = with("whitelist", Some(&["Origin"]));
    let parameters = uneven.parameters_in_cache_key_and_forwarded_to_origin.as_mut().unwrap();
    parameters.headers_config.headers.as_mut().unwrap().quantity = 2;
    assert_refused(create(&mut cloud, uneven), "InconsistentQuantities", 400);
    create(&mut cloud, with("whitelist", Some(&["Origin", "Host"]))).unwrap();
}

#[test]
fn lifetimes_are_in_order() {
    let mut cloud = Cloud::new();
    for (min, default, max) in
        [(10, Some(5), None), (10, Some(20), Some(15)), (-1, None, None), (0, None, Some(60))]
    {
        let wrong =
            CachePolicyConfig { min_ttl: min, default_ttl: default, max_ttl: max, ..policy("p") };
        assert_refused(create(&mut cloud, wrong), "InvalidArgument", 400);
    }
}

#[test]
fn cf_2_4_managed_policies_are_everybodys_and_nobodys() {
    let mut cloud = Cloud::new();
    let (config, tag) = get(&mut cloud, CACHING_OPTIMIZED).unwrap();
    assert_eq!(config.name, "Managed-CachingOptimized");
    assert_eq!(
        (config.min_ttl, config.default_ttl, config.max_ttl),
        (1, Some(86_400), Some(31_536_000))
    );
    assert_refused(
        update(&mut cloud, CACHING_OPTIMIZED, &tag, policy("mine")),
        "IllegalUpdate",
        400,
    );
    assert_refused(delete(&mut cloud, CACHING_OPTIMIZED, &tag), "IllegalDelete", 400);
    assert_refused(
        create(&mut cloud, policy("Managed-CachingOptimized")),
        "CachePolicyAlreadyExists",
        409,
    );
    let disabled = get(&mut cloud, "4135ea2d-6df8-44a3-9df3-4b5a84be39ad").unwrap().0;
    assert_eq!((disabled.min_ttl, disabled.default_ttl, disabled.max_ttl), (0, Some(0), Some(0)));
}

fn list(
    cloud: &mut Cloud,
    kind: Option<&str>,
    marker: Option<String>,
    max_items: &str,
) -> CachePolicyList {
    let input = ListCachePoliciesInput {
        type_: kind.map(Into::into),
        marker,
        max_items: Some(max_items.into()),
    };
    cloud.call::<operations::ListCachePolicies>(input).unwrap().cache_policy_list.unwrap()
}

#[test]
fn lists_of_policies() {
    let mut cloud = Cloud::new();
    let mut mine: Vec<String> =
        (0..3).map(|n| create(&mut cloud, policy(&format!("p{n}"))).unwrap().0).collect();
    mine.sort();
    assert_eq!(list(&mut cloud, Some("managed"), None, "100").quantity, 7);
    assert_eq!(list(&mut cloud, Some("custom"), None, "100").quantity, 3);
    for size in ["1", "2", "3", "4", "10"] {
        let mut seen = Vec::new();
        let mut marker = None;
        loop {
            let page = list(&mut cloud, None, marker, size);
            seen.extend(page.items.unwrap());
            marker = page.next_marker;
            if marker.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 10, "pages of {size}");
        assert!(seen[..7].iter().all(|item| item.type_ == "managed"));
        let own: Vec<String> = seen[7..].iter().map(|item| item.cache_policy.id.clone()).collect();
        assert_eq!(own, mine);
    }
    let input = ListCachePoliciesInput { type_: Some("other".into()), ..Default::default() };
    assert_refused(cloud.call::<operations::ListCachePolicies>(input), "InvalidArgument", 400);
}

/// What GetCachePolicy says, beside the configuration.
#[test]
fn a_cache_policy_says_when_it_changed() {
    let mut cloud = Cloud::new();
    let whole = |cloud: &mut Cloud, id: &str| {
        let output =
            cloud.call::<operations::GetCachePolicy>(GetCachePolicyInput { id: id.into() });
        output.map(|output| (output.cache_policy.unwrap(), output.e_tag.unwrap()))
    };
    let made = cloud.world.now();
    let (id, tag) = create(&mut cloud, policy("mine")).unwrap();
    let (shown, shown_tag) = whole(&mut cloud, &id).unwrap();
    assert_eq!((&shown.id, &shown_tag), (&id, &tag));
    assert_eq!(shown.last_modified_time, made);
    assert_eq!(shown.cache_policy_config, get(&mut cloud, &id).unwrap().0);
    cloud.advance(60);
    let next = update(&mut cloud, &id, &tag, policy("renamed")).unwrap();
    let (shown, shown_tag) = whole(&mut cloud, &id).unwrap();
    assert_eq!((&*shown.cache_policy_config.name, shown_tag), ("renamed", next));
    assert!(shown.last_modified_time > made);
    let managed = whole(&mut cloud, CACHING_OPTIMIZED).unwrap().0;
    assert_eq!(managed.cache_policy_config.name, "Managed-CachingOptimized");
    assert_refused(whole(&mut cloud, "absent"), "NoSuchCachePolicy", 404);
}
