//! A world's rows, read once from the first to the last.

use super::RowKey;
use super::numbered::Numbered;
use super::place::{Guard, Local, Place};
use super::writing::Written;
use crate::state_format::{SavedError, decode};
use imbl::{OrdMap, OrdSet, Vector};
use parhelion_wire::body::Folder;
use parhelion_wire::body::stored::load_kept_bodies;
use serde::de::DeserializeOwned;
use std::any::Any;
use std::cell::RefCell;
use std::iter::Peekable;
use std::sync::Arc;

/// A row's key, and what stands in it.
pub type KeyAndBytes = (Vec<u8>, Vec<u8>);

/// In the order of their keys.
type Rows = Box<dyn Iterator<Item = Result<KeyAndBytes, SavedError>>>;

/// Reading under way.
pub(super) struct Reading {
    rows: Peekable<Rows>,
    place: Place,
    tables: OrdMap<Vec<u8>, Arc<dyn Any + Send + Sync>>,
    outside: OrdMap<Vec<u8>, Arc<[u8]>>,
}

/// Runs a closure that reads rows ([`next_row`], [`read_map`]); gives what it made, and what was written.
///
/// # Errors
/// The closure's; a row is left that nobody wants.
pub(super) fn read<R>(
    rows: impl Iterator<Item = Result<KeyAndBytes, SavedError>> + 'static,
    folder: &Arc<Folder>,
    read: impl FnOnce() -> Result<R, SavedError>,
) -> Result<(R, Written), SavedError> {
    let rows: Rows = Box::new(rows);
    let guard = Guard::enter(
        &SCOPE,
        Reading {
            rows: rows.peekable(),
            place: Place::default(),
            tables: OrdMap::new(),
            outside: OrdMap::new(),
        },
    );
    let made = load_kept_bodies(folder.clone(), read);
    let Some(mut reading) = guard.leave() else {
        return Err(damaged("nothing was read"));
    };
    let made = made?;
    match reading.rows.next().transpose()? {
        None => Ok((made, Written::of(reading.tables, reading.outside))),
        Some((key, _)) => Err(damaged(&format!("there is a row that is not known: {key:02x?}"))),
    }
}

thread_local! {
    static SCOPE: Local<Reading> = const { RefCell::new(None) };
}

fn with<R>(f: impl FnOnce(&mut Reading) -> R) -> Option<R> {
    SCOPE.with_borrow_mut(|scope| scope.as_mut().map(f))
}

pub(super) fn is_under_way() -> bool {
    with(|_| ()).is_some()
}

/// The next row below a path: the rest of its key, and what stands in it.
fn next_below(path: &[u8]) -> Result<Option<KeyAndBytes>, SavedError> {
    let next = |reading: &mut Reading| {
        let is_below = match reading.rows.peek() {
            Some(Ok((key, _))) => key.starts_with(path),
            Some(Err(_)) => true,
            None => false,
        };
        if is_below { reading.rows.next() } else { None }
    };
    with(next).flatten().transpose()
}

/// What is made of a row: its tables are read where they are met.
fn of_row<R>(key: Vec<u8>, read: impl FnOnce() -> Result<R, SavedError>) -> Result<R, SavedError> {
    let around = with(|reading| std::mem::replace(&mut reading.place, Place::of(key)));
    let made = read();
    with(|reading| reading.place = around.unwrap_or_default());
    made
}

/// The next row outside of all tables that begins with `prefix`: the rest of its key, and what is made of
/// what stands in it.
pub(crate) fn next_row<R>(
    prefix: &[u8],
    read: impl FnOnce(&[u8], &[u8]) -> Result<R, SavedError>,
) -> Result<Option<R>, SavedError> {
    let Some((key, bytes)) = next_below(prefix)? else { return Ok(None) };
    with(|reading| reading.outside.insert(key.clone(), bytes.as_slice().into()));
    let rest = key.get(prefix.len()..).unwrap_or_default().to_owned();
    of_row(key, || read(&rest, &bytes)).map(Some)
}

/// The next table of the row that is read.
pub(super) fn read_table<K, V>() -> Result<OrdMap<K, V>, SavedError>
where
    K: RowKey,
    V: Clone + DeserializeOwned + Send + Sync + 'static,
{
    let path = with(|reading| reading.place.next_table()).unwrap_or_default();
    read_map(path, decode)
}

/// The next table of the row that is read, with nothing in its rows.
pub(super) fn read_set<K: RowKey>() -> Result<OrdSet<K>, SavedError> {
    let path = with(|reading| reading.place.next_table()).unwrap_or_default();
    let mut all = Vec::new();
    while let Some((key, _)) = next_below(&path)? {
        let mut rest = key.get(path.len()..).unwrap_or_default();
        let member = K::read(&mut rest).filter(|_| rest.is_empty());
        all.push(member.ok_or_else(|| no_key(&path))?);
    }
    let members: OrdSet<K> = all.into_iter().collect();
    with(|reading| reading.tables.insert(path, Arc::new(members.clone())));
    Ok(members)
}

/// The next table of the row that is read, whose rows are numbered in their order.
pub(super) fn read_queue<T>() -> Result<Vector<T>, SavedError>
where
    T: Clone + DeserializeOwned + Send + Sync + 'static,
{
    let path = with(|reading| reading.place.next_table()).unwrap_or_default();
    let mut read = Numbered::default();
    while let Some((key, bytes)) = next_below(&path)? {
        let mut rest = key.get(path.len()..).unwrap_or_default();
        let number = u64::read(&mut rest).filter(|_| rest.is_empty());
        read.numbers.push_back(number.ok_or_else(|| no_key(&path))?);
        read.items.push_back(of_row(key, || decode(&bytes))?);
    }
    let items = read.items.clone();
    with(|reading| reading.tables.insert(path, Arc::new(read)));
    Ok(items)
}

/// The map whose rows are below a path.
pub(crate) fn read_map<K, V>(
    path: Vec<u8>,
    decode: impl Fn(&[u8]) -> Result<V, SavedError>,
) -> Result<OrdMap<K, V>, SavedError>
where
    K: RowKey,
    V: Clone + Send + Sync + 'static,
{
    let mut all = Vec::new();
    while let Some((key, bytes)) = next_below(&path)? {
        let mut rest = key.get(path.len()..).unwrap_or_default();
        let of_table = K::read(&mut rest).filter(|_| rest.is_empty());
        let of_table = of_table.ok_or_else(|| no_key(&path))?;
        all.push((of_table, of_row(key, || decode(&bytes))?));
    }
    let map: OrdMap<K, V> = all.into_iter().collect();
    with(|reading| reading.tables.insert(path, Arc::new(map.clone())));
    Ok(map)
}

fn no_key(path: &[u8]) -> SavedError {
    damaged(&format!("below {path:02x?} is a row whose key cannot be"))
}

pub(crate) fn damaged(why: &str) -> SavedError {
    SavedError::Damaged(why.to_owned())
}
