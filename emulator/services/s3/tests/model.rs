//! A bucket against a plain map, step by step, and forks that never see each other.

use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
enum Step {
    Put(String, String),
    PutIfAbsent(String, String),
    Delete(String),
    DeleteMany(Vec<String>),
    Get(String),
    List { prefix: String, delimiter: bool, max: i32 },
    Fork(Vec<Step>),
}

fn key() -> impl Strategy<Value = String> {
    "[ab/]{1,3}"
}

fn flat_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (key(), "[a-z]{0,8}").prop_map(|(key, body)| Step::Put(key, body)),
        1 => (key(), "[a-z]{0,8}").prop_map(|(key, body)| Step::PutIfAbsent(key, body)),
        2 => key().prop_map(Step::Delete),
        1 => prop::collection::vec(key(), 1..4).prop_map(Step::DeleteMany),
        2 => key().prop_map(Step::Get),
        2 => ("[ab/]{0,2}", any::<bool>(), 1..5i32)
            .prop_map(|(prefix, delimiter, max)| Step::List { prefix, delimiter, max }),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => flat_step(),
        1 => prop::collection::vec(flat_step(), 1..6).prop_map(Step::Fork),
    ]
}

type Plain = BTreeMap<String, String>;

fn run(cloud: &mut Cloud, plain: &mut Plain, step: &Step) {
    match step {
        Step::Put(key, body) => {
            cloud.put(key, body).unwrap();
            plain.insert(key.clone(), body.clone());
        }
        Step::PutIfAbsent(key, body) => {
            let input = PutObjectInput { if_none_match: Some("*".into()), ..put(key, body) };
            let stored = cloud.call::<PutObject>(input).is_ok();
            assert_eq!(stored, !plain.contains_key(key), "S3-3.4");
            plain.entry(key.clone()).or_insert_with(|| body.clone());
        }
        Step::Delete(key) => {
            cloud.delete(key).unwrap();
            plain.remove(key);
        }
        Step::DeleteMany(keys) => {
            let object = |key: &String| ObjectIdentifier { key: key.clone(), ..Default::default() };
            let delete = Delete { objects: keys.iter().map(object).collect(), quiet: Some(true) };
            let input = DeleteObjectsInput { bucket: BUCKET.into(), delete, ..Default::default() };
            assert_eq!(cloud.call::<DeleteObjects>(input).unwrap().errors, None);
            plain.retain(|key, _| !keys.contains(key));
        }
        Step::Get(key) => assert_eq!(cloud.read(key).ok().as_ref(), plain.get(key)),
        Step::List { prefix, delimiter, max } => check_list(cloud, plain, prefix, *delimiter, *max),
        Step::Fork(steps) => {
            let (mut fork, mut other) = (cloud.clone(), plain.clone());
            for step in steps {
                run(&mut fork, &mut other, step);
            }
            check_all(&mut fork, &other);
        }
    }
}

/// T3, T4: the pages together are the listing.
fn check_list(cloud: &mut Cloud, plain: &Plain, prefix: &str, delimiter: bool, max: i32) {
    let mut expected: Vec<String> = plain
        .keys()
        .filter(|key| key.starts_with(prefix))
        .map(|key| match key[prefix.len()..].find('/').filter(|_| delimiter) {
            Some(at) => key[..=prefix.len() + at].to_owned(),
            None => key.clone(),
        })
        .collect();
    expected.dedup();
    let (mut found, mut token) = (Vec::new(), None);
    loop {
        let input = ListObjectsV2Input {
            prefix: Some(prefix.to_owned()),
            delimiter: delimiter.then(|| "/".to_owned()),
            max_keys: Some(max),
            continuation_token: token,
            ..list()
        };
        let page = cloud.call::<ListObjectsV2>(input).unwrap();
        let keys = page.contents.into_iter().flatten().filter_map(|object| object.key);
        let prefixes = page.common_prefixes.into_iter().flatten().filter_map(|c| c.prefix);
        found.extend(keys.chain(prefixes));
        token = page.next_continuation_token;
        if token.is_none() {
            break;
        }
    }
    found.sort();
    assert_eq!(found, expected);
}

fn check_all(cloud: &mut Cloud, plain: &Plain) {
    assert_eq!(cloud.keys(), plain.keys().cloned().collect::<Vec<_>>());
    for (key, body) in plain {
        assert_eq!(cloud.read(key).unwrap(), *body);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn a_bucket_is_a_map(steps in prop::collection::vec(step(), 1..40)) {
        let (mut cloud, mut plain) = (Cloud::with_bucket(), Plain::new());
        for step in &steps {
            run(&mut cloud, &mut plain, step);
        }
        check_all(&mut cloud, &plain);
    }
}
