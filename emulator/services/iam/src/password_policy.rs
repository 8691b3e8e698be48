//! What an account asks of its users' passwords.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html>

use crate::Iam;
use crate::account::Rules;
use crate::model::*;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;

impl Iam {
    /// What is not given gets its default, whatever it was before.
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html>
    pub(crate) fn update_account_password_policy(
        &mut self,
        cx: &mut Context,
        input: UpdateAccountPasswordPolicyInput,
    ) -> Result<()> {
        let UpdateAccountPasswordPolicyInput {
            minimum_password_length,
            require_symbols,
            require_numbers,
            require_uppercase_characters,
            require_lowercase_characters,
            allow_users_to_change_password,
            max_password_age,
            password_reuse_prevention,
            hard_expiry,
        } = input;
        let set = |flag: Option<bool>| flag == Some(true);
        self.directory.account_mut(&cx.account).password_policy = Some(Rules {
            length: minimum_password_length.unwrap_or(6),
            symbols: set(require_symbols),
            numbers: set(require_numbers),
            uppercase: set(require_uppercase_characters),
            lowercase: set(require_lowercase_characters),
            users_may_change: set(allow_users_to_change_password),
            max_age_days: max_password_age,
            reuse: password_reuse_prevention,
            hard_expiry,
        });
        Ok(())
    }

    pub(crate) fn get_account_password_policy(
        &mut self,
        cx: &mut Context,
        (): (),
    ) -> Result<GetAccountPasswordPolicyOutput> {
        let rules = self.password_rules(cx).ok_or_else(|| missing(cx))?;
        let password_policy = PasswordPolicy {
            minimum_password_length: Some(rules.length),
            require_symbols: Some(rules.symbols),
            require_numbers: Some(rules.numbers),
            require_uppercase_characters: Some(rules.uppercase),
            require_lowercase_characters: Some(rules.lowercase),
            allow_users_to_change_password: Some(rules.users_may_change),
            expire_passwords: Some(rules.max_age_days.is_some()),
            max_password_age: rules.max_age_days,
            password_reuse_prevention: rules.reuse,
            hard_expiry: rules.hard_expiry,
        };
        Ok(GetAccountPasswordPolicyOutput { password_policy })
    }

    pub(crate) fn delete_account_password_policy(
        &mut self,
        cx: &mut Context,
        (): (),
    ) -> Result<()> {
        self.password_rules(cx).ok_or_else(|| missing(cx))?;
        self.directory.account_mut(&cx.account).password_policy = None;
        Ok(())
    }

    pub(crate) fn password_rules(&self, cx: &Context) -> Option<&Rules> {
        self.directory.account(&cx.account)?.password_policy.as_ref()
    }

    /// Refuses a password that the account's policy, or else AWS's own, does not take.
    pub(crate) fn check_password(&self, cx: &Context, user: &str, password: &str) -> Result<()> {
        let fault = match self.password_rules(cx) {
            Some(rules) => rules.fault(password),
            None => default_fault(user, password),
        };
        fault.map_or(Ok(()), |message| Err(errors::password_policy_violation_exception(message)))
    }
}

fn missing(cx: &Context) -> Error {
    let message = format!("The Password Policy with domain name {} cannot be found.", cx.account);
    errors::no_such_entity_exception(message)
}

/// Which of the four kinds of characters a password has.
struct Kinds {
    upper: bool,
    lower: bool,
    digit: bool,
    symbol: bool,
}

impl Kinds {
    fn of(password: &str) -> Self {
        let any = |is: fn(char) -> bool| password.chars().any(is);
        Self {
            upper: any(|c| c.is_ascii_uppercase()),
            lower: any(|c| c.is_ascii_lowercase()),
            digit: any(|c| c.is_ascii_digit()),
            symbol: any(|c| "!@#$%^&*()_+-=[]{}|'".contains(c)),
        }
    }
}

impl Rules {
    fn fault(&self, password: &str) -> Option<String> {
        let has = Kinds::of(password);
        let length = usize::try_from(self.length).unwrap_or_default();
        let lacks = |wanted: bool, has: bool| wanted && !has;
        if password.chars().count() < length {
            Some(format!("Password should have a minimum length of {length}"))
        } else if lacks(self.uppercase, has.upper) {
            Some("Password should have at least one uppercase letter".to_owned())
        } else if lacks(self.lowercase, has.lower) {
            Some("Password should have at least one lowercase letter".to_owned())
        } else if lacks(self.numbers, has.digit) {
            Some("Password should have at least one number".to_owned())
        } else if lacks(self.symbols, has.symbol) {
            Some("Password should have at least one symbol".to_owned())
        } else {
            None
        }
    }
}

/// Of an account without a policy of its own: eight characters, three of the four kinds, not the
/// user's name.
fn default_fault(user: &str, password: &str) -> Option<String> {
    let has = Kinds::of(password);
    let kinds =
        [has.upper, has.lower, has.digit, has.symbol].into_iter().filter(|has| *has).count();
    if password.chars().count() < 8 {
        Some("Password should have a minimum length of 8".to_owned())
    } else if kinds < 3 || password == user {
        Some("Password does not conform to the account password policy.".to_owned())
    } else {
        None
    }
}
