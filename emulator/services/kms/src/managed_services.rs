//! The services that encrypt by AWS managed keys of their own.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key>

use parhelion_world::random::hash;

/// A service that encrypts by a key of its own.
struct Service {
    /// As aliases and hosts call it: `alias/aws/s3`.
    name: &'static str,
    /// As its policy calls it, and the policy's version.
    policy: (&'static str, u8),
    /// What the key protects, in its description.
    protects: &'static str,
}

const SERVICES: [Service; 2] = [
    Service { name: "s3", policy: ("S3", 2), protects: "S3 objects" },
    Service { name: "sqs", policy: ("SQS", 1), protects: "SQS messages" },
];

/// Their names.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    SERVICES.iter().map(|service| service.name)
}

/// What AWS says of a service's key.
pub(crate) fn description(service: &str) -> String {
    let found = SERVICES.iter().find(|known| known.name == service);
    let protects = found.map_or(service, |known| known.protects);
    format!("Default key that protects my {protects} when no other key is defined")
}

/// Everybody of the account may use it, but only through its service.
pub(crate) fn policy_text(account: &str, region: &str, service: &str) -> String {
    let found = SERVICES.iter().find(|known| known.name == service);
    let (title, version) = found.map_or((service, 1), |known| known.policy);
    format!(
        r#"{{"Version":"2012-10-17","Id":"auto-{service}-{version}","Statement":[{{"Sid":"Allow access through {title} for all principals in the account that are authorized to use {title}","Effect":"Allow","Principal":{{"AWS":"*"}},"Action":["kms:Encrypt","kms:Decrypt","kms:ReEncrypt*","kms:GenerateDataKey*","kms:CreateGrant","kms:DescribeKey"],"Resource":"*","Condition":{{"StringEquals":{{"kms:CallerAccount":"{account}","kms:ViaService":"{service}.{region}.amazonaws.com"}}}}}},{{"Sid":"Allow direct access to key metadata to the account","Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{account}:root"}},"Action":["kms:Describe*","kms:Get*","kms:List*","kms:RevokeGrant"],"Resource":"*"}}]}}"#
    )
}

/// A UUID of version 4 that always comes out the same.
pub(crate) fn derived_id(account: &str, region: &str, name: &str) -> String {
    let h = hash(0x000a_3553, &format!("{account}/{region}/{name}"));
    let (a, b) = (h >> 32, h & 0xffff_ffff);
    let (c, d, e) = (b >> 16, a & 0xfff, b & 0xfff);
    format!("{a:08x}-{c:04x}-4{d:03x}-8{e:03x}-{b:08x}{:04x}", a >> 16)
}
