//! Who replicates: S3, as the role that the configuration names, with what that role's policies and the
//! buckets' let it do.
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html>
//!
//! Reasons why it may not are AWS's codes:
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-failure-codes.html>

use crate::access::authorization::{Access, authorize, is_denied};
use crate::buckets::bucket::Bucket;
use crate::encryption::kms::replica_key;
use crate::encryption::object_encryption::ObjectEncryption;
use crate::objects::object::Properties;
use crate::tags::tag_set::Tags;
use crate::versions::version::Version;
use parhelion_policy::{Decision, Request, RequestPrincipal};
use parhelion_world::conditions::GlobalKeys;
use parhelion_world::identity::{Credential, Principal, Session};
use parhelion_world::{Arn, Caller, Context};
use std::sync::Arc;

/// What failed, in AWS's words.
pub(crate) type Reason = &'static str;

/// S3 as a bucket's role. `None`: the role is one of an account that nobody knows, which is taken on
/// trust.
pub(crate) struct Replicator(Option<Caller>);

/// An object or a marker on its way.
pub(crate) struct Replica<'a> {
    pub key: &'a str,
    pub version: &'a Version,
    /// The KMS key that the rule names for replicas.
    pub kms_key: Option<&'a str>,
}

impl Replicator {
    /// S3 takes on the role of a bucket's configuration.
    ///
    /// # Errors
    /// There is no such role, or it does not trust S3.
    pub(crate) fn of(cx: &mut Context, bucket: &Bucket, role: &str) -> Result<Self, Reason> {
        const REFUSED: Reason = "AssumeRoleNotPermitted";
        let account = Arn::parse(role).map_or("", |arn| arn.account);
        if !cx.identities().has_principals(account) {
            return Ok(Self(None));
        }
        let role = cx.identities().principal(role).cloned().ok_or(REFUSED)?;
        let service = Caller::Service {
            principal: "s3.amazonaws.com".into(),
            source_account: bucket.owner.clone(),
            source_arn: format!("arn:aws:s3:::{}", bucket.name).into(),
        };
        let trusts = by(cx, &service, |cx| trusts_s3(cx, &role));
        if trusts { Ok(Self(Some(session(cx, &role)))) } else { Err(REFUSED) }
    }

    /// Whether it may read what it is to replicate.
    pub(crate) fn reads(
        &self,
        cx: &mut Context,
        source: &Bucket,
        replica: &Replica<'_>,
    ) -> Result<(), Reason> {
        const REFUSED: Reason = "SrcGetObjectNotPermitted";
        let Some(caller) = &self.0 else { return Ok(()) };
        let Replica { key, version, .. } = *replica;
        by(cx, caller, |cx| {
            let may = |access: &Access<'_>| authorize(cx, source, access).is_ok();
            let of_bucket = |action| may(&Access::to(action));
            let of_key = |action| may(&Access::to_key(action, key).on(Some(version)));
            if !of_bucket("s3:GetReplicationConfiguration") {
                return Err(REFUSED);
            }
            let Some(object) = version.object() else {
                // "the current permissions model requires the s3:ListBucket permission for accessing
                // delete markers"
                return if of_bucket("s3:ListBucket") { Ok(()) } else { Err(REFUSED) };
            };
            let encryption = &object.properties.encryption;
            let by_kms = matches!(encryption, ObjectEncryption::Kms { .. });
            // "permission for the s3:GetObjectVersion action allows replication of unencrypted and
            // SSE-S3-encrypted objects"
            let readable = of_key("s3:GetObjectVersionForReplication")
                || (!by_kms && of_key("s3:GetObjectVersion"));
            let whole = readable && of_key("s3:GetObjectVersionAcl");
            if whole && encryption.check_decryption(cx).is_ok() { Ok(()) } else { Err(REFUSED) }
        })
    }

