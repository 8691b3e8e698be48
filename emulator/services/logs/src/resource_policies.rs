//! Resource policies (CW-A12.4): which services may write into the account's groups. Nobody but
//! services is decided by them
//! (<https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html>).

use crate::errors;
use crate::model::*;
use crate::paging::Paging;
use crate::state::Logs;
use parhelion_policy::{Policy, Purpose};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

/// CW-A12.4
const POLICIES_MAX: usize = 10;
const DESCRIBE_LIMIT: i32 = 50;
/// Of all policies here; the other members that policies of resources have are theirs alone
/// (<https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ResourcePolicy.html>).
const SCOPE: &str = "ACCOUNT";

impl Logs {
    pub(crate) fn put_resource_policy(
        &mut self,
        cx: &mut Context,
        input: PutResourcePolicyInput,
    ) -> Result<PutResourcePolicyOutput> {
        let PutResourcePolicyInput {
            policy_name,
            policy_document,
            resource_arn,
            expected_revision_id,
        } = input;
        if resource_arn.is_some() || expected_revision_id.is_some() {
            return Err(of_one_group());
        }
        let name = policy_name.ok_or_else(|| required("policyName"))?;
        let document = policy_document.ok_or_else(|| required("policyDocument"))?;
        if Policy::parse(&document, Purpose::Resource).is_err() {
            return Err(errors::invalid("Policy document is invalid"));
        }
        let is_new = !self.resource_policies.contains_key(&*name);
        if is_new && self.resource_policies.len() >= POLICIES_MAX {
            return Err(errors::limit_exceeded());
        }
        let policy = ResourcePolicy {
            policy_name: Some(name.clone()),
            policy_document: Some(document),
            last_updated_time: Some(cx.now.0),
            policy_scope: Some(SCOPE.into()),
            ..Default::default()
        };
        self.resource_policies.insert(name.into(), Arc::new(policy.clone()));
        Ok(PutResourcePolicyOutput { resource_policy: Some(policy), revision_id: None })
    }

    pub(crate) fn describe_resource_policies(
        &mut self,
        cx: &mut Context,
        input: DescribeResourcePoliciesInput,
    ) -> Result<DescribeResourcePoliciesOutput> {
        let DescribeResourcePoliciesInput { next_token: token, limit, resource_arn, policy_scope } =
            input;
        if resource_arn.is_some() || policy_scope.is_some_and(|scope| scope != SCOPE) {
            return Err(of_one_group());
        }
        let all = self.resource_policies.iter();
        let all = all.map(|(name, policy)| (name.to_string(), (**policy).clone()));
        let limit = limit.unwrap_or(DESCRIBE_LIMIT).max(1) as usize;
        let paging = Paging { scope: "resource-policies", token, limit, descending: false };
        let (page, next_token) = paging.page(cx, all)?;
        Ok(DescribeResourcePoliciesOutput { resource_policies: Some(page), next_token })
    }

    pub(crate) fn delete_resource_policy(
        &mut self,
        _: &mut Context,
        input: DeleteResourcePolicyInput,
    ) -> Result<()> {
        let DeleteResourcePolicyInput { policy_name, resource_arn, expected_revision_id } = input;
        if resource_arn.is_some() || expected_revision_id.is_some() {
            return Err(of_one_group());
        }
        let name = policy_name.ok_or_else(|| required("policyName"))?;
        let gone = self.resource_policies.remove(&*name);
        gone.map(drop).ok_or_else(|| {
            let message = format!("Policy with name [{name}] does not exist.");
            crate::model::errors::resource_not_found_exception(message)
        })
    }
}

fn required(member: &str) -> Error {
    errors::invalid(format!(
        "1 validation error detected: Value null at '{member}' failed to satisfy constraint: \
         Member must not be null"
    ))
}

fn of_one_group() -> Error {
    Error::not_implemented("logs", "a resource policy of one log group")
}
