//! Alarms.

use super::{Pair, pair};
use crate::shop::ALARM;
use aws_sdk_cloudwatch::types as cw;

fn host(name: &str) -> cw::Dimension {
    cw::Dimension::builder().name("Host").value(name).build()
}

pub(super) fn pairs() -> Vec<Pair> {
    vec![
        pair!("alarm-for-errors", |shop| {
            let delete = shop.cloudwatch.delete_alarms().alarm_names(ALARM);
            delete.send().await.unwrap();
        }),
        pair!("alarm-metric-written", |shop| {
            shop.alarm(|it| it.metric_name("Erorrs")).await;
        }),
        pair!("alarm-dimensions", |shop| shop.alarm(|it| it.dimensions(host("web-1"))).await),
        pair!("alarm-missing-data", |shop| {
            shop.alarm(|it| it.treat_missing_data("missing")).await;
        }),
        pair!("alarm-insufficient-data", |shop| {
            shop.alarm(|it| it.treat_missing_data("missing").dimensions(host("none"))).await;
            shop.days(3).await;
        }),
        pair!("alarm-actions", |shop| shop.alarm(|it| it.set_alarm_actions(None)).await),
        pair!("alarm-actions-enabled", |shop| {
            let off = shop.cloudwatch.disable_alarm_actions().alarm_names(ALARM);
            off.send().await.unwrap();
        }),
        pair!("alarm-state", |shop| {
            let set = shop.cloudwatch.set_alarm_state().alarm_name(ALARM);
            let set = set.state_value(cw::StateValue::Alarm).state_reason("a test");
            set.send().await.unwrap();
        }),
    ]
}
