//! Photos: uploaded, deleted, renamed.

use crate::index::{Index, Outcome, Photo, Step};
use crate::{Failure, Gallery, Mutant, fresh_id};
use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::primitives::ByteStream;
use base64::Engine;
use bytes::Bytes;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::sync::PoisonError;

/// Caches may keep a photo for a year: its object never changes.
const LIFETIME: &str = "public, max-age=31536000, immutable";

/// What became of an upload.
pub enum Upload {
    /// It is on the page.
    Shown(Photo),
    /// Another photo has its id.
    Taken,
}

/// What became of a deletion.
pub struct Deletion {
    /// What was deleted.
    pub photos: Vec<Photo>,
    /// Whether it is gone from the bucket and the edges, too.
    pub gone: bool,
}

/// Base64 of SHA-256, as S3 spells it.
pub fn checksum(content: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(Sha256::digest(content))
}

/// The thumbnail of a photo: a drawing that its checksum decides.
pub fn thumbnail(sha256: &str) -> String {
    let color: String = sha256.bytes().take(3).map(|byte| format!("{byte:02x}")).collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"64\">\
         <title>{sha256}</title><rect width=\"64\" height=\"64\" fill=\"#{color}\"/></svg>"
    )
}

impl Gallery {
    /// Stores a photo and its thumbnail, and shows them under a name; what had the name goes.
    ///
    /// # Errors
    /// Something did not work: the photo may be shown, or not.
    pub async fn upload(&self, name: &str, content: Bytes) -> Result<Upload, Failure> {
        let sha256 = checksum(&content);
        let id = match self.has(Mutant::ObjectsShared) {
            true => sha256.replace(['/', '+', '='], "_"),
            false => fresh_id(),
        };
        let photo = Photo { id, sha256, bytes: content.len() as u64 };
        if content.is_empty() && self.has(Mutant::EmptyFilesForgotten) {
            return Ok(Upload::Shown(photo));
        }
        if self.has(Mutant::IndexBeforeObjects) {
            self.show(&photo.id, name, &photo).await?;
        }
        if self.has(Mutant::AnsweredBeforeShown) {
            let (gallery, name, later) = (self.clone(), name.to_owned(), photo.clone());
            self.store(&name, &photo, content).await?;
            tokio::spawn(async move { gallery.show(&later.id, &name, &later).await.is_ok() });
            return Ok(Upload::Shown(photo));
        }
        match self.store(name, &photo, content).await {
            Err(error) if error.0.contains("PreconditionFailed") => return Ok(Upload::Taken),
            stored => stored?,
        }
        if let Err(error) = self.show(&photo.id, name, &photo).await {
            if self.has(Mutant::FailureUndone) {
                // What could not be shown is removed again: nobody needs it.
                self.delete_objects(&[photo.id]).await?;
            }
            return Err(error);
        }
        // What it replaces can be removed later as well.
        let _ = self.empty_trash().await;
        Ok(Upload::Shown(photo))
    }

    async fn store(&self, name: &str, photo: &Photo, content: Bytes) -> Result<(), Failure> {
        let kind = match self.has(Mutant::ContentTypeForgotten) {
            true => "application/octet-stream",
            false => "image/jpeg",
        };
        let drawing = thumbnail(&photo.sha256);
        let drawing = match self.has(Mutant::ThumbnailsRemembered) {
            true => {
                let mut known =
                    self.memory.thumbnails.lock().unwrap_or_else(PoisonError::into_inner);
                known.entry(name.to_owned()).or_insert(drawing).clone()
            }
            false => drawing,
        };
        let photo_stored = self.put(&format!("photos/{}", photo.id), kind, content).await;
        if !self.has(Mutant::FailedPhotoIgnored) {
            photo_stored?;
        }
        let drawn =
            self.put(&format!("thumbs/{}", photo.id), "image/svg+xml", drawing.into()).await;
        if !self.has(Mutant::FailedThumbnailIgnored) {
            drawn?;
        }
        Ok(())
    }

    async fn put(&self, key: &str, kind: &str, content: Bytes) -> Result<(), Failure> {
        let put = self.clients.s3.put_object().bucket(&self.infrastructure.bucket).key(key);
        let put =
            put.content_type(kind).cache_control(LIFETIME).checksum_sha256(checksum(&content));
        let once = self.has(Mutant::OwnObjectIsForeign).then(|| "*".to_owned());
        let put = put.set_if_none_match(once).body(ByteStream::from(content)).send().await;
        put.map(drop).map_err(|error| {
            let code = error.code().unwrap_or_default().to_owned();
            Failure(format!("{code} {}", Failure::from(error)))
        })
    }

    async fn show(&self, id: &str, name: &str, photo: &Photo) -> Result<Outcome, Failure> {
        let trashes_its_own = self.has(Mutant::OwnPhotoTrashed);
        self.change_index(id, |index| {
            match index.photos.insert(name.to_owned(), photo.clone()) {
                Some(old) if old.id != photo.id || trashes_its_own => {
                    index.trash.insert(old.id);
                }
                _ => {}
            }
            Step::Write(vec![photo.clone()])
        })
        .await
    }

