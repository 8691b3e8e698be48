//! AWS Identity and Access Management: who there is, what proves it, and what each may do.
//!
//! - [`directory`]: what it keeps, which doors and services ask
//!   ([`parhelion_world::identity`]); [`account`] and [`user_things`]: what belongs to an account and
//!   to a user; [`policies`]: managed policies; [`aws_managed`]: AWS's own;
//! - [`users`], [`groups`], [`roles`], [`linked_roles`], [`profiles`], [`open_id`], [`saml`]: who
//!   there is; [`trust`]: whom roles trust;
//! - [`keys`], [`login`] with [`password_policy`], [`mfa`] with [`totp`] and [`qr`], [`ssh_keys`],
//!   [`certificates`], [`service_credentials`]: what proves it;
//! - [`inline`], [`managed`], [`versions`], [`attached`]: what they may; [`simulate`] with
//!   [`policy_text`]: what they might;
//! - [`entities`], [`granting`], [`summary`], [`report`]: all of it at a glance;
//! - [`outbound`]: tokens for others; [`organizations`]: which there are not;
//! - [`spreading`]: when others see changes ([`seen`]), by [`choices`];
//! - [`tags`], [`tag_calls`]; [`shown`]: how answers show all that; [`paging`]; [`limits`];
//!   [`problem`], [`refusals`]; [`permissions`]: what callers need.

mod account;
mod attached;
mod aws_managed;
mod certificates;
pub mod choices;
mod control;
mod directory;
mod entities;
mod granting;
mod groups;
mod inline;
mod keys;
mod limits;
mod linked_roles;
mod login;
mod managed;
mod mfa;
mod open_id;
mod organizations;
mod outbound;
mod paging;
mod password_policy;
mod permissions;
mod policies;
mod policy_text;
mod problem;
mod profiles;
mod qr;
mod refusals;
mod report;
mod roles;
mod saml;
mod seen;
mod service_credentials;
mod shown;
mod simulate;
mod spreading;
mod ssh_keys;
mod summary;
mod tag_calls;
mod tags;
mod totp;
mod trust;
mod user_things;
mod users;
mod versions;

/// The shells and the table, made from `model.smithy`.
#[allow(missing_docs, unreachable_pub, reason = "AWS documents its shapes")]
pub mod model {
    parhelion_wire::model!();
}

use choices::Timer;
pub use directory::Directory;
use model::*;
use parhelion_policy::iam::{self, Kind};
use parhelion_wire::error::Result;
use parhelion_wire::table::Operation;
use parhelion_wire::validate::Problem;
use parhelion_wire::{Error, Timestamp, Value};
use parhelion_world::identity::{Document, Identities, Principal, PrincipalKind};
use parhelion_world::service::{Hooks, Wakes};
use parhelion_world::{Call, Context, Declaration, Permission};
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
    state_version: 2,
    faults: choices::FAULTS,
    points: &choices::ALL,
    ..Declaration::DEFAULT
};

