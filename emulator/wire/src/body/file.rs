//! The file of a body: temporary, gone with the last handle on it, or lasting, named by its content. It
//! is open only while it is written or read: stored bodies must not cost a descriptor each.
//!
//! Every block of a file has a check, and no byte is given out of a block that is not what was written. A
//! lasting file has its checks behind its bytes.

use super::content_id::ContentId;
use super::folder::Folder;
use crate::checksum::{Algorithm, Checksum, Hasher};
use bytes::Bytes;
use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind, Read, Result, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Makes names differ inside one process; nothing else depends on it.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// How much of a file is read, and checked, at once.
const BLOCK: u64 = 256 * 1024;

/// The cheapest digest there is: it says whether a file still is what was written.
const CHECK: Algorithm = Algorithm::Crc64Nvme;

/// How many bytes a check has.
const CHECK_LEN: usize = 8;

/// The end of a lasting file.
const MAGIC: &[u8; 16] = b"parhelion body\x001";

/// What a lasting file that is not yet whole is called, after its number.
pub(super) const UNFINISHED: &str = ".part";

/// A file by its path. A temporary one is deleted with its last handle; its folder stays as long. A lasting
/// one says to its folder that nobody has a handle on it.
#[derive(Debug)]
struct Held {
    path: PathBuf,
    folder: Arc<Folder>,
    /// Of a lasting file that is whole.
    id: Option<ContentId>,
}

impl Drop for Held {
    fn drop(&mut self) {
        match &self.id {
            Some(id) => self.folder.let_go(id),
            // Whoever deleted it before us did what was to be done.
            None => drop(std::fs::remove_file(&self.path)),
        }
    }
}

/// A check for each block.
type Checks = Arc<[[u8; CHECK_LEN]]>;

/// A file that is being written.
pub(super) struct Writer {
    file: File,
    held: Held,
    hasher: Hasher,
    /// Of the blocks that are full.
    checks: Vec<[u8; CHECK_LEN]>,
    block: Hasher,
    len: u64,
    /// Of a lasting file, whose name it becomes.
    content: Option<Hasher>,
}

/// A file that was written whole.
#[derive(Debug)]
pub(super) struct Stored {
    held: Held,
    len: u64,
    /// Of each block; of a lasting file that was found, once it has been read.
    checks: Mutex<Option<Checks>>,
    /// What was computed of all its bytes while they were written.
    check: Option<Checksum>,
}

