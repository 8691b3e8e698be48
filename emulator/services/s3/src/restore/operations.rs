//! RestoreObject, and what becomes of it as time goes by (S3-3.17d–g).

use crate::choices::RESTORE_LATE;
use crate::errors;
use crate::lifecycle::rules::due;
use crate::model::*;
use crate::objects::object::{Object as Stored, Properties, StorageClass};
use crate::restore::restored_copy::{Restored, Tier as Speed};
use crate::state::S3;
use crate::timer::Timer;
use crate::versions::named_version::{ConditionKeys, NamedVersion};
use crate::versions::version::{Content, Version};
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};
use parhelion_world::Context;

impl S3 {
    pub(crate) fn restore_object(
        &mut self,
        cx: &mut Context,
        input: RestoreObjectInput,
    ) -> Result<RestoreObjectOutput> {
        let RestoreObjectInput { bucket, key, version_id, restore_request, .. } = input;
        let held = self.find_bucket(cx, &bucket, input.expected_bucket_owner.as_deref())?;
        let named = NamedVersion::new(&key, version_id.as_deref());
        let found = named.authorized(cx, held, "s3:RestoreObject", ConditionKeys::default())?;
        named.check_id()?;
        let request = restore_request.unwrap_or_default();
        if request.select_parameters.is_some() || request.type_.is_some() {
            return Err(errors::header_not_implemented("SelectParameters", ""));
        }
        let version = found.ok_or_else(|| named.missing(cx, held))?;
        let Some(object) = version.object() else {
            return Err(errors::method_not_allowed("POST", "DeleteMarker"));
        };
        let class = object.properties.storage_class;
        if !class.is_archive() {
            let message = "Restore is not allowed for the object's current storage class";
            return Err(
                Error::new(403, "InvalidObjectState", message).with("StorageClass", class.name())
            );
        }
        let days = request.days.filter(|days| *days > 0).ok_or_else(errors::malformed_xml)?;
        let tier = tier(&request, class)?;
        let id = version.shown_id().to_owned();
        let (restored, begins) = match object.properties.restored {
            None => (Restored { tier, days, until: None }, true),
            Some(Restored { until: None, tier: before, .. }) if tier <= before => {
                let message = "Object restore is already in progress";
                return Err(Error::new(409, "RestoreAlreadyInProgress", message));
            }
            Some(Restored { until: None, .. }) => (Restored { tier, days, until: None }, true),
            // The period begins anew.
            Some(held) => (Restored { days, until: Some(due(cx.now, days)), ..held }, false),
        };
        let next = with(version, object, Some(restored));
        self.replace(&bucket, &key, next)?;
        if begins {
            let delay = cx.choose_delay(&RESTORE_LATE);
            let at = cx.now + delay;
            let timer = Timer::CompleteRestore {
                bucket: bucket.as_str().into(),
                key: key.as_str().into(),
                version: id.as_str().into(),
            };
            timer.schedule(cx, at);
            self.notify(cx, &bucket, "ObjectRestore:Post", &key, Some(&id));
        } else if let Some(until) = restored.until {
            expire_later(cx, until, &bucket, &key, &id);
        }
        let status_code = begins.then_some(202);
        Ok(RestoreObjectOutput { status_code, ..RestoreObjectOutput::default() })
    }

    /// The copy is there.
    pub(crate) fn restored(&mut self, cx: &mut Context, bucket: &str, key: &str, id: &str) {
        let Some((version, object)) = self.archived(bucket, id, key) else { return };
        let Some(held @ Restored { until: None, .. }) = object.properties.restored else { return };
        let until = due(cx.now, held.days);
        let next = with(version, object, Some(Restored { until: Some(until), ..held }));
        if self.replace(bucket, key, next).is_ok() {
            expire_later(cx, until, bucket, key, id);
            self.notify(cx, bucket, "ObjectRestore:Completed", key, Some(id));
        }
    }

    /// The copy goes, unless its period was begun anew (S3-3.17e).
    pub(crate) fn restore_over(&mut self, cx: &mut Context, bucket: &str, key: &str, id: &str) {
        let Some((version, object)) = self.archived(bucket, id, key) else { return };
        let over = object.properties.restored.and_then(|held| held.until);
        if over.is_none_or(|until| until > cx.now) {
            return;
        }
        let next = with(version, object, None);
        if self.replace(bucket, key, next).is_ok() {
            self.notify(cx, bucket, "ObjectRestore:Delete", key, Some(id));
        }
    }

    fn archived(&self, bucket: &str, id: &str, key: &str) -> Option<(&Version, &Stored)> {
        let version = self.bucket(bucket)?.keys.get(key)?.find(id)?;
        Some((&**version, version.object()?))
    }
}

fn expire_later(cx: &mut Context, at: Timestamp, bucket: &str, key: &str, id: &str) {
    Timer::ExpireRestore { bucket: bucket.into(), key: key.into(), version: id.into() }
        .schedule(cx, at);
}

fn with(version: &Version, object: &Stored, restored: Option<Restored>) -> Version {
    let properties = Properties { restored, ..object.properties.clone() };
    let content = Content::Object(Stored { properties, ..object.clone() });
    Version { content, ..version.clone() }
}

/// S3-3.17(d, g)
fn tier(request: &RestoreRequest, class: StorageClass) -> Result<Speed> {
    let job = request.glacier_job_parameters.as_ref().map(|job| job.tier.as_str());
    let Some(name) = job.or(request.tier.as_deref()) else { return Ok(Speed::default()) };
    let tier = Speed::from_name(name).ok_or_else(errors::malformed_xml)?;
    if tier == Speed::Expedited && class == StorageClass::DeepArchive {
        let message = "Retrieval option is not supported by this storage class";
        return Err(errors::invalid_argument(message, "Tier", name));
    }
    Ok(tier)
}
