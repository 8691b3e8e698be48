//! What a request claims: which scheme, which key, which scope (S3-2.1).

use super::canonical::percent_decode;
use super::errors::{incomplete, malformed, mismatch, query_parameters};
use super::v2::SigV2;
use super::{ALGORITHM, Flavour, Head, date};
use crate::error::Result;
use crate::{Error, Timestamp};
use std::borrow::Cow;

/// Who a request says it is from. Browser forms (S3-2.13) carry their claim in the body; the S3
/// service reads it there and checks it with [`SigningKey::sign`](super::SigningKey::sign).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    Anonymous,
    /// The `Authorization` header.
    Header(SigV4),
    /// A presigned query.
    Query(SigV4),
    /// S3's old scheme, in the header or in the query.
    V2(SigV2),
}

/// A well-formed signature, not yet verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigV4 {
    pub access_key: String,
    pub scope: Scope,
    /// Lower-case names, sorted, joined by `;`.
    pub signed_headers: String,
    pub signature: String,
    /// Of temporary credentials; the caller knows whether it is right.
    pub token: Option<String>,
    /// `x-amz-date`, as seconds since the epoch.
    pub signed_at: Timestamp,
    /// The date as it stands in the string to sign.
    pub date: String,
    /// Presigned queries: seconds of validity.
    pub expires: Option<u32>,
}

/// What the signature is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// `yyyymmdd`
    pub date: String,
    pub region: String,
    pub service: String,
}

impl Claim {
    /// Of a request whose signature nobody checks: `AWS <key>:…`, `AWSAccessKeyId=<key>`, or
    /// whatever else may name an access key.
    pub fn unverified(head: Head<'_>) -> Self {
        let header = head.text("authorization").unwrap_or_default();
        let in_header = header.strip_prefix("AWS ").and_then(|rest| rest.split(':').next());
        let credential = header.split("Credential=").nth(1).and_then(|rest| rest.split('/').next());
        let pairs = head.uri.query().unwrap_or_default().split('&');
        let in_query = pairs.filter_map(|pair| pair.strip_prefix("AWSAccessKeyId=")).next();
        let access_key = in_header.or(credential).or(in_query).unwrap_or_default().to_owned();
        Self::Header(SigV4 {
            access_key,
            scope: Scope {
                date: String::new(),
                region: "us-east-1".to_owned(),
                service: String::new(),
            },
            signed_headers: String::new(),
            signature: String::new(),
            token: None,
            signed_at: Timestamp(0),
            date: String::new(),
            expires: None,
        })
    }

    pub fn signed(&self) -> Option<&SigV4> {
        match self {
            Self::Anonymous | Self::V2(_) => None,
            Self::Header(claim) | Self::Query(claim) => Some(claim),
        }
    }

    pub fn access_key(&self) -> Option<&str> {
        match self {
            Self::V2(claim) => Some(&claim.access_key),
            _ => self.signed().map(|claim| claim.access_key.as_str()),
        }
    }

    /// Whether the query carries the signature.
    pub fn is_presigned(&self) -> bool {
        match self {
            Self::Anonymous | Self::Header(_) => false,
            Self::Query(_) => true,
            Self::V2(claim) => claim.is_presigned(),
        }
    }
}

impl SigV4 {
    pub fn is_presigned(&self) -> bool {
        self.expires.is_some()
    }
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text())
    }
}

impl Scope {
    /// As it stands in the string to sign.
    pub(super) fn text(&self) -> String {
        [&self.date, &self.region, &self.service, "aws4_request"].join("/")
    }
}

