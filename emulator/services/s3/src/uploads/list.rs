//! ListParts and ListMultipartUploads (S3-4.8, S3-4.9).

use crate::access::authorization::{Access, authorize};
use crate::access::owner;
use crate::errors;
use crate::listing::objects::{Encoding, at_least, max_of, some};
use crate::listing::pages;
use crate::listing::pages::{Entry, Page, Query};
use crate::model::*;
use crate::objects::checksums::show_part_checksum;
use crate::state::S3;
use crate::uploads::create::{abort, may};
use crate::uploads::upload::Upload;
use crate::versions::ordered;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

impl S3 {
    pub(crate) fn list_parts(
        &mut self,
        cx: &mut Context,
        input: ListPartsInput,
    ) -> Result<ListPartsOutput> {
        let ListPartsInput { bucket, key, max_parts, part_number_marker, upload_id, .. } = input;
        let held = self.find_bucket(cx, &bucket, input.expected_bucket_owner.as_deref())?;
        may(cx, held, "s3:ListMultipartUploadParts", &key, &upload_id)?;
        let max = max_of(max_parts, "max-parts")?;
        at_least(0, "part-number-marker", part_number_marker)?;
        let after = part_number_marker.unwrap_or(0);
        let upload = held.upload(&key, &upload_id)?;
        let mut rest =
            upload.parts.range((std::ops::Bound::Excluded(after), std::ops::Bound::Unbounded));
        let parts: Vec<Part> = rest
            .by_ref()
            .take(max)
            .map(|(number, part)| {
                let mut shell = Part {
                    part_number: Some(*number),
                    last_modified: Some(part.modified),
                    e_tag: Some(part.quoted_e_tag()),
                    size: i64::try_from(part.body.len()).ok(),
                    ..Part::default()
                };
                if let Some(checksum) = upload.shown(part) {
                    show_part_checksum!(shell, checksum);
                }
                shell
            })
            .collect();
        let truncated = max > 0 && rest.next().is_some();
        let (abort_date, abort_rule_id) = abort(cx, held, upload);
        Ok(ListPartsOutput {
            abort_date,
            abort_rule_id,
            bucket: Some(bucket.clone()),
            key: Some(key.clone()),
            part_number_marker: Some(after),
            next_part_number_marker: Some(parts.last().and_then(|p| p.part_number).unwrap_or(0)),
            max_parts: i32::try_from(max).ok(),
            is_truncated: Some(truncated),
            initiator: Some(initiator(upload)),
            owner: Some(owner::of(&upload.properties.owner)),
            storage_class: Some(upload.properties.storage_class.name().to_owned()),
            checksum_algorithm: upload.checksum.map(|(algorithm, _)| algorithm.name().to_owned()),
            checksum_type: upload.checksum.map(|(_, kind)| kind.name().to_owned()),
            parts: some(parts),
            upload_id: Some(upload_id),
            ..ListPartsOutput::default()
        })
    }

