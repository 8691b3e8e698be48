//! CompleteMultipartUpload (S3-4.4): the object is made of its parts' bytes, which are shared.

use crate::access::authorization::{Access, authorize};
use crate::buckets::bucket::Bucket;
use crate::choices::{COMPLETE_FORGOTTEN, COMPLETE_LOSES};
use crate::encryption::object_encryption::show_encryption;
use crate::errors;
use crate::model::*;
use crate::objects::checksums::{ChecksumType, Claims, ObjectChecksum};
use crate::objects::checksums::{claimed_checksums, show_checksum};
use crate::objects::conditions::{Refusal, WriteCondition};
use crate::objects::new_version::{new_version_id, refused};
use crate::objects::object::{Object, ObjectPart, quoted};
use crate::objects::write_request::customer_key;
use crate::requests::header_errors::header_invalid;
use crate::state::S3;
use crate::uploads::parts::check_key;
use crate::uploads::upload::{Completed, Part, Upload, no_such_upload};
use crate::versions::version::{Content, VersionId, Versioning};
use parhelion_wire::checksum::{Checksum, multipart_etag};
use parhelion_wire::error::Result;
use parhelion_wire::{Body, Error};
use parhelion_world::Context;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::sync::Arc;

/// S3-4.4(d)
const BYTES_MIN: u64 = 5 << 20;

impl S3 {
    pub(crate) fn complete_multipart_upload(
        &mut self,
        cx: &mut Context,
        mut input: CompleteMultipartUploadInput,
    ) -> Result<CompleteMultipartUploadOutput> {
        let bucket = self.find_bucket(cx, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let keys = [
            ("if-match", input.if_match.as_deref()),
            ("if-none-match", input.if_none_match.as_deref()),
            ("objectcreationoperation", Some("true")),
        ];
        authorize(cx, bucket, &Access::to_key("s3:PutObject", &input.key).with(&keys))?;
        if input.if_match.is_some() {
            let current = bucket.current(&input.key).map(|version| &**version);
            let access = Access::to_key("s3:GetObject", &input.key).with(&keys).on(current);
            authorize(cx, bucket, &access)?;
        }
        if input.mpu_object_size.is_some_and(|size| size < 0) {
            return Err(header_invalid("x-amz-mp-object-size"));
        }
        if !bucket.uploads.is_known(&input.key, &input.upload_id) {
            return Err(no_such_upload(&input.upload_id));
        }
        // S3-4.4(a)
        let listed = match input.multipart_upload.take() {
            None => return Err(errors::invalid_request("You must specify at least one part")),
            Some(CompletedMultipartUpload { parts }) => parts.unwrap_or_default(),
        };
        if listed.is_empty() {
            return Err(errors::malformed_xml());
        }
        let Some(upload) = bucket.uploads.find(&input.key, &input.upload_id) else {
            return repeated(cx, bucket, &input, &listed);
        };
        if upload.checksum.is_some() || !customer_key_is_empty(&input) {
            check_key(upload, &customer_key!(input))?;
        }
        upload.properties.encryption.check_decryption(cx)?;
        let chosen = chosen(upload, &listed)?;
        check_sizes(&chosen)?;
        check_consecutive(upload, &listed)?;
        check_condition(cx, bucket, upload, &input)?;
        let object = assembled(cx, upload, &chosen);
        check_claims(upload, &input, &object)?;

        let e_tag = object.e_tag.clone();
        let enabled = bucket.versioning(cx.now) == Versioning::Enabled;
        let id: VersionId = enabled.then(|| new_version_id(cx, bucket));
        let mut output = shown(bucket, &input, &e_tag, id.as_deref());
        show_checksum!(output, object.checksum);
        show_encryption!(output, object.properties.encryption);
        let initiated = upload.initiated;
        let loses = cx.choose(&COMPLETE_LOSES) != 0;
        let bucket = self.change(&input.bucket)?;
        bucket.uploads.remove(&input.key, &input.upload_id);
        let held = Content::Object(object);
        if loses {
            bucket.put_behind(&input.key, id.clone(), initiated, held);
        } else {
            bucket.put(&input.key, id.clone(), initiated, held);
        }
        bucket.uploads.remember(Completed {
            at: cx.now,
            id: input.upload_id.as_str().into(),
            key: input.key.as_str().into(),
            parts: identity(&listed),
            version: id,
            e_tag,
            written: bucket.writes,
        });
        let (event, version) =
            ("ObjectCreated:CompleteMultipartUpload", output.version_id.as_deref());
        output.expiration = self.object_created(cx, &input.bucket, event, &input.key, version)?;
        Ok(output)
    }
}

fn customer_key_is_empty(input: &CompleteMultipartUploadInput) -> bool {
    input.sse_customer_algorithm.is_none()
        && input.sse_customer_key.is_none()
        && input.sse_customer_key_md5.is_none()
}

/// S3-4.4(k): the same request again has the same answer, for some time.
fn repeated(
    cx: &mut Context,
    bucket: &Bucket,
    input: &CompleteMultipartUploadInput,
    listed: &[CompletedPart],
) -> Result<CompleteMultipartUploadOutput> {
    let gone = || no_such_upload(&input.upload_id);
    let done = bucket.uploads.completed(cx.now, &input.key, &input.upload_id).ok_or_else(gone)?;
    if done.parts != identity(listed) || cx.choose(&COMPLETE_FORGOTTEN) != 0 {
        return Err(gone());
    }
    let mut output = shown(bucket, input, &done.e_tag, done.version.as_deref());
    let versions = bucket.keys.get(input.key.as_str());
    let mut all = versions.into_iter().flat_map(|held| held.iter());
    let made = all.find(|version| version.written == done.written);
    if let Some(object) = made.and_then(|version| version.object()) {
        show_checksum!(output, object.checksum);
        show_encryption!(output, object.properties.encryption);
    }
    Ok(output)
}

fn identity(listed: &[CompletedPart]) -> Vec<(i32, String)> {
    listed.iter().map(|part| (number(part), tag(part).to_owned())).collect()
}

fn number(part: &CompletedPart) -> i32 {
    part.part_number.unwrap_or(0)
}

fn tag(part: &CompletedPart) -> &str {
    part.e_tag.as_deref().unwrap_or_default().trim().trim_matches('"')
}

fn shown(
    bucket: &Bucket,
    input: &CompleteMultipartUploadInput,
    e_tag: &str,
    version: Option<&str>,
) -> CompleteMultipartUploadOutput {
    const ENCODED: &percent_encoding::AsciiSet =
        &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    let key = utf8_percent_encode(&input.key, ENCODED);
    CompleteMultipartUploadOutput {
        location: Some(format!("https://{}.s3.{}.amazonaws.com/{key}", bucket.name, bucket.region)),
        bucket: Some(input.bucket.clone()),
        key: Some(input.key.clone()),
        e_tag: Some(quoted(e_tag)),
        version_id: version.map(str::to_owned),
        ..CompleteMultipartUploadOutput::default()
    }
}

/// The parts that are listed, if they are those that were uploaded (S3-4.4b, c, f, h).
fn chosen<'a>(upload: &'a Upload, listed: &[CompletedPart]) -> Result<Vec<(i32, &'a Arc<Part>)>> {
    let mut chosen = Vec::with_capacity(listed.len());
    let mut before = 0;
    for part in listed {
        let (Some(number), Some(_)) = (part.part_number, &part.e_tag) else {
            return Err(errors::malformed_xml());
        };
        if number < 1 {
            let message = "PartNumber must be >= 1";
            return Err(errors::invalid_argument(message, "PartNumber", number.to_string()));
        }
        if number <= before {
            return Err(out_of_order(&upload.id));
        }
        before = number;
    }
    for part in listed {
        let invalid = || invalid_part(&upload.id, part);
        let found = upload.parts.get(&number(part)).ok_or_else(invalid)?;
        if tag(part) != &*found.e_tag {
            return Err(invalid());
        }
        check_part_checksum(upload, part, found)?;
        chosen.push((number(part), found));
    }
    Ok(chosen)
}

