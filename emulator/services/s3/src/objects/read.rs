//! GetObject and HeadObject: one reading, two answers (S3-3.2, S3-3.3, S3-3.7 to S3-3.9).

use crate::access::authorization::{Access, authorize, missing};
use crate::buckets::bucket::Bucket;
use crate::encryption::customer_key::CustomerKey;
use crate::encryption::object_encryption::show_customer_key;
use crate::encryption::object_encryption::show_encryption;
use crate::errors;
use crate::model::*;
use crate::objects::checksums::{show_checksum, show_part_checksum};
use crate::objects::conditions::{Current, Outcome, ReadConditions};
use crate::objects::metadata;
use crate::objects::object::{Object as Stored, Properties, StorageClass};
use crate::objects::range;
use crate::objects::range::Range;
use crate::state::S3;
use crate::versions::named_version::{ConditionKeys, NamedVersion};
use crate::versions::version::Version;
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};
use parhelion_world::{Caller, Context};

/// What a read asks, by GET or by HEAD.
struct Read {
    key: String,
    version_id: Option<String>,
    if_match: Option<String>,
    if_none_match: Option<String>,
    if_modified_since: Option<Timestamp>,
    if_unmodified_since: Option<Timestamp>,
    range: Option<String>,
    part_number: Option<i32>,
    with_checksum: bool,
    customer_key: CustomerKey,
    overrides: Overrides,
    with_body: bool,
}

/// `response-…` (S3-3.9).
struct Overrides {
    cache_control: Option<String>,
    content_disposition: Option<String>,
    content_encoding: Option<String>,
    content_language: Option<String>,
    content_type: Option<String>,
    expires: Option<String>,
}

/// Both inputs have the same members but for their type.
macro_rules! read {
    ($input:ident, $with_body:literal) => {
        Read {
            key: $input.key,
            version_id: $input.version_id,
            if_match: $input.if_match,
            if_none_match: $input.if_none_match,
            if_modified_since: $input.if_modified_since,
            if_unmodified_since: $input.if_unmodified_since,
            range: $input.range,
            part_number: $input.part_number,
            with_checksum: $input
                .checksum_mode
                .as_deref()
                .is_some_and(|mode| mode.eq_ignore_ascii_case("ENABLED")),
            customer_key: $crate::objects::write_request::customer_key!($input),
            overrides: Overrides {
                cache_control: $input.response_cache_control,
                content_disposition: $input.response_content_disposition,
                content_encoding: $input.response_content_encoding,
                content_language: $input.response_content_language,
                content_type: $input.response_content_type,
                expires: $input.response_expires.take(),
            },
            with_body: $with_body,
        }
    };
}

impl S3 {
    pub(crate) fn get_object(
        &mut self,
        cx: &mut Context,
        mut input: GetObjectInput,
    ) -> Result<GetObjectOutput> {
        let bucket = self.find_bucket(cx, &input.bucket, input.expected_bucket_owner.as_deref())?;
        read!(input, true).answer(cx, bucket)
    }

    pub(crate) fn head_object(
        &mut self,
        cx: &mut Context,
        mut input: HeadObjectInput,
    ) -> Result<HeadObjectOutput> {
        let bucket = self.find_bucket(cx, &input.bucket, input.expected_bucket_owner.as_deref())?;
        read!(input, false).answer(cx, bucket).map(head)
    }
}

