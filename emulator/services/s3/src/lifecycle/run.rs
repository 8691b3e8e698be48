//! What a lifecycle does, every midnight while there is something for it to do (S3-6.9, S3-6.10).

use crate::buckets::bucket::Bucket;
use crate::choices::LIFECYCLE_LATE;
use crate::lifecycle::rules::{Filter, Lifecycle, due, midnight_from};
use crate::model::LifecycleRule;
use crate::objects::new_version::new_version_id;
use crate::objects::object::{Object, Properties, StorageClass};
use crate::state::S3;
use crate::timer::{Progress, Timer};
use crate::versions::version::{Content, Version, Versioning, Versions};
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::ops::Bound;
use std::sync::Arc;
use std::time::Duration;

/// How many versions or uploads one slice of a run looks at; a key's stay together.
const SLICE: usize = 100;

/// Objects below it stay in their class by default (S3-6.10).
const SMALL: u64 = 128 * 1024;

/// What falls due.
#[derive(Debug)]
enum Action {
    /// The current version expires.
    Expire(Arc<str>),
    /// A version goes for good, or a marker that nothing is behind.
    Remove(Arc<str>, String),
    Move(Arc<str>, Arc<Version>, StorageClass),
    Abort(Arc<str>, Arc<str>),
}

impl S3 {
    /// Orders the next run, unless it is ordered already or has nothing to do.
    pub(crate) fn wake_lifecycle(&mut self, cx: &mut Context, name: &str) -> Result<()> {
        let Some(held) = self.bucket(name) else { return Ok(()) };
        let empty = held.keys.is_empty() && held.uploads.by_key().is_empty();
        if held.lifecycle.latest().is_none() || held.lifecycle_awake || empty {
            return Ok(());
        }
        self.change(name)?.lifecycle_awake = true;
        let next = midnight_from(cx.now + Duration::from_millis(1));
        Timer::RunLifecycle { bucket: name.into() }.schedule(cx, next);
        Ok(())
    }

    /// A run that was ordered, or that goes on later (S3-9.4 A19).
    pub(crate) fn run_lifecycle(&mut self, cx: &mut Context, name: &str) {
        let start = Progress::KeysAfter("".into());
        let delay = cx.choose_delay(&LIFECYCLE_LATE);
        if delay.is_zero() {
            self.continue_lifecycle(cx, name, start);
        } else {
            let timer = Timer::ContinueLifecycle { bucket: name.into(), from: start };
            timer.schedule(cx, cx.now + delay);
        }
    }

    /// One slice of a run. What is left is ordered for the same time, so that requests can be
    /// answered in between.
    pub(crate) fn continue_lifecycle(&mut self, cx: &mut Context, name: &str, from: Progress) {
        let Some(held) = self.bucket(name) else { return };
        let (actions, next) = match held.lifecycle.at(cx.now) {
            None => (Vec::new(), None),
            Some(lifecycle) => slice(lifecycle, held, cx.now, &from),
        };
        for action in actions {
            // A bucket that is there cannot fail to change.
            let _ = self.take(cx, name, action);
        }
        if let Some(from) = next {
            Timer::ContinueLifecycle { bucket: name.into(), from }.schedule(cx, cx.now);
            return;
        }
        if let Ok(held) = self.change(name) {
            held.lifecycle_awake = false;
        }
        let _ = self.wake_lifecycle(cx, name);
    }

    fn take(&mut self, cx: &mut Context, name: &str, action: Action) -> Result<()> {
        let held = self.change(name)?;
        match action {
            Action::Expire(key) => {
                let enabled = held.versioning(cx.now) == Versioning::Enabled;
                let id = enabled.then(|| new_version_id(cx, held));
                let gone =
                    held.current(&key).and_then(|version| version.object()).map(Object::size);
                let deletion = held.delete(&key, cx.now, id);
                let version = deletion.version.as_deref();
                let (event, operation, what) = match deletion.marker {
                    true => (
                        "LifecycleExpiration:DeleteMarkerCreated",
                        "S3.CREATE.DELETEMARKER",
                        (version.unwrap_or_default(), None),
                    ),
                    false => ("LifecycleExpiration:Delete", "S3.EXPIRE.OBJECT", ("", gone)),
                };
                self.log_lifecycle(cx, name, operation, &key, what);
                self.notify(cx, name, event, &key, version);
            }
            Action::Remove(key, id) => {
                let size = held.keys.get(&key).and_then(|versions| versions.find(&id));
                let size = size.and_then(|version| version.object()).map(Object::size);
                held.delete_version(&key, &id);
                self.log_lifecycle(cx, name, "S3.EXPIRE.OBJECT", &key, (&id, size));
                self.notify(cx, name, "LifecycleExpiration:Delete", &key, Some(&id));
            }
            Action::Move(key, version, class) => {
                let Some(object) = version.object() else { return Ok(()) };
                let size = object.size();
                let properties = Properties { storage_class: class, ..object.properties.clone() };
                let moved = Content::Object(Object { properties, ..object.clone() });
                if let Some(versions) = held.keys.get_mut(&key) {
                    versions.replace(Version { content: moved, ..(*version).clone() });
                }
                let id = version.id.as_deref();
                let what = (id.unwrap_or_default(), Some(size));
                self.log_lifecycle(cx, name, logged_transition(class), &key, what);
                self.notify(cx, name, "LifecycleTransition", &key, id);
            }
            Action::Abort(key, id) => {
                held.uploads.remove(&key, &id);
                self.log_lifecycle(cx, name, "S3.DELETE.UPLOAD", &key, ("", None));
                cx.note("s3:AbortIncompleteMultipartUpload", &format!("{name}/{key}"), &[]);
            }
        }
        Ok(())
    }
}

