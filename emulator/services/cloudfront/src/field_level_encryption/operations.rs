//! What can be done to configurations and profiles: the same six things.

use crate::model::*;
use crate::paging::PageRequest;
use crate::resources::{Item, Types};
use crate::usage::Reference;
use crate::{CloudFront, errors};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::Account;
use std::sync::Arc;

macro_rules! config_type {
    (field_level_encryption_config) => {
        FieldLevelEncryptionConfig
    };
    (field_level_encryption_profile_config) => {
        FieldLevelEncryptionProfileConfig
    };
}

/// The six operations of a kind whose configurations have caller references: how they and their shapes are called.
macro_rules! operations {
    ($table:ident, $place:literal, $letter:literal, $check:ident, $used:ident, $config:ident:
        $create:ident $CreateInput:ident $CreateOutput:ident,
        $get:ident $GetInput:ident $GetOutput:ident $answer:ident $Answer:ident,
        $get_config:ident $ConfigInput:ident $ConfigOutput:ident,
        $update:ident $UpdateInput:ident $UpdateOutput:ident,
        $delete:ident $DeleteInput:ident,
        $list:ident $ListInput:ident $ListOutput:ident $listed:ident $List:ident $summary:ident
    ) => {
        impl CloudFront {
            pub(crate) fn $create(
                &mut self,
                cx: &mut Context,
                input: $CreateInput,
            ) -> Result<$CreateOutput> {
                let $CreateInput { $config: config } = input;
                self.$check(&cx.account, &config)?;
                let reference = &config.caller_reference;
                let like = |item: &Arc<Item<config_type!($config)>>| {
                    item.config.caller_reference == *reference
                };
                if self.$table.of(&cx.account).any(like) {
                    return Err(crate::resources::taken(&config));
                }
                let id = format!("{}{}", $letter, cx.upper_id(13));
                let item = self.$table.add(cx, id, config)?;
                let place = "https://cloudfront.amazonaws.com/2020-05-31";
                Ok($CreateOutput {
                    location: Some(format!("{place}/{}/{}", $place, item.id)),
                    e_tag: Some(item.e_tag.to_string()),
                    $answer: Some($answer(&item)),
                })
            }

            pub(crate) fn $get(
                &mut self,
                cx: &mut Context,
                input: $GetInput,
            ) -> Result<$GetOutput> {
                let item = self.$table.get(&cx.account, &input.id)?;
                let e_tag = Some(item.e_tag.to_string());
                Ok($GetOutput { $answer: Some($answer(item)), e_tag })
            }

            pub(crate) fn $get_config(
                &mut self,
                cx: &mut Context,
                input: $ConfigInput,
            ) -> Result<$ConfigOutput> {
                let item = self.$table.get(&cx.account, &input.id)?;
                let e_tag = Some(item.e_tag.to_string());
                Ok($ConfigOutput { $config: Some(item.config.clone()), e_tag })
            }

            pub(crate) fn $update(
                &mut self,
                cx: &mut Context,
                input: $UpdateInput,
            ) -> Result<$UpdateOutput> {
                let $UpdateInput { $config: config, id, if_match } = input;
                let (tag, refused) = (if_match.as_deref(), errors::illegal_update);
                let seen = self.$table.checked_for_change(&cx.account, &id, tag, refused)?;
                if seen.config.caller_reference != config.caller_reference {
                    return Err(refused(
                        "The update contains modifications that are not allowed: CallerReference.",
                    ));
                }
                self.$check(&cx.account, &config)?;
                let item = self.$table.replace(cx, &id, config)?;
                let e_tag = Some(item.e_tag.to_string());
                Ok($UpdateOutput { $answer: Some($answer(&item)), e_tag })
            }

            pub(crate) fn $delete(&mut self, cx: &mut Context, input: $DeleteInput) -> Result<()> {
                let $DeleteInput { id, if_match } = input;
                let (tag, refused) = (if_match.as_deref(), errors::illegal_update);
                self.$table.checked_for_change(&cx.account, &id, tag, refused)?;
                self.$used(&cx.account, &id)?;
                self.$table.remove(&cx.account, &id);
                Ok(())
            }

            pub(crate) fn $list(
                &mut self,
                cx: &mut Context,
                input: $ListInput,
            ) -> Result<$ListOutput> {
                let $ListInput { marker, max_items } = input;
                let page_request = PageRequest::new(marker, max_items)?;
                let page = self.$table.page(&cx.account, Types::new(None)?, &page_request);
                let (quantity, _, items, next_marker) = page.into_parts(|item| $summary(&item));
                let max_items = page_request.max_items;
                let list = $List { next_marker, max_items, quantity, items };
                Ok($ListOutput { $listed: Some(list) })
            }
        }

        fn $answer(item: &Item<config_type!($config)>) -> $Answer {
            let (id, last_modified_time) = (item.id.to_string(), item.modified);
            $Answer { id, last_modified_time, $config: item.config.clone() }
        }
    };
}

