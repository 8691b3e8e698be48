//! Who has a managed policy, and everything that an account has, in one answer.

use crate::model::*;
use crate::policies::HeldPolicy;
use crate::versions::version;
use crate::{Iam, attached, aws_managed, paging, shown, tags};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::{Principal, PrincipalKind};
use std::sync::Arc;

/// What GetAccountAuthorizationDetails lists.
enum Detail {
    User(UserDetail),
    Group(GroupDetail),
    Role(RoleDetail),
    Policy(ManagedPolicyDetail),
}

impl Iam {
    pub(crate) fn list_entities_for_policy(
        &mut self,
        cx: &mut Context,
        input: ListEntitiesForPolicyInput,
    ) -> Result<ListEntitiesForPolicyOutput> {
        let ListEntitiesForPolicyInput {
            policy_arn,
            entity_filter,
            path_prefix,
            policy_usage_filter,
            marker,
            max_items,
        } = input;
        let arn = self.found(cx, &policy_arn)?.managed.arn.clone();
        let prefix = path_prefix.unwrap_or_else(|| "/".to_owned());
        let usage = policy_usage_filter.as_deref();
        let uses = |it: &&Arc<Principal>| {
            (usage != Some("PermissionsBoundary") && it.attached.contains(&arn))
                || (usage != Some("PermissionsPolicy") && it.boundary.as_ref() == Some(&arn))
        };
        let wanted = |it: &&Arc<Principal>| match entity_filter.as_deref() {
            Some("User") => it.kind == PrincipalKind::User,
            Some("Role") => it.kind == PrincipalKind::Role,
            Some("Group") => it.kind == PrincipalKind::Group,
            Some(_) => false,
            None => true,
        };
        let all = self.directory.everybody(&cx.account);
        let all = all.filter(uses).filter(wanted).filter(|it| it.path.starts_with(&prefix));
        let (page, marker) =
            paging::page(all.cloned().collect(), |it| &it.arn, marker.as_deref(), max_items)?;
        let of = |kind| page.iter().filter(move |it| it.kind == kind);
        let both = |it: &Arc<Principal>| (Some(it.name.to_string()), Some(it.id.to_string()));
        let group = |it: &Arc<Principal>| {
            let (group_name, group_id) = both(it);
            PolicyGroup { group_name, group_id }
        };
        let user = |it: &Arc<Principal>| {
            let (user_name, user_id) = both(it);
            PolicyUser { user_name, user_id }
        };
        let role = |it: &Arc<Principal>| {
            let (role_name, role_id) = both(it);
            PolicyRole { role_name, role_id }
        };
        Ok(ListEntitiesForPolicyOutput {
            policy_groups: Some(of(PrincipalKind::Group).map(group).collect()),
            policy_users: Some(of(PrincipalKind::User).map(user).collect()),
            policy_roles: Some(of(PrincipalKind::Role).map(role).collect()),
            is_truncated: Some(marker.is_some()),
            marker,
        })
    }

    /// Of AWS's policies those that somebody has.
    pub(crate) fn get_account_authorization_details(
        &mut self,
        cx: &mut Context,
        input: GetAccountAuthorizationDetailsInput,
    ) -> Result<GetAccountAuthorizationDetailsOutput> {
        let GetAccountAuthorizationDetailsInput { filter, max_items, marker } = input;
        let wanted = |kind: &str| {
            let named = |all: &Vec<String>| all.is_empty() || all.iter().any(|it| it == kind);
            filter.as_ref().is_none_or(named)
        };
        let mut all: Vec<(String, Detail)> = Vec::new();
        for held in self.directory.everybody(&cx.account) {
            let detail = match held.kind {
                PrincipalKind::User if wanted("User") => Detail::User(self.user_detail(held)),
                PrincipalKind::Group if wanted("Group") => Detail::Group(self.group_detail(held)),
                PrincipalKind::Role if wanted("Role") => Detail::Role(self.role_detail(cx, held)),
                _ => continue,
            };
            all.push((held.arn.to_string(), detail));
        }
        let usage = shown::Usage::of(&self.directory, &cx.account);
        let own = self.directory.policies(&cx.account).filter(|_| wanted("LocalManagedPolicy"));
        let is_used = |held: &&Arc<HeldPolicy>| {
            let arn = &held.managed.arn;
            usage.attached(arn) + usage.boundary(arn) > 0
        };
        let aws = aws_managed::all().filter(|_| wanted("AWSManagedPolicy")).filter(is_used);
        let show = |held: &Arc<HeldPolicy>| {
            let detail = Detail::Policy(policy_detail(&usage, held));
            (held.managed.arn.to_string(), detail)
        };
        all.extend(own.map(show).chain(aws.map(show)));
        let (page, marker) =
            paging::page(all, |(arn, _)| arn.as_str(), marker.as_deref(), max_items)?;
        let mut out = GetAccountAuthorizationDetailsOutput {
            user_detail_list: Some(Vec::new()),
            group_detail_list: Some(Vec::new()),
            role_detail_list: Some(Vec::new()),
            policies: Some(Vec::new()),
            is_truncated: Some(marker.is_some()),
            marker,
        };
        for (_, detail) in page {
            match detail {
                Detail::User(it) => out.user_detail_list.get_or_insert_default().push(it),
                Detail::Group(it) => out.group_detail_list.get_or_insert_default().push(it),
                Detail::Role(it) => out.role_detail_list.get_or_insert_default().push(it),
                Detail::Policy(it) => out.policies.get_or_insert_default().push(it),
            }
        }
        Ok(out)
    }

