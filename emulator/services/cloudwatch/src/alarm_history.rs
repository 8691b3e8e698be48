//! DescribeAlarmHistory (CW-C2.6, CW-C2.7).

use crate::errors;
use crate::history::{Item, RETENTION};
use crate::model::{AlarmHistoryItem, DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput};
use crate::page;
use crate::state::CloudWatch;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

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
                && now.since(item.at) <= RETENTION
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
