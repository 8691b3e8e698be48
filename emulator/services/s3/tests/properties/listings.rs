//! What lists show: keys in the order of their bytes, each once, however they are paged.

use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Keys that are close to each other, and some that sort oddly.
fn keys() -> impl Strategy<Value = BTreeSet<String>> {
    btree_set("[aB/-]{1,4}|a[.]b|[0é\u{ffff}\u{10000}+ %]{1,2}", 0..16)
}

fn filled(keys: &BTreeSet<String>) -> Cloud {
    let mut cloud = Cloud::with_bucket();
    for key in keys {
        cloud.put(key, "x").unwrap();
    }
    cloud
}

/// Keys and common prefixes, in the order in which they came.
fn pages_v2(cloud: &mut Cloud, ask: &ListObjectsV2Input) -> Vec<String> {
    let (mut all, mut token) = (Vec::new(), None);
    loop {
        let input = ListObjectsV2Input { continuation_token: token, ..ask.clone() };
        let page = cloud.call::<ListObjectsV2>(input).unwrap();
        let keys = page.contents.into_iter().flatten().filter_map(|object| object.key);
        let prefixes = page.common_prefixes.into_iter().flatten().filter_map(|c| c.prefix);
        let mut found: Vec<String> = keys.chain(prefixes).collect();
        assert_eq!(page.key_count, Some(found.len() as i32));
        assert!(found.len() as i32 <= ask.max_keys.unwrap_or(1000));
        found.sort();
        all.extend(found);
        token = page.next_continuation_token;
        if token.is_none() {
            assert_eq!(page.is_truncated, Some(false));
            return all;
        }
    }
}

fn pages_v1(cloud: &mut Cloud, ask: &ListObjectsV2Input) -> Vec<String> {
    let (mut all, mut marker) = (Vec::new(), ask.start_after.clone());
    loop {
        let page = cloud.call::<ListObjects>(ListObjectsInput {
            bucket: BUCKET.into(),
            prefix: ask.prefix.clone(),
            delimiter: ask.delimiter.clone(),
            max_keys: ask.max_keys,
            marker,
            ..Default::default()
        });
        let page = page.unwrap();
        let keys = page.contents.into_iter().flatten().filter_map(|object| object.key);
        let prefixes = page.common_prefixes.into_iter().flatten().filter_map(|c| c.prefix);
        let mut found: Vec<String> = keys.chain(prefixes).collect();
        found.sort();
        // Without a delimiter the last key is the next marker (S3-5.3).
        let last = found.last().cloned();
        all.extend(found);
        if page.is_truncated != Some(true) {
            return all;
        }
        marker = page.next_marker.or(last);
    }
}

