//! What a policy may say (CF-8.9b).

use crate::errors;
use crate::model::*;
use crate::validation::quantities::agree_some;
use parhelion_wire::error::Result;

/// Appendix A.
const WEIGHT_MAX: f32 = 0.15;
const SECONDS: std::ops::RangeInclusive<i32> = 300..=3600;
const PREFIX: &str = "aws-cf-cd-";
/// Those of other headers that CloudFront is told of.
const HEADER_MAX: usize = 256;
const VALUE_MAX: usize = 1783;

fn wrong(member: &str) -> Result<()> {
    Err(errors::invalid_argument(format!("The parameter {member} is missing or invalid.")))
}

/// The one domain name of a staging distribution that a policy has.
pub(super) fn dns_name(config: &ContinuousDeploymentPolicyConfig) -> Result<&str> {
    let StagingDistributionDnsNames { quantity, items } = &config.staging_distribution_dns_names;
    agree_some(*quantity, items)?;
    match items.as_deref().unwrap_or_default() {
        [one] => Ok(one),
        _ => Err(errors::invalid_argument(
            "A continuous deployment policy has exactly one staging distribution.",
        )),
    }
}

pub(super) fn traffic(config: &ContinuousDeploymentPolicyConfig) -> Result<()> {
    let Some(TrafficConfig { single_weight_config, single_header_config, type_ }) =
        &config.traffic_config
    else {
        return if config.enabled { wrong("TrafficConfig") } else { Ok(()) };
    };
    match (type_.as_str(), single_weight_config, single_header_config) {
        ("SingleWeight", Some(by), None) => weight(by),
        ("SingleHeader", None, Some(by)) => header(by),
        _ => wrong("TrafficConfig"),
    }
}

fn weight(by: &ContinuousDeploymentSingleWeightConfig) -> Result<()> {
    let ContinuousDeploymentSingleWeightConfig { weight, session_stickiness_config } = by;
    if !(0.0..=WEIGHT_MAX).contains(weight) {
        return wrong("Weight");
    }
    let Some(SessionStickinessConfig { idle_ttl, maximum_ttl }) = session_stickiness_config else {
        return Ok(());
    };
    match SECONDS.contains(idle_ttl) && SECONDS.contains(maximum_ttl) && idle_ttl <= maximum_ttl {
        true => Ok(()),
        false => wrong("SessionStickinessConfig"),
    }
}

fn header(by: &ContinuousDeploymentSingleHeaderConfig) -> Result<()> {
    let ContinuousDeploymentSingleHeaderConfig { header, value } = by;
    let name = header.to_ascii_lowercase();
    let named = name.strip_prefix(PREFIX).is_some_and(|rest| !rest.is_empty());
    let is_header = http::HeaderName::from_bytes(name.as_bytes()).is_ok();
    if !named || !is_header || header.len() > HEADER_MAX {
        return wrong("Header");
    }
    let is_value = http::HeaderValue::from_str(value).is_ok();
    match is_value && !value.is_empty() && value.len() <= VALUE_MAX {
        true => Ok(()),
        false => wrong("Value"),
    }
}
