//! AWS Identity and Access Management, as far as callers of the other services need it: users and
//! their access keys, roles, inline and managed policies, boundaries, tags.
//!
//! It keeps nothing itself: principals, policies and keys are the world's [`Directory`], which
//! doors and services ask ([`parhelion_world::identity`]).
//!
//! - [`users`], [`roles`], [`keys`]: who there is; [`inline`], [`managed`], [`attached`]: what they
//!   may; [`tags`]; [`shown`]: how answers show all that; [`paging`].
//!
//! [`Directory`]: parhelion_world::Directory

mod attached;
mod control;
mod inline;
mod keys;
mod managed;
mod paging;
mod roles;
mod shown;
mod tags;
mod users;

/// The shells and the table, made from `model.smithy`.
pub mod model {
    parhelion_wire::model!();
}

use model::*;
use parhelion_policy::{Policy as Parsed, Purpose};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::identity::{Kind, Principal, principal::Document};
use parhelion_world::service::Hooks;
use parhelion_world::{Context, Declaration, identity};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// IAM, one for all accounts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Iam;

static DECLARATION: Declaration = Declaration { action_prefix: "iam", ..Declaration::DEFAULT };

parhelion_world::service! { Iam, "iam", Global {
    CreateUser => create_user,
    GetUser => get_user,
    ListUsers => list_users,
    DeleteUser => delete_user,
    CreateAccessKey => create_access_key,
    ListAccessKeys => list_access_keys,
    UpdateAccessKey => update_access_key,
    DeleteAccessKey => delete_access_key,
    CreateRole => create_role,
    GetRole => get_role,
    ListRoles => list_roles,
    DeleteRole => delete_role,
    UpdateAssumeRolePolicy => update_assume_role_policy,
    PutUserPolicy => put_user_policy,
    GetUserPolicy => get_user_policy,
    ListUserPolicies => list_user_policies,
    DeleteUserPolicy => delete_user_policy,
    PutRolePolicy => put_role_policy,
    GetRolePolicy => get_role_policy,
    ListRolePolicies => list_role_policies,
    DeleteRolePolicy => delete_role_policy,
    CreatePolicy => create_policy,
    GetPolicy => get_policy,
    GetPolicyVersion => get_policy_version,
    ListPolicies => list_policies,
    DeletePolicy => delete_policy,
    AttachUserPolicy => attach_user_policy,
    DetachUserPolicy => detach_user_policy,
    ListAttachedUserPolicies => list_attached_user_policies,
    AttachRolePolicy => attach_role_policy,
    DetachRolePolicy => detach_role_policy,
    ListAttachedRolePolicies => list_attached_role_policies,
    PutUserPermissionsBoundary => put_user_permissions_boundary,
    DeleteUserPermissionsBoundary => delete_user_permissions_boundary,
    PutRolePermissionsBoundary => put_role_permissions_boundary,
    DeleteRolePermissionsBoundary => delete_role_permissions_boundary,
    TagUser => tag_user,
    UntagUser => untag_user,
    ListUserTags => list_user_tags,
    TagRole => tag_role,
    UntagRole => untag_role,
    ListRoleTags => list_role_tags,
} }

impl Hooks for Iam {
    fn control(
        &mut self,
        cx: &mut Context,
        name: &str,
        body: &[u8],
    ) -> Option<Result<serde_json::Value, String>> {
        (name == "credentials").then(|| control::add_credential(cx, body))
    }
}

/// The letters of IAM's ids.
const ID: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A principal of the caller's account by its name, which folds case.
fn find(cx: &mut Context, kind: Kind, name: &str) -> Result<Arc<Principal>> {
    let account = cx.account.clone();
    let mut held = cx.directory().principals(&account, kind);
    let found = held.find(|held| held.name.eq_ignore_ascii_case(name)).cloned();
    found.ok_or_else(|| missing(kind, name))
}

/// Finds a principal and keeps what `f` makes of it.
fn change(
    cx: &mut Context,
    kind: Kind,
    name: &str,
    f: impl FnOnce(&mut Principal) -> Result<()>,
) -> Result<()> {
    let mut held = (*find(cx, kind, name)?).clone();
    f(&mut held)?;
    cx.directory().put_principal(held);
    Ok(())
}

fn missing(kind: Kind, name: &str) -> Error {
    errors::no_such_entity_exception(match kind {
        Kind::User => format!("The user with name {name} cannot be found."),
        Kind::Role => format!("The role with name {name} cannot be found."),
    })
}

fn document(text: String, purpose: Purpose) -> Result<Document> {
    let policy = Parsed::parse(&text, purpose)
        .map_err(|malformed| errors::malformed_policy_document_exception(malformed.message))?;
    Ok(Document { text: text.into(), policy: Arc::new(policy) })
}

/// A managed policy that is there.
fn policy(cx: &mut Context, arn: &str) -> Result<Arc<identity::ManagedPolicy>> {
    cx.directory().policy(arn).ok_or_else(|| {
        errors::no_such_entity_exception(format!(
            "Policy {arn} does not exist or is not attachable."
        ))
    })
}
