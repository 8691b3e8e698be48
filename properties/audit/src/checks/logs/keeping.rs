//! How long events are kept, and whether there are any.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::mend::{Mend, quote};
use crate::scene::{LogGroup, Scene};
use crate::verdict::Verdict;

/// For ever.
pub(super) const RETENTION: Check = Check {
    id: "logs-retention",
    title: "Events are deleted after a time",
    severity: Severity::Medium,
    calls: &[Call::LogGroups],
    consequence: "Every line that was ever logged is kept and paid for; and what names people is kept longer than it may be.",
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html#SettingLogRetention",
    judge: Judge::LogGroup(retention),
};

fn retention(group: &LogGroup, _: &Scene) -> Verdict {
    match group.retention {
        Some(days) => Verdict::pass(format!("after {days} days")),
        None => {
            let name = quote(&group.name);
            let mend = format!(
                "aws logs put-retention-policy --log-group-name {name} --retention-in-days 30"
            );
            Verdict::fail("never", Mend::run(mend))
        }
    }
}

/// A key that can be taken away.
pub(super) const KEY: Check = Check {
    id: "logs-kms",
    title: "Events are encrypted with a key of KMS",
    severity: Severity::Info,
    calls: &[Call::LogGroups],
    consequence: "Whoever may read logs reads them: no key can be revoked.",
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
    judge: Judge::LogGroup(key),
};

fn key(group: &LogGroup, _: &Scene) -> Verdict {
    match &group.key {
        Some(key) => Verdict::pass(key.as_str()),
        None => {
            let command = format!(
                "aws logs associate-kms-key --log-group-name {} --kms-key-id \"$KEY_ARN\"",
                quote(&group.name)
            );
            Verdict::fail("no key", Mend::with(&["KEY_ARN"], command))
        }
    }
}

/// A key that works.
pub(super) const KEY_USABLE: Check = Check {
    id: "logs-key-usable",
    title: "The key of the log group can be used",
    severity: Severity::High,
    calls: &[Call::LogGroups, Call::Key],
    consequence: "CloudWatch refuses new events, and old ones cannot be read.",
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html",
    judge: Judge::LogGroup(key_usable),
};

fn key_usable(group: &LogGroup, scene: &Scene) -> Verdict {
    let Some(key) = &group.key else { return Verdict::none("no key of KMS is named") };
    let word = quote(key);
    match scene.keys.get(key).map(String::as_str) {
        Some("Enabled") => Verdict::pass(format!("{key} is Enabled")),
        Some("Disabled") => {
            let mend = Mend::run(format!("aws kms enable-key --key-id {word}"));
            Verdict::fail(format!("{key} is Disabled"), mend)
        }
        Some(state) => {
            let mend = Mend::look(format!("aws kms describe-key --key-id {word}"));
            Verdict::fail(format!("{key} is {state}"), mend)
        }
        None => Verdict::unknown(format!("the state of {key} is not known")),
    }
}

/// Nothing.
pub(super) const EMPTY: Check = Check {
    id: "logs-empty",
    title: "The log group is used",
    severity: Severity::Low,
    calls: &[Call::LogGroups, Call::LogStreams],
    consequence: "Either it is a leftover, or what should log there does not.",
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
    judge: Judge::LogGroup(empty),
};

fn empty(group: &LogGroup, _: &Scene) -> Verdict {
    if group.last.is_some() || group.stored_bytes > 0 {
        let more = if group.all_streams { "" } else { " or more" };
        let streams = group.streams;
        return Verdict::pass(format!("{streams}{more} streams, {} bytes", group.stored_bytes));
    }
    let mend = format!("aws logs delete-log-group --log-group-name {}", quote(&group.name));
    Verdict::fail(format!("{} streams, no event", group.streams), Mend::run(mend))
}

/// Nothing of late.
pub(super) const SILENT: Check = Check {
    id: "logs-silent",
    title: "Something was logged of late",
    severity: Severity::Low,
    calls: &[Call::LogGroups, Call::LogStreams],
    consequence: "What logged there has stopped, or cannot reach CloudWatch any more.",
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html",
    judge: Judge::LogGroup(silent),
};

fn silent(group: &LogGroup, scene: &Scene) -> Verdict {
    match &group.last {
        None => Verdict::none("there was never an event"),
        Some((moment, stream)) if scene.is_recent(*moment) => {
            Verdict::pass(format!("stream {stream}, {}", scene.ago(*moment)))
        }
        Some((moment, stream)) => {
            let look = format!(
                "aws logs get-log-events --log-group-name {} --log-stream-name {} --limit 5",
                quote(&group.name),
                quote(stream)
            );
            let seen = format!("the last event is of {}, in stream {stream}", scene.ago(*moment));
            Verdict::fail(seen, Mend::look(look))
        }
    }
}