    /// Takes photos off the page, and removes their objects. A second time with the same id it answers the
    /// same. `None`: there is none of them.
    ///
    /// # Errors
    /// The index could not be changed: the photos may be there still, or not.
    pub async fn delete(&self, id: &str, names: &[String]) -> Result<Option<Deletion>, Failure> {
        if self.has(Mutant::ObjectsBeforeIndex) {
            let (index, _) = self.read_index().await?;
            let doomed = names.iter().filter_map(|name| index.photos.get(name));
            let doomed: Vec<String> = doomed.map(|photo| photo.id.clone()).collect();
            self.delete_objects(&doomed).await?;
        }
        let in_memory = self.has(Mutant::TrashInMemory);
        let only_first = self.has(Mutant::OnlyFirstDeleted);
        let missing = self.has(Mutant::OwnDeletionIsMissing);
        let remove = |index: &mut Index| {
            let names = names.iter().take(if only_first { 1 } else { usize::MAX });
            let removed: Vec<Photo> = names.filter_map(|name| index.photos.remove(name)).collect();
            if removed.is_empty() {
                return Step::Keep(if missing { Outcome::Missing } else { Outcome::Done(removed) });
            }
            if !in_memory {
                index.trash.extend(removed.iter().map(|photo| photo.id.clone()));
            }
            Step::Write(removed)
        };
        let photos = match self.change_index(id, remove).await {
            Err(_) if self.has(Mutant::FailedDeletionIgnored) => Vec::new(),
            Err(error) => return Err(error),
            Ok(Outcome::Done(photos)) => photos,
            Ok(Outcome::Missing | Outcome::Taken) => return Ok(None),
        };
        if in_memory {
            let mut trash = self.memory.trash.lock().unwrap_or_else(PoisonError::into_inner);
            trash.extend(photos.iter().map(|photo| photo.id.clone()));
        }
        if self.has(Mutant::AnsweredBeforeGone) {
            let gallery = self.clone();
            tokio::spawn(async move { gallery.empty_trash().await.is_ok() });
            return Ok(Some(Deletion { photos, gone: true }));
        }
        let gone = self.empty_trash().await.is_ok();
        Ok(Some(Deletion { photos, gone }))
    }

    /// Gives a photo another name, which no photo has. A second time with the same id it answers the same.
    ///
    /// # Errors
    /// As [`delete`](Self::delete).
    pub async fn rename(&self, id: &str, from: &str, to: &str) -> Result<Outcome, Failure> {
        if self.has(Mutant::RenamedInTwoSteps) {
            let (index, _) = self.read_index().await?;
            let Some(photo) = index.photos.get(from).cloned() else { return Ok(Outcome::Missing) };
            if index.photos.contains_key(to) {
                return Ok(Outcome::Taken);
            }
            let removed = photo.clone();
            self.change_index(id, |index| {
                index.photos.remove(from);
                Step::Write(vec![removed.clone()])
            })
            .await?;
            return self.show(&fresh_id(), to, &photo).await;
        }
        let taken_first = self.has(Mutant::OwnRenameIsTaken);
        let loses_itself = self.has(Mutant::RenamedToItself);
        let changed = self.change_index(id, |index| {
            if taken_first && from != to && index.photos.contains_key(to) {
                return Step::Keep(Outcome::Taken);
            }
            let Some(photo) = index.photos.get(from).cloned() else {
                return Step::Keep(Outcome::Missing);
            };
            if from == to && !loses_itself {
                return Step::Keep(Outcome::Done(vec![photo]));
            }
            if from != to && index.photos.contains_key(to) {
                return Step::Keep(Outcome::Taken);
            }
            index.photos.insert(to.to_owned(), photo.clone());
            index.photos.remove(from);
            Step::Write(vec![photo])
        });
        match changed.await {
            Err(_) if self.has(Mutant::FailedRenameIgnored) => {
                let (index, _) = self.read_index().await?;
                let photo = index.photos.get(from).or(index.photos.get(to)).cloned();
                Ok(photo.map_or(Outcome::Missing, |photo| Outcome::Done(vec![photo])))
            }
            changed => changed,
        }
    }
}

/// A drawing of a page: what there is, with its links.
impl Gallery {
    /// The page, as JSON.
    ///
    /// # Errors
    /// The index cannot be read.
    pub async fn page(&self) -> Result<serde_json::Value, Failure> {
        let index = match self.read_index().await {
            Err(_) if self.has(Mutant::FailedPageIsEmpty) => Index::default(),
            read => read?.0,
        };
        let photos = index.photos.iter().map(|(name, photo)| {
            json!({
                "name": name,
                "photo": self.link("photos", photo),
                "thumb": self.link("thumbs", photo),
                "sha256": photo.sha256,
                "bytes": photo.bytes,
            })
        });
        Ok(json!({ "photos": photos.collect::<Vec<_>>() }))
    }

    /// Where a photo, or its thumbnail, is seen.
    pub fn link(&self, folder: &str, photo: &Photo) -> String {
        let infrastructure = &self.infrastructure;
        let host = match self.has(Mutant::LinkedToBucket) {
            true => format!("{}.s3.us-east-1.amazonaws.com", infrastructure.bucket),
            false => infrastructure.domain.clone(),
        };
        format!("https://{host}/{folder}/{}", photo.id)
    }
}
