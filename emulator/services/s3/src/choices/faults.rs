//! What may happen to any call, before or after it took effect.

use parhelion_world::{Clause, Fault, FaultPoint, Faults, Opt, Point};

static INTERNAL_ERROR: Clause = Clause {
    rule: "S3-9.4(A1)",
    says: "S3 may answer 500 InternalError to any request, which then had no effect; try again",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
};

static SLOW_DOWN: Clause = Clause {
    rule: "S3-9.4(A2)",
    says: "S3 may answer 503 SlowDown to any request; reduce the rate and try again",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html",
};

static NO_ANSWER: Clause = Clause {
    rule: "S3-9.4(A3)",
    says: "a connection may close before any response, the request having had no effect",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorBestPractices.html",
};

static ANSWER_LOST: Clause = Clause {
    rule: "S3-9.4(A4)",
    says: "a request may have taken effect though its answer was lost or was an internal error",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorBestPractices.html",
};

static BEFORE: Point = Point {
    name: "s3.before",
    options: &[
        Opt::CALM,
        Opt::permitted("500 InternalError, no effect", &INTERNAL_ERROR),
        Opt::permitted("503 SlowDown, no effect", &SLOW_DOWN),
        Opt::permitted("connection closed, no effect", &NO_ANSWER),
    ],
};

static AFTER: Point = Point {
    name: "s3.after",
    options: &[
        Opt::CALM,
        Opt::permitted("took effect, then 500 InternalError", &ANSWER_LOST),
        Opt::permitted("took effect, then 503 ServiceUnavailable", &ANSWER_LOST),
        Opt::permitted("took effect, then connection closed", &ANSWER_LOST),
    ],
};

const INTERNAL: Fault = Fault::Answer {
    status: 500,
    code: "InternalError",
    message: "We encountered an internal error. Please try again.",
};

const fn unavailable(code: &'static str) -> Fault {
    Fault::Answer { status: 503, code, message: "Please reduce your request rate." }
}

/// What may happen to any call.
pub const FAULTS: Faults = Faults {
    before: FaultPoint { point: &BEFORE, faults: &[INTERNAL, unavailable("SlowDown"), Fault::Cut] },
    after: FaultPoint {
        point: &AFTER,
        faults: &[INTERNAL, unavailable("ServiceUnavailable"), Fault::Cut],
    },
};
