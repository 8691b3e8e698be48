//! CF-9.2: what is stored for what was left out.

use crate::support::*;
use parhelion_cloudfront::model::*;

#[test]
fn cf_9_2_everything_left_out_is_filled_in() {
    let mut cloud = Cloud::new();
    let mut sent = config("one");
    sent.origins = Origins { quantity: 2, items: vec![bucket("assets"), custom("site")] };
    let id = cloud.create_with(sent).unwrap().id;
    let (stored, _) = cloud.stored(&id);
    assert_eq!(stored.default_root_object.as_deref(), Some(""));
    assert_eq!(stored.price_class.as_deref(), Some("PriceClass_All"));
    assert_eq!(stored.http_version.as_deref(), Some("http2"));
    assert_eq!(stored.is_ipv6_enabled, Some(false));
    assert_eq!(stored.web_acl_id.as_deref(), Some(""));
    assert_eq!(stored.continuous_deployment_policy_id.as_deref(), Some(""));
    assert_eq!(stored.staging, Some(false));
    assert_eq!(stored.aliases, Some(Aliases::default()));
    assert_eq!(stored.cache_behaviors, Some(CacheBehaviors::default()));
    assert_eq!(stored.custom_error_responses, Some(CustomErrorResponses::default()));
    assert_eq!(stored.origin_groups, Some(OriginGroups::default()));
    let geo = stored.restrictions.unwrap().geo_restriction;
    assert_eq!((geo.restriction_type.as_str(), geo.quantity, geo.items), ("none", 0, None));
    let logging = stored.logging.unwrap();
    assert_eq!(logging.enabled, Some(false));
    assert_eq!(logging.bucket.as_deref(), Some(""));
    let certificate = stored.viewer_certificate.unwrap();
    assert_eq!(certificate.cloud_front_default_certificate, Some(true));
    assert_eq!(certificate.minimum_protocol_version.as_deref(), Some("TLSv1"));
    assert_eq!(certificate.certificate_source.as_deref(), Some("cloudfront"));

    let [s3, site] = &stored.origins.items[..] else { panic!("two origins") };
    assert_eq!((s3.connection_attempts, s3.connection_timeout), (Some(3), Some(10)));
    assert_eq!(s3.origin_path.as_deref(), Some(""));
    assert_eq!(s3.origin_access_control_id.as_deref(), Some(""));
    assert_eq!(s3.custom_headers, Some(CustomHeaders::default()));
    assert_eq!(s3.origin_shield.as_ref().map(|shield| shield.enabled), Some(false));
    let site = site.custom_origin_config.as_ref().unwrap();
    assert_eq!((site.origin_read_timeout, site.origin_keepalive_timeout), (Some(30), Some(5)));

    let default = stored.default_cache_behavior;
    let methods = default.allowed_methods.unwrap();
    assert_eq!(methods.items, ["HEAD", "GET"]);
    assert_eq!(methods.cached_methods.unwrap().items, ["HEAD", "GET"]);
    assert_eq!((default.compress, default.smooth_streaming), (Some(false), Some(false)));
    assert_eq!(default.trusted_signers, Some(TrustedSigners::default()));
    assert_eq!(default.field_level_encryption_id.as_deref(), Some(""));
    assert_eq!((default.min_ttl, default.default_ttl, default.max_ttl), (None, None, None));
}

#[test]
fn cf_8_10_lists_sent_empty_are_absent_in_answers() {
    let mut cloud = Cloud::new();
    let mut sent = config("one");
    sent.aliases = Some(Aliases { quantity: 0, items: Some(Vec::new()) });
    sent.cache_behaviors = Some(CacheBehaviors { quantity: 0, items: Some(Vec::new()) });
    sent.restrictions = Some(Restrictions {
        geo_restriction: GeoRestriction {
            restriction_type: "none".into(),
            quantity: 0,
            items: Some(Vec::new()),
        },
    });
    let bare = cloud.create("bare").id;
    let made = cloud.create_with(sent).unwrap().id;
    let (mut first, _) = cloud.stored(&bare);
    first.caller_reference = "one".into();
    assert_eq!(cloud.stored(&made).0, first);
}

