//! What happened to an object, told to those who asked (S3-7.15 to S3-7.17).

use crate::access::owner;
use crate::buckets::bucket::Bucket;
use crate::choices::{NOTIFICATION_LATE, NOTIFICATION_MERGED, NOTIFICATION_TWICE};
use crate::events::destinations::destinations;
use crate::state::S3;
use crate::timer::Timer;
use crate::versions::version::Version;
use parhelion_policy::document::Json;
use parhelion_world::{Account, Caller, Context, Message};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

const EMPTY_MD5: &str = "d41d8cd98f00b204e9800998ecf8427e";

fn text(value: impl Into<String>) -> Json {
    Json::Text(value.into())
}

fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(members.map(|(name, value)| (name.to_owned(), value)).into())
}

fn written(json: &Json) -> String {
    let mut out = String::new();
    json.write(&mut out);
    out
}

/// S3-7.15(g)
pub(crate) fn test_event(cx: &Context, bucket: &str) -> String {
    written(&object([
        ("Service", text("Amazon S3")),
        ("Event", text("s3:TestEvent")),
        ("Time", text(cx.now.date_time_millis())),
        ("Bucket", text(bucket)),
        ("RequestId", text(&*cx.request.request_id)),
        ("HostId", text(&*cx.request.host_id)),
    ]))
}

impl S3 {
    /// Tells of an event (`ObjectCreated:Put`) of a key; `version` is the id that the answer had.
    pub(crate) fn notify(
        &self,
        cx: &mut Context,
        name: &str,
        event: &str,
        key: &str,
        version: Option<&str>,
    ) {
        let Some(held) = self.bucket(name) else { return };
        let lifecycle = event.starts_with("Lifecycle");
        let configuration = held.settings.notification.at(cx.now).clone();
        if configuration.is_none() && !lifecycle {
            return;
        }
        cx.note(&format!("s3:{event}"), &format!("{name}/{key}"), &[]);
        let Some(configuration) = configuration else { return };
        let object_event = ObjectEvent { held, event, key, version };
        let origin = Origin {
            write: held.writes,
            written_at: cx.now.secs(),
            owner: &held.owner,
            bucket: name,
            key,
        };
        for (arn, id) in destinations(&configuration, event, key) {
            deliver(cx, &origin, &arn, written(&object_event.record(cx, &id)));
        }
        if configuration.event_bridge_configuration.is_some() {
            let arn = format!("arn:aws:events:{}:{}:event-bus/default", held.region, held.owner);
            let event = object_event.bridge(cx);
            deliver(cx, &origin, &arn, written(&event));
        }
    }
}

/// Which write a message tells of.
pub(crate) struct Origin<'a> {
    /// The bucket's count of writes at the time.
    pub write: u64,
    /// The second in which it happened.
    pub written_at: i64,
    pub owner: &'a Account,
    pub bucket: &'a str,
    pub key: &'a str,
}

/// At once on a calm day; late or twice on others (S3-9.4 A16).
fn deliver(cx: &mut Context, origin: &Origin, arn: &str, message: String) {
    let times = 1 + usize::from(cx.choose(&NOTIFICATION_TWICE) != 0);
    let delay = cx.choose_delay(&NOTIFICATION_LATE);
    for _ in 0..times {
        if delay.is_zero() {
            send(cx, origin, arn, &message);
        } else {
            let Origin { write, written_at, bucket, key, .. } = *origin;
            let timer = Timer::DeliverNotification {
                bucket: bucket.into(),
                key: key.into(),
                written_at,
                write,
                arn: arn.into(),
                message: message.as_str().into(),
            };
            timer.schedule(cx, cx.now + delay);
        }
    }
}

fn send(cx: &mut Context, origin: &Origin, arn: &str, message: &str) {
    cx.note("s3:Notification", arn, &[("message", message)]);
    cx.send(from_bucket(origin.owner, origin.bucket, arn, message));
}

/// S3's message about a bucket: receivers decide by both (`aws:SourceArn`, `aws:SourceAccount`).
pub(crate) fn from_bucket(owner: &Account, bucket: &str, to: &str, message: &str) -> Message {
    let source = format!("arn:aws:s3:::{bucket}");
    Message::from_service("s3.amazonaws.com", owner, &source, to, message.as_bytes().to_vec())
}

