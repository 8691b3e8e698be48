//! What has changed, row by row.

use super::numbered::{Numbered, Same};
use super::place::{Guard, Local, Place};
use super::{OF_FORMAT, OF_SHAPES, RowKey};
use crate::format::{self, Shapes};
use crate::state_format::SavedError;
use imbl::ordmap::DiffItem;
use imbl::ordset::DiffItem as SetItem;
use imbl::{OrdMap, OrdSet, Vector};
use parhelion_wire::body::Folder;
use parhelion_wire::body::stored::{Store, keep_bodies};
use serde::Serialize;
use std::any::Any;
use std::cell::RefCell;
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
    /// The names of fields that rows have the numbers of.
    shapes: Arc<Shapes>,
    store: Holds,
}

/// What a store holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Holds {
    #[default]
    Nothing,
    /// Rows of an earlier version, none of which is to stay.
    Earlier,
    Rows,
}

/// Writing under way.
pub(super) struct Writing {
    tables: Tables,
    place: Place,
    changes: Vec<Change>,
    folder: Arc<Folder>,
    shapes: Arc<Shapes>,
}

impl Written {
    pub(super) fn of(
        tables: Tables,
        rows: OrdMap<Vec<u8>, Arc<[u8]>>,
        shapes: Arc<Shapes>,
    ) -> Self {
        Self { tables, rows, shapes, store: Holds::Rows }
    }

    /// Of rows that were read in an earlier version: with the next changes they all go, and are written
    /// anew.
    pub(super) fn earlier() -> Self {
        Self { store: Holds::Earlier, ..Self::default() }
    }

    /// Whether all is written with the next changes, whatever has changed.
    pub fn is_all_to_be_written(&self) -> bool {
        self.store != Holds::Rows
    }

