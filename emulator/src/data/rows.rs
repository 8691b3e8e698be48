//! Rows in a file: a B-tree whose transactions are whole or not there (redb). Each row has a check of its
//! key and its bytes, and the sum of all checks is committed with them: a row that is lost or another one
//! is found when the rows are read.

use super::meta::Meta;
use super::scan::Scan;
use parhelion_wire::body::stored::ContentId;
use parhelion_wire::checksum::{Algorithm, Hasher};
use parhelion_world::rows::{Change, Row};
use redb::backends::FileBackend;
use redb::{
    Database, Durability, ReadableDatabase, ReadableTable, StorageBackend, TableDefinition,
};
use std::fs::OpenOptions;
use std::io::{Error, ErrorKind, Result};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

const ROWS: TableDefinition<&[u8], &[u8]> = TableDefinition::new("rows");
const META: TableDefinition<&str, &[u8]> = TableDefinition::new("meta");
const OF_META: &str = "meta";

/// How much of the file is kept in memory: it is read once, from the first row to the last.
const CACHE: usize = 16 << 20;

/// How the file is reached.
pub(super) type Backend = Arc<dyn Fn(&Path) -> Result<Box<dyn StorageBackend>> + Send + Sync>;

/// The system's file.
pub(super) fn file(path: &Path) -> Result<Box<dyn StorageBackend>> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    // There are secrets in it.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    Ok(Box::new(FileBackend::new(file).map_err(failed)?))
}

/// A backend of a type that is known only when it runs.
#[derive(Debug)]
struct Reached(Box<dyn StorageBackend>);

impl StorageBackend for Reached {
    fn len(&self) -> Result<u64> {
        self.0.len()
    }
    fn read(&self, offset: u64, out: &mut [u8]) -> Result<()> {
        self.0.read(offset, out)
    }
    fn set_len(&self, len: u64) -> Result<()> {
        self.0.set_len(len)
    }
    fn sync_data(&self) -> Result<()> {
        self.0.sync_data()
    }
    fn write(&self, offset: u64, data: &[u8]) -> Result<()> {
        self.0.write(offset, data)
    }
    fn close(&self) -> Result<()> {
        self.0.close()
    }
}

/// The store.
pub(super) struct Rows {
    path: PathBuf,
    backend: Backend,
    /// `None`: an error has closed it, and it is opened again when it is next wanted.
    database: Option<Database>,
}

/// What rows add up to as they are read.
#[derive(Default)]
pub(super) struct Sum {
    rows: u64,
    sum: u64,
    /// The files that they name.
    pub named: Vec<ContentId>,
}

/// What a commit comes to.
#[derive(Default)]
pub(super) struct Committed {
    pub meta: Meta,
    /// The files that the rows before named.
    pub unnamed: Vec<ContentId>,
}

impl Rows {
    /// # Errors
    /// It cannot be opened, or is none.
    pub(super) fn open(path: PathBuf, backend: Backend) -> Result<Self> {
        let database = Some(open(&path, &backend)?);
        Ok(Self { path, backend, database })
    }

    /// Damage in what the library keeps for itself is found here at the latest, and may end in a panic:
    /// whatever matters has been committed before.
    fn close(&mut self) {
        let database = self.database.take();
        let _ = catch_unwind(AssertUnwindSafe(|| drop(database)));
    }

    fn database(&mut self) -> Result<&Database> {
        match &mut self.database {
            Some(database) => Ok(database),
            closed => Ok(closed.insert(open(&self.path, &self.backend)?)),
        }
    }

    /// # Errors
    /// It cannot be read, or is of another time.
    pub(super) fn meta(&mut self) -> Result<Meta> {
        let begun = self.database()?.begin_read().map_err(failed)?;
        let table = match begun.open_table(META) {
            Err(redb::TableError::TableDoesNotExist(_)) => return Ok(Meta::default()),
            table => table.map_err(failed)?,
        };
        let meta = table.get(OF_META).map_err(failed)?;
        meta.map_or_else(|| Ok(Meta::default()), |meta| Meta::of(meta.value()))
    }

    /// All rows, in the order of their keys; they add up to `sum` once the last has been read.
    ///
    /// # Errors
    /// They cannot be read.
    pub(super) fn read(&mut self, sum: &Arc<Mutex<Sum>>) -> Result<Scan> {
        let begun = self.database()?.begin_read().map_err(failed)?;
        let table = begun.open_table(ROWS).map_err(failed)?;
        let range = table.range::<&[u8]>(..).map_err(failed)?;
        Scan::of(range, begun, sum)
    }

    /// Commits changes; they are safe then.
    ///
    /// # Errors
    /// The disk's. All of it is there then, or nothing: [`Rows::meta`] knows, once it can be read.
    pub(super) fn commit(&mut self, changes: &[Change], committed: &mut Committed) -> Result<()> {
        let database = self.database()?;
        let commit = catch_unwind(AssertUnwindSafe(|| commit(database, changes, committed)));
        let done = commit.unwrap_or_else(|_| Err(Error::other("rows.redb cannot be written")));
        if done.is_err() {
            // What it thinks of the file may be wrong now.
            self.close();
        }
        done
    }
}

impl Drop for Rows {
    fn drop(&mut self) {
        self.close();
    }
}

