//! PutObject (S3-3.1): checked in S3-0.6's order, stored all or nothing.

use super::{new_version_id, refused};
use crate::access::{Access, authorize, denied_because};
use crate::bucket::Bucket;
use crate::checksums::{Claims, Proven};
use crate::conditions::WriteCondition;
use crate::encryption::{Asked, ObjectEncryption};
use crate::model::{PutObjectInput, PutObjectOutput};
use crate::object::{CONTENT_TYPE_DEFAULT, Object, StorageClass, SystemHeaders};
use crate::ownership::Ownership;
use crate::public_access::PublicAccessBlock;
use crate::state::S3;
use crate::tags::{self, Tags};
use crate::versions::{Held, Version, Versioning};
use crate::{claimed_checksums, errors, metadata, names, show_checksum};
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};
use parhelion_world::Context;

/// S3-3.23
const BYTES_MAX: u64 = 5 << 30;

impl S3 {
    pub(crate) fn put_object(
        &mut self,
        cx: &mut Context,
        mut input: PutObjectInput,
    ) -> Result<PutObjectOutput> {
        let body = input.body.take().unwrap_or_default();
        let bucket = self.reached(cx, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let tags = input.tagging.as_deref().map(tags::from_header).transpose();
        let asked = encryption(&input);
        authorize_put(cx, bucket, &input, tags.as_ref().ok().and_then(Option::as_ref))?;
        let tags = tags?.unwrap_or_default();
        names::check_key(&input.key)?;
        check_unsupported(&input)?;
        check_acl(cx, bucket, &input)?;
        let storage_class = storage_class(input.storage_class.as_deref())?;
        let encryption = asked.resolve(cx, bucket, &Access::to_key("s3:PutObject", &input.key))?;
        let redirect = redirect(input.website_redirect_location.as_deref())?;
        let metadata = metadata::stored(input.metadata.take())?;
        if body.len() > BYTES_MAX {
            return Err(errors::entity_too_large(body.len(), BYTES_MAX));
        }

        let condition =
            WriteCondition::of_write(input.if_match.as_deref(), input.if_none_match.as_deref())?;
        let current = bucket.current(&input.key).and_then(|version| version.object());
        if let Err(refusal) = condition.check(current.map(|object| &*object.e_tag)) {
            return Err(refused(cx, &input.key, refusal));
        }

        let Proven { md5, checksum } = claims(&input).prove(&body)?;
        let e_tag = match encryption {
            ObjectEncryption::S3 => md5.hex(),
            // S3-3.12(b): no MD5, and different at every write.
            ObjectEncryption::Kms { .. } => cx.id(b"0123456789abcdef", 32),
        };
        let versioning = bucket.versioning;
        let id = (versioning == Versioning::Enabled).then(|| new_version_id(cx));
        let mut output = PutObjectOutput {
            e_tag: Some(format!("\"{e_tag}\"")),
            server_side_encryption: Some(encryption.algorithm().name().to_owned()),
            sse_kms_key_id: encryption.key_arn(),
            sse_kms_encryption_context: input.sse_kms_encryption_context.take(),
            bucket_key_enabled: encryption.bucket_key(),
            version_id: id.as_deref().map(str::to_owned),
            ..PutObjectOutput::default()
        };
        show_checksum!(output, checksum);
        let object = Object {
            body,
            e_tag: e_tag.into(),
            checksum,
            headers: headers(&mut input),
            metadata,
            storage_class,
            encryption,
            tags,
            redirect,
        };
        let modified = Timestamp::from_secs(cx.now.secs());
        let version = Version { id, modified, held: Held::Object(object) };
        self.change(&input.bucket)?.put(&input.key, version);
        Ok(output)
    }
}

fn encryption(input: &PutObjectInput) -> Asked<'_> {
    Asked {
        algorithm: input.server_side_encryption.as_deref(),
        key: input.sse_kms_key_id.as_deref(),
        context: input.sse_kms_encryption_context.as_deref(),
        bucket_key: input.bucket_key_enabled,
        customer_algorithm: input.sse_customer_algorithm.as_deref(),
        customer_key: input.sse_customer_key.as_deref(),
    }
}

fn claims(input: &PutObjectInput) -> Claims<'_> {
    Claims { content_md5: input.content_md5.as_deref(), checksums: claimed_checksums!(input) }
}

fn grants(input: &PutObjectInput) -> [&Option<String>; 4] {
    let PutObjectInput { grant_full_control, grant_read, grant_read_acp, grant_write_acp, .. } =
        input;
    [grant_full_control, grant_read, grant_read_acp, grant_write_acp]
}

