//! Signing: the edge signs its requests to origins with this, and tests sign theirs.

use super::{ALGORITHM, Flavour, Head, Payload, Seed, SigningKey, canonical, date};
use crate::Timestamp;
use http::header::{HOST, HeaderName, HeaderValue};
use http::{Error, Request, Uri};

/// A key pair, with a token if it is temporary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    /// The access key's id.
    pub access_key: String,
    /// The secret access key.
    pub secret: String,
    /// The session token of temporary credentials.
    pub token: Option<String>,
}

/// Signs requests as somebody, for a region and a service, at a time.
#[derive(Clone, Debug)]
pub struct Signer<'a> {
    /// Whose signature it is.
    pub credentials: &'a Credentials,
    /// The region in the credential scope: `us-east-1`.
    pub region: &'a str,
    /// The service's signing name: `s3`, `monitoring`.
    pub service: &'a str,
    /// How the service reads requests.
    pub flavour: Flavour,
    /// The moment of signing: `x-amz-date`.
    pub now: Timestamp,
}

/// Headers that others on the way may change, or that say nothing to the service.
const NEVER_SIGNED: [&str; 9] = [
    "authorization",
    "connection",
    "expect",
    "keep-alive",
    "te",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-amzn-trace-id",
];

impl Signer<'_> {
    /// Adds `x-amz-date`, `Authorization` and, where needed, `host`, `x-amz-security-token` and
    /// `x-amz-content-sha256`. Returns what signed chunks hang on.
    ///
    /// # Errors
    /// The credentials or the host cannot be header values.
    pub fn sign<B>(&self, request: &mut Request<B>, payload: &Payload) -> Result<Seed, Error> {
        let date = date::basic(self.now);
        self.set_host(request)?;
        let headers = request.headers_mut();
        headers.insert("x-amz-date", HeaderValue::try_from(&date)?);
        if let Some(token) = &self.credentials.token {
            headers.insert("x-amz-security-token", HeaderValue::try_from(token)?);
        }
        if self.flavour == Flavour::BareXml {
            headers.insert("x-amz-content-sha256", HeaderValue::try_from(payload.text())?);
        }
        let mut names: Vec<String> =
            request.headers().keys().map(|name| name.as_str().to_owned()).collect();
        names.retain(|name| !NEVER_SIGNED.contains(&name.as_str()));
        let signed = sorted(names);
        let seed = self.seed(Head::from(&*request), &signed, payload, date);
        let text = format!(
            "{ALGORITHM} Credential={}/{}, SignedHeaders={}, Signature={}",
            self.credentials.access_key, seed.scope, signed, seed.signature,
        );
        request.headers_mut().insert("authorization", HeaderValue::try_from(text)?);
        Ok(seed)
    }

    /// Moves the signature into the query (S3-2.7). Signs the host and `x-amz-*` headers.
    ///
    /// # Errors
    /// As [`sign`](Self::sign).
    pub fn presign<B>(&self, request: &mut Request<B>, expires_secs: u32) -> Result<(), Error> {
        let date = date::basic(self.now);
        self.set_host(request)?;
        let mut names: Vec<String> =
            request.headers().keys().map(|name| name.as_str().to_owned()).collect();
        names.retain(|name| name == "host" || name.starts_with("x-amz-"));
        let signed = sorted(names);
        let credential = format!("{}/{}", self.credentials.access_key, self.scope(&date));
        let mut query = request.uri().query().map(|own| format!("{own}&")).unwrap_or_default();
        query += &format!(
            "X-Amz-Algorithm={ALGORITHM}&X-Amz-Credential={}&X-Amz-Date={date}\
             &X-Amz-Expires={expires_secs}&X-Amz-SignedHeaders={}",
            canonical::encode(credential.as_bytes(), false),
            canonical::encode(signed.as_bytes(), false),
        );
        if let Some(token) = &self.credentials.token {
            query += "&X-Amz-Security-Token=";
            query += &canonical::encode(token.as_bytes(), false);
        }
        set_query(request, &query)?;
        let payload = match self.flavour {
            Flavour::BareXml => Payload::Unsigned,
            Flavour::WrappedXml | Flavour::Json => Payload::empty(),
        };
        let seed = self.seed(Head::from(&*request), &signed, &payload, date);
        query += "&X-Amz-Signature=";
        query += &seed.signature;
        set_query(request, &query)
    }

    fn seed(&self, head: Head<'_>, signed: &str, payload: &Payload, date: String) -> Seed {
        let scope = self.scope(&date);
        let secret = &self.credentials.secret;
        let key = SigningKey::derive(secret, day(&date), self.region, self.service);
        let request = canonical::request(head, signed, payload.text(), self.flavour);
        let text = canonical::string_to_sign(&date, &scope, &request);
        let signature = key.sign(text.as_bytes());
        Seed { key, access_key: self.credentials.access_key.clone(), date, scope, signature }
    }

    fn scope(&self, date: &str) -> String {
        format!("{}/{}/{}/aws4_request", day(date), self.region, self.service)
    }

    pub(super) fn set_host<B>(&self, request: &mut Request<B>) -> Result<(), Error> {
        if let (false, Some(authority)) =
            (request.headers().contains_key(HOST), request.uri().authority())
        {
            let host = HeaderValue::try_from(authority.as_str())?;
            request.headers_mut().insert(HOST, host);
        }
        Ok(())
    }
}

