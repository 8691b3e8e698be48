//! Replication between buckets (S3-6.15): the configuration, and what happens some time after a write.

use crate::access::authorization::Access;
use crate::buckets::bucket::Bucket as HeldBucket;
use crate::choices::REPLICATION_LATE;
use crate::encryption::algorithm::Algorithm;
use crate::errors;
use crate::model::*;
use crate::objects::object::{Object as Stored, Properties, Replication, StorageClass};
use crate::state::S3;
use crate::timer::Timer;
use crate::versions::version::{Held, Version, Versioning};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// Wake-ups begin with it; `bucket/version/key` follows.
pub const SUBJECT: &str = "replicate ";

/// What it takes on a calm day.
const USUAL: Duration = Duration::from_secs(1);

impl S3 {
    pub(crate) fn put_bucket_replication(
        &mut self,
        cx: &mut Context,
        input: PutBucketReplicationInput,
    ) -> Result<()> {
        let PutBucketReplicationInput { bucket, replication_configuration, .. } = input;
        let access = Access::to("s3:PutReplicationConfiguration");
        let held = self.admitted(cx, &bucket, input.expected_bucket_owner.as_deref(), &access)?;
        let mut configuration = replication_configuration;
        if configuration.rules.is_empty() || configuration.rules.len() > 1000 {
            return Err(errors::malformed_xml());
        }
        if held.versioning(cx.now) != Versioning::Enabled {
            return Err(errors::invalid_request(
                "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
            ));
        }
        for rule in &mut configuration.rules {
            self.check_rule(cx, rule)?;
            if rule.id.as_deref().unwrap_or_default().is_empty() {
                rule.id = Some(cx.uuid());
            }
        }
        let next = Some(Arc::new(configuration));
        self.change(&bucket)?.settings.replication.set(cx, next);
        Ok(())
    }

    /// S3-6.15(a, b)
    fn check_rule(&self, cx: &Context, rule: &ReplicationRule) -> Result<()> {
        if rule.filter.is_some()
            && (rule.priority.is_none() || rule.delete_marker_replication.is_none())
        {
            return Err(errors::malformed_xml());
        }
        if rule.filter.is_none() && rule.prefix.is_none() {
            return Err(errors::malformed_xml());
        }
        let Some(name) = rule.destination.bucket.strip_prefix("arn:aws:s3:::") else {
            let message = "Invalid bucket ARN.";
            return Err(errors::invalid_argument(message, "Bucket", &*rule.destination.bucket));
        };
        let enabled = self
            .bucket(name)
            .ok_or_else(|| errors::invalid_request("Destination bucket must exist."))?
            .versioning(cx.now)
            == Versioning::Enabled;
        if enabled {
            return Ok(());
        }
        Err(errors::invalid_request("Destination bucket must have versioning enabled."))
    }

