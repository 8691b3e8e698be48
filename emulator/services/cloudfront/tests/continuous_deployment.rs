//! CF-8.9: staging distributions, policies, and the way of a configuration from one to the other.

use crate::support::*;
use parhelion_cloudfront::model::*;
use parhelion_wire::error::Result;

fn copy(
    cloud: &mut Cloud,
    primary: &str,
    tag: &str,
    reference: &str,
) -> Result<CopyDistributionOutput> {
    cloud.call::<operations::CopyDistribution>(CopyDistributionInput {
        primary_distribution_id: primary.into(),
        staging: Some(true),
        if_match: Some(tag.into()),
        caller_reference: reference.into(),
        enabled: Some(true),
    })
}

fn by_header(name: &str, header: &str) -> ContinuousDeploymentPolicyConfig {
    ContinuousDeploymentPolicyConfig {
        staging_distribution_dns_names: StagingDistributionDnsNames {
            quantity: 1,
            items: Some(vec![name.into()]),
        },
        enabled: true,
        traffic_config: Some(TrafficConfig {
            single_header_config: Some(ContinuousDeploymentSingleHeaderConfig {
                header: header.into(),
                value: "yes".into(),
            }),
            single_weight_config: None,
            type_: "SingleHeader".into(),
        }),
    }
}

fn by_weight(
    name: &str,
    weight: f32,
    ttls: Option<(i32, i32)>,
) -> ContinuousDeploymentPolicyConfig {
    let sticky =
        ttls.map(|(idle_ttl, maximum_ttl)| SessionStickinessConfig { idle_ttl, maximum_ttl });
    ContinuousDeploymentPolicyConfig {
        traffic_config: Some(TrafficConfig {
            single_header_config: None,
            single_weight_config: Some(ContinuousDeploymentSingleWeightConfig {
                weight,
                session_stickiness_config: sticky,
            }),
            type_: "SingleWeight".into(),
        }),
        ..by_header(name, "")
    }
}

fn create_policy(
    cloud: &mut Cloud,
    config: ContinuousDeploymentPolicyConfig,
) -> Result<(String, String)> {
    let input =
        CreateContinuousDeploymentPolicyInput { continuous_deployment_policy_config: config };
    let output = cloud.call::<operations::CreateContinuousDeploymentPolicy>(input)?;
    Ok((output.continuous_deployment_policy.unwrap().id, output.e_tag.unwrap()))
}

fn delete_policy(cloud: &mut Cloud, id: &str, tag: &str) -> Result<()> {
    let input = DeleteContinuousDeploymentPolicyInput { id: id.into(), if_match: Some(tag.into()) };
    cloud.call::<operations::DeleteContinuousDeploymentPolicy>(input)
}

fn policy(cloud: &mut Cloud, id: &str) -> (ContinuousDeploymentPolicyConfig, String) {
    let input = GetContinuousDeploymentPolicyConfigInput { id: id.into() };
    let read = cloud.call::<operations::GetContinuousDeploymentPolicyConfig>(input).unwrap();
    (read.continuous_deployment_policy_config.unwrap(), read.e_tag.unwrap())
}

/// A primary and its staging distribution: ids, and the name of the second.
fn pair(cloud: &mut Cloud) -> (String, String, String) {
    let mut primary = config("primary");
    primary.aliases = aliases(&["www.example.com"]);
    primary.viewer_certificate = certificate();
    let primary = cloud.create_with(primary).unwrap();
    let staging = copy(cloud, &primary.id, &primary.tag, "staging").unwrap().distribution.unwrap();
    (primary.id, staging.id, staging.domain_name)
}

fn attach(cloud: &mut Cloud, primary: &str, policy: &str) -> Result<String> {
    cloud.edit(primary, |config| config.continuous_deployment_policy_id = Some(policy.into()))
}

