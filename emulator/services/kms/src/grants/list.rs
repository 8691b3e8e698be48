//! ListGrants and ListRetirableGrants.
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html>

use super::{Constraints, Grant};
use crate::Kms;
use crate::model::*;
use crate::names::Naming;
use crate::paging::{self, Pages};
use crate::principals;
use parhelion_wire::error::Result;
use parhelion_world::identity::Identities;
use parhelion_world::{Arn, Context};
use std::sync::Arc;

const PAGES: Pages = Pages { usual: 50, most: 100 };

impl Kms {
    pub(crate) fn list_grants(
        &mut self,
        cx: &mut Context,
        input: ListGrantsInput,
    ) -> Result<ListGrantsOutput> {
        let ListGrantsInput { limit, marker, key_id, grant_id, grantee_principal } = input;
        let key = self.find_named(cx, &key_id, Naming::Key)?;
        super::end::check_id(grant_id.as_deref())?;
        let known = cx.identities();
        let wanted = |grant: &&Arc<Grant>| {
            let Grant { id, grantee, .. } = &***grant;
            grant_id.as_ref().is_none_or(|wanted| **wanted == **id)
                && grantee_principal.as_ref().is_none_or(|wanted| grantee.is_called(known, wanted))
        };
        let grants = self.grants.of(&key.arn).filter(wanted);
        let shown = grants.map(|grant| shown(cx.identities(), &key.arn, grant)).collect();
        page(shown, marker.as_deref(), limit)
    }

    /// Of all keys in the region, other accounts' too.
    pub(crate) fn list_retirable_grants(
        &mut self,
        cx: &mut Context,
        input: ListRetirableGrantsInput,
    ) -> Result<ListRetirableGrantsOutput> {
        let ListRetirableGrantsInput { limit, marker, retiring_principal } = input;
        if !principals::exists(cx, &retiring_principal) {
            let message = format!("ARN does not refer to a valid principal: {retiring_principal}");
            return Err(errors::invalid_arn_exception(message));
        }
        let here = |key: &str| {
            Arn::parse(key).is_some_and(|arn| *arn.region == *cx.region)
                && self.key_ring.has(cx.now, key)
        };
        let retires = |grant: &Grant| {
            let party = grant.retiring.as_ref();
            party.is_some_and(|party| party.is_called(cx.identities(), &retiring_principal))
        };
        let grants = self.grants.by_key().filter(|(key, grant)| retires(grant) && here(key));
        let shown = grants.map(|(key, grant)| shown(cx.identities(), key, grant)).collect();
        let ListGrantsOutput { grants, next_marker, truncated } =
            page(shown, marker.as_deref(), limit)?;
        Ok(ListRetirableGrantsOutput { grants, next_marker, truncated })
    }
}

fn page(
    mut grants: Vec<GrantListEntry>,
    marker: Option<&str>,
    limit: Option<i32>,
) -> Result<ListGrantsOutput> {
    grants.sort_by(|a, b| a.grant_id.cmp(&b.grant_id));
    let (grants, next_marker) = paging::page(
        grants,
        |grant| grant.grant_id.as_deref().unwrap_or_default(),
        marker,
        (limit, PAGES),
    )?;
    let truncated = Some(next_marker.is_some());
    Ok(ListGrantsOutput { grants: Some(grants), next_marker, truncated })
}

fn shown(known: &dyn Identities, key: &str, grant: &Grant) -> GrantListEntry {
    let Constraints { subset, equals } = &grant.constraints;
    let constrained = subset.is_some() || equals.is_some();
    GrantListEntry {
        key_id: Some(key.to_owned()),
        grant_id: Some(grant.id.to_string()),
        name: Some(grant.name.to_string()),
        creation_date: Some(grant.created),
        grantee_principal: Some(grant.grantee.shown(known)),
        retiring_principal: grant.retiring.as_ref().map(|party| party.shown(known)),
        issuing_account: Some(format!("arn:aws:iam::{}:root", grant.issuer)),
        operations: Some(grant.operations.iter().map(ToString::to_string).collect()),
        constraints: constrained.then(|| GrantConstraints {
            encryption_context_subset: subset.clone(),
            encryption_context_equals: equals.clone(),
        }),
    }
}
