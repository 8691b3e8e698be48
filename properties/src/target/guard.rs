//! The guard in front of a real account: what is not plainly ours is refused before it is sent.

use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What a run may do to a real account.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The account, as STS reported it, must be one of these.
    pub accounts: Vec<String>,
    /// Regions that requests may be signed for; CloudFront, which has but one, is free.
    pub regions: Vec<String>,
    /// Every bucket, log group, metric namespace, alarm, dashboard and distribution that is
    /// created or written must have a name that begins so (log groups: after a slash).
    pub prefix: String,
    /// How many requests may be sent.
    pub requests: u64,
    /// In millionths of a dollar.
    pub micro_usd: u64,
    /// How long requests may be sent, from the start on.
    pub time: Duration,
    /// Nothing is written but that objects are deleted whose keys begin so; none: what is ours is written.
    pub deletes_only: Option<Vec<String>>,
}

/// Counts and refuses.
#[derive(Clone, Debug)]
pub struct Guard {
    limits: Limits,
    spent: Arc<Mutex<Spent>>,
}

#[derive(Debug)]
struct Spent {
    requests: u64,
    micro_usd: u64,
    until: Instant,
}

/// A request, as the guard reads it.
#[derive(Debug)]
pub struct Sent<'a> {
    /// `GET`, `PUT`, …
    pub method: &'a str,
    /// The URL's host, without port.
    pub host: &'a str,
    /// With the query.
    pub path: &'a str,
    /// By name, in lower case.
    pub headers: BTreeMap<String, String>,
    /// Empty where it is not in memory.
    pub body: &'a [u8],
}

impl Guard {
    /// # Errors
    /// If the account is not on the list: nothing will be sent.
    pub fn new(limits: Limits, account: &str) -> Result<Self, String> {
        if !limits.accounts.iter().any(|allowed| allowed == account) {
            return Err(format!("account {account} is not on the list of allowed accounts"));
        }
        if limits.prefix.len() < 4 {
            return Err("the name prefix must have four characters at least".to_owned());
        }
        let until = Instant::now() + limits.time;
        let spent = Spent { requests: 0, micro_usd: 0, until };
        Ok(Self { limits, spent: Arc::new(Mutex::new(spent)) })
    }

    /// The connector behind the guard.
    pub fn before(self, inner: SharedHttpConnector) -> impl HttpConnector {
        Guarded { guard: self, inner }
    }

    /// # Errors
    /// Why the request must not be sent.
    pub fn check(&self, sent: &Sent<'_>) -> Result<(), String> {
        self.check_region(sent)?;
        self.check_names(sent)?;
        self.check_writes(sent)?;
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        spent.requests += 1;
        spent.micro_usd += price(sent);
        if spent.requests > self.limits.requests {
            return Err(format!("more than {} requests", self.limits.requests));
        }
        if spent.micro_usd > self.limits.micro_usd {
            let limit = self.limits.micro_usd as f64 / 1e6;
            return Err(format!("more than {limit} USD"));
        }
        if Instant::now() > spent.until {
            return Err(format!("later than {:?} after the start", self.limits.time));
        }
        Ok(())
    }

    fn check_region(&self, sent: &Sent<'_>) -> Result<(), String> {
        // Viewers' requests are not signed; what they can do is to read.
        let Some(authorization) = sent.headers.get("authorization") else {
            return match sent.method {
                "GET" | "HEAD" | "OPTIONS" => Ok(()),
                other => Err(format!("an unsigned {other}")),
            };
        };
        let scope = authorization.split("Credential=").nth(1).unwrap_or_default();
        let region = scope.split('/').nth(2).unwrap_or_default();
        let service = scope.split('/').nth(3).unwrap_or_default();
        // CloudFront's control plane lives in us-east-1 only.
        let allowed = self.limits.regions.iter().any(|allowed| allowed == region);
        if allowed || service == "cloudfront" {
            return Ok(());
        }
        Err(format!("region {region} is not on the list of allowed regions"))
    }

