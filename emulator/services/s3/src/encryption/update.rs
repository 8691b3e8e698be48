//! UpdateObjectEncryption (S3-3.25): another KMS key, without rewriting the object.

use crate::access::authorization::Access;
use crate::encryption::kms::{self, KeyRequest};
use crate::encryption::object_encryption::ObjectEncryption as StoredEncryption;
use crate::errors;
use crate::lock::object_lock;
use crate::model::*;
use crate::objects::object::{Object as Stored, Properties};
use crate::state::S3;
use crate::versions::named_version::{ConditionKeys, NamedVersion};
use crate::versions::version::{Content, Version};
use parhelion_wire::error::Result;
use parhelion_world::Context;

impl S3 {
    pub(crate) fn update_object_encryption(
        &mut self,
        cx: &mut Context,
        input: UpdateObjectEncryptionInput,
    ) -> Result<UpdateObjectEncryptionOutput> {
        let UpdateObjectEncryptionInput { bucket, key, version_id, object_encryption, .. } = input;
        let held = self.find_bucket(cx, &bucket, input.expected_bucket_owner.as_deref())?;
        let named = NamedVersion::new(&key, version_id.as_deref());
        for action in ["s3:UpdateObjectEncryption", "s3:PutObject"] {
            named.authorized(cx, held, action, ConditionKeys::default())?;
        }
        named.check_id()?;
        let version = named.find(held).ok_or_else(|| named.missing(cx, held))?;
        let Some(object) = version.object() else {
            return Err(errors::method_not_allowed("PUT", "DeleteMarker"));
        };
        let ObjectEncryption::SSEKMS(SSEKMSEncryption { kms_key_arn, bucket_key_enabled }) =
            object_encryption;
        match &object.properties.encryption {
            StoredEncryption::S3 | StoredEncryption::Kms { dsse: false, .. } => {}
            StoredEncryption::Kms { dsse: true, .. } | StoredEncryption::Customer { .. } => {
                return Err(errors::invalid_request(
                    "The encryption of objects with SSE-C or DSSE-KMS cannot be updated.",
                ));
            }
        }
        let own = format!(":{}:key/", held.owner);
        if !(kms_key_arn.starts_with("arn:aws:kms:") && kms_key_arn.contains(&own)) {
            let message = "The KMS key must be the full ARN of a key of the bucket's account.";
            return Err(errors::invalid_request(message));
        }
        if object.properties.lock.protects(cx.now, false) {
            return Err(object_lock::protected());
        }
        let bucket_key = bucket_key_enabled.unwrap_or(false);
        let action = "s3:UpdateObjectEncryption";
        let about = if bucket_key { Access::to(action) } else { Access::to_key(action, &key) };
        let request = KeyRequest {
            region: &held.region,
            name: Some(&kms_key_arn),
            about: &about.resource(held),
            context: None,
        };
        let (key_arn, data_key) = kms::key_to_write(cx, &request)?;
        // ETag, checksum, class and Last-Modified stay (S3-3.12e).
        let encryption =
            StoredEncryption::Kms { dsse: false, key_arn, data_key, bucket_key, context: None };
        let properties = Properties { encryption, ..object.properties.clone() };
        let content = Content::Object(Stored { properties, ..object.clone() });
        let next = Version { content, ..version.clone() };
        self.replace(&bucket, &key, next)?;
        Ok(UpdateObjectEncryptionOutput::default())
    }
}
