//! UploadPart and UploadPartCopy (S3-4.2, S3-4.3).

use crate::access::authorization::{Access, authorize};
use crate::buckets::bucket::Bucket;
use crate::choices::PART_REAPPEARS;
use crate::encryption::customer_key::CustomerKey;
use crate::encryption::object_encryption::ObjectEncryption;
use crate::encryption::object_encryption::show_customer_key;
use crate::encryption::object_encryption::show_encryption;
use crate::errors;
use crate::model::*;
use crate::objects::checksums::{Claims, Proven};
use crate::objects::checksums::{claimed_checksums, show_part_checksum};
use crate::objects::object::quoted;
use crate::objects::put::BYTES_MAX;
use crate::objects::source::Source;
use crate::objects::source::{copy_conditions, source_key};
use crate::objects::write_request::customer_key;
use crate::state::S3;
use crate::uploads::upload::{Part, Upload, check_part_number, no_such_upload};
use parhelion_wire::checksum::expected::check_named;
use parhelion_wire::checksum::{Algorithm, Checksum};
use parhelion_wire::error::Result;
use parhelion_wire::{Body, Timestamp};
use parhelion_world::Context;
use parhelion_world::service::Interrupt;
use std::sync::Arc;

impl S3 {
    pub(crate) fn upload_part(
        &mut self,
        cx: &mut Context,
        mut input: UploadPartInput,
    ) -> Result<UploadPartOutput, Interrupt> {
        let body = input.body.take().unwrap_or_default();
        let bucket = self.find_bucket(cx, &input.bucket, input.expected_bucket_owner.as_deref())?;
        authorize_part(cx, bucket, &input.key, None)?;
        check_part_number(input.part_number)?;
        let upload = &open_or_reopened(cx, bucket, &input.key, &input.upload_id)?;
        check_key(upload, &customer_key!(input))?;
        upload.properties.encryption.check_encryption(cx)?;
        if body.len() > BYTES_MAX {
            return Err(errors::entity_too_large(body.len(), BYTES_MAX).into());
        }
        let claims = Claims {
            content_md5: input.content_md5.as_deref(),
            checksums: claimed_checksums!(input),
        };
        check_named(&cx.request.headers)?;
        check_algorithm(upload, claims.algorithm()?)?;
        let is_vouched_for = claims.is_some() || input.checksum_algorithm.is_some();
        upload.properties.lock.check_claimed(cx, is_vouched_for, "Put Part")?;
        let proven = claims.prove_with(&body, upload.algorithm(), Checksum::base64)?;
        let part = Part::new(cx, upload, body, &proven);
        let mut output =
            UploadPartOutput { e_tag: Some(part.quoted_e_tag()), ..UploadPartOutput::default() };
        // S3-4.1(e): what was sent is echoed, even if nothing was declared.
        let shown = proven.claimed.unwrap_or(part.checksum);
        show_part_checksum!(output, shown);
        show_encryption!(output, upload.properties.encryption);
        show_customer_key!(output, upload.properties.encryption);
        self.store_part(&input.bucket, upload, input.part_number, part)?;
        Ok(output)
    }

    pub(crate) fn upload_part_copy(
        &mut self,
        cx: &mut Context,
        mut input: UploadPartCopyInput,
    ) -> Result<UploadPartCopyOutput, Interrupt> {
        let bucket = self.find_bucket(cx, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let source = Source::parse(&input.copy_source)?;
        authorize_part(cx, bucket, &input.key, Some(&source.path()))?;
        check_part_number(input.part_number)?;
        let upload = &bucket.upload(&input.key, &input.upload_id)?.clone();
        check_key(upload, &customer_key!(input))?;
        upload.properties.encryption.check_encryption(cx)?;
        let expected = input.expected_source_bucket_owner.as_deref();
        let (from, version, object) = source.find(cx, self, expected)?;
        copy_conditions!(input).check(cx, version, object)?;
        crate::objects::source::check_readable(cx, object, &source_key!(input))?;
        let (start, len) = copied_range(input.copy_source_range.as_deref(), object.size())?;
        if len > BYTES_MAX {
            return Err(crate::objects::source::too_large(BYTES_MAX).into());
        }
        let body = object.body.slice(start, len);
        let proven = Claims::default().prove_with(&body, upload.algorithm(), Checksum::base64)?;
        let part = Part::new(cx, upload, body, &proven);
        let mut result = CopyPartResult {
            e_tag: Some(part.quoted_e_tag()),
            last_modified: Some(part.modified),
            ..CopyPartResult::default()
        };
        if let Some(checksum) = upload.shown(&part) {
            show_part_checksum!(result, checksum);
        }
        let mut output = UploadPartCopyOutput {
            copy_source_version_id: from.shown_id(cx.now, version),
            copy_part_result: Some(result),
            ..UploadPartCopyOutput::default()
        };
        show_encryption!(output, upload.properties.encryption);
        show_customer_key!(output, upload.properties.encryption);
        self.store_part(&input.bucket, upload, input.part_number, part)?;
        Ok(output)
    }

    /// S3-4.2(b): the last one of a number stays.
    fn store_part(&mut self, bucket: &str, of: &Upload, number: i32, part: Part) -> Result<()> {
        let uploads = &mut self.change(bucket)?.uploads;
        if uploads.find(&of.key, &of.id).is_none() {
            uploads.insert(of.clone());
        }
        let upload = uploads.change(&of.key, &of.id).ok_or_else(|| no_such_upload(&of.id))?;
        upload.parts.insert(number, Arc::new(part));
        Ok(())
    }
}

/// The upload, even if it was aborted while the part was under way (S3-4.7, S3-9.4 A23).
fn open_or_reopened(cx: &mut Context, bucket: &Bucket, key: &str, id: &str) -> Result<Arc<Upload>> {
    match (bucket.upload(key, id), bucket.uploads.aborted(cx.now, key, id)) {
        (Ok(open), _) => Ok(open.clone()),
        (Err(_), Some(aborted)) if cx.choose(&PART_REAPPEARS) != 0 => Ok(aborted.clone()),
        (Err(error), _) => Err(error),
    }
}

impl Part {
    fn new(cx: &mut Context, upload: &Upload, body: Body, proven: &Proven) -> Self {
        Self {
            body,
            md5: proven.md5,
            e_tag: upload.properties.encryption.e_tag(cx, &proven.md5),
            checksum: proven.checksum,
            claimed: proven.claimed,
            modified: Timestamp::from_secs(cx.now.secs()),
        }
    }

