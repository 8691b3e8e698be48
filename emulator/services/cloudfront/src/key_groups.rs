//! Key groups: whose signatures a behaviour takes (CF-10.1).

use crate::model::*;
use crate::paging::PageRequest;
use crate::resources::{Item, ResourceConfig, Types};
use crate::usage::Reference;
use crate::{CloudFront, errors};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::Account;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Appendix A.
const KEYS_MAX: usize = 5;

impl ResourceConfig for KeyGroupConfig {
    const MAX: usize = 10;

    fn managed() -> &'static [Arc<Item<Self>>] {
        &[]
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn missing() -> Error {
        errors::no_such_resource("The specified key group does not exist.")
    }

    fn name_taken() -> Error {
        errors::key_group_already_exists("A key group with this name already exists.")
    }

    fn too_many() -> Error {
        errors::too_many_key_groups(
            "You have reached the maximum number of key groups for this AWS account.",
        )
    }
}

fn answer(item: &Item<KeyGroupConfig>) -> KeyGroup {
    KeyGroup {
        id: item.id.to_string(),
        last_modified_time: item.modified,
        key_group_config: item.config.clone(),
    }
}

impl CloudFront {
    fn check_key_group(&self, account: &Account, config: &KeyGroupConfig) -> Result<()> {
        let wrong = |why: String| Err(errors::invalid_argument(why));
        if config.name.is_empty() || config.name.chars().count() > 128 {
            return wrong("The parameter Name is missing or invalid.".to_owned());
        }
        if config.comment.as_ref().is_some_and(|comment| comment.chars().count() > 128) {
            return wrong("The parameter Comment is too long.".to_owned());
        }
        let keys: BTreeSet<&String> = config.items.iter().collect();
        if keys.is_empty() || keys.len() != config.items.len() {
            return wrong(
                "The parameter Items is invalid: it names each public key once.".to_owned(),
            );
        }
        if keys.len() > KEYS_MAX {
            return Err(errors::too_many_public_keys_in_key_group(
                "The number of public keys in this key group is more than the maximum allowed.",
            ));
        }
        match keys.into_iter().find(|key| self.public_keys.find(account, key).is_none()) {
            Some(key) => wrong(format!("The public key {key} does not exist.")),
            None => Ok(()),
        }
    }

    pub(crate) fn create_key_group(
        &mut self,
        cx: &mut Context,
        input: CreateKeyGroupInput,
    ) -> Result<CreateKeyGroupOutput> {
        let config = input.key_group_config;
        self.check_key_group(&cx.account, &config)?;
        let id = cx.uuid();
        let item = self.key_groups.add(cx, id, config)?;
        Ok(CreateKeyGroupOutput {
            location: Some(format!(
                "https://cloudfront.amazonaws.com/2020-05-31/key-group/{}",
                item.id
            )),
            e_tag: Some(item.e_tag.to_string()),
            key_group: Some(answer(&item)),
        })
    }

    pub(crate) fn get_key_group(
        &mut self,
        cx: &mut Context,
        input: GetKeyGroupInput,
    ) -> Result<GetKeyGroupOutput> {
        let item = self.key_groups.get(&cx.account, &input.id)?;
        let e_tag = Some(item.e_tag.to_string());
        Ok(GetKeyGroupOutput { key_group: Some(answer(item)), e_tag })
    }

    pub(crate) fn get_key_group_config(
        &mut self,
        cx: &mut Context,
        input: GetKeyGroupConfigInput,
    ) -> Result<GetKeyGroupConfigOutput> {
        let item = self.key_groups.get(&cx.account, &input.id)?;
        Ok(GetKeyGroupConfigOutput {
            key_group_config: Some(item.config.clone()),
            e_tag: Some(item.e_tag.to_string()),
        })
    }

    /// Distributions that trust the group learn of its keys as of any change (CF-8.4).
    pub(crate) fn update_key_group(
        &mut self,
        cx: &mut Context,
        input: UpdateKeyGroupInput,
    ) -> Result<UpdateKeyGroupOutput> {
        let UpdateKeyGroupInput { key_group_config: config, id, if_match } = input;
        self.key_groups.checked_for_change(
            &cx.account,
            &id,
            if_match.as_deref(),
            errors::invalid_argument,
        )?;
        self.check_key_group(&cx.account, &config)?;
        let item = self.key_groups.replace(cx, &id, config)?;
        self.deploy_users(cx, |config| Reference::KeyGroup(&id).is_in(config));
        let e_tag = Some(item.e_tag.to_string());
        Ok(UpdateKeyGroupOutput { key_group: Some(answer(&item)), e_tag })
    }

    pub(crate) fn delete_key_group(
        &mut self,
        cx: &mut Context,
        input: DeleteKeyGroupInput,
    ) -> Result<()> {
        let DeleteKeyGroupInput { id, if_match } = input;
        self.key_groups.checked_for_change(
            &cx.account,
            &id,
            if_match.as_deref(),
            errors::invalid_argument,
        )?;
        if self.users(&cx.account, Reference::KeyGroup(&id)).next().is_some() {
            return Err(errors::resource_in_use(
                "Cannot delete this resource because it is in use.",
            ));
        }
        self.key_groups.remove(&cx.account, &id);
        Ok(())
    }

    pub(crate) fn list_key_groups(
        &mut self,
        cx: &mut Context,
        input: ListKeyGroupsInput,
    ) -> Result<ListKeyGroupsOutput> {
        let ListKeyGroupsInput { marker, max_items } = input;
        let page_request = PageRequest::new(marker, max_items)?;
        let page = self.key_groups.page(&cx.account, Types::new(None)?, &page_request);
        let (quantity, _, items, next_marker) =
            page.into_parts(|item| KeyGroupSummary { key_group: answer(&item) });
        let max_items = page_request.max_items;
        let list = KeyGroupList { next_marker, max_items, quantity, items };
        Ok(ListKeyGroupsOutput { key_group_list: Some(list) })
    }

    /// The groups whose signatures a distribution takes, with their keys.
    pub(crate) fn active_key_groups(
        &self,
        account: &Account,
        config: &DistributionConfig,
    ) -> ActiveTrustedKeyGroups {
        let groups: BTreeSet<String> = crate::behaviors::all(config)
            .into_iter()
            .filter_map(|behavior| behavior.trusted_key_groups?.items)
            .flatten()
            .collect();
        let quantity = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        let listed = |id: String| {
            let group = self.key_groups.find(account, &id);
            let keys = group.map(|group| group.config.items.clone()).unwrap_or_default();
            KGKeyPairIds {
                key_group_id: Some(id),
                key_pair_ids: Some(KeyPairIds {
                    quantity: quantity(keys.len()),
                    items: Some(keys).filter(|keys| !keys.is_empty()),
                }),
            }
        };
        let items: Vec<KGKeyPairIds> = groups.into_iter().map(listed).collect();
        ActiveTrustedKeyGroups {
            enabled: !items.is_empty(),
            quantity: quantity(items.len()),
            items: Some(items).filter(|items| !items.is_empty()),
        }
    }
}
