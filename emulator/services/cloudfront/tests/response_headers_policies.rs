//! CF-2.6, CF-4.6: headers that are added to answers and taken from them.

use crate::support::*;
use parhelion_cloudfront::model::*;
use parhelion_wire::error::Result;

/// AWS's `Managed-SecurityHeadersPolicy`.
const SECURITY_HEADERS: &str = "67f7725c-6f97-4210-82d7-5512b31e9d03";

#[test]
fn cf_2_6_and_4_6_response_headers_policies() {
    let mut cloud = Cloud::new();
    let managed =
        ListResponseHeadersPoliciesInput { type_: Some("managed".into()), ..Default::default() };
    let managed = cloud.call::<operations::ListResponseHeadersPolicies>(managed).unwrap();
    assert_eq!(managed.response_headers_policy_list.unwrap().quantity, 5);

    let mut create = |change: &dyn Fn(&mut ResponseHeadersPolicyConfig)| {
        let mut config = ResponseHeadersPolicyConfig { name: "mine".into(), ..Default::default() };
        change(&mut config);
        let input = CreateResponseHeadersPolicyInput { response_headers_policy_config: config };
        cloud.call::<operations::CreateResponseHeadersPolicy>(input)
    };
    let removed = |name: &str| {
        Some(ResponseHeadersPolicyRemoveHeadersConfig {
            quantity: 1,
            items: Some(vec![ResponseHeadersPolicyRemoveHeader { header: name.into() }]),
        })
    };
    for name in ["Via", "X-Amz-Cf-Pop", "x-edge-anything", "Content-Length", "no token"] {
        let refused = create(&|config| config.remove_headers_config = removed(name));
        assert_refused(refused, "InvalidArgument", 400);
    }
    let both = |config: &mut ResponseHeadersPolicyConfig| {
        config.security_headers_config = Some(ResponseHeadersPolicySecurityHeadersConfig {
            xss_protection: Some(ResponseHeadersPolicyXSSProtection {
                override_: true,
                protection: true,
                mode_block: Some(true),
                report_uri: Some("https://example.com/report".into()),
            }),
            ..Default::default()
        });
    };
    assert_refused(create(&both), "InvalidArgument", 400);
    let long = |config: &mut ResponseHeadersPolicyConfig| {
        config.security_headers_config = Some(ResponseHeadersPolicySecurityHeadersConfig {
            content_security_policy: Some(ResponseHeadersPolicyContentSecurityPolicy {
                override_: true,
                content_security_policy: "x".repeat(1_784),
            }),
            ..Default::default()
        });
    };
    assert_refused(create(&long), "TooLongCSPInResponseHeadersPolicy", 400);
    let many = |config: &mut ResponseHeadersPolicyConfig| {
        let header = |n| ResponseHeadersPolicyCustomHeader {
            header: format!("X-{n}"),
            value: String::new(),
            override_: false,
        };
        config.custom_headers_config = Some(ResponseHeadersPolicyCustomHeadersConfig {
            quantity: 11,
            items: Some((0..11).map(header).collect()),
        });
    };
    assert_refused(create(&many), "TooManyCustomHeadersInResponseHeadersPolicy", 400);
    assert_refused(create(&|_| ()), "InvalidArgument", 400);
    let good =
        |config: &mut ResponseHeadersPolicyConfig| config.remove_headers_config = removed("Server");
    create(&good).unwrap();
    assert_refused(create(&good), "ResponseHeadersPolicyAlreadyExists", 409);
}

fn policy(name: &str, header: &str) -> ResponseHeadersPolicyConfig {
    let custom = ResponseHeadersPolicyCustomHeader {
        header: header.into(),
        value: "1".into(),
        override_: true,
    };
    ResponseHeadersPolicyConfig {
        name: name.into(),
        custom_headers_config: Some(ResponseHeadersPolicyCustomHeadersConfig {
            quantity: 1,
            items: Some(vec![custom]),
        }),
        ..Default::default()
    }
}

fn create(cloud: &mut Cloud, name: &str, header: &str) -> (String, String) {
    let response_headers_policy_config = policy(name, header);
    let input = CreateResponseHeadersPolicyInput { response_headers_policy_config };
    let output = cloud.call::<operations::CreateResponseHeadersPolicy>(input).unwrap();
    (output.response_headers_policy.unwrap().id, output.e_tag.unwrap())
}

fn get(cloud: &mut Cloud, id: &str) -> Result<(ResponseHeadersPolicy, String)> {
    let input = GetResponseHeadersPolicyInput { id: id.into() };
    let output = cloud.call::<operations::GetResponseHeadersPolicy>(input)?;
    Ok((output.response_headers_policy.unwrap(), output.e_tag.unwrap()))
}

