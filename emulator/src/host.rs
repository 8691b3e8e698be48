//! Host name and signing scope → where a request goes (S3-1.1, S3-1.2, CF-1.2).

/// Where a request goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A service's API, by its name in the emulator, and the region if the host names one.
    Api { service: &'static str, region: Option<String> },
    /// S3, with the bucket if the host names it.
    S3 { bucket: Option<String>, region: Option<String> },
    /// A distribution: the host to look it up by.
    Edge { host: String },
    /// Not known by host: an alias of a distribution, or any service by signature.
    Unknown,
}

/// Host without port and without trailing dot, lower-case.
pub fn bare(host: &str) -> String {
    let host = host.trim();
    let end = match host.strip_prefix('[') {
        Some(rest) => rest.find(']').map_or(host.len(), |at| at + 2),
        None => host.find(':').unwrap_or(host.len()),
    };
    host[..end.min(host.len())].trim_end_matches('.').to_ascii_lowercase()
}

/// Where a host leads, as far as its name says.
pub fn destination(host: &str) -> Destination {
    let host = bare(host);
    if let Some(name) = host.strip_suffix(".cloudfront.localhost") {
        return Destination::Edge { host: format!("{name}.cloudfront.net") };
    }
    if host.ends_with(".cloudfront.net") {
        return Destination::Edge { host };
    }
    if let Some(name) =
        host.strip_suffix(".amazonaws.com.cn").or(host.strip_suffix(".amazonaws.com"))
    {
        return amazon(name);
    }
    if let Some(name) = host.strip_suffix(".localhost") {
        return local(name);
    }
    Destination::Unknown
}

fn api(service: &'static str, region: Option<&str>) -> Destination {
    Destination::Api { service, region: region.map(str::to_owned) }
}

/// A host below `amazonaws.com`.
fn amazon(name: &str) -> Destination {
    let labels: Vec<&str> = name.split('.').collect();
    match labels.as_slice() {
        ["cloudfront"] => return api("cloudfront", None),
        ["iam"] => return api("iam", None),
        ["kms" | "kms-fips", region] => return api("kms", Some(region)),
        [_, "s3-control", region] | ["s3-control", region] => {
            return api("s3control", Some(region));
        }
        ["sts"] => return api("sts", None),
        ["sts" | "sts-fips", region] => return api("sts", Some(region)),
        ["monitoring" | "monitoring-fips", region] => return api("cloudwatch", Some(region)),
        ["logs" | "logs-fips", region] => return api("logs", Some(region)),
        // StartLiveTail and GetLogObject have a prefix of their own (CW-A1.1).
        ["stream-logs" | "streaming-logs", region] => return api("logs", Some(region)),
        _ => {}
    }
    // The endpoint is the last `s3…` label with at most a region and `dualstack` behind it.
    for (at, label) in labels.iter().enumerate().rev() {
        let rest: Vec<&str> =
            labels[at + 1..].iter().copied().filter(|label| *label != "dualstack").collect();
        let region = match (*label, rest.as_slice()) {
            ("s3" | "s3-fips", []) | ("s3-accelerate", []) => None,
            ("s3" | "s3-fips", [region]) => Some((*region).to_owned()),
            (label, []) if label.starts_with("s3-") && !label.starts_with("s3-website") => {
                Some(label["s3-".len()..].to_owned())
            }
            _ => continue,
        };
        let bucket = (at > 0).then(|| labels[..at].join("."));
        return Destination::S3 { bucket, region };
    }
    Destination::Unknown
}

/// A host below `localhost`: S3-1.2.
fn local(name: &str) -> Destination {
    let labels: Vec<&str> = name.split('.').collect();
    match labels.as_slice() {
        ["s3"] => Destination::S3 { bucket: None, region: None },
        ["s3", region] => Destination::S3 { bucket: None, region: Some((*region).to_owned()) },
        [bucket @ .., "s3"] => Destination::S3 { bucket: Some(bucket.join(".")), region: None },
        [bucket @ .., "s3", region] => {
            Destination::S3 { bucket: Some(bucket.join(".")), region: Some((*region).to_owned()) }
        }
        ["logs"] => api("logs", None),
        ["monitoring"] => api("cloudwatch", None),
        ["cloudfront"] => api("cloudfront", None),
        ["iam"] => api("iam", None),
        ["kms"] => api("kms", None),
        ["sts"] => api("sts", None),
        _ => Destination::S3 { bucket: Some(name.to_owned()), region: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn s3(bucket: Option<&str>, region: Option<&str>) -> Destination {
        Destination::S3 { bucket: bucket.map(Into::into), region: region.map(Into::into) }
    }

    #[test]
    fn s3_1_1_hosts_name_the_bucket() {
        for (host, expected) in [
            ("s3.amazonaws.com", s3(None, None)),
            ("s3.eu-west-1.amazonaws.com:443", s3(None, Some("eu-west-1"))),
            ("s3-eu-west-1.amazonaws.com", s3(None, Some("eu-west-1"))),
            ("s3.dualstack.eu-west-1.amazonaws.com", s3(None, Some("eu-west-1"))),
            ("b.s3.us-east-1.amazonaws.com", s3(Some("b"), Some("us-east-1"))),
            ("My.Dotted.bucket.s3.amazonaws.com", s3(Some("my.dotted.bucket"), None)),
            ("s3.s3.us-east-1.amazonaws.com", s3(Some("s3"), Some("us-east-1"))),
            ("b.s3-accelerate.amazonaws.com", s3(Some("b"), None)),
        ] {
            assert_eq!(destination(host), expected, "{host}");
        }
    }

    #[test]
    fn s3_1_2_emulator_hosts() {
        for (host, expected) in [
            ("localhost:4566", Destination::Unknown),
            ("127.0.0.1:4566", Destination::Unknown),
            ("[::1]:4566", Destination::Unknown),
            ("b.localhost:4566", s3(Some("b"), None)),
            ("b.s3.localhost:4566", s3(Some("b"), None)),
            ("a.b.s3.eu-west-1.localhost", s3(Some("a.b"), Some("eu-west-1"))),
            ("s3.localhost", s3(None, None)),
        ] {
            assert_eq!(destination(host), expected, "{host}");
        }
    }

    #[test]
    fn cf_1_2_distributions_by_domain() {
        let edge = |host: &str| Destination::Edge { host: host.into() };
        assert_eq!(destination("D123.cloudfront.net."), edge("d123.cloudfront.net"));
        assert_eq!(destination("d123.cloudfront.localhost:4566"), edge("d123.cloudfront.net"));
        assert_eq!(destination("cloudfront.amazonaws.com"), api("cloudfront", None));
    }

    #[test]
    fn regional_services() {
        assert_eq!(destination("logs.eu-west-1.amazonaws.com"), api("logs", Some("eu-west-1")));
        assert_eq!(
            destination("monitoring.us-east-1.amazonaws.com"),
            api("cloudwatch", Some("us-east-1"))
        );
        assert_eq!(destination("kms.us-east-1.amazonaws.com"), api("kms", Some("us-east-1")));
        assert_eq!(destination("sts.eu-west-1.amazonaws.com"), api("sts", Some("eu-west-1")));
        assert_eq!(destination("iam.amazonaws.com"), api("iam", None));
    }
}