    fn check_names(&self, sent: &Sent<'_>) -> Result<(), String> {
        let authorization = sent.headers.get("authorization").map_or("", String::as_str);
        let service = authorization.split("Credential=").nth(1).and_then(|s| s.split('/').nth(3));
        let names = match service {
            None => return Ok(()),
            Some("s3") => vec![bucket(sent)],
            Some("logs") => in_json(sent.body, &["logGroupName", "logGroupNamePrefix"]),
            Some("monitoring") => in_cbor_or_json(sent.body),
            Some("cloudfront") => return self.check_cloudfront(sent),
            Some(other) => return Err(format!("service {other} is not one of ours")),
        };
        if names.is_empty() {
            return Err(format!("{} {} names nothing of ours", sent.method, sent.path));
        }
        let ours = |name: &String| name.trim_start_matches('/').starts_with(&self.limits.prefix);
        match names.iter().find(|name| !ours(name)) {
            None => Ok(()),
            Some(name) => Err(format!("{name} does not begin with {}", self.limits.prefix)),
        }
    }

    /// Where next to nothing may be written: by the method, and by the operation's name in JSON's protocols.
    fn check_writes(&self, sent: &Sent<'_>) -> Result<(), String> {
        let Some(deletable) = &self.limits.deletes_only else { return Ok(()) };
        let operation =
            sent.headers.get("x-amz-target").and_then(|target| target.rsplit('.').next());
        let reads = match operation {
            Some(operation) => READS.iter().any(|read| operation.starts_with(read)),
            None => matches!(sent.method, "GET" | "HEAD" | "OPTIONS"),
        };
        let key = key(sent);
        let query = sent.path.split_once('?').map_or("", |(_, query)| query);
        let cleans = sent.method == "DELETE"
            && matches!(query, "" | "x-id=DeleteObject")
            && deletable
                .iter()
                .any(|prefix| !prefix.is_empty() && key.starts_with(prefix.as_str()));
        if reads || cleans {
            return Ok(());
        }
        Err(format!("{} {} {} writes", sent.method, sent.path, operation.unwrap_or_default()))
    }

    /// Ids say nothing, so: reads, invalidations, and creations that carry our prefix.
    fn check_cloudfront(&self, sent: &Sent<'_>) -> Result<(), String> {
        let body = String::from_utf8_lossy(sent.body);
        let invalidates = sent.method == "POST" && sent.path.ends_with("/invalidation");
        let creates = sent.method == "POST" && body.contains(&format!(">{}", self.limits.prefix));
        if sent.method == "GET" || invalidates || creates {
            return Ok(());
        }
        Err(format!("{} {} on CloudFront", sent.method, sent.path))
    }
}

/// How operations begin that read.
const READS: [&str; 4] = ["Describe", "Filter", "Get", "List"];

/// An object's key: in either style, and without a query.
fn key(sent: &Sent<'_>) -> String {
    let path = sent.path.split('?').next().unwrap_or_default().trim_start_matches('/');
    let in_host = sent.host.contains(".s3.");
    let key = if in_host { path } else { path.split_once('/').map_or("", |(_, key)| key) };
    percent_encoding::percent_decode_str(key).decode_utf8_lossy().into_owned()
}

/// Virtual-host or path style.
fn bucket(sent: &Sent<'_>) -> String {
    if let Some((bucket, rest)) = sent.host.split_once(".s3.")
        && rest.ends_with("amazonaws.com")
    {
        return bucket.to_owned();
    }
    let path = sent.path.trim_start_matches('/');
    path.split(['/', '?']).next().unwrap_or_default().to_owned()
}

fn in_json(body: &[u8], names: &[&str]) -> Vec<String> {
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(body) else { return Vec::new() };
    let found = names.iter().filter_map(|name| value.get(name)?.as_str());
    found.map(str::to_owned).collect()
}

/// The SDK sends CloudWatch CBOR, in which texts stand as they are: a definite-length text of a
/// member follows the member's name.
fn in_cbor_or_json(body: &[u8]) -> Vec<String> {
    let members = ["Namespace", "AlarmName", "DashboardName"];
    let plain = in_json(body, &members);
    if !plain.is_empty() {
        return plain;
    }
    members.iter().filter_map(|member| cbor_text_after(body, member)).collect()
}

