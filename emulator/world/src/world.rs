//! The world: every service's state, what is due, the journal. A value: `Clone` is an O(1) fork.

use crate::choice::{Adversary, Attempt, Pick, Point, Site};
use crate::context::{Context, RequestInfo};
use crate::identity::{ACCOUNT, Account, Caller, Directory};
use crate::journal::{Journal, What};
use crate::key_ring::KeyRing;
use crate::random::Random;
use crate::service::{Kind, Reach, Scope, Service};
use bytes::Bytes;
use imbl::{OrdMap, Vector};
use parhelion_wire::error::Result;
use parhelion_wire::table::Operation;
use parhelion_wire::{Model, Timestamp, Value};
use std::collections::BTreeMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

/// 2026-01-01T00:00:00Z: when every simulated world begins.
pub const EPOCH: Timestamp = Timestamp::from_secs(1_767_225_600);

/// A message that is passed on more often than this goes round in circles.
const HOPS_MAX: usize = 10_000;

/// What the world knows of a kind of service.
#[derive(Clone, Copy)]
pub struct Entry {
    pub name: &'static str,
    pub reach: Reach,
    pub model: fn() -> &'static Model,
    pub operations: fn() -> &'static [&'static str],
    make: fn() -> Arc<dyn Service>,
}

type Key = (&'static str, Scope);

/// The whole cloud.
#[derive(Clone)]
pub struct World {
    commons: Commons,
}

/// What there is, without what has happened (the journal) and without chance: two worlds that
/// show the same differ in nothing that a client could ever see.
impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Commons { directory, key_ring, due, .. } = &self.commons;
        let mut world = f.debug_struct("World");
        for ((name, scope), service) in &self.commons.services {
            // Services come into being when they are first asked: one that is as new says nothing.
            let entry = self.entries().iter().find(|entry| entry.name == *name);
            let is_new = entry
                .is_some_and(|entry| format!("{:?}", (entry.make)()) == format!("{service:?}"));
            if !is_new {
                world.field(name, &(scope, service));
            }
        }
        world.field("directory", directory).field("key_ring", key_ring).field("due", due).finish()
    }
}

/// What all services share; a [`Context`] lends it to one of them at a time.
#[derive(Clone)]
pub(crate) struct Commons {
    entries: Arc<[Entry]>,
    services: OrdMap<Key, Arc<dyn Service>>,
    /// Stands in for a service while it is lent.
    lent: Arc<dyn Service>,
    pub now: Timestamp,
    pub random: Random,
    pub due: OrdMap<(Timestamp, u64), Due>,
    pub due_next: u64,
    pub journal: Journal,
    pub adversary: Adversary,
    pub directory: Directory,
    pub key_ring: KeyRing,
    pub outbox: Vector<(Arc<str>, Bytes)>,
    pub attempt: Option<Attempt>,
    /// How often each point was met in the current attempt.
    pub met: BTreeMap<&'static str, u16>,
}

#[derive(Clone, Debug)]
pub(crate) struct Due {
    service: &'static str,
    scope: Scope,
    subject: Arc<str>,
}

/// On whose behalf a service is lent.
#[derive(Clone)]
pub struct Who<'a> {
    pub account: Account,
    pub region: Arc<str>,
    pub caller: Caller,
    pub request: &'a RequestInfo,
}

impl World {
    /// A world with these kinds of services, each empty, at [`EPOCH`].
    pub fn new(seed: u64, entries: Vec<Entry>) -> Self {
        Self {
            commons: Commons {
                entries: entries.into(),
                services: OrdMap::new(),
                lent: Arc::new(lent::Lent),
                now: EPOCH,
                random: Random::new(seed),
                due: OrdMap::new(),
                due_next: 0,
                journal: Journal::default(),
                adversary: Adversary::calm(),
                directory: Directory::default(),
                key_ring: KeyRing::default(),
                outbox: Vector::new(),
                attempt: None,
                met: BTreeMap::new(),
            },
        }
    }

    pub fn now(&self) -> Timestamp {
        self.commons.now
    }

    pub fn entries(&self) -> &[Entry] {
        &self.commons.entries
    }

    pub fn journal(&self) -> &Journal {
        &self.commons.journal
    }

    pub fn journal_mut(&mut self) -> &mut Journal {
        &mut self.commons.journal
    }

    pub fn adversary(&self) -> &Adversary {
        &self.commons.adversary
    }

    pub fn adversary_mut(&mut self) -> &mut Adversary {
        &mut self.commons.adversary
    }

    pub fn directory(&self) -> &Directory {
        &self.commons.directory
    }

    pub fn directory_mut(&mut self) -> &mut Directory {
        &mut self.commons.directory
    }

    pub fn key_ring_mut(&mut self) -> &mut KeyRing {
        &mut self.commons.key_ring
    }

