//! Managed cache policies (CF-2.4).

use super::{NO_COOKIES, headers, item, query_strings};
use crate::model::*;
use crate::resources::Item;
use std::sync::{Arc, LazyLock};

type Managed = Arc<Item<CachePolicyConfig>>;

/// In the order of CF-2.4.
pub(crate) static CACHE_POLICIES: LazyLock<Vec<Managed>> =
    LazyLock::new(|| ROWS.iter().map(policy).collect());

struct Row {
    name: &'static str,
    id: &'static str,
    comment: &'static str,
    /// Minimum, default, maximum seconds.
    ttls: (i64, i64, i64),
    headers: &'static [&'static str],
    cookies: &'static str,
    query: Query,
    gzip: bool,
    brotli: bool,
}

enum Query {
    None,
    All,
    Only(&'static [&'static str]),
}

const YEAR: i64 = 31_536_000;
const DAY: i64 = 86_400;
const ORIGIN_AND_METHODS: &[&str] =
    &["Host", "Origin", "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"];

const ROWS: [Row; 7] = [
    Row {
        name: "Managed-Amplify",
        id: "2e54312d-136d-493c-8eb9-b001f22f67d2",
        comment: "Policy for Amplify Origin",
        ttls: (2, 2, 600),
        headers: &["Authorization", "CloudFront-Viewer-Country", "Host"],
        cookies: "all",
        query: Query::All,
        gzip: true,
        brotli: true,
    },
    Row {
        name: "Managed-CachingDisabled",
        id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        comment: "Policy with caching disabled",
        ttls: (0, 0, 0),
        headers: &[],
        cookies: "none",
        query: Query::None,
        gzip: false,
        brotli: false,
    },
    Row {
        name: "Managed-CachingOptimized",
        id: "658327ea-f89d-4fab-a63d-7e88639e58f6",
        comment: "Policy with caching enabled. Supports Gzip and Brotli compression.",
        ttls: (1, DAY, YEAR),
        headers: &[],
        cookies: "none",
        query: Query::None,
        gzip: true,
        brotli: true,
    },
    Row {
        name: "Managed-CachingOptimizedForUncompressedObjects",
        id: "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
        comment: "Default policy when compression is disabled",
        ttls: (1, DAY, YEAR),
        headers: &[],
        cookies: "none",
        query: Query::None,
        gzip: false,
        brotli: false,
    },
    Row {
        name: "Managed-Elemental-MediaPackage",
        id: "08627262-05a9-4f76-9ded-b50ca2e3a84f",
        comment: "Policy for Elemental MediaPackage Origin",
        ttls: (0, DAY, YEAR),
        headers: &["Origin"],
        cookies: "none",
        query: Query::Only(&["aws.manifestfilter", "start", "end", "m"]),
        gzip: true,
        brotli: false,
    },
    Row {
        name: "Managed-UseOriginCacheControlHeaders",
        id: "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
        comment: "Policy for origins that return Cache-Control headers. Query strings are not in the cache key.",
        ttls: (0, 0, YEAR),
        headers: ORIGIN_AND_METHODS,
        cookies: "all",
        query: Query::None,
        gzip: true,
        brotli: true,
    },
    Row {
        name: "Managed-UseOriginCacheControlHeaders-QueryStrings",
        id: "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
        comment: "Policy for origins that return Cache-Control headers. Query strings are in the cache key.",
        ttls: (0, 0, YEAR),
        headers: ORIGIN_AND_METHODS,
        cookies: "all",
        query: Query::All,
        gzip: true,
        brotli: true,
    },
];

fn policy(row: &Row) -> Managed {
    let (min_ttl, default_ttl, max_ttl) = row.ttls;
    let (query, names) = match row.query {
        Query::None => ("none", None),
        Query::All => ("all", None),
        Query::Only(names) => ("whitelist", query_strings(names)),
    };
    let parameters = ParametersInCacheKeyAndForwardedToOrigin {
        enable_accept_encoding_gzip: row.gzip,
        enable_accept_encoding_brotli: Some(row.brotli),
        headers_config: CachePolicyHeadersConfig {
            header_behavior: if row.headers.is_empty() { "none" } else { "whitelist" }.into(),
            headers: headers(row.headers),
        },
        cookies_config: CachePolicyCookiesConfig {
            cookie_behavior: row.cookies.into(),
            cookies: NO_COOKIES,
        },
        query_strings_config: CachePolicyQueryStringsConfig {
            query_string_behavior: query.into(),
            query_strings: names,
        },
    };
    let config = CachePolicyConfig {
        comment: Some(row.comment.into()),
        name: row.name.into(),
        default_ttl: Some(default_ttl),
        max_ttl: Some(max_ttl),
        min_ttl,
        parameters_in_cache_key_and_forwarded_to_origin: Some(parameters),
    };
    item(row.id, config)
}
