//! A world's own rows.
//!
//! | key | row |
//! | --- | --- |
//! | `ae`, `af` number | the format of rows, and names of fields ([`format`](super::format)) |
//! | `a` | what is small: chance, time, the adversary, keys by which services sign to each other |
//! | `at` site | a deviation that the adversary has taken |
//! | `d` time number | something that is due |
//! | `s` service scope | a service's state, and its version |
//!
//! The journal is not kept: it is what a process has seen.

use super::RowKey;
use super::reading::{KeyAndBytes, damaged, is_earlier, next_row, read, read_map};
use super::writing::{Change, Row, Written, write_map};
use crate::choice::Adversary;
use crate::commons::{Commons, Due, Entry, Key};
use crate::identity::Credential;
use crate::journal::Journal;
use crate::random::Random;
use crate::service::Scope;
use crate::state_format::{SavedError, decode, encode};
use crate::timer::Encoded;
use crate::world::World;
use bytes::Bytes;
use imbl::OrdMap;
use parhelion_wire::Timestamp;
use parhelion_wire::body::Folder;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

const SMALL: &[u8] = b"a";
const TAKEN: &[u8] = b"at";
const DUE: &[u8] = b"d";
const SERVICE: &[u8] = b"s";

/// The row of all that is small, without what changes with every call.
#[derive(Serialize, Deserialize)]
struct Small {
    due_next: u64,
    adversary: Adversary,
    service_credentials: OrdMap<Arc<str>, Credential>,
}

/// What changes with every call, even with those that only read.
#[derive(Serialize, Deserialize)]
struct Restless {
    now: Timestamp,
    random: Random,
}

#[derive(Serialize, Deserialize)]
struct WrittenService {
    version: u32,
    state: Bytes,
}

#[derive(Serialize, Deserialize)]
struct WrittenDue {
    service: String,
    scope: Scope,
    timer: Encoded,
}

impl World {
    /// What has changed since rows were last written. None: nothing but time and chance, which are
    /// written with what changes next.
    ///
    /// # Errors
    /// A body cannot be brought into the folder; `written` is then as it was.
    pub fn changed_rows(
        &self,
        before: Option<&Self>,
        written: &mut Written,
        folder: &Arc<Folder>,
    ) -> Result<Vec<Change>, SavedError> {
        let before = before.filter(|_| !written.is_all_to_be_written());
        let mut changes = written.write(folder, |written| {
            self.commons.write_rows(before.map(|world| &world.commons), written)
        })?;
        if !changes.is_empty() {
            let Commons { now, random, .. } = &self.commons;
            let restless = Restless { now: *now, random: random.clone() };
            let row = Row { bytes: encode(&restless)?, ..Row::default() };
            changes.push(Change::Put([SMALL, b"n"].concat(), row));
        }
        Ok(changes)
    }

    /// The world of these rows, in the order of their keys; and what was written.
    ///
    /// # Errors
    /// As [`World::load`]; a row is missing, or is too many.
    pub fn of_rows(
        rows: impl Iterator<Item = Result<KeyAndBytes, SavedError>> + 'static,
        folder: &Arc<Folder>,
        entries: Vec<Entry>,
    ) -> Result<(Self, Written), SavedError> {
        let (commons, written) = read(rows, folder, || Commons::of_rows(entries))?;
        Ok((Self { commons }, written))
    }
}

impl Commons {
    fn write_rows(&self, before: Option<&Self>, written: &mut Written) -> Result<(), SavedError> {
        let Self { due_next, service_credentials, .. } = self;
        let (adversary, taken) = self.adversary.apart();
        written.write_row([SMALL, b"m"].concat(), || {
            encode(&Small {
                due_next: *due_next,
                adversary,
                service_credentials: service_credentials.clone(),
            })
        })?;
        write_map(TAKEN.to_vec(), &taken, encode)?;
        write_map(DUE.to_vec(), &self.due, |due| {
            let Due { service, scope, timer } = due.clone();
            encode(&WrittenDue { service: service.to_owned(), scope, timer })
        })?;
        for (key, service) in &self.services {
            let same = before.and_then(|before| before.services.get(key));
            if same.is_some_and(|same| Arc::ptr_eq(same, service)) {
                continue;
            }
            let version = self.entry(key.0).declaration.state_version;
            written.write_row(service_key(key), || {
                encode(&WrittenService { version, state: service.save()?.into() })
            })?;
        }
        let gone = before.iter().flat_map(|before| before.services.keys());
        for key in gone.filter(|key| !self.services.contains_key(*key)) {
            written.remove_row(service_key(key));
        }
        Ok(())
    }

    fn of_rows(entries: Vec<Entry>) -> Result<Self, SavedError> {
        let missing = || damaged("a row is missing");
        let small = next_row(&[SMALL, b"m"].concat(), |_, bytes| decode::<Small>(bytes))?;
        let Small { due_next, mut adversary, service_credentials } = small.ok_or_else(missing)?;
        let restless = next_row(&[SMALL, b"n"].concat(), |_, bytes| decode::<Restless>(bytes))?;
        let Restless { now, random } = restless.ok_or_else(missing)?;
        adversary.has_taken(read_map(TAKEN.to_vec(), decode)?);
        let mut commons = Self::new(random, entries, now);
        let entries = commons.entries.clone();
        let known = |name: &str| {
            let entry = entries.iter().find(|entry| entry.name == name);
            entry.ok_or_else(|| SavedError::UnknownService(name.to_owned()))
        };
        commons.due = read_map(DUE.to_vec(), |bytes| {
            let WrittenDue { service, scope, timer } = decode(bytes)?;
            Ok(Due { service: known(&service)?.name, scope, timer })
        })?;
        let next = || {
            next_row(SERVICE, |mut key, bytes| {
                let none = || damaged("a service's row has a key that cannot be");
                let name = String::read(&mut key).ok_or_else(none)?;
                let scope = Scope::read(&mut key).filter(|_| key.is_empty()).ok_or_else(none)?;
                let entry = known(&name)?;
                let WrittenService { version: saved, state } = decode(bytes)?;
                if saved != entry.declaration.state_version {
                    is_earlier();
                }
                Ok(((entry.name, scope), entry.loader(saved)?(&state)?))
            })
        };
        while let Some((key, service)) = next()? {
            commons.services.insert(key, service);
        }
        commons.due_next = due_next;
        commons.adversary = adversary;
        commons.service_credentials = service_credentials;
        commons.journal = Journal::default();
        Ok(commons)
    }
}

fn service_key((name, scope): &Key) -> Vec<u8> {
    let mut key = SERVICE.to_vec();
    (*name).to_owned().write(&mut key);
    scope.write(&mut key);
    key
}
