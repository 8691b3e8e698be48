//! Digesting bodies: any set of algorithms in one pass, MD5 on a thread of its own for big ones.

use super::{Algorithm, Checksum};
use bytes::Bytes;
use sha2::Digest;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

/// From here on MD5, by far the slowest, runs beside the others.
pub const PARALLEL_ABOVE: u64 = 1 << 20;

/// Bytes that go through all algorithms while they are in the cache.
const BLOCK: usize = 64 * 1024;

/// One algorithm at work.
#[derive(Clone)]
pub struct Hasher(State);

#[derive(Clone)]
enum State {
    Crc(Algorithm, Box<crc_fast::Digest>),
    Sha1(sha1::Sha1),
    Sha256(sha2::Sha256),
    Sha512(Box<sha2::Sha512>),
    Md5(md5::Md5),
    XxHash64(twox_hash::XxHash64),
    XxHash3(Box<twox_hash::XxHash3_64>),
    XxHash128(Box<twox_hash::XxHash3_128>),
}

impl Hasher {
    /// Begins with no bytes.
    pub fn new(algorithm: Algorithm) -> Self {
        if let Some(crc) = algorithm.crc() {
            return Self(State::Crc(algorithm, Box::new(crc_fast::Digest::new(crc))));
        }
        Self(match algorithm {
            Algorithm::Sha1 => State::Sha1(sha1::Sha1::new()),
            Algorithm::Sha256 => State::Sha256(sha2::Sha256::new()),
            Algorithm::Sha512 => State::Sha512(Box::new(sha2::Sha512::new())),
            Algorithm::XxHash64 => State::XxHash64(twox_hash::XxHash64::with_seed(0)),
            Algorithm::XxHash3 => State::XxHash3(Box::new(twox_hash::XxHash3_64::new())),
            Algorithm::XxHash128 => State::XxHash128(Box::new(twox_hash::XxHash3_128::new())),
            // The CRCs returned above.
            Algorithm::Md5 | Algorithm::Crc32 | Algorithm::Crc32c | Algorithm::Crc64Nvme => {
                State::Md5(md5::Md5::new())
            }
        })
    }

    /// The one that it was made for.
    pub fn algorithm(&self) -> Algorithm {
        match &self.0 {
            State::Crc(algorithm, _) => *algorithm,
            State::Sha1(_) => Algorithm::Sha1,
            State::Sha256(_) => Algorithm::Sha256,
            State::Sha512(_) => Algorithm::Sha512,
            State::Md5(_) => Algorithm::Md5,
            State::XxHash64(_) => Algorithm::XxHash64,
            State::XxHash3(_) => Algorithm::XxHash3,
            State::XxHash128(_) => Algorithm::XxHash128,
        }
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        crate::heavy::check(bytes.len() as u64);
        match &mut self.0 {
            State::Crc(_, crc) => crc.update(bytes),
            State::Sha1(sha) => sha.update(bytes),
            State::Sha256(sha) => sha.update(bytes),
            State::Sha512(sha) => sha.update(bytes),
            State::Md5(md5) => md5.update(bytes),
            State::XxHash64(xx) => std::hash::Hasher::write(xx, bytes),
            State::XxHash3(xx) => std::hash::Hasher::write(xx.as_mut(), bytes),
            State::XxHash128(xx) => xx.write(bytes),
        }
    }

    /// The value over all bytes that it took.
    pub fn finish(self) -> Checksum {
        let algorithm = self.algorithm();
        let mut bytes = [0; 64];
        let mut put = |value: &[u8]| bytes[..value.len()].copy_from_slice(value);
        match self.0 {
            State::Crc(_, crc) => return Checksum::crc(algorithm, crc.finalize()),
            State::Sha1(sha) => put(&sha.finalize()),
            State::Sha256(sha) => put(&sha.finalize()),
            State::Sha512(sha) => put(&sha.finalize()),
            State::Md5(md5) => put(&md5.finalize()),
            State::XxHash64(xx) => put(&std::hash::Hasher::finish(&xx).to_be_bytes()),
            State::XxHash3(xx) => put(&std::hash::Hasher::finish(xx.as_ref()).to_be_bytes()),
            State::XxHash128(xx) => put(&xx.finish_128().to_be_bytes()),
        }
        Checksum { algorithm, bytes }
    }
}

