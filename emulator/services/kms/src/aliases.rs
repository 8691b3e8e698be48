//! Aliases: second names of keys.

use crate::Kms;
use crate::key_ring::{Alias, Key};
use crate::model::*;
use crate::paging::{self, Pages};
use crate::specs::KeySpec;
use crate::states::pending_deletion;
use parhelion_wire::error::Result;
use parhelion_world::Context;

impl Kms {
    pub(crate) fn create_alias(&mut self, cx: &mut Context, input: CreateAliasInput) -> Result<()> {
        let CreateAliasInput { alias_name, target_key_id } = input;
        let arn = arn(cx, &alias_name)?;
        if self.key_ring.alias(&arn).is_some() {
            let message = format!("An alias with the name {arn} already exists");
            return Err(errors::already_exists_exception(message));
        }
        let key = self.own(cx, &target_key_id)?;
        key.is_the_customers(cx)?;
        pending_deletion(&key)?;
        let (created, updated) = (cx.now, cx.now);
        let (arn, name, target) = (arn.into(), alias_name.into(), key.arn.clone());
        self.key_ring.insert_alias(Alias { arn, name, target, created, updated });
        Ok(())
    }

    /// "The current and new KMS key must be the same type (both symmetric or both asymmetric or both
    /// HMAC), and they must have the same key usage" (API_UpdateAlias).
    pub(crate) fn update_alias(&mut self, cx: &mut Context, input: UpdateAliasInput) -> Result<()> {
        let UpdateAliasInput { alias_name, target_key_id } = input;
        let alias = self.alias(cx, &alias_name)?;
        let key = self.own(cx, &target_key_id)?;
        key.is_the_customers(cx)?;
        pending_deletion(&key)?;
        if let Some(current) = self.key_ring.get(&alias.target)
            && (kind(current), current.usage) != (kind(&key), key.usage)
        {
            let message = format!(
                "{arn} cannot be associated with {}: the current and the new KMS key must be the same \
                 type and have the same key usage.",
                key.arn,
                arn = alias.arn
            );
            return Err(errors::kms_invalid_state_exception(message));
        }
        let now = cx.now;
        self.key_ring.insert_alias(Alias { target: key.arn.clone(), updated: now, ..alias });
        Ok(())
    }

    pub(crate) fn delete_alias(&mut self, cx: &mut Context, input: DeleteAliasInput) -> Result<()> {
        let DeleteAliasInput { alias_name } = input;
        let alias = self.alias(cx, &alias_name)?;
        self.key_ring.remove_alias(&alias.arn);
        Ok(())
    }

    pub(crate) fn list_aliases(
        &mut self,
        cx: &mut Context,
        input: ListAliasesInput,
    ) -> Result<ListAliasesOutput> {
        let ListAliasesInput { key_id, limit, marker } = input;
        let only = key_id.map(|name| self.find(cx, &name)).transpose()?;
        let (account, region) = (cx.account.clone(), cx.region.clone());
        let all = self.key_ring.aliases_of(&account, &region);
        let wanted = all.filter(|alias| only.as_ref().is_none_or(|key| key.arn == alias.target));
        let (aliases, next_marker) = paging::page(
            wanted.map(shown).collect(),
            |it| it.alias_name.as_deref().unwrap_or_default(),
            marker.as_deref(),
            (limit, Pages { usual: 50, most: 100 }),
        )?;
        Ok(ListAliasesOutput {
            aliases: Some(aliases),
            truncated: Some(next_marker.is_some()),
            next_marker,
        })
    }

    fn alias(&self, cx: &Context, name: &str) -> Result<Alias> {
        let arn = arn(cx, name)?;
        let found = self.key_ring.alias(&arn).cloned();
        found.ok_or_else(|| errors::not_found_exception(format!("Alias {arn} is not found.")))
    }
}

/// Symmetric, asymmetric or HMAC.
fn kind(key: &Key) -> (bool, bool) {
    (key.spec.is_asymmetric(), matches!(key.spec, KeySpec::Hmac(_)))
}

/// The ARN of an alias that customers may make.
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html>
fn arn(cx: &Context, name: &str) -> Result<String> {
    let rest = name.strip_prefix("alias/").unwrap_or_default();
    if rest.is_empty() || name.contains(':') {
        let message = "Alias must start with the prefix \"alias/\". Please see \
                       https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html";
        return Err(parhelion_wire::Error::new(400, "ValidationException", message));
    }
    if rest.starts_with("aws/") {
        return Err(parhelion_wire::Error::new(400, "NotAuthorizedException", ""));
    }
    Ok(cx.arn("kms", name))
}

fn shown(alias: &Alias) -> AliasListEntry {
    AliasListEntry {
        alias_name: Some(alias.name.to_string()),
        alias_arn: Some(alias.arn.to_string()),
        target_key_id: alias.target.rsplit('/').next().map(str::to_owned),
        creation_date: Some(alias.created),
        last_updated_date: Some(alias.updated),
    }
}
