//! The freedoms of the edge: rows of CF-14 as points. Option 0 is calm.

use parhelion_world::choice::{Clause, Opt, Point};

macro_rules! clause {
    ($name:ident, $rule:literal, $page:literal, $says:literal) => {
        static $name: Clause = Clause {
            rule: concat!("CF-14(", $rule, ")"),
            says: $says,
            url: concat!(
                "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/",
                $page,
                ".html"
            ),
        };
    };
}

clause!(
    N1,
    "N1",
    "HowCloudFrontWorks",
    "Until a distribution is Deployed, some edge locations still work with its old configuration."
);
clause!(
    N3,
    "N3",
    "Invalidation",
    "An invalidation reaches edge locations one by one; until it is Completed some serve old objects."
);
clause!(
    N5,
    "N5",
    "Expiration",
    "An edge location may drop any object at any time, seldom-requested ones first, before it expires."
);
clause!(
    N6,
    "N6",
    "HowCloudFrontWorks",
    "A viewer's requests may be routed to different edge locations, each with a cache of its own."
);
clause!(
    N10,
    "N10",
    "DownloadDistValuesOrigin",
    "A GET or HEAD without an answer is sent again, up to the origin's connection attempts."
);
clause!(
    N16,
    "N16",
    "ServingCompressedFiles",
    "Compression is best effort: a busy edge serves, and caches, the uncompressed object."
);
clause!(
    N18,
    "N18",
    "Expiration",
    "For an expired object the edge may send a conditional request or fetch the whole object."
);

clause!(
    N23,
    "N23",
    "publish-function",
    "A published function and a changed key value store reach edge locations after some time."
);
clause!(
    N24,
    "N24",
    "http-503-service-unavailable",
    "A function may be throttled: the viewer gets a 503."
);
clause!(
    N21,
    "N21",
    "continuous-deployment-quotas-considerations",
    "In times of high use all requests may go to the primary distribution, whatever the policy says."
);
clause!(
    N22,
    "N22",
    "understanding-continuous-deployment",
    "A sticky session may be reset: its viewer's next request is decided by weight again."
);

clause!(
    N7,
    "N7",
    "origin-shield",
    "Where the Origin Shield's region cannot be reached, requests go by another region's cache."
);

const CALM: Opt = Opt { name: "calm", clause: None, millis: 0 };

const fn option(name: &'static str, clause: &'static Clause, millis: u64) -> Opt {
    Opt { name, clause: Some(clause), millis }
}

/// How much later than the first one a POP takes a new configuration (N1).
pub(crate) static CONFIGURATION: Point = Point {
    name: "cloudfront.configuration-delay",
    options: &[CALM, option("30s", &N1, 30_000), option("5min", &N1, 300_000)],
};

/// How much later than the first one a POP purges (N3).
pub(crate) static INVALIDATION: Point = Point {
    name: "cloudfront.invalidation-delay",
    options: &[CALM, option("10s", &N3, 10_000), option("60s", &N3, 60_000)],
};

/// Whether the entry that a lookup is about to find has just been evicted (N5).
pub(crate) static EVICTION: Point =
    Point { name: "cloudfront.evict", options: &[CALM, option("evicted", &N5, 0)] };

/// Which POP gets a request whose viewer names none: the option's index is the POP's (N6).
pub(crate) static ROUTE: Point = Point {
    name: "cloudfront.route",
    options: &[
        CALM,
        option("second-pop", &N6, 0),
        option("third-pop", &N6, 0),
        option("fourth-pop", &N6, 0),
    ],
};

/// Whether an answered GET or HEAD counts as stalled and is sent again (N10).
pub(crate) static RETRY: Point =
    Point { name: "cloudfront.retry", options: &[CALM, option("again", &N10, 0)] };

/// Whether a compressible answer is compressed (N16).
pub(crate) static COMPRESSION: Point =
    Point { name: "cloudfront.compress", options: &[CALM, option("skipped", &N16, 0)] };

/// Whether an expired object is revalidated or fetched (N18).
pub(crate) static REVALIDATION: Point =
    Point { name: "cloudfront.revalidate", options: &[CALM, option("full-fetch", &N18, 0)] };

/// How much later than the first one a POP gets a published function (N23).
pub(crate) static FUNCTION: Point = Point {
    name: "cloudfront.function-delay",
    options: &[CALM, option("10s", &N23, 10_000), option("60s", &N23, 60_000)],
};

/// How much later than the first one a POP gets a change of a key value store (N23).
pub(crate) static KEY_VALUES: Point = Point {
    name: "cloudfront.key-value-delay",
    options: &[CALM, option("5s", &N23, 5_000), option("60s", &N23, 60_000)],
};

/// Whether what an Origin Shield has is found there (N7).
pub(crate) static SHIELD: Point =
    Point { name: "cloudfront.origin-shield", options: &[CALM, option("other-region", &N7, 0)] };

/// Whether a function is throttled (N24).
pub(crate) static THROTTLE: Point =
    Point { name: "cloudfront.function-throttle", options: &[CALM, option("throttled", &N24, 0)] };

/// Whether a continuous deployment policy takes part in a request at all (N21).
pub(crate) static STAGING: Point =
    Point { name: "cloudfront.staging", options: &[CALM, option("all-primary", &N21, 0)] };

/// Whether a session of continuous deployment goes on (N22).
pub(crate) static SESSION: Point =
    Point { name: "cloudfront.session", options: &[CALM, option("reset", &N22, 0)] };

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [&Point; 13] = [
        &CONFIGURATION,
        &INVALIDATION,
        &EVICTION,
        &ROUTE,
        &RETRY,
        &COMPRESSION,
        &REVALIDATION,
        &FUNCTION,
        &KEY_VALUES,
        &THROTTLE,
        &STAGING,
        &SESSION,
        &SHIELD,
    ];

    #[test]
    fn every_deviation_has_its_clause() {
        for point in ALL {
            assert!(point.options[0].clause.is_none(), "{}", point.name);
            let deviations = &point.options[1..];
            assert!(!deviations.is_empty(), "{}", point.name);
            assert!(deviations.iter().all(|option| option.clause.is_some()), "{}", point.name);
        }
    }
}