/// Reads the claim of a request.
///
/// # Errors
/// S3-2.1, S3-2.7(a)–(c), S3-2.8; other services answer `IncompleteSignature` and the like.
pub fn parse(head: Head<'_>, flavour: Flavour) -> Result<Claim> {
    let authorization = head.headers.get(http::header::AUTHORIZATION);
    let query = head.uri.query().map(Query::of).unwrap_or_default();
    match (authorization, query.scheme()) {
        (None, None) => Ok(Claim::Anonymous),
        (Some(_), Some(_)) if flavour == Flavour::BareXml => Err(Error::new(
            400,
            "InvalidArgument",
            "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature \
             query string parameter or the Authorization header should be specified",
        )
        .with("ArgumentName", "Authorization")
        .with("ArgumentValue", authorization.and_then(|v| v.to_str().ok()).unwrap_or_default())),
        (Some(header), _) => {
            let text = header.to_str().unwrap_or_default();
            match text.trim().strip_prefix("AWS ") {
                Some(rest) if flavour == Flavour::BareXml => {
                    SigV2::of_header(head, rest).map(Claim::V2).ok_or_else(|| {
                        let message = "AWS authorization header is invalid.  Expected \
                                       AwsAccessKeyId:signature";
                        Error::new(400, "InvalidArgument", message)
                            .with("ArgumentName", "Authorization")
                            .with("ArgumentValue", text)
                    })
                }
                _ => from_header(head, text, flavour).map(Claim::Header),
            }
        }
        (None, Some(Scheme::V4)) => from_query(&query, flavour).map(Claim::Query),
        (None, Some(Scheme::V2)) if flavour == Flavour::BareXml => presigned_v2(head, &query),
        // Elsewhere these are parameters like others.
        (None, Some(Scheme::V2)) => Ok(Claim::Anonymous),
    }
}

fn from_header(head: Head<'_>, text: &str, flavour: Flavour) -> Result<SigV4> {
    let (scheme, rest) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
    if flavour == Flavour::BareXml && scheme != ALGORITHM {
        return Err(unsupported(scheme, text));
    }
    let part = |name: &str| {
        let parts = rest.split(',').filter_map(|part| part.trim().split_once('='));
        parts.into_iter().find(|(own, _)| *own == name).map(|(_, value)| value)
    };
    let parts = (part("Credential"), part("SignedHeaders"), part("Signature"));
    let (Some(credential), Some(signed), Some(signature)) = parts else {
        return Err(missing_parts(head, flavour, parts));
    };
    let (access_key, scope) = read_credential(credential, flavour, false)?;
    let (date, signed_at) = date_of(head, flavour)?;
    if date.get(..8) != Some(scope.date.as_str()) {
        return Err(wrong_date(flavour, false, &scope.date, &date));
    }
    Ok(SigV4 {
        access_key,
        scope,
        signed_headers: sorted(signed),
        signature: signature.to_owned(),
        token: head.text("x-amz-security-token").map(str::to_owned),
        signed_at,
        date,
        expires: None,
    })
}

fn missing_parts(
    head: Head<'_>,
    flavour: Flavour,
    (credential, signed, signature): (Option<&str>, Option<&str>, Option<&str>),
) -> Error {
    if flavour == Flavour::BareXml {
        let what = "the authorization header requires three components: Credential, \
                    SignedHeaders, and Signature.";
        return malformed(false, what);
    }
    let mut message = String::new();
    let all = [("Credential", credential), ("Signature", signature), ("SignedHeaders", signed)];
    for (name, _) in all.iter().filter(|(_, part)| part.is_none()) {
        message += &format!("Authorization header requires '{name}' parameter. ");
    }
    if !head.headers.contains_key("x-amz-date") && !head.headers.contains_key("date") {
        message += NEEDS_DATE;
    }
    incomplete(flavour, message.trim_end().to_owned())
}

const NEEDS_DATE: &str =
    "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";

/// S3-2.3: `x-amz-date` overrides `Date`.
fn date_of(head: Head<'_>, flavour: Flavour) -> Result<(String, Timestamp)> {
    let amz = head.text("x-amz-date").map(str::trim);
    let read = match amz {
        Some(text) => date::parse_basic(text),
        None => head.text("date").and_then(|text| date::parse_any(text.trim())),
    };
    match (read, amz) {
        // There is but one way to write it.
        (Some(time), Some(text)) => Ok((text.to_owned(), time)),
        (Some(time), None) => Ok((date::basic(time), time)),
        (None, _) if flavour == Flavour::BareXml => Err(Error::new(
            403,
            "AccessDenied",
            "AWS authentication requires a valid Date or x-amz-date header",
        )),
        (None, _) => Err(incomplete(flavour, NEEDS_DATE.trim_end().to_owned())),
    }
}

