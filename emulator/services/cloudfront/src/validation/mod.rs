//! What CreateDistribution and UpdateDistribution refuse (CF-9.2, CF-9.3).
//!
//! AWS documents the codes, not which of several comes first (NV 20). Here: quantities, then
//! origins by name (`NoSuchOrigin` comes before other origin checks, CF-9.3), then part by part.

mod basics;
mod behaviors;
mod certificate;
mod country;
mod error_responses;
mod forwarded_values;
mod general;
mod origin_groups;
mod origins;
pub(crate) mod quantities;
pub(crate) mod s3_domain;

pub(crate) use basics::{For, Known};
pub(crate) use general::web_acl;

use crate::behaviors::all;
use crate::model::DistributionConfig;
use parhelion_wire::error::Result;

/// Refuses a configuration that AWS refuses. Reads the configuration as sent: defaults are not
/// filled in yet.
pub(crate) fn check(config: &DistributionConfig, known: &dyn Known, wanted: For) -> Result<()> {
    quantities::check(config)?;
    general::check(config, known, wanted)?;
    let behaviors = all(config);
    origins::check_targets(config, &behaviors)?;
    origins::check(config, known, wanted)?;
    origin_groups::check(config)?;
    behaviors::check(config, &behaviors, known)?;
    error_responses::check(config)?;
    certificate::check(config, wanted)?;
    country::check(config)
}
