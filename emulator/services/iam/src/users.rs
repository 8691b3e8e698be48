//! Users.

use crate::model::*;
use crate::refusals::{conflict, name_needed};
use crate::{ID, Iam, limits, paging, shown, tags};
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
        self.check_free(cx, PrincipalKind::User, &user_name)?;
        let id = format!("AIDA{}", cx.id(ID, 17));
        let path = path.unwrap_or_else(|| "/".to_owned());
        let mut user = Principal::new(PrincipalKind::User, &cx.account, &path, &user_name, &id);
        user.created = crate::now(cx);
        if let Some(arn) = permissions_boundary {
            user.boundary = Some(self.boundary(cx, &arn)?);
        }
        tags::add(&mut user.tags, tags.unwrap_or_default())?;
        let (shown, arn) = (shown::user(&user), user.arn.clone());
        self.directory.put_principal(user);
        self.spread_new(cx, &arn);
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

    /// Another name or path; id, keys, groups and policies stay.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_rename.html>
    pub(crate) fn update_user(&mut self, cx: &mut Context, input: UpdateUserInput) -> Result<()> {
        let UpdateUserInput { user_name, new_path, new_user_name } = input;
        self.rename(cx, PrincipalKind::User, &user_name, new_path, new_user_name)
    }

    pub(crate) fn delete_user(&mut self, cx: &mut Context, input: DeleteUserInput) -> Result<()> {
        let DeleteUserInput { user_name } = input;
        let user = self.find(cx, PrincipalKind::User, &user_name)?;
        if let Some(first) = self.left_of(&user) {
            return Err(conflict(first));
        }
        self.check_no_policies(&user)?;
        self.directory.remove_principal(&user.arn);
        self.spread_deleted(cx, user);
        Ok(())
    }

    /// What must go before a user may.
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html>
    fn left_of(&self, user: &Principal) -> Option<&'static str> {
        let things = self.directory.things(&user.arn);
        let has = |what: fn(&crate::user_things::UserThings) -> bool| things.is_some_and(what);
        if has(|it| it.login.is_some()) {
            Some("must delete login profile first")
        } else if self.directory.keys_of(&user.arn).next().is_some() {
            Some("must delete access keys first")
        } else if has(|it| !it.mfa.is_empty()) {
            Some("must delete MFA device first")
        } else if has(|it| !it.certificates.is_empty()) {
            Some("must delete signing certificates first")
        } else if has(|it| !it.ssh_keys.is_empty()) {
            Some("must delete SSH public keys first")
        } else if has(|it| !it.service_credentials.is_empty()) {
            Some("must delete service specific credentials first")
        } else if !user.groups.is_empty() {
            Some("must remove users from group first")
        } else {
            None
        }
    }

    pub(crate) fn put_user_permissions_boundary(
        &mut self,
        cx: &mut Context,
        input: PutUserPermissionsBoundaryInput,
    ) -> Result<()> {
        let PutUserPermissionsBoundaryInput { user_name, permissions_boundary } = input;
        self.find(cx, PrincipalKind::User, &user_name)?;
        let arn: Arc<str> = self.boundary(cx, &permissions_boundary)?;
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

    /// Refuses a name that is taken, and one principal too many.
    pub(crate) fn check_free(&self, cx: &Context, kind: PrincipalKind, name: &str) -> Result<()> {
        if self.directory.has_name(&cx.account, kind, name) {
            return Err(taken(kind, name));
        }
        let (max, quota) = limits::of_kind(kind);
        limits::room(self.directory.principals(&cx.account, kind).count(), max, quota)
    }

    /// A user or role that still has policies cannot be deleted.
    pub(crate) fn check_no_policies(&self, principal: &Principal) -> Result<()> {
        let has_attached = !principal.attached.is_empty();
        match (has_attached, principal.inline.is_empty()) {
            (true, _) => Err(conflict("must detach all policies first")),
            (false, false) => Err(conflict("must delete policies first")),
            (false, true) if self.directory.spreading.seems_attached(&principal.arn) => {
                Err(conflict("must detach all policies first"))
            }
            (false, true) => Ok(()),
        }
    }

    /// The ARN of a policy that may be a boundary.
    pub(crate) fn boundary(&self, cx: &Context, arn: &str) -> Result<Arc<str>> {
        Ok(self.attachable(cx, arn)?.managed.arn.clone())
    }

    pub(crate) fn rename(
        &mut self,
        cx: &Context,
        kind: PrincipalKind,
        name: &str,
        new_path: Option<String>,
        new_name: Option<String>,
    ) -> Result<()> {
        let held = self.find(cx, kind, name)?;
        if let Some(new) = new_name.as_deref().filter(|new| !new.eq_ignore_ascii_case(name))
            && self.directory.has_name(&cx.account, kind, new)
        {
            return Err(taken(kind, new));
        }
        let path = new_path.unwrap_or_else(|| held.path.to_string());
        let name = new_name.unwrap_or_else(|| held.name.to_string());
        self.directory.rename(&held, &path, &name);
        Ok(())
    }
}

fn taken(kind: PrincipalKind, name: &str) -> Error {
    let whose = match kind {
        PrincipalKind::User => "User",
        PrincipalKind::Role => "Role",
        PrincipalKind::Group => "Group",
    };
    errors::entity_already_exists_exception(format!("{whose} with name {name} already exists."))
}

/// The account's root, as GetUser shows it.
fn root(cx: &Context) -> Result<User> {
    let arn = cx.caller.arn();
    if !cx.caller.is_root() {
        return Err(name_needed());
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
