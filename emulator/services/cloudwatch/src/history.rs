//! What happened to alarms (CW-C2.6, CW-C2.7).

use imbl::Vector;
use parhelion_wire::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

/// Items go after 30 days, also those of deleted alarms.
pub(crate) const RETENTION: Duration = Duration::from_secs(30 * 86_400);

/// What an item is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum HistoryItemType {
    ConfigurationUpdate,
    StateUpdate,
    Action,
}

impl HistoryItemType {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::ConfigurationUpdate => "ConfigurationUpdate",
            Self::StateUpdate => "StateUpdate",
            Self::Action => "Action",
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Item {
    /// Ever rising: what page tokens name.
    pub number: u64,
    pub alarm: Arc<str>,
    pub at: Timestamp,
    pub kind: HistoryItemType,
    pub summary: String,
    pub data: String,
}

/// All items of one account and region, oldest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct History {
    pub items: Vector<Arc<Item>>,
    next: u64,
}

/// A state with what explains it, in `HistoryData`.
pub(crate) struct Explained<'a> {
    pub state: &'static str,
    pub reason: &'a str,
    pub reason_data: Option<&'a str>,
}

impl Explained<'_> {
    fn to_json(&self) -> serde_json::Value {
        let mut json = json!({ "stateValue": self.state, "stateReason": self.reason });
        let data = self.reason_data.and_then(|data| serde_json::from_str(data).ok());
        if let Some(data) = data {
            let data: serde_json::Value = data;
            json["stateReasonData"] = data;
        }
        json
    }
}

impl History {
    pub(crate) fn state_update(
        &mut self,
        at: Timestamp,
        alarm: &Arc<str>,
        old: &Explained,
        new: &Explained,
    ) {
        let summary = format!("Alarm updated from {} to {}", old.state, new.state);
        let data =
            json!({ "version": "1.0", "oldState": old.to_json(), "newState": new.to_json() });
        self.push(at, alarm, HistoryItemType::StateUpdate, summary, data.to_string());
    }

    pub(crate) fn push(
        &mut self,
        at: Timestamp,
        alarm: &Arc<str>,
        kind: HistoryItemType,
        summary: String,
        data: String,
    ) {
        while self.items.front().is_some_and(|item| at.since(item.at) > RETENTION) {
            self.items.pop_front();
        }
        let item = Item { number: self.next, alarm: alarm.clone(), at, kind, summary, data };
        self.next += 1;
        self.items.push_back(Arc::new(item));
    }
}
