//! Tidies up: objects of uploads that came to nothing, because the application crashed or S3 did not
//! answer. Somebody calls it now and then.

use crate::{Failure, Gallery, Mutant};
use aws_sdk_s3::types::Object;
use std::collections::BTreeSet;
use std::time::SystemTime;

/// What is younger, in seconds, may be of an upload that is under way.
const AGE: i64 = 3600;

impl Gallery {
    /// Removes what no photo has, and answers how many objects that were.
    ///
    /// # Errors
    /// S3 does not answer: some may be left.
    pub async fn tidy(&self) -> Result<usize, Failure> {
        self.empty_trash().await?;
        // Before the listing: what is old and not in it now will never be.
        let index = match self.read_index().await {
            Err(_) if self.has(Mutant::TidiesByNoIndex) => Default::default(),
            read => read?.0,
        };
        let mut known: BTreeSet<String> =
            index.photos.into_values().map(|photo| photo.id).collect();
        known.extend(index.trash);
        let mut doomed = Vec::new();
        for folder in ["photos/", "thumbs/"] {
            for object in self.objects(folder).await? {
                let key = object.key().unwrap_or_default();
                let id = key.strip_prefix(folder).unwrap_or_default();
                let written = object.last_modified().map_or(i64::MAX, |date| date.secs());
                let old = self.has(Mutant::TidiesWhatIsYoung) || self.now() - written > AGE;
                if old && !known.contains(id) {
                    doomed.push(key.to_owned());
                }
            }
        }
        let count = doomed.len();
        self.delete_keys(doomed).await?;
        Ok(count)
    }

    /// Everything in a folder, however many pages that takes.
    async fn objects(&self, folder: &str) -> Result<Vec<Object>, Failure> {
        let (mut all, mut token) = (Vec::new(), None);
        loop {
            let list = self.clients.s3.list_objects_v2().bucket(&self.infrastructure.bucket);
            let page = list.prefix(folder).set_continuation_token(token).send().await?;
            let is_empty = page.contents().is_empty();
            all.extend(page.contents.unwrap_or_default());
            token = page.next_continuation_token;
            let enough = self.has(Mutant::TidiesFirstPage)
                || (self.has(Mutant::EmptyPageIsLast) && is_empty);
            if token.is_none() || enough {
                return Ok(all);
            }
        }
    }

    /// In seconds: the SDK's own time source, so that one clock serves all.
    fn now(&self) -> i64 {
        let time = self.clients.s3.config().time_source();
        let time = time.map_or_else(SystemTime::now, |source| source.now());
        let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    }
}
