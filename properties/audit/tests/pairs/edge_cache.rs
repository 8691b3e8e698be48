//! What is kept at the edge, and which headers go out.

use super::{Pair, pair};
use crate::shop::Shop;
use aws_sdk_cloudfront::types as cf;

/// Managed-CachingDisabled.
const CACHING_DISABLED: &str = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

/// A cache policy of the shop's own.
pub(super) async fn cache_policy(
    shop: &Shop,
    cookies: &str,
    queries: &str,
    brotli: bool,
) -> String {
    let cookies = cf::CachePolicyCookiesConfig::builder().cookie_behavior(cookies.into());
    let queries =
        cf::CachePolicyQueryStringsConfig::builder().query_string_behavior(queries.into());
    let headers = cf::CachePolicyHeadersConfig::builder();
    let headers = headers.header_behavior(cf::CachePolicyHeaderBehavior::None).build().unwrap();
    let key = cf::ParametersInCacheKeyAndForwardedToOrigin::builder()
        .enable_accept_encoding_gzip(true)
        .enable_accept_encoding_brotli(brotli)
        .headers_config(headers)
        .cookies_config(cookies.build().unwrap())
        .query_strings_config(queries.build().unwrap())
        .build()
        .unwrap();
    let config = cf::CachePolicyConfig::builder()
        .name("shop-cache")
        .min_ttl(1)
        .default_ttl(86_400)
        .max_ttl(31_536_000)
        .parameters_in_cache_key_and_forwarded_to_origin(key);
    let create = shop.cloudfront.create_cache_policy().cache_policy_config(config.build().unwrap());
    create.send().await.unwrap().cache_policy.unwrap().id
}

async fn with_policy(shop: &Shop, cookies: &str, queries: &str, brotli: bool) {
    let id = cache_policy(shop, cookies, queries, brotli).await;
    shop.behave(|it| it.cache_policy_id = Some(id)).await;
}

async fn without_headers(shop: &Shop) {
    let id = shop.headers_policy("shop-none", false).await;
    shop.behave(|it| it.response_headers_policy_id = Some(id)).await;
}

pub(super) fn pairs() -> Vec<Pair> {
    vec![
        pair!("cloudfront-cache-ttl", |shop| {
            shop.behave(|it| it.cache_policy_id = Some(CACHING_DISABLED.into())).await;
        }),
        pair!("cloudfront-cache-cookies", |shop| with_policy(shop, "all", "none", true).await),
        pair!("cloudfront-cache-key", |shop| with_policy(shop, "none", "all", true).await),
        pair!("cloudfront-compression", |shop| with_policy(shop, "none", "none", false).await),
        pair!(
            "cloudfront-error-caching",
            passes | shop | errors(shop, 10).await,
            fails | shop | errors(shop, 3600).await
        ),
        pair!("cloudfront-header-hsts", |shop| without_headers(shop).await),
        pair!("cloudfront-header-csp", |shop| {
            // Managed-SecurityHeadersPolicy has all but this.
            let id = "67f7725c-6f97-4210-82d7-5512b31e9d03";
            shop.behave(|it| it.response_headers_policy_id = Some(id.into())).await;
        }),
        pair!("cloudfront-header-content-type-options", |shop| without_headers(shop).await),
        pair!("cloudfront-header-frame-options", |shop| without_headers(shop).await),
        pair!("cloudfront-header-referrer-policy", |shop| {
            shop.behave(|it| it.response_headers_policy_id = Some(String::new())).await;
        }),
    ]
}

async fn errors(shop: &Shop, ttl: i64) {
    let error = cf::CustomErrorResponse::builder().error_code(503).error_caching_min_ttl(ttl);
    let error = error.build().unwrap();
    let errors = cf::CustomErrorResponses::builder().quantity(1).items(error).build().unwrap();
    shop.change(|config| config.custom_error_responses = Some(errors)).await;
}
