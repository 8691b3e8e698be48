//! Lists of deliveries, their sources and their destinations.

use super::DESCRIBE_LIMIT;
use crate::model::*;
use crate::paging::Paging;
use crate::state::Logs;
use parhelion_wire::error::Result;
use parhelion_world::Context;

fn paging(scope: &str, token: Option<String>, limit: Option<i32>) -> Paging<'_> {
    let limit = limit.unwrap_or(DESCRIBE_LIMIT).max(1) as usize;
    Paging { scope, token, limit, descending: false }
}

impl Logs {
    pub(crate) fn describe_delivery_sources(
        &mut self,
        cx: &mut Context,
        input: DescribeDeliverySourcesInput,
    ) -> Result<DescribeDeliverySourcesOutput> {
        let all = self.deliveries.sources.iter();
        let all = all.map(|(name, it)| (name.to_string(), (**it).clone()));
        let paging = paging("delivery-sources", input.next_token, input.limit);
        let (page, next_token) = paging.page(cx, all)?;
        Ok(DescribeDeliverySourcesOutput { delivery_sources: Some(page), next_token })
    }

    pub(crate) fn describe_delivery_destinations(
        &mut self,
        cx: &mut Context,
        input: DescribeDeliveryDestinationsInput,
    ) -> Result<DescribeDeliveryDestinationsOutput> {
        let all = self.deliveries.destinations.iter();
        let all = all.map(|(name, it)| (name.to_string(), it.shown.clone()));
        let paging = paging("delivery-destinations", input.next_token, input.limit);
        let (page, next_token) = paging.page(cx, all)?;
        Ok(DescribeDeliveryDestinationsOutput { delivery_destinations: Some(page), next_token })
    }

    pub(crate) fn describe_deliveries(
        &mut self,
        cx: &mut Context,
        input: DescribeDeliveriesInput,
    ) -> Result<DescribeDeliveriesOutput> {
        let all = self.deliveries.joined.iter();
        let all = all.map(|(id, it)| (id.to_string(), (**it).clone()));
        let paging = paging("deliveries", input.next_token, input.limit);
        let (page, next_token) = paging.page(cx, all)?;
        Ok(DescribeDeliveriesOutput { deliveries: Some(page), next_token })
    }
}
