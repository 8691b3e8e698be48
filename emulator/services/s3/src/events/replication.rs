//! Replication between buckets, some time after a write (S3-6.15c–f).

use crate::buckets::bucket::Bucket as BucketState;
use crate::choices::REPLICATION_LATE;
use crate::encryption::algorithm::Algorithm;
use crate::events::replicator::{Reason, Replica, Replicator};
use crate::model::*;
use crate::objects::object::{Object as Stored, Properties, Replication, StorageClass};
use crate::state::S3;
use crate::timer::Timer;
use crate::versions::version::{Content, Version, Versioning};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::collections::BTreeMap;
use std::time::Duration;

/// What it takes on a calm day.
const USUAL: Duration = Duration::from_secs(1);

impl S3 {
    /// Orders the replication of a key's newest version, if a rule is about it.
    pub(crate) fn replicate_later(
        &mut self,
        cx: &mut Context,
        name: &str,
        key: &str,
    ) -> Result<()> {
        let Some(held) = self.bucket(name) else { return Ok(()) };
        if held.settings.replication.at(cx.now).is_none() {
            return Ok(());
        }
        let Some(version) = held.keys.get(key).map(|versions| versions.newest().clone()) else {
            return Ok(());
        };
        if destinations(cx, held, key, &version).is_empty() {
            return Ok(());
        }
        let id = version.shown_id().to_owned();
        self.mark(name, key, &version, Replication::Pending)?;
        let delay = USUAL + cx.choose_delay(&REPLICATION_LATE);
        let at = cx.now + delay;
        Timer::Replicate { bucket: name.into(), key: key.into(), version: id.into() }
            .schedule(cx, at);
        Ok(())
    }

    fn mark(&mut self, name: &str, key: &str, version: &Version, to: Replication) -> Result<()> {
        let Some(object) = version.object() else { return Ok(()) };
        let properties = Properties { replication: Some(to), ..object.properties.clone() };
        let content = Content::Object(Stored { properties, ..object.clone() });
        self.replace(name, key, Version { content, ..version.clone() })
    }

    /// The time has come (S3-6.15d–f).
    pub(crate) fn replicate(&mut self, cx: &mut Context, name: &str, key: &str, id: &str) {
        let Some(held) = self.bucket(name) else { return };
        let Some(version) = held.keys.get(key).and_then(|versions| versions.find(id)).cloned()
        else {
            return;
        };
        let source = held.name.clone();
        let mut failed = None;
        for destination in destinations(cx, held, key, &version) {
            if let Err(reason) = self.place(cx, &source, key, &version, &destination) {
                failed = Some(reason);
            }
        }
        let status = if failed.is_some() { Replication::Failed } else { Replication::Completed };
        if self.mark(&source, key, &version, status).is_ok()
            && let Some(reason) = failed
        {
            cx.note("s3:Replication:OperationFailedReplication", key, &[("failureReason", reason)]);
            let event = "Replication:OperationFailedReplication";
            self.notify(cx, &source, event, key, Some(id));
        }
    }

    fn place(
        &mut self,
        cx: &mut Context,
        source: &str,
        key: &str,
        version: &Version,
        destination: &Target,
    ) -> Result<(), Reason> {
        let target = &*destination.bucket;
        let from = self.bucket(source).ok_or("SrcBucketNotFound")?;
        let held = self.bucket(target).ok_or("DstBucketNotFound")?;
        if held.versioning(cx.now) != Versioning::Enabled {
            return Err("DstBucketUnversioned");
        }
        let there = |id: &str| held.keys.get(key).is_some_and(|held| held.find(id).is_some());
        if version.id.as_deref().is_some_and(there) {
            return Ok(());
        }
        let replica = Replica { key, version, kms_key: destination.kms_key.as_deref() };
        let replicator = Replicator::of(cx, from, &destination.role)?;
        replicator.reads(cx, from, &replica)?;
        replicator.writes(cx, held, &replica)?;
        let content = match version.object() {
            None => Content::DeleteMarker,
            Some(object) => {
                let properties = &object.properties;
                let class = destination.storage_class.unwrap_or(properties.storage_class);
                let properties = Properties {
                    replication: Some(Replication::Replica),
                    storage_class: class,
                    owner: held.owner.clone(),
                    tags: replicator.tags(cx, (from, held), &replica, &properties.tags),
                    encryption: replicator.encryption(cx, held, &replica, properties)?,
                    ..properties.clone()
                };
                Content::Object(Stored { properties, ..object.clone() })
            }
        };
        let held = self.change(target).map_err(|_| "DstBucketNotFound")?;
        held.put(key, version.id.clone(), version.modified, content);
        self.notify(cx, target, "ObjectCreated:Put", key, version.id.as_deref());
        Ok(())
    }
}

