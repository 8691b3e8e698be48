//! Response headers policies (CF-4.6): what is taken from and added to every answer.

use super::cors::{Cors, CorsRequest};
use http::header::SERVER;
use http::{HeaderMap, HeaderName, HeaderValue};
use parhelion_wire::serde_http;
use serde::{Deserialize, Serialize};

/// A response headers policy, ready to be applied.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct HeadersPolicy {
    #[serde(with = "serde_http")]
    pub(crate) remove: Vec<HeaderName>,
    pub(crate) cors: Option<Cors>,
    /// Security headers, then custom ones.
    pub(crate) set: Vec<PolicyHeader>,
    /// Server-Timing's sampling rate, in ten-thousandths of a percent; `None`: not added.
    pub(crate) server_timing: Option<u32>,
}

/// A header that a policy adds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PolicyHeader {
    #[serde(with = "serde_http")]
    pub(crate) name: HeaderName,
    #[serde(with = "serde_http")]
    pub(crate) value: HeaderValue,
    /// True: replaces what the origin sent. False: stands only where it sent nothing.
    pub(crate) replaces: bool,
}

impl HeadersPolicy {
    /// Order: remove, then CORS, security and custom headers (rule a).
    pub(crate) fn apply(&self, request: CorsRequest<'_>, headers: &mut HeaderMap) {
        for name in &self.remove {
            headers.remove(name);
            if name == SERVER {
                headers.insert(SERVER, HeaderValue::from_static("CloudFront")); // rule g
            }
        }
        if let Some(cors) = &self.cors {
            cors.apply(request, headers);
        }
        for PolicyHeader { name, value, replaces } in &self.set {
            if *replaces || !headers.contains_key(name) {
                headers.insert(name.clone(), value.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use http::Method;

    fn set(name: &'static str, value: &'static str, replaces: bool) -> PolicyHeader {
        let (name, value) = (HeaderName::from_static(name), HeaderValue::from_static(value));
        PolicyHeader { name, value, replaces }
    }

    fn apply(policy: &HeadersPolicy, sent: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers: HeaderMap =
            sent.iter().map(|(k, v)| (k.parse().unwrap(), v.parse().unwrap())).collect();
        policy.apply(CorsRequest { origin: None, method: &Method::GET }, &mut headers);
        headers
    }

    #[test]
    fn a_header_that_is_removed_and_added_is_there_cf_4_6a() {
        let policy = HeadersPolicy {
            remove: vec![HeaderName::from_static("x-a"), SERVER],
            set: vec![set("x-a", "policy", false)],
            ..HeadersPolicy::default()
        };
        let headers = apply(&policy, &[("x-a", "origin"), ("server", "AmazonS3")]);
        assert_eq!(headers["x-a"], "policy");
        assert_eq!(headers[SERVER], "CloudFront", "g");
    }

    #[test]
    fn override_is_per_header_cf_4_6c() {
        let policy = HeadersPolicy {
            set: vec![
                set("x-y", "policy", true),
                set("x-n", "policy", false),
                set("x-e", "", true),
            ],
            ..HeadersPolicy::default()
        };
        let headers = apply(&policy, &[("x-y", "origin"), ("x-n", "origin")]);
        assert_eq!(
            (&headers["x-y"], &headers["x-n"]),
            (&"policy".parse().unwrap(), &"origin".parse().unwrap())
        );
        assert_eq!(headers["x-e"], "", "i");
        assert_eq!(apply(&policy, &[])["x-n"], "policy");
    }
}
