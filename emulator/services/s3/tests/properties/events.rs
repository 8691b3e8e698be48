//! What happens by itself, and what is told of it: notifications, lifecycles, websites.

use crate::events::{configure as notify, messages};
use crate::raw::{send, text};
use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use parhelion_wire::{Body, Timestamp};
use parhelion_world::Caller;
use percent_encoding::percent_decode_str;
use proptest::prelude::*;

const DAY: i64 = 86_400;

fn queue(events: &[&str], prefix: &str, suffix: &str) -> QueueConfiguration {
    let rule =
        |name: &str, value: &str| FilterRule { name: Some(name.into()), value: Some(value.into()) };
    QueueConfiguration {
        id: None,
        queue_arn: "arn:aws:sqs:us-east-1:123456789012:q".into(),
        events: events.iter().map(|event| (*event).to_owned()).collect(),
        filter: Some(NotificationConfigurationFilter {
            key: Some(S3KeyFilter {
                filter_rules: Some(vec![rule("prefix", prefix), rule("suffix", suffix)]),
            }),
        }),
    }
}

/// The text behind `"name":"`, up to the next quote.
fn member<'a>(json: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = json.split_once(&format!("\"{name}\":\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// T38: keys are form-encoded for queues and raw for EventBridge; ETags have no quotes.
    #[test]
    fn t38_keys_in_events(key in "[a é+%/]{1,6}") {
        let mut cloud = Cloud::with_bucket();
        let input = notify(vec![queue(&["s3:ObjectCreated:*"], "", "")], true);
        cloud.call::<PutBucketNotificationConfiguration>(input).unwrap();
        let tag = cloud.put(&key, "x").unwrap().e_tag.unwrap();
        let sent = messages(&cloud);
        let record = sent.iter().find(|text| text.starts_with("{\"Records\"")).unwrap();
        let encoded = member(record, "key").unwrap();
        prop_assert!(!encoded.contains(' ') && encoded.is_ascii());
        let decoded = percent_decode_str(&encoded.replace('+', " ")).decode_utf8_lossy().into_owned();
        prop_assert_eq!(&decoded, &key);
        prop_assert_eq!(member(record, "eTag"), Some(tag.trim_matches('"')));
        let bridge = sent.iter().find(|text| text.contains("\"detail-type\"")).unwrap();
        prop_assert_eq!(member(bridge, "key"), Some(&*key));
    }

    /// T39: two filters that could both match are refused, if they share an event.
    #[test]
    fn t39_overlapping_filters(a in "[ab]{0,2}", b in "[ab]{0,2}", x in "[cd]{0,2}", y in "[cd]{0,2}", same in any::<bool>()) {
        let mut cloud = Cloud::with_bucket();
        let other = if same { "s3:ObjectCreated:Put" } else { "s3:ObjectRemoved:*" };
        let queues = vec![queue(&["s3:ObjectCreated:*"], &a, &x), queue(&[other], &b, &y)];
        let outcome = cloud.call::<PutBucketNotificationConfiguration>(notify(queues, false));
        let prefixes = a.starts_with(&b) || b.starts_with(&a);
        let suffixes = x.ends_with(&y) || y.ends_with(&x);
        prop_assert_eq!(outcome.is_err(), same && prefixes && suffixes);
    }

    /// T40: the events of a key, sorted by sequencer, are in the order in which they happened.
    #[test]
    fn t40_sequencers(deletes in prop::collection::vec(any::<bool>(), 1..12)) {
        let mut cloud = Cloud::with_bucket();
        let input = notify(vec![queue(&["s3:ObjectCreated:*", "s3:ObjectRemoved:*"], "", "")], false);
        cloud.call::<PutBucketNotificationConfiguration>(input).unwrap();
        for delete in deletes {
            if delete { drop(cloud.delete("k").unwrap()) } else { drop(cloud.put("k", "x").unwrap()) }
            cloud.put("other", "x").unwrap();
        }
        let sent = messages(&cloud);
        let of_key = sent.iter().filter(|text| member(text, "key") == Some("k"));
        let sequencers: Vec<&str> = of_key.filter_map(|text| member(text, "sequencer")).collect();
        let mut sorted = sequencers.clone();
        // Padded to the same length on the right, as S3's documentation compares them.
        let width = sequencers.iter().map(|text| text.len()).max().unwrap_or(0);
        sorted.sort_by_key(|text| format!("{text:0<width$}"));
        sorted.dedup();
        prop_assert_eq!(sorted, sequencers);
    }

    /// T41: an object is gone at the first midnight (UTC) that is its days after it was made, and
    /// not before; the shorter of two rules counts; sizes are exclusive bounds.
    #[test]
    fn t41_expiry(hour in 0..24u64, days in 1..5i32, other in 1..5i32, size in 0..6usize) {
        let mut cloud = Cloud::with_bucket();
        cloud.advance(hour * 3600 + 1);
        let rule = |days: i32, filter: LifecycleRuleFilter| LifecycleRule {
            status: "Enabled".into(),
            filter: Some(filter),
            expiration: Some(LifecycleExpiration { days: Some(days), ..Default::default() }),
            ..Default::default()
        };
        let by_size = LifecycleRuleFilter { object_size_greater_than: Some(3), ..Default::default() };
        let rules = vec![rule(days, LifecycleRuleFilter::default()), rule(other, by_size)];
        cloud.call::<PutBucketLifecycleConfiguration>(PutBucketLifecycleConfigurationInput {
            bucket: BUCKET.into(),
            lifecycle_configuration: Some(BucketLifecycleConfiguration { rules }),
            ..Default::default()
        }).unwrap();
        let body = Body::from(vec![b'x'; size]);
        cloud.call::<PutObject>(PutObjectInput { body: Some(body), ..put("k", "") }).unwrap();
        let days = i64::from(if size > 3 { days.min(other) } else { days });
        let made = cloud.world.now().secs();
        let due = (made + days * DAY + DAY - 1) / DAY * DAY;
        cloud.world.advance_to(Timestamp::from_secs(due - 1));
        prop_assert_eq!(cloud.keys().len(), 1);
        cloud.world.advance_to(Timestamp::from_secs(due));
        prop_assert_eq!(cloud.keys().len(), 0);
    }

    /// T37: a folder redirects to itself with a slash only where it has an index; the error
    /// document keeps the status; only GET and HEAD are websites' methods.
    #[test]
    fn t37_websites(index in any::<bool>(), error in any::<bool>(), name in "[a-z]{1,5}") {
        let mut cloud = Cloud::with_bucket();
        let read = format!(r#"{{"Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::{BUCKET}/*","arn:aws:s3:::{BUCKET}"]}}"#);
        cloud.statements(&read);
        cloud.call::<PutBucketWebsite>(PutBucketWebsiteInput {
            bucket: BUCKET.into(),
            website_configuration: WebsiteConfiguration {
                index_document: Some(IndexDocument { suffix: "index.html".into() }),
                error_document: Some(ErrorDocument { key: "error.html".into() }),
                ..Default::default()
            },
            ..Default::default()
        }).unwrap();
        if index { cloud.put(&format!("{name}/index.html"), "index").unwrap(); }
        if error { cloud.put("error.html", "sorry").unwrap(); }
        cloud.by(Caller::Anonymous);
        let host = format!("host: {BUCKET}.s3-website-us-east-1.amazonaws.com");
        let folder = send(&mut cloud, "GET", &format!("/{name}"), &[&host], "");
        if index {
            prop_assert_eq!(folder.status().as_u16(), 302);
            prop_assert_eq!(folder.headers()["location"].to_str().unwrap(), format!("/{name}/"));
        } else {
            prop_assert_eq!(folder.status().as_u16(), 404);
            prop_assert_eq!(text(&folder) == "sorry", error);
        }
        let inside = send(&mut cloud, "GET", &format!("/{name}/"), &[&host], "");
        prop_assert_eq!(inside.status().as_u16(), if index { 200 } else { 404 });
        let post = send(&mut cloud, "POST", &format!("/{name}/"), &[&host], "");
        prop_assert_eq!(post.status().as_u16(), 405);
    }
}
