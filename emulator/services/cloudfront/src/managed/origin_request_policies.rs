//! Managed origin request policies (CF-2.5).

use super::{NO_COOKIES, headers, item};
use crate::model::*;
use crate::resources::Item;
use std::sync::{Arc, LazyLock};

type Managed = Arc<Item<OriginRequestPolicyConfig>>;

/// In the order of CF-2.5.
pub(crate) static ORIGIN_REQUEST_POLICIES: LazyLock<Vec<Managed>> =
    LazyLock::new(|| ROWS.iter().map(policy).collect());

struct Row {
    name: &'static str,
    id: &'static str,
    comment: &'static str,
    /// Which headers: `whitelist` and the like, and the names that go with it.
    headers: (&'static str, &'static [&'static str]),
    cookies: &'static str,
    query: &'static str,
}

const CORS_FOR_S3: &[&str] =
    &["Origin", "Access-Control-Request-Headers", "Access-Control-Request-Method"];

const CLOUDFRONT_HEADERS_2022_06: &[&str] = &[
    "CloudFront-Forwarded-Proto",
    "CloudFront-Is-Android-Viewer",
    "CloudFront-Is-Desktop-Viewer",
    "CloudFront-Is-IOS-Viewer",
    "CloudFront-Is-Mobile-Viewer",
    "CloudFront-Is-SmartTV-Viewer",
    "CloudFront-Is-Tablet-Viewer",
    "CloudFront-Viewer-Address",
    "CloudFront-Viewer-ASN",
    "CloudFront-Viewer-City",
    "CloudFront-Viewer-Country",
    "CloudFront-Viewer-Country-Name",
    "CloudFront-Viewer-Country-Region",
    "CloudFront-Viewer-Country-Region-Name",
    "CloudFront-Viewer-Http-Version",
    "CloudFront-Viewer-Latitude",
    "CloudFront-Viewer-Longitude",
    "CloudFront-Viewer-Metro-Code",
    "CloudFront-Viewer-Postal-Code",
    "CloudFront-Viewer-Time-Zone",
    "CloudFront-Viewer-TLS",
];

const FOR_MEDIATAILOR: &[&str] = &[
    "Origin",
    "Access-Control-Request-Headers",
    "Access-Control-Request-Method",
    "User-Agent",
    "X-Forwarded-For",
];

const ROWS: [Row; 8] = [
    Row {
        name: "Managed-AllViewer",
        id: "216adef6-5c7f-47e4-b989-5492eafa07d3",
        comment: "Policy to forward all parameters in viewer requests",
        headers: ("allViewer", &[]),
        cookies: "all",
        query: "all",
    },
    Row {
        name: "Managed-AllViewerAndCloudFrontHeaders-2022-06",
        id: "33f36d7e-f396-46d9-90e0-52428a34d9dc",
        comment: "Policy to forward all parameters in viewer requests and all CloudFront headers of June 2022",
        headers: ("allViewerAndWhitelistCloudFront", CLOUDFRONT_HEADERS_2022_06),
        cookies: "all",
        query: "all",
    },
    Row {
        name: "Managed-AllViewerExceptHostHeader",
        id: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
        comment: "Policy to forward all parameters in viewer requests except for the Host header",
        headers: ("allExcept", &["Host"]),
        cookies: "all",
        query: "all",
    },
    Row {
        name: "Managed-CORS-CustomOrigin",
        id: "59781a5b-3903-41f3-afcb-af62929ccde1",
        comment: "Policy for CORS with a custom origin",
        headers: ("whitelist", &["Origin"]),
        cookies: "none",
        query: "none",
    },
    Row {
        name: "Managed-CORS-S3Origin",
        id: "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
        comment: "Policy for CORS with an S3 origin",
        headers: ("whitelist", CORS_FOR_S3),
        cookies: "none",
        query: "none",
    },
    Row {
        name: "Managed-Elemental-MediaTailor-PersonalizedManifests",
        id: "775133bc-15f2-49f9-abea-afb2e0bf67d2",
        comment: "Policy for Elemental MediaTailor personalized manifests",
        headers: ("whitelist", FOR_MEDIATAILOR),
        cookies: "none",
        query: "all",
    },
    Row {
        name: "Managed-HostHeaderOnly",
        id: "bf0718e1-ba1e-49d1-88b1-f726733018ae",
        comment: "Policy to forward the Host header only",
        headers: ("whitelist", &["Host"]),
        cookies: "none",
        query: "none",
    },
    Row {
        name: "Managed-UserAgentRefererHeaders",
        id: "acba4595-bd28-49b8-b9fe-13317c0390fa",
        comment: "Policy to forward the User-Agent and Referer headers",
        headers: ("whitelist", &["User-Agent", "Referer"]),
        cookies: "none",
        query: "none",
    },
];

fn policy(row: &Row) -> Managed {
    let (behavior, names) = row.headers;
    let config = OriginRequestPolicyConfig {
        comment: Some(row.comment.into()),
        name: row.name.into(),
        headers_config: OriginRequestPolicyHeadersConfig {
            header_behavior: behavior.into(),
            headers: headers(names),
        },
        cookies_config: OriginRequestPolicyCookiesConfig {
            cookie_behavior: row.cookies.into(),
            cookies: NO_COOKIES,
        },
        query_strings_config: OriginRequestPolicyQueryStringsConfig {
            query_string_behavior: row.query.into(),
            query_strings: None,
        },
    };
    item(row.id, config)
}
