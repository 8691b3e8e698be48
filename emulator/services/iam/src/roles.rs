//! Roles.

use crate::model::*;
use crate::users::check_no_policies;
use crate::{ID, Iam, document, paging, shown};
use parhelion_policy::Purpose;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::{Principal, PrincipalKind};
use std::sync::Arc;

impl Iam {
    pub(crate) fn create_role(
        &mut self,
        cx: &mut Context,
        input: CreateRoleInput,
    ) -> Result<CreateRoleOutput> {
        let CreateRoleInput {
            path,
            role_name,
            assume_role_policy_document,
            description,
            max_session_duration,
            permissions_boundary,
            tags,
        } = input;
        if self.find(cx, PrincipalKind::Role, &role_name).is_ok() {
            let message = format!("Role with name {role_name} already exists.");
            return Err(errors::entity_already_exists_exception(message));
        }
        let trust = document(assume_role_policy_document, Purpose::Trust)?;
        let id = format!("AROA{}", cx.id(ID, 17));
        let path = path.unwrap_or_else(|| "/".to_owned());
        let mut role = Principal::new(PrincipalKind::Role, &cx.account, &path, &role_name, &id);
        role.created = cx.now;
        role.trust = Some(trust);
        role.description = description.map(Arc::from);
        role.max_session_secs = max_session_duration.map_or(3600, i32::unsigned_abs);
        if let Some(arn) = permissions_boundary {
            role.boundary = Some(self.policy(&arn)?.arn.clone());
        }
        crate::tags::add(&mut role, tags.unwrap_or_default())?;
        let shown = shown::role(&role);
        self.directory.put_principal(role);
        Ok(CreateRoleOutput { role: shown })
    }

    pub(crate) fn get_role(
        &mut self,
        cx: &mut Context,
        input: GetRoleInput,
    ) -> Result<GetRoleOutput> {
        let GetRoleInput { role_name } = input;
        Ok(GetRoleOutput { role: shown::role(&*self.find(cx, PrincipalKind::Role, &role_name)?) })
    }

    pub(crate) fn list_roles(
        &mut self,
        cx: &mut Context,
        input: ListRolesInput,
    ) -> Result<ListRolesOutput> {
        let ListRolesInput { path_prefix, marker, max_items } = input;
        let account = cx.account.clone();
        let prefix = path_prefix.unwrap_or_else(|| "/".to_owned());
        let held = self.directory.principals(&account, PrincipalKind::Role);
        let roles = held.filter(|role| role.path.starts_with(&prefix));
        let roles: Vec<Role> = roles.map(|role| shown::listed_role(role)).collect();
        let (roles, marker) =
            paging::page(roles, |role| &role.role_name, marker.as_deref(), max_items)?;
        Ok(ListRolesOutput { roles, is_truncated: Some(marker.is_some()), marker })
    }

    /// None: instance profiles cannot be made here (CreateInstanceProfile answers 501), but whoever
    /// deletes a role asks for its own first.
    pub(crate) fn list_instance_profiles_for_role(
        &mut self,
        cx: &mut Context,
        input: ListInstanceProfilesForRoleInput,
    ) -> Result<ListInstanceProfilesForRoleOutput> {
        let ListInstanceProfilesForRoleInput { role_name, marker: _, max_items: _ } = input;
        self.find(cx, PrincipalKind::Role, &role_name)?;
        Ok(ListInstanceProfilesForRoleOutput {
            instance_profiles: Vec::new(),
            is_truncated: Some(false),
            marker: None,
        })
    }

    pub(crate) fn delete_role(&mut self, cx: &mut Context, input: DeleteRoleInput) -> Result<()> {
        let DeleteRoleInput { role_name } = input;
        let role = self.find(cx, PrincipalKind::Role, &role_name)?;
        check_no_policies(&role)?;
        self.directory.remove_principal(&role.arn);
        Ok(())
    }

    pub(crate) fn update_assume_role_policy(
        &mut self,
        cx: &mut Context,
        input: UpdateAssumeRolePolicyInput,
    ) -> Result<()> {
        let UpdateAssumeRolePolicyInput { role_name, policy_document } = input;
        let trust = document(policy_document, Purpose::Trust)?;
        self.change(cx, PrincipalKind::Role, &role_name, |role| {
            role.trust = Some(trust);
            Ok(())
        })
    }

    pub(crate) fn put_role_permissions_boundary(
        &mut self,
        cx: &mut Context,
        input: PutRolePermissionsBoundaryInput,
    ) -> Result<()> {
        let PutRolePermissionsBoundaryInput { role_name, permissions_boundary } = input;
        let arn: Arc<str> = self.policy(&permissions_boundary)?.arn.clone();
        self.change(cx, PrincipalKind::Role, &role_name, |role| {
            role.boundary = Some(arn);
            Ok(())
        })
    }

    pub(crate) fn delete_role_permissions_boundary(
        &mut self,
        cx: &mut Context,
        input: DeleteRolePermissionsBoundaryInput,
    ) -> Result<()> {
        let DeleteRolePermissionsBoundaryInput { role_name } = input;
        self.change(cx, PrincipalKind::Role, &role_name, |role| {
            role.boundary = None;
            Ok(())
        })
    }
}
