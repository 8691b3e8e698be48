//! A world's rows, read once from the first to the last.

use super::in_parallel::{RUN, read_rows};
use super::numbered::Numbered;
use super::place::{Guard, Local, Place};
use super::writing::Written;
use super::{OF_FORMAT, OF_SHAPES, RowKey};
use crate::format::{self, Shapes};
use crate::state_format::{self, SavedError};
use bytes::Bytes;
use imbl::{OrdMap, OrdSet, Vector};
use parhelion_wire::body::Folder;
use parhelion_wire::body::stored::load_kept_bodies;
use serde::de::DeserializeOwned;
use std::any::Any;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Arc;

/// A row's key, and what stands in it.
pub type KeyAndBytes = (Bytes, Bytes);

/// In the order of their keys.
type AllRows = Box<dyn Iterator<Item = Result<KeyAndBytes, SavedError>>>;

/// The maps that were read, by the paths of their tables.
type Tables = OrdMap<Vec<u8>, Arc<dyn Any + Send + Sync>>;

/// Rows, and those that were looked at already.
struct Rows {
    left: AllRows,
    ahead: VecDeque<Result<KeyAndBytes, SavedError>>,
}

/// How values stand in rows.
#[derive(Clone)]
enum Form {
    /// As in saved worlds: before there was [`format`].
    OfSavedWorlds,
    OfRows(Arc<Shapes>),
}

/// What all threads know that read rows.
#[derive(Clone)]
pub(super) struct Around {
    form: Form,
    folder: Arc<Folder>,
}

/// Reading under way.
pub(super) struct Reading {
    rows: Rows,
    place: Place,
    tables: Tables,
    outside: OrdMap<Vec<u8>, Arc<[u8]>>,
    around: Around,
    /// Some of it is of an earlier version.
    is_earlier: bool,
}

/// What a thread has read for another one.
pub(super) struct Read<R> {
    made: R,
    tables: Tables,
}

impl Rows {
    fn new(left: AllRows) -> Self {
        Self { left, ahead: VecDeque::new() }
    }

    /// The row after so many.
    fn peek(&mut self, after: usize) -> Option<&Result<KeyAndBytes, SavedError>> {
        while self.ahead.len() <= after {
            self.ahead.push_back(self.left.next()?);
        }
        self.ahead.get(after)
    }

    fn next(&mut self) -> Option<Result<KeyAndBytes, SavedError>> {
        self.ahead.pop_front().or_else(|| self.left.next())
    }

    /// The next one, if it is below a path; an error always is.
    fn next_below(&mut self, path: &[u8]) -> Result<Option<KeyAndBytes>, SavedError> {
        let is_below = match self.peek(0) {
            Some(Ok((key, _))) => key.starts_with(path),
            Some(Err(_)) => true,
            None => false,
        };
        if is_below { self.next().transpose() } else { Ok(None) }
    }

    /// The next ones below a path that have no rows below them.
    fn next_run(&mut self, path: &[u8]) -> Vec<KeyAndBytes> {
        let mut run = Vec::new();
        while run.len() < RUN {
            self.peek(1);
            let Some(Ok((key, _))) = self.ahead.front() else { break };
            let has_rows = |next: &Result<KeyAndBytes, _>| {
                next.as_ref().is_ok_and(|(next, _)| next.starts_with(key))
            };
            if !key.starts_with(path) || self.ahead.get(1).is_some_and(has_rows) {
                break;
            }
            run.extend(self.next().and_then(Result::ok));
        }
        run
    }

    /// How values stand in these rows, which the first ones say.
    fn form(&mut self) -> Result<Form, SavedError> {
        let Some((_, bytes)) = self.next_below(OF_FORMAT)? else { return Ok(Form::OfSavedWorlds) };
        if *bytes != [format::FORMAT] {
            return Err(SavedError::RowsFormat(bytes.first().copied().unwrap_or_default().into()));
        }
        let mut shapes = Shapes::default();
        while let Some((key, text)) = self.next_below(OF_SHAPES)? {
            let text = std::str::from_utf8(&text).ok();
            let number = text.and_then(|text| shapes.add(text));
            if number.is_none_or(|number| key.get(OF_SHAPES.len()..) != Some(&number.to_be_bytes()))
            {
                return Err(damaged("the names of fields are others"));
            }
        }
        Ok(Form::OfRows(Arc::new(shapes)))
    }
}

impl Reading {
    fn new(rows: Rows, around: Around) -> Self {
        Self {
            rows,
            place: Place::default(),
            tables: OrdMap::new(),
            outside: OrdMap::new(),
            around,
            is_earlier: false,
        }
    }
}

impl Around {
    /// `None`: nothing is read.
    pub(super) fn here() -> Option<Self> {
        with(|reading| reading.around.clone())
    }

