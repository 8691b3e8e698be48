//! Dashboards.

use super::{Pair, pair};
use crate::shop::{DASHBOARD, GROUP, REGION};
use serde_json::json;

pub(super) fn pairs() -> Vec<Pair> {
    vec![
        pair!("dashboard-exists", |shop| {
            let delete = shop.cloudwatch.delete_dashboards().dashboard_names(DASHBOARD);
            delete.send().await.unwrap();
        }),
        pair!("dashboard-metrics", |shop| {
            shop.dashboard(&json!({ "widgets": [
                { "type": "metric", "x": 0, "y": 0, "width": 12, "height": 6, "properties": {
                    "region": REGION, "stat": "Sum", "period": 300,
                    "metrics": [["shop", "Errors"], ["shop", "Gone", "Host", "a"]] } },
            ]}))
            .await;
        }),
        pair!("dashboard-resources", |shop| {
            shop.dashboard(&json!({ "widgets": [
                { "type": "log", "x": 0, "y": 0, "width": 12, "height": 6, "properties": {
                    "region": REGION, "query": format!("SOURCE '{GROUP}-2' | fields @message") } },
            ]}))
            .await;
        }),
    ]
}