    pub(crate) fn quoted_e_tag(&self) -> String {
        quoted(&self.e_tag)
    }
}

/// S3-7.1: parts need what objects need; policies can tell them apart (S3-3.4l).
fn authorize_part(
    cx: &Context,
    bucket: &Bucket,
    key: &str,
    copy_source: Option<&str>,
) -> Result<()> {
    let keys = [("objectcreationoperation", Some("false")), ("x-amz-copy-source", copy_source)];
    authorize(cx, bucket, &Access::to_key("s3:PutObject", key).with(&keys))
}

/// S3-4.2(e)
fn check_algorithm(upload: &Upload, sent: Option<Algorithm>) -> Result<()> {
    let Some((declared, kind)) = upload.checksum else { return Ok(()) };
    let needed = kind == crate::objects::checksums::ChecksumType::Composite;
    if sent == Some(declared) || (sent.is_none() && !needed) {
        return Ok(());
    }
    let name = |algorithm: Algorithm| algorithm.name().to_ascii_lowercase();
    let sent = sent.map_or_else(|| "null".to_owned(), name);
    Err(errors::invalid_request(format!(
        "Checksum Type mismatch occurred, expected checksum Type: {}, actual checksum Type: {sent}",
        name(declared)
    )))
}

/// S3-4.2(g)
pub(super) fn check_key(upload: &Upload, key: &CustomerKey) -> Result<()> {
    let sent = key.md5()?;
    match (&upload.properties.encryption, sent) {
        (ObjectEncryption::Customer { key_md5 }, Some(md5)) if md5 == **key_md5 => Ok(()),
        (ObjectEncryption::Customer { .. }, Some(_)) => Err(errors::invalid_request(
            "The provided encryption parameters did not match the ones used originally.",
        )),
        (ObjectEncryption::Customer { .. }, None) => Err(errors::invalid_request(
            "The multipart upload initiate requested encryption. Subsequent part requests must \
             include the appropriate encryption parameters.",
        )),
        (_, Some(_)) => Err(errors::invalid_request(
            "The multipart upload initiate did not request encryption. Please resend the request \
             without sending encryption parameters.",
        )),
        (_, None) => Ok(()),
    }
}

/// S3-4.3(a–d): start and length.
fn copied_range(text: Option<&str>, size: u64) -> Result<(u64, u64)> {
    let Some(text) = text else { return Ok((0, size)) };
    let malformed = || {
        let message = "The x-amz-copy-source-range value must be of the form bytes=first-last \
                       where first and last are the zero-based offsets of the first and last bytes \
                       to copy";
        errors::invalid_argument(message, "x-amz-copy-source-range", text)
    };
    let number = |digits: &str| -> Option<u64> {
        let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        if plain { digits.parse().ok() } else { None }
    };
    let range = text.strip_prefix("bytes=").and_then(|range| range.split_once('-'));
    let (first, last) = range.ok_or_else(malformed)?;
    let first = number(first).ok_or_else(malformed)?;
    let last = number(last).filter(|last| first <= *last).ok_or_else(malformed)?;
    if first >= size {
        let message = "The specified copy range is invalid for the source object size";
        return Err(errors::invalid_request(message));
    }
    if last >= size {
        let message = format!("Range specified is not valid for source object of size: {size}");
        return Err(errors::invalid_argument(message, "x-amz-copy-source-range", text));
    }
    Ok((first, last - first + 1))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn s3_4_3_ranges_of_ten_bytes() {
        assert_eq!(copied_range(None, 10).unwrap(), (0, 10));
        assert_eq!(copied_range(Some("bytes=0-8"), 10).unwrap(), (0, 9));
        assert_eq!(copied_range(Some("bytes=0-9"), 10).unwrap(), (0, 10));
        for (text, code) in [
            ("0-8", "InvalidArgument"),
            ("bytes=1-", "InvalidArgument"),
            ("bytes=-2", "InvalidArgument"),
            ("bytes=1-0", "InvalidArgument"),
            ("bytes=0-1,3-4", "InvalidArgument"),
            ("bytes=0-100", "InvalidArgument"),
            ("bytes=100-200", "InvalidRequest"),
        ] {
            assert_eq!(copied_range(Some(text), 10).unwrap_err().code(), code, "{text}");
        }
    }
}
