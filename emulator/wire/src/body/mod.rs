//! Bodies: immutable handles, shared by forks, never copied.
//!
//! [`landing`] is how a big one gets here; [`file`](self::file) and
//! [`folder`] are where it lies, [`lasting`](self::lasting) where it outlives the process;
//! [`pieces`](self::pieces) reads it; [`stored`] is how snapshots name it.

mod content_id;
mod disk;
mod file;
mod folder;
pub mod landing;
mod lasting;
mod pieces;
pub mod stored;
#[cfg(test)]
mod tests;

pub use disk::{Disk, SystemDisk};
pub use folder::Folder;
pub use landing::{Landed, Landing, Storage};
pub use pieces::Pieces;

use crate::checksum::{Algorithm, Checksum};
use bytes::Bytes;
use file::Stored;
use std::io::Result;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// A body up to this size remembers no digests: computing them again costs less than keeping them.
pub const SMALL: u64 = 64 * 1024;

/// The bytes of an object or of an HTTP message: immutable pieces, in memory or in a file.
///
/// Cloning is O(1); slicing copies nothing. A file goes with the last handle on it.
#[derive(Clone, Default)]
pub struct Body(Repr);

/// `One` is what small bodies are, and keeps a `Body` at the size of its `Bytes`.
#[derive(Clone)]
enum Repr {
    One(Bytes),
    Many(Arc<Many>),
}

#[derive(Default)]
struct Many {
    pieces: Vec<Piece>,
    len: u64,
    /// What was computed of all the bytes, by whichever handle. Digests are pure: who computed
    /// one, and when, decides nothing, so forks may share them.
    digests: Mutex<Vec<Checksum>>,
    /// Big slices that somebody still holds, by start and end: the same slice again is the same
    /// body, and knows its digests.
    slices: Mutex<Vec<(u64, u64, Weak<Many>)>>,
}

#[derive(Clone)]
enum Piece {
    Memory(Bytes),
    File { file: Arc<Stored>, start: u64, len: u64 },
}

impl Body {
    /// A body of no bytes.
    pub fn empty() -> Self {
        Self::default()
    }

    /// All of a file.
    fn file(file: Arc<Stored>) -> Self {
        let (check, len) = (file.check(), file.len());
        let mut body = Self(Repr::Many(Arc::default()));
        body.push_piece(Piece::File { file, start: 0, len });
        if let Some(check) = check {
            body.remember(check);
        }
        body
    }

    /// A digest of the whole body, if it is known without reading it.
    pub fn known(&self, algorithm: Algorithm) -> Option<Checksum> {
        match &self.0 {
            Repr::One(_) => None,
            Repr::Many(many) => many.known(algorithm),
        }
    }

    /// Those of `wanted` that are worth computing apart, with no lock held: none of a small body,
    /// which is digested at once by who needs it.
    pub fn missing(&self, wanted: &[Algorithm]) -> Vec<Algorithm> {
        let Repr::Many(many) = &self.0 else { return Vec::new() };
        if many.len <= SMALL {
            return Vec::new();
        }
        let mut missing = wanted.to_vec();
        missing.retain(|algorithm| many.known(*algorithm).is_none());
        missing
    }

    /// Keeps a digest of the whole body for all handles on it; small bodies keep none.
    pub fn remember(&self, digest: Checksum) {
        if let Repr::Many(many) = &self.0 {
            let mut digests = many.digests.lock().unwrap_or_else(PoisonError::into_inner);
            if digests.iter().all(|known| known.algorithm() != digest.algorithm()) {
                digests.push(digest);
            }
        }
    }

    /// Its length in bytes.
    pub fn len(&self) -> u64 {
        match &self.0 {
            Repr::One(bytes) => bytes.len() as u64,
            Repr::Many(many) => many.len,
        }
    }

