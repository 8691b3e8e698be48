//! What CloudFront says of itself to the kernel.

use crate::edge::choices;
use crate::propagation::DEPLOYED;
use parhelion_wire::signature::Head;
use parhelion_world::{
    Address, Clause, Declaration, Fault, FaultPoint, Faults, HostName, Opt, Point, Recognition,
};

/// See [`Declaration`].
pub(crate) static DECLARATION: Declaration = Declaration {
    address: Some(address),
    recognise: Some(recognise),
    has_data_plane: true,
    whereabouts: Some(banner),
    action_prefix: "cloudfront",
    faults: FAULTS,
    points: &POINTS,
    ..Declaration::DEFAULT
};

/// Distributions by their own names (CF-1.2).
fn address(host: &HostName) -> Option<Address> {
    if let Some(name) = host.below(".cloudfront.localhost") {
        return Some(Address::data(format!("{name}.cloudfront.net")));
    }
    if host.below(".cloudfront.net").is_some() {
        return Some(Address::data(host.as_str().to_owned()));
    }
    Address::of_endpoint(host, &["cloudfront"], false)
}

fn banner(port: u16) -> String {
    format!("Distributions answer at http://<name>.cloudfront.localhost:{port}")
}

/// The API's version stands in every path.
fn recognise(head: Head<'_>) -> Recognition {
    match head.uri.path().starts_with("/2020-05-31/") {
        true => Recognition::Perhaps,
        false => Recognition::No,
    }
}

static POINTS: [&Point; 13] = [
    &choices::CONFIGURATION,
    &choices::INVALIDATION,
    &choices::EVICTION,
    &choices::ROUTE,
    &choices::RETRY,
    &choices::COMPRESSION,
    &choices::REVALIDATION,
    &choices::FUNCTION,
    &choices::KEY_VALUES,
    &choices::THROTTLE,
    &choices::STAGING,
    &choices::SESSION,
    &DEPLOYED,
];

static UNAVAILABLE: Clause = Clause {
    rule: "CF-14(N30)",
    says: "CloudFront's control plane may throttle a call or be unavailable for a moment",
    url: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/CommonErrors.html",
};

static BEFORE: Point = Point {
    name: "cloudfront.before",
    options: &[
        Opt::CALM,
        Opt::permitted("Throttling", &UNAVAILABLE),
        Opt::permitted("ServiceUnavailable", &UNAVAILABLE),
    ],
};

/// What may happen to any call of the API.
const FAULTS: Faults = Faults {
    before: FaultPoint {
        point: &BEFORE,
        faults: &[
            Fault::Answer { status: 400, code: "Throttling", message: "Rate exceeded" },
            Fault::Answer {
                status: 503,
                code: "ServiceUnavailable",
                message: "CloudFront encountered an internal error. Please try again.",
            },
        ],
    },
    after: Faults::NONE.after,
};
