//! What requests say of an object that they make, besides its bytes: the same headers on PutObject,
//! CopyObject, CreateMultipartUpload and browser uploads.

use crate::access::acl::{Acl, AclHeaders, AclResource};
use crate::access::authorization::{Access, authorize, denied_because};
use crate::access::form_signature::FormSignature;
use crate::access::owner;
use crate::access::ownership::Ownership;
use crate::access::public_access;
use crate::buckets::bucket::Bucket;
use crate::buckets::names;
use crate::encryption::headers::EncryptionHeaders;
use crate::encryption::object_encryption::ObjectEncryption;
use crate::errors;
use crate::lock::object_lock::{Lock, LockHeaders};
use crate::objects::metadata;
use crate::objects::metadata::Metadata;
use crate::objects::object::{CONTENT_TYPE_DEFAULT, Properties, StorageClass, SystemHeaders};
use crate::tags::tag_set::Tags;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::{Account, Caller, Context};
use std::sync::Arc;

/// The headers of one such request.
#[derive(Debug, Default)]
pub(crate) struct ObjectWrite {
    pub key: String,
    pub acl: AclHeaders,
    pub headers: SystemHeaders,
    pub metadata: Option<Metadata>,
    pub storage_class: Option<String>,
    pub redirect: Option<String>,
    pub tagging: Option<String>,
    pub encryption: EncryptionHeaders,
    pub lock: LockHeaders,
}

/// Takes the members that such inputs have in common out of one.
macro_rules! object_write {
    ($input:expr) => {
        $crate::objects::write_request::ObjectWrite {
            key: $input.key.clone(),
            acl: $crate::access::acl::AclHeaders {
                canned: $input.acl.take(),
                full_control: $input.grant_full_control.take(),
                read: $input.grant_read.take(),
                read_acp: $input.grant_read_acp.take(),
                write: None,
                write_acp: $input.grant_write_acp.take(),
            },
            headers: $crate::objects::object::SystemHeaders {
                cache_control: $input.cache_control.take(),
                content_disposition: $input.content_disposition.take(),
                content_encoding: $input.content_encoding.take(),
                content_language: $input.content_language.take(),
                content_type: $input.content_type.take(),
                expires: $input.expires.take(),
            },
            metadata: $input.metadata.take(),
            storage_class: $input.storage_class.take(),
            redirect: $input.website_redirect_location.take(),
            tagging: $input.tagging.take(),
            encryption: $crate::encryption::headers::EncryptionHeaders {
                algorithm: $input.server_side_encryption.take(),
                key: $input.sse_kms_key_id.take(),
                context: $input.sse_kms_encryption_context.take(),
                bucket_key: $input.bucket_key_enabled,
                customer: $crate::objects::write_request::customer_key!($input),
            },
            lock: $crate::lock::object_lock::LockHeaders {
                mode: $input.object_lock_mode.take(),
                until: $input.object_lock_retain_until_date,
                legal_hold: $input.object_lock_legal_hold_status.take(),
            },
        }
    };
}
pub(crate) use object_write;

/// The customer's key in an input.
macro_rules! customer_key {
    ($input:expr) => {
        $crate::encryption::customer_key::CustomerKey {
            algorithm: $input.sse_customer_algorithm.take(),
            key: $input.sse_customer_key.take(),
            key_md5: $input.sse_customer_key_md5.take(),
        }
    };
}
pub(crate) use customer_key;

/// Condition keys of a request that writes, besides those of its headers (S3-7.3).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WriteConditionKeys<'a> {
    pub if_match: Option<&'a str>,
    pub if_none_match: Option<&'a str>,
    /// `bucket/key`
    pub copy_source: Option<&'a str>,
    pub metadata_directive: Option<&'a str>,
    /// Of a browser's form: its own signature counts, not the request's.
    pub form: Option<&'a FormSignature>,
}

