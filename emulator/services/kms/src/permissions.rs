//! Who may do what with which key.
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html>

use crate::Kms;
use crate::key_ring::Key;
use crate::material::Blob;
use crate::model::MODEL;
use parhelion_wire::table::Operation;
use parhelion_wire::{Fields, Value};
use parhelion_world::{Caller, Context, Permission, ResourcePolicy};
use std::sync::Arc;

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
            "CreateAlias" => vec![own(alias()), own(named("TargetKeyId"))],
            "DeleteAlias" => vec![own(alias()), own(named("AliasName"))],
            "UpdateAlias" => {
                vec![own(alias()), own(named("AliasName")), own(named("TargetKeyId"))]
            }
            "Decrypt" => vec![own(self.of_blob(cx, &fields, "KeyId"))],
            "ReEncrypt" => vec![
                to("ReEncryptFrom", self.of_blob(cx, &fields, "SourceKeyId")),
                to("ReEncryptTo", named("DestinationKeyId")),
            ],
            _ => vec![own(named("KeyId"))],
        }
    }

    /// A key's own policy; aliases have none.
    pub(crate) fn key_policy(&self, cx: &Context, arn: &str) -> Option<ResourcePolicy> {
        let key = self.named(cx, arn).filter(|key| *key.arn == *arn)?;
        Some(ResourcePolicy { owner: key.account.clone(), document: key.policy() })
    }

    /// <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html>
    pub(crate) fn condition(
        &self,
        cx: &Context,
        operation: &'static Operation,
        input: &Value,
        name: &str,
    ) -> Option<Vec<String>> {
        let fields = Fields::of(&MODEL, operation, input);
        let name_of_key = || ["KeyId", "TargetKeyId"].into_iter().find_map(|it| fields.text(it));
        let key = || match operation.name {
            "Decrypt" => self.named(cx, &self.of_blob(cx, &fields, "KeyId")),
            _ => self.named(cx, name_of_key()?),
        };
        let one = |text: &str| Some(vec![text.to_owned()]);
        if let Some(tag) = name.strip_prefix("aws:resourcetag/") {
            let key = key()?;
            let (_, value) = key.tags.iter().find(|(held, _)| held.eq_ignore_ascii_case(tag))?;
            return one(value);
        }
        let name = name.strip_prefix("kms:")?;
        let contexts = || {
            let all = ["EncryptionContext", "SourceEncryptionContext"];
            all.into_iter().flat_map(|member| fields.pairs(member))
        };
        if let Some(wanted) = name.strip_prefix("encryptioncontext:") {
            let (_, value) = contexts().find(|(name, _)| name.eq_ignore_ascii_case(wanted))?;
            return one(value);
        }
        match name {
            "viaservice" => {
                let via = cx.via?;
                Some(vec![format!("{via}.{}.amazonaws.com", cx.region)])
            }
            "calleraccount" => match &cx.caller {
                Caller::Principal { account, .. } => one(account),
                Caller::Service { source_account, .. } => one(source_account),
                Caller::Anonymous => None,
            },
            "encryptioncontextkeys" => {
                let keys: Vec<String> = contexts().map(|(name, _)| name.to_owned()).collect();
                (!keys.is_empty()).then_some(keys)
            }
            "keyspec" | "keyusage" | "keyorigin" if operation.name != "CreateKey" => {
                let key = key()?;
                one(match name {
                    "keyspec" => key.spec.name(),
                    "keyusage" => key.usage.name(),
                    _ => "AWS_KMS",
                })
            }
            "multiregion" => one(if key()?.id.starts_with("mrk-") { "true" } else { "false" }),
            "requestalias" => {
                let said = name_of_key()?;
                let alias = said.rsplit_once(":alias/").map(|(_, rest)| format!("alias/{rest}"));
                alias
                    .or_else(|| said.starts_with("alias/").then(|| said.to_owned()))
                    .map(|it| vec![it])
            }
            "resourcealiases" => {
                let key = key()?;
                let names = self.key_ring.aliases_to(&key);
                (!names.is_empty()).then_some(names)
            }
            _ => None,
        }
    }

    fn named(&self, cx: &Context, name: &str) -> Option<Arc<Key>> {
        self.key_ring.find(cx.now, &cx.account, &cx.region, name).ok()
    }

    /// The ARN of the key that a name means, or would mean if there were one.
    fn arn_of(&self, cx: &Context, name: &str) -> String {
        match self.named(cx, name) {
            Some(key) => key.arn.to_string(),
            None if name.starts_with("arn:") => name.to_owned(),
            None if name.starts_with("alias/") => cx.arn("kms", name),
            None => cx.arn("kms", &format!("key/{name}")),
        }
    }

    /// The key that a ciphertext names, or that a caller says it is.
    fn of_blob(&self, cx: &Context, fields: &Fields<'_>, named: &str) -> String {
        let blob = match fields.get("CiphertextBlob") {
            Some(Value::Blob(bytes)) => Blob::parse(bytes).map(|blob| blob.arn.to_owned()),
            _ => None,
        };
        let said = fields.text(named).map(|name| self.arn_of(cx, name));
        said.or(blob).unwrap_or_else(|| "*".to_owned())
    }
}
