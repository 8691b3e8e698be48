//! Where AWS documents that CloudWatch Logs may behave in more than one way (CW-F): each such choice
//! is a point, and each of its options but the calm one has the clause that permits it.
//!
//! Throttling (CW-F10) and lost answers (CW-F5) may strike any call: [`FAULTS`].

use parhelion_world::{Clause, Fault, FaultPoint, Faults, Opt, Point};

const fn calm(name: &'static str) -> Opt {
    Opt { name, clause: None, millis: 0 }
}

const fn option(name: &'static str, clause: &'static Clause, millis: u64) -> Opt {
    Opt { name, clause: Some(clause), millis }
}

const SECOND: u64 = 1_000;
const HOUR: u64 = 3_600 * SECOND;

static LATE: Clause = Clause {
    rule: "CW-F1",
    says: "an accepted event becomes readable some time later, perhaps after younger ones",
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AnalyzingLogData.html",
};

/// When the events of a PutLogEvents become readable (K-LOG-VISIBLE).
pub static VISIBLE: Point = Point {
    name: "logs.late-visible",
    options: &[
        calm("at-once"),
        option("after-1-s", &LATE, SECOND),
        option("after-10-s", &LATE, 10 * SECOND),
        option("after-60-s", &LATE, 60 * SECOND),
    ],
};

static REPORTED: Clause = Clause {
    rule: "CW-A7.5",
    says: "what metric filters find is reported once a minute, perhaps minutes late",
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html",
};

/// When the metrics of a minute are there (K-MF-PUBLISH).
pub static REPORT: Point = Point {
    name: "logs.late-metrics",
    options: &[
        calm("at-its-end"),
        option("after-60-s", &REPORTED, 60 * SECOND),
        option("after-5-min", &REPORTED, 300 * SECOND),
    ],
};

static GET_PAGES: Clause = Clause {
    rule: "CW-F2",
    says: "a page of GetLogEvents may be short or empty while its token leads to more",
    url: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html",
};

/// How much of a page GetLogEvents returns. Asked only where there is something to return.
pub static GET_PAGE: Point = Point {
    name: "logs.get-page",
    options: &[calm("full"), option("short", &GET_PAGES, 0), option("empty", &GET_PAGES, 0)],
};

static FILTER_PAGES: Clause = Clause {
    rule: "CW-F2",
    says: "a page of FilterLogEvents may be partly full or empty and still carry a token",
    url: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html",
};

/// How much of a page FilterLogEvents returns, and whether the last one carries a token.
pub static FILTER_PAGE: Point = Point {
    name: "logs.filter-page",
    options: &[
        calm("full"),
        option("short", &FILTER_PAGES, 0),
        option("empty", &FILTER_PAGES, 0),
        option("token-at-end", &FILTER_PAGES, 0),
    ],
};

static DESCRIBE_PAGES: Clause = Clause {
    rule: "CW-F2",
    says: "limit is the most that a page may hold; a token does not prove that more follows",
    url: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html",
};

/// How much of a page the describing operations return.
pub static DESCRIBE_PAGE: Point = Point {
    name: "logs.describe-page",
    options: &[
        calm("full"),
        option("short", &DESCRIBE_PAGES, 0),
        option("empty", &DESCRIBE_PAGES, 0),
        option("token-at-end", &DESCRIBE_PAGES, 0),
    ],
};

/// The option of the three points above whose page holds less than it could.
pub(crate) const SHORT: u8 = 1;
/// The option whose page holds nothing although there is more.
pub(crate) const EMPTY: u8 = 2;
/// The option whose last page has a token, which leads to an empty one.
pub(crate) const TOKEN_AT_END: u8 = 3;

static STALE: Clause = Clause {
    rule: "CW-F3",
    says: "a stream's last event and ingestion times follow within an hour, in rare cases later",
    url: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogStream.html",
};

/// When a stream's times follow a PutLogEvents (K-LOG-STREAM-META).
pub static STREAM_TIMES: Point = Point {
    name: "logs.stale-stream-times",
    options: &[
        calm("at-once"),
        option("after-10-min", &STALE, HOUR / 6),
        option("after-1-h", &STALE, HOUR),
        option("after-2-h", &STALE, 2 * HOUR),
    ],
};

static LINGERS: Clause = Clause {
    rule: "CW-F7",
    says: "expired events are deleted within 72 hours, in rare cases later; until then they may still be read",
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
};

/// How long expired events stay (K-LOG-RETAIN-DELETE).
pub static EXPIRED: Point = Point {
    name: "logs.expired-lingers",
    options: &[
        calm("deleted-at-once"),
        option("after-1-h", &LINGERS, HOUR),
        option("after-72-h", &LINGERS, 72 * HOUR),
        option("after-96-h", &LINGERS, 96 * HOUR),
    ],
};

/// All points, for listings.
pub static ALL: [&Point; 7] =
    [&VISIBLE, &GET_PAGE, &FILTER_PAGE, &DESCRIBE_PAGE, &STREAM_TIMES, &EXPIRED, &REPORT];

static THROTTLE: Clause = Clause {
    rule: "CW-F10",
    says: "CloudWatch Logs throttles any call above the account's quota",
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html",
};
static UNAVAILABLE: Clause = Clause {
    rule: "CW-F10",
    says: "CloudWatch Logs may answer that the service is unavailable; try again",
    url: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html",
};
static LOST: Clause = Clause {
    rule: "CW-F5",
    says: "a batch may be stored though its response was lost",
    url: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html",
};

static BEFORE: Point = Point {
    name: "logs.before",
    options: &[
        Opt::CALM,
        Opt::permitted("ThrottlingException", &THROTTLE),
        Opt::permitted("ServiceUnavailableException", &UNAVAILABLE),
    ],
};
static AFTER: Point = Point {
    name: "logs.after",
    options: &[Opt::CALM, Opt::permitted("took effect, then connection closed", &LOST)],
};

/// What may happen to any call.
pub const FAULTS: Faults = Faults {
    before: FaultPoint {
        point: &BEFORE,
        faults: &[
            answer(400, "ThrottlingException", "Rate exceeded"),
            answer(500, "ServiceUnavailableException", "The service cannot complete the request."),
        ],
    },
    after: FaultPoint { point: &AFTER, faults: &[Fault::Cut] },
};

const fn answer(status: u16, code: &'static str, message: &'static str) -> Fault {
    Fault::Answer { status, code, message }
}
