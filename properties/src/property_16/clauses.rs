//! The clauses, in the order of the report.

use super::seen::{Seen, absent};
use super::versions::Freshness;
use crate::application::{Exchange, Interface};
use crate::facts::clauses as facts;
use crate::monitor::Monitor;
use std::time::Duration;

/// S3 is consistent after a write (S3-9.1(a)): what passes is only the time of tries.
const READ_AFTER_WRITE: Duration = Duration::from_secs(300);
/// From a request to its line: the shipper's patience, AWS's delay, and the settling of a case.
const LOGS_VISIBLE: Duration = Duration::from_secs(7 * 24 * 3600);

/// What Property 16 says of an application that looks so, clause by clause.
pub fn monitors(interface: &Interface) -> Vec<Monitor<Seen>> {
    let all = [uploads(), files(interface), assets(), logs(), access(), speed()];
    all.into_iter().flatten().collect()
}

/// All clauses that there are, in their order: those of an application of which everything is declared.
pub fn all() -> Vec<String> {
    let request = || Some(Exchange::new("GET", "/"));
    let (listing, read, remove) = (request(), request(), request());
    let interface = Interface { listing, read, remove, ..Interface::default() };
    monitors(&interface).into_iter().map(|monitor| monitor.clause.into_owned()).collect()
}

/// What can be done to files beside uploading them.
fn files(interface: &Interface) -> Vec<Monitor<Seen>> {
    let Interface { listing, read, remove, .. } = interface;
    let listed =
        Monitor::always("16a: the list of files has every accepted upload", |seen| match seen {
            Seen::Listed { listed, removed: false, .. } => Some(*listed),
            _ => None,
        });
    let unlisted =
        Monitor::never("16a: the list of files has none that was removed", |seen| match seen {
            Seen::Listed { listed, removed: true, .. } => Some(*listed),
            _ => None,
        });
    let read_as_sent = facts::read_your_writes()
        .called("16a: a file is read as it was accepted, until it is removed");
    let read_if_sent = facts::what_is_read_was_sent(&absent())
        .called("16a: nothing is read that nobody uploaded, or that was removed");
    let gone = Monitor::never("16a: a removed file is gone from S3", |seen| match seen {
        Seen::Removed { there, .. } => Some(*there),
        _ => None,
    });
    let all = [
        (listing.is_some(), listed),
        (listing.is_some() && remove.is_some(), unlisted),
        (read.is_some(), read_as_sent),
        (read.is_some(), read_if_sent),
        (remove.is_some(), gone),
    ];
    all.into_iter().filter_map(|(declared, monitor)| declared.then_some(monitor)).collect()
}

fn uploads() -> Vec<Monitor<Seen>> {
    let readable = |seen: &Seen| match seen {
        Seen::ObjectReadable { key, sha256 } => Some((key.clone(), sha256.clone())),
        _ => None,
    };
    vec![
        Monitor::within(
            "16a: an accepted upload is readable from S3 with the same content",
            READ_AFTER_WRITE,
            |seen| match seen {
                Seen::UploadAccepted { key, sha256 } => Some((key.clone(), sha256.clone())),
                _ => None,
            },
            readable,
        ),
        Monitor::within(
            "16a: an accepted upload is still there in the end",
            READ_AFTER_WRITE,
            |seen| match seen {
                Seen::UploadRemembered { key, sha256 } => Some((key.clone(), sha256.clone())),
                _ => None,
            },
            readable,
        ),
        Monitor::always("16a: nothing is stored that nobody uploaded", |seen| match seen {
            Seen::ObjectListed { uploaded, .. } => Some(*uploaded),
            _ => None,
        }),
        Monitor::always("16a: an upload conflicts with other files only", |seen| match seen {
            Seen::Upload { conflict, taken, .. } => Some(!*conflict || *taken),
            _ => None,
        }),
        Monitor::always("calm: no request fails on a good day", |seen| match seen {
            Seen::ProductionLog { status, calm, .. } => Some(*status < 500 || *calm != Some(true)),
            _ => None,
        }),
    ]
}

fn assets() -> Vec<Monitor<Seen>> {
    vec![
        Monitor::always("16b: pages link static assets to the distribution", |seen| match seen {
            Seen::AssetLink { on_cdn, .. } => Some(*on_cdn),
            _ => None,
        }),
        Monitor::always("16b: every static asset is served via CloudFront", |seen| match seen {
            Seen::AssetServed { status, version, cloudfront, .. } => {
                Some(*cloudfront && *status == 200 && *version != Freshness::Unknown)
            }
            _ => None,
        }),
        Monitor::always("16b: HEAD, ranges and conditions are answered as they ask", |seen| {
            match seen {
                Seen::PartServed { fits, .. } => Some(*fits),
                _ => None,
            }
        }),
        Monitor::always("16b: plain HTTP is redirected to HTTPS", |seen| match seen {
            Seen::PlainHttp { status, to_https } => Some(*to_https && *status == 301),
            _ => None,
        }),
    ]
}

fn logs() -> Vec<Monitor<Seen>> {
    vec![
        Monitor::within(
            "16c: every production log line reaches CloudWatch",
            LOGS_VISIBLE,
            |seen| match seen {
                Seen::ProductionLog { id, .. } => Some(id.clone()),
                _ => None,
            },
            |seen| match seen {
                Seen::LogVisible { id } | Seen::LogMayBeLost { id } => Some(id.clone()),
                _ => None,
            },
        ),
        Monitor::always("16c: production logs are kept as long as promised", |seen| match seen {
            Seen::LogGroup { as_promised, .. } => Some(*as_promised),
            _ => None,
        }),
    ]
}

fn access() -> Vec<Monitor<Seen>> {
    vec![
        Monitor::never("6.4: no origin but the allowed one is granted CORS", |seen| match seen {
            Seen::Cors { allowed, granted, .. } => Some(!*allowed && *granted),
            _ => None,
        }),
        Monitor::always("6.4: the allowed origin is granted CORS", |seen| match seen {
            Seen::Cors { allowed, granted, .. } => Some(!*allowed || *granted),
            _ => None,
        }),
        Monitor::always("6.4: S3 refuses every anonymous direct read", |seen| match seen {
            Seen::DirectRead { status, .. } => Some(*status == 403),
            _ => None,
        }),
    ]
}

fn speed() -> Vec<Monitor<Seen>> {
    vec![
        Monitor::always(
            "6.5: compressible assets come compressed and decompress to the original",
            |seen| match seen {
                Seen::CompressibleServed { coding, decodes } => {
                    Some(!coding.is_empty() && *decodes)
                }
                _ => None,
            },
        ),
        Monitor::always("6.5: a second request within the TTL is a hit", |seen| match seen {
            Seen::SecondRequest { hit } => Some(*hit),
            _ => None,
        }),
        Monitor::never(
            "freshness: no viewer sees a version that must be gone",
            |seen| match seen {
                Seen::AssetServed { version, .. } => Some(*version == Freshness::Stale),
                _ => None,
            },
        ),
    ]
}
