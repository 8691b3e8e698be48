//! Cache policies: what makes objects different, how long they live (CF-2.3).

use crate::defaults::ttls;
use crate::model::*;
use crate::paging::PageRequest;
use crate::policy_names::{check_headers, check_length, check_list, check_name};
use crate::resources::{Item, ResourceConfig, Types};
use crate::usage::Reference;
use crate::{CloudFront, errors};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

/// Headers that a cache policy cannot list (CF-2.1).
const UNSELECTABLE: [&str; 11] = [
    "accept-encoding",
    "cloudfront-viewer-address",
    "cloudfront-viewer-asn",
    "cloudfront-viewer-tls",
    "cloudfront-viewer-ja3-fingerprint",
    "cloudfront-viewer-ja4-fingerprint",
    "connection",
    "cookie",
    "proxy-authorization",
    "te",
    "upgrade",
];

impl ResourceConfig for CachePolicyConfig {
    const MAX: usize = 20;

    fn managed() -> &'static [Arc<Item<Self>>] {
        &crate::managed::CACHE_POLICIES
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn missing() -> Error {
        errors::no_such_cache_policy("The specified cache policy does not exist.")
    }

    fn name_taken() -> Error {
        errors::cache_policy_already_exists("A cache policy with this name already exists.")
    }

    fn too_many() -> Error {
        errors::too_many_cache_policies("You have reached the maximum number of cache policies.")
    }
}

/// The policy as stored: checked, with all defaults (CF-2.3d).
fn complete(mut config: CachePolicyConfig) -> Result<CachePolicyConfig> {
    check_name(&config.name)?;
    let (min, default, max) = ttls(Some(config.min_ttl), config.default_ttl, config.max_ttl);
    if min < 0 || min > default || default > max {
        return Err(errors::invalid_argument(
            "The order of TTL values is invalid: MinTTL, DefaultTTL and MaxTTL must not decrease.",
        ));
    }
    (config.default_ttl, config.max_ttl) = (Some(default), Some(max));
    config.comment.get_or_insert_default();
    let parameters =
        config.parameters_in_cache_key_and_forwarded_to_origin.get_or_insert_with(|| {
            ParametersInCacheKeyAndForwardedToOrigin {
                headers_config: CachePolicyHeadersConfig {
                    header_behavior: "none".into(),
                    headers: None,
                },
                cookies_config: CachePolicyCookiesConfig {
                    cookie_behavior: "none".into(),
                    cookies: None,
                },
                query_strings_config: CachePolicyQueryStringsConfig {
                    query_string_behavior: "none".into(),
                    query_strings: None,
                },
                ..Default::default()
            }
        });
    parameters.enable_accept_encoding_brotli.get_or_insert(false);
    check_parameters(parameters)?;
    if max == 0 {
        check_disabled(parameters)?;
    }
    Ok(config)
}

fn check_parameters(parameters: &ParametersInCacheKeyAndForwardedToOrigin) -> Result<()> {
    let listed = |behavior: &str| matches!(behavior, "whitelist" | "allExcept");
    let ParametersInCacheKeyAndForwardedToOrigin {
        headers_config: headers,
        cookies_config: cookies,
        query_strings_config: queries,
        ..
    } = parameters;
    let header_names = check_list(
        "Headers",
        listed(&headers.header_behavior),
        headers.headers.as_ref().map(|list| (list.quantity, &list.items)),
        errors::too_many_headers_in_cache_policy,
    )?;
    let cookie_names = check_list(
        "Cookies",
        listed(&cookies.cookie_behavior),
        cookies.cookies.as_ref().map(|list| (list.quantity, &list.items)),
        errors::too_many_cookies_in_cache_policy,
    )?;
    let query_names = check_list(
        "QueryStrings",
        listed(&queries.query_string_behavior),
        queries.query_strings.as_ref().map(|list| (list.quantity, &list.items)),
        errors::too_many_query_strings_in_cache_policy,
    )?;
    check_headers(header_names, &UNSELECTABLE)?;
    check_length([header_names, cookie_names, query_names])
}

/// A policy that caches nothing can have nothing in the key (CF-2.3c).
fn check_disabled(parameters: &ParametersInCacheKeyAndForwardedToOrigin) -> Result<()> {
    let ParametersInCacheKeyAndForwardedToOrigin {
        enable_accept_encoding_gzip: gzip,
        enable_accept_encoding_brotli: brotli,
        headers_config: headers,
        cookies_config: cookies,
        query_strings_config: queries,
    } = parameters;
    let wrong = [
        ("HeaderBehavior", headers.header_behavior != "none"),
        ("CookieBehavior", cookies.cookie_behavior != "none"),
        ("QueryStringBehavior", queries.query_string_behavior != "none"),
        ("EnableAcceptEncodingGzip", *gzip),
        ("EnableAcceptEncodingBrotli", *brotli == Some(true)),
    ];
    match wrong.iter().find(|(_, wrong)| *wrong) {
        Some((name, _)) => Err(errors::invalid_argument(format!(
            "The parameter {name} is invalid for policy with caching disabled."
        ))),
        None => Ok(()),
    }
}

