//! CF-9.3: what refusals say, word for word, and the quotas among them (Appendix A).

use super::{changed, refused};
use crate::support::*;
use parhelion_cloudfront::model::*;

#[track_caller]
fn says(code: &str, message: &str, change: super::Change) {
    let error = Cloud::new().create_with(changed(change)).err().unwrap();
    assert_eq!((error.code(), error.message()), (code, message));
}

fn lambdas(arns: &[&str]) -> Option<LambdaFunctionAssociations> {
    let events = ["viewer-request", "origin-request", "origin-response", "viewer-response"];
    let one = |(arn, event): (&&str, &&str)| LambdaFunctionAssociation {
        lambda_function_arn: (*arn).into(),
        event_type: (*event).into(),
        include_body: None,
    };
    let items: Vec<_> = arns.iter().zip(events.iter().cycle()).map(one).collect();
    Some(LambdaFunctionAssociations { quantity: items.len() as i32, items: Some(items) })
}

fn signed(accounts: usize) -> Option<TrustedSigners> {
    let items = (0..accounts).map(|n| format!("{n:012}")).collect();
    Some(TrustedSigners { enabled: true, quantity: accounts as i32, items: Some(items) })
}

#[test]
fn cf_9_3_a_lambda_function_is_named_with_its_version() {
    let message = "The function ARN must reference a specific function version. \
                   (The ARN must end with the version number.)";
    says("InvalidLambdaFunctionAssociation", message, &|c| {
        let arn = "arn:aws:lambda:us-east-1:123456789012:function:f";
        c.default_cache_behavior.lambda_function_associations = lambdas(&[arn]);
    });
}

#[test]
fn cf_9_3_an_origin_of_s3_has_a_buckets_domain_and_an_identity_that_exists() {
    let message = "The parameter Origin DomainName does not refer to a valid S3 bucket.";
    says("InvalidOrigin", message, &|c| c.origins.items[0].domain_name = "www.example.com".into());
    let message =
        "The parameter Origin Access Identity does not refer to a valid origin access identity.";
    says("InvalidOriginAccessIdentity", message, &|c| {
        let s3 = c.origins.items[0].s3_origin_config.as_mut().unwrap();
        s3.origin_access_identity = "origin-access-identity/cloudfront/E1".into();
    });
}

#[test]
fn cf_9_3_behaviours_lead_to_origins_that_exist() {
    let message = "One or more of your origins or origin groups do not exist.";
    says("NoSuchOrigin", message, &|c| c.default_cache_behavior.target_origin_id = "x".into());
}

#[test]
fn cf_9_3_an_origin_has_an_access_control_or_an_identity() {
    let mut cloud = Cloud::new();
    let control = OriginAccessControlConfig {
        name: "assets".into(),
        description: None,
        signing_protocol: "sigv4".into(),
        signing_behavior: "always".into(),
        origin_access_control_origin_type: "s3".into(),
    };
    let input = CreateOriginAccessControlInput { origin_access_control_config: control };
    let made = cloud.call::<operations::CreateOriginAccessControl>(input).unwrap();
    let control = made.origin_access_control.unwrap().id;
    let config = CloudFrontOriginAccessIdentityConfig {
        caller_reference: "a".into(),
        comment: String::new(),
    };
    let input = CreateCloudFrontOriginAccessIdentityInput {
        cloud_front_origin_access_identity_config: config,
    };
    let made = cloud.call::<operations::CreateCloudFrontOriginAccessIdentity>(input).unwrap();
    let identity = made.cloud_front_origin_access_identity.unwrap().id;
    let both = changed(&|c| {
        let origin = &mut c.origins.items[0];
        origin.origin_access_control_id = Some(control.clone());
        let s3 = origin.s3_origin_config.as_mut().unwrap();
        s3.origin_access_identity = format!("origin-access-identity/cloudfront/{identity}");
    });
    assert_refused(cloud.create_with(both), "IllegalOriginAccessConfiguration", 400);
}

#[test]
fn cf_9_3_quotas_of_a_behaviour() {
    let arns = ["arn:aws:lambda:us-east-1:123456789012:function:f:1"; 5];
    refused("TooManyLambdaFunctionAssociations", 400, &|c| {
        c.default_cache_behavior.lambda_function_associations = lambdas(&arns);
    });
    refused("TooManyFunctionAssociations", 400, &|c| {
        let one = FunctionAssociation {
            function_arn: "arn:aws:cloudfront::123456789012:function/f".into(),
            event_type: "viewer-request".into(),
        };
        c.default_cache_behavior.function_associations =
            Some(FunctionAssociations { quantity: 3, items: Some(vec![one; 3]) });
    });
    refused("TooManyCookieNamesInWhiteList", 400, &|c| {
        let names: Vec<String> = (0..11).map(|n| format!("c{n}")).collect();
        c.default_cache_behavior.cache_policy_id = None;
        c.default_cache_behavior.min_ttl = Some(0);
        c.default_cache_behavior.forwarded_values = Some(ForwardedValues {
            cookies: CookiePreference {
                forward: "whitelist".into(),
                whitelisted_names: Some(CookieNames { quantity: 11, items: Some(names) }),
            },
            ..Default::default()
        });
    });
    refused("TooManyTrustedSigners", 400, &|c| {
        c.default_cache_behavior.trusted_signers = signed(6);
    });
    super::taken(&|c| c.default_cache_behavior.trusted_signers = signed(5));
}

#[test]
fn cf_9_3_a_distribution_has_ten_origin_groups() {
    let group = |n: usize| OriginGroup {
        id: format!("group{n}"),
        failover_criteria: OriginGroupFailoverCriteria {
            status_codes: StatusCodes { quantity: 1, items: vec![500] },
        },
        members: OriginGroupMembers {
            quantity: 2,
            items: ["assets", "site"].map(|id| OriginGroupMember { origin_id: id.into() }).to_vec(),
        },
        selection_criteria: None,
    };
    let groups = |count: usize| {
        let items: Vec<_> = (0..count).map(group).collect();
        Some(OriginGroups { quantity: count as i32, items: Some(items) })
    };
    super::taken(&|c| c.origin_groups = groups(10));
    refused("TooManyOriginGroupsPerDistribution", 400, &|c| c.origin_groups = groups(11));
}
