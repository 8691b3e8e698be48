//! Users.

use crate::model::*;
use crate::{ID, Iam, paging, shown};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::{Principal, PrincipalKind};
use std::sync::Arc;

impl Iam {
    pub(crate) fn create_user(
        &mut self,
        cx: &mut Context,
        input: CreateUserInput,
    ) -> Result<CreateUserOutput> {
        let CreateUserInput { path, user_name, permissions_boundary, tags } = input;
        if self.find(cx, PrincipalKind::User, &user_name).is_ok() {
            let message = format!("User with name {user_name} already exists.");
            return Err(errors::entity_already_exists_exception(message));
        }
        let id = format!("AIDA{}", cx.id(ID, 17));
        let path = path.unwrap_or_else(|| "/".to_owned());
        let mut user = Principal::new(PrincipalKind::User, &cx.account, &path, &user_name, &id);
        user.created = cx.now;
        if let Some(arn) = permissions_boundary {
            user.boundary = Some(self.policy(&arn)?.arn.clone());
        }
        crate::tags::add(&mut user, tags.unwrap_or_default())?;
        let shown = shown::user(&user);
        self.directory.put_principal(user);
        Ok(CreateUserOutput { user: Some(shown) })
    }

    /// Without a name: the caller, root too.
    pub(crate) fn get_user(
        &mut self,
        cx: &mut Context,
        input: GetUserInput,
    ) -> Result<GetUserOutput> {
        let GetUserInput { user_name } = input;
        let user = match user_name {
            Some(name) => shown::user(&*self.find(cx, PrincipalKind::User, &name)?),
            None => match cx.principal().filter(|caller| caller.kind == PrincipalKind::User) {
                Some(caller) => shown::user(caller),
                None => root(cx)?,
            },
        };
        Ok(GetUserOutput { user })
    }

    pub(crate) fn list_users(
        &mut self,
        cx: &mut Context,
        input: ListUsersInput,
    ) -> Result<ListUsersOutput> {
        let ListUsersInput { path_prefix, marker, max_items } = input;
        let account = cx.account.clone();
        let prefix = path_prefix.unwrap_or_else(|| "/".to_owned());
        let held = self.directory.principals(&account, PrincipalKind::User);
        let users = held.filter(|user| user.path.starts_with(&prefix));
        let users: Vec<User> = users.map(|user| shown::listed_user(user)).collect();
        let (users, marker) =
            paging::page(users, |user| &user.user_name, marker.as_deref(), max_items)?;
        Ok(ListUsersOutput { users, is_truncated: Some(marker.is_some()), marker })
    }

    pub(crate) fn delete_user(&mut self, cx: &mut Context, input: DeleteUserInput) -> Result<()> {
        let DeleteUserInput { user_name } = input;
        let user = self.find(cx, PrincipalKind::User, &user_name)?;
        if self.directory.keys_of(&user.arn).next().is_some() {
            let message = "Cannot delete entity, must delete access keys first.";
            return Err(errors::delete_conflict_exception(message));
        }
        check_no_policies(&user)?;
        self.directory.remove_principal(&user.arn);
        Ok(())
    }

    pub(crate) fn put_user_permissions_boundary(
        &mut self,
        cx: &mut Context,
        input: PutUserPermissionsBoundaryInput,
    ) -> Result<()> {
        let PutUserPermissionsBoundaryInput { user_name, permissions_boundary } = input;
        let arn: Arc<str> = self.policy(&permissions_boundary)?.arn.clone();
        self.change(cx, PrincipalKind::User, &user_name, |user| {
            user.boundary = Some(arn);
            Ok(())
        })
    }

    pub(crate) fn delete_user_permissions_boundary(
        &mut self,
        cx: &mut Context,
        input: DeleteUserPermissionsBoundaryInput,
    ) -> Result<()> {
        let DeleteUserPermissionsBoundaryInput { user_name } = input;
        self.change(cx, PrincipalKind::User, &user_name, |user| {
            user.boundary = None;
            Ok(())
        })
    }
}

/// A user or role that still has policies cannot be deleted.
pub(crate) fn check_no_policies(principal: &Principal) -> Result<()> {
    let message = match (principal.attached.is_empty(), principal.inline.is_empty()) {
        (true, true) => return Ok(()),
        (false, _) => "Cannot delete entity, must detach all policies first.",
        (true, false) => "Cannot delete entity, must delete policies first.",
    };
    Err(errors::delete_conflict_exception(message))
}

/// The account's root, as GetUser shows it.
fn root(cx: &Context) -> Result<User> {
    let arn = cx.caller.arn();
    if !arn.ends_with(":root") {
        let message = "Must specify userName when calling with non-User credentials";
        return Err(Error::new(400, "ValidationError", message));
    }
    Ok(User {
        path: "/".to_owned(),
        user_name: "root".to_owned(),
        user_id: cx.account.to_string(),
        arn: arn.to_owned(),
        create_date: parhelion_world::world::EPOCH,
        ..User::default()
    })
}
