//! Managed policies that users and roles were given.

use crate::model::*;
use crate::{Iam, paging};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::{ManagedPolicy, PrincipalKind};
use std::sync::Arc;

impl Iam {
    pub(crate) fn attach_user_policy(
        &mut self,
        cx: &mut Context,
        input: AttachUserPolicyInput,
    ) -> Result<()> {
        let AttachUserPolicyInput { user_name, policy_arn } = input;
        self.attach(cx, PrincipalKind::User, &user_name, &policy_arn)
    }

    pub(crate) fn detach_user_policy(
        &mut self,
        cx: &mut Context,
        input: DetachUserPolicyInput,
    ) -> Result<()> {
        let DetachUserPolicyInput { user_name, policy_arn } = input;
        self.detach(cx, PrincipalKind::User, &user_name, &policy_arn)
    }

    pub(crate) fn list_attached_user_policies(
        &mut self,
        cx: &mut Context,
        input: ListAttachedUserPoliciesInput,
    ) -> Result<ListAttachedUserPoliciesOutput> {
        let ListAttachedUserPoliciesInput { user_name, path_prefix, marker, max_items } = input;
        let all = self.attached(cx, PrincipalKind::User, &user_name, path_prefix.as_deref())?;
        let (page, marker) = paging::page(all, name_of, marker.as_deref(), max_items)?;
        let is_truncated = Some(marker.is_some());
        Ok(ListAttachedUserPoliciesOutput { attached_policies: Some(page), is_truncated, marker })
    }

    pub(crate) fn attach_role_policy(
        &mut self,
        cx: &mut Context,
        input: AttachRolePolicyInput,
    ) -> Result<()> {
        let AttachRolePolicyInput { role_name, policy_arn } = input;
        self.attach(cx, PrincipalKind::Role, &role_name, &policy_arn)
    }

    pub(crate) fn detach_role_policy(
        &mut self,
        cx: &mut Context,
        input: DetachRolePolicyInput,
    ) -> Result<()> {
        let DetachRolePolicyInput { role_name, policy_arn } = input;
        self.detach(cx, PrincipalKind::Role, &role_name, &policy_arn)
    }

    pub(crate) fn list_attached_role_policies(
        &mut self,
        cx: &mut Context,
        input: ListAttachedRolePoliciesInput,
    ) -> Result<ListAttachedRolePoliciesOutput> {
        let ListAttachedRolePoliciesInput { role_name, path_prefix, marker, max_items } = input;
        let all = self.attached(cx, PrincipalKind::Role, &role_name, path_prefix.as_deref())?;
        let (page, marker) = paging::page(all, name_of, marker.as_deref(), max_items)?;
        let is_truncated = Some(marker.is_some());
        Ok(ListAttachedRolePoliciesOutput { attached_policies: Some(page), is_truncated, marker })
    }

    fn attach(&mut self, cx: &Context, kind: PrincipalKind, name: &str, arn: &str) -> Result<()> {
        let arn = self.policy(arn)?.arn.clone();
        self.change(cx, kind, name, |held| {
            held.attached.insert(arn);
            Ok(())
        })
    }

    fn detach(&mut self, cx: &Context, kind: PrincipalKind, name: &str, arn: &str) -> Result<()> {
        self.change(cx, kind, name, |held| match held.attached.remove(arn) {
            Some(_) => Ok(()),
            None => {
                let message = format!("Policy {arn} was not found.");
                Err(errors::no_such_entity_exception(message))
            }
        })
    }

    fn attached(
        &self,
        cx: &Context,
        kind: PrincipalKind,
        name: &str,
        path_prefix: Option<&str>,
    ) -> Result<Vec<AttachedPolicy>> {
        let held = self.find(cx, kind, name)?;
        let directory = &self.directory;
        let policies = held.attached.iter().filter_map(|arn| directory.policy(arn));
        let below = policies.filter(|policy| policy.path.starts_with(path_prefix.unwrap_or("/")));
        let shown = |policy: Arc<ManagedPolicy>| AttachedPolicy {
            policy_name: Some(policy.name.to_string()),
            policy_arn: Some(policy.arn.to_string()),
        };
        Ok(below.map(shown).collect())
    }
}

fn name_of(policy: &AttachedPolicy) -> &str {
    policy.policy_name.as_deref().unwrap_or_default()
}
