//! CF-9.3: what create and update refuse, with which code.

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

fn site(config: &mut DistributionConfig) -> &mut CustomOriginConfig {
    config.origins.items[1].custom_origin_config.as_mut().unwrap()
}

fn older(config: &mut DistributionConfig) -> &mut ForwardedValues {
    config.default_cache_behavior.cache_policy_id = None;
    config.default_cache_behavior.forwarded_values.get_or_insert_with(|| ForwardedValues {
        cookies: CookiePreference { forward: "none".into(), whitelisted_names: None },
        ..Default::default()
    })
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
fn origins_cf_6() {
    refused("InvalidArgument", 400, &|c| c.origins = Origins::default());
    refused("InvalidArgument", 400, &|c| c.origins.items[1].id = "assets".into());
    for domain in ["", "http://example.com", "example.com/path", "10.0.0.1", "a..b"] {
        refused("InvalidArgument", 400, &|c| c.origins.items[1].domain_name = domain.into());
    }
    refused("InvalidOrigin", 400, &|c| c.origins.items[1].custom_origin_config = None);
    refused("InvalidOrigin", 400, &|c| c.origins.items[0].domain_name = "www.example.com".into());
    refused("InvalidOrigin", 400, &|c| {
        c.origins.items[0].domain_name = "assets.s3-website-us-east-1.amazonaws.com".into();
    });
    refused("InvalidArgument", 400, &|c| {
        c.origins.items[1].s3_origin_config = Some(S3OriginConfig::default());
    });
    refused("InvalidOriginAccessIdentity", 400, &|c| {
        let s3 = c.origins.items[0].s3_origin_config.as_mut().unwrap();
        s3.origin_access_identity = "origin-access-identity/cloudfront/E1".into();
    });
    refused("InvalidOriginAccessControl", 400, &|c| {
        c.origins.items[0].origin_access_control_id = Some("E0123456789ABC".into());
    });
    refused("InvalidRelativePath", 400, &|c| {
        c.origins.items[0].origin_path = Some("no-slash".into())
    });
    refused("InvalidArgument", 400, &|c| c.origins.items[0].origin_path = Some("/slash/".into()));
    taken(&|c| c.origins.items[0].origin_path = Some("/production/site".into()));
}

#[test]
fn origins_cf_6_3_and_6_4_ports_and_times() {
    for port in [0, 22, 1023, 65_536] {
        refused("InvalidArgument", 400, &|c| site(c).http_port = port);
        refused("InvalidArgument", 400, &|c| site(c).https_port = port);
    }
    taken(&|c| site(c).http_port = 8080);
    refused("InvalidOriginReadTimeout", 400, &|c| site(c).origin_read_timeout = Some(0));
    refused("InvalidOriginReadTimeout", 400, &|c| site(c).origin_read_timeout = Some(121));
    refused("InvalidOriginKeepaliveTimeout", 400, &|c| {
        site(c).origin_keepalive_timeout = Some(121)
    });
    refused("InvalidArgument", 400, &|c| c.origins.items[0].connection_attempts = Some(4));
    refused("InvalidArgument", 400, &|c| c.origins.items[0].connection_timeout = Some(11));
    refused("InvalidArgument", 400, &|c| c.origins.items[1].response_completion_timeout = Some(29));
    refused("InvalidArgument", 400, &|c| {
        c.origins.items[0].origin_shield =
            Some(OriginShield { enabled: true, origin_shield_region: None });
    });
}

#[test]
fn origins_cf_4_5_custom_headers() {
    let with = |names: &[&str]| {
        let header = |name: &&str| OriginCustomHeader {
            header_name: (*name).into(),
            header_value: "value".into(),
        };
        let items: Vec<_> = names.iter().map(header).collect();
        Some(CustomHeaders { quantity: items.len() as i32, items: Some(items) })
    };
    for name in ["Host", "x-amz-anything", "X-Edge-Location", "Cache-Control", "bad name", ""] {
        refused("InvalidArgument", 400, &|c| c.origins.items[0].custom_headers = with(&[name]));
    }
    refused("InvalidArgument", 400, &|c| c.origins.items[0].custom_headers = with(&["X-A", "x-a"]));
    let many: Vec<String> = (0..31).map(|n| format!("X-{n}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    refused("TooManyOriginCustomHeaders", 400, &|c| {
        c.origins.items[0].custom_headers = with(&many)
    });
    taken(&|c| c.origins.items[0].custom_headers = with(&["X-Secret"]));
}

#[test]
fn origin_groups_cf_6_7() {
    let with = |c: &mut DistributionConfig, members: &[&str], codes: &[i32]| {
        let group = OriginGroup {
            id: "group".into(),
            failover_criteria: OriginGroupFailoverCriteria {
                status_codes: StatusCodes { quantity: codes.len() as i32, items: codes.to_vec() },
            },
            members: OriginGroupMembers {
                quantity: members.len() as i32,
                items: members
                    .iter()
                    .map(|id| OriginGroupMember { origin_id: (*id).into() })
                    .collect(),
            },
            selection_criteria: None,
        };
        c.origin_groups = Some(OriginGroups { quantity: 1, items: Some(vec![group]) });
        c.default_cache_behavior.target_origin_id = "group".into();
    };
    taken(&|c| with(c, &["assets", "site"], &[500, 404]));
    refused("NoSuchOrigin", 404, &|c| with(c, &["assets", "other"], &[500]));
    refused("InvalidArgument", 400, &|c| with(c, &["assets"], &[500]));
    refused("InvalidArgument", 400, &|c| with(c, &["assets", "assets"], &[500]));
    refused("InvalidArgument", 400, &|c| with(c, &["assets", "site"], &[200]));
    refused("InvalidArgument", 400, &|c| with(c, &["assets", "site"], &[]));
}

#[test]
fn behaviors_cf_1_5_methods() {
    let all = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];
    taken(&|c| methods(c, &all, &["GET", "HEAD"]));
    taken(&|c| methods(c, &["OPTIONS", "HEAD", "GET"], &["OPTIONS", "HEAD", "GET"]));
    refused("InvalidArgument", 400, &|c| methods(c, &["GET"], &["GET"]));
    refused("InvalidArgument", 400, &|c| methods(c, &["GET", "HEAD", "POST"], &["GET", "HEAD"]));
    refused("InvalidArgument", 400, &|c| methods(c, &["GET", "HEAD"], &["GET", "HEAD", "OPTIONS"]));
    refused("InvalidArgument", 400, &|c| methods(c, &all, &["GET", "HEAD", "POST"]));
}

