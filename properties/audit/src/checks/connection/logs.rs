//! CloudWatch receives logs.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::mend::{Mend, quote};
use crate::scene::{LogGroup, Scene};
use crate::verdict::Verdict;

/// There is somewhere for log lines to go.
pub(super) const STANDS: Check = Check {
    id: "connection-logs-stand",
    title: "There is a log group with streams that production logs go to",
    severity: Severity::High,
    calls: &[Call::LogGroups, Call::LogStreams],
    consequence: "Production logs have nowhere to go, so nobody learns why something failed.",
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
    judge: Judge::Architecture(stands),
};

fn stands(scene: &Scene) -> Verdict {
    if scene.groups.is_empty() {
        if !scene.whole && !scene.missing.iter().any(|(kind, _)| kind.word() == "log group") {
            return Verdict::none("the scope names no log group: add --log-group NAME");
        }
        let mend =
            Mend::with(&["LOG_GROUP"], "aws logs create-log-group --log-group-name \"$LOG_GROUP\"");
        return Verdict::fail("the scope has no log group", mend);
    }
    let with: Vec<&LogGroup> = scene.groups.iter().filter(|group| group.streams > 0).collect();
    match with.as_slice() {
        [] => {
            let name = scene.groups.first().map_or("", |group| group.name.as_str());
            let mend = format!(
                "aws logs create-log-stream --log-group-name {} --log-stream-name app",
                quote(name)
            );
            Verdict::fail("no log group of the scope has a stream", Mend::run(mend))
        }
        some => {
            let told = some.iter().map(|it| {
                let more = if it.all_streams { "" } else { " or more" };
                format!("{} ({}{more} streams)", it.name, it.streams)
            });
            Verdict::pass(told.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Something was logged.
pub(super) const RECENT: Check = Check {
    id: "connection-logs-recent",
    title: "Log lines have arrived of late",
    severity: Severity::Medium,
    calls: &[Call::LogGroups, Call::LogStreams],
    consequence: "Either the application is silent, or its log lines are lost on their way to CloudWatch.",
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html",
    judge: Judge::Architecture(recent),
};

fn recent(scene: &Scene) -> Verdict {
    let Some(first) = scene.groups.first() else {
        return Verdict::none("no log group in the scope");
    };
    let newest = scene.groups.iter().filter_map(|it| Some((it, it.last.as_ref()?)));
    let newest = newest.max_by_key(|(_, (moment, _))| *moment);
    let window = scene.window();
    match newest {
        Some((group, (moment, stream))) if scene.is_recent(*moment) => {
            Verdict::pass(format!("{} stream {stream}: {}", group.name, scene.ago(*moment)))
        }
        other => {
            let group = other.map_or(first, |(group, _)| group);
            let seen = other.map_or_else(
                || "no stream has ever had an event".to_owned(),
                |(group, (moment, stream))| {
                    format!(
                        "the last was in {} stream {stream}, {}",
                        group.name,
                        scene.ago(*moment)
                    )
                },
            );
            let look = format!(
                "aws logs describe-log-streams --log-group-name {} --order-by LastEventTime --descending --max-items 5",
                quote(&group.name)
            );
            Verdict::fail(format!("no event within {window}; {seen}"), Mend::look(look))
        }
    }
}
