//! Who reads what through CloudFront, and around it.

use super::{Pair, pair};
use crate::shop::{BUCKET, Shop};
use aws_sdk_cloudfront::types as cf;
use serde_json::json;

async fn origin(shop: &Shop, change: impl FnOnce(&mut cf::Origin)) {
    shop.change(|config| change(&mut config.origins.as_mut().unwrap().items[0])).await;
}

async fn server(shop: &Shop, change: impl FnOnce(&mut cf::CustomOriginConfig)) {
    shop.change(|config| {
        let origin = &mut config.origins.as_mut().unwrap().items[1];
        change(origin.custom_origin_config.as_mut().unwrap());
    })
    .await;
}

async fn private(shop: &Shop, change: impl FnOnce(&mut cf::CacheBehavior)) {
    shop.change(|config| {
        let behaviors = config.cache_behaviors.as_mut().unwrap().items.as_mut().unwrap();
        change(&mut behaviors[0]);
    })
    .await;
}

/// What CloudFront says of a default behaviour that wants a key group's signature.
pub(super) fn by_key_group() -> &'static str {
    "<DefaultCacheBehavior><TargetOriginId>bucket</TargetOriginId>\
     <TrustedKeyGroups><Enabled>true</Enabled><Quantity>1</Quantity><Items>\
     <KeyGroup>group-1</KeyGroup></Items></TrustedKeyGroups></DefaultCacheBehavior>"
}

pub(super) fn pairs() -> Vec<Pair> {
    vec![
        pair!("cloudfront-dangling-origin", |shop| {
            origin(shop, |it| it.domain_name = "nobodys.s3.us-east-1.amazonaws.com".into()).await;
        }),
        pair!("cloudfront-origin-access-control", |shop| {
            origin(shop, |it| it.origin_access_control_id = Some(String::new())).await;
        }),
        pair!("cloudfront-origin-access-signs", |shop| {
            let id = &shop.access_control;
            let got = shop.cloudfront.get_origin_access_control().id(id).send().await.unwrap();
            let config = cf::OriginAccessControlConfig::builder()
                .name("shop")
                .signing_protocol(cf::OriginAccessControlSigningProtocols::Sigv4)
                .signing_behavior(cf::OriginAccessControlSigningBehaviors::Never)
                .origin_access_control_origin_type(cf::OriginAccessControlOriginTypes::S3);
            let update = shop.cloudfront.update_origin_access_control().id(id);
            let update = update.set_if_match(got.e_tag);
            let config = config.build().unwrap();
            update.origin_access_control_config(config).send().await.unwrap();
        }),
        pair!("cloudfront-source-arn", |shop| {
            shop.policy(json!([{
                "Effect": "Allow", "Principal": { "Service": "cloudfront.amazonaws.com" },
                "Action": "s3:GetObject", "Resource": format!("arn:aws:s3:::{BUCKET}/*"),
            }]))
            .await;
        }),
        pair!("cloudfront-s3-host-header", |shop| {
            // Managed-AllViewer.
            let id = "216adef6-5c7f-47e4-b989-5492eafa07d3";
            shop.behave(|it| it.origin_request_policy_id = Some(id.into())).await;
        }),
        pair!("cloudfront-private-paths", |shop| {
            let none = cf::TrustedSigners::builder().enabled(false).quantity(0).build().unwrap();
            private(shop, |it| it.trusted_signers = Some(none)).await;
        }),
        pair!(
            "cloudfront-trusted-signers",
            passes | shop | {
                let config = format!("<DistributionConfig>{}</DistributionConfig>", by_key_group());
                let path = format!("/2020-05-31/distribution/{}/config", shop.id);
                shop.canned.insert(path, config.into_bytes());
            },
            fails | _shop | ()
        ),
        pair!("cloudfront-origin-protocol", |shop| {
            server(shop, |it| it.origin_protocol_policy = cf::OriginProtocolPolicy::MatchViewer)
                .await;
        }),
        pair!("cloudfront-origin-tls", |shop| {
            let old = cf::OriginSslProtocols::builder().quantity(2);
            let old = old.items(cf::SslProtocol::TlSv1).items(cf::SslProtocol::TlSv12);
            let old = old.build().unwrap();
            server(shop, |it| it.origin_ssl_protocols = Some(old)).await;
        }),
    ]
}
