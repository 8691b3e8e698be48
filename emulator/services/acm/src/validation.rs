//! What becomes of a request as time goes by: it is validated and issued, or not in time; later it is renewed.

use crate::Acm;
use crate::stored::{Issue, Method, Progress, Stored};
use crate::timer::Timer;
use parhelion_wire::Timestamp;
use parhelion_world::Context;
use parhelion_world::service::Wakes;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 3_600);

/// K-ACM-TIMEOUT: "within 72 hours" (userguide/dns-validation).
const TIMES_OUT_AFTER: Duration = Duration::from_secs(72 * 3_600);

/// 18 February 2026, from when on certificates are valid for 198 days (ACM-1.5).
const SHORTER_FROM: Timestamp = Timestamp::from_secs(1_771_372_800);

/// How long a certificate is valid, and how long before that it is renewed, in days.
fn term(now: Timestamp) -> (u32, u32) {
    if now < SHORTER_FROM { (395, 60) } else { (198, 45) }
}

impl Wakes for Acm {
    fn wake(&mut self, cx: &mut Context, timer: Timer) {
        match timer {
            Timer::Tend { arn } => self.tend(cx, &arn),
        }
    }
}

/// A certificate's new contents: valid from the day's beginning (ACM-1.5).
fn issue(cx: &mut Context) -> Issue {
    let now = cx.now;
    let (days, _) = term(now);
    let not_before = Timestamp::from_secs(now.secs() - now.secs().rem_euclid(24 * 3_600));
    // To the last second of its last day.
    let not_after = not_before + DAY * (days + 1) - Duration::from_secs(1);
    Issue { at: now, serial: cx.bytes(), seed: cx.bytes(), not_before, not_after }
}

impl Stored {
    /// When something is due next.
    fn due(&self) -> Option<Timestamp> {
        match &self.requested()?.progress {
            Progress::Pending { validated } => {
                Some(validated.unwrap_or(self.created + TIMES_OUT_AFTER))
            }
            Progress::Issued(issue) => Some(renewed_from(issue)),
            Progress::TimedOut | Progress::Failed { .. } => None,
        }
    }
}

fn renewed_from(issue: &Issue) -> Timestamp {
    let (_, days) = term(issue.at);
    issue.not_after - DAY * days
}

impl Acm {
    /// Sees to it that what is due of a certificate will be done.
    pub(crate) fn watch(&self, cx: &mut Context, stored: &Stored) {
        if let Some(due) = stored.due().filter(|due| *due > cx.now) {
            cx.later(due, &Timer::Tend { arn: stored.arn.to_string() });
        }
    }

    /// Does with a certificate what is due; nothing, if nothing is.
    pub(crate) fn tend(&mut self, cx: &mut Context, arn: &str) {
        let Some(stored) = self.certificates.get(arn) else { return };
        if stored.due().is_none_or(|due| due > cx.now) {
            return;
        }
        let mut stored = (**stored).clone();
        let renews = stored.is_renewed(cx.now);
        let Some(requested) = stored.requested_mut() else { return };
        let (event, progress) = match &requested.progress {
            Progress::Pending { validated: None } => ("validation timed out", Progress::TimedOut),
            Progress::Pending { .. } => ("issued", Progress::Issued(issue(cx))),
            // "Email-validated certificates require an action by the domain owner"
            // (userguide/email-renewal-validation); nobody here takes it.
            Progress::Issued(_) if renews && requested.method != Method::Email => {
                requested.renewed = Some(cx.now);
                ("renewed", Progress::Issued(issue(cx)))
            }
            _ => return,
        };
        requested.progress = progress;
        self.keep_issued(cx, event, stored);
    }

    /// At somebody's wish.
    pub(crate) fn renew_now(&mut self, cx: &mut Context, arn: &str) {
        let Some(stored) = self.certificates.get(arn) else { return };
        let mut stored = (**stored).clone();
        let Some(requested) = stored.requested_mut() else { return };
        requested.renewed = Some(cx.now);
        // "... if exported since being issued or last renewed" (userguide/managed-renewal).
        requested.exported = false;
        requested.progress = Progress::Issued(issue(cx));
        self.keep_issued(cx, "renewed", stored);
    }

    fn keep_issued(&mut self, cx: &mut Context, event: &str, stored: Stored) {
        let arn = &stored.arn;
        cx.note(event, arn, &[("domain", &stored.domain)]);
        if self.authority.is_none() {
            self.authority = Some(cx.bytes());
        }
        self.watch(cx, &stored);
        self.put(stored);
    }
}
