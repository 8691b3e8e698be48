//! Policies of signed URLs and cookies (CF-10.3): what they say, and whether they let a request in.

use super::refusal::Refusal;
use crate::edge::glob;
use parhelion_wire::Timestamp;
use serde::Deserialize;
use std::net::{IpAddr, Ipv4Addr};

/// The latest time that a policy may say: seconds in 31 bits. Whoever says milliseconds is told so.
const TIME_MAX: i64 = i32::MAX as i64;

/// What was signed.
#[derive(Debug)]
pub(super) enum Policy {
    /// The request's own URL, until then.
    Canned { expires: i64 },
    /// A text, and what it says.
    Custom { text: Vec<u8>, policy: Custom },
}

/// The one statement of a custom policy.
#[derive(Debug)]
pub(super) struct Custom {
    resource: Option<String>,
    before: i64,
    after: Option<i64>,
    network: Option<(Ipv4Addr, u32)>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Document {
    #[serde(rename = "Version", default)]
    _version: Option<String>,
    #[serde(rename = "Id", default)]
    _id: Option<String>,
    statement: Vec<Statement>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Statement {
    #[serde(default)]
    resource: Option<String>,
    condition: Condition,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Condition {
    date_less_than: Time,
    #[serde(default)]
    date_greater_than: Option<Time>,
    #[serde(default)]
    ip_address: Option<Source>,
}

#[derive(Deserialize)]
struct Time {
    #[serde(rename = "AWS:EpochTime")]
    seconds: i64,
}

#[derive(Deserialize)]
struct Source {
    #[serde(rename = "AWS:SourceIp")]
    network: String,
}

/// What is signed for a canned policy: no white space.
pub(super) fn canned(url: &str, expires: i64) -> String {
    format!(
        "{{\"Statement\":[{{\"Resource\":\"{url}\",\"Condition\":{{\"DateLessThan\":\
         {{\"AWS:EpochTime\":{expires}}}}}}}]}}"
    )
}

fn time(seconds: i64) -> Option<i64> {
    (0..=TIME_MAX).contains(&seconds).then_some(seconds)
}

/// An address, or a network in CIDR notation.
fn network(text: &str) -> Option<(Ipv4Addr, u32)> {
    let (address, bits) = text.split_once('/').unwrap_or((text, "32"));
    let bits = bits.parse().ok().filter(|bits| *bits <= 32)?;
    Some((address.parse().ok()?, bits))
}

impl Policy {
    pub(super) fn until(expires: &str) -> Option<Self> {
        let digits = !expires.is_empty() && expires.bytes().all(|b| b.is_ascii_digit());
        let expires = digits.then(|| expires.parse().ok())??;
        Some(Self::Canned { expires: time(expires)? })
    }

    pub(super) fn custom(text: Vec<u8>) -> Option<Self> {
        let Document { statement, .. } = serde_json::from_slice(&text).ok()?;
        let [Statement { resource, condition }] = <[Statement; 1]>::try_from(statement).ok()?;
        let Condition { date_less_than, date_greater_than, ip_address } = condition;
        let policy = Custom {
            resource,
            before: time(date_less_than.seconds)?,
            after: match date_greater_than {
                Some(after) => Some(time(after.seconds)?),
                None => None,
            },
            network: match ip_address {
                Some(source) => Some(network(&source.network)?),
                None => None,
            },
        };
        Some(Self::Custom { text, policy })
    }
}

impl Custom {
    /// `urls`: the request's, as it may be spelt.
    pub(super) fn admits(
        &self,
        urls: &[String],
        ip: IpAddr,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let now = now.millis();
        let in_time = now < self.before.saturating_mul(1000)
            && self.after.is_none_or(|after| now > after.saturating_mul(1000));
        let from_there = self.network.is_none_or(|network| is_within(ip, network));
        let meant = match self.resource.as_deref() {
            None | Some("*") => true,
            Some(resource) => urls.iter().any(|url| fits(resource, url)),
        };
        match in_time && from_there && meant {
            true => Ok(()),
            false => Err(Refusal::AccessDenied),
        }
    }
}

fn is_within(ip: IpAddr, (network, bits): (Ipv4Addr, u32)) -> bool {
    let ip = match ip {
        IpAddr::V4(ip) => ip,
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(ip) => ip,
            None => return false,
        },
    };
    let mask = u32::MAX.checked_shl(32 - bits).unwrap_or(0);
    (u32::from(ip) ^ u32::from(network)) & mask == 0
}

/// Whether a URL is one that a resource means. Wildcards end at the end of their section: protocol, domain,
/// path, query. A domain that ends with `*` and nothing behind means all of it, a path that does, any query.
fn fits(resource: &str, url: &str) -> bool {
    let matches = |pattern: &str, text: &str| glob::matches(pattern.as_bytes(), text.as_bytes());
    let Some((scheme, url)) = url.split_once("://") else { return false };
    let (protocol, resource) = match resource.split_once("://") {
        Some(sections) => sections,
        None if resource.starts_with('*') => ("*", resource),
        None => return false,
    };
    if !matches!(protocol, "http" | "https" | "*" | "http*") || !matches(protocol, scheme) {
        return false;
    }
    let (domain, target) = url.split_once('/').unwrap_or((url, ""));
    let Some((of_domain, of_target)) = resource.split_once('/') else {
        let meant = matches(resource, domain);
        return meant && (resource.ends_with('*') || target.is_empty());
    };
    if !matches(of_domain, domain) {
        return false;
    }
    match target.split_once('?') {
        None => matches(of_target, target),
        Some((path, query)) => {
            // A `?` is a character of any kind, or the one before the query.
            let mut splits = of_target.match_indices('?');
            splits.any(|(at, _)| {
                let (of_path, of_query) = of_target.split_at(at);
                matches(of_path, path)
                    && matches(of_query.strip_prefix('?').unwrap_or_default(), query)
            }) || (of_target.ends_with('*') && matches(of_target, path))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn cf_10_3_wildcards_stay_in_their_sections() {
        let fit = [
            ("https://d.net/a.jpg", "https://d.net/a.jpg"),
            ("*://d.net/a.jpg", "http://d.net/a.jpg"),
            ("http*://d.net/a.jpg", "https://d.net/a.jpg"),
            ("*d.net/a.jpg", "http://www.d.net/a.jpg"),
            ("https://*.d.net/*", "https://www.d.net/a/b?q=1"),
            ("https://d.net*", "https://d.net/a?b"),
            ("https://d.net/a*", "https://d.net/a/b/c"),
            ("https://d.net/a?.jpg", "https://d.net/a1.jpg"),
            ("https://d.net/a.jpg?size=*", "https://d.net/a.jpg?size=large"),
            ("https://d.net/a.jpg?s?ze=l", "https://d.net/a.jpg?size=l"),
            ("https://d.net/ü*", "https://d.net/üa"),
        ];
        for (resource, url) in fit {
            assert!(fits(resource, url), "{resource} {url}");
        }
        let other = [
            ("https://d.net/a.jpg", "http://d.net/a.jpg"),
            ("https://d.net/a.jpg", "https://d.net/a.jpg?more=1"),
            ("https://d.net/a", "https://d.net/a/b"),
            ("https://*/a.jpg", "https://d.net/b/a.jpg"),
            ("https://d.net/*.jpg", "https://d.net/a?b.jpg"),
            ("https://d.net", "https://d.net/a"),
            ("ftp://d.net/a", "ftp://d.net/a"),
            ("d.net/a", "https://d.net/a"),
        ];
        for (resource, url) in other {
            assert!(!fits(resource, url), "{resource} {url}");
        }
    }

    #[test]
    fn cf_10_3_networks_are_of_ipv4() {
        let within =
            |ip: &str, text: &str| network(text).map(|it| is_within(ip.parse().unwrap(), it));
        assert_eq!(within("192.0.2.7", "192.0.2.0/24"), Some(true));
        assert_eq!(within("::ffff:192.0.2.7", "192.0.2.7"), Some(true));
        assert_eq!(within("192.0.3.7", "192.0.2.0/24"), Some(false));
        assert_eq!(within("2001:db8::1", "0.0.0.0/0"), Some(false));
        assert_eq!(within("10.0.0.1", "0.0.0.0/0"), Some(true));
        assert_eq!(within("10.0.0.1", "2001:db8::/32"), None);
        assert_eq!(within("10.0.0.1", "10.0.0.0/33"), None);
    }
}
