//! The cloud as a value: forks never see each other's changes.

use parhelion::s3::model as m;
use parhelion::{Body, Clock, Cloud, Timestamp, s3};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn cloud() -> Cloud {
    let cloud = Cloud::builder().clock(Clock::manual(Timestamp(1_767_225_600_000))).build();
    let input = m::CreateBucketInput { bucket: "bucket".into(), ..Default::default() };
    cloud.call::<s3::S3, m::operations::CreateBucket>(input).unwrap();
    cloud
}

fn put(cloud: &Cloud, key: u8, value: u8) {
    let input = m::PutObjectInput {
        bucket: "bucket".into(),
        key: key.to_string(),
        body: Some(Body::from(vec![value])),
        ..Default::default()
    };
    cloud.call::<s3::S3, m::operations::PutObject>(input).unwrap();
}

fn contents(cloud: &Cloud) -> BTreeMap<u8, u8> {
    let input = m::ListObjectsV2Input { bucket: "bucket".into(), ..Default::default() };
    let list = cloud.call::<s3::S3, m::operations::ListObjectsV2>(input).unwrap();
    let keys = list.contents.unwrap_or_default().into_iter().filter_map(|object| object.key);
    keys.map(|key| {
        let input =
            m::GetObjectInput { bucket: "bucket".into(), key: key.clone(), ..Default::default() };
        let got = cloud.call::<s3::S3, m::operations::GetObject>(input).unwrap();
        (key.parse().unwrap(), got.body.unwrap().to_bytes()[0])
    })
    .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..Default::default() })]

    #[test]
    fn forks_are_worlds_apart(steps in proptest::collection::vec((0..3usize, 0..6u8, any::<u8>()), 0..40)) {
        let mut worlds = vec![(cloud(), BTreeMap::new())];
        for (which, key, value) in steps {
            if worlds.len() < 3 {
                let (cloud, model) = &worlds[which % worlds.len()];
                let fork = (cloud.fork(), model.clone());
                worlds.push(fork);
            }
            let count = worlds.len();
            let (cloud, model) = &mut worlds[which % count];
            put(cloud, key, value);
            model.insert(key, value);
        }
        for (cloud, model) in &worlds {
            prop_assert_eq!(&contents(cloud), model);
        }
    }
}
