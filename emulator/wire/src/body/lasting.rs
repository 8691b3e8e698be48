//! A folder whose files outlive the process: each is named by its content, and there as long as a body
//! in memory or a row of a durable store names it.

use super::Folder;
use super::content_id::ContentId;
use super::file::{Stored, UNFINISHED};
use std::collections::BTreeMap;
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

/// The files that are there, by their content.
#[derive(Debug, Default)]
pub(super) struct Lasting {
    files: Mutex<BTreeMap<ContentId, Uses>>,
    /// Whether it is known which files rows name: nothing is deleted before.
    deletes: AtomicBool,
}

/// Who names a file.
#[derive(Debug, Default)]
struct Uses {
    /// Bodies in memory have it, as long as this lives.
    held: Weak<Stored>,
    /// How many rows of the store name it.
    rows: u64,
    /// It is named, but was not found.
    is_absent: bool,
}

impl Lasting {
    /// What lies in a folder. What was not finished when a process was killed is deleted.
    pub(super) fn find(folder: &Path) -> Result<Self> {
        let mut files = BTreeMap::new();
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let unfinished = name.strip_suffix(UNFINISHED);
            // No others: they may be somebody's.
            if unfinished.is_some_and(|number| number.parse::<u64>().is_ok())
                && entry.file_type()?.is_file()
            {
                std::fs::remove_file(entry.path())?;
            } else if let Ok(id) = name.parse() {
                files.insert(id, Uses::default());
            }
        }
        Ok(Self { files: Mutex::new(files), deletes: AtomicBool::new(false) })
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<ContentId, Uses>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What lasting folders do; others have no such files.
impl Folder {
    fn path_of(&self, id: &ContentId) -> PathBuf {
        self.path().join(id.to_string())
    }

    /// Takes in a file that is whole, under its content's name, in the place of one that is there already.
    pub(super) fn take_in(
        &self,
        id: ContentId,
        unfinished: &Path,
        make: impl FnOnce(PathBuf) -> Stored,
    ) -> Result<Arc<Stored>> {
        let Some(files) = self.files() else {
            return Err(Error::new(ErrorKind::Unsupported, "files do not last here"));
        };
        // Let go of before a handle is: the last one wants the lock itself.
        let mut files = files.lock();
        let uses = files.entry(id).or_default();
        let held = uses.held.upgrade();
        let path = self.path_of(&id);
        // In the place of one that is there: that may be damaged, and this one is not.
        if let Err(error) = self.disk().rename(unfinished, &path) {
            if uses.rows == 0 && held.is_none() {
                files.remove(&id);
            }
            drop(files);
            let _ = std::fs::remove_file(unfinished);
            return Err(error);
        }
        uses.is_absent = false;
        let made = make(path);
        let stored = match held {
            Some(held) => {
                // Its handles read this file from now on, by this file's checks.
                held.check_by(&made);
                made.forget();
                held
            }
            None => Arc::new(made),
        };
        uses.held = Arc::downgrade(&stored);
        Ok(stored)
    }

    /// Nobody has a handle on a file any more.
    pub(super) fn let_go(&self, id: &ContentId) {
        self.delete_unnamed(std::slice::from_ref(id));
    }

    /// The file that a row names. One that is absent is an error of whoever reads it; the same bytes, where
    /// they come again, are in its place then.
    pub(super) fn stored(self: &Arc<Self>, id: &ContentId) -> Result<Arc<Stored>> {
        let Some(files) = self.files() else {
            return Err(Error::new(ErrorKind::Unsupported, "files do not last here"));
        };
        let mut files = files.lock();
        let uses = files.entry(*id).or_insert_with(|| Uses { is_absent: true, ..Uses::default() });
        if let Some(held) = uses.held.upgrade() {
            return Ok(held);
        }
        let stored = Arc::new(Stored::found(self, *id, self.path_of(id)));
        uses.held = Arc::downgrade(&stored);
        Ok(stored)
    }

    /// The files that rows name and that are not there.
    pub fn absent(&self) -> Vec<ContentId> {
        let Some(files) = self.files() else { return Vec::new() };
        let files = files.lock();
        files.iter().filter(|(_, uses)| uses.is_absent).map(|(id, _)| *id).collect()
    }

    /// Whether there are files, or were named some.
    pub fn holds_any(&self) -> bool {
        self.files().is_some_and(|files| !files.lock().is_empty())
    }

    /// Notes that rows of the store name these files.
    pub fn named(&self, ids: &[ContentId]) {
        let Some(files) = self.files() else { return };
        let mut files = files.lock();
        for id in ids {
            files.entry(*id).or_default().rows += 1;
        }
    }

    /// Notes that as many rows do not name them any more. Files that nobody names are deleted.
    pub fn unnamed(&self, ids: &[ContentId]) {
        if let Some(files) = self.files() {
            let mut files = files.lock();
            for id in ids {
                if let Some(uses) = files.get_mut(id) {
                    uses.rows = uses.rows.saturating_sub(1);
                }
            }
        }
        self.delete_unnamed(ids);
    }

    /// Says that all rows have named their files: from now on, those that nobody names and nobody has a
    /// handle on are deleted. The first are those that were taken in for what was never acknowledged.
    pub fn clear_unnamed(&self) {
        let Some(files) = self.files() else { return };
        files.deletes.store(true, Ordering::SeqCst);
        let all: Vec<_> = files.lock().keys().copied().collect();
        self.delete_unnamed(&all);
    }

    fn delete_unnamed(&self, ids: &[ContentId]) {
        let Some(files) = self.files().filter(|files| files.deletes.load(Ordering::SeqCst)) else {
            return;
        };
        let mut files = files.lock();
        for id in ids {
            let unnamed = |uses: &Uses| uses.rows == 0 && uses.held.strong_count() == 0;
            if files.get(id).is_some_and(unnamed) {
                files.remove(id);
                // A file too many is found, and deleted, the next time.
                let _ = std::fs::remove_file(self.path_of(id));
            }
        }
    }

    /// Waits until the names of the files are safe.
    ///
    /// # Errors
    /// The disk's.
    pub fn sync(&self) -> Result<()> {
        self.disk().sync_folder(self.path())
    }
}
