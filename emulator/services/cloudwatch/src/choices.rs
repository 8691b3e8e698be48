//! Where AWS documents that CloudWatch may behave in more than one way (CW-F): each such choice is a
//! point, and each of its options but the calm one has the clause that permits it.

use parhelion_world::{Clause, Fault, FaultPoint, Faults, Opt, Point};

const fn calm(name: &'static str) -> Opt {
    Opt { name, clause: None, millis: 0 }
}

const fn deviation(name: &'static str, clause: &'static Clause, secs: u64) -> Opt {
    Opt { name, clause: Some(clause), millis: secs * 1000 }
}

static NEW_METRIC: Clause = Clause {
    rule: "CW-F16",
    says: "A metric that is new takes up to two minutes until statistics can be read, and up to \
           fifteen minutes until it is listed.",
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html",
};

/// K-MET-NEW: first datum of a new metric → GetMetricStatistics.
pub static NEW_METRIC_READ: Point = Point {
    name: "cloudwatch.new-metric-read",
    options: &[
        calm("at once"),
        deviation("after 1 min", &NEW_METRIC, 60),
        deviation("after 2 min", &NEW_METRIC, 120),
    ],
};

/// K-MET-LIST: new metric → ListMetrics.
pub static NEW_METRIC_LISTED: Point = Point {
    name: "cloudwatch.new-metric-listed",
    options: &[
        calm("at once"),
        deviation("after 5 min", &NEW_METRIC, 300),
        deviation("after 15 min", &NEW_METRIC, 900),
    ],
};

static BACK_DATED: Clause = Clause {
    rule: "CW-F17",
    says: "Data of an age from three to twenty-four hours can take two hours until they are \
           readable; older data at least forty-eight hours.",
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html",
};

/// K-MET-BACKFILL-3H.
pub static BACK_DATED_HOURS: Point = Point {
    name: "cloudwatch.back-dated-hours",
    options: &[calm("at once"), deviation("after 2 h", &BACK_DATED, 2 * 3_600)],
};

/// K-MET-BACKFILL-24H.
pub static BACK_DATED_DAYS: Point = Point {
    name: "cloudwatch.back-dated-days",
    options: &[calm("at once"), deviation("after 48 h", &BACK_DATED, 48 * 3_600)],
};

static UNORDERED: Clause = Clause {
    rule: "CW-F19",
    says: "Datapoints come in no particular order.",
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html",
};

/// In which order GetMetricStatistics answers (CW-B5.4).
pub static DATAPOINT_ORDER: Point = Point {
    name: "cloudwatch.datapoint-order",
    options: &[
        calm("oldest first"),
        deviation("newest first", &UNORDERED, 0),
        deviation("from the middle", &UNORDERED, 0),
    ],
};

static SHORT_PAGE: Clause = Clause {
    rule: "CW-F19",
    says: "A page may hold fewer datapoints than MaxDatapoints, with a token that leads on.",
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html",
};

/// How many datapoints a page of GetMetricData holds (CW-B6.2).
pub static DATA_PAGE: Point = Point {
    name: "cloudwatch.data-page",
    options: &[calm("full"), deviation("one datapoint", &SHORT_PAGE, 0)],
};

static EVALUATED_LATE: Clause = Clause {
    rule: "CW-F21",
    says: "An alarm may be evaluated some minutes after its period has ended.",
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html",
};

/// K-ALARM-EVAL: asked where an evaluation is about to change an alarm's state.
pub static EVALUATION: Point = Point {
    name: "cloudwatch.alarm-evaluation",
    options: &[
        calm("on time"),
        deviation("1 min late", &EVALUATED_LATE, 60),
        deviation("3 min late", &EVALUATED_LATE, 180),
    ],
};

static DASHBOARD_UNSEEN: Clause = Clause {
    rule: "CW-F25",
    says: "A dashboard just created is sometimes not found.",
    url: "https://github.com/hashicorp/terraform-provider-aws/issues/25548",
};

/// How long GetDashboard does not find a new dashboard.
pub static DASHBOARD_READ: Point = Point {
    name: "cloudwatch.new-dashboard-read",
    options: &[calm("at once"), deviation("after 5 s", &DASHBOARD_UNSEEN, 5)],
};

/// All points, for listings.
pub static ALL: [&Point; 8] = [
    &NEW_METRIC_READ,
    &NEW_METRIC_LISTED,
    &BACK_DATED_HOURS,
    &BACK_DATED_DAYS,
    &DATAPOINT_ORDER,
    &DATA_PAGE,
    &EVALUATION,
    &DASHBOARD_READ,
];

static THROTTLE: Clause = Clause {
    rule: "CW-B14",
    says: "CloudWatch throttles any call above the account's quota",
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html",
};
static UNAVAILABLE: Clause = Clause {
    rule: "CW-F10",
    says: "CloudWatch may answer an internal error to any call; try again",
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CommonErrors.html",
};

static BEFORE: Point = Point {
    name: "cloudwatch.before",
    options: &[
        Opt::CALM,
        Opt::permitted("Throttling", &THROTTLE),
        Opt::permitted("InternalServiceFault", &UNAVAILABLE),
    ],
};

/// What may happen to any call.
pub const FAULTS: Faults = Faults {
    before: FaultPoint {
        point: &BEFORE,
        faults: &[
            Fault::Answer { status: 400, code: "Throttling", message: "Rate exceeded" },
            Fault::Answer {
                status: 500,
                code: "InternalServiceFault",
                message: "Request processing has failed due to some unknown error, exception or \
                          failure.",
            },
        ],
    },
    after: Faults::NONE.after,
};
