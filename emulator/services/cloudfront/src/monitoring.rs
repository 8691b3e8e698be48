//! Whether distributions have the metrics that cost more (CF-12.2).

use crate::model::*;
use crate::{CloudFront, errors};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

fn missing() -> parhelion_wire::Error {
    errors::no_such_monitoring_subscription(
        "A monitoring subscription does not exist for the specified distribution.",
    )
}

/// Whether the additional metrics are published.
pub(crate) fn is_on(subscription: &MonitoringSubscription) -> bool {
    let config = subscription.realtime_metrics_subscription_config.as_ref();
    config.is_some_and(|config| config.realtime_metrics_subscription_status == "Enabled")
}

impl CloudFront {
    pub(crate) fn create_monitoring_subscription(
        &mut self,
        cx: &mut Context,
        input: CreateMonitoringSubscriptionInput,
    ) -> Result<CreateMonitoringSubscriptionOutput> {
        let CreateMonitoringSubscriptionInput { distribution_id, monitoring_subscription } = input;
        let id = self.distribution(&cx.account, &distribution_id)?.id.clone();
        if self.monitoring_subscriptions.contains_key(&id) {
            return Err(errors::monitoring_subscription_already_exists(
                "A monitoring subscription already exists for the specified distribution.",
            ));
        }
        self.monitoring_subscriptions.insert(id, monitoring_subscription.clone().into());
        Ok(CreateMonitoringSubscriptionOutput {
            monitoring_subscription: Some(monitoring_subscription),
        })
    }

    pub(crate) fn get_monitoring_subscription(
        &mut self,
        cx: &mut Context,
        input: GetMonitoringSubscriptionInput,
    ) -> Result<GetMonitoringSubscriptionOutput> {
        let id = &self.distribution(&cx.account, &input.distribution_id)?.id;
        let found = self.monitoring_subscriptions.get(id).ok_or_else(missing)?;
        let found = MonitoringSubscription::clone(found);
        Ok(GetMonitoringSubscriptionOutput { monitoring_subscription: Some(found) })
    }

    pub(crate) fn delete_monitoring_subscription(
        &mut self,
        cx: &mut Context,
        input: DeleteMonitoringSubscriptionInput,
    ) -> Result<DeleteMonitoringSubscriptionOutput> {
        let id: Arc<str> = self.distribution(&cx.account, &input.distribution_id)?.id.clone();
        self.monitoring_subscriptions.remove(&id).ok_or_else(missing)?;
        Ok(DeleteMonitoringSubscriptionOutput {})
    }
}