impl Read {
    fn answer(self, cx: &Context, bucket: &Bucket) -> Result<GetObjectOutput> {
        let version = self.find(cx, bucket)?;
        let Some(object) = version.object() else { return Err(self.is_marker(version)) };
        let Stored { checksum, parts, properties, .. } = object;
        properties.encryption.check_reader(&self.customer_key)?;
        self.check_conditions(cx, bucket, version, object)?;
        let range = match (self.part_number, self.range.as_deref()) {
            (Some(part), range) => {
                let sizes = parts.as_deref().map(|parts| parts.iter().map(|part| part.size));
                Some(match sizes {
                    None => range::part_of_whole(part, range, object.size())?,
                    Some(sizes) => range::part_of(part, range, sizes)?,
                })
            }
            (None, Some(_)) if !is_same(cx, version, object) => None,
            (None, Some(header)) => Range::of(header, object.size())?,
            (None, None) => None,
        };
        if self.with_body || self.with_checksum {
            properties.encryption.check_decryption(cx)?;
        }
        if self.with_body && object.is_out_of_reach() {
            return Err(errors::invalid_object_state(properties.storage_class.name()));
        }
        self.overrides.check(cx)?;
        let mut output = shown(cx, bucket, version, object);
        self.show_tags_and_lock(cx, bucket, version, &mut output);
        if self.version_id.is_none() {
            output.expiration = bucket.expiration(cx.now, &self.key, version);
        }
        if self.with_checksum {
            // S3-3.15(b–d)
            let whole = range.is_none_or(|range| range.covers(object.size()));
            match (self.part_number, parts.as_deref()) {
                (Some(number), Some(parts)) => {
                    let part = usize::try_from(number).ok().and_then(|n| parts.get(n - 1));
                    if let Some(checksum) = part.and_then(|part| part.checksum) {
                        show_part_checksum!(output, checksum);
                        output.checksum_type = Some(object.checksum.kind().name().to_owned());
                    } else if parts.len() == 1 {
                        show_checksum!(output, checksum);
                    }
                }
                _ if whole => show_checksum!(output, checksum),
                _ => {}
            }
        }
        if self.part_number.is_some() {
            output.parts_count = parts.as_deref().and_then(|parts| i32::try_from(parts.len()).ok());
        }
        let part = range.unwrap_or(Range { start: 0, len: object.size() });
        output.content_length = i64::try_from(part.len).ok();
        // An empty object has no first byte to name, so its part 1 has no Content-Range.
        output.content_range =
            range.filter(|range| range.len > 0).map(|range| range.content_range(object.size()));
        output.body = self.with_body.then(|| object.body.slice(part.start, part.len));
        self.overrides.apply(&mut output);
        Ok(output)
    }

    /// The version asked for, once the caller may know of it.
    fn find<'a>(&self, cx: &Context, bucket: &'a Bucket) -> Result<&'a Version> {
        let named = NamedVersion::new(&self.key, self.version_id.as_deref());
        let action = named.action(["s3:GetObject", "s3:GetObjectVersion"]);
        let found = named.authorized(cx, bucket, action, ConditionKeys::default())?;
        named.check_id()?;
        match found {
            // A delete marker that is the newest is a key that is not there.
            Some(version) if named.id.is_none() && version.object().is_none() => {
                let error = with_marker(errors::no_such_key(&self.key), version);
                Err(missing(cx, bucket, &self.key, error))
            }
            Some(version) => Ok(version),
            None => Err(named.missing(cx, bucket)),
        }
    }

    /// S3-6.3(b)
    fn is_marker(&self, version: &Version) -> Error {
        let method = if self.with_body { "GET" } else { "HEAD" };
        with_marker(errors::method_not_allowed(method, "DeleteMarker"), version)
            .header("last-modified", version.modified.http_date())
            .header("allow", "DELETE")
    }

    fn check_conditions(
        &self,
        cx: &Context,
        bucket: &Bucket,
        version: &Version,
        object: &Stored,
    ) -> Result<()> {
        let conditions = ReadConditions {
            if_match: self.if_match.as_deref(),
            if_none_match: self.if_none_match.as_deref(),
            if_modified_since: self.if_modified_since,
            if_unmodified_since: self.if_unmodified_since,
        };
        let current = Current { e_tag: &object.e_tag, modified: version.modified };
        match conditions.outcome(current, cx.now) {
            Outcome::Proceed => Ok(()),
            Outcome::Failed(header) => Err(errors::precondition_failed(header)),
            Outcome::NotModified => Err(not_modified(cx, bucket, version, object)),
        }
    }
}