    /// What changes by a closure that writes rows ([`write_row`], [`write_map`]). Files of bodies lie in
    /// `folder`, or are brought there.
    pub(crate) fn write(
        &mut self,
        folder: &Arc<Folder>,
        write: impl FnOnce(&mut Self) -> Result<(), SavedError>,
    ) -> Result<Vec<Change>, SavedError> {
        let before = self.clone();
        let mut writing = Writing {
            tables: std::mem::take(&mut self.tables),
            place: Place::default(),
            changes: Vec::new(),
            folder: folder.clone(),
            shapes: std::mem::take(&mut self.shapes),
        };
        if self.store == Holds::Earlier {
            writing.changes.push(Change::Remove(Vec::new()));
        }
        if self.store != Holds::Rows {
            let row = Row { bytes: vec![format::FORMAT], ..Row::default() };
            writing.changes.push(Change::Put(OF_FORMAT.to_vec(), row));
            self.store = Holds::Rows;
        }
        let guard = Guard::enter(&SCOPE, writing);
        let written = write(self);
        match (guard.leave(), written) {
            (Some(writing), Ok(())) => {
                (self.tables, self.shapes) = (writing.tables, writing.shapes);
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

thread_local! {
    static SCOPE: Local<Writing> = const { RefCell::new(None) };
}

fn with<R>(f: impl FnOnce(&mut Writing) -> R) -> Option<R> {
    SCOPE.with_borrow_mut(|scope| scope.as_mut().map(f))
}

pub(super) fn is_under_way() -> bool {
    with(|_| ()).is_some()
}

fn push(change: Change) {
    with(|writing| writing.changes.push(change));
}

/// The number of a shape: by it, rows name their fields. One that is new is written before they are.
/// `None`: there are too many, or nothing is written.
pub(crate) fn shape_number(text: &str) -> Option<u16> {
    let number = |writing: &mut Writing| {
        if let Some(number) = writing.shapes.number(text) {
            return Some(number);
        }
        let number = Arc::make_mut(&mut writing.shapes).add(text)?;
        let row = Row { bytes: text.as_bytes().to_vec(), ..Row::default() };
        let key = [OF_SHAPES, &number.to_be_bytes()].concat();
        writing.changes.push(Change::Put(key, row));
        Some(number)
    };
    with(number).flatten()
}

fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, SavedError> {
    format::write(value).map_err(|error| SavedError::Unsaved(error.to_string()))
}

/// A row, and the tables in it.
fn row(
    key: &[u8],
    encode: impl FnOnce() -> Result<Vec<u8>, SavedError>,
) -> Result<Row, SavedError> {
    let none = || SavedError::Unsaved("nothing is written".to_owned());
    let enter = |writing: &mut Writing| {
        let around = std::mem::replace(&mut writing.place, Place::of(key.to_owned().into()));
        (around, writing.folder.clone())
    };
    let (around, folder) = with(enter).ok_or_else(none)?;
    let (bytes, bodies) = keep_bodies(folder, encode);
    let left = |writing: &mut Writing| std::mem::replace(&mut writing.place, around).next_table();
    // A row may have had more tables than it has.
    if let Some(more) = with(left) {
        remove_tables(key, more);
    }
    Ok(Row { bytes: bytes?, bodies })
}

/// The tables of a row from this one on are gone.
fn remove_tables(row: &[u8], from: Vec<u8>) {
    let find = |writing: &mut Writing| {
        let all = writing.tables.range(from..).map(|(path, _)| path);
        let of_row = all.take_while(|path| path.starts_with(row));
        of_row.filter_map(|path| path.get(..row.len() + 2).map(<[u8]>::to_vec)).collect()
    };
    let gone: std::collections::BTreeSet<Vec<u8>> = with(find).unwrap_or_default();
    gone.into_iter().for_each(remove);
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

/// The table that was written last below a path. One of another kind goes with all its rows.
fn last<T: Default + Send + Sync + 'static>(path: &[u8]) -> Arc<T> {
    let last = with(|writing| writing.tables.get(path).cloned()).flatten();
    let last = last.map(|last| last.downcast::<T>());
    if let Some(Err(_)) = &last {
        remove(path.to_vec());
    }
    last.and_then(Result::ok).unwrap_or_default()
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
    let last = last::<OrdMap<K, V>>(&path);
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

/// The next table of the row that is written, with nothing in its rows.
pub(super) fn write_set<K: RowKey>(members: &OrdSet<K>) -> Result<(), SavedError> {
    let path = with(|writing| writing.place.next_table()).unwrap_or_default();
    let last = last::<OrdSet<K>>(&path);
    if last.ptr_eq(members) {
        return Ok(());
    }
    for item in last.diff(members) {
        let (SetItem::Add(key) | SetItem::Remove(key)) = item;
        let mut row_key = path.clone();
        key.write(&mut row_key);
        match item {
            SetItem::Remove(_) => remove(row_key),
            SetItem::Add(_) => push(Change::Put(row_key, Row::default())),
        }
    }
    with(|writing| writing.tables.insert(path, Arc::new(members.clone())));
    Ok(())
}

/// The next table of the row that is written, whose rows are numbered in their order.
pub(super) fn write_queue<T>(items: &Vector<T>) -> Result<(), SavedError>
where
    T: Clone + Same + Serialize + Send + Sync + 'static,
{
    let path = with(|writing| writing.place.next_table()).unwrap_or_default();
    let last = last::<Numbered<T>>(&path);
    if last.items.ptr_eq(items) {
        return Ok(());
    }
    let row_key = |number: u64| [path.as_slice(), &number.to_be_bytes()].concat();
    let (numbers, changed, gone) = last.followed_by(items);
    gone.into_iter().for_each(|number| remove(row_key(number)));
    for (number, item) in changed.clone().filter_map(|at| Some((*numbers.get(at)?, items.get(at)?)))
    {
        let row_key = row_key(number);
        let row = row(&row_key, || encode(item))?;
        push(Change::Put(row_key, row));
    }
    let written = Numbered { items: items.clone(), numbers };
    with(|writing| writing.tables.insert(path, Arc::new(written)));
    Ok(())
}
