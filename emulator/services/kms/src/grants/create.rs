//! CreateGrant.
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html>

use super::{Constraints, Grant, Party};
use crate::Kms;
use crate::choices::GRANT_LATE;
use crate::cryptography::check_dry_run;
use crate::key_ring::Key;
use crate::material::EncryptionContext;
use crate::model::*;
use crate::names::Naming;
use crate::principals;
use crate::specs::{KeySpec, KeyUsage};
use crate::states::usable;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::{Caller, Context};
use std::sync::Arc;

const HEX: &[u8] = b"0123456789abcdef";
/// Of a constraint.
const PAIRS_MAX: usize = 8;
const VALUE_MAX: usize = 384;

impl Kms {
    pub(crate) fn create_grant(
        &mut self,
        cx: &mut Context,
        input: CreateGrantInput,
    ) -> Result<CreateGrantOutput> {
        let CreateGrantInput {
            key_id,
            grantee_principal,
            retiring_principal,
            operations,
            constraints,
            grant_tokens: _,
            name,
            dry_run,
        } = input;
        let key = self.find_named(cx, &key_id, Naming::Key)?;
        key.is_the_customers(cx)?;
        let grantee = party(cx, grantee_principal)?;
        let retiring = retiring_principal.map(|principal| party(cx, principal)).transpose()?;
        let operations = operations_for(&key, operations)?;
        let constraints = constraints_for(&key, &operations, constraints)?;
        usable(&key)?;
        check_dry_run(dry_run)?;
        let name = name.unwrap_or_default().into();
        let account = cx.caller.account().cloned();
        let asked = Grant {
            id: "".into(),
            name,
            created: cx.now,
            grantee,
            retiring,
            issuer: account.unwrap_or_else(|| key.account.clone()),
            operations,
            constraints,
            known: cx.now,
            ended: None,
        };
        let known = self.grants.of(&key.arn).find(|grant| repeats(&asked, grant)).cloned();
        let grant = match known {
            Some(grant) => grant,
            None => self.new_grant(cx, &key, asked)?,
        };
        Ok(CreateGrantOutput {
            grant_token: Some(self.new_token(cx, &key.arn, &grant)),
            grant_id: Some(grant.id.to_string()),
        })
    }

    /// KMS-3.9
    fn new_grant(&mut self, cx: &mut Context, key: &Key, asked: Grant) -> Result<Arc<Grant>> {
        if !self.grants.has_room(&key.arn) {
            let message = format!("The key {} has too many grants.", key.arn);
            return Err(errors::limit_exceeded_exception(message));
        }
        let (id, known) = (cx.id(HEX, 64).into(), cx.now + cx.choose_delay(&GRANT_LATE));
        let grant = Grant { id, known, ..asked };
        self.grants.insert(&key.arn, grant.clone());
        Ok(Arc::new(grant))
    }
}

/// KMS-3.5: a call with the same name and the same of everything is a repetition.
fn repeats(asked: &Grant, held: &Grant) -> bool {
    let same = |operations: &[Arc<str>], others: &[Arc<str>]| {
        operations.iter().all(|operation| others.contains(operation))
    };
    !asked.name.is_empty()
        && asked.name == held.name
        && asked.grantee.is_same(&held.grantee)
        && match (&asked.retiring, &held.retiring) {
            (Some(asked), Some(held)) => asked.is_same(held),
            (asked, held) => asked == held,
        }
        && asked.constraints == held.constraints
        && same(&asked.operations, &held.operations)
        && same(&held.operations, &asked.operations)
}

/// KMS-3.2: who must be there. Services name themselves when they act for somebody.
fn party(cx: &Context, name: String) -> Result<Party> {
    let by_a_service = cx.via.is_some() || matches!(cx.caller, Caller::Service { .. });
    let is_service = by_a_service && name.ends_with(".amazonaws.com") && !name.contains(':');
    if !is_service && !principals::exists(cx, &name) {
        let message = format!("ARN does not refer to a valid principal: {name}");
        return Err(errors::invalid_arn_exception(message));
    }
    let id = cx.identities().principal(&name).map(|held| held.id.clone());
    Ok(Party { arn: name.into(), id })
}

/// Whether a key can do what a grant would let somebody do (KMS-3.3).
fn serves(key: &Key, operation: &str) -> bool {
    match operation {
        "CreateGrant" | "RetireGrant" | "DescribeKey" => true,
        "GetPublicKey" => key.spec.is_asymmetric(),
        "Sign" | "Verify" => key.usage == KeyUsage::SignVerify,
        "GenerateMac" | "VerifyMac" => key.usage == KeyUsage::GenerateVerifyMac,
        "DeriveSharedSecret" => key.usage == KeyUsage::KeyAgreement,
        "Encrypt" | "Decrypt" | "ReEncryptFrom" | "ReEncryptTo" => {
            key.usage == KeyUsage::EncryptDecrypt
        }
        // Data keys.
        _ => key.spec == KeySpec::Symmetric,
    }
}

fn operations_for(key: &Key, operations: Vec<String>) -> Result<Vec<Arc<str>>> {
    let mut all: Vec<Arc<str>> = Vec::new();
    for operation in operations {
        if !serves(key, &operation) {
            let (spec, usage) = (key.spec.name(), key.usage.name());
            return Err(invalid(format!(
                "Operation {operation} is not supported for grants on keys with key spec {spec} \
                 and key usage {usage}."
            )));
        }
        if !all.iter().any(|known| **known == *operation) {
            all.push(operation.into());
        }
    }
    match &all[..] {
        [] => Err(invalid("Grants must contain at least one operation.")),
        [only] if **only == *"CreateGrant" => {
            Err(invalid("Grants must not contain only the CreateGrant operation."))
        }
        _ => Ok(all),
    }
}

/// KMS-3.6
fn constraints_for(
    key: &Key,
    operations: &[Arc<str>],
    constraints: Option<GrantConstraints>,
) -> Result<Constraints> {
    let GrantConstraints { encryption_context_subset, encryption_context_equals } =
        constraints.unwrap_or_default();
    let of = |context: Option<EncryptionContext>| context.filter(|context| !context.is_empty());
    let (subset, equals) = (of(encryption_context_subset), of(encryption_context_equals));
    for context in [&subset, &equals].into_iter().flatten() {
        if context.len() > PAIRS_MAX {
            let message = format!(
                "A grant constraint can include up to {PAIRS_MAX} encryption context pairs."
            );
            return Err(invalid(message));
        }
        if context.values().any(|value| value.chars().count() > VALUE_MAX) {
            return Err(invalid(format!(
                "The encryption context value in a grant constraint cannot exceed {VALUE_MAX} \
                 characters."
            )));
        }
        let about_keys = |operation: &Arc<str>| {
            !["CreateGrant", "RetireGrant", "DescribeKey"].contains(&&**operation)
        };
        if key.spec != KeySpec::Symmetric && operations.iter().any(about_keys) {
            return Err(invalid(format!(
                "Encryption context constraints are not supported for grants on keys with key \
                 spec {}.",
                key.spec.name()
            )));
        }
    }
    Ok(Constraints { subset, equals })
}

pub(super) fn invalid(message: impl Into<String>) -> Error {
    Error::new(400, "ValidationException", message.into())
}
