//! CopyObject (S3-3.19). The bytes are shared, not copied.

use crate::access::authorization::{Access, authorize};
use crate::buckets::bucket::Bucket;
use crate::encryption::kms::keep_key;
use crate::encryption::object_encryption::ObjectEncryption;
use crate::encryption::object_encryption::show_customer_key;
use crate::encryption::object_encryption::show_encryption;
use crate::errors;
use crate::model::{CopyObjectInput, CopyObjectOutput, CopyObjectResult};
use crate::objects::checksums::show_checksum;
use crate::objects::checksums::{ChecksumType, ObjectChecksum};
use crate::objects::conditions::WriteCondition;
use crate::objects::metadata::Metadata;
use crate::objects::new_version::{last_modified, new_version_id, refused};
use crate::objects::object::{Object, SystemHeaders, quoted};
use crate::objects::put::BYTES_MAX;
use crate::objects::source::Source;
use crate::objects::source::{check_readable, too_large};
use crate::objects::source::{copy_conditions, source_key};
use crate::objects::write_request::{ObjectWrite, WriteConditionKeys, object_write};
use crate::state::S3;
use crate::tags::tag_set;
use crate::tags::tag_set::Tags;
use crate::versions::version::{Content, Versioning};
use parhelion_wire::checksum::{Algorithm, Checksum, digests};
use parhelion_wire::error::Result;
use parhelion_wire::{Body, Error, Timestamp};
use parhelion_world::service::Interrupt;
use parhelion_world::{Context, Pause};

/// COPY or REPLACE.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Directive {
    #[default]
    Copy,
    Replace,
}

/// Whether metadata and tags come from the source or from the request.
#[derive(Clone, Copy)]
struct Directives {
    metadata: Directive,
    tags: Directive,
}

/// What the copy takes from its source.
struct CopiedSource {
    body: Body,
    md5: Checksum,
    checksum: Checksum,
    headers: SystemHeaders,
    metadata: Metadata,
    tags: Tags,
    version_id: Option<String>,
}

