//! A change of an alarm's state, and what follows from it.

use crate::actions::Event;
use crate::alarm::Alarm;
use crate::evaluation::State;
use crate::history::{Explained, History, HistoryItemType};
use parhelion_world::{Context, Message};
use serde_json::Value;
use std::sync::Arc;

/// The state that an alarm takes.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub to: State,
    pub reason: String,
    /// JSON; SetAlarmState may leave it out.
    pub reason_data: Option<String>,
}

impl Alarm {
    /// Takes the new state; runs its actions, once, if it is another one (CW-C6.1).
    pub(crate) fn transition(&mut self, cx: &mut Context, history: &mut History, change: Change) {
        let old = std::mem::replace(&mut self.state, change.to);
        let old_reason = std::mem::replace(&mut self.reason, change.reason);
        let old_data = std::mem::replace(&mut self.reason_data, change.reason_data);
        let old_updated = std::mem::replace(&mut self.updated, cx.now);
        if old == self.state {
            return;
        }
        self.transitioned = cx.now;
        history.state_update(
            cx.now,
            &self.name,
            &Explained {
                state: old.as_str(),
                reason: &old_reason,
                reason_data: old_data.as_deref(),
            },
            &Explained {
                state: self.state.as_str(),
                reason: &self.reason,
                reason_data: self.reason_data.as_deref(),
            },
        );
        let detail =
            [("from", old.as_str()), ("to", self.state.as_str()), ("reason", &self.reason)];
        cx.note("alarm-state", &self.name, &detail);
        let event = Event { alarm: self, old, old_reason, old_data, old_updated };
        // Events go out whether or not actions are enabled (CW-C2.8, CW-C6.3).
        let bus = format!("arn:aws:events:{}:{}:event-bus/default", self.home.1, self.home.0);
        let message = event.state_change();
        cx.send(self.message(bus, message));
        if self.settings.actions_enabled != Some(false) {
            self.act(cx, history, &event);
        }
    }

    /// From CloudWatch, on behalf of this alarm.
    fn message(&self, to: impl Into<Arc<str>>, payload: impl Into<bytes::Bytes>) -> Message {
        let (account, region) = &self.home;
        let alarm = format!("arn:aws:cloudwatch:{region}:{account}:alarm:{}", self.name);
        Message::from_service("cloudwatch.amazonaws.com", account, &alarm, to, payload)
    }

    fn act(&self, cx: &mut Context, history: &mut History, event: &Event) {
        let arns = match self.state {
            State::Ok => &self.settings.ok_actions,
            State::Alarm => &self.settings.alarm_actions,
            State::InsufficientData => &self.settings.insufficient_data_actions,
        };
        for arn in arns.iter().flatten() {
            cx.send(self.message(arn.as_str(), event.payload(arn)));
            cx.note("alarm-action", &self.name, &[("action", arn), ("state", self.state.as_str())]);
            let summary = format!("Successfully executed action {arn}");
            let data = format!(
                "{{\"actionState\":\"Succeeded\",\"stateUpdateTimestamp\":{},\
                 \"notificationResource\":{}}}",
                cx.now.millis(),
                Value::from(arn.as_str())
            );
            history.push(cx.now, &self.name, HistoryItemType::Action, summary, data);
        }
    }
}