#[test]
fn behaviors_cf_1_6e_path_patterns() {
    for pattern in ["", "/with space", "/ü", "/a|b"] {
        refused("InvalidArgument", 400, &|c| {
            c.cache_behaviors = behaviors(vec![behavior(pattern)])
        });
    }
    let long = format!("/{}", "a".repeat(255));
    refused("InvalidArgument", 400, &|c| c.cache_behaviors = behaviors(vec![behavior(&long)]));
    // A leading slash is implied (CF-1.6c): these two are the same.
    refused("InvalidArgument", 400, &|c| {
        c.cache_behaviors = behaviors(vec![behavior("*.jpg"), behavior("/*.jpg")]);
    });
    taken(&|c| c.cache_behaviors = behaviors(vec![behavior("*.jpg"), behavior("/a?c/~x*&y")]));
    let many = (0..75).map(|n| behavior(&format!("/{n}"))).collect::<Vec<_>>();
    refused("TooManyCacheBehaviors", 400, &|c| c.cache_behaviors = behaviors(many.clone()));
}

#[test]
fn behaviors_cf_2_3_policies() {
    let default: fn(&mut DistributionConfig) -> &mut DefaultCacheBehavior =
        |c| &mut c.default_cache_behavior;
    let unknown = || Some("00000000-0000-4000-8000-000000000000".to_owned());
    refused("NoSuchCachePolicy", 404, &|c| default(c).cache_policy_id = unknown());
    refused("NoSuchOriginRequestPolicy", 404, &|c| default(c).origin_request_policy_id = unknown());
    refused("NoSuchResponseHeadersPolicy", 404, &|c| {
        default(c).response_headers_policy_id = unknown()
    });
    // Exactly one of the two ways (a).
    refused("InvalidArgument", 400, &|c| default(c).cache_policy_id = None);
    refused("InvalidArgument", 400, &|c| {
        older(c);
        default(c).cache_policy_id = Some(CACHING_OPTIMIZED.into());
    });
    // An origin request policy needs a cache policy (b).
    refused("InvalidArgument", 400, &|c| {
        older(c);
        default(c).origin_request_policy_id = Some("216adef6-5c7f-47e4-b989-5492eafa07d3".into());
    });
    refused("InvalidArgument", 400, &|c| default(c).max_ttl = Some(60));
    taken(&|c| {
        default(c).origin_request_policy_id = Some("88a5eaf4-2fd4-4709-b370-b4c650ea3fcf".into());
        default(c).response_headers_policy_id = Some("67f7725c-6f97-4210-82d7-5512b31e9d03".into());
    });
}