fn pages_of_versions(cloud: &mut Cloud, ask: &ListObjectsV2Input) -> Vec<String> {
    let (mut all, mut key_marker, mut id_marker) = (Vec::new(), ask.start_after.clone(), None);
    loop {
        let page = cloud.call::<ListObjectVersions>(ListObjectVersionsInput {
            bucket: BUCKET.into(),
            prefix: ask.prefix.clone(),
            delimiter: ask.delimiter.clone(),
            max_keys: ask.max_keys,
            key_marker,
            version_id_marker: id_marker,
            ..Default::default()
        });
        let page = page.unwrap();
        let keys = page.versions.into_iter().flatten().filter_map(|version| version.key);
        let prefixes = page.common_prefixes.into_iter().flatten().filter_map(|c| c.prefix);
        let mut found: Vec<String> = keys.chain(prefixes).collect();
        found.sort();
        all.extend(found);
        if page.is_truncated != Some(true) {
            return all;
        }
        (key_marker, id_marker) = (page.next_key_marker, page.next_version_id_marker);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// T2 to T4, T6: for every prefix, delimiter, start and page size, the pages are the keys in
    /// byte order, with what shares a prefix up to the delimiter rolled up once; v1, v2 and
    /// versions agree.
    #[test]
    fn t2_t3_t4_t6_pages(
        keys in keys(),
        prefix in prop::option::of("[aB/-]{0,2}"),
        delimiter in prop::option::of("[/a-]|//"),
        start in prop::option::of("[aB/-]{1,3}"),
        max in 1..6i32,
    ) {
        let mut cloud = filled(&keys);
        let wanted = prefix.clone().unwrap_or_default();
        let after = start.clone().unwrap_or_default();
        // BTreeSet's order of Strings is that of their bytes.
        let mut expected: Vec<String> = Vec::new();
        for key in keys.iter().filter(|key| key.starts_with(&wanted)) {
            let rolled = delimiter.as_ref().and_then(|delimiter| {
                let at = key[wanted.len()..].find(delimiter.as_str())?;
                Some(key[..wanted.len() + at + delimiter.len()].to_owned())
            });
            let shown = rolled.unwrap_or_else(|| key.clone());
            // T6: a start in the middle of a common prefix is behind the prefix' beginning, and
            // does not bring it again if it is that prefix' own.
            if key.as_str() > after.as_str() && expected.last() != Some(&shown) {
                expected.push(shown);
            }
        }
        let ask = ListObjectsV2Input {
            prefix, delimiter, start_after: start, max_keys: Some(max), ..list()
        };
        let v2 = pages_v2(&mut cloud, &ask);
        let v1 = pages_v1(&mut cloud, &ask);
        let versions = pages_of_versions(&mut cloud, &ask);
        if ask.delimiter.is_none() {
            prop_assert_eq!(&v2, &expected);
        } else {
            // Which of the two a start inside a rolled-up prefix gets is S3-5.1's to say; but it
            // is all or nothing of that prefix, and never twice.
            let inside = |shown: &String| shown.ends_with(ask.delimiter.as_deref().unwrap_or("\0")) && after.starts_with(shown.as_str());
            let outside = |all: &[String]| -> Vec<String> { all.iter().filter(|it| !inside(it)).cloned().collect() };
            prop_assert_eq!(outside(&v2), outside(&expected));
            let mut once = v2.clone();
            once.dedup();
            prop_assert_eq!(&once, &v2);
        }
        prop_assert_eq!(&v1, &v2);
        prop_assert_eq!(&versions, &v2);
    }

    /// T4: the keys, and what is below the common prefixes, are all there is below the prefix.
    #[test]
    fn t4_prefixes_expand(keys in keys(), max in 1..5i32) {
        let mut cloud = filled(&keys);
        let ask = ListObjectsV2Input { delimiter: Some("/".into()), max_keys: Some(max), ..list() };
        let mut all = BTreeSet::new();
        for shown in pages_v2(&mut cloud, &ask) {
            if shown.contains('/') {
                let below = ListObjectsV2Input { prefix: Some(shown), ..list() };
                all.extend(pages_v2(&mut cloud, &below));
            } else {
                all.insert(shown);
            }
        }
        prop_assert_eq!(all, keys);
    }

    /// T5
    #[test]
    fn t5_max_keys(max in prop_oneof![Just(0), 1000..5000i32, -5..0i32]) {
        let mut cloud = filled(&["a".to_owned(), "b".to_owned()].into());
        let outcome = cloud.call::<ListObjectsV2>(ListObjectsV2Input { max_keys: Some(max), ..list() });
        match max {
            0 => {
                let page = outcome.unwrap();
                prop_assert_eq!((page.key_count, page.is_truncated), (Some(0), Some(false)));
            }
            1.. => {
                let page = outcome.unwrap();
                prop_assert_eq!((page.key_count, page.is_truncated), (Some(2), Some(false)));
            }
            _ => prop_assert_eq!(fault(outcome), (400, "InvalidArgument".to_owned())),
        }
    }

    /// T53: of each key one version is the latest, the first of it; pages lose and repeat nothing.
    #[test]
    fn t53_versions(steps in vec(("[ab/]{1,2}", any::<bool>()), 0..20), max in 1..5i32) {
        let mut cloud = Cloud::with_bucket();
        cloud.versioning("Enabled");
        let mut made = 0;
        for (key, delete) in steps {
            made += 1;
            if delete { drop(cloud.delete(&key).unwrap()) } else { drop(cloud.put(&key, "x").unwrap()) }
        }
        let (mut all, mut markers) = (Vec::new(), (None, None));
        loop {
            let page = cloud.call::<ListObjectVersions>(ListObjectVersionsInput {
                bucket: BUCKET.into(), max_keys: Some(max),
                key_marker: markers.0, version_id_marker: markers.1, ..Default::default()
            }).unwrap();
            let versions = page.versions.into_iter().flatten();
            all.extend(versions.map(|it| (it.key.unwrap(), it.version_id.unwrap(), it.is_latest.unwrap())));
            let deletions = page.delete_markers.into_iter().flatten();
            all.extend(deletions.map(|it| (it.key.unwrap(), it.version_id.unwrap(), it.is_latest.unwrap())));
            markers = (page.next_key_marker, page.next_version_id_marker);
            if page.is_truncated != Some(true) { break }
        }
        let ids: BTreeSet<_> = all.iter().map(|(key, id, _)| (key, id)).collect();
        prop_assert_eq!((ids.len(), all.len()), (made, made));
        let keys: BTreeSet<_> = all.iter().map(|(key, ..)| key).collect();
        let latest: Vec<_> = all.iter().filter(|(.., latest)| *latest).map(|(key, ..)| key).collect();
        prop_assert_eq!((latest.len(), latest.into_iter().collect::<BTreeSet<_>>()), (keys.len(), keys));
    }

    /// T52: every key of a batch is deleted or named with an error; quiet names only these.
    #[test]
    fn t52_batches(keys in vec("[ab]{1,2}|x{1025}", 1..8), quiet in any::<bool>()) {
        let mut cloud = filled(&["a".to_owned(), "b".to_owned()].into());
        let object = |key: &String| ObjectIdentifier { key: key.clone(), ..Default::default() };
        let delete = Delete { objects: keys.iter().map(object).collect(), quiet: Some(quiet) };
        let input = DeleteObjectsInput { bucket: BUCKET.into(), delete, ..Default::default() };
        let answer = cloud.call::<DeleteObjects>(input).unwrap();
        let deleted = answer.deleted.unwrap_or_default().len();
        let errors = answer.errors.unwrap_or_default().len();
        let long = keys.iter().filter(|key| key.len() > 1024).count();
        prop_assert_eq!(errors, long);
        prop_assert_eq!(deleted, if quiet { 0 } else { keys.len() - long });
        let left = cloud.keys();
        prop_assert!(left.iter().all(|key| !keys.contains(key)));
    }
}
