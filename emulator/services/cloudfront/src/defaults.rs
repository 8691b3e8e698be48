//! What AWS stores for everything that a configuration leaves out (CF-9.2). An answer carries every
//! element, so that what GetDistributionConfig gives can be sent back to UpdateDistribution.

use crate::behaviors;
use crate::hosts::canonical;
use crate::model::*;

/// A list that is there, with or without items. `Items` is absent when there are none (CF-8.10),
/// however its sender put it.
macro_rules! listed {
    ($($list:expr),* $(,)?) => {$(
        let items = &mut $list.get_or_insert_default().items;
        if items.as_ref().is_some_and(Vec::is_empty) {
            *items = None;
        }
    )*};
}

/// The configuration as stored: validated before, complete after.
pub(crate) fn fill(mut config: DistributionConfig) -> DistributionConfig {
    let empty = |text: &mut Option<String>| {
        text.get_or_insert_default();
    };
    empty(&mut config.default_root_object);
    empty(&mut config.web_acl_id);
    empty(&mut config.continuous_deployment_policy_id);
    config.price_class.get_or_insert_with(|| "PriceClass_All".into());
    config.http_version.get_or_insert_with(|| "http2".into());
    config.is_ipv6_enabled.get_or_insert(false);
    config.staging.get_or_insert(false);
    listed!(
        config.aliases,
        config.origin_groups,
        config.cache_behaviors,
        config.custom_error_responses,
    );
    config.logging = Some(logging(config.logging.unwrap_or_default()));
    config.viewer_certificate = Some(certificate(config.viewer_certificate.unwrap_or_default()));
    let restrictions = config.restrictions.get_or_insert_with(|| Restrictions {
        geo_restriction: GeoRestriction { restriction_type: "none".into(), ..Default::default() },
    });
    if restrictions.geo_restriction.quantity == 0 {
        restrictions.geo_restriction.items = None;
    }

    for alias in config.aliases.iter_mut().flat_map(|list| list.items.iter_mut().flatten()) {
        *alias = canonical(alias);
    }
    for origin in &mut config.origins.items {
        fill_origin(origin);
    }
    let default = behaviors::of_default(std::mem::take(&mut config.default_cache_behavior));
    config.default_cache_behavior = behaviors::into_default(behavior(default));
    let behaviors = config.cache_behaviors.iter_mut();
    for other in behaviors.flat_map(|list| list.items.iter_mut().flatten()) {
        *other = behavior(std::mem::take(other));
    }
    let pages = config.custom_error_responses.iter_mut();
    for page in pages.flat_map(|list| list.items.iter_mut().flatten()) {
        page.error_caching_min_ttl.get_or_insert(10);
        empty(&mut page.response_page_path);
        empty(&mut page.response_code);
    }
    config
}

/// Logging that is off forgets where it went (CF-9.2).
fn logging(given: LoggingConfig) -> LoggingConfig {
    let enabled = given.enabled.unwrap_or(false);
    let kept = |text: Option<String>| Some(text.filter(|_| enabled).unwrap_or_default());
    LoggingConfig {
        enabled: Some(enabled),
        include_cookies: Some(enabled && given.include_cookies.unwrap_or(false)),
        bucket: kept(given.bucket),
        prefix: kept(given.prefix),
    }
}

/// The default certificate forces `TLSv1` (CF-13.1); a custom one is also named in the two older
/// elements.
fn certificate(given: ViewerCertificate) -> ViewerCertificate {
    let filled = |text: Option<String>| text.filter(|text| !text.is_empty());
    let acm = filled(given.acm_certificate_arn);
    let iam = filled(given.iam_certificate_id);
    let (certificate, source) = match (&acm, &iam) {
        (Some(arn), _) => (Some(arn.clone()), "acm"),
        (None, Some(id)) => (Some(id.clone()), "iam"),
        (None, None) => {
            return ViewerCertificate {
                cloud_front_default_certificate: Some(true),
                ssl_support_method: Some("vip".into()),
                minimum_protocol_version: Some("TLSv1".into()),
                certificate_source: Some("cloudfront".into()),
                ..Default::default()
            };
        }
    };
    ViewerCertificate {
        cloud_front_default_certificate: Some(false),
        iam_certificate_id: iam,
        acm_certificate_arn: acm,
        ssl_support_method: given.ssl_support_method,
        minimum_protocol_version: given.minimum_protocol_version.or_else(|| Some("TLSv1".into())),
        certificate,
        certificate_source: Some(source.into()),
    }
}

fn fill_origin(origin: &mut Origin) {
    origin.origin_path.get_or_insert_default();
    listed!(origin.custom_headers);
    origin.connection_attempts.get_or_insert(3);
    origin.connection_timeout.get_or_insert(10);
    origin.origin_shield.get_or_insert_default();
    origin.origin_access_control_id.get_or_insert_default();
    if let Some(s3) = &mut origin.s3_origin_config {
        s3.origin_read_timeout.get_or_insert(30);
    }
    if let Some(custom) = &mut origin.custom_origin_config {
        custom.origin_read_timeout.get_or_insert(30);
        custom.origin_keepalive_timeout.get_or_insert(5);
        custom.origin_ssl_protocols.get_or_insert_with(|| OriginSslProtocols {
            quantity: 2,
            items: vec!["SSLv3".into(), "TLSv1".into()],
        });
    }
}

fn behavior(mut given: CacheBehavior) -> CacheBehavior {
    listed!(
        given.trusted_signers,
        given.trusted_key_groups,
        given.lambda_function_associations,
        given.function_associations,
    );
    let get_and_head = || vec!["HEAD".to_owned(), "GET".to_owned()];
    let methods = given.allowed_methods.get_or_insert_with(|| AllowedMethods {
        quantity: 2,
        items: get_and_head(),
        ..Default::default()
    });
    methods
        .cached_methods
        .get_or_insert_with(|| CachedMethods { quantity: 2, items: get_and_head() });
    given.smooth_streaming.get_or_insert(false);
    given.compress.get_or_insert(false);
    given.field_level_encryption_id.get_or_insert_default();
    given.grpc_config.get_or_insert_default();
    for id in [
        &mut given.cache_policy_id,
        &mut given.origin_request_policy_id,
        &mut given.response_headers_policy_id,
        &mut given.realtime_log_config_arn,
    ] {
        *id = id.take().filter(|id| !id.is_empty());
    }
    if let Some(forwarded) = &mut given.forwarded_values {
        listed!(forwarded.headers, forwarded.query_string_cache_keys);
        let names = &mut forwarded.cookies.whitelisted_names;
        *names = names.take().filter(|names| names.quantity > 0);
        let (min, default, max) = ttls(given.min_ttl, given.default_ttl, given.max_ttl);
        (given.min_ttl, given.default_ttl, given.max_ttl) = (Some(min), Some(default), Some(max));
    } else {
        (given.min_ttl, given.default_ttl, given.max_ttl) = (None, None, None);
    }
    given
}

/// Minimum, default and maximum seconds: a default left out is at least the minimum, a maximum left
/// out at least the default (CF-2.3d; for legacy behaviours CF-9.2).
pub(crate) fn ttls(min: Option<i64>, default: Option<i64>, max: Option<i64>) -> (i64, i64, i64) {
    let min = min.unwrap_or(0);
    let default = default.unwrap_or(min.max(86_400));
    let max = max.unwrap_or(default.max(31_536_000));
    (min, default, max)
}
