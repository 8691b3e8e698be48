//! Host names: which service a request is for, as far as its `Host` says.
//!
//! The kernel knows the shapes that all of AWS's endpoints share; a service adds its own
//! ([`Declaration::address`](crate::Declaration)).

use std::net::IpAddr;

/// A host without port and trailing dot, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostName(String);

/// Where a host leads within a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// An API of signed requests, or what viewers meet.
    pub plane: Plane,
    /// The region that the host names.
    pub region: Option<String>,
    /// What the host says that the path would say otherwise: a bucket.
    pub path_prefix: Option<String>,
    /// The host that AWS knows the resource by, where this one only stands for it.
    pub canonical_host: Option<String>,
}

/// Which of a service's two faces a host shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Plane {
    /// Operations of the model, signed.
    #[default]
    Api,
    /// Plain HTTP for the public: a distribution, a function's URL.
    Data,
}

/// The domain of a server's worlds: `<world>.world.localhost`, and below it what else lies below
/// `localhost`.
const WORLD: &str = ".world.localhost";

/// The domains that AWS's endpoints lie below.
const AMAZON: [&str; 4] = [".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".on.aws"];

impl HostName {
    /// Reads the value of a `Host` header.
    pub fn new(host: &str) -> Self {
        let host = host.trim();
        let end = match host.strip_prefix('[') {
            Some(rest) => rest.find(']').map_or(host.len(), |at| at + 2),
            // An address of IP version 6 without its brackets has no port.
            None if host.matches(':').nth(1).is_some() => host.len(),
            None => host.find(':').unwrap_or(host.len()),
        };
        let bare = host.get(..end).unwrap_or(host);
        let bare = bare.trim_end_matches('.').to_ascii_lowercase();
        match bare.strip_suffix(WORLD).map(|rest| rest.rsplit_once('.')) {
            // Within its world, a host is what it is without.
            Some(Some((within, _))) => Self(format!("{within}.localhost")),
            Some(None) if bare.len() > WORLD.len() => Self("localhost".to_owned()),
            _ => Self(bare),
        }
    }

    /// The world that a `Host` header names.
    pub fn world_of(host: &str) -> Option<String> {
        let host = host.trim();
        let bare = host.split_once(':').map_or(host, |(bare, _)| bare);
        let bare = bare.trim_end_matches('.').to_ascii_lowercase();
        let name = bare.strip_suffix(WORLD)?.rsplit('.').next()?;
        (!name.is_empty()).then(|| name.to_owned())
    }

    /// The host of a world.
    pub fn of_world(name: &str) -> String {
        format!("{name}{WORLD}")
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True of an address, and of `localhost` itself: a server's, and no resource's.
    pub fn is_bare(&self) -> bool {
        let address = || self.0.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        self.0 == "localhost" || address().is_ok()
    }

    /// The part before a domain (`.localhost`), if the host lies below it.
    pub fn below(&self, domain: &str) -> Option<&str> {
        self.0.strip_suffix(domain).filter(|name| !name.is_empty())
    }

    /// The labels below one of AWS's own domains.
    pub fn amazon_labels(&self) -> Option<Vec<&str>> {
        let name = AMAZON.iter().find_map(|domain| self.below(domain))?;
        Some(name.split('.').collect())
    }

    /// True of every host that AWS owns: such a name never leads out of the emulator.
    pub fn is_amazon(&self) -> bool {
        AMAZON.iter().any(|domain| self.0.ends_with(domain))
    }

    /// The labels below `localhost`, where the emulator's own names live.
    pub fn local_labels(&self) -> Option<Vec<&str>> {
        Some(self.below(".localhost")?.split('.').collect())
    }
}

impl Address {
    /// An API in a region, or in none.
    pub fn api(region: Option<&str>) -> Self {
        Self { region: region.map(str::to_owned), ..Self::default() }
    }

    /// What viewers meet, under the name that AWS knows it by.
    pub fn data(canonical_host: String) -> Self {
        Self { plane: Plane::Data, canonical_host: Some(canonical_host), ..Self::default() }
    }

    /// The address of an endpoint whose first label is one of `endpoints`: the shapes that all of
    /// AWS's services share. `prefixed`: some operations put a label of their own before it.
    /// <https://docs.aws.amazon.com/general/latest/gr/rande.html>
    pub fn of_endpoint(host: &HostName, endpoints: &[&str], prefixed: bool) -> Option<Self> {
        let is_endpoint = |label: &str| {
            let plain = label.strip_suffix("-fips").unwrap_or(label);
            endpoints.contains(&plain)
        };
        if let Some(labels) = host.amazon_labels() {
            return match labels.as_slice() {
                [label] if is_endpoint(label) => Some(Self::api(None)),
                [label, region] if is_endpoint(label) => Some(Self::api(Some(region))),
                [_, label, region] if prefixed && is_endpoint(label) => {
                    Some(Self::api(Some(region)))
                }
                // The oldest services' form: `us-east-1.queue`.
                [region, label] if is_endpoint(label) => Some(Self::api(Some(region))),
                _ => None,
            };
        }
        match host.local_labels()?.as_slice() {
            [label] if is_endpoint(label) => Some(Self::api(None)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_read_without_port_case_and_dot() {
        for (host, bare) in [
            ("S3.amazonaws.com:443", "s3.amazonaws.com"),
            ("[::1]:4566", "[::1]"),
            ("[::1", "[::1"),
            ("a.localhost.", "a.localhost"),
            ("é:1", "é"),
        ] {
            assert_eq!(HostName::new(host).as_str(), bare, "{host}");
        }
    }

    #[test]
    fn addresses_and_localhost_are_bare() {
        for bare in ["127.0.0.1:4566", "[::1]:4566", "::1", "LOCALHOST:80", "w1.world.localhost"] {
            assert!(HostName::new(bare).is_bare(), "{bare}");
        }
        for named in
            ["", "a.localhost", "s3.amazonaws.com", "127.0.0.1.example.com", "localhost.com"]
        {
            assert!(!HostName::new(named).is_bare(), "{named}");
        }
    }

    #[test]
    fn a_worlds_host_is_within_it_what_it_is_without() {
        for (host, within, world) in [
            ("w1.world.localhost:4566", "localhost", Some("w1")),
            ("photos.W1.world.localhost.", "photos.localhost", Some("w1")),
            ("a.b.s3.w1.world.localhost", "a.b.s3.localhost", Some("w1")),
            (".world.localhost", ".world.localhost", None),
            ("world.localhost", "world.localhost", None),
            ("w1.world.localhost.example.com", "w1.world.localhost.example.com", None),
        ] {
            assert_eq!(HostName::new(host).as_str(), within, "{host}");
            assert_eq!(HostName::world_of(host).as_deref(), world, "{host}");
        }
        assert_eq!(HostName::world_of(&HostName::of_world("w1")).as_deref(), Some("w1"));
    }

    #[test]
    fn endpoints_have_the_shapes_that_all_services_share() {
        let region = |host: &str| {
            let found = Address::of_endpoint(&HostName::new(host), &["logs"], false);
            found.map(|address| address.region.unwrap_or_default())
        };
        assert_eq!(region("logs.eu-west-1.amazonaws.com").as_deref(), Some("eu-west-1"));
        assert_eq!(region("logs-fips.eu-west-1.amazonaws.com").as_deref(), Some("eu-west-1"));
        assert_eq!(region("logs.eu-west-1.api.aws").as_deref(), Some("eu-west-1"));
        assert_eq!(region("logs.cn-north-1.amazonaws.com.cn").as_deref(), Some("cn-north-1"));
        assert_eq!(region("logs.amazonaws.com").as_deref(), Some(""));
        assert_eq!(region("logs.localhost:4566").as_deref(), Some(""));
        assert_eq!(region("a.logs.eu-west-1.amazonaws.com"), None);
        assert_eq!(region("logs.example.com"), None);
        assert_eq!(region("xlogs.eu-west-1.amazonaws.com"), None);
    }
}
