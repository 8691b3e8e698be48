//! What happened to alarms (CW-C2.6, CW-C2.7).

use imbl::Vector;
use parhelion_wire::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

/// Items go after 30 days, also those of deleted alarms.
pub const KEPT: Duration = Duration::from_secs(30 * 86_400);

/// What an item is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    ConfigurationUpdate,
    StateUpdate,
    Action,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ConfigurationUpdate => "ConfigurationUpdate",
            Self::StateUpdate => "StateUpdate",
            Self::Action => "Action",
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Item {
    /// Ever rising: what page tokens name.
    pub number: u64,
    pub alarm: Arc<str>,
    pub at: Timestamp,
    pub kind: Kind,
    pub summary: String,
    pub data: String,
}

/// All items of one account and region, oldest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct History {
    pub items: Vector<Arc<Item>>,
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
