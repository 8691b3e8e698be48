//! One record of a server access log: its fields and what it calls an operation (S3-7.14).
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html>

use crate::access::owner;
use crate::buckets::bucket::Bucket;
use crate::model::MODEL;
use crate::requests::signature_version;
use crate::requests::target::queried;
use http::{HeaderMap, Method, StatusCode};
use parhelion_wire::Timestamp;
use parhelion_world::service::{Request, Response};
use parhelion_world::{Caller, Context};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::borrow::Cow;

const KEY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'/');

/// What records differ in; empty is what does not apply.
#[derive(Default)]
pub(crate) struct Record<'a> {
    pub operation: Cow<'static, str>,
    pub key: &'a str,
    /// The request's line, without its quotes.
    pub line: String,
    /// 0: nobody was answered.
    pub status: u16,
    pub error: String,
    pub bytes: u64,
    pub size: Option<u64>,
    /// Virtual time does not pass while a request is served.
    pub took: &'static str,
    pub referer: String,
    pub agent: String,
    pub version: &'a str,
    pub host_id: String,
    /// S3 itself did it, under an id of its own; nobody asked.
    pub by_lifecycle: Option<&'a str>,
}

impl<'a> Record<'a> {
    /// Of a request that was answered.
    pub(crate) fn of(cx: &Context, request: &Request, answer: &Response) -> Self {
        let sent = cx.request;
        let target = sent.uri.path_and_query().map_or("/", |target| target.as_str());
        let head = request.method() == Method::HEAD;
        Self {
            line: format!("{} {target} HTTP/1.1", sent.method),
            status: answer.status().as_u16(),
            error: error_code(answer),
            bytes: if head { 0 } else { answer.body().len() },
            took: "1",
            referer: header(&sent.headers, "referer"),
            agent: header(&sent.headers, "user-agent"),
            host_id: header(answer.headers(), "x-amz-id-2"),
            ..Self::default()
        }
    }

    /// Of something that a request does besides others.
    pub(crate) fn within(cx: &Context) -> Self {
        Self { host_id: cx.request.host_id.to_string(), ..Self::default() }
    }

    pub(crate) fn of_lifecycle(id: &'a str) -> Self {
        Self { by_lifecycle: Some(id), ..Self::default() }
    }

    /// The record of a bucket's log.
    pub(crate) fn line(self, cx: &Context, held: &Bucket) -> String {
        let or_dash = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
        let number = |number: u64| if number == 0 { "-".to_owned() } else { number.to_string() };
        let quoted = |text: &str| format!("\"{}\"", if text.is_empty() { "-" } else { text });
        // Of what no request line tells, fields that have quotes stand without.
        let text = |it: &str| if self.line.is_empty() { or_dash(it) } else { quoted(it) };
        let [address, requester, id, signature, cipher, authentication, host, tls] =
            match self.by_lifecycle {
                None => of_sender(cx),
                Some(id) => ["-", "AmazonS3", id, "-", "-", "-", "-", "-"].map(str::to_owned),
            };
        [
            owner::canonical_id(&held.owner),
            held.name.to_string(),
            log_time(cx.now),
            or_dash(&address),
            requester,
            or_dash(&id),
            self.operation.to_string(),
            or_dash(&utf8_percent_encode(self.key, KEY).to_string()),
            text(&self.line),
            number(self.status.into()),
            or_dash(&self.error),
            number(self.bytes),
            self.size.map_or_else(|| "-".to_owned(), |size| size.to_string()),
            or_dash(self.took),
            or_dash(self.took),
            text(&self.referer),
            text(&self.agent),
            or_dash(self.version),
            or_dash(&self.host_id),
            signature,
            cipher,
            authentication,
            or_dash(&host),
            tls,
            "-".to_owned(),
            "-".to_owned(),
        ]
        .join(" ")
    }
}

