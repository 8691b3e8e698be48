//! How buckets are set up.

mod access;
mod acl;
mod cors;
mod encryption;
mod keeping;
mod lifecycle;
mod policy;
mod telling;

use super::Check;

/// In the order of reports.
pub const ALL: &[&Check] = &[
    &access::BLOCK,
    &policy::PUBLIC,
    &policy::TLS,
    &policy::CROSS_ACCOUNT,
    &policy::EVERYTHING,
    &acl::PUBLIC,
    &acl::STRANGERS,
    &acl::DISABLED,
    &access::WEBSITE,
    &cors::ORIGINS,
    &cors::PLAIN_HTTP,
    &encryption::KMS,
    &encryption::KEY,
    &encryption::BUCKET_KEY,
    &encryption::CUSTOMER_KEYS,
    &keeping::VERSIONING,
    &keeping::MFA_DELETE,
    &keeping::LOCK,
    &lifecycle::NONCURRENT,
    &lifecycle::MULTIPART,
    &lifecycle::STALE_UPLOADS,
    &telling::LOGGING,
    &telling::LOG_TARGET,
    &telling::NOTIFICATIONS,
    &keeping::EMPTY,
];
