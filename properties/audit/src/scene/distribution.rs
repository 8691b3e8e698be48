//! A distribution.

use crate::account::Failures;
use aws_sdk_cloudfront::types as cf;

/// What was seen of one.
#[derive(Clone, Debug)]
pub struct Distribution {
    /// `E…`.
    pub id: String,
    /// `arn:aws:cloudfront::…`.
    pub arn: String,
    /// `d….cloudfront.net`, if it was listed.
    pub domain: String,
    /// `Deployed`, `InProgress`; empty if it was not listed.
    pub status: String,
    /// Its settings; absent if they could not be read.
    pub settings: Settings,
    /// Requests within the window, as CloudWatch counted them.
    pub requests: Option<f64>,
    /// Whether CloudWatch has any metric of it.
    pub measured: bool,
    /// Reads that failed.
    pub failures: Failures,
}

/// Its settings, without the SDK's options of options.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Serves.
    pub enabled: bool,
    /// Alternate names.
    pub aliases: Vec<String>,
    /// Where content comes from.
    pub origins: Vec<Origin>,
    /// The default one first.
    pub behaviors: Vec<Behavior>,
    /// Error code, and how many seconds an answer with it is kept.
    pub errors: Vec<(i32, Option<i64>)>,
    /// What `/` is.
    pub default_root_object: String,
    /// The bucket of standard logs.
    pub log_bucket: Option<String>,
    /// `PriceClass_All`, ….
    pub price_class: String,
    /// Certificate and protocols.
    pub certificate: Option<cf::ViewerCertificate>,
    /// `none`, `whitelist`, `blacklist`, and how many countries.
    pub geo: (String, usize),
    /// A web ACL's id or ARN.
    pub web_acl: String,
    /// `http2and3`, ….
    pub http_version: String,
    /// Reached over IPv6.
    pub ipv6: bool,
    /// A staging distribution.
    pub staging: bool,
    /// What is written about it.
    pub comment: String,
}

/// Where content comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Within the distribution.
    pub id: String,
    /// Its host.
    pub host: String,
    /// The bucket, if it is one of S3 by its REST endpoint.
    pub bucket: Option<String>,
    /// The bucket, if it is a website of S3.
    pub website: Option<String>,
    /// Origin access control.
    pub access_control: Option<String>,
    /// Origin access identity.
    pub access_identity: Option<String>,
    /// Of origins that are no bucket.
    pub custom: Option<cf::CustomOriginConfig>,
}

/// How some paths are served.
#[derive(Clone, Debug, Default)]
pub struct Behavior {
    /// `*` is the default one.
    pub path: String,
    /// The origin's id.
    pub origin: String,
    /// `allow-all`, `https-only`, `redirect-to-https`.
    pub viewer_protocol: String,
    /// Compresses.
    pub compress: bool,
    /// A cache policy's id.
    pub cache_policy: Option<String>,
    /// An origin request policy's id.
    pub origin_policy: Option<String>,
    /// A response headers policy's id.
    pub headers_policy: Option<String>,
    /// Settings from before there were cache policies.
    pub legacy: Option<cf::ForwardedValues>,
    /// Least, default and greatest TTL of those.
    pub ttl: (Option<i64>, Option<i64>, Option<i64>),
    /// Only with a key group's signature.
    pub key_groups: Vec<String>,
    /// Only with an account's signature.
    pub signers: Vec<String>,
}

impl Distribution {
    /// What people know it by.
    pub fn label(&self) -> String {
        let name = self.settings.aliases.first().unwrap_or(&self.domain);
        if name.is_empty() { self.id.clone() } else { format!("{} ({name})", self.id) }
    }

    /// The origin of an id.
    pub fn origin(&self, id: &str) -> Option<&Origin> {
        self.settings.origins.iter().find(|origin| origin.id == id)
    }

    /// Names of the buckets that its origins name.
    pub fn buckets(&self) -> impl Iterator<Item = &str> {
        self.settings.origins.iter().filter_map(Origin::any_bucket)
    }
}

impl Origin {
    /// The bucket, however it is reached.
    pub fn any_bucket(&self) -> Option<&str> {
        self.bucket.as_deref().or(self.website.as_deref())
    }
}

