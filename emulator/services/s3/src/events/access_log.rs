//! Server access logging (S3-7.14): every request to a bucket that logs becomes a record, and the
//! records of a while an object in the target bucket, if that lets the logging service write.

use crate::access::acl::LOG_DELIVERY;
use crate::access::owner;
use crate::buckets::bucket::Bucket;
use crate::choices::{ACCESS_LOG_LATE, ACCESS_LOG_LOST};
use crate::encryption::algorithm::Algorithm as Encryption;
use crate::model::PutObjectInput;
use crate::objects::object::Object;
use crate::requests::target::{bucket_and_key, decoded, queried};
use crate::state::S3;
use crate::timer::Timer;
use http::{HeaderMap, Method, StatusCode};
use parhelion_wire::checksum::{Algorithm, digests};
use parhelion_wire::heavy::HEAVY;
use parhelion_wire::{Body, Timestamp};
use parhelion_world::service::{Interrupt, Request, Response};
use parhelion_world::{Caller, Context};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::time::Duration;

/// How long records are gathered on a calm day.
const GATHERED_FOR: Duration = Duration::from_secs(300);

/// How many records one object holds: as many as are written and digested in about a millisecond.
const RECORDS_MAX: usize = 2_000;

const KEY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'/');

impl S3 {
    /// Notes a request that has been answered.
    pub(crate) fn log_access(&mut self, cx: &mut Context, request: &Request, answer: &Response) {
        let (name, key) = bucket_and_key(request);
        let Some(held) = self.bucket(&name) else { return };
        if held.settings.logging.at(cx.now).is_none() || cx.choose(&ACCESS_LOG_LOST) != 0 {
            return;
        }
        let key = decoded(key);
        let size = held.current(&key).and_then(|version| version.object()).map(Object::size);
        let line = record(cx, held, &key, size, request, answer);
        let name = held.name.clone();
        let waiting = self.access_logs.entry(name.clone()).or_default();
        waiting.push_back(line.into());
        if waiting.len() == 1 {
            let delay = GATHERED_FOR + cx.choose_delay(&ACCESS_LOG_LATE);
            let at = cx.now + delay;
            Timer::DeliverAccessLog { bucket: name }.schedule(cx, at);
        }
    }

    /// Delivers what has been gathered of a bucket's requests.
    pub(crate) fn deliver_access_log(&mut self, cx: &mut Context, name: &str) {
        let Some(mut lines) = self.access_logs.remove(name) else { return };
        let fit = records_of_one_object(lines.iter().map(|line| line.len()));
        if lines.len() > fit {
            // The rest comes at once, but not under the same lock.
            let rest = lines.split_off(fit);
            self.access_logs.insert(name.into(), rest.into());
            Timer::DeliverAccessLog { bucket: name.into() }.schedule(cx, cx.now);
        }
        let Some(held) = self.bucket(name) else { return };
        let Some(to) = held.settings.logging.at(cx.now).clone() else { return };
        let target = self.bucket(&to.target_bucket);
        if let Some(why) = target.and_then(|target| takes_no_logs(target, cx.now)) {
            cx.note("access-log", name, &[("target", &to.target_bucket), ("outcome", why)]);
            return;
        }
        let caller = Caller::Service {
            principal: LOG_DELIVERY.into(),
            source_account: held.owner.clone(),
            source_arn: held.arn().into(),
        };
        let text = lines.iter().fold(String::new(), |all, line| all + line + "\n");
        let format = to.target_object_key_format.as_ref();
        let partitioned = format.is_some_and(|format| format.partitioned_prefix.is_some());
        let folder = if partitioned {
            let (owner, region) = (&held.owner, &held.region);
            let day = cx.now.date_time().get(..10).unwrap_or_default().replace('-', "/");
            format!("{owner}/{region}/{name}/{day}/")
        } else {
            String::new()
        };
        let number = cx.id(b"0123456789ABCDEF", 16);
        let body = Body::from(text);
        // Nobody waits for this write, so that nobody can compute for it; what is in memory is read.
        let _ = digests(&body, &[Algorithm::Md5, Algorithm::Crc64Nvme]);
        let input = PutObjectInput {
            bucket: to.target_bucket.clone(),
            key: format!("{}{folder}{}-{number}", to.target_prefix, name_time(cx.now)),
            body: Some(body),
            content_type: Some("text/plain".to_owned()),
            ..PutObjectInput::default()
        };
        let before = std::mem::replace(&mut cx.caller, caller);
        let stored = self.store(cx, input, "ObjectCreated:Put", None).map_err(Interrupt::refusal);
        cx.caller = before;
        // Best effort: a target that does not let the service write gets nothing.
        let outcome = stored.as_ref().map_or_else(|error| error.code(), |_| "delivered");
        cx.note("access-log", name, &[("target", &to.target_bucket), ("outcome", outcome)]);
    }
}

