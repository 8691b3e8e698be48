//! The condition keys that policies may ask for (KMS-4).
//! <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html>

use crate::Kms;
use crate::grants::member_of;
use crate::key_ring::Key;
use crate::model::MODEL;
use parhelion_policy::{FederatingUser, Keys, Values};
use parhelion_wire::{Fields, Value};
use parhelion_world::conditions::GlobalKeys;
use parhelion_world::{Call, Caller, Context, Permission};

/// Keys that are a member of the request: the key, the actions that have it, the member, and what it
/// is where the request does not say. An action that ends in `*` is any that begins so.
const OF_REQUESTS: [(&str, &[&str], &str, Option<&str>); 18] = [
    ("signingalgorithm", &["Sign", "Verify"], "SigningAlgorithm", None),
    ("messagetype", &["Sign", "Verify"], "MessageType", Some("RAW")),
    ("macalgorithm", &["GenerateMac", "VerifyMac"], "MacAlgorithm", None),
    ("keyagreementalgorithm", &["DeriveSharedSecret"], "KeyAgreementAlgorithm", None),
    ("datakeypairspec", &["GenerateDataKeyPair*"], "KeyPairSpec", None),
    ("encryptionalgorithm", &["Encrypt", "Decrypt"], "EncryptionAlgorithm", SYMMETRIC),
    ("encryptionalgorithm", &["ReEncryptFrom"], "SourceEncryptionAlgorithm", SYMMETRIC),
    ("encryptionalgorithm", &["ReEncryptTo"], "DestinationEncryptionAlgorithm", SYMMETRIC),
    ("encryptionalgorithm", &["GenerateDataKey*"], "EncryptionAlgorithm", SYMMETRIC),
    ("bypasspolicylockoutsafetycheck", BYPASSING, "BypassPolicyLockoutSafetyCheck", Some("false")),
    (
        "schedulekeydeletionpendingwindowindays",
        &["ScheduleKeyDeletion"],
        "PendingWindowInDays",
        Some("30"),
    ),
    ("rotationperiodindays", &["EnableKeyRotation"], "RotationPeriodInDays", Some("365")),
    ("granteeprincipal", &["CreateGrant"], "GranteePrincipal", None),
    ("retiringprincipal", &["CreateGrant"], "RetiringPrincipal", None),
    ("wrappingalgorithm", &["GetParametersForImport"], "WrappingAlgorithm", None),
    ("wrappingkeyspec", &["GetParametersForImport"], "WrappingKeySpec", None),
    ("replicaregion", &["ReplicateKey"], "ReplicaRegion", None),
    ("primaryregion", &["UpdatePrimaryRegion"], "PrimaryRegion", None),
];
const SYMMETRIC: Option<&str> = Some("SYMMETRIC_DEFAULT");
const BYPASSING: &[&str] = &["CreateKey", "PutKeyPolicy", "ReplicateKey"];

/// The grants that these are about may be AWS' own doing.
const FOR_AWS: [&str; 3] = ["CreateGrant", "ListGrants", "RevokeGrant"];

/// What is asked about: one of the things that a call needs.
struct Asked<'a> {
    fields: Fields<'a>,
    action: &'a str,
    resource: &'a str,
}

fn one(text: impl Into<String>) -> Option<Vec<String>> {
    Some(vec![text.into()])
}

fn flag(is: bool) -> Option<Vec<String>> {
    one(if is { "true" } else { "false" })
}

fn some(all: Vec<String>) -> Option<Vec<String>> {
    (!all.is_empty()).then_some(all)
}

impl Kms {
    /// The values of a key by its lower-case name.
    pub(crate) fn condition(
        &self,
        cx: &Context,
        call: Call<'_>,
        wanted: &Permission,
        name: &str,
    ) -> Option<Vec<String>> {
        let Permission { action, resource } = wanted;
        let action = action.strip_prefix("kms:").unwrap_or(action);
        let fields = Fields::of(&MODEL, call.operation, call.input);
        let asked = Asked { fields, action, resource };
        let name = match name.split_once(':')? {
            ("aws", name) => return self.of_tags(cx, &asked, name),
            ("kms", name) => name,
            _ => return None,
        };
        of_caller(cx, name)
            .or_else(|| asked.of_request(name))
            .or_else(|| asked.of_contexts(name))
            .or_else(|| asked.of_grants(cx, name))
            .or_else(|| match name {
                "reencryptonsamekey" => self.re_encrypts_on_same_key(cx, &asked),
                _ if action == "CreateKey" => asked.of_new_key(name),
                _ => self.of_key(&*self.of_arn(cx, resource)?, name),
            })
    }

