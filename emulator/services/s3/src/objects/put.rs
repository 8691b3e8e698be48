//! PutObject (S3-3.1): checked in S3-0.6's order, stored all or nothing.

use crate::access::form_signature::FormSignature;
use crate::encryption::kms::keep_key;
use crate::encryption::object_encryption::show_customer_key;
use crate::encryption::object_encryption::show_encryption;
use crate::errors;
use crate::model::{PutObjectInput, PutObjectOutput};
use crate::objects::checksums::{Claims, ObjectChecksum, Proven};
use crate::objects::checksums::{claimed_checksums, show_checksum};
use crate::objects::conditions::WriteCondition;
use crate::objects::new_version::{last_modified, new_version_id, refused};
use crate::objects::object::{Object, quoted};
use crate::objects::write_request::{WriteConditionKeys, object_write, only_directory};
use crate::state::S3;
use crate::tags::tag_set;
use crate::versions::version::{Content, Versioning};
use parhelion_wire::Error;
use parhelion_wire::checksum::expected::check_named;
use parhelion_world::Context;
use parhelion_world::service::Interrupt;

/// S3-3.23
pub(crate) const BYTES_MAX: u64 = 5 << 30;

/// What a body announced with this length is refused with before it is read.
pub(crate) fn upload_too_large(length: u64) -> Option<Error> {
    (length > BYTES_MAX).then(|| errors::entity_too_large(length, BYTES_MAX))
}

impl S3 {
    pub(crate) fn put_object(
        &mut self,
        cx: &mut Context,
        input: PutObjectInput,
    ) -> Result<PutObjectOutput, Interrupt> {
        self.store(cx, input, "ObjectCreated:Put", None)
    }

    /// Puts an object; `event` tells how it came, `form` how a browser's form was signed.
    pub(crate) fn store(
        &mut self,
        cx: &mut Context,
        mut input: PutObjectInput,
        event: &'static str,
        form: Option<&FormSignature>,
    ) -> Result<PutObjectOutput, Interrupt> {
        let body = input.body.take().unwrap_or_default();
        let bucket = self.find_bucket(cx, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let write = object_write!(input);
        let tags = write.tagging.as_deref().map(tag_set::from_header).transpose();
        let condition_keys = WriteConditionKeys {
            if_match: input.if_match.as_deref(),
            if_none_match: input.if_none_match.as_deref(),
            form,
            ..WriteConditionKeys::default()
        };
        write.authorize(cx, bucket, condition_keys, tags.as_ref().ok().and_then(Option::as_ref))?;
        let tags = tags?.unwrap_or_default();
        only_directory("x-amz-write-offset-bytes", input.write_offset_bytes.is_some())?;
        let properties = write.into_properties(cx, bucket, tags)?;
        if let Some(error) = upload_too_large(body.len()) {
            return Err(error.into());
        }

        let condition =
            WriteCondition::of_write(input.if_match.as_deref(), input.if_none_match.as_deref())?;
        let current = bucket.current(&input.key).and_then(|version| version.object());
        if let Err(refusal) = condition.check(current.map(|object| &*object.e_tag)) {
            return Err(refused(cx, &input.key, refusal).into());
        }

        check_named(&cx.request.headers)?;
        let said = claims(&input);
        let is_vouched_for = said.is_some() || input.checksum_algorithm.is_some();
        properties.lock.check_claimed(cx, is_vouched_for, "Put Object")?;
        let Proven { md5, checksum, .. } = said.prove(&body)?;
        let e_tag = properties.encryption.e_tag(cx, &md5);
        let checksum = ObjectChecksum::full(checksum);
        let enabled = bucket.versioning(cx.now) == Versioning::Enabled;
        let id = enabled.then(|| new_version_id(cx, bucket));
        let mut output = PutObjectOutput {
            e_tag: Some(quoted(&e_tag)),
            sse_kms_encryption_context: properties.encryption.context(),
            version_id: id.as_deref().map(str::to_owned),
            ..PutObjectOutput::default()
        };
        show_checksum!(output, checksum);
        show_encryption!(output, properties.encryption);
        show_customer_key!(output, properties.encryption);
        let object = Object { body, e_tag, checksum, parts: None, properties };
        let modified = last_modified(cx, bucket, &input.key);
        keep_key(cx, output.sse_kms_key_id.as_deref());
        self.change(&input.bucket)?.put(&input.key, id, modified, Content::Object(object));
        let version = output.version_id.as_deref();
        output.expiration = self.object_created(cx, &input.bucket, event, &input.key, version)?;
        Ok(output)
    }
}

fn claims(input: &PutObjectInput) -> Claims<'_> {
    Claims { content_md5: input.content_md5.as_deref(), checksums: claimed_checksums!(input) }
}
