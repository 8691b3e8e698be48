//! What AWS may do to any call, whatever it asks: refuse it, lose the answer, be slow.
//!
//! Every option but the first cites the sentence that permits it.

use parhelion_wire::Error;
use parhelion_world::{Clause, Opt, Pick, Point};

/// What becomes of a call that a fault has hit.
#[derive(Debug)]
pub enum Fault {
    /// Answered with this error.
    Answer(Error),
    /// The connection closes; the client never hears anything.
    Cut,
}

/// One service's faults.
pub struct Faults {
    /// Before anything has taken effect.
    pub before: &'static Point,
    /// After it has: the answer is lost.
    pub after: &'static Point,
}

const fn calm() -> Opt {
    Opt { name: "calm", clause: None, millis: 0 }
}

const fn opt(name: &'static str, clause: &'static Clause) -> Opt {
    Opt { name, clause: Some(clause), millis: 0 }
}

const fn wait(name: &'static str, millis: u64) -> Opt {
    Opt { name, clause: Some(&SLOW), millis }
}

static A1: Clause = Clause {
    rule: "S3-9.4(A1)",
    says: "S3 may answer 500 InternalError to any request, which then had no effect; try again",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
};
static A2: Clause = Clause {
    rule: "S3-9.4(A2)",
    says: "S3 may answer 503 SlowDown to any request; reduce the rate and try again",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html",
};
static A3: Clause = Clause {
    rule: "S3-9.4(A3)",
    says: "a connection may close before any response, the request having had no effect",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorBestPractices.html",
};
static A4: Clause = Clause {
    rule: "S3-9.4(A4)",
    says: "a request may have taken effect though its answer was lost or was an internal error",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorBestPractices.html",
};
static LOGS_THROTTLE: Clause = Clause {
    rule: "CW-F10",
    says: "CloudWatch Logs throttles any call above the account's quota",
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html",
};
static LOGS_UNAVAILABLE: Clause = Clause {
    rule: "CW-F10",
    says: "CloudWatch Logs may answer that the service is unavailable; try again",
    url: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html",
};
static LOGS_LOST: Clause = Clause {
    rule: "CW-F5",
    says: "a batch may be stored though its response was lost",
    url: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html",
};
static METRICS_THROTTLE: Clause = Clause {
    rule: "CW-B14",
    says: "CloudWatch throttles any call above the account's quota",
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html",
};
static METRICS_UNAVAILABLE: Clause = Clause {
    rule: "CW-F10",
    says: "CloudWatch may answer an internal error to any call; try again",
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CommonErrors.html",
};
static CLOUDFRONT_UNAVAILABLE: Clause = Clause {
    rule: "CF-14(N30)",
    says: "CloudFront's control plane may throttle a call or be unavailable for a moment",
    url: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/CommonErrors.html",
};
static SLOW: Clause = Clause {
    rule: "S3-9.4(A11)",
    says: "no request's duration is promised; concurrent requests take effect in any order",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel",
};

static S3_BEFORE: Point = Point {
    name: "s3.before",
    options: &[
        calm(),
        opt("500 InternalError, no effect", &A1),
        opt("503 SlowDown, no effect", &A2),
        opt("connection closed, no effect", &A3),
    ],
};
static S3_AFTER: Point = Point {
    name: "s3.after",
    options: &[
        calm(),
        opt("took effect, then 500 InternalError", &A4),
        opt("took effect, then 503 ServiceUnavailable", &A4),
        opt("took effect, then connection closed", &A4),
    ],
};
static LOGS_BEFORE: Point = Point {
    name: "logs.before",
    options: &[
        calm(),
        opt("ThrottlingException", &LOGS_THROTTLE),
        opt("ServiceUnavailableException", &LOGS_UNAVAILABLE),
    ],
};
static LOGS_AFTER: Point = Point {
    name: "logs.after",
    options: &[calm(), opt("took effect, then connection closed", &LOGS_LOST)],
};
static CLOUDWATCH_BEFORE: Point = Point {
    name: "cloudwatch.before",
    options: &[
        calm(),
        opt("Throttling", &METRICS_THROTTLE),
        opt("InternalServiceFault", &METRICS_UNAVAILABLE),
    ],
};
static CLOUDWATCH_AFTER: Point = Point { name: "cloudwatch.after", options: &[calm()] };
static CLOUDFRONT_BEFORE: Point = Point {
    name: "cloudfront.before",
    options: &[
        calm(),
        opt("Throttling", &CLOUDFRONT_UNAVAILABLE),
        opt("ServiceUnavailable", &CLOUDFRONT_UNAVAILABLE),
    ],
};
static CLOUDFRONT_AFTER: Point = Point { name: "cloudfront.after", options: &[calm()] };

