//! Object Lock's configuration, retention and legal hold (S3-6.5, S3-6.6).

use crate::access::authorization::{Access, authorize};
use crate::buckets::bucket::Bucket;
use crate::lock::object_lock::{
    DefaultRetention as Default_, Lock, Mode, ObjectLock, Period, Retention, check_future,
    no_bucket_lock, protected,
};
use crate::model::*;
use crate::objects::object::{Object as Stored, Properties};
use crate::state::S3;
use crate::versions::named_version::{ConditionKeys, NamedVersion};
use crate::versions::version::{Content, Version, Versioning};
use crate::{errors, model};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;

/// S3-6.5(c)
const YEARS_MAX: i32 = 100;

impl S3 {
    pub(crate) fn put_object_lock_configuration(
        &mut self,
        cx: &mut Context,
        input: PutObjectLockConfigurationInput,
    ) -> Result<PutObjectLockConfigurationOutput> {
        let PutObjectLockConfigurationInput { bucket, object_lock_configuration, .. } = input;
        let access = Access::to("s3:PutBucketObjectLockConfiguration");
        let held =
            self.authorize_bucket(cx, &bucket, input.expected_bucket_owner.as_deref(), &access)?;
        let configuration = object_lock_configuration.ok_or_else(errors::missing_body)?;
        let ObjectLockConfiguration { object_lock_enabled, rule } = configuration;
        if object_lock_enabled.as_deref() != Some("Enabled") {
            return Err(errors::malformed_xml());
        }
        let default = match rule {
            None => None,
            Some(rule) => Some(default_retention(rule)?),
        };
        // S3-6.5(a)
        if held.versioning(cx.now) != Versioning::Enabled {
            return Err(errors::invalid_bucket_state(
                "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
            ));
        }
        self.change(&bucket)?.object_lock = Some(ObjectLock { default });
        Ok(PutObjectLockConfigurationOutput::default())
    }

    pub(crate) fn get_object_lock_configuration(
        &mut self,
        cx: &mut Context,
        input: GetObjectLockConfigurationInput,
    ) -> Result<GetObjectLockConfigurationOutput> {
        let GetObjectLockConfigurationInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:GetBucketObjectLockConfiguration");
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let Some(lock) = held.object_lock else {
            // S3-6.5(b)
            let code = "ObjectLockConfigurationNotFoundError";
            let message = "Object Lock configuration does not exist for this bucket";
            return Err(errors::no_such_configuration(code, message, &bucket));
        };
        let rule = lock.default.map(|Default_ { mode, period }| {
            let (days, years) = match period {
                Period::Days(days) => (Some(days), None),
                Period::Years(years) => (None, Some(years)),
            };
            let mode = Some(mode.name().to_owned());
            ObjectLockRule {
                default_retention: Some(model::DefaultRetention { mode, days, years }),
            }
        });
        let configuration =
            ObjectLockConfiguration { object_lock_enabled: Some("Enabled".to_owned()), rule };
        Ok(GetObjectLockConfigurationOutput { object_lock_configuration: Some(configuration) })
    }

    pub(crate) fn put_object_retention(
        &mut self,
        cx: &mut Context,
        input: PutObjectRetentionInput,
    ) -> Result<PutObjectRetentionOutput> {
        let PutObjectRetentionInput {
            bucket,
            key,
            retention,
            version_id,
            bypass_governance_retention,
            ..
        } = input;
        let held = self.find_bucket(cx, &bucket, input.expected_bucket_owner.as_deref())?;
        let target = Target::new(&key, version_id.as_deref(), "PUT", "s3:PutObjectRetention");
        let (version, object) = target.find(cx, held)?;
        let retention = retention.ok_or_else(errors::malformed_xml)?;
        let ObjectLockRetention { mode, retain_until_date } = retention;
        let next = match (mode.as_deref(), retain_until_date) {
            (None, None) => None,
            // S3-6.6(k)
            (Some(mode), Some(until)) => {
                let mode = Mode::from_name(mode).ok_or_else(errors::malformed_xml)?;
                check_future(until, cx.now)?;
                Some(Retention { mode, until })
            }
            _ => return Err(errors::malformed_xml()),
        };
        let lock = object.properties.lock;
        let bypass = bypass_governance_retention == Some(true)
            && authorize(cx, held, &Access::to_key("s3:BypassGovernanceRetention", &key)).is_ok();
        if !lock.may_become(next, cx.now, bypass) {
            return Err(protected());
        }
        let next = locked(version, object, Lock { retention: next, ..lock });
        self.replace(&bucket, &key, next)?;
        Ok(PutObjectRetentionOutput::default())
    }