#[test]
fn cf_8_9_a_a_copy_is_a_staging_distribution() {
    let mut cloud = Cloud::new();
    let mut given = config("primary");
    given.aliases = aliases(&["www.example.com"]);
    given.viewer_certificate = certificate();
    let primary = cloud.create_with(given).unwrap();
    let copied = copy(&mut cloud, &primary.id, "E1", "staging");
    assert_refused(copied, "PreconditionFailed", 412);
    let copied = copy(&mut cloud, &primary.id, &primary.tag, "primary");
    assert_refused(copied, "DistributionAlreadyExists", 409);
    assert_refused(copy(&mut cloud, "E1", &primary.tag, "staging"), "NoSuchDistribution", 404);
    let made = copy(&mut cloud, &primary.id, &primary.tag, "staging").unwrap();
    let staging = made.distribution.unwrap();
    assert_eq!(made.location.unwrap().rsplit('/').next(), Some(&*staging.id));
    let copied = staging.distribution_config;
    assert_eq!((copied.staging, copied.enabled), (Some(true), true));
    assert_eq!(copied.aliases.unwrap().quantity, 0, "CF-8.9d");
    assert_eq!(copied.origins, primary.distribution.distribution_config.origins);
    let again = copy(&mut cloud, &staging.id, &made.e_tag.unwrap(), "again");
    assert_refused(again, "InvalidArgument", 400);
    let aliased = cloud.edit(&staging.id, |config| {
        config.aliases = aliases(&["staging.example.com"]);
        config.viewer_certificate = certificate();
    });
    assert_refused(aliased, "InvalidArgument", 400);
    for number in 1..20 {
        copy(&mut cloud, &primary.id, &primary.tag, &format!("staging-{number}")).unwrap();
    }
    let many = copy(&mut cloud, &primary.id, &primary.tag, "many");
    assert_refused(many, "TooManyDistributions", 400);
}

#[test]
fn cf_8_9_b_what_a_policy_may_say() {
    let mut cloud = Cloud::new();
    let (primary, _, name) = pair(&mut cloud);
    let of_primary = cloud.get(&primary).unwrap().distribution.unwrap().domain_name;
    let without = ContinuousDeploymentPolicyConfig { traffic_config: None, ..by_header(&name, "") };
    let mut both = by_weight(&name, 0.1, None);
    both.traffic_config.as_mut().unwrap().single_header_config =
        by_header(&name, "aws-cf-cd-a").traffic_config.unwrap().single_header_config;
    for wrong in [
        by_header(&name, "aws-cf-cd-"),
        by_header(&name, "x-test"),
        by_header(&name, "aws-cf-cd-a b"),
        by_weight(&name, 0.16, None),
        by_weight(&name, -0.1, None),
        by_weight(&name, 0.1, Some((299, 3600))),
        by_weight(&name, 0.1, Some((300, 3601))),
        by_weight(&name, 0.1, Some((600, 300))),
        by_header(&of_primary, "aws-cf-cd-a"),
        by_header("d0.cloudfront.net", "aws-cf-cd-a"),
        without.clone(),
        both,
    ] {
        assert_refused(create_policy(&mut cloud, wrong), "InvalidArgument", 400);
    }
    let mut uncounted = by_header(&name, "aws-cf-cd-a");
    uncounted.staging_distribution_dns_names.quantity = 2;
    assert_refused(create_policy(&mut cloud, uncounted), "InconsistentQuantities", 400);
    let disabled = ContinuousDeploymentPolicyConfig { enabled: false, ..without };
    let (id, tag) = create_policy(&mut cloud, disabled).unwrap();
    let again = create_policy(&mut cloud, by_weight(&name, 0.15, Some((300, 3600))));
    assert_refused(again, "StagingDistributionInUse", 409);

    let update = |cloud: &mut Cloud, tag: &str| {
        let input = UpdateContinuousDeploymentPolicyInput {
            continuous_deployment_policy_config: by_weight(&name, 0.15, Some((300, 3600))),
            id: id.clone(),
            if_match: Some(tag.into()),
        };
        cloud.call::<operations::UpdateContinuousDeploymentPolicy>(input)
    };
    assert_refused(update(&mut cloud, "E1"), "PreconditionFailed", 412);
    let updated = update(&mut cloud, &tag).unwrap();
    let read = GetContinuousDeploymentPolicyInput { id: id.clone() };
    let read = cloud.call::<operations::GetContinuousDeploymentPolicy>(read).unwrap();
    assert_eq!(read.continuous_deployment_policy, updated.continuous_deployment_policy);
    let list = ListContinuousDeploymentPoliciesInput::default();
    let list = cloud.call::<operations::ListContinuousDeploymentPolicies>(list).unwrap();
    assert_eq!(list.continuous_deployment_policy_list.unwrap().quantity, 1);
    delete_policy(&mut cloud, &id, &updated.e_tag.unwrap()).unwrap();
    let gone = delete_policy(&mut cloud, &id, &tag);
    assert_refused(gone, "NoSuchContinuousDeploymentPolicy", 404);
}

