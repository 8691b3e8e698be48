//! The rows of one table, read by several threads where there are many of them: what stands in a row whose
//! neighbours are not below it depends on nothing around it.

use super::RowKey;
use super::reading::{Around, KeyAndBytes, Read, damaged, next_below, next_run, of_row};
use crate::state_format::SavedError;
use std::any::Any;
use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};

/// How many rows a thread takes at once. Where there are fewer, none is worth its beginning.
pub(super) const RUN: usize = 512;

/// More would wait for the rows.
const THREADS_MAX: usize = 4;

/// The keys and values of a run of rows: a vector of pairs. Threads and what is between them know no types,
/// or they were compiled for each table.
type Pairs = Box<dyn Any + Send>;

/// What was read of a run of rows.
type Done = Result<Read<Pairs>, SavedError>;

/// Rows to be read, and who waits for them.
struct Job {
    rows: Vec<KeyAndBytes>,
    reply: SyncSender<Done>,
}

/// Reads the rows below a path, each by its key and by `value` of what stands in it, in their order.
///
/// # Errors
/// A row cannot be read, or is none of the table's.
pub(super) fn read_rows<K: RowKey, V: Send + 'static>(
    path: &[u8],
    value: impl Fn(&[u8]) -> Result<V, SavedError> + Sync,
    mut take: impl FnMut(K, V),
) -> Result<(), SavedError> {
    let pairs = |rows: Vec<KeyAndBytes>| -> Result<Vec<(K, V)>, SavedError> {
        rows.into_iter().map(|row| read_row(path, row, &value)).collect()
    };
    loop {
        let run = next_run(path);
        if run.len() == RUN {
            let read = |rows| Ok(Box::new(pairs(rows)?) as Pairs);
            read_many(path, run, &read, &mut |read| {
                let pairs = read.downcast::<Vec<(K, V)>>().map_err(|_| nobody())?;
                pairs.into_iter().for_each(|(key, value)| take(key, value));
                Ok(())
            })?;
        } else {
            pairs(run)?.into_iter().for_each(|(key, value)| take(key, value));
        }
        // One that has rows below it, or none.
        let Some(row) = next_below(path)? else { return Ok(()) };
        let (key, value) = read_row(path, row, &value)?;
        take(key, value);
    }
}

fn read_row<K: RowKey, V>(
    path: &[u8],
    (key, bytes): KeyAndBytes,
    value: impl Fn(&[u8]) -> Result<V, SavedError>,
) -> Result<(K, V), SavedError> {
    let mut rest = key.get(path.len()..).unwrap_or_default();
    let of_table = K::read(&mut rest).filter(|_| rest.is_empty());
    let of_table = of_table.ok_or_else(|| no_key(path))?;
    Ok((of_table, of_row(key, || value(&bytes))?))
}

/// Reads runs until one is not full.
fn read_many(
    path: &[u8],
    first: Vec<KeyAndBytes>,
    read: &(dyn Fn(Vec<KeyAndBytes>) -> Result<Pairs, SavedError> + Sync),
    take: &mut dyn FnMut(Pairs) -> Result<(), SavedError>,
) -> Result<(), SavedError> {
    let around = Around::here().ok_or_else(nobody)?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(THREADS_MAX);
    let (jobs, wanted) = sync_channel::<Job>(2 * threads);
    let wanted = Mutex::new(wanted);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| work(&around, &wanted, read));
        }
        // With it the threads end.
        let jobs = jobs;
        let mut under_way = VecDeque::new();
        let mut finish = |done: Option<Receiver<Done>>| match done {
            None => Ok(()),
            Some(done) => take(done.recv().map_err(|_| nobody())??.keep()),
        };
        let mut rows = first;
        loop {
            let is_last = rows.len() < RUN;
            let (reply, done) = sync_channel(1);
            jobs.send(Job { rows, reply }).map_err(|_| nobody())?;
            under_way.push_back(done);
            if under_way.len() > 2 * threads {
                finish(under_way.pop_front())?;
            }
            if is_last {
                break;
            }
            rows = next_run(path);
        }
        under_way.into_iter().try_for_each(|done| finish(Some(done)))
    })
}

fn work(
    around: &Around,
    wanted: &Mutex<Receiver<Job>>,
    read: impl Fn(Vec<KeyAndBytes>) -> Result<Pairs, SavedError>,
) {
    loop {
        let job = wanted.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { rows, reply }) = job else { return };
        // Where somebody has failed, nobody waits any more.
        let _ = reply.send(around.read(|| read(rows)));
    }
}

fn nobody() -> SavedError {
    damaged("nobody reads it")
}

fn no_key(path: &[u8]) -> SavedError {
    damaged(&format!("below {path:02x?} is a row whose key cannot be"))
}
