//! Root access of member accounts: there are no organizations here, so every account is in none.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html>

use crate::Iam;
use crate::model::*;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;

impl Iam {
    pub(crate) fn list_organizations_features(
        &mut self,
        _: &mut Context,
        input: ListOrganizationsFeaturesInput,
    ) -> Result<ListOrganizationsFeaturesOutput> {
        let ListOrganizationsFeaturesInput {} = input;
        Err(no_organization())
    }

    pub(crate) fn enable_organizations_root_credentials_management(
        &mut self,
        _: &mut Context,
        input: EnableOrganizationsRootCredentialsManagementInput,
    ) -> Result<EnableOrganizationsRootCredentialsManagementOutput> {
        let EnableOrganizationsRootCredentialsManagementInput {} = input;
        Err(no_organization())
    }

    pub(crate) fn disable_organizations_root_credentials_management(
        &mut self,
        _: &mut Context,
        input: DisableOrganizationsRootCredentialsManagementInput,
    ) -> Result<DisableOrganizationsRootCredentialsManagementOutput> {
        let DisableOrganizationsRootCredentialsManagementInput {} = input;
        Err(no_organization())
    }

    pub(crate) fn enable_organizations_root_sessions(
        &mut self,
        _: &mut Context,
        input: EnableOrganizationsRootSessionsInput,
    ) -> Result<EnableOrganizationsRootSessionsOutput> {
        let EnableOrganizationsRootSessionsInput {} = input;
        Err(no_organization())
    }

    pub(crate) fn disable_organizations_root_sessions(
        &mut self,
        _: &mut Context,
        input: DisableOrganizationsRootSessionsInput,
    ) -> Result<DisableOrganizationsRootSessionsOutput> {
        let DisableOrganizationsRootSessionsInput {} = input;
        Err(no_organization())
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOrganizationsFeatures.html>
fn no_organization() -> Error {
    let message =
        "The request was rejected because no organization is associated with your account.";
    Error::new(400, "OrganizationNotFoundException", message)
}