parhelion_world::service! { Iam, "iam", Global, Timer, {
    AddClientIDToOpenIDConnectProvider => add_client_id_to_open_id_connect_provider,
    AddRoleToInstanceProfile => add_role_to_instance_profile,
    AddUserToGroup => add_user_to_group,
    AttachGroupPolicy => attach_group_policy,
    AttachRolePolicy => attach_role_policy,
    AttachUserPolicy => attach_user_policy,
    ChangePassword => change_password,
    CreateAccessKey => create_access_key,
    CreateAccountAlias => create_account_alias,
    CreateGroup => create_group,
    CreateInstanceProfile => create_instance_profile,
    CreateLoginProfile => create_login_profile,
    CreateOpenIDConnectProvider => create_open_id_connect_provider,
    CreatePolicy => create_policy,
    CreatePolicyVersion => create_policy_version,
    CreateRole => create_role,
    CreateSAMLProvider => create_saml_provider,
    CreateServiceLinkedRole => create_service_linked_role,
    CreateServiceSpecificCredential => create_service_specific_credential,
    CreateUser => create_user,
    CreateVirtualMFADevice => create_virtual_mfa_device,
    DeactivateMFADevice => deactivate_mfa_device,
    DeleteAccessKey => delete_access_key,
    DeleteAccountAlias => delete_account_alias,
    DeleteAccountPasswordPolicy => delete_account_password_policy,
    DeleteGroup => delete_group,
    DeleteGroupPolicy => delete_group_policy,
    DeleteInstanceProfile => delete_instance_profile,
    DeleteLoginProfile => delete_login_profile,
    DeleteOpenIDConnectProvider => delete_open_id_connect_provider,
    DeletePolicy => delete_policy,
    DeletePolicyVersion => delete_policy_version,
    DeleteRole => delete_role,
    DeleteRolePermissionsBoundary => delete_role_permissions_boundary,
    DeleteRolePolicy => delete_role_policy,
    DeleteSAMLProvider => delete_saml_provider,
    DeleteSSHPublicKey => delete_ssh_public_key,
    DeleteServerCertificate => delete_server_certificate,
    DeleteServiceLinkedRole => delete_service_linked_role,
    DeleteServiceSpecificCredential => delete_service_specific_credential,
    DeleteSigningCertificate => delete_signing_certificate,
    DeleteUser => delete_user,
    DeleteUserPermissionsBoundary => delete_user_permissions_boundary,
    DeleteUserPolicy => delete_user_policy,
    DeleteVirtualMFADevice => delete_virtual_mfa_device,
    DetachGroupPolicy => detach_group_policy,
    DetachRolePolicy => detach_role_policy,
    DetachUserPolicy => detach_user_policy,
    DisableOrganizationsRootCredentialsManagement => disable_organizations_root_credentials_management,
    DisableOrganizationsRootSessions => disable_organizations_root_sessions,
    DisableOutboundWebIdentityFederation => disable_outbound_web_identity_federation,
    EnableMFADevice => enable_mfa_device,
    EnableOrganizationsRootCredentialsManagement => enable_organizations_root_credentials_management,
    EnableOrganizationsRootSessions => enable_organizations_root_sessions,
    EnableOutboundWebIdentityFederation => enable_outbound_web_identity_federation,
    GenerateCredentialReport => generate_credential_report,
    GetAccessKeyLastUsed => get_access_key_last_used,
    GetAccountAuthorizationDetails => get_account_authorization_details,
    GetAccountPasswordPolicy => get_account_password_policy,
    GetAccountSummary => get_account_summary,
    GetContextKeysForCustomPolicy => get_context_keys_for_custom_policy,
    GetContextKeysForPrincipalPolicy => get_context_keys_for_principal_policy,
    GetCredentialReport => get_credential_report,
    GetGroup => get_group,
    GetGroupPolicy => get_group_policy,
    GetInstanceProfile => get_instance_profile,
    GetLoginProfile => get_login_profile,
    GetMFADevice => get_mfa_device,
    GetOpenIDConnectProvider => get_open_id_connect_provider,
    GetOutboundWebIdentityFederationInfo => get_outbound_web_identity_federation_info,
    GetPolicy => get_policy,
    GetPolicyVersion => get_policy_version,
    GetRole => get_role,
    GetRolePolicy => get_role_policy,
    GetSAMLProvider => get_saml_provider,
    GetSSHPublicKey => get_ssh_public_key,
    GetServerCertificate => get_server_certificate,
    GetServiceLinkedRoleDeletionStatus => get_service_linked_role_deletion_status,
    GetUser => get_user,
    GetUserPolicy => get_user_policy,
    ListAccessKeys => list_access_keys,
    ListAccountAliases => list_account_aliases,
    ListAttachedGroupPolicies => list_attached_group_policies,
    ListAttachedRolePolicies => list_attached_role_policies,
    ListAttachedUserPolicies => list_attached_user_policies,
    ListEntitiesForPolicy => list_entities_for_policy,
    ListGroupPolicies => list_group_policies,
    ListGroups => list_groups,
    ListGroupsForUser => list_groups_for_user,
    ListInstanceProfileTags => list_instance_profile_tags,
    ListInstanceProfiles => list_instance_profiles,
    ListInstanceProfilesForRole => list_instance_profiles_for_role,
    ListMFADeviceTags => list_mfa_device_tags,
    ListMFADevices => list_mfa_devices,
    ListOpenIDConnectProviderTags => list_open_id_connect_provider_tags,
    ListOpenIDConnectProviders => list_open_id_connect_providers,
    ListOrganizationsFeatures => list_organizations_features,
    ListPolicies => list_policies,
    ListPoliciesGrantingServiceAccess => list_policies_granting_service_access,
    ListPolicyTags => list_policy_tags,
    ListPolicyVersions => list_policy_versions,
    ListRolePolicies => list_role_policies,
    ListRoleTags => list_role_tags,
    ListRoles => list_roles,
    ListSAMLProviderTags => list_saml_provider_tags,
    ListSAMLProviders => list_saml_providers,
    ListSSHPublicKeys => list_ssh_public_keys,
    ListServerCertificateTags => list_server_certificate_tags,
    ListServerCertificates => list_server_certificates,
    ListServiceSpecificCredentials => list_service_specific_credentials,
    ListSigningCertificates => list_signing_certificates,
    ListUserPolicies => list_user_policies,
    ListUserTags => list_user_tags,
    ListUsers => list_users,
    ListVirtualMFADevices => list_virtual_mfa_devices,
    PutGroupPolicy => put_group_policy,
    PutRolePermissionsBoundary => put_role_permissions_boundary,
    PutRolePolicy => put_role_policy,
    PutUserPermissionsBoundary => put_user_permissions_boundary,
    PutUserPolicy => put_user_policy,
    RemoveClientIDFromOpenIDConnectProvider => remove_client_id_from_open_id_connect_provider,
    RemoveRoleFromInstanceProfile => remove_role_from_instance_profile,
    RemoveUserFromGroup => remove_user_from_group,
    ResetServiceSpecificCredential => reset_service_specific_credential,
    ResyncMFADevice => resync_mfa_device,
    SetDefaultPolicyVersion => set_default_policy_version,
    SetSecurityTokenServicePreferences => set_security_token_service_preferences,
    SimulateCustomPolicy => simulate_custom_policy,
    SimulatePrincipalPolicy => simulate_principal_policy,
    TagInstanceProfile => tag_instance_profile,
    TagMFADevice => tag_mfa_device,
    TagOpenIDConnectProvider => tag_open_id_connect_provider,
    TagPolicy => tag_policy,
    TagRole => tag_role,
    TagSAMLProvider => tag_saml_provider,
    TagServerCertificate => tag_server_certificate,
    TagUser => tag_user,
    UntagInstanceProfile => untag_instance_profile,
    UntagMFADevice => untag_mfa_device,
    UntagOpenIDConnectProvider => untag_open_id_connect_provider,
    UntagPolicy => untag_policy,
    UntagRole => untag_role,
    UntagSAMLProvider => untag_saml_provider,
    UntagServerCertificate => untag_server_certificate,
    UntagUser => untag_user,
    UpdateAccessKey => update_access_key,
    UpdateAccountPasswordPolicy => update_account_password_policy,
    UpdateAssumeRolePolicy => update_assume_role_policy,
    UpdateGroup => update_group,
    UpdateLoginProfile => update_login_profile,
    UpdateOpenIDConnectProviderThumbprint => update_open_id_connect_provider_thumbprint,
    UpdateRole => update_role,
    UpdateRoleDescription => update_role_description,
    UpdateSAMLProvider => update_saml_provider,
    UpdateSSHPublicKey => update_ssh_public_key,
    UpdateServerCertificate => update_server_certificate,
    UpdateServiceSpecificCredential => update_service_specific_credential,
    UpdateSigningCertificate => update_signing_certificate,
    UpdateUser => update_user,
    UploadSSHPublicKey => upload_ssh_public_key,
    UploadServerCertificate => upload_server_certificate,
    UploadSigningCertificate => upload_signing_certificate,
} }

