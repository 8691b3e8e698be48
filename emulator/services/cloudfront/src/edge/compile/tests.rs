#![allow(clippy::unwrap_used, clippy::expect_used)]
//! The API's shapes digested.

use super::*;
use crate::edge::distribution::Others;
use crate::edge::freshness::Ttls;
use crate::edge::origin::forwards_conditions;
use crate::edge::selection::Selection;
use crate::edge::viewer::{Viewer, ViewerRequest};
use crate::managed;
use crate::model::{
    Aliases, CookiePreference, CustomErrorResponses, DefaultCacheBehavior, ForwardedValues,
    Headers, LambdaFunctionAssociation, LambdaFunctionAssociations, Origins, QueryStringCacheKeys,
    S3OriginConfig, TrustedKeyGroups, TrustedSigners,
};
use parhelion_wire::Body;

/// AWS's own policies, and one access control.
struct Known;

impl Policies for Known {
    fn split(&self, _: &str) -> Option<Split> {
        None
    }

    fn public_keys(&self, group: &str) -> Vec<(Arc<str>, String)> {
        assert_eq!(group, "group");
        vec![("K1".into(), "no key".to_owned())]
    }

    fn function(&self, _arn: &str) -> Option<Arc<EdgeFunction>> {
        None
    }

    fn store(&self, _arn: &str) -> Option<Arc<EdgeStore>> {
        None
    }

    fn cache_policy(&self, id: &str) -> Option<CachePolicyConfig> {
        managed::CACHE_POLICIES.iter().find(|item| &*item.id == id).map(|item| item.config.clone())
    }
    fn origin_request_policy(&self, id: &str) -> Option<OriginRequestPolicyConfig> {
        let all = managed::ORIGIN_REQUEST_POLICIES.iter();
        all.into_iter().find(|item| &*item.id == id).map(|item| item.config.clone())
    }
    fn response_headers_policy(&self, id: &str) -> Option<ResponseHeadersPolicyConfig> {
        let all = managed::RESPONSE_HEADERS_POLICIES.iter();
        all.into_iter().find(|item| &*item.id == id).map(|item| item.config.clone())
    }
    fn vpc_origin(&self, _: &str) -> Option<VpcOriginEndpointConfig> {
        None
    }

    fn origin_access_control(&self, id: &str) -> Option<OriginAccessControlConfig> {
        (id == "OAC").then(|| OriginAccessControlConfig {
            signing_protocol: "sigv4".into(),
            signing_behavior: "always".into(),
            origin_access_control_origin_type: "s3".into(),
            ..OriginAccessControlConfig::default()
        })
    }
}

const OPTIMIZED: &str = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const DISABLED: &str = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const ORIGIN_HEADERS: &str = "83da9c7e-98b4-4e11-a168-04f0df8e2c65";
const ALL_VIEWER_BUT_HOST: &str = "b689b0a8-53d0-40ab-baf2-68738e2966ac";
const SECURITY: &str = "67f7725c-6f97-4210-82d7-5512b31e9d03";

fn config(behavior: DefaultCacheBehavior) -> DistributionConfig {
    let s3 = OriginConfig {
        id: "s3".into(),
        domain_name: "Assets.s3.eu-west-1.amazonaws.com".into(),
        origin_access_control_id: Some("OAC".into()),
        s3_origin_config: Some(S3OriginConfig::default()),
        ..OriginConfig::default()
    };
    DistributionConfig {
        enabled: true,
        origins: Origins { quantity: 1, items: vec![s3] },
        default_cache_behavior: behavior,
        ..DistributionConfig::default()
    }
}

fn with(cache_policy: &str) -> DefaultCacheBehavior {
    DefaultCacheBehavior {
        target_origin_id: "s3".into(),
        viewer_protocol_policy: "redirect-to-https".into(),
        compress: Some(true),
        cache_policy_id: Some(cache_policy.into()),
        ..DefaultCacheBehavior::default()
    }
}

fn compiled(config: &DistributionConfig) -> Arc<Distribution> {
    let identity =
        Identity { id: "E1", arn: "arn", account: "1", domain_name: "d1.cloudfront.net" };
    compile(identity, config, &Known)
}

fn only(behavior: DefaultCacheBehavior) -> Behavior {
    let distribution = compiled(&config(behavior));
    Behavior::clone(distribution.behaviors.last().unwrap())
}

