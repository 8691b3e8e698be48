//! Access keys of users.

use crate::choices::{KEY_GONE_LATE, KEY_LATE};
use crate::model::*;
use crate::refusals::name_needed;
use crate::{ID, Iam, limits, paging};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::identity::{Credential, PrincipalKind};
use parhelion_world::{Caller, Context};

const SECRET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

impl Iam {
    pub(crate) fn create_access_key(
        &mut self,
        cx: &mut Context,
        input: CreateAccessKeyInput,
    ) -> Result<CreateAccessKeyOutput> {
        let CreateAccessKeyInput { user_name } = input;
        let (name, arn) = self.owner(cx, user_name.as_deref())?;
        limits::room(
            self.directory.keys_of(&arn).count(),
            limits::KEYS_OF_USER,
            "AccessKeysPerUser",
        )?;
        let access_key = format!("AKIA{}", cx.id(ID, 16));
        let secret = cx.id(SECRET, 40);
        let caller = Caller::Principal {
            account: cx.account.clone(),
            arn: arn.as_str().into(),
            access_key: access_key.as_str().into(),
        };
        let credential =
            Credential { created: crate::now(cx), ..Credential::permanent(&secret, caller) };
        self.directory.insert(&access_key, credential);
        self.spread_key(cx, &KEY_LATE, &access_key, None);
        Ok(CreateAccessKeyOutput {
            access_key: AccessKey {
                user_name: name,
                access_key_id: access_key,
                status: "Active".to_owned(),
                secret_access_key: secret,
                create_date: Some(crate::now(cx)),
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
        let old = self.key(cx, user_name.as_deref(), &access_key_id)?;
        let mut held = old.clone();
        held.active = match status.as_str() {
            "Active" => true,
            "Inactive" => false,
            _ => {
                let message = format!("Invalid status {status}");
                return Err(Error::new(400, "ValidationError", message));
            }
        };
        let point = match (old.active, held.active) {
            (true, false) => &KEY_GONE_LATE,
            (false, true) => &KEY_LATE,
            _ => return Ok(()),
        };
        self.directory.insert(&access_key_id, held);
        self.spread_key(cx, point, &access_key_id, Some(old));
        Ok(())
    }

    pub(crate) fn delete_access_key(
        &mut self,
        cx: &mut Context,
        input: DeleteAccessKeyInput,
    ) -> Result<()> {
        let DeleteAccessKeyInput { user_name, access_key_id } = input;
        let old = self.key(cx, user_name.as_deref(), &access_key_id)?;
        self.directory.remove(&access_key_id);
        self.spread_key(cx, &KEY_GONE_LATE, &access_key_id, Some(old));
        Ok(())
    }

    /// Nothing is noted of uses: a key that was made counts as not used yet, as AWS shows it for some
    /// time after a use.
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKeyLastUsed.html>
    pub(crate) fn get_access_key_last_used(
        &mut self,
        cx: &mut Context,
        input: GetAccessKeyLastUsedInput,
    ) -> Result<GetAccessKeyLastUsedOutput> {
        let GetAccessKeyLastUsedInput { access_key_id } = input;
        let held = self.directory.find(&access_key_id);
        let arn = held.filter(|held| held.caller.account() == Some(&cx.account));
        let Some(arn) = arn.map(|held| held.caller.arn()) else {
            let message = format!("The Access Key with id {access_key_id} cannot be found.");
            return Err(errors::no_such_entity_exception(message));
        };
        let user = self.directory.principal(arn).map(|user| user.name.to_string());
        Ok(GetAccessKeyLastUsedOutput {
            user_name: user,
            access_key_last_used: Some(AccessKeyLastUsed {
                last_used_date: None,
                service_name: "N/A".to_owned(),
                region: "N/A".to_owned(),
            }),
        })
    }

    /// Name and ARN of a user; without a name, of the caller, root too.
    fn owner(&self, cx: &Context, name: Option<&str>) -> Result<(String, String)> {
        match name {
            Some(name) => {
                let user = self.find(cx, PrincipalKind::User, name)?;
                Ok((user.name.to_string(), user.arn.to_string()))
            }
            None if cx.caller.is_root() => Ok(("root".to_owned(), cx.caller.arn().to_owned())),
            None => {
                let user = cx.principal().filter(|caller| caller.kind == PrincipalKind::User);
                let user = user.ok_or_else(name_needed)?;
                Ok((user.name.to_string(), user.arn.to_string()))
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
