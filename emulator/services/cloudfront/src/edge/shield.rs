//! Origin Shield (CF-6.7): a cache between all edge locations and an origin.
//!
//! The regional caches that AWS has besides need none here: each edge location lies in a region of its own.

use super::Edge;
use super::cache::{Content, Entry};
use super::choices;
use super::freshness::State;
use super::pop::Pop;
use super::visit::{Step, Visit};
use parhelion_wire::Timestamp;
use parhelion_world::Context;
use std::sync::Arc;

/// How many there are at the most: configurations choose the regions.
const SHIELDS_MAX: usize = 64;

impl Edge {
    /// A miss here: what the shield has is taken from there, with the time that it has left.
    pub(super) fn absent(&mut self, cx: &mut Context, visit: Visit) -> Step {
        let Some(found) = self.in_shield(cx, &visit) else { return self.miss(cx, visit) };
        let pop = &mut self.pops[visit.pop];
        let entry = Arc::new(Entry { receipt: pop.next_tick(), ..Entry::clone(&found) });
        pop.cache.insert(&visit.distribution.id, visit.key.clone(), entry.clone(), cx.now);
        self.hit(cx, visit, &entry)
    }

    fn in_shield(&mut self, cx: &mut Context, visit: &Visit) -> Option<Arc<Entry>> {
        let region = visit.origin(0)?.shield.as_ref()?;
        let shield = self.shields.iter_mut().find(|shield| shield.name() == region)?;
        shield.settle(cx.now);
        let entry = shield.cache.get(&visit.distribution.id, &visit.key)?.clone();
        let usable = entry.life.state(cx.now) == State::Fresh && is_kept(&entry);
        (usable && cx.choose(&choices::SHIELD) == 0).then_some(entry)
    }

    /// What an origin answered passes through the shield, too. It keeps nothing that a purge may have overtaken,
    /// one of the very moment of the request included.
    pub(super) fn keep_in_shield(&mut self, now: Timestamp, visit: &Visit, entry: &Arc<Entry>) {
        let Some(region) = visit.origin(0).and_then(|origin| origin.shield.clone()) else { return };
        if !is_kept(entry) {
            return;
        }
        let known = self.shields.iter().any(|shield| *shield.name() == region);
        if !known && self.shields.len() < SHIELDS_MAX {
            self.shields.push_back(Pop::new(&region));
        }
        let found = self.shields.iter_mut().find(|shield| *shield.name() == region);
        let Some(shield) = found else { return };
        shield.settle(now);
        let (id, url) = (&visit.distribution.id, super::key::url(&visit.key));
        if shield.purged_at(id, url).is_some_and(|at| at >= visit.begun) {
            return;
        }
        let entry = Entry { receipt: shield.next_tick(), ..Entry::clone(entry) };
        shield.cache.insert(id, visit.key.clone(), entry.into(), now);
    }
}

/// Errors and parts of objects are the edge locations' own (N31).
fn is_kept(entry: &Entry) -> bool {
    !entry.is_error() && matches!(entry.content, Content::Whole(_))
}
