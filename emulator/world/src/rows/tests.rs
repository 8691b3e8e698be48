#![allow(clippy::unwrap_used)]
//! Rows against the value that they are of, whatever changes in it.

use super::reading::{next_row, read};
use super::{Change, KeyAndBytes, Queue, Set, Table, Written, equal_by_identity};
use crate::random::Random;
use crate::state_format::{SavedError, decode, encode};
use parhelion_wire::body::{Folder, SystemDisk};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Outer {
    name: String,
    inner: Table<String, Arc<Inner>>,
    numbers: Set<u64>,
    texts: Queue<Arc<str>>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Inner {
    note: u64,
    keys: Table<i64, u64>,
    /// As many tables as there are.
    more: Vec<Table<u64, u64>>,
}

equal_by_identity!(Inner);

#[derive(Default)]
struct Store {
    rows: BTreeMap<Vec<u8>, Vec<u8>>,
    written: Written,
}

impl Store {
    fn commit(&mut self, folder: &Arc<Folder>, outer: &impl Serialize) -> usize {
        let row = |written: &mut Written| written.write_row(b"o".to_vec(), || encode(outer));
        let changes = self.written.write(folder, row).unwrap();
        self.apply(&changes);
        changes.len()
    }

    fn apply(&mut self, changes: &[Change]) {
        for change in changes {
            match change {
                Change::Put(key, row) => drop(self.rows.insert(key.clone(), row.bytes.clone())),
                Change::Remove(prefix) => self.rows.retain(|key, _| !key.starts_with(prefix)),
            }
        }
    }

    fn all(&self) -> impl Iterator<Item = Result<KeyAndBytes, SavedError>> + 'static {
        self.rows.clone().into_iter().map(|(key, bytes)| Ok((key.into(), bytes.into())))
    }

    fn read<T: DeserializeOwned>(&self, folder: &Arc<Folder>) -> (T, Written) {
        let rows = self.all();
        let read = read(rows, folder, || next_row(b"o", |_, bytes| decode::<T>(bytes)));
        let (outer, written) = read.unwrap();
        (outer.unwrap(), written)
    }
}

fn change(random: &mut Random, outer: &mut Outer) {
    let name = || ["a", "b\0c", "ä", ""].map(str::to_owned);
    let key = name()[random.below(4)].clone();
    match random.below(9) {
        0 => outer.name.push('x'),
        1 => drop(outer.inner.remove(&key)),
        2 => drop(outer.numbers.insert(random.next() % 20)),
        3 => drop(outer.numbers.remove(&(random.next() % 20))),
        4 => outer.texts.push_back(format!("t{}", random.next() % 5).into()),
        5 => drop(outer.texts.pop_front()),
        6 if !outer.texts.is_empty() => {
            let at = random.below(outer.texts.len());
            match random.below(3) {
                0 => drop(outer.texts.remove(at)),
                1 => outer.texts.insert(at, "between".into()),
                _ => drop(outer.texts.set(at, "another".into())),
            }
        }
        _ => {
            let inner = Arc::make_mut(outer.inner.entry(key).or_default());
            inner.note += 1;
            inner.keys.insert(random.below(9) as i64 - 4, random.next());
            match random.below(4) {
                0 => inner.more.push([(1, 2), (3, 4)].into_iter().collect()),
                1 => drop(inner.more.pop()),
                2 if !inner.more.is_empty() => drop(inner.more.remove(0)),
                _ => {}
            }
        }
    }
}

#[test]
fn rows_are_what_they_are_of() {
    let path = std::env::temp_dir().join(format!("parhelion-rows-{}", std::process::id()));
    let folder = Folder::lasting(&path, Arc::new(SystemDisk)).unwrap();
    for seed in 0..200 {
        let (mut random, mut outer, mut store) =
            (Random::new(seed), Outer::default(), Store::default());
        store.commit(&folder, &outer);
        for step in 0..40 {
            // A fork that is held, as by a keeper, makes every change a copy.
            let before = outer.clone();
            for _ in 0..1 + random.below(3) {
                change(&mut random, &mut outer);
            }
            store.commit(&folder, &outer);
            drop(before);
            let (read, mut written) = store.read::<Outer>(&folder);
            assert_eq!(format!("{outer:?}"), format!("{read:?}"), "seed {seed}, step {step}");
            let again = written
                .write(&folder, |written| written.write_row(b"o".to_vec(), || encode(&read)));
            assert!(again.unwrap().is_empty(), "seed {seed}, step {step}: written twice");
        }
        // Where nothing changes, nothing is written; where little does, little is.
        assert_eq!(store.commit(&folder, &outer), 0);
        outer.numbers.insert(1000);
        assert_eq!(store.commit(&folder, &outer), 1);
    }
    std::fs::remove_dir_all(path).unwrap();
}

