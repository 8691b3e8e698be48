//! What a viewer brings: in the query, else in cookies (CF-10.2).

use super::key::Hash;
use super::policy::Policy;
use super::refusal::Refusal;
use crate::edge::viewer::Viewer;
use crate::hosts::canonical;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::COOKIE;
use http::{HeaderValue, Uri};
use percent_encoding::percent_decode_str;

/// Parameters of the query; a cookie's name is `CloudFront-` and one of these.
const NAMES: [&str; 5] = ["Expires", "Policy", "Signature", "Key-Pair-Id", "Hash-Algorithm"];
const OF_COOKIES: &str = "CloudFront-";

/// Each as it was sent; empty is absent.
#[derive(Debug, Default)]
pub(super) struct Credentials {
    expires: Option<String>,
    policy: Option<String>,
    signature: Option<String>,
    pub(super) key_pair_id: Option<String>,
    hash_algorithm: Option<String>,
}

fn name_of(pair: &str) -> &str {
    pair.split_once('=').map_or(pair, |(name, _)| name)
}

impl Credentials {
    /// Of a request: those in the URL count if there are any.
    pub(super) fn of(viewer: &Viewer) -> Self {
        let query = viewer.query().unwrap_or_default();
        let in_query = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            let (_, value) = pairs.find(|(found, _)| *found == name)?;
            let value = percent_decode_str(value).decode_utf8_lossy().into_owned();
            Some(value).filter(|value| !value.is_empty())
        };
        let cookies = || viewer.cookie_lines().flat_map(|line| line.split(';')).map(str::trim);
        let in_cookies = |name: &str| {
            let mut pairs = cookies().filter_map(|pair| pair.split_once('='));
            let (_, value) =
                pairs.find(|(found, _)| found.strip_prefix(OF_COOKIES) == Some(name))?;
            Some(value.trim_matches('"').to_owned()).filter(|value| !value.is_empty())
        };
        let by_url = in_query("Key-Pair-Id").is_some() || in_query("Signature").is_some();
        let value = |name: &str| if by_url { in_query(name) } else { in_cookies(name) };
        let [expires, policy, signature, key_pair_id, hash_algorithm] = NAMES.map(value);
        Self { expires, policy, signature, key_pair_id, hash_algorithm }
    }

    pub(super) fn signature(&self) -> Result<Vec<u8>, Refusal> {
        let signature = self.signature.as_deref().and_then(decoded);
        signature.ok_or(Refusal::MalformedSignature)
    }

    pub(super) fn hash(&self) -> Result<Hash, Refusal> {
        match self.hash_algorithm.as_deref() {
            None | Some("SHA1") => Ok(Hash::Sha1),
            Some("SHA256") => Ok(Hash::Sha256),
            Some(_) => Err(Refusal::MalformedSignature),
        }
    }

    /// A custom policy, or the time of a canned one. An observed text for everything that is none.
    pub(super) fn policy(&self) -> Result<Policy, Refusal> {
        let policy = match (&self.policy, &self.expires) {
            (Some(policy), _) => decoded(policy).and_then(Policy::custom),
            (None, Some(expires)) => Policy::until(expires),
            (None, None) => None,
        };
        policy.ok_or(Refusal::MalformedPolicy)
    }
}

/// Base64 whose `+`, `=` and `/` are `-`, `_` and `~`.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '-' => '+',
            '_' => '=',
            '~' => '/',
            other => other,
        })
        .collect();
    STANDARD.decode(plain).ok()
}

/// The request's URL without what it is signed by: with `Host` as it was sent, and as it is on AWS, whose
/// viewers say no port and know no `.localhost`.
pub(super) fn urls(viewer: &Viewer) -> Vec<String> {
    let scheme = if viewer.secure { "https" } else { "http" };
    let path = if viewer.uri.path().is_empty() { "/" } else { viewer.uri.path() };
    let query = rest_of_query(viewer).map(|query| format!("?{query}")).unwrap_or_default();
    let (host, on_aws) = (viewer.host(), canonical(viewer.host()));
    let mut urls = vec![format!("{scheme}://{host}{path}{query}")];
    if on_aws != host {
        urls.push(format!("{scheme}://{on_aws}{path}{query}"));
    }
    urls
}

fn rest_of_query(viewer: &Viewer) -> Option<String> {
    let rest = viewer.query()?.split('&').filter(|pair| !NAMES.contains(&name_of(pair)));
    let rest: Vec<&str> = rest.collect();
    (!rest.is_empty()).then(|| rest.join("&"))
}

/// Takes it all from the request.
pub(super) fn strip(viewer: &mut Viewer) {
    if viewer.query().is_some() {
        let path = if viewer.uri.path().is_empty() { "/" } else { viewer.uri.path() };
        let query = rest_of_query(viewer).map(|query| format!("?{query}")).unwrap_or_default();
        let mut parts = viewer.uri.clone().into_parts();
        parts.path_and_query = format!("{path}{query}").parse().ok();
        if let Ok(uri) = Uri::from_parts(parts) {
            viewer.uri = uri;
        }
    }
    let signs = |pair: &str| {
        name_of(pair.trim()).strip_prefix(OF_COOKIES).is_some_and(|name| NAMES.contains(&name))
    };
    if !viewer.cookie_lines().flat_map(|line| line.split(';')).any(signs) {
        return;
    }
    let lines: Vec<Vec<&str>> = viewer
        .cookie_lines()
        .map(|line| line.split(';').map(str::trim).filter(|pair| !signs(pair)).collect())
        .collect();
    let left = lines.into_iter().filter(|pairs| !pairs.is_empty());
    let left: Vec<HeaderValue> =
        left.filter_map(|pairs| HeaderValue::from_str(&pairs.join("; ")).ok()).collect();
    viewer.headers.remove(COOKIE);
    for line in left {
        viewer.headers.append(COOKIE, line);
    }
}
