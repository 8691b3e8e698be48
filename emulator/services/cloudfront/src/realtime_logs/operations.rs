//! What can be done to the configurations, which are named by their names or by their ARNs.

use super::checks;
use crate::model::*;
use crate::paging::PageRequest;
use crate::resources::{Item, ResourceConfig, Types};
use crate::usage::Reference;
use crate::{CloudFront, errors};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::Account;
use std::sync::Arc;

impl ResourceConfig for RealtimeLogConfig {
    const MAX: usize = 150;

    fn managed() -> &'static [Arc<Item<Self>>] {
        &[]
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn missing() -> Error {
        errors::no_such_realtime_log_config("The real-time log configuration does not exist.")
    }

    fn name_taken() -> Error {
        errors::realtime_log_config_already_exists(
            "A real-time log configuration with this name already exists.",
        )
    }

    fn too_many() -> Error {
        errors::too_many_realtime_log_configs(
            "You have reached the maximum number of real-time log configurations for this AWS account.",
        )
    }
}

fn arn(account: &str, name: &str) -> String {
    format!("arn:aws:cloudfront::{account}:realtime-log-config/{name}")
}

/// The name that is meant: where both are given, the name counts.
fn named(name: Option<String>, arn: Option<&str>) -> Result<String> {
    let in_arn = || Some(arn?.rsplit_once(":realtime-log-config/")?.1.to_owned());
    name.filter(|name| !name.is_empty()).or_else(in_arn).ok_or_else(|| {
        errors::invalid_argument("The request needs the Name or the ARN of a configuration.")
    })
}

impl CloudFront {
    /// A behaviour names a configuration of its own account.
    pub(crate) fn check_realtime_log_config(&self, account: &Account, named: &str) -> Result<()> {
        let of = named.strip_prefix("arn:aws:cloudfront::").and_then(|rest| rest.split_once(':'));
        if of.is_some_and(|(owner, _)| *owner != **account) {
            return Err(errors::realtime_log_config_owner_mismatch(
                "The specified real-time log configuration belongs to a different AWS account.",
            ));
        }
        match self.realtime_log_configs.of(account).any(|item| item.config.arn == named) {
            true => Ok(()),
            false => Err(RealtimeLogConfig::missing()),
        }
    }

    pub(crate) fn create_realtime_log_config(
        &mut self,
        cx: &mut Context,
        input: CreateRealtimeLogConfigInput,
    ) -> Result<CreateRealtimeLogConfigOutput> {
        let CreateRealtimeLogConfigInput { end_points, fields, name, sampling_rate } = input;
        let arn = arn(&cx.account, &name);
        let config = RealtimeLogConfig { arn, name, sampling_rate, end_points, fields };
        checks::check(&config)?;
        let item = self.realtime_log_configs.add(cx, config.name.clone(), config)?;
        self.tags.insert(item.config.arn.as_str().into(), crate::tags::TagSet::new());
        Ok(CreateRealtimeLogConfigOutput { realtime_log_config: Some(item.config.clone()) })
    }

    pub(crate) fn get_realtime_log_config(
        &mut self,
        cx: &mut Context,
        input: GetRealtimeLogConfigInput,
    ) -> Result<GetRealtimeLogConfigOutput> {
        let GetRealtimeLogConfigInput { name, arn } = input;
        let item = self.realtime_log_configs.get(&cx.account, &named(name, arn.as_deref())?)?;
        Ok(GetRealtimeLogConfigOutput { realtime_log_config: Some(item.config.clone()) })
    }

    /// What is not given stays as it is \[E\]; the name does in any case.
    pub(crate) fn update_realtime_log_config(
        &mut self,
        cx: &mut Context,
        input: UpdateRealtimeLogConfigInput,
    ) -> Result<UpdateRealtimeLogConfigOutput> {
        let UpdateRealtimeLogConfigInput { end_points, fields, name, arn, sampling_rate } = input;
        let name = named(name, arn.as_deref())?;
        let was = self.realtime_log_configs.get(&cx.account, &name)?.config.clone();
        let config = RealtimeLogConfig {
            sampling_rate: sampling_rate.unwrap_or(was.sampling_rate),
            end_points: end_points.unwrap_or(was.end_points),
            fields: fields.unwrap_or(was.fields),
            ..was
        };
        checks::check(&config)?;
        let item = self.realtime_log_configs.replace(cx, &name, config)?;
        Ok(UpdateRealtimeLogConfigOutput { realtime_log_config: Some(item.config.clone()) })
    }

    pub(crate) fn delete_realtime_log_config(
        &mut self,
        cx: &mut Context,
        input: DeleteRealtimeLogConfigInput,
    ) -> Result<()> {
        let DeleteRealtimeLogConfigInput { name, arn } = input;
        let name = named(name, arn.as_deref())?;
        let arn = self.realtime_log_configs.get(&cx.account, &name)?.config.arn.clone();
        if self.users(&cx.account, Reference::RealtimeLogConfig(&arn)).next().is_some() {
            return Err(errors::realtime_log_config_in_use(
                "Cannot delete the real-time log configuration because it is attached to one or more cache \
                 behaviors.",
            ));
        }
        self.realtime_log_configs.remove(&cx.account, &name);
        self.tags.remove(&*arn);
        Ok(())
    }

    pub(crate) fn list_realtime_log_configs(
        &mut self,
        cx: &mut Context,
        input: ListRealtimeLogConfigsInput,
    ) -> Result<ListRealtimeLogConfigsOutput> {
        let ListRealtimeLogConfigsInput { max_items, marker } = input;
        let page_request = PageRequest::new(marker, max_items)?;
        let page = self.realtime_log_configs.page(&cx.account, Types::new(None)?, &page_request);
        let (_, is_truncated, items, next_marker) = page.into_parts(|item| item.config.clone());
        let PageRequest { marker, max_items } = page_request;
        let list = RealtimeLogConfigs { max_items, items, is_truncated, marker, next_marker };
        Ok(ListRealtimeLogConfigsOutput { realtime_log_configs: Some(list) })
    }

    pub(crate) fn list_distributions_by_realtime_log_config(
        &mut self,
        cx: &mut Context,
        input: ListDistributionsByRealtimeLogConfigInput,
    ) -> Result<ListDistributionsByRealtimeLogConfigOutput> {
        let ListDistributionsByRealtimeLogConfigInput {
            marker,
            max_items,
            realtime_log_config_name: name,
            realtime_log_config_arn: given,
        } = input;
        let arn = arn(&cx.account, &named(name, given.as_deref())?);
        let list = self.list_of(cx, marker, max_items, |stored| {
            Reference::RealtimeLogConfig(&arn).is_in(&stored.config)
        })?;
        Ok(ListDistributionsByRealtimeLogConfigOutput { distribution_list: Some(list) })
    }
}
