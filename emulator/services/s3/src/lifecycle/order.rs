//! What of a lifecycle's rule must come after what
//! (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html>).

use crate::errors;
use crate::model::LifecycleRule;
use parhelion_wire::error::Result;

/// A class, and the days after which it is the object's.
type Step<'a> = (&'a str, i32);

/// How long an object stays in a class of infrequent access before it is archived.
const STAY: i32 = 30;

/// The steps of one kind, as messages name it.
struct Kind {
    transition: &'static str,
    expiration: &'static str,
    days: &'static str,
}

const CURRENT: Kind = Kind { transition: "Transition", expiration: "Expiration", days: "Days" };
const NONCURRENT: Kind = Kind {
    transition: "NoncurrentVersionTransition",
    expiration: "NoncurrentVersionExpiration",
    days: "NoncurrentDays",
};

/// Objects expire after they have moved, and are archived some time after they became rare.
pub(crate) fn check(rule: &LifecycleRule, prefix: &str) -> Result<()> {
    let steps = rule.transitions.iter().flatten();
    let steps: Vec<Step> =
        steps.filter_map(|step| Some((step.storage_class.as_deref()?, step.days?))).collect();
    let end = rule.expiration.as_ref().and_then(|expiration| expiration.days);
    CURRENT.check(&steps, end, prefix)?;
    let steps = rule.noncurrent_version_transitions.iter().flatten();
    let steps: Vec<Step> = steps
        .filter_map(|step| Some((step.storage_class.as_deref()?, step.noncurrent_days?)))
        .collect();
    let end = rule.noncurrent_version_expiration.as_ref().and_then(|it| it.noncurrent_days);
    NONCURRENT.check(&steps, end, prefix)
}

impl Kind {
    fn check(&self, steps: &[Step], end: Option<i32>, prefix: &str) -> Result<()> {
        let Self { transition, expiration, days } = self;
        if let Some(end) = end.filter(|end| steps.iter().any(|(_, at)| at >= end)) {
            let message = format!(
                "'{days}' in the {expiration} action for filter '(prefix={prefix})' must be greater \
                 than '{days}' in the {transition} action"
            );
            return Err(errors::invalid_argument(message, self.days, end.to_string()));
        }
        let is_rare = |class: &str| matches!(class, "STANDARD_IA" | "ONEZONE_IA");
        let is_archive = |class: &str| class == "DEEP_ARCHIVE" || class.starts_with("GLACIER");
        for (rare, from) in steps.iter().filter(|(class, _)| is_rare(class)) {
            let early = |(class, at): &&Step| is_archive(class) && *at < from.saturating_add(STAY);
            if let Some((archive, at)) = steps.iter().find(early) {
                let message = format!(
                    "'{days}' in the '{transition}' action for StorageClass '{archive}' for filter \
                     '(prefix={prefix})' must be 30 days more than 'filter '(prefix={prefix})' in \
                     the '{transition}' action for StorageClass '{rare}'"
                );
                return Err(errors::invalid_argument(message, self.days, at.to_string()));
            }
        }
        Ok(())
    }
}