/// S3-7.1, S3-3.4(l): s3:PutObject, and what headers need besides.
fn authorize_put(
    cx: &Context,
    bucket: &Bucket,
    input: &PutObjectInput,
    tags: Option<&Tags>,
) -> Result<()> {
    let keys = [
        ("x-amz-acl", input.acl.as_deref()),
        ("x-amz-grant-full-control", input.grant_full_control.as_deref()),
        ("x-amz-grant-read", input.grant_read.as_deref()),
        ("x-amz-grant-read-acp", input.grant_read_acp.as_deref()),
        ("x-amz-grant-write-acp", input.grant_write_acp.as_deref()),
        ("x-amz-server-side-encryption", input.server_side_encryption.as_deref()),
        ("x-amz-server-side-encryption-aws-kms-key-id", input.sse_kms_key_id.as_deref()),
        (
            "x-amz-server-side-encryption-customer-algorithm",
            input.sse_customer_algorithm.as_deref(),
        ),
        ("x-amz-storage-class", input.storage_class.as_deref()),
        ("x-amz-website-redirect-location", input.website_redirect_location.as_deref()),
        ("if-match", input.if_match.as_deref()),
        ("if-none-match", input.if_none_match.as_deref()),
        ("objectcreationoperation", Some("true")),
    ];
    let to = |action| Access {
        action,
        key: Some(&input.key),
        keys: &keys,
        existing_tags: None,
        request_tags: tags,
    };
    authorize(cx, bucket, &to("s3:PutObject"))?;
    if input.tagging.is_some() {
        authorize(cx, bucket, &to("s3:PutObjectTagging"))?;
    }
    if input.acl.is_some() || grants(input).iter().any(|grant| grant.is_some()) {
        authorize(cx, bucket, &to("s3:PutObjectAcl"))?;
    }
    if input.if_match.is_some() {
        authorize(cx, bucket, &to("s3:GetObject"))?;
    }
    Ok(())
}

/// Headers of features that are not here: refused rather than forgotten.
fn check_unsupported(input: &PutObjectInput) -> Result<()> {
    if input.write_offset_bytes.is_some() {
        return Err(errors::header_not_implemented("x-amz-write-offset-bytes", ""));
    }
    let locks = input.object_lock_mode.is_some()
        || input.object_lock_retain_until_date.is_some()
        || input.object_lock_legal_hold_status.is_some();
    if locks {
        // S3-6.6(d)
        return Err(errors::invalid_request("Bucket is missing Object Lock Configuration"));
    }
    Ok(())
}

/// S3-7.6(b, g), S3-7.5: ACLs are disabled in every new bucket; where they are enabled, the ones
/// that grant nothing to others are accepted and the others do not exist yet.
fn check_acl(cx: &Context, bucket: &Bucket, input: &PutObjectInput) -> Result<()> {
    let granting = grants(input).iter().any(|grant| grant.is_some());
    let Some(acl) = input.acl.as_deref() else {
        return if granting { Err(acl_refused(cx, bucket, "x-amz-grant-*")) } else { Ok(()) };
    };
    if granting {
        let message = "Specifying both Canned ACLs and Header Grants is not allowed";
        return Err(errors::invalid_request(message));
    }
    match acl {
        "bucket-owner-full-control" => Ok(()),
        _ if is_enforced(cx, bucket) => Err(acl_refused(cx, bucket, acl)),
        "private" | "bucket-owner-read" => Ok(()),
        "public-read" | "public-read-write" | "authenticated-read"
            if PublicAccessBlock::of(cx, bucket).block_public_acls =>
        {
            // S3-2.9(c)
            let reason = "because public ACLs are prevented by the BlockPublicAcls setting in S3 \
                          Block Public Access.";
            let access = Access::to_key("s3:PutObject", &input.key);
            Err(denied_because(cx, bucket, &access, reason))
        }
        "public-read" | "public-read-write" | "authenticated-read" | "aws-exec-read" => {
            Err(acl_refused(cx, bucket, acl))
        }
        // S3-7.6(a)
        other => Err(errors::invalid_argument("", "x-amz-acl", other)),
    }
}

fn is_enforced(cx: &Context, bucket: &Bucket) -> bool {
    *bucket.ownership.at(cx.now) == Some(Ownership::BucketOwnerEnforced)
}

fn acl_refused(cx: &Context, bucket: &Bucket, acl: &str) -> Error {
    if is_enforced(cx, bucket) {
        let message = "The bucket does not allow ACLs";
        return Error::new(400, "AccessControlListNotSupported", message);
    }
    errors::header_not_implemented(
        if acl.starts_with("x-") { "x-amz-grant" } else { "x-amz-acl" },
        "",
    )
}

/// S3-3.1(i)
fn storage_class(name: Option<&str>) -> Result<StorageClass> {
    let Some(name) = name else { return Ok(StorageClass::Standard) };
    StorageClass::from_name(name).ok_or_else(|| invalid_storage_class(name))
}

pub fn invalid_storage_class(name: &str) -> Error {
    Error::new(400, "InvalidStorageClass", "The storage class you specified is not valid")
        .with("StorageClassRequested", name)
}

/// S3-3.22
fn redirect(target: Option<&str>) -> Result<Option<Box<str>>> {
    let Some(target) = target else { return Ok(None) };
    let valid = target.len() <= 2048
        && ["/", "http://", "https://"].iter().any(|start| target.starts_with(start));
    if valid {
        return Ok(Some(target.into()));
    }
    let message = "The website redirect location must be a valid URI.";
    Err(Error::new(400, "InvalidRedirectLocation", message))
}

/// S3-3.11, S3-3.1(g); `aws-chunked` describes the request, not the object (S3-2.6f).
fn headers(input: &mut PutObjectInput) -> SystemHeaders {
    let encoding = input.content_encoding.take().and_then(|text| {
        if !text.contains("aws-chunked") {
            return Some(text);
        }
        let rest: Vec<&str> =
            text.split(',').map(str::trim).filter(|e| *e != "aws-chunked").collect();
        (!rest.is_empty()).then(|| rest.join(","))
    });
    SystemHeaders {
        cache_control: input.cache_control.take(),
        content_disposition: input.content_disposition.take(),
        content_encoding: encoding,
        content_language: input.content_language.take(),
        content_type: input.content_type.take().or_else(|| Some(CONTENT_TYPE_DEFAULT.to_owned())),
        expires: input.expires.take(),
    }
}
