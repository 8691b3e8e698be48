#![allow(clippy::unwrap_used)]
//! Rows against the value that they are of, whatever changes in it.

use super::reading::{next_row, read};
use super::{Change, Queue, Set, Table, Written, equal_by_identity};
use crate::random::Random;
use crate::state_format::{decode, encode};
use parhelion_wire::body::{Folder, SystemDisk};
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
    fn commit(&mut self, folder: &Arc<Folder>, outer: &Outer) -> usize {
        let row = |written: &mut Written| written.write_row(b"o".to_vec(), || encode(outer));
        let changes = self.written.write(folder, row).unwrap();
        for change in &changes {
            match change {
                Change::Put(key, row) => drop(self.rows.insert(key.clone(), row.bytes.clone())),
                Change::Remove(prefix) => self.rows.retain(|key, _| !key.starts_with(prefix)),
            }
        }
        changes.len()
    }

    fn read(&self, folder: &Arc<Folder>) -> (Outer, Written) {
        let rows = self.rows.clone().into_iter().map(Ok);
        let read = read(rows, folder, || next_row(b"o", |_, bytes| decode::<Outer>(bytes)));
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
            let (read, mut written) = store.read(&folder);
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
        let rows = store.rows.clone().into_iter().map(Ok);
        let read = read(rows, &folder, || next_row(b"o", |_, bytes| decode::<Outer>(bytes)));
        assert!(read.is_err(), "{strange:?}");
        store.rows.remove(&strange);
    }
    std::fs::remove_dir_all(path).unwrap();
}
