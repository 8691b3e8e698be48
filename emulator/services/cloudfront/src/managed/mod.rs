//! The policies that AWS manages for everybody (CF-2.4 to CF-2.6): constants, the same in every
//! world.

mod cache_policies;
mod origin_request_policies;
mod response_headers_policies;

pub(crate) use cache_policies::CACHE_POLICIES;
pub(crate) use origin_request_policies::ORIGIN_REQUEST_POLICIES;
pub(crate) use response_headers_policies::RESPONSE_HEADERS_POLICIES;

use crate::model::{CookieNames, Headers, QueryStringNames};
use crate::resources::Item;
use parhelion_wire::Timestamp;
use std::sync::Arc;

/// When AWS introduced policies: 2020-07-22. The answers' real times are not known.
const SINCE: Timestamp = Timestamp::from_secs(1_595_376_000);

fn item<T>(id: &str, config: T) -> Arc<Item<T>> {
    Arc::new(Item { id: id.into(), e_tag: "E23ZP02F085DFQ".into(), modified: SINCE, config })
}

fn quantity<T>(items: &[T]) -> i32 {
    i32::try_from(items.len()).unwrap_or(i32::MAX)
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn headers(names: &[&str]) -> Option<Headers> {
    let headers = Headers { quantity: quantity(names), items: Some(owned(names)) };
    Some(headers).filter(|_| !names.is_empty())
}

fn query_strings(names: &[&str]) -> Option<QueryStringNames> {
    let query_strings = QueryStringNames { quantity: quantity(names), items: Some(owned(names)) };
    Some(query_strings).filter(|_| !names.is_empty())
}

/// No managed policy names cookies.
const NO_COOKIES: Option<CookieNames> = None;
