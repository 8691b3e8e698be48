//! What all services share: their states, the clock's reading, what is due, chance, the journal.
//!
//! A [`Context`] lends it to one service at a time: the world takes the service out of its map,
//! hands it a context that holds all the rest, and puts it back. So a handler can reach every other
//! service and never itself.

use crate::Declaration;
use crate::choice::{Adversary, Attempt, Pick, Point, Site};
use crate::context::{Context, RequestInfo};
use crate::effect::{Effect, Signal};
use crate::identity::{Account, Caller, Credential, Identities};
use crate::journal::{Journal, What};
use crate::message::Message;
use crate::random::Random;
use crate::service::{Hooks, Outcome, Resume, Scope, ScopeKind, Service};
use crate::state_format::SavedError;
use crate::timer::Encoded;
use imbl::{OrdMap, Vector};
use parhelion_wire::table::Operation;
use parhelion_wire::{Error, Model, Timestamp, Value};
use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex, PoisonError};

/// What the world knows of a kind of service.
#[derive(Clone, Copy)]
pub struct Entry {
    /// The name in the emulator.
    pub name: &'static str,
    /// How far one instance reaches.
    pub scope: ScopeKind,
    /// What it says of itself.
    pub declaration: &'static Declaration,
    /// Its API.
    pub model: &'static Model,
    /// The operations that work.
    pub operations: &'static [&'static str],
    pub(crate) make: fn() -> Arc<dyn Service>,
    /// From what [`Service::save`] gave.
    pub(crate) load: Load,
    /// From its state; `None`: it is another one's.
    pub(crate) of_state: OfState,
}

impl Entry {
    /// How a state of this version becomes the service.
    ///
    /// # Errors
    /// Nobody knows.
    pub(crate) fn loader(
        &self,
        saved: u32,
    ) -> Result<impl Fn(&[u8]) -> Loaded + use<>, SavedError> {
        let (load, of_state) = (self.load, self.of_state);
        let known = self.declaration.state_version;
        let earlier = self.declaration.earlier.iter().find(|earlier| earlier.version == saved);
        let read = earlier.filter(|_| saved != known).map(|earlier| earlier.read);
        let service = self.name;
        if read.is_none() && saved != known {
            return Err(SavedError::OtherVersion { service: service.to_owned(), saved, known });
        }
        Ok(move |state: &[u8]| match read {
            None => load(state),
            Some(read) => of_state(read(state)?).ok_or_else(|| {
                SavedError::Damaged(format!("{service} says what another service's states become"))
            }),
        })
    }
}

/// How a state becomes a service.
pub(crate) type OfState = fn(Box<dyn Any>) -> Option<Arc<dyn Service>>;

/// How a saved service becomes one again.
pub(crate) type Load = fn(&[u8]) -> Loaded;

/// A service, as it was saved.
type Loaded = Result<Arc<dyn Service>, SavedError>;

/// Where a service's instance is found.
pub(crate) type Key = (&'static str, Scope);

/// See the module.
#[derive(Clone)]
pub(crate) struct Commons {
    pub(crate) entries: Arc<[Entry]>,
    pub(crate) services: OrdMap<Key, Arc<dyn Service>>,
    /// Stands in for a service while it is lent.
    lent: Arc<dyn Service>,
    pub(crate) now: Timestamp,
    pub(crate) random: Random,
    pub(crate) due: OrdMap<(Timestamp, u64), Due>,
    pub(crate) due_next: u64,
    pub(crate) journal: Journal,
    pub(crate) adversary: Adversary,
    /// Keys by which services sign to each other.
    pub(crate) service_credentials: OrdMap<Arc<str>, Credential>,
    pub(crate) outbox: Vector<Sent>,
    pub(crate) attempt: Option<Attempt>,
    /// How often each point was met in the current attempt.
    pub(crate) met: BTreeMap<&'static str, u16>,
    pub(crate) for_the_door: ForTheDoor,
}

/// A message and the service that sent it.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) sender: Key,
    pub(crate) message: Message,
}

/// What a call leaves for its door to do. It is taken out before the world is let go of, so a fork
/// never has any.
#[derive(Default)]
pub(crate) struct ForTheDoor {
    pub(crate) signals: Vec<Signal>,
    /// In a mutex only so that worlds may be shared between threads, which the work itself may not.
    pub(crate) background: Mutex<Vec<Background>>,
}

impl ForTheDoor {
    pub(crate) fn begin(&mut self, work: Background) {
        self.background.get_mut().unwrap_or_else(PoisonError::into_inner).push(work);
    }

