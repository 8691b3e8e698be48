//! Managed policies that users, roles and groups were given.

use crate::managed::check_arn;
use crate::model::*;
use crate::policies::HeldPolicy;
use crate::{Iam, limits, paging};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::PrincipalKind;
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
        self.own_role(cx, &role_name)?;
        self.attach(cx, PrincipalKind::Role, &role_name, &policy_arn)
    }

    pub(crate) fn detach_role_policy(
        &mut self,
        cx: &mut Context,
        input: DetachRolePolicyInput,
    ) -> Result<()> {
        let DetachRolePolicyInput { role_name, policy_arn } = input;
        self.own_role(cx, &role_name)?;
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

    pub(crate) fn attach_group_policy(
        &mut self,
        cx: &mut Context,
        input: AttachGroupPolicyInput,
    ) -> Result<()> {
        let AttachGroupPolicyInput { group_name, policy_arn } = input;
        self.attach(cx, PrincipalKind::Group, &group_name, &policy_arn)
    }

    pub(crate) fn detach_group_policy(
        &mut self,
        cx: &mut Context,
        input: DetachGroupPolicyInput,
    ) -> Result<()> {
        let DetachGroupPolicyInput { group_name, policy_arn } = input;
        self.detach(cx, PrincipalKind::Group, &group_name, &policy_arn)
    }

    pub(crate) fn list_attached_group_policies(
        &mut self,
        cx: &mut Context,
        input: ListAttachedGroupPoliciesInput,
    ) -> Result<ListAttachedGroupPoliciesOutput> {
        let ListAttachedGroupPoliciesInput { group_name, path_prefix, marker, max_items } = input;
        let all = self.attached(cx, PrincipalKind::Group, &group_name, path_prefix.as_deref())?;
        let (page, marker) = paging::page(all, name_of, marker.as_deref(), max_items)?;
        let is_truncated = Some(marker.is_some());
        Ok(ListAttachedGroupPoliciesOutput { attached_policies: Some(page), is_truncated, marker })
    }

    fn attach(
        &mut self,
        cx: &mut Context,
        kind: PrincipalKind,
        name: &str,
        arn: &str,
    ) -> Result<()> {
        self.find(cx, kind, name)?;
        let policy = self.attachable(cx, arn)?;
        if &*policy.managed.path == "/aws-service-role/" {
            let message = "Cannot attach a Service Role Policy to a Customer Role.";
            return Err(errors::policy_not_attachable_exception(message));
        }
        self.change(cx, kind, name, |held| {
            if !held.attached.contains(&policy.managed.arn) {
                let quota = limits::attached_quota(kind);
                limits::room(held.attached.len(), limits::ATTACHED, quota)?;
                held.attached.insert(policy.managed.arn.clone());
            }
            Ok(())
        })
    }

    fn detach(
        &mut self,
        cx: &mut Context,
        kind: PrincipalKind,
        name: &str,
        arn: &str,
    ) -> Result<()> {
        check_arn(arn)?;
        self.change(cx, kind, name, |held| match held.attached.remove(arn) {
            Some(_) => Ok(()),
            None => {
                let message = format!("Policy {arn} was not found.");
                Err(errors::no_such_entity_exception(message))
            }
        })
    }

    /// A policy that somebody may be given.
    pub(crate) fn attachable(&self, cx: &Context, arn: &str) -> Result<Arc<HeldPolicy>> {
        check_arn(arn)?;
        let held = self.directory.policy(arn);
        let held = held.filter(|held| [&*cx.account, "aws"].contains(&held.account()));
        held.ok_or_else(|| {
            errors::no_such_entity_exception(format!(
                "Policy {arn} does not exist or is not attachable."
            ))
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
        let below = |arn: &&Arc<str>| {
            let path = arn.split_once(":policy").map_or("/", |(_, path)| path);
            path.starts_with(path_prefix.unwrap_or("/"))
        };
        Ok(held.attached.iter().filter(below).map(|arn| shown(arn)).collect())
    }

    /// The managed policies of one that is there.
    pub(crate) fn attached_to(
        &self,
        held: &parhelion_world::identity::Principal,
    ) -> Vec<Arc<HeldPolicy>> {
        held.attached.iter().filter_map(|arn| self.directory.policy(arn)).collect()
    }
}

/// A managed policy by its ARN: whoever has one of AWS's shows it, also where its document is not at
/// hand.
pub(crate) fn shown(arn: &str) -> AttachedPolicy {
    let name = arn.rsplit('/').next().unwrap_or(arn);
    AttachedPolicy { policy_name: Some(name.to_owned()), policy_arn: Some(arn.to_owned()) }
}

fn name_of(policy: &AttachedPolicy) -> &str {
    policy.policy_name.as_deref().unwrap_or_default()
}
