//! The register of a server's worlds: their names, and the access keys that lead into them. Of clouds of
//! any kind `C`, because the cloud that has it cannot be known here.

use parhelion_world::Random;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::task::AbortHandle;

/// So that a suite that never drops any does not fill the memory.
pub(super) const WORLDS_MAX: usize = 10_000;

/// How many access keys are known by heart: of those that were made in worlds, others are looked for;
/// of those that lead nowhere any more, others are unknown.
const KEYS_MAX: usize = 100_000;

/// Where an access key leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Leads {
    /// To the server's own cloud, which knows it or has to say that nobody does.
    Home,
    /// Into this world.
    To(String),
    /// Several worlds know it: they were forked when it was there, or had the same chance.
    Several,
    /// Its world is gone.
    Nowhere,
}

/// What a cloud knows of its worlds, and of itself as one. `S`: their snapshots.
pub(super) struct Worlds<C, S> {
    register: Mutex<Register<C, S>>,
    /// None was ever made: the usual case, which costs no lock.
    had_any: AtomicBool,
}

pub(super) struct Register<C, S> {
    by_name: BTreeMap<String, Kept<C>>,
    /// The worlds' own keys, and their names.
    by_own_key: BTreeMap<String, String>,
    /// Keys that were made in worlds, and who knows them, as long as no world comes or goes.
    found: BTreeMap<String, Leads>,
    /// Own keys of worlds that are gone: they lead nowhere, whoever knows them by having been forked.
    gone: BTreeSet<String>,
    /// How many have been made: what the next is called.
    pub(super) made: u64,
    /// What the forms of a server's own pages carry, whichever of its threads has made them.
    pub(super) secret: Option<Arc<str>>,
    /// How this cloud was when it began to be served.
    pub(super) beginning: Option<Beginning<S>>,
    /// The key that leads into this cloud, where it is a world itself.
    pub(super) own_key: Option<Key>,
    /// Commands of the control API that are the server's own, not its cloud's: their names and bodies.
    pub(super) standing: Vec<(String, Vec<u8>)>,
}

/// What a reset goes back to.
#[derive(Clone)]
pub(super) struct Beginning<S> {
    pub snapshot: S,
    /// Whether the clock stood still.
    pub frozen: bool,
}

struct Kept<C> {
    cloud: C,
    key: Key,
    /// Does what is due in it at its time.
    keeper: AbortHandle,
}

impl<C> Drop for Kept<C> {
    fn drop(&mut self) {
        self.keeper.abort();
    }
}

/// An access key of the development account's root that leads into one world.
#[derive(Clone)]
pub(crate) struct Key {
    pub access_key: String,
    pub secret_key: String,
}

/// A world, as it is told of.
pub(crate) struct Told<C> {
    pub name: String,
    pub cloud: C,
    pub key: Key,
}

impl Key {
    /// The same for the same seed.
    pub(super) fn of(seed: u64) -> Self {
        const OF_KEYS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        const OF_SECRETS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        let mut random = Random::new(seed);
        let access_key = format!("AKIA{}", random.text(OF_KEYS, 16));
        Self { access_key, secret_key: random.text(OF_SECRETS, 40) }
    }
}

impl<C, S> Default for Worlds<C, S> {
    fn default() -> Self {
        let register = Register {
            by_name: BTreeMap::new(),
            by_own_key: BTreeMap::new(),
            found: BTreeMap::new(),
            gone: BTreeSet::new(),
            made: 0,
            secret: None,
            beginning: None,
            own_key: None,
            standing: Vec::new(),
        };
        Self { register: Mutex::new(register), had_any: AtomicBool::new(false) }
    }
}

impl<C: Clone, S> Worlds<C, S> {
    pub(super) fn register(&self) -> MutexGuard<'_, Register<C, S>> {
        self.register.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether none was ever made: then no key can lead anywhere.
    pub(super) fn never_had_any(&self) -> bool {
        !self.had_any.load(Ordering::Relaxed)
    }

    pub(super) fn find(&self, name: &str) -> Option<Told<C>> {
        self.register().find(name)
    }

    /// All of them, by name.
    pub(super) fn all(&self) -> Vec<Told<C>> {
        let register = self.register();
        register.by_name.iter().map(|(name, kept)| kept.told(name)).collect()
    }

    /// Adds what [`Register::free_name`] has found room for.
    pub(super) fn add(&self, register: &mut Register<C, S>, told: &Told<C>, keeper: AbortHandle) {
        let Told { name, cloud, key } = told;
        register.found.clear();
        register.gone.remove(&key.access_key);
        register.by_own_key.insert(key.access_key.clone(), name.clone());
        let kept = Kept { cloud: cloud.clone(), key: key.clone(), keeper };
        register.by_name.insert(name.clone(), kept);
        self.had_any.store(true, Ordering::Relaxed);
    }

    /// Forgets one, and gives it; none: there is none.
    pub(super) fn forget(&self, name: &str) -> Option<C> {
        let mut register = self.register();
        let kept = register.by_name.remove(name)?;
        register.found.clear();
        let own_key = kept.key.access_key.clone();
        register.by_own_key.remove(&own_key);
        if register.gone.len() < KEYS_MAX {
            register.gone.insert(own_key);
        }
        Some(kept.cloud.clone())
    }
}

impl<C: Clone> Kept<C> {
    fn told(&self, name: &str) -> Told<C> {
        Told { name: name.to_owned(), cloud: self.cloud.clone(), key: self.key.clone() }
    }
}

impl<C: Clone, S> Register<C, S> {
    fn find(&self, name: &str) -> Option<Told<C>> {
        self.by_name.get(name).map(|kept| kept.told(name))
    }

    /// The name of the next world: the one wanted, or the next number.
    ///
    /// # Errors
    /// It is taken, or there are too many.
    pub(super) fn free_name(&mut self, wanted: Option<String>) -> Result<String, String> {
        if self.by_name.len() >= WORLDS_MAX {
            return Err(format!("there are {WORLDS_MAX} worlds already"));
        }
        match wanted {
            Some(name) if self.by_name.contains_key(&name) => {
                Err(format!("there is a world {name:?} already"))
            }
            Some(name) => {
                // Who has had such a name by wish has had it: it is not given again.
                let number = name.strip_prefix('w').and_then(|number| number.parse::<u32>().ok());
                self.made = self.made.max(number.unwrap_or_default().into());
                Ok(name)
            }
            None => loop {
                self.made += 1;
                let name = format!("w{}", self.made);
                if !self.by_name.contains_key(&name) {
                    return Ok(name);
                }
            },
        }
    }

    /// Where a key leads that is a world's own.
    pub(super) fn leads(&self, access_key: &str) -> Option<Leads> {
        if let Some(name) = self.by_own_key.get(access_key) {
            return Some(Leads::To(name.clone()));
        }
        self.gone.contains(access_key).then_some(Leads::Nowhere)
    }

    /// What a look into the worlds has found.
    pub(super) fn learned(&self, access_key: &str) -> Option<Leads> {
        self.found.get(access_key).cloned()
    }

    pub(super) fn learn(&mut self, access_key: &str, leads: &Leads) {
        if self.found.len() < KEYS_MAX {
            self.found.insert(access_key.to_owned(), leads.clone());
        }
    }
}
