//! Where AWS documents that STS may behave in more than one way: each such choice is a point, and each
//! of its options but the calm one has the clause that permits it.

use parhelion_world::{Clause, Fault, FaultPoint, Faults, Opt, Point};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What becomes of a choice later.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Timer {
    /// Temporary credentials are known from now on.
    Known(Arc<str>),
}

impl parhelion_world::Timer for Timer {
    fn site(&self) -> String {
        "known".to_owned()
    }
}

static THROTTLED: Clause = Clause {
    rule: "COG-Q",
    says: "requests are throttled beyond a rate of the account and Region; try again",
    url: "https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html",
};
static ANSWER_LOST: Clause = Clause {
    rule: "IAM-P1",
    says: "a request may have taken effect though its answer was lost",
    url: "https://docs.aws.amazon.com/general/latest/gr/api-retries.html",
};
static SPREADS: Clause = Clause {
    rule: "IAM-P20",
    says: "what STS and IAM change takes time to reach every server, temporary credentials too",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html",
};
static PROVIDER_SILENT: Clause = Clause {
    rule: "COG-N17",
    says: "the identity provider may not be reached, which is often a transient error",
    url: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html",
};

/// When new temporary credentials are accepted.
pub static CREDENTIALS_LATE: Point = Point {
    name: "sts.credentials-late",
    options: &[
        Opt::CALM,
        Opt { name: "after 1 s", clause: Some(&SPREADS), millis: 1_000 },
        Opt { name: "after 5 s", clause: Some(&SPREADS), millis: 5_000 },
    ],
};

/// Whether a web identity's provider answers. Asked only of those whose keys STS needs.
pub static PROVIDER: Point = Point {
    name: "sts.provider",
    options: &[Opt::CALM, Opt::permitted("IDPCommunicationError", &PROVIDER_SILENT)],
};

static BEFORE: Point = Point {
    name: "sts.before",
    options: &[
        Opt::CALM,
        Opt::permitted("400 Throttling, no effect", &THROTTLED),
        Opt::permitted("503 ServiceUnavailable, no effect", &THROTTLED),
        Opt::permitted("connection closed, no effect", &ANSWER_LOST),
    ],
};
static AFTER: Point = Point {
    name: "sts.after",
    options: &[
        Opt::CALM,
        Opt::permitted("took effect, then 500 InternalFailure", &ANSWER_LOST),
        Opt::permitted("took effect, then connection closed", &ANSWER_LOST),
    ],
};

const THROTTLE: Fault = Fault::Answer { status: 400, code: "Throttling", message: "Rate exceeded" };
const UNAVAILABLE: Fault = Fault::Answer {
    status: 503,
    code: "ServiceUnavailable",
    message: "The request has failed due to a temporary failure of the server.",
};
const INTERNAL: Fault = Fault::Answer {
    status: 500,
    code: "InternalFailure",
    message: "The request processing has failed because of an unknown error, exception or failure.",
};

/// What may happen to any call.
pub const FAULTS: Faults = Faults {
    before: FaultPoint { point: &BEFORE, faults: &[THROTTLE, UNAVAILABLE, Fault::Cut] },
    after: FaultPoint { point: &AFTER, faults: &[INTERNAL, Fault::Cut] },
};

/// All points, for listings.
pub static ALL: [&Point; 2] = [&CREDENTIALS_LATE, &PROVIDER];
