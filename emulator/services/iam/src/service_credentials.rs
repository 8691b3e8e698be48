//! User names and passwords for single services.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_service-specific-creds.html>

use crate::model::*;
use crate::ssh_keys::{is_active, status};
use crate::user_things::ServiceCredential;
use crate::{ID, Iam, limits, paging};
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::{Principal, PrincipalKind};

/// The services that take such credentials; the last one by a single secret.
const SERVICES: [&str; 3] =
    ["codecommit.amazonaws.com", "cassandra.amazonaws.com", "bedrock.amazonaws.com"];

const PASSWORD: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

impl ServiceCredential {
    /// Of a service that takes one secret and no user name.
    fn is_secret(&self) -> bool {
        &*self.service == SERVICES[2]
    }
}

impl Iam {
    pub(crate) fn create_service_specific_credential(
        &mut self,
        cx: &mut Context,
        input: CreateServiceSpecificCredentialInput,
    ) -> Result<CreateServiceSpecificCredentialOutput> {
        let CreateServiceSpecificCredentialInput { user_name, service_name, credential_age_days } =
            input;
        let user = self.find(cx, PrincipalKind::User, &user_name)?;
        if !SERVICES.contains(&&*service_name) {
            let message = format!(
                "No such service {service_name} is supported for Service Specific Credentials"
            );
            return Err(errors::service_not_supported_exception(message));
        }
        if credential_age_days.is_some() && service_name != SERVICES[2] {
            let message = format!("CredentialAgeDays is not supported for {service_name}");
            return Err(errors::service_not_supported_exception(message));
        }
        let all = self.directory.things(&user.arn).map(|held| &held.service_credentials);
        let all = all.into_iter().flat_map(|all| all.values());
        let of_service = all.filter(|held| *held.service == *service_name).count();
        limits::room(
            of_service,
            limits::SERVICE_CREDENTIALS_OF_USER,
            "ServiceSpecificCredentialsPerUser",
        )?;
        let number = if of_service == 0 { String::new() } else { format!("+{of_service}") };
        let days = |days: i32| crate::now(cx).millis().saturating_add(i64::from(days) * 86_400_000);
        let made = ServiceCredential {
            service: service_name.into(),
            service_user: format!("{}{number}-at-{}", user.name, cx.account).into(),
            active: true,
            created: crate::now(cx),
            expires: credential_age_days.map(|it| Timestamp(days(it))),
        };
        let id = format!("ACCA{}", cx.id(ID, 17));
        let password = cx.id(PASSWORD, 43);
        let shown = with_password(&user, &id, &made, password);
        self.directory.things_mut(&user.arn).service_credentials.insert(id.into(), made);
        let service_specific_credential = Some(shown);
        Ok(CreateServiceSpecificCredentialOutput { service_specific_credential })
    }

    pub(crate) fn list_service_specific_credentials(
        &mut self,
        cx: &mut Context,
        input: ListServiceSpecificCredentialsInput,
    ) -> Result<ListServiceSpecificCredentialsOutput> {
        let ListServiceSpecificCredentialsInput {
            user_name,
            service_name,
            all_users,
            marker,
            max_items,
        } = input;
        let users = match all_users {
            Some(true) => {
                let all = self.directory.principals(&cx.account, PrincipalKind::User);
                all.cloned().collect()
            }
            _ => vec![self.user_or_caller(cx, user_name.as_deref())?],
        };
        let mut all = Vec::new();
        for user in users {
            let held = self.directory.things(&user.arn).map(|held| &held.service_credentials);
            for (id, held) in held.into_iter().flat_map(|held| held.iter()) {
                if service_name.as_deref().is_none_or(|wanted| *wanted == *held.service) {
                    all.push(metadata(&user, id, held));
                }
            }
        }
        let (page, marker) = paging::page(
            all,
            |it: &ServiceSpecificCredentialMetadata| &it.service_specific_credential_id,
            marker.as_deref(),
            max_items,
        )?;
        Ok(ListServiceSpecificCredentialsOutput {
            service_specific_credentials: Some(page),
            // Only lists of all users are said to be whole or not.
            // https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServiceSpecificCredentials.html
            is_truncated: all_users.map(|_| marker.is_some()),
            marker,
        })
    }

    pub(crate) fn reset_service_specific_credential(
        &mut self,
        cx: &mut Context,
        input: ResetServiceSpecificCredentialInput,
    ) -> Result<ResetServiceSpecificCredentialOutput> {
        let ResetServiceSpecificCredentialInput { user_name, service_specific_credential_id: id } =
            input;
        let user = self.user_or_caller(cx, user_name.as_deref())?;
        let held = self.service_credential(&user, &id)?;
        let password = cx.id(PASSWORD, 43);
        let service_specific_credential = Some(with_password(&user, &id, &held, password));
        Ok(ResetServiceSpecificCredentialOutput { service_specific_credential })
    }

    pub(crate) fn update_service_specific_credential(
        &mut self,
        cx: &mut Context,
        input: UpdateServiceSpecificCredentialInput,
    ) -> Result<()> {
        let UpdateServiceSpecificCredentialInput {
            user_name,
            service_specific_credential_id: id,
            status,
        } = input;
        let user = self.user_or_caller(cx, user_name.as_deref())?;
        let mut held = self.service_credential(&user, &id)?;
        held.active = is_active(&status)?;
        self.directory.things_mut(&user.arn).service_credentials.insert(id.into(), held);
        Ok(())
    }

    pub(crate) fn delete_service_specific_credential(
        &mut self,
        cx: &mut Context,
        input: DeleteServiceSpecificCredentialInput,
    ) -> Result<()> {
        let DeleteServiceSpecificCredentialInput { user_name, service_specific_credential_id: id } =
            input;
        let user = self.user_or_caller(cx, user_name.as_deref())?;
        self.service_credential(&user, &id)?;
        self.directory.things_mut(&user.arn).service_credentials.remove(&*id);
        Ok(())
    }

    fn service_credential(&self, user: &Principal, id: &str) -> Result<ServiceCredential> {
        let held = self.directory.things(&user.arn);
        held.and_then(|held| held.service_credentials.get(id)).cloned().ok_or_else(|| {
            let message = format!("No such credential {id} exists");
            errors::no_such_entity_exception(message)
        })
    }
}

fn with_password(
    user: &Principal,
    id: &str,
    held: &ServiceCredential,
    password: String,
) -> ServiceSpecificCredential {
    let (password, secret) =
        if held.is_secret() { (None, Some(password)) } else { (Some(password), None) };
    let name = |wanted: bool| wanted.then(|| held.service_user.to_string());
    ServiceSpecificCredential {
        create_date: held.created,
        expiration_date: held.expires,
        service_name: held.service.to_string(),
        service_user_name: name(!held.is_secret()),
        service_password: password,
        service_credential_alias: name(held.is_secret()),
        service_credential_secret: secret,
        service_specific_credential_id: id.to_owned(),
        user_name: user.name.to_string(),
        status: status(held.active),
    }
}

fn metadata(
    user: &Principal,
    id: &str,
    held: &ServiceCredential,
) -> ServiceSpecificCredentialMetadata {
    let name = |wanted: bool| wanted.then(|| held.service_user.to_string());
    ServiceSpecificCredentialMetadata {
        user_name: user.name.to_string(),
        status: status(held.active),
        service_user_name: name(!held.is_secret()),
        service_credential_alias: name(held.is_secret()),
        create_date: held.created,
        expiration_date: held.expires,
        service_specific_credential_id: id.to_owned(),
        service_name: held.service.to_string(),
    }
}
