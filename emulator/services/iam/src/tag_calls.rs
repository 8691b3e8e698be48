//! The calls that tag users, roles and policies; those of other things stand with them.

use crate::model::*;
use crate::{Iam, paging, tags};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::PrincipalKind;

impl Iam {
    pub(crate) fn tag_user(&mut self, cx: &mut Context, input: TagUserInput) -> Result<()> {
        let TagUserInput { user_name, tags } = input;
        self.change(cx, PrincipalKind::User, &user_name, |held| tags::add(&mut held.tags, tags))
    }

    pub(crate) fn untag_user(&mut self, cx: &mut Context, input: UntagUserInput) -> Result<()> {
        let UntagUserInput { user_name, tag_keys } = input;
        self.change(cx, PrincipalKind::User, &user_name, |held| {
            tags::remove(&mut held.tags, &tag_keys);
            Ok(())
        })
    }

    pub(crate) fn list_user_tags(
        &mut self,
        cx: &mut Context,
        input: ListUserTagsInput,
    ) -> Result<ListUserTagsOutput> {
        let ListUserTagsInput { user_name, marker, max_items } = input;
        let all = tags::shown(&self.find(cx, PrincipalKind::User, &user_name)?.tags);
        let (tags, marker) = paging::page(all, |tag| &tag.key, marker.as_deref(), max_items)?;
        Ok(ListUserTagsOutput { tags, is_truncated: Some(marker.is_some()), marker })
    }

    pub(crate) fn tag_role(&mut self, cx: &mut Context, input: TagRoleInput) -> Result<()> {
        let TagRoleInput { role_name, tags } = input;
        self.change(cx, PrincipalKind::Role, &role_name, |held| tags::add(&mut held.tags, tags))
    }

    pub(crate) fn untag_role(&mut self, cx: &mut Context, input: UntagRoleInput) -> Result<()> {
        let UntagRoleInput { role_name, tag_keys } = input;
        self.change(cx, PrincipalKind::Role, &role_name, |held| {
            tags::remove(&mut held.tags, &tag_keys);
            Ok(())
        })
    }

    pub(crate) fn list_role_tags(
        &mut self,
        cx: &mut Context,
        input: ListRoleTagsInput,
    ) -> Result<ListRoleTagsOutput> {
        let ListRoleTagsInput { role_name, marker, max_items } = input;
        let all = tags::shown(&self.find(cx, PrincipalKind::Role, &role_name)?.tags);
        let (tags, marker) = paging::page(all, |tag| &tag.key, marker.as_deref(), max_items)?;
        Ok(ListRoleTagsOutput { tags, is_truncated: Some(marker.is_some()), marker })
    }

    pub(crate) fn tag_policy(&mut self, cx: &mut Context, input: TagPolicyInput) -> Result<()> {
        let TagPolicyInput { policy_arn, tags } = input;
        self.change_policy(cx, &policy_arn, |held| tags::add(&mut held.tags, tags))
    }

    pub(crate) fn untag_policy(&mut self, cx: &mut Context, input: UntagPolicyInput) -> Result<()> {
        let UntagPolicyInput { policy_arn, tag_keys } = input;
        self.change_policy(cx, &policy_arn, |held| {
            tags::remove(&mut held.tags, &tag_keys);
            Ok(())
        })
    }

    pub(crate) fn list_policy_tags(
        &mut self,
        cx: &mut Context,
        input: ListPolicyTagsInput,
    ) -> Result<ListPolicyTagsOutput> {
        let ListPolicyTagsInput { policy_arn, marker, max_items } = input;
        let all = tags::shown(&self.found(cx, &policy_arn)?.tags);
        let (tags, marker) = paging::page(all, |tag| &tag.key, marker.as_deref(), max_items)?;
        Ok(ListPolicyTagsOutput { tags, is_truncated: Some(marker.is_some()), marker })
    }
}
