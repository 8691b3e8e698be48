//! CreateMultipartUpload and AbortMultipartUpload (S3-4.1, S3-4.7).

use crate::access::authorization::{Access, authorize};
use crate::access::owner;
use crate::buckets::bucket::Bucket;
use crate::encryption::kms::keep_key;
use crate::encryption::object_encryption::show_customer_key;
use crate::encryption::object_encryption::show_encryption;
use crate::errors;
use crate::model::*;
use crate::objects::checksums::ChecksumType;
use crate::objects::write_request::{WriteConditionKeys, object_write, only_directory};
use crate::state::S3;
use crate::tags::tag_set;
use crate::uploads::upload::{Upload, no_such_upload};
use crate::versions::ordered;
use parhelion_wire::Timestamp;
use parhelion_wire::checksum::Algorithm;
use parhelion_wire::error::Result;
use parhelion_world::rows::Table;
use parhelion_world::{Caller, Context};
use std::sync::Arc;

impl S3 {
    pub(crate) fn create_multipart_upload(
        &mut self,
        cx: &mut Context,
        mut input: CreateMultipartUploadInput,
    ) -> Result<CreateMultipartUploadOutput> {
        let bucket = self.find_bucket(cx, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let write = object_write!(input);
        let tags = write.tagging.as_deref().map(tag_set::from_header).transpose();
        let sent = tags.as_ref().ok().and_then(Option::as_ref);
        write.authorize(cx, bucket, WriteConditionKeys::default(), sent)?;
        let tags = tags?.unwrap_or_default();
        let properties = write.into_properties(cx, bucket, tags)?;
        let checksum =
            declared(input.checksum_algorithm.as_deref(), input.checksum_type.as_deref())?;
        let seen = bucket.keys.get(input.key.as_str()).and_then(|held| held.current());
        let mut output = CreateMultipartUploadOutput {
            bucket: Some(input.bucket.clone()),
            key: Some(input.key.clone()),
            checksum_algorithm: checksum.map(|(algorithm, _)| algorithm.name().to_owned()),
            checksum_type: checksum.map(|(_, kind)| kind.name().to_owned()),
            sse_kms_encryption_context: properties.encryption.context(),
            ..CreateMultipartUploadOutput::default()
        };
        show_encryption!(output, properties.encryption);
        show_customer_key!(output, properties.encryption);
        let upload = Upload {
            id: ordered::new(cx, 64, bucket.uploads.begun() + 1).into(),
            key: input.key.as_str().into(),
            initiated: Timestamp::from_secs(cx.now.secs()),
            initiator: initiator(cx, bucket),
            properties,
            checksum,
            seen: seen.map(|version| version.written),
            parts: Table::new(),
        };
        output.upload_id = Some(upload.id.to_string());
        (output.abort_date, output.abort_rule_id) = abort(cx, bucket, &upload);
        keep_key(cx, output.sse_kms_key_id.as_deref());
        self.change(&input.bucket)?.uploads.insert(upload);
        self.wake_lifecycle(cx, &input.bucket)?;
        Ok(output)
    }

    pub(crate) fn abort_multipart_upload(
        &mut self,
        cx: &mut Context,
        input: AbortMultipartUploadInput,
    ) -> Result<AbortMultipartUploadOutput> {
        let AbortMultipartUploadInput {
            bucket,
            key,
            upload_id,
            request_payer: _,
            expected_bucket_owner,
            if_match_initiated_time,
        } = input;
        let held = self.find_bucket(cx, &bucket, expected_bucket_owner.as_deref())?;
        only_directory("x-amz-if-match-initiated-time", if_match_initiated_time.is_some())?;
        may(cx, held, "s3:AbortMultipartUpload", &key, &upload_id)?;
        if held.uploads.find(&key, &upload_id).is_none() {
            // S3-4.7: gone already, which is as good, as long as it is remembered.
            let known = held.uploads.was_ended(cx.now, &key, &upload_id);
            let output = AbortMultipartUploadOutput::default();
            return if known { Ok(output) } else { Err(no_such_upload(&upload_id)) };
        }
        self.change(&bucket)?.uploads.abort(cx.now, &key, &upload_id);
        Ok(AbortMultipartUploadOutput::default())
    }
}

/// `x-amz-abort-date`, `x-amz-abort-rule-id`
pub(super) fn abort(
    cx: &Context,
    bucket: &Bucket,
    upload: &Upload,
) -> (Option<Timestamp>, Option<String>) {
    let lifecycle = bucket.lifecycle.at(cx.now).as_ref();
    match lifecycle.and_then(|lifecycle| lifecycle.abort(&upload.key, upload.initiated)) {
        Some((at, rule)) => (Some(at), Some(rule.to_owned())),
        None => (None, None),
    }
}

/// The action, or being the one who began the upload (S3-7.1).
pub(super) fn may(
    cx: &Context,
    bucket: &Bucket,
    action: &'static str,
    key: &str,
    id: &str,
) -> Result<()> {
    let refused = match authorize(cx, bucket, &Access::to_key(action, key)) {
        Ok(()) => return Ok(()),
        Err(refused) => refused,
    };
    let upload = bucket.uploads.find(key, id);
    let own = upload.is_some_and(|upload| {
        let (_, arn) = &upload.initiator;
        owner::party(&cx.caller).is_some() && **arn == *cx.caller.arn()
    });
    let denied = refused.message().contains("explicit deny");
    if own && !denied { Ok(()) } else { Err(refused) }
}

fn initiator(cx: &Context, bucket: &Bucket) -> (Arc<str>, Arc<str>) {
    match &cx.caller {
        Caller::Service { principal, .. } => (bucket.owner.clone(), principal.clone()),
        other => match owner::party(other) {
            Some(party) => (party.clone(), other.arn().into()),
            None => ("".into(), "".into()),
        },
    }
}

/// What Create says of checksums (S3-4.1a–e).
fn declared(
    algorithm: Option<&str>,
    kind: Option<&str>,
) -> Result<Option<(Algorithm, ChecksumType)>> {
    let refused = |message: String| Err(errors::invalid_request(message));
    let algorithm = match algorithm {
        None if kind.is_some() => {
            return refused(
                "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm \
                 header."
                    .to_owned(),
            );
        }
        None => return Ok(None),
        Some(name) => Algorithm::from_name(name),
    };
    let Some(algorithm) = algorithm else {
        return refused(
            "Checksum algorithm provided is unsupported. Please try again with any of the valid \
             types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"
                .to_owned(),
        );
    };
    let kind = match kind {
        None if algorithm == Algorithm::Crc64Nvme => ChecksumType::FullObject,
        None => ChecksumType::Composite,
        Some(name) => ChecksumType::from_name(name).ok_or_else(|| {
            errors::invalid_request("Value for x-amz-checksum-type header is invalid.")
        })?,
    };
    let combines = matches!(algorithm, Algorithm::Crc32 | Algorithm::Crc32c | Algorithm::Crc64Nvme);
    let possible = match kind {
        ChecksumType::FullObject => combines,
        ChecksumType::Composite => algorithm != Algorithm::Crc64Nvme,
    };
    if possible {
        return Ok(Some((algorithm, kind)));
    }
    let (kind, algorithm) = (kind.name(), algorithm.name().to_ascii_lowercase());
    refused(format!(
        "The {kind} checksum type cannot be used with the {algorithm} checksum algorithm."
    ))
}
