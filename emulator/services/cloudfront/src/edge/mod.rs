//! The edge: what happens to a viewer's request, in order.
//!
//! | phase | rule | file |
//! |---|---|---|
//! | reach a POP; what has arrived there takes effect | CF-14 N1, N3, N6 | [`pop`] |
//! | sizes, `Host` → distribution, chain | CF-1.2, CF-1.8 | [`admission`] |
//! | continuous deployment: primary or staging | CF-8.9 | [`split`], [`traffic`], [`session`] |
//! | default root object, behaviour | CF-1.6, CF-1.7 | [`admission`], [`distribution`], [`path`] |
//! | country, protocol, method | CF-1.4, CF-1.5, CF-1.9 | [`admission`] |
//! | signed URL or cookies | CF-10 | [`signed`] |
//! | functions: viewer-request, viewer-response | CF-11 | [`functions`] |
//! | Lambda@Edge at four events | CF-11.6 | [`lambda`] |
//! | cache key | CF-2 | [`key`], [`selection`], [`coding`] |
//! | lookup: fresh, stale, expired, absent | CF-3.3 to CF-3.5 | [`lookup`], [`cache`], [`head`], [`freshness`] |
//! | Origin Shield | CF-6.7 | [`shield`] |
//! | request to the origin, signed | CF-4.3, CF-6 | [`origin`], [`access`] |
//! | retries, failover, stale instead of an error | CF-3.5, CF-6.4, CF-6.7 | [`fetch`], [`failure`] |
//! | a WebSocket: past the caches, and on by the doors | CF-6.9 | [`websocket`] |
//! | freshness, compression, store | CF-3, CF-5 | [`store`], [`freshness`], [`coding`] |
//! | custom error page | CF-7.2 | [`exchange`] |
//! | 304, 206; policy, function and edge headers, HEAD | CF-3.9, CF-3.11, CF-4 | [`answer`], [`delivery`], [`headers_policy`] |
//!
//! What went over the edge becomes metrics and logs in [`traffic`]. [`explain`] goes the same way without doing anything.
//!
//! It does no I/O: [`Edge::begin`] answers or asks for one request to an origin (an
//! [`Effect`](parhelion_world::Effect)) and says how it goes on with what came of it. Requests of one
//! key are not collapsed (N9).

pub(crate) mod access;
pub(crate) mod admission;
pub(crate) mod answer;
pub(crate) mod cache;
pub(crate) mod cache_control;
pub(crate) mod choices;
pub(crate) mod coding;
pub(crate) mod compile;
pub(crate) mod conditions;
pub(crate) mod cors;
pub(crate) mod delivery;
pub(crate) mod distribution;
pub(crate) mod error_page;
pub(crate) mod exchange;
pub(crate) mod explain;
pub(crate) mod failure;
pub(crate) mod fetch;
pub(crate) mod freshness;
pub(crate) mod functions;
pub(crate) mod glob;
pub(crate) mod head;
pub(crate) mod header_names;
pub(crate) mod headers_policy;
pub(crate) mod key;
pub(crate) mod lambda;
pub(crate) mod location;
pub(crate) mod lookup;
pub(crate) mod origin;
pub(crate) mod path;
pub(crate) mod pop;
pub(crate) mod range;
pub(crate) mod selection;
pub(crate) mod session;
pub(crate) mod shield;
pub(crate) mod signed;
pub(crate) mod split;
pub(crate) mod store;
pub(crate) mod traffic;
pub(crate) mod traffic_config;
pub(crate) mod viewer;
pub(crate) mod visit;
pub(crate) mod websocket;

pub(crate) use distribution::Distribution;
pub(crate) use failure::OriginFailure;
pub(crate) use pop::Pop;
pub(crate) use viewer::ViewerRequest;

use functions::published::EdgeFunction;
use functions::store::EdgeStore;
use imbl::Vector;
use parhelion_wire::{Body, Timestamp};
use parhelion_world::Context;
use path::Purge;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use traffic::Traffic;

/// All edge locations: plain data, shared by forks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Edge {
    pops: Vector<Pop>,
    /// Of each region that an origin has its Origin Shield in. No viewer reaches them.
    #[serde(default)]
    shields: Vector<Pop>,
    #[serde(default)]
    traffic: Traffic,
}

impl Default for Edge {
    fn default() -> Self {
        let pops = pop::NAMES.iter().map(|name| Pop::new(name)).collect();
        Self { pops, shields: Vector::new(), traffic: Traffic::default() }
    }
}