    /// Whether it has no bytes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts a piece behind what is there, without copying it.
    pub fn push(&mut self, piece: Bytes) {
        if !piece.is_empty() {
            self.push_piece(Piece::Memory(piece));
        }
    }

    /// Puts another body behind this one, without copying bytes.
    pub fn append(&mut self, other: &Self) {
        if self.is_empty() {
            return self.clone_from(other);
        }
        match &other.0 {
            Repr::One(bytes) => self.push(bytes.clone()),
            Repr::Many(many) => {
                many.pieces.iter().for_each(|piece| self.push_piece(piece.clone()));
            }
        }
    }

    fn push_piece(&mut self, piece: Piece) {
        if let Repr::One(first) = &self.0 {
            let first = first.clone();
            if let (true, Piece::Memory(bytes)) = (first.is_empty(), &piece) {
                *self = bytes.clone().into();
                return;
            }
            let mut many = Many::default();
            many.push(Piece::Memory(first));
            self.0 = Repr::Many(Arc::new(many));
        }
        if let Repr::Many(many) = &mut self.0 {
            Arc::make_mut(many).push(piece);
        }
    }

    /// The bytes, piece after piece; files are read in blocks. Long ones not under a lock
    /// ([`heavy`](crate::heavy)).
    pub fn pieces(&self) -> Pieces {
        crate::heavy::check(self.len());
        Pieces::of(self.0.clone())
    }

    /// Whether it begins as it was written: as much of it as is read of a file at once, which is all of most
    /// bodies. Who is about to send it can still say something else.
    ///
    /// # Errors
    /// A file under it is gone, too short, or not what was written.
    pub fn probe(&self) -> Result<()> {
        let Repr::Many(many) = &self.0 else { return Ok(()) };
        let file = many.pieces.iter().find_map(|piece| match piece {
            Piece::Memory(_) => None,
            Piece::File { file, start, len } => Some((file, *start, *len)),
        });
        let Some((file, start, len)) = file else { return Ok(()) };
        file::Reader::open(file, start, len)?.block().map(drop)
    }

    /// All bytes in one piece; copies only if there are several.
    ///
    /// # Errors
    /// A file under it is gone, too short, or not what was written.
    pub fn read(&self) -> Result<Bytes> {
        match &self.0 {
            Repr::One(bytes) => Ok(bytes.clone()),
            Repr::Many(many) => match many.pieces.as_slice() {
                [Piece::Memory(bytes)] => Ok(bytes.clone()),
                _ => {
                    let mut all = Vec::with_capacity(usize::try_from(many.len).unwrap_or(0));
                    for piece in self.pieces() {
                        all.extend_from_slice(&piece?);
                    }
                    Ok(all.into())
                }
            },
        }
    }

    /// [`read`](Self::read), for tests and others who can do nothing about an error.
    ///
    /// # Panics
    /// If a file under it cannot be read back as it was written.
    #[allow(clippy::expect_used)] // as documented
    pub fn to_bytes(&self) -> Bytes {
        self.read().expect("a stored body can be read back")
    }

    /// The bytes from `start`, `len` of them at the most.
    pub fn slice(&self, start: u64, len: u64) -> Self {
        let end = start.saturating_add(len).min(self.len());
        let start = start.min(end);
        if start == 0 && end == self.len() {
            return self.clone();
        }
        let many = match &self.0 {
            Repr::One(bytes) => return bytes.slice(start as usize..end as usize).into(),
            Repr::Many(many) if end - start <= SMALL => return many.slice(start, end),
            Repr::Many(many) => many,
        };
        let mut slices = many.slices.lock().unwrap_or_else(PoisonError::into_inner);
        slices.retain(|(.., held)| held.strong_count() > 0);
        let held = slices.iter().find(|(from, to, _)| (*from, *to) == (start, end));
        if let Some(held) = held.and_then(|(.., held)| held.upgrade()) {
            return Self(Repr::Many(held));
        }
        let slice = many.slice(start, end);
        if let Repr::Many(made) = &slice.0 {
            slices.push((start, end, Arc::downgrade(made)));
        }
        slice
    }

