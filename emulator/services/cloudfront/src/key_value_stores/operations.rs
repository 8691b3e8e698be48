//! The stores as CloudFront's API has them: by their names.

use super::data::KeyValues;
use super::stored::{PROVISIONING, READY, StoredKeyValueStore};
use super::{arn, import};
use crate::model::*;
use crate::paging::PageRequest;
use crate::resources::{Item, ResourceConfig};
use crate::timer::Timer;
use crate::{CloudFront, errors, tags};
use imbl::OrdMap;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::identity::Account;
use parhelion_world::{Context, Outcome};
use std::sync::Arc;

impl ResourceConfig for StoredKeyValueStore {
    const MAX: usize = 50;

    fn managed() -> &'static [Arc<Item<Self>>] {
        &[]
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn missing() -> Error {
        errors::entity_not_found("The specified key value store does not exist.")
    }

    fn name_taken() -> Error {
        errors::entity_already_exists("A key value store with this name already exists.")
    }

    fn too_many() -> Error {
        errors::entity_limit_exceeded(
            "You have reached the maximum number of key value stores for this AWS account.",
        )
    }
}

fn answer(account: &Account, item: &Item<StoredKeyValueStore>) -> KeyValueStore {
    KeyValueStore {
        name: item.config.name.to_string(),
        id: item.id.to_string(),
        comment: item.config.comment.clone(),
        arn: arn(account, &item.id),
        status: Some(item.config.status().into()),
        last_modified_time: item.modified,
    }
}

impl CloudFront {
    /// What the file in S3 says is known before anything is made: a store that cannot be filled is none.
    pub(crate) fn create_key_value_store(
        &mut self,
        cx: &mut Context,
        input: CreateKeyValueStoreInput,
    ) -> Outcome<CreateKeyValueStoreOutput> {
        let CreateKeyValueStoreInput { name, comment, import_source, tags: tag_list } = input;
        let config = StoredKeyValueStore { name: name.into(), comment, ready: false };
        let begun = || -> Result<_> {
            let tags = tags::with(&OrdMap::new(), tag_list.unwrap_or_default())?;
            self.key_value_stores.can_be_added(&cx.account, &config)?;
            Ok((tags, import_source.map(|source| import::file(cx, &source)).transpose()?))
        };
        match begun() {
            Err(refusal) => Outcome::Done(Err(refusal)),
            Ok((tags, None)) => Outcome::Done(self.add_store(cx, config, tags, Vec::new())),
            Ok((tags, Some(file))) => Outcome::work(
                move || import::pairs(&file),
                move |service: &mut Self, cx, pairs: Result<import::Pairs>| {
                    let made = pairs.and_then(|pairs| service.add_store(cx, config, tags, pairs));
                    Outcome::Done(made)
                },
            ),
        }
    }

    fn add_store(
        &mut self,
        cx: &mut Context,
        config: StoredKeyValueStore,
        tags: OrdMap<Arc<str>, Arc<str>>,
        pairs: import::Pairs,
    ) -> Result<CreateKeyValueStoreOutput> {
        let data = KeyValues::new(cx);
        let data = match pairs.is_empty() {
            true => data,
            false => data.with(cx, pairs, []).map_err(import::refused)?,
        };
        let id = cx.uuid();
        let item = self.key_value_stores.add(cx, id, config)?;
        self.key_values.insert((cx.account.clone(), item.id.clone()), data);
        self.tags.insert(arn(&cx.account, &item.id).into(), tags);
        let (account, store) = (cx.account.clone(), item.id.to_string());
        let ready = cx.now + self.propagation.configuration;
        cx.later(ready, &Timer::Provisioned { account, store });
        Ok(CreateKeyValueStoreOutput {
            key_value_store: Some(answer(&cx.account, &item)),
            e_tag: Some(item.e_tag.to_string()),
            location: Some(format!(
                "https://cloudfront.amazonaws.com/2020-05-31/key-value-store/{}",
                item.config.name
            )),
        })
    }

