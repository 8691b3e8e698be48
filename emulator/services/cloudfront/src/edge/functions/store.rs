//! A key value store as an edge location has it: as it was some time ago (CF-14 N23).

use crate::key_value_stores::data::KeyValues;
use parhelion_javascript::KeyValues as Readable;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct EdgeStore {
    pub(crate) arn: Arc<str>,
    pub(crate) values: KeyValues,
}

impl Readable for EdgeStore {
    fn id(&self) -> &str {
        self.arn.rsplit('/').next().unwrap_or_default()
    }

    fn get(&self, key: &str) -> Option<Arc<str>> {
        self.values.get(key).cloned()
    }

    fn meta(&self) -> String {
        json!({
            "creationDateTime": self.values.created().date_time_millis(),
            "lastUpdatedDateTime": self.values.modified().date_time_millis(),
            "keyCount": self.values.len(),
        })
        .to_string()
    }
}
