//! Where AWS documents that KMS may behave in more than one way (KMS-N): each such choice is a point,
//! and each of its options but the calm one has the clause that permits it.

use parhelion_world::{Clause, Fault, FaultPoint, Faults, Opt, Point};

const fn late(name: &'static str, clause: &'static Clause, seconds: u64) -> Opt {
    Opt { name, clause: Some(clause), millis: 1_000 * seconds }
}

static GRANT_TRAVELS: Clause = Clause {
    rule: "KMS-N1",
    says: "a new grant takes a while, mostly below five minutes, until it counts everywhere; its \
           token makes it count at once",
    url: "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html",
};
static END_TRAVELS: Clause = Clause {
    rule: "KMS-N2",
    says: "a grant that was retired or revoked may count for a while, mostly below five minutes",
    url: "https://docs.aws.amazon.com/kms/latest/APIReference/API_RevokeGrant.html",
};
static THROTTLED: Clause = Clause {
    rule: "KMS-N3",
    says: "requests above a quota, and many changes of one key, are throttled; back off and try again",
    url: "https://docs.aws.amazon.com/kms/latest/developerguide/throttling.html",
};
static FAILS: Clause = Clause {
    rule: "KMS-N4",
    says: "any call may fail by an internal error; it can be tried again",
    url: "https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html",
};
static ANSWER_LOST: Clause = Clause {
    rule: "KMS-N5",
    says: "a call may have taken effect though its answer was lost: hence the names of grants",
    url: "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html",
};

/// When a new grant counts for who does not show its token.
pub static GRANT_LATE: Point = Point {
    name: "kms.grant-late",
    options: &[
        Opt::CALM,
        late("after 5 s", &GRANT_TRAVELS, 5),
        late("after 60 s", &GRANT_TRAVELS, 60),
        late("after 5 min", &GRANT_TRAVELS, 300),
    ],
};

/// When a grant that was ended no longer counts.
pub static GRANT_END_LATE: Point = Point {
    name: "kms.grant-end-late",
    options: &[
        Opt::CALM,
        late("after 5 s", &END_TRAVELS, 5),
        late("after 60 s", &END_TRAVELS, 60),
        late("after 5 min", &END_TRAVELS, 300),
    ],
};

static BEFORE: Point = Point {
    name: "kms.before",
    options: &[
        Opt::CALM,
        Opt::permitted("ThrottlingException, no effect", &THROTTLED),
        Opt::permitted("500 KMSInternalException, no effect", &FAILS),
        Opt::permitted("connection closed, no effect", &FAILS),
    ],
};
static AFTER: Point = Point {
    name: "kms.after",
    options: &[Opt::CALM, Opt::permitted("took effect, then connection closed", &ANSWER_LOST)],
};

const THROTTLE: Fault = Fault::Answer {
    status: 400,
    code: "ThrottlingException",
    message: "You have exceeded the rate at which you may call KMS. Reduce the frequency of your \
              calls.",
};
const INTERNAL: Fault = Fault::Answer { status: 500, code: "KMSInternalException", message: "" };

/// What may happen to any call (KMS-N3 to KMS-N5).
pub const FAULTS: Faults = Faults {
    before: FaultPoint { point: &BEFORE, faults: &[THROTTLE, INTERNAL, Fault::Cut] },
    after: FaultPoint { point: &AFTER, faults: &[Fault::Cut] },
};

/// All points, for listings.
pub static ALL: [&Point; 2] = [&GRANT_LATE, &GRANT_END_LATE];
