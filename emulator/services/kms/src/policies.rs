//! Key policies: one a key, named `default`.

use crate::Kms;
use crate::model::*;
use parhelion_policy::{Policy, Purpose};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::Document;
use std::sync::Arc;

const NAME: &str = "default";

impl Kms {
    pub(crate) fn get_key_policy(
        &mut self,
        cx: &mut Context,
        input: GetKeyPolicyInput,
    ) -> Result<GetKeyPolicyOutput> {
        let GetKeyPolicyInput { key_id, policy_name } = input;
        check_name(policy_name.as_deref())?;
        let key = self.find(cx, &key_id)?;
        Ok(GetKeyPolicyOutput {
            policy: Some(key.policy_text().to_string()),
            policy_name: Some(NAME.into()),
        })
    }

    pub(crate) fn put_key_policy(
        &mut self,
        cx: &mut Context,
        input: PutKeyPolicyInput,
    ) -> Result<()> {
        let PutKeyPolicyInput {
            key_id,
            policy_name,
            policy,
            bypass_policy_lockout_safety_check: _,
        } = input;
        check_name(policy_name.as_deref())?;
        let document = document(policy)?;
        self.change(cx, &key_id, |key| {
            key.policy = Some(document);
            Ok(())
        })
    }

    pub(crate) fn list_key_policies(
        &mut self,
        cx: &mut Context,
        input: ListKeyPoliciesInput,
    ) -> Result<ListKeyPoliciesOutput> {
        let ListKeyPoliciesInput { key_id, limit: _, marker: _ } = input;
        self.find(cx, &key_id)?;
        Ok(ListKeyPoliciesOutput {
            policy_names: Some(vec![NAME.into()]),
            next_marker: None,
            truncated: Some(false),
        })
    }
}

fn check_name(name: Option<&str>) -> Result<()> {
    match name {
        None | Some(NAME) => Ok(()),
        Some(_) => Err(errors::not_found_exception("No such policy exists")),
    }
}

pub(crate) fn document(text: String) -> Result<Document> {
    let policy = Policy::parse(&text, Purpose::Resource)
        .map_err(|malformed| errors::malformed_policy_document_exception(malformed.message))?;
    Ok(Document { text: text.into(), policy: Arc::new(policy) })
}
