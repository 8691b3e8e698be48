//! What configurations may say of cache behaviors (CF-9.3).

use super::{methods, refused, taken};
use crate::support::*;
use parhelion_cloudfront::model::*;

fn older(config: &mut DistributionConfig) -> &mut ForwardedValues {
    config.default_cache_behavior.cache_policy_id = None;
    config.default_cache_behavior.forwarded_values.get_or_insert_with(|| ForwardedValues {
        cookies: CookiePreference { forward: "none".into(), whitelisted_names: None },
        ..Default::default()
    })
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
        let arn = "arn:aws:cloudfront::123456789012:realtime-log-config/x";
        c.default_cache_behavior.realtime_log_config_arn = Some(arn.into());
    });
}
