//! What is no longer shown is removed: its objects first, then what edges have of them. Until both
//! is certain it stands in the index's trash, for whoever comes next.

use crate::index::{Outcome, Step};
use crate::{Failure, Gallery, Mutant, fresh_id};
use aws_sdk_cloudfront::error::ProvideErrorMetadata;
use aws_sdk_cloudfront::types::{InvalidationBatch, Paths};
use aws_sdk_s3::types::{Delete, ObjectIdentifier};
use std::sync::PoisonError;

/// How many keys one deletion takes.
const KEYS_MAX: usize = 1000;

impl Gallery {
    /// Removes everything that is in the trash.
    ///
    /// # Errors
    /// Something could not be removed, and is in the trash still.
    pub async fn empty_trash(&self) -> Result<(), Failure> {
        let (index, _) = self.read_index().await?;
        let mut ids: Vec<String> = index.trash.into_iter().collect();
        if self.has(Mutant::TrashInMemory) {
            ids.clone_from(&self.memory.trash.lock().unwrap_or_else(PoisonError::into_inner));
        }
        if ids.is_empty() {
            return Ok(());
        }
        let deleted = self.delete_objects(&ids).await;
        if !self.has(Mutant::FailedRemovalIgnored) {
            deleted?;
        }
        let forgotten = self.invalidate(&ids).await;
        if !self.has(Mutant::FailedInvalidationIgnored) {
            forgotten?;
        }
        if self.has(Mutant::TrashInMemory) {
            let mut trash = self.memory.trash.lock().unwrap_or_else(PoisonError::into_inner);
            trash.retain(|id| !ids.contains(id));
        }
        let id = fresh_id();
        let removed = self.change_index(&id, |index| {
            let before = index.trash.len();
            index.trash.retain(|id| !ids.contains(id));
            if index.trash.len() == before {
                return Step::Keep(Outcome::Done(Vec::new()));
            }
            Step::Write(Vec::new())
        });
        removed.await.map(drop)
    }

    /// Deletes photos and their thumbnails; those that are not there are deleted, too.
    pub(crate) async fn delete_objects(&self, ids: &[String]) -> Result<(), Failure> {
        let keys = ids.iter().flat_map(|id| [format!("photos/{id}"), format!("thumbs/{id}")]);
        let keys = match self.has(Mutant::ThumbnailsKept) {
            true => keys.filter(|key| key.starts_with("photos/")).collect(),
            false => keys.collect(),
        };
        self.delete_keys(keys).await
    }

    pub(crate) async fn delete_keys(&self, keys: Vec<String>) -> Result<(), Failure> {
        for keys in keys.chunks(KEYS_MAX) {
            let objects = keys.iter().map(|key| ObjectIdentifier::builder().key(key).build());
            let objects = objects.collect::<Result<Vec<_>, _>>()?;
            let delete = Delete::builder().set_objects(Some(objects)).quiet(true).build()?;
            let call = self.clients.s3.delete_objects().bucket(&self.infrastructure.bucket);
            let answer = call.delete(delete).send().await?;
            // A deletion of many may answer 200 and have failed for some.
            if let Some(error) = answer.errors().first()
                && !self.has(Mutant::HalfDeletedIsDeleted)
            {
                return Err(Failure(format!("{error:?}")));
            }
        }
        Ok(())
    }

    async fn invalidate(&self, ids: &[String]) -> Result<(), Failure> {
        if self.has(Mutant::InvalidationForgotten) {
            return Ok(());
        }
        let mut paths: Vec<String> = ids.iter().map(|id| format!("/photos/{id}")).collect();
        if !self.has(Mutant::ThumbnailsNotInvalidated) {
            paths.extend(ids.iter().map(|id| format!("/thumbs/{id}")));
        }
        // The same trash is the same invalidation: a second one of it is none.
        let reference = match self.has(Mutant::OneReferenceForAll) {
            true => "gallery".to_owned(),
            false => format!("{} {}", ids.join(" "), paths.len()),
        };
        let paths = Paths::builder().quantity(paths.len() as i32).set_items(Some(paths)).build()?;
        let batch =
            InvalidationBatch::builder().paths(paths).caller_reference(reference).build()?;
        let create = self.clients.cloudfront.create_invalidation();
        let create = create.distribution_id(&self.infrastructure.distribution);
        match create.invalidation_batch(batch).send().await {
            Ok(_) => Ok(()),
            Err(error)
                if self.has(Mutant::OneReferenceForAll)
                    && error.code() == Some("InvalidationBatchAlreadyExists") =>
            {
                Ok(())
            }
            Err(error) => Err(error.into()),
        }
    }
}
