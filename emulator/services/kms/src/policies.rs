//! Key policies: one a key, named `default` (KMS-2).

use crate::Kms;
use crate::conditions::LaterKeys;
use crate::key_ring::Key;
use crate::model::*;
use crate::names::Naming;
use crate::{policy_text, principals};
use parhelion_policy::{Policy, Purpose};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::identity::{Document, tied};
use parhelion_world::{Context, ResourcePolicy, authorize};
use std::sync::Arc;

const NAME: &str = "default";
/// KMS-2.5, in bytes.
const POLICY_MAX: usize = 32 * 1024;

impl Kms {
    pub(crate) fn get_key_policy(
        &mut self,
        cx: &mut Context,
        input: GetKeyPolicyInput,
    ) -> Result<GetKeyPolicyOutput> {
        let GetKeyPolicyInput { key_id, policy_name } = input;
        let key = self.find_named(cx, &key_id, Naming::Key)?;
        check_name(policy_name.as_deref())?;
        Ok(GetKeyPolicyOutput { policy: Some(shown(cx, &key)), policy_name: Some(NAME.into()) })
    }

    pub(crate) fn put_key_policy(
        &mut self,
        cx: &mut Context,
        input: PutKeyPolicyInput,
    ) -> Result<()> {
        let PutKeyPolicyInput { key_id, policy_name, policy, bypass_policy_lockout_safety_check } =
            input;
        let mut key = self.to_change(cx, &key_id)?;
        check_name(policy_name.as_deref())?;
        let bypass = bypass_policy_lockout_safety_check == Some(true);
        key.policy = Some(policy_for(cx, &key, &policy, bypass)?);
        self.keep(cx, key);
        Ok(())
    }

    pub(crate) fn list_key_policies(
        &mut self,
        cx: &mut Context,
        input: ListKeyPoliciesInput,
    ) -> Result<ListKeyPoliciesOutput> {
        let ListKeyPoliciesInput { key_id, limit: _, marker: _ } = input;
        self.find_named(cx, &key_id, Naming::Key)?;
        Ok(ListKeyPoliciesOutput {
            policy_names: Some(vec![NAME.into()]),
            next_marker: None,
            truncated: Some(false),
        })
    }
}

/// A key's policy as it is shown, with the names that its principals have now.
pub(crate) fn shown(cx: &Context, key: &Key) -> String {
    let text = key.policy_text();
    let Some(Document { policy, .. }) = &key.policy else { return text.to_string() };
    let shown = tied::shown(cx.identities(), policy, &text);
    if *shown == *text { shown } else { policy_text::written(&shown).unwrap_or(shown) }
}

fn check_name(name: Option<&str>) -> Result<()> {
    match name {
        None | Some(NAME) => Ok(()),
        Some(_) => Err(errors::not_found_exception("No such policy exists")),
    }
}

/// A policy for a key, by who calls. `bypass`: even one that locks them out.
pub(crate) fn policy_for(cx: &Context, key: &Key, text: &str, bypass: bool) -> Result<Document> {
    let malformed = |message: String| errors::malformed_policy_document_exception(message);
    if text.len() > POLICY_MAX {
        let message = format!("The key policy document is longer than {POLICY_MAX} bytes.");
        return Err(errors::limit_exceeded_exception(message));
    }
    let mut policy = Policy::parse(text, Purpose::Resource).map_err(|error| {
        match error.message.starts_with("Invalid principal") {
            true => invalid_principals(),
            false => malformed(error.message),
        }
    })?;
    let known = |id: &str| cx.identities().bearer(id).is_some();
    let all_exist = policy.principals().all(|it| {
        it.arns.iter().all(|arn| principals::exists(cx, arn)) && it.ids.iter().all(|id| known(id))
    });
    if !all_exist {
        return Err(invalid_principals());
    }
    // It means them, not who has their names later.
    tied::pin(cx.identities(), &mut policy);
    let text = policy_text::written(text).unwrap_or_else(|| text.to_owned()).into();
    let document = Document { text, policy: Arc::new(policy) };
    if !bypass && !lets_put_again(cx, key, &document) {
        let message = "The new key policy will not allow you to update the key policy in the \
                       future.";
        return Err(malformed(message.to_owned()));
    }
    Ok(document)
}

/// KMS-2.4
fn invalid_principals() -> Error {
    let message = "Policy contains a statement with one or more invalid principals.";
    errors::malformed_policy_document_exception(message)
}

/// KMS-2.3
fn lets_put_again(cx: &Context, key: &Key, document: &Document) -> bool {
    let owner = key.account.clone();
    let policy = ResourcePolicy { owner, document: Some(document.clone()) };
    let keys = LaterKeys { cx, key };
    let wanted = ("kms:PutKeyPolicy", &*key.arn);
    authorize::decide(cx, wanted, &keys, Some(&policy), || None).is_ok()
}
