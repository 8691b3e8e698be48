//! What the harness looks up itself: objects, listings, log lines, invalidations.

use super::drive::Driver;
use super::seen::Seen;
use crate::facts::sha256;
use crate::patience::Patience;
use crate::service;
use std::collections::BTreeSet;
use std::time::Duration;

/// How often a look at S3 is repeated: bodies and listings may break off (S3-9.4 A5, A8).
const LOOKS: usize = 10;

/// Reads an object back, and notes what it holds.
pub async fn object(driver: &Driver, key: &str) {
    let mut patience = Patience::new(driver.stage.target());
    while patience.spent() < LOOKS {
        let get = driver.clients.s3.get_object().bucket(&driver.deployment.bucket).key(key);
        let Ok(object) = get.send().await else { return };
        if let Ok(content) = object.body.collect().await {
            let sha256 = sha256(&content.into_bytes());
            driver.stage.observe(Seen::ObjectReadable { key: key.to_owned(), sha256 });
            return;
        }
        patience.failed();
    }
}

/// Waits until no invalidation is in progress. `false`: gave up waiting.
pub async fn invalidations_done(driver: &Driver) -> bool {
    for _ in 0..60 {
        let list = driver.clients.cloudfront.list_invalidations();
        let list = list.distribution_id(&driver.deployment.distribution);
        if let Ok(answer) = list.send().await {
            let list = answer.invalidation_list;
            let items = list.and_then(|list| list.items).unwrap_or_default();
            if items.iter().all(|invalidation| invalidation.status == "Completed") {
                return true;
            }
        }
        driver.stage.target().pass(Duration::from_secs(10)).await;
    }
    false
}

/// Everything that must be there when all is done.
pub async fn all(driver: &Driver) {
    let (accepted, attempted) =
        driver.memory(|memory| (memory.accepted.clone(), memory.attempted.clone()));
    for (key, sha256) in accepted {
        driver.stage.observe(Seen::UploadRemembered { key: key.clone(), sha256 });
        object(driver, &key).await;
    }
    listing(driver, &attempted).await;
    log_lines(driver).await;
    log_group(driver).await;
}

/// Notes every key that stands where uploads do, and whether anybody uploaded it.
async fn listing(driver: &Driver, attempted: &[(String, String)]) {
    let asked: BTreeSet<String> =
        attempted.iter().flat_map(|(name, _)| driver.interface.keys_of(name)).collect();
    let there = uploads(driver).await;
    for key in driver.memory(|memory| memory.removed.clone()) {
        let there = there.contains(&key);
        driver.stage.observe(Seen::Removed { key, there });
    }
    for key in there {
        let uploaded = asked.contains(&key);
        driver.stage.observe(Seen::ObjectListed { key, uploaded });
    }
}

/// The keys that stand where uploads do.
async fn uploads(driver: &Driver) -> Vec<String> {
    let mut patience = Patience::new(driver.stage.target());
    while patience.spent() < LOOKS {
        let list = driver.clients.s3.list_objects_v2().bucket(&driver.deployment.bucket);
        let list = list.prefix(driver.interface.upload_prefix());
        let pages: Result<Vec<_>, _> = list.into_paginator().send().collect().await;
        if let Ok(pages) = pages {
            let objects = pages.into_iter().flat_map(|page| page.contents.unwrap_or_default());
            return objects.filter_map(|object| object.key).collect();
        }
        patience.failed();
    }
    Vec::new()
}

/// Notes the log lines of requests that reached the log group, and those that may be lost.
async fn log_lines(driver: &Driver) {
    let lost = driver.service.log_lines_that_may_be_lost(driver.interface.log_delay);
    let answered = driver.service.answered().into_iter().map(|answered| answered.id);
    let ids: Vec<String> = answered.filter(|id| !lost.contains(id)).collect();
    for id in lost {
        driver.stage.observe(Seen::LogMayBeLost { id });
    }
    // A group that is older than the run is not read from its beginning; clocks may differ by a quarter of an hour.
    let older = driver.stage.target().cloud().is_none();
    let since = older.then(|| driver.started.millis() - 15 * 60 * 1000);
    let (logs, group) = (&driver.clients.logs, &driver.deployment.log_group);
    for id in service::logged(driver.stage.target(), logs, (group, since), &ids).await {
        driver.stage.observe(Seen::LogVisible { id });
    }
}

async fn log_group(driver: &Driver) {
    let group = &driver.deployment.log_group;
    let describe = driver.clients.logs.describe_log_groups().log_group_name_prefix(group);
    let Ok(answer) = describe.send().await else { return };
    let groups = answer.log_groups.unwrap_or_default();
    let found = groups.iter().find(|found| found.log_group_name.as_ref() == Some(group));
    let retention = found.and_then(|found| found.retention_in_days).unwrap_or(0);
    let as_promised = retention == driver.deployment.retention_days;
    driver.stage.observe(Seen::LogGroup { retention, as_promised });
}
