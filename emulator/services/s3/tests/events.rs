//! S3-7.15 to S3-7.17: notifications; S3-6.15: replication.

use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use parhelion_world::What;

const QUEUE: &str = "arn:aws:sqs:us-east-1:123456789012:q";

fn queue(event: &str, prefix: Option<&str>) -> QueueConfiguration {
    let rule = |value: &str| FilterRule { name: Some("prefix".into()), value: Some(value.into()) };
    QueueConfiguration {
        id: None,
        queue_arn: QUEUE.into(),
        events: vec![event.into()],
        filter: prefix.map(|prefix| NotificationConfigurationFilter {
            key: Some(S3KeyFilter { filter_rules: Some(vec![rule(prefix)]) }),
        }),
    }
}

pub(crate) fn configure(
    queues: Vec<QueueConfiguration>,
    bridge: bool,
) -> PutBucketNotificationConfigurationInput {
    PutBucketNotificationConfigurationInput {
        bucket: BUCKET.into(),
        notification_configuration: NotificationConfiguration {
            queue_configurations: Some(queues),
            event_bridge_configuration: bridge.then(EventBridgeConfiguration::default),
            ..Default::default()
        },
        ..Default::default()
    }
}

/// What was sent, in order.
pub(crate) fn messages(cloud: &Cloud) -> Vec<String> {
    let events = cloud.world.journal().events().iter();
    let sent = events.filter_map(|event| match &event.what {
        What::Background { event, detail, .. } if event == "s3:Notification" => {
            detail.get("message").cloned()
        }
        _ => None,
    });
    sent.collect()
}

