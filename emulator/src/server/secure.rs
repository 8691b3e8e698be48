//! The HTTPS port: what a client is shown there, by the name that it asks for (SNI), and which hosts it may
//! then ask for.

use super::gate::{Names, is_this_server};
use crate::cloud::Cloud;
use parhelion_tls::rustls::ServerConfig;
use parhelion_tls::{Authority, Identity, Speaks};
use parhelion_world::HostName;
use parhelion_world::identity::Account;
use parhelion_world::service::{ServedCertificate, ServedHost};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The HTTPS port's authority, and what it has signed so far.
#[derive(Clone)]
pub struct Tls {
    authority: Arc<Authority>,
    kept: Arc<Mutex<BTreeMap<Key, Kept>>>,
}

/// What was made is found again by what it was made of, and by what is spoken.
type Key = (String, Speaks);

struct Kept {
    config: Arc<ServerConfig>,
    made: Instant,
}

/// As many certificates as are kept; who asks for more names makes them anew.
const KEPT_MAX: usize = 1_024;

/// Long before they expire, they are made anew.
const KEPT_FOR: Duration = Duration::from_secs(30 * 24 * 3_600);

/// What a client was shown.
#[derive(Debug)]
pub(super) struct Shown {
    /// The name that it asked for; `None`: none.
    sni: Option<String>,
    /// What the certificate covers.
    names: Vec<String>,
    /// Whose certificate it is; `None`: the server's own, or CloudFront's for all.
    account: Option<Account>,
    /// What the name leads to.
    leads: Leads,
}

#[derive(Debug, PartialEq)]
enum Leads {
    /// To this server, or to an API: any host may be asked for.
    Here,
    /// To a data plane.
    ToDataPlane,
    /// To nobody.
    Nowhere,
}

impl Tls {
    /// With an authority.
    pub fn new(authority: Authority) -> Self {
        Self { authority: Arc::new(authority), kept: Arc::default() }
    }

    /// What clients are told to trust, in PEM.
    pub fn pem(&self) -> &str {
        self.authority.pem()
    }

    /// What is shown to a client that asks for a name, at one of this machine's addresses.
    pub(super) fn choose(
        &self,
        cloud: &Cloud,
        names: &Names,
        at: IpAddr,
        sni: Option<String>,
    ) -> Option<(Arc<ServerConfig>, Arc<Shown>)> {
        if let Some(name) = &sni
            && let Some((served, certificate)) = served_in(cloud, name)
        {
            return self.for_data_plane(name, &served, certificate);
        }
        let host = sni.as_deref().map(HostName::new);
        let is_here = host.as_ref().is_none_or(|host| {
            is_this_server(names, host) || crate::door::route::by_host(cloud, host).is_some()
        });
        // A client says in its hello which name it wants, not which world.
        if let (false, Some(name)) = (is_here, &sni)
            && let Some((served, certificate)) =
                cloud.worlds().iter().find_map(|told| served_in(&told.cloud, name))
        {
            return self.for_data_plane(name, &served, certificate);
        }
        let (names, leads) = match &sni {
            Some(name) if is_here => (vec![name.clone()], Leads::Here),
            // Who asks for nobody's name gets what all others get, and will not be content with it.
            _ => {
                let at = at.to_canonical().to_string();
                let mut own = vec!["localhost".to_owned(), "127.0.0.1".into(), "::1".into()];
                if !own.contains(&at) {
                    own.push(at);
                }
                (own, if sni.is_none() { Leads::Here } else { Leads::Nowhere })
            }
        };
        let config = self.signed(&names, Speaks::ALL)?;
        Some((config, Arc::new(Shown { sni, names, account: None, leads })))
    }

