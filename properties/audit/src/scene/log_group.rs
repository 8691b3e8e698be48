//! A log group.

use crate::account::Failures;
use aws_sdk_cloudwatchlogs::types as cwl;
use parhelion::Timestamp;

/// What was seen of one.
#[derive(Clone, Debug, Default)]
pub struct LogGroup {
    /// Its name.
    pub name: String,
    /// Days that events are kept.
    pub retention: Option<i32>,
    /// The key that it is encrypted with.
    pub key: Option<String>,
    /// As CloudWatch says.
    pub stored_bytes: i64,
    /// How many streams were looked at.
    pub streams: usize,
    /// There are no others.
    pub all_streams: bool,
    /// When anything came in last, and the stream.
    pub last: Option<(Timestamp, String)>,
    /// What is counted.
    pub filters: Vec<cwl::MetricFilter>,
    /// Where events are passed on to.
    pub subscriptions: Vec<cwl::SubscriptionFilter>,
    /// Reads that failed.
    pub failures: Failures,
}

impl LogGroup {
    /// Namespace and name of each metric that its filters write.
    pub fn metrics(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.filters.iter().filter_map(|filter| filter.metric_transformations.as_deref());
        all.flatten().map(|it| (it.metric_namespace.as_str(), it.metric_name.as_str()))
    }
}