    /// The bytes from `start`, `len` of them at the most, in one piece.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_range(&self, start: u64, len: u64) -> Result<Bytes> {
        self.slice(start, len).read()
    }

    /// True if no part of it lies in a file.
    pub fn is_in_memory(&self) -> bool {
        match &self.0 {
            Repr::One(_) => true,
            Repr::Many(many) => many.pieces.iter().all(|piece| matches!(piece, Piece::Memory(_))),
        }
    }
}

impl Default for Repr {
    fn default() -> Self {
        Self::One(Bytes::new())
    }
}

impl Many {
    fn push(&mut self, piece: Piece) {
        if piece.len() > 0 {
            self.len += piece.len();
            self.pieces.push(piece);
            self.digests.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
            // A slice's end may be this body's, which has moved.
            self.slices.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
        }
    }

    fn slice(&self, start: u64, end: u64) -> Body {
        let mut slice = Body::empty();
        let mut at = 0u64;
        for piece in &self.pieces {
            let next = at + piece.len();
            let (from, to) = (start.max(at), end.min(next));
            if from < to {
                slice.push_piece(piece.slice(from - at, to - from));
            }
            at = next;
        }
        slice
    }

    fn known(&self, algorithm: Algorithm) -> Option<Checksum> {
        let digests = self.digests.lock().unwrap_or_else(PoisonError::into_inner);
        digests.iter().find(|digest| digest.algorithm() == algorithm).copied()
    }
}

impl Drop for Many {
    fn drop(&mut self) {
        crate::heavy::free(self.len, std::mem::take(&mut self.pieces));
    }
}

/// To be changed: the digests stay with the bytes that they are of.
impl Clone for Many {
    fn clone(&self) -> Self {
        Self {
            pieces: self.pieces.clone(),
            len: self.len,
            digests: Mutex::default(),
            slices: Mutex::default(),
        }
    }
}

impl Piece {
    fn len(&self) -> u64 {
        match self {
            Self::Memory(bytes) => bytes.len() as u64,
            Self::File { len, .. } => *len,
        }
    }

    /// A part that lies wholly inside.
    fn slice(&self, from: u64, len: u64) -> Self {
        match self {
            Self::Memory(bytes) => {
                Self::Memory(bytes.slice(from as usize..from as usize + len as usize))
            }
            Self::File { file, start, .. } => {
                Self::File { file: Arc::clone(file), start: start + from, len }
            }
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        if bytes.len() as u64 <= SMALL {
            return Self(Repr::One(bytes));
        }
        let mut many = Many::default();
        many.push(Piece::Memory(bytes));
        Self(Repr::Many(Arc::new(many)))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl FromIterator<Bytes> for Body {
    fn from_iter<I: IntoIterator<Item = Bytes>>(pieces: I) -> Self {
        let mut body = Self::empty();
        pieces.into_iter().for_each(|piece| body.push(piece));
        body
    }
}

/// Equal bytes are equal, however they are cut and wherever they lie. Bytes that cannot be read
/// back are equal to none but those of the same handle.
impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Repr::One(one), Repr::One(other)) => return one == other,
            (Repr::Many(one), Repr::Many(other)) if Arc::ptr_eq(one, other) => return true,
            _ => {}
        }
        self.len() == other.len() && pieces::same(self.pieces(), other.pieces()).unwrap_or(false)
    }
}

impl Eq for Body {}

/// Length and first bytes only: bodies are too long for a failure report.
impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const SHOWN: u64 = 64;
        let more = if self.len() > SHOWN { "…" } else { "" };
        match self.read_range(0, SHOWN) {
            Ok(shown) => write!(f, "Body({} bytes, {shown:?}{more})", self.len()),
            Err(error) => write!(f, "Body({} bytes, unreadable: {error})", self.len()),
        }
    }
}
