//! What the rest of AWS sees of changes that have not reached it yet (IAM-P). On a calm day this is
//! empty, and everybody sees what is.

use crate::choices::Timer;
use crate::policies::HeldPolicy;
use imbl::{OrdMap, OrdSet, Vector};
use parhelion_wire::Timestamp;
use parhelion_world::identity::{Credential, Principal, PrincipalKind};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// See the module.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Spreading {
    /// By ARN.
    pub(crate) principals: Seen<Arc<Principal>>,
    /// By ARN.
    pub(crate) policies: Seen<Arc<HeldPolicy>>,
    /// By id.
    pub(crate) keys: Seen<Credential>,
    /// ARNs of what is there and not found yet.
    pub(crate) hidden: OrdSet<Arc<str>>,
    /// Names of what is gone and not free yet.
    pub(crate) taken: OrdSet<Arc<str>>,
    /// ARNs of what seems to have the policies still that were taken from it.
    pub(crate) attached: OrdSet<Arc<str>>,
}

/// Things that are seen otherwise than they are.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "T: Clone + Deserialize<'de>"))]
pub(crate) struct Seen<T>(OrdMap<Arc<str>, View<T>>);

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "T: Clone + Deserialize<'de>"))]
struct View<T> {
    /// What everybody sees; `None`: there is nothing.
    shown: Option<T>,
    /// What they see next, and when; what really is, last.
    next: Vector<(Timestamp, Option<T>)>,
}

impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self(OrdMap::new())
    }
}

impl<T: Clone> Seen<T> {
    /// What is seen under a name in place of what is; `None`: what is.
    pub(crate) fn get(&self, name: &str) -> Option<Option<&T>> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(name).map(|view| view.shown.as_ref())
    }

    /// A change that is seen at these times, until when what was seen before stays.
    pub(crate) fn change(
        &mut self,
        name: &Arc<str>,
        (old, new): (Option<T>, Option<T>),
        times: &[Timestamp],
    ) {
        if times.is_empty() {
            // Whoever sees this has seen all that came before it.
            self.0.remove(name);
            return;
        }
        let view = self.0.get(name).cloned();
        let mut view = view.unwrap_or(View { shown: old, next: Vector::new() });
        let before = view.shown.clone();
        for (nth, at) in times.iter().rev().enumerate().rev() {
            // By turns; the last time it is the new one.
            let seen = if nth % 2 == 0 { new.clone() } else { before.clone() };
            view.next.push_back((*at, seen));
        }
        self.0.insert(name.clone(), view);
    }

    /// It is this late.
    fn wake(&mut self, name: &Arc<str>, now: Timestamp) {
        let Some(mut view) = self.0.get(name).cloned() else { return };
        let due = view.next.iter().rposition(|(at, _)| *at <= now);
        let Some(due) = due else { return };
        let mut come = view.next.split_off(due);
        if let Some((_, seen)) = come.pop_front() {
            view.shown = seen;
        }
        if come.is_empty() {
            self.0.remove(name);
        } else {
            self.0.insert(name.clone(), View { next: come, ..view });
        }
    }
}

impl Spreading {
    /// Whether IAM's own calls do not find something yet.
    pub(crate) fn hides(&self, arn: &str) -> bool {
        !self.hidden.is_empty() && self.hidden.contains(arn)
    }

    /// Whether a name was somebody's until just now.
    pub(crate) fn is_taken(&self, account: &str, kind: PrincipalKind, name: &str) -> bool {
        !self.taken.is_empty() && self.taken.contains(&*place(account, kind, name))
    }

    /// Whether something seems to have policies still that it has lost.
    pub(crate) fn seems_attached(&self, arn: &str) -> bool {
        !self.attached.is_empty() && self.attached.contains(arn)
    }

    pub(crate) fn wake(&mut self, now: Timestamp, timer: Timer) {
        match timer {
            Timer::Principal(arn) => self.principals.wake(&arn, now),
            Timer::Policy(arn) => self.policies.wake(&arn, now),
            Timer::Key(id) => self.keys.wake(&id, now),
            Timer::Found(arn) => drop(self.hidden.remove(&arn)),
            Timer::Free(name) => drop(self.taken.remove(&name)),
            Timer::Bare(arn) => drop(self.attached.remove(&arn)),
        }
    }
}

/// Names fold case.
pub(crate) fn place(account: &str, kind: PrincipalKind, name: &str) -> Arc<str> {
    format!("{account}:{}/{}", kind.word(), name.to_ascii_lowercase()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_secs(seconds)
    }

    #[test]
    fn changes_are_seen_in_their_order() {
        let (mut seen, name): (Seen<u8>, Arc<str>) = (Seen::default(), "a".into());
        assert_eq!(seen.get("a"), None);
        seen.change(&name, (Some(1), Some(2)), &[at(10)]);
        seen.change(&name, (Some(2), Some(3)), &[at(20)]);
        assert_eq!(seen.get("a"), Some(Some(&1)));
        seen.wake(&name, at(10));
        assert_eq!(seen.get("a"), Some(Some(&2)));
        seen.wake(&name, at(20));
        assert_eq!(seen.get("a"), None, "as it is");
        // What is seen early is not forgotten when what was before it comes late.
        seen.change(&name, (Some(3), Some(4)), &[at(60)]);
        seen.change(&name, (Some(4), None), &[at(30)]);
        seen.wake(&name, at(30));
        assert_eq!(seen.get("a"), None);
        seen.wake(&name, at(60));
        assert_eq!(seen.get("a"), None);
    }

    #[test]
    fn by_turns_the_old_comes_back() {
        let (mut seen, name): (Seen<u8>, Arc<str>) = (Seen::default(), "a".into());
        let times = [at(1), at(2), at(3)];
        seen.change(&name, (None, Some(2)), &times);
        let mut all = vec![seen.get("a").map(|it| it.copied())];
        for time in times {
            seen.wake(&name, time);
            all.push(seen.get("a").map(|it| it.copied()));
        }
        assert_eq!(all, [Some(None), Some(Some(2)), Some(None), None]);
    }

    #[test]
    fn what_is_seen_at_once_ends_all_waiting() {
        let (mut seen, name): (Seen<u8>, Arc<str>) = (Seen::default(), "a".into());
        seen.change(&name, (Some(1), Some(2)), &[at(10)]);
        seen.change(&name, (Some(2), Some(3)), &[]);
        assert_eq!(seen.get("a"), None);
        seen.wake(&name, at(10));
        assert_eq!(seen.get("a"), None);
    }
}
