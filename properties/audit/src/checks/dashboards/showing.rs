//! Whether there are any, and whether what they show is there.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::mend::{Mend, quote};
use crate::scene::{Dashboard, Mentioned, Scene, Watched, Written};
use crate::verdict::Verdict;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const PAGE: &str = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html";

/// One at least.
pub(super) const EXISTS: Check = Check {
    id: "dashboard-exists",
    title: "A dashboard shows the application",
    severity: Severity::Low,
    calls: &[Call::ListDashboards, Call::Dashboard],
    consequence: "On a bad day the first thing that is done is to look for where to look.",
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html",
    judge: Judge::Architecture(exists),
};

fn exists(scene: &Scene) -> Verdict {
    if !scene.dashboards.is_empty() {
        let names: Vec<&str> = scene.dashboards.iter().map(|it| it.name.as_str()).collect();
        return Verdict::pass(names.join(", "));
    }
    let widgets: Vec<Value> = scene
        .distributions
        .iter()
        .map(|it| {
            metric(
                "us-east-1",
                json!([[
                    "AWS/CloudFront",
                    "Requests",
                    "DistributionId",
                    it.id,
                    "Region",
                    "Global"
                ]]),
            )
        })
        .chain(scene.buckets.iter().map(|it| {
            metric(
                &it.region,
                json!([[
                    "AWS/S3",
                    "NumberOfObjects",
                    "BucketName",
                    it.name,
                    "StorageType",
                    "AllStorageTypes"
                ]]),
            )
        }))
        .chain(scene.groups.iter().map(|it| {
            metric(
                &scene.region,
                json!([["AWS/Logs", "IncomingLogEvents", "LogGroupName", it.name]]),
            )
        }))
        .collect();
    let body = json!({ "widgets": widgets }).to_string();
    let mend = format!(
        "aws cloudwatch put-dashboard --dashboard-name application --dashboard-body {}",
        quote(&body)
    );
    Verdict::fail("no dashboard mentions anything in the scope", Mend::run(mend))
}

fn metric(region: &str, metrics: Value) -> Value {
    json!({ "type": "metric", "properties": {
        "region": region, "stat": "Sum", "period": 300, "metrics": metrics,
    } })
}

/// Metrics that are written.
pub(super) const METRICS: Check = Check {
    id: "dashboard-metrics",
    title: "The dashboard's metrics are written",
    severity: Severity::Medium,
    calls: &[Call::ListDashboards, Call::Dashboard, Call::ListMetrics],
    consequence: "A widget is empty, and an empty widget looks like a quiet day.",
    page: PAGE,
    judge: Judge::Dashboard(metrics),
};

fn is_dead(watched: &Watched, region: Option<&str>, scene: &Scene) -> bool {
    let region = region.unwrap_or(&scene.region);
    let names = scene.names();
    // AWS writes its own as soon as there is something to count.
    let comes = watched.namespace.starts_with("AWS/")
        && watched.dimensions.values().any(|value| names.contains(value.as_str()));
    !comes && scene.metrics.written(region, watched) != Written::Yes
}

fn metrics(dashboard: &Dashboard, scene: &Scene) -> Verdict {
    let mut dead = BTreeSet::new();
    let mut places = BTreeSet::new();
    let mut count = 0;
    for (at, mentioned) in dashboard.mentions() {
        let Mentioned::Metric(watched, region) = mentioned else { continue };
        count += 1;
        if is_dead(&watched, region.as_deref(), scene) {
            dead.insert(watched.text());
            places.insert(at);
        }
    }
    match (count, dead.is_empty()) {
        (0, _) => Verdict::none("no widget names a metric"),
        (count, true) => Verdict::pass(format!("{count} metrics, each with data of late")),
        _ => {
            let told = dead.into_iter().collect::<Vec<_>>().join("; ");
            Verdict::fail(format!("nobody writes {told}"), without(dashboard, &places))
        }
    }
}

/// The dashboard without some widgets.
fn without(dashboard: &Dashboard, places: &BTreeSet<usize>) -> Mend {
    let kept = dashboard.widgets().iter().enumerate().filter(|(at, _)| !places.contains(at));
    let kept: Vec<&Value> = kept.map(|(_, widget)| widget).collect();
    let name = quote(&dashboard.name);
    if kept.is_empty() {
        return Mend::run(format!("aws cloudwatch delete-dashboards --dashboard-names {name}"));
    }
    let mut body = dashboard.body.clone();
    body["widgets"] = json!(kept);
    Mend::run(format!(
        "aws cloudwatch put-dashboard --dashboard-name {name} --dashboard-body {}",
        quote(&body.to_string())
    ))
}

/// Alarms and groups that are there.
pub(super) const RESOURCES: Check = Check {
    id: "dashboard-resources",
    title: "The dashboard's alarms and log groups exist",
    severity: Severity::Medium,
    calls: &[Call::ListDashboards, Call::Dashboard, Call::Alarms, Call::LogGroups],
    consequence: "A widget shows an error where its user looks for one of the application's.",
    page: PAGE,
    judge: Judge::Dashboard(resources),
};

fn resources(dashboard: &Dashboard, scene: &Scene) -> Verdict {
    let mut gone = BTreeSet::new();
    let mut places = BTreeSet::new();
    let mut count = 0;
    for (at, mentioned) in dashboard.mentions() {
        let (word, name, there) = match mentioned {
            Mentioned::Metric(..) => continue,
            Mentioned::Alarm(name) => {
                let there = scene.all_alarms.contains(&name);
                ("alarm", name, there)
            }
            Mentioned::LogGroup(name) => {
                let there = scene.all_groups.contains(&name);
                ("log group", name, there)
            }
        };
        count += 1;
        if !there {
            gone.insert(format!("{word} {name}"));
            places.insert(at);
        }
    }
    match (count, gone.is_empty()) {
        (0, _) => Verdict::none("no widget names an alarm or a log group"),
        (count, true) => Verdict::pass(format!("{count} alarms and log groups exist")),
        _ => {
            let told = gone.into_iter().collect::<Vec<_>>().join(", ");
            Verdict::fail(format!("there is no {told}"), without(dashboard, &places))
        }
    }
}
