//! KMS's keys, whose policies are in charge: what the account's own policies say counts only where the
//! key's policy gives the account something; grants stand beside both.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html>

use super::*;
use parhelion::kms::Kms;
use parhelion::kms::model::operations::{CreateGrant, CreateKey, PutKeyPolicy, RevokeGrant};
use parhelion::kms::model::{
    CreateGrantInput, CreateKeyInput, PutKeyPolicyInput, RevokeGrantInput,
};

/// AWS's page, in a few lines.
fn expected_of_key(who: &Asker, resource: Resource, own: bool) -> bool {
    if who.is_denied(resource) {
        return false;
    }
    let granted = who.let_in(resource);
    if who.kind == Kind::Root {
        return granted != Named::Nobody;
    }
    let allowed = who.identity == Allows && who.is_unlimited();
    match (own, granted) {
        (_, Named::Nobody) => false,
        (true, granted) if who.is_meant_itself(granted) => true,
        (true, Named::Entities) => who.is_unlimited(),
        _ => allowed,
    }
}

/// A key's ARN.
fn key(account: &Account, owner: &str) -> String {
    let made = as_root::<Kms, CreateKey>(account, owner, CreateKeyInput::default()).unwrap();
    made.key_metadata.unwrap().arn.unwrap()
}

/// Gives it a policy, whomever that locks out.
fn put(account: &Account, owner: &str, key: &str, policy: String) {
    let input = PutKeyPolicyInput {
        key_id: key.into(),
        policy,
        bypass_policy_lockout_safety_check: Some(true),
        ..Default::default()
    };
    as_root::<Kms, PutKeyPolicy>(account, owner, input).unwrap();
}

fn encrypts(account: &Account, key: &str, by: &Credentials) -> bool {
    let input = json!({"KeyId": key, "Plaintext": "eA=="});
    calls(account, "kms", "TrentService.Encrypt", by, &input)
}

/// KMS-2.1, KMS-2.8
#[tokio::test(start_paused = true)]
async fn keys_are_decided_as_awss_table_says() {
    let account = Account::new();
    let (askers, entities, sessions) = askers(&account);
    let names = |named: Named| match named {
        Named::Entities => entities.clone(),
        Named::Sessions => sessions.clone(),
        other => fixed(other),
    };
    let mut wrong = Wrong::default();
    for owner in [ACCOUNT, OTHER] {
        let key = key(&account, owner);
        for case in cases() {
            put(&account, owner, &key, policy_of(case, ("kms:Encrypt", "*"), names));
            for who in &askers {
                let own = owner == ACCOUNT;
                let is = encrypts(&account, &key, &who.signs);
                wrong.note(who, (case, own), (is, expected_of_key(who, case, own)));
            }
        }
    }
    wrong.check();
}

/// KMS-3.7: a grant lets in whom it names, whatever the policies are silent about but for a role's
/// limits, from wherever; what denies outweighs it.
#[tokio::test(start_paused = true)]
async fn grants_are_decided_as_awss_table_says() {
    let account = Account::new();
    let (askers, ..) = askers(&account);
    let mut wrong = Wrong::default();
    for owner in [ACCOUNT, OTHER] {
        let key = key(&account, owner);
        let own = owner == ACCOUNT;
        for policy in [Resource::Allow(Named::Nobody), Resource::Deny(Named::Everyone)] {
            put(&account, owner, &key, policy_of(policy, ("kms:Encrypt", "*"), fixed));
            for who in &askers {
                for named in [Named::Account, Named::Entities, Named::Sessions] {
                    let grantee = match named {
                        Named::Account => format!("arn:aws:iam::{ACCOUNT}:root"),
                        Named::Sessions => who.session_arn.clone().unwrap_or_default(),
                        _ => who.entity.clone(),
                    };
                    if grantee.is_empty() || (named == Named::Entities && who.kind == Kind::Root) {
                        continue;
                    }
                    let made = as_root::<Kms, CreateGrant>(
                        &account,
                        owner,
                        CreateGrantInput {
                            key_id: key.clone(),
                            grantee_principal: grantee,
                            operations: vec!["Encrypt".into()],
                            ..Default::default()
                        },
                    );
                    let grant_id = made.unwrap().grant_id.unwrap();
                    let is = encrypts(&account, &key, &who.signs);
                    let input =
                        RevokeGrantInput { key_id: key.clone(), grant_id, ..Default::default() };
                    as_root::<Kms, RevokeGrant>(&account, owner, input).unwrap();
                    let lets = who.kind == Kind::Root
                        || who.is_meant_itself(named)
                        || (who.is_unlimited()
                            && (named == Named::Entities || who.identity == Allows));
                    let expected = !who.is_denied(policy) && lets;
                    wrong.note(who, ((policy, named), own), (is, expected));
                }
            }
        }
    }
    wrong.check();
}
