//! What is in the key, what goes to the origin, and for how long answers are kept: of a behaviour
//! with policies, and of one with `ForwardedValues`.

use crate::edge::coding::Codings;
use crate::edge::distribution::{Forward, Others};
use crate::edge::freshness::Ttls;
use crate::edge::header_names::HeaderNames;
use crate::edge::key::KeyPolicy;
use crate::edge::selection::Selection;
use crate::model::{
    CacheBehavior, CachePolicyConfig, CookieNames, ForwardedValues, Headers,
    OriginRequestPolicyConfig, QueryStringNames,
};
use std::collections::BTreeSet;

/// A cache policy, with or without an origin request policy (CF-2.3).
pub(crate) fn by_policies(
    policy: &CachePolicyConfig,
    origin: Option<&OriginRequestPolicyConfig>,
) -> (KeyPolicy, Forward, Option<Ttls>) {
    let seconds = |seconds: Option<i64>| seconds.and_then(|s| u64::try_from(s).ok());
    let min = seconds(Some(policy.min_ttl)).unwrap_or(0);
    let default = seconds(policy.default_ttl).unwrap_or(86_400).max(min); // CF-2.3d
    let max = seconds(policy.max_ttl).unwrap_or(31_536_000).max(default);
    let caches = max > 0;
    let key = policy.parameters_in_cache_key_and_forwarded_to_origin.as_ref();
    let key = key.map_or_else(KeyPolicy::default, |key| KeyPolicy {
        queries: selection(
            &key.query_strings_config.query_string_behavior,
            names(key.query_strings_config.query_strings.as_ref()),
        ),
        headers: header_names(key.headers_config.headers.as_ref()),
        cookies: selection(
            &key.cookies_config.cookie_behavior,
            cookie_names(key.cookies_config.cookies.as_ref()),
        ),
        codings: Codings {
            gzip: caches && key.enable_accept_encoding_gzip,
            brotli: caches && key.enable_accept_encoding_brotli == Some(true),
        },
    });
    let mut forward = Forward {
        queries: key.queries.clone(),
        cookies: key.cookies.clone(),
        named: key.headers.clone(),
        others: Others::None,
    };
    if let Some(origin) = origin {
        let queries = &origin.query_strings_config;
        let queries =
            selection(&queries.query_string_behavior, names(queries.query_strings.as_ref()));
        let cookies = &origin.cookies_config;
        let cookies = selection(&cookies.cookie_behavior, cookie_names(cookies.cookies.as_ref()));
        forward.queries = forward.queries.with_origin_request(&queries);
        forward.cookies = forward.cookies.with_origin_request(&cookies);
        let listed = header_names(origin.headers_config.headers.as_ref());
        match origin.headers_config.header_behavior.as_str() {
            "whitelist" => forward.named = forward.named.union(&listed),
            "allViewer" => forward.others = Others::All,
            "allViewerAndWhitelistCloudFront" => {
                forward.others = Others::All;
                forward.named = forward.named.union(&listed);
            }
            "allExcept" => forward.others = Others::Except(listed),
            _ => {}
        }
    }
    (key, forward, Some(Ttls::seconds(min, default, max)))
}

/// `ForwardedValues` (CF-2.7).
pub(crate) fn by_values(
    values: &ForwardedValues,
    compress: bool,
    given: &CacheBehavior,
) -> (KeyPolicy, Forward, Option<Ttls>) {
    let seconds = |seconds: Option<i64>, default: u64| {
        seconds.and_then(|seconds| u64::try_from(seconds).ok()).unwrap_or(default)
    };
    let min = seconds(given.min_ttl, 0);
    let default = seconds(given.default_ttl, 86_400.max(min));
    let max = seconds(given.max_ttl, 31_536_000.max(default));
    let all_headers =
        values.headers.iter().flat_map(|h| h.items.iter().flatten()).any(|h| h == "*");
    let caches = max > 0 && !all_headers;
    let keys = values.query_string_cache_keys.as_ref();
    let keys: BTreeSet<String> =
        keys.iter().flat_map(|keys| keys.items.iter().flatten()).cloned().collect();
    let (queries, key_queries) = match (values.query_string, keys.is_empty()) {
        (false, _) => (Selection::None, Selection::None),
        (true, true) => (Selection::All, Selection::All),
        (true, false) => (Selection::All, Selection::Only(keys)),
    };
    let cookies = match values.cookies.forward.as_str() {
        "all" => Selection::All,
        "whitelist" => Selection::Like(
            cookie_names(values.cookies.whitelisted_names.as_ref()).into_iter().collect(),
        ),
        _ => Selection::None,
    };
    let named = header_names(values.headers.as_ref());
    let key = KeyPolicy {
        queries: key_queries,
        headers: named.clone(),
        cookies: cookies.clone(),
        codings: Codings { gzip: compress && caches, brotli: false },
    };
    let others = if all_headers { Others::All } else { Others::Legacy };
    let forward = Forward { queries, cookies, named, others };
    (key, forward, (!all_headers).then(|| Ttls::seconds(min, default, max)))
}

fn selection(behavior: &str, names: BTreeSet<String>) -> Selection {
    match behavior {
        "all" => Selection::All,
        "whitelist" => Selection::Only(names),
        "allExcept" => Selection::Except(names),
        _ => Selection::None,
    }
}

fn names(given: Option<&QueryStringNames>) -> BTreeSet<String> {
    given.iter().flat_map(|names| names.items.iter().flatten()).cloned().collect()
}

fn cookie_names(given: Option<&CookieNames>) -> BTreeSet<String> {
    given.iter().flat_map(|names| names.items.iter().flatten()).cloned().collect()
}

fn header_names(given: Option<&Headers>) -> HeaderNames {
    let items = given.iter().flat_map(|headers| headers.items.iter().flatten());
    items.filter_map(|name| name.parse().ok()).collect()
}
