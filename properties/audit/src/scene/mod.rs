//! What there is, as plain data: all that checks see.

mod alarm;
mod bucket;
mod dashboard;
mod distribution;
mod log_group;
mod metrics;

pub use alarm::{Alarm, Watched};
pub use bucket::{Bucket, Objects, Standing};
pub use dashboard::{Dashboard, Mentioned};
pub use distribution::{Behavior, Distribution, Origin, Settings, bucket_of_host};
pub use log_group::LogGroup;
pub use metrics::{Metrics, Written};

use crate::account::Failures;
use aws_sdk_cloudfront::types as cf;
use parhelion::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// What may be said about how to look.
#[derive(Clone, Debug)]
pub struct Options {
    /// How long ago is recent.
    pub recent: Duration,
    /// How many objects of a bucket, streams of a group and dashboards are looked at.
    pub most: usize,
    /// Path patterns that must be behind signed URLs or cookies.
    pub private_paths: Vec<String>,
    /// Buckets whose objects must be locked.
    pub locked: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            recent: Duration::from_secs(24 * 3600),
            most: 10_000,
            private_paths: Vec::new(),
            locked: Vec::new(),
        }
    }
}

/// The kinds of things in a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An S3 bucket, by name.
    Bucket,
    /// A CloudFront distribution, by id.
    Distribution,
    /// A log group, by name.
    LogGroup,
    /// A CloudWatch alarm, by name.
    Alarm,
    /// A dashboard, by name.
    Dashboard,
}

impl Kind {
    /// In reports: `bucket`, `log group`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Bucket => "bucket",
            Self::Distribution => "distribution",
            Self::LogGroup => "log group",
            Self::Alarm => "alarm",
            Self::Dashboard => "dashboard",
        }
    }
}

/// All that was seen.
#[derive(Clone, Debug)]
pub struct Scene {
    /// Twelve digits.
    pub account: String,
    /// Where buckets, logs and alarms are looked for.
    pub region: String,
    /// The time there when it was looked at.
    pub now: Timestamp,
    /// How it was looked at.
    pub options: Options,
    /// It is AWS itself, which measures everything.
    pub is_aws: bool,
    /// The scope is a whole application (a stack, a state, tags), so what is missing in it is missing.
    pub whole: bool,
    /// What the scope names and is not there.
    pub missing: BTreeSet<(Kind, String)>,
    /// In order of name, as all of these.
    pub buckets: Vec<Bucket>,
    /// By id.
    pub distributions: Vec<Distribution>,
    /// By name.
    pub groups: Vec<LogGroup>,
    /// By name.
    pub alarms: Vec<Alarm>,
    /// By name.
    pub dashboards: Vec<Dashboard>,
    /// Names of all alarms there are, of the application's and others.
    pub all_alarms: BTreeSet<String>,
    /// Names of log groups that dashboards mention and that are there.
    pub all_groups: BTreeSet<String>,
    /// The account's.
    pub edge: Edge,
    /// Metrics that alarms, filters and dashboards name.
    pub metrics: Metrics,
    /// Keys of KMS by ARN or id, and their state.
    pub keys: BTreeMap<String, String>,
    /// Certificates of ACM by ARN.
    pub certificates: BTreeMap<String, serde_json::Value>,
    /// Queues by ARN, and whether they are there.
    pub queues: BTreeMap<String, bool>,
    /// Reads of the account's that failed.
    pub failures: Failures,
}

/// What an account has for all its distributions.
#[derive(Clone, Debug, Default)]
pub struct Edge {
    /// All distributions.
    pub distributions: Vec<cf::DistributionSummary>,
    /// AWS's and the account's own.
    pub cache_policies: Vec<cf::CachePolicySummary>,
    /// AWS's and the account's own.
    pub headers_policies: Vec<cf::ResponseHeadersPolicySummary>,
    /// AWS's and the account's own.
    pub origin_policies: Vec<cf::OriginRequestPolicySummary>,
    /// Origin access controls.
    pub access_controls: Vec<cf::OriginAccessControlSummary>,
    /// Origin access identities, by id.
    pub access_identities: Vec<String>,
    /// Key groups: id and name.
    pub key_groups: Vec<(String, String)>,
}

impl Scene {
    /// The bucket of a name, if it is looked at.
    pub fn bucket(&self, name: &str) -> Option<&Bucket> {
        self.buckets.iter().find(|bucket| bucket.name == name)
    }

    /// Whether a moment is within the window that counts as recent.
    pub fn is_recent(&self, moment: Timestamp) -> bool {
        self.now.since(moment) <= self.options.recent
    }

    /// The window in words: `24h`, `90m`.
    pub fn window(&self) -> String {
        span(self.options.recent)
    }

    /// How long ago, in words.
    pub fn ago(&self, moment: Timestamp) -> String {
        format!("{} ago", span(self.now.since(moment)))
    }

    /// A cache policy's settings.
    pub fn cache_policy(&self, id: &str) -> Option<&cf::CachePolicyConfig> {
        let all = self.edge.cache_policies.iter().filter_map(|it| it.cache_policy.as_ref());
        all.filter(|policy| policy.id == id).find_map(|it| it.cache_policy_config.as_ref())
    }

    /// A response headers policy's settings, and whether it is AWS's own.
    pub fn headers_policy(&self, id: &str) -> Option<(&cf::ResponseHeadersPolicyConfig, bool)> {
        self.edge.headers_policies.iter().find_map(|summary| {
            let policy = summary.response_headers_policy.as_ref().filter(|it| it.id == id)?;
            let managed = summary.r#type == cf::ResponseHeadersPolicyType::Managed;
            Some((policy.response_headers_policy_config.as_ref()?, managed))
        })
    }

    /// An origin request policy's settings.
    pub fn origin_policy(&self, id: &str) -> Option<&cf::OriginRequestPolicyConfig> {
        let all = self.edge.origin_policies.iter();
        let all = all.filter_map(|it| it.origin_request_policy.as_ref());
        all.filter(|policy| policy.id == id).find_map(|it| it.origin_request_policy_config.as_ref())
    }

    /// The names of the origins' hosts and ids of all that belongs to the application: what alarms and
    /// dashboards mention it by.
    pub fn names(&self) -> BTreeSet<&str> {
        let buckets = self.buckets.iter().map(|bucket| bucket.name.as_str());
        let distributions = self.distributions.iter().map(|it| it.id.as_str());
        let groups = self.groups.iter().map(|group| group.name.as_str());
        buckets.chain(distributions).chain(groups).collect()
    }
}

/// A span of time in one unit: `3d`, `24h`, `10m`, `5s`.
pub fn span(duration: Duration) -> String {
    let secs = duration.as_secs();
    match secs {
        0..120 => format!("{secs}s"),
        120..7200 => format!("{}m", secs / 60),
        7200..259_200 => format!("{}h", secs / 3600),
        _ => format!("{}d", secs / 86_400),
    }
}

/// A moment of the SDK's.
pub fn moment(time: &aws_smithy_types::DateTime) -> Timestamp {
    Timestamp::from_secs(time.secs())
}
