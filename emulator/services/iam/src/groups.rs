//! Groups: users in them have what their policies give.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html>

use crate::model::*;
use crate::refusals::conflict;
use crate::{ID, Iam, limits, paging, shown};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::{Principal, PrincipalKind};

impl Iam {
    pub(crate) fn create_group(
        &mut self,
        cx: &mut Context,
        input: CreateGroupInput,
    ) -> Result<CreateGroupOutput> {
        let CreateGroupInput { path, group_name } = input;
        self.check_free(cx, PrincipalKind::Group, &group_name)?;
        let id = format!("AGPA{}", cx.id(ID, 17));
        let path = path.unwrap_or_else(|| "/".to_owned());
        let mut group = Principal::new(PrincipalKind::Group, &cx.account, &path, &group_name, &id);
        group.created = crate::now(cx);
        let (shown, arn) = (shown::group(&group), group.arn.clone());
        self.directory.put_principal(group);
        self.hide(cx, &arn);
        Ok(CreateGroupOutput { group: shown })
    }

    /// The group, and its users a page at a time.
    pub(crate) fn get_group(
        &mut self,
        cx: &mut Context,
        input: GetGroupInput,
    ) -> Result<GetGroupOutput> {
        let GetGroupInput { group_name, marker, max_items } = input;
        let group = self.find(cx, PrincipalKind::Group, &group_name)?;
        let users = self.directory.members(&cx.account, &group.arn);
        let users = users.iter().map(|user| shown::listed_user(user)).collect();
        let (users, marker) =
            paging::page(users, |user: &User| &user.user_name, marker.as_deref(), max_items)?;
        let is_truncated = Some(marker.is_some());
        Ok(GetGroupOutput { group: shown::group(&group), users, is_truncated, marker })
    }

    pub(crate) fn list_groups(
        &mut self,
        cx: &mut Context,
        input: ListGroupsInput,
    ) -> Result<ListGroupsOutput> {
        let ListGroupsInput { path_prefix, marker, max_items } = input;
        let account = cx.account.clone();
        let prefix = path_prefix.unwrap_or_else(|| "/".to_owned());
        let held = self.directory.principals(&account, PrincipalKind::Group);
        let groups = held.filter(|group| group.path.starts_with(&prefix));
        let groups = groups.map(|group| shown::group(group)).collect();
        let (groups, marker) =
            paging::page(groups, |it: &Group| &it.group_name, marker.as_deref(), max_items)?;
        Ok(ListGroupsOutput { groups, is_truncated: Some(marker.is_some()), marker })
    }

    pub(crate) fn update_group(&mut self, cx: &mut Context, input: UpdateGroupInput) -> Result<()> {
        let UpdateGroupInput { group_name, new_path, new_group_name } = input;
        self.rename(cx, PrincipalKind::Group, &group_name, new_path, new_group_name)
    }

    pub(crate) fn delete_group(&mut self, cx: &mut Context, input: DeleteGroupInput) -> Result<()> {
        let DeleteGroupInput { group_name } = input;
        let group = self.find(cx, PrincipalKind::Group, &group_name)?;
        if !self.directory.members(&cx.account, &group.arn).is_empty() {
            return Err(conflict("must remove users from group first"));
        }
        self.check_no_policies(&group)?;
        self.directory.remove_principal(&group.arn);
        self.spread_deleted(cx, group);
        Ok(())
    }

    pub(crate) fn add_user_to_group(
        &mut self,
        cx: &mut Context,
        input: AddUserToGroupInput,
    ) -> Result<()> {
        let AddUserToGroupInput { group_name, user_name } = input;
        let group = self.find(cx, PrincipalKind::Group, &group_name)?;
        self.change(cx, PrincipalKind::User, &user_name, |user| {
            if !user.groups.contains(&group.arn) {
                limits::room(user.groups.len(), limits::GROUPS_OF_USER, "GroupsPerUser")?;
                user.groups.insert(group.arn.clone());
            }
            Ok(())
        })
    }

    pub(crate) fn remove_user_from_group(
        &mut self,
        cx: &mut Context,
        input: RemoveUserFromGroupInput,
    ) -> Result<()> {
        let RemoveUserFromGroupInput { group_name, user_name } = input;
        let group = self.find(cx, PrincipalKind::Group, &group_name)?;
        self.change(cx, PrincipalKind::User, &user_name, |user| {
            user.groups.remove(&group.arn);
            Ok(())
        })
    }

    pub(crate) fn list_groups_for_user(
        &mut self,
        cx: &mut Context,
        input: ListGroupsForUserInput,
    ) -> Result<ListGroupsForUserOutput> {
        let ListGroupsForUserInput { user_name, marker, max_items } = input;
        let user = self.find(cx, PrincipalKind::User, &user_name)?;
        let groups = user.groups.iter().filter_map(|arn| self.directory.principal(arn));
        let groups = groups.map(|group| shown::group(group)).collect();
        let (groups, marker) =
            paging::page(groups, |it: &Group| &it.group_name, marker.as_deref(), max_items)?;
        Ok(ListGroupsForUserOutput { groups, is_truncated: Some(marker.is_some()), marker })
    }
}