    fn of_tags(&self, cx: &Context, asked: &Asked<'_>, name: &str) -> Option<Vec<String>> {
        if let Some(tag) = name.strip_prefix("resourcetag/") {
            return tag_of(&*self.of_arn(cx, asked.resource)?, tag);
        }
        let tags = asked.tags();
        if let Some(wanted) = name.strip_prefix("requesttag/") {
            let (_, value) = tags.iter().find(|(key, _)| key.eq_ignore_ascii_case(wanted))?;
            return one(*value);
        }
        let keys = tags.iter().map(|(key, _)| *key).chain(asked.fields.texts("TagKeys"));
        (name == "tagkeys").then(|| some(keys.map(str::to_owned).collect()))?
    }

    fn re_encrypts_on_same_key(&self, cx: &Context, asked: &Asked<'_>) -> Option<Vec<String>> {
        let destination = self.arn_of(cx, asked.fields.text("DestinationKeyId")?);
        flag(self.of_blob(cx, &asked.fields, "SourceKeyId") == destination)
    }

    /// What a key is.
    fn of_key(&self, key: &Key, name: &str) -> Option<Vec<String>> {
        match name {
            "resourcealiases" => some(self.key_ring.aliases_to(key)),
            _ => of_key(key, name),
        }
    }
}

fn of_caller(cx: &Context, name: &str) -> Option<Vec<String>> {
    match name {
        "viaservice" => one(format!("{}.{}.amazonaws.com", cx.via?, cx.region)),
        "calleraccount" => match &cx.caller {
            Caller::Principal { account, .. } | Caller::ServiceUser { account, .. } => {
                one(&**account)
            }
            Caller::Service { source_account, .. } => one(&**source_account),
            Caller::Anonymous => None,
        },
        _ => None,
    }
}

fn tag_of(key: &Key, tag: &str) -> Option<Vec<String>> {
    let (_, value) = key.tags.iter().find(|(held, _)| held.eq_ignore_ascii_case(tag))?;
    one(&**value)
}

fn of_key(key: &Key, name: &str) -> Option<Vec<String>> {
    let multi_region = key.multi_region.is_some();
    match name {
        "keyspec" | "customermasterkeyspec" => one(key.spec.name()),
        "keyusage" | "customermasterkeyusage" => one(key.usage.name()),
        "keyorigin" => one(key.origin.name()),
        "multiregion" => flag(multi_region),
        "multiregionkeytype" => {
            let kind = if key.is_replica() { "REPLICA" } else { "PRIMARY" };
            multi_region.then(|| one(kind))?
        }
        _ => None,
    }
}

