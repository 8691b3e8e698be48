//! What an alarm watches.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::mend::{self, Mend, quote};
use crate::scene::{Alarm, Scene, Watched, Written};
use crate::verdict::Verdict;
use serde_json::{Value, json};

/// Errors.
pub(super) const ERRORS: Check = Check {
    id: "alarm-for-errors",
    title: "An alarm watches for errors",
    severity: Severity::Medium,
    calls: &[Call::Alarms],
    consequence: "Users notice before you do.",
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html",
    judge: Judge::Architecture(errors),
};

/// Whether an alarm watches for errors, by its metric or by what its user calls it.
fn is_for_errors(alarm: &Alarm) -> bool {
    const WORDS: [&str; 6] = ["error", "5xx", "4xx", "fail", "exception", "throttl"];
    let metrics = alarm.watched.iter().map(|it| it.name.as_str());
    let all = metrics.chain([alarm.name.as_str(), alarm.description.as_str()]);
    let lower = all.map(str::to_ascii_lowercase).collect::<Vec<_>>().join(" ");
    WORDS.iter().any(|word| lower.contains(word))
}

fn errors(scene: &Scene) -> Verdict {
    if let Some(found) = scene.alarms.iter().find(|alarm| is_for_errors(alarm)) {
        let watched = found.watched.first().map_or_else(String::new, Watched::text);
        return Verdict::pass(format!("{}: {watched}", found.name));
    }
    let seen = match scene.alarms.len() {
        0 => "no alarm watches anything in the scope".to_owned(),
        count => format!("{count} alarms, none for errors"),
    };
    let (dimensions, namespace, metric) = match (scene.distributions.first(), scene.buckets.first())
    {
        (Some(it), _) => (
            format!("Name=DistributionId,Value={} Name=Region,Value=Global", quote(&it.id)),
            "AWS/CloudFront",
            "5xxErrorRate",
        ),
        (None, Some(it)) => (
            format!("Name=BucketName,Value={} Name=FilterId,Value=EntireBucket", quote(&it.name)),
            "AWS/S3",
            "5xxErrors",
        ),
        (None, None) => (String::new(), "AWS/Logs", "DeliveryErrors"),
    };
    let dimensions =
        if dimensions.is_empty() { dimensions } else { format!(" --dimensions {dimensions}") };
    let region = if namespace == "AWS/CloudFront" { " --region us-east-1" } else { "" };
    let command = format!(
        "aws cloudwatch put-metric-alarm --alarm-name errors --namespace {namespace} --metric-name {metric}\
         {dimensions} --statistic Average --period 300 --evaluation-periods 1 --threshold 1 \
         --comparison-operator GreaterThanThreshold --treat-missing-data notBreaching \
         --alarm-actions \"$SNS_TOPIC_ARN\"{region}"
    );
    Verdict::fail(seen, Mend::with(&["SNS_TOPIC_ARN"], command))
}

/// AWS writes its own metrics as soon as there is something to count: what names a thing that is there
/// will come.
fn comes_from_aws(watched: &Watched, scene: &Scene) -> bool {
    let names = scene.names();
    watched.namespace.starts_with("AWS/")
        && watched.dimensions.values().any(|value| names.contains(value.as_str()))
}

/// Somebody writes it.
pub(super) const WRITTEN: Check = Check {
    id: "alarm-metric-written",
    title: "Somebody writes the metric that the alarm watches",
    severity: Severity::High,
    calls: &[Call::Alarms, Call::ListMetrics],
    consequence: "It cannot go off, whatever happens.",
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/viewing_metrics_with_cloudwatch.html",
    judge: Judge::Alarm(written),
};

fn written(alarm: &Alarm, scene: &Scene) -> Verdict {
    if alarm.watched.is_empty() {
        return Verdict::none("it watches no metric by name");
    }
    let dead = alarm.watched.iter().find(|it| {
        scene.metrics.written(&alarm.region, it) == Written::No && !comes_from_aws(it, scene)
    });
    match dead {
        None => Verdict::pass(format!("{} metrics, each with data of late", alarm.watched.len())),
        Some(dead) => {
            let look = format!(
                "aws cloudwatch list-metrics --namespace {} --region {}",
                quote(&dead.namespace),
                quote(&alarm.region)
            );
            let text = dead.text();
            Verdict::fail(format!("{text}: no data in the last two weeks"), Mend::look(look))
        }
    }
}

