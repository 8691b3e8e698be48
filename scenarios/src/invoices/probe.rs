//! What the invoice service looks like in the end.

use super::drive::{Driver, Submitted, customer_of};
use super::operation::CUSTOMERS;
use super::seen::Seen;
use crate::waiting;
use aws_sdk_cloudwatch::types::HistoryItemType;
use bytes::Bytes;
use parhelion_properties::facts::Fact;
use parhelion_properties::service::names;
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;

/// An error is counted, and the count is looked at, within minutes.
const ALARMED: Duration = Duration::from_secs(1800);
/// Of how many invoices it is tried to erase them.
const ERASED: usize = 3;

/// Looks at everything that must be there, and at what must not.
pub(super) async fn all(driver: &Driver) {
    let mut entries = Vec::new();
    for customer in (0..CUSTOMERS).map(customer_of) {
        let own = driver.ask("GET", "/invoices", &customer, Bytes::new()).await;
        let own = own.map(|reply| reply.json).unwrap_or_default();
        let own: Vec<Value> = own.as_array().cloned().unwrap_or_default();
        total(driver, &customer, &own).await;
        entries.extend(own.into_iter().map(|entry| (customer.clone(), entry)));
    }
    numbers(driver, &entries);
    let submitted = driver.submitted();
    for (customer, entry) in &entries {
        let what = what_is(&submitted, entry);
        let number = entry["number"].as_u64().unwrap_or_default();
        if let Some(Some(content)) = driver.follow(number, customer).await {
            driver.see(Fact::Remains { what, content });
        }
    }
    for (_, entry) in entries.iter().take(ERASED) {
        erase(driver, entry["id"].as_str().unwrap_or_default(), &what_is(&submitted, entry)).await;
    }
    logs(driver, &submitted).await;
}

fn what_is(submitted: &BTreeMap<String, Submitted>, entry: &Value) -> String {
    let ticket = entry["id"].as_str().unwrap_or_default();
    let known = submitted.get(ticket).map(|submitted| submitted.what.clone());
    known.unwrap_or_else(|| format!("what nobody has sent ({ticket})"))
}

async fn total(driver: &Driver, customer: &str, own: &[Value]) {
    let Some(reply) = driver.ask("GET", "/total", customer, Bytes::new()).await else { return };
    let (count, bytes) = (&reply.json["count"], &reply.json["bytes"]);
    let sum: u64 = own.iter().filter_map(|entry| entry["bytes"].as_u64()).sum();
    let adds_up = *count == own.len() && bytes.as_u64() == Some(sum);
    let (count, bytes) = (count.as_u64().unwrap_or(0), bytes.as_u64().unwrap_or(0));
    driver.stage.observe(Seen::Total { customer: customer.to_owned(), count, bytes, adds_up });
}

/// Numbers go from 1 without gaps, each invoice has one, and it is the one that its customer was told.
fn numbers(driver: &Driver, entries: &[(String, Value)]) {
    let submitted = driver.submitted();
    let mut sorted: Vec<&Value> = entries.iter().map(|(_, entry)| entry).collect();
    sorted.sort_by_key(|entry| entry["number"].as_u64());
    let mut seen = BTreeMap::new();
    for (at, entry) in sorted.into_iter().enumerate() {
        let number = entry["number"].as_u64().unwrap_or_default();
        let ticket = entry["id"].as_str().unwrap_or_default().to_owned();
        let told = submitted.get(&ticket).and_then(|submitted| submitted.number);
        let before = seen.insert(ticket, number);
        let wrong = if let Some(before) = before {
            Some(format!("the same invoice has the number {before}, too"))
        } else if number != at as u64 + 1 {
            Some(format!("it should be {}", at + 1))
        } else {
            let told = told.filter(|told| *told != number);
            told.map(|told| format!("its customer was told {told}"))
        };
        let what = what_is(&submitted, entry);
        driver.stage.observe(Seen::Numbered { what, number, wrong });
    }
}

/// Tries to delete every version of an invoice.
async fn erase(driver: &Driver, ticket: &str, what: &str) {
    let (s3, bucket) = (&driver.clients.s3, &driver.made.bucket);
    let key = format!("invoices/{ticket}");
    let list = s3.list_object_versions().bucket(bucket).prefix(&key).send().await;
    let versions = list.ok().and_then(|list| list.versions).unwrap_or_default();
    for version in versions {
        let delete = s3.delete_object().bucket(bucket).key(&key);
        let deleted = delete.set_version_id(version.version_id).send().await;
        let refused = deleted.is_err();
        driver.stage.observe(Seen::Erasing { what: what.to_owned(), refused });
    }
}

async fn logs(driver: &Driver, submitted: &BTreeMap<String, Submitted>) {
    let (target, made) = (driver.stage.target(), &driver.made);
    let lost = driver.service.log_lines_that_may_be_lost(Duration::ZERO);
    for id in &lost {
        driver.stage.observe(Seen::LogMayBeLost { id: id.clone() });
    }
    let answered = driver.service.answered();
    let audit = |ticket: &String| format!("\"ticket\":\"{ticket}\"");
    let told = submitted.iter().filter(|(_, submitted)| submitted.number.is_some());
    let told: Vec<&String> = told.map(|(ticket, _)| ticket).collect();
    let ids = answered.iter().map(|answered| answered.id.clone());
    let ids = ids.filter(|id| !lost.contains(id));
    let wanted: Vec<String> = ids.chain(told.iter().map(|ticket| audit(ticket))).collect();
    let lines = waiting::log_lines(target, &driver.clients, &made.log_group, &wanted).await;
    for ticket in told {
        if lines.iter().any(|line| line.contains(&audit(ticket))) {
            let what = "the audit log".to_owned();
            driver.see(Fact::Holds { what, update: ticket.clone() });
        }
    }
    for answered in &answered {
        let id = &answered.id;
        let line = lines.iter().find(|line| names(line, id));
        if answered.status >= 500 && !lost.contains(id) {
            driver.see(Fact::Failed { id: id.clone() });
        }
        if line.is_some() {
            driver.stage.observe(Seen::LogVisible { id: id.clone() });
        }
        if line.is_some_and(|line| line.contains("\"level\":\"error\"")) {
            driver.see(Fact::Logged { id: id.clone() });
        }
    }
    if lines.iter().any(|line| line.contains("\"level\":\"error\"")) {
        driver.see(Fact::Alarming { alarm: made.alarm.clone() });
        target.pass(ALARMED).await;
        alarms(driver).await;
    }
}

async fn alarms(driver: &Driver) {
    let alarm = &driver.made.alarm;
    let history = driver.clients.cloudwatch.describe_alarm_history().alarm_name(alarm);
    let history = history.history_item_type(HistoryItemType::StateUpdate).send().await;
    let items = history.ok().and_then(|history| history.alarm_history_items).unwrap_or_default();
    let summaries = items.into_iter().filter_map(|item| item.history_summary);
    if summaries.into_iter().any(|summary| summary.ends_with("to ALARM")) {
        driver.see(Fact::Alarmed { alarm: alarm.clone() });
    }
}