fn open(path: &Path, backend: &Backend) -> Result<Database> {
    let opened = catch_unwind(AssertUnwindSafe(|| {
        let reached = Reached(backend(path)?);
        Database::builder().set_cache_size(CACHE).create_with_backend(reached).map_err(failed)
    }));
    let damaged = || Err(Error::new(ErrorKind::InvalidData, "it is not what was written"));
    opened.unwrap_or_else(|_| damaged()).map_err(|error| {
        let path = path.display();
        Error::new(error.kind(), format!("--data: {path} cannot be opened: {error}"))
    })
}

fn commit(database: &Database, changes: &[Change], committed: &mut Committed) -> Result<()> {
    let mut begun = database.begin_write().map_err(failed)?;
    begun.set_durability(Durability::Immediate).map_err(failed)?;
    {
        let mut table = begun.open_table(ROWS).map_err(failed)?;
        for change in changes {
            match change {
                Change::Put(key, row) => {
                    let (check, value) = stored(key, row);
                    let before = table.insert(key.as_slice(), value.as_slice()).map_err(failed)?;
                    if let Some(before) = before {
                        committed.leaves(key, before.value())?;
                    }
                    committed.enters(check);
                }
                Change::Remove(prefix) => {
                    remove(&mut table, prefix, committed)?;
                }
            }
        }
    }
    {
        let mut table = begun.open_table(META).map_err(failed)?;
        let bytes = committed.meta.bytes()?;
        table.insert(OF_META, bytes.as_slice()).map_err(failed)?;
    }
    begun.commit().map_err(failed)
}

type Table<'a> = redb::Table<'a, &'static [u8], &'static [u8]>;

/// Removes a row and all below it.
fn remove(table: &mut Table<'_>, prefix: &[u8], committed: &mut Committed) -> Result<()> {
    let mut keys = Vec::new();
    for entry in table.range(prefix..).map_err(failed)? {
        let (key, value) = entry.map_err(failed)?;
        if !key.value().starts_with(prefix) {
            break;
        }
        committed.leaves(key.value(), value.value())?;
        keys.push(key.value().to_vec());
    }
    for key in keys {
        table.remove(key.as_slice()).map_err(failed)?;
    }
    Ok(())
}

impl Committed {
    fn enters(&mut self, check: u64) {
        self.meta.rows += 1;
        self.meta.sum = self.meta.sum.wrapping_add(check);
    }

    fn leaves(&mut self, key: &[u8], value: &[u8]) -> Result<()> {
        let row = Stored::of(key, value).ok_or_else(another)?;
        self.meta.rows = self.meta.rows.saturating_sub(1);
        self.meta.sum = self.meta.sum.wrapping_sub(row.check);
        self.unnamed.extend(row.named());
        Ok(())
    }
}

impl Sum {
    pub(super) fn add(&mut self, row: &Stored<'_>) {
        self.rows += 1;
        self.sum = self.sum.wrapping_add(row.check);
        self.named.extend(row.named());
    }

    /// Whether these are all rows that were committed, and no others.
    pub(super) fn is_of(&self, meta: &Meta) -> bool {
        (self.rows, self.sum) == (meta.rows, meta.sum)
    }
}

/// A row as it lies in the file: its check, the files that it names, its bytes.
pub(super) struct Stored<'a> {
    check: u64,
    names: &'a [u8],
    pub bytes: &'a [u8],
}

impl<'a> Stored<'a> {
    /// `None`: it is not what was written.
    pub(super) fn of(key: &[u8], value: &'a [u8]) -> Option<Self> {
        let (written, rest) = value.split_first_chunk()?;
        let check = u64::from_le_bytes(*written);
        if check != checked(key, rest) {
            return None;
        }
        let (count, rest) = rest.split_first_chunk()?;
        let (names, bytes) =
            rest.split_at_checked(u32::from_le_bytes(*count) as usize * ContentId::BYTES)?;
        Some(Self { check, names, bytes })
    }

    fn named(&self) -> impl Iterator<Item = ContentId> {
        self.names.chunks_exact(ContentId::BYTES).filter_map(ContentId::from_bytes)
    }
}

/// A row as it is to lie in the file, and its check.
fn stored(key: &[u8], row: &Row) -> (u64, Vec<u8>) {
    let mut rest = Vec::with_capacity(12 + row.bytes.len());
    rest.extend_from_slice(&[0; 8]);
    rest.extend_from_slice(&(row.bodies.len() as u32).to_le_bytes());
    row.bodies.keys().for_each(|id| rest.extend_from_slice(&id.to_bytes()));
    rest.extend_from_slice(&row.bytes);
    let check = checked(key, rest.get(8..).unwrap_or_default());
    if let Some(place) = rest.first_chunk_mut() {
        *place = check.to_le_bytes();
    }
    (check, rest)
}

/// Of a row's key and all that stands behind its check.
fn checked(key: &[u8], rest: &[u8]) -> u64 {
    let mut hasher = Hasher::new(Algorithm::Crc64Nvme);
    hasher.update(&(key.len() as u64).to_le_bytes());
    hasher.update(key);
    hasher.update(rest);
    hasher.finish().bytes().try_into().map_or(0, u64::from_be_bytes)
}

fn another() -> Error {
    Error::new(ErrorKind::InvalidData, "a row of rows.redb is not what was written")
}

fn failed(error: impl Into<redb::Error>) -> Error {
    match error.into() {
        redb::Error::Io(error) => error,
        error => Error::other(error.to_string()),
    }
}
