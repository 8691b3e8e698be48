//! Connected, and used.

use super::{Pair, pair};
use crate::shop::made::requests;
use crate::shop::{BUCKET, GROUP};
use parhelion_audit::document::tls_only;
use parhelion_audit::scene::Kind;
use serde_json::json;

pub(super) fn pairs() -> Vec<Pair> {
    vec![
        pair!("connection-resources-exist", |shop| {
            shop.scope.add(Kind::LogGroup, "/shop/gone");
        }),
        pair!("connection-storage-stands", |shop| {
            shop.scope.names.retain(|(kind, _)| *kind == Kind::LogGroup);
        }),
        pair!("connection-storage-recent", |shop| shop.days(2).await),
        pair!("connection-edge-stands", |shop| shop.policy(json!([tls_only(BUCKET)])).await),
        pair!("connection-edge-recent", |shop| {
            shop.canned.insert("GetMetricStatistics".into(), requests(0));
            // A datapoint of nothing: it is measured.
        }),
        pair!("connection-logs-stand", |shop| {
            let delete = shop.logs.delete_log_stream().log_group_name(GROUP);
            delete.log_stream_name("web-1").send().await.unwrap();
        }),
        pair!("connection-logs-recent", |shop| shop.days(2).await),
    ]
}