/// S3-4.4(c, f): what is said of a part is what was said of it before.
fn check_part_checksum(upload: &Upload, listed: &CompletedPart, found: &Part) -> Result<()> {
    let claims = Claims { content_md5: None, checksums: claimed_checksums!(listed) };
    match (claims.checksum()?, upload.checksum) {
        (None, Some((algorithm, ChecksumType::Composite))) => {
            let (name, number) = (algorithm.name().to_ascii_lowercase(), number(listed));
            Err(errors::invalid_request(format!(
                "The upload was created using a {name} checksum. The complete request must include \
                 the checksum for each part. It was missing for part {number} in the request."
            )))
        }
        (None, _) => Ok(()),
        (Some(said), _) if said == found.checksum || Some(said) == found.claimed => Ok(()),
        (Some(_), _) => Err(invalid_part(&upload.id, listed)),
    }
}

fn out_of_order(id: &str) -> Error {
    let message = "The list of parts was not in ascending order. Parts must be ordered by part \
                   number.";
    Error::new(400, "InvalidPartOrder", message).with("UploadId", id)
}

fn invalid_part(id: &str, part: &CompletedPart) -> Error {
    // The two spaces are the service's.
    let message = "One or more of the specified parts could not be found.  The part may not have \
                   been uploaded, or the specified entity tag may not match the part's entity tag.";
    Error::new(400, "InvalidPart", message)
        .with("UploadId", id)
        .with("PartNumber", number(part).to_string())
        .with("ETag", tag(part))
}

/// S3-4.4(d)
fn check_sizes(chosen: &[(i32, &Arc<Part>)]) -> Result<()> {
    let but_last = chosen.split_last().map_or(&[][..], |(_, but_last)| but_last);
    match but_last.iter().find(|(_, part)| part.body.len() < BYTES_MIN) {
        None => Ok(()),
        Some((number, part)) => {
            let message = "Your proposed upload is smaller than the minimum allowed size";
            Err(Error::new(400, "EntityTooSmall", message)
                .with("ProposedSize", part.body.len().to_string())
                .with("MinSizeAllowed", BYTES_MIN.to_string())
                .with("PartNumber", number.to_string())
                .with("ETag", &*part.e_tag))
        }
    }
}

