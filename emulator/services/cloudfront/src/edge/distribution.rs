//! A distribution's configuration, digested once per version for the hot path.

use super::freshness::{ErrorRule, Ttls};
use super::functions::published::{EdgeFunction, Triggers};
use super::functions::store::EdgeStore;
use super::header_names::HeaderNames;
use super::headers_policy::HeadersPolicy;
use super::key::KeyPolicy;
use super::lambda::associations::Lambdas;
use super::path::{Pattern, normalised};
use super::selection::Selection;
use super::signed::Signers;
use super::traffic::log_to::LogTo;
use super::traffic_config::Split;
use http::{HeaderName, HeaderValue, Method, StatusCode};
use parhelion_wire::serde_http;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

/// One version of a distribution's configuration, with the policies that it refers to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Distribution {
    pub(crate) id: Arc<str>,
    pub(crate) arn: Arc<str>,
    pub(crate) account: Arc<str>,
    /// `d….cloudfront.net`
    #[serde(default)]
    pub(crate) domain_name: Arc<str>,
    /// `d….cloudfront.net` and the aliases, lower-case; `*.` begins a wildcard (CF-1.2).
    pub(crate) names: Vec<Arc<str>>,
    pub(crate) enabled: bool,
    /// With its leading `/`.
    pub(crate) default_root_object: Option<Arc<str>>,
    /// In order; the default behaviour is the last one and matches everything (CF-1.6a).
    pub(crate) behaviors: Vec<Arc<Behavior>>,
    pub(crate) errors: BTreeMap<u16, CustomError>,
    pub(crate) geo: Geo,
    /// Announced by `Alt-Svc` (CF-4.2).
    pub(crate) http3: bool,
    /// Where the standard log goes (CF-12.1).
    #[serde(default)]
    pub(crate) log: Option<LogTo>,
    /// All of them, by id: functions may choose among them.
    #[serde(default)]
    pub(crate) origins: Vec<(Arc<str>, Arc<Origin>)>,
    /// What the behaviours call, as it was published when the configuration was made, and what it reads: for
    /// edge locations that have not heard of it yet.
    #[serde(default)]
    pub(crate) functions: Vec<Arc<EdgeFunction>>,
    #[serde(default)]
    pub(crate) stores: Vec<Arc<EdgeStore>>,
    /// Of a primary with an enabled continuous deployment policy.
    #[serde(default)]
    pub(crate) split: Option<Arc<Split>>,
}

impl Distribution {
    /// The first behaviour whose pattern fits the normalised path (CF-1.6). `None` only for a
    /// distribution without a default behaviour, which [`super::compile`] does not make.
    pub(crate) fn behavior(&self, path: &str) -> Option<&Arc<Behavior>> {
        let (default, others) = self.behaviors.split_last()?;
        if others.is_empty() {
            return Some(default);
        }
        let path = normalised(path);
        Some(others.iter().find(|behavior| behavior.pattern.matches(&path)).unwrap_or(default))
    }