#[test]
fn cf_8_9_c_policies_are_attached_by_an_update() {
    let mut cloud = Cloud::new();
    let (primary, staging, name) = pair(&mut cloud);
    let (id, _) = create_policy(&mut cloud, by_header(&name, "aws-cf-cd-a")).unwrap();
    let mut new = config("new");
    new.continuous_deployment_policy_id = Some(id.clone());
    assert_refused(cloud.create_with(new), "InvalidArgument", 400);
    let unknown = attach(&mut cloud, &primary, "unknown");
    assert_refused(unknown, "NoSuchContinuousDeploymentPolicy", 404);
    assert_refused(attach(&mut cloud, &staging, &id), "InvalidArgument", 400);
    let http3 = cloud.edit(&primary, |config| {
        config.continuous_deployment_policy_id = Some(id.clone());
        config.http_version = Some("http2and3".into());
    });
    assert_refused(http3, "InvalidArgument", 400);
    attach(&mut cloud, &primary, &id).unwrap();
    let other = cloud.create("other").id;
    let taken = attach(&mut cloud, &other, &id);
    assert_refused(taken, "ContinuousDeploymentPolicyInUse", 409);
}

#[test]
fn cf_8_9_g_the_staging_configuration_becomes_the_primarys() {
    let mut cloud = Cloud::new();
    let (primary, staging, name) = pair(&mut cloud);
    let (id, _) = create_policy(&mut cloud, by_header(&name, "aws-cf-cd-a")).unwrap();
    let promote = |cloud: &mut Cloud, staging: Option<&str>, tags: String| {
        let input = UpdateDistributionWithStagingConfigInput {
            id: primary.clone(),
            staging_distribution_id: staging.map(str::to_owned),
            if_match: Some(tags),
        };
        cloud.call::<operations::UpdateDistributionWithStagingConfig>(input)
    };
    cloud.edit(&staging, |config| config.comment = "new".into()).unwrap();
    let tags = |cloud: &mut Cloud| {
        let both = [&primary, &staging].map(|id| cloud.stored(id).1);
        both.join(", ")
    };
    let both = tags(&mut cloud);
    assert_refused(promote(&mut cloud, Some(&staging), both), "IllegalUpdate", 400);
    attach(&mut cloud, &primary, &id).unwrap();
    let both = tags(&mut cloud);
    assert_refused(promote(&mut cloud, None, both.clone()), "InvalidArgument", 400);
    let one = both.split(',').next().unwrap().to_owned();
    assert_refused(promote(&mut cloud, Some(&staging), one), "InvalidIfMatchVersion", 400);
    let stale = format!("{}, E1", both.split(',').next().unwrap());
    assert_refused(promote(&mut cloud, Some(&staging), stale), "PreconditionFailed", 412);
    let before = cloud.stored(&primary).0;
    promote(&mut cloud, Some(&staging), both).unwrap();
    let after = cloud.stored(&primary).0;
    assert_eq!(after, DistributionConfig { comment: "new".into(), ..before });
    assert!(!policy(&mut cloud, &id).0.enabled);
}

