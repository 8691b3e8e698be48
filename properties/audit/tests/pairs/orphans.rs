//! What nobody uses.

use super::{Pair, edge_cache::cache_policy, pair};
use crate::shop::Shop;
use aws_sdk_cloudfront::types as cf;

fn key_groups(shop: &mut Shop, id: &str) {
    let xml = format!(
        "<KeyGroupList><MaxItems>100</MaxItems><Quantity>1</Quantity><Items><KeyGroupSummary><KeyGroup>\
         <Id>{id}</Id><LastModifiedTime>2026-01-01T00:00:00Z</LastModifiedTime><KeyGroupConfig>\
         <Name>keys</Name><Items><PublicKey>K1</PublicKey></Items></KeyGroupConfig></KeyGroup>\
         </KeyGroupSummary></Items></KeyGroupList>"
    );
    shop.canned.insert("/2020-05-31/key-group".into(), xml.into_bytes());
}

fn identities(shop: &mut Shop, id: &str) {
    let xml = format!(
        "<CloudFrontOriginAccessIdentityList><Marker></Marker><MaxItems>100</MaxItems>\
         <IsTruncated>false</IsTruncated><Quantity>1</Quantity><Items>\
         <CloudFrontOriginAccessIdentitySummary><Id>{id}</Id><S3CanonicalUserId>a</S3CanonicalUserId>\
         <Comment></Comment></CloudFrontOriginAccessIdentitySummary></Items>\
         </CloudFrontOriginAccessIdentityList>"
    );
    shop.canned.insert("/2020-05-31/origin-access-identity/cloudfront".into(), xml.into_bytes());
}

/// What CloudFront says of its distributions, if there is one, of which something is known.
fn one_distribution(shop: &mut Shop, known: &str) {
    let list = format!(
        "<DistributionList><Items><DistributionSummary><Id>{}</Id>{known}</DistributionSummary>\
         </Items></DistributionList>",
        shop.id
    );
    shop.canned.insert("/2020-05-31/distribution".into(), list.into_bytes());
}

/// Its bucket is read by an identity of the old kind.
const OLD_KIND: &str = "<Origins><Quantity>1</Quantity><Items><Origin><Id>bucket</Id>\
    <DomainName>shop-files.s3.amazonaws.com</DomainName><S3OriginConfig><OriginAccessIdentity>\
    origin-access-identity/cloudfront/E1OLD</OriginAccessIdentity></S3OriginConfig></Origin></Items></Origins>";

/// An origin request policy of the shop's own.
async fn origin_policy(shop: &Shop) -> String {
    let headers = cf::OriginRequestPolicyHeadersConfig::builder();
    let headers = headers.header_behavior(cf::OriginRequestPolicyHeaderBehavior::None);
    let cookies = cf::OriginRequestPolicyCookiesConfig::builder();
    let cookies = cookies.cookie_behavior(cf::OriginRequestPolicyCookieBehavior::None);
    let queries = cf::OriginRequestPolicyQueryStringsConfig::builder();
    let queries = queries.query_string_behavior(cf::OriginRequestPolicyQueryStringBehavior::None);
    let config = cf::OriginRequestPolicyConfig::builder()
        .name("shop-origin")
        .headers_config(headers.build().unwrap())
        .cookies_config(cookies.build().unwrap())
        .query_strings_config(queries.build().unwrap());
    let create = shop.cloudfront.create_origin_request_policy();
    let made = create.origin_request_policy_config(config.build().unwrap()).send().await.unwrap();
    made.origin_request_policy.unwrap().id
}

pub(super) fn pairs() -> Vec<Pair> {
    vec![
        pair!("orphan-access-controls", |shop| {
            let control = cf::OriginAccessControlConfig::builder()
                .name("nobodys")
                .signing_protocol(cf::OriginAccessControlSigningProtocols::Sigv4)
                .signing_behavior(cf::OriginAccessControlSigningBehaviors::Always)
                .origin_access_control_origin_type(cf::OriginAccessControlOriginTypes::S3);
            let create = shop.cloudfront.create_origin_access_control();
            let config = control.build().unwrap();
            create.origin_access_control_config(config).send().await.unwrap();
        }),
        pair!(
            "orphan-access-identities",
            passes | shop | {
                one_distribution(shop, OLD_KIND);
                identities(shop, "E1OLD");
            },
            fails | shop | identities(shop, "E1OLD")
        ),
        pair!(
            "orphan-cache-policies",
            passes | shop | {
                let id = cache_policy(shop, "none", "none", true).await;
                shop.behave(|it| it.cache_policy_id = Some(id)).await;
            },
            fails | shop | drop(cache_policy(shop, "none", "none", true).await)
        ),
        pair!("orphan-headers-policies", |shop| {
            shop.headers_policy("nobodys", false).await;
        }),
        pair!(
            "orphan-origin-request-policies",
            passes | shop | {
                let id = origin_policy(shop).await;
                shop.behave(|it| it.origin_request_policy_id = Some(id)).await;
            },
            fails | shop | drop(origin_policy(shop).await)
        ),
        pair!(
            "orphan-key-groups",
            passes | shop | {
                one_distribution(shop, super::edge_access::by_key_group());
                key_groups(shop, "group-1");
            },
            fails | shop | key_groups(shop, "group-2")
        ),
    ]
}
