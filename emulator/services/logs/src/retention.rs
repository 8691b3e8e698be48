//! Retention (CW-A2.9): events expire by their timestamp, on the virtual clock.
//!
//! An expired event cannot be read from the millisecond on in which it expires. A sweep deletes it
//! then, or later where the adversary lets it linger (CW-F7): until then it is still read.

use crate::choices::EXPIRED;
use crate::errors;
use crate::events::Place;
use crate::group::{DELIVERY, Group};
use crate::model::*;
use crate::state::Logs;
use crate::sweep::Sweep;
use crate::timer::Timer;
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::Context;

const ALLOWED_DAYS: [i32; 22] = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
    3288, 3653,
];

impl Logs {
    pub(crate) fn put_retention_policy(
        &mut self,
        cx: &mut Context,
        input: PutRetentionPolicyInput,
    ) -> Result<()> {
        let PutRetentionPolicyInput { log_group_name, retention_in_days } = input;
        if !ALLOWED_DAYS.contains(&retention_in_days) {
            // The text is not verified (CW-H).
            let allowed = ALLOWED_DAYS.map(|days| days.to_string()).join(", ");
            return Err(errors::invalid(format!(
                "1 validation error detected: Value '{retention_in_days}' at 'retentionInDays' \
                 failed to satisfy constraint: Member must satisfy enum value set: [{allowed}]"
            )));
        }
        let group = self.group_mut(&log_group_name)?;
        fixed_for_delivery(group)?;
        group.set_retention(cx, &log_group_name, Some(retention_in_days));
        Ok(())
    }

    pub(crate) fn delete_retention_policy(
        &mut self,
        cx: &mut Context,
        input: DeleteRetentionPolicyInput,
    ) -> Result<()> {
        let DeleteRetentionPolicyInput { log_group_name } = input;
        let group = self.group_mut(&log_group_name)?;
        fixed_for_delivery(group)?;
        group.set_retention(cx, &log_group_name, None);
        Ok(())
    }

    /// A sweep has come due.
    pub(crate) fn sweep(&mut self, cx: &mut Context, name: &str) {
        let Ok(group) = self.group_mut(name) else { return }; // deleted since
        if group.sweep.next.is_none_or(|next| next > cx.now) {
            return; // rescheduled since
        }
        group.sweep.next = None;
        let expiry = group.expiry(cx.now).unwrap_or(i64::MIN);
        if group.earliest().is_some_and(|earliest| earliest < expiry) && !group.sweep.lingering {
            let lingers = cx.choose_delay(&EXPIRED);
            if !lingers.is_zero() {
                group.sweep.lingering = true;
                group.sweep.next = Some(cx.now + lingers);
                return cx.later(cx.now + lingers, &Timer::Sweep { group: name.to_owned() });
            }
        }
        let deleted = group.delete_expired(cx.now);
        group.sweep = Sweep { next: None, last: Some(cx.now), lingering: false };
        if let Some(earliest) = group.earliest() {
            group.schedule_sweep(cx, name, earliest);
        }
        if deleted > 0 {
            cx.note("log-events-expired", name, &[("events", &deleted.to_string())]);
        }
    }
}

fn fixed_for_delivery(group: &Group) -> Result<()> {
    if *group.class == *DELIVERY {
        return Err(errors::invalid("The retention of log class DELIVERY cannot be changed."));
    }
    Ok(())
}

/// The boundary before everything that may be read.
pub(crate) fn readable_from(group: &Group, now: Timestamp) -> Place {
    Place::from(group.unreadable_before(now))
}
