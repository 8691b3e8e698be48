//! Lookup: from a key to an entry of the cache, and what the entry's state asks for (CF-3.3 to
//! CF-3.5).

use super::answer::{Answer, Source, part};
use super::cache::{Content, Entry};
use super::freshness::State;
use super::origin::{ForwardOptions, forwards_conditions};
use super::visit::{Purpose, Step, Visit};
use super::{Edge, choices, websocket};
use http::Method;
use http::header::IF_RANGE;
use parhelion_wire::{Body, Timestamp};
use parhelion_world::{Context, Outcome};
use std::sync::Arc;
use std::time::Duration;

impl Edge {
    /// Key → entry, and what its state asks for (CF-3.3 to CF-3.5).
    pub(super) fn lookup(&mut self, cx: &mut Context, visit: Visit) -> Step {
        let caches = visit.behavior.caches() && !websocket::is_asked(&visit);
        if !caches || !visit.behavior.caches_method(&visit.viewer.method) {
            let options = ForwardOptions {
                validators: None,
                conditions: forwards_conditions(&visit.behavior, &visit.viewer),
                range: true,
            };
            return self.forward(cx, visit, Purpose::Pass, options);
        }
        let cache = &mut self.pops[visit.pop].cache;
        let Some(entry) = cache.get(&visit.distribution.id, &visit.key).cloned() else {
            return self.absent(cx, visit);
        };
        if cx.choose(&choices::EVICTION) != 0 {
            cache.remove(&visit.distribution.id, &visit.key);
            return self.absent(cx, visit);
        }
        match entry.life.state(cx.now) {
            State::Fresh | State::Spared => self.hit(cx, visit, &entry),
            State::WhileRevalidate if !entry.is_error() => {
                self.stale_while_revalidate(cx, visit, entry)
            }
            _ if entry.is_error() || matches!(entry.content, Content::Parts(_)) => {
                self.miss(cx, visit)
            }
            _ => {
                let options = self.revalidation(cx, &visit, &entry);
                self.forward(cx, visit, Purpose::Revalidate(entry), options)
            }
        }
    }

    pub(super) fn hit(&mut self, cx: &mut Context, visit: Visit, entry: &Arc<Entry>) -> Step {
        match from_entry(cx, &visit, entry, Source::Hit) {
            Some(answer) => self.finish(cx, visit, answer),
            None => self.miss(cx, visit), // parts that do not hold what is asked for
        }
    }

    /// Stale while it is revalidated (CF-3.4a). Others that come meanwhile do not start a refresh of
    /// their own: the copy is spared for as long as an origin may take.
    fn stale_while_revalidate(
        &mut self,
        cx: &mut Context,
        visit: Visit,
        entry: Arc<Entry>,
    ) -> Step {
        let Some(answer) = from_entry(cx, &visit, &entry, Source::Hit) else {
            return self.miss(cx, visit);
        };
        let options = self.revalidation(cx, &visit, &entry);
        self.spare(&visit, &entry, cx.now, Duration::from_secs(30));
        let refresh = self.forward(cx, visit.clone(), Purpose::Revalidate(entry), options);
        if let Outcome::Effect(effect, resume) = refresh.map(drop) {
            cx.in_background(effect, resume);
        }
        self.finish(cx, visit, answer)
    }

    /// Conditional, unless cookies are forwarded (CF-3.8d), the origin says `Vary: *` (CF-3.7) or the
    /// adversary prefers the whole object (N18).
    fn revalidation(&self, cx: &mut Context, visit: &Visit, entry: &Entry) -> ForwardOptions {
        let whole = entry.unconditional
            || entry.validators.is_empty()
            || !visit.behavior.forward.cookies.picks_nothing()
            || cx.choose(&choices::REVALIDATION) != 0;
        let validators = (!whole).then(|| entry.validators.clone());
        ForwardOptions { validators, conditions: false, range: false }
    }

    pub(super) fn miss(&mut self, cx: &mut Context, visit: Visit) -> Step {
        let viewer = &visit.viewer;
        let conditions = forwards_conditions(&visit.behavior, viewer);
        // One plain range goes along (CF-3.11b); anything cleverer is cut from the whole object.
        let plain = !viewer.headers.contains_key(IF_RANGE)
            && (conditions || !super::conditions::any(&viewer.headers));
        let one = super::answer::requested_ranges(viewer).is_some_and(|specs| specs.len() == 1);
        let range = viewer.method == Method::GET && plain && one;
        let options = ForwardOptions { validators: None, conditions, range };
        self.forward(cx, visit, Purpose::Fill, options)
    }

    /// Marks the entry for some time, if it is still the one under its key.
    pub(super) fn spare(
        &mut self,
        visit: &Visit,
        entry: &Arc<Entry>,
        now: Timestamp,
        time: Duration,
    ) {
        let cache = &mut self.pops[visit.pop].cache;
        let here = cache.get(&visit.distribution.id, &visit.key);
        if here.is_some_and(|here| here.life.since == entry.life.since) {
            let mut spared = Entry::clone(entry);
            spared.life.spared_until = Some(now + time);
            cache.insert(&visit.distribution.id, visit.key.clone(), spared.into(), now);
        }
    }
}

/// What an entry answers to this viewer. `None`: it holds parts, and not the one asked for.
pub(super) fn from_entry(
    cx: &Context,
    visit: &Visit,
    entry: &Entry,
    source: Source,
) -> Option<Answer> {
    let age = (source == Source::Hit).then(|| entry.life.age(cx.now).as_secs());
    let source = if entry.is_error() { Source::Error } else { source };
    let (status, headers) = (entry.status, entry.head.to_map());
    match &entry.content {
        Content::Whole(body) => {
            let answer = Answer { status, headers, body: body.clone(), source, age };
            Some(answer.shaped(&visit.viewer, &visit.request_id))
        }
        Content::Parts(parts) if visit.viewer.method == Method::GET => {
            let (range, body) = part(&visit.viewer, &headers, parts)?;
            let answer = Answer { status, headers, body: Body::empty(), source, age };
            Some(answer.partial(range, parts.total, body))
        }
        Content::Parts(_) => None,
    }
}