#[test]
fn caching_optimized_over_s3_with_access_control() {
    let behavior = only(with(OPTIMIZED));
    assert_eq!(behavior.ttls, Some(Ttls::seconds(1, 86_400, 31_536_000)), "CF-2.4");
    assert_eq!(behavior.key.codings.text(), "br,gzip");
    assert_eq!(behavior.protocol, ViewerProtocol::RedirectToHttps);
    assert_eq!(behavior.methods, [Method::GET, Method::HEAD]);
    let OriginKind::S3 { region, access } = &behavior.origins[0].kind else { panic!("custom") };
    assert_eq!((&**region, access), ("eu-west-1", &Signing::Always));
    assert_eq!(&*behavior.origins[0].domain, "assets.s3.eu-west-1.amazonaws.com");
    assert_eq!(behavior.missing, None);
}

#[test]
fn caching_disabled_never_compresses_cf_5_1() {
    let behavior = only(with(DISABLED));
    assert!(!behavior.caches() && !behavior.key.codings.any());
}

#[test]
fn policies_add_up_cf_2_3() {
    let mut given = with(ORIGIN_HEADERS);
    given.origin_request_policy_id = Some(ALL_VIEWER_BUT_HOST.into());
    let behavior = only(given);
    let host = HeaderName::from_static("host");
    assert!(behavior.key.headers.contains(&host));
    assert!(matches!(&behavior.forward.others, Others::Except(names) if names.contains(&host)));
    assert!(behavior.forward.selects(&host), "what is in the key goes to the origin");
    assert_eq!(behavior.forward.queries, Selection::All);
    assert_eq!((&behavior.key.queries, &behavior.key.cookies), (&Selection::None, &Selection::All));
}

#[test]
fn the_managed_security_headers_cf_2_6() {
    let mut given = with(OPTIMIZED);
    given.response_headers_policy_id = Some(SECURITY.into());
    let policy = only(given).headers_policy.unwrap();
    let mut sent = http::HeaderMap::new();
    sent.insert("x-content-type-options", HeaderValue::from_static("origin"));
    sent.insert("x-frame-options", HeaderValue::from_static("DENY"));
    let request = crate::edge::cors::CorsRequest { origin: None, method: &Method::GET };
    policy.apply(request, &mut sent);
    assert_eq!(sent["x-content-type-options"], "nosniff", "overrides");
    assert_eq!(sent["x-frame-options"], "DENY", "does not");
    assert_eq!(sent["strict-transport-security"], "max-age=31536000");
    assert_eq!(sent["x-xss-protection"], "1; mode=block");
    assert_eq!(sent["referrer-policy"], "strict-origin-when-cross-origin");
}

fn legacy(values: ForwardedValues) -> Behavior {
    let mut given = with("");
    given.cache_policy_id = None;
    given.forwarded_values = Some(values);
    given.min_ttl = Some(0);
    only(given)
}

fn listed(names: &[&str]) -> Option<Vec<String>> {
    Some(names.iter().map(|name| (*name).to_owned()).collect())
}

#[test]
fn forwarded_values_cf_2_7() {
    let behavior = legacy(ForwardedValues {
        query_string: true,
        query_string_cache_keys: Some(QueryStringCacheKeys { quantity: 1, items: listed(&["v"]) }),
        cookies: CookiePreference { forward: "none".into(), whitelisted_names: None },
        headers: Some(Headers { quantity: 1, items: listed(&["Origin"]) }),
    });
    assert_eq!(behavior.forward.queries, Selection::All);
    assert!(behavior.key.queries.picks("v") && !behavior.key.queries.picks("w"));
    assert!(behavior.key.headers.iter().eq([&HeaderName::from_static("origin")]));
    assert_eq!(behavior.key.codings.text(), "gzip", "no Brotli");
    assert_eq!(behavior.forward.others, Others::Legacy);
    assert_eq!(behavior.ttls, Some(Ttls::seconds(0, 86_400, 31_536_000)));
    let request =
        http::Request::get("/a").header("if-none-match", "x").body(Body::empty()).unwrap();
    assert!(forwards_conditions(&behavior, &Viewer::new(ViewerRequest::new(request))));
}

