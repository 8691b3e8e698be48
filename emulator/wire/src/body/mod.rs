//! Bodies: immutable handles, shared by forks, never copied.
//!
//! [`landing`] is how a big one gets here; [`file`](self::file) is where it lies.

mod file;
pub mod landing;

pub use landing::{Landed, Landing, Storage};

use crate::checksum::{Algorithm, Checksum, Digests};
use bytes::Bytes;
use file::Unlinked;
use std::sync::Arc;

/// How much of a file is read at once.
const BLOCK: u64 = 256 * 1024;

/// The bytes of an object or of an HTTP message: immutable pieces, in memory or in a file.
///
/// Cloning is O(1); slicing copies nothing. A file goes with the last handle on it.
#[derive(Clone, Default)]
pub struct Body(Repr);

/// `One` is the common case and keeps a `Body` at the size of its `Bytes`.
#[derive(Clone)]
enum Repr {
    One(Bytes),
    Many(Arc<Many>),
}

#[derive(Clone, Default)]
struct Many {
    pieces: Vec<Piece>,
    len: u64,
    /// What was computed of all the bytes while they landed.
    digests: Digests,
}

#[derive(Clone)]
enum Piece {
    Memory(Bytes),
    File { file: Arc<Unlinked>, start: u64, len: u64 },
}

impl Body {
    pub fn empty() -> Self {
        Self::default()
    }

    /// All of a file.
    fn file(file: Unlinked, len: u64) -> Self {
        let mut many = Many::default();
        many.push(Piece::File { file: Arc::new(file), start: 0, len });
        Self(Repr::Many(Arc::new(many)))
    }

    /// The same bytes, with digests of them that need not be computed again.
    fn with_digests(self, digests: Digests) -> Self {
        let mut many = match self.0 {
            Repr::One(bytes) => {
                let mut many = Many::default();
                many.push(Piece::Memory(bytes));
                many
            }
            Repr::Many(many) => Arc::unwrap_or_clone(many),
        };
        many.digests = digests;
        Self(Repr::Many(Arc::new(many)))
    }

    /// A digest of the whole body, if it is known without reading it.
    pub fn known(&self, algorithm: Algorithm) -> Option<&Checksum> {
        match &self.0 {
            Repr::One(_) => None,
            Repr::Many(many) => many.digests.get(algorithm),
        }
    }