#[test]
fn cf_8_9_h_some_things_stay_while_a_policy_is_attached() {
    let mut cloud = Cloud::new();
    let (primary, staging, name) = pair(&mut cloud);
    let (id, _) = create_policy(&mut cloud, by_header(&name, "aws-cf-cd-a")).unwrap();
    cloud.edit(&staging, |config| config.price_class = Some("PriceClass_100".into())).unwrap();
    attach(&mut cloud, &primary, &id).unwrap();
    for id in [&primary, &staging] {
        let price = |config: &mut DistributionConfig| {
            config.price_class = Some("PriceClass_200".into());
        };
        assert_refused(cloud.edit(id, price), "IllegalUpdate", 400);
        cloud.edit(id, |config| config.comment = "another".into()).unwrap();
    }
    let input = DisassociateDistributionWebACLInput { id: primary.clone(), if_match: None };
    let acl = cloud.call::<operations::DisassociateDistributionWebACL>(input);
    assert_refused(acl, "InvalidArgument", 400);
    attach(&mut cloud, &primary, "").unwrap();
    cloud.edit(&primary, |config| config.price_class = Some("PriceClass_200".into())).unwrap();
}

#[test]
fn cf_8_9_i_what_goes_first() {
    let mut cloud = Cloud::new();
    let (primary, staging, name) = pair(&mut cloud);
    let (id, tag) = create_policy(&mut cloud, by_header(&name, "aws-cf-cd-a")).unwrap();
    attach(&mut cloud, &primary, &id).unwrap();
    let in_use = delete_policy(&mut cloud, &id, &tag);
    assert_refused(in_use, "ContinuousDeploymentPolicyInUse", 409);
    cloud.edit(&staging, |config| config.enabled = false).unwrap();
    cloud.advance(3600);
    let staging_tag = cloud.stored(&staging).1;
    assert_refused(cloud.delete(&staging, &staging_tag), "ResourceInUse", 409);
    let primary_tag = cloud.stored(&primary).1;
    assert_refused(cloud.delete(&primary, &primary_tag), "ResourceInUse", 409);
    attach(&mut cloud, &primary, "").unwrap();
    delete_policy(&mut cloud, &id, &tag).unwrap();
    cloud.delete(&staging, &staging_tag).unwrap();
}

#[test]
fn cf_8_9_i_a_primary_goes_before_its_policy_once_that_is_disabled() {
    let mut cloud = Cloud::new();
    let (primary, _, name) = pair(&mut cloud);
    let (id, _) = create_policy(&mut cloud, by_header(&name, "aws-cf-cd-a")).unwrap();
    attach(&mut cloud, &primary, &id).unwrap();
    let disable = |config: &mut DistributionConfig| config.enabled = false;
    assert_refused(cloud.edit(&primary, disable), "IllegalUpdate", 400);
    let (config, tag) = policy(&mut cloud, &id);
    let input = UpdateContinuousDeploymentPolicyInput {
        continuous_deployment_policy_config: ContinuousDeploymentPolicyConfig {
            enabled: false,
            ..config
        },
        id: id.clone(),
        if_match: Some(tag),
    };
    cloud.call::<operations::UpdateContinuousDeploymentPolicy>(input).unwrap();
    let price = |config: &mut DistributionConfig| {
        config.price_class = Some("PriceClass_200".into());
    };
    assert_refused(cloud.edit(&primary, price), "IllegalUpdate", 400);
    cloud.edit(&primary, disable).unwrap();
    cloud.advance(3600);
    let (_, tag) = policy(&mut cloud, &id);
    let in_use = delete_policy(&mut cloud, &id, &tag);
    assert_refused(in_use, "ContinuousDeploymentPolicyInUse", 409);
    let primary_tag = cloud.stored(&primary).1;
    cloud.delete(&primary, &primary_tag).unwrap();
    delete_policy(&mut cloud, &id, &tag).unwrap();
}
