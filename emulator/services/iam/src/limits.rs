//! How much an account may have.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>

use crate::model::errors;
use parhelion_wire::error::Result;
use parhelion_world::identity::PrincipalKind;

pub(crate) const USERS: usize = 5000;
pub(crate) const GROUPS: usize = 300;
pub(crate) const ROLES: usize = 1000;
pub(crate) const POLICIES: usize = 1500;
pub(crate) const PROFILES: usize = 1000;
pub(crate) const SERVER_CERTIFICATES: usize = 20;
pub(crate) const OPEN_ID_PROVIDERS: usize = 100;
pub(crate) const SAML_PROVIDERS: usize = 100;
pub(crate) const CLIENT_IDS: usize = 100;
pub(crate) const THUMBPRINTS: usize = 5;
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>: as many as users.
pub(crate) const VIRTUAL_MFA_DEVICES: usize = 5000;
pub(crate) const MFA_DEVICES_OF_USER: usize = 8;
pub(crate) const KEYS_OF_USER: usize = 2;
pub(crate) const GROUPS_OF_USER: usize = 10;
pub(crate) const SSH_KEYS_OF_USER: usize = 5;
pub(crate) const CERTIFICATES_OF_USER: usize = 2;
/// Two of each service.
pub(crate) const SERVICE_CREDENTIALS_OF_USER: usize = 2;
pub(crate) const VERSIONS_OF_POLICY: usize = 5;
pub(crate) const ATTACHED: usize = 10;
pub(crate) const POLICY_SIZE: usize = 6144;
pub(crate) const TRUST_SIZE: usize = 2048;
pub(crate) const TAGS: usize = 50;

/// Refuses one more of what there are `held` already.
pub(crate) fn room(held: usize, max: usize, quota: &str) -> Result<()> {
    if held < max {
        return Ok(());
    }
    let message = format!("Cannot exceed quota for {quota}: {max}");
    Err(errors::limit_exceeded_exception(message))
}

/// How many principals of a kind an account may have, and the quota's name.
pub(crate) fn of_kind(kind: PrincipalKind) -> (usize, &'static str) {
    match kind {
        PrincipalKind::User => (USERS, "UsersPerAccount"),
        PrincipalKind::Role => (ROLES, "RolesPerAccount"),
        PrincipalKind::Group => (GROUPS, "GroupsPerAccount"),
    }
}

/// How many managed policies one may be given: the quota's name.
pub(crate) fn attached_quota(kind: PrincipalKind) -> &'static str {
    match kind {
        PrincipalKind::User => "PoliciesPerUser",
        PrincipalKind::Role => "PoliciesPerRole",
        PrincipalKind::Group => "PoliciesPerGroup",
    }
}

/// How many characters, white space aside, all inline policies of one may have.
pub(crate) fn inline_size(kind: PrincipalKind) -> usize {
    match kind {
        PrincipalKind::User => 2048,
        PrincipalKind::Role => 10_240,
        PrincipalKind::Group => 5120,
    }
}

/// AWS does not count white space.
pub(crate) fn size(document: &str) -> usize {
    document.chars().filter(|c| !c.is_whitespace()).count()
}