/// Who sent the request and how: address, requester, the request's id, signature's version, cipher,
/// type of authentication, host, TLS.
fn of_sender(cx: &Context) -> [String; 8] {
    let sent = cx.request;
    let requester = match &cx.caller {
        Caller::Principal { arn, account, .. } if arn.ends_with(":root") => {
            owner::canonical_id(account)
        }
        // Its ARN has spaces, which divide a record.
        Caller::ServiceUser { canonical_user, .. } => canonical_user.to_string(),
        Caller::Anonymous => "-".to_owned(),
        other => other.arn().to_owned(),
    };
    let version = if signature_version::is_2(sent) { "SigV2" } else { "SigV4" };
    let (authentication, signature) = match (&cx.caller, sent.presigned) {
        (Caller::Anonymous, _) => ("-", "-"),
        (_, true) => ("QueryString", version),
        (_, false) => ("AuthHeader", version),
    };
    let (cipher, tls) =
        if sent.secure { ("TLS_AES_128_GCM_SHA256", "TLSv1.3") } else { ("-", "-") };
    [
        sent.source_ip.to_string(),
        requester,
        sent.request_id.to_string(),
        signature.to_owned(),
        cipher.to_owned(),
        authentication.to_owned(),
        header(&sent.headers, "host"),
        tls.to_owned(),
    ]
}

fn header(headers: &HeaderMap, name: &str) -> String {
    let value = headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()));
    value.map(Cow::into_owned).unwrap_or_default()
}

/// `[06/Feb/2019:00:00:38 +0000]`, from IMF-fixdate.
fn log_time(at: Timestamp) -> String {
    let date = at.http_date();
    let parts: Vec<&str> = date.split([' ', ',']).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [_, day, month, year, time, _] => format!("[{day}/{month}/{year}:{time} +0000]"),
        _ => "-".to_owned(),
    }
}

/// `REST.<method>.<resource>`, `WEBSITE.<method>.<resource>`, with S3's own names for what the query
/// adds.
pub(crate) fn operation(request: &Request, key: &str, site: bool) -> Cow<'static, str> {
    /// The query's name, and the log's where it is not the same in capitals.
    const RESOURCES: [(&str, &str); 18] = [
        ("uploadId", "UPLOAD"),
        ("tagging", "OBJECT_TAGGING"),
        ("retention", "OBJECT_LOCK_RETENTION"),
        ("legal-hold", "OBJECT_LOCK_LEGALHOLD"),
        ("attributes", "OBJECT_ATTRIBUTES"),
        ("restore", "OBJECT_RESTORE"),
        ("delete", "MULTI_OBJECT_DELETE"),
        ("versions", "BUCKETVERSIONS"),
        ("policy", "BUCKETPOLICY"),
        ("policyStatus", "POLICY_STATUS"),
        ("logging", "LOGGING_STATUS"),
        ("requestPayment", "REQUEST_PAYMENT"),
        ("publicAccessBlock", "PUBLIC_ACCESS_BLOCK"),
        ("ownershipControls", "OWNERSHIP_CONTROLS"),
        ("object-lock", "OBJECT_LOCK_CONFIGURATION"),
        ("torrent", "OBJECT_TORRENT"),
        ("metadataConfiguration", "METADATA_CONFIGURATION"),
        ("metadataTable", "METADATA_TABLE"),
    ];
    let method = request.method().as_str();
    if site {
        let resource = if method == "OPTIONS" { "PREFLIGHT" } else { "OBJECT" };
        return format!("WEBSITE.{method}.{resource}").into();
    }
    let copies = request.headers().contains_key("x-amz-copy-source");
    if queried(request, "partNumber").is_some() && method == "PUT" {
        return if copies { "REST.COPY.PART" } else { "REST.PUT.PART" }.into();
    }
    if copies && method == "PUT" {
        return "REST.COPY.OBJECT".into();
    }
    let named = RESOURCES.iter().find(|(query, _)| queried(request, query).is_some());
    let resource = match named {
        Some((_, "OBJECT_TAGGING")) if key.is_empty() => "TAGGING".into(),
        Some((_, resource)) => (*resource).into(),
        None if method == "OPTIONS" => "PREFLIGHT".into(),
        None => match sub_resource(request, key) {
            Some(name) => Cow::Owned(name.replace('-', "_").to_ascii_uppercase()),
            None if key.is_empty() => "BUCKET".into(),
            None => "OBJECT".into(),
        },
    };
    format!("REST.{method}.{resource}").into()
}

