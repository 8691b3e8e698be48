//! A disk that fails when it is told to, and whose power can be cut.

use parhelion_wire::body::{Disk, SystemDisk};
use redb::StorageBackend;
use std::fs::File;
use std::io::{Error, ErrorKind, Result};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

/// A disk whose file has two sides: what was written, and what is safe. Every so many steps fail.
#[derive(Debug, Default)]
pub(super) struct Faulty(Mutex<Inside>);

#[derive(Debug, Default)]
pub(super) struct Inside {
    pub(super) written: Vec<u8>,
    pub(super) safe: Vec<u8>,
    /// Writes since the file was last safe, for a power cut that keeps some of them.
    pub(super) since: Vec<(u64, Vec<u8>)>,
    pub(super) steps: u64,
    /// Steps that fail: from … to ….
    pub(super) fails: std::ops::Range<u64>,
    pub(super) how: Fault,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Fault {
    #[default]
    Full,
    Broken,
    /// Half of it is written.
    Short,
}

impl Faulty {
    pub(super) fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap()
    }

    /// The power is cut: of what was not safe, `keeps` says what is there.
    pub(super) fn cut(&self, mut keeps: impl FnMut() -> bool) {
        let mut inside = self.inside();
        let mut after = inside.safe.clone();
        for (at, bytes) in std::mem::take(&mut inside.since) {
            if keeps() {
                let end = at as usize + bytes.len();
                if after.len() < end {
                    after.resize(end, 0);
                }
                after[at as usize..end].copy_from_slice(&bytes);
            }
        }
        (inside.safe, inside.written) = (after.clone(), after);
    }
}

impl Inside {
    fn step(&mut self) -> Result<()> {
        self.steps += 1;
        if !self.fails.contains(&self.steps) {
            return Ok(());
        }
        Err(match self.how {
            Fault::Full | Fault::Short => Error::new(ErrorKind::StorageFull, "no space left"),
            Fault::Broken => Error::other("input/output error"),
        })
    }
}

#[derive(Clone, Debug)]
pub(super) struct OnFaulty(pub(super) Arc<Faulty>);

impl StorageBackend for OnFaulty {
    fn len(&self) -> Result<u64> {
        Ok(self.0.inside().written.len() as u64)
    }
    fn read(&self, offset: u64, out: &mut [u8]) -> Result<()> {
        let inside = self.0.inside();
        let from = offset as usize;
        let found = inside.written.get(from..from + out.len());
        out.copy_from_slice(found.ok_or(ErrorKind::UnexpectedEof)?);
        Ok(())
    }
    fn set_len(&self, len: u64) -> Result<()> {
        let mut inside = self.0.inside();
        inside.step()?;
        inside.written.resize(len as usize, 0);
        // As file systems do: a length is safe with the next sync, and more than enough before.
        if inside.safe.len() < len as usize {
            inside.safe.resize(len as usize, 0);
        }
        Ok(())
    }
    fn sync_data(&self) -> Result<()> {
        let mut inside = self.0.inside();
        inside.step()?;
        inside.safe = inside.written.clone();
        inside.since.clear();
        Ok(())
    }
    fn write(&self, offset: u64, data: &[u8]) -> Result<()> {
        let mut inside = self.0.inside();
        let (failed, how) = (inside.step(), inside.how);
        let data = match (&failed, how) {
            (Ok(()), _) => data,
            (Err(_), Fault::Short) => &data[..data.len() / 2],
            (Err(_), Fault::Full | Fault::Broken) => &[],
        };
        let (from, end) = (offset as usize, offset as usize + data.len());
        if inside.written.len() < end {
            inside.written.resize(end, 0);
        }
        inside.written[from..end].copy_from_slice(data);
        inside.since.push((offset, data.to_vec()));
        failed
    }
}

/// What the bodies' folder does on the same disk.
impl Disk for Faulty {
    fn write(&self, file: &mut File, bytes: &[u8]) -> Result<()> {
        let (failed, how) = {
            let mut inside = self.inside();
            (inside.step(), inside.how)
        };
        match (failed, how) {
            (Ok(()), _) => SystemDisk.write(file, bytes),
            (Err(error), Fault::Short) => {
                SystemDisk.write(file, &bytes[..bytes.len() / 2]).and(Err(error))
            }
            (Err(error), _) => Err(error),
        }
    }
    fn sync(&self, file: &File) -> Result<()> {
        self.inside().step().and_then(|()| SystemDisk.sync(file))
    }
    fn rename(&self, from: &Path, to: &Path) -> Result<()> {
        self.inside().step().and_then(|()| SystemDisk.rename(from, to))
    }
    fn sync_folder(&self, folder: &Path) -> Result<()> {
        self.inside().step().and_then(|()| SystemDisk.sync_folder(folder))
    }
}
