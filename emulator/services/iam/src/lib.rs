//! AWS Identity and Access Management, as far as callers of the other services need it: users and
//! their access keys, roles, inline and managed policies, boundaries, tags.
//!
//! - [`directory`]: what it keeps, which doors and services ask
//!   ([`parhelion_world::identity`]); [`aws_managed`]: AWS's own policies.
//! - [`users`], [`roles`], [`keys`]: who there is; [`inline`], [`managed`], [`attached`]: what they
//!   may; [`tags`]; [`shown`]: how answers show all that; [`paging`]; [`permissions`].

mod attached;
mod aws_managed;
mod control;
mod directory;
mod inline;
mod keys;
mod managed;
mod paging;
mod permissions;
mod roles;
mod shown;
mod tags;
mod users;

/// The shells and the table, made from `model.smithy`.
#[allow(missing_docs, unreachable_pub, reason = "AWS documents its shapes")]
pub mod model {
    parhelion_wire::model!();
}

pub use directory::Directory;
use model::*;
use parhelion_policy::{Policy as Parsed, Purpose};
use parhelion_wire::error::Result;
use parhelion_wire::table::Operation;
use parhelion_wire::{Error, Value};
use parhelion_world::identity::{Document, Identities, Principal, PrincipalKind};
use parhelion_world::service::Hooks;
use parhelion_world::{Context, Declaration, Permission, identity};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// IAM, one for all accounts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Iam {
    directory: Directory,
}

static DECLARATION: Declaration = Declaration {
    action_prefix: "iam",
    keeps_identities: true,
    refuses_users_sessions: true,
    ..Declaration::DEFAULT
};

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
    ListInstanceProfilesForRole => list_instance_profiles_for_role,
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
    fn permissions(
        &self,
        cx: &Context,
        operation: &'static Operation,
        input: &Value,
    ) -> Vec<Permission> {
        self.needed(cx, operation, input)
    }

    fn condition_key(
        &self,
        _: &Context,
        operation: &'static Operation,
        input: &Value,
        name: &str,
    ) -> Option<Vec<String>> {
        permissions::condition(operation, input, name)
    }

    fn identities(&self) -> Option<&dyn Identities> {
        Some(&self.directory)
    }

    fn control(
        &mut self,
        _: &mut Context,
        name: &str,
        body: &[u8],
    ) -> Option<Result<serde_json::Value, String>> {
        (name == "credentials").then(|| control::add_credential(&mut self.directory, body))
    }
}

/// The letters of IAM's ids.
const ID: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

impl Iam {
    /// For set-up that IAM's API does not have.
    pub fn directory_mut(&mut self) -> &mut Directory {
        &mut self.directory
    }

    /// A principal of the caller's account by its name, which folds case.
    fn find(&self, cx: &Context, kind: PrincipalKind, name: &str) -> Result<Arc<Principal>> {
        let mut held = self.directory.principals(&cx.account, kind);
        let found = held.find(|held| held.name.eq_ignore_ascii_case(name)).cloned();
        found.ok_or_else(|| missing(kind, name))
    }

    /// Finds a principal and keeps what `f` makes of it.
    fn change(
        &mut self,
        cx: &Context,
        kind: PrincipalKind,
        name: &str,
        f: impl FnOnce(&mut Principal) -> Result<()>,
    ) -> Result<()> {
        let mut held = (*self.find(cx, kind, name)?).clone();
        f(&mut held)?;
        self.directory.put_principal(held);
        Ok(())
    }

    /// A managed policy that is there.
    fn policy(&self, arn: &str) -> Result<Arc<identity::ManagedPolicy>> {
        self.directory.policy(arn).ok_or_else(|| {
            errors::no_such_entity_exception(format!(
                "Policy {arn} does not exist or is not attachable."
            ))
        })
    }
}

fn missing(kind: PrincipalKind, name: &str) -> Error {
    errors::no_such_entity_exception(match kind {
        PrincipalKind::User => format!("The user with name {name} cannot be found."),
        PrincipalKind::Role => format!("The role with name {name} cannot be found."),
    })
}

fn document(text: String, purpose: Purpose) -> Result<Document> {
    let policy = Parsed::parse(&text, purpose)
        .map_err(|malformed| errors::malformed_policy_document_exception(malformed.message))?;
    Ok(Document { text: text.into(), policy: Arc::new(policy) })
}