    pub fn len(&self) -> u64 {
        match &self.0 {
            Repr::One(bytes) => bytes.len() as u64,
            Repr::Many(many) => many.len,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn push(&mut self, piece: Bytes) {
        if !piece.is_empty() {
            self.push_piece(Piece::Memory(piece));
        }
    }

    /// Puts another body behind this one, without copying bytes.
    pub fn append(&mut self, other: &Self) {
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
                self.0 = Repr::One(bytes.clone());
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

    /// The bytes, piece after piece; files are read in blocks.
    pub fn pieces(&self) -> Pieces {
        Pieces { body: self.0.clone(), piece: 0, at: 0 }
    }

    /// All bytes in one piece; copies only if there are several.
    pub fn to_bytes(&self) -> Bytes {
        match &self.0 {
            Repr::One(bytes) => bytes.clone(),
            Repr::Many(many) if matches!(many.pieces.as_slice(), [Piece::Memory(_)]) => {
                self.pieces().next().unwrap_or_default()
            }
            Repr::Many(many) => {
                let mut all = Vec::with_capacity(usize::try_from(many.len).unwrap_or(0));
                self.pieces().for_each(|piece| all.extend_from_slice(&piece));
                all.into()
            }
        }
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
            Repr::Many(many) => many,
        };
        let mut slice = Self::empty();
        let mut at = 0u64;
        for piece in &many.pieces {
            let next = at + piece.len();
            let (from, to) = (start.max(at), end.min(next));
            if from < to {
                slice.push_piece(piece.slice(from - at, to - from));
            }
            at = next;
        }
        slice
    }

    /// The bytes from `start`, `len` of them at the most, in one piece.
    pub fn read_range(&self, start: u64, len: u64) -> Bytes {
        self.slice(start, len).to_bytes()
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
            self.digests = Digests::default();
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

/// The pieces of a body, in order. Holds the body itself, so it may outlive the handle.
#[derive(Clone)]
pub struct Pieces {
    body: Repr,
    piece: usize,
    /// Bytes of the piece that were given already; only files are given in parts.
    at: u64,
}

impl Iterator for Pieces {
    type Item = Bytes;

    fn next(&mut self) -> Option<Bytes> {
        let many = match &self.body {
            Repr::One(bytes) if self.piece == 0 && !bytes.is_empty() => {
                self.piece = 1;
                return Some(bytes.clone());
            }
            Repr::One(_) => return None,
            Repr::Many(many) => many,
        };
        match many.pieces.get(self.piece)? {
            Piece::Memory(bytes) => {
                self.piece += 1;
                Some(bytes.clone())
            }
            Piece::File { file, start, len } => {
                let count = BLOCK.min(len - self.at);
                let block = file.read(start + self.at, count as usize);
                self.at += count;
                if self.at == *len {
                    (self.piece, self.at) = (self.piece + 1, 0);
                }
                Some(block)
            }
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Repr::One(bytes))
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

/// Equal bytes are equal, however they are cut and wherever they lie.
impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        if self.len() != other.len() {
            return false;
        }
        let (mut left, mut right) = (self.pieces(), other.pieces());
        let (mut a, mut b) = (Bytes::new(), Bytes::new());
        loop {
            if a.is_empty() {
                a = left.next().unwrap_or_default();
            }
            if b.is_empty() {
                b = right.next().unwrap_or_default();
            }
            let common = a.len().min(b.len());
            if common == 0 {
                return true;
            }
            if a.split_to(common) != b.split_to(common) {
                return false;
            }
        }
    }
}

impl Eq for Body {}

/// Length and first bytes only: bodies are too long for a failure report.
impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const SHOWN: u64 = 64;
        let more = if self.len() > SHOWN { "…" } else { "" };
        write!(f, "Body({} bytes, {:?}{more})", self.len(), self.read_range(0, SHOWN))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use proptest::prelude::*;

    fn cut(bytes: &[u8], sizes: &[usize]) -> Body {
        let mut rest = Bytes::copy_from_slice(bytes);
        let mut body = Body::empty();
        for size in sizes {
            body.push(rest.split_to((*size).min(rest.len())));
        }
        body.push(rest);
        body
    }

    fn on_disk(bytes: &[u8]) -> Body {
        let mut landing = Landing::new(Storage::spilling_above(0), &[]);
        for piece in bytes.chunks(7) {
            landing.push(Bytes::copy_from_slice(piece)).unwrap();
        }
        landing.finish().unwrap().body
    }

    #[test]
    fn a_body_is_as_small_as_its_bytes() {
        assert_eq!(size_of::<Body>(), size_of::<Bytes>());
    }

    #[test]
    fn debug_shows_the_beginning_only() {
        assert_eq!(format!("{:?}", Body::from("ab")), "Body(2 bytes, b\"ab\")");
        assert!(format!("{:?}", Body::from(vec![b'x'; 1 << 20])).len() < 100);
    }

    #[test]
    fn a_file_goes_with_its_last_handle_and_leaves_no_name() {
        let body = on_disk(&[7; 600_000]);
        let copy = body.slice(1, 599_998);
        drop(body);
        assert!(!copy.is_in_memory());
        assert_eq!(copy.pieces().count(), 3);
        assert_eq!(copy.to_bytes(), vec![7; 599_998]);
        let mine = format!("parhelion-{}-", std::process::id());
        let names = std::fs::read_dir(std::env::temp_dir()).unwrap();
        assert!(
            names.flatten().all(|entry| !entry.file_name().to_string_lossy().starts_with(&mine))
        );
    }

    proptest! {
        #[test]
        fn slices_are_the_bytes_slices(
            bytes in prop::collection::vec(any::<u8>(), 0..200),
            sizes in prop::collection::vec(0usize..50, 0..6),
            start in 0u64..250,
            len in 0u64..250,
        ) {
            let from = (start as usize).min(bytes.len());
            let to = (from + len as usize).min(bytes.len());
            let expected = Body::from(bytes[from..to].to_vec());
            for body in [cut(&bytes, &sizes), on_disk(&bytes)] {
                prop_assert_eq!(body.len(), bytes.len() as u64);
                prop_assert_eq!(body.to_bytes(), &bytes);
                prop_assert_eq!(body.slice(start, len), expected.clone());
                prop_assert_eq!(body.read_range(start, len), expected.to_bytes());
                prop_assert_eq!(body.slice(start, len).pieces().collect::<Body>(), expected.clone());
                let mut both = body.slice(0, from as u64);
                both.append(&body.slice(from as u64, u64::MAX));
                prop_assert_eq!(both, body);
            }
        }

        #[test]
        fn one_changed_byte_is_another_body(
            mut bytes in prop::collection::vec(any::<u8>(), 1..100),
            sizes in prop::collection::vec(0usize..50, 0..6),
            at in any::<prop::sample::Index>(),
        ) {
            let body = cut(&bytes, &sizes);
            let at = at.index(bytes.len());
            bytes[at] ^= 1;
            prop_assert_ne!(body, Body::from(bytes));
        }
    }
}