    fn for_data_plane(
        &self,
        name: &str,
        served: &ServedHost,
        certificate: Option<ServedCertificate>,
    ) -> Option<(Arc<ServerConfig>, Arc<Shown>)> {
        let speaks = Speaks { tls_1_2: !served.needs_tls_1_3, http_2: served.speaks_http_2 };
        let (config, names, account) = match certificate {
            Some(ServedCertificate { account, names, own: None }) => {
                (self.signed(&names, speaks)?, names, Some(account))
            }
            Some(ServedCertificate { account, names, own: Some((chain, key)) }) => {
                let config = self.brought(&chain, &key, speaks)?;
                (config, names, Some(account))
            }
            // The service's own certificate is for all names beside this one.
            None => {
                let rest = name.split_once('.').map_or(name, |(_, rest)| rest);
                let names = vec![format!("*.{rest}"), name.to_owned()];
                (self.signed(&names, speaks)?, names, None)
            }
        };
        let sni = Some(name.to_owned());
        Some((config, Arc::new(Shown { sni, names, account, leads: Leads::ToDataPlane })))
    }

    /// By the server's own authority.
    fn signed(&self, names: &[String], speaks: Speaks) -> Option<Arc<ServerConfig>> {
        self.keep((names.join(" "), speaks), || {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            self.authority.identity(&names)
        })
    }

    /// What its owner has brought: only its digest is kept as a name.
    fn brought(&self, chain: &str, key: &str, speaks: Speaks) -> Option<Arc<ServerConfig>> {
        let mut hasher = DefaultHasher::new();
        (chain, key).hash(&mut hasher);
        let name = format!("brought {:016x}", hasher.finish());
        self.keep((name, speaks), || Identity::from_pem(chain, key))
    }

    fn keep(&self, key: Key, make: impl FnOnce() -> Option<Identity>) -> Option<Arc<ServerConfig>> {
        let now = Instant::now();
        let lock = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = lock().get(&key).filter(|kept| now < kept.made + KEPT_FOR) {
            return Some(kept.config.clone());
        }
        // With no lock held: it takes a millisecond.
        let config = make()?.config(key.1).ok()?;
        let mut all = lock();
        if all.len() >= KEPT_MAX {
            all.clear();
        }
        all.insert(key, Kept { config: config.clone(), made: now });
        Some(config)
    }
}

/// What is served under a name.
fn served_in(cloud: &Cloud, name: &str) -> Option<(ServedHost, Option<ServedCertificate>)> {
    let served = cloud.served_host(name)?;
    let certificate = served.certificate.as_deref();
    let certificate = certificate.and_then(|arn| cloud.served_certificate(arn));
    Some((served, certificate))
}

impl Shown {
    /// CF-1.3: who was shown a certificate may ask for the name that it asked for, for what the certificate
    /// covers, and for distributions of the certificate's owner.
    pub(super) fn allows(&self, cloud: &Cloud, host: &str) -> bool {
        let Some(sni) = &self.sni else { return true };
        let host = HostName::new(host);
        let host = host.as_str();
        if self.leads == Leads::Here || host == sni {
            return true;
        }
        match cloud.served_host(host) {
            Some(target) => {
                self.account.as_ref() == Some(&target.account)
                    || self.names.iter().any(|name| covers(name, host))
            }
            None => self.leads == Leads::Nowhere,
        }
    }
}

