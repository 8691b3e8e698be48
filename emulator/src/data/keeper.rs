//! The keeper of data: a thread that commits what has changed, for all that wait at once.

use super::Data;
use crate::cloud::{Cloud, Commits, Wanted};
use std::io::{Error, Result};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

/// When a call is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// When what it changed is on the disk.
    Every,
    /// At once; what it changed is on the disk after so long at the most.
    Interval(Duration),
}

/// How often is written what changes without a call: what came due, what an edge has cached.
const UNASKED: Duration = Duration::from_secs(1);

/// A cloud whose data is kept as long as this lives. Dropping it keeps all that has changed.
pub struct Kept {
    cloud: Cloud,
    commits: Arc<Commits>,
    thread: Option<JoinHandle<()>>,
}

impl Kept {
    pub(super) fn begin(cloud: Cloud, mut data: Data, durability: Durability) -> Result<Self> {
        data.commit(&cloud.world_as_it_is(), cloud.clock())?;
        data.begin()?;
        let (waits, at_most) = match durability {
            Durability::Every => (true, UNASKED),
            Durability::Interval(interval) => (false, interval),
        };
        let commits = Commits::new(waits);
        cloud.outlasts_its_process(commits.clone(), data.folder.clone());
        let (kept, told) = (cloud.clone(), commits.clone());
        let thread = std::thread::Builder::new().name("data".to_owned());
        let thread = thread.spawn(move || keep(&kept, &mut data, &told, at_most))?;
        Ok(Self { cloud, commits, thread: Some(thread) })
    }

    /// The cloud.
    pub fn cloud(&self) -> &Cloud {
        &self.cloud
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.commits.end();
        if let Some(thread) = self.thread.take() {
            // A panic there has been reported.
            let _ = thread.join();
        }
    }
}

fn keep(cloud: &Cloud, data: &mut Data, commits: &Commits, at_most: Duration) {
    loop {
        let wanted = commits.wanted(at_most);
        let (Wanted::Commit(number) | Wanted::End(number)) = wanted;
        let world = cloud.world_as_it_is();
        data.worlds = cloud.worlds_made();
        // Callers wait for this thread, whatever happens in it.
        let committed = catch_unwind(AssertUnwindSafe(|| data.commit(&world, cloud.clock())));
        let panicked = |_| Err(Error::other("the keeper of data panicked"));
        match committed.unwrap_or_else(panicked) {
            Ok(written) => commits.done(number, written),
            Err(error) => {
                let why = format!("The data cannot be kept: {error}");
                eprintln!("{why}; what was changed is undone");
                if let Some(kept) = &data.world {
                    cloud.undo(commits, kept, &why);
                }
            }
        }
        if matches!(wanted, Wanted::End(_)) {
            return;
        }
    }
}
