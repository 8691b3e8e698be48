//! Landing: a stream of pieces becomes a body, digested on the way, on disk if it is big.

use super::{Body, Folder, file::Writer};
use crate::checksum::{Algorithm, Digests, Hashers};
use bytes::Bytes;
use std::io::Result;
use std::sync::Arc;

/// Where landing bodies are kept.
#[derive(Clone, Debug, Default)]
pub enum Storage {
    /// As given, in memory: in-process clients hold the bytes anyway.
    #[default]
    Memory,
    /// In memory up to `above` bytes, beyond in a file of `folder` that goes with the body.
    Spilling {
        /// The most bytes of one body that stay in memory.
        above: u64,
        /// Where the files go.
        folder: Arc<Folder>,
    },
}

impl Storage {
    /// What servers keep in memory of one body.
    pub const DEFAULT_ABOVE: u64 = 1 << 20;

    /// Spills to this process's folder below the system's for temporary files.
    ///
    /// # Errors
    /// There is no such folder and none can be made.
    pub fn spilling_above(above: u64) -> Result<Self> {
        Ok(Self::Spilling { above, folder: Folder::of_this_process()? })
    }
}

/// A body on its way in.
pub struct Landing {
    storage: Storage,
    hashers: Hashers,
    memory: Body,
    file: Option<Writer>,
    len: u64,
}

/// A body that has arrived, and the digests that were wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Landed {
    /// In memory or in a file, as the [`Storage`] said.
    pub body: Body,
    /// One for each algorithm that was wanted; the body remembers them too.
    pub digests: Digests,
}

impl Landing {
    /// An empty body that is digested with the algorithms `wanted` as it comes in.
    pub fn new(storage: Storage, wanted: &[Algorithm]) -> Self {
        Self { storage, hashers: Hashers::new(wanted), memory: Body::empty(), file: None, len: 0 }
    }

    /// Takes the next piece; what spills over goes to disk at once.
    ///
    /// # Errors
    /// The disk is full or broken.
    pub fn push(&mut self, piece: Bytes) -> Result<()> {
        self.hashers.update(&piece);
        self.len += piece.len() as u64;
        if let Some(file) = &mut self.file {
            return file.append(&piece);
        }
        self.memory.push(piece);
        if let Storage::Spilling { above, folder } = &self.storage
            && self.len > *above
        {
            let mut file = Writer::create(folder)?;
            for piece in std::mem::take(&mut self.memory).pieces() {
                file.append(&piece?)?;
            }
            self.file = Some(file);
        }
        Ok(())
    }

    /// Bytes so far.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether no byte has come yet.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The whole body, once its last piece was taken.
    ///
    /// # Errors
    /// The disk is full or broken.
    pub fn finish(self) -> Result<Landed> {
        let body = match self.file {
            Some(file) => Body::file(file.finish()?),
            None => self.memory,
        };
        let digests = self.hashers.finish();
        digests.iter().for_each(|digest| body.remember(*digest));
        Ok(Landed { body, digests })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::checksum::digests;

    fn land(storage: Storage, pieces: usize) -> Landed {
        let mut landing = Landing::new(storage, &[Algorithm::Md5, Algorithm::Crc64Nvme]);
        for number in 0..pieces {
            landing.push(vec![number as u8; 1000].into()).unwrap();
        }
        landing.finish().unwrap()
    }

    /// The same bytes, of which nothing is known.
    fn again(body: &Body) -> Body {
        body.pieces().collect::<Result<_>>().unwrap()
    }

    #[test]
    fn a_body_spills_when_it_passes_the_threshold() {
        for (pieces, in_memory) in [(0, true), (3, true), (4, false), (2000, false)] {
            let spilled = land(Storage::spilling_above(3000).unwrap(), pieces);
            let kept = land(Storage::Memory, pieces);
            assert_eq!(spilled.body.is_in_memory(), in_memory);
            assert!(kept.body.is_in_memory());
            assert_eq!(spilled, kept);
            let both = [Algorithm::Crc64Nvme, Algorithm::Md5];
            assert_eq!(kept.digests, digests(&again(&kept.body), &both).unwrap());
            assert_eq!(kept.digests, digests(&kept.body, &both).unwrap());
        }
    }

    /// What is known of a body is known of no other one.
    #[test]
    fn digests_stay_with_their_bytes() {
        let body = land(Storage::Memory, 3).body;
        assert!(body.known(Algorithm::Md5).is_some());
        assert!(body.known(Algorithm::Sha1).is_none());
        assert!(body.slice(0, 10).known(Algorithm::Md5).is_none());
        let mut longer = body.clone();
        longer.push(Bytes::from_static(b"x"));
        assert!(longer.known(Algorithm::Md5).is_none() && body.known(Algorithm::Md5).is_some());
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        let folder = Folder::at("/nowhere/at/all");
        let mut landing = Landing::new(Storage::Spilling { above: 1, folder }, &[]);
        assert!(landing.push(Bytes::from_static(b"ab")).is_err());
    }
}