impl<'a> Asked<'a> {
    fn tags(&self) -> Vec<(&'a str, &'a str)> {
        let Some(Value::List(tags)) = self.fields.get("Tags") else { return Vec::new() };
        let pair = |tag: &'a Value| match tag {
            Value::Struct(members) => match &members[..] {
                [Value::Text(key), Value::Text(value)] => Some((key.as_str(), value.as_str())),
                _ => None,
            },
            _ => None,
        };
        tags.iter().filter_map(pair).collect()
    }

    fn of_request(&self, name: &str) -> Option<Vec<String>> {
        let is = |action: &&str| match action.strip_suffix('*') {
            Some(beginning) => self.action.starts_with(beginning),
            None => self.action == *action,
        };
        let (_, _, member, usual) =
            OF_REQUESTS.iter().find(|(key, actions, ..)| *key == name && actions.iter().any(is))?;
        match self.fields.get(member) {
            Some(Value::Text(text)) => one(text),
            Some(Value::Bool(is)) => flag(*is),
            Some(Value::Int(number)) => one(number.to_string()),
            _ => one((*usual)?),
        }
    }

    /// What CreateKey says of the key that is to be.
    fn of_new_key(&self, name: &str) -> Option<Vec<String>> {
        let text = |member: &str| self.fields.text(member);
        let multi_region = matches!(self.fields.get("MultiRegion"), Some(Value::Bool(true)));
        match name {
            "keyspec" | "customermasterkeyspec" => {
                let said = text("KeySpec").or_else(|| text("CustomerMasterKeySpec"));
                one(said.unwrap_or("SYMMETRIC_DEFAULT"))
            }
            "keyusage" | "customermasterkeyusage" => {
                one(text("KeyUsage").unwrap_or("ENCRYPT_DECRYPT"))
            }
            "keyorigin" => one(text("Origin").unwrap_or("AWS_KMS")),
            "multiregion" => flag(multi_region),
            "multiregionkeytype" => multi_region.then(|| one("PRIMARY"))?,
            _ => None,
        }
    }

    /// The encryption context of a call, or of the constraints of the grant that it asks for; the alias
    /// by which it names the key.
    fn of_contexts(&self, name: &str) -> Option<Vec<String>> {
        if name == "requestalias" {
            let said = self.fields.text(match self.action {
                "ReEncryptFrom" => "SourceKeyId",
                "ReEncryptTo" => "DestinationKeyId",
                _ => "KeyId",
            })?;
            let alias = said.rsplit_once(":alias/").map(|(_, rest)| format!("alias/{rest}"));
            return alias
                .or_else(|| said.starts_with("alias/").then(|| said.to_owned()))
                .map(one)?;
        }
        let pairs = match self.action {
            "CreateGrant" => {
                let constraints = self.fields.inner("Constraints");
                let all = ["EncryptionContextSubset", "EncryptionContextEquals"];
                all.into_iter().flat_map(|member| constraints.pairs(member)).collect()
            }
            action => self.fields.pairs(member_of(action)),
        };
        if let Some(wanted) = name.strip_prefix("encryptioncontext:") {
            let (_, value) = pairs.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted))?;
            return one(*value);
        }
        let keys = || some(pairs.iter().map(|(name, _)| (*name).to_owned()).collect());
        (name == "encryptioncontextkeys").then(keys)?
    }

    fn of_grants(&self, cx: &Context, name: &str) -> Option<Vec<String>> {
        match name {
            "grantisforawsresource" if FOR_AWS.contains(&self.action) => {
                flag(cx.via.is_some() || matches!(cx.caller, Caller::Service { .. }))
            }
            "grantoperations" if self.action == "CreateGrant" => {
                some(self.fields.texts("Operations").into_iter().map(str::to_owned).collect())
            }
            "grantconstrainttype" if self.action == "CreateGrant" => {
                let constraints = self.fields.inner("Constraints");
                let all = ["EncryptionContextEquals", "EncryptionContextSubset"];
                let said = all.into_iter().filter(|member| !constraints.pairs(member).is_empty());
                some(said.map(str::to_owned).collect())
            }
            _ => None,
        }
    }
}

/// The keys of a later PutKeyPolicy on a key, before anybody makes it (KMS-2.3).
pub(crate) struct LaterKeys<'a> {
    pub cx: &'a Context<'a>,
    pub key: &'a Key,
}

impl Keys for LaterKeys<'_> {
    fn get(&self, name: &str) -> Option<Values<'_>> {
        let Self { cx, key } = self;
        let own = || match name.split_once(':')? {
            ("aws", name) => tag_of(key, name.strip_prefix("resourcetag/")?),
            ("kms", "bypasspolicylockoutsafetycheck") => flag(false),
            ("kms", name) => of_caller(cx, name).or_else(|| of_key(key, name)),
            _ => None,
        };
        GlobalKeys(cx).get(name).or_else(|| Some(Values::many(own()?)))
    }

    fn federating_user(&self) -> Option<FederatingUser<'_>> {
        GlobalKeys(self.cx).federating_user()
    }

    fn has_boundary(&self) -> bool {
        GlobalKeys(self.cx).has_boundary()
    }
}
