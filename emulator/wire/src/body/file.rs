//! A temporary file without a name: it is gone when the last handle on it is.

use bytes::Bytes;
use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind, Result, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// Makes names differ inside one process; nothing else depends on it.
static NEXT: AtomicU64 = AtomicU64::new(0);

#[derive(Debug)]
pub(super) struct Unlinked {
    file: File,
    /// Where files in use cannot be unlinked, the name goes at the end.
    #[cfg(not(unix))]
    path: std::path::PathBuf,
    #[cfg(not(unix))]
    cursor: std::sync::Mutex<()>,
}

impl Unlinked {
    pub(super) fn create(folder: &Path) -> Result<Self> {
        for _ in 0..1000 {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let path = folder.join(format!("parhelion-{}-{number}", std::process::id()));
            let mut options = OpenOptions::new();
            options.read(true).write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            match options.open(&path) {
                Ok(file) => return Self::unlink(file, path),
                // A file that an earlier process of the same number left behind.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(Error::new(ErrorKind::AlreadyExists, "no free name for a temporary file"))
    }

    #[cfg(unix)]
    fn unlink(file: File, path: std::path::PathBuf) -> Result<Self> {
        std::fs::remove_file(path)?;
        Ok(Self { file })
    }

    #[cfg(not(unix))]
    fn unlink(file: File, path: std::path::PathBuf) -> Result<Self> {
        Ok(Self { file, path, cursor: std::sync::Mutex::new(()) })
    }

    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes)
    }

    /// `len` bytes from `start`, which were written before.
    ///
    /// # Panics
    /// If the disk fails: as with memory that fails, there is nothing sensible to go on with.
    #[allow(clippy::expect_used)] // a disk that loses what it took
    pub(super) fn read(&self, start: u64, len: usize) -> Bytes {
        let mut bytes = vec![0; len];
        self.read_exact_at(&mut bytes, start).expect("a temporary file can be read back");
        bytes.into()
    }

    #[cfg(unix)]
    fn read_exact_at(&self, bytes: &mut [u8], start: u64) -> Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(&self.file, bytes, start)
    }

    #[cfg(not(unix))]
    fn read_exact_at(&self, bytes: &mut [u8], start: u64) -> Result<()> {
        use std::io::{Read, Seek, SeekFrom};
        let _turn = self.cursor.lock();
        let mut file = &self.file;
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(bytes)
    }
}

#[cfg(not(unix))]
impl Drop for Unlinked {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}