/// A wildcard covers one label (RFC 6125, 6.4.3).
fn covers(name: &str, host: &str) -> bool {
    let below = || Some(name.strip_prefix("*.")? == host.split_once('.')?.1);
    name == host || below() == Some(true)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// However many names are asked for, so many certificates are kept and no more.
    #[test]
    fn certificates_are_kept_within_bounds() {
        let (tls, cloud) = (Tls::new(Authority::make().unwrap()), Cloud::new());
        let names = Names::default();
        let at = IpAddr::from([127, 0, 0, 1]);
        let ask = |name: &str| tls.choose(&cloud, &names, at, Some(name.to_owned())).unwrap();
        let (first, shown) = ask("a.localhost");
        assert_eq!(shown.names, ["a.localhost"]);
        assert!(Arc::ptr_eq(&first, &ask("a.localhost").0), "made once");
        for number in 0..KEPT_MAX + 10 {
            ask(&format!("n{number}.localhost"));
            // What nobody knows needs no certificate of its own.
            ask(&format!("n{number}.example.com"));
        }
        assert!(tls.kept.lock().unwrap().len() <= KEPT_MAX);
        let (_, shown) = tls.choose(&cloud, &names, IpAddr::from([10, 0, 0, 1]), None).unwrap();
        assert_eq!(shown.names, ["localhost", "127.0.0.1", "::1", "10.0.0.1"]);
    }

    use crate::acm::Acm;
    use crate::cloudfront::{CloudFront, model as cf};

    fn distribution(cloud: &Cloud, account: &str, aliases: &[&str]) -> String {
        let arn = format!("arn:aws:acm:us-east-1:{account}:certificate/{}", aliases[0]);
        let body = serde_json::json!({ "arn": arn, "names": aliases }).to_string();
        let items: Vec<String> = aliases.iter().map(|alias| (*alias).to_owned()).collect();
        cloud
            .with::<Acm, _>(|acm, cx| {
                use parhelion_world::service::Hooks as _;
                acm.control(cx, "certificates", body.as_bytes())
            })
            .unwrap()
            .unwrap();
        let origin = cf::Origin {
            id: "o".into(),
            domain_name: "origin.example.org".into(),
            custom_origin_config: Some(cf::CustomOriginConfig {
                http_port: 80,
                https_port: 443,
                origin_protocol_policy: "https-only".into(),
                ..Default::default()
            }),
            ..Default::default()
        };
        let config = cf::DistributionConfig {
            caller_reference: aliases[0].into(),
            enabled: true,
            origins: cf::Origins { quantity: 1, items: vec![origin] },
            default_cache_behavior: cf::DefaultCacheBehavior {
                target_origin_id: "o".into(),
                viewer_protocol_policy: "https-only".into(),
                cache_policy_id: Some("658327ea-f89d-4fab-a63d-7e88639e58f6".into()),
                ..Default::default()
            },
            aliases: Some(cf::Aliases { quantity: items.len() as i32, items: Some(items) }),
            viewer_certificate: Some(cf::ViewerCertificate {
                acm_certificate_arn: Some(arn),
                ssl_support_method: Some("sni-only".into()),
                minimum_protocol_version: Some("TLSv1.3_2025".into()),
                ..Default::default()
            }),
            ..Default::default()
        };
        let input = cf::CreateDistributionInput { distribution_config: config };
        let made = cloud.with::<CloudFront, _>(|cloudfront, cx| {
            use parhelion_world::service::Handles;
            cx.account = account.into();
            type Create = cf::operations::CreateDistribution;
            let made = Handles::<Create>::handle(cloudfront, cx, input);
            match made {
                parhelion_world::Outcome::Done(made) => made.unwrap().distribution.unwrap(),
                other => panic!("{other:?}"),
            }
        });
        made.domain_name
    }

    /// CF-1.3: refused is who was shown a certificate that is neither for the host nor of its owner.
    #[test]
    fn cf_1_3_a_certificate_and_a_host_belong_together() {
        let cloud = Cloud::new();
        let own = distribution(&cloud, "123456789012", &["www.example.com", "*.example.com"]);
        distribution(&cloud, "123456789012", &["example.net"]);
        let theirs = distribution(&cloud, "111122223333", &["example.org"]);
        let (tls, names) = (Tls::new(Authority::make().unwrap()), Names::default());
        let shown = |sni: Option<&str>| {
            let at = IpAddr::from([127, 0, 0, 1]);
            tls.choose(&cloud, &names, at, sni.map(str::to_owned)).unwrap().1
        };
        assert_eq!(shown(Some("www.example.com")).names, ["www.example.com", "*.example.com"]);
        assert_eq!(shown(Some(&own)).names[0], "*.cloudfront.net");
        for (sni, host, allowed) in [
            (None, "www.example.com", true),
            (Some("www.example.com"), "www.example.com:443", true),
            (Some("www.example.com"), "a.example.com", true),
            (Some("www.example.com"), "example.net", true),
            (Some("www.example.com"), &*own, true),
            (Some("www.example.com"), "example.org", false),
            (Some("www.example.com"), &*theirs, false),
            (Some("www.example.com"), "s3.amazonaws.com", false),
            (Some(&*own), "www.example.com", false),
            (Some(&*own), &*theirs, true),
            (Some("localhost"), "www.example.com", true),
            (Some("s3.us-east-1.amazonaws.com"), "photos.s3.us-east-1.amazonaws.com", true),
            (Some("nobody.example"), "example.org", false),
        ] {
            assert_eq!(shown(sni).allows(&cloud, host), allowed, "{sni:?} {host}");
        }
    }
}