/// What keeps logs from a bucket, whatever its policy says.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshooting-server-access-logging.html>,
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html>,
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html>
fn takes_no_logs(target: &Bucket, now: Timestamp) -> Option<&'static str> {
    if target.object_lock.is_some() {
        return Some("Object Lock");
    }
    if *target.settings.requester_pays.at(now) {
        return Some("Requester Pays");
    }
    let by_kms = target.encryption.at(now).algorithm != Encryption::Aes256;
    by_kms.then_some("encrypted by KMS")
}

/// How many records, by their lengths, go into one object: so many that writing it holds nobody up.
/// One at least.
fn records_of_one_object(lengths: impl Iterator<Item = usize>) -> usize {
    let ends = lengths.scan(0, |end, length| {
        *end += length as u64 + 1; // and a line feed
        Some(*end)
    });
    ends.take_while(|end| *end <= HEAVY).take(RECORDS_MAX).count().max(1)
}

/// `2026-01-01-00-05-00`
fn name_time(at: Timestamp) -> String {
    let time: Vec<u8> = at.date_time().bytes().take(19).collect();
    String::from_utf8_lossy(&time).replace(['T', ':'], "-")
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

fn record(
    cx: &Context,
    held: &Bucket,
    key: &str,
    size: Option<u64>,
    request: &Request,
    answer: &Response,
) -> String {
    let or_dash = |text: String| if text.is_empty() { "-".to_owned() } else { text };
    let header = |headers: &HeaderMap, name: &str| {
        let value = headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()));
        value.map(std::borrow::Cow::into_owned).unwrap_or_default()
    };
    let requester = match &cx.caller {
        Caller::Principal { arn, account, .. } if arn.ends_with(":root") => {
            owner::canonical_id(account)
        }
        Caller::Anonymous => "-".to_owned(),
        other => other.arn().to_owned(),
    };
    let sent = cx.request;
    let target = sent.uri.path_and_query().map_or("/", |target| target.as_str());
    let version = queried(request, "versionId").unwrap_or_default().to_owned();
    let quoted =
        |text: String| if text.is_empty() { "\"-\"".into() } else { format!("\"{text}\"") };
    let (authentication, signature) = match (&cx.caller, sent.presigned) {
        (Caller::Anonymous, _) => ("-", "-"),
        (_, true) => ("QueryString", "SigV4"),
        (_, false) => ("AuthHeader", "SigV4"),
    };
    let (cipher, tls) =
        if sent.secure { ("TLS_AES_128_GCM_SHA256", "TLSv1.3") } else { ("-", "-") };
    let bytes = match (request.method(), answer.body().len()) {
        (&Method::HEAD, _) | (_, 0) => "-".to_owned(),
        (_, bytes) => bytes.to_string(),
    };
    let size = size.filter(|_| !key.is_empty()).map(|size| size.to_string()).unwrap_or_default();
    [
        owner::canonical_id(&held.owner),
        held.name.to_string(),
        log_time(cx.now),
        or_dash(sent.source_ip.to_string()),
        requester,
        or_dash(sent.request_id.to_string()),
        operation(request, key),
        or_dash(utf8_percent_encode(key, KEY).to_string()),
        format!("\"{} {target} HTTP/1.1\"", sent.method),
        answer.status().as_u16().to_string(),
        or_dash(error_code(answer)),
        bytes,
        or_dash(size),
        // Virtual time does not pass while a request is served.
        "1".to_owned(),
        "1".to_owned(),
        quoted(header(&sent.headers, "referer")),
        quoted(header(&sent.headers, "user-agent")),
        or_dash(version),
        or_dash(header(answer.headers(), "x-amz-id-2")),
        signature.to_owned(),
        cipher.to_owned(),
        authentication.to_owned(),
        or_dash(header(&sent.headers, "host")),
        tls.to_owned(),
        "-".to_owned(),
        "-".to_owned(),
    ]
    .join(" ")
}

