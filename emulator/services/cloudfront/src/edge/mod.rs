//! The edge: what happens to a viewer's request, in order.
//!
//! | phase | rule | file |
//! |---|---|---|
//! | reach a POP; what has arrived there takes effect | CF-14 N1, N3, N6 | [`pop`] |
//! | sizes, `Host` → distribution, chain | CF-1.2, CF-1.8 | [`admission`] |
//! | default root object, behaviour | CF-1.6, CF-1.7 | [`admission`], [`distribution`], [`path`] |
//! | country, protocol, method | CF-1.4, CF-1.5, CF-1.9 | [`admission`] |
//! | cache key | CF-2 | [`key`], [`selection`], [`coding`] |
//! | lookup: fresh, stale, expired, absent | CF-3.3 to CF-3.5 | [`exchange`], [`cache`], [`freshness`] |
//! | request to the origin, signed | CF-4.3, CF-6 | [`origin`], [`access`] |
//! | retries, failover, stale instead of an error | CF-3.5, CF-6.4, CF-6.7 | [`exchange`], [`failure`] |
//! | a WebSocket: past the caches, and on by the doors | CF-6.9 | [`websocket`] |
//! | freshness, compression, store | CF-3, CF-5 | [`store`], [`freshness`], [`coding`] |
//! | custom error page | CF-7.2 | [`exchange`] |
//! | 304, 206, HEAD; policy and edge headers | CF-3.9, CF-3.11, CF-4 | [`answer`], [`headers_policy`] |
//!
//! It does no I/O: [`Edge::begin`] answers or asks for one request to an origin (an
//! [`Effect`](parhelion_world::Effect)) and says how it goes on with what came of it. Requests of one
//! key are not collapsed (N9).

pub mod access;
pub mod admission;
pub mod answer;
pub mod cache;
pub mod cache_control;
pub mod choices;
pub mod coding;
pub mod compile;
pub mod conditions;
pub mod cors;
pub mod distribution;
pub mod error_page;
pub mod exchange;
pub mod failure;
pub mod freshness;
pub mod glob;
pub mod header_names;
pub mod headers_policy;
pub mod key;
pub mod location;
pub mod origin;
pub mod path;
pub mod pop;
pub mod range;
pub mod selection;
pub mod store;
pub mod viewer;
pub mod visit;
pub mod websocket;

pub use compile::{Identity, Policies, compile};
pub use distribution::Distribution;
pub use failure::OriginFailure;
pub use parhelion_world::HttpExchange as OriginRequest;
pub use pop::Pop;
pub use viewer::ViewerRequest;
pub use visit::Step;

use imbl::Vector;
use parhelion_wire::{Body, Timestamp};
use parhelion_world::Context;
use path::Purge;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// All edge locations: plain data, shared by forks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Edge {
    pops: Vector<Pop>,
}

impl Default for Edge {
    fn default() -> Self {
        Self { pops: pop::NAMES.iter().map(|name| Pop::new(name)).collect() }
    }
}

impl Edge {
    pub fn pops(&self) -> &Vector<Pop> {
        &self.pops
    }

    /// A configuration (new, updated, or with another policy behind it) starts its way to the POPs.
    /// Calm: all take it at `at`; the adversary delays them one by one (N1). Answers when the last
    /// one has it: the distribution may be called Deployed from then on.
    pub fn deploy(
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
    pub fn withdraw(&mut self, distribution_id: &str) {
        self.pops.iter_mut().for_each(|pop| pop.withdraw(distribution_id));
    }

    /// An invalidation starts (CF-8.1). Calm: every POP purges at `at`; the adversary delays them one
    /// by one (N3). Answers when the last one has purged: it may be called Completed from then on.
    pub fn invalidate(
        &mut self,
        cx: &mut Context,
        distribution_id: &str,
        paths: &[String],
        at: Timestamp,
    ) -> Timestamp {
        let paths: Arc<[Purge]> = paths.iter().map(|path| Purge::new(path)).collect();
        let mut last = at;
        for pop in self.pops.iter_mut() {
            let at = at + cx.choose_delay(&choices::INVALIDATION);
            pop.purge(distribution_id, paths.clone(), at);
            last = last.max(at);
        }
        last
    }

    /// Decides which POP a request reaches and writes it into the request's head, so that it can be
    /// noted before [`Edge::begin`], which otherwise does the same.
    pub fn locate(&self, cx: &mut Context, request: &mut http::Request<Body>) {
        let named = location::named_in(request.headers());
        let index = self.choose_pop(cx, named.as_deref());
        if let Ok(name) = http::HeaderValue::from_str(self.pops[index].name()) {
            request.headers_mut().insert(location::HEADER, name);
        }
    }

    /// Which POP a request reaches: the one it names, whole or by its beginning (`FRA`); else the
    /// first, unless the adversary routes it elsewhere (N6). Writes the name into the request.
    pub fn route(&self, cx: &mut Context, viewer: &mut ViewerRequest) -> usize {
        let index = self.choose_pop(cx, viewer.pop.as_deref());
        viewer.pop = Some(self.pops[index].name().to_string());
        index
    }

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
