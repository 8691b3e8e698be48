//! Where AWS documents that ACM may behave in more than one way (ACM-N): each such choice is a point, and each
//! of its options but the calm one has the clause that permits it.

use parhelion_world::{Clause, Fault, FaultPoint, Faults, Opt, Point};

const fn late(name: &'static str, clause: &'static Clause, seconds: u64) -> Opt {
    Opt { name, clause: Some(clause), millis: 1_000 * seconds }
}

static DETAILS_COME: Clause = Clause {
    rule: "ACM-N1",
    says: "after a request, it takes several seconds until the names' records can be read",
    url: "https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html",
};
static VALIDATION_TAKES: Clause = Clause {
    rule: "ACM-N2",
    says: "after the record is there, it takes 30 minutes and longer until a certificate is issued",
    url: "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
};
static NOT_VALIDATED: Clause = Clause {
    rule: "ACM-1.2",
    says: "whoever does not prove within 72 hours that the names are theirs gets no certificate",
    url: "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
};
static USES_LAG: Clause = Clause {
    rule: "ACM-N4",
    says: "a certificate that was just removed from a resource may be in use for a while yet",
    url: "https://docs.aws.amazon.com/acm/latest/APIReference/API_DeleteCertificate.html",
};
static FAILS: Clause = Clause {
    rule: "ACM-1",
    says: "any call may be throttled, or fail by the service's fault; try again",
    url: "https://docs.aws.amazon.com/acm/latest/APIReference/CommonErrors.html",
};
static ANSWER_LOST: Clause = Clause {
    rule: "ACM-1.1",
    says: "a call may have taken effect though its answer was lost: hence the idempotency token",
    url: "https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html",
};

/// When the records by which names are validated can be read.
pub static DETAILS_LATE: Point = Point {
    name: "acm.details-late",
    options: &[
        Opt::CALM,
        late("after 5 s", &DETAILS_COME, 5),
        late("after 30 s", &DETAILS_COME, 30),
    ],
};

/// How much later than on a calm day a request is validated.
pub static VALIDATION: Point = Point {
    name: "acm.validation",
    options: &[
        Opt::CALM,
        late("30 min later", &VALIDATION_TAKES, 1_800),
        late("5 h later", &VALIDATION_TAKES, 18_000),
        Opt::permitted("never", &NOT_VALIDATED),
    ],
};

/// The option by which nobody validates.
pub(crate) const NEVER: u8 = 3;

/// How long a certificate counts as used after it no longer is.
pub static USE_ENDS_LATE: Point = Point {
    name: "acm.use-ends-late",
    options: &[
        Opt::CALM,
        late("after 60 s", &USES_LAG, 60),
        late("after 20 min", &USES_LAG, 1_200),
    ],
};

static BEFORE: Point = Point {
    name: "acm.before",
    options: &[
        Opt::CALM,
        Opt::permitted("ThrottlingException, no effect", &FAILS),
        Opt::permitted("500 InternalFailure, no effect", &FAILS),
        Opt::permitted("connection closed, no effect", &FAILS),
    ],
};
static AFTER: Point = Point {
    name: "acm.after",
    options: &[Opt::CALM, Opt::permitted("took effect, then connection closed", &ANSWER_LOST)],
};

const THROTTLE: Fault =
    Fault::Answer { status: 400, code: "ThrottlingException", message: "Rate exceeded" };
const INTERNAL: Fault = Fault::Answer { status: 500, code: "InternalFailure", message: "" };

/// What may happen to any call.
pub const FAULTS: Faults = Faults {
    before: FaultPoint { point: &BEFORE, faults: &[THROTTLE, INTERNAL, Fault::Cut] },
    after: FaultPoint { point: &AFTER, faults: &[Fault::Cut] },
};

/// All points, for listings.
pub static ALL: [&Point; 3] = [&DETAILS_LATE, &VALIDATION, &USE_ENDS_LATE];