#[test]
fn behaviors_cf_2_7_forwarded_values() {
    taken(&|c| {
        older(c);
    });
    refused("InvalidTTLOrder", 400, &|c| {
        older(c);
        c.default_cache_behavior.min_ttl = Some(100);
        c.default_cache_behavior.max_ttl = Some(10);
    });
    refused("InvalidForwardCookies", 400, &|c| older(c).cookies.forward = "whitelist".into());
    refused("InvalidForwardCookies", 400, &|c| {
        older(c).cookies.whitelisted_names =
            Some(CookieNames { quantity: 1, items: Some(vec!["a".into()]) });
    });
    let names = |names: &[&str]| {
        let items: Vec<String> = names.iter().map(|name| (*name).into()).collect();
        Some(Headers { quantity: items.len() as i32, items: Some(items) })
    };
    refused("InvalidHeadersForS3Origin", 400, &|c| older(c).headers = names(&["Host"]));
    refused("InvalidArgument", 400, &|c| older(c).headers = names(&["*", "Origin"]));
    refused("InvalidArgument", 400, &|c| older(c).headers = names(&["Cookie"]));
    refused("TooManyHeadersInForwardedValues", 400, &|c| {
        older(c).headers = names(&["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K"]);
    });
    let keys = |names: &[&str]| {
        let items: Vec<String> = names.iter().map(|name| (*name).into()).collect();
        Some(QueryStringCacheKeys { quantity: items.len() as i32, items: Some(items) })
    };
    refused("InvalidQueryStringParameters", 400, &|c| {
        older(c).query_string_cache_keys = keys(&["a"])
    });
    refused("TooManyQueryStringParameters", 400, &|c| {
        older(c).query_string = true;
        older(c).query_string_cache_keys =
            keys(&["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]);
    });
}

#[test]
fn behaviors_signers_and_functions() {
    refused("TrustedSignerDoesNotExist", 400, &|c| {
        c.default_cache_behavior.trusted_signers = Some(TrustedSigners {
            enabled: true,
            quantity: 1,
            items: Some(vec!["somebody".into()]),
        });
    });
    refused("InvalidArgument", 400, &|c| {
        c.default_cache_behavior.trusted_signers =
            Some(TrustedSigners { enabled: true, quantity: 0, items: None });
    });
    refused("TrustedKeyGroupDoesNotExist", 400, &|c| {
        c.default_cache_behavior.trusted_key_groups = Some(TrustedKeyGroups {
            enabled: true,
            quantity: 1,
            items: Some(vec!["group".into()]),
        });
    });
    let lambda = |arn: &str| {
        let one = LambdaFunctionAssociation {
            lambda_function_arn: arn.into(),
            event_type: "origin-request".into(),
            include_body: None,
        };
        Some(LambdaFunctionAssociations { quantity: 1, items: Some(vec![one]) })
    };
    for arn in [
        "arn:aws:lambda:us-east-1:123456789012:function:f",
        "arn:aws:lambda:us-east-1:123456789012:function:f:$LATEST",
        "arn:aws:lambda:eu-west-1:123456789012:function:f:1",
    ] {
        refused("InvalidLambdaFunctionAssociation", 400, &|c| {
            c.default_cache_behavior.lambda_function_associations = lambda(arn);
        });
    }
    refused("InvalidFunctionAssociation", 400, &|c| {
        let one = FunctionAssociation {
            function_arn: "arn:aws:cloudfront::123456789012:function/f".into(),
            event_type: "viewer-request".into(),
        };
        c.default_cache_behavior.function_associations =
            Some(FunctionAssociations { quantity: 1, items: Some(vec![one]) });
    });
    refused("NoSuchFieldLevelEncryptionConfig", 404, &|c| {
        c.default_cache_behavior.field_level_encryption_id = Some("C1".into());
    });
    refused("NoSuchRealtimeLogConfig", 404, &|c| {
        c.default_cache_behavior.realtime_log_config_arn = Some("arn:aws:cloudfront::1:x".into());
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