/// `<akid>/<yyyymmdd>/<region>/<service>/aws4_request`
fn read_credential(text: &str, flavour: Flavour, presigned: bool) -> Result<(String, Scope)> {
    let mut parts = text.split('/');
    let five = [(); 5].map(|()| parts.next());
    let ([Some(access_key), Some(date), Some(region), Some(service), Some(terminal)], None) =
        (five, parts.next())
    else {
        return Err(match flavour {
            Flavour::BareXml => malformed(
                presigned,
                "the Credential is mal-formed; expecting \
                 \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".",
            ),
            Flavour::WrappedXml | Flavour::Json => incomplete(
                flavour,
                format!(
                    "Credential must have exactly 5 slash-delimited elements, e.g. \
                     keyid/date/region/service/term, got '{text}'"
                ),
            ),
        });
    };
    if flavour == Flavour::BareXml {
        if access_key.is_empty() {
            let what = "a non-empty Access Key (AKID) must be provided in the credential.";
            return Err(malformed(presigned, what));
        }
        if date.len() != 8 || !date.bytes().all(|byte| byte.is_ascii_digit()) {
            let what = format!(
                "incorrect date format \"{date}\". This date in the credential must be in the \
                 format \"yyyyMMdd\"."
            );
            return Err(malformed(presigned, &what));
        }
    }
    if terminal != "aws4_request" {
        return Err(match flavour {
            Flavour::BareXml => malformed(
                presigned,
                &format!("incorrect terminal \"{terminal}\". This endpoint uses \"aws4_request\"."),
            ),
            Flavour::WrappedXml | Flavour::Json => mismatch(
                flavour,
                format!(
                    "Credential should be scoped with a valid terminator: 'aws4_request', not \
                     '{terminal}'."
                ),
            ),
        });
    }
    let scope = Scope { date: date.into(), region: region.into(), service: service.into() };
    Ok((access_key.into(), scope))
}

fn wrong_date(flavour: Flavour, presigned: bool, scope: &str, date: &str) -> Error {
    let day = date.get(..8).unwrap_or_default();
    if flavour == Flavour::BareXml {
        let what = format!(
            "Invalid credential date \"{scope}\". This date is not the same as X-Amz-Date: \
             \"{day}\"."
        );
        return malformed(presigned, &what);
    }
    let message = format!(
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from \
         HTTP: '{scope}' != '{day}', from '{date}'."
    );
    mismatch(flavour, message)
}

/// S3-2.2(c): names in lower case, sorted.
fn sorted(signed: &str) -> String {
    if signed.is_empty() {
        return String::new();
    }
    let lower = signed.to_ascii_lowercase();
    if lower.split(';').is_sorted() {
        return lower;
    }
    let mut names: Vec<&str> = lower.split(';').collect();
    names.sort_unstable();
    names.join(";")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Scheme {
    V4,
    V2,
}

/// The authentication parameters of a query, decoded.
#[derive(Default)]
struct Query<'a>(Vec<(&'a str, Cow<'a, str>)>);

impl<'a> Query<'a> {
    fn of(query: &'a str) -> Self {
        let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let ours = pairs.filter(|(name, _)| {
            name.starts_with("X-Amz-")
                || matches!(*name, "AWSAccessKeyId" | "Signature" | "Expires")
        });
        let decoded = ours.map(|(name, value)| match percent_decode(value, true) {
            Cow::Borrowed(_) => (name, Cow::Borrowed(value)),
            Cow::Owned(bytes) => (name, Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())),
        });
        Self(decoded.collect())
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_ref())
    }

    fn scheme(&self) -> Option<Scheme> {
        if ["X-Amz-Algorithm", "X-Amz-Signature"].iter().any(|name| self.get(name).is_some()) {
            return Some(Scheme::V4);
        }
        let v2 = ["AWSAccessKeyId", "Signature"].iter().any(|name| self.get(name).is_some());
        v2.then_some(Scheme::V2)
    }
}

