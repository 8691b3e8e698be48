//! Origin request policies: what goes to the origin besides the cache key (CF-2.3, CF-2.5).

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

/// Headers that an origin request policy cannot list (CF-2.1, CF-2.3g).
const UNSELECTABLE: [&str; 7] = [
    "accept-encoding",
    "authorization",
    "connection",
    "cookie",
    "proxy-authorization",
    "te",
    "upgrade",
];

impl ResourceConfig for OriginRequestPolicyConfig {
    const MAX: usize = 20;

    fn managed() -> &'static [Arc<Item<Self>>] {
        &crate::managed::ORIGIN_REQUEST_POLICIES
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn missing() -> Error {
        errors::no_such_origin_request_policy("The specified origin request policy does not exist.")
    }

    fn name_taken() -> Error {
        errors::origin_request_policy_already_exists(
            "An origin request policy with this name already exists.",
        )
    }

    fn too_many() -> Error {
        errors::too_many_origin_request_policies(
            "You have reached the maximum number of origin request policies.",
        )
    }
}

/// The policy as stored: checked, with all defaults.
fn complete(mut config: OriginRequestPolicyConfig) -> Result<OriginRequestPolicyConfig> {
    check_name(&config.name)?;
    config.comment.get_or_insert_default();
    let listed = |behavior: &str| {
        matches!(behavior, "whitelist" | "allExcept" | "allViewerAndWhitelistCloudFront")
    };
    let OriginRequestPolicyConfig {
        headers_config: headers,
        cookies_config: cookies,
        query_strings_config: queries,
        ..
    } = &config;
    let header_names = check_list(
        "Headers",
        listed(&headers.header_behavior),
        headers.headers.as_ref().map(|list| (list.quantity, &list.items)),
        errors::too_many_headers_in_origin_request_policy,
    )?;
    let cookie_names = check_list(
        "Cookies",
        listed(&cookies.cookie_behavior),
        cookies.cookies.as_ref().map(|list| (list.quantity, &list.items)),
        errors::too_many_cookies_in_origin_request_policy,
    )?;
    let query_names = check_list(
        "QueryStrings",
        listed(&queries.query_string_behavior),
        queries.query_strings.as_ref().map(|list| (list.quantity, &list.items)),
        errors::too_many_query_strings_in_origin_request_policy,
    )?;
    if headers.header_behavior == "whitelist" {
        check_headers(header_names, &UNSELECTABLE)?;
    }
    let own = |name: &String| name.to_ascii_lowercase().starts_with("cloudfront-");
    if headers.header_behavior == "allViewerAndWhitelistCloudFront" && !header_names.iter().all(own)
    {
        return Err(errors::invalid_argument(
            "The parameter Headers is invalid: only CloudFront headers can be listed.",
        ));
    }
    check_length([header_names, cookie_names, query_names])?;
    Ok(config)
}

fn answer(item: &Item<OriginRequestPolicyConfig>) -> OriginRequestPolicy {
    OriginRequestPolicy {
        id: item.id.to_string(),
        last_modified_time: item.modified,
        origin_request_policy_config: item.config.clone(),
    }
}

fn location(id: &str) -> Option<String> {
    Some(format!("https://cloudfront.amazonaws.com/2020-05-31/origin-request-policy/{id}"))
}

impl CloudFront {
    pub(crate) fn create_origin_request_policy(
        &mut self,
        cx: &mut Context,
        input: CreateOriginRequestPolicyInput,
    ) -> Result<CreateOriginRequestPolicyOutput> {
        let config = complete(input.origin_request_policy_config)?;
        let id = cx.uuid();
        let item = self.origin_request_policies.add(cx, id, config)?;
        Ok(CreateOriginRequestPolicyOutput {
            location: location(&item.id),
            e_tag: Some(item.e_tag.to_string()),
            origin_request_policy: Some(answer(&item)),
        })
    }

    pub(crate) fn get_origin_request_policy(
        &mut self,
        cx: &mut Context,
        input: GetOriginRequestPolicyInput,
    ) -> Result<GetOriginRequestPolicyOutput> {
        let item = self.origin_request_policies.get(&cx.account, &input.id)?;
        let e_tag = Some(item.e_tag.to_string());
        Ok(GetOriginRequestPolicyOutput { origin_request_policy: Some(answer(item)), e_tag })
    }

    pub(crate) fn get_origin_request_policy_config(
        &mut self,
        cx: &mut Context,
        input: GetOriginRequestPolicyConfigInput,
    ) -> Result<GetOriginRequestPolicyConfigOutput> {
        let item = self.origin_request_policies.get(&cx.account, &input.id)?;
        Ok(GetOriginRequestPolicyConfigOutput {
            origin_request_policy_config: Some(item.config.clone()),
            e_tag: Some(item.e_tag.to_string()),
        })
    }

    pub(crate) fn update_origin_request_policy(
        &mut self,
        cx: &mut Context,
        input: UpdateOriginRequestPolicyInput,
    ) -> Result<UpdateOriginRequestPolicyOutput> {
        let UpdateOriginRequestPolicyInput { origin_request_policy_config, id, if_match } = input;
        let tag = if_match.as_deref();
        self.origin_request_policies.checked_for_change(
            &cx.account,
            &id,
            tag,
            errors::illegal_update,
        )?;
        let config = complete(origin_request_policy_config)?;
        let item = self.origin_request_policies.replace(cx, &id, config)?;
        self.deploy_users(cx, |config| Reference::OriginRequestPolicy(&id).is_in(config));
        let e_tag = Some(item.e_tag.to_string());
        Ok(UpdateOriginRequestPolicyOutput { origin_request_policy: Some(answer(&item)), e_tag })
    }

    pub(crate) fn delete_origin_request_policy(
        &mut self,
        cx: &mut Context,
        input: DeleteOriginRequestPolicyInput,
    ) -> Result<()> {
        let DeleteOriginRequestPolicyInput { id, if_match } = input;
        let tag = if_match.as_deref();
        self.origin_request_policies.checked_for_change(
            &cx.account,
            &id,
            tag,
            errors::illegal_delete,
        )?;
        if self.users(&cx.account, Reference::OriginRequestPolicy(&id)).next().is_some() {
            return Err(errors::origin_request_policy_in_use(
                "The specified origin request policy is currently associated with a cache behavior. \
                 Please disassociate the policy before deleting.",
            ));
        }
        self.origin_request_policies.remove(&cx.account, &id);
        Ok(())
    }

    pub(crate) fn list_origin_request_policies(
        &mut self,
        cx: &mut Context,
        input: ListOriginRequestPoliciesInput,
    ) -> Result<ListOriginRequestPoliciesOutput> {
        let ListOriginRequestPoliciesInput { type_, marker, max_items } = input;
        let types = Types::new(type_.as_deref())?;
        let page_request = PageRequest::new(marker, max_items)?;
        let resources = &self.origin_request_policies;
        let page = resources.page(&cx.account, types, &page_request);
        let (quantity, _, items, next_marker) =
            page.into_parts(|item| OriginRequestPolicySummary {
                type_: if resources.is_managed(&item.id) { "managed" } else { "custom" }.into(),
                origin_request_policy: answer(&item),
            });
        let max_items = page_request.max_items;
        let list = OriginRequestPolicyList { next_marker, max_items, quantity, items };
        Ok(ListOriginRequestPoliciesOutput { origin_request_policy_list: Some(list) })
    }
}