fn get_config(cloud: &mut Cloud, id: &str) -> Result<(ResponseHeadersPolicyConfig, String)> {
    let input = GetResponseHeadersPolicyConfigInput { id: id.into() };
    let output = cloud.call::<operations::GetResponseHeadersPolicyConfig>(input)?;
    Ok((output.response_headers_policy_config.unwrap(), output.e_tag.unwrap()))
}

fn update(
    cloud: &mut Cloud,
    id: &str,
    tag: &str,
    response_headers_policy_config: ResponseHeadersPolicyConfig,
) -> Result<String> {
    let (id, if_match) = (id.into(), Some(tag.into()));
    let input = UpdateResponseHeadersPolicyInput { response_headers_policy_config, id, if_match };
    Ok(cloud.call::<operations::UpdateResponseHeadersPolicy>(input)?.e_tag.unwrap())
}

fn delete(cloud: &mut Cloud, id: &str, tag: &str) -> Result<()> {
    let input = DeleteResponseHeadersPolicyInput { id: id.into(), if_match: Some(tag.into()) };
    cloud.call::<operations::DeleteResponseHeadersPolicy>(input)
}

fn users(cloud: &mut Cloud, id: &str) -> Result<Vec<String>> {
    let input = ListDistributionsByResponseHeadersPolicyIdInput {
        response_headers_policy_id: id.into(),
        ..Default::default()
    };
    let output = cloud.call::<operations::ListDistributionsByResponseHeadersPolicyId>(input)?;
    Ok(output.distribution_id_list.unwrap().items.unwrap_or_default())
}

#[test]
fn create_read_update_delete() {
    let mut cloud = Cloud::new();
    let made = cloud.world.now();
    let (id, tag) = create(&mut cloud, "mine", "X-One");
    let (shown, shown_tag) = get(&mut cloud, &id).unwrap();
    assert_eq!((&shown.id, &shown_tag, shown.last_modified_time), (&id, &tag, made));
    let same = (shown.response_headers_policy_config, shown_tag);
    assert_eq!(get_config(&mut cloud, &id).unwrap(), same);

    cloud.advance(60);
    let next = policy("renamed", "X-Two");
    let next_tag = update(&mut cloud, &id, &tag, next.clone()).unwrap();
    assert_refused(update(&mut cloud, &id, &tag, next.clone()), "PreconditionFailed", 412);
    let (shown, _) = get_config(&mut cloud, &id).unwrap();
    assert_eq!((shown.name, shown.custom_headers_config), (next.name, next.custom_headers_config));
    assert!(get(&mut cloud, &id).unwrap().0.last_modified_time > made);
    // A name that was given up is free; one that is held is not.
    let (second, second_tag) = create(&mut cloud, "mine", "X-One");
    let taken = update(&mut cloud, &second, &second_tag, policy("renamed", "X-One"));
    assert_refused(taken, "ResponseHeadersPolicyAlreadyExists", 409);

    assert_refused(delete(&mut cloud, &id, &tag), "PreconditionFailed", 412);
    delete(&mut cloud, &id, &next_tag).unwrap();
    assert_refused(get(&mut cloud, &id), "NoSuchResponseHeadersPolicy", 404);
    assert_refused(get_config(&mut cloud, &id), "NoSuchResponseHeadersPolicy", 404);
    assert_refused(delete(&mut cloud, &id, &next_tag), "NoSuchResponseHeadersPolicy", 404);
}

#[test]
fn a_policy_in_use_stays() {
    let mut cloud = Cloud::new();
    let (id, tag) = create(&mut cloud, "mine", "X-One");
    assert!(users(&mut cloud, &id).unwrap().is_empty());
    let mut named = config("one");
    named.default_cache_behavior.response_headers_policy_id = Some(id.clone());
    let user = cloud.create_with(named).unwrap();
    assert_eq!(users(&mut cloud, &id).unwrap(), std::slice::from_ref(&user.id));
    assert_refused(delete(&mut cloud, &id, &tag), "ResponseHeadersPolicyInUse", 409);
    cloud.edit(&user.id, |it| it.default_cache_behavior.response_headers_policy_id = None).unwrap();
    assert!(users(&mut cloud, &id).unwrap().is_empty());
    delete(&mut cloud, &id, &tag).unwrap();
    assert_refused(users(&mut cloud, &id), "NoSuchResponseHeadersPolicy", 404);
    let (managed, tag) = get_config(&mut cloud, SECURITY_HEADERS).unwrap();
    assert_eq!(managed.name, "Managed-SecurityHeadersPolicy");
    assert_refused(delete(&mut cloud, SECURITY_HEADERS, &tag), "IllegalDelete", 400);
    assert_refused(update(&mut cloud, SECURITY_HEADERS, &tag, managed), "IllegalUpdate", 400);
}
