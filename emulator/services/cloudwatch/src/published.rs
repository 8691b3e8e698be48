//! Metrics that services of AWS publish themselves, in namespaces which users cannot write to
//! (CW-E, <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html>).

use crate::CloudWatch;
use crate::errors::invalid_value;
use crate::series::{Content, Datum, MetricKey};
use crate::unit::Unit;
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use serde::Deserialize;

/// What a service hands over (`cx.ask_counterpart_as` with the resource `metrics`).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Published {
    /// `AWS/…`
    namespace: String,
    data: Vec<PublishedDatum>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PublishedDatum {
    name: String,
    dimensions: Vec<(String, String)>,
    /// As the API spells it; none: `None`.
    unit: Option<String>,
    /// Milliseconds since 1970.
    at: i64,
    /// Each value, and how often it was seen.
    values: Vec<(f64, f64)>,
}

impl CloudWatch {
    pub(crate) fn published(
        &mut self,
        cx: &mut Context,
        question: serde_json::Value,
    ) -> Result<serde_json::Value> {
        let Ok(Published { namespace, data }) = serde_json::from_value(question) else {
            return Err(invalid_value("These are no metrics."));
        };
        let data = data.into_iter().map(|datum| {
            let key = MetricKey::new(datum.name, datum.dimensions);
            let stored = Datum {
                at: Timestamp::from_secs(datum.at.div_euclid(1_000)),
                unit: datum.unit.as_deref().and_then(Unit::parse).unwrap_or(Unit::NONE),
                fine: false,
                content: Content::Values(datum.values),
            };
            (key, stored)
        });
        self.region(cx).store(cx, &namespace, data, false);
        Ok(serde_json::Value::Null)
    }
}