#[test]
fn all_headers_forwarded_means_nothing_cached_cf_2_7() {
    let behavior = legacy(ForwardedValues {
        headers: Some(Headers { quantity: 1, items: listed(&["*"]) }),
        ..ForwardedValues::default()
    });
    assert!(!behavior.caches());
    assert_eq!(behavior.forward.others, Others::All);
}

#[test]
fn the_rest_of_a_configuration() {
    let mut config = config(with(OPTIMIZED));
    config.aliases = Some(Aliases { quantity: 1, items: listed(&["WWW.example.com"]) });
    config.default_root_object = Some("index.html".into());
    config.http_version = Some("http2and3".into());
    let error = |code, path: &str, shown: &str| CustomErrorResponse {
        error_code: code,
        response_page_path: Some(path.into()),
        response_code: Some(shown.into()),
        error_caching_min_ttl: Some(5),
    };
    let items = vec![error(404, "/404.html", "200"), error(500, "", "")];
    config.custom_error_responses = Some(CustomErrorResponses { quantity: 2, items: Some(items) });
    let compiled = compiled(&config);
    let names: Vec<&str> = compiled.names.iter().map(|name| &**name).collect();
    assert_eq!(names, ["d1.cloudfront.net", "www.example.com"]);
    assert_eq!(compiled.default_root_object.as_deref(), Some("/index.html"));
    assert!(compiled.http3);
    assert_eq!(compiled.errors[&404].page, Some(("/404.html".into(), StatusCode::OK)));
    assert_eq!(compiled.errors[&500].page, None);
    assert_eq!(compiled.error_rule(StatusCode::INTERNAL_SERVER_ERROR).min, Duration::from_secs(5));
}

/// A group without keys, and accounts, which have none, let nobody in.
#[test]
fn who_is_trusted_is_asked_for_signatures_cf_10_1() {
    assert!(only(with(OPTIMIZED)).signers.is_none());
    let mut given = with(OPTIMIZED);
    given.trusted_key_groups =
        Some(TrustedKeyGroups { enabled: true, quantity: 1, items: listed(&["group"]) });
    assert!(only(given).signers.unwrap().0.is_empty());
    let mut given = with(OPTIMIZED);
    given.trusted_signers =
        Some(TrustedSigners { enabled: true, quantity: 1, items: listed(&["self"]) });
    assert!(only(given).signers.unwrap().0.is_empty());
}

#[test]
fn what_is_not_there_yet_is_named() {
    let mut given = with(OPTIMIZED);
    given.field_level_encryption_id = Some("F1".into());
    assert!(only(given).missing.unwrap().sentence().contains("encrypt fields"));
}

#[test]
fn lambda_at_edge_cf_11_6() {
    let mut given = with(OPTIMIZED);
    let lambda = |event: &str| LambdaFunctionAssociation {
        lambda_function_arn: format!("arn:{event}"),
        event_type: event.into(),
        include_body: Some(event == "origin-request"),
    };
    let items = vec![lambda("origin-request"), lambda("viewer-response")];
    given.lambda_function_associations =
        Some(LambdaFunctionAssociations { quantity: 2, items: Some(items) });
    let lambdas = only(given).lambdas.clone();
    assert_eq!(&*lambdas.viewer_response.unwrap().arn, "arn:viewer-response");
    assert!(lambdas.origin_request.unwrap().include_body);
    assert_eq!((lambdas.viewer_request, lambdas.origin_response), (None, None));
}

#[test]
fn a_staging_distribution_has_no_names_cf_1_2h() {
    let mut config = config(with(OPTIMIZED));
    config.staging = Some(true);
    assert!(compiled(&config).names.is_empty());
}

#[test]
fn the_region_of_a_bucket_cf_6_1() {
    assert_eq!(region("b.s3.eu-west-1.amazonaws.com"), "eu-west-1");
    assert_eq!(region("my.s3.b.s3.dualstack.us-gov-west-1.amazonaws.com"), "us-gov-west-1");
    assert_eq!(region("b.s3-ap-south-1.amazonaws.com"), "ap-south-1");
    assert_eq!(region("b.s3.amazonaws.com"), "us-east-1");
}

#[test]
fn an_origin_path_becomes_part_of_a_url() {
    assert_eq!(encoded("/a b/ü"), "/a%20b/%C3%BC");
    assert_eq!(encoded("/a%20b"), "/a%20b");
}
