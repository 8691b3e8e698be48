//! Where AWS documents that IAM may behave in more than one way (IAM-P): each such choice is a point, and
//! each of its options but the calm one has the clause that permits it.

use parhelion_world::identity::Principal;
use parhelion_world::{Clause, Fault, FaultPoint, Faults, Opt, Point};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// When somebody sees more of what was changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Timer {
    /// Of a principal, by ARN.
    Principal(Arc<str>),
    /// Of a managed policy, by ARN.
    Policy(Arc<str>),
    /// Of an access key.
    Key(Arc<str>),
    /// IAM itself finds what has this ARN.
    Found(Arc<str>),
    /// This name is free again.
    Free(Arc<str>),
    /// What has this ARN is without the policies that were taken from it.
    Bare(Arc<str>),
}

impl parhelion_world::Timer for Timer {
    fn site(&self) -> String {
        match self {
            Self::Principal(_) => "principal",
            Self::Policy(_) => "policy",
            Self::Key(_) => "key",
            Self::Found(_) => "found",
            Self::Free(_) => "free",
            Self::Bare(_) => "bare",
        }
        .to_owned()
    }
}

/// AWS's troubleshooting page for all of IAM.
const SPREADS: &str = "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html";

macro_rules! clause {
    ($name:ident, $rule:literal, $says:literal) => {
        static $name: Clause = Clause { rule: $rule, says: $says, url: SPREADS };
    };
}

clause!(NEW, "IAM-P2", "what was just made may not be found by the calls that follow");
clause!(NOT_YET, "IAM-P3", "a role or user may be unknown to whoever decides for some time");
clause!(GRANTED_LATE, "IAM-P10", "a policy that was just given may not allow anything yet");
clause!(TRUSTED_LATE, "IAM-P19", "a changed trust policy takes effect some time later");
clause!(REVOKED_LATE, "IAM-P11", "what was just taken away may still be allowed for some minutes");
clause!(KEY_UNKNOWN, "IAM-P9", "an access key that was just made may be refused as unknown");
clause!(KEY_LINGERS, "IAM-P11", "a key that was deleted or switched off may still be accepted");
clause!(NAME_LINGERS, "IAM-P13", "the name of what was just deleted may still be taken");
clause!(
    STILL_ATTACHED,
    "IAM-P12",
    "what was just detached may still keep a role from being deleted"
);
clause!(PROVIDER_UNKNOWN, "IAM-P18", "a provider that was just registered may be unknown to STS");

static THROTTLED: Clause = Clause {
    rule: "IAM-P1",
    says: "requests are throttled; try again",
    url: "https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html",
};
static FAILED: Clause = Clause {
    rule: "IAM-P1",
    says: "a request may fail by the service's fault, or have taken effect though its answer was lost",
    url: "https://docs.aws.amazon.com/general/latest/gr/api-retries.html",
};

const fn late(name: &'static str, clause: &'static Clause, seconds: u64) -> Opt {
    Opt { name, clause: Some(clause), millis: 1_000 * seconds }
}

/// When IAM's own calls find a new principal or policy.
pub static NEW_ENTITY_LATE: Point = Point {
    name: "iam.new-entity-late",
    options: &[Opt::CALM, late("after 10 s", &NEW, 10), late("after 30 s", &NEW, 30)],
};

/// When those who decide know a new user or role.
pub static NEW_PRINCIPAL_LATE: Point = Point {
    name: "iam.new-principal-late",
    options: &[
        Opt::CALM,
        late("after 10 s", &NOT_YET, 10),
        late("after 60 s", &NOT_YET, 60),
        late("after 60 s, by turns before", &NOT_YET, 60),
    ],
};

/// When a policy that was given, or changed, decides.
pub static GRANT_LATE: Point = Point {
    name: "iam.grant-late",
    options: &[
        Opt::CALM,
        late("after 10 s", &GRANTED_LATE, 10),
        late("after 60 s", &GRANTED_LATE, 60),
        late("after 60 s, by turns before", &GRANTED_LATE, 60),
    ],
};

/// When a changed trust policy decides.
pub static TRUST_LATE: Point = Point {
    name: "iam.trust-late",
    options: &[
        Opt::CALM,
        late("after 10 s", &TRUSTED_LATE, 10),
        late("after 60 s", &TRUSTED_LATE, 60),
    ],
};

