//! Alarms: PutMetricAlarm, SetAlarmState, DeleteAlarms, and what switches actions (CW-C1, CW-C7).

use crate::alarm::{Alarm, Alarms};
use crate::configuration_changes::Configured;
use crate::errors;
use crate::evaluation::State;
use crate::model::{
    DeleteAlarmsInput, DisableAlarmActionsInput, EnableAlarmActionsInput, PutMetricAlarmInput,
    SetAlarmStateInput,
};
use crate::reasons::UNCHECKED;
use crate::settings;
use crate::state::CloudWatch;
use crate::tag_set;
use crate::transitions::Change;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

impl CloudWatch {
    /// CW-C1.2: replaces the whole configuration and keeps the state.
    pub(crate) fn put_metric_alarm(
        &mut self,
        cx: &mut Context,
        mut input: PutMetricAlarmInput,
    ) -> Result<()> {
        let (watched, condition) = settings::read(cx, &input)?;
        let given = tag_set::read(input.tags.take())?;
        let name: Arc<str> = input.alarm_name.as_str().into();
        let query_id = cx.uuid();
        let alarms = &mut self.region(cx).alarms;
        let held = alarms.by_name.get(&name).cloned();
        let what = if held.is_some() { Configured::Updated } else { Configured::Created };
        let mut alarm = Alarm {
            home: (cx.account.clone(), cx.region.clone()),
            arn: cx.arn("cloudwatch", &format!("alarm:{name}")),
            name: name.clone(),
            settings: input,
            watched,
            condition,
            query_id,
            state: State::InsufficientData,
            reason: UNCHECKED.into(),
            reason_data: None,
            configured: cx.now,
            updated: cx.now,
            transitioned: cx.now,
            tags: given,
            next: None,
            late: None,
        };
        if let Some(held) = held {
            alarm.state = held.state;
            alarm.reason.clone_from(&held.reason);
            alarm.reason_data.clone_from(&held.reason_data);
            alarm.updated = held.updated;
            alarm.transitioned = held.transitioned;
            alarm.tags = held.tags.clone(); // tags are for creation only (CW-C1.4)
        }
        alarm.schedule(cx);
        alarms.record(cx, &alarm, what);
        alarms.by_name.insert(name, Arc::new(alarm));
        Ok(())
    }

    /// CW-C7. The next evaluation brings back the state that the data say.
    pub(crate) fn set_alarm_state(
        &mut self,
        cx: &mut Context,
        input: SetAlarmStateInput,
    ) -> Result<()> {
        let SetAlarmStateInput { alarm_name, state_value, state_reason, state_reason_data } = input;
        let Some(to) = State::parse(&state_value) else {
            return Err(errors::validation(format!("{state_value} is no state of an alarm.")));
        };
        let is_json = |data: &String| serde_json::from_str::<serde_json::Value>(data).is_ok();
        if state_reason_data.as_ref().is_some_and(|data| !is_json(data)) {
            return Err(errors::invalid_format("StateReasonData is not valid JSON."));
        }
        let Alarms { by_name, history, .. } = &mut self.region(cx).alarms;
        let Some(alarm) = by_name.get_mut(alarm_name.as_str()) else {
            return Err(errors::no_alarm());
        };
        let alarm = Arc::make_mut(alarm);
        let change = Change { to, reason: state_reason, reason_data: state_reason_data };
        alarm.late = None;
        alarm.transition(cx, history, change);
        if alarm.next.is_none() {
            alarm.schedule(cx);
        }
        Ok(())
    }

    /// CW-C2.5: unknown names do not block the others.
    pub(crate) fn delete_alarms(
        &mut self,
        cx: &mut Context,
        input: DeleteAlarmsInput,
    ) -> Result<()> {
        let alarms = &mut self.region(cx).alarms;
        for name in &input.alarm_names {
            if let Some(alarm) = alarms.by_name.remove(name.as_str()) {
                alarms.record(cx, &alarm, Configured::Deleted);
            }
        }
        Ok(())
    }

    pub(crate) fn enable_alarm_actions(
        &mut self,
        cx: &mut Context,
        input: EnableAlarmActionsInput,
    ) -> Result<()> {
        self.switch_actions(cx, &input.alarm_names, true);
        Ok(())
    }

    pub(crate) fn disable_alarm_actions(
        &mut self,
        cx: &mut Context,
        input: DisableAlarmActionsInput,
    ) -> Result<()> {
        self.switch_actions(cx, &input.alarm_names, false);
        Ok(())
    }

    /// CW-C2.8. Unknown names are passed over.
    fn switch_actions(&mut self, cx: &mut Context, names: &[String], enabled: bool) {
        let alarms = &mut self.region(cx).alarms;
        for name in names {
            let Some(alarm) = alarms.by_name.get_mut(name.as_str()) else { continue };
            if alarm.settings.actions_enabled.unwrap_or(true) == enabled {
                continue;
            }
            let alarm = Arc::make_mut(alarm);
            alarm.settings.actions_enabled = Some(enabled);
            alarm.configured = cx.now;
            let alarm = alarm.clone();
            alarms.record(cx, &alarm, Configured::Updated);
        }
    }
}