/// Where a version goes, and how.
struct Target {
    bucket: String,
    storage_class: Option<StorageClass>,
    /// Of a replica whose original was encrypted with one.
    kms_key: Option<String>,
    /// As whom S3 replicates.
    role: String,
    priority: i32,
}

/// Where a version goes: of several rules to one bucket, that of the highest priority (S3-6.15c).
fn destinations(cx: &Context, bucket: &BucketState, key: &str, version: &Version) -> Vec<Target> {
    let Some(configuration) = bucket.settings.replication.at(cx.now) else { return Vec::new() };
    // S3-6.15(e): no chains, no archives.
    if let Some(object) = version.object()
        && (object.properties.replication == Some(Replication::Replica)
            || object.properties.storage_class.is_archive())
    {
        return Vec::new();
    }
    let mut chosen: BTreeMap<String, Target> = BTreeMap::new();
    for rule in configuration.rules.iter().filter(|rule| applies(rule, key, version)) {
        let to = &rule.destination;
        let Some(name) = to.bucket.strip_prefix("arn:aws:s3:::") else { continue };
        let encryption = to.encryption_configuration.as_ref();
        let target = Target {
            bucket: name.to_owned(),
            storage_class: to.storage_class.as_deref().and_then(StorageClass::from_name),
            kms_key: encryption.and_then(|it| it.replica_kms_key_id.clone()),
            role: configuration.role.clone(),
            priority: rule.priority.unwrap_or(0),
        };
        if chosen.get(name).is_none_or(|held| target.priority > held.priority) {
            chosen.insert(name.to_owned(), target);
        }
    }
    chosen.into_values().collect()
}

fn applies(rule: &ReplicationRule, key: &str, version: &Version) -> bool {
    if rule.status != "Enabled" {
        return false;
    }
    let (prefix, tags): (&str, Vec<&Tag>) = match &rule.filter {
        None => (rule.prefix.as_deref().unwrap_or_default(), Vec::new()),
        Some(ReplicationRuleFilter { and: Some(and), .. }) => {
            (and.prefix.as_deref().unwrap_or_default(), and.tags.iter().flatten().collect())
        }
        Some(ReplicationRuleFilter { prefix, tag, .. }) => {
            (prefix.as_deref().unwrap_or_default(), tag.iter().collect())
        }
    };
    if !key.starts_with(prefix) {
        return false;
    }
    let Some(object) = version.object() else {
        // S3-6.15(b)
        let markers = rule.delete_marker_replication.as_ref().and_then(|m| m.status.as_deref());
        return rule.filter.is_none() || (markers == Some("Enabled") && tags.is_empty());
    };
    let encrypted = matches!(
        object.properties.encryption.algorithm(),
        Some(Algorithm::Kms | Algorithm::KmsDsse)
    );
    let wanted = rule.source_selection_criteria.as_ref();
    let with_kms = wanted.and_then(|criteria| criteria.sse_kms_encrypted_objects.as_ref());
    let with_kms = with_kms.is_some_and(|objects| objects.status == "Enabled");
    (!encrypted || with_kms)
        && tags.iter().all(|tag| object.properties.tags.get(&tag.key) == Some(&tag.value))
}