impl S3 {
    pub(crate) fn copy_object(
        &mut self,
        cx: &mut Context,
        mut input: CopyObjectInput,
    ) -> Result<CopyObjectOutput, Interrupt> {
        let bucket = self.find_bucket(cx, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let mut write = object_write!(input);
        let source = Source::parse(&input.copy_source)?;
        let (directives, sent_tags) = authorized(cx, bucket, &input, &write, &source)?;
        let copied = self.copied_source(cx, bucket, &mut input, &write, &source, directives)?;

        let condition =
            WriteCondition::of_write(input.if_match.as_deref(), input.if_none_match.as_deref())?;
        let current = bucket.current(&input.key).and_then(|version| version.object());
        let checked = condition.check(current.map(|object| &*object.e_tag));
        let tags = match directives.tags {
            Directive::Copy => copied.tags,
            Directive::Replace => sent_tags.unwrap_or_default(),
        };
        if directives.metadata == Directive::Copy {
            write.headers = SystemHeaders::default();
            write.metadata = None;
        }
        let mut properties = write.into_properties(cx, bucket, tags)?;
        if let Err(refusal) = checked {
            return Err(refused(cx, &input.key, refusal).into());
        }
        if directives.metadata == Directive::Copy {
            properties.headers = copied.headers;
            properties.metadata = copied.metadata;
        }

        let enabled = bucket.versioning(cx.now) == Versioning::Enabled;
        let id = enabled.then(|| new_version_id(cx, bucket));
        let modified = last_modified(cx, bucket, &input.key);
        let e_tag = properties.encryption.e_tag(cx, &copied.md5);
        let checksum = ObjectChecksum::full(copied.checksum);
        let object = Object { body: copied.body, e_tag, checksum, parts: None, properties };
        // Unlike other writes, a copy into a suspended bucket says which version it made.
        let suspended = bucket.versioning(cx.now) == Versioning::Suspended;
        let shown_id = id.as_deref().or(suspended.then_some("null"));
        let mut output = answer(&object, modified, shown_id, copied.version_id);
        keep_key(cx, output.sse_kms_key_id.as_deref());
        self.change(&input.bucket)?.put(&input.key, id.clone(), modified, Content::Object(object));
        let version = id.as_deref();
        output.expiration =
            self.object_created(cx, &input.bucket, "ObjectCreated:Copy", &input.key, version)?;
        Ok(output)
    }

    /// Reads the source, once the caller may read it and the copy is legal.
    fn copied_source(
        &self,
        cx: &mut Context,
        bucket: &Bucket,
        input: &mut CopyObjectInput,
        write: &ObjectWrite,
        source: &Source,
        directives: Directives,
    ) -> Result<CopiedSource, Interrupt> {
        let expected = input.expected_source_bucket_owner.as_deref();
        let (from, version, object) = source.find(cx, self, expected)?;
        copy_conditions!(input).check(cx, version, object)?;
        check_readable(cx, object, &source_key!(input))?;
        if object.size() > BYTES_MAX {
            return Err(too_large(BYTES_MAX).into());
        }
        let itself = from.name == bucket.name && source.key == input.key;
        if itself && source.version_id.is_none() && directives.metadata == Directive::Copy {
            check_changes(cx, bucket, write, object)?;
        }
        if directives.tags == Directive::Copy && !object.properties.tags.is_empty() {
            let action = match source.version_id {
                None => "s3:GetObjectTagging",
                Some(_) => "s3:GetObjectVersionTagging",
            };
            authorize(cx, from, &Access::to_key(action, &source.key).on(Some(version)))?;
        }
        // What is known of it need not be computed: a body that is damaged would be taken over.
        object.body.probe().map_err(Error::from)?;
        let algorithm = algorithm(input.checksum_algorithm.as_deref(), object)?;
        CopiedSource::of(object, algorithm, from.shown_id(cx.now, version))
    }
}

/// The directives and the tags of a request whose caller may write the copy.
fn authorized(
    cx: &Context,
    bucket: &Bucket,
    input: &CopyObjectInput,
    write: &ObjectWrite,
    source: &Source,
) -> Result<(Directives, Option<Tags>)> {
    let path = source.path();
    let condition_keys = WriteConditionKeys {
        if_match: input.if_match.as_deref(),
        if_none_match: input.if_none_match.as_deref(),
        copy_source: Some(&path),
        metadata_directive: input.metadata_directive.as_deref(),
        form: None,
    };
    let sent_tags = write.tagging.as_deref().map(tag_set::from_header).transpose();
    write.authorize(
        cx,
        bucket,
        condition_keys,
        sent_tags.as_ref().ok().and_then(Option::as_ref),
    )?;
    let directives = Directives {
        metadata: directive("x-amz-metadata-directive", input.metadata_directive.as_deref())?,
        tags: directive("x-amz-tagging-directive", input.tagging_directive.as_deref())?,
    };
    Ok((directives, sent_tags?))
}

/// The answer about a copy, as yet without its expiration.
fn answer(
    object: &Object,
    modified: Timestamp,
    version_id: Option<&str>,
    copy_source_version_id: Option<String>,
) -> CopyObjectOutput {
    let Object { e_tag, checksum, properties, .. } = object;
    let mut result = CopyObjectResult {
        e_tag: Some(quoted(e_tag)),
        last_modified: Some(modified),
        ..CopyObjectResult::default()
    };
    show_checksum!(result, checksum);
    let mut output = CopyObjectOutput {
        copy_object_result: Some(result),
        copy_source_version_id,
        version_id: version_id.map(str::to_owned),
        sse_kms_encryption_context: properties.encryption.context(),
        ..CopyObjectOutput::default()
    };
    show_encryption!(output, properties.encryption);
    show_customer_key!(output, properties.encryption);
    output
}

impl CopiedSource {
    fn of(
        object: &Object,
        algorithm: Algorithm,
        version_id: Option<String>,
    ) -> Result<Self, Interrupt> {
        let (md5, checksum) = digested(object, algorithm)?;
        Ok(Self {
            body: object.body.clone(),
            md5,
            checksum,
            headers: object.properties.headers.clone(),
            metadata: object.properties.metadata.clone(),
            tags: object.properties.tags.clone(),
            version_id,
        })
    }
}

/// MD5 and checksum of the whole content: known already, if it was put in one piece.
///
/// # Errors
/// Its digests are to be computed first.
fn digested(object: &Object, algorithm: Algorithm) -> Result<(Checksum, Checksum), Interrupt> {
    let plain = object.parts.is_none() && object.properties.encryption == ObjectEncryption::S3;
    let known_md5 = Some(&object.e_tag).filter(|_| plain).and_then(|tag| md5_of_hex(tag));
    let held = &object.checksum;
    let is_it = held.kind() == ChecksumType::FullObject && held.algorithm() == algorithm;
    if let (Some(md5), true) = (known_md5, is_it) {
        return Ok((md5, *held.value()));
    }
    let wanted = [Algorithm::Md5, algorithm];
    Pause::unless_digested(&object.body, &wanted)?;
    let found = digests(&object.body, &wanted).map_err(Error::from)?;
    #[allow(clippy::expect_used)] // `digests` gives one for each algorithm wanted
    let get = |algorithm| *found.get(algorithm).expect("a digest that was wanted");
    Ok((get(Algorithm::Md5), get(algorithm)))
}

fn md5_of_hex(text: &str) -> Option<Checksum> {
    let byte = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..text.len()).step_by(2).map(byte).collect();
    Checksum::new(Algorithm::Md5, &bytes?)
}

fn directive(name: &'static str, text: Option<&str>) -> Result<Directive> {
    match text {
        None | Some("COPY") => Ok(Directive::Copy),
        Some("REPLACE") => Ok(Directive::Replace),
        Some(other) => {
            let what = if name.contains("tagging") { "tagging" } else { "metadata" };
            let message = format!("Unknown {what} directive.");
            Err(errors::invalid_argument(message, name, other))
        }
    }
}

/// S3-3.19(f)
fn algorithm(asked: Option<&str>, object: &Object) -> Result<Algorithm> {
    match asked {
        None => Ok(object.checksum.algorithm()),
        Some(name) => Algorithm::from_name(name).ok_or_else(|| {
            errors::invalid_request("Value for x-amz-checksum-algorithm header is invalid.")
        }),
    }
}

/// S3-3.19(g)
fn check_changes(
    cx: &mut Context,
    bucket: &Bucket,
    write: &ObjectWrite,
    object: &Object,
) -> Result<()> {
    let asked = write.storage_class.is_some()
        || write.redirect.is_some()
        || write.encryption.algorithm.is_some()
        || !write.encryption.customer.is_empty()
        || bucket.encryption.at(cx.now).explicit
        || write.encryption(cx, bucket)? != object.properties.encryption;
    if asked {
        return Ok(());
    }
    Err(errors::invalid_request(
        "This copy request is illegal because it is trying to copy an object to itself without \
         changing the object's metadata, storage class, website redirect location or encryption \
         attributes.",
    ))
}
