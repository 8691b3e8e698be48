//! What happened to alarms (CW-C2.6, CW-C2.7).

use parhelion_wire::Timestamp;
use parhelion_world::rows::Queue;
use serde::{Deserialize, Serialize};
use serde_json::Value;
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
    pub items: Queue<Arc<Item>>,
    next: u64,
}

/// A state with what explains it, in `HistoryData`.
pub(crate) struct Explained<'a> {
    pub state: &'static str,
    pub reason: &'a str,
    /// JSON.
    pub reason_data: Option<&'a str>,
}

impl Explained<'_> {
    /// In AWS's order.
    fn to_json(&self) -> String {
        let text = |text: &str| Value::from(text).to_string();
        let data = self.reason_data.map(|data| format!(",\"stateReasonData\":{data}"));
        format!(
            "{{\"stateValue\":{},\"stateReason\":{}{}}}",
            text(self.state),
            text(self.reason),
            data.unwrap_or_default()
        )
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
        // https://docs.aws.amazon.com/cli/latest/reference/cloudwatch/describe-alarm-history.html
        let data = format!(
            "{{\"version\":\"1.0\",\"oldState\":{},\"newState\":{}}}",
            old.to_json(),
            new.to_json()
        );
        self.push(at, alarm, HistoryItemType::StateUpdate, summary, data);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// CW-C2.7: old before new, members in AWS's order, data as JSON.
    #[test]
    fn cw_c2_7_state_updates() {
        let old = Explained { state: "OK", reason: "a \"b\"", reason_data: None };
        let new =
            Explained { state: "ALARM", reason: "c", reason_data: Some("{\"z\":1,\"a\":2.0}") };
        let mut history = History::default();
        history.state_update(Timestamp(0), &"x".into(), &old, &new);
        let item = history.items.front().map(|item| (item.summary.as_str(), item.data.as_str()));
        let data = "{\"version\":\"1.0\",\"oldState\":{\"stateValue\":\"OK\",\"stateReason\":\"a \\\"b\\\"\"},\
                    \"newState\":{\"stateValue\":\"ALARM\",\"stateReason\":\"c\",\
                    \"stateReasonData\":{\"z\":1,\"a\":2.0}}}";
        assert_eq!(item, Some(("Alarm updated from OK to ALARM", data)));
    }
}
