//! Log groups.

use super::{Pair, pair};
use crate::shop::{GROUP, Shop};
use parhelion::kms;
use parhelion_audit::scene::Kind;
use serde_json::json;

/// What Logs says of subscriptions, to an account.
fn subscribe(shop: &mut Shop, account: &str) {
    let filters = json!({ "subscriptionFilters": [{
        "filterName": "all", "logGroupName": GROUP, "filterPattern": "",
        "destinationArn": format!("arn:aws:logs:us-east-1:{account}:destination:elsewhere"),
        "distribution": "ByLogStream", "creationTime": 1,
    }]});
    shop.canned.insert("DescribeSubscriptionFilters".into(), filters.to_string().into_bytes());
}

pub(super) fn pairs() -> Vec<Pair> {
    vec![
        pair!("logs-retention", |shop| {
            let delete = shop.logs.delete_retention_policy().log_group_name(GROUP);
            delete.send().await.unwrap();
        }),
        pair!("logs-kms", |shop| {
            let off = shop.logs.disassociate_kms_key().log_group_name(GROUP);
            off.send().await.unwrap();
        }),
        pair!("logs-key-usable", |shop| {
            let input = kms::model::DisableKeyInput { key_id: shop.key.clone() };
            shop.cloud.call::<kms::Kms, kms::model::operations::DisableKey>(input).unwrap();
        }),
        pair!("logs-empty", |shop| {
            shop.logs.create_log_group().log_group_name("/shop/new").send().await.unwrap();
            shop.scope.add(Kind::LogGroup, "/shop/new");
        }),
        pair!("logs-silent", |shop| shop.days(2).await),
        pair!("logs-error-filter", |shop| {
            let delete = shop.logs.delete_metric_filter().log_group_name(GROUP);
            delete.filter_name("errors").send().await.unwrap();
            shop.filter("visits", "GET", "Visits").await;
        }),
        pair!("logs-filter-alarm", |shop| shop.filter("visits", "GET", "Visits").await),
        pair!(
            "logs-subscription-account",
            passes | shop | subscribe(shop, "123456789012"),
            fails | shop | subscribe(shop, "111122223333")
        ),
    ]
}
