//! The world: every service's state, what is due, the journal. A value: `Clone` is an O(1) fork.

use crate::ask::{Next, finish_now};
use crate::authorize::authorize;
use crate::choice::{Adversary, Attempt, Pick, Point};
use crate::commons::{Background, Commons, Due, OnBehalf, Sent};
use crate::context::{Context, RequestInfo};
use crate::effect::Signal;
use crate::identity::{self, ACCOUNT, Account, Caller, Credential, Identities};
use crate::journal::{Journal, What};
use crate::random::Random;
use crate::service::{Outcome, Request, Response, Resume, Scope, Service, ServiceKind};
use parhelion_wire::error::Result;
use parhelion_wire::table::{Operation, Protocol};
use parhelion_wire::{Timestamp, Value};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub use crate::commons::Entry;
pub use crate::epoch::EPOCH;
pub use crate::service::entry;

/// A message that is passed on more often than this goes round in circles.
const HOPS_MAX: usize = 10_000;

/// The whole cloud.
#[derive(Clone)]
pub struct World {
    pub(crate) commons: Commons,
}

/// What there is, without what has happened (the journal) and without chance: two worlds that
/// show the same differ in nothing that a client could ever see.
impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Commons { due, service_credentials, .. } = &self.commons;
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
        world.field("service_credentials", service_credentials).field("due", due).finish()
    }
}

/// How far a call has come: its name, and how often it has met each point.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    attempt: Option<Attempt>,
    met: BTreeMap<&'static str, u16>,
}

impl World {
    /// A world with these kinds of services, each empty, at [`EPOCH`].
    pub fn new(seed: u64, entries: Vec<Entry>) -> Self {
        Self { commons: Commons::new(Random::new(seed), entries, EPOCH) }
    }

    /// What the clock showed last.
    pub fn now(&self) -> Timestamp {
        self.commons.now
    }

    /// The kinds of services that there are.
    pub fn entries(&self) -> &[Entry] {
        &self.commons.entries
    }

    /// The entry of a service by its name here or in signatures.
    pub fn find_entry(&self, name: &str) -> Option<&Entry> {
        self.commons.find_entry(name)
    }

    /// Everything that happened.
    pub fn journal(&self) -> &Journal {
        &self.commons.journal
    }

    /// For replacing it.
    pub fn journal_mut(&mut self) -> &mut Journal {
        &mut self.commons.journal
    }

    /// Who decides what AWS is free to do.
    pub fn adversary(&self) -> &Adversary {
        &self.commons.adversary
    }

    /// For replacing it.
    pub fn adversary_mut(&mut self) -> &mut Adversary {
        &mut self.commons.adversary
    }

    /// What an access key stands for; nothing if its user is gone.
    pub fn credential(&self, access_key: &str) -> Option<Credential> {
        identity::current(&self.commons, self.commons.credential(access_key)?)
    }

    /// The world's chance.
    pub fn random_mut(&mut self) -> &mut Random {
        &mut self.commons.random
    }

    /// Names what happens next, for the journal and for choices.
    pub fn begin(&mut self, attempt: Option<Attempt>) {
        self.commons.attempt = attempt;
        self.commons.met.clear();
    }

    /// Leaves off in the middle of a call, so that others can go on meanwhile.
    pub fn leave(&mut self) -> Progress {
        let Commons { attempt, met, .. } = &mut self.commons;
        Progress { attempt: attempt.take(), met: std::mem::take(met) }
    }

    /// Goes on with a call that was left.
    pub fn resume(&mut self, progress: Progress) {
        let Progress { attempt, met } = progress;
        self.commons.attempt = attempt;
        self.commons.met = met;
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

    /// What has been signalled since this was last asked.
    pub fn take_signals(&mut self) -> Vec<Signal> {
        std::mem::take(&mut self.commons.for_the_door.signals)
    }

    /// The work that has been begun since this was last asked and that nobody waits for.
    pub fn take_background(&mut self) -> Vec<Background> {
        self.commons.for_the_door.take_background()
    }
}

/// Time.
impl World {
    /// When the next thing is due.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.commons.due.get_min().map(|((at, _), _)| *at)
    }

    /// Runs all that is due until `to`, in order, each at its own time; then it is `to`.
    /// A `to` in the past changes nothing.
    pub fn advance_to(&mut self, to: Timestamp) {
        self.advance_some(to, usize::MAX);
    }

    /// As [`World::advance_to`], but stops after so many things that were due, at the time of the
    /// last one. Answers whether it is `to` now.
    pub fn advance_some(&mut self, to: Timestamp, mut at_most: usize) -> bool {
        while let Some(at) = self.next_due().filter(|at| *at <= to) {
            if at_most == 0 {
                return false;
            }
            at_most -= 1;
            let Some(due) = self.take_due() else { break };
            self.commons.now = self.commons.now.max(at);
            self.wake(&due);
        }
        self.commons.now = self.commons.now.max(to);
        true
    }

    fn take_due(&mut self) -> Option<Due> {
        let key = *self.commons.due.get_min().map(|(key, _)| key)?;
        self.commons.due.remove(&key)
    }

    fn wake(&mut self, due: &Due) {
        let Due { service, scope, timer } = due;
        let before = (self.commons.attempt.take(), std::mem::take(&mut self.commons.met));
        self.commons.attempt = Some(Attempt {
            scope: "-".into(),
            call: format!("due:{service}:{}", timer.site.replace('/', "|")).into(),
            number: 1,
        });
        // What AWS does by itself never crosses an open network.
        let request = RequestInfo { secure: true, ..RequestInfo::default() };
        let who = of_nobody(scope, &request);
        self.commons.lend(service, scope.clone(), &who, |lent, cx| lent.wake(cx, timer));
        self.settle();
        (self.commons.attempt, self.commons.met) = before;
    }

