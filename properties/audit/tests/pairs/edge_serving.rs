//! How viewers reach the distribution, and what is told of it.

use super::{Pair, pair};
use crate::shop::made::countries;
use crate::shop::{CERTIFICATE, Shop};
use aws_sdk_cloudfront::types as cf;
use serde_json::json;

/// What ACM says of the certificate: until when, and for which names.
fn certify(shop: &mut Shop, until: f64, names: &[&str]) {
    let certificate = json!({ "Certificate": {
        "CertificateArn": CERTIFICATE, "DomainName": names[0], "Status": "ISSUED",
        "SubjectAlternativeNames": names, "NotAfter": until,
    }});
    shop.canned.insert("DescribeCertificate".into(), certificate.to_string().into_bytes());
}

pub(super) fn pairs() -> Vec<Pair> {
    let mut all = viewers();
    all.extend(serving());
    all
}

fn viewers() -> Vec<Pair> {
    vec![
        pair!("cloudfront-viewer-protocol", |shop| {
            shop.behave(|it| it.viewer_protocol_policy = cf::ViewerProtocolPolicy::AllowAll).await;
        }),
        pair!("cloudfront-minimum-tls", |shop| {
            shop.change(|config| {
                let certificate = config.viewer_certificate.as_mut().unwrap();
                certificate.minimum_protocol_version = Some(cf::MinimumProtocolVersion::TlSv12016);
            })
            .await;
        }),
        pair!("cloudfront-certificate-expiry", |shop| {
            // Ten days after the cloud's beginning.
            let soon = 1_767_225_600.0 + 864_000.0;
            certify(shop, soon, &["shop.example", "*.shop.example"]);
        }),
        pair!("cloudfront-names-covered", |shop| {
            certify(shop, 1_798_761_600.0, &["shop.example", "api.shop.example"]);
        }),
        pair!("cloudfront-http-versions", |shop| {
            shop.change(|config| config.http_version = Some(cf::HttpVersion::Http11)).await;
        }),
        pair!("cloudfront-ipv6", |shop| {
            shop.change(|config| config.is_ipv6_enabled = Some(false)).await;
        }),
    ]
}

fn serving() -> Vec<Pair> {
    vec![
        pair!("cloudfront-default-root-object", |shop| {
            shop.change(|config| config.default_root_object = Some(String::new())).await;
        }),
        pair!("cloudfront-logging", |shop| {
            let off = cf::LoggingConfig::builder().enabled(false).include_cookies(false);
            let off = off.bucket("").prefix("").build();
            shop.change(|config| config.logging = Some(off)).await;
        }),
        pair!("cloudfront-waf", |shop| {
            shop.change(|config| config.web_acl_id = Some(String::new())).await;
        }),
        pair!("cloudfront-geo-restriction", |shop| {
            let none = countries(cf::GeoRestrictionType::None, &[]);
            shop.change(|config| config.restrictions = Some(none)).await;
        }),
        pair!("cloudfront-price-class", |shop| {
            shop.change(|config| config.price_class = Some(cf::PriceClass::PriceClassAll)).await;
        }),
        pair!("cloudfront-disabled", |shop| shop.change(|config| config.enabled = false).await),
        pair!("cloudfront-staging", |shop| {
            let got = shop.cloudfront.get_distribution_config().id(&shop.id).send().await.unwrap();
            let mut config = got.distribution_config.unwrap();
            config.staging = Some(true);
            config.caller_reference = "staging".into();
            config.comment = "staging".into();
            config.aliases = None;
            let create = shop.cloudfront.create_distribution().distribution_config(config);
            let made = create.send().await.unwrap().distribution.unwrap();
            shop.scope.add(parhelion_audit::scene::Kind::Distribution, made.id);
        }),
    ]
}