    pub(crate) fn list_multipart_uploads(
        &mut self,
        cx: &mut Context,
        input: ListMultipartUploadsInput,
    ) -> Result<ListMultipartUploadsOutput> {
        let ListMultipartUploadsInput {
            bucket,
            delimiter,
            encoding_type,
            key_marker,
            max_uploads,
            prefix,
            upload_id_marker,
            expected_bucket_owner,
            request_payer: _,
        } = input;
        let held = self.find_bucket(cx, &bucket, expected_bucket_owner.as_deref())?;
        authorize(cx, held, &Access::to("s3:ListBucketMultipartUploads"))?;
        let encode = Encoding::of(encoding_type.as_deref())?;
        at_least(1, "max-uploads", max_uploads)?;
        let max = max_of(max_uploads, "max-uploads")?;
        let delimiter = delimiter.filter(|text| !text.is_empty());
        let marker = key_marker.as_deref().unwrap_or_default();
        // S3-4.9(c): without a key, an id marks nothing.
        let id = upload_id_marker.as_deref().filter(|id| !marker.is_empty() && !id.is_empty());
        if let Some(id) = id.filter(|id| !held.uploads.is_known(marker, id)) {
            return Err(errors::invalid_argument(
                "Invalid uploadId marker",
                "upload-id-marker",
                id,
            ));
        }
        let query = Query {
            prefix: prefix.as_deref().unwrap_or_default(),
            delimiter: delimiter.as_deref().unwrap_or_default(),
            after: marker,
            max,
        };
        // Those of a key stand in the order in which they were begun.
        let order = id.and_then(ordered::of);
        let within = order.map(|order| {
            move |upload: &Arc<Upload>| ordered::of(&upload.id).is_none_or(|own| own <= order)
        });
        let page = pages::page_within(held.uploads.by_key(), query, within, |all| all.iter());
        let (next_key, next_id) = next_markers(&page, &encode);
        let (mut uploads, mut prefixes) = (Vec::new(), Vec::new());
        for entry in &page.entries {
            match entry {
                Entry::Key(_, upload) => uploads.push(shown(&encode, upload)),
                Entry::CommonPrefix(prefix) => {
                    prefixes.push(CommonPrefix { prefix: Some(encode.text(*prefix)) });
                }
            }
        }
        Ok(ListMultipartUploadsOutput {
            bucket: Some(bucket.clone()),
            upload_id_marker: Some(upload_id_marker.clone().unwrap_or_default()),
            next_key_marker: Some(next_key),
            next_upload_id_marker: Some(next_id),
            max_uploads: i32::try_from(max).ok(),
            is_truncated: Some(page.truncated),
            uploads: some(uploads),
            common_prefixes: some(prefixes),
            key_marker: Some(encode.text(marker)),
            // Only where keys are asked for by their form.
            prefix: (prefix.is_some() || delimiter.is_some())
                .then(|| encode.text(prefix.as_deref().unwrap_or_default())),
            delimiter: delimiter.as_deref().map(|text| encode.text(text)),
            encoding_type,
            ..ListMultipartUploadsOutput::default()
        })
    }
}

/// `NextKeyMarker` and `NextUploadIdMarker`: the last upload, but a page that ends with a common
/// prefix goes on behind that.
fn next_markers(page: &Page<Arc<Upload>>, encode: &Encoding) -> (String, String) {
    let last = page.entries.iter().rev().find_map(|entry| match entry {
        Entry::Key(key, upload) => Some((encode.text(&***key), upload.id.to_string())),
        Entry::CommonPrefix(_) => None,
    });
    let (last_key, last_id) = last.unwrap_or_default();
    match page.entries.last() {
        Some(Entry::CommonPrefix(prefix)) if page.truncated => (encode.text(*prefix), last_id),
        _ => (last_key, last_id),
    }
}

fn shown(encode: &Encoding, upload: &Upload) -> MultipartUpload {
    MultipartUpload {
        upload_id: Some(upload.id.to_string()),
        key: Some(encode.text(&*upload.key)),
        initiated: Some(upload.initiated),
        storage_class: Some(upload.properties.storage_class.name().to_owned()),
        owner: Some(owner::of(&upload.properties.owner)),
        initiator: Some(initiator(upload)),
        checksum_algorithm: upload.checksum.map(|(algorithm, _)| algorithm.name().to_owned()),
        checksum_type: upload.checksum.map(|(_, kind)| kind.name().to_owned()),
    }
}

/// The account's canonical id for root, an ARN for everybody else; still with a name (S3-4.8).
fn initiator(upload: &Upload) -> Initiator {
    let (account, arn) = &upload.initiator;
    if arn.is_empty() || arn.ends_with(":root") {
        let id = owner::canonical_id(account);
        return Initiator { display_name: Some(account.to_string()), id: Some(id) };
    }
    let name = arn.rsplit('/').next().unwrap_or_default();
    Initiator { display_name: Some(name.to_owned()), id: Some(arn.to_string()) }
}