/// S3-3.3(g): `If-Range` wants the range only of the object that it names.
fn is_same(cx: &Context, version: &Version, object: &Stored) -> bool {
    let header = cx.request.headers.get(http::header::IF_RANGE);
    let Some(text) = header.and_then(|value| value.to_str().ok()) else { return true };
    match Timestamp::parse_http_date(text) {
        Some(date) => version.modified.secs() == date.secs(),
        None => crate::objects::conditions::unquoted(text.trim()) == &*object.e_tag,
    }
}

/// S3-6.3(a)
fn with_marker(error: Error, version: &Version) -> Error {
    error
        .header("x-amz-delete-marker", "true")
        .header("x-amz-version-id", version.id.as_deref().unwrap_or("null"))
}

/// S3-3.3(b): no body, but what caches need.
fn not_modified(cx: &Context, bucket: &Bucket, version: &Version, object: &Stored) -> Error {
    let headers = &object.properties.headers;
    let mut error = Error::new(304, "NotModified", "Not Modified")
        .header("etag", object.quoted_e_tag())
        .header("last-modified", version.modified.http_date());
    for (name, value) in [("cache-control", &headers.cache_control), ("expires", &headers.expires)]
    {
        if let Some(value) = value {
            error = error.header(name, value.as_str());
        }
    }
    match bucket.shown_id(cx.now, version) {
        Some(id) => error.header("x-amz-version-id", id),
        None => error,
    }
}

/// The headers of S3-3.2 that every answer has.
fn shown(cx: &Context, bucket: &Bucket, version: &Version, object: &Stored) -> GetObjectOutput {
    let Properties { headers, storage_class, redirect, encryption, metadata, .. } =
        &object.properties;
    let headers = headers.clone();
    let class = Some(*storage_class).filter(|class| *class != StorageClass::Standard);
    let mut output = GetObjectOutput {
        accept_ranges: Some("bytes".to_owned()),
        last_modified: Some(version.modified),
        e_tag: Some(object.quoted_e_tag()),
        version_id: bucket.shown_id(cx.now, version),
        cache_control: headers.cache_control,
        content_disposition: headers.content_disposition,
        content_encoding: headers.content_encoding,
        content_language: headers.content_language,
        content_type: headers.content_type,
        expires: headers.expires,
        website_redirect_location: redirect.as_deref().map(str::to_owned),
        metadata: metadata::shown(metadata),
        missing_meta: metadata::missing(metadata),
        storage_class: class.map(|class| class.name().to_owned()),
        restore: object.properties.restored.map(|restored| restored.header()),
        replication_status: object.properties.replication.map(|status| status.name().to_owned()),
        ..GetObjectOutput::default()
    };
    show_encryption!(output, encryption);
    show_customer_key!(output, encryption);
    output
}

impl Read {
    /// Where the caller may know them: tags and locks need permissions of their own (S3-3.2).
    fn show_tags_and_lock(
        &self,
        cx: &Context,
        bucket: &Bucket,
        version: &Version,
        output: &mut GetObjectOutput,
    ) {
        let Some(object) = version.object() else { return };
        let Properties { tags, lock, .. } = &object.properties;
        let may = |plain, of_version| {
            let action = if self.version_id.is_some() { of_version } else { plain };
            authorize(cx, bucket, &Access::to_key(action, &self.key).on(Some(version))).is_ok()
        };
        if !tags.is_empty() && may("s3:GetObjectTagging", "s3:GetObjectVersionTagging") {
            output.tag_count = i32::try_from(tags.len()).ok();
        }
        if let Some(retention) = lock.retention
            && may("s3:GetObjectRetention", "s3:GetObjectRetention")
        {
            output.object_lock_mode = Some(retention.mode.name().to_owned());
            output.object_lock_retain_until_date = Some(retention.until);
        }
        if let Some(on) = lock.legal_hold
            && may("s3:GetObjectLegalHold", "s3:GetObjectLegalHold")
        {
            output.object_lock_legal_hold_status = Some(if on { "ON" } else { "OFF" }.to_owned());
        }
    }
}