/// S3-4.4(i)
fn check_consecutive(upload: &Upload, listed: &[CompletedPart]) -> Result<()> {
    let with_checksums = listed.iter().any(|part| !claimed_checksums!(part).is_empty());
    let consecutive = listed.iter().zip(1..).all(|(part, expected)| number(part) == expected);
    if with_checksums && !consecutive { Err(out_of_order(&upload.id)) } else { Ok(()) }
}

/// S3-3.4, rows j and k with it: what has happened to the key since Create.
fn check_condition(
    cx: &mut Context,
    bucket: &Bucket,
    upload: &Upload,
    input: &CompleteMultipartUploadInput,
) -> Result<()> {
    let condition =
        WriteCondition::of_write(input.if_match.as_deref(), input.if_none_match.as_deref())?;
    let current = bucket.current(&input.key);
    let e_tag = current.and_then(|version| version.object()).map(|object| &*object.e_tag);
    if let Err(refusal) = condition.check(e_tag) {
        return Err(match refusal {
            Refusal::Missing => errors::no_such_key(&input.key),
            refusal => refused(cx, &input.key, refusal),
        });
    }
    let conflict = |header| Err(errors::conditional_request_conflict(header, &input.key));
    match condition {
        WriteCondition::Absent if upload.seen.is_some() => conflict("If-None-Match"),
        WriteCondition::Is(_) if current.map(|version| version.written) != upload.seen => {
            conflict("If-Match")
        }
        _ => Ok(()),
    }
}

/// The object, with ETag and checksum of S3-3.12(c) and S3-3.13(b, c).
fn assembled(cx: &mut Context, upload: &Upload, chosen: &[(i32, &Arc<Part>)]) -> Object {
    let mut body = Body::empty();
    chosen.iter().for_each(|(_, part)| body.append(&part.body));
    let properties = upload.properties.clone();
    let whole = multipart_etag(chosen.iter().map(|(_, part)| &part.md5));
    let e_tag = match properties.encryption.algorithm() {
        Some(crate::encryption::algorithm::Algorithm::Aes256) => whole,
        // Of the same form, but nothing to be computed.
        _ => format!("{}-{}", cx.id(b"0123456789abcdef", 32), chosen.len()),
    };
    let checksums: Vec<Checksum> = chosen.iter().map(|(_, part)| part.checksum).collect();
    let checksum = match upload.kind() {
        ChecksumType::Composite => ObjectChecksum::composite(upload.algorithm(), &checksums),
        ChecksumType::FullObject => ObjectChecksum::full(combined(chosen)),
    };
    let composite = upload.kind() == ChecksumType::Composite;
    let parts = chosen.iter().zip(1..).map(|((_, part), number)| ObjectPart {
        number,
        size: part.body.len(),
        checksum: composite.then_some(part.checksum),
    });
    Object { body, e_tag: e_tag.into(), checksum, parts: Some(parts.collect()), properties }
}

fn combined(chosen: &[(i32, &Arc<Part>)]) -> Checksum {
    let mut parts = chosen.iter().map(|(_, part)| part);
    #[allow(clippy::expect_used)] // a list of at least one, checked before
    let first = parts.next().expect("a part").checksum;
    parts.fold(first, |whole, part| {
        #[allow(clippy::expect_used)] // FULL_OBJECT uploads have CRCs of one algorithm
        whole.followed_by(&part.checksum, part.body.len()).expect("two CRCs")
    })
}

/// What the request says of the whole (S3-4.4e, g, h).
fn check_claims(
    upload: &Upload,
    input: &CompleteMultipartUploadInput,
    object: &Object,
) -> Result<()> {
    if let Some(size) = input.mpu_object_size
        && u64::try_from(size) != Ok(object.size())
    {
        return Err(errors::invalid_request(format!(
            "The provided 'x-amz-mp-object-size' header value {size} does not match what was \
             computed: {}",
            object.size()
        )));
    }
    if let Some(kind) = input.checksum_type.as_deref() {
        let declared = upload.checksum.map(|(_, kind)| kind.name());
        if declared != Some(kind) {
            let declared = declared.unwrap_or("null");
            return Err(errors::invalid_request(format!(
                "The upload was created using the {declared} checksum mode. The complete request \
                 must use the same checksum mode."
            )));
        }
    }
    let sent = claimed_checksums!(input);
    let Some((algorithm, text)) = sent.first() else { return Ok(()) };
    let held = &object.checksum;
    let bare = text.split('-').next().unwrap_or_default();
    let same = *text == held.text()
        || (held.kind() == ChecksumType::Composite && bare == held.value().base64());
    if *algorithm == held.algorithm() && same {
        return Ok(());
    }
    let name = algorithm.name().to_ascii_lowercase();
    let message = format!("The {name} you specified did not match the calculated checksum.");
    Err(Error::new(400, "BadDigest", message))
}