impl S3 {
    /// A message that was late. The write may have been overwritten at once, which may count as
    /// one event with it (S3-9.4 A17).
    pub(crate) fn deliver_late(&self, cx: &mut Context, origin: &Origin, arn: &str, message: &str) {
        let Origin { write, written_at, bucket, key, .. } = *origin;
        let overwritten = self.bucket(bucket).is_some_and(|held| {
            let newest = held.keys.get(key).map(|versions| versions.newest());
            let at_once = |version: &Version| {
                version.written > write && version.modified.secs() <= written_at + 1
            };
            !held.versioning(cx.now).was_ever_on() && newest.is_some_and(|it| at_once(it))
        });
        if !overwritten || cx.choose(&NOTIFICATION_MERGED) == 0 {
            send(cx, origin, arn, message);
        }
    }
}

/// What happened to a version of a key.
struct ObjectEvent<'a> {
    held: &'a Bucket,
    event: &'a str,
    key: &'a str,
    version: Option<&'a str>,
}

impl ObjectEvent<'_> {
    fn stored(&self) -> Option<&Version> {
        let held = self.held.keys.get(self.key)?;
        match self.version {
            Some(id) => held.find(id),
            None => Some(held.newest()),
        }
        .map(|version| &**version)
    }

    /// Size and ETag, where the event has them (S3-7.16b).
    fn size_and_tag(&self) -> (Option<u64>, Option<String>) {
        if self.event.ends_with("DeleteMarkerCreated") {
            return (None, Some(EMPTY_MD5.to_owned()));
        }
        if self.event.ends_with("Removed:Delete") || self.event.ends_with("Expiration:Delete") {
            return (None, None);
        }
        let Some(found) = self.stored().and_then(|version| version.object()) else {
            return (None, None);
        };
        let plain = self.event.starts_with("ObjectTagging") || self.event.starts_with("ObjectAcl");
        ((!plain).then(|| found.size()), Some(found.e_tag.to_string()))
    }

    /// S3-7.16(d): as many digits always.
    fn sequencer(&self) -> Option<String> {
        let plain = self.event.starts_with("ObjectTagging") || self.event.starts_with("ObjectAcl");
        (!plain).then(|| format!("{:018X}", self.held.writes))
    }

    /// S3-7.16(c)
    fn version_id(&self) -> Option<&str> {
        self.version.filter(|id| *id != "null")
    }

    /// S3-7.16
    fn record(&self, cx: &Context, configuration: &str) -> Json {
        let newer = ["Lifecycle", "ObjectTagging", "ObjectAcl", "IntelligentTiering"];
        let is_newer = newer.iter().any(|start| self.event.starts_with(start));
        let principal = |id: String| object([("principalId", text(id))]);
        let caller = match &cx.caller {
            Caller::Principal { account, arn, .. } => {
                format!(
                    "AWS:{}",
                    arn.rsplit('/').next().filter(|_| arn.contains('/')).unwrap_or(account)
                )
            }
            Caller::ServiceUser { arn, .. } => {
                format!("AWS:{}", arn.rsplit('/').next().unwrap_or_default())
            }
            Caller::Anonymous if self.event.starts_with("Lifecycle") => "s3.amazonaws.com".into(),
            _ => "Anonymous".to_owned(),
        };
        let mut entity = vec![("key".to_owned(), text(form_encoded(self.key)))];
        let (size, tag) = self.size_and_tag();
        entity.extend(size.map(|size| ("size".to_owned(), Json::Number(size.to_string()))));
        entity.extend(tag.map(|tag| ("eTag".to_owned(), text(tag))));
        entity.extend(self.version_id().map(|id| ("versionId".to_owned(), text(id))));
        entity.extend(self.sequencer().map(|next| ("sequencer".to_owned(), text(next))));
        let bucket = object([
            ("name", text(&*self.held.name)),
            ("ownerIdentity", principal(owner::canonical_id(&self.held.owner))),
            ("arn", text(self.held.arn())),
        ]);
        let record = object([
            ("eventVersion", text(if is_newer { "2.3" } else { "2.1" })),
            ("eventSource", text("aws:s3")),
            ("awsRegion", text(&*self.held.region)),
            ("eventTime", text(cx.now.date_time_millis())),
            ("eventName", text(self.event)),
            ("userIdentity", principal(caller)),
            ("requestParameters", object([("sourceIPAddress", text(&*cx.request.source_ip))])),
            (
                "responseElements",
                object([
                    ("x-amz-request-id", text(&*cx.request.request_id)),
                    ("x-amz-id-2", text(&*cx.request.host_id)),
                ]),
            ),
            (
                "s3",
                object([
                    ("s3SchemaVersion", text("1.0")),
                    ("configurationId", text(configuration)),
                    ("bucket", bucket),
                    ("object", Json::Object(entity)),
                ]),
            ),
        ]);
        object([("Records", Json::List(vec![record]))])
    }

    /// S3-7.17
    fn bridge(&self, cx: &mut Context) -> Json {
        let (kind, reason, deletion) = bridge_names(self.event);
        let (size, tag) = self.size_and_tag();
        let mut entity = vec![("key".to_owned(), text(self.key))];
        entity.extend(size.map(|size| ("size".to_owned(), Json::Number(size.to_string()))));
        entity.extend(tag.map(|tag| ("etag".to_owned(), text(tag))));
        entity.extend(self.version_id().map(|id| ("version-id".to_owned(), text(id))));
        entity.extend(self.sequencer().map(|next| ("sequencer".to_owned(), text(next))));
        let requester = match &cx.caller {
            Caller::Principal { account, .. } => account.to_string(),
            _ => "s3.amazonaws.com".to_owned(),
        };
        let mut detail = vec![
            ("version".to_owned(), text("0")),
            ("bucket".to_owned(), object([("name", text(&*self.held.name))])),
            ("object".to_owned(), Json::Object(entity)),
            ("request-id".to_owned(), text(&*cx.request.request_id)),
            ("requester".to_owned(), text(requester)),
            ("source-ip-address".to_owned(), text(&*cx.request.source_ip)),
        ];
        detail.extend(reason.map(|reason| ("reason".to_owned(), text(reason))));
        detail.extend(deletion.map(|kind| ("deletion-type".to_owned(), text(kind))));
        object([
            ("version", text("0")),
            ("id", text(cx.uuid())),
            ("detail-type", text(kind)),
            ("source", text("aws.s3")),
            ("account", text(&*self.held.owner)),
            ("time", text(cx.now.date_time())),
            ("region", text(&*self.held.region)),
            ("resources", Json::List(vec![text(self.held.arn())])),
            ("detail", Json::Object(detail)),
        ])
    }
}

