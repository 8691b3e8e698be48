//! What CreateDistribution and UpdateDistribution refuse (CF-9.2, CF-9.3).
//!
//! AWS documents the codes, not which of several comes first (NV 20). Here: quantities, then
//! origins by name (`NoSuchOrigin` comes before other origin checks, CF-9.3), then part by part.

mod behaviors;
mod certificate;
mod country;
mod error_responses;
mod forwarded_values;
mod general;
mod origin_groups;
mod origins;
pub mod quantities;
pub mod s3_domain;

use crate::behaviors::all;
use crate::errors;
use crate::model::{DistributionConfig, OriginAccessControlConfig};
use parhelion_wire::Error;
use parhelion_wire::error::Result;

/// What a configuration may refer to by id: what the caller's account has, and what is managed.
pub trait Known {
    fn has_cache_policy(&self, id: &str) -> bool;
    fn has_origin_request_policy(&self, id: &str) -> bool;
    fn has_response_headers_policy(&self, id: &str) -> bool;
    fn has_origin_access_identity(&self, id: &str) -> bool;
    fn origin_access_control(&self, id: &str) -> Option<&OriginAccessControlConfig>;
}

/// Which operation asks: some codes belong to one of them only (CF-9.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    Create,
    Update,
}

/// Refuses a configuration that AWS refuses. Reads the configuration as sent: defaults are not
/// filled in yet.
pub fn check(config: &DistributionConfig, known: &dyn Known, wanted: For) -> Result<()> {
    quantities::check(config)?;
    general::check(config, wanted)?;
    let behaviors = all(config);
    origins::check_targets(config, &behaviors)?;
    origins::check(config, known, wanted)?;
    origin_groups::check(config)?;
    behaviors::check(config, &behaviors, known)?;
    error_responses::check(config)?;
    certificate::check(config, wanted)?;
    country::check(config)
}

/// `InvalidArgument` with a message.
fn invalid(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    errors::invalid_argument(message)
}

/// Text that is there and not empty. Both mean "none" in a configuration.
fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.is_empty())
}

/// Whether all values differ from each other.
fn distinct<T: Ord>(values: impl IntoIterator<Item = T>) -> bool {
    let mut values: Vec<T> = values.into_iter().collect();
    let count = values.len();
    values.sort();
    values.dedup();
    values.len() == count
}
