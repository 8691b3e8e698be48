//! The account as a whole: its alias, what it has of everything, and which tokens STS gives.

use crate::model::*;
use crate::{Iam, limits};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::PrincipalKind;
use std::collections::BTreeMap;

impl Iam {
    /// An account has one alias: another one takes its place.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/console-account-alias.html>
    pub(crate) fn create_account_alias(
        &mut self,
        cx: &mut Context,
        input: CreateAccountAliasInput,
    ) -> Result<()> {
        let CreateAccountAliasInput { account_alias } = input;
        if self.directory.has_alias(&account_alias) {
            let message = format!("The account alias {account_alias} already exists.");
            return Err(errors::entity_already_exists_exception(message));
        }
        self.directory.account_mut(&cx.account).alias = Some(account_alias.into());
        Ok(())
    }

    pub(crate) fn list_account_aliases(
        &mut self,
        cx: &mut Context,
        input: ListAccountAliasesInput,
    ) -> Result<ListAccountAliasesOutput> {
        let ListAccountAliasesInput { marker: _, max_items: _ } = input;
        let alias = self.directory.account(&cx.account).and_then(|held| held.alias.as_deref());
        Ok(ListAccountAliasesOutput {
            account_aliases: alias.map(str::to_owned).into_iter().collect(),
            is_truncated: Some(false),
            marker: None,
        })
    }

    pub(crate) fn delete_account_alias(
        &mut self,
        cx: &mut Context,
        input: DeleteAccountAliasInput,
    ) -> Result<()> {
        let DeleteAccountAliasInput { account_alias } = input;
        let alias = self.directory.account(&cx.account).and_then(|held| held.alias.as_deref());
        if alias != Some(&*account_alias) {
            let message = format!("The account alias {account_alias} cannot be found.");
            return Err(errors::no_such_entity_exception(message));
        }
        self.directory.account_mut(&cx.account).alias = None;
        Ok(())
    }

    pub(crate) fn set_security_token_service_preferences(
        &mut self,
        cx: &mut Context,
        input: SetSecurityTokenServicePreferencesInput,
    ) -> Result<()> {
        let SetSecurityTokenServicePreferencesInput { global_endpoint_token_version } = input;
        let held = self.directory.account_mut(&cx.account);
        held.second_token_version = global_endpoint_token_version == "v2Token";
        Ok(())
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html>
    pub(crate) fn get_account_summary(
        &mut self,
        cx: &mut Context,
        (): (),
    ) -> Result<GetAccountSummaryOutput> {
        let directory = &self.directory;
        let account = directory.account(&cx.account);
        let count = |kind| directory.principals(&cx.account, kind).count();
        let devices = account.map_or(0, |held| held.mfa_devices.len());
        let users = directory.principals(&cx.account, PrincipalKind::User);
        let in_use = users.filter_map(|user| directory.things(&user.arn)).map(|it| it.mfa.len());
        let versions = directory.policies(&cx.account).map(|held| held.versions.len());
        let root = format!("arn:aws:iam::{}:root", cx.account);
        let providers =
            account.map_or(0, |held| held.open_id_providers.len() + held.saml_providers.len());
        let tokens = 1 + usize::from(account.is_some_and(|held| held.second_token_version));
        let counts = [
            ("Users", count(PrincipalKind::User)),
            ("Groups", count(PrincipalKind::Group)),
            ("Roles", count(PrincipalKind::Role)),
            ("Policies", directory.policies(&cx.account).count()),
            ("PolicyVersionsInUse", versions.sum()),
            ("InstanceProfiles", account.map_or(0, |held| held.profiles.len())),
            ("ServerCertificates", account.map_or(0, |held| held.server_certificates.len())),
            ("Providers", providers),
            ("MFADevices", devices),
            ("MFADevicesInUse", in_use.sum()),
            ("AccountMFAEnabled", 0),
            ("AccountAccessKeysPresent", usize::from(directory.keys_of(&root).next().is_some())),
            ("AccountPasswordPresent", 0),
            ("AccountSigningCertificatesPresent", 0),
            ("GlobalEndpointTokenVersion", tokens),
        ];
        let number = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        let all = counts.into_iter().chain(QUOTAS);
        let summary: BTreeMap<String, i32> =
            all.map(|(name, it)| (name.to_owned(), number(it))).collect();
        Ok(GetAccountSummaryOutput { summary_map: Some(summary) })
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
const QUOTAS: [(&str, usize); 19] = [
    ("UsersQuota", limits::USERS),
    ("GroupsQuota", limits::GROUPS),
    ("RolesQuota", limits::ROLES),
    ("PoliciesQuota", limits::POLICIES),
    ("PolicyVersionsInUseQuota", 10_000),
    ("InstanceProfilesQuota", limits::PROFILES),
    ("ServerCertificatesQuota", limits::SERVER_CERTIFICATES),
    ("AccessKeysPerUserQuota", limits::KEYS_OF_USER),
    ("SigningCertificatesPerUserQuota", limits::CERTIFICATES_OF_USER),
    ("GroupsPerUserQuota", limits::GROUPS_OF_USER),
    ("AttachedPoliciesPerUserQuota", limits::ATTACHED),
    ("AttachedPoliciesPerGroupQuota", limits::ATTACHED),
    ("AttachedPoliciesPerRoleQuota", limits::ATTACHED),
    ("UserPolicySizeQuota", 2048),
    ("GroupPolicySizeQuota", 5120),
    ("RolePolicySizeQuota", 10_240),
    ("PolicySizeQuota", limits::POLICY_SIZE),
    ("VersionsPerPolicyQuota", limits::VERSIONS_OF_POLICY),
    ("AssumeRolePolicySizeQuota", limits::TRUST_SIZE),
];

#[cfg(test)]
mod tests {
    use super::QUOTAS;

    #[test]
    fn no_quota_is_named_twice() {
        let names: std::collections::BTreeSet<_> = QUOTAS.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), QUOTAS.len());
    }
}
