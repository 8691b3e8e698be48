//! What a run makes is written down before it is made, and removed after each case. The list goes when
//! nothing is left; if the run is ended in between, it stays and says what to remove.

use parhelion_properties::Target;
use std::io::Write;
use std::path::{Path, PathBuf};

/// How many objects of one run are removed at the most: it never makes as many.
const OBJECTS_MAX: usize = 10_000;

/// Beginnings of keys in a bucket.
pub(super) struct CleanUp {
    list: PathBuf,
    bucket: String,
    keys: Vec<String>,
}

impl CleanUp {
    /// Writes the list.
    ///
    /// # Errors
    /// It cannot be written: then nothing is made.
    pub(super) fn begin(list: &Path, bucket: &str, keys: Vec<String>) -> Result<Self, String> {
        let write = || {
            let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(list)?;
            for key in &keys {
                writeln!(
                    file,
                    "aws s3 rm --recursive 's3://{bucket}/' --exclude '*' --include '{key}*'"
                )?;
            }
            file.sync_all()
        };
        write().map_err(|error| {
            format!("{}, the list of what is to be removed: {error}", list.display())
        })?;
        Ok(Self { list: list.to_owned(), bucket: bucket.to_owned(), keys })
    }

    /// Removes everything.
    ///
    /// # Errors
    /// In words: something is left.
    pub(super) async fn clean(&self, target: &Target) -> Result<(), String> {
        let left = |why: String| format!("{why}; what is left is in {}", self.list.display());
        let s3 = target.clients().s3;
        for key in &self.keys {
            for _ in 0..OBJECTS_MAX / 1000 {
                let list = s3.list_objects_v2().bucket(&self.bucket).prefix(key).send().await;
                let page = list.map_err(|error| left(format!("{key}: {error:?}")))?;
                for object in page.contents().iter().filter_map(|object| object.key()) {
                    let gone = s3.delete_object().bucket(&self.bucket).key(object).send().await;
                    gone.map_err(|error| left(format!("{object}: {error:?}")))?;
                }
                if page.is_truncated() != Some(true) {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Nothing is left.
    pub(super) fn end(self) {
        // A list of nothing is no harm.
        let _ = std::fs::remove_file(&self.list);
    }
}