/// S3-2.7(a)–(c).
fn from_query(query: &Query<'_>, flavour: Flavour) -> Result<SigV4> {
    let all = [
        "X-Amz-Algorithm",
        "X-Amz-Credential",
        "X-Amz-Signature",
        "X-Amz-Date",
        "X-Amz-SignedHeaders",
        "X-Amz-Expires",
    ]
    .map(|name| query.get(name));
    let [Some(algorithm), Some(credential), Some(signature), Some(date), Some(signed), expires] =
        all
    else {
        return Err(missing_parameters(flavour));
    };
    // Services other than S3 may leave the expiry out: it is the skew then.
    let expires = match (expires, flavour) {
        (Some(text), _) => read_expires(text)?,
        (None, Flavour::BareXml) => return Err(missing_parameters(flavour)),
        (None, Flavour::WrappedXml | Flavour::Json) => 900,
    };
    match algorithm {
        ALGORITHM => {}
        "AWS4-ECDSA-P256-SHA256" => return Err(sigv4a()),
        _ => {
            return Err(query_parameters(
                "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256\"",
            ));
        }
    }
    let (access_key, scope) = read_credential(credential, flavour, true)?;
    let Some(signed_at) = date::parse_basic(date) else {
        return Err(query_parameters(
            "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"",
        ));
    };
    if date.get(..8) != Some(scope.date.as_str()) {
        return Err(wrong_date(flavour, true, &scope.date, date));
    }
    Ok(SigV4 {
        access_key,
        scope,
        signed_headers: sorted(signed),
        signature: signature.to_owned(),
        token: query.get("X-Amz-Security-Token").map(str::to_owned),
        signed_at,
        date: date.to_owned(),
        expires: Some(expires),
    })
}

fn missing_parameters(flavour: Flavour) -> Error {
    match flavour {
        Flavour::BareXml => query_parameters(
            "Query-string authentication version 4 requires the X-Amz-Algorithm, \
             X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and \
             X-Amz-Expires parameters.",
        ),
        Flavour::WrappedXml | Flavour::Json => incomplete(
            flavour,
            "AWS query-string parameters must include 'X-Amz-Algorithm', 'X-Amz-Credential', \
             'X-Amz-Signature', 'X-Amz-SignedHeaders' and 'X-Amz-Date'."
                .to_owned(),
        ),
    }
}

/// S3-2.7(b).
fn read_expires(text: &str) -> Result<u32> {
    const WEEK: i64 = 604_800;
    match text.parse::<i64>() {
        Err(_) => Err(query_parameters("X-Amz-Expires should be a number")),
        Ok(secs) if secs < 0 => Err(query_parameters("X-Amz-Expires must be non-negative")),
        Ok(secs) if secs > WEEK => Err(query_parameters(
            "X-Amz-Expires must be less than a week (in seconds); that is, the given \
             X-Amz-Expires must be less than 604800 seconds",
        )),
        Ok(secs) => Ok(secs as u32),
    }
}

/// S3-2.1(a), (g): schemes that S3 knows, or not.
fn unsupported(scheme: &str, authorization: &str) -> Error {
    match scheme {
        "AWS4-ECDSA-P256-SHA256" => sigv4a(),
        _ => Error::new(400, "InvalidArgument", "Unsupported Authorization Type")
            .with("ArgumentName", "Authorization")
            .with("ArgumentValue", authorization),
    }
}

/// S3-2.11: not verified here.
pub(super) fn sigv4a() -> Error {
    Error::new(501, "NotImplemented", "Parhelion does not verify AWS4-ECDSA-P256-SHA256 yet.")
}

/// S3-2.8, S3-2.12: regions that never took Version 2.
pub fn version_2() -> Error {
    Error::new(
        400,
        "InvalidRequest",
        "The authorization mechanism you have provided is not supported. Please use \
         AWS4-HMAC-SHA256.",
    )
}

/// S3-2.7(k).
fn presigned_v2(head: Head<'_>, query: &Query<'_>) -> Result<Claim> {
    let all = ["Signature", "Expires", "AWSAccessKeyId"].map(|name| query.get(name));
    let [Some(signature), Some(expires), Some(access_key)] = all else {
        let message = "Query-string authentication requires the Signature, Expires and \
                       AWSAccessKeyId parameters";
        return Err(Error::new(403, "AccessDenied", message));
    };
    let Ok(seconds) = expires.parse() else {
        let message = format!("Invalid date (should be seconds since epoch): {expires}");
        return Err(Error::new(403, "AccessDenied", message));
    };
    let pairs = head.uri.query().unwrap_or_default().split('&');
    let mut tokens = pairs
        .filter_map(|pair| pair.split_once('='))
        .filter(|(name, _)| name.eq_ignore_ascii_case("x-amz-security-token"));
    let token = tokens.next().map(|(_, value)| percent_decode(value, true));
    Ok(Claim::V2(SigV2 {
        access_key: access_key.to_owned(),
        signature: signature.to_owned(),
        token: token.map(|token| String::from_utf8_lossy(&token).into_owned()),
        expires: Some(seconds),
    }))
}
