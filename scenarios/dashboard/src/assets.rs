//! Static assets: published to S3, linked and served through CloudFront.

use crate::{Dashboard, Failure, Mutant};
use aws_sdk_cloudfront::types::{InvalidationBatch, Paths};
use aws_sdk_s3::primitives::ByteStream;
use bytes::Bytes;

/// How long caches keep an asset, in seconds.
pub const TTL_SECS: u64 = 300;

impl Dashboard {
    /// Publishes an asset, and has every edge forget the old version. Answers the invalidation's
    /// id; none if there was nothing to forget.
    ///
    /// # Errors
    /// S3 refuses the asset, or CloudFront the invalidation; the asset is stored then.
    pub async fn publish(&self, name: &str, content: Bytes) -> Result<Option<String>, Failure> {
        let key = format!("assets/{name}");
        let bucket = &self.infrastructure.bucket;
        let replaces = self.is_published(&key).await?;
        if self.config.has(Mutant::SameIsPublished) && self.has_asset(&key, &content).await? {
            return Ok(None);
        }
        let put = self.clients.s3.put_object().bucket(bucket).key(&key);
        let put = put.content_type(content_type(name)).cache_control(self.lifetime());
        let put = put.checksum_sha256(crate::storage::checksum(&content));
        let put = match put.body(ByteStream::from(content)).send().await {
            Err(_) if self.config.has(Mutant::FailedAssetIgnored) => return Ok(None),
            put => put?,
        };
        if !replaces || self.config.has(Mutant::InvalidationForgotten) {
            return Ok(None);
        }
        // The version is the reference: a retry of the same publication is the same invalidation.
        let reference =
            format!("{key} {} {}", put.e_tag.unwrap_or_default(), self.shipper.now_ms());
        if self.config.has(Mutant::InvalidatedAfterwards) {
            let app = self.clone();
            tokio::spawn(async move {
                // When there is less to do.
                tokio::time::sleep(std::time::Duration::from_secs(30)).await;
                app.invalidate(&key, reference).await.is_ok()
            });
            return Ok(None);
        }
        match self.invalidate(&key, reference).await {
            Err(_) if self.config.has(Mutant::FailedInvalidationIgnored) => Ok(None),
            invalidated => invalidated,
        }
    }

    async fn invalidate(&self, key: &str, reference: String) -> Result<Option<String>, Failure> {
        let one_for_all = self.config.has(Mutant::OneReferenceForAll);
        let paths = Paths::builder().quantity(1).items(format!("/{key}")).build()?;
        let batch = InvalidationBatch::builder()
            .paths(paths)
            .caller_reference(if one_for_all { "dashboard".to_owned() } else { reference })
            .build()?;
        let create = self.clients.cloudfront.create_invalidation();
        let create = create.distribution_id(&self.infrastructure.distribution);
        match create.invalidation_batch(batch).send().await {
            Ok(created) => Ok(created.invalidation.map(|invalidation| invalidation.id)),
            Err(_) if one_for_all => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether an asset is already what is published.
    async fn has_asset(&self, key: &str, content: &[u8]) -> Result<bool, Failure> {
        let head = self.clients.s3.head_object().bucket(&self.infrastructure.bucket).key(key);
        let head = head.checksum_mode(aws_sdk_s3::types::ChecksumMode::Enabled).send().await;
        let stored = head.ok().and_then(|head| head.checksum_sha256);
        Ok(stored == Some(crate::storage::checksum(content)))
    }

    /// Whether there is an old version. Only S3's own "not found" says that there is none: a HEAD that
    /// failed says nothing, and the publication fails with it.
    async fn is_published(&self, key: &str) -> Result<bool, Failure> {
        let head = self.clients.s3.head_object().bucket(&self.infrastructure.bucket).key(key);
        match head.send().await {
            Ok(_) => Ok(true),
            Err(_) if self.config.has(Mutant::FailedHeadIsAbsence) => Ok(false),
            Err(error) if error.as_service_error().is_some_and(|error| error.is_not_found()) => {
                Ok(false)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// By itself CloudFront shows an expired asset for as long as the bucket answers 5xx
    /// (<https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html>);
    /// `stale-if-error=0` makes the lifetime a promise.
    fn lifetime(&self) -> String {
        let ttl = if self.config.has(Mutant::TtlOfADay) { 86_400 } else { TTL_SECS };
        if self.config.has(Mutant::StaleOnError) {
            return format!("max-age={ttl}");
        }
        format!("max-age={ttl}, stale-if-error=0")
    }

    /// The address that pages use for an asset.
    pub fn asset_url(&self, name: &str) -> String {
        let infrastructure = &self.infrastructure;
        if self.config.has(Mutant::AssetsLinkedToS3) {
            let (bucket, region) = (&infrastructure.bucket, &self.config.region);
            return format!("https://{bucket}.s3.{region}.amazonaws.com/assets/{name}");
        }
        format!("https://{}/assets/{name}", infrastructure.domain)
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css",
        Some("js") => "application/javascript",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("png") => "image/png",
        Some("html") => "text/html",
        _ => "application/octet-stream",
    }
}
