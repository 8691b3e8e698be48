//! Room that is kept for deletes: on a full disk, rows that go make room only once others that say so have
//! been written.

use parhelion_world::rows::Change;
use std::io::{ErrorKind, Result, Write};
use std::path::{Path, PathBuf};

/// How much room a commit of deletes has.
const BYTES: usize = 1 << 20;

/// A file that is given up when there is no other room.
pub(super) struct Reserve {
    path: PathBuf,
    is_taken: bool,
}

impl Reserve {
    pub(super) fn at(folder: &Path) -> Self {
        Self { path: folder.join("reserve"), is_taken: false }
    }

    /// Takes the room, if there is any and it is not taken yet.
    pub(super) fn keep(&mut self) {
        if self.is_taken {
            return;
        }
        let there = std::fs::metadata(&self.path).is_ok_and(|found| found.len() == BYTES as u64);
        self.is_taken = there || self.write().is_ok();
        if !self.is_taken {
            self.give_up();
        }
    }

    fn write(&self) -> Result<()> {
        // Not a hole: bytes that really lie on the disk.
        std::fs::File::create(&self.path)?.write_all(&vec![1; BYTES])
    }

    fn give_up(&mut self) {
        self.is_taken = false;
        let _ = std::fs::remove_file(&self.path);
    }

    /// Whether a commit that failed so is tried again in the room that this gives up: one that deletes.
    pub(super) fn makes_room(&mut self, error: &std::io::Error, changes: &[Change]) -> bool {
        let deletes = changes.iter().any(|change| matches!(change, Change::Remove(_)));
        let full = matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded);
        let makes = deletes && full && self.path.exists();
        if makes {
            self.give_up();
        }
        makes
    }
}
