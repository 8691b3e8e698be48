//! T15 to T17: a versioned bucket against a plain list of versions.

use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// What a versioned bucket is, said plainly: for each key its versions, oldest first.
#[derive(Clone, Debug, Default)]
struct Plain {
    suspended: bool,
    /// Id, and the body or `None` for a marker.
    keys: BTreeMap<String, Vec<(String, Option<String>)>>,
}

impl Plain {
    fn add(&mut self, key: &str, id: Option<String>, body: Option<String>) {
        let versions = self.keys.entry(key.to_owned()).or_default();
        let id = id.unwrap_or_else(|| "null".to_owned());
        versions.retain(|(held, _)| *held != id);
        versions.push((id, body));
    }

    fn current(&self, key: &str) -> Option<&String> {
        self.keys.get(key)?.last()?.1.as_ref()
    }
}

#[derive(Clone, Debug)]
enum Step {
    Put(String, String),
    Delete(String),
    Remove(String, usize),
    Suspend(bool),
    Restore(String, usize),
}

fn step() -> impl Strategy<Value = Step> {
    let key = || "[ab]";
    prop_oneof![
        4 => (key(), "[a-z]{0,4}").prop_map(|(key, body)| Step::Put(key, body)),
        2 => key().prop_map(Step::Delete),
        2 => (key(), 0..4usize).prop_map(|(key, at)| Step::Remove(key, at)),
        1 => any::<bool>().prop_map(Step::Suspend),
        1 => (key(), 0..4usize).prop_map(|(key, at)| Step::Restore(key, at)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// T15 to T17, S3-6.1 to S3-6.3: a versioned bucket is the plain one.
    #[test]
    fn t15_t16_t17_versions(steps in prop::collection::vec(step(), 1..30)) {
        let (mut cloud, mut plain) = (Cloud::with_bucket(), Plain::default());
        cloud.versioning("Enabled");
        for step in steps {
            match step {
                Step::Put(key, body) => {
                    let id = cloud.put(&key, &body).unwrap().version_id;
                    prop_assert_eq!(id.is_some(), !plain.suspended);
                    plain.add(&key, id, Some(body));
                }
                Step::Delete(key) => {
                    let deleted = cloud.delete(&key).unwrap();
                    prop_assert_eq!(deleted.delete_marker, Some(true));
                    plain.add(&key, deleted.version_id, None);
                }
                Step::Remove(key, at) => {
                    let Some(versions) = plain.keys.get_mut(&key) else { continue };
                    if at >= versions.len() { continue }
                    let (id, body) = versions.remove(at);
                    let input = DeleteObjectInput {
                        bucket: BUCKET.into(), key, version_id: Some(id.clone()), ..Default::default()
                    };
                    let deleted = cloud.call::<DeleteObject>(input).unwrap();
                    prop_assert_eq!(deleted.version_id, Some(id));
                    prop_assert_eq!(deleted.delete_marker == Some(true), body.is_none());
                }
                Step::Suspend(yes) => {
                    cloud.versioning(if yes { "Suspended" } else { "Enabled" });
                    plain.suspended = yes;
                }
                Step::Restore(key, at) => {
                    let Some((id, body)) = plain.keys.get(&key).and_then(|v| v.get(at)).cloned() else { continue };
                    let copied = cloud.copy(&format!("{key}?versionId={id}"), &key);
                    match body {
                        None => prop_assert_eq!(fault(copied).1, "InvalidRequest"),
                        Some(body) => plain.add(&key, copied.unwrap().version_id, Some(body)),
                    }
                }
            }
            for key in ["a", "b"] {
                let got = cloud.read(key);
                prop_assert_eq!(got.as_ref().ok(), plain.current(key));
                for (id, body) in plain.keys.get(key).into_iter().flatten() {
                    let got = cloud.call::<GetObject>(version(key, id));
                    match body {
                        Some(body) => prop_assert_eq!(got.unwrap().body.unwrap().to_bytes(), body),
                        None => prop_assert_eq!(fault(got).0, 405),
                    }
                }
            }
            let count: usize = plain.keys.values().map(Vec::len).sum();
            let (versions, markers) = cloud.version_ids();
            prop_assert_eq!(versions.len() + markers.len(), count);
        }
    }
}
