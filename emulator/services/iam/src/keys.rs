//! Access keys of users.

use crate::model::*;
use crate::{ID, Iam, paging};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::identity::{Credential, PrincipalKind};
use parhelion_world::{Caller, Context};

const SECRET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
const KEYS_MAX: usize = 2;

impl Iam {
    pub(crate) fn create_access_key(
        &mut self,
        cx: &mut Context,
        input: CreateAccessKeyInput,
    ) -> Result<CreateAccessKeyOutput> {
        let CreateAccessKeyInput { user_name } = input;
        let (name, arn) = self.owner(cx, user_name.as_deref())?;
        if self.directory.keys_of(&arn).count() >= KEYS_MAX {
            let message = format!("Cannot exceed quota for AccessKeysPerUser: {KEYS_MAX}");
            return Err(errors::limit_exceeded_exception(message));
        }
        let access_key = format!("AKIA{}", cx.id(ID, 16));
        let secret = cx.id(SECRET, 40);
        let caller = Caller::Principal {
            account: cx.account.clone(),
            arn: arn.as_str().into(),
            access_key: access_key.as_str().into(),
        };
        let credential = Credential { created: cx.now, ..Credential::permanent(&secret, caller) };
        self.directory.insert(&access_key, credential);
        Ok(CreateAccessKeyOutput {
            access_key: AccessKey {
                user_name: name,
                access_key_id: access_key,
                status: "Active".to_owned(),
                secret_access_key: secret,
                create_date: Some(cx.now),
            },
        })
    }

    pub(crate) fn list_access_keys(
        &mut self,
        cx: &mut Context,
        input: ListAccessKeysInput,
    ) -> Result<ListAccessKeysOutput> {
        let ListAccessKeysInput { user_name, marker, max_items } = input;
        let (name, arn) = self.owner(cx, user_name.as_deref())?;
        let keys = self.directory.keys_of(&arn).map(|(id, held)| AccessKeyMetadata {
            user_name: Some(name.clone()),
            access_key_id: Some(id.to_string()),
            status: Some(if held.active { "Active" } else { "Inactive" }.to_owned()),
            create_date: Some(held.created),
        });
        let (access_key_metadata, marker) = paging::page(
            keys.collect(),
            |it| it.access_key_id.as_deref().unwrap_or_default(),
            marker.as_deref(),
            max_items,
        )?;
        let is_truncated = Some(marker.is_some());
        Ok(ListAccessKeysOutput { access_key_metadata, is_truncated, marker })
    }

    pub(crate) fn update_access_key(
        &mut self,
        cx: &mut Context,
        input: UpdateAccessKeyInput,
    ) -> Result<()> {
        let UpdateAccessKeyInput { user_name, access_key_id, status } = input;
        let mut held = self.key(cx, user_name.as_deref(), &access_key_id)?;
        held.active = match status.as_str() {
            "Active" => true,
            "Inactive" => false,
            _ => {
                let message = format!("Invalid status {status}");
                return Err(Error::new(400, "ValidationError", message));
            }
        };
        self.directory.insert(&access_key_id, held);
        Ok(())
    }

    pub(crate) fn delete_access_key(
        &mut self,
        cx: &mut Context,
        input: DeleteAccessKeyInput,
    ) -> Result<()> {
        let DeleteAccessKeyInput { user_name, access_key_id } = input;
        self.key(cx, user_name.as_deref(), &access_key_id)?;
        self.directory.remove(&access_key_id);
        Ok(())
    }

    /// Name and ARN of a user; without a name, of the caller.
    fn owner(&self, cx: &Context, name: Option<&str>) -> Result<(String, String)> {
        match name {
            Some(name) => {
                let user = self.find(cx, PrincipalKind::User, name)?;
                Ok((user.name.to_string(), user.arn.to_string()))
            }
            None => {
                let arn = cx.caller.arn().to_owned();
                let name = arn.rsplit(['/', ':']).next().unwrap_or_default().to_owned();
                Ok((name, arn))
            }
        }
    }

    fn key(&self, cx: &Context, user: Option<&str>, id: &str) -> Result<Credential> {
        let (_, arn) = self.owner(cx, user)?;
        let held = self.directory.find(id).filter(|held| held.caller.arn() == arn).cloned();
        held.ok_or_else(|| {
            let message = format!("The Access Key with id {id} cannot be found.");
            errors::no_such_entity_exception(message)
        })
    }
}
