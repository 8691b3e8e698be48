//! What the gallery looks like in the end, two hours after the last visitor, tidied up.

use super::drive::{Driver, content_in, entry, linked};
use super::seen::{Seen, absent};
use crate::waiting::{invalidations_done, objects};
use bytes::Bytes;
use parhelion_properties::facts::Fact;
use parhelion_properties::property_16::operation::Accept;
use parhelion_properties::service;
use std::collections::BTreeSet;
use std::time::Duration;

/// Older objects than an hour are tidied up.
const LATER: Duration = Duration::from_secs(2 * 3600);

/// Looks at everything that must be there, and at what must not.
pub(super) async fn all(driver: &Driver) {
    let target = driver.stage.target();
    target.pass(LATER).await;
    driver.ask("POST", "/tidy", None, Bytes::new()).await;
    invalidations_done(target, &driver.clients, &driver.made.distribution).await;
    let page = driver.page().await.unwrap_or_default();
    let (names, links) = driver.known();
    for what in names {
        let content = entry(&page, &what).map_or_else(absent, content_in);
        driver.stage.observe(Seen::Fact(Fact::Remains { what, content }));
    }
    let keys = linked(&page);
    for shown in page["photos"].as_array().into_iter().flatten() {
        let name = shown["name"].as_str().unwrap_or_default();
        for accept in [Accept::Plain, Accept::Brotli] {
            driver.follow(name, shown, accept).await;
        }
    }
    let is_linked = |url: &&String| keys.iter().any(|key| url.ends_with(key.as_str()));
    for url in links.iter().filter(|url| !is_linked(url)) {
        driver.intrude(url, "edge, in the end").await;
    }
    left_overs(driver, &keys).await;
    log_lines(driver).await;
}

/// Objects that no link leads to.
async fn left_overs(driver: &Driver, linked: &BTreeSet<String>) {
    let keys = objects(driver.stage.target(), &driver.clients, &driver.made.bucket).await;
    for (what, _) in keys {
        let left = what != "index.json" && !linked.contains(&what);
        driver.stage.observe(Seen::Fact(Fact::CleanedUp { what, left }));
    }
}

async fn log_lines(driver: &Driver) {
    let lost = driver.service.log_lines_that_may_be_lost(Duration::ZERO);
    // Those of this look among them: they are sent before they are answered.
    let answered = driver.service.answered().into_iter().map(|answered| answered.id);
    let ids: Vec<String> = answered.filter(|id| !lost.contains(id)).collect();
    for id in lost {
        driver.stage.observe(Seen::LogMayBeLost { id });
    }
    let (target, logs) = (driver.stage.target(), &driver.clients.logs);
    for id in service::logged(target, logs, (&driver.made.log_group, None), &ids).await {
        driver.stage.observe(Seen::LogVisible { id });
    }
}
