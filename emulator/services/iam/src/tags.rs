//! Tags of users and roles, which conditions see as `aws:PrincipalTag`.

use crate::model::*;
use crate::{Iam, paging, shown};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::{Principal, PrincipalKind};
use std::sync::Arc;

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
const TAGS_MAX: usize = 50;

impl Iam {
    pub(crate) fn tag_user(&mut self, cx: &mut Context, input: TagUserInput) -> Result<()> {
        let TagUserInput { user_name, tags } = input;
        self.change(cx, PrincipalKind::User, &user_name, |held| add(held, tags))
    }

    pub(crate) fn untag_user(&mut self, cx: &mut Context, input: UntagUserInput) -> Result<()> {
        let UntagUserInput { user_name, tag_keys } = input;
        self.change(cx, PrincipalKind::User, &user_name, |held| {
            tag_keys.iter().for_each(|key| remove(held, key));
            Ok(())
        })
    }

    pub(crate) fn list_user_tags(
        &mut self,
        cx: &mut Context,
        input: ListUserTagsInput,
    ) -> Result<ListUserTagsOutput> {
        let ListUserTagsInput { user_name, marker, max_items } = input;
        let all = shown::tags(&*self.find(cx, PrincipalKind::User, &user_name)?);
        let (tags, marker) = paging::page(all, |tag| &tag.key, marker.as_deref(), max_items)?;
        Ok(ListUserTagsOutput { tags, is_truncated: Some(marker.is_some()), marker })
    }

    pub(crate) fn tag_role(&mut self, cx: &mut Context, input: TagRoleInput) -> Result<()> {
        let TagRoleInput { role_name, tags } = input;
        self.change(cx, PrincipalKind::Role, &role_name, |held| add(held, tags))
    }

    pub(crate) fn untag_role(&mut self, cx: &mut Context, input: UntagRoleInput) -> Result<()> {
        let UntagRoleInput { role_name, tag_keys } = input;
        self.change(cx, PrincipalKind::Role, &role_name, |held| {
            tag_keys.iter().for_each(|key| remove(held, key));
            Ok(())
        })
    }

    pub(crate) fn list_role_tags(
        &mut self,
        cx: &mut Context,
        input: ListRoleTagsInput,
    ) -> Result<ListRoleTagsOutput> {
        let ListRoleTagsInput { role_name, marker, max_items } = input;
        let all = shown::tags(&*self.find(cx, PrincipalKind::Role, &role_name)?);
        let (tags, marker) = paging::page(all, |tag| &tag.key, marker.as_deref(), max_items)?;
        Ok(ListRoleTagsOutput { tags, is_truncated: Some(marker.is_some()), marker })
    }
}

/// Keys fold case: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html>
fn remove(held: &mut Principal, key: &str) {
    let found = held.tags.keys().find(|held| held.eq_ignore_ascii_case(key)).cloned();
    if let Some(found) = found {
        held.tags.remove(&found);
    }
}

pub(crate) fn add(held: &mut Principal, tags: Vec<Tag>) -> Result<()> {
    for Tag { key, value } in tags {
        remove(held, &key);
        held.tags.insert(Arc::from(key), Arc::from(value));
    }
    if held.tags.len() > TAGS_MAX {
        let message = format!("The number of tags has reached the maximum limit: {TAGS_MAX}");
        return Err(errors::limit_exceeded_exception(message));
    }
    Ok(())
}
