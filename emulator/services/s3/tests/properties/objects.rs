//! What a single object is: bytes, headers, conditions, checksums, tags.

use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use parhelion_wire::checksum::{Algorithm, Checksum, digests};
use parhelion_wire::{Body, Timestamp};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn digest(body: &[u8], algorithm: Algorithm) -> Checksum {
    *digests(&Body::from(body.to_vec()), &[algorithm]).unwrap().get(algorithm).unwrap()
}

fn metadata() -> impl Strategy<Value = BTreeMap<String, String>> {
    btree_map("[a-z][a-z0-9-]{0,8}", "[!-~]([ -~]{0,10}[!-~])?", 0..4)
}

/// Bytes with all that a PUT can say about them.
fn rich() -> impl Strategy<Value = PutObjectInput> {
    let text = || prop::option::of("[a-z]{1,8}");
    let headers = (text(), text(), text(), text(), prop::option::of("[ -~]{1,12}"));
    let class =
        prop::option::of(prop::sample::select(vec!["STANDARD", "STANDARD_IA", "GLACIER_IR"]));
    (vec(any::<u8>(), 0..50), metadata(), headers, class, prop::option::of("[a-z]{1,3}=[a-z]{0,3}"))
        .prop_map(|(body, metadata, headers, class, tagging)| {
            let (content_type, cache, disposition, language, expires) = headers;
            PutObjectInput {
                body: Some(Body::from(body)),
                content_type,
                cache_control: cache,
                content_disposition: disposition,
                content_language: language,
                expires,
                metadata: Some(metadata).filter(|metadata| !metadata.is_empty()),
                storage_class: class.map(Into::into),
                tagging,
                ..put("k", "")
            }
        })
}

