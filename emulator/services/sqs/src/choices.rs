//! Where AWS documents that SQS may behave in more than one way (SQS-N): each such choice is a point,
//! and each of its options but the calm one has the clause that permits it.

use parhelion_world::{Clause, Fault, FaultPoint, Faults, Opt, Pick, Point};

const fn late(name: &'static str, clause: &'static Clause, seconds: u64) -> Opt {
    Opt { name, clause: Some(clause), millis: 1_000 * seconds }
}

/// AWS's page, below the guide (`G`) or the API's reference (`A`).
macro_rules! page {
    (G, $name:literal) => {
        concat!(
            "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/",
            $name,
            ".html"
        )
    };
    (A, $name:literal) => {
        concat!(
            "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_",
            $name,
            ".html"
        )
    };
}

static AGAIN: Clause = Clause {
    rule: "SQS-N1",
    says: "a message may be delivered again, in rare cases even after it was deleted",
    url: page!(G, "standard-queues-at-least-once-delivery"),
};
static ANY_ORDER: Clause = Clause {
    rule: "SQS-N2",
    says: "a standard queue makes a best effort to keep the order, and promises none",
    url: page!(G, "standard-queues"),
};
static SAMPLED: Clause = Clause {
    rule: "SQS-N3",
    says: "a short poll asks some of the servers, so it may miss messages or find none",
    url: page!(G, "sqs-short-and-long-polling"),
};
static RARELY_EMPTY: Clause = Clause {
    rule: "SQS-N4",
    says: "in rare cases a long poll answers nothing although the queue holds messages",
    url: page!(G, "sqs-short-and-long-polling"),
};
static TWO_RECEIVERS: Clause = Clause {
    rule: "SQS-N5",
    says: "the visibility timeout is no guarantee against receiving a message twice",
    url: page!(G, "sqs-visibility-timeout"),
};
static LATE_TO_DIE: Clause = Clause {
    rule: "SQS-N6",
    says: "receives are counted approximately, so a message may be dead-lettered late",
    url: page!(A, "ReceiveMessage"),
};
static APPROXIMATE: Clause = Clause {
    rule: "SQS-N7",
    says: "the numbers of messages are approximate, and may be zero although there are some",
    url: page!(G, "confirm-queue-is-empty"),
};
static PROPAGATES: Clause = Clause {
    rule: "SQS-N8",
    says: "changed attributes take up to 60 seconds to propagate, the retention up to 15 minutes",
    url: page!(A, "SetQueueAttributes"),
};
static DELETION_TAKES: Clause = Clause {
    rule: "SQS-N9",
    says: "deleting a queue takes up to 60 seconds, during which sends may still succeed",
    url: page!(A, "DeleteQueue"),
};
static CREATION_TAKES: Clause = Clause {
    rule: "SQS-N9",
    says: "after a queue is created, one waits a second before one can use it",
    url: page!(A, "CreateQueue"),
};
static PURGE_TAKES: Clause = Clause {
    rule: "SQS-N10",
    says: "a purge takes up to 60 seconds; messages sent meanwhile may be removed too",
    url: page!(A, "PurgeQueue"),
};
static ANSWER_LOST: Clause = Clause {
    rule: "SQS-N11",
    says: "a request may have taken effect though its answer was lost",
    url: page!(G, "standard-queues-at-least-once-delivery"),
};
static OLD_HANDLES: Clause = Clause {
    rule: "SQS-N15",
    says: "a message may stay though it was deleted by a receipt handle that is not its newest",
    url: page!(G, "sqs-queue-message-identifiers"),
};
static ENTRY_FAILS: Clause = Clause {
    rule: "SQS-N17",
    says: "entries of a batch succeed and fail one by one, also by the service's fault",
    url: page!(A, "SendMessageBatch"),
};
static THROTTLED: Clause = Clause {
    rule: "SQS-N17",
    says: "any call may be throttled, or fail by the service's fault; try again",
    url: page!(A, "CommonErrors"),
};

/// How much of what a short poll would find it does find. Asked only where there is something.
pub static SHORT_POLL: Point = Point {
    name: "sqs.short-poll",
    options: &[
        Opt::CALM,
        Opt::permitted("half of it", &SAMPLED),
        Opt::permitted("nothing", &SAMPLED),
    ],
};
/// The option of a short poll that finds half.
pub const SHORT: Pick = 1;

/// Whether a long poll finds what is there.
pub static LONG_POLL: Point = Point {
    name: "sqs.long-poll",
    options: &[Opt::CALM, Opt::permitted("nothing", &RARELY_EMPTY)],
};

/// The order in which messages are handed out.
pub static ORDER: Point = Point {
    name: "sqs.order",
    options: &[
        Opt::CALM,
        Opt::permitted("newest first", &ANY_ORDER),
        Opt::permitted("shuffled", &ANY_ORDER),
    ],
};
/// The option of the order that turns it round.
pub const NEWEST_FIRST: Pick = 1;

/// Whether a received message is kept from other receivers.
pub static DELIVERED_TWICE: Point = Point {
    name: "sqs.delivered-twice",
    options: &[Opt::CALM, Opt::permitted("visible all the while", &TWO_RECEIVERS)],
};

