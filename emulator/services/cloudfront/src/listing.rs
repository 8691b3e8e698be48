//! Lists of distributions: all, and those that use a policy (CF-8.10).

use crate::CloudFront;
use crate::errors;
use crate::model::*;
use crate::paging::PageRequest;
use crate::stored_distribution::StoredDistribution;
use crate::usage::Reference;
use parhelion_wire::error::Result;
use parhelion_world::Context;

impl CloudFront {
    pub(crate) fn list_distributions(
        &mut self,
        cx: &mut Context,
        input: ListDistributionsInput,
    ) -> Result<ListDistributionsOutput> {
        let ListDistributionsInput { marker, max_items } = input;
        let list = self.list_of(cx, marker, max_items, |_| true)?;
        Ok(ListDistributionsOutput { distribution_list: Some(list) })
    }

    /// All distributions here are viewers' own; tenants' are refused when they are made.
    pub(crate) fn list_distributions_by_connection_mode(
        &mut self,
        cx: &mut Context,
        input: ListDistributionsByConnectionModeInput,
    ) -> Result<ListDistributionsByConnectionModeOutput> {
        let ListDistributionsByConnectionModeInput { marker, max_items, connection_mode: mode } =
            input;
        if !["direct", "tenant-only"].contains(&&*mode) {
            return Err(errors::invalid_argument("The parameter ConnectionMode is invalid."));
        }
        let has_it = |stored: &StoredDistribution| {
            stored.config.connection_mode.as_deref().unwrap_or("direct") == mode
        };
        let list = self.list_of(cx, marker, max_items.map(|most| most.to_string()), has_it)?;
        Ok(ListDistributionsByConnectionModeOutput { distribution_list: Some(list) })
    }

    /// A page of those of the account's distributions that are wanted.
    pub(crate) fn list_of(
        &self,
        cx: &Context,
        marker: Option<String>,
        max_items: Option<String>,
        wanted: impl Fn(&StoredDistribution) -> bool,
    ) -> Result<DistributionList> {
        let page_request = PageRequest::new(marker, max_items)?;
        let all = self.distributions_after(&cx.account, &page_request.marker);
        let page =
            page_request.page(all.filter(|stored| wanted(stored)), |stored| stored.id.to_string());
        let (quantity, is_truncated, items, next_marker) =
            page.into_parts(|stored| stored.summary());
        let PageRequest { marker, max_items } = page_request;
        Ok(DistributionList { marker, next_marker, max_items, is_truncated, quantity, items })
    }

    fn ids_of_users(
        &self,
        cx: &Context,
        reference: Reference,
        marker: Option<String>,
        max_items: Option<String>,
    ) -> Result<Option<DistributionIdList>> {
        let page_request = PageRequest::new(marker, max_items)?;
        let users = self.distributions_after(&cx.account, &page_request.marker);
        let page = page_request
            .page(users.filter(|stored| reference.is_in(&stored.config)), |stored| {
                stored.id.to_string()
            });
        let (quantity, is_truncated, items, next_marker) =
            page.into_parts(|stored| stored.id.to_string());
        let PageRequest { marker, max_items } = page_request;
        Ok(Some(DistributionIdList {
            marker,
            next_marker,
            max_items,
            is_truncated,
            quantity,
            items,
        }))
    }

    pub(crate) fn list_distributions_by_cache_policy_id(
        &mut self,
        cx: &mut Context,
        input: ListDistributionsByCachePolicyIdInput,
    ) -> Result<ListDistributionsByCachePolicyIdOutput> {
        let ListDistributionsByCachePolicyIdInput { marker, max_items, cache_policy_id: id } =
            input;
        self.cache_policies.get(&cx.account, &id)?;
        let list = self.ids_of_users(cx, Reference::CachePolicy(&id), marker, max_items)?;
        Ok(ListDistributionsByCachePolicyIdOutput { distribution_id_list: list })
    }

    pub(crate) fn list_distributions_by_origin_request_policy_id(
        &mut self,
        cx: &mut Context,
        input: ListDistributionsByOriginRequestPolicyIdInput,
    ) -> Result<ListDistributionsByOriginRequestPolicyIdOutput> {
        let ListDistributionsByOriginRequestPolicyIdInput {
            marker,
            max_items,
            origin_request_policy_id: id,
        } = input;
        self.origin_request_policies.get(&cx.account, &id)?;
        let list = self.ids_of_users(cx, Reference::OriginRequestPolicy(&id), marker, max_items)?;
        Ok(ListDistributionsByOriginRequestPolicyIdOutput { distribution_id_list: list })
    }

    pub(crate) fn list_distributions_by_key_group(
        &mut self,
        cx: &mut Context,
        input: ListDistributionsByKeyGroupInput,
    ) -> Result<ListDistributionsByKeyGroupOutput> {
        let ListDistributionsByKeyGroupInput { marker, max_items, key_group_id: id } = input;
        self.key_groups.get(&cx.account, &id)?;
        let list = self.ids_of_users(cx, Reference::KeyGroup(&id), marker, max_items)?;
        Ok(ListDistributionsByKeyGroupOutput { distribution_id_list: list })
    }

    pub(crate) fn list_distributions_by_vpc_origin_id(
        &mut self,
        cx: &mut Context,
        input: ListDistributionsByVpcOriginIdInput,
    ) -> Result<ListDistributionsByVpcOriginIdOutput> {
        let ListDistributionsByVpcOriginIdInput { marker, max_items, vpc_origin_id: id } = input;
        self.vpc_origins.get(&cx.account, &id)?;
        let list = self.ids_of_users(cx, Reference::VpcOrigin(&id), marker, max_items)?;
        Ok(ListDistributionsByVpcOriginIdOutput { distribution_id_list: list })
    }

    pub(crate) fn list_distributions_by_response_headers_policy_id(
        &mut self,
        cx: &mut Context,
        input: ListDistributionsByResponseHeadersPolicyIdInput,
    ) -> Result<ListDistributionsByResponseHeadersPolicyIdOutput> {
        let ListDistributionsByResponseHeadersPolicyIdInput {
            marker,
            max_items,
            response_headers_policy_id: id,
        } = input;
        self.response_headers_policies.get(&cx.account, &id)?;
        let list =
            self.ids_of_users(cx, Reference::ResponseHeadersPolicy(&id), marker, max_items)?;
        Ok(ListDistributionsByResponseHeadersPolicyIdOutput { distribution_id_list: list })
    }
}