    /// Whether it may write to a bucket.
    pub(crate) fn writes(
        &self,
        cx: &mut Context,
        to: &Bucket,
        replica: &Replica<'_>,
    ) -> Result<(), Reason> {
        let Some(caller) = &self.0 else { return Ok(()) };
        let (action, refused) = match replica.version.object() {
            Some(_) => ("s3:ReplicateObject", "DstPutObjectNotPermitted"),
            None => ("s3:ReplicateDelete", "DstDelObjNotPermitted"),
        };
        let keys = [("x-amz-server-side-encryption-aws-kms-key-id", replica.kms_key)];
        let access = Access::to_key(action, replica.key).with(&keys);
        by(cx, caller, |cx| authorize(cx, to, &access)).map_err(|_| refused)
    }

    /// The tags that go along: "If Amazon S3 doesn't have these permissions, it replicates the objects,
    /// but not the object tags"; leave to replicate an object is leave for its tags, unless they are
    /// denied.
    pub(crate) fn tags(
        &self,
        cx: &mut Context,
        (from, to): (&Bucket, &Bucket),
        replica: &Replica<'_>,
        tags: &Tags,
    ) -> Tags {
        let Some(caller) = self.0.as_ref().filter(|_| !tags.is_empty()) else {
            return tags.clone();
        };
        let Replica { key, version, .. } = *replica;
        let go_along = by(cx, caller, |cx| {
            let read = Access::to_key("s3:GetObjectVersionTagging", key).on(Some(version));
            let write = Access::to_key("s3:ReplicateTags", key);
            authorize(cx, from, &read).is_ok() && !is_denied(cx, to, &write)
        });
        if go_along { tags.clone() } else { Tags::new() }
    }

    /// How the replica is encrypted: with the key that the rule names, if its original was with any.
    pub(crate) fn encryption(
        &self,
        cx: &mut Context,
        to: &Bucket,
        replica: &Replica<'_>,
        properties: &Properties,
    ) -> Result<ObjectEncryption, Reason> {
        let held = &properties.encryption;
        let (ObjectEncryption::Kms { .. }, Some(name)) = (held, replica.kms_key) else {
            return Ok(held.clone());
        };
        let about = format!("arn:aws:s3:::{}/{}", to.name, replica.key);
        let ask = |cx: &mut Context| replica_key(cx, (&to.region, name, &about), held);
        let made = match &self.0 {
            Some(caller) => by(cx, caller, ask),
            None => return Ok(held.clone()),
        };
        made.map_err(|error| match error.code() {
            "AccessDenied" => "DstPutObjectNotPermitted",
            _ => "DstKmsKeyNotFound",
        })
    }
}

/// Does something as somebody else.
fn by<R>(cx: &mut Context, caller: &Caller, f: impl FnOnce(&mut Context) -> R) -> R {
    let before = std::mem::replace(&mut cx.caller, caller.clone());
    let result = f(cx);
    cx.caller = before;
    result
}

fn trusts_s3(cx: &Context, role: &Principal) -> bool {
    let principal = RequestPrincipal::Service("s3.amazonaws.com");
    let (action, resource) = ("sts:AssumeRole", &*role.arn);
    let request = Request { principal, action, resource, keys: &GlobalKeys(cx) };
    role.trust.as_ref().is_some_and(|trust| trust.policy.decide(&request) == Decision::Allow)
}

/// A session of the role's. Nobody can sign with its key.
fn session(cx: &mut Context, role: &Principal) -> Caller {
    let caller = Caller::Principal {
        account: role.account.clone(),
        arn: format!("arn:aws:sts::{}:assumed-role/{}/s3-replication", role.account, role.name)
            .into(),
        access_key: format!("s3-replication/{}", role.id).into(),
    };
    if let Caller::Principal { access_key, .. } = &caller {
        let session = Session {
            principal: Some(role.arn.clone()),
            principal_id: Some(role.id.clone()),
            ..Session::default()
        };
        cx.service_credential(access_key, || Credential {
            active: false,
            session: Some(Arc::new(session)),
            ..Credential::permanent("", caller.clone())
        });
    }
    caller
}