    pub fn random_mut(&mut self) -> &mut Random {
        &mut self.commons.random
    }

    /// Names what happens next, for the journal and for choices.
    pub fn begin(&mut self, attempt: Option<Attempt>) {
        self.commons.attempt = attempt;
        self.commons.met.clear();
    }

    /// Goes on with an attempt that [`World::begin`] named, after other work in between.
    pub fn resume(&mut self, attempt: Option<Attempt>) {
        self.commons.attempt = attempt;
    }

    /// A choice of the door: before or after a service is involved.
    pub fn choose(&mut self, point: &'static Point) -> Pick {
        self.commons.choose_here(point)
    }

    /// Records an event of the current attempt; returns its `seq`.
    pub fn record(&mut self, what: What) -> u64 {
        let Commons { journal, now, attempt, .. } = &mut self.commons;
        journal.push(*now, attempt.clone(), what)
    }

    /// When the next thing is due.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.commons.due.get_min().map(|((at, _), _)| *at)
    }

    /// Runs all that is due until `to`, in order, each at its own time; then it is `to`.
    /// A `to` in the past changes nothing.
    pub fn advance_to(&mut self, to: Timestamp) {
        while let Some(at) = self.next_due().filter(|at| *at <= to) {
            let Some(((_, _), due)) = self.take_due() else { break };
            self.commons.now = self.commons.now.max(at);
            self.wake(&due);
        }
        self.commons.now = self.commons.now.max(to);
    }

    fn take_due(&mut self) -> Option<((Timestamp, u64), Due)> {
        let key = *self.commons.due.get_min().map(|(key, _)| key)?;
        let due = self.commons.due.remove(&key)?;
        Some((key, due))
    }

    fn wake(&mut self, due: &Due) {
        let Due { service, scope, subject } = due;
        let before = (self.commons.attempt.take(), std::mem::take(&mut self.commons.met));
        self.commons.attempt = Some(Attempt {
            scope: "-".into(),
            call: format!("due:{service}:{}", subject.replace('/', "|")).into(),
            number: 1,
        });
        // What AWS does by itself never crosses an open network.
        let request = RequestInfo { secure: true, ..RequestInfo::default() };
        let who = self.who_in(scope, &request);
        self.commons
            .lend(service, scope.clone(), &who, |lent, cx| lent.hooks_mut().wake(cx, subject));
        self.settle();
        (self.commons.attempt, self.commons.met) = before;
    }

    fn who_in<'a>(&self, scope: &Scope, request: &'a RequestInfo) -> Who<'a> {
        let (account, region): (Account, Arc<str>) = match scope {
            Scope::Global => (ACCOUNT.into(), "us-east-1".into()),
            Scope::Region(account, region) => (account.clone(), region.clone()),
        };
        Who { account, region, caller: Caller::Anonymous, request }
    }

    /// Runs one operation and then delivers every message that it sent.
    pub fn call(
        &mut self,
        service: &'static str,
        who: &Who,
        operation: &'static Operation,
        input: Value,
    ) -> Result<Value> {
        let answer = self.with_service(service, who, |lent, cx| lent.call(cx, operation, input));
        self.settle();
        answer
    }

    /// Lends a service of a type, then delivers every message that it sent.
    pub fn with<K: Kind, R>(&mut self, who: &Who, f: impl FnOnce(&mut K, &mut Context) -> R) -> R {
        let answer = self.with_service(K::NAME, who, |lent, cx| {
            #[allow(clippy::expect_used)] // `entries` makes what it names: K for K::NAME
            let service = lent.as_any_mut().downcast_mut::<K>().expect("the service's own type");
            f(service, cx)
        });
        self.settle();
        answer
    }

    /// Lends a service by name. Messages stay in the outbox until [`World::settle`].
    pub fn with_service<R>(
        &mut self,
        service: &'static str,
        who: &Who,
        f: impl FnOnce(&mut dyn Service, &mut Context) -> R,
    ) -> R {
        let scope = self.commons.scope_of(service, who);
        self.commons.lend(service, scope, who, f)
    }

    /// Delivers every message in the outbox, and those that the deliveries send.
    pub fn settle(&mut self) {
        let mut hops = 0;
        while let Some((arn, payload)) = self.commons.outbox.pop_front() {
            hops += 1;
            assert!(hops <= HOPS_MAX, "messages go round in circles; the last one went to {arn}");
            let mut parts = arn.splitn(6, ':').skip(2);
            let (service, region, account) = (parts.next(), parts.next(), parts.next());
            let found = self.entries().iter().find(|entry| Some(entry.name) == service);
            let Some(entry) = found.copied() else {
                continue; // no such service here: AWS would deliver, nobody can look
            };
            let request = RequestInfo::default();
            let who = Who {
                account: account.unwrap_or_default().into(),
                region: region.unwrap_or_default().into(),
                caller: Caller::Anonymous,
                request: &request,
            };
            self.with_service(entry.name, &who, |lent, cx| {
                lent.hooks_mut().deliver(cx, &arn, payload);
            });
        }
    }
}