impl Edge {
    /// A configuration (new, updated, or with another policy behind it) starts its way to the POPs.
    /// Calm: all take it at `at`; the adversary delays them one by one (N1). Answers when the last
    /// one has it: the distribution may be called Deployed from then on.
    pub(crate) fn deploy(
        &mut self,
        cx: &mut Context,
        distribution: Arc<Distribution>,
        at: Timestamp,
    ) -> Timestamp {
        let mut last = at;
        for pop in self.pops.iter_mut() {
            let at = at + cx.choose_delay(&choices::CONFIGURATION);
            last = last.max(pop.configure(distribution.clone(), at));
        }
        last
    }

    /// A distribution is deleted: configuration and caches are forgotten at once.
    pub(crate) fn withdraw(&mut self, distribution_id: &str) {
        self.pops.iter_mut().for_each(|pop| pop.withdraw(distribution_id));
        self.shields.iter_mut().for_each(|shield| shield.withdraw(distribution_id));
    }

    /// An invalidation starts (CF-8.1). Calm: every POP purges at `at`; the adversary delays them one
    /// by one (N3). Answers when the last one has purged: it may be called Completed from then on.
    pub(crate) fn invalidate(
        &mut self,
        cx: &mut Context,
        distribution_id: &str,
        paths: &[String],
        at: Timestamp,
    ) -> Timestamp {
        let paths: Arc<[Purge]> = paths.iter().map(|path| Purge::new(path)).collect();
        // Not later than any edge location, which could fetch from them what it has just purged.
        let shields = self.shields.iter_mut();
        shields.for_each(|shield| shield.purge(distribution_id, paths.clone(), at));
        let mut last = at;
        for pop in self.pops.iter_mut() {
            let at = at + cx.choose_delay(&choices::INVALIDATION);
            pop.purge(distribution_id, paths.clone(), at);
            last = last.max(at);
        }
        last
    }

    /// What has arrived anywhere takes effect there: a location that nobody reaches would keep all of it.
    pub(crate) fn settle(&mut self, now: Timestamp) {
        self.pops.iter_mut().chain(self.shields.iter_mut()).for_each(|pop| pop.settle(now));
    }

    /// A function is published: POPs get it one by one (N23).
    pub(crate) fn publish(
        &mut self,
        cx: &mut Context,
        function: &Arc<EdgeFunction>,
        at: Timestamp,
    ) {
        for pop in self.pops.iter_mut() {
            let at = at + cx.choose_delay(&choices::FUNCTION);
            pop.publish(function.clone(), at);
        }
    }

    /// A key value store has changed: POPs hear of it one by one (N23).
    pub(crate) fn bring(&mut self, cx: &mut Context, store: &Arc<EdgeStore>, at: Timestamp) {
        for pop in self.pops.iter_mut() {
            let at = at + cx.choose_delay(&choices::KEY_VALUES);
            pop.bring(store.clone(), at);
        }
    }

    /// A key value store is deleted, which nothing reads.
    pub(crate) fn forget_store(&mut self, arn: &str) {
        self.pops.iter_mut().for_each(|pop| pop.forget_store(arn));
    }

    /// A function is deleted, which nothing calls.
    pub(crate) fn retire(&mut self, account: &str, name: &str) {
        self.pops.iter_mut().for_each(|pop| pop.retire(account, name));
    }

    /// Decides which POP a request reaches and writes it into the request's head, so that it can be
    /// noted before [`Edge::begin`], which otherwise does the same.
    pub(crate) fn locate(&self, cx: &mut Context, request: &mut http::Request<Body>) {
        let named = location::named_in(request.headers());
        let index = self.choose_pop(cx, named.as_deref());
        if let Ok(name) = http::HeaderValue::from_str(self.pops[index].name()) {
            request.headers_mut().insert(location::HEADER, name);
        }
    }

    /// Which POP a request reaches: the one it names, whole or by its beginning (`FRA`); else the
    /// first, unless the adversary routes it elsewhere (N6).
    fn choose_pop(&self, cx: &mut Context, named: Option<&str>) -> usize {
        let named = named.and_then(|name| {
            let same = self.pops.iter().position(|pop| **pop.name() == *name);
            same.or_else(|| self.pops.iter().position(|pop| pop.name().starts_with(name)))
        });
        let index = named.unwrap_or_else(|| usize::from(cx.choose(&choices::ROUTE)));
        index.min(self.pops.len() - 1)
    }
}

#[cfg(test)]
mod tests;
