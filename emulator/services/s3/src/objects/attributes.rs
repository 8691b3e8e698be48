//! GetObjectAttributes (S3-3.21).

use crate::access::authorization::missing;
use crate::buckets::bucket::Bucket;
use crate::errors;
use crate::listing::objects::at_least;
use crate::model::*;
use crate::objects::checksums::ChecksumType;
use crate::objects::checksums::{set_checksum, show_part_checksum};
use crate::objects::object::Object as Stored;
use crate::objects::write_request::customer_key;
use crate::state::S3;
use crate::versions::named_version::{ConditionKeys, NamedVersion};
use crate::versions::version::Version;
use parhelion_wire::error::Result;
use parhelion_world::Context;

const KNOWN: [&str; 5] = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"];
const PARTS_MAX: i32 = 1000;

impl S3 {
    pub(crate) fn get_object_attributes(
        &mut self,
        cx: &mut Context,
        mut input: GetObjectAttributesInput,
    ) -> Result<GetObjectAttributesOutput> {
        let bucket = self.find_bucket(cx, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let (version, object) = find(cx, bucket, &input.key, input.version_id.as_deref())?;
        let asked = &input.object_attributes;
        if asked.is_empty() || asked.iter().any(|name| !KNOWN.contains(&name.trim())) {
            let message = "Invalid attribute name specified.";
            return Err(errors::invalid_argument(message, "x-amz-object-attributes", ""));
        }
        at_least(0, "x-amz-max-parts", input.max_parts)?;
        at_least(0, "x-amz-part-number-marker", input.part_number_marker)?;
        object.properties.encryption.check_reader(&customer_key!(input))?;
        object.properties.encryption.check_decryption(cx)?;
        let wants = |name: &str| input.object_attributes.iter().any(|asked| asked.trim() == name);
        let mut output = GetObjectAttributesOutput {
            last_modified: Some(version.modified),
            version_id: bucket.shown_id(cx.now, version),
            ..GetObjectAttributesOutput::default()
        };
        if wants("ETag") {
            output.e_tag = Some(object.e_tag.to_string());
        }
        if wants("Checksum") {
            // S3-3.15(f): without the number of parts.
            let mut checksum = Checksum {
                checksum_type: Some(object.checksum.kind().name().to_owned()),
                ..Checksum::default()
            };
            set_checksum!(checksum, object.checksum.algorithm(), object.checksum.value().base64());
            output.checksum = Some(checksum);
        }
        if wants("ObjectParts") {
            output.object_parts = parts(object, input.max_parts, input.part_number_marker)?;
        }
        if wants("StorageClass") {
            output.storage_class = Some(object.properties.storage_class.name().to_owned());
        }
        if wants("ObjectSize") {
            output.object_size = i64::try_from(object.size()).ok();
        }
        Ok(output)
    }
}

fn find<'a>(
    cx: &Context,
    bucket: &'a Bucket,
    key: &str,
    version_id: Option<&str>,
) -> Result<(&'a Version, &'a Stored)> {
    let named = NamedVersion::new(key, version_id);
    for actions in [
        ["s3:GetObject", "s3:GetObjectVersion"],
        ["s3:GetObjectAttributes", "s3:GetObjectVersionAttributes"],
    ] {
        named.authorized(cx, bucket, named.action(actions), ConditionKeys::default())?;
    }
    named.check_id()?;
    let found = named.find(bucket);
    match (found, found.and_then(Version::object)) {
        (Some(version), Some(object)) => Ok((version, object)),
        (Some(_), None) if version_id.is_some() => Err(named.is_marker("GET")),
        (Some(_), None) => {
            let error = errors::no_such_key(key).header("x-amz-delete-marker", "true");
            Err(missing(cx, bucket, key, error))
        }
        (None, _) => Err(named.missing(cx, bucket)),
    }
}

fn parts(
    object: &Stored,
    max: Option<i32>,
    marker: Option<i32>,
) -> Result<Option<GetObjectAttributesParts>> {
    let Some(parts) = object.parts.as_deref() else { return Ok(None) };
    let total_parts_count = i32::try_from(parts.len()).ok();
    if object.checksum.kind() == ChecksumType::FullObject {
        let only = GetObjectAttributesParts { total_parts_count, ..Default::default() };
        return Ok(Some(only));
    }
    let max = max.unwrap_or(PARTS_MAX).clamp(0, PARTS_MAX);
    let after = marker.unwrap_or(0);
    let behind: Vec<_> = parts.iter().filter(|part| part.number > after).collect();
    let shown = behind.get(..usize::try_from(max).unwrap_or(0)).unwrap_or(&behind);
    let last = shown.last().map_or(0, |part| part.number);
    let list = shown.iter().map(|part| {
        let mut shell = ObjectPart {
            part_number: Some(part.number),
            size: i64::try_from(part.size).ok(),
            ..ObjectPart::default()
        };
        if let Some(checksum) = part.checksum {
            show_part_checksum!(shell, checksum);
        }
        shell
    });
    let list: Vec<ObjectPart> = list.collect();
    Ok(Some(GetObjectAttributesParts {
        total_parts_count,
        part_number_marker: Some(after),
        next_part_number_marker: Some(last),
        max_parts: Some(max),
        is_truncated: Some(shown.len() < behind.len()),
        parts: (!list.is_empty()).then_some(list),
    }))
}
