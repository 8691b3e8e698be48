//! What is done to a disk for bodies that last: a seam, because disks fail, and tests want them to.

use std::fmt;
use std::fs::File;
use std::io::{Result, Write as _};
use std::path::Path;

/// A disk.
pub trait Disk: fmt::Debug + Send + Sync {
    /// Writes all of it.
    ///
    /// # Errors
    /// The disk's; less of it, or nothing, may have been written.
    fn write(&self, file: &mut File, bytes: &[u8]) -> Result<()>;

    /// Waits until what was written is safe.
    ///
    /// # Errors
    /// The disk's.
    fn sync(&self, file: &File) -> Result<()>;

    /// Gives a file another name in its folder.
    ///
    /// # Errors
    /// The disk's.
    fn rename(&self, from: &Path, to: &Path) -> Result<()>;

    /// Waits until the names in a folder are safe.
    ///
    /// # Errors
    /// The disk's.
    fn sync_folder(&self, folder: &Path) -> Result<()>;
}

/// The system's.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemDisk;

impl Disk for SystemDisk {
    fn write(&self, file: &mut File, bytes: &[u8]) -> Result<()> {
        file.write_all(bytes)
    }

    fn sync(&self, file: &File) -> Result<()> {
        file.sync_data()
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<()> {
        std::fs::rename(from, to)
    }

    fn sync_folder(&self, folder: &Path) -> Result<()> {
        match cfg!(unix) {
            true => File::open(folder)?.sync_all(),
            false => Ok(()),
        }
    }
}