impl ObjectWrite {
    /// S3-7.1, S3-3.4(l): s3:PutObject, and what headers need besides.
    pub(crate) fn authorize(
        &self,
        cx: &Context,
        bucket: &Bucket,
        condition_keys: WriteConditionKeys,
        tags: Option<&Tags>,
    ) -> Result<()> {
        let EncryptionHeaders { algorithm, key: kms_key, customer, .. } = &self.encryption;
        let until = self.lock.until.map(|until| until.date_time());
        let days =
            self.lock.until.map(|until| (until.since(cx.now).as_secs() / 86_400).to_string());
        let mut keys = vec![
            ("x-amz-server-side-encryption", algorithm.as_deref()),
            ("x-amz-server-side-encryption-aws-kms-key-id", kms_key.as_deref()),
            ("x-amz-server-side-encryption-customer-algorithm", customer.algorithm.as_deref()),
            ("x-amz-storage-class", self.storage_class.as_deref()),
            ("x-amz-website-redirect-location", self.redirect.as_deref()),
            ("x-amz-copy-source", condition_keys.copy_source),
            ("x-amz-metadata-directive", condition_keys.metadata_directive),
            ("object-lock-mode", self.lock.mode.as_deref()),
            ("object-lock-retain-until-date", until.as_deref()),
            ("object-lock-remaining-retention-days", days.as_deref()),
            ("object-lock-legal-hold", self.lock.legal_hold.as_deref()),
            ("if-match", condition_keys.if_match),
            ("if-none-match", condition_keys.if_none_match),
            ("objectcreationoperation", Some("true")),
        ];
        keys.extend(self.acl.keys());
        keys.extend(condition_keys.form.into_iter().flat_map(FormSignature::keys));
        let to = |action| Access {
            action,
            key: Some(&self.key),
            keys: &keys,
            object: None,
            request_tags: tags,
        };
        authorize(cx, bucket, &to("s3:PutObject"))?;
        // AWS's own services deliver with `bucket-owner-full-control` by `s3:PutObject` alone
        // (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/S3ExportTasks.html).
        let delivers = matches!(cx.caller, Caller::Service { .. });
        for (needed, action) in [
            (self.tagging.is_some(), "s3:PutObjectTagging"),
            (!self.acl.is_empty() && !delivers, "s3:PutObjectAcl"),
            (self.lock.mode.is_some() || self.lock.until.is_some(), "s3:PutObjectRetention"),
            (self.lock.legal_hold.is_some(), "s3:PutObjectLegalHold"),
        ] {
            if needed {
                authorize(cx, bucket, &to(action))?;
            }
        }
        if condition_keys.if_match.is_some() {
            let current = bucket.current(&self.key).map(|version| &**version);
            authorize(cx, bucket, &to("s3:GetObject").on(current))?;
        }
        Ok(())
    }

    /// Everything checked, in the form in which it is kept (S3-0.6, step 8).
    pub(crate) fn into_properties(
        self,
        cx: &mut Context,
        bucket: &Bucket,
        tags: Tags,
    ) -> Result<Properties> {
        names::check_key(&self.key)?;
        let access = Access::to_key("s3:PutObject", &self.key);
        let (owner, acl) = self.ownership(cx, bucket)?;
        let storage_class = storage_class(self.storage_class.as_deref())?;
        let encryption = self.encryption.resolve(cx, bucket, &access)?;
        let redirect = redirect(self.redirect.as_deref())?;
        let lock = self.lock(cx, bucket)?;
        let metadata = metadata::stored(self.metadata)?;
        let headers = stored_headers(self.headers);
        Ok(Properties {
            headers,
            metadata,
            storage_class,
            encryption,
            tags,
            redirect,
            owner,
            acl: acl.map(Arc::new),
            lock,
            restored: None,
            replication: None,
        })
    }

    fn lock(&self, cx: &Context, bucket: &Bucket) -> Result<Lock> {
        self.lock.lock(bucket.object_lock, cx.now)
    }

    /// The encryption that the object would get.
    pub(crate) fn encryption(&self, cx: &mut Context, bucket: &Bucket) -> Result<ObjectEncryption> {
        self.encryption.resolve(cx, bucket, &Access::to_key("s3:PutObject", &self.key))
    }

