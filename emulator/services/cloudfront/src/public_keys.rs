//! Public keys, with which signed URLs and cookies are checked (CF-10.1). All of a key but its comment is for
//! ever.

use crate::edge::signed::TrustedKey;
use crate::model::*;
use crate::paging::PageRequest;
use crate::resources::{Item, ResourceConfig, Types};
use crate::stored_public_key::StoredPublicKey;
use crate::{CloudFront, errors};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

impl ResourceConfig for StoredPublicKey {
    const MAX: usize = 10;

    fn managed() -> &'static [Arc<Item<Self>>] {
        &[]
    }

    fn name(&self) -> &str {
        &self.config.name
    }

    fn missing() -> Error {
        errors::no_such_public_key("The specified public key does not exist.")
    }

    fn name_taken() -> Error {
        errors::public_key_already_exists("The specified public key already exists.")
    }

    fn too_many() -> Error {
        errors::too_many_public_keys(
            "The maximum number of public keys for field-level encryption have been created. To create a \
             new public key, delete one of the existing keys.",
        )
    }
}

fn check(config: &PublicKeyConfig) -> Result<()> {
    let wrong = |member: &str| {
        Err(errors::invalid_argument(format!("The parameter {member} is missing or invalid.")))
    };
    if config.caller_reference.is_empty() {
        return wrong("CallerReference");
    }
    if config.name.is_empty() || config.name.chars().count() > 128 {
        return wrong("Name");
    }
    if config.comment.as_ref().is_some_and(|comment| comment.chars().count() > 128) {
        return wrong("Comment");
    }
    match TrustedKey::new(&config.encoded_key) {
        Some(_) => Ok(()),
        None => Err(errors::invalid_argument(
            "Your request contains empty/invalid/out of limits RSA Encoded Key",
        )),
    }
}

fn answer(item: &Item<StoredPublicKey>) -> PublicKey {
    let StoredPublicKey { config, created } = item.config.clone();
    PublicKey { id: item.id.to_string(), created_time: created, public_key_config: config }
}

impl CloudFront {
    pub(crate) fn create_public_key(
        &mut self,
        cx: &mut Context,
        input: CreatePublicKeyInput,
    ) -> Result<CreatePublicKeyOutput> {
        let config = input.public_key_config;
        check(&config)?;
        let same = |item: &&Arc<Item<StoredPublicKey>>| {
            item.config.config.caller_reference == config.caller_reference
        };
        if self.public_keys.of(&cx.account).any(|item| same(&item)) {
            return Err(StoredPublicKey::name_taken());
        }
        let id = format!("K{}", cx.upper_id(13));
        let stored = StoredPublicKey { config, created: cx.now };
        let item = self.public_keys.add(cx, id, stored)?;
        Ok(CreatePublicKeyOutput {
            location: Some(format!(
                "https://cloudfront.amazonaws.com/2020-05-31/public-key/{}",
                item.id
            )),
            e_tag: Some(item.e_tag.to_string()),
            public_key: Some(answer(&item)),
        })
    }

    pub(crate) fn get_public_key(
        &mut self,
        cx: &mut Context,
        input: GetPublicKeyInput,
    ) -> Result<GetPublicKeyOutput> {
        let item = self.public_keys.get(&cx.account, &input.id)?;
        let e_tag = Some(item.e_tag.to_string());
        Ok(GetPublicKeyOutput { public_key: Some(answer(item)), e_tag })
    }

    pub(crate) fn get_public_key_config(
        &mut self,
        cx: &mut Context,
        input: GetPublicKeyConfigInput,
    ) -> Result<GetPublicKeyConfigOutput> {
        let item = self.public_keys.get(&cx.account, &input.id)?;
        Ok(GetPublicKeyConfigOutput {
            public_key_config: Some(item.config.config.clone()),
            e_tag: Some(item.e_tag.to_string()),
        })
    }

    pub(crate) fn update_public_key(
        &mut self,
        cx: &mut Context,
        input: UpdatePublicKeyInput,
    ) -> Result<UpdatePublicKeyOutput> {
        let UpdatePublicKeyInput { public_key_config: config, id, if_match } = input;
        let seen = self.public_keys.checked_for_change(
            &cx.account,
            &id,
            if_match.as_deref(),
            errors::illegal_update,
        )?;
        let StoredPublicKey { config: was, created } = seen.config.clone();
        let same = was.name == config.name
            && was.caller_reference == config.caller_reference
            && was.encoded_key.trim() == config.encoded_key.trim();
        if !same {
            return Err(errors::cannot_change_immutable_public_key_fields(
                "You can't change the value of a public key.",
            ));
        }
        check(&config)?;
        let item = self.public_keys.replace(cx, &id, StoredPublicKey { config, created })?;
        let e_tag = Some(item.e_tag.to_string());
        Ok(UpdatePublicKeyOutput { public_key: Some(answer(&item)), e_tag })
    }

    pub(crate) fn delete_public_key(
        &mut self,
        cx: &mut Context,
        input: DeletePublicKeyInput,
    ) -> Result<()> {
        let DeletePublicKeyInput { id, if_match } = input;
        self.public_keys.checked_for_change(
            &cx.account,
            &id,
            if_match.as_deref(),
            errors::illegal_update,
        )?;
        let uses = |item: &Arc<Item<KeyGroupConfig>>| item.config.items.contains(&id);
        if self.key_groups.of(&cx.account).any(uses) || self.encrypts_with(&cx.account, &id) {
            return Err(errors::public_key_in_use("The specified public key is in use."));
        }
        self.public_keys.remove(&cx.account, &id);
        Ok(())
    }

    pub(crate) fn list_public_keys(
        &mut self,
        cx: &mut Context,
        input: ListPublicKeysInput,
    ) -> Result<ListPublicKeysOutput> {
        let ListPublicKeysInput { marker, max_items } = input;
        let page_request = PageRequest::new(marker, max_items)?;
        let page = self.public_keys.page(&cx.account, Types::new(None)?, &page_request);
        let (quantity, _, items, next_marker) = page.into_parts(|item| {
            let StoredPublicKey { config, created } = item.config.clone();
            PublicKeySummary {
                id: item.id.to_string(),
                name: config.name,
                created_time: created,
                encoded_key: config.encoded_key,
                comment: config.comment,
            }
        });
        let max_items = page_request.max_items;
        let list = PublicKeyList { next_marker, max_items, quantity, items };
        Ok(ListPublicKeysOutput { public_key_list: Some(list) })
    }
}
