//! What S3 says of itself to the kernel.

use crate::objects::put::BYTES_MAX;
use crate::website::hosting;
use crate::{choices, errors};
use parhelion_world::{Address, BodyMax, Declaration, HostName, RequestIds, SignatureScope};

/// See [`Declaration`].
pub(crate) static DECLARATION: Declaration = Declaration {
    address: Some(address),
    takes_the_rest: true,
    signature: SignatureScope::Head,
    // Framing of chunks adds a hundredth or two.
    body_max: BodyMax {
        bytes: BYTES_MAX + BYTES_MAX / 8,
        refusal: |length| errors::entity_too_large(length, BYTES_MAX),
    },
    prepare: Some(crate::hooks::prepare),
    region_exists: Some(parhelion_world::regions::exists),
    request_ids: RequestIds::Extended,
    action_prefix: "s3",
    authorizes_itself: true,
    // S3 Control asks its callers for leave itself, before it has S3 do what they want.
    lets_services: &[(
        "s3.amazonaws.com",
        &["s3:GetBucketAbac", "s3:ListTagsForResource", "s3:TagResource", "s3:UntagResource"],
    )],
    faults: choices::FAULTS,
    points: choices::POINTS,
    freedoms: Some(choices::FREEDOMS),
    partial_failures: &["Errors"],
    ..Declaration::DEFAULT
};

/// Hosts that may name the bucket (S3-1.1, S3-1.2).
fn address(host: &HostName) -> Option<Address> {
    if let Some(labels) = host.amazon_labels() {
        return if hosting::bucket_of(host.as_str()).is_some() {
            Some(Address::default())
        } else {
            amazon(&labels)
        };
    }
    host.local_labels().and_then(|labels| local(&labels))
}

/// The bucket that a host names, if it names one.
pub(crate) fn bucket_of(host: &str) -> Option<String> {
    address(&HostName::new(host)).and_then(|address| address.path_prefix)
}

fn bucket(labels: &[&str], region: Option<&str>) -> Address {
    let path_prefix = (!labels.is_empty()).then(|| labels.join("."));
    Address { path_prefix, ..Address::api(region) }
}

/// A host below `amazonaws.com`. The endpoint is the last `s3…` label with at most a region and
/// `dualstack` behind it.
fn amazon(labels: &[&str]) -> Option<Address> {
    labels.iter().enumerate().rev().find_map(|(at, label)| {
        let rest: Vec<&str> =
            labels.iter().skip(at + 1).copied().filter(|label| *label != "dualstack").collect();
        let region = match (*label, rest.as_slice()) {
            ("s3" | "s3-fips" | "s3-accelerate", []) => None,
            ("s3" | "s3-fips", [region]) => Some(*region),
            (label, []) => {
                let region = label.strip_prefix("s3-")?;
                (!region.starts_with("website") && region != "control").then_some(())?;
                Some(region)
            }
            _ => return None,
        };
        Some(bucket(labels.get(..at)?, region))
    })
}

/// A host below `localhost` (S3-1.2): names that are no other service's are buckets.
fn local(labels: &[&str]) -> Option<Address> {
    Some(match labels {
        [name @ .., "s3"] => bucket(name, None),
        [name @ .., "s3", region] => bucket(name, Some(region)),
        [_, "s3-website", ..] => Address::default(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn s3(bucket: Option<&str>, region: Option<&str>) -> Option<Address> {
        let path_prefix = bucket.map(Into::into);
        Some(Address { path_prefix, ..Address::api(region) })
    }

    #[test]
    fn s3_1_1_hosts_name_the_bucket() {
        for (host, expected) in [
            ("s3.amazonaws.com", s3(None, None)),
            ("s3.eu-west-1.amazonaws.com:443", s3(None, Some("eu-west-1"))),
            ("s3-eu-west-1.amazonaws.com", s3(None, Some("eu-west-1"))),
            ("s3.dualstack.eu-west-1.amazonaws.com", s3(None, Some("eu-west-1"))),
            ("b.s3.us-east-1.amazonaws.com", s3(Some("b"), Some("us-east-1"))),
            ("My.Dotted.bucket.s3.amazonaws.com", s3(Some("my.dotted.bucket"), None)),
            ("s3.s3.us-east-1.amazonaws.com", s3(Some("s3"), Some("us-east-1"))),
            ("b.s3-accelerate.amazonaws.com", s3(Some("b"), None)),
            ("b.s3-website-us-east-1.amazonaws.com", s3(None, None)),
            ("b.s3-website.eu-central-1.amazonaws.com", s3(None, None)),
            ("1.s3-control.us-east-1.amazonaws.com", None),
            ("logs.us-east-1.amazonaws.com", None),
        ] {
            assert_eq!(address(&HostName::new(host)), expected, "{host}");
        }
    }

    #[test]
    fn s3_1_2_emulator_hosts() {
        for (host, expected) in [
            ("localhost:4566", None),
            ("127.0.0.1:4566", None),
            ("[::1]:4566", None),
            ("b.s3.localhost:4566", s3(Some("b"), None)),
            ("a.b.s3.eu-west-1.localhost", s3(Some("a.b"), Some("eu-west-1"))),
            ("s3.localhost", s3(None, None)),
        ] {
            assert_eq!(address(&HostName::new(host)), expected, "{host}");
        }
    }
}