    /// Reads rows that this thread was given.
    pub(super) fn read<R>(
        &self,
        read: impl FnOnce() -> Result<R, SavedError>,
    ) -> Result<Read<R>, SavedError> {
        let none = Rows::new(Box::new(std::iter::empty()));
        let guard = Guard::enter(&SCOPE, Reading::new(none, self.clone()));
        let made = load_kept_bodies(self.folder.clone(), read);
        let tables = guard.leave().map(|reading| reading.tables).unwrap_or_default();
        Ok(Read { made: made?, tables })
    }
}

impl<R> Read<R> {
    /// As if this thread had read it.
    pub(super) fn keep(self) -> R {
        with(|reading| reading.tables.extend(self.tables));
        self.made
    }
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
    let mut rows = Rows::new(Box::new(rows));
    let around = Around { form: rows.form()?, folder: folder.clone() };
    let guard = Guard::enter(&SCOPE, Reading::new(rows, around));
    let made = load_kept_bodies(folder.clone(), read);
    let Some(mut reading) = guard.leave() else {
        return Err(damaged("nothing was read"));
    };
    let made = made?;
    if let Some((key, _)) = reading.rows.next().transpose()? {
        return Err(damaged(&format!("there is a row that is not known: {key:02x?}")));
    }
    let written = match reading.around.form {
        Form::OfRows(shapes) if !reading.is_earlier => {
            Written::of(reading.tables, reading.outside, shapes)
        }
        _ => Written::earlier(),
    };
    Ok((made, written))
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

/// Something that was read is of an earlier version: all rows are to be written anew.
pub(super) fn is_earlier() {
    with(|reading| reading.is_earlier = true);
}

/// The next row below a path.
pub(super) fn next_below(path: &[u8]) -> Result<Option<KeyAndBytes>, SavedError> {
    with(|reading| reading.rows.next_below(path)).unwrap_or(Ok(None))
}

/// The next rows below a path that have no rows below them, as many as a thread takes at once.
pub(super) fn next_run(path: &[u8]) -> Vec<KeyAndBytes> {
    with(|reading| reading.rows.next_run(path)).unwrap_or_default()
}

/// What is made of a row: its tables are read where they are met.
pub(super) fn of_row<R>(
    key: Bytes,
    read: impl FnOnce() -> Result<R, SavedError>,
) -> Result<R, SavedError> {
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
    with(|reading| reading.outside.insert(key.to_vec(), (&*bytes).into()));
    let rest = key.get(prefix.len()..).unwrap_or_default().to_owned();
    of_row(key, || read(&rest, &bytes)).map(Some)
}

/// What stands in a row of a table.
fn decode<T: DeserializeOwned>(form: &Form, bytes: &[u8]) -> Result<T, SavedError> {
    match form {
        Form::OfSavedWorlds => state_format::decode(bytes),
        Form::OfRows(shapes) => {
            let read = format::read(bytes, format::Form::Row(shapes));
            read.map_err(|error| damaged(&error.to_string()))
        }
    }
}

fn here() -> Result<(Vec<u8>, Form), SavedError> {
    let here = with(|reading| (reading.place.next_table(), reading.around.form.clone()));
    here.ok_or_else(|| damaged("nothing is read"))
}

/// The next table of the row that is read.
pub(super) fn read_table<K, V>() -> Result<OrdMap<K, V>, SavedError>
where
    K: RowKey,
    V: Clone + DeserializeOwned + Send + Sync + 'static,
{
    let (path, form) = here()?;
    read_map(path, |bytes| decode(&form, bytes))
}

/// The next table of the row that is read, with nothing in its rows.
pub(super) fn read_set<K: RowKey>() -> Result<OrdSet<K>, SavedError> {
    let (path, _) = here()?;
    let mut members: OrdSet<K> = OrdSet::new();
    read_rows(&path, |_| Ok(()), |member, ()| drop(members.insert(member)))?;
    with(|reading| reading.tables.insert(path, Arc::new(members.clone())));
    Ok(members)
}

/// The next table of the row that is read, whose rows are numbered in their order.
pub(super) fn read_queue<T>() -> Result<Vector<T>, SavedError>
where
    T: Clone + DeserializeOwned + Send + Sync + 'static,
{
    let (path, form) = here()?;
    let mut read = Numbered::default();
    let take = |number, item| {
        read.numbers.push_back(number);
        read.items.push_back(item);
    };
    read_rows(&path, |bytes| decode(&form, bytes), take)?;
    let items = read.items.clone();
    with(|reading| reading.tables.insert(path, Arc::new(read)));
    Ok(items)
}

/// The map whose rows are below a path.
pub(crate) fn read_map<K, V>(
    path: Vec<u8>,
    decode: impl Fn(&[u8]) -> Result<V, SavedError> + Sync,
) -> Result<OrdMap<K, V>, SavedError>
where
    K: RowKey,
    V: Clone + Send + Sync + 'static,
{
    let mut map: OrdMap<K, V> = OrdMap::new();
    read_rows(&path, decode, |key, value| drop(map.insert(key, value)))?;
    with(|reading| reading.tables.insert(path, Arc::new(map.clone())));
    Ok(map)
}

pub(crate) fn damaged(why: &str) -> SavedError {
    SavedError::Damaged(why.to_owned())
}
