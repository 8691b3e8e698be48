//! Managed response headers policies (CF-2.6).

use super::{item, owned, quantity};
use crate::model::*;
use crate::resources::Item;
use std::sync::{Arc, LazyLock};

type Managed = Arc<Item<ResponseHeadersPolicyConfig>>;

/// In the order of CF-2.6.
pub(crate) static RESPONSE_HEADERS_POLICIES: LazyLock<Vec<Managed>> =
    LazyLock::new(|| ROWS.iter().map(policy).collect());

struct Row {
    name: &'static str,
    id: &'static str,
    comment: &'static str,
    cors: Cors,
    security: bool,
}

#[derive(PartialEq)]
enum Cors {
    None,
    Simple,
    WithPreflight,
}

const ROWS: [Row; 5] = [
    Row {
        name: "Managed-SimpleCORS",
        id: "60669652-455b-4ae9-85a4-c4c02393f86c",
        comment: "Allows all origins for simple CORS requests",
        cors: Cors::Simple,
        security: false,
    },
    Row {
        name: "Managed-CORS-With-Preflight",
        id: "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
        comment: "Allows all origins for CORS requests, including preflight requests",
        cors: Cors::WithPreflight,
        security: false,
    },
    Row {
        name: "Managed-SecurityHeadersPolicy",
        id: "67f7725c-6f97-4210-82d7-5512b31e9d03",
        comment: "Adds a set of security headers to every response",
        cors: Cors::None,
        security: true,
    },
    Row {
        name: "Managed-CORS-and-SecurityHeadersPolicy",
        id: "e61eb60c-9c35-4d20-a928-2b84e02af89c",
        comment: "Allows all origins for simple CORS requests and adds security headers",
        cors: Cors::Simple,
        security: true,
    },
    Row {
        name: "Managed-CORS-with-preflight-and-SecurityHeadersPolicy",
        id: "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
        comment: "Allows all origins for CORS requests, including preflight requests, and adds security headers",
        cors: Cors::WithPreflight,
        security: true,
    },
];

fn policy(row: &Row) -> Managed {
    let config = ResponseHeadersPolicyConfig {
        comment: Some(row.comment.into()),
        name: row.name.into(),
        cors_config: cors(&row.cors),
        security_headers_config: Some(security()).filter(|_| row.security),
        ..Default::default()
    };
    item(row.id, config)
}

const PREFLIGHT_METHODS: [&str; 7] = ["GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS"];

fn cors(kind: &Cors) -> Option<ResponseHeadersPolicyCorsConfig> {
    let preflight = match kind {
        Cors::None => return None,
        Cors::Simple => false,
        Cors::WithPreflight => true,
    };
    let methods: &[&str] = if preflight { &PREFLIGHT_METHODS } else { &["HEAD", "GET"] };
    let any = || vec!["*".to_owned()];
    Some(ResponseHeadersPolicyCorsConfig {
        access_control_allow_origins: ResponseHeadersPolicyAccessControlAllowOrigins {
            quantity: 1,
            items: any(),
        },
        access_control_allow_headers: ResponseHeadersPolicyAccessControlAllowHeaders {
            quantity: 1,
            items: any(),
        },
        access_control_allow_methods: ResponseHeadersPolicyAccessControlAllowMethods {
            quantity: quantity(methods),
            items: owned(methods),
        },
        access_control_allow_credentials: false,
        access_control_expose_headers: Some(ResponseHeadersPolicyAccessControlExposeHeaders {
            quantity: 1,
            items: Some(any()),
        })
        .filter(|_| preflight),
        access_control_max_age_sec: None,
        origin_override: false,
    })
}

fn security() -> ResponseHeadersPolicySecurityHeadersConfig {
    ResponseHeadersPolicySecurityHeadersConfig {
        xss_protection: Some(ResponseHeadersPolicyXSSProtection {
            override_: false,
            protection: true,
            mode_block: Some(true),
            report_uri: None,
        }),
        frame_options: Some(ResponseHeadersPolicyFrameOptions {
            override_: false,
            frame_option: "SAMEORIGIN".into(),
        }),
        referrer_policy: Some(ResponseHeadersPolicyReferrerPolicy {
            override_: false,
            referrer_policy: "strict-origin-when-cross-origin".into(),
        }),
        content_security_policy: None,
        content_type_options: Some(ResponseHeadersPolicyContentTypeOptions { override_: true }),
        strict_transport_security: Some(ResponseHeadersPolicyStrictTransportSecurity {
            override_: false,
            include_subdomains: Some(false),
            preload: Some(false),
            access_control_max_age_sec: 31_536_000,
        }),
    }
}
