//! What happened to alarms: DescribeAlarmHistory (CW-C2.6, CW-C2.7).

use crate::errors;
use crate::model::{AlarmHistoryItem, DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput};
use crate::page;
use crate::{CloudWatch, DAYS};
use imbl::Vector;
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

/// Items go after 30 days, also those of deleted alarms.
const KEPT: Duration = Duration::from_secs(30 * DAYS);

/// What an item is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    ConfigurationUpdate,
    StateUpdate,
    Action,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::ConfigurationUpdate => "ConfigurationUpdate",
            Self::StateUpdate => "StateUpdate",
            Self::Action => "Action",
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Item {
    /// Ever rising: what page tokens name.
    number: u64,
    alarm: Arc<str>,
    at: Timestamp,
    kind: Kind,
    summary: String,
    data: String,
}

/// All items of one account and region, oldest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct History {
    items: Vector<Arc<Item>>,
    next: u64,
}

/// A state with what explains it, in `HistoryData`.
pub struct Explained<'a> {
    pub state: &'static str,
    pub reason: &'a str,
    pub reason_data: Option<&'a str>,
}

impl Explained<'_> {
    fn to_json(&self) -> serde_json::Value {
        let mut told = json!({ "stateValue": self.state, "stateReason": self.reason });
        let data = self.reason_data.and_then(|data| serde_json::from_str(data).ok());
        if let Some(data) = data {
            let data: serde_json::Value = data;
            told["stateReasonData"] = data;
        }
        told
    }
}

impl History {
    pub fn state_update(
        &mut self,
        at: Timestamp,
        alarm: &Arc<str>,
        old: &Explained,
        new: &Explained,
    ) {
        let summary = format!("Alarm updated from {} to {}", old.state, new.state);
        let data =
            json!({ "version": "1.0", "oldState": old.to_json(), "newState": new.to_json() });
        self.push(at, alarm, Kind::StateUpdate, summary, data.to_string());
    }

    pub fn push(
        &mut self,
        at: Timestamp,
        alarm: &Arc<str>,
        kind: Kind,
        summary: String,
        data: String,
    ) {
        while self.items.front().is_some_and(|item| at.since(item.at) > KEPT) {
            self.items.pop_front();
        }
        let item = Item { number: self.next, alarm: alarm.clone(), at, kind, summary, data };
        self.next += 1;
        self.items.push_back(Arc::new(item));
    }
}

/// MaxRecords where none is given.
const PAGE: usize = 100;

impl CloudWatch {
    pub(crate) fn describe_alarm_history(
        &mut self,
        cx: &mut Context,
        input: DescribeAlarmHistoryInput,
    ) -> Result<DescribeAlarmHistoryOutput> {
        let after: Option<u64> = page::read(input.next_token.as_deref())?;
        let types = input.alarm_types.unwrap_or_default();
        if input.start_date.zip(input.end_date).is_some_and(|(start, end)| start >= end) {
            return Err(errors::validation("StartDate must be before EndDate."));
        }
        let ascending = input.scan_by.as_deref() == Some("TimestampAscending");
        let now = cx.now;
        let wanted = |item: &&Arc<Item>| {
            (types.is_empty() || types.iter().any(|t| t == "MetricAlarm"))
                && now.since(item.at) <= KEPT
                && input.alarm_name.as_ref().is_none_or(|name| **name == *item.alarm)
                && input.history_item_type.as_ref().is_none_or(|kind| kind == item.kind.as_str())
                && input.start_date.is_none_or(|start| item.at >= start)
                && input.end_date.is_none_or(|end| item.at <= end)
                && after.is_none_or(|after| {
                    if ascending { item.number > after } else { item.number < after }
                })
        };
        let most = input.max_records.and_then(|n| usize::try_from(n).ok()).unwrap_or(PAGE);
        let items = &self.region(cx).alarms.history.items;
        let mut page: Vec<&Arc<Item>> = if ascending {
            items.iter().filter(wanted).take(most + 1).collect()
        } else {
            items.iter().rev().filter(wanted).take(most + 1).collect()
        };
        let more = page.len() > most;
        page.truncate(most);
        let next_token = page.last().filter(|_| more).map(|item| page::token(&item.number));
        Ok(DescribeAlarmHistoryOutput {
            alarm_history_items: Some(page.into_iter().map(|item| item.shell()).collect()),
            next_token,
        })
    }
}

impl Item {
    fn shell(&self) -> AlarmHistoryItem {
        AlarmHistoryItem {
            alarm_name: Some(self.alarm.to_string()),
            alarm_type: Some("MetricAlarm".into()),
            timestamp: Some(self.at),
            history_item_type: Some(self.kind.as_str().into()),
            history_summary: Some(self.summary.clone()),
            history_data: Some(self.data.clone()),
            ..AlarmHistoryItem::default()
        }
    }
}