    fn user_detail(&self, held: &Principal) -> UserDetail {
        let groups = held.groups.iter().filter_map(|arn| self.directory.principal(arn));
        UserDetail {
            path: Some(held.path.to_string()),
            user_name: Some(held.name.to_string()),
            user_id: Some(held.id.to_string()),
            arn: Some(held.arn.to_string()),
            create_date: Some(held.created),
            user_policy_list: Some(inline(held)),
            group_list: Some(groups.map(|group| group.name.to_string()).collect()),
            attached_managed_policies: Some(self.attached_list(held)),
            permissions_boundary: shown::boundary(held),
            tags: Some(tags::shown(&held.tags)),
        }
    }

    fn group_detail(&self, held: &Principal) -> GroupDetail {
        GroupDetail {
            path: Some(held.path.to_string()),
            group_name: Some(held.name.to_string()),
            group_id: Some(held.id.to_string()),
            arn: Some(held.arn.to_string()),
            create_date: Some(held.created),
            group_policy_list: Some(inline(held)),
            attached_managed_policies: Some(self.attached_list(held)),
        }
    }

    fn role_detail(&self, cx: &Context, held: &Principal) -> RoleDetail {
        let profiles = self.profiles_of(cx, &held.arn);
        RoleDetail {
            path: Some(held.path.to_string()),
            role_name: Some(held.name.to_string()),
            role_id: Some(held.id.to_string()),
            arn: Some(held.arn.to_string()),
            create_date: Some(held.created),
            assume_role_policy_document: held.trust.as_ref().map(|it| shown::encoded(&it.text)),
            instance_profile_list: Some(profiles.iter().map(|it| self.shown_profile(it)).collect()),
            role_policy_list: Some(inline(held)),
            attached_managed_policies: Some(self.attached_list(held)),
            permissions_boundary: shown::boundary(held),
            tags: Some(tags::shown(&held.tags)),
            role_last_used: Some(RoleLastUsed::default()),
        }
    }

    fn attached_list(&self, held: &Principal) -> Vec<AttachedPolicy> {
        held.attached.iter().map(|arn| attached::shown(arn)).collect()
    }
}

fn inline(held: &Principal) -> Vec<PolicyDetail> {
    let detail = |(name, it): (&Arc<str>, &parhelion_world::identity::Document)| PolicyDetail {
        policy_name: Some(name.to_string()),
        policy_document: Some(shown::encoded(&it.text)),
    };
    held.inline.iter().map(detail).collect()
}

/// With all its versions, the latest first.
fn policy_detail(usage: &shown::Usage, held: &HeldPolicy) -> ManagedPolicyDetail {
    let Policy {
        policy_name,
        policy_id,
        arn,
        path,
        default_version_id,
        attachment_count,
        permissions_boundary_usage_count,
        is_attachable,
        create_date,
        update_date,
        description: _,
        tags: _,
    } = shown::counted_policy(usage, held);
    let versions = held.versions.iter().rev().map(|(number, it)| PolicyVersion {
        document: Some(shown::encoded(&it.document.text)),
        ..version(held, *number, it.created)
    });
    ManagedPolicyDetail {
        policy_name,
        policy_id,
        arn,
        path,
        default_version_id,
        attachment_count,
        permissions_boundary_usage_count,
        is_attachable,
        description: held.managed.description.as_deref().map(str::to_owned),
        create_date,
        update_date,
        policy_version_list: Some(versions.collect()),
    }
}
