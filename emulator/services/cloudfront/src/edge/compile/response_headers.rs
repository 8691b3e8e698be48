//! Response headers policies, ready to be applied.

use super::header;
use crate::edge::cors::Cors;
use crate::edge::headers_policy::{HeadersPolicy, PolicyHeader};
use crate::model::{
    ResponseHeadersPolicyConfig, ResponseHeadersPolicyCorsConfig,
    ResponseHeadersPolicySecurityHeadersConfig,
};
use http::HeaderValue;

/// A response headers policy (CF-4.6).
pub(crate) fn policy(given: &ResponseHeadersPolicyConfig) -> HeadersPolicy {
    let removed = given.remove_headers_config.iter().flat_map(|list| list.items.iter().flatten());
    let custom = given.custom_headers_config.iter().flat_map(|list| list.items.iter().flatten());
    let mut set = given.security_headers_config.as_ref().map(security).unwrap_or_default();
    set.extend(custom.filter_map(|h| set_header(&h.header, &h.value, h.override_)));
    let timing = given.server_timing_headers_config.as_ref().filter(|timing| timing.enabled);
    HeadersPolicy {
        remove: removed.filter_map(|removed| removed.header.parse().ok()).collect(),
        cors: given.cors_config.as_ref().and_then(cors),
        set,
        server_timing: timing.map(|timing| {
            (timing.sampling_rate.unwrap_or(0.0).clamp(0.0, 100.0) * 10_000.0) as u32
        }),
    }
}

fn set_header(name: &str, value: &str, replaces: bool) -> Option<PolicyHeader> {
    header(name, value).map(|(name, value)| PolicyHeader { name, value, replaces })
}

fn cors(given: &ResponseHeadersPolicyCorsConfig) -> Option<Cors> {
    const EVERY_METHOD: &str = "GET, DELETE, HEAD, OPTIONS, PATCH, POST, PUT";
    let methods = &given.access_control_allow_methods.items;
    let all = methods.iter().any(|method| method == "ALL");
    let methods = if all { EVERY_METHOD.to_owned() } else { methods.join(", ") };
    let expose = given.access_control_expose_headers.iter();
    let expose: Vec<&str> =
        expose.flat_map(|e| e.items.iter().flatten()).map(String::as_str).collect();
    let expose = (!expose.is_empty()).then(|| HeaderValue::from_str(&expose.join(", ")));
    Some(Cors {
        origins: given.access_control_allow_origins.items.clone(),
        methods: HeaderValue::from_str(&methods).ok()?,
        headers: HeaderValue::from_str(&given.access_control_allow_headers.items.join(", "))
            .ok()?,
        expose: expose.transpose().ok()?,
        max_age: given.access_control_max_age_sec.map(HeaderValue::from),
        credentials: given.access_control_allow_credentials,
        replaces: given.origin_override,
    })
}

/// CF-4.6h and the names of CF-2.6.
fn security(given: &ResponseHeadersPolicySecurityHeadersConfig) -> Vec<PolicyHeader> {
    let xss = given.xss_protection.as_ref().map(|xss| {
        let value = match (xss.protection, xss.mode_block, xss.report_uri.as_deref()) {
            (false, ..) => "0".to_owned(),
            (true, Some(true), _) => "1; mode=block".to_owned(),
            (true, _, Some(uri)) if !uri.is_empty() => format!("1; report={uri}"),
            (true, ..) => "1".to_owned(),
        };
        ("x-xss-protection", value, xss.override_)
    });
    let transport = given.strict_transport_security.as_ref().map(|hsts| {
        let mut value = format!("max-age={}", hsts.access_control_max_age_sec);
        if hsts.include_subdomains == Some(true) {
            value.push_str("; includeSubDomains");
        }
        if hsts.preload == Some(true) {
            value.push_str("; preload");
        }
        ("strict-transport-security", value, hsts.override_)
    });
    let frame = given.frame_options.as_ref();
    let referrer = given.referrer_policy.as_ref();
    let content = given.content_security_policy.as_ref();
    let sniff = given.content_type_options.as_ref();
    let all = [
        xss,
        frame.map(|f| ("x-frame-options", f.frame_option.clone(), f.override_)),
        referrer.map(|r| ("referrer-policy", r.referrer_policy.clone(), r.override_)),
        content
            .map(|c| ("content-security-policy", c.content_security_policy.clone(), c.override_)),
        sniff.map(|s| ("x-content-type-options", "nosniff".to_owned(), s.override_)),
        transport,
    ];
    all.into_iter()
        .flatten()
        .filter_map(|(name, value, over)| set_header(name, &value, over))
        .collect()
}
