//! ListCertificates (ACM-1.8).

use crate::Acm;
use crate::key_names;
use crate::model::*;
use crate::stored::{Source, Stored};
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::page::{place, token};
use parhelion_world::{Context, Page};
use std::sync::Arc;

const PAGE_MAX: i32 = 1_000;

/// "Default filtering returns only RSA_1024 and RSA_2048 certificates" (API_Filters).
const USUAL_KEYS: [&str; 2] = ["RSA_1024", "RSA_2048"];

/// Where a list is: what was made when, and its ARN.
type Place = (i64, String);

fn place_of(stored: &Stored, by_time: bool) -> Place {
    (if by_time { stored.created.millis() } else { 0 }, stored.arn.to_string())
}

/// Whether a list that says nothing, or has any of these.
fn any<T: AsRef<str>>(wanted: Option<&Vec<T>>, has: &[&str]) -> bool {
    wanted.is_none_or(|wanted| {
        wanted.is_empty() || wanted.iter().any(|it| has.contains(&it.as_ref()))
    })
}

fn is_included(stored: &Stored, filters: &Filters) -> bool {
    let Filters { extended_key_usage, key_usage, key_types, export_option, managed_by } = filters;
    let key = key_names::name(stored.key);
    let keys = match key_types {
        Some(keys) if !keys.is_empty() => keys.iter().any(|it| it.as_str() == key),
        _ => USUAL_KEYS.contains(&key),
    };
    let extended: Vec<&str> = stored.extended_key_usages().iter().map(|(name, _)| *name).collect();
    let requested = stored.requested();
    let exports = requested.map(Requested::export_option);
    let manager = requested.and_then(|it| it.managed_by.as_deref());
    keys && any(extended_key_usage.as_ref(), &extended)
        && any(key_usage.as_ref(), &stored.key_usages())
        && export_option.as_deref().is_none_or(|wanted| exports == Some(wanted))
        && managed_by.as_deref().is_none_or(|wanted| manager == Some(wanted))
}

use crate::stored::Requested;

impl Requested {
    fn export_option(&self) -> &'static str {
        if self.may_be_exported { "ENABLED" } else { "DISABLED" }
    }
}

fn summary(stored: &Stored, now: Timestamp) -> CertificateSummary {
    let (imported_at, created_at, exported, export_option) = match &stored.source {
        Source::Imported(it) => (Some(it.at), None, None, None),
        Source::Requested(it) => {
            (None, Some(stored.created), Some(it.exported), Some(it.export_option()))
        }
    };
    let manager = stored.requested().and_then(|it| it.managed_by.as_deref());
    let validity = stored.validity();
    let extended = stored.extended_key_usages();
    CertificateSummary {
        certificate_arn: Some(stored.arn.to_string()),
        domain_name: Some(stored.domain.to_string()),
        subject_alternative_name_summaries: Some(
            stored.names.iter().map(ToString::to_string).collect(),
        ),
        has_additional_subject_alternative_names: Some(false),
        status: Some(stored.status(now).into()),
        type_: Some(stored.kind().into()),
        key_algorithm: Some(key_names::shown(stored.key)),
        key_usages: Some(stored.key_usages().into_iter().map(Into::into).collect()),
        extended_key_usages: Some(extended.into_iter().map(|(name, _)| name.into()).collect()),
        export_option: export_option.map(Into::into),
        in_use: Some(stored.users(now).next().is_some()),
        exported,
        renewal_eligibility: Some(stored.renewal_eligibility(now).into()),
        not_before: validity.map(|(from, _)| from),
        not_after: validity.map(|(_, until)| until),
        created_at,
        issued_at: stored.issue().map(|issue| issue.at),
        imported_at,
        revoked_at: None,
        managed_by: manager.map(|it| it.to_owned()),
    }
}

impl Acm {
    pub(crate) fn list_certificates(
        &mut self,
        cx: &mut Context,
        input: ListCertificatesInput,
    ) -> Result<ListCertificatesOutput> {
        let ListCertificatesInput {
            certificate_statuses,
            includes,
            next_token,
            max_items,
            sort_by,
            sort_order,
        } = input;
        if sort_by.is_some() != sort_order.is_some() {
            return Err(errors::invalid_args_exception(
                "SortBy and SortOrder must be specified together.",
            ));
        }
        let (by_time, filters) = (sort_by.is_some(), includes.unwrap_or_default());
        let falls = sort_order.is_some_and(|order| order == "DESCENDING");
        let after: Option<Place> = match next_token {
            None => None,
            Some(text) => Some(
                place(&text)
                    .ok_or_else(|| errors::invalid_args_exception("The NextToken is not valid."))?,
            ),
        };
        let mut found: Vec<&Arc<Stored>> = self
            .own(cx)
            .filter(|stored| any(certificate_statuses.as_ref(), &[stored.status(cx.now)]))
            .filter(|stored| is_included(stored, &filters))
            .collect();
        found.sort_by_key(|stored| place_of(stored, by_time));
        if falls {
            found.reverse();
        }
        let left = found.into_iter().filter(|stored| {
            let here = place_of(stored, by_time);
            after.as_ref().is_none_or(|after| if falls { here < *after } else { here > *after })
        });
        let size = usize::try_from(max_items.unwrap_or(PAGE_MAX)).unwrap_or_default();
        let page = Page::of(left, size);
        let next_token = page.last().map(|last| token(&place_of(last, by_time)));
        let all = page.items.into_iter().map(|stored| summary(stored, cx.now)).collect();
        Ok(ListCertificatesOutput { next_token, certificate_summary_list: Some(all) })
    }
}
