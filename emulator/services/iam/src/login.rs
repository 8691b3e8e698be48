//! Passwords for the console. Nobody can sign in with them here: they are kept as hashes, for what the
//! API says of them.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_admin-change-user.html>

use crate::Iam;
use crate::model::*;
use crate::refusals::name_needed;
use crate::user_things::Login;
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};
use parhelion_world::Context;
use parhelion_world::identity::{Principal, PrincipalKind};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PasswordPolicy.html>
const REMEMBERED: usize = 24;

impl Login {
    /// Refuses one that was there too recently.
    fn set(&mut self, password: &str, reuse: Option<i32>, now: Timestamp) -> Result<()> {
        let hash = hashed(password);
        let barred = usize::try_from(reuse.unwrap_or_default()).unwrap_or_default();
        if self.hashes.iter().take(barred).any(|earlier| *earlier == hash) {
            let message = "Password has been previously used. Please choose a different password.";
            return Err(errors::password_policy_violation_exception(message));
        }
        self.hashes.insert(0, hash);
        self.hashes.truncate(REMEMBERED);
        self.changed = now;
        Ok(())
    }
}

fn hashed(password: &str) -> [u8; 32] {
    Sha256::digest(password).into()
}

impl Iam {
    pub(crate) fn create_login_profile(
        &mut self,
        cx: &mut Context,
        input: CreateLoginProfileInput,
    ) -> Result<CreateLoginProfileOutput> {
        let CreateLoginProfileInput { user_name, password, password_reset_required } = input;
        let user = self.user_or_caller(cx, user_name.as_deref())?;
        if self.directory.things(&user.arn).is_some_and(|held| held.login.is_some()) {
            let message = format!("Login Profile for user {} already exists.", user.name);
            return Err(errors::entity_already_exists_exception(message));
        }
        let password = password.unwrap_or_default();
        self.check_password(cx, &user.name, &password)?;
        let login = Login {
            created: crate::now(cx),
            changed: crate::now(cx),
            reset_required: password_reset_required == Some(true),
            hashes: vec![hashed(&password)],
        };
        let shown = shown(&user, &login);
        self.directory.things_mut(&user.arn).login = Some(login);
        Ok(CreateLoginProfileOutput { login_profile: shown })
    }

    pub(crate) fn get_login_profile(
        &mut self,
        cx: &mut Context,
        input: GetLoginProfileInput,
    ) -> Result<GetLoginProfileOutput> {
        let GetLoginProfileInput { user_name } = input;
        let user = self.user_or_caller(cx, user_name.as_deref())?;
        let login_profile = shown(&user, &self.login(&user)?);
        Ok(GetLoginProfileOutput { login_profile })
    }

    pub(crate) fn update_login_profile(
        &mut self,
        cx: &mut Context,
        input: UpdateLoginProfileInput,
    ) -> Result<()> {
        let UpdateLoginProfileInput { user_name, password, password_reset_required } = input;
        let user = self.find(cx, PrincipalKind::User, &user_name)?;
        let mut login = self.login(&user)?;
        if let Some(password) = password {
            self.check_password(cx, &user.name, &password)?;
            let reuse = self.password_rules(cx).and_then(|rules| rules.reuse);
            login.set(&password, reuse, crate::now(cx))?;
        }
        login.reset_required = password_reset_required.unwrap_or(login.reset_required);
        self.directory.things_mut(&user.arn).login = Some(login);
        Ok(())
    }

    pub(crate) fn delete_login_profile(
        &mut self,
        cx: &mut Context,
        input: DeleteLoginProfileInput,
    ) -> Result<()> {
        let DeleteLoginProfileInput { user_name } = input;
        let user = self.user_or_caller(cx, user_name.as_deref())?;
        self.login(&user)?;
        self.directory.things_mut(&user.arn).login = None;
        Ok(())
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ChangePassword.html>
    pub(crate) fn change_password(
        &mut self,
        cx: &mut Context,
        input: ChangePasswordInput,
    ) -> Result<()> {
        let ChangePasswordInput { old_password, new_password } = input;
        let user = cx.principal().filter(|caller| caller.kind == PrincipalKind::User).cloned();
        let Some(user) = user else {
            let message = "Only IAM Users can change their own password";
            return Err(errors::invalid_user_type_exception(message));
        };
        let mut login = self.login(&user)?;
        if login.hashes.first() != Some(&hashed(&old_password)) {
            return Err(Error::new(403, "AccessDenied", "The old password was incorrect."));
        }
        self.check_password(cx, &user.name, &new_password)?;
        let reuse = self.password_rules(cx).and_then(|rules| rules.reuse);
        login.set(&new_password, reuse, crate::now(cx))?;
        login.reset_required = false;
        self.directory.things_mut(&user.arn).login = Some(login);
        Ok(())
    }

    /// A user by name; without a name, the caller.
    pub(crate) fn user_or_caller(
        &self,
        cx: &Context,
        name: Option<&str>,
    ) -> Result<Arc<Principal>> {
        let Some(name) = name else {
            let caller = cx.principal().filter(|caller| caller.kind == PrincipalKind::User);
            return caller.cloned().map(Arc::new).ok_or_else(name_needed);
        };
        self.find(cx, PrincipalKind::User, name)
    }

    fn login(&self, user: &Principal) -> Result<Login> {
        let held = self.directory.things(&user.arn).and_then(|held| held.login.clone());
        held.ok_or_else(|| {
            let message = format!("Login Profile for User {} cannot be found.", user.name);
            errors::no_such_entity_exception(message)
        })
    }
}

fn shown(user: &Principal, login: &Login) -> LoginProfile {
    LoginProfile {
        user_name: user.name.to_string(),
        create_date: login.created,
        password_reset_required: Some(login.reset_required),
    }
}
