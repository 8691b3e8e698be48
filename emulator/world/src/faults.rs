//! What AWS may do to any call, whatever it asks: refuse it, lose the answer, be slow.
//!
//! Each service declares its own [`Faults`]; every option but the first cites the sentence that
//! permits it.

use crate::choice::{Clause, Opt, Pick, Point};
use parhelion_wire::Error;

/// What becomes of a call that a fault has hit.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// Answered with this error.
    Answer {
        /// HTTP status.
        status: u16,
        /// AWS's error code.
        code: &'static str,
        /// AWS's text.
        message: &'static str,
    },
    /// The connection closes; the client never hears anything.
    Cut,
}

impl Fault {
    /// The error that the client gets; `None`: the connection closes.
    pub fn error(self) -> Option<Error> {
        match self {
            Self::Answer { status, code, message } => Some(Error::new(status, code, message)),
            Self::Cut => None,
        }
    }
}

/// A point at which a fault may strike, and what each option but calm does, in the same order.
#[derive(Clone, Copy, Debug)]
pub struct FaultPoint {
    /// The choice.
    pub point: &'static Point,
    /// One less than the point has options.
    pub faults: &'static [Fault],
}

impl FaultPoint {
    /// What a pick does. `None`: nothing happens.
    pub fn fault(&self, pick: Pick) -> Option<Fault> {
        self.faults.get(usize::from(pick.checked_sub(1)?)).copied()
    }
}

/// One service's faults.
#[derive(Clone, Copy, Debug)]
pub struct Faults {
    /// Before anything has taken effect.
    pub before: FaultPoint,
    /// After it has: the answer is lost.
    pub after: FaultPoint,
}

static CALM: Point = Point { name: "none", options: &[Opt::CALM] };

impl Faults {
    /// A service that is never in doubt.
    pub const NONE: Self = Self {
        before: FaultPoint { point: &CALM, faults: &[] },
        after: FaultPoint { point: &CALM, faults: &[] },
    };
}

static SLOW: Clause = Clause {
    rule: "S3-9.4(A11)",
    says: "no request's duration is promised; concurrent requests take effect in any order",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel",
};

const fn wait(name: &'static str, millis: u64) -> Opt {
    Opt { name, clause: Some(&SLOW), millis }
}

/// How long a request takes to arrive: what reorders concurrent requests.
pub static LATENCY: Point = Point {
    name: "latency",
    options: &[
        Opt::CALM,
        wait("slow by 7 ms", 7),
        wait("slow by 90 ms", 90),
        wait("slow by 1.5 s", 1500),
    ],
};