/// What access logs call a transition.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-and-other-bucket-config.html#lifecycle-general-considerations-logging>
fn logged_transition(class: StorageClass) -> &'static str {
    match class {
        StorageClass::StandardIa => "S3.TRANSITION_SIA.OBJECT",
        StorageClass::OneZoneIa => "S3.TRANSITION_ZIA.OBJECT",
        StorageClass::IntelligentTiering => "S3.TRANSITION_INT.OBJECT",
        StorageClass::GlacierIr => "S3.TRANSITION_GIR.OBJECT",
        StorageClass::DeepArchive => "S3.TRANSITION_GDA.OBJECT",
        // Nothing moves to Standard or to Reduced Redundancy.
        StorageClass::Glacier | StorageClass::Standard | StorageClass::ReducedRedundancy => {
            "S3.TRANSITION.OBJECT"
        }
    }
}

/// What falls due among the next keys and uploads, and where the slice after it begins; `None`: the
/// run is over.
fn slice(
    lifecycle: &Lifecycle,
    bucket: &Bucket,
    now: Timestamp,
    from: &Progress,
) -> (Vec<Action>, Option<Progress>) {
    let (mut found, mut seen) = (Vec::new(), 0);
    if let Progress::KeysAfter(after) = from {
        for (key, versions) in bucket.keys.range::<_, str>(behind(after)) {
            of_current(lifecycle, key, versions, now, &mut found);
            of_noncurrent(lifecycle, key, versions, now, &mut found);
            seen += versions.count();
            if seen >= SLICE {
                return (found, Some(Progress::KeysAfter(key.clone())));
            }
        }
    }
    let after = match from {
        Progress::KeysAfter(_) => "",
        Progress::UploadsAfter(after) => after,
    };
    for (key, uploads) in bucket.uploads.by_key().range::<_, str>(behind(after)) {
        for upload in uploads {
            if lifecycle.abort(key, upload.initiated).is_some_and(|(at, _)| at <= now) {
                found.push(Action::Abort(key.clone(), upload.id.clone()));
            }
        }
        seen += uploads.len();
        if seen >= SLICE {
            return (found, Some(Progress::UploadsAfter(key.clone())));
        }
    }
    (found, None)
}

fn behind(after: &str) -> (Bound<&str>, Bound<&str>) {
    (Bound::Excluded(after), Bound::Unbounded)
}

fn of_current(
    lifecycle: &Lifecycle,
    key: &Arc<str>,
    versions: &Versions,
    now: Timestamp,
    found: &mut Vec<Action>,
) {
    let newest = versions.newest();
    let Some(object) = newest.object() else {
        // S3-6.12
        let alone = versions.count() == 1;
        let goes = lifecycle.enabled().any(|rule| {
            let Some(expiration) = &rule.expiration else { return false };
            let old = expiration.days.is_some_and(|days| due(newest.modified, days) <= now);
            let wanted = expiration.expired_object_delete_marker == Some(true);
            (old || wanted) && Filter::of(rule).matches_key(key)
        });
        if alone && goes {
            found.push(Action::Remove(key.clone(), newest.shown_id().to_owned()));
        }
        return;
    };
    let (tags, size) = (&object.properties.tags, object.size());
    let expires = lifecycle.expiration(key, tags, size, newest.modified);
    if expires.is_some_and(|(at, _)| at <= now) {
        found.push(Action::Expire(key.clone()));
        return;
    }
    let matching = lifecycle.enabled().filter(|rule| Filter::of(rule).matches(key, tags, size));
    let due = matching.flat_map(|rule| {
        rule.transitions.iter().flatten().filter_map(move |transition| {
            let at = match (transition.days, transition.date) {
                (Some(days), _) => due(newest.modified, days),
                (None, date) => date?,
            };
            let class = StorageClass::from_name(transition.storage_class.as_deref()?)?;
            (at <= now && is_big_enough(lifecycle, rule, class, size)).then_some(class)
        })
    });
    find_transition(key, newest, object, due, found);
}