/// What [`digests`] and a landing found, one for each algorithm wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Digests(pub(super) Vec<Checksum>);

impl Digests {
    /// The value of an algorithm, if it was wanted.
    pub fn get(&self, algorithm: Algorithm) -> Option<&Checksum> {
        self.0.iter().find(|checksum| checksum.algorithm() == algorithm)
    }

    /// All values, in the order of [`Algorithm`].
    pub fn iter(&self) -> impl Iterator<Item = &Checksum> {
        self.0.iter()
    }

    /// Whether none was wanted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Several algorithms over the pieces of one body as they come.
pub struct Hashers {
    pub(super) here: Vec<Hasher>,
    beside: Option<Beside>,
    seen: u64,
}

/// MD5 on its own thread. Which thread computes it decides nothing: digests are pure.
struct Beside {
    pieces: SyncSender<Bytes>,
    thread: JoinHandle<Hasher>,
}

/// Pieces that may wait for MD5 before the sender waits; bounds memory for bodies bound for disk.
const WAITING: usize = 256;

impl Hashers {
    /// Begins with no bytes; an algorithm that is named twice runs once.
    pub fn new(wanted: &[Algorithm]) -> Self {
        let mut here: Vec<Hasher> = Vec::with_capacity(wanted.len());
        for algorithm in wanted {
            if here.iter().all(|hasher| hasher.algorithm() != *algorithm) {
                here.push(Hasher::new(*algorithm));
            }
        }
        Self { here, beside: None, seen: 0 }
    }

    /// Takes the next piece. From [`PARALLEL_ABOVE`] bytes on MD5 runs on a thread of its own.
    pub fn update(&mut self, piece: &Bytes) {
        self.seen += piece.len() as u64;
        if self.seen >= PARALLEL_ABOVE && self.beside.is_none() {
            self.move_beside();
        }
        if let Some(beside) = &self.beside {
            // The thread ends only after the sender is gone.
            let _ = beside.pieces.send(piece.clone());
        }
        self.update_here(piece);
    }

    /// The values over all pieces; waits for MD5's thread.
    pub fn finish(mut self) -> Digests {
        if let Some(Beside { pieces, thread }) = self.beside.take() {
            drop(pieces);
            match thread.join() {
                Ok(hasher) => self.here.push(hasher),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        let mut found: Vec<_> = self.here.into_iter().map(Hasher::finish).collect();
        found.sort_unstable();
        Digests(found)
    }

    pub(super) fn update_here(&mut self, bytes: &[u8]) {
        if let [only] = self.here.as_mut_slice() {
            return only.update(bytes);
        }
        for block in bytes.chunks(BLOCK) {
            self.here.iter_mut().for_each(|hasher| hasher.update(block));
        }
    }

    /// True if a thread for MD5 would spare time.
    pub(super) fn has_companions(&self) -> bool {
        self.here.len() > 1 && self.here.iter().any(|one| one.algorithm() == Algorithm::Md5)
    }

    pub(super) fn take_md5(&mut self) -> Option<Hasher> {
        let at = self.here.iter().position(|one| one.algorithm() == Algorithm::Md5)?;
        Some(self.here.swap_remove(at))
    }

    fn move_beside(&mut self) {
        let Some(so_far) = self.take_md5() else { return };
        let mut md5 = so_far.clone();
        let (pieces, arriving) = sync_channel::<Bytes>(WAITING);
        let work = move || {
            arriving.iter().for_each(|piece| md5.update(&piece));
            md5
        };
        match std::thread::Builder::new().name("md5".into()).spawn(work) {
            Ok(thread) => self.beside = Some(Beside { pieces, thread }),
            // No thread to be had: it is only slower.
            Err(_) => self.here.push(so_far),
        }
    }
}
