//! What a record of CloudFront's access logs can say, and in which form it can be written (CF-12.1).
//! <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html>

use super::destinations::TO_GROUP;
use super::invalid;
use parhelion_wire::Error;
use parhelion_wire::error::Result;

/// Those of the standard log, in its order, then those that only deliveries have. A record that
/// CloudFront hands over has a value for each.
pub(crate) const ALL: [&str; 42] = [
    "date",
    "time",
    "x-edge-location",
    "sc-bytes",
    "c-ip",
    "cs-method",
    "cs(Host)",
    "cs-uri-stem",
    "sc-status",
    "cs(Referer)",
    "cs(User-Agent)",
    "cs-uri-query",
    "cs(Cookie)",
    "x-edge-result-type",
    "x-edge-request-id",
    "x-host-header",
    "cs-protocol",
    "cs-bytes",
    "time-taken",
    "x-forwarded-for",
    "ssl-protocol",
    "ssl-cipher",
    "x-edge-response-result-type",
    "cs-protocol-version",
    "fle-status",
    "fle-encrypted-fields",
    "c-port",
    "time-to-first-byte",
    "x-edge-detailed-result-type",
    "sc-content-type",
    "sc-content-len",
    "sc-range-start",
    "sc-range-end",
    "distribution-tenant-id",
    "connection-id",
    "timestamp",
    "timestamp(ms)",
    "origin-fbl",
    "origin-lbl",
    "asn",
    "c-country",
    "cache-behavior-path-pattern",
];

/// What stands in a record where nobody chose: the standard log's fields.
pub(crate) const BY_DEFAULT: usize = 33;

/// The fields that were chosen, each once.
pub(crate) fn check(fields: &[String]) -> Result<()> {
    for (index, field) in fields.iter().enumerate() {
        if !ALL.contains(&field.as_str()) {
            return Err(invalid(format!("Record field {field} is not supported.")));
        }
        if fields.iter().take(index).any(|other| other == field) {
            return Err(invalid(format!("Record field {field} is given twice.")));
        }
    }
    Ok(())
}

/// The variables that a path in a bucket can have, and what they stand for.
fn variables<'a>(
    distribution: &'a str,
    account: &'a str,
    when: &'a str,
) -> [(&'a str, &'a str); 7] {
    let mut time = when.split('-');
    let mut next = || time.next().unwrap_or_default();
    let (year, month, day, hour) = (next(), next(), next(), next());
    [
        ("{DistributionId}", distribution),
        ("{distributionid}", distribution),
        ("{accountid}", account),
        ("{yyyy}", year),
        ("{MM}", month),
        ("{dd}", day),
        ("{HH}", hour),
    ]
}

/// A suffix path for a distribution and an hour (`2026-01-31-23`).
pub(crate) fn suffix(path: &str, distribution: &str, account: &str, when: &str) -> String {
    let all = variables(distribution, account, when).into_iter();
    all.fold(path.to_owned(), |path, (name, value)| path.replace(name, value))
}

/// A suffix path has no other variables.
pub(crate) fn check_suffix(path: &str) -> Result<()> {
    let rest = suffix(path, "", "", "");
    if rest.contains(['{', '}']) {
        return Err(invalid(format!("Suffix path {path} has a variable that is not supported.")));
    }
    Ok(())
}

/// Whether records can go to such a destination in such a form.
pub(crate) fn check_format(kind: &str, format: Option<&str>, delimiter: bool) -> Result<()> {
    match (kind, format.unwrap_or("json")) {
        (_, "raw" | "parquet") if kind != TO_GROUP => {
            Err(Error::not_implemented("logs", "records in this output format"))
        }
        (_, "json") if delimiter => {
            Err(invalid("A field delimiter is only for the plain, w3c and raw output formats."))
        }
        (TO_GROUP, format @ ("w3c" | "raw" | "parquet")) => {
            Err(invalid(format!("Output format {format} is not supported for CloudWatch Logs.")))
        }
        _ => Ok(()),
    }
}