/// When what was taken away is gone for those who decide.
pub static REVOCATION_LATE: Point = Point {
    name: "iam.revocation-late",
    options: &[
        Opt::CALM,
        late("after 60 s", &REVOKED_LATE, 60),
        late("after 300 s", &REVOKED_LATE, 300),
    ],
};

/// When a new access key is accepted.
pub static KEY_LATE: Point = Point {
    name: "iam.key-late",
    options: &[
        Opt::CALM,
        late("after 10 s", &KEY_UNKNOWN, 10),
        late("after 30 s", &KEY_UNKNOWN, 30),
    ],
};

/// When a key that was deleted or switched off is refused.
pub static KEY_GONE_LATE: Point = Point {
    name: "iam.key-gone-late",
    options: &[
        Opt::CALM,
        late("after 60 s", &KEY_LINGERS, 60),
        late("after 300 s", &KEY_LINGERS, 300),
    ],
};

/// When the name of what was deleted is free again.
pub static NAME_FREE_LATE: Point = Point {
    name: "iam.name-free-late",
    options: &[
        Opt::CALM,
        late("after 10 s", &NAME_LINGERS, 10),
        late("after 60 s", &NAME_LINGERS, 60),
    ],
};

/// When what lost a policy can be deleted.
pub static DETACHED_LATE: Point = Point {
    name: "iam.detached-late",
    options: &[
        Opt::CALM,
        late("after 10 s", &STILL_ATTACHED, 10),
        late("after 30 s", &STILL_ATTACHED, 30),
    ],
};

/// When STS knows a new OpenID Connect provider.
pub static PROVIDER_LATE: Point = Point {
    name: "iam.provider-late",
    options: &[
        Opt::CALM,
        late("after 10 s", &PROVIDER_UNKNOWN, 10),
        late("after 60 s", &PROVIDER_UNKNOWN, 60),
    ],
};

/// What decides when a changed principal is seen; `None`: nothing of it decides anything.
pub(crate) fn of_change(old: &Principal, new: &Principal) -> Option<&'static Point> {
    let text = |held: &Principal| held.trust.as_ref().map(|it| it.text.clone());
    let fewer = new.attached.len() < old.attached.len()
        || new.inline.len() < old.inline.len()
        || new.groups.len() < old.groups.len();
    let inline = || old.inline.iter().zip(&new.inline).all(|(a, b)| a.1.text == b.1.text);
    let same = new.attached == old.attached
        && new.groups == old.groups
        && new.boundary == old.boundary
        && new.tags == old.tags
        && new.inline.len() == old.inline.len()
        && inline();
    match (fewer, same) {
        (true, _) => Some(&REVOCATION_LATE),
        (false, false) => Some(&GRANT_LATE),
        (false, true) => (text(old) != text(new)).then_some(&TRUST_LATE),
    }
}

static BEFORE: Point = Point {
    name: "iam.before",
    options: &[
        Opt::CALM,
        Opt::permitted("400 Throttling, no effect", &THROTTLED),
        Opt::permitted("500 ServiceFailure, no effect", &FAILED),
        Opt::permitted("connection closed, no effect", &FAILED),
    ],
};
static AFTER: Point = Point {
    name: "iam.after",
    options: &[
        Opt::CALM,
        Opt::permitted("took effect, then 500 ServiceFailure", &FAILED),
        Opt::permitted("took effect, then connection closed", &FAILED),
    ],
};

const THROTTLE: Fault = Fault::Answer { status: 400, code: "Throttling", message: "Rate exceeded" };
const FAILURE: Fault = Fault::Answer {
    status: 500,
    code: "ServiceFailure",
    message: "The request processing has failed because of an unknown error, exception or failure.",
};

/// What may happen to any call.
pub const FAULTS: Faults = Faults {
    before: FaultPoint { point: &BEFORE, faults: &[THROTTLE, FAILURE, Fault::Cut] },
    after: FaultPoint { point: &AFTER, faults: &[FAILURE, Fault::Cut] },
};

/// All points, for listings.
pub static ALL: [&Point; 10] = [
    &NEW_ENTITY_LATE,
    &NEW_PRINCIPAL_LATE,
    &GRANT_LATE,
    &TRUST_LATE,
    &REVOCATION_LATE,
    &KEY_LATE,
    &KEY_GONE_LATE,
    &NAME_FREE_LATE,
    &DETACHED_LATE,
    &PROVIDER_LATE,
];
