//! Origin groups: a primary, a secondary and when to change over (CF-6.7).

use super::basics::{distinct, invalid};
use crate::model::DistributionConfig;
use parhelion_wire::error::Result;

/// Statuses of the primary on which the secondary is asked (CF-6.7b).
const FAILOVER_CODES: [i32; 9] = [400, 403, 404, 416, 429, 500, 502, 503, 504];

pub(crate) fn check(config: &DistributionConfig) -> Result<()> {
    for group in config.origin_groups.iter().flat_map(|groups| groups.items.iter().flatten()) {
        if group.id.is_empty() {
            return Err(invalid("The parameter OriginGroup Id is required."));
        }
        let members = &group.members.items;
        if members.len() != 2 || !distinct(members.iter().map(|member| &member.origin_id)) {
            return Err(invalid(
                "The parameter OriginGroup Members is invalid: it must be two different origins.",
            ));
        }
        let codes = &group.failover_criteria.status_codes.items;
        if codes.is_empty()
            || !distinct(codes)
            || !codes.iter().all(|code| FAILOVER_CODES.contains(code))
        {
            return Err(invalid("The parameter FailoverCriteria StatusCodes is invalid."));
        }
    }
    Ok(())
}
