//! What the service has ordered for later: one typed value for each kind of work that comes due.

use parhelion_wire::Timestamp;
use parhelion_world::Context;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Work that comes due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Timer {
    /// The midnight of a bucket's lifecycle (S3-6.9); the run may yet be late (S3-9.4 A19).
    RunLifecycle { bucket: Arc<str> },
    /// The rest of a run that is under way.
    ContinueLifecycle { bucket: Arc<str>, from: Progress },
    /// A notification that was late (S3-9.4 A16).
    DeliverNotification {
        bucket: Arc<str>,
        key: Arc<str>,
        /// The second in which the write happened, and the bucket's count of writes then.
        written_at: i64,
        write: u64,
        arn: Arc<str>,
        message: Arc<str>,
    },
    /// The copy of an archived object is there (S3-3.17d).
    CompleteRestore { bucket: Arc<str>, key: Arc<str>, version: Arc<str> },
    /// The copy of an archived object goes (S3-3.17e).
    ExpireRestore { bucket: Arc<str>, key: Arc<str>, version: Arc<str> },
    /// The records that a bucket's access log has gathered are delivered (S3-7.14).
    DeliverAccessLog { bucket: Arc<str> },
    /// A version goes to the buckets that replicate it (S3-6.15).
    Replicate { bucket: Arc<str>, key: Arc<str>, version: Arc<str> },
}

/// How far a lifecycle run has come. Keys are never empty, so that behind an empty one is everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Progress {
    /// The versions of all keys up to this one are done.
    KeysAfter(Arc<str>),
    /// All keys are done, and the multipart uploads of all keys up to this one.
    UploadsAfter(Arc<str>),
}

impl Timer {
    /// Orders the work for a time.
    pub(crate) fn schedule(&self, cx: &mut Context, at: Timestamp) {
        cx.later(at, self);
    }
}

impl parhelion_world::Timer for Timer {
    /// A short name for the work, the same in every run of the same history: no ids that are drawn
    /// and no message is in it.
    fn site(&self) -> String {
        match self {
            Self::RunLifecycle { bucket } | Self::ContinueLifecycle { bucket, .. } => {
                format!("lifecycle:{bucket}")
            }
            Self::DeliverNotification { bucket, key, .. } => format!("notify:{bucket}/{key}"),
            Self::CompleteRestore { bucket, key, .. } => format!("restore:{bucket}/{key}"),
            Self::ExpireRestore { bucket, key, .. } => format!("restore-expiry:{bucket}/{key}"),
            Self::DeliverAccessLog { bucket } => format!("access-log:{bucket}"),
            Self::Replicate { bucket, key, .. } => format!("replicate:{bucket}/{key}"),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use parhelion_world::Timer as _;
    use parhelion_world::timer::Encoded;

    #[test]
    fn timers_come_back_equal_and_name_their_site() {
        let (bucket, key): (Arc<str>, Arc<str>) = ("b".into(), "a b/\"c\" é".into());
        let version: Arc<str> = "v1".into();
        let restore = |expires: bool| {
            let (bucket, key, version) = (bucket.clone(), key.clone(), version.clone());
            match expires {
                true => Timer::ExpireRestore { bucket, key, version },
                false => Timer::CompleteRestore { bucket, key, version },
            }
        };
        let notification = Timer::DeliverNotification {
            bucket: bucket.clone(),
            key: key.clone(),
            written_at: -1,
            write: 7,
            arn: "arn:aws:sqs:us-east-1:111122223333:q".into(),
            message: "{\"Records\":[]}".into(),
        };
        let progress = Progress::UploadsAfter(key.clone());
        for (timer, site) in [
            (Timer::RunLifecycle { bucket: bucket.clone() }, "lifecycle:b"),
            (Timer::ContinueLifecycle { bucket: bucket.clone(), from: progress }, "lifecycle:b"),
            (notification, "notify:b/a b/\"c\" é"),
            (restore(false), "restore:b/a b/\"c\" é"),
            (restore(true), "restore-expiry:b/a b/\"c\" é"),
            (Timer::DeliverAccessLog { bucket: bucket.clone() }, "access-log:b"),
            (
                Timer::Replicate { bucket: bucket.clone(), key: key.clone(), version },
                "replicate:b/a b/\"c\" é",
            ),
        ] {
            assert_eq!(Encoded::new(&timer).decode(), Some(timer.clone()));
            assert_eq!(timer.site(), site);
        }
        let other = Encoded { data: "lifecycle b".into(), site: "".into() };
        assert_eq!(other.decode::<Timer>(), None);
    }
}