    pub(crate) fn get_bucket_replication(
        &mut self,
        cx: &mut Context,
        input: GetBucketReplicationInput,
    ) -> Result<GetBucketReplicationOutput> {
        let GetBucketReplicationInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:GetReplicationConfiguration");
        let held = self.admitted(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let Some(configuration) = held.settings.replication.at(cx.now).as_deref().cloned() else {
            return Err(errors::no_such_configuration(
                "ReplicationConfigurationNotFoundError",
                "The replication configuration was not found",
                &bucket,
            ));
        };
        Ok(GetBucketReplicationOutput { replication_configuration: Some(configuration) })
    }

    pub(crate) fn delete_bucket_replication(
        &mut self,
        cx: &mut Context,
        input: DeleteBucketReplicationInput,
    ) -> Result<()> {
        let DeleteBucketReplicationInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:PutReplicationConfiguration");
        self.admitted(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        self.change(&bucket)?.settings.replication.set(cx, None);
        Ok(())
    }

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
        cx.later(cx.now + delay, &Timer(format!("{SUBJECT}{name}/{id}/{key}")));
        Ok(())
    }

    fn mark(&mut self, name: &str, key: &str, version: &Version, to: Replication) -> Result<()> {
        let Some(object) = version.object() else { return Ok(()) };
        let properties = Properties { replication: Some(to), ..object.properties.clone() };
        let held = Held::Object(Stored { properties, ..object.clone() });
        self.replace(name, key, Version { held, ..version.clone() })
    }

    /// The time has come (S3-6.15d–f).
    pub(crate) fn replicate(&mut self, cx: &mut Context, subject: &str) {
        let Some((name, rest)) =
            subject.strip_prefix(SUBJECT).and_then(|rest| rest.split_once('/'))
        else {
            return;
        };
        let Some((id, key)) = rest.split_once('/') else { return };
        let Some(held) = self.bucket(name) else { return };
        let Some(version) = held.keys.get(key).and_then(|versions| versions.find(id)).cloned()
        else {
            return;
        };
        let source = held.name.clone();
        let mut failed = None;
        for (target, class) in destinations(cx, held, key, &version) {
            if let Err(reason) = self.place(cx, &target, key, &version, class) {
                failed = Some(reason);
            }
        }
        let status = if failed.is_some() { Replication::Failed } else { Replication::Completed };
        if self.mark(&source, key, &version, status).is_ok()
            && let Some(reason) = failed
        {
            cx.note("s3:Replication:OperationFailedReplication", key, &[("failureReason", reason)]);
            let event = "Replication:OperationFailedReplication";
            self.happened(cx, &source, event, key, Some(id));
        }
    }

    fn place(
        &mut self,
        cx: &mut Context,
        target: &str,
        key: &str,
        version: &Version,
        class: Option<StorageClass>,
    ) -> Result<(), &'static str> {
        let Some(held) = self.bucket(target) else { return Err("DstBucketNotFound") };
        if held.versioning(cx.now) != Versioning::Enabled {
            return Err("DstBucketUnversioned");
        }
        let there = |id: &str| held.keys.get(key).is_some_and(|held| held.find(id).is_some());
        if version.id.as_deref().is_some_and(there) {
            return Ok(());
        }
        let content = match version.object() {
            None => Held::DeleteMarker,
            Some(object) => {
                let properties = Properties {
                    replication: Some(Replication::Replica),
                    storage_class: class.unwrap_or(object.properties.storage_class),
                    owner: held.owner.clone(),
                    ..object.properties.clone()
                };
                Held::Object(Stored { properties, ..object.clone() })
            }
        };
        let held = self.change(target).map_err(|_| "DstBucketNotFound")?;
        held.put(key, version.id.clone(), version.modified, content);
        self.happened(cx, target, "ObjectCreated:Put", key, version.id.as_deref());
        Ok(())
    }
}

/// Where a version goes: of several rules to one bucket, that of the highest priority (S3-6.15c).
fn destinations(
    cx: &Context,
    bucket: &HeldBucket,
    key: &str,
    version: &Version,
) -> Vec<(String, Option<StorageClass>)> {
    let Some(configuration) = bucket.settings.replication.at(cx.now) else { return Vec::new() };
    // S3-6.15(e): no chains, no archives.
    if let Some(object) = version.object()
        && (object.properties.replication == Some(Replication::Replica)
            || object.properties.storage_class.is_archive())
    {
        return Vec::new();
    }
    let mut chosen: BTreeMap<String, (i32, Option<StorageClass>)> = BTreeMap::new();
    for rule in configuration.rules.iter().filter(|rule| applies(rule, key, version)) {
        let to = &rule.destination;
        let Some(name) = to.bucket.strip_prefix("arn:aws:s3:::") else { continue };
        let class = to.storage_class.as_deref().and_then(StorageClass::from_name);
        let priority = rule.priority.unwrap_or(0);
        let held = chosen.get(name).map(|(held, _)| *held);
        if held.is_none_or(|held| priority > held) {
            chosen.insert(name.to_owned(), (priority, class));
        }
    }
    chosen.into_iter().map(|(name, (_, class))| (name, class)).collect()
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
