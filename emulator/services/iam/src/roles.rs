//! Roles.

use crate::model::*;
use crate::refusals::conflict;
use crate::{ID, Iam, linked_roles, paging, shown, tags};
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
        let trust = self.trust(cx, assume_role_policy_document)?;
        self.check_free(cx, PrincipalKind::Role, &role_name)?;
        let id = format!("AROA{}", cx.id(ID, 17));
        let path = path.unwrap_or_else(|| "/".to_owned());
        linked_roles::check_path(&path)?;
        let mut role = Principal::new(PrincipalKind::Role, &cx.account, &path, &role_name, &id);
        role.created = crate::now(cx);
        role.trust = Some(trust);
        role.description = description.map(Arc::from);
        role.max_session_secs = max_session_duration.map_or(3600, i32::unsigned_abs);
        if let Some(arn) = permissions_boundary {
            role.boundary = Some(self.boundary(cx, &arn)?);
        }
        tags::add(&mut role.tags, tags.unwrap_or_default())?;
        let (shown, arn) = (shown::created_role(&role), role.arn.clone());
        self.directory.put_principal(role);
        self.spread_new(cx, &arn);
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

    pub(crate) fn delete_role(&mut self, cx: &mut Context, input: DeleteRoleInput) -> Result<()> {
        let DeleteRoleInput { role_name } = input;
        let role = self.own_role(cx, &role_name)?;
        if !self.profiles_of(cx, &role.arn).is_empty() {
            return Err(conflict("must remove roles from instance profile first"));
        }
        self.check_no_policies(&role)?;
        self.directory.remove_principal(&role.arn);
        self.spread_deleted(cx, role);
        Ok(())
    }

    pub(crate) fn update_assume_role_policy(
        &mut self,
        cx: &mut Context,
        input: UpdateAssumeRolePolicyInput,
    ) -> Result<()> {
        let UpdateAssumeRolePolicyInput { role_name, policy_document } = input;
        self.own_role(cx, &role_name)?;
        let trust = self.trust(cx, policy_document)?;
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
        self.own_role(cx, &role_name)?;
        let arn: Arc<str> = self.boundary(cx, &permissions_boundary)?;
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
        self.own_role(cx, &role_name)?;
        self.change(cx, PrincipalKind::Role, &role_name, |role| {
            role.boundary = None;
            Ok(())
        })
    }

    /// What is not given stays.
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html>
    pub(crate) fn update_role(
        &mut self,
        cx: &mut Context,
        input: UpdateRoleInput,
    ) -> Result<UpdateRoleOutput> {
        let UpdateRoleInput { role_name, description, max_session_duration } = input;
        self.change(cx, PrincipalKind::Role, &role_name, |role| {
            if let Some(description) = description {
                role.description =
                    Some(description.into()).filter(|text: &Arc<str>| !text.is_empty());
            }
            if let Some(secs) = max_session_duration {
                role.max_session_secs = secs.unsigned_abs();
            }
            Ok(())
        })?;
        Ok(UpdateRoleOutput {})
    }

    /// <https://docs.aws.amazon.com/cli/latest/reference/iam/update-role-description.html#examples>
    pub(crate) fn update_role_description(
        &mut self,
        cx: &mut Context,
        input: UpdateRoleDescriptionInput,
    ) -> Result<UpdateRoleDescriptionOutput> {
        let UpdateRoleDescriptionInput { role_name, description } = input;
        let mut shown = None;
        self.change(cx, PrincipalKind::Role, &role_name, |role| {
            role.description = Some(description.into()).filter(|text: &Arc<str>| !text.is_empty());
            shown = Some(Role {
                description: role.description.as_deref().map(str::to_owned),
                ..shown::created_role(role)
            });
            Ok(())
        })?;
        Ok(UpdateRoleDescriptionOutput { role: shown })
    }

    /// A role that the account's people may change: not one of AWS's.
    pub(crate) fn own_role(&self, cx: &Context, name: &str) -> Result<Arc<Principal>> {
        let role = self.find(cx, PrincipalKind::Role, name)?;
        if !linked_roles::is_linked(&role) {
            return Ok(role);
        }
        Err(errors::unmodifiable_entity_exception(format!(
            "Cannot perform the operation on the protected role '{}' - this role is only \
             modifiable by AWS",
            role.name
        )))
    }
}
