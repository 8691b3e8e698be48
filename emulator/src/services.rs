//! The services that are built in: the one list. A line makes a service reachable by its module and
//! by every door.

use parhelion_world::Entry;
use parhelion_world::world::entry;

macro_rules! services {
    ($($module:ident = $crate_name:ident :: $kind:ident),* $(,)?) => {
        $(pub use $crate_name as $module;)*

        /// Every kind of service, in the order in which hosts are tried.
        pub(crate) fn entries() -> Vec<Entry> {
            vec![$(entry::<$crate_name::$kind>()),*]
        }
    };
}

services! {
    s3 = parhelion_s3::S3,
    cloudfront = parhelion_cloudfront::CloudFront,
    cloudfront_keyvaluestore = parhelion_cloudfront_keyvaluestore::KeyValueStores,
    cloudwatch = parhelion_cloudwatch::CloudWatch,
    logs = parhelion_logs::Logs,
    s3control = parhelion_s3control::S3Control,
    iam = parhelion_iam::Iam,
    kms = parhelion_kms::Kms,
    sts = parhelion_sts::Sts,
    sqs = parhelion_sqs::Sqs,
    acm = parhelion_acm::Acm,
}

/// Their names, which are those of the clients in AWS's SDKs: `s3`, `logs`, …
pub fn names() -> Vec<&'static str> {
    entries().into_iter().map(|entry| entry.name).collect()
}

/// Where people find the data planes of the services on a server.
pub fn whereabouts(port: u16) -> Vec<String> {
    let places = entries().into_iter().filter_map(|entry| entry.declaration.whereabouts);
    places.map(|place| place(port)).collect()
}
