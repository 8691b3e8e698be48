//! Data that outlives the process: a cloud in a folder.
//!
//! | in the folder | what |
//! | --- | --- |
//! | `rows.redb` | the world, row by row ([`parhelion_world::rows`]), in a B-tree with transactions ([`rows`]) |
//! | `bodies/` | long bodies, each in a file named by its content, with a check for each block |
//! | `reserve` | room for deletes on a full disk |
//! | `tls/` | the authority of a server's HTTPS port, which is none of the world's |
//! | `in-use` | locked by the process that has the folder; says that there are rows |
//!
//! A keeper ([`keeper`]) commits what has changed, for all calls that wait at once; a call is answered when
//! what it changed is on the disk. What cannot be kept is undone, and its callers are told. Every commit is
//! of a whole world between two calls, so that nothing is ever half-applied.
//!
//! Not kept: the journal, forks and states under names; they are of a process.

mod keeper;
mod meta;
mod reserve;
mod rows;
mod scan;
#[cfg(test)]
mod tests;

pub use keeper::{Durability, Kept};
pub use parhelion_world::rows::{Change, KeyAndBytes, Row, Written};

use crate::builder::Builder;
use crate::clock::Clock;
use crate::cloud::{Cloud, DoorState, Settings, Snapshot};
use crate::services;
use meta::Meta;
use parhelion_wire::body::stored::ContentId;
use parhelion_wire::body::{Disk, Folder, SystemDisk};
use parhelion_world::{SavedError, World};
use reserve::Reserve;
use rows::{Committed, Rows, Sum};
use std::fs::{File, TryLockError};
use std::io::{Error, ErrorKind, Read, Result, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What is in `in-use` once there are rows; of what format, they say.
const BEGUN: &str = "Parhelion's data\n";

/// … and what was when there was one format.
const BEGUN_FIRST: &str = "Parhelion's data, format 1\n";

/// A folder with a cloud in it, or with none yet.
pub struct Data {
    path: PathBuf,
    rows: Rows,
    folder: Arc<Folder>,
    /// What was written last.
    written: Written,
    world: Option<World>,
    meta: Meta,
    /// How many worlds were made beside it.
    worlds: u64,
    /// A commit that failed, of which nobody knows yet whether it is there.
    attempt: Option<Attempt>,
    reserve: Reserve,
    /// Says that there is something, so that rows which are gone are missed.
    lock: File,
}

struct Attempt {
    world: World,
    written: Written,
    committed: Committed,
    /// The files that its rows name.
    named: Vec<ContentId>,
}

fn names(changes: &[Change]) -> Vec<ContentId> {
    let rows = changes.iter().filter_map(|change| match change {
        Change::Put(_, row) => Some(row.bodies.keys().copied()),
        Change::Remove(_) => None,
    });
    rows.flatten().collect()
}

impl Data {
    /// Opens a folder; makes it if there is none.
    ///
    /// # Errors
    /// Another process has it, it cannot be written to, or what is in it is damaged, each in a sentence.
    pub fn open(path: &Path) -> Result<Self> {
        Self::open_on(path, Arc::new(SystemDisk), Arc::new(rows::file))
    }

    /// As [`Data::open`], on a disk that may have faults.
    fn open_on(path: &Path, disk: Arc<dyn Disk>, backend: rows::Backend) -> Result<Self> {
        Folder::make(path).map_err(|error| cannot(path, &error))?;
        let mut lock = lock(path)?;
        let mut begun = String::new();
        lock.read_to_string(&mut begun).map_err(|error| cannot(path, &error))?;
        let bodies = Folder::lasting(path.join("bodies"), disk);
        let folder = bodies.map_err(|error| cannot(path, &error))?;
        let mut rows = Rows::open(path.join("rows.redb"), backend)?;
        let meta = rows.meta().map_err(|error| match error.kind() {
            ErrorKind::Unsupported => of_another_version(path, &error.to_string()),
            _ => damaged(path, &error.to_string()),
        })?;
        let has_begun = begun == BEGUN || begun == BEGUN_FIRST;
        if meta.is_new() && (has_begun || folder.holds_any()) {
            return Err(damaged(path, "rows.redb is missing, or empty"));
        }
        let (mut world, mut written) = (None, Written::default());
        if !meta.is_new() {
            let sum = Arc::<Mutex<Sum>>::default();
            let (read, was) = World::of_rows(rows.read(&sum)?, &folder, services::entries())
                .map_err(|error| unread(path, &error))?;
            let sum = sum.lock().unwrap_or_else(PoisonError::into_inner);
            if !sum.is_of(&meta) {
                return Err(damaged(path, "rows are missing, or are others"));
            }
            (world, written) = (Some(read), was);
            folder.named(&sum.named);
        }
        folder.clear_unnamed();
        Ok(Self {
            path: path.to_owned(),
            rows,
            folder,
            written,
            world,
            meta,
            worlds: 0,
            attempt: None,
            reserve: Reserve::at(path),
            lock,
        })
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
        cloud.worlds_were_made(self.meta.worlds());
        Kept::begin(cloud, self, durability)
    }

    /// Says, where nobody has, that there is something.
    fn begin(&mut self) -> Result<()> {
        if self.lock.metadata()?.len() == 0 {
            self.lock.write_all(BEGUN.as_bytes())?;
            self.lock.sync_all()?;
            // The names of what is in it, and its own.
            let folders = [Some(self.path.as_path()), self.path.parent()];
            for folder in folders.into_iter().flatten().filter(|it| !it.as_os_str().is_empty()) {
                SystemDisk.sync_folder(folder)?;
            }
        }
        Ok(())
    }

    /// Commits what has changed. True: something had.
    ///
    /// # Errors
    /// The disk's. What was committed last is as it was, as far as anybody was told.
    fn commit(&mut self, world: &World, clock: &Clock) -> Result<bool> {
        self.find_out()?;
        let mut written = self.written.clone();
        let changed = world.changed_rows(self.world.as_ref(), &mut written, &self.folder);
        let changes = changed.map_err(|error| Error::other(error.to_string()))?;
        let mut meta = self.meta.at(clock, self.worlds);
        if changes.is_empty() && meta == self.meta {
            return Ok(false);
        }
        meta.commits += 1;
        let mut committed = Committed { meta, ..Committed::default() };
        // Before it is known whether they are, so that no file goes that a row may name.
        let named = names(&changes);
        self.folder.named(&named);
        if !named.is_empty()
            && let Err(error) = self.folder.sync()
        {
            self.folder.unnamed(&named);
            return Err(error);
        }
        let new = committed.meta.clone();
        let mut done = self.rows.commit(&changes, &mut committed);
        if let Err(error) = &done
            && self.reserve.makes_room(error, &changes)
            // Only if it surely is not there: what is there is not to be counted again.
            && self.rows.meta().is_ok_and(|there| there.commits == self.meta.commits)
        {
            committed = Committed { meta: new, ..Committed::default() };
            done = self.rows.commit(&changes, &mut committed);
        }
        let attempt = Attempt { world: world.clone(), written, committed, named };
        match done {
            Ok(()) => {
                self.adopt(attempt);
                self.reserve.keep();
            }
            Err(error) => {
                let commits = attempt.committed.meta.commits;
                self.attempt = Some(attempt);
                // Where it cannot be found out now, it will be before the next.
                if self.find_out().is_err() || self.meta.commits != commits {
                    return Err(error);
                }
            }
        }
        Ok(true)
    }

    /// Whether a commit that failed is there all the same.
    fn find_out(&mut self) -> Result<()> {
        let Some(attempt) = &self.attempt else { return Ok(()) };
        let is_there = self.rows.meta()?.commits == attempt.committed.meta.commits;
        match self.attempt.take() {
            Some(attempt) if is_there => self.adopt(attempt),
            Some(attempt) => self.folder.unnamed(&attempt.named),
            None => {}
        }
        Ok(())
    }

    /// What was committed is what is there.
    fn adopt(&mut self, Attempt { world, written, committed, named: _ }: Attempt) {
        let Committed { meta, unnamed } = committed;
        (self.world, self.written, self.meta) = (Some(world), written, meta);
        self.folder.unnamed(&unnamed);
    }
}

fn lock(path: &Path) -> Result<File> {
    let file = path.join("in-use");
    let mut options = File::options();
    let options = options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    let lock = options.open(&file).map_err(|error| cannot(path, &error))?;
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

fn unread(path: &Path, error: &SavedError) -> Error {
    let why = error.to_string();
    match error {
        SavedError::RowsFormat(_)
        | SavedError::OtherVersion { .. }
        | SavedError::UnknownService(_) => of_another_version(path, &why),
        _ => damaged(path, &why),
    }
}

fn of_another_version(path: &Path, why: &str) -> Error {
    let path = path.display();
    let text = format!(
        "--data: {path} was written by another version of Parhelion: {why}; use that one, or name another \
         folder"
    );
    Error::new(ErrorKind::Unsupported, text)
}

/// For stores of one's own.
impl Snapshot {
    /// What has changed since another snapshot, whose rows are those that were written last; without one,
    /// all of it. Files of bodies lie in `folder`, or are brought there.
    ///
    /// # Errors
    /// A body cannot be read back, or not be brought into the folder; `written` is as it was then.
    pub fn changed_rows(
        &self,
        before: Option<&Self>,
        written: &mut Written,
        folder: &Arc<Folder>,
    ) -> std::result::Result<Vec<Change>, SavedError> {
        self.world.changed_rows(before.map(|before| &before.world), written, folder)
    }
}

impl Builder {
    /// The cloud of such rows, in the order of their keys, and what was written. Its journal is empty.
    ///
    /// # Errors
    /// A row is missing, too many or another one.
    pub fn of_rows(
        mut self,
        rows: impl Iterator<Item = std::result::Result<KeyAndBytes, SavedError>> + 'static,
        folder: &Arc<Folder>,
    ) -> std::result::Result<(Cloud, Written), SavedError> {
        let (world, written) = World::of_rows(rows, folder, services::entries())?;
        let clock = self.clock.take().unwrap_or_else(|| Clock::tokio(world.now()));
        let cloud = Cloud::from_parts(world, clock, DoorState::default(), self.settings);
        Ok((cloud, written))
    }
}
