//! The KMS keys behind SSE-KMS: asked on the caller's behalf, with KMS's own refusals (S3-7.10f).

use crate::encryption::object_encryption::ObjectEncryption;
use crate::errors;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::key_ring::Unusable;
use parhelion_world::{Caller, Context};
use std::sync::Arc;

const WRITES: &str = "kms:GenerateDataKey";
const READS: &str = "kms:Decrypt";

/// The ARN of the key that a write names, or of the account's `aws/s3` key (S3-7.10b).
pub fn key_to_write(cx: &Context, region: &str, name: Option<&str>) -> Result<Arc<str>> {
    use_key(cx, region, name, WRITES)
}

impl ObjectEncryption {
    /// Whoever reads bytes needs the key, and needs it to be usable now (T48).
    pub fn check_decryption(&self, cx: &Context) -> Result<()> {
        self.check(cx, READS)
    }

    /// As for an object, for a part of one.
    pub fn check_encryption(&self, cx: &Context) -> Result<()> {
        self.check(cx, WRITES)
    }

    fn check(&self, cx: &Context, action: &str) -> Result<()> {
        let Self::Kms { key_arn, .. } = self else { return Ok(()) };
        let region = key_arn.split(':').nth(3).unwrap_or_default();
        use_key(cx, region, Some(key_arn), action).map(drop)
    }
}

fn use_key(cx: &Context, region: &str, name: Option<&str>, action: &str) -> Result<Arc<str>> {
    if cx.caller == Caller::Anonymous {
        return Err(errors::invalid_argument(
            "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS \
             Signature Version 4.",
            "Authorization",
            "null",
        ));
    }
    match cx.use_key(region, name, action) {
        Ok(key) => Ok(key.arn.clone()),
        Err(unusable) => Err(refused(unusable)),
    }
}

fn refused(unusable: Unusable) -> Error {
    let (code, message) = match unusable {
        Unusable::InvalidId(id) => ("KMS.NotFoundException", format!("Invalid keyId '{id}'")),
        Unusable::InvalidRegion(region) => {
            ("KMS.NotFoundException", format!("Invalid arn {region}"))
        }
        Unusable::NotFound(arn) if arn.contains(":alias/") => {
            ("KMS.NotFoundException", format!("Alias {arn} is not found."))
        }
        Unusable::NotFound(arn) => ("KMS.NotFoundException", format!("Key '{arn}' does not exist")),
        Unusable::Disabled(arn) => ("KMS.DisabledException", format!("{arn} is disabled.")),
        Unusable::PendingDeletion(arn) => {
            ("KMS.KMSInvalidStateException", format!("{arn} is pending deletion."))
        }
        Unusable::Denied(message) => return errors::access_denied(message),
    };
    Error::new(400, code, message)
}
