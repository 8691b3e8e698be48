//! Which distribution a `Host` names (CF-1.2).

use parhelion_world::rows::Table;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What every distribution's own name ends in.
pub(crate) const SUFFIX: &str = ".cloudfront.net";
/// What stands for [`SUFFIX`] where names must resolve to this machine.
pub(crate) const LOCAL_SUFFIX: &str = ".cloudfront.localhost";

/// Names in use, over all accounts: domain names, aliases and wildcard aliases, each with the id of
/// its distribution. A name has one owner (CF-1.2e).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Hosts {
    names: Table<Arc<str>, Arc<str>>,
}

impl Hosts {
    /// The distribution that has exactly this name or alias, if any.
    pub(crate) fn owner(&self, name: &str) -> Option<&Arc<str>> {
        self.names.get(&*canonical(name))
    }

    /// All names, with the ids of their distributions.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        self.names.iter()
    }

    pub(crate) fn insert(&mut self, name: &str, id: &Arc<str>) {
        self.names.insert(canonical(name).into(), id.clone());
    }

    /// Frees a name if it belongs to the distribution.
    pub(crate) fn remove(&mut self, name: &str, id: &str) {
        let name = canonical(name);
        if self.names.get(&*name).is_some_and(|owner| **owner == *id) {
            self.names.remove(&*name);
        }
    }

    /// The distribution that answers requests for a host: the exact name, or else the most
    /// specific wildcard (CF-1.2b). A wildcard takes any depth below it, never its bare rest
    /// (CF-1.2c).
    pub(crate) fn find(&self, host: &str) -> Option<&Arc<str>> {
        let host = canonical(host);
        if let Some(id) = self.names.get(&*host) {
            return Some(id);
        }
        let mut rest = &*host;
        while let Some((_, parent)) = rest.split_once('.') {
            if let Some(id) = self.names.get(&*format!("*.{parent}")) {
                return Some(id);
            }
            rest = parent;
        }
        None
    }
}

/// A host as names are compared: lower case, without port and trailing dot (CF-1.2d);
/// `d….cloudfront.localhost` is `d….cloudfront.net`.
pub(crate) fn canonical(host: &str) -> String {
    let bare = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    let name = bare.strip_suffix('.').unwrap_or(bare).to_ascii_lowercase();
    match name.strip_suffix(LOCAL_SUFFIX) {
        Some(label) if !label.is_empty() => format!("{label}{SUFFIX}"),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(names: &[(&str, &str)]) -> Hosts {
        let mut hosts = Hosts::default();
        for (name, id) in names {
            hosts.insert(name, &Arc::from(*id));
        }
        hosts
    }

    fn find<'a>(hosts: &'a Hosts, host: &str) -> Option<&'a str> {
        hosts.find(host).map(|id| &**id)
    }

    #[test]
    fn cf_1_2b_exact_beats_wildcard_and_the_more_specific_wildcard_wins() {
        let hosts =
            hosts(&[("*.example.com", "E1"), ("*.b.example.com", "E2"), ("x.b.example.com", "E3")]);
        assert_eq!(find(&hosts, "x.b.example.com"), Some("E3"));
        assert_eq!(find(&hosts, "y.b.example.com"), Some("E2"));
        assert_eq!(find(&hosts, "y.c.example.com"), Some("E1"));
    }

    #[test]
    fn cf_1_2c_a_wildcard_takes_any_depth_but_not_the_bare_name() {
        let hosts = hosts(&[("*.example.com", "E1")]);
        assert_eq!(find(&hosts, "a.b.c.example.com"), Some("E1"));
        assert_eq!(find(&hosts, "a.b.example.com"), Some("E1"));
        assert_eq!(find(&hosts, "example.com"), None);
        assert_eq!(find(&hosts, "badexample.com"), None);
    }

    #[test]
    fn cf_1_2d_case_port_and_trailing_dot_do_not_count() {
        let hosts = hosts(&[("d111.cloudfront.net", "E1")]);
        assert_eq!(find(&hosts, "D111.CloudFront.net.:8080"), Some("E1"));
        assert_eq!(find(&hosts, "d111.cloudfront.localhost:4566"), Some("E1"));
        assert_eq!(find(&hosts, "d112.cloudfront.net"), None);
        assert_eq!(find(&hosts, ""), None);
    }

    #[test]
    fn a_name_is_freed_only_by_its_owner() {
        let mut hosts = hosts(&[("a.example.com", "E1")]);
        hosts.remove("a.example.com", "E2");
        assert_eq!(find(&hosts, "a.example.com"), Some("E1"));
        hosts.remove("A.example.com", "E1");
        assert_eq!(find(&hosts, "a.example.com"), None);
    }
}
