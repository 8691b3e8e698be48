//! Policies that are part of a user, role or group.

use crate::model::*;
use crate::{Iam, document, limits, paging, shown};
use parhelion_policy::iam::Kind;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::PrincipalKind;
use std::sync::Arc;

impl Iam {
    pub(crate) fn put_user_policy(
        &mut self,
        cx: &mut Context,
        input: PutUserPolicyInput,
    ) -> Result<()> {
        let PutUserPolicyInput { user_name, policy_name, policy_document } = input;
        self.put(cx, PrincipalKind::User, &user_name, policy_name, policy_document)
    }

    pub(crate) fn get_user_policy(
        &mut self,
        cx: &mut Context,
        input: GetUserPolicyInput,
    ) -> Result<GetUserPolicyOutput> {
        let GetUserPolicyInput { user_name, policy_name } = input;
        let policy_document = self.get(cx, PrincipalKind::User, &user_name, &policy_name)?;
        Ok(GetUserPolicyOutput { user_name, policy_name, policy_document })
    }

    pub(crate) fn list_user_policies(
        &mut self,
        cx: &mut Context,
        input: ListUserPoliciesInput,
    ) -> Result<ListUserPoliciesOutput> {
        let ListUserPoliciesInput { user_name, marker, max_items } = input;
        let held = self.find(cx, PrincipalKind::User, &user_name)?;
        let names = held.inline.keys().map(|name| name.to_string()).collect();
        let (policy_names, marker) =
            paging::page(names, |name: &String| name, marker.as_deref(), max_items)?;
        let is_truncated = Some(marker.is_some());
        Ok(ListUserPoliciesOutput { policy_names, is_truncated, marker })
    }

    pub(crate) fn delete_user_policy(
        &mut self,
        cx: &mut Context,
        input: DeleteUserPolicyInput,
    ) -> Result<()> {
        let DeleteUserPolicyInput { user_name, policy_name } = input;
        self.delete(cx, PrincipalKind::User, &user_name, &policy_name)
    }

    pub(crate) fn put_role_policy(
        &mut self,
        cx: &mut Context,
        input: PutRolePolicyInput,
    ) -> Result<()> {
        let PutRolePolicyInput { role_name, policy_name, policy_document } = input;
        self.own_role(cx, &role_name)?;
        self.put(cx, PrincipalKind::Role, &role_name, policy_name, policy_document)
    }

    pub(crate) fn get_role_policy(
        &mut self,
        cx: &mut Context,
        input: GetRolePolicyInput,
    ) -> Result<GetRolePolicyOutput> {
        let GetRolePolicyInput { role_name, policy_name } = input;
        let policy_document = self.get(cx, PrincipalKind::Role, &role_name, &policy_name)?;
        Ok(GetRolePolicyOutput { role_name, policy_name, policy_document })
    }

    pub(crate) fn list_role_policies(
        &mut self,
        cx: &mut Context,
        input: ListRolePoliciesInput,
    ) -> Result<ListRolePoliciesOutput> {
        let ListRolePoliciesInput { role_name, marker, max_items } = input;
        let held = self.find(cx, PrincipalKind::Role, &role_name)?;
        let names = held.inline.keys().map(|name| name.to_string()).collect();
        let (policy_names, marker) =
            paging::page(names, |name: &String| name, marker.as_deref(), max_items)?;
        let is_truncated = Some(marker.is_some());
        Ok(ListRolePoliciesOutput { policy_names, is_truncated, marker })
    }

    pub(crate) fn delete_role_policy(
        &mut self,
        cx: &mut Context,
        input: DeleteRolePolicyInput,
    ) -> Result<()> {
        let DeleteRolePolicyInput { role_name, policy_name } = input;
        self.own_role(cx, &role_name)?;
        self.delete(cx, PrincipalKind::Role, &role_name, &policy_name)
    }

    pub(crate) fn put_group_policy(
        &mut self,
        cx: &mut Context,
        input: PutGroupPolicyInput,
    ) -> Result<()> {
        let PutGroupPolicyInput { group_name, policy_name, policy_document } = input;
        self.put(cx, PrincipalKind::Group, &group_name, policy_name, policy_document)
    }

    pub(crate) fn get_group_policy(
        &mut self,
        cx: &mut Context,
        input: GetGroupPolicyInput,
    ) -> Result<GetGroupPolicyOutput> {
        let GetGroupPolicyInput { group_name, policy_name } = input;
        let policy_document = self.get(cx, PrincipalKind::Group, &group_name, &policy_name)?;
        Ok(GetGroupPolicyOutput { group_name, policy_name, policy_document })
    }

    pub(crate) fn list_group_policies(
        &mut self,
        cx: &mut Context,
        input: ListGroupPoliciesInput,
    ) -> Result<ListGroupPoliciesOutput> {
        let ListGroupPoliciesInput { group_name, marker, max_items } = input;
        let held = self.find(cx, PrincipalKind::Group, &group_name)?;
        let names = held.inline.keys().map(|name| name.to_string()).collect();
        let (policy_names, marker) =
            paging::page(names, |name: &String| name, marker.as_deref(), max_items)?;
        let is_truncated = Some(marker.is_some());
        Ok(ListGroupPoliciesOutput { policy_names, is_truncated, marker })
    }

    pub(crate) fn delete_group_policy(
        &mut self,
        cx: &mut Context,
        input: DeleteGroupPolicyInput,
    ) -> Result<()> {
        let DeleteGroupPolicyInput { group_name, policy_name } = input;
        self.delete(cx, PrincipalKind::Group, &group_name, &policy_name)
    }

    fn put(
        &mut self,
        cx: &mut Context,
        kind: PrincipalKind,
        name: &str,
        policy: String,
        text: String,
    ) -> Result<()> {
        let document = document(text, Kind::Inline)?;
        self.change(cx, kind, name, |held| {
            held.inline.insert(Arc::from(policy), document);
            let size: usize = held.inline.values().map(|it| limits::size(&it.text)).sum();
            let max = limits::inline_size(kind);
            if size <= max {
                return Ok(());
            }
            let message =
                format!("Maximum policy size of {max} bytes exceeded for {} {name}", kind.word());
            Err(errors::limit_exceeded_exception(message))
        })
    }

    fn get(&self, cx: &Context, kind: PrincipalKind, name: &str, policy: &str) -> Result<String> {
        let held = self.find(cx, kind, name)?;
        let document = held.inline.get(policy).ok_or_else(|| missing(kind, policy))?;
        Ok(shown::encoded(&document.text))
    }

    fn delete(
        &mut self,
        cx: &mut Context,
        kind: PrincipalKind,
        name: &str,
        policy: &str,
    ) -> Result<()> {
        self.change(cx, kind, name, |held| match held.inline.remove(policy) {
            Some(_) => Ok(()),
            None => Err(missing(kind, policy)),
        })
    }
}

fn missing(kind: PrincipalKind, policy: &str) -> Error {
    let whose = kind.word();
    let message = format!("The {whose} policy with name {policy} cannot be found.");
    errors::no_such_entity_exception(message)
}
