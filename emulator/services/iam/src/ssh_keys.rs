//! SSH public keys of users.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_ssh-keys.html>

use crate::model::*;
use crate::user_things::SshKey;
use crate::{ID, Iam, limits, paging};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::{Principal, PrincipalKind};
use std::fmt::Write as _;

impl Iam {
    pub(crate) fn upload_ssh_public_key(
        &mut self,
        cx: &mut Context,
        input: UploadSSHPublicKeyInput,
    ) -> Result<UploadSSHPublicKeyOutput> {
        let UploadSSHPublicKeyInput { user_name, ssh_public_key_body } = input;
        let user = self.find(cx, PrincipalKind::User, &user_name)?;
        let body = ssh_public_key_body.trim();
        let fingerprint = fingerprint(body)?;
        let held = self.directory.things(&user.arn).map(|held| &held.ssh_keys);
        if held.is_some_and(|held| held.values().any(|key| *key.fingerprint == *fingerprint)) {
            let message = "The SSH public key is already associated with the specified IAM user.";
            return Err(errors::duplicate_ssh_public_key_exception(message));
        }
        let count = held.map_or(0, |held| held.len());
        limits::room(count, limits::SSH_KEYS_OF_USER, "SSHPublicKeysPerUser")?;
        let id = format!("APKA{}", cx.id(ID, 16));
        let key = SshKey {
            body: body.into(),
            fingerprint: fingerprint.into(),
            active: true,
            uploaded: crate::now(cx),
        };
        let shown = shown(&user, &id, &key);
        self.directory.things_mut(&user.arn).ssh_keys.insert(id.into(), key);
        Ok(UploadSSHPublicKeyOutput { ssh_public_key: Some(shown) })
    }

    /// In the form in which it was given: keys are not changed from one encoding to another here.
    pub(crate) fn get_ssh_public_key(
        &mut self,
        cx: &mut Context,
        input: GetSSHPublicKeyInput,
    ) -> Result<GetSSHPublicKeyOutput> {
        let GetSSHPublicKeyInput { user_name, ssh_public_key_id, encoding } = input;
        let user = self.find(cx, PrincipalKind::User, &user_name)?;
        let key = self.ssh_key(&user, &ssh_public_key_id)?;
        if encoding != "SSH" {
            let message = "Only the encoding SSH is known here.";
            return Err(errors::unrecognized_public_key_encoding_exception(message));
        }
        let shown = shown(&user, &ssh_public_key_id, &key);
        Ok(GetSSHPublicKeyOutput { ssh_public_key: Some(shown) })
    }

    pub(crate) fn list_ssh_public_keys(
        &mut self,
        cx: &mut Context,
        input: ListSSHPublicKeysInput,
    ) -> Result<ListSSHPublicKeysOutput> {
        let ListSSHPublicKeysInput { user_name, marker, max_items } = input;
        let user = self.user_or_caller(cx, user_name.as_deref())?;
        let all = self.directory.things(&user.arn).into_iter();
        let all = all.flat_map(|held| held.ssh_keys.iter()).map(|(id, key)| SSHPublicKeyMetadata {
            user_name: user.name.to_string(),
            ssh_public_key_id: id.to_string(),
            status: status(key.active),
            upload_date: key.uploaded,
        });
        let (keys, marker) = paging::page(
            all.collect(),
            |it: &SSHPublicKeyMetadata| &it.ssh_public_key_id,
            marker.as_deref(),
            max_items,
        )?;
        let is_truncated = Some(marker.is_some());
        Ok(ListSSHPublicKeysOutput { ssh_public_keys: Some(keys), is_truncated, marker })
    }

    pub(crate) fn update_ssh_public_key(
        &mut self,
        cx: &mut Context,
        input: UpdateSSHPublicKeyInput,
    ) -> Result<()> {
        let UpdateSSHPublicKeyInput { user_name, ssh_public_key_id, status } = input;
        let user = self.find(cx, PrincipalKind::User, &user_name)?;
        let mut key = self.ssh_key(&user, &ssh_public_key_id)?;
        key.active = is_active(&status)?;
        let all = &mut self.directory.things_mut(&user.arn).ssh_keys;
        all.insert(ssh_public_key_id.into(), key);
        Ok(())
    }

    pub(crate) fn delete_ssh_public_key(
        &mut self,
        cx: &mut Context,
        input: DeleteSSHPublicKeyInput,
    ) -> Result<()> {
        let DeleteSSHPublicKeyInput { user_name, ssh_public_key_id } = input;
        let user = self.find(cx, PrincipalKind::User, &user_name)?;
        self.ssh_key(&user, &ssh_public_key_id)?;
        self.directory.things_mut(&user.arn).ssh_keys.remove(&*ssh_public_key_id);
        Ok(())
    }

    fn ssh_key(&self, user: &Principal, id: &str) -> Result<SshKey> {
        let held = self.directory.things(&user.arn).and_then(|held| held.ssh_keys.get(id));
        held.cloned().ok_or_else(|| {
            let message = format!("The Public Key with id {id} cannot be found.");
            errors::no_such_entity_exception(message)
        })
    }
}

fn shown(user: &Principal, id: &str, key: &SshKey) -> SSHPublicKey {
    SSHPublicKey {
        user_name: user.name.to_string(),
        ssh_public_key_id: id.to_owned(),
        fingerprint: key.fingerprint.to_string(),
        ssh_public_key_body: key.body.to_string(),
        status: status(key.active),
        upload_date: Some(key.uploaded),
    }
}

/// `Active` or `Inactive`
pub(crate) fn status(active: bool) -> String {
    if active { "Active" } else { "Inactive" }.to_owned()
}

/// What a caller may set.
pub(crate) fn is_active(status: &str) -> Result<bool> {
    match status {
        "Active" => Ok(true),
        "Inactive" => Ok(false),
        _ => Err(Error::new(400, "ValidationError", format!("Invalid status {status}"))),
    }
}

/// MD5 of the key's bytes, of `ssh-rsa AAAA… comment`.
fn fingerprint(body: &str) -> Result<String> {
    let mut words = body.split_whitespace();
    let kind = words.next().filter(|kind| *kind == "ssh-rsa").ok_or_else(|| {
        let message = "The public key encoding format is unsupported or unrecognized.";
        errors::unrecognized_public_key_encoding_exception(message)
    })?;
    let invalid = || {
        errors::invalid_public_key_exception("The public key is malformed or otherwise invalid.")
    };
    let bytes = words.next().and_then(|text| STANDARD.decode(text).ok()).ok_or_else(invalid)?;
    // The bytes begin with the kind's length and name: RFC 4253, section 6.6.
    let length = u32::try_from(kind.len()).unwrap_or_default().to_be_bytes();
    if !bytes.starts_with(&[&length, kind.as_bytes()].concat()) {
        return Err(invalid());
    }
    let mut text = String::new();
    for byte in Md5::digest(&bytes) {
        let colon = if text.is_empty() { "" } else { ":" };
        let _ = write!(text, "{colon}{byte:02x}");
    }
    Ok(text)
}
