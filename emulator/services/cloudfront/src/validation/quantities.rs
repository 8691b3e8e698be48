//! `Quantity` says how many `Items` there are, everywhere (`InconsistentQuantities`, CF-9.3).

use crate::errors;
use crate::model::*;
use parhelion_wire::error::Result;

/// The accounts that may sign for a behaviour or a streaming distribution (Appendix A).
pub(crate) const SIGNERS_MAX: usize = 5;

/// One list and the number that its sender gave.
pub(crate) fn agree<T>(quantity: i32, items: &[T]) -> Result<()> {
    if usize::try_from(quantity) == Ok(items.len()) {
        return Ok(());
    }
    Err(errors::inconsistent_quantities(
        "The value of Quantity and the size of Items do not match.",
    ))
}

/// As [`agree`] for lists that may be left out.
pub(crate) fn agree_some<T>(quantity: i32, items: &Option<Vec<T>>) -> Result<()> {
    agree(quantity, items.as_deref().unwrap_or_default())
}

/// Checks `Quantity` against `Items` for members that may be absent.
macro_rules! agree_all {
    ($($list:expr),* $(,)?) => {$(
        if let Some(list) = &$list {
            agree_some(list.quantity, &list.items)?;
        }
    )*};
}

pub(crate) fn check(config: &DistributionConfig) -> Result<()> {
    agree_all!(
        config.aliases,
        config.origin_groups,
        config.cache_behaviors,
        config.custom_error_responses,
    );
    agree(config.origins.quantity, &config.origins.items)?;
    for origin in &config.origins.items {
        agree_all!(origin.custom_headers);
        let custom = origin.custom_origin_config.as_ref();
        if let Some(protocols) = custom.and_then(|custom| custom.origin_ssl_protocols.as_ref()) {
            agree(protocols.quantity, &protocols.items)?;
        }
    }
    for group in config.origin_groups.iter().flat_map(|groups| groups.items.iter().flatten()) {
        agree(group.members.quantity, &group.members.items)?;
        let codes = &group.failover_criteria.status_codes;
        agree(codes.quantity, &codes.items)?;
    }
    if let Some(restrictions) = &config.restrictions {
        let geo = &restrictions.geo_restriction;
        agree_some(geo.quantity, &geo.items)?;
    }
    crate::behaviors::all(config).iter().try_for_each(behavior)
}

fn behavior(behavior: &CacheBehavior) -> Result<()> {
    agree_all!(
        behavior.trusted_signers,
        behavior.trusted_key_groups,
        behavior.lambda_function_associations,
        behavior.function_associations,
    );
    if let Some(methods) = &behavior.allowed_methods {
        agree(methods.quantity, &methods.items)?;
        if let Some(cached) = &methods.cached_methods {
            agree(cached.quantity, &cached.items)?;
        }
    }
    if let Some(forwarded) = &behavior.forwarded_values {
        agree_all!(
            forwarded.headers,
            forwarded.query_string_cache_keys,
            forwarded.cookies.whitelisted_names,
        );
    }
    Ok(())
}