/// A later version has tables that the one before had not, between others and behind them: what was written is
/// read, and written on.
#[test]
fn new_tables_among_old_ones() {
    #[derive(Clone, Debug, Default, Serialize, Deserialize)]
    struct Before {
        name: String,
        keys: Table<u64, u64>,
        texts: Table<u64, String>,
        pops: Vec<Inner>,
    }
    #[derive(Clone, Debug, Default, Serialize, Deserialize)]
    struct After {
        name: String,
        keys: Table<u64, u64>,
        #[serde(default)]
        between: Table<String, u64>,
        texts: Table<u64, String>,
        pops: Vec<Inner>,
        #[serde(default)]
        behind: Table<u64, u64>,
    }
    let path = std::env::temp_dir().join(format!("parhelion-rows-new-{}", std::process::id()));
    let folder = Folder::lasting(&path, Arc::new(SystemDisk)).unwrap();
    let mut store = Store::default();
    let keys = |keys: &[(i64, u64)]| keys.iter().copied().collect();
    let inner = Inner { note: 1, keys: keys(&[(1, 2)]), more: vec![Table::new()] };
    let before = Before {
        name: "a".to_owned(),
        keys: [(1, 1), (2, 2)].into_iter().collect(),
        texts: [(1, "one".to_owned()), (3, "three".to_owned())].into_iter().collect(),
        pops: vec![inner.clone(), inner],
    };
    store.commit(&folder, &before);
    let (mut after, written) = store.read::<After>(&folder);
    store.written = written;
    assert_eq!(
        format!("{:?}", (&after.keys, &after.texts)),
        format!("{:?}", (&before.keys, &before.texts))
    );
    for step in 0..3_u64 {
        match step {
            0 => drop(after.behind.insert(7, 7)),
            1 => drop(after.between.insert("x".to_owned(), 1)),
            _ => drop(after.texts.insert(9, "nine".to_owned())),
        }
        store.commit(&folder, &after);
        let (read, _) = store.read::<After>(&folder);
        assert_eq!(format!("{read:?}"), format!("{after:?}"), "step {step}");
    }
    std::fs::remove_dir_all(path).unwrap();
}

#[test]
fn rows_that_nobody_wants_or_that_are_missing_are_damage() {
    let path = std::env::temp_dir().join(format!("parhelion-rows-damage-{}", std::process::id()));
    let folder = Folder::lasting(&path, Arc::new(SystemDisk)).unwrap();
    let mut store = Store::default();
    let mut outer = Outer::default();
    outer.inner.insert("a".to_owned(), Arc::default());
    store.commit(&folder, &outer);
    for strange in [b"p".to_vec(), b"o\0\x09x".to_vec(), b"o\0\0a\0\0\0\x07q".to_vec()] {
        store.rows.insert(strange.clone(), encode(&0).unwrap());
        let rows = store.all();
        let read = read(rows, &folder, || next_row(b"o", |_, bytes| decode::<Outer>(bytes)));
        assert!(read.is_err(), "{strange:?}");
        store.rows.remove(&strange);
    }
    std::fs::remove_dir_all(path).unwrap();
}

/// Where there are many rows, several threads read them: in order, and with those that have rows below them
/// in between.
#[test]
fn many_rows_are_what_they_are_of() {
    let path = std::env::temp_dir().join(format!("parhelion-rows-many-{}", std::process::id()));
    let folder = Folder::lasting(&path, Arc::new(SystemDisk)).unwrap();
    let mut outer = Outer::default();
    for number in 0..5000 {
        outer.numbers.insert(number * 3);
        outer.texts.push_back(format!("t{number}").into());
        let mut inner = Inner { note: number, ..Inner::default() };
        if number % 1700 == 5 {
            inner.keys = (0..1500).map(|key| (key, number)).collect();
            inner.more.push([(1, 2)].into_iter().collect());
        }
        outer.inner.insert(format!("{number:05}"), Arc::new(inner));
    }
    let mut store = Store::default();
    store.commit(&folder, &outer);
    let (read_back, mut written) = store.read::<Outer>(&folder);
    assert_eq!(format!("{outer:?}"), format!("{read_back:?}"));
    let again = |written: &mut Written| written.write_row(b"o".to_vec(), || encode(&read_back));
    assert!(written.write(&folder, again).unwrap().is_empty(), "written twice");
    // One that cannot be read, somewhere among them.
    let key = [b"o\0\0".as_slice(), b"03333\0\0"].concat();
    store.rows.insert(key, vec![0xff]);
    let rows = store.all();
    let read = read(rows, &folder, || next_row(b"o", |_, bytes| decode::<Outer>(bytes)));
    assert!(read.is_err());
    std::fs::remove_dir_all(path).unwrap();
}

/// What was a map in its row is a table from the next change on.
#[test]
fn a_map_becomes_a_table() {
    #[derive(Clone, Debug, Serialize, Deserialize)]
    struct Before {
        entries: BTreeMap<String, u64>,
        members: Vec<u64>,
        list: Vec<Arc<str>>,
        last: Table<u64, u64>,
    }
    #[derive(Clone, Debug, Serialize, Deserialize)]
    struct After {
        entries: Table<String, u64>,
        members: Set<u64>,
        list: Queue<Arc<str>>,
        last: Table<u64, u64>,
    }
    equal_by_identity!(Before, After);
    let path = std::env::temp_dir().join(format!("parhelion-rows-map-{}", std::process::id()));
    let folder = Folder::lasting(&path, Arc::new(SystemDisk)).unwrap();
    let mut store = Store::default();
    let of = |number: u64| Before {
        entries: (0..number).map(|entry| (format!("e{entry}"), entry)).collect(),
        members: (0..number).collect(),
        list: (0..number).map(|item| format!("{item}").into()).collect(),
        last: (0..number).map(|key| (key, key)).collect(),
    };
    let before: Table<u64, Arc<Before>> = (1..4).map(|n| (n, Arc::new(of(n)))).collect();
    store.commit(&folder, &before);
    let (mut after, written) = store.read::<Table<u64, Arc<After>>>(&folder);
    store.written = written;
    for (number, After { entries, members, list, last }) in after.iter().map(|(n, it)| (n, &**it)) {
        let lengths = [entries.len(), members.len(), list.len(), last.len()];
        assert_eq!(lengths, [*number as usize; 4]);
    }
    // The first table of this row is another one than it was.
    Arc::make_mut(after.get_mut(&3).unwrap()).entries.insert("new".to_owned(), 7);
    store.commit(&folder, &after);
    let (again, _) = store.read::<Table<u64, Arc<After>>>(&folder);
    assert_eq!(format!("{again:?}"), format!("{after:?}"));
    std::fs::remove_dir_all(path).unwrap();
}