/// `REST.<method>.<resource>`, with S3's own names for what the query adds.
fn operation(request: &Request, key: &str) -> String {
    /// The query's name, and the log's where it is not the same in capitals.
    const RESOURCES: [(&str, &str); 26] = [
        ("uploadId", "UPLOAD"),
        ("uploads", "UPLOADS"),
        ("acl", "ACL"),
        ("tagging", "OBJECT_TAGGING"),
        ("retention", "OBJECT_LOCK_RETENTION"),
        ("legal-hold", "OBJECT_LOCK_LEGALHOLD"),
        ("attributes", "OBJECT_ATTRIBUTES"),
        ("restore", "OBJECT_RESTORE"),
        ("delete", "MULTI_OBJECT_DELETE"),
        ("versions", "BUCKETVERSIONS"),
        ("versioning", "VERSIONING"),
        ("location", "LOCATION"),
        ("policy", "BUCKETPOLICY"),
        ("policyStatus", "POLICY_STATUS"),
        ("cors", "CORS"),
        ("lifecycle", "LIFECYCLE"),
        ("website", "WEBSITE"),
        ("logging", "LOGGING_STATUS"),
        ("notification", "NOTIFICATION"),
        ("requestPayment", "REQUEST_PAYMENT"),
        ("encryption", "ENCRYPTION"),
        ("accelerate", "ACCELERATE"),
        ("replication", "REPLICATION"),
        ("publicAccessBlock", "PUBLIC_ACCESS_BLOCK"),
        ("ownershipControls", "OWNERSHIP_CONTROLS"),
        ("object-lock", "OBJECT_LOCK_CONFIGURATION"),
    ];
    let method = request.method().as_str();
    let copies = request.headers().contains_key("x-amz-copy-source");
    if queried(request, "partNumber").is_some() && method == "PUT" {
        return if copies { "REST.COPY.PART" } else { "REST.PUT.PART" }.to_owned();
    }
    if copies && method == "PUT" {
        return "REST.COPY.OBJECT".to_owned();
    }
    let named = RESOURCES.iter().find(|(query, _)| queried(request, query).is_some());
    let resource = match named {
        Some((_, "OBJECT_TAGGING")) if key.is_empty() => "TAGGING",
        Some((_, resource)) => resource,
        None if method == "OPTIONS" => "PREFLIGHT",
        None if key.is_empty() => "BUCKET",
        None => "OBJECT",
    };
    format!("REST.{method}.{resource}")
}

/// The code in an error's XML.
fn error_code(answer: &Response) -> String {
    if answer.status() < StatusCode::BAD_REQUEST {
        return String::new();
    }
    let text = answer.body().read_range(0, 512).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let code = text.split("<Code>").nth(1).and_then(|rest| rest.split("</Code>").next());
    code.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_of_records_are_bounded_by_number_and_by_length() {
        assert_eq!(records_of_one_object([300; 5].into_iter()), 5);
        assert_eq!(records_of_one_object([300; 5_000].into_iter()), RECORDS_MAX);
        assert_eq!(records_of_one_object([8_191; 5_000].into_iter()), 128);
        assert_eq!(records_of_one_object([2_000_000; 5].into_iter()), 1);
    }

    #[test]
    fn s3_7_14_times() {
        let at = Timestamp::from_secs(1_767_225_938);
        assert_eq!(name_time(at), "2026-01-01-00-05-38");
        assert_eq!(log_time(at), "[01/Jan/2026:00:05:38 +0000]");
    }
}