fn answer(item: &Item<CachePolicyConfig>) -> CachePolicy {
    CachePolicy {
        id: item.id.to_string(),
        last_modified_time: item.modified,
        cache_policy_config: item.config.clone(),
    }
}

fn location(id: &str) -> Option<String> {
    Some(format!("https://cloudfront.amazonaws.com/2020-05-31/cache-policy/{id}"))
}

impl CloudFront {
    pub(crate) fn create_cache_policy(
        &mut self,
        cx: &mut Context,
        input: CreateCachePolicyInput,
    ) -> Result<CreateCachePolicyOutput> {
        let config = complete(input.cache_policy_config)?;
        let id = cx.uuid();
        let item = self.cache_policies.add(cx, id, config)?;
        Ok(CreateCachePolicyOutput {
            location: location(&item.id),
            e_tag: Some(item.e_tag.to_string()),
            cache_policy: Some(answer(&item)),
        })
    }

    pub(crate) fn get_cache_policy(
        &mut self,
        cx: &mut Context,
        input: GetCachePolicyInput,
    ) -> Result<GetCachePolicyOutput> {
        let item = self.cache_policies.get(&cx.account, &input.id)?;
        let e_tag = Some(item.e_tag.to_string());
        Ok(GetCachePolicyOutput { cache_policy: Some(answer(item)), e_tag })
    }

    pub(crate) fn get_cache_policy_config(
        &mut self,
        cx: &mut Context,
        input: GetCachePolicyConfigInput,
    ) -> Result<GetCachePolicyConfigOutput> {
        let item = self.cache_policies.get(&cx.account, &input.id)?;
        let e_tag = Some(item.e_tag.to_string());
        Ok(GetCachePolicyConfigOutput { cache_policy_config: Some(item.config.clone()), e_tag })
    }

    pub(crate) fn update_cache_policy(
        &mut self,
        cx: &mut Context,
        input: UpdateCachePolicyInput,
    ) -> Result<UpdateCachePolicyOutput> {
        let UpdateCachePolicyInput { cache_policy_config, id, if_match } = input;
        self.cache_policies.checked_for_change(
            &cx.account,
            &id,
            if_match.as_deref(),
            errors::illegal_update,
        )?;
        let config = complete(cache_policy_config)?;
        let item = self.cache_policies.replace(cx, &id, config)?;
        self.deploy_users(cx, |config| Reference::CachePolicy(&id).is_in(config));
        let e_tag = Some(item.e_tag.to_string());
        Ok(UpdateCachePolicyOutput { cache_policy: Some(answer(&item)), e_tag })
    }

    pub(crate) fn delete_cache_policy(
        &mut self,
        cx: &mut Context,
        input: DeleteCachePolicyInput,
    ) -> Result<()> {
        let DeleteCachePolicyInput { id, if_match } = input;
        self.cache_policies.checked_for_change(
            &cx.account,
            &id,
            if_match.as_deref(),
            errors::illegal_delete,
        )?;
        if self.users(&cx.account, Reference::CachePolicy(&id)).next().is_some() {
            return Err(errors::cache_policy_in_use(
                "The specified cache policy is currently associated with a cache behavior. \
                 Please disassociate the policy before deleting.",
            ));
        }
        self.cache_policies.remove(&cx.account, &id);
        Ok(())
    }

    pub(crate) fn list_cache_policies(
        &mut self,
        cx: &mut Context,
        input: ListCachePoliciesInput,
    ) -> Result<ListCachePoliciesOutput> {
        let ListCachePoliciesInput { type_, marker, max_items } = input;
        let types = Types::new(type_.as_deref())?;
        let page_request = PageRequest::new(marker, max_items)?;
        let page = self.cache_policies.page(&cx.account, types, &page_request);
        let (quantity, _, items, next_marker) = page.into_parts(|item| CachePolicySummary {
            type_: if self.cache_policies.is_managed(&item.id) { "managed" } else { "custom" }
                .into(),
            cache_policy: answer(&item),
        });
        let max_items = page_request.max_items;
        let list = CachePolicyList { next_marker, max_items, quantity, items };
        Ok(ListCachePoliciesOutput { cache_policy_list: Some(list) })
    }
}