impl From<&cf::DistributionConfig> for Settings {
    fn from(config: &cf::DistributionConfig) -> Self {
        let behaviors = config.cache_behaviors.as_ref().and_then(|all| all.items.as_deref());
        let default = config.default_cache_behavior.as_ref().map(Behavior::from);
        let others = behaviors.unwrap_or_default().iter().map(Behavior::from);
        let origins = config.origins.as_ref().map(|all| all.items.as_slice()).unwrap_or_default();
        let errors = config.custom_error_responses.as_ref().and_then(|all| all.items.as_deref());
        let errors = errors.unwrap_or_default().iter();
        let aliases = config.aliases.as_ref().and_then(|all| all.items.clone());
        let geo = config.restrictions.as_ref().and_then(|it| it.geo_restriction.as_ref());
        let logging = config.logging.as_ref().filter(|it| it.enabled && !it.bucket.is_empty());
        let word = |value: Option<&str>| value.unwrap_or_default().to_owned();
        Self {
            enabled: config.enabled,
            aliases: aliases.unwrap_or_default(),
            origins: origins.iter().map(Origin::from).collect(),
            behaviors: default.into_iter().chain(others).collect(),
            errors: errors.map(|it| (it.error_code, it.error_caching_min_ttl)).collect(),
            default_root_object: word(config.default_root_object.as_deref()),
            log_bucket: logging.map(|it| it.bucket.clone()),
            price_class: word(config.price_class.as_ref().map(cf::PriceClass::as_str)),
            certificate: config.viewer_certificate.clone(),
            geo: geo.map_or(("none".into(), 0), |geo| {
                let countries = geo.items.as_ref().map_or(0, Vec::len);
                (geo.restriction_type.as_str().to_owned(), countries)
            }),
            web_acl: word(config.web_acl_id.as_deref()),
            http_version: word(config.http_version.as_ref().map(cf::HttpVersion::as_str)),
            ipv6: config.is_ipv6_enabled.unwrap_or_default(),
            staging: config.staging.unwrap_or_default(),
            comment: config.comment.clone(),
        }
    }
}

impl From<&cf::Origin> for Origin {
    fn from(origin: &cf::Origin) -> Self {
        let filled = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let identity = origin.s3_origin_config.as_ref().map(|it| it.origin_access_identity.clone());
        let (bucket, website) = match bucket_of_host(&origin.domain_name) {
            Some((name, true)) => (None, Some(name)),
            Some((name, false)) => (Some(name), None),
            None => (None, None),
        };
        Self {
            id: origin.id.clone(),
            host: origin.domain_name.clone(),
            bucket,
            website,
            access_control: filled(&origin.origin_access_control_id),
            access_identity: filled(&identity),
            custom: origin.custom_origin_config.clone(),
        }
    }
}

/// The bucket that a host of S3's names, and whether it is its website.
pub fn bucket_of_host(host: &str) -> Option<(String, bool)> {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let rest =
        host.strip_suffix(".amazonaws.com").or_else(|| host.strip_suffix(".amazonaws.com.cn"))?;
    // A bucket's name may have dots, and `s3` in it: the last `.s3` ends it.
    let mut found = None;
    for (at, _) in rest.match_indices(".s3") {
        let (Some(name), Some(after)) = (rest.get(..at), rest.get(at + 3..)) else { continue };
        let website = after.starts_with("-website");
        if website || after.is_empty() || after.starts_with(['.', '-']) {
            found = Some((name.to_owned(), website));
        }
    }
    found.filter(|(name, _)| !name.is_empty())
}

macro_rules! behavior {
    ($type:ty, $path:expr) => {
        impl From<&$type> for Behavior {
            fn from(it: &$type) -> Self {
                let path: fn(&$type) -> String = $path;
                let groups = it.trusted_key_groups.as_ref().filter(|it| it.enabled);
                let signers = it.trusted_signers.as_ref().filter(|it| it.enabled);
                let filled = |text: &Option<String>| text.clone().filter(|it| !it.is_empty());
                #[allow(deprecated, reason = "what was set up before there were cache policies")]
                let (legacy, ttl) =
                    (it.forwarded_values.clone(), (it.min_ttl, it.default_ttl, it.max_ttl));
                Self {
                    path: path(it),
                    origin: it.target_origin_id.clone(),
                    viewer_protocol: it.viewer_protocol_policy.as_str().to_owned(),
                    compress: it.compress.unwrap_or_default(),
                    cache_policy: filled(&it.cache_policy_id),
                    origin_policy: filled(&it.origin_request_policy_id),
                    headers_policy: filled(&it.response_headers_policy_id),
                    legacy,
                    ttl,
                    key_groups: groups.and_then(|it| it.items.clone()).unwrap_or_default(),
                    signers: signers.and_then(|it| it.items.clone()).unwrap_or_default(),
                }
            }
        }
    };
}

behavior!(cf::DefaultCacheBehavior, |_| "*".to_owned());
behavior!(cf::CacheBehavior, |it| it.path_pattern.clone());

#[cfg(test)]
mod tests {
    use super::bucket_of_host;

    #[test]
    fn hosts_of_buckets() {
        let of = |host| bucket_of_host(host).map(|(name, website)| format!("{name} {website}"));
        assert_eq!(of("b.s3.amazonaws.com").as_deref(), Some("b false"));
        assert_eq!(of("b.s3.eu-west-1.amazonaws.com").as_deref(), Some("b false"));
        assert_eq!(of("b.s3-eu-west-1.amazonaws.com").as_deref(), Some("b false"));
        assert_eq!(
            of("my.s3.files.s3.us-east-1.amazonaws.com").as_deref(),
            Some("my.s3.files false")
        );
        assert_eq!(of("b.s3-website-us-east-1.amazonaws.com").as_deref(), Some("b true"));
        assert_eq!(of("b.s3-website.eu-central-1.amazonaws.com").as_deref(), Some("b true"));
        assert_eq!(of("s3.amazonaws.com"), None);
        assert_eq!(of("example.com"), None);
        assert_eq!(of("x.execute-api.us-east-1.amazonaws.com"), None);
    }
}