operations!(
    field_level_encryption_configs, "field-level-encryption", "C", check_encryption,
    encryption_is_unused, field_level_encryption_config:
    create_field_level_encryption_config
        CreateFieldLevelEncryptionConfigInput CreateFieldLevelEncryptionConfigOutput,
    get_field_level_encryption
        GetFieldLevelEncryptionInput GetFieldLevelEncryptionOutput
        field_level_encryption FieldLevelEncryption,
    get_field_level_encryption_config
        GetFieldLevelEncryptionConfigInput GetFieldLevelEncryptionConfigOutput,
    update_field_level_encryption_config
        UpdateFieldLevelEncryptionConfigInput UpdateFieldLevelEncryptionConfigOutput,
    delete_field_level_encryption_config DeleteFieldLevelEncryptionConfigInput,
    list_field_level_encryption_configs
        ListFieldLevelEncryptionConfigsInput ListFieldLevelEncryptionConfigsOutput
        field_level_encryption_list FieldLevelEncryptionList summary
);

operations!(
    field_level_encryption_profiles, "field-level-encryption-profile", "P", check_profile,
    profile_is_unused, field_level_encryption_profile_config:
    create_field_level_encryption_profile
        CreateFieldLevelEncryptionProfileInput CreateFieldLevelEncryptionProfileOutput,
    get_field_level_encryption_profile
        GetFieldLevelEncryptionProfileInput GetFieldLevelEncryptionProfileOutput
        field_level_encryption_profile FieldLevelEncryptionProfile,
    get_field_level_encryption_profile_config
        GetFieldLevelEncryptionProfileConfigInput GetFieldLevelEncryptionProfileConfigOutput,
    update_field_level_encryption_profile
        UpdateFieldLevelEncryptionProfileInput UpdateFieldLevelEncryptionProfileOutput,
    delete_field_level_encryption_profile DeleteFieldLevelEncryptionProfileInput,
    list_field_level_encryption_profiles
        ListFieldLevelEncryptionProfilesInput ListFieldLevelEncryptionProfilesOutput
        field_level_encryption_profile_list FieldLevelEncryptionProfileList profile_summary
);

fn summary(item: &Item<FieldLevelEncryptionConfig>) -> FieldLevelEncryptionSummary {
    let config = item.config.clone();
    FieldLevelEncryptionSummary {
        id: item.id.to_string(),
        last_modified_time: item.modified,
        comment: config.comment,
        query_arg_profile_config: config.query_arg_profile_config,
        content_type_profile_config: config.content_type_profile_config,
    }
}

fn profile_summary(
    item: &Item<FieldLevelEncryptionProfileConfig>,
) -> FieldLevelEncryptionProfileSummary {
    let config = item.config.clone();
    FieldLevelEncryptionProfileSummary {
        id: item.id.to_string(),
        last_modified_time: item.modified,
        name: config.name,
        encryption_entities: config.encryption_entities,
        comment: config.comment,
    }
}

/// The profiles that a configuration names.
fn profiles(config: &FieldLevelEncryptionConfig) -> impl Iterator<Item = &str> {
    let query = config.query_arg_profile_config.iter().flat_map(|it| &it.query_arg_profiles);
    let query = query.flat_map(|it| it.items.iter().flatten()).map(|it| it.profile_id.as_str());
    let content = config.content_type_profile_config.iter();
    let content = content.flat_map(|it| &it.content_type_profiles);
    let content = content.flat_map(|it| it.items.iter().flatten());
    query.chain(content.filter_map(|it| it.profile_id.as_deref()))
}

impl CloudFront {
    fn encryption_is_unused(&self, account: &Account, id: &str) -> Result<()> {
        match self.users(account, Reference::FieldLevelEncryption(id)).next() {
            None => Ok(()),
            Some(_) => Err(errors::field_level_encryption_config_in_use(
                "The specified configuration for field-level encryption is in use.",
            )),
        }
    }

    fn profile_is_unused(&self, account: &Account, id: &str) -> Result<()> {
        let mut configs = self.field_level_encryption_configs.of(account);
        match configs.any(|item| profiles(&item.config).any(|named| named == id)) {
            false => Ok(()),
            true => Err(errors::field_level_encryption_profile_in_use(
                "The specified profile for field-level encryption is in use.",
            )),
        }
    }

    /// Whether a profile encrypts with a key.
    pub(crate) fn encrypts_with(&self, account: &Account, key: &str) -> bool {
        self.field_level_encryption_profiles.of(account).any(|item| {
            let entities = item.config.encryption_entities.items.iter().flatten();
            entities.into_iter().any(|entity| entity.public_key_id == key)
        })
    }
}
