//! The register of a server's worlds: their names, and the access keys that lead into them. Of clouds of
//! any kind `C`, because the cloud that has it cannot be known here.

use parhelion_world::Random;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::task::AbortHandle;

/// So that a suite that never drops any does not fill the memory.
pub(super) const WORLDS_MAX: usize = 10_000;

/// How many access keys that were made in worlds are known by heart; others are looked for.
const KEYS_MAX: usize = 100_000;

/// What a cloud knows of its worlds, and of itself as one. `S`: their snapshots.
pub(super) struct Worlds<C, S> {
    register: Mutex<Register<C, S>>,
    /// How many there are: none is the usual case, and costs no lock.
    count: AtomicUsize,
}

pub(super) struct Register<C, S> {
    by_name: BTreeMap<String, Kept<C>>,
    /// Access keys, and the names of the worlds that they lead into.
    by_key: BTreeMap<String, String>,
    /// How many have been made: what the next is called.
    made: u64,
    /// How this cloud was when it began to be served.
    pub(super) beginning: Option<Beginning<S>>,
    /// The key that leads into this cloud, where it is a world itself.
    pub(super) own_key: Option<Key>,
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
            by_key: BTreeMap::new(),
            made: 0,
            beginning: None,
            own_key: None,
        };
        Self { register: Mutex::new(register), count: AtomicUsize::new(0) }
    }
}

impl<C: Clone, S> Worlds<C, S> {
    pub(super) fn register(&self) -> MutexGuard<'_, Register<C, S>> {
        self.register.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count.load(Ordering::Relaxed) == 0
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
        register.by_key.insert(key.access_key.clone(), name.clone());
        let kept = Kept { cloud: cloud.clone(), key: key.clone(), keeper };
        register.by_name.insert(name.clone(), kept);
        self.count.store(register.by_name.len(), Ordering::Relaxed);
    }

    /// Forgets one. `false`: there is none.
    pub(super) fn forget(&self, name: &str) -> bool {
        let mut register = self.register();
        let Some(kept) = register.by_name.remove(name) else { return false };
        register.by_key.retain(|_, world| world != name);
        self.count.store(register.by_name.len(), Ordering::Relaxed);
        drop(register);
        // Freeing it takes as long as it is big, so it goes when the lock is free.
        drop(kept);
        true
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
            Some(name) => Ok(name),
            None => loop {
                self.made += 1;
                let name = format!("w{}", self.made);
                if !self.by_name.contains_key(&name) {
                    return Ok(name);
                }
            },
        }
    }

    /// Where a key is known to lead.
    pub(super) fn of_key(&self, access_key: &str) -> Option<C> {
        self.by_name.get(self.by_key.get(access_key)?).map(|kept| kept.cloud.clone())
    }

    /// A key was found in a world.
    pub(super) fn learn(&mut self, access_key: &str, world: &str) {
        if self.by_key.len() < KEYS_MAX && self.by_name.contains_key(world) {
            self.by_key.insert(access_key.to_owned(), world.to_owned());
        }
    }
}
