//! For any history, the rows that were written after each step hold the cloud that was written, and the
//! cloud that is made of them goes on as it would have.

use crate::histories::History;
use parhelion::data::{Change, Written};
use parhelion::wire::body::{Folder, SystemDisk};
use parhelion::{Cloud, Snapshot};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// `PARHELION_ROWS_CASES` makes it more, `PARHELION_ROWS_SEED` other ones.
fn cases() -> std::ops::Range<u64> {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let first = number("PARHELION_ROWS_SEED").unwrap_or(0);
    first..first + number("PARHELION_ROWS_CASES").unwrap_or(40)
}

const STEPS: usize = 60;

/// A store, as plain as can be.
struct Store {
    rows: BTreeMap<Vec<u8>, Vec<u8>>,
    written: Written,
    last: Option<Snapshot>,
    folder: Arc<Folder>,
    path: PathBuf,
}

impl Store {
    fn new(seed: u64) -> Self {
        let name = format!("parhelion-rows-{}-{seed}", std::process::id());
        let path = std::env::temp_dir().join(name);
        let folder = Folder::lasting(&path, Arc::new(SystemDisk)).unwrap();
        Self { rows: BTreeMap::new(), written: Written::default(), last: None, folder, path }
    }

    /// How many rows changed.
    fn commit(&mut self, cloud: &Cloud) -> usize {
        let now = cloud.snapshot();
        let changes = now.changed_rows(self.last.as_ref(), &mut self.written, &self.folder);
        let changes = changes.unwrap_or_else(|error| panic!("{error}; {}", self.path.display()));
        for change in &changes {
            match change {
                Change::Put(key, row) => drop(self.rows.insert(key.clone(), row.bytes.clone())),
                Change::Remove(prefix) => self.rows.retain(|key, _| !key.starts_with(prefix)),
            }
        }
        self.last = Some(now);
        changes.len()
    }

    fn read(&self) -> (Cloud, Written) {
        let rows = self.rows.clone().into_iter();
        let rows = rows.map(|(key, bytes)| Ok((key.into(), bytes.into())));
        Cloud::builder().auth(false).of_rows(rows, &self.folder).unwrap()
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

#[test]
fn rows_hold_the_cloud_that_was_written() {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_time().start_paused(true).build().unwrap();
    for seed in cases() {
        runtime.block_on(async {
            let cloud = Cloud::builder().seed(seed).auth(false).build();
            let (mut history, mut store) = (History::new(seed), Store::new(seed));
            for step in history.beginning() {
                history.learn(step.run(&cloud).await.as_ref());
            }
            store.commit(&cloud);
            for number in 0..STEPS {
                let step = history.next(&cloud);
                history.learn(step.run(&cloud).await.as_ref());
                store.commit(&cloud);
                if number % 6 == 0 || number + 1 == STEPS {
                    let (read, _) = store.read();
                    let (ours, theirs) = (cloud.snapshot(), read.snapshot());
                    let at = format!("seed {seed}, step {number}: {step:?}");
                    assert_eq!(format!("{ours:?}"), format!("{theirs:?}"), "{at}");
                }
            }
            // Who reads rows knows what was written: nothing is written again.
            let (read, mut written) = store.read();
            let now = read.snapshot();
            let changes = now.changed_rows(Some(&now), &mut written, &store.folder).unwrap();
            assert!(changes.is_empty(), "seed {seed}: {changes:?}");
            let all = now.changed_rows(None, &mut written, &store.folder).unwrap();
            assert!(all.is_empty(), "seed {seed}: {all:?}");
        });
    }
}