fn cbor_text_after(body: &[u8], member: &str) -> Option<String> {
    let at = body.windows(member.len()).position(|window| window == member.as_bytes())?;
    let rest = &body[at + member.len()..];
    let (length, text) = match rest.first()? {
        head @ 0x60..=0x77 => (usize::from(head & 0x1f), &rest[1..]),
        0x78 => (usize::from(*rest.get(1)?), &rest[2..]),
        _ => return None,
    };
    String::from_utf8(text.get(..length)?.to_vec()).ok()
}

/// Millionths of a dollar, rounded up: list prices of us-east-1.
fn price(sent: &Sent<'_>) -> u64 {
    match sent.method {
        _ if sent.path.ends_with("/invalidation") => 5_000,
        "PUT" | "POST" => 10,
        _ => 1,
    }
}

struct Guarded {
    guard: Guard,
    inner: SharedHttpConnector,
}

impl fmt::Debug for Guarded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Guarded")
    }
}

impl HttpConnector for Guarded {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let uri: http::Uri = request.uri().parse().unwrap_or_default();
        let headers = request.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
        let sent = Sent {
            method: request.method(),
            host: uri.host().unwrap_or_default(),
            path: uri.path_and_query().map_or("/", |path| path.as_str()),
            headers: headers.collect(),
            body: request.body().bytes().unwrap_or_default(),
        };
        match self.guard.check(&sent) {
            Ok(()) => self.inner.call(request),
            Err(why) => {
                let refused = format!("refused before it was sent: {why}");
                HttpConnectorFuture::ready(Err(ConnectorError::user(refused.into())))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn limits() -> Limits {
        Limits {
            accounts: vec!["111122223333".into()],
            regions: vec!["eu-central-1".into()],
            prefix: "parhelion-run7".into(),
            requests: 10,
            micro_usd: 20_000,
            time: Duration::from_secs(600),
            deletes_only: None,
        }
    }

    fn check(
        service: &str,
        region: &str,
        method: &str,
        host: &str,
        path: &str,
        body: &str,
    ) -> bool {
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential=AKIA/20260101/{region}/{service}/aws4_request, SignedHeaders=host, Signature=0"
        );
        let headers = [("authorization".to_owned(), authorization)].into();
        let guard = Guard::new(limits(), "111122223333").unwrap();
        guard.check(&Sent { method, host, path, headers, body: body.as_bytes() }).is_ok()
    }

    const S3: &str = "s3.eu-central-1.amazonaws.com";

    #[test]
    fn only_listed_accounts() {
        assert!(Guard::new(limits(), "111122223333").is_ok());
        assert!(Guard::new(limits(), "999999999999").is_err());
    }

    #[test]
    fn only_our_names() {
        let ours = "parhelion-run7-files";
        assert!(check("s3", "eu-central-1", "PUT", &format!("{ours}.{S3}"), "/a", ""));
        assert!(check("s3", "eu-central-1", "PUT", S3, &format!("/{ours}/a"), ""));
        assert!(!check("s3", "eu-central-1", "PUT", &format!("production.{S3}"), "/a", ""));
        assert!(!check("s3", "eu-central-1", "GET", S3, "/", ""));
        let logs = "logs.eu-central-1.amazonaws.com";
        let group = |name: &str| format!("{{\"logGroupName\":\"{name}\"}}");
        assert!(check(
            "logs",
            "eu-central-1",
            "POST",
            logs,
            "/",
            &group("/parhelion-run7/production")
        ));
        assert!(!check("logs", "eu-central-1", "POST", logs, "/", &group("/aws/lambda/other")));
        assert!(!check("logs", "eu-central-1", "POST", logs, "/", "{}"));
        let cbor = "\u{1}iNamespacetparhelion-run7-files";
        let monitoring = "monitoring.eu-central-1.amazonaws.com";
        assert!(check("monitoring", "eu-central-1", "POST", monitoring, "/x", cbor));
        assert!(!check(
            "monitoring",
            "eu-central-1",
            "POST",
            monitoring,
            "/x",
            "\u{1}iNamespaceeother"
        ));
    }

    #[test]
    fn only_listed_regions_and_services() {
        let host = format!("parhelion-run7-files.{S3}");
        assert!(!check("s3", "us-west-2", "PUT", &host, "/a", ""));
        assert!(!check("ec2", "eu-central-1", "POST", "ec2.eu-central-1.amazonaws.com", "/", ""));
    }

    #[test]
    fn cloudfront_creates_only_with_our_prefix_and_deletes_never() {
        let (host, path) = ("cloudfront.amazonaws.com", "/2020-05-31/distribution");
        let body = "<Comment>parhelion-run7</Comment>";
        assert!(check("cloudfront", "us-east-1", "POST", host, path, body));
        assert!(!check("cloudfront", "us-east-1", "POST", host, path, "<Comment>other</Comment>"));
        assert!(!check("cloudfront", "us-east-1", "DELETE", host, &format!("{path}/E1"), ""));
        assert!(check("cloudfront", "us-east-1", "GET", host, path, ""));
    }

    #[test]
    fn where_only_deletes_are_allowed_all_else_reads() {
        let deletes_only = Some(vec!["files/parhelion-7-".to_owned()]);
        let guard = Guard::new(Limits { deletes_only, ..limits() }, "111122223333").unwrap();
        let check = |service: &str, method: &str, path: &str, operation: &str| {
            let authorization = format!(
                "AWS4-HMAC-SHA256 Credential=A/20260101/eu-central-1/{service}/aws4_request"
            );
            let mut headers = BTreeMap::from([("authorization".to_owned(), authorization)]);
            if !operation.is_empty() {
                headers.insert("x-amz-target".to_owned(), format!("Logs_20140328.{operation}"));
            }
            let body = br#"{"logGroupName": "/parhelion-run7/x"}"#;
            let host = "parhelion-run7.s3.eu-central-1.amazonaws.com";
            guard.check(&Sent { method, host, path, headers, body }).is_ok()
        };
        assert!(check("s3", "GET", "/files/other.txt?x-id=GetObject", ""));
        assert!(check("s3", "DELETE", "/files/parhelion-7-%C3%A9.txt?x-id=DeleteObject", ""));
        assert!(!check("s3", "DELETE", "/files/other.txt?x-id=DeleteObject", ""));
        assert!(!check("s3", "DELETE", "/files/parhelion-7-a?tagging", ""));
        assert!(!check("s3", "DELETE", "/", "") && !check("s3", "PUT", "/files/parhelion-7-a", ""));
        assert!(check("logs", "POST", "/", "FilterLogEvents"));
        assert!(
            !check("logs", "POST", "/", "DeleteLogGroup")
                && !check("logs", "POST", "/", "PutLogEvents")
        );
    }

    #[test]
    fn viewers_only_read() {
        let guard = Guard::new(limits(), "111122223333").unwrap();
        let sent = |method| Sent {
            method,
            host: "d1.cloudfront.net",
            path: "/",
            headers: BTreeMap::new(),
            body: b"",
        };
        assert!(guard.check(&sent("GET")).is_ok());
        assert!(guard.check(&sent("DELETE")).is_err());
    }

    #[test]
    fn requests_and_money_run_out() {
        let guard = Guard::new(limits(), "111122223333").unwrap();
        let sent = Sent {
            method: "GET",
            host: "d1.cloudfront.net",
            path: "/",
            headers: BTreeMap::new(),
            body: b"",
        };
        assert!((0..10).all(|_| guard.check(&sent).is_ok()));
        assert!(guard.check(&sent).unwrap_err().contains("requests"));

        let guard = Guard::new(limits(), "111122223333").unwrap();
        let authorization =
            "AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/cloudfront/aws4_request";
        let headers = [("authorization".to_owned(), authorization.to_owned())].into();
        let path = "/2020-05-31/distribution/E1/invalidation";
        let sent =
            Sent { method: "POST", host: "cloudfront.amazonaws.com", path, headers, body: b"" };
        assert!((0..4).all(|_| guard.check(&sent).is_ok()));
        assert!(guard.check(&sent).unwrap_err().contains("USD"));
    }
}