/// IAM, KMS and STS are never in doubt: they are here to say who calls, and with which keys.
static SURE_BEFORE: Point = Point { name: "identity.before", options: &[calm()] };
static SURE_AFTER: Point = Point { name: "identity.after", options: &[calm()] };

/// How long the request takes to arrive: what reorders concurrent requests (A11).
pub static LATENCY: Point = Point {
    name: "latency",
    options: &[
        calm(),
        wait("slow by 7 ms", 7),
        wait("slow by 90 ms", 90),
        wait("slow by 1.5 s", 1500),
    ],
};

pub fn of(service: &str) -> Faults {
    match service {
        "s3" => Faults { before: &S3_BEFORE, after: &S3_AFTER },
        "logs" => Faults { before: &LOGS_BEFORE, after: &LOGS_AFTER },
        "cloudwatch" => Faults { before: &CLOUDWATCH_BEFORE, after: &CLOUDWATCH_AFTER },
        "iam" | "kms" | "s3control" | "sts" => Faults { before: &SURE_BEFORE, after: &SURE_AFTER },
        _ => Faults { before: &CLOUDFRONT_BEFORE, after: &CLOUDFRONT_AFTER },
    }
}

/// Every point of this file, for lists and for the test that no option lacks its clause.
pub fn points() -> [&'static Point; 9] {
    [
        &S3_BEFORE,
        &S3_AFTER,
        &LOGS_BEFORE,
        &LOGS_AFTER,
        &CLOUDWATCH_BEFORE,
        &CLOUDWATCH_AFTER,
        &CLOUDFRONT_BEFORE,
        &CLOUDFRONT_AFTER,
        &LATENCY,
    ]
}

/// What the pick at a service's `before` or `after` point means. `None`: nothing happens.
pub fn fault(service: &str, point: &Point, pick: Pick) -> Option<Fault> {
    let error = |status, code: &'static str, message: &'static str| {
        Some(Fault::Answer(Error::new(status, code, message)))
    };
    let option = point.options.get(usize::from(pick))?;
    if pick == 0 {
        return None;
    }
    let internal = "We encountered an internal error. Please try again.";
    match (service, option.name) {
        (_, name) if name.contains("connection closed") => Some(Fault::Cut),
        ("s3", name) if name.contains("InternalError") => error(500, "InternalError", internal),
        ("s3", name) if name.contains("SlowDown") => {
            error(503, "SlowDown", "Please reduce your request rate.")
        }
        ("s3", _) => error(503, "ServiceUnavailable", "Please reduce your request rate."),
        ("logs", "ThrottlingException") => error(400, "ThrottlingException", "Rate exceeded"),
        ("logs", _) => {
            error(500, "ServiceUnavailableException", "The service cannot complete the request.")
        }
        ("cloudwatch", "Throttling") => error(400, "Throttling", "Rate exceeded"),
        ("cloudwatch", _) => error(
            500,
            "InternalServiceFault",
            "Request processing has failed due to some unknown error, exception or failure.",
        ),
        (_, "Throttling") => error(400, "Throttling", "Rate exceeded"),
        _ => error(
            503,
            "ServiceUnavailable",
            "CloudFront encountered an internal error. Please try again.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_option_without_a_clause() {
        for point in points() {
            assert_eq!(point.options[0].name, "calm");
            for option in &point.options[1..] {
                assert!(option.clause.is_some(), "{} {}", point.name, option.name);
            }
        }
    }

    #[test]
    fn every_option_but_calm_does_something() {
        for service in ["s3", "logs", "cloudwatch", "cloudfront"] {
            let Faults { before, after } = of(service);
            for point in [before, after] {
                assert!(fault(service, point, 0).is_none());
                for pick in 1..point.options.len() {
                    assert!(fault(service, point, pick as Pick).is_some());
                }
            }
        }
    }
}