    pub(crate) fn error_rule(&self, status: StatusCode) -> ErrorRule {
        let found = self.errors.get(&status.as_u16());
        found.map_or_else(ErrorRule::default, |error| ErrorRule { min: error.min_ttl, named: true })
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Behavior {
    pub(crate) pattern: Pattern,
    /// The origin, or the two members of an origin group in order (CF-6.7a).
    pub(crate) origins: Vec<Arc<Origin>>,
    /// Statuses that send a request on to the next member (CF-6.7b).
    pub(crate) failover: BTreeSet<u16>,
    pub(crate) protocol: ViewerProtocol,
    #[serde(with = "serde_http")]
    pub(crate) methods: Vec<Method>,
    /// OPTIONS is among the cached methods (CF-1.5b).
    pub(crate) caches_options: bool,
    pub(crate) compress: bool,
    /// `None`: nothing is cached, whatever the TTLs (legacy `Headers` = `*`).
    pub(crate) ttls: Option<Ttls>,
    pub(crate) key: KeyPolicy,
    pub(crate) forward: Forward,
    pub(crate) headers_policy: Option<Arc<HeadersPolicy>>,
    /// Whose signature a request must bear; `None`: everybody is let in (CF-10).
    #[serde(default)]
    pub(crate) signers: Option<Signers>,
    #[serde(default)]
    pub(crate) triggers: Triggers,
    #[serde(default)]
    pub(crate) lambdas: Lambdas,
    /// What this behaviour asks for and the edge does not do yet; such a behaviour answers 501.
    pub(crate) missing: Option<Missing>,
}

impl Behavior {
    /// Caching is off when Max, hence every TTL, is 0 (CF-2.3c, CF-3.1).
    pub(crate) fn caches(&self) -> bool {
        self.ttls.is_some_and(|ttls| !ttls.max.is_zero())
    }

    /// GET and HEAD, and OPTIONS if it is cached (CF-1.5).
    pub(crate) fn caches_method(&self, method: &Method) -> bool {
        let options = self.caches_options && method == Method::OPTIONS;
        method == Method::GET || method == Method::HEAD || options
    }
}

/// What a behaviour may ask for and the edge does not do yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Missing {
    Functions,
    FieldLevelEncryption,
    OriginAccess,
    Origin,
}

impl Missing {
    /// As the viewer reads it.
    pub(crate) fn sentence(self) -> &'static str {
        match self {
            Self::Functions => {
                "Parhelion's edge runs CloudFront Functions only where it was built with the feature `functions`."
            }
            Self::FieldLevelEncryption => "Parhelion's edge does not encrypt fields yet.",
            Self::OriginAccess => "Parhelion's edge signs requests to S3 origins only yet.",
            Self::Origin => "This behavior has no origin.",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ViewerProtocol {
    AllowAll,
    RedirectToHttps,
    HttpsOnly,
}

/// What goes to the origin besides path, body and the edge's own headers (CF-2.3, CF-2.7, CF-4.3).
/// Everything in the key is in here too.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Forward {
    pub(crate) queries: Selection,
    pub(crate) cookies: Selection,
    /// Headers named by policies, `CloudFront-*` included.
    pub(crate) named: HeaderNames,
    pub(crate) others: Others,
}

impl Forward {
    /// Whether a policy names a header, or picks it as one of the viewer's.
    pub(crate) fn selects(&self, name: &HeaderName) -> bool {
        self.named.contains(name)
            || match &self.others {
                Others::All => true,
                Others::Except(names) => !names.contains(name),
                Others::None | Others::Legacy => false,
            }
    }
}

/// Viewer headers that no policy names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Others {
    /// A cache policy forwards only what is named (CF-4.3).
    #[default]
    None,
    /// `ForwardedValues`: all but those that CF-4.3's table removes.
    Legacy,
    /// `allViewer`, or `*` in `ForwardedValues`.
    All,
    /// `allExcept`.
    Except(HeaderNames),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Origin {
    /// Lower-case.
    pub(crate) domain: Arc<str>,
    /// What `Host` says instead, where a function chose so.
    #[serde(default)]
    pub(crate) host: Option<Arc<str>>,
    /// `""` or `/prefix`.
    pub(crate) path: Arc<str>,
    #[serde(with = "serde_http")]
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) kind: OriginKind,
    pub(crate) connection_attempts: u8,
    pub(crate) connection_timeout: Duration,
    pub(crate) read_timeout: Duration,
    /// The region of its Origin Shield.
    #[serde(default)]
    pub(crate) shield: Option<Arc<str>>,
}

impl Origin {
    pub(crate) fn is_s3(&self) -> bool {
        matches!(self.kind, OriginKind::S3 { .. })
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum OriginKind {
    /// S3's REST endpoint; `region` for signing.
    S3 {
        region: Arc<str>,
        access: Signing,
    },
    Custom {
        http_port: u16,
        https_port: u16,
        protocol: OriginProtocol,
    },
}

/// Origin access control's signing behaviour (CF-6.5), or an origin access identity instead.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Signing {
    #[default]
    Never,
    Always,
    /// Only where the viewer's own `Authorization` is not forwarded.
    NoOverride,
    /// As the origin access identity of this id (CF-6.6).
    Identity(Arc<str>),
}

/// CF-6.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum OriginProtocol {
    Http,
    Https,
    MatchViewer,
}

/// A CustomErrorResponse (CF-7.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CustomError {
    pub(crate) min_ttl: Duration,
    /// The page's path and the status that viewers see instead.
    #[serde(with = "serde_http")]
    pub(crate) page: Option<(Arc<str>, StatusCode)>,
}

/// CF-1.9.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Geo {
    #[default]
    None,
    Only(BTreeSet<String>),
    Except(BTreeSet<String>),
}

impl Geo {
    /// A viewer whose country is not known is served.
    pub(crate) fn admits(&self, country: Option<&str>) -> bool {
        match (self, country) {
            (Self::None, _) | (_, None) => true,
            (Self::Only(countries), Some(country)) => countries.contains(country),
            (Self::Except(countries), Some(country)) => !countries.contains(country),
        }
    }
}
