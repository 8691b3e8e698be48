//! What a lifecycle does, every midnight while there is something for it to do (S3-6.9, S3-6.10).

use crate::buckets::bucket::Bucket;
use crate::choices::LIFECYCLE_LATE;
use crate::lifecycle::rules::{Filter, Lifecycle, due, midnight_from};
use crate::model::LifecycleRule;
use crate::objects::new_version::new_version_id;
use crate::objects::object::{Object, Properties, StorageClass};
use crate::state::S3;
use crate::timer::Timer;
use crate::versions::version::{Held, Version, Versioning, Versions};
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;
use std::time::Duration;

/// What this service's wake-ups for a lifecycle begin with; the bucket's name follows.
pub const SUBJECT: &str = "lifecycle ";
/// As [`SUBJECT`], when the run has been late already.
const LATE: &str = "lifecycle late ";

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
        cx.later(next, &Timer(format!("{SUBJECT}{name}")));
        Ok(())
    }

    /// A wake-up that was ordered (S3-9.4 A19: it may be late).
    pub(crate) fn run_lifecycle(&mut self, cx: &mut Context, subject: &str) {
        let name = match subject.strip_prefix(LATE) {
            Some(name) => name,
            None => {
                let name = subject.strip_prefix(SUBJECT).unwrap_or_default();
                let delay = cx.choose_delay(&LIFECYCLE_LATE);
                if !delay.is_zero() {
                    cx.later(cx.now + delay, &Timer(format!("{LATE}{name}")));
                    return;
                }
                name
            }
        };
        let Some(held) = self.bucket(name) else { return };
        let actions = match held.lifecycle.at(cx.now) {
            None => Vec::new(),
            Some(lifecycle) => actions(lifecycle, held, cx.now),
        };
        for action in actions {
            // A bucket that is there cannot fail to change.
            let _ = self.take(cx, name, action);
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
                let id = enabled.then(|| new_version_id(cx));
                let deletion = held.delete(&key, cx.now, id);
                let event = match deletion.marker {
                    true => "LifecycleExpiration:DeleteMarkerCreated",
                    false => "LifecycleExpiration:Delete",
                };
                self.happened(cx, name, event, &key, deletion.version.as_deref());
            }
            Action::Remove(key, id) => {
                held.delete_version(&key, &id);
                self.happened(cx, name, "LifecycleExpiration:Delete", &key, Some(&id));
            }
            Action::Move(key, version, class) => {
                let Some(object) = version.object() else { return Ok(()) };
                let properties = Properties { storage_class: class, ..object.properties.clone() };
                let moved = Held::Object(Object { properties, ..object.clone() });
                if let Some(versions) = held.keys.get_mut(&key) {
                    versions.replace(Version { held: moved, ..(*version).clone() });
                }
                self.happened(cx, name, "LifecycleTransition", &key, version.id.as_deref());
            }
            Action::Abort(key, id) => {
                held.uploads.remove(&key, &id);
                cx.note("s3:AbortIncompleteMultipartUpload", &format!("{name}/{key}"), &[]);
            }
        }
        Ok(())
    }
}

fn actions(lifecycle: &Lifecycle, bucket: &Bucket, now: Timestamp) -> Vec<Action> {
    let mut found = Vec::new();
    for (key, versions) in &bucket.keys {
        of_current(lifecycle, key, versions, now, &mut found);
        of_noncurrent(lifecycle, key, versions, now, &mut found);
    }
    for (key, uploads) in bucket.uploads.by_key() {
        for upload in uploads {
            if lifecycle.abort(key, upload.initiated).is_some_and(|(at, _)| at <= now) {
                found.push(Action::Abort(key.clone(), upload.id.clone()));
            }
        }
    }
    found
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
    moves(key, newest, object, due, found);
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
        let (since, version) = (pair[0].modified, pair[1]);
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
        moves(key, version, object, due, found);
    }
}

/// The coldest class that is due, if the object may go there.
fn moves(
    key: &Arc<str>,
    version: &Arc<Version>,
    object: &Object,
    due: impl Iterator<Item = StorageClass>,
    found: &mut Vec<Action>,
) {
    let held = object.properties.storage_class;
    if let Some(class) = due.max_by_key(|class| coldness(*class))
        && coldness(class) > coldness(held)
    {
        found.push(Action::Move(key.clone(), version.clone(), class));
    }
}

/// Transitions lead to a greater one only (S3-6.10).
fn coldness(class: StorageClass) -> u8 {
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