impl Writer {
    pub(super) fn create(folder: &Arc<Folder>) -> Result<Self> {
        for _ in 0..1000 {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let end = if folder.is_lasting() { UNFINISHED } else { "" };
            let path = folder.path().join(format!("{number}{end}"));
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            match options.open(&path) {
                Ok(file) => {
                    return Ok(Self {
                        file,
                        held: Held { path, folder: Arc::clone(folder), id: None },
                        hasher: Hasher::new(CHECK),
                        checks: Vec::new(),
                        block: Hasher::new(CHECK),
                        len: 0,
                        content: folder.is_lasting().then(|| Hasher::new(Algorithm::Sha256)),
                    });
                }
                // In a folder that is not this process's alone.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(Error::new(ErrorKind::AlreadyExists, "no free name for a file of a body"))
    }

    pub(super) fn append(&mut self, mut bytes: &[u8]) -> Result<()> {
        self.held.folder.disk().write(&mut self.file, bytes)?;
        self.hasher.update(bytes);
        if let Some(content) = &mut self.content {
            content.update(bytes);
        }
        while !bytes.is_empty() {
            let room = (BLOCK - self.len % BLOCK) as usize;
            let (now, rest) = bytes.split_at(room.min(bytes.len()));
            self.block.update(now);
            self.len += now.len() as u64;
            bytes = rest;
            if self.len.is_multiple_of(BLOCK) {
                self.end_block();
            }
        }
        Ok(())
    }

    fn end_block(&mut self) {
        let block = std::mem::replace(&mut self.block, Hasher::new(CHECK));
        self.checks.push(check_of(block));
    }

    /// The whole file. A lasting one is on the disk then, under its content's name.
    pub(super) fn finish(mut self) -> Result<Arc<Stored>> {
        if !self.len.is_multiple_of(BLOCK) {
            self.end_block();
        }
        if let Some(content) = self.content.take() {
            let id = ContentId::new(content.finish().bytes(), self.len);
            return self.finish_lasting(id);
        }
        let Self { held, hasher, checks, len, .. } = self;
        let check = Some(hasher.finish());
        Ok(Arc::new(Stored { held, len, checks: Mutex::new(Some(checks.into())), check }))
    }

    fn finish_lasting(mut self, id: ContentId) -> Result<Arc<Stored>> {
        let folder = Arc::clone(&self.held.folder);
        let check = self.hasher.finish();
        let mut end = self.checks.concat();
        end.extend_from_slice(check.bytes());
        end.extend_from_slice(MAGIC);
        folder.disk().write(&mut self.file, &end)?;
        folder.disk().sync(&self.file)?;
        let (unfinished, checks, len) = (self.held.path.clone(), self.checks, self.len);
        folder.take_in(id, &unfinished, |path| {
            let held = Held { path, folder: Arc::clone(&folder), id: Some(id) };
            Stored { held, len, checks: Mutex::new(Some(checks.into())), check: Some(check) }
        })
    }
}

fn check_of(hasher: Hasher) -> [u8; CHECK_LEN] {
    let mut check = [0; CHECK_LEN];
    check.copy_from_slice(hasher.finish().bytes());
    check
}

impl Stored {
    /// A lasting file that was found. Nothing of it is read before somebody wants it.
    pub(super) fn found(folder: &Arc<Folder>, id: ContentId, path: PathBuf) -> Self {
        let held = Held { path, folder: Arc::clone(folder), id: Some(id) };
        Self { held, len: id.len(), checks: Mutex::default(), check: None }
    }

    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// The name of its content, if it lasts in this folder.
    pub(super) fn lasts_in(&self, folder: &Arc<Folder>) -> Option<ContentId> {
        self.held.id.filter(|_| Arc::ptr_eq(&self.held.folder, folder))
    }

    /// What was computed of all its bytes while they were written.
    pub(super) fn check(&self) -> Option<Checksum> {
        self.check
    }

    /// The checks of its blocks, which are read from behind its bytes where they are not known yet.
    fn checks(&self, file: &mut File) -> Result<Checks> {
        if let Some(checks) = &*self.known_checks() {
            return Ok(Arc::clone(checks));
        }
        let blocks = usize::try_from(self.len.div_ceil(BLOCK)).unwrap_or(usize::MAX);
        file.seek(SeekFrom::Start(self.len))?;
        let mut end = Vec::new();
        file.read_to_end(&mut end)?;
        let whole = (blocks + 1) * CHECK_LEN + MAGIC.len();
        let checks = end.strip_suffix(MAGIC).filter(|_| end.len() == whole);
        let checks = checks.ok_or_else(|| self.other_bytes())?.chunks_exact(CHECK_LEN);
        let mut all = Vec::with_capacity(blocks);
        all.extend(checks.take(blocks).filter_map(|check| <[u8; CHECK_LEN]>::try_from(check).ok()));
        Ok(Arc::clone(self.known_checks().insert(all.into())))
    }

    fn known_checks(&self) -> MutexGuard<'_, Option<Checks>> {
        self.checks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same bytes have been written again, into another file of this name.
    pub(super) fn check_by(&self, other: &Self) {
        let checks = other.known_checks().clone();
        *self.known_checks() = checks;
    }

    /// Goes without a word to its folder: another handle has its name.
    pub(super) fn forget(mut self) {
        self.held.id = None;
        self.held.path = PathBuf::new();
    }

    fn other_bytes(&self) -> Error {
        let path = self.held.path.display();
        let why = format!("{path}, the file of a stored body, is not what was written");
        Error::new(ErrorKind::InvalidData, why)
    }
}

/// Reads a part of a file, block by block.
pub(super) struct Reader {
    stored: Arc<Stored>,
    file: File,
    checks: Checks,
    /// What is left of the part.
    from: u64,
    to: u64,
}

impl Reader {
    pub(super) fn open(stored: &Arc<Stored>, start: u64, len: u64) -> Result<Self> {
        let mut file = File::open(&stored.held.path)?;
        let checks = stored.checks(&mut file)?;
        file.seek(SeekFrom::Start(start - start % BLOCK))?;
        Ok(Self { stored: Arc::clone(stored), file, checks, from: start, to: start + len })
    }

    /// The next block, or what is wanted of it. It is withheld if it is not what was written: who reads on
    /// to the end learns that bytes are wrong before he has them all.
    pub(super) fn block(&mut self) -> Result<Bytes> {
        let number = self.from / BLOCK;
        let start = number * BLOCK;
        let count = BLOCK.min(self.stored.len - start);
        // Not zeroed first, as `read_exact` would want it.
        let mut bytes = Vec::with_capacity(count as usize);
        (&mut self.file).take(count).read_to_end(&mut bytes)?;
        if bytes.len() as u64 != count {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        let mut hasher = Hasher::new(CHECK);
        hasher.update(&bytes);
        if self.checks.get(number as usize) != Some(&check_of(hasher)) {
            return Err(self.stored.other_bytes());
        }
        let end = self.to.min(start + count);
        let wanted = (self.from - start) as usize..(end - start) as usize;
        self.from = end;
        Ok(Bytes::from(bytes).slice(wanted))
    }

    pub(super) fn is_done(&self) -> bool {
        self.from >= self.to
    }
}