    pub(crate) fn get_object_retention(
        &mut self,
        cx: &mut Context,
        input: GetObjectRetentionInput,
    ) -> Result<GetObjectRetentionOutput> {
        let GetObjectRetentionInput { bucket, key, version_id, expected_bucket_owner, .. } = input;
        let held = self.find_bucket(cx, &bucket, expected_bucket_owner.as_deref())?;
        let target = Target::new(&key, version_id.as_deref(), "GET", "s3:GetObjectRetention");
        let (_, object) = target.find(cx, held)?;
        let Retention { mode, until } = object.properties.lock.retention.ok_or_else(never_set)?;
        let retention = ObjectLockRetention {
            mode: Some(mode.name().to_owned()),
            retain_until_date: Some(until),
        };
        Ok(GetObjectRetentionOutput { retention: Some(retention) })
    }

    pub(crate) fn put_object_legal_hold(
        &mut self,
        cx: &mut Context,
        input: PutObjectLegalHoldInput,
    ) -> Result<PutObjectLegalHoldOutput> {
        let PutObjectLegalHoldInput { bucket, key, legal_hold, version_id, .. } = input;
        let held = self.find_bucket(cx, &bucket, input.expected_bucket_owner.as_deref())?;
        let target = Target::new(&key, version_id.as_deref(), "PUT", "s3:PutObjectLegalHold");
        let (version, object) = target.find(cx, held)?;
        let on = match legal_hold.and_then(|hold| hold.status).as_deref() {
            Some("ON") => true,
            Some("OFF") => false,
            _ => return Err(errors::malformed_xml()),
        };
        let lock = Lock { legal_hold: Some(on), ..object.properties.lock };
        let next = locked(version, object, lock);
        self.replace(&bucket, &key, next)?;
        Ok(PutObjectLegalHoldOutput::default())
    }

    pub(crate) fn get_object_legal_hold(
        &mut self,
        cx: &mut Context,
        input: GetObjectLegalHoldInput,
    ) -> Result<GetObjectLegalHoldOutput> {
        let GetObjectLegalHoldInput { bucket, key, version_id, expected_bucket_owner, .. } = input;
        let held = self.find_bucket(cx, &bucket, expected_bucket_owner.as_deref())?;
        let target = Target::new(&key, version_id.as_deref(), "GET", "s3:GetObjectLegalHold");
        let (_, object) = target.find(cx, held)?;
        let on = object.properties.lock.legal_hold.ok_or_else(never_set)?;
        let status = Some(if on { "ON" } else { "OFF" }.to_owned());
        Ok(GetObjectLegalHoldOutput { legal_hold: Some(ObjectLockLegalHold { status }) })
    }
}

fn locked(version: &Version, object: &Stored, lock: Lock) -> Version {
    let properties = Properties { lock, ..object.properties.clone() };
    let content = Content::Object(Stored { properties, ..object.clone() });
    Version { content, ..version.clone() }
}

fn default_retention(rule: ObjectLockRule) -> Result<Default_> {
    let rule = rule.default_retention.ok_or_else(errors::malformed_xml)?;
    let model::DefaultRetention { mode, days, years } = rule;
    let mode = mode.as_deref().and_then(Mode::from_name).ok_or_else(errors::malformed_xml)?;
    let period = match (days, years) {
        (Some(days), None) => Period::Days(days),
        (None, Some(years)) => Period::Years(years),
        _ => return Err(errors::malformed_xml()),
    };
    let (value, most, name, element) = match period {
        Period::Days(days) => (days, YEARS_MAX * 365 + 25, "days", "Days"),
        Period::Years(years) => (years, YEARS_MAX, "years", "Years"),
    };
    if value <= 0 {
        // S3 says more than S3-6.5(c) does.
        let message = "Default retention period must be a positive integer value.";
        return Err(Error::new(400, "InvalidArgument", message).with("ArgumentName", element));
    }
    if value > most {
        let message = format!("Default retention period is too large. Maximum is {most} {name}.");
        return Err(errors::invalid_argument(message, "DefaultRetention", value.to_string()));
    }
    Ok(Default_ { mode, period })
}

/// S3-6.6(e)
fn never_set() -> Error {
    let message = "The specified object does not have a ObjectLock configuration";
    Error::new(404, "NoSuchObjectLockConfiguration", message)
}

/// The version whose lock is meant.
struct Target<'a> {
    key: &'a str,
    version_id: Option<&'a str>,
    method: &'static str,
    action: &'static str,
}

impl<'t> Target<'t> {
    fn new(
        key: &'t str,
        version_id: Option<&'t str>,
        method: &'static str,
        action: &'static str,
    ) -> Self {
        Self { key, version_id, method, action }
    }

    fn find<'a>(&self, cx: &Context, bucket: &'a Bucket) -> Result<(&'a Version, &'a Stored)> {
        let named = NamedVersion::new(self.key, self.version_id);
        let found = named.authorized(cx, bucket, self.action, ConditionKeys::default())?;
        named.check_id()?;
        if bucket.object_lock.is_none() {
            return Err(no_bucket_lock());
        }
        match (found, found.and_then(Version::object)) {
            (Some(version), Some(object)) => Ok((version, object)),
            (Some(_), None) => Err(named.is_marker(self.method)),
            (None, _) => Err(named.missing(cx, bucket)),
        }
    }
}
