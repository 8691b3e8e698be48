//! Data that outlives the process: a cloud in a folder.
//!
//! | in the folder | what |
//! | --- | --- |
//! | `rows.redb` | the world, row by row ([`parhelion_world::rows`]), in a B-tree with transactions ([`rows`]) |
//! | `bodies/` | long bodies, each in a file named by its content, with a check for each block |
//! | `lock` | held by the process that has the folder |
//!
//! A keeper ([`keeper`]) commits what has changed, for all calls that wait at once; a call is answered when
//! what it changed is on the disk. What cannot be kept is undone, and its callers are told. Every commit is
//! of a whole world between two calls, so that nothing is ever half-applied.
//!
//! Not kept: the journal, forks and states under names; they are of a process.

mod keeper;
mod meta;
mod rows;

pub use keeper::{Durability, Kept};

use crate::builder::Builder;
use crate::clock::Clock;
use crate::cloud::{Cloud, DoorState, Settings};
use crate::services;
use meta::Meta;
use parhelion_wire::body::{Disk, Folder, SystemDisk};
use parhelion_world::World;
use parhelion_world::rows::{Change, Written};
use rows::{Rows, Sum};
use std::fs::{File, TryLockError};
use std::io::{Error, ErrorKind, Result};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

/// A folder with a cloud in it, or with none yet.
pub struct Data {
    rows: Rows,
    folder: Arc<Folder>,
    /// What was written last.
    written: Written,
    world: Option<World>,
    meta: Meta,
    _lock: File,
}

impl Data {
    /// Opens a folder; makes it if there is none.
    ///
    /// # Errors
    /// Another process has it, it cannot be written to, or what is in it is damaged, each in a sentence.
    pub fn open(path: &Path) -> Result<Self> {
        Self::open_on(path, Arc::new(SystemDisk), rows::file)
    }

    /// As [`Data::open`], on a disk that may have faults.
    fn open_on(path: &Path, disk: Arc<dyn Disk>, backend: rows::Backend) -> Result<Self> {
        std::fs::create_dir_all(path).map_err(|error| cannot(path, &error))?;
        let lock = lock(path)?;
        let bodies = Folder::lasting(path.join("bodies"), disk);
        let folder = bodies.map_err(|error| cannot(path, &error))?;
        let mut rows = Rows::open(path.join("rows.redb"), backend)?;
        let meta = rows.meta().map_err(|error| damaged(path, &error.to_string()))?;
        let (mut world, mut written) = (None, Written::default());
        if !meta.is_new() {
            let sum = Rc::<Sum>::default();
            let (read, was) = World::of_rows(rows.read(&sum)?, &folder, services::entries())
                .map_err(|error| damaged(path, &error.to_string()))?;
            if !sum.is_of(&meta) {
                return Err(damaged(path, "rows are missing, or are others"));
            }
            (world, written) = (Some(read), was);
            folder.named(&sum.named());
        }
        folder.delete_all_unnamed();
        Ok(Self { rows, folder, written, world, meta, _lock: lock })
    }

    /// What rows name and is not there, in a sentence; none: all is well.
    pub fn absent(&self) -> Option<String> {
        let absent = self.folder.absent();
        let first = absent.first()?;
        Some(format!(
            "{} bodies are not there any more, bodies/{first} among them: reading their objects fails",
            absent.len()
        ))
    }

    /// The cloud that is in the folder, on its own clock; a new one if none is. What became due while it
    /// slept happens now, in order.
    ///
    /// # Errors
    /// The first rows cannot be written.
    pub fn wake(mut self, builder: Builder, durability: Durability) -> Result<Kept> {
        let cloud = match self.world.clone() {
            Some(mut world) => {
                let clock = Clock::wall_as(self.meta.clock());
                *world.journal_mut() = builder.journal;
                world.advance_to(clock.now());
                let settings = Settings { seed: self.meta.seed(), ..builder.settings };
                Cloud::from_parts(world, clock, DoorState::default(), settings)
            }
            None => builder.build(),
        };
        self.meta.set_seed(cloud.settings().seed);
        Kept::begin(cloud, self, durability)
    }

    /// Commits what has changed. True: something had.
    fn commit(&mut self, world: &World, clock: &Clock) -> Result<bool> {
        let before = self.written.clone();
        let committed = self.try_commit(world, clock);
        match committed {
            Ok(_) => self.world = Some(world.clone()),
            Err(_) => self.written = before,
        }
        committed
    }

    fn try_commit(&mut self, world: &World, clock: &Clock) -> Result<bool> {
        let changed = world.changed_rows(self.world.as_ref(), &mut self.written, &self.folder);
        let changes = changed.map_err(|error| Error::other(error.to_string()))?;
        let meta = self.meta.at(clock);
        if changes.is_empty() && meta == self.meta {
            return Ok(false);
        }
        let names_bodies = |change: &Change| match change {
            Change::Put(_, row) => !row.bodies.is_empty(),
            Change::Remove(_) => false,
        };
        if changes.iter().any(names_bodies) {
            self.folder.sync()?;
        }
        let committed = self.rows.commit(&changes, &meta)?;
        self.meta = committed.meta;
        // Named before the handles of those that are new go, with the changes.
        self.folder.named(&committed.named);
        self.folder.unnamed(&committed.unnamed);
        Ok(true)
    }
}

fn lock(path: &Path) -> Result<File> {
    let file = path.join("lock");
    let lock = File::create(&file).map_err(|error| cannot(path, &error))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => {
            let path = path.display();
            Err(Error::new(
                ErrorKind::ResourceBusy,
                format!("--data: another process has {path}; end it, or name another folder"),
            ))
        }
        Err(TryLockError::Error(error)) => Err(cannot(path, &error)),
    }
}

fn cannot(path: &Path, error: &Error) -> Error {
    let path = path.display();
    Error::new(error.kind(), format!("--data: {path} cannot be used: {error}; name another folder"))
}

fn damaged(path: &Path, why: &str) -> Error {
    let path = path.display();
    let text = format!(
        "--data: {path} is not what was written: {why}; put back a copy of it, or name another folder"
    );
    Error::new(ErrorKind::InvalidData, text)
}
