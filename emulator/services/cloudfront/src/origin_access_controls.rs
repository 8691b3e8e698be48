//! Origin access controls: how CloudFront signs its requests to an origin (CF-6.5).

use crate::model::*;
use crate::paging::PageRequest;
use crate::resources::{Item, ResourceConfig, Types};
use crate::usage::Reference;
use crate::{CloudFront, errors};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

impl ResourceConfig for OriginAccessControlConfig {
    const MAX: usize = 100;

    fn managed() -> &'static [Arc<Item<Self>>] {
        &[]
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn missing() -> Error {
        errors::no_such_origin_access_control("The specified origin access control does not exist.")
    }

    fn name_taken() -> Error {
        errors::origin_access_control_already_exists(
            "An origin access control with the same name already exists.",
        )
    }

    fn too_many() -> Error {
        errors::too_many_origin_access_controls(
            "You have reached the maximum number of origin access controls.",
        )
    }
}

/// The control as stored: checked, with all defaults.
fn complete(mut config: OriginAccessControlConfig) -> Result<OriginAccessControlConfig> {
    if config.name.is_empty() || config.name.chars().count() > 64 {
        return Err(errors::invalid_argument("The parameter Name is invalid."));
    }
    let description = config.description.get_or_insert_default();
    if description.chars().count() > 256 {
        return Err(errors::invalid_argument("The parameter Description is too long."));
    }
    Ok(config)
}

fn answer(item: &Item<OriginAccessControlConfig>) -> OriginAccessControl {
    OriginAccessControl {
        id: item.id.to_string(),
        origin_access_control_config: Some(item.config.clone()),
    }
}

fn location(id: &str) -> Option<String> {
    Some(format!("https://cloudfront.amazonaws.com/2020-05-31/origin-access-control/{id}"))
}

impl CloudFront {
    pub(crate) fn create_origin_access_control(
        &mut self,
        cx: &mut Context,
        input: CreateOriginAccessControlInput,
    ) -> Result<CreateOriginAccessControlOutput> {
        let config = complete(input.origin_access_control_config)?;
        let id = format!("E{}", cx.upper_id(13));
        let item = self.origin_access_controls.add(cx, id, config)?;
        Ok(CreateOriginAccessControlOutput {
            location: location(&item.id),
            e_tag: Some(item.e_tag.to_string()),
            origin_access_control: Some(answer(&item)),
        })
    }

    pub(crate) fn get_origin_access_control(
        &mut self,
        cx: &mut Context,
        input: GetOriginAccessControlInput,
    ) -> Result<GetOriginAccessControlOutput> {
        let item = self.origin_access_controls.get(&cx.account, &input.id)?;
        let e_tag = Some(item.e_tag.to_string());
        Ok(GetOriginAccessControlOutput { origin_access_control: Some(answer(item)), e_tag })
    }

    pub(crate) fn get_origin_access_control_config(
        &mut self,
        cx: &mut Context,
        input: GetOriginAccessControlConfigInput,
    ) -> Result<GetOriginAccessControlConfigOutput> {
        let item = self.origin_access_controls.get(&cx.account, &input.id)?;
        Ok(GetOriginAccessControlConfigOutput {
            origin_access_control_config: Some(item.config.clone()),
            e_tag: Some(item.e_tag.to_string()),
        })
    }

    pub(crate) fn update_origin_access_control(
        &mut self,
        cx: &mut Context,
        input: UpdateOriginAccessControlInput,
    ) -> Result<UpdateOriginAccessControlOutput> {
        let UpdateOriginAccessControlInput { origin_access_control_config, id, if_match } = input;
        let tag = if_match.as_deref();
        let seen = self.origin_access_controls.checked_for_change(
            &cx.account,
            &id,
            tag,
            errors::illegal_update,
        )?;
        let kind = seen.config.origin_access_control_origin_type.clone();
        let config = complete(origin_access_control_config)?;
        let used = self.users(&cx.account, Reference::OriginAccessControl(&id)).next().is_some();
        if used && config.origin_access_control_origin_type != kind {
            return Err(errors::illegal_update(
                "The update contains modifications that are not allowed: OriginAccessControlOriginType.",
            ));
        }
        let item = self.origin_access_controls.replace(cx, &id, config)?;
        self.deploy_users(cx, |config| Reference::OriginAccessControl(&id).is_in(config));
        let e_tag = Some(item.e_tag.to_string());
        Ok(UpdateOriginAccessControlOutput { origin_access_control: Some(answer(&item)), e_tag })
    }

    pub(crate) fn delete_origin_access_control(
        &mut self,
        cx: &mut Context,
        input: DeleteOriginAccessControlInput,
    ) -> Result<()> {
        let DeleteOriginAccessControlInput { id, if_match } = input;
        let tag = if_match.as_deref();
        self.origin_access_controls.checked_for_change(
            &cx.account,
            &id,
            tag,
            errors::illegal_update,
        )?;
        if self.users(&cx.account, Reference::OriginAccessControl(&id)).next().is_some() {
            return Err(errors::origin_access_control_in_use(
                "The CloudFront origin access control is still being used.",
            ));
        }
        self.origin_access_controls.remove(&cx.account, &id);
        Ok(())
    }

    pub(crate) fn list_origin_access_controls(
        &mut self,
        cx: &mut Context,
        input: ListOriginAccessControlsInput,
    ) -> Result<ListOriginAccessControlsOutput> {
        let ListOriginAccessControlsInput { marker, max_items } = input;
        let page_request = PageRequest::new(marker, max_items)?;
        let page = self.origin_access_controls.page(&cx.account, Types::new(None)?, &page_request);
        let (quantity, is_truncated, items, next_marker) = page.into_parts(|item| {
            let OriginAccessControlConfig {
                name,
                description,
                signing_protocol,
                signing_behavior,
                origin_access_control_origin_type,
            } = item.config.clone();
            OriginAccessControlSummary {
                id: item.id.to_string(),
                description: description.unwrap_or_default(),
                name,
                signing_protocol,
                signing_behavior,
                origin_access_control_origin_type,
            }
        });
        let PageRequest { marker, max_items } = page_request;
        let list = OriginAccessControlList {
            marker,
            next_marker,
            max_items,
            is_truncated,
            quantity,
            items,
        };
        Ok(ListOriginAccessControlsOutput { origin_access_control_list: Some(list) })
    }
}