/// With these dimensions.
pub(super) const DIMENSIONS: Check = Check {
    id: "alarm-dimensions",
    title: "The alarm's dimensions are those that the metric is written with",
    severity: Severity::High,
    calls: &[Call::Alarms, Call::ListMetrics],
    consequence: "The metric is written, but under other dimensions, so the alarm never sees a datapoint.",
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#Dimension",
    judge: Judge::Alarm(dimensions),
};

fn dimensions(alarm: &Alarm, scene: &Scene) -> Verdict {
    let elsewhere = mend::region(&alarm.region, &scene.region);
    let mut written = 0;
    for watched in &alarm.watched {
        match scene.metrics.written(&alarm.region, watched) {
            Written::Yes => written += 1,
            Written::No => {}
            Written::Otherwise(_) if comes_from_aws(watched, scene) => written += 1,
            Written::Otherwise(other) => {
                let list: Vec<Value> = other
                    .iter()
                    .map(|(name, value)| json!({ "Name": name, "Value": value }))
                    .collect();
                let filter = format!(".Dimensions = {}", json!(list));
                let other = Watched { dimensions: other, ..watched.clone() };
                let seen = format!("it watches {}, but there is {}", watched.text(), other.text());
                let mend = if alarm.watched.len() == 1 {
                    Mend::run(mend::alarm(&alarm.name, &elsewhere, &filter))
                } else {
                    let name = quote(&alarm.name);
                    Mend::look(format!(
                        "aws cloudwatch describe-alarms --alarm-names {name}{elsewhere}"
                    ))
                };
                return Verdict::fail(seen, mend);
            }
        }
    }
    match written {
        0 => Verdict::none("no data of any metric that it watches"),
        count => Verdict::pass(format!("{count} metrics under these dimensions")),
    }
}

/// No data.
pub(super) const MISSING_DATA: Check = Check {
    id: "alarm-missing-data",
    title: "The alarm says what missing data mean",
    severity: Severity::Low,
    calls: &[Call::Alarms],
    consequence: "Where errors are counted, a quiet night is INSUFFICIENT_DATA; where life signs are, so is death.",
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html",
    judge: Judge::Alarm(missing_data),
};

fn missing_data(alarm: &Alarm, scene: &Scene) -> Verdict {
    let elsewhere = mend::region(&alarm.region, &scene.region);
    if alarm.composite {
        return Verdict::none("it watches other alarms");
    }
    if alarm.missing_data != "missing" {
        return Verdict::pass(format!("treatMissingData: {}", alarm.missing_data));
    }
    let mend =
        Mend::run(mend::alarm(&alarm.name, &elsewhere, ".TreatMissingData = \"notBreaching\""));
    Verdict::fail("treatMissingData: missing, the default", mend)
}

/// No data for long.
pub(super) const INSUFFICIENT: Check = Check {
    id: "alarm-insufficient-data",
    title: "The alarm has data",
    severity: Severity::Medium,
    calls: &[Call::Alarms],
    consequence: "It has been blind for as long.",
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html",
    judge: Judge::Alarm(insufficient),
};

fn insufficient(alarm: &Alarm, scene: &Scene) -> Verdict {
    let elsewhere = mend::region(&alarm.region, &scene.region);
    if alarm.state != "INSUFFICIENT_DATA" {
        return Verdict::pass(alarm.state.as_str());
    }
    let Some(since) = alarm.since else {
        return Verdict::unknown("CloudWatch does not say since when it has no data");
    };
    if scene.is_recent(since) {
        return Verdict::pass(format!("INSUFFICIENT_DATA, but only since {}", scene.ago(since)));
    }
    let look = format!(
        "aws cloudwatch describe-alarm-history --alarm-name {}{elsewhere}",
        quote(&alarm.name)
    );
    Verdict::fail(format!("INSUFFICIENT_DATA since {}", scene.ago(since)), Mend::look(look))
}