    pub(crate) fn take_background(&mut self) -> Vec<Background> {
        std::mem::take(self.background.get_mut().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Clone for ForTheDoor {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// Work that nobody waits for: a cache that refreshes what it has just answered.
pub struct Background {
    /// Whose it is.
    pub service: &'static str,
    /// What is to be done.
    pub effect: Effect,
    /// How it goes on.
    pub resume: Resume<()>,
}

/// Something that will happen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Due {
    pub(crate) service: &'static str,
    pub(crate) scope: Scope,
    pub(crate) timer: Encoded,
}

/// On whose behalf a service is lent.
#[derive(Clone)]
pub struct OnBehalf<'a> {
    /// The account that the call acts in.
    pub account: Account,
    /// The region that it acts in.
    pub region: Arc<str>,
    /// Who calls.
    pub caller: Caller,
    /// When the request was first run, where it is run again.
    pub arrived: Option<Timestamp>,
    /// False where nobody can wait for it: the answer must come at once.
    pub may_wait: bool,
    /// The IAM action by which this is decided, where it is not the operation's own.
    pub action: Option<&'static str>,
    /// The endpoint prefix of the service that asks for this, if one does.
    pub via: Option<&'static str>,
    /// The request as it came in.
    pub request: &'a RequestInfo,
}

impl<'a> OnBehalf<'a> {
    /// For a caller, whose own account it is, or the given one for callers without.
    pub fn of(caller: Caller, account: &str, region: Arc<str>, request: &'a RequestInfo) -> Self {
        let account = caller.account().cloned().unwrap_or_else(|| account.into());
        Self {
            account,
            region,
            caller,
            arrived: None,
            may_wait: false,
            action: None,
            via: None,
            request,
        }
    }
}

impl Commons {
    pub(crate) fn new(random: Random, entries: Vec<Entry>, now: Timestamp) -> Self {
        // Others come into being when they are first asked; whose identities they keep are known
        // from the start.
        let keepers = entries.iter().filter(|entry| entry.declaration.keeps_identities);
        let keepers = keepers.map(|entry| ((entry.name, Scope::Global), (entry.make)())).collect();
        Self {
            entries: entries.into(),
            services: keepers,
            lent: Arc::new(Lent::default()),
            now,
            random,
            due: OrdMap::new(),
            due_next: 0,
            journal: Journal::default(),
            adversary: Adversary::calm(),
            service_credentials: OrdMap::new(),
            outbox: Vector::new(),
            attempt: None,
            met: BTreeMap::new(),
            for_the_door: ForTheDoor::default(),
        }
    }

    pub(crate) fn scope_of(&self, service: &str, who: &OnBehalf) -> Scope {
        match self.entry(service).scope {
            ScopeKind::Global => Scope::Global,
            ScopeKind::Region => Scope::Region(who.account.clone(), who.region.clone()),
        }
    }

    /// A service by the name that it has here, in signatures or in ARNs.
    pub(crate) fn find_entry(&self, name: &str) -> Option<&Entry> {
        let here = self.entries.iter().find(|entry| entry.name == name);
        here.or_else(|| self.entries.iter().find(|entry| entry.model.signing_name == name))
    }

    pub(crate) fn entry(&self, service: &str) -> &Entry {
        // Names come from `entries` themselves or from a `ServiceKind` in it.
        #[allow(clippy::expect_used)]
        self.entries.iter().find(|entry| entry.name == service).expect("a registered service")
    }

    pub(crate) fn lend<R>(
        &mut self,
        service: &'static str,
        scope: Scope,
        who: &OnBehalf,
        f: impl FnOnce(&mut dyn Service, &mut Context) -> R,
    ) -> R {
        let key = (service, scope);
        if !self.services.contains_key(&key) {
            let made = (self.entry(service).make)();
            self.services.insert(key.clone(), made);
        }
        let mut taken = self.swap(&key, self.lent.clone());
        if self.entry(service).declaration.keeps_identities {
            let stand_in = Lent { keeper: Some(taken.clone()) };
            self.swap(&key, Arc::new(stand_in));
        }
        if Arc::get_mut(&mut taken).is_none() {
            taken = Arc::from(taken.boxed_clone());
        }
        let mut context = Context {
            now: self.now,
            arrived: who.arrived.unwrap_or(self.now),
            account: who.account.clone(),
            region: who.region.clone(),
            caller: who.caller.clone(),
            request: who.request,
            may_wait: who.may_wait,
            action: who.action,
            via: who.via,
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

    pub(crate) fn schedule(&mut self, at: Timestamp, (service, scope): Key, timer: Encoded) {
        let seq = self.due_next;
        self.due_next += 1;
        self.due.insert((at.max(self.now), seq), Due { service, scope, timer });
    }

    pub(crate) fn choose_here(&mut self, point: &'static Point) -> Pick {
        if self.adversary.is_idle() || point.options.len() < 2 {
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

/// The place of a service that is lent.
#[derive(Debug, Default)]
struct Lent {
    /// The service as it was, where it keeps identities: those are known while it works, to itself
    /// and to those that it asks.
    keeper: Option<Arc<dyn Service>>,
}

impl Hooks for Lent {
    fn identities(&self) -> Option<&dyn Identities> {
        self.keeper.as_deref()?.hooks().identities()
    }
}

impl Service for Lent {
    fn boxed_clone(&self) -> Box<dyn Service> {
        Box::new(Self { keeper: self.keeper.clone() })
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
    fn call(&mut self, _: &mut Context, operation: &'static Operation, _: Value) -> Outcome<Value> {
        let error = Error::not_implemented("a service that asks itself", operation.name);
        Outcome::Done(Err(error))
    }
    fn save(&self) -> Result<Vec<u8>, SavedError> {
        Err(SavedError::Unsaved("a service is lent".to_owned()))
    }
    fn wake(&mut self, _: &mut Context, _: &Encoded) {}
    fn hooks(&self) -> &dyn Hooks {
        self
    }
    fn hooks_mut(&mut self) -> &mut dyn Hooks {
        self
    }
}