fn sorted(mut names: Vec<String>) -> String {
    names.sort_unstable();
    names.join(";")
}

fn set_query<B>(request: &mut Request<B>, query: &str) -> Result<(), Error> {
    let mut parts = request.uri().clone().into_parts();
    parts.path_and_query = Some(format!("{}?{query}", request.uri().path()).parse()?);
    *request.uri_mut() = Uri::from_parts(parts)?;
    Ok(())
}

/// Conditions of a request, which whoever signs a URL can put into it (S3-3.3, S3-3.4).
const CONDITIONS: [&str; 4] =
    ["if-match", "if-none-match", "if-modified-since", "if-unmodified-since"];

/// Whether a parameter of a presigned URL acts as the header of its name would (S3-2.7h).
///
/// Checksums do not, whatever the rule says: SDKs presign uploads whose bytes they do not know, with
/// the checksum of none, and S3 takes the bytes all the same
/// (<https://github.com/aws/aws-sdk/issues/480>, <https://github.com/aws/aws-sdk-js-v3/issues/4448>).
pub(crate) fn acts_in_query(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    if CONDITIONS.contains(&name.as_str()) {
        return true;
    }
    let about = ["mode", "type", "algorithm"];
    match name.strip_prefix("x-amz-checksum-") {
        Some(rest) => about.contains(&rest),
        None => name.starts_with("x-amz-") && name != "x-amz-sdk-checksum-algorithm",
    }
}

/// The parameters of a presigned query that stand for headers (S3-2.7(h)): metadata, ACL, storage
/// class, encryption, tags, checksums, conditions. A header of the same name wins.
pub fn headers_in_query(uri: &Uri) -> Vec<(HeaderName, HeaderValue)> {
    const AUTHENTICATION: [&str; 7] = [
        "x-amz-algorithm",
        "x-amz-credential",
        "x-amz-date",
        "x-amz-expires",
        "x-amz-signature",
        "x-amz-signedheaders",
        "x-amz-security-token",
    ];
    let pairs = uri.query().unwrap_or_default().split('&');
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let ours = pairs.filter_map(|(name, value)| {
        let name = name.to_ascii_lowercase();
        if !acts_in_query(&name) || AUTHENTICATION.contains(&name.as_str()) {
            return None;
        }
        let value = HeaderValue::from_bytes(&canonical::percent_decode(value, true)).ok()?;
        Some((HeaderName::try_from(name).ok()?, value))
    });
    ours.collect()
}
/// `20130524` of `20130524T000000Z`.
fn day(date: &str) -> &str {
    date.split('T').next().unwrap_or_default()
}
