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
        let Err(error) = self.put_new(&key, content.clone(), &checksum).await else {
            return Ok(Upload::Stored { key });
        };
        if self.config.has(Mutant::FailedUploadIgnored) {
            return Ok(Upload::Stored { key });
        }
        // "Precondition failed" may be our own first try, stored though its answer was lost.
        match error.code() {
            Some("PreconditionFailed") => match self.stored_checksum(&key).await? {
                Some(stored) if stored != checksum => Ok(Upload::Taken),
                Some(_) if self.config.has(Mutant::LostAnswerStoredTwice) => {
                    let again = format!("{key}-1");
                    self.put_new(&again, content, &checksum).await?;
                    Ok(Upload::Stored { key: again })
                }
                Some(_) => Ok(Upload::Stored { key }),
                None => Ok(Upload::Taken),
            },
            _ => Err(error.into()),
        }
    }

    async fn put_new(
        &self,
        key: &str,
        content: Bytes,
        checksum: &str,
    ) -> Result<(), aws_sdk_s3::Error> {
        let put = self.clients.s3.put_object().bucket(&self.infrastructure.bucket).key(key);
        let put = put.if_none_match("*").checksum_sha256(checksum);
        put.body(ByteStream::from(content)).send().await?;
        Ok(())
    }

    async fn stored_checksum(&self, key: &str) -> Result<Option<String>, Failure> {
        let head = self.clients.s3.head_object().bucket(&self.infrastructure.bucket).key(key);
        let head = head.checksum_mode(aws_sdk_s3::types::ChecksumMode::Enabled);
        Ok(head.send().await?.checksum_sha256)
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
