//! CF-9.3: what create and update refuse, with which code.

mod behaviors;
mod literals;
mod origins;

use crate::support::*;
use parhelion_cloudfront::model::*;

type Change<'a> = &'a dyn Fn(&mut DistributionConfig);

/// A configuration with an S3 origin `assets` and a custom origin `site`, changed in one way.
fn changed(change: Change) -> DistributionConfig {
    let mut config = config("one");
    config.origins = Origins { quantity: 2, items: vec![bucket("assets"), custom("site")] };
    change(&mut config);
    config
}

#[track_caller]
fn refused(code: &str, status: u16, change: Change) {
    let mut cloud = Cloud::new();
    assert_refused(cloud.create_with(changed(change)), code, status);
    // Nothing is half-applied: the reference is free.
    let made = cloud.create("one");
    let update = cloud.update(&made.id, &made.tag, changed(change));
    let (update, _) = refusal(update);
    let same_or_stated =
        [code, "InvalidArgument", "InvalidMinimumProtocolVersion", "IllegalUpdate"];
    assert!(same_or_stated.contains(&&*update) || code == "InvalidArgument", "{update} for {code}");
    assert_eq!(cloud.stored(&made.id).1, made.tag, "the refused update changed something");
}

#[track_caller]
fn taken(change: Change) {
    Cloud::new().create_with(changed(change)).unwrap();
}

fn page(config: &mut DistributionConfig, code: i32, path: &str, response: &str) {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let page = CustomErrorResponse {
        error_code: code,
        response_page_path: some(path),
        response_code: some(response),
        error_caching_min_ttl: None,
    };
    config.custom_error_responses =
        Some(CustomErrorResponses { quantity: 1, items: Some(vec![page]) });
}

fn methods(config: &mut DistributionConfig, allowed: &[&str], cached: &[&str]) {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    config.default_cache_behavior.allowed_methods = Some(AllowedMethods {
        quantity: allowed.len() as i32,
        items: owned(allowed),
        cached_methods: Some(CachedMethods { quantity: cached.len() as i32, items: owned(cached) }),
    });
}

#[test]
fn quantities_and_items_agree() {
    refused("InconsistentQuantities", 400, &|c| c.origins.quantity = 3);
    refused("InconsistentQuantities", 400, &|c| {
        c.aliases = Some(Aliases { quantity: 1, items: None })
    });
    refused("InconsistentQuantities", 400, &|c| {
        methods(c, &["GET", "HEAD"], &["GET", "HEAD"]);
        c.default_cache_behavior.allowed_methods.as_mut().unwrap().quantity = 7;
    });
    refused("InconsistentQuantities", 400, &|c| {
        c.cache_behaviors = Some(CacheBehaviors { quantity: 0, items: Some(vec![behavior("/a")]) });
    });
}

#[test]
fn targets_exist_before_anything_else_about_origins() {
    refused("NoSuchOrigin", 404, &|c| c.default_cache_behavior.target_origin_id = "other".into());
    refused("NoSuchOrigin", 404, &|c| {
        c.cache_behaviors =
            behaviors(vec![CacheBehavior { target_origin_id: "x".into(), ..behavior("/a") }]);
        c.origins.items[0].domain_name = "not a domain".into();
    });
}

#[test]
fn error_pages_cf_7_2() {
    taken(&|c| page(c, 404, "/404.html", "200"));
    taken(&|c| page(c, 503, "", ""));
    refused("InvalidErrorCode", 400, &|c| page(c, 401, "", ""));
    refused("InvalidResponseCode", 400, &|c| page(c, 404, "/404.html", "201"));
    refused("InvalidResponseCode", 400, &|c| page(c, 404, "/404.html", "ok"));
    refused("InvalidRelativePath", 400, &|c| page(c, 404, "404.html", "404"));
    refused("InvalidArgument", 400, &|c| page(c, 404, "/404.html", ""));
    refused("InvalidArgument", 400, &|c| page(c, 404, "", "404"));
}

#[test]
fn geo_cf_1_9() {
    let geo = |kind: &str, places: &[&str]| {
        let items: Vec<String> = places.iter().map(|place| (*place).into()).collect();
        let quantity = items.len() as i32;
        let items = Some(items).filter(|items| !items.is_empty());
        Some(Restrictions {
            geo_restriction: GeoRestriction { restriction_type: kind.into(), quantity, items },
        })
    };
    taken(&|c| c.restrictions = geo("whitelist", &["DE", "FR"]));
    refused("InvalidGeoRestrictionParameter", 400, &|c| c.restrictions = geo("none", &["DE"]));
    refused("InvalidGeoRestrictionParameter", 400, &|c| c.restrictions = geo("blacklist", &[]));
    refused("InvalidLocationCode", 400, &|c| c.restrictions = geo("whitelist", &["de"]));
    refused("InvalidLocationCode", 400, &|c| c.restrictions = geo("whitelist", &["XX"]));
}

#[test]
fn the_rest_of_the_configuration() {
    refused("InvalidDefaultRootObject", 400, &|c| {
        c.default_root_object = Some("/index.html".into())
    });
    refused("InvalidDefaultRootObject", 400, &|c| c.default_root_object = Some("a".repeat(256)));
    refused("InvalidDefaultRootObject", 400, &|c| c.default_root_object = Some("a b".into()));
    refused("InvalidArgument", 400, &|c| c.comment = "x".repeat(129));
    refused("InvalidArgument", 400, &|c| {
        c.logging = Some(LoggingConfig { enabled: Some(true), ..Default::default() });
    });
    refused("InvalidWebACLId", 400, &|c| c.web_acl_id = Some("acl".into()));
    refused("InvalidWebACLId", 400, &|c| {
        c.web_acl_id = Some("arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/a/b".into());
    });
    taken(&|c| {
        c.web_acl_id = Some("arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/b".into())
    });
    refused("EntityNotFound", 404, &|c| c.anycast_ip_list_id = Some("aip_1".into()));
    let many: Vec<Origin> = (0..101).map(|n| bucket(&format!("bucket{n}"))).collect();
    refused("TooManyOrigins", 400, &|c| {
        c.origins = Origins { quantity: 101, items: many.clone() };
        c.default_cache_behavior.target_origin_id = "bucket0".into();
    });
    let names: Vec<String> = (0..101).map(|n| format!("a{n}.example.com")).collect();
    refused("TooManyDistributionCNAMEs", 400, &|c| {
        c.aliases = aliases(&names.iter().map(String::as_str).collect::<Vec<_>>());
        c.viewer_certificate = certificate();
    });
}

#[test]
fn cf_8_9c_no_continuous_deployment_at_creation() {
    let mut cloud = Cloud::new();
    let mut staged = config("one");
    staged.continuous_deployment_policy_id = Some("policy".into());
    let error = cloud.create_with(staged.clone()).err().unwrap();
    assert_eq!(error.code(), "InvalidArgument");
    assert_eq!(
        error.message(),
        "Continuous deployment policy is not supported during distribution creation."
    );
    let made = cloud.create("one");
    let update = cloud.update(&made.id, &made.tag, staged);
    assert_refused(update, "NoSuchContinuousDeploymentPolicy", 404);
}

#[test]
fn appendix_a_500_distributions_of_an_account() {
    let mut cloud = Cloud::new();
    for n in 0..500 {
        cloud.create(&format!("{n}"));
    }
    assert_refused(cloud.create_with(config("one more")), "TooManyDistributions", 400);
}
