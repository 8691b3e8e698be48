//! Moving an alias from one distribution to another, and finding who has it (CF-8.8).

use crate::hosts::canonical;
use crate::model::*;
use crate::stored_distribution::StoredDistribution;
use crate::validation::For;
use crate::{CloudFront, certificates, errors, hosts};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

const MAX_ITEMS: i32 = 100;

/// A wildcard takes any depth below it (CF-1.2c).
fn overlap(one: &str, other: &str) -> bool {
    let covers = |wide: &str, name: &str| {
        wide.strip_prefix('*').is_some_and(|rest| name.len() > rest.len() && name.ends_with(rest))
    };
    one == other || covers(one, other) || covers(other, one)
}

/// The first half of an id is nobody's business but its owner's.
fn masked(id: &str) -> String {
    let hidden = id.chars().count() / 2;
    "*".repeat(hidden) + &id.chars().skip(hidden).collect::<String>()
}

fn with_aliases(
    config: &DistributionConfig,
    names: impl Iterator<Item = String>,
) -> DistributionConfig {
    let names: Vec<String> = names.collect();
    let quantity = i32::try_from(names.len()).unwrap_or(i32::MAX);
    let items = Some(names).filter(|names| !names.is_empty());
    DistributionConfig { aliases: Some(Aliases { quantity, items }), ..config.clone() }
}

impl CloudFront {
    pub(crate) fn associate_alias(
        &mut self,
        cx: &mut Context,
        input: AssociateAliasInput,
    ) -> Result<()> {
        let AssociateAliasInput { target_distribution_id, alias } = input;
        let target = self.distribution(&cx.account, &target_distribution_id)?.clone();
        let name = canonical(&alias);
        if target.aliases().any(|mine| canonical(mine) == name) {
            return Ok(());
        }
        let source = self.hosts.owner(&name).and_then(|id| self.distribution_of_any(id)).cloned();
        let movable = |source: &Arc<StoredDistribution>| {
            source.account == target.account || !source.config.enabled
        };
        if source.as_ref().is_some_and(|source| !movable(source)) {
            return Err(errors::illegal_update(
                "The alias is associated with an enabled distribution of another AWS account.",
            ));
        }
        let config = with_aliases(&target.config, target.aliases().cloned().chain([alias]));
        let checked = self
            .check_but_for_owners(&cx.account, &config, &target.id, For::Update)
            .and_then(|()| certificates::check(cx, &config));
        checked.map_err(|why| match why.code() {
            "InvalidViewerCertificate" => errors::invalid_argument(why.message().to_owned()),
            _ => why,
        })?;
        // Whoever has it now is the first to lose it.
        if let Some(source) = source {
            let left = source.aliases().filter(|mine| canonical(mine) != name).cloned();
            let config = with_aliases(&source.config, left);
            self.reconfigure(cx, &source, config);
        }
        self.reconfigure(cx, &target, config);
        Ok(())
    }

    /// Of all accounts, by the name; the caller's own distribution is asked for.
    pub(crate) fn list_conflicting_aliases(
        &mut self,
        cx: &mut Context,
        input: ListConflictingAliasesInput,
    ) -> Result<ListConflictingAliasesOutput> {
        let ListConflictingAliasesInput { distribution_id, alias, marker, max_items } = input;
        let mine = self.distribution(&cx.account, &distribution_id)?;
        let certificate = mine.config.viewer_certificate.as_ref();
        if certificate.is_none_or(|it| it.cloud_front_default_certificate == Some(true)) {
            return Err(errors::invalid_argument(
                "The distribution has no certificate that covers the alias.",
            ));
        }
        let max_items = max_items.unwrap_or(MAX_ITEMS);
        if !(1..=MAX_ITEMS).contains(&max_items) {
            return Err(errors::invalid_argument("The parameter MaxItems is invalid."));
        }
        let (name, after) = (canonical(&alias), marker.unwrap_or_default());
        let found = self.hosts.iter().filter(|(alias, id)| {
            let other = **id != mine.id && !alias.ends_with(hosts::SUFFIX);
            other && alias.as_ref() > after.as_str() && overlap(alias, &name)
        });
        let wanted = usize::try_from(max_items).unwrap_or(1);
        let mut items: Vec<ConflictingAlias> = found
            .take(wanted + 1)
            .map(|(alias, id)| ConflictingAlias {
                alias: Some(alias.to_string()),
                distribution_id: Some(masked(id)),
                account_id: self.owners.get(id).map(|account| masked(account)),
            })
            .collect();
        let more = items.len() > wanted;
        items.truncate(wanted);
        let last = items.last().and_then(|item| item.alias.clone());
        let quantity = i32::try_from(items.len()).unwrap_or(i32::MAX);
        Ok(ListConflictingAliasesOutput {
            conflicting_aliases_list: Some(ConflictingAliasesList {
                next_marker: last.filter(|_| more),
                max_items: Some(max_items),
                quantity: Some(quantity),
                items: Some(items).filter(|items| !items.is_empty()),
            }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_overlap_where_a_wildcard_covers_cf_8_8() {
        for (one, other) in
            [("a.b.c", "a.b.c"), ("*.b.c", "a.b.c"), ("a.b.c", "*.c"), ("*.c", "*.b.c")]
        {
            assert!(overlap(one, other), "{one} {other}");
        }
        for (one, other) in [("a.b.c", "b.b.c"), ("*.b.c", "b.c"), ("*.b.c", "xb.c")] {
            assert!(!overlap(one, other), "{one} {other}");
        }
        assert_eq!(masked("EDFDVBD6EXAMPLE"), "*******6EXAMPLE");
        assert_eq!(masked("112233112233"), "******112233");
    }
}
