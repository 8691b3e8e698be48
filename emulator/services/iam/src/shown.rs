//! How answers show principals and policies.

use crate::Directory;
use crate::model::{AttachedPermissionsBoundary, Group, Policy, Role, RoleLastUsed, User};
use crate::policies::{HeldPolicy, version_name};
use crate::tags;
use parhelion_world::identity::Principal;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeMap;

/// RFC 3986: policies are shown URL-encoded.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub(crate) fn encoded(document: &str) -> String {
    utf8_percent_encode(document, RESERVED).to_string()
}

pub(crate) fn boundary(held: &Principal) -> Option<AttachedPermissionsBoundary> {
    held.boundary.as_ref().map(|arn| AttachedPermissionsBoundary {
        permissions_boundary_type: Some("Policy".to_owned()),
        permissions_boundary_arn: Some(arn.to_string()),
    })
}

pub(crate) fn user(held: &Principal) -> User {
    User {
        path: held.path.to_string(),
        user_name: held.name.to_string(),
        user_id: held.id.to_string(),
        arn: held.arn.to_string(),
        create_date: held.created,
        password_last_used: None,
        permissions_boundary: boundary(held),
        tags: tags::shown_if_any(&held.tags),
    }
}

/// A user as ListUsers shows it: with neither boundary nor tags.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html>
pub(crate) fn listed_user(held: &Principal) -> User {
    User { permissions_boundary: None, tags: None, ..user(held) }
}

pub(crate) fn group(held: &Principal) -> Group {
    Group {
        path: held.path.to_string(),
        group_name: held.name.to_string(),
        group_id: held.id.to_string(),
        arn: held.arn.to_string(),
        create_date: held.created,
    }
}

/// A role as GetRole shows it, whole.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html>
pub(crate) fn role(held: &Principal) -> Role {
    Role {
        description: held.description.as_deref().map(str::to_owned),
        max_session_duration: Some(held.max_session_secs.try_into().unwrap_or(i32::MAX)),
        role_last_used: Some(RoleLastUsed::default()),
        ..created_role(held)
    }
}

/// A role as CreateRole shows it: without description, duration and use.
/// <https://docs.aws.amazon.com/cli/latest/reference/iam/create-role.html#examples>
pub(crate) fn created_role(held: &Principal) -> Role {
    Role {
        path: held.path.to_string(),
        role_name: held.name.to_string(),
        role_id: held.id.to_string(),
        arn: held.arn.to_string(),
        create_date: held.created,
        assume_role_policy_document: held.trust.as_ref().map(|trust| encoded(&trust.text)),
        description: None,
        max_session_duration: None,
        permissions_boundary: boundary(held),
        tags: tags::shown_if_any(&held.tags),
        role_last_used: None,
    }
}

/// A role as ListRoles shows it: with neither boundary, tags nor use.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html>
pub(crate) fn listed_role(held: &Principal) -> Role {
    Role { permissions_boundary: None, tags: None, role_last_used: None, ..role(held) }
}

/// A role within an instance profile.
pub(crate) fn profile_role(held: &Principal) -> Role {
    Role { permissions_boundary: None, tags: None, ..created_role(held) }
}

/// How often each managed policy is used in an account.
#[derive(Default)]
pub(crate) struct Usage<'a> {
    attached: BTreeMap<&'a str, i32>,
    boundary: BTreeMap<&'a str, i32>,
}

impl<'a> Usage<'a> {
    pub(crate) fn of(directory: &'a Directory, account: &'a str) -> Self {
        let mut usage = Self::default();
        for held in directory.everybody(account) {
            for arn in &held.attached {
                *usage.attached.entry(arn).or_default() += 1;
            }
            if let Some(arn) = &held.boundary {
                *usage.boundary.entry(arn).or_default() += 1;
            }
        }
        usage
    }

    pub(crate) fn attached(&self, arn: &str) -> i32 {
        self.attached.get(arn).copied().unwrap_or_default()
    }

    pub(crate) fn boundary(&self, arn: &str) -> i32 {
        self.boundary.get(arn).copied().unwrap_or_default()
    }
}

/// Without description and tags, as lists show it.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Policy.html>
pub(crate) fn policy(directory: &Directory, account: &str, held: &HeldPolicy) -> Policy {
    counted_policy(&Usage::of(directory, account), held)
}

pub(crate) fn counted_policy(usage: &Usage, held: &HeldPolicy) -> Policy {
    let managed = &held.managed;
    Policy {
        policy_name: Some(managed.name.to_string()),
        policy_id: Some(managed.id.to_string()),
        arn: Some(managed.arn.to_string()),
        path: Some(managed.path.to_string()),
        default_version_id: Some(version_name(held.default)),
        attachment_count: Some(usage.attached(&managed.arn)),
        permissions_boundary_usage_count: Some(usage.boundary(&managed.arn)),
        is_attachable: Some(true),
        description: None,
        create_date: Some(managed.created),
        update_date: Some(held.updated),
        tags: None,
    }
}
