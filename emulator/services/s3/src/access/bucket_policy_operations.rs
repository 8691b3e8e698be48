//! Get, put and delete a bucket's policy, and whether it is public (S3-7.2).

use crate::access::authorization::{Access, denied_because};
use crate::access::bucket_policy::BucketPolicy;
use crate::access::public_access;
use crate::errors;
use crate::model::*;
use crate::state::S3;
use parhelion_policy::naming::without_canonical_ids;
use parhelion_policy::{MalformedPolicy, Policy, is_service_user};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::identity::tied::{shown, tie};
use parhelion_world::{Caller, Context};
use std::sync::Arc;

fn malformed(problem: MalformedPolicy) -> Error {
    let error = Error::new(400, "MalformedPolicy", problem.message);
    match problem.detail {
        Some(detail) => error.with("Detail", detail),
        None => error,
    }
}

impl S3 {
    pub(crate) fn put_bucket_policy(
        &mut self,
        cx: &mut Context,
        input: PutBucketPolicyInput,
    ) -> Result<()> {
        let PutBucketPolicyInput {
            bucket,
            content_md5: _,
            checksum_algorithm: _,
            confirm_remove_self_bucket_access: _, // nobody can lock the owner's root out (S3-7.2k)
            policy,
            expected_bucket_owner,
        } = input;
        let access = Access::to("s3:PutBucketPolicy");
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        only_owner(cx, &held.owner, "PUT")?;
        let arn_of = |id: &str| Some(cx.identities().service_user(id)?.to_string());
        let policy = without_canonical_ids(&policy, arn_of).unwrap_or(policy);
        let mut parsed = BucketPolicy::parse(&bucket, &policy).map_err(malformed)?;
        // S3-7.2(c)
        tie(cx.identities(), &mut parsed.policy).map_err(|missing| {
            let problem = MalformedPolicy::new("Invalid principal in policy");
            malformed(problem.detail(format!("\"AWS\" : \"{missing}\"")))
        })?;
        check_canonical_users(cx, &parsed.policy)?;
        if parsed.public && public_access::in_force(cx, held).block_public_policy {
            // S3-2.9(d)
            return Err(denied_because(
                cx,
                held,
                &access,
                "because public policies are prevented by the BlockPublicPolicy setting in S3 \
                 Block Public Access.",
            ));
        }
        self.change(&bucket)?.policy.set(cx, Some(Arc::new(parsed)));
        Ok(())
    }

    pub(crate) fn get_bucket_policy(
        &mut self,
        cx: &mut Context,
        input: GetBucketPolicyInput,
    ) -> Result<GetBucketPolicyOutput> {
        let GetBucketPolicyInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:GetBucketPolicy");
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        only_owner(cx, &held.owner, "GET")?;
        let policy = held.policy.at(cx.now).as_ref().ok_or_else(|| no_such_policy(&bucket))?;
        let policy = &policy.policy;
        Ok(GetBucketPolicyOutput { policy: Some(shown(cx.identities(), policy, &policy.document)) })
    }

    pub(crate) fn get_bucket_policy_status(
        &mut self,
        cx: &mut Context,
        input: GetBucketPolicyStatusInput,
    ) -> Result<GetBucketPolicyStatusOutput> {
        let GetBucketPolicyStatusInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:GetBucketPolicyStatus");
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let policy = held.policy.at(cx.now).as_ref().ok_or_else(|| no_such_policy(&bucket))?;
        let status = PolicyStatus { is_public: Some(policy.public) };
        Ok(GetBucketPolicyStatusOutput { policy_status: Some(status) })
    }

    pub(crate) fn delete_bucket_policy(
        &mut self,
        cx: &mut Context,
        input: DeleteBucketPolicyInput,
    ) -> Result<()> {
        let DeleteBucketPolicyInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:DeleteBucketPolicy");
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        only_owner(cx, &held.owner, "DELETE")?;
        self.change(&bucket)?.policy.set(cx, None);
        Ok(())
    }
}

/// An origin access identity that a policy names by its canonical id is there (CF-6.6). Where there is
/// no CloudFront nobody knows.
fn check_canonical_users(cx: &Context, policy: &Policy) -> Result<()> {
    let known = cx.identities();
    let mut named = policy.principals().flat_map(|it| &it.canonical_users);
    let missing = named.find(|id| is_service_user(id) && known.service_user(id).is_none());
    match missing.filter(|_| known.has_principals("cloudfront")) {
        None => Ok(()),
        Some(id) => {
            let problem = MalformedPolicy::new("Invalid principal in policy");
            Err(malformed(problem.detail(format!("\"CanonicalUser\" : \"{id}\""))))
        }
    }
}

/// S3-7.2(k): other accounts may not touch the policy, even if it allows them to.
fn only_owner(cx: &Context, owner: &str, method: &str) -> Result<()> {
    match &cx.caller {
        Caller::Principal { account, .. } if **account == *owner => Ok(()),
        _ => Err(errors::method_not_allowed(method, "BUCKETPOLICY")),
    }
}

fn no_such_policy(bucket: &str) -> Error {
    let message = "The bucket policy does not exist";
    errors::no_such_configuration("NoSuchBucketPolicy", message, bucket)
}