fn bytes(body: Option<Body>) -> Vec<u8> {
    body.unwrap_or_default().to_bytes().to_vec()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// T7, T50, T57: what was put is what is got, to the letter.
    #[test]
    fn t7_t50_t57_round_trip(input in rich()) {
        let mut cloud = Cloud::with_bucket();
        let body = bytes(input.body.clone());
        let done = cloud.call::<PutObject>(input.clone()).unwrap();
        let got = cloud.get("k").unwrap();
        prop_assert_eq!(bytes(got.body), &body[..]);
        prop_assert_eq!(&got.e_tag, &Some(format!("\"{}\"", digest(&body, Algorithm::Md5).hex())));
        prop_assert_eq!(&got.e_tag, &done.e_tag);
        prop_assert_eq!(got.content_length, Some(body.len() as i64));
        prop_assert_eq!(got.metadata.unwrap_or_default(), input.metadata.unwrap_or_default());
        let kind = input.content_type.unwrap_or_else(|| "binary/octet-stream".into());
        prop_assert_eq!(got.content_type, Some(kind));
        prop_assert_eq!(got.cache_control, input.cache_control);
        prop_assert_eq!(got.content_disposition, input.content_disposition);
        prop_assert_eq!(got.content_language, input.content_language);
        prop_assert_eq!(got.expires, input.expires, "T57");
        let class = input.storage_class.filter(|class| class != "STANDARD");
        prop_assert_eq!(cloud.head("k").unwrap().storage_class, class.clone(), "T50");
        let listed = cloud.call::<ListObjectsV2>(list()).unwrap().contents.unwrap();
        prop_assert_eq!(&listed[0].storage_class, &Some(class.unwrap_or_else(|| "STANDARD".into())));
        prop_assert_eq!(got.tag_count, input.tagging.map(|_| 1));
    }

    /// T9: a claim that the bytes do not bear out stores nothing, and a true one does no harm.
    #[test]
    fn t9_integrity(body in vec(any::<u8>(), 0..40), kind in 0..6usize, lie in any::<bool>()) {
        let mut cloud = Cloud::with_bucket();
        let claimed = if lie { [&body[..], b"!"].concat() } else { body.clone() };
        let text = |algorithm| Some(digest(&claimed, algorithm).base64());
        let mut input = PutObjectInput { body: Some(Body::from(body)), ..put("k", "") };
        match kind {
            0 => input.content_md5 = text(Algorithm::Md5),
            1 => input.checksum_crc32 = text(Algorithm::Crc32),
            2 => input.checksum_crc32c = text(Algorithm::Crc32c),
            3 => input.checksum_crc64nvme = text(Algorithm::Crc64Nvme),
            4 => input.checksum_sha1 = text(Algorithm::Sha1),
            _ => input.checksum_sha256 = text(Algorithm::Sha256),
        }
        let outcome = cloud.call::<PutObject>(input);
        if lie {
            let (status, code) = fault(outcome);
            prop_assert_eq!(status, 400);
            prop_assert!(["BadDigest", "InvalidRequest"].contains(&&*code), "{}", code);
            prop_assert!(cloud.keys().is_empty());
        } else {
            outcome.unwrap();
        }
    }

    /// T11: ranges are cut to the object, and 416 exactly where nothing is left.
    #[test]
    fn t11_ranges(size in 0..40u64, first in 0..50u64, last in prop::option::of(0..50u64), suffix in any::<bool>()) {
        let mut cloud = Cloud::with_bucket();
        let body: Vec<u8> = (0..size as u8).collect();
        cloud.call::<PutObject>(PutObjectInput { body: Some(Body::from(body.clone())), ..put("k", "") }).unwrap();
        let text = match (suffix, last) {
            (true, _) => format!("bytes=-{first}"),
            (false, Some(last)) => format!("bytes={first}-{last}"),
            (false, None) => format!("bytes={first}-"),
        };
        let got = cloud.call::<GetObject>(GetObjectInput { range: Some(text), ..get("k") });
        let backwards = !suffix && last.is_some_and(|last| last < first);
        let (from, to) = match (suffix, last) {
            (true, _) => (size.saturating_sub(first), size),
            (false, Some(last)) => (first, (last + 1).min(size)),
            (false, None) => (first, size),
        };
        if backwards {
            prop_assert_eq!(bytes(got.unwrap().body), body, "no range at all");
        } else if from >= size || (suffix && first == 0) {
            prop_assert_eq!(fault(got), (416, "InvalidRange".to_owned()));
        } else {
            let got = got.unwrap();
            prop_assert_eq!(got.content_range, Some(format!("bytes {from}-{}/{size}", to - 1)));
            prop_assert_eq!(bytes(got.body), &body[from as usize..to as usize]);
        }
    }

    /// T12, T58: S3-3.3's table for reads; HEAD answers with GET's status.
    #[test]
    fn t12_t58_conditional_reads(
        (matches, quoted) in (prop::option::of(any::<bool>()), any::<bool>()),
        none_match in prop::option::of(any::<bool>()),
        modified in prop::option::of(any::<bool>()),
        unmodified in prop::option::of(any::<bool>()),
    ) {
        let mut cloud = Cloud::with_bucket();
        let tag = cloud.put("k", "x").unwrap().e_tag.unwrap();
        cloud.advance(1000);
        let own = if quoted { tag.clone() } else { tag.trim_matches('"').to_owned() };
        let tag_of = |same: bool| if same { own.clone() } else { "\"other\"".to_owned() };
        let at = cloud.head("k").unwrap().last_modified.unwrap();
        let before = Timestamp::from_secs(at.secs() - 10);
        // True: the condition holds.
        let input = GetObjectInput {
            if_match: matches.map(tag_of),
            if_none_match: none_match.map(|holds| tag_of(!holds)),
            if_modified_since: modified.map(|holds| if holds { before } else { at }),
            if_unmodified_since: unmodified.map(|holds| if holds { at } else { before }),
            ..get("k")
        };
        let head = HeadObjectInput {
            bucket: BUCKET.into(),
            key: "k".into(),
            if_match: input.if_match.clone(),
            if_none_match: input.if_none_match.clone(),
            if_modified_since: input.if_modified_since,
            if_unmodified_since: input.if_unmodified_since,
            ..Default::default()
        };
        // RFC 9110's order: a tag outweighs the date of its kind.
        let expected = match (matches, unmodified, none_match, modified) {
            (Some(false), ..) => 412,
            (None, Some(false), ..) => 412,
            (_, _, Some(false), _) => 304,
            (_, _, None, Some(false)) => 304,
            _ => 200,
        };
        let status = cloud.call::<GetObject>(input).map_or_else(|error| error.status(), |_| 200);
        prop_assert_eq!(status, expected);
        let status = cloud.call::<HeadObject>(head).map_or_else(|error| error.status(), |_| 200);
        prop_assert_eq!(status, expected);
    }

    /// T12, T58: S3-3.4's table for writes; a refused one changes nothing.
    #[test]
    fn t12_conditional_writes(exists in any::<bool>(), condition in 0..5usize, quoted in any::<bool>()) {
        let mut cloud = Cloud::with_bucket();
        let mut tag = "\"098f6bcd4621d373cade4e832627b4f6\"".to_owned();
        if exists {
            tag = cloud.put("k", "old").unwrap().e_tag.unwrap();
        }
        if !quoted {
            tag = tag.trim_matches('"').to_owned();
        }
        let mut input = put("k", "new");
        let expected = match condition {
            0 => 200,
            1 => { input.if_none_match = Some("*".into()); if exists { 412 } else { 200 } }
            2 => { input.if_match = Some(tag); if exists { 200 } else { 404 } }
            3 => { input.if_match = Some("\"other\"".into()); if exists { 412 } else { 404 } }
            _ => { input.if_none_match = Some("\"other\"".into()); 501 }
        };
        let status = cloud.call::<PutObject>(input).map_or_else(|error| error.status(), |_| 200);
        prop_assert_eq!(status, expected);
        let left = cloud.read("k").ok();
        let old = exists.then_some("old");
        prop_assert_eq!(left.as_deref(), if expected == 200 { Some("new") } else { old });
    }

    /// T18: nothing of the old object survives being overwritten.
    #[test]
    fn t18_overwriting_drops_everything(old in rich(), versioned in any::<bool>()) {
        let mut cloud = Cloud::with_bucket();
        if versioned {
            cloud.versioning("Enabled");
        }
        cloud.call::<PutObject>(old).unwrap();
        let mut fresh = Cloud::with_bucket();
        let strip = |got: GetObjectOutput| GetObjectOutput {
            version_id: None, last_modified: None, body: None, ..got
        };
        for cloud in [&mut cloud, &mut fresh] {
            cloud.put("k", "new").unwrap();
        }
        prop_assert_eq!(
            format!("{:?}", strip(cloud.get("k").unwrap())),
            format!("{:?}", strip(fresh.get("k").unwrap()))
        );
    }

    /// T19: a copy has the content, metadata and tags; not the class and the redirect.
    #[test]
    fn t19_copies(source in rich(), replace in any::<bool>()) {
        let mut cloud = Cloud::with_bucket();
        let source = PutObjectInput { website_redirect_location: Some("/x".into()), ..source };
        cloud.call::<PutObject>(source.clone()).unwrap();
        let directive = Some(if replace { "REPLACE" } else { "COPY" }.to_owned());
        let input = CopyObjectInput { metadata_directive: directive, ..copy("k", "to") };
        cloud.call::<CopyObject>(input).unwrap();
        let (from, to) = (cloud.get("k").unwrap(), cloud.get("to").unwrap());
        prop_assert_eq!(bytes(from.body), bytes(to.body));
        prop_assert_eq!(from.e_tag, to.e_tag);
        prop_assert_eq!(from.tag_count, to.tag_count);
        prop_assert_eq!((to.storage_class, to.website_redirect_location), (None, None));
        if replace {
            prop_assert_eq!(to.metadata.unwrap_or_default().len(), 0);
            prop_assert_eq!(to.content_type.as_deref(), Some("binary/octet-stream"));
            prop_assert_eq!(to.cache_control, None);
        } else {
            prop_assert_eq!((from.metadata, from.content_type), (to.metadata, to.content_type));
            prop_assert_eq!((from.cache_control, from.expires), (to.cache_control, to.expires));
        }
        is(cloud.copy("k", "k"), 400, "InvalidRequest");
    }

    /// T44: tags are all right, or the request is refused and none changes; they come back sorted.
    #[test]
    fn t44_tags(tags in vec(("[a-zA-Z+ =@é<]{0,3}|aws:x|[a]{129}", "[a-z é!]{0,3}|[b]{257}"), 0..12)) {
        let mut cloud = Cloud::with_bucket();
        cloud.put("k", "x").unwrap();
        let set = tags.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect();
        let input = PutObjectTaggingInput {
            bucket: BUCKET.into(), key: "k".into(), tagging: Tagging { tag_set: set }, ..Default::default()
        };
        let legal = |c: char| c.is_alphanumeric() || " +-=._:/@".contains(c);
        let mut names: Vec<&str> = tags.iter().map(|(key, _)| key.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let right = tags.len() <= 10 && names.len() == tags.len() && tags.iter().all(|(key, value)| {
            !key.is_empty() && key.chars().count() <= 128 && value.chars().count() <= 256
                && !key.starts_with("aws:") && key.chars().all(legal) && value.chars().all(legal)
        });
        let outcome = cloud.call::<PutObjectTagging>(input);
        prop_assert_eq!(outcome.is_ok(), right, "{:?}: {:?}", tags, outcome.err());
        let get = GetObjectTaggingInput { bucket: BUCKET.into(), key: "k".into(), ..Default::default() };
        let left = cloud.call::<GetObjectTagging>(get).unwrap().tag_set;
        if right {
            let mut sorted = tags.clone();
            sorted.sort();
            let left: Vec<(String, String)> = left.into_iter().map(|tag| (tag.key, tag.value)).collect();
            prop_assert_eq!(left, sorted);
        } else {
            prop_assert!(left.is_empty());
        }
    }

    /// T45: 2 KiB of names and values, and not a byte more.
    #[test]
    fn t45_metadata_limit(names in vec("[a-z]{1,40}", 1..6), over in -3..4i64) {
        let mut cloud = Cloud::with_bucket();
        let mut metadata: BTreeMap<String, String> = names.into_iter().map(|name| (name, "v".to_owned())).collect();
        let used: usize = metadata.iter().map(|(name, value)| name.len() + value.len()).sum();
        let rest = 2048i64 + over - used as i64;
        metadata.entry("zz".into()).or_default().push_str(&"x".repeat((rest - 2) as usize));
        let input = PutObjectInput { metadata: Some(metadata), ..put("k", "x") };
        let outcome = cloud.call::<PutObject>(input);
        if over > 0 {
            prop_assert_eq!(fault(outcome), (400, "MetadataTooLarge".to_owned()));
        } else {
            prop_assert!(outcome.is_ok());
        }
    }

    /// T46: archives are looked at, not read.
    #[test]
    fn t46_archives(class in prop::sample::select(vec!["GLACIER", "DEEP_ARCHIVE", "GLACIER_IR", "STANDARD_IA", "ONEZONE_IA"])) {
        let mut cloud = Cloud::with_bucket();
        let input = PutObjectInput { storage_class: Some(class.into()), ..put("k", "x") };
        cloud.call::<PutObject>(input).unwrap();
        let head = cloud.head("k").unwrap();
        prop_assert_eq!((head.storage_class.as_deref(), head.content_length), (Some(class), Some(1)));
        let archived = ["GLACIER", "DEEP_ARCHIVE"].contains(&class);
        match cloud.get("k") {
            Ok(_) => prop_assert!(!archived),
            Err(error) => prop_assert_eq!((archived, error.code()), (true, "InvalidObjectState")),
        }
        prop_assert_eq!(cloud.copy("k", "to").is_err(), archived);
    }

    /// T47: a customer's key opens, no other does; lists and deletes need none.
    #[test]
    fn t47_customer_keys(key in vec(any::<u8>(), 32..33), other in vec(any::<u8>(), 32..33)) {
        use base64::Engine as _;
        prop_assume!(key != other);
        let mut cloud = Cloud::with_bucket();
        let rule = ServerSideEncryptionRule {
            blocked_encryption_types: Some(BlockedEncryptionTypes { encryption_type: Some(vec!["NONE".into()]) }),
            ..Default::default()
        };
        let configuration = ServerSideEncryptionConfiguration { rules: vec![rule] };
        let input = PutBucketEncryptionInput {
            bucket: BUCKET.into(), server_side_encryption_configuration: configuration, ..Default::default()
        };
        cloud.call::<PutBucketEncryption>(input).unwrap();
        let base64 = |key: &[u8]| base64::engine::general_purpose::STANDARD.encode(key);
        let md5 = |key: &[u8]| digest(key, Algorithm::Md5).base64();
        let input = PutObjectInput {
            sse_customer_algorithm: Some("AES256".into()),
            sse_customer_key: Some(base64(&key)),
            sse_customer_key_md5: Some(md5(&key)),
            ..put("k", "secret")
        };
        let done = cloud.call::<PutObject>(input).unwrap();
        prop_assert_eq!(done.sse_customer_key_md5, Some(md5(&key)));
        is(cloud.get("k"), 400, "InvalidRequest");
        let with = |key: &[u8]| GetObjectInput {
            sse_customer_algorithm: Some("AES256".into()),
            sse_customer_key: Some(base64(key)),
            sse_customer_key_md5: Some(md5(key)),
            ..get("k")
        };
        is(cloud.call::<GetObject>(with(&other)), 403, "AccessDenied");
        let got = cloud.call::<GetObject>(with(&key)).unwrap();
        prop_assert_eq!(bytes(got.body), b"secret");
        prop_assert_eq!(cloud.keys(), ["k"]);
        cloud.delete("k").unwrap();
    }

    /// T49: checksums are shown to those who ask, and of the whole only.
    #[test]
    fn t49_checksums_on_reads(body in vec(any::<u8>(), 2..30), asks in any::<bool>(), part in any::<bool>()) {
        let mut cloud = Cloud::with_bucket();
        let input = PutObjectInput { body: Some(Body::from(body.clone())), ..put("k", "") };
        cloud.call::<PutObject>(input).unwrap();
        let got = cloud.call::<GetObject>(GetObjectInput {
            checksum_mode: asks.then(|| "ENABLED".into()),
            range: part.then(|| "bytes=0-0".into()),
            ..get("k")
        });
        let expected = (asks && !part).then(|| digest(&body, Algorithm::Crc64Nvme).base64());
        prop_assert_eq!(got.unwrap().checksum_crc64nvme, expected);
    }

    /// T48: what was written with a key can be read while the key is enabled, and only then.
    #[test]
    fn t48_keys(states in vec(0..4usize, 1..8)) {
        use parhelion_kms::{Key, KeyState};
        let mut cloud = Cloud::with_bucket();
        let now = cloud.world.now();
        let key = Key::new(OWNER, "us-east-1", "1234abcd-12ab-34cd-56ef-1234567890ab", now);
        cloud.put_key(key.clone());
        let by_kms = |name: &str| PutObjectInput {
            server_side_encryption: Some("aws:kms".into()),
            sse_kms_key_id: Some(key.arn.to_string()),
            ..put(name, "x")
        };
        cloud.call::<PutObject>(by_kms("k")).unwrap();
        for state in states {
            let until = cloud.world.now() + std::time::Duration::from_secs(86_400);
            let gone = KeyState::PendingDeletion(until);
            let state = [KeyState::Enabled, KeyState::Disabled, gone, KeyState::PendingImport][state];
            let mut now = key.clone();
            now.state = state;
            cloud.put_key(now);
            let code = match state {
                KeyState::Enabled => None,
                KeyState::Disabled => Some("KMS.DisabledException"),
                _ => Some("KMS.KMSInvalidStateException"),
            };
            let read = cloud.get("k").err().map(|error| error.code().to_owned());
            prop_assert_eq!(read.as_deref(), code);
            let written = cloud.call::<PutObject>(by_kms("l")).err().map(|error| error.code().to_owned());
            prop_assert_eq!(written.as_deref(), code);
            prop_assert!(cloud.head("k").is_ok());
        }
    }
}