#[test]
fn cf_9_2_older_behaviors_have_lifetimes() {
    let mut cloud = Cloud::new();
    let mut sent = config("one");
    sent.default_cache_behavior.cache_policy_id = None;
    sent.default_cache_behavior.forwarded_values = Some(ForwardedValues {
        cookies: CookiePreference { forward: "none".into(), whitelisted_names: None },
        ..Default::default()
    });
    let id = cloud.create_with(sent).unwrap().id;
    let default = cloud.stored(&id).0.default_cache_behavior;
    let ttls = (default.min_ttl, default.default_ttl, default.max_ttl);
    assert_eq!(ttls, (Some(0), Some(86_400), Some(31_536_000)));
    let forwarded = default.forwarded_values.unwrap();
    assert_eq!(forwarded.headers, Some(Headers::default()));
    assert_eq!(forwarded.query_string_cache_keys, Some(QueryStringCacheKeys::default()));
}

#[test]
fn cf_9_2_logging_that_is_off_forgets_its_bucket() {
    let mut cloud = Cloud::new();
    let mut sent = config("one");
    sent.logging = Some(LoggingConfig {
        enabled: Some(true),
        include_cookies: Some(true),
        bucket: Some("logs.s3.amazonaws.com".into()),
        prefix: Some("cdn/".into()),
    });
    let id = cloud.create_with(sent).unwrap().id;
    assert_eq!(
        cloud.stored(&id).0.logging.unwrap().bucket.as_deref(),
        Some("logs.s3.amazonaws.com")
    );
    cloud.edit(&id, |config| config.logging.as_mut().unwrap().enabled = Some(false)).unwrap();
    let off = cloud.stored(&id).0.logging.unwrap();
    assert_eq!((off.bucket.as_deref(), off.prefix.as_deref()), (Some(""), Some("")));
}

#[test]
fn cf_13_1_custom_certificates_are_named_in_the_older_elements_too() {
    let mut cloud = Cloud::new();
    let sent = DistributionConfig { viewer_certificate: certificate(), ..config("one") };
    let id = cloud.create_with(sent).unwrap().id;
    let stored = cloud.stored(&id).0.viewer_certificate.unwrap();
    assert_eq!(stored.certificate, stored.acm_certificate_arn);
    assert_eq!(stored.certificate_source.as_deref(), Some("acm"));
    assert_eq!(stored.cloud_front_default_certificate, Some(false));
    assert_eq!(stored.minimum_protocol_version.as_deref(), Some("TLSv1.2_2021"));
}

/// What tools like Terraform do: read, change one thing, send everything back.
#[test]
fn cf_8_6_a_full_configuration_goes_round_unchanged() {
    let mut cloud = Cloud::new();
    let mut sent = config("one");
    sent.aliases = aliases(&["www.example.com", "*.example.org"]);
    sent.viewer_certificate = certificate();
    sent.origins = Origins { quantity: 2, items: vec![bucket("assets"), custom("site")] };
    sent.origin_groups = Some(OriginGroups {
        quantity: 1,
        items: Some(vec![OriginGroup {
            id: "both".into(),
            failover_criteria: OriginGroupFailoverCriteria {
                status_codes: StatusCodes { quantity: 2, items: vec![500, 503] },
            },
            members: OriginGroupMembers {
                quantity: 2,
                items: ["assets", "site"]
                    .map(|id| OriginGroupMember { origin_id: id.into() })
                    .to_vec(),
            },
            selection_criteria: None,
        }]),
    });
    let mut older = behavior("/api/*");
    older.cache_policy_id = None;
    older.target_origin_id = "site".into();
    older.forwarded_values = Some(ForwardedValues {
        query_string: true,
        cookies: CookiePreference {
            forward: "whitelist".into(),
            whitelisted_names: Some(CookieNames {
                quantity: 1,
                items: Some(vec!["session".into()]),
            }),
        },
        headers: Some(Headers { quantity: 1, items: Some(vec!["Authorization".into()]) }),
        query_string_cache_keys: None,
    });
    older.min_ttl = Some(10);
    let mut failing_over = behavior("/both/*");
    failing_over.target_origin_id = "both".into();
    sent.cache_behaviors = behaviors(vec![older, failing_over]);
    sent.custom_error_responses = Some(CustomErrorResponses {
        quantity: 1,
        items: Some(vec![CustomErrorResponse {
            error_code: 404,
            response_page_path: Some("/404.html".into()),
            response_code: Some("404".into()),
            error_caching_min_ttl: None,
        }]),
    });
    let id = cloud.create_with(sent).unwrap().id;
    let (first, tag) = cloud.stored(&id);
    cloud.update(&id, &tag, first.clone()).unwrap();
    assert_eq!(cloud.stored(&id).0, first);
    let answer = cloud.get(&id).unwrap().distribution.unwrap();
    assert_eq!(answer.distribution_config, first);
    assert_eq!(answer.alias_icp_recordals.unwrap().len(), 2);
}
