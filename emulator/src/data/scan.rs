//! All rows of the file, once, by a thread of their own: while the world is built of some, the next ones
//! are read and checked.

use super::rows::{Stored, Sum};
use bytes::Bytes;
use parhelion_world::rows::KeyAndBytes;
use parhelion_world::saved::SavedError;
use redb::{Range, ReadTransaction};
use std::io::Result;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// How many rows are handed over at once, and how many times before somebody takes them.
const ROWS: usize = 512;
const BATCHES: usize = 16;

type All = Range<'static, &'static [u8], &'static [u8]>;

type Batch = std::result::Result<Vec<KeyAndBytes>, SavedError>;

/// See the module.
pub(super) struct Scan {
    batch: std::vec::IntoIter<KeyAndBytes>,
    batches: Option<Receiver<Batch>>,
    thread: Option<JoinHandle<()>>,
}

impl Scan {
    /// Of these rows. They add up to `sum` once the last has been read.
    ///
    /// # Errors
    /// There is no thread for it.
    pub(super) fn of(range: All, begun: ReadTransaction, sum: &Arc<Mutex<Sum>>) -> Result<Self> {
        let (batches, taken) = sync_channel(BATCHES);
        let sum = sum.clone();
        let thread = std::thread::Builder::new().name("rows".to_owned()).spawn(move || {
            // As long as it is read, nothing in it is written over.
            let _begun = begun;
            // Damage that the library did not expect is damage all the same.
            let read = catch_unwind(AssertUnwindSafe(|| hand_over(range, &sum, &batches)));
            let panicked = |_| Err(SavedError::Damaged("rows.redb cannot be read".to_owned()));
            if let Err(error) = read.unwrap_or_else(panicked) {
                // Nobody may be there any more.
                let _ = batches.send(Err(error));
            }
        })?;
        Ok(Self { batch: Vec::new().into_iter(), batches: Some(taken), thread: Some(thread) })
    }
}

impl Iterator for Scan {
    type Item = std::result::Result<KeyAndBytes, SavedError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.batch.next() {
                return Some(Ok(row));
            }
            match self.batches.as_ref()?.recv() {
                Ok(Ok(batch)) => self.batch = batch.into_iter(),
                Ok(Err(error)) => return Some(Err(error)),
                Err(_) => return None,
            }
        }
    }
}

/// Whoever stops before the end lets go of the file.
impl Drop for Scan {
    fn drop(&mut self) {
        self.batches = None;
        if let Some(thread) = self.thread.take() {
            // Its panics are caught.
            let _ = thread.join();
        }
    }
}

/// Rows behind each other: as many as are handed over are two pieces of memory.
#[derive(Default)]
struct Rows {
    bytes: Vec<u8>,
    /// Where each one's key and bytes end.
    ends: Vec<(usize, usize)>,
}

impl Rows {
    fn push(&mut self, key: &[u8], bytes: &[u8]) {
        self.bytes.extend_from_slice(key);
        let end = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        self.ends.push((end, self.bytes.len()));
    }

    fn take(&mut self) -> Vec<KeyAndBytes> {
        let room = self.bytes.len() + self.bytes.len() / 8;
        let bytes = std::mem::replace(&mut self.bytes, Vec::with_capacity(room));
        let (bytes, mut from) = (Bytes::from(bytes), 0);
        let row = |(key, end)| {
            let row = (bytes.slice(from..key), bytes.slice(key..end));
            from = end;
            row
        };
        self.ends.drain(..).map(row).collect()
    }
}

fn hand_over(
    range: All,
    sum: &Mutex<Sum>,
    batches: &SyncSender<Batch>,
) -> std::result::Result<(), SavedError> {
    let mut all = Sum::default();
    let mut batch = Rows::default();
    for row in range {
        let (key, value) = row.map_err(|error| SavedError::Damaged(error.to_string()))?;
        let (key, value) = (key.value(), value.value());
        let row = Stored::of(key, value);
        let row = row.ok_or_else(|| SavedError::Damaged("a row is another one".to_owned()))?;
        all.add(&row);
        batch.push(key, row.bytes);
        if batch.ends.len() == ROWS && batches.send(Ok(batch.take())).is_err() {
            return Ok(());
        }
    }
    *sum.lock().unwrap_or_else(PoisonError::into_inner) = all;
    let _ = batches.send(Ok(batch.take()));
    Ok(())
}
