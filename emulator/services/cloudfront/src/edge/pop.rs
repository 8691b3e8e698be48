//! One edge location: its configurations, its cache, and what is on its way to it.

use super::cache::Cache;
use super::distribution::Distribution;
use super::functions::published::EdgeFunction;
use super::functions::store::EdgeStore;
use super::path::Purge;
use crate::hosts::canonical;
use http::HeaderValue;
use imbl::Vector;
use parhelion_wire::Timestamp;
use parhelion_wire::serde_http;
use parhelion_world::random;
use parhelion_world::rows::{Table, equal_by_identity};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

/// The POPs of an edge; the first one is where calm viewers arrive (CF-4.2's form).
pub(crate) const NAMES: [&str; 4] = ["IAD89-C1", "FRA56-P2", "NRT57-P1", "GRU3-C1"];

/// How long a purge is remembered for the fills that had begun before it. No origin may take longer
/// than three attempts of 120 s (CF-6.4).
const FILL_MAX: Duration = Duration::from_secs(600);

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Pop {
    name: Arc<str>,
    /// `X-Amz-Cf-Pop`.
    #[serde(with = "serde_http")]
    pub(crate) header: HeaderValue,
    /// `Via` in answers, and the host in it.
    #[serde(with = "serde_http")]
    pub(crate) via: HeaderValue,
    pub(crate) host: Arc<str>,
    pub(crate) cache: Cache,
    /// What each distribution is here and now.
    distributions: Table<Arc<str>, Arc<Distribution>>,
    /// Their domain names, aliases and wildcards.
    names: Table<Arc<str>, Arc<Distribution>>,
    /// Changes on their way, in order of arrival.
    coming: Table<(Timestamp, u64), Change>,
    /// Counts changes, fills and receipts, so that which came first is known within one moment.
    tick: u64,
    purged: Vector<Purged>,
    /// Published functions, by account and name.
    #[serde(default)]
    functions: Table<(Arc<str>, Arc<str>), Arc<EdgeFunction>>,
    /// Key value stores, by ARN.
    #[serde(default)]
    stores: Table<Arc<str>, Arc<EdgeStore>>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Change {
    Configure(Arc<Distribution>),
    Purge(Arc<str>, Arc<[Purge]>),
    Publish(Arc<EdgeFunction>),
    Store(Arc<EdgeStore>),
}

equal_by_identity!(Change, Distribution, EdgeFunction, EdgeStore);

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Purged {
    at: Timestamp,
    tick: u64,
    distribution: Arc<str>,
    paths: Arc<[Purge]>,
}

impl Pop {
    pub(crate) fn new(name: &str) -> Self {
        let (one, two) = (random::hash(1, name), random::hash(2, name));
        let host = format!("{one:016x}{two:016x}.cloudfront.net");
        #[allow(clippy::expect_used)] // names are the constants above, in ASCII
        let value = |text: &str| HeaderValue::from_str(text).expect("an ASCII name");
        Self {
            name: name.into(),
            header: value(name),
            via: value(&format!("1.1 {host} (CloudFront)")),
            host: host.into(),
            cache: Cache::default(),
            distributions: Table::new(),
            names: Table::new(),
            coming: Table::new(),
            tick: 0,
            purged: Vector::new(),
            functions: Table::new(),
            stores: Table::new(),
        }
    }

    pub(crate) fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// A configuration arrives at `at`, or right after an older one that is still on its way:
    /// configurations of a distribution arrive in order (N1). Answers when it arrives.
    pub(crate) fn configure(
        &mut self,
        distribution: Arc<Distribution>,
        at: Timestamp,
    ) -> Timestamp {
        let of_same = |change: &Change| match change {
            Change::Configure(other) => other.id == distribution.id,
            _ => false,
        };
        let at = self.behind(at, of_same);
        self.announce(at, Change::Configure(distribution));
        at
    }

    /// Not before what is of the same thing and still on its way.
    fn behind(&self, at: Timestamp, of_same: impl Fn(&Change) -> bool) -> Timestamp {
        let waiting = self.coming.iter().filter(|(_, change)| of_same(change));
        waiting.map(|((at, _), _)| *at).fold(at, Timestamp::max)
    }

    /// A published function arrives, after older versions of it (N23).
    pub(crate) fn publish(&mut self, function: Arc<EdgeFunction>, at: Timestamp) {
        let at = self.behind(at, |change| match change {
            Change::Publish(other) => {
                (&other.account, &other.name) == (&function.account, &function.name)
            }
            _ => false,
        });
        self.announce(at, Change::Publish(function));
    }

    /// A key value store arrives as it is now, after what it was before (N23).
    pub(crate) fn bring(&mut self, store: Arc<EdgeStore>, at: Timestamp) {
        let at = self.behind(at, |change| match change {
            Change::Store(other) => other.arn == store.arn,
            _ => false,
        });
        self.announce(at, Change::Store(store));
    }

    /// Forgets a key value store that nothing reads any more, also what of it is on its way.
    pub(crate) fn forget_store(&mut self, arn: &str) {
        self.stores.remove(arn);
        let concerns =
            |change: &Change| matches!(change, Change::Store(store) if *store.arn == *arn);
        let stay = self.coming.iter().filter(|(_, change)| !concerns(change));
        self.coming = stay.map(|(at, change)| (*at, change.clone())).collect();
    }

    /// Forgets a function that nothing calls any more.
    pub(crate) fn retire(&mut self, account: &str, name: &str) {
        self.functions.remove(&(account.into(), name.into()));
    }

    pub(crate) fn function(
        &self,
        account: &Arc<str>,
        name: &Arc<str>,
    ) -> Option<&Arc<EdgeFunction>> {
        self.functions.get(&(account.clone(), name.clone()))
    }

    pub(crate) fn store(&self, arn: &Arc<str>) -> Option<&Arc<EdgeStore>> {
        self.stores.get(arn)
    }

    pub(crate) fn purge(&mut self, distribution: &str, paths: Arc<[Purge]>, at: Timestamp) {
        self.announce(at, Change::Purge(distribution.into(), paths));
    }

    fn announce(&mut self, at: Timestamp, change: Change) {
        self.tick += 1;
        self.coming.insert((at, self.tick), change);
    }

    /// Forgets a distribution at once, also what of it is on its way.
    pub(crate) fn withdraw(&mut self, id: &str) {
        if let Some(gone) = self.distributions.remove(id) {
            self.remove_names(&gone);
        }
        let concerns = |change: &Change| match change {
            Change::Configure(distribution) => *distribution.id == *id,
            Change::Purge(distribution, _) => **distribution == *id,
            Change::Publish(_) | Change::Store(_) => false,
        };
        let stay = self.coming.iter().filter(|(_, change)| !concerns(change));
        self.coming = stay.map(|(at, change)| (*at, change.clone())).collect();
        self.cache.forget(id);
    }

    /// Applies what has arrived by now, in order. The POP does so before it looks at anything.
    pub(crate) fn settle(&mut self, now: Timestamp) {
        while let Some(first) = self.coming.get_min().map(|(first, _)| *first) {
            if first.0 > now {
                break;
            }
            match self.coming.remove(&first) {
                Some(Change::Configure(distribution)) => self.take(distribution),
                Some(Change::Purge(distribution, paths)) => {
                    self.apply(first.0, distribution, paths)
                }
                Some(Change::Publish(function)) => self.take_function(function),
                Some(Change::Store(store)) => {
                    self.stores.insert(store.arn.clone(), store);
                }
                None => {}
            }
        }
    }

    /// A distribution, if it is known here.
    pub(crate) fn known(&self, id: &str) -> Option<&Arc<Distribution>> {
        self.distributions.get(id)
    }

    /// Whether a distribution is known here.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.known(id).is_some()
    }

    fn take(&mut self, distribution: Arc<Distribution>) {
        if let Some(old) = self.distributions.get(&distribution.id).cloned() {
            self.remove_names(&old);
        }
        // What the configuration calls is here with it, unless a version of its own way is here already.
        for function in &distribution.functions {
            if self.function(&function.account, &function.name).is_none() {
                self.take_function(function.clone());
            }
        }
        for store in &distribution.stores {
            if self.store(&store.arn).is_none() {
                self.stores.insert(store.arn.clone(), store.clone());
            }
        }
        for name in &distribution.names {
            self.names.insert(canonical(name).into(), distribution.clone());
        }
        self.distributions.insert(distribution.id.clone(), distribution);
    }

    fn take_function(&mut self, function: Arc<EdgeFunction>) {
        let key = (function.account.clone(), function.name.clone());
        self.functions.insert(key, function);
    }

    fn remove_names(&mut self, old: &Distribution) {
        for name in &old.names {
            let name = canonical(name);
            if self.names.get(&*name).is_some_and(|owner| owner.id == old.id) {
                self.names.remove(&*name);
            }
        }
    }

    fn apply(&mut self, at: Timestamp, distribution: Arc<str>, paths: Arc<[Purge]>) {
        paths.iter().for_each(|path| self.cache.purge(&distribution, path));
        let tick = self.next_tick();
        while self.purged.front().is_some_and(|old| at.since(old.at) > FILL_MAX) {
            self.purged.pop_front();
        }
        self.purged.push_back(Purged { at, tick, distribution, paths });
    }

    /// A number that tells what begins or comes now from what did before and does after it: fills
    /// from purges, receipts from others.
    pub(crate) fn next_tick(&mut self) -> u64 {
        self.tick += 1;
        self.tick
    }

    /// Whether a purge of this URL came after a fill had begun: what it fetched may be older than the
    /// purge, and is not kept (CF-8.1m, calm side of N4).
    pub(crate) fn purged_since(&self, fill: u64, distribution: &str, url: &[u8]) -> bool {
        self.purged.iter().rev().take_while(|purged| purged.tick > fill).any(|purged| {
            *purged.distribution == *distribution
                && purged.paths.iter().any(|path| path.matches(url))
        })
    }

    /// When an invalidation of this URL was last heard of here, as long as it is remembered.
    pub(crate) fn purged_at(&self, distribution: &str, url: &[u8]) -> Option<Timestamp> {
        let mut purged = self.purged.iter().rev().filter(|it| *it.distribution == *distribution);
        purged.find(|it| it.paths.iter().any(|path| path.matches(url))).map(|it| it.at)
    }

    /// The distribution that a `Host` selects: its exact name, or the most specific wildcard
    /// (CF-1.2a to d).
    pub(crate) fn distribution(&self, host: &str) -> Option<&Arc<Distribution>> {
        if let Some(found) = self.names.get(host) {
            return Some(found); // the usual case: already as it stands in the table
        }
        let host = canonical(host);
        if let Some(found) = self.names.get(&*host) {
            return Some(found);
        }
        let mut rest = &*host;
        while let Some((_, parent)) = rest.split_once('.') {
            if let Some(found) = self.names.get(&*format!("*.{parent}")) {
                return Some(found);
            }
            rest = parent;
        }
        None
    }

    /// How many changes are on their way.
    #[cfg(test)]
    pub(crate) fn expects(&self) -> usize {
        self.coming.len()
    }
}
