//! What a configuration may say.
//! <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/real-time-logs.html>

use crate::errors;
use crate::model::*;
use parhelion_wire::error::Result;
use std::collections::BTreeSet;

const NAME_MAX: usize = 64;

/// In the order in which they are logged.
const FIELDS: [&str; 65] = [
    "timestamp",
    "c-ip",
    "s-ip",
    "time-to-first-byte",
    "sc-status",
    "sc-bytes",
    "cs-method",
    "cs-protocol",
    "cs-host",
    "cs-uri-stem",
    "cs-bytes",
    "x-edge-location",
    "x-edge-request-id",
    "x-host-header",
    "time-taken",
    "cs-protocol-version",
    "c-ip-version",
    "cs-user-agent",
    "cs-referer",
    "cs-cookie",
    "cs-uri-query",
    "x-edge-response-result-type",
    "x-forwarded-for",
    "ssl-protocol",
    "ssl-cipher",
    "x-edge-result-type",
    "fle-encrypted-fields",
    "fle-status",
    "sc-content-type",
    "sc-content-len",
    "sc-range-start",
    "sc-range-end",
    "c-port",
    "x-edge-detailed-result-type",
    "c-country",
    "cs-accept-encoding",
    "cs-accept",
    "cache-behavior-path-pattern",
    "cs-headers",
    "cs-header-names",
    "cs-headers-count",
    "primary-distribution-id",
    "primary-distribution-dns-name",
    "origin-fbl",
    "origin-lbl",
    "asn",
    "cmcd-encoded-bitrate",
    "cmcd-buffer-length",
    "cmcd-buffer-starvation",
    "cmcd-content-id",
    "cmcd-object-duration",
    "cmcd-deadline",
    "cmcd-measured-throughput",
    "cmcd-next-object-request",
    "cmcd-next-range-request",
    "cmcd-object-type",
    "cmcd-playback-rate",
    "cmcd-requested-maximum-throughput",
    "cmcd-streaming-format",
    "cmcd-session-id",
    "cmcd-stream-type",
    "cmcd-startup",
    "cmcd-top-bitrate",
    "cmcd-version",
    "distribution-tenant-id",
];

fn invalid(member: &str) -> Result<()> {
    Err(errors::invalid_argument(format!("The parameter {member} is missing or invalid.")))
}

pub(super) fn check(config: &RealtimeLogConfig) -> Result<()> {
    let RealtimeLogConfig { arn: _, name, sampling_rate, end_points, fields } = config;
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() || name.len() > NAME_MAX || !name.chars().all(letter) {
        return invalid("Name");
    }
    if !(1..=100).contains(sampling_rate) {
        return invalid("SamplingRate");
    }
    let distinct: BTreeSet<&String> = fields.iter().collect();
    let known = fields.iter().all(|field| FIELDS.contains(&field.as_str()));
    if fields.is_empty() || distinct.len() < fields.len() || !known {
        return invalid("Fields");
    }
    match end_points.as_slice() {
        [EndPoint { stream_type, kinesis_stream_config: Some(stream) }]
            if stream_type == "Kinesis" && is_stream(stream) =>
        {
            Ok(())
        }
        _ => invalid("EndPoints"),
    }
}

/// A stream, and a role that may write to it.
fn is_stream(stream: &KinesisStreamConfig) -> bool {
    let is = |arn: &str, service: &str, resource: &str| {
        let parts: Vec<&str> = arn.splitn(6, ':').collect();
        let named = parts.get(5).and_then(|named| named.strip_prefix(resource));
        parts.first() == Some(&"arn")
            && parts.get(2) == Some(&service)
            && named.is_some_and(|name| !name.is_empty())
    };
    is(&stream.role_arn, "iam", "role/") && is(&stream.stream_arn, "kinesis", "stream/")
}
