//! A temporary file that is gone when the last handle on it is. It is open only while it is
//! written or read: stored bodies must not cost a descriptor each.

use super::folder::Folder;
use crate::checksum::{Algorithm, Checksum, Hasher};
use bytes::Bytes;
use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind, Read, Result, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Makes names differ inside one process; nothing else depends on it.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// How much of a file is read at once.
const BLOCK: u64 = 256 * 1024;

/// The cheapest digest there is: it says whether a file still is what was written.
const CHECK: Algorithm = Algorithm::Crc64Nvme;

/// A file that is deleted with its last handle. Its folder stays as long.
#[derive(Debug)]
struct Deleted(PathBuf, #[allow(dead_code)] Arc<Folder>); // held, never read

impl Drop for Deleted {
    fn drop(&mut self) {
        // Whoever deleted it before us did what was to be done.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A file that is being written.
pub(super) struct Writer {
    file: File,
    path: Deleted,
    hasher: Hasher,
    len: u64,
}

/// A file that was written whole.
#[derive(Debug)]
pub(super) struct Stored {
    path: Deleted,
    len: u64,
    check: Checksum,
}

impl Writer {
    pub(super) fn create(folder: &Arc<Folder>) -> Result<Self> {
        for _ in 0..1000 {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let path = folder.path().join(number.to_string());
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            match options.open(&path) {
                Ok(file) => {
                    let hasher = Hasher::new(CHECK);
                    return Ok(Self {
                        file,
                        path: Deleted(path, Arc::clone(folder)),
                        hasher,
                        len: 0,
                    });
                }
                // In a folder that is not this process's alone.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(Error::new(ErrorKind::AlreadyExists, "no free name for a temporary file"))
    }

    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<()> {
        self.hasher.update(bytes);
        self.len += bytes.len() as u64;
        self.file.write_all(bytes)
    }

    pub(super) fn finish(self) -> Stored {
        Stored { path: self.path, len: self.len, check: self.hasher.finish() }
    }
}

impl Stored {
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// What was computed of all its bytes while they were written.
    pub(super) fn check(&self) -> Checksum {
        self.check
    }
}

/// Reads a part of a file, block by block, and compares the digest if the part is the whole.
pub(super) struct Reader {
    stored: Arc<Stored>,
    file: File,
    left: u64,
    /// Only of a file that is read whole.
    hasher: Option<Hasher>,
}

impl Reader {
    pub(super) fn open(stored: &Arc<Stored>, start: u64, len: u64) -> Result<Self> {
        let mut file = File::open(&stored.path.0)?;
        if start > 0 {
            file.seek(SeekFrom::Start(start))?;
        }
        let whole = start == 0 && len == stored.len;
        let hasher = whole.then(|| Hasher::new(CHECK));
        Ok(Self { stored: Arc::clone(stored), file, left: len, hasher })
    }

    /// The next block. The last one is withheld if the whole is not what was written: who reads
    /// on to the end learns that the bytes are wrong before he has them all.
    pub(super) fn block(&mut self) -> Result<Bytes> {
        let count = BLOCK.min(self.left);
        // Not zeroed first, as `read_exact` would want it.
        let mut bytes = Vec::with_capacity(count as usize);
        (&mut self.file).take(count).read_to_end(&mut bytes)?;
        if bytes.len() as u64 != count {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        self.left -= count;
        if let Some(hasher) = &mut self.hasher {
            hasher.update(&bytes);
        }
        if self.left == 0
            && let Some(hasher) = self.hasher.take()
            && hasher.finish() != self.stored.check
        {
            let message = "the file of a stored body is not what was written";
            return Err(Error::new(ErrorKind::InvalidData, message));
        }
        Ok(bytes.into())
    }

    pub(super) fn is_done(&self) -> bool {
        self.left == 0
    }
}
