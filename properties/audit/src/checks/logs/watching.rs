//! What becomes of what is logged.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::mend::{Mend, quote};
use crate::scene::{LogGroup, Scene};
use crate::verdict::Verdict;
use aws_sdk_cloudwatchlogs::types::MetricFilter;

/// Errors are counted.
pub(super) const ERRORS: Check = Check {
    id: "logs-error-filter",
    title: "A metric filter counts errors",
    severity: Severity::Medium,
    calls: &[Call::LogGroups, Call::MetricFilters],
    consequence: "Errors stand in the log until somebody happens to read it: no alarm can go off.",
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html",
    judge: Judge::LogGroup(errors),
};

/// Whether a filter looks for errors, by its pattern or by what its user calls it.
fn is_for_errors(filter: &MetricFilter) -> bool {
    const WORDS: [&str; 9] =
        ["error", "exception", "fatal", "critical", "fail", "panic", "5xx", "status=5", "50"];
    let transformations = filter.metric_transformations.as_deref().unwrap_or_default();
    let names = transformations.iter().map(|it| it.metric_name.as_str());
    let texts = [filter.filter_pattern.as_deref(), filter.filter_name.as_deref()];
    let all = texts.into_iter().flatten().chain(names);
    let lower = all.map(str::to_ascii_lowercase).collect::<Vec<_>>().join(" ");
    WORDS.iter().any(|word| lower.contains(word))
}

fn errors(group: &LogGroup, _: &Scene) -> Verdict {
    let found = group.filters.iter().find(|it| is_for_errors(it));
    if let Some(found) = found {
        let name = found.filter_name.as_deref().unwrap_or_default();
        let pattern = found.filter_pattern.as_deref().unwrap_or_default();
        return Verdict::pass(format!("filter {name}: {pattern}"));
    }
    let mend = format!(
        "aws logs put-metric-filter --log-group-name {0} --filter-name errors \
         --filter-pattern '?ERROR ?Error ?error' --metric-transformations \
         metricName=Errors,metricNamespace={1},metricValue=1,defaultValue=0",
        quote(&group.name),
        quote(&namespace(&group.name))
    );
    Verdict::fail(format!("{} filters, none for errors", group.filters.len()), Mend::run(mend))
}

/// A namespace that a group's name makes: letters, digits and `/`.
fn namespace(group: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "/-_".contains(c) { c } else { '_' };
    let name: String = group.trim_matches('/').chars().map(plain).collect();
    // AWS's own are reserved.
    if name.to_ascii_uppercase().starts_with("AWS/") { format!("Logs/{name}") } else { name }
}

/// What is counted is watched.
pub(super) const WATCHED: Check = Check {
    id: "logs-filter-alarm",
    title: "An alarm watches what metric filters count",
    severity: Severity::Medium,
    calls: &[Call::LogGroups, Call::MetricFilters, Call::Alarms],
    consequence: "It is counted, and nobody is told.",
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html",
    judge: Judge::LogGroup(watched),
};

fn watched(group: &LogGroup, scene: &Scene) -> Verdict {
    let mut count = 0;
    for (namespace, name) in group.metrics() {
        count += 1;
        let watches = |it: &crate::scene::Alarm| {
            it.watched.iter().any(|it| it.namespace == namespace && it.name == name)
        };
        if scene.alarms.iter().any(watches) {
            continue;
        }
        let alarm = format!("{}-{name}", namespace.replace('/', "-"));
        let command = format!(
            "aws cloudwatch put-metric-alarm --alarm-name {} --namespace {} --metric-name {} \
             --statistic Sum --period 300 --evaluation-periods 1 --threshold 0 \
             --comparison-operator GreaterThanThreshold --treat-missing-data notBreaching \
             --alarm-actions \"$SNS_TOPIC_ARN\"",
            quote(&alarm),
            quote(namespace),
            quote(name)
        );
        let seen = format!("no alarm watches {namespace} {name}");
        return Verdict::fail(seen, Mend::with(&["SNS_TOPIC_ARN"], command));
    }
    match count {
        0 => Verdict::none("there are no metric filters"),
        count => Verdict::pass(format!("{count} metrics, each with an alarm")),
    }
}

/// Passed on to others.
pub(super) const SUBSCRIPTIONS: Check = Check {
    id: "logs-subscription-account",
    title: "Events are passed on within the account only",
    severity: Severity::Medium,
    calls: &[Call::LogGroups, Call::SubscriptionFilters],
    consequence: "Whoever controls the other account reads every line that is logged from now on.",
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Subscriptions.html",
    judge: Judge::LogGroup(subscriptions),
};

fn subscriptions(group: &LogGroup, scene: &Scene) -> Verdict {
    if group.subscriptions.is_empty() {
        return Verdict::none("there are no subscriptions");
    }
    for it in &group.subscriptions {
        let target = it.destination_arn.as_deref().unwrap_or_default();
        let account = target.split(':').nth(4).unwrap_or_default();
        if account != scene.account {
            let mend = format!(
                "aws logs delete-subscription-filter --log-group-name {} --filter-name {}",
                quote(&group.name),
                quote(it.filter_name.as_deref().unwrap_or_default())
            );
            return Verdict::fail(format!("passed on to {target}"), Mend::run(mend));
        }
    }
    Verdict::pass(format!("{} within the account", group.subscriptions.len()))
}

#[cfg(test)]
mod tests {
    use super::namespace;

    #[test]
    fn namespaces_are_ones_that_cloudwatch_takes() {
        assert_eq!(namespace("/shop/production"), "shop/production");
        assert_eq!(namespace("/aws/lambda/f"), "Logs/aws/lambda/f");
        assert_eq!(namespace("a#b.c"), "a_b_c");
    }
}
