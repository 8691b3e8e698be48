//! Object Lock: retention and legal hold of a version (S3-6.5, S3-6.6).

use crate::errors;
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};
use parhelion_world::{Caller, Context};
use serde::{Deserialize, Serialize};
use std::time::Duration;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Mode {
    Governance,
    Compliance,
}

impl Mode {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Governance => "GOVERNANCE",
            Self::Compliance => "COMPLIANCE",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        [Self::Governance, Self::Compliance].into_iter().find(|mode| mode.name() == name)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Retention {
    pub mode: Mode,
    pub until: Timestamp,
}

/// What protects a version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Lock {
    pub retention: Option<Retention>,
    /// `None`: never set. A hold that is off still shows (S3-6.6j).
    pub legal_hold: Option<bool>,
}

/// A bucket's Object Lock, and what its new versions get.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ObjectLock {
    pub default: Option<DefaultRetention>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DefaultRetention {
    pub mode: Mode,
    pub period: Period,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Period {
    Days(i32),
    Years(i32),
}

const DAY: Duration = Duration::from_secs(86_400);

impl DefaultRetention {
    pub(crate) fn from(self, now: Timestamp) -> Retention {
        let days = match self.period {
            Period::Days(days) => days,
            Period::Years(years) => years.saturating_mul(365),
        };
        Retention { mode: self.mode, until: now + DAY * u32::try_from(days).unwrap_or(0) }
    }
}

impl Lock {
    /// A deletion of the version is refused (S3-6.6h).
    pub(crate) fn protects(&self, now: Timestamp, bypass: bool) -> bool {
        let retained = self.retention.is_some_and(|retention| {
            retention.until > now && !(bypass && retention.mode == Mode::Governance)
        });
        retained || self.legal_hold == Some(true)
    }

    /// S3-6.6: whoever uploads what is to be protected, by its own headers or by the bucket's default
    /// retention, says what it is. AWS's own services do when they deliver.
    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html>
    pub(crate) fn check_claimed(&self, cx: &Context, claimed: bool, what: &str) -> Result<()> {
        let delivers = matches!(cx.caller, Caller::Service { .. });
        if claimed || delivers || *self == Self::default() {
            return Ok(());
        }
        Err(errors::invalid_request(format!(
            "Content-MD5 OR x-amz-checksum- HTTP header is required for {what} requests with \
             Object Lock parameters"
        )))
    }

    /// Whether the retention may be replaced (S3-6.6f, g).
    pub(crate) fn may_become(&self, next: Option<Retention>, now: Timestamp, bypass: bool) -> bool {
        let Some(held) = self.retention.filter(|held| held.until > now) else { return true };
        let extends = next.is_some_and(|next| next.mode == held.mode && next.until >= held.until);
        extends || (held.mode == Mode::Governance && bypass)
    }
}

/// `x-amz-object-lock-*` of a request that makes an object.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct LockHeaders {
    pub mode: Option<String>,
    pub until: Option<Timestamp>,
    pub legal_hold: Option<String>,
}

impl LockHeaders {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// S3-6.6(a–d), S3-6.5(c)
    pub(crate) fn lock(&self, bucket: Option<ObjectLock>, now: Timestamp) -> Result<Lock> {
        let Some(bucket) = bucket else {
            return if self.is_empty() { Ok(Lock::default()) } else { Err(no_bucket_lock()) };
        };
        let legal_hold = match self.legal_hold.as_deref() {
            None => None,
            Some("ON") => Some(true),
            Some("OFF") => Some(false),
            Some(other) => {
                let message = "Legal Hold must be either of 'ON' or 'OFF'";
                return Err(errors::invalid_argument(
                    message,
                    "x-amz-object-lock-legal-hold",
                    other,
                ));
            }
        };
        let retention = match (self.mode.as_deref(), self.until) {
            (None, None) => bucket.default.map(|default| default.from(now)),
            (Some(mode), Some(until)) => {
                let mode = Mode::from_name(mode).ok_or_else(|| {
                    let message = "Unknown wormMode directive.";
                    errors::invalid_argument(message, "x-amz-object-lock-mode", mode)
                })?;
                check_future(until, now)?;
                Some(Retention { mode, until })
            }
            (mode, _) => {
                let absent = match mode {
                    Some(_) => "x-amz-object-lock-retain-until-date",
                    None => "x-amz-object-lock-mode",
                };
                let message = "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must \
                               both be supplied";
                return Err(errors::invalid_argument(message, absent, ""));
            }
        };
        Ok(Lock { retention, legal_hold })
    }
}

/// S3-6.6(c)
pub(crate) fn check_future(until: Timestamp, now: Timestamp) -> Result<()> {
    if until > now {
        return Ok(());
    }
    let message = "The retain until date must be in the future!";
    Err(errors::invalid_argument(message, "RetainUntilDate", until.date_time()))
}

/// S3-6.6(d)
pub(crate) fn no_bucket_lock() -> Error {
    errors::invalid_request("Bucket is missing ObjectLockConfiguration")
}

/// S3-2.9(g)
pub(crate) fn protected() -> Error {
    errors::access_denied("Access Denied because object protected by object lock.")
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_secs(1000);
    const LATER: Timestamp = Timestamp::from_secs(2000);

    fn lock(mode: Mode) -> Lock {
        Lock { retention: Some(Retention { mode, until: LATER }), legal_hold: None }
    }

    #[test]
    fn s3_6_6_h_i_protection() {
        for (mode, bypass, expected) in [
            (Mode::Governance, false, true),
            (Mode::Governance, true, false),
            (Mode::Compliance, true, true),
        ] {
            assert_eq!(lock(mode).protects(NOW, bypass), expected);
            assert!(!lock(mode).protects(LATER, false), "S3-6.6(i)");
        }
        let held = Lock { legal_hold: Some(true), ..lock(Mode::Governance) };
        assert!(held.protects(LATER, true), "legal hold is never bypassed");
    }

    #[test]
    fn s3_6_6_f_g_retention_only_grows() {
        let to = |mode, secs| Some(Retention { mode, until: Timestamp::from_secs(secs) });
        let (governance, compliance) = (lock(Mode::Governance), lock(Mode::Compliance));
        assert!(governance.may_become(to(Mode::Governance, 3000), NOW, false));
        assert!(!governance.may_become(to(Mode::Governance, 1500), NOW, false));
        assert!(governance.may_become(to(Mode::Governance, 1500), NOW, true));
        assert!(!governance.may_become(to(Mode::Compliance, 3000), NOW, false));
        assert!(governance.may_become(None, NOW, true));
        assert!(compliance.may_become(to(Mode::Compliance, 3000), NOW, false));
        assert!(!compliance.may_become(to(Mode::Governance, 3000), NOW, true));
        assert!(!compliance.may_become(None, NOW, true));
        assert!(compliance.may_become(None, LATER, false));
    }
}
