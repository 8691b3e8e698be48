//! What the harness waits for and looks up itself, with clients that do not give up.

use aws_sdk_s3::types::Object;
use parhelion::Timestamp;
use parhelion_properties::patience::Patience;
use parhelion_properties::{Clients, Target};
use std::time::Duration;

/// Waits until no invalidation is in progress.
pub(crate) async fn invalidations_done(target: &Target, clients: &Clients, distribution: &str) {
    for _ in 0..60 {
        let list = clients.cloudfront.list_invalidations().distribution_id(distribution);
        if let Ok(answer) = list.send().await {
            let items = answer.invalidation_list.and_then(|list| list.items).unwrap_or_default();
            if items.iter().all(|invalidation| invalidation.status == "Completed") {
                return;
            }
        }
        target.pass(Duration::from_secs(10)).await;
    }
}

/// Every key of a bucket, and when it was written.
pub(crate) async fn objects(
    target: &Target,
    clients: &Clients,
    bucket: &str,
) -> Vec<(String, Timestamp)> {
    let mut patience = Patience::new(target);
    while patience.spent() < 10 {
        let list = clients.s3.list_objects_v2().bucket(bucket).into_paginator();
        let pages: Result<Vec<_>, _> = list.send().collect().await;
        if let Ok(pages) = pages {
            let objects = pages.into_iter().flat_map(|page| page.contents.unwrap_or_default());
            let written = |object: &Object| object.last_modified.map_or(0, |date| date.secs());
            let one = |object: Object| {
                let written = Timestamp(written(&object) * 1000);
                object.key.map(|key| (key, written))
            };
            return objects.filter_map(one).collect();
        }
        patience.failed();
    }
    Vec::new()
}

/// Every line of a log group, once all of the texts stand in some of them, or after a while.
pub(crate) async fn log_lines(
    target: &Target,
    clients: &Clients,
    group: &str,
    texts: &[String],
) -> Vec<String> {
    let mut lines = Vec::new();
    // A line may be a while in coming (CW-F1).
    for _ in 0..30 {
        lines.clear();
        let filter = clients.logs.filter_log_events().log_group_name(group);
        let mut pages = filter.into_paginator().send();
        while let Some(Ok(page)) = pages.next().await {
            lines.extend(page.events.unwrap_or_default().into_iter().filter_map(|it| it.message));
        }
        if texts.iter().all(|text| lines.iter().any(|line| line.contains(text.as_str()))) {
            break;
        }
        target.pass(Duration::from_secs(10)).await;
    }
    lines
}