/// What some operation on the same kind of resource is told by, of those whose names the log has in
/// capitals: `acl`, `uploads`, `inventory`, `intelligent-tiering`.
fn sub_resource(request: &Request, key: &str) -> Option<&'static str> {
    let segments = if key.is_empty() { 1 } else { 2 };
    let alike = MODEL.operations.iter().filter(|operation| operation.path.len() == segments);
    let mut names =
        alike.flat_map(|operation| operation.query).filter(|(_, value)| value.is_none());
    names.find(|(name, _)| queried(request, name).is_some()).map(|(name, _)| *name)
}

/// The code in an error's XML, or in a website's page.
pub(crate) fn error_code(answer: &Response) -> String {
    if answer.status() < StatusCode::BAD_REQUEST {
        return String::new();
    }
    let text = answer.body().read_range(0, 512).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let between = |begin: &str, end: char| text.split(begin).nth(1)?.split(end).next();
    between("<Code>", '<').or_else(|| between("<li>Code: ", '<')).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use parhelion_wire::Body;

    #[test]
    fn s3_7_14_times() {
        let at = Timestamp::from_secs(1_767_225_938);
        assert_eq!(log_time(at), "[01/Jan/2026:00:05:38 +0000]");
    }

    /// What the query names is never taken for the bucket or the object itself.
    #[test]
    fn every_sub_resource_has_a_name() {
        let ask = |method: &str, uri: &str, key: &str| {
            let request = http::Request::builder().method(method).uri(uri);
            operation(&request.body(Body::empty()).unwrap_or_default(), key, false).into_owned()
        };
        for (method, uri, key, named) in [
            ("GET", "/b?list-type=2", "", "REST.GET.BUCKET"),
            ("GET", "/b/k", "k", "REST.GET.OBJECT"),
            ("GET", "/b/k?versionId=v", "k", "REST.GET.OBJECT"),
            ("GET", "/b/k?acl", "k", "REST.GET.ACL"),
            ("GET", "/b?acl", "", "REST.GET.ACL"),
            ("POST", "/b/k?uploads", "k", "REST.POST.UPLOADS"),
            ("GET", "/b?uploads", "", "REST.GET.UPLOADS"),
            ("GET", "/b?inventory&id=x", "", "REST.GET.INVENTORY"),
            ("GET", "/b?analytics", "", "REST.GET.ANALYTICS"),
            ("GET", "/b?metrics&id=x", "", "REST.GET.METRICS"),
            ("GET", "/b?intelligent-tiering", "", "REST.GET.INTELLIGENT_TIERING"),
            ("GET", "/b?accelerate", "", "REST.GET.ACCELERATE"),
            ("GET", "/b?versioning", "", "REST.GET.VERSIONING"),
            ("GET", "/b/k?torrent", "k", "REST.GET.OBJECT_TORRENT"),
            ("GET", "/b?tagging", "", "REST.GET.TAGGING"),
            ("GET", "/b/k?tagging", "k", "REST.GET.OBJECT_TAGGING"),
        ] {
            assert_eq!(ask(method, uri, key), named, "{uri}");
        }
        for operation in MODEL.operations.iter().filter(|it| it.path.len() == 1) {
            let Some((name, None)) = operation.query.first() else { continue };
            let asked = ask(operation.method, &format!("/b?{name}"), "");
            assert!(!asked.ends_with(".BUCKET"), "{}: {asked}", operation.name);
        }
    }
}