    /// A new store can be used.
    pub(crate) fn provisioned(&mut self, cx: &mut Context, account: &Account, id: &str) {
        self.key_value_stores.amend(account, id, |store| store.ready = true);
        cx.note("provisioned", id, &[]);
        self.bring(cx, &arn(account, id));
    }

    pub(crate) fn describe_key_value_store(
        &mut self,
        cx: &mut Context,
        input: DescribeKeyValueStoreInput,
    ) -> Result<DescribeKeyValueStoreOutput> {
        let item = self.key_value_stores.named(&cx.account, &input.name)?;
        Ok(DescribeKeyValueStoreOutput {
            key_value_store: Some(answer(&cx.account, item)),
            e_tag: Some(item.e_tag.to_string()),
        })
    }

    /// Nothing but the comment can change.
    pub(crate) fn update_key_value_store(
        &mut self,
        cx: &mut Context,
        input: UpdateKeyValueStoreInput,
    ) -> Result<UpdateKeyValueStoreOutput> {
        let UpdateKeyValueStoreInput { name, comment, if_match } = input;
        let seen = self.key_value_store_to_change(&cx.account, &name, &if_match)?;
        let config = StoredKeyValueStore { comment: Some(comment), ..seen.config.clone() };
        let item = self.key_value_stores.replace(cx, &seen.id, config)?;
        Ok(UpdateKeyValueStoreOutput {
            key_value_store: Some(answer(&cx.account, &item)),
            e_tag: Some(item.e_tag.to_string()),
        })
    }

    fn key_value_store_to_change(
        &self,
        account: &Account,
        name: &str,
        if_match: &str,
    ) -> Result<Arc<Item<StoredKeyValueStore>>> {
        let (stores, refused) = (&self.key_value_stores, errors::invalid_argument);
        let id = &stores.named(account, name)?.id;
        stores.checked_for_change(account, id, Some(if_match), refused).cloned()
    }

    pub(crate) fn delete_key_value_store(
        &mut self,
        cx: &mut Context,
        input: DeleteKeyValueStoreInput,
    ) -> Result<()> {
        let DeleteKeyValueStoreInput { name, if_match } = input;
        let seen = self.key_value_store_to_change(&cx.account, &name, &if_match)?;
        let arn = arn(&cx.account, &seen.id);
        if self.key_value_store_users(&cx.account, &arn).next().is_some() {
            return Err(errors::cannot_delete_entity_while_in_use(
                "The key value store cannot be deleted because it is associated with a function.",
            ));
        }
        self.key_value_stores.remove(&cx.account, &seen.id);
        self.key_values.remove(&(cx.account.clone(), seen.id.clone()));
        self.tags.remove(&*arn);
        self.edge.forget_store(&arn);
        Ok(())
    }

    pub(crate) fn list_key_value_stores(
        &mut self,
        cx: &mut Context,
        input: ListKeyValueStoresInput,
    ) -> Result<ListKeyValueStoresOutput> {
        let ListKeyValueStoresInput { marker, max_items, status } = input;
        let page_request = PageRequest::new(marker, max_items)?;
        if status.as_deref().is_some_and(|status| ![READY, PROVISIONING].contains(&status)) {
            return Err(errors::invalid_argument("The parameter Status is invalid."));
        }
        let stores = self.key_value_stores.after(&cx.account, &page_request.marker);
        let wanted = stores
            .filter(|item| status.as_deref().is_none_or(|status| status == item.config.status()));
        let page = page_request.page(wanted, |item| item.id.to_string());
        let (quantity, _, items, next_marker) = page.into_parts(|item| answer(&cx.account, item));
        let max_items = page_request.max_items;
        let list = KeyValueStoreList { next_marker, max_items, quantity, items };
        Ok(ListKeyValueStoresOutput { key_value_store_list: Some(list) })
    }
}