#[test]
fn s3_7_16_records() {
    let mut cloud = Cloud::with_bucket();
    let input = configure(vec![queue("s3:ObjectCreated:*", Some("a "))], true);
    cloud.call::<PutBucketNotificationConfiguration>(input).unwrap();
    cloud.put("b", "x").unwrap();
    cloud.put("a /b", "test").unwrap();
    cloud.delete("b").unwrap();
    let sent = messages(&cloud);
    assert_eq!(sent.len(), 4, "one for the queue, three for EventBridge");
    let record = sent.iter().find(|text| text.starts_with("{\"Records\"")).unwrap();
    for part in [
        r#""eventName":"ObjectCreated:Put""#,
        r#""key":"a+/b","size":4,"eTag":"098f6bcd4621d373cade4e832627b4f6","sequencer":"#,
        r#""s3":{"s3SchemaVersion":"1.0""#,
    ] {
        assert!(record.contains(part), "{part} in {record}");
    }
    let bridge = sent.iter().find(|text| text.contains("Object Deleted")).unwrap();
    assert!(bridge.contains(r#""deletion-type":"Permanently Deleted""#), "S3-7.17");
    assert!(sent.iter().any(|text| text.contains(r#""key":"a /b""#)), "T38: raw");
}

#[test]
fn s3_7_15_c_to_f_configuration() {
    let mut cloud = Cloud::with_bucket();
    let mut code = |queues| {
        let result = cloud.call::<PutBucketNotificationConfiguration>(configure(queues, false));
        result.err().map(|error| error.message().to_owned())
    };
    let overlap = "Configurations overlap. Configurations on the same bucket cannot share a common event type.";
    let ambiguous = "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.";
    let put = "s3:ObjectCreated:Put";
    for (filter, expected) in [(None, overlap), (Some("a"), ambiguous)] {
        let queues = vec![queue("s3:ObjectCreated:*", None), queue(put, filter)];
        assert_eq!(code(queues).as_deref(), Some(expected));
    }
    assert_eq!(code(vec![queue(put, Some("a")), queue(put, Some("b"))]), None, "T39");
    assert_eq!(code(vec![queue(put, None), queue("s3:ObjectRemoved:*", None)]), None, "T39");
    let wrong = QueueConfiguration { queue_arn: "arn:aws:sns:x".into(), ..queue(put, None) };
    assert_eq!(code(vec![wrong]).as_deref(), Some("The ARN could not be parsed"));
    let mut named = queue(put, Some("a"));
    let rules = named.filter.as_mut().unwrap().key.as_mut().unwrap().filter_rules.as_mut().unwrap();
    rules[0].name = Some("infix".into());
    assert_eq!(
        code(vec![named]).as_deref(),
        Some("filter rule name must be either prefix or suffix")
    );
    cloud
        .call::<PutBucketNotificationConfiguration>(configure(vec![queue(put, Some("a"))], false))
        .unwrap();
    let get =
        GetBucketNotificationConfigurationInput { bucket: BUCKET.into(), ..Default::default() };
    let got = cloud.call::<GetBucketNotificationConfiguration>(get.clone()).unwrap();
    let kept = &got.queue_configurations.unwrap()[0];
    assert!(kept.id.is_some());
    let rules = kept.filter.as_ref().unwrap().key.as_ref().unwrap().filter_rules.as_ref().unwrap();
    assert_eq!(rules[0].name.as_deref(), Some("Prefix"));
    cloud.call::<PutBucketNotificationConfiguration>(configure(vec![], false)).unwrap();
    let got = cloud.call::<GetBucketNotificationConfiguration>(get).unwrap();
    assert_eq!(got, GetBucketNotificationConfigurationOutput::default());
}

/// Of keys that begin with `a`, to the bucket `replica`.
fn replication() -> PutBucketReplicationInput {
    let rule = ReplicationRule {
        status: "Enabled".into(),
        priority: Some(1),
        filter: Some(ReplicationRuleFilter { prefix: Some("a".into()), ..Default::default() }),
        delete_marker_replication: Some(DeleteMarkerReplication { status: Some("Enabled".into()) }),
        destination: Destination { bucket: "arn:aws:s3:::replica".into(), ..Default::default() },
        ..Default::default()
    };
    PutBucketReplicationInput {
        bucket: BUCKET.into(),
        replication_configuration: ReplicationConfiguration {
            role: "arn:aws:iam::123456789012:role/r".into(),
            rules: vec![rule],
        },
        ..Default::default()
    }
}

fn enable_versioning(cloud: &mut Cloud, bucket: &str) {
    let enabled = VersioningConfiguration { status: Some("Enabled".into()), ..Default::default() };
    cloud
        .call::<PutBucketVersioning>(PutBucketVersioningInput {
            bucket: bucket.into(),
            versioning_configuration: enabled,
            ..Default::default()
        })
        .unwrap();
}

/// Replicates from the bucket to another one.
pub(crate) fn replicate(cloud: &mut Cloud) {
    cloud.create("replica").unwrap();
    enable_versioning(cloud, BUCKET);
    enable_versioning(cloud, "replica");
    cloud.call::<PutBucketReplication>(replication()).unwrap();
}

#[test]
fn s3_6_15_replication() {
    let mut cloud = Cloud::with_bucket();
    cloud.create("replica").unwrap();
    let input = replication();
    is(cloud.call::<PutBucketReplication>(input.clone()), 400, "InvalidRequest"); // (a)
    cloud.versioning("Enabled");
    is(cloud.call::<PutBucketReplication>(input.clone()), 400, "InvalidRequest"); // (a)
    enable_versioning(&mut cloud, "replica");
    cloud.call::<PutBucketReplication>(input).unwrap();
    let id = cloud.put("a", "x").unwrap().version_id.unwrap();
    cloud.put("b", "x").unwrap();
    assert_eq!(cloud.head("a").unwrap().replication_status.as_deref(), Some("PENDING"), "(f)");
    assert_eq!(cloud.head("b").unwrap().replication_status, None);
    let there = GetObjectInput { bucket: "replica".into(), ..version("a", &id) };
    is(cloud.call::<GetObject>(there.clone()), 404, "NoSuchVersion");
    cloud.advance(5);
    let replica = cloud.call::<GetObject>(there.clone()).unwrap();
    assert_eq!(replica.replication_status.as_deref(), Some("REPLICA"));
    assert_eq!(cloud.head("a").unwrap().replication_status.as_deref(), Some("COMPLETED"));
    cloud.delete("a").unwrap();
    cloud.advance(5);
    is(cloud.call::<GetObject>(GetObjectInput { version_id: None, ..there }), 404, "NoSuchKey");
}

/// What was replicated stays; what is written next does not go there.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketReplication.html>
#[test]
fn s3_6_15_replication_ends() {
    let mut cloud = Cloud::with_bucket();
    let get = || GetBucketReplicationInput { bucket: BUCKET.into(), ..Default::default() };
    let unset = "ReplicationConfigurationNotFoundError";
    is(cloud.call::<GetBucketReplication>(get()), 404, unset);
    replicate(&mut cloud);
    let shown = cloud.call::<GetBucketReplication>(get()).unwrap();
    let shown = shown.replication_configuration.unwrap();
    assert_eq!(shown.role, "arn:aws:iam::123456789012:role/r");
    assert_eq!(shown.rules[0].destination.bucket, "arn:aws:s3:::replica");
    assert!(shown.rules[0].id.as_ref().is_some_and(|id| !id.is_empty()), "S3 gives rules ids");
    cloud.put("a1", "x").unwrap();
    cloud.advance(5);
    for _ in 0..2 {
        let delete = DeleteBucketReplicationInput { bucket: BUCKET.into(), ..Default::default() };
        cloud.call::<DeleteBucketReplication>(delete).unwrap();
    }
    is(cloud.call::<GetBucketReplication>(get()), 404, unset);
    cloud.put("a2", "x").unwrap();
    assert_eq!(cloud.head("a2").unwrap().replication_status, None);
    cloud.advance(5);
    let there = |key: &str| GetObjectInput { bucket: "replica".into(), ..crate::support::get(key) };
    cloud.call::<GetObject>(there("a1")).unwrap();
    is(cloud.call::<GetObject>(there("a2")), 404, "NoSuchKey");
}
