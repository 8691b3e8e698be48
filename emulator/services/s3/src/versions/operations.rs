//! A bucket's versioning state (S3-6.1, S3-6.4).

use crate::access::authorization::Access;
use crate::buckets::bucket::Bucket;
use crate::errors;
use crate::model::*;
use crate::state::S3;
use crate::versions::version::Versioning;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::{Caller, Context};

impl S3 {
    pub(crate) fn put_bucket_versioning(
        &mut self,
        cx: &mut Context,
        input: PutBucketVersioningInput,
    ) -> Result<()> {
        let PutBucketVersioningInput {
            bucket,
            content_md5: _,
            checksum_algorithm: _,
            mfa,
            versioning_configuration: VersioningConfiguration { mfa_delete, status },
            expected_bucket_owner,
        } = input;
        let access = Access::to("s3:PutBucketVersioning");
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let next = match status.as_deref() {
            Some("Enabled") => Versioning::Enabled,
            Some("Suspended") => Versioning::Suspended,
            Some(_) => return Err(errors::malformed_xml()),
            // S3-6.1(c)
            None => {
                let message = "The Versioning element must be specified";
                let code = "IllegalVersioningConfigurationException";
                return Err(Error::new(400, code, message));
            }
        };
        let mfa_delete = match mfa_delete.as_deref() {
            None => held.mfa_delete,
            Some("Enabled") => true,
            Some("Disabled") => false,
            Some(_) => return Err(errors::malformed_xml()),
        };
        if mfa_delete && !held.mfa_delete {
            with_mfa(cx, mfa.as_deref())?;
        }
        check_mfa(cx, held, mfa.as_deref())?;
        check_free(held, next)?;
        let held = self.change(&bucket)?;
        held.versioning.set(cx, next);
        held.mfa_delete = mfa_delete;
        Ok(())
    }

    pub(crate) fn get_bucket_versioning(
        &mut self,
        cx: &mut Context,
        input: GetBucketVersioningInput,
    ) -> Result<GetBucketVersioningOutput> {
        let GetBucketVersioningInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:GetBucketVersioning");
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        Ok(GetBucketVersioningOutput {
            status: held.versioning(cx.now).name().map(str::to_owned),
            mfa_delete: held.mfa_delete.then(|| "Enabled".to_owned()),
        })
    }
}

/// S3-6.1(f)
fn check_free(bucket: &Bucket, next: Versioning) -> Result<()> {
    if next == Versioning::Enabled {
        return Ok(());
    }
    if bucket.object_lock.is_some() {
        return Err(errors::invalid_bucket_state(
            "An Object Lock configuration is present on this bucket, so the versioning state \
             cannot be changed.",
        ));
    }
    if bucket.settings.replication.latest().is_some() {
        return Err(errors::invalid_bucket_state(
            "A replication configuration is present on this bucket, so you cannot change the \
             versioning state. To change the versioning state, first delete the replication \
             configuration.",
        ));
    }
    Ok(())
}

/// S3-6.4: what MFA Delete guards. There are no devices here: any serial number and code will do.
pub(crate) fn check_mfa(cx: &Context, bucket: &Bucket, mfa: Option<&str>) -> Result<()> {
    if bucket.mfa_delete { with_mfa(cx, mfa) } else { Ok(()) }
}

fn with_mfa(cx: &Context, mfa: Option<&str>) -> Result<()> {
    let root = matches!(cx.caller, Caller::Principal { .. }) && cx.caller.arn().ends_with(":root");
    let shown = mfa.and_then(|mfa| mfa.trim().split_once(' ')).is_some_and(|(serial, code)| {
        !serial.is_empty() && code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit())
    });
    if root && shown && cx.request.secure {
        return Ok(());
    }
    let message = "Mfa Authentication must be used for this request";
    Err(errors::access_denied(message))
}
