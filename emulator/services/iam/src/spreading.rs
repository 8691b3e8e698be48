//! How changes spread: what IAM changes is seen late where AWS is free to be late (IAM-P).

use crate::Iam;
use crate::choices::{self, Timer};
use crate::policies::HeldPolicy;
use crate::seen::place;
use parhelion_wire::Timestamp;
use parhelion_world::identity::{Credential, Principal};
use parhelion_world::{Context, Opt, Point};
use std::sync::Arc;
use std::time::Duration;

/// When a change is seen: on a calm day at once, which is never.
fn times(cx: &mut Context, point: &'static Point, timer: Timer) -> Vec<Timestamp> {
    let pick = usize::from(cx.choose(point));
    let Some(Opt { name, millis, .. }) = point.options.get(pick).filter(|it| it.millis > 0) else {
        return Vec::new();
    };
    let turns: u64 = if name.contains("by turns") { TURNS } else { 1 };
    let at = |nth: u64| cx.now + Duration::from_millis(millis * nth / turns);
    let times: Vec<Timestamp> = (1..=turns).map(at).collect();
    for at in &times {
        cx.later(*at, &timer);
    }
    times
}

/// An odd number, so that the new is seen first and last.
const TURNS: u64 = 5;

impl Iam {
    /// A principal was made, changed (by `point`) or deleted.
    pub(crate) fn spread_principal(
        &mut self,
        cx: &mut Context,
        point: &'static Point,
        arn: &Arc<str>,
        old: Option<Arc<Principal>>,
    ) {
        let times = times(cx, point, Timer::Principal(arn.clone()));
        let new = self.directory.principal(arn).cloned();
        self.directory.spreading.principals.change(arn, (old, new), &times);
    }

    /// A principal is there now that was not.
    pub(crate) fn spread_new(&mut self, cx: &mut Context, arn: &Arc<str>) {
        self.spread_principal(cx, &choices::NEW_PRINCIPAL_LATE, arn, None);
        self.hide(cx, arn);
    }

    /// IAM's own calls may not find it yet.
    pub(crate) fn hide(&mut self, cx: &mut Context, arn: &Arc<str>) {
        self.hide_by(cx, &choices::NEW_ENTITY_LATE, arn);
    }

    /// The same by another point.
    pub(crate) fn hide_by(&mut self, cx: &mut Context, point: &'static Point, arn: &Arc<str>) {
        if !times(cx, point, Timer::Found(arn.clone())).is_empty() {
            self.directory.spreading.hidden.insert(arn.clone());
        }
    }

    /// A principal is gone, and its name with it.
    pub(crate) fn spread_deleted(&mut self, cx: &mut Context, old: Arc<Principal>) {
        let name = place(&old.account, old.kind, &old.name);
        if !times(cx, &choices::NAME_FREE_LATE, Timer::Free(name.clone())).is_empty() {
            self.directory.spreading.taken.insert(name);
        }
        let arn = old.arn.clone();
        self.spread_principal(cx, &choices::REVOCATION_LATE, &arn, Some(old));
    }

    /// A principal has lost a policy.
    pub(crate) fn spread_detached(&mut self, cx: &mut Context, arn: &Arc<str>) {
        if !times(cx, &choices::DETACHED_LATE, Timer::Bare(arn.clone())).is_empty() {
            self.directory.spreading.attached.insert(arn.clone());
        }
    }

    /// A managed policy has changed.
    pub(crate) fn spread_policy(&mut self, cx: &mut Context, old: Arc<HeldPolicy>) {
        let arn = old.managed.arn.clone();
        let times = times(cx, &choices::GRANT_LATE, Timer::Policy(arn.clone()));
        let new = self.directory.own_policy(&arn).cloned();
        self.directory.spreading.policies.change(&arn, (Some(old), new), &times);
    }

    /// A key was made, changed or deleted.
    pub(crate) fn spread_key(
        &mut self,
        cx: &mut Context,
        point: &'static Point,
        id: &str,
        old: Option<Credential>,
    ) {
        let id: Arc<str> = id.into();
        let times = times(cx, point, Timer::Key(id.clone()));
        let new = self.directory.find(&id).cloned();
        self.directory.spreading.keys.change(&id, (old, new), &times);
    }
}