    /// Delivers every message in the outbox, and those that the deliveries send.
    pub fn settle(&mut self) {
        let mut hops = 0;
        while let Some(sent) = self.commons.outbox.pop_front() {
            hops += 1;
            let to = &sent.message.to;
            assert!(hops <= HOPS_MAX, "messages go round in circles; the last one went to {to}");
            if let Err(error) = self.commons.deliver(&sent.message) {
                let Sent { sender: (service, scope), message } = sent;
                let request = RequestInfo { secure: true, ..RequestInfo::default() };
                let who = of_nobody(&scope, &request);
                self.commons.lend(service, scope.clone(), &who, |lent, cx| {
                    lent.hooks_mut().undelivered(cx, &message, &error);
                });
            }
        }
    }
}

fn of_nobody<'a>(scope: &Scope, request: &'a RequestInfo) -> OnBehalf<'a> {
    let (account, region): (Account, Arc<str>) = match scope {
        Scope::Global => (ACCOUNT.into(), "us-east-1".into()),
        Scope::Region(account, region) => (account.clone(), region.clone()),
    };
    OnBehalf { region, ..OnBehalf::of(Caller::Anonymous, &account, "".into(), request) }
}

/// Calls.
impl World {
    /// Runs one operation and then delivers every message that it sent.
    pub fn call(
        &mut self,
        service: &'static str,
        who: &OnBehalf,
        operation: &'static Operation,
        input: Value,
    ) -> Outcome<Value> {
        let outcome = self.with_service(service, who, |lent, cx| lent.call(cx, operation, input));
        self.settle();
        outcome
    }

    /// Whether the caller may have an operation run ([`authorize`]).
    ///
    /// # Errors
    /// A denial of access.
    pub fn authorize(
        &mut self,
        service: &'static str,
        who: &OnBehalf,
        protocol: Protocol,
        operation: &'static Operation,
        input: &Value,
    ) -> Result<()> {
        self.with_service(service, who, |lent, cx| authorize(cx, lent, protocol, operation, input))
    }

    /// A viewer's request to a service's data plane. `what` says of it in the journal, if that is kept,
    /// once the service has said which of its places it reaches; its number there comes back.
    pub fn view(
        &mut self,
        service: &'static str,
        who: &OnBehalf,
        mut request: Request,
        what: impl FnOnce(&Request) -> What,
    ) -> (Option<u64>, Outcome<Response>) {
        let answer = self.with_service(service, who, |lent, cx| {
            let hooks = lent.hooks_mut();
            hooks.locate(cx, &mut request);
            let Commons { journal, now, attempt, .. } = &mut *cx.commons;
            let kept = !journal.is_off();
            let recorded = kept.then(|| journal.push(*now, attempt.clone(), what(&request)));
            (recorded, hooks.view(cx, request))
        });
        self.settle();
        answer
    }

    /// Goes on after an effect, or with what was computed.
    pub fn go_on<T, R>(
        &mut self,
        service: &'static str,
        who: &OnBehalf,
        resume: Resume<T, R>,
        result: R,
    ) -> Outcome<T> {
        let outcome = self.with_service(service, who, |lent, cx| resume(lent, cx, result));
        self.settle();
        outcome
    }

    /// Lends a service of a type, then delivers every message that it sent.
    pub fn with<K: ServiceKind, R>(
        &mut self,
        who: &OnBehalf,
        f: impl FnOnce(&mut K, &mut Context) -> R,
    ) -> R {
        let answer = self.with_service(K::NAME, who, |lent, cx| {
            #[allow(clippy::expect_used)] // `entries` makes what it names: K for K::NAME
            let service = lent.as_any_mut().downcast_mut::<K>().expect("the service's own type");
            f(service, cx)
        });
        self.settle();
        answer
    }

    /// Runs a typed handler where nobody can wait for it.
    ///
    /// # Errors
    /// The handler's own; 500 where it wants an effect.
    pub fn handle<K, O>(&mut self, who: &OnBehalf, input: O::Input) -> Result<O::Output>
    where
        K: crate::service::Handles<O>,
        O: parhelion_wire::shell::TypedOperation,
    {
        crate::ask::handle_now(input, |next, kept| match next {
            Next::Run(input) => {
                self.with::<K, _>(who, |service, cx| service.handle_retryable(cx, input, kept))
            }
            Next::Computed(resume, computed) => self.go_on(K::NAME, who, resume, computed),
        })
    }

    /// Runs one operation where nobody can wait for it.
    ///
    /// # Errors
    /// As [`World::handle`].
    pub fn call_now(
        &mut self,
        service: &'static str,
        who: &OnBehalf,
        operation: &'static Operation,
        input: Value,
    ) -> Result<Value> {
        let outcome = self.call(service, who, operation, input);
        finish_now(outcome, |next| match next {
            Next::Run(input) => self.call(service, who, operation, input),
            Next::Computed(resume, computed) => self.go_on(service, who, resume, computed),
        })
    }

    /// Lends a service by name. Messages stay in the outbox until [`World::settle`].
    pub fn with_service<R>(
        &mut self,
        service: &'static str,
        who: &OnBehalf,
        f: impl FnOnce(&mut dyn Service, &mut Context) -> R,
    ) -> R {
        let scope = self.commons.scope_of(service, who);
        self.commons.lend(service, scope, who, f)
    }
}
