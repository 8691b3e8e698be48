//! The object that is asked for, and whether it may be asked.

use super::events::Events;
use super::request;
use crate::errors;
use crate::model::*;
use crate::objects::object::{Object as Stored, StorageClass};
use crate::objects::write_request::customer_key;
use crate::state::S3;
use crate::versions::named_version::{ConditionKeys, NamedVersion};
use http::header;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::{Caller, Context, Outcome, Supply};

impl S3 {
    pub(crate) fn select_object_content(
        &mut self,
        cx: &mut Context,
        input: SelectObjectContentInput,
    ) -> Outcome<SelectObjectContentOutput> {
        match self.select(cx, input) {
            Ok(events) => {
                let output = SelectObjectContentOutput::default();
                Outcome::Stream(output, Supply::Apart(Box::new(events)))
            }
            Err(error) => Outcome::Done(Err(error)),
        }
    }

    fn select(&self, cx: &Context, mut input: SelectObjectContentInput) -> Result<Events> {
        let customer_key = customer_key!(input);
        let SelectObjectContentInput {
            bucket,
            key,
            sse_customer_algorithm: _,
            sse_customer_key: _,
            sse_customer_key_md5: _,
            expression,
            expression_type: _,
            request_progress,
            input_serialization,
            output_serialization,
            scan_range,
            expected_bucket_owner,
        } = input;
        let bucket = self.find_bucket(cx, &bucket, expected_bucket_owner.as_deref())?;
        // "Amazon S3 Select does not support anonymous access"
        // (https://docs.aws.amazon.com/AmazonS3/latest/API/API_SelectObjectContent.html).
        if matches!(cx.caller, Caller::Anonymous) {
            return Err(errors::access_denied("Access Denied"));
        }
        let named = NamedVersion::new(&key, None);
        let found = named.authorized(cx, bucket, "s3:GetObject", ConditionKeys::default())?;
        let object = found.and_then(|version| version.object());
        let object = object.ok_or_else(|| named.missing(cx, bucket))?;
        if cx.request.headers.contains_key(header::RANGE) {
            let message = "A range header is not supported for this operation.";
            return Err(Error::new(400, "UnsupportedRangeHeader", message));
        }
        object.properties.encryption.check_reader(&customer_key)?;
        check_class(object)?;
        object.properties.encryption.check_decryption(cx)?;
        let serializations = (input_serialization, output_serialization);
        let request = request::read(expression, serializations, scan_range, cx.now.millis())?;
        let progress = request_progress.and_then(|it| it.enabled).unwrap_or(false);
        Ok(Events::new(request, object.body.clone(), progress))
    }
}

/// "You cannot specify the S3 Glacier Flexible Retrieval, S3 Glacier Deep Archive, or
/// REDUCED_REDUNDANCY storage classes"
/// (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/selecting-content-from-objects.html>).
fn check_class(object: &Stored) -> Result<()> {
    let class = object.properties.storage_class;
    if class.is_archive() || class == StorageClass::ReducedRedundancy {
        let message = format!(
            "We do not support {} storage class. Please check the service documentation and try \
             again.",
            class.name()
        );
        return Err(Error::new(400, "UnsupportedStorageClass", message));
    }
    if object.is_out_of_reach() {
        return Err(errors::invalid_object_state(class.name()));
    }
    Ok(())
}
