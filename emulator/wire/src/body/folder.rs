//! Where the files of bodies lie: a folder of this process alone, which the next process clears away
//! if this one is killed.

use super::disk::{Disk, SystemDisk};
use super::lasting::Lasting;
use std::fs::{File, TryLockError};
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// Below the system's folder for temporary files.
const PREFIX: &str = "parhelion-";

/// The file that a living process holds locked.
const LOCK: &str = "lock";

/// The folder of this process, for as long as somebody uses it.
static OURS: Mutex<Weak<Folder>> = Mutex::new(Weak::new());

/// A folder for bodies.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Of a process's own folder: locked as long as the process lives, whatever ends it.
    lock: Option<File>,
    disk: Arc<dyn Disk>,
    /// Of a folder whose files outlive the process.
    lasting: Option<Lasting>,
}

impl Folder {
    /// A folder that somebody else looks after.
    pub fn at(path: impl Into<PathBuf>) -> Arc<Self> {
        Arc::new(Self::new(path.into(), None))
    }

    fn new(path: PathBuf, lock: Option<File>) -> Self {
        Self { path, lock, disk: Arc::new(SystemDisk), lasting: None }
    }

    /// A folder whose files outlive the process, named by their content, on a disk that may have faults.
    ///
    /// # Errors
    /// It cannot be made, or read.
    pub fn lasting(path: impl Into<PathBuf>, disk: Arc<dyn Disk>) -> Result<Arc<Self>> {
        let path = path.into();
        Self::make(&path)?;
        let lasting = Some(Lasting::find(&path)?);
        Ok(Arc::new(Self { path, lock: None, disk, lasting }))
    }

    /// Makes a folder, and those that it is in, for its owner alone: what is kept has secrets in it.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn make(path: &Path) -> Result<()> {
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.recursive(true).create(path)
    }

    pub(super) fn disk(&self) -> &dyn Disk {
        &*self.disk
    }

    pub(super) fn is_lasting(&self) -> bool {
        self.lasting.is_some()
    }

    pub(super) fn files(&self) -> Option<&Lasting> {
        self.lasting.as_ref()
    }

    /// The folder of this process. Making it clears away those of processes that were killed.
    ///
    /// # Errors
    /// The system's folder for temporary files cannot be written to.
    pub fn of_this_process() -> Result<Arc<Self>> {
        let mut ours = OURS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(folder) = ours.upgrade() {
            return Ok(folder);
        }
        let base = std::env::temp_dir();
        sweep(&base);
        let folder = Self::create(&base).map_err(|error| {
            let base = base.display();
            Error::new(error.kind(), format!("bodies cannot be kept below {base}: {error}"))
        })?;
        let folder = Arc::new(folder);
        *ours = Arc::downgrade(&folder);
        Ok(folder)
    }

    fn create(base: &Path) -> Result<Self> {
        for number in 0..1000 {
            let path = base.join(format!("{PREFIX}{}.{number}", std::process::id()));
            let mut builder = std::fs::DirBuilder::new();
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            match builder.create(&path) {
                Ok(()) => {}
                // Of an earlier process of the same number, or of one in another container.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(error),
            }
            let lock = path.join(LOCK);
            match File::create_new(&lock).and_then(|file| file.lock().map(|()| file)) {
                // Somebody may have taken it for a dead one's before it was locked.
                Ok(file) if lock.exists() => return Ok(Self::new(path, Some(file))),
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Err(Error::new(ErrorKind::AlreadyExists, "no free name for a folder"))
    }

    /// Where its files lie.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Deletes it with all that is in it, where a process ends without giving its bodies back.
    pub fn clear(&self) {
        if self.lock.is_some() {
            // What is left the next process clears away.
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        self.clear();
    }
}

/// Removes the folders whose processes are gone. What cannot be removed is no reason not to start.
fn sweep(base: &Path) {
    for entry in std::fs::read_dir(base).into_iter().flatten().flatten() {
        let path = entry.path();
        if !is_of_a_process(&entry.file_name().to_string_lossy()) || !path.is_dir() {
            continue;
        }
        match File::open(path.join(LOCK)).map(|file| (file.try_lock(), file)) {
            Ok((Ok(()), _locked)) => drop(std::fs::remove_dir_all(&path)),
            Ok((Err(TryLockError::WouldBlock | TryLockError::Error(_)), _)) => {}
            // One that was killed before it locked anything; it is not removed unless it is empty.
            Err(_) => drop(std::fs::remove_dir(&path)),
        }
    }
}

/// Whether a folder has the name that [`Folder::create`] gives: others may be somebody's data.
fn is_of_a_process(name: &str) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let numbers = name.strip_prefix(PREFIX).and_then(|rest| rest.split_once('.'));
    numbers.is_some_and(|(process, nth)| number(process) && number(nth))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn folders_of_the_dead_go_and_those_of_the_living_stay() {
        let base = std::env::temp_dir().join(format!("sweeping-{}", std::process::id()));
        std::fs::create_dir_all(&base).unwrap();
        let [dead, living] = [Folder::create(&base).unwrap(), Folder::create(&base).unwrap()];
        // Somebody's data, even with such a lock.
        let other = base.join("parhelion-data");
        std::fs::create_dir(&other).unwrap();
        std::fs::write(other.join("text"), "mine").unwrap();
        std::fs::write(other.join(LOCK), "").unwrap();
        for folder in [&dead, &living] {
            std::fs::write(folder.path().join("1"), "body").unwrap();
        }
        // As the system does when a process is killed.
        dead.lock.as_ref().unwrap().unlock().unwrap();
        sweep(&base);
        assert!(!dead.path().exists());
        assert!(living.path().join("1").exists() && other.join("text").exists());
        let path = living.path().to_owned();
        drop(living);
        assert!(!path.exists());
        std::fs::remove_dir_all(base).unwrap();
    }

    #[test]
    fn a_base_that_cannot_be_written_to_is_an_error() {
        assert!(Folder::create(Path::new("/nowhere/at/all")).is_err());
    }
}
