//! How distributions are set up.

mod access;
mod cache;
mod certificates;
mod headers;
mod leftovers;
mod origins;
mod serving;
mod viewers;

use super::Check;

/// In the order of reports.
pub const ALL: &[&Check] = &[
    &origins::DANGLING,
    &access::CONTROL,
    &access::SIGNS,
    &access::SOURCE_ARN,
    &access::HOST_HEADER,
    &access::PRIVATE_PATHS,
    &access::SIGNERS,
    &origins::PROTOCOL,
    &origins::TLS,
    &viewers::PROTOCOL,
    &certificates::MINIMUM_TLS,
    &certificates::EXPIRY,
    &certificates::NAMES,
    &headers::HSTS,
    &headers::CSP,
    &headers::CONTENT_TYPE,
    &headers::FRAMES,
    &headers::REFERRER,
    &cache::TTL,
    &cache::COOKIES,
    &cache::KEY,
    &cache::COMPRESSION,
    &cache::ERRORS,
    &serving::ROOT,
    &serving::LOGGING,
    &serving::WAF,
    &serving::GEO,
    &viewers::HTTP,
    &viewers::IPV6,
    &serving::PRICE_CLASS,
    &leftovers::DISABLED,
    &leftovers::STAGING,
];
