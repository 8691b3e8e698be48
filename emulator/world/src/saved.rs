//! Worlds at rest: a world becomes bytes and bodies, and a world again that answers as it would have.
//!
//! The bytes are a header (what this is, the format's version, a check of all that follows) and
//! MessagePack with named fields. Each service's state stands in it by itself, with the version
//! that the service gives it ([`Declaration::state_version`](crate::Declaration)), so that a world
//! with a service that is not known here, or known otherwise, is refused before any of it is read.
//! Bodies are named by their content and lie beside.

use crate::choice::Adversary;
use crate::commons::{Commons, Due, Entry, Key};
use crate::identity::Credential;
use crate::journal::Journal;
use crate::random::Random;
use crate::service::Scope;
use crate::timer::Encoded;
use crate::world::World;
use bytes::Bytes;
use imbl::OrdMap;
use parhelion_wire::Timestamp;
use parhelion_wire::body::stored::{Store, load_bodies, save_bodies};
use parhelion_wire::checksum::{Algorithm, Hasher};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

pub use crate::state_format::{FORMAT, SavedError, decode, encode};

const MAGIC: &[u8; 16] = b"parhelion world\n";

/// Magic, format and check.
const HEADER: usize = MAGIC.len() + 4 + 8;

/// A world at rest.
#[derive(Clone, Debug)]
pub struct Saved {
    /// Everything but long bodies.
    pub state: Bytes,
    /// Those, by their content.
    pub bodies: Store,
}

/// A world as it is written. What is as good as new in a world at rest is left out: nothing is lent,
/// sent or in the middle of a call.
#[derive(Serialize, Deserialize)]
struct Written {
    services: Vec<WrittenService>,
    now: Timestamp,
    random: Random,
    due: Vec<WrittenDue>,
    due_next: u64,
    journal: Journal,
    adversary: Adversary,
    service_credentials: OrdMap<Arc<str>, Credential>,
}

#[derive(Serialize, Deserialize)]
struct WrittenService {
    name: String,
    version: u32,
    scope: Scope,
    state: Bytes,
}

#[derive(Serialize, Deserialize)]
struct WrittenDue {
    at: Timestamp,
    number: u64,
    service: String,
    scope: Scope,
    timer: Encoded,
}

impl World {
    /// The world as bytes and bodies.
    ///
    /// # Errors
    /// A body lies in a file that cannot be read back.
    pub fn save(&self) -> Result<Saved, SavedError> {
        let (state, bodies) = save_bodies(|| encode(&self.commons.written()?));
        Ok(Saved { state: sealed(&state?).into(), bodies })
    }

    /// A saved world with these kinds of services.
    ///
    /// # Errors
    /// The bytes are none that [`World::save`] wrote, they name a service that is not in `entries`,
    /// or a body is missing. No part of the world comes to be then.
    pub fn load(saved: &Saved, entries: Vec<Entry>) -> Result<Self, SavedError> {
        let state = unsealed(&saved.state)?;
        load_bodies(&saved.bodies, || {
            let commons = Commons::of_written(decode(state)?, entries)?;
            Ok(Self { commons })
        })
    }
}

impl Commons {
    fn written(&self) -> Result<Written, SavedError> {
        let services = self.services.iter().map(|((name, scope), service)| {
            let state = service.save()?.into();
            let version = self.entry(name).declaration.state_version;
            Ok(WrittenService { name: (*name).to_owned(), version, scope: scope.clone(), state })
        });
        let due = self.due.iter().map(|((at, number), due)| {
            let Due { service, scope, timer } = due.clone();
            WrittenDue { at: *at, number: *number, service: service.to_owned(), scope, timer }
        });
        Ok(Written {
            services: services.collect::<Result<_, _>>()?,
            now: self.now,
            random: self.random.clone(),
            due: due.collect(),
            due_next: self.due_next,
            journal: self.journal.clone(),
            adversary: self.adversary.clone(),
            service_credentials: self.service_credentials.clone(),
        })
    }

    fn of_written(written: Written, entries: Vec<Entry>) -> Result<Self, SavedError> {
        let mut commons = Self::new(written.random, entries, written.now);
        let known = |name: &str| {
            let entry = commons.entries.iter().find(|entry| entry.name == name).copied();
            entry.ok_or_else(|| SavedError::UnknownService(name.to_owned()))
        };
        // All of them are checked before the first is read.
        let found = written.services.iter().map(|service| known(&service.name));
        let found = found.collect::<Result<Vec<_>, _>>()?;
        let loaders = found.iter().zip(&written.services);
        let loaders = loaders.map(|(entry, service)| entry.loader(service.version));
        let loaders = loaders.collect::<Result<Vec<_>, _>>()?;
        let mut due = OrdMap::new();
        for WrittenDue { at, number, service, scope, timer } in written.due {
            due.insert((at, number), Due { service: known(&service)?.name, scope, timer });
        }
        // Those that keep identities are there even if the saved world did not know them.
        let mut services = commons.services.clone();
        let found = found.iter().zip(loaders).zip(written.services);
        for ((entry, load), WrittenService { scope, state, .. }) in found {
            let key: Key = (entry.name, scope);
            services.insert(key, load(&state)?);
        }
        let Written { due_next, journal, adversary, .. } = written;
        commons.services = services;
        commons.due = due;
        commons.due_next = due_next;
        commons.journal = journal;
        commons.adversary = adversary;
        commons.service_credentials = written.service_credentials;
        Ok(commons)
    }
}

/// Header and state.
fn sealed(state: &[u8]) -> Vec<u8> {
    let mut sealed = Vec::with_capacity(HEADER + state.len());
    sealed.extend_from_slice(MAGIC);
    sealed.extend_from_slice(&FORMAT.to_le_bytes());
    sealed.extend_from_slice(&check(state));
    sealed.extend_from_slice(state);
    sealed
}

/// The state behind a header that fits it.
fn unsealed(sealed: &[u8]) -> Result<&[u8], SavedError> {
    let (magic, rest) = sealed.split_first_chunk().ok_or(SavedError::NoWorld)?;
    if magic != MAGIC {
        return Err(SavedError::NoWorld);
    }
    let short = || SavedError::Damaged("it ends early".to_owned());
    let (format, rest) = rest.split_first_chunk().ok_or_else(short)?;
    let format = u32::from_le_bytes(*format);
    if format != FORMAT {
        return Err(SavedError::Format(format));
    }
    let (written, state) = rest.split_first_chunk().ok_or_else(short)?;
    match check(state) == *written {
        true => Ok(state),
        false => Err(SavedError::Damaged("its bytes are not those that were written".to_owned())),
    }
}

/// CRC-64/NVME: what happens to files, not what somebody does to them on purpose.
pub fn check(bytes: &[u8]) -> [u8; 8] {
    let mut hasher = Hasher::new(Algorithm::Crc64Nvme);
    hasher.update(bytes);
    let mut check = [0; 8];
    check.copy_from_slice(hasher.finish().bytes());
    check
}
