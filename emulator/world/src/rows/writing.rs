//! What has changed, row by row.

use super::{Guard, Place, RowKey, SCOPE, Scope};
use crate::state_format::{SavedError, encode};
use imbl::OrdMap;
use imbl::ordmap::DiffItem;
use parhelion_wire::body::Folder;
use parhelion_wire::body::stored::{Store, keep_bodies};
use serde::Serialize;
use std::any::Any;
use std::sync::Arc;

/// A row of a world.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// What stands in it.
    pub bytes: Vec<u8>,
    /// The files of bodies that it names, which are there as long as these are held.
    pub bodies: Store,
}

/// What is to be done to a store's rows.
#[derive(Clone, Debug)]
pub enum Change {
    /// The row of this key is this one now.
    Put(Vec<u8>, Row),
    /// The row of this key is gone, with all rows whose keys begin with it.
    Remove(Vec<u8>),
}

/// The maps that were written last, by the paths of their tables.
type Tables = OrdMap<Vec<u8>, Arc<dyn Any + Send + Sync>>;

/// What was written last. A copy of it costs nothing: who cannot keep what was written goes back to it.
#[derive(Clone, Default)]
pub struct Written {
    tables: Tables,
    /// Rows outside of tables, as they were.
    rows: OrdMap<Vec<u8>, Arc<[u8]>>,
}

/// Writing under way.
pub(super) struct Writing {
    tables: Tables,
    place: Place,
    changes: Vec<Change>,
    folder: Arc<Folder>,
}

impl Written {
    pub(super) fn of(tables: Tables, rows: OrdMap<Vec<u8>, Arc<[u8]>>) -> Self {
        Self { tables, rows }
    }

    /// What changes by a closure that writes rows ([`write_row`], [`write_map`]). Files of bodies lie in
    /// `folder`, or are brought there.
    pub(crate) fn write(
        &mut self,
        folder: &Arc<Folder>,
        write: impl FnOnce(&mut Self) -> Result<(), SavedError>,
    ) -> Result<Vec<Change>, SavedError> {
        let before = self.clone();
        let writing = Writing {
            tables: std::mem::take(&mut self.tables),
            place: Place::default(),
            changes: Vec::new(),
            folder: folder.clone(),
        };
        let guard = Guard::enter(Scope::Writing(writing));
        let written = write(self);
        match (guard.leave(), written) {
            (Some(Scope::Writing(writing)), Ok(())) => {
                self.tables = writing.tables;
                Ok(writing.changes)
            }
            (_, failed) => {
                *self = before;
                Err(failed.err().unwrap_or_else(|| SavedError::Unsaved("nothing".to_owned())))
            }
        }
    }

    /// A row outside of all tables, if it is another one than it was.
    pub(crate) fn write_row(
        &mut self,
        key: Vec<u8>,
        encode: impl FnOnce() -> Result<Vec<u8>, SavedError>,
    ) -> Result<(), SavedError> {
        let row = row(&key, encode)?;
        if self.rows.get(&key).is_some_and(|last| **last == *row.bytes) {
            return Ok(());
        }
        self.rows.insert(key.clone(), row.bytes.as_slice().into());
        push(Change::Put(key, row));
        Ok(())
    }

    /// Removes a row outside of all tables, with all that is below it.
    pub(crate) fn remove_row(&mut self, key: Vec<u8>) {
        self.rows.remove(&key);
        remove(key);
    }
}

fn with<R>(f: impl FnOnce(&mut Writing) -> R) -> Option<R> {
    SCOPE.with_borrow_mut(|scope| match scope {
        Some(Scope::Writing(writing)) => Some(f(writing)),
        Some(Scope::Reading(_)) | None => None,
    })
}

pub(super) fn is_under_way() -> bool {
    with(|_| ()).is_some()
}

fn push(change: Change) {
    with(|writing| writing.changes.push(change));
}

/// A row, and the tables in it.
fn row(
    key: &[u8],
    encode: impl FnOnce() -> Result<Vec<u8>, SavedError>,
) -> Result<Row, SavedError> {
    let none = || SavedError::Unsaved("nothing is written".to_owned());
    let enter = |writing: &mut Writing| {
        let around = std::mem::replace(&mut writing.place, Place::of(key.to_owned()));
        (around, writing.folder.clone())
    };
    let (around, folder) = with(enter).ok_or_else(none)?;
    let (bytes, bodies) = keep_bodies(folder, encode);
    with(|writing| writing.place = around);
    Ok(Row { bytes: bytes?, bodies })
}

/// A row is gone, with all that was below it.
fn remove(key: Vec<u8>) {
    with(|writing| {
        let below = writing.tables.range(key.clone()..).map(|(path, _)| path.clone());
        let below: Vec<_> = below.take_while(|path| path.starts_with(&key)).collect();
        below.iter().for_each(|path| drop(writing.tables.remove(path)));
        writing.changes.push(Change::Remove(key));
    });
}

/// The next table of the row that is written.
pub(super) fn write_table<K, V>(map: &OrdMap<K, V>) -> Result<(), SavedError>
where
    K: RowKey,
    V: Clone + PartialEq + Serialize + Send + Sync + 'static,
{
    let path = with(|writing| writing.place.next_table()).unwrap_or_default();
    write_map(path, map, encode)
}

/// The rows of a map, below a path.
pub(crate) fn write_map<K, V>(
    path: Vec<u8>,
    map: &OrdMap<K, V>,
    encode: impl Fn(&V) -> Result<Vec<u8>, SavedError>,
) -> Result<(), SavedError>
where
    K: RowKey,
    V: Clone + PartialEq + Send + Sync + 'static,
{
    let last = with(|writing| writing.tables.get(&path).cloned()).flatten();
    let last = last.and_then(|last| last.downcast::<OrdMap<K, V>>().ok()).unwrap_or_default();
    if last.ptr_eq(map) {
        return Ok(());
    }
    for item in last.diff(map) {
        let (DiffItem::Add(key, _)
        | DiffItem::Update { new: (key, _), .. }
        | DiffItem::Remove(key, _)) = item;
        let mut row_key = path.clone();
        key.write(&mut row_key);
        match item {
            DiffItem::Add(_, value) | DiffItem::Update { new: (_, value), .. } => {
                let row = row(&row_key, || encode(value))?;
                push(Change::Put(row_key, row));
            }
            DiffItem::Remove(..) => remove(row_key),
        }
    }
    with(|writing| writing.tables.insert(path, Arc::new(map.clone())));
    Ok(())
}
