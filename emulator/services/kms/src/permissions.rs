//! Who may do what with which key.
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html>

use crate::Kms;
use crate::key_ring::Key;
use crate::material::Blob;
use crate::model::MODEL;
use crate::multi_region::here;
use parhelion_wire::table::Operation;
use parhelion_wire::{Fields, Value};
use parhelion_world::{Arn, Caller, Context, Permission, ResourcePolicy};
use std::sync::Arc;

/// What other accounts may be let do (KMS-2.7).
const ACROSS_ACCOUNTS: [&str; 20] = [
    "CreateGrant",
    "Decrypt",
    "DeriveSharedSecret",
    "DescribeKey",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyPair",
    "GenerateDataKeyPairWithoutPlaintext",
    "GenerateDataKeyWithoutPlaintext",
    "GenerateMac",
    "GetKeyRotationStatus",
    "GetPublicKey",
    "ListGrants",
    "ReEncryptFrom",
    "ReEncryptTo",
    "RetireGrant",
    "RevokeGrant",
    "Sign",
    "Verify",
    "VerifyMac",
];

impl Kms {
    pub(crate) fn needed(
        &self,
        cx: &Context,
        operation: &'static Operation,
        input: &Value,
    ) -> Vec<Permission> {
        let fields = Fields::of(&MODEL, operation, input);
        let to = |action: &str, resource: String| Permission {
            action: format!("kms:{action}").into(),
            resource,
        };
        let own = |resource: String| to(operation.name, resource);
        let named = |member: &str| self.arn_of(cx, fields.text(member).unwrap_or_default());
        let alias = || cx.arn("kms", fields.text("AliasName").unwrap_or_default());
        match operation.name {
            "CreateKey" => {
                let mut all = vec![own("*".to_owned())];
                all.extend(fields.get("Tags").map(|_| to("TagResource", "*".to_owned())));
                all
            }
            "ListKeys" | "ListAliases" | "GenerateRandom" => vec![own("*".to_owned())],
            store if store.contains("CustomKeyStore") => vec![own("*".to_owned())],
            "CreateAlias" => vec![own(alias()), own(named("TargetKeyId"))],
            "DeleteAlias" => vec![own(alias()), own(named("AliasName"))],
            "UpdateAlias" => {
                vec![own(alias()), own(named("AliasName")), own(named("TargetKeyId"))]
            }
            "ListRetirableGrants" => {
                vec![own(fields.text("RetiringPrincipal").unwrap_or_default().to_owned())]
            }
            // Without a key, nothing can be retired: the handler says so.
            "RetireGrant" => self.key_of_grant(cx, &fields).map(own).into_iter().collect(),
            "Decrypt" => vec![own(self.of_blob(cx, &fields, "KeyId"))],
            "ReEncrypt" => vec![
                to("ReEncryptFrom", self.of_blob(cx, &fields, "SourceKeyId")),
                to("ReEncryptTo", named("DestinationKeyId")),
            ],
            "ReplicateKey" => {
                let mut all = vec![own(named("KeyId")), to("CreateKey", "*".to_owned())];
                all.extend(fields.get("Tags").map(|_| to("TagResource", "*".to_owned())));
                all
            }
            "UpdatePrimaryRegion" => {
                let old = named("KeyId");
                let region = fields.text("PrimaryRegion").unwrap_or_default();
                vec![own(here(&old, region)), own(old)]
            }
            _ => vec![own(named("KeyId"))],
        }
    }

    /// A key's own policy; aliases have none. It has no say about who may retire grants, nor about what
    /// other accounts cannot do at all (KMS-2.7). A key that another account does not have says nothing.
    pub(crate) fn key_policy(&self, cx: &Context, wanted: &Permission) -> Option<ResourcePolicy> {
        let Permission { action, resource } = wanted;
        let found = Arn::parse(resource).filter(|arn| arn.resource.starts_with("key/"))?;
        let elsewhere = cx.caller.account().is_none_or(|account| **account != *found.account);
        let by_a_service = matches!(cx.caller, Caller::Service { .. });
        let Some(key) = self.of_arn(cx, resource) else {
            let owner = found.account.into();
            return elsewhere.then_some(ResourcePolicy { owner, document: None });
        };
        let action = action.strip_prefix("kms:").unwrap_or(action);
        let within = !by_a_service && elsewhere && !ACROSS_ACCOUNTS.contains(&action);
        let document = if within || action == "RetireGrant" { None } else { key.policy() };
        Some(ResourcePolicy { owner: key.account.clone(), document })
    }

    /// The key of an ARN, in whatever region: some operations are about two.
    pub(crate) fn of_arn(&self, cx: &Context, arn: &str) -> Option<Arc<Key>> {
        let held = self.key_ring.get(arn).filter(|key| !key.is_gone(cx.now)).cloned();
        held.or_else(|| self.named(cx, arn).filter(|key| *key.arn == *arn))
    }

    pub(crate) fn named(&self, cx: &Context, name: &str) -> Option<Arc<Key>> {
        self.lookup(cx, name).ok()
    }

    /// The ARN of the key that a name means, or would mean if there were one.
    pub(crate) fn arn_of(&self, cx: &Context, name: &str) -> String {
        match self.named(cx, name) {
            Some(key) => key.arn.to_string(),
            None if name.starts_with("arn:") => name.to_owned(),
            None if name.starts_with("alias/") => cx.arn("kms", name),
            None => cx.arn("kms", &format!("key/{name}")),
        }
    }

    /// The key that a ciphertext names, or that a caller says it is.
    pub(crate) fn of_blob(&self, cx: &Context, fields: &Fields<'_>, named: &str) -> String {
        let blob = match fields.get("CiphertextBlob") {
            Some(Value::Blob(bytes)) => Blob::parse(bytes).map(|blob| here(blob.arn, &cx.region)),
            _ => None,
        };
        let said = fields.text(named).map(|name| self.arn_of(cx, name));
        said.or(blob).unwrap_or_else(|| "*".to_owned())
    }
}