impl Commons {
    pub fn scope_of(&self, service: &str, who: &Who) -> Scope {
        match self.entry(service).reach {
            Reach::Global => Scope::Global,
            Reach::Region => Scope::Region(who.account.clone(), who.region.clone()),
        }
    }

    /// A service's name, if there is such a service.
    pub fn known_name(&self, service: &str) -> Option<&'static str> {
        self.entries.iter().map(|entry| entry.name).find(|name| *name == service)
    }

    fn entry(&self, service: &str) -> &Entry {
        #[allow(clippy::expect_used)] // names come from `entries` themselves or from a Kind in it
        self.entries.iter().find(|entry| entry.name == service).expect("a registered service")
    }

    pub fn lend<R>(
        &mut self,
        service: &'static str,
        scope: Scope,
        who: &Who,
        f: impl FnOnce(&mut dyn Service, &mut Context) -> R,
    ) -> R {
        let key = (service, scope);
        if !self.services.contains_key(&key) {
            let made = (self.entry(service).make)();
            self.services.insert(key.clone(), made);
        }
        let mut taken = self.swap(&key, self.lent.clone());
        if Arc::get_mut(&mut taken).is_none() {
            taken = Arc::from(taken.boxed_clone());
        }
        let mut context = Context {
            now: self.now,
            account: who.account.clone(),
            region: who.region.clone(),
            caller: who.caller.clone(),
            request: who.request,
            service,
            scope: key.1.clone(),
            commons: self,
        };
        #[allow(clippy::expect_used)] // made unique just above, and nobody else can see it
        let unique = Arc::get_mut(&mut taken).expect("a unique service");
        // A handler that panics must not take its service away from everybody else.
        let answer = catch_unwind(AssertUnwindSafe(|| f(unique, &mut context)));
        self.swap(&key, taken);
        answer.unwrap_or_else(|panic| resume_unwind(panic))
    }

    fn swap(&mut self, key: &Key, with: Arc<dyn Service>) -> Arc<dyn Service> {
        match self.services.get_mut(key) {
            Some(slot) => std::mem::replace(slot, with),
            None => with,
        }
    }
}

/// The entry of a kind of service.
pub fn entry<K: Kind>() -> Entry {
    Entry {
        name: K::NAME,
        reach: K::REACH,
        model: K::model,
        operations: K::operations,
        make: || Arc::new(K::default()),
    }
}

impl Commons {
    pub fn schedule(
        &mut self,
        at: Timestamp,
        service: &'static str,
        scope: Scope,
        subject: Arc<str>,
    ) {
        let seq = self.due_next;
        self.due_next += 1;
        self.due.insert((at.max(self.now), seq), Due { service, scope, subject });
    }

    pub fn choose_here(&mut self, point: &'static Point) -> Pick {
        if self.adversary.is_idle() {
            return 0;
        }
        let nth = self.met.entry(point.name).or_default();
        let unnamed = Attempt { scope: "-".into(), call: "?".into(), number: 1 };
        let site = Site::new(self.attempt.as_ref().unwrap_or(&unnamed), point, *nth);
        *nth += 1;
        let pick = self.adversary.choose(&site, point);
        if pick != 0 {
            let option = &point.options[usize::from(pick)];
            let what = What::Choice {
                site,
                point: point.name.into(),
                pick,
                option: option.name.into(),
                clause: option.clause.map_or("", |clause| clause.rule).into(),
            };
            self.journal.push(self.now, self.attempt.clone(), what);
        }
        pick
    }
}

mod lent {
    //! The place of a service that is lent.

    use crate::context::Context;
    use crate::service::{Hooks, Service};
    use parhelion_wire::error::Result;
    use parhelion_wire::table::Operation;
    use parhelion_wire::{Error, Value};
    use std::any::Any;

    #[derive(Debug)]
    pub struct Lent;

    impl Hooks for Lent {}

    impl Service for Lent {
        fn boxed_clone(&self) -> Box<dyn Service> {
            Box::new(Lent)
        }
        fn as_any(&self) -> &dyn Any {
            self
        }
        fn as_any_mut(&mut self) -> &mut dyn Any {
            self
        }
        fn has(&self, _: &str) -> bool {
            false
        }
        fn call(
            &mut self,
            _: &mut Context,
            operation: &'static Operation,
            _: Value,
        ) -> Result<Value> {
            Err(Error::not_implemented("a service that asks itself", operation.name))
        }
        fn hooks(&self) -> &dyn Hooks {
            self
        }
        fn hooks_mut(&mut self) -> &mut dyn Hooks {
            self
        }
    }
}