impl Wakes for Iam {
    fn wake(&mut self, cx: &mut Context, timer: Timer) {
        self.directory.spreading.wake(cx.now, timer);
    }
}

impl Hooks for Iam {
    /// Whom or what it is about, by name or ARN.
    fn resource(&self, operation: &'static Operation, input: &Value) -> String {
        permissions::subject(operation, input).to_owned()
    }

    /// CloudFront asks for server certificates.
    fn counterpart(
        &mut self,
        cx: &mut Context,
        resource: &str,
        _: serde_json::Value,
    ) -> parhelion_wire::error::Result<serde_json::Value> {
        self.certificate_for_counterpart(cx, resource)
    }

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
        call: Call<'_>,
        wanted: &Permission,
        name: &str,
    ) -> Option<Vec<String>> {
        self.condition(wanted, call.operation, call.input, name)
    }

    fn resource_tags(&self, _: &Context, arn: &str) -> Vec<(String, String)> {
        let tags = self.directory.tags_of(arn).into_iter().flatten();
        tags.map(|(key, value)| (key.to_string(), value.to_string())).collect()
    }

    fn problem(&self, _: &'static Operation, problems: &[Problem]) -> Error {
        problem::problem(problems)
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
        cx: &mut Context,
        kind: PrincipalKind,
        name: &str,
        f: impl FnOnce(&mut Principal) -> Result<()>,
    ) -> Result<()> {
        let old = self.find(cx, kind, name)?;
        let mut new = (*old).clone();
        f(&mut new)?;
        let point = choices::of_change(&old, &new);
        let is_freed = new.attached.len() < old.attached.len();
        self.directory.put_principal(new);
        let arn = old.arn.clone();
        if let Some(point) = point {
            self.spread_principal(cx, point, &arn, Some(old));
        }
        if is_freed {
            self.spread_detached(cx, &arn);
        }
        Ok(())
    }
}

/// The clock's reading in whole seconds, as IAM's dates are.
pub(crate) fn now(cx: &Context) -> Timestamp {
    Timestamp::from_secs(cx.now.secs())
}

pub(crate) fn missing(kind: PrincipalKind, name: &str) -> Error {
    errors::no_such_entity_exception(format!(
        "The {} with name {name} cannot be found.",
        kind.word()
    ))
}

fn document(text: String, kind: Kind) -> Result<Document> {
    let policy = iam::parse(&text, kind)
        .map_err(|malformed| errors::malformed_policy_document_exception(malformed.message))?;
    Ok(Document { text: text.into(), policy: Arc::new(policy) })
}