impl Overrides {
    /// S3-3.9: only signed requests may, and only with what headers can carry.
    fn check(&self, cx: &Context) -> Result<()> {
        let texts = [
            ("response-cache-control", &self.cache_control),
            ("response-content-disposition", &self.content_disposition),
            ("response-content-encoding", &self.content_encoding),
            ("response-content-language", &self.content_language),
            ("response-content-type", &self.content_type),
            ("response-expires", &self.expires),
        ];
        let any = texts.iter().any(|(_, text)| text.is_some());
        if any && matches!(cx.caller, Caller::Anonymous) {
            return Err(errors::invalid_request(
                "Request specific response headers cannot be used for anonymous GET requests.",
            ));
        }
        for (name, text) in texts {
            if let Some(text) = text.as_deref().filter(|text| text.chars().any(|c| c > '\u{ff}')) {
                let message = "Header value cannot be represented using ISO-8859-1.";
                return Err(errors::invalid_argument(message, name, text));
            }
        }
        Ok(())
    }

    fn apply(self, output: &mut GetObjectOutput) {
        let Self {
            cache_control,
            content_disposition,
            content_encoding,
            content_language,
            content_type,
            expires,
        } = self;
        for (own, stored) in [
            (cache_control, &mut output.cache_control),
            (content_disposition, &mut output.content_disposition),
            (content_encoding, &mut output.content_encoding),
            (content_language, &mut output.content_language),
            (content_type, &mut output.content_type),
            (expires, &mut output.expires),
        ] {
            if own.is_some() {
                *stored = own;
            }
        }
    }
}

/// HEAD is GET without the body (S3-3.2a).
fn head(get: GetObjectOutput) -> HeadObjectOutput {
    HeadObjectOutput {
        accept_ranges: get.accept_ranges,
        missing_meta: get.missing_meta,
        last_modified: get.last_modified,
        content_length: get.content_length,
        checksum_crc32: get.checksum_crc32,
        checksum_crc32c: get.checksum_crc32c,
        checksum_crc64nvme: get.checksum_crc64nvme,
        checksum_sha1: get.checksum_sha1,
        checksum_sha256: get.checksum_sha256,
        checksum_sha512: get.checksum_sha512,
        checksum_md5: get.checksum_md5,
        checksum_xxhash64: get.checksum_xxhash64,
        checksum_xxhash3: get.checksum_xxhash3,
        checksum_xxhash128: get.checksum_xxhash128,
        checksum_type: get.checksum_type,
        e_tag: get.e_tag,
        version_id: get.version_id,
        cache_control: get.cache_control,
        content_disposition: get.content_disposition,
        content_encoding: get.content_encoding,
        content_language: get.content_language,
        content_type: get.content_type,
        content_range: get.content_range,
        expires: get.expires,
        website_redirect_location: get.website_redirect_location,
        server_side_encryption: get.server_side_encryption,
        sse_kms_key_id: get.sse_kms_key_id,
        bucket_key_enabled: get.bucket_key_enabled,
        metadata: get.metadata,
        storage_class: get.storage_class,
        tag_count: get.tag_count,
        parts_count: get.parts_count,
        restore: get.restore,
        replication_status: get.replication_status,
        expiration: get.expiration,
        sse_customer_algorithm: get.sse_customer_algorithm,
        sse_customer_key_md5: get.sse_customer_key_md5,
        object_lock_mode: get.object_lock_mode,
        object_lock_retain_until_date: get.object_lock_retain_until_date,
        object_lock_legal_hold_status: get.object_lock_legal_hold_status,
        ..HeadObjectOutput::default()
    }
}
