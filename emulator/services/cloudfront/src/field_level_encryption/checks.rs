//! What configurations and profiles may say.
//! <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html>

use crate::model::*;
use crate::resources::ResourceConfig;
use crate::validation::quantities::agree;
use crate::{CloudFront, errors};
use parhelion_wire::error::Result;
use parhelion_world::identity::Account;

const QUERY_ARGS_MAX: usize = 5;
const CONTENT_TYPES_MAX: usize = 1;
const ENTITIES_MAX: usize = 1;
const PATTERNS_MAX: usize = 10;
const TEXT_MAX: usize = 128;
/// \[E\]: AWS says that there is a limit, not which.
const PROFILE_BYTES_MAX: usize = 10_240;

fn invalid(member: &str) -> Result<()> {
    Err(errors::invalid_argument(format!("The parameter {member} is missing or invalid.")))
}

fn common(caller_reference: &str, comment: Option<&String>) -> Result<()> {
    if caller_reference.is_empty() {
        return invalid("CallerReference");
    }
    match comment.is_some_and(|comment| comment.chars().count() > TEXT_MAX) {
        true => invalid("Comment"),
        false => Ok(()),
    }
}

impl CloudFront {
    fn has_profile(&self, account: &Account, id: &str) -> Result<()> {
        match self.field_level_encryption_profiles.find(account, id) {
            Some(_) => Ok(()),
            None => Err(FieldLevelEncryptionProfileConfig::missing()),
        }
    }

    pub(super) fn check_encryption(
        &self,
        account: &Account,
        config: &FieldLevelEncryptionConfig,
    ) -> Result<()> {
        common(&config.caller_reference, config.comment.as_ref())?;
        let query = config.query_arg_profile_config.as_ref();
        if let Some(profiles) = query.and_then(|query| query.query_arg_profiles.as_ref()) {
            self.check_query(account, profiles)?;
        }
        let content = config.content_type_profile_config.as_ref();
        match content.and_then(|content| content.content_type_profiles.as_ref()) {
            Some(profiles) => self.check_content(account, profiles),
            None => Ok(()),
        }
    }

    fn check_query(&self, account: &Account, profiles: &QueryArgProfiles) -> Result<()> {
        let items = profiles.items.as_deref().unwrap_or_default();
        agree(profiles.quantity, items)?;
        if items.len() > QUERY_ARGS_MAX {
            return Err(errors::too_many_field_level_encryption_query_arg_profiles(
                "The maximum number of query arg profiles for field-level encryption have been created.",
            ));
        }
        for QueryArgProfile { query_arg, profile_id } in items {
            if query_arg.is_empty() || query_arg.chars().count() > TEXT_MAX {
                return invalid("QueryArg");
            }
            if profile_id.is_empty() {
                return Err(errors::query_arg_profile_empty(
                    "No profile specified for the field-level encryption query argument.",
                ));
            }
            self.has_profile(account, profile_id)?;
        }
        Ok(())
    }

    /// Forms are all that can be encrypted.
    fn check_content(&self, account: &Account, profiles: &ContentTypeProfiles) -> Result<()> {
        let items = profiles.items.as_deref().unwrap_or_default();
        agree(profiles.quantity, items)?;
        if items.len() > CONTENT_TYPES_MAX {
            return Err(errors::too_many_field_level_encryption_content_type_profiles(
                "The maximum number of content type profiles for field-level encryption have been created.",
            ));
        }
        for ContentTypeProfile { format, profile_id, content_type } in items {
            if format != "URLEncoded" || content_type != "application/x-www-form-urlencoded" {
                return invalid("ContentTypeProfiles");
            }
            if let Some(id) = profile_id.as_deref().filter(|id| !id.is_empty()) {
                self.has_profile(account, id)?;
            }
        }
        Ok(())
    }

    pub(super) fn check_profile(
        &self,
        account: &Account,
        config: &FieldLevelEncryptionProfileConfig,
    ) -> Result<()> {
        common(&config.caller_reference, config.comment.as_ref())?;
        if config.name.is_empty() || config.name.chars().count() > TEXT_MAX {
            return invalid("Name");
        }
        let entities = config.encryption_entities.items.as_deref().unwrap_or_default();
        agree(config.encryption_entities.quantity, entities)?;
        if entities.len() > ENTITIES_MAX {
            return Err(errors::too_many_field_level_encryption_encryption_entities(
                "The maximum number of encryption entities for field-level encryption have been created.",
            ));
        }
        entities.iter().try_for_each(|entity| self.check_entity(account, entity))
    }

    fn check_entity(&self, account: &Account, entity: &EncryptionEntity) -> Result<()> {
        let EncryptionEntity { public_key_id, provider_id, field_patterns } = entity;
        if self.public_keys.find(account, public_key_id).is_none() {
            return Err(errors::no_such_public_key("The specified public key doesn't exist."));
        }
        if provider_id.is_empty() || provider_id.chars().count() > TEXT_MAX {
            return invalid("ProviderId");
        }
        let patterns = field_patterns.items.as_deref().unwrap_or_default();
        agree(field_patterns.quantity, patterns)?;
        if patterns.len() > PATTERNS_MAX {
            return Err(errors::too_many_field_level_encryption_field_patterns(
                "The maximum number of field patterns for field-level encryption have been created.",
            ));
        }
        // A wildcard stands at the end, if at all.
        let wrong =
            |pattern: &String| pattern.is_empty() || pattern.trim_end_matches('*').contains('*');
        if patterns.is_empty() || patterns.iter().any(wrong) {
            return invalid("FieldPatterns");
        }
        match patterns.iter().map(String::len).sum::<usize>() > PROFILE_BYTES_MAX {
            true => Err(errors::field_level_encryption_profile_size_exceeded(
                "The maximum size of a profile for field-level encryption was exceeded.",
            )),
            false => Ok(()),
        }
    }
}
