//! Server access logging (S3-7.14): every request to a bucket that logs becomes a record, and the
//! records of a while an object in the target bucket, if that lets the logging service write.

use crate::access::acl::LOG_DELIVERY;
use crate::buckets::bucket::Bucket;
use crate::choices::{ACCESS_LOG_LATE, ACCESS_LOG_LOST};
use crate::encryption::algorithm::Algorithm as Encryption;
use crate::events::log_record::{Record, error_code, operation};
use crate::model::{ObjectIdentifier, PutObjectInput};
use crate::objects::object::Object;
use crate::objects::source::Source;
use crate::requests::target::{bucket_and_key, decoded, queried};
use crate::state::S3;
use crate::timer::Timer;
use crate::website::hosting::{page_of, website_of};
use http::Method;
use parhelion_wire::checksum::{Algorithm, digests};
use parhelion_wire::heavy::HEAVY;
use parhelion_wire::{Body, Error, Timestamp};
use parhelion_world::service::{Interrupt, Request, Response};
use parhelion_world::{Caller, Context};
use std::borrow::Cow;
use std::time::Duration;

/// How long records are gathered on a calm day.
const GATHERED_FOR: Duration = Duration::from_secs(300);

/// How many records one object holds: as many as are written and digested in about a millisecond.
const RECORDS_MAX: usize = 2_000;

impl S3 {
    /// Notes a request that has been answered, and what it read of another bucket or key.
    pub(crate) fn log_access(&mut self, cx: &mut Context, request: &Request, answer: &Response) {
        let site = website_of(request);
        let (name, key) = match &site {
            Some(name) => (Cow::Borrowed(name.as_str()), ""),
            None => bucket_and_key(request),
        };
        self.log_source(cx, request, answer);
        self.log(cx, &name, |cx, held| {
            let key = if site.is_some() { page_of(cx, held, request).into() } else { decoded(key) };
            let size = held.current(&key).and_then(|version| version.object()).map(Object::size);
            Record {
                operation: operation(request, &key, site.is_some()),
                size: size.filter(|_| !key.is_empty()),
                key: &key,
                version: queried(request, "versionId").unwrap_or_default(),
                ..Record::of(cx, request, answer)
            }
            .line(cx, held)
        });
    }

    /// "A copy operation involves a `GET` and a `PUT`. For that reason, we log two records."
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html#AdditionalLoggingforCopyOperations>
    fn log_source(&mut self, cx: &mut Context, request: &Request, answer: &Response) {
        let header = request.headers().get("x-amz-copy-source").and_then(|it| it.to_str().ok());
        let Some(source) = header.filter(|_| request.method() == Method::PUT) else { return };
        let Ok(source) = Source::parse(source) else { return };
        // What else failed may have failed before anything was read.
        let missing = ["NoSuchKey", "NoSuchVersion"].contains(&&*error_code(answer));
        if !answer.status().is_success() && !missing {
            return;
        }
        self.log(cx, &source.bucket, |cx, held| {
            let version = match &source.version_id {
                None => held.current(&source.key),
                Some(id) => held.keys.get(&*source.key).and_then(|held| held.find(id)),
            };
            let part = queried(request, "partNumber").is_some();
            Record {
                operation: if part { "REST.COPY.PART_GET" } else { "REST.COPY.OBJECT_GET" }.into(),
                key: &source.key,
                bytes: 0,
                size: version.and_then(|version| version.object()).map(Object::size),
                version: source.version_id.as_deref().unwrap_or_default(),
                ..Record::of(cx, request, answer)
            }
            .line(cx, held)
        });
    }

    /// One key of a DeleteObjects, beside the record of the whole request.
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html#log-record-fields>
    pub(crate) fn log_deletion(
        &mut self,
        cx: &mut Context,
        bucket: &str,
        deleted: &ObjectIdentifier,
        size: Option<u64>,
        error: Option<&Error>,
    ) {
        self.log(cx, bucket, |cx, held| {
            Record {
                operation: "BATCH.DELETE.OBJECT".into(),
                key: &deleted.key,
                status: error.map_or(204, Error::status),
                error: error.map(|error| error.code().to_owned()).unwrap_or_default(),
                size,
                version: deleted.version_id.as_deref().unwrap_or_default(),
                ..Record::within(cx)
            }
            .line(cx, held)
        });
    }

    /// What a lifecycle did.
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-and-other-bucket-config.html#lifecycle-general-considerations-logging>
    pub(crate) fn log_lifecycle(
        &mut self,
        cx: &mut Context,
        bucket: &str,
        operation: &'static str,
        key: &str,
        (version, size): (&str, Option<u64>),
    ) {
        self.log(cx, bucket, |cx, held| {
            let id = cx.id(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 16);
            Record { operation: operation.into(), key, size, version, ..Record::of_lifecycle(&id) }
                .line(cx, held)
        });
    }

    /// The bucket, if it logs.
    pub(crate) fn logging(&self, bucket: &str, now: Timestamp) -> Option<&Bucket> {
        self.bucket(bucket).filter(|held| held.settings.logging.at(now).is_some())
    }

    /// Keeps a record for a bucket that logs.
    fn log(
        &mut self,
        cx: &mut Context,
        bucket: &str,
        line: impl FnOnce(&mut Context, &Bucket) -> String,
    ) {
        let Some(held) = self.logging(bucket, cx.now) else { return };
        if cx.choose(&ACCESS_LOG_LOST) != 0 {
            return;
        }
        let line = line(cx, held);
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
    }
}
