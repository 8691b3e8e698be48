//! Deliveries: how the vended logs of AWS's resources reach groups and buckets.
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html>
//!
//! - [`sources`]: whose logs; [`destinations`]: where to; [`joined`]: the deliveries between them;
//! - [`delivered`]: what is told, written there; [`fields`], [`form`]: what stands in a record, and how;
//! - [`kept`]: how all are kept;
//! - [`lists`]: how they are listed; [`tags`](self::tagged): their tags.

pub(crate) mod delivered;
pub(crate) mod destinations;
pub(crate) mod fields;
mod form;
mod joined;
pub(crate) mod kept;
mod lists;
mod sources;
mod tagged;

use crate::model::errors;
use parhelion_wire::Error;

/// Of each of the three, in an account and region
/// (<https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html>).
const EACH_MAX: usize = 1_000;
const DESCRIBE_LIMIT: i32 = 50;

// AWS publishes no texts for these refusals: they are our own.

fn missing(what: &str, name: &str) -> Error {
    errors::resource_not_found_exception(format!("{what} {name} does not exist."))
}

fn full(what: &str) -> Error {
    errors::service_quota_exceeded_exception(format!(
        "You have reached the maximum of {EACH_MAX} {what} in this account and region."
    ))
}

fn invalid(text: impl Into<String>) -> Error {
    errors::validation_exception(text.into())
}

fn conflict(text: impl Into<String>) -> Error {
    errors::conflict_exception(text.into())
}
