//! How answers show principals and policies.

use crate::Directory;
use crate::model::{AttachedPermissionsBoundary, Policy, Role, Tag, User};
use parhelion_world::identity::{ManagedPolicy, Principal};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// RFC 3986: policies are shown URL-encoded.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub(crate) fn encoded(document: &str) -> String {
    utf8_percent_encode(document, RESERVED).to_string()
}

fn boundary(held: &Principal) -> Option<AttachedPermissionsBoundary> {
    held.boundary.as_ref().map(|arn| AttachedPermissionsBoundary {
        permissions_boundary_type: Some("Policy".to_owned()),
        permissions_boundary_arn: Some(arn.to_string()),
    })
}

pub(crate) fn tags(held: &Principal) -> Vec<Tag> {
    let tag = |(key, value): (&std::sync::Arc<str>, &std::sync::Arc<str>)| Tag {
        key: key.to_string(),
        value: value.to_string(),
    };
    held.tags.iter().map(tag).collect()
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
        tags: (!held.tags.is_empty()).then(|| tags(held)),
    }
}

/// A user as ListUsers shows it: with neither boundary nor tags.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html>
pub(crate) fn listed_user(held: &Principal) -> User {
    User { permissions_boundary: None, tags: None, ..user(held) }
}

pub(crate) fn role(held: &Principal) -> Role {
    Role {
        path: held.path.to_string(),
        role_name: held.name.to_string(),
        role_id: held.id.to_string(),
        arn: held.arn.to_string(),
        create_date: held.created,
        assume_role_policy_document: held.trust.as_ref().map(|trust| encoded(&trust.text)),
        description: held.description.as_deref().map(str::to_owned),
        max_session_duration: Some(held.max_session_secs.try_into().unwrap_or(i32::MAX)),
        permissions_boundary: boundary(held),
        tags: (!held.tags.is_empty()).then(|| tags(held)),
        role_last_used: None,
    }
}

/// A role as ListRoles shows it: with neither boundary nor tags.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html>
pub(crate) fn listed_role(held: &Principal) -> Role {
    Role { permissions_boundary: None, tags: None, ..role(held) }
}

pub(crate) fn policy(directory: &Directory, account: &str, held: &ManagedPolicy) -> Policy {
    let kinds = [
        parhelion_world::identity::PrincipalKind::User,
        parhelion_world::identity::PrincipalKind::Role,
    ];
    let count = |used: fn(&Principal, &ManagedPolicy) -> bool| {
        let principals = kinds.into_iter().flat_map(|kind| directory.principals(account, kind));
        let number = principals.filter(|principal| used(principal, held)).count();
        Some(number.try_into().unwrap_or(i32::MAX))
    };
    let attached = |by: &Principal, held: &ManagedPolicy| by.attached.contains(&held.arn);
    let boundary = |of: &Principal, held: &ManagedPolicy| of.boundary.as_ref() == Some(&held.arn);
    Policy {
        policy_name: Some(held.name.to_string()),
        policy_id: Some(held.id.to_string()),
        arn: Some(held.arn.to_string()),
        path: Some(held.path.to_string()),
        default_version_id: Some("v1".to_owned()),
        attachment_count: count(attached),
        permissions_boundary_usage_count: count(boundary),
        is_attachable: Some(true),
        description: held.description.as_deref().map(str::to_owned),
        create_date: Some(held.created),
        update_date: Some(held.created),
        tags: None,
    }
}
