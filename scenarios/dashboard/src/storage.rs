//! Uploads: in S3, with a checksum that S3 verifies, each name once.

use crate::{Dashboard, Failure, Mutant};
use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::primitives::ByteStream;
use base64::Engine;
use bytes::Bytes;
use sha2::{Digest, Sha256};

/// What became of an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Upload {
    /// It is in the bucket.
    Stored {
        /// Where.
        key: String,
    },
    /// Another file has the name.
    Taken,
}

/// Base64 of SHA-256, as S3 spells it.
pub fn checksum(content: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(Sha256::digest(content))
}

impl Dashboard {
    /// Stores a file under a name that no other file has. A file with the same content counts as this
    /// one: an earlier try whose answer was lost.
    ///
    /// # Errors
    /// S3 does not say that it has the file.
    pub async fn upload(&self, name: &str, content: Bytes) -> Result<Upload, Failure> {
        let key = format!("uploads/{name}");
        if self.config.has(Mutant::UploadsToLocalFolder) {
            let folder = std::env::temp_dir().join(format!("{}-uploads", self.config.name));
            std::fs::create_dir_all(&folder)?;
            std::fs::write(folder.join(name.replace('/', "_")), &content)?;
            return Ok(Upload::Stored { key });
        }
        let checksum = checksum(&content);
        if self.config.has(Mutant::StoredAfterwards) {
            let (app, key, later) = (self.clone(), key.clone(), checksum);
            tokio::spawn(async move { app.put_new(&key, content, &later).await.is_ok() });
            return Ok(Upload::Stored { key: format!("uploads/{name}") });
        }
        if self.config.has(Mutant::LockLeftBehind) {
            return self.upload_locked(name, content, &checksum).await;
        }
        self.store(key, content, &checksum).await
    }

    async fn store(&self, key: String, content: Bytes, checksum: &str) -> Result<Upload, Failure> {
        if self.config.has(Mutant::LooksThenWrites) && self.stored_checksum(&key).await?.is_some() {
            return Ok(Upload::Taken);
        }
        let Err(error) = self.put_new(&key, content.clone(), checksum).await else {
            return Ok(Upload::Stored { key });
        };
        if self.config.has(Mutant::FailedUploadIgnored) {
            return Ok(Upload::Stored { key });
        }
        // "Precondition failed" may be our own first try, stored though its answer was lost.
        match error.code() {
            Some("PreconditionFailed") if self.config.has(Mutant::OwnUploadIsTaken) => {
                Ok(Upload::Taken)
            }
            Some("PreconditionFailed") if self.config.has(Mutant::TakenIsOwn) => {
                Ok(Upload::Stored { key })
            }
            Some("ConditionalRequestConflict") if self.config.has(Mutant::RaceIsOwn) => {
                Ok(Upload::Stored { key })
            }
            Some("PreconditionFailed") => match self.stored_checksum(&key).await {
                Err(_) if self.config.has(Mutant::UnknownIsOwn) => Ok(Upload::Stored { key }),
                Err(error) => Err(error),
                Ok(Some(stored)) if stored != checksum => Ok(Upload::Taken),
                Ok(Some(_)) if self.config.has(Mutant::LostAnswerStoredTwice) => {
                    let again = format!("{key}-1");
                    self.put_new(&again, content, checksum).await?;
                    Ok(Upload::Stored { key: again })
                }
                Ok(Some(_)) => Ok(Upload::Stored { key }),
                Ok(None) => Ok(Upload::Taken),
            },
            _ if self.config.has(Mutant::RefusedIsTaken) => Ok(Upload::Taken),
            _ => {
                if self.config.has(Mutant::FailedUploadRemoved) {
                    let delete = self.clients.s3.delete_object();
                    delete.bucket(&self.infrastructure.bucket).key(&key).send().await?;
                }
                Err(error.into())
            }
        }
    }

    /// One upload of a name at a time: who comes second waits.
    async fn upload_locked(
        &self,
        name: &str,
        content: Bytes,
        checksum: &str,
    ) -> Result<Upload, Failure> {
        let lock = format!("locks/{name}");
        let mut waits = 0;
        while let Err(error) =
            self.put_new(&lock, Bytes::from_static(b"locked"), &self::checksum(b"locked")).await
        {
            waits += 1;
            if waits > 50 {
                return Err(error.into());
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        let stored = self.store(format!("uploads/{name}"), content, checksum).await;
        let delete = self.clients.s3.delete_object().bucket(&self.infrastructure.bucket);
        delete.key(&lock).send().await?;
        stored
    }

    async fn put_new(
        &self,
        key: &str,
        content: Bytes,
        checksum: &str,
    ) -> Result<(), aws_sdk_s3::Error> {
        let put = self.clients.s3.put_object().bucket(&self.infrastructure.bucket).key(key);
        let condition = (!self.config.has(Mutant::LooksThenWrites)).then(|| "*".to_owned());
        let put = put.set_if_none_match(condition).checksum_sha256(checksum);
        put.body(ByteStream::from(content)).send().await?;
        Ok(())
    }

    /// The checksum of what is stored; `None`: nothing is.
    async fn stored_checksum(&self, key: &str) -> Result<Option<String>, Failure> {
        let head = self.clients.s3.head_object().bucket(&self.infrastructure.bucket).key(key);
        let head = head.checksum_mode(aws_sdk_s3::types::ChecksumMode::Enabled);
        match head.send().await {
            Ok(head) => Ok(head.checksum_sha256),
            Err(error) if error.as_service_error().is_some_and(|error| error.is_not_found()) => {
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The names of all files, however many pages that takes.
    ///
    /// # Errors
    /// S3 does not answer.
    pub async fn list(&self) -> Result<Vec<String>, Failure> {
        let (mut names, mut token) = (Vec::new(), None);
        loop {
            let list = self.clients.s3.list_objects_v2().bucket(&self.infrastructure.bucket);
            let page = list.prefix("uploads/").set_continuation_token(token).send().await;
            let page = match page {
                Err(_) if self.config.has(Mutant::FailedListIsEmpty) => return Ok(Vec::new()),
                page => page?,
            };
            let keys = page.contents().iter().filter_map(|object| object.key());
            names.extend(keys.filter_map(|key| key.strip_prefix("uploads/")).map(str::to_owned));
            let enough = self.config.has(Mutant::FirstPageOnly)
                || (self.config.has(Mutant::EmptyPageIsLast) && page.contents().is_empty());
            token = page.next_continuation_token;
            if token.is_none() || enough {
                return Ok(names);
            }
        }
    }

    /// A file's content; `None`: no file has the name.
    ///
    /// # Errors
    /// S3 does not answer, or breaks off.
    pub async fn download(&self, name: &str) -> Result<Option<Bytes>, Failure> {
        let key = format!("uploads/{name}");
        let get = self.clients.s3.get_object().bucket(&self.infrastructure.bucket).key(key);
        match get.send().await {
            Ok(object) => Ok(Some(object.body.collect().await?.into_bytes())),
            Err(error) if error.code() == Some("NoSuchKey") => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}