/// Whether a deletion by the newest handle is one.
pub static DELETED_RETURNS: Point = Point {
    name: "sqs.deleted-returns",
    options: &[Opt::CALM, Opt::permitted("visible again after its timeout", &AGAIN)],
};

/// Whether a deletion by an older handle is one.
pub static OLD_HANDLE: Point = Point {
    name: "sqs.old-handle",
    options: &[Opt::CALM, Opt::permitted("success without effect", &OLD_HANDLES)],
};

/// When a message that was received too often moves to the dead-letter queue.
pub static REDRIVE_LATE: Point = Point {
    name: "sqs.redrive-late",
    options: &[
        Opt::CALM,
        Opt::permitted("delivered once more", &LATE_TO_DIE),
        Opt::permitted("a minute later", &LATE_TO_DIE),
    ],
};
/// The option of a dead letter that is delivered again.
pub const ONCE_MORE: Pick = 1;

/// What the three numbers of messages say. Asked only where one is not zero.
pub static COUNTS: Point = Point {
    name: "sqs.counts",
    options: &[
        Opt::CALM,
        Opt::permitted("half of them", &APPROXIMATE),
        Opt::permitted("all zero", &APPROXIMATE),
    ],
};
/// The option of numbers that are too low.
pub const HALF: Pick = 1;

/// When changed attributes take effect (K-SQS-ATTR).
pub static ATTRIBUTES_LATE: Point = Point {
    name: "sqs.attributes-late",
    options: &[Opt::CALM, late("after 10 s", &PROPAGATES, 10), late("after 60 s", &PROPAGATES, 60)],
};

/// When a changed retention period takes effect (K-SQS-ATTR).
pub static RETENTION_LATE: Point = Point {
    name: "sqs.retention-late",
    options: &[
        Opt::CALM,
        late("after 60 s", &PROPAGATES, 60),
        late("after 15 min", &PROPAGATES, 900),
    ],
};

/// When a new queue is known.
pub static CREATE_LATE: Point =
    Point { name: "sqs.create-late", options: &[Opt::CALM, late("after 1 s", &CREATION_TAKES, 1)] };

/// When a deleted queue is gone (K-SQS-DELETEQ).
pub static DELETE_QUEUE_LATE: Point = Point {
    name: "sqs.delete-queue-late",
    options: &[
        Opt::CALM,
        late("after 10 s", &DELETION_TAKES, 10),
        late("after 60 s", &DELETION_TAKES, 60),
    ],
};

/// When and what a purge removes (K-SQS-PURGE).
pub static PURGE_LATE: Point = Point {
    name: "sqs.purge-late",
    options: &[
        Opt::CALM,
        Opt::permitted("after 60 s", &PURGE_TAKES),
        Opt::permitted("after 60 s, with what was sent meanwhile", &PURGE_TAKES),
    ],
};
/// The option of a purge that takes too much.
pub const PURGE_LATE_WITH_NEW: Pick = 2;

/// Whether an entry of a batch fails by itself.
pub static BATCH_ENTRY: Point = Point {
    name: "sqs.batch-entry",
    options: &[Opt::CALM, Opt::permitted("InternalError", &ENTRY_FAILS)],
};

static BEFORE: Point = Point {
    name: "sqs.before",
    options: &[
        Opt::CALM,
        Opt::permitted("RequestThrottled, no effect", &THROTTLED),
        Opt::permitted("500 InternalError, no effect", &THROTTLED),
        Opt::permitted("connection closed, no effect", &THROTTLED),
    ],
};
static AFTER: Point = Point {
    name: "sqs.after",
    options: &[
        Opt::CALM,
        Opt::permitted("took effect, then 500 InternalError", &ANSWER_LOST),
        Opt::permitted("took effect, then connection closed", &ANSWER_LOST),
    ],
};

const INTERNAL: Fault = Fault::Answer {
    status: 500,
    code: "InternalError",
    message: "We encountered an internal error. Please try again.",
};
const THROTTLE: Fault =
    Fault::Answer { status: 403, code: "RequestThrottled", message: "Request is throttled." };

/// What may happen to any call (SQS-N11, SQS-N12, SQS-N17).
pub const FAULTS: Faults = Faults {
    before: FaultPoint { point: &BEFORE, faults: &[THROTTLE, INTERNAL, Fault::Cut] },
    after: FaultPoint { point: &AFTER, faults: &[INTERNAL, Fault::Cut] },
};

/// All points, for listings.
pub static ALL: [&Point; 14] = [
    &SHORT_POLL,
    &LONG_POLL,
    &ORDER,
    &DELIVERED_TWICE,
    &DELETED_RETURNS,
    &OLD_HANDLE,
    &REDRIVE_LATE,
    &COUNTS,
    &ATTRIBUTES_LATE,
    &RETENTION_LATE,
    &CREATE_LATE,
    &DELETE_QUEUE_LATE,
    &PURGE_LATE,
    &BATCH_ENTRY,
];