/// Versions that a later one has replaced; their time counts from then (S3-6.9c).
fn of_noncurrent(
    lifecycle: &Lifecycle,
    key: &Arc<str>,
    versions: &Versions,
    now: Timestamp,
    found: &mut Vec<Action>,
) {
    let all: Vec<&Arc<Version>> = versions.iter().collect();
    for (newer, pair) in all.windows(2).enumerate() {
        let &[newer_one, version] = pair else { continue };
        let since = newer_one.modified;
        let matching = lifecycle.enabled().filter(|rule| match version.object() {
            Some(object) => Filter::of(rule).matches(key, &object.properties.tags, object.size()),
            None => Filter::of(rule).matches_key(key),
        });
        let rules: Vec<&LifecycleRule> = matching.collect();
        let goes = rules.iter().any(|rule| {
            let Some(expiration) = &rule.noncurrent_version_expiration else { return false };
            let kept = expiration.newer_noncurrent_versions.unwrap_or(0);
            let old = expiration.noncurrent_days.is_some_and(|days| due(since, days) <= now);
            old && newer >= usize::try_from(kept).unwrap_or(0)
        });
        let lock = version.object().map(|object| object.properties.lock).unwrap_or_default();
        // S3-6.9(h)
        if goes && !lock.protects(now, false) {
            found.push(Action::Remove(key.clone(), version.shown_id().to_owned()));
            continue;
        }
        let Some(object) = version.object() else { continue };
        let due = rules.iter().flat_map(|rule| {
            rule.noncurrent_version_transitions.iter().flatten().filter_map(|transition| {
                let class = StorageClass::from_name(transition.storage_class.as_deref()?)?;
                let kept = transition.newer_noncurrent_versions.unwrap_or(0);
                let old = due(since, transition.noncurrent_days?) <= now;
                let far = newer >= usize::try_from(kept).unwrap_or(0);
                let big = is_big_enough(lifecycle, rule, class, object.size());
                (old && far && big).then_some(class)
            })
        });
        find_transition(key, version, object, due, found);
    }
}

/// The last class that is due, if the object may go there.
fn find_transition(
    key: &Arc<str>,
    version: &Arc<Version>,
    object: &Object,
    due: impl Iterator<Item = StorageClass>,
    found: &mut Vec<Action>,
) {
    let held = object.properties.storage_class;
    if let Some(class) = due.max_by_key(|class| transition_order(*class))
        && transition_order(class) > transition_order(held)
    {
        found.push(Action::Move(key.clone(), version.clone(), class));
    }
}

/// Transitions lead to a greater one only (S3-6.10).
fn transition_order(class: StorageClass) -> u8 {
    match class {
        StorageClass::Standard | StorageClass::ReducedRedundancy => 0,
        StorageClass::StandardIa => 1,
        StorageClass::IntelligentTiering => 2,
        StorageClass::OneZoneIa => 3,
        StorageClass::GlacierIr => 4,
        StorageClass::Glacier => 5,
        StorageClass::DeepArchive => 6,
    }
}

/// A filter by size lifts the default minimum (S3-6.10).
fn is_big_enough(
    lifecycle: &Lifecycle,
    rule: &LifecycleRule,
    class: StorageClass,
    size: u64,
) -> bool {
    let archive = matches!(class, StorageClass::Glacier | StorageClass::DeepArchive);
    let varies = lifecycle.default_minimum == "varies_by_storage_class" && archive;
    size >= SMALL || varies || Filter::of(rule).greater.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LifecycleExpiration;
    use std::collections::BTreeSet;

    #[test]
    fn a_run_is_cut_into_slices_that_miss_and_repeat_nothing() {
        let mut bucket = Bucket::new("b", "1".into(), "us-east-1".into(), Timestamp(0));
        for number in 0..1_201 {
            bucket.put(&format!("{number}"), None, Timestamp(0), Content::DeleteMarker);
        }
        let expiration =
            LifecycleExpiration { expired_object_delete_marker: Some(true), ..Default::default() };
        let rule = LifecycleRule {
            status: "Enabled".into(),
            expiration: Some(expiration),
            ..Default::default()
        };
        let lifecycle = Lifecycle { rules: vec![rule], default_minimum: String::new() };
        let (mut removed, mut sizes) = (BTreeSet::new(), Vec::new());
        let mut next = Some(Progress::KeysAfter("".into()));
        while let Some(from) = next {
            let (found, rest) = slice(&lifecycle, &bucket, Timestamp(1), &from);
            sizes.push(found.len());
            for action in found {
                let Action::Remove(key, _) = action else { panic!("{action:?}") };
                assert!(removed.insert(key), "once");
            }
            next = rest;
        }
        let full = [vec![SLICE; 1_200 / SLICE], vec![1]].concat();
        assert_eq!((removed.len(), sizes), (1_201, full));
    }
}