type Names = (&'static str, Option<&'static str>, Option<&'static str>);

/// Detail type, reason, kind of deletion.
fn bridge_names(event: &str) -> Names {
    const FOR_EVER: Option<&str> = Some("Permanently Deleted");
    const MARKED: Option<&str> = Some("Delete Marker Created");
    match event {
        "ObjectCreated:Put" => ("Object Created", Some("PutObject"), None),
        "ObjectCreated:Post" => ("Object Created", Some("POST Object"), None),
        "ObjectCreated:Copy" => ("Object Created", Some("CopyObject"), None),
        "ObjectCreated:CompleteMultipartUpload" => {
            ("Object Created", Some("CompleteMultipartUpload"), None)
        }
        "ObjectRemoved:Delete" => ("Object Deleted", Some("DeleteObject"), FOR_EVER),
        "ObjectRemoved:DeleteMarkerCreated" => ("Object Deleted", Some("DeleteObject"), MARKED),
        "LifecycleExpiration:Delete" => ("Object Deleted", Some("Lifecycle Expiration"), FOR_EVER),
        "LifecycleExpiration:DeleteMarkerCreated" => {
            ("Object Deleted", Some("Lifecycle Expiration"), MARKED)
        }
        "LifecycleTransition" => ("Object Storage Class Changed", None, None),
        "ObjectRestore:Post" => ("Object Restore Initiated", None, None),
        "ObjectRestore:Completed" => ("Object Restore Completed", None, None),
        "ObjectRestore:Delete" => ("Object Restore Expired", None, None),
        "ObjectTagging:Put" => ("Object Tags Added", None, None),
        "ObjectTagging:Delete" => ("Object Tags Deleted", None, None),
        "ObjectAcl:Put" => ("Object ACL Updated", None, None),
        _ => ("Object Access Tier Changed", None, None),
    }
}

/// S3-7.16(a)
fn form_encoded(key: &str) -> String {
    const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'*')
        .remove(b'/')
        .remove(b' ');
    utf8_percent_encode(key, ENCODED).to_string().replace(' ', "+")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_7_16_a_keys() {
        assert_eq!(form_encoded("a b/c@d+é"), "a+b/c%40d%2B%C3%A9");
    }
}