    /// Owner and ACL of the object (S3-7.5 to S3-7.7).
    fn ownership(&self, cx: &Context, bucket: &Bucket) -> Result<(Account, Option<Acl>)> {
        let writer: Account = match &cx.caller {
            Caller::Service { .. } => bucket.owner.clone(),
            writer => owner::party(writer).cloned().unwrap_or_else(|| "".into()),
        };
        let full_to_bucket_owner = self.acl.canned.as_deref() == Some("bucket-owner-full-control");
        if bucket.is_enforced(cx.now) {
            self.acl.check_canned(AclResource::Object)?;
            let asked = || self.acl.acl(AclResource::Object, &writer, &bucket.owner).ok().flatten();
            // The API's words are "bucket owner full control ACLs, such as the
            // bucket-owner-full-control canned ACL or an equivalent form of this ACL"
            // (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html, x-amz-acl).
            // `private` of the owner's own account is one: clients have it as their default.
            let full = match self.acl.canned.as_deref() {
                Some("private") => writer == bucket.owner,
                Some(_) => full_to_bucket_owner,
                None => self.acl.is_empty() || is_owners_only(asked().as_ref(), &bucket.owner),
            };
            return if full { Ok((bucket.owner.clone(), None)) } else { Err(not_supported()) };
        }
        let acl = self.acl.acl(AclResource::Object, &writer, &bucket.owner)?;
        check_public(cx, bucket, acl.as_ref(), &Access::to_key("s3:PutObject", &self.key))?;
        let preferred = *bucket.ownership.at(cx.now) == Some(Ownership::BucketOwnerPreferred);
        if preferred && full_to_bucket_owner {
            return Ok((bucket.owner.clone(), None));
        }
        Ok((writer, acl))
    }
}

/// S3-2.9(c), S3-7.5
pub(crate) fn check_public(
    cx: &Context,
    bucket: &Bucket,
    acl: Option<&Acl>,
    access: &Access,
) -> Result<()> {
    let public = acl.is_some_and(Acl::is_public);
    if !(public && public_access::in_force(cx, bucket).block_public_acls) {
        return Ok(());
    }
    let reason = "because public ACLs are prevented by the BlockPublicAcls setting in S3 Block \
                  Public Access.";
    Err(denied_because(cx, bucket, access, reason))
}

/// Full control to the bucket's owner and nothing to anybody else, grant by grant: accepted even
/// where ACLs are disabled.
pub(crate) fn is_owners_only(acl: Option<&Acl>, owner: &str) -> bool {
    acl.is_some_and(|acl| Acl::shown(Some(acl), owner, false) == Acl::shown(None, owner, false))
}

/// S3-7.6(g)
pub(crate) fn not_supported() -> Error {
    Error::new(400, "AccessControlListNotSupported", "The bucket does not allow ACLs")
}

/// S3-3.1(i)
pub(crate) fn storage_class(name: Option<&str>) -> Result<StorageClass> {
    let Some(name) = name else { return Ok(StorageClass::Standard) };
    StorageClass::from_name(name).ok_or_else(|| invalid_storage_class(name))
}

pub(crate) fn invalid_storage_class(name: &str) -> Error {
    let error =
        Error::new(400, "InvalidStorageClass", "The storage class you specified is not valid");
    if name.is_empty() { error } else { error.with("StorageClassRequested", name) }
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
fn stored_headers(mut headers: SystemHeaders) -> SystemHeaders {
    headers.content_encoding = headers.content_encoding.and_then(|text| {
        if !text.contains("aws-chunked") {
            return Some(text);
        }
        let rest: Vec<&str> =
            text.split(',').map(str::trim).filter(|e| *e != "aws-chunked").collect();
        (!rest.is_empty()).then(|| rest.join(","))
    });
    // S3-3.1(g): an empty one is none.
    if headers.content_type.as_deref().unwrap_or_default().is_empty() {
        headers.content_type = Some(CONTENT_TYPE_DEFAULT.to_owned());
    }
    headers
}

/// Headers of other kinds of buckets: refused rather than forgotten.
pub(crate) fn only_directory(header: &'static str, present: bool) -> Result<()> {
    if present { Err(errors::header_not_implemented(header, "")) } else { Ok(()) }
}
