//! The state: every bucket of every account, and how handlers reach them.

use crate::access::authorization;
use crate::access::authorization::Access;
use crate::buckets::bucket::Bucket;
use crate::buckets::names;
use crate::errors;
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};
use parhelion_world::rows::{Queue, Table};
use parhelion_world::{Caller, Context};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// S3, of all accounts and regions: bucket names are global. A clone is a fork.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct S3 {
    pub(crate) buckets: Table<Arc<str>, Arc<Bucket>>,
    /// Buckets that are gone and when that was, while it matters to lists and to who wants their
    /// names next.
    pub(crate) deleted: Table<Arc<str>, (Timestamp, Arc<Bucket>)>,
    /// Records of access logs that wait for their delivery, by the logging bucket.
    pub(crate) access_logs: Table<Arc<str>, Queue<Arc<str>>>,
}

impl S3 {
    pub(crate) fn bucket(&self, name: &str) -> Option<&Bucket> {
        self.buckets.get(name).map(|bucket| &**bucket)
    }

    /// Steps 4 to 6 of S3-0.6: the bucket exists, here, and is whose it was expected to be.
    pub(crate) fn find_bucket(
        &self,
        cx: &Context,
        name: &str,
        expected_owner: Option<&str>,
    ) -> Result<&Bucket> {
        let bucket = self.find_bucket_in_any_region(name, expected_owner)?;
        // Callers without a signature were led here by the host's name alone.
        let signed = matches!(cx.caller, Caller::Principal { .. });
        if signed && bucket.region != cx.region {
            return Err(permanent_redirect(bucket));
        }
        Ok(bucket)
    }

    /// As [`S3::find_bucket`], for what every region answers (S3-1.11).
    pub(crate) fn find_bucket_in_any_region(
        &self,
        name: &str,
        expected_owner: Option<&str>,
    ) -> Result<&Bucket> {
        let Some(bucket) = self.bucket(name) else {
            names::check_bucket(name)?;
            return Err(errors::no_such_bucket(name));
        };
        // S3-1.13
        if let Some(expected) = expected_owner {
            if expected.len() != 12 || !expected.bytes().all(|b| b.is_ascii_digit()) {
                let message = format!(
                    "The value of the expected bucket owner parameter must be an AWS Account ID... \
                     [{expected}]"
                );
                return Err(Error::new(400, "InvalidBucketOwnerAWSAccountID", message));
            }
            if *expected != *bucket.owner {
                return Err(errors::access_denied("Access Denied"));
            }
        }
        Ok(bucket)
    }

    /// [`S3::find_bucket`], and the caller may do this: steps 4 to 7 of S3-0.6.
    pub(crate) fn authorize_bucket(
        &self,
        cx: &Context,
        name: &str,
        expected_owner: Option<&str>,
        access: &Access,
    ) -> Result<&Bucket> {
        let bucket = self.find_bucket(cx, name, expected_owner)?;
        authorization::authorize(cx, bucket, access)?;
        Ok(bucket)
    }

    /// Starts what follows from a new object: a lifecycle run, replication, notifications. Returns
    /// `x-amz-expiration`.
    pub(crate) fn object_created(
        &mut self,
        cx: &mut Context,
        name: &str,
        event: &str,
        key: &str,
        version: Option<&str>,
    ) -> Result<Option<String>> {
        self.wake_lifecycle(cx, name)?;
        self.replicate_later(cx, name, key)?;
        self.notify(cx, name, event, key, version);
        let held = self.bucket(name);
        let current = held.and_then(|held| Some((held, held.current(key)?)));
        Ok(current.and_then(|(held, version)| held.expiration(cx.now, key, version)))
    }

    /// A bucket to write to, after everything was checked.
    pub(crate) fn change(&mut self, name: &str) -> Result<&mut Bucket> {
        let bucket = self.buckets.get_mut(name).ok_or_else(|| errors::no_such_bucket(name))?;
        Ok(Arc::make_mut(bucket))
    }
}

/// S3-1.4(a)
fn permanent_redirect(bucket: &Bucket) -> Error {
    let message = "The bucket you are attempting to access must be addressed using the specified \
                   endpoint. Please send all future requests to this endpoint.";
    let endpoint = format!("{}.s3.{}.amazonaws.com", bucket.name, bucket.region);
    Error::new(301, "PermanentRedirect", message)
        .with("Endpoint", endpoint)
        .with("Bucket", &*bucket.name)
        .header("x-amz-bucket-region", &*bucket.region)
}
