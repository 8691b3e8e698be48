//! KMS called as anybody, with what stands on the wire: who is let, and in which words they are not.

use crate::iam::{ACCOUNT, Account, allow, root};
use crate::sts::assume;
use parhelion::Cloud;
use parhelion::iam::Iam;
use parhelion::iam::model::operations::*;
use parhelion::iam::model::*;
use parhelion::wire::Body;
use parhelion::wire::signature::{Credentials, Flavour, Payload, Signer};
use serde_json::{Value as Json, json};

pub(crate) const OTHER: &str = "111122223333";
pub(crate) const ABSENT: &str = "1234abcd-12ab-34cd-56ef-1234567890ab";

/// An answer, or its error's code and text.
pub(crate) type Answer = Result<Json, (String, String)>;

/// An account with a key and a user, ann, who has no rights.
pub(crate) struct Keys {
    pub account: Account,
    pub ann: Credentials,
    /// The key's ARN.
    pub key: String,
}

pub(crate) fn error(code: &str, message: impl Into<String>) -> Answer {
    Err((code.to_owned(), message.into()))
}

pub(crate) fn code(answer: &Answer) -> &str {
    answer.as_ref().err().map_or("", |(code, _)| code)
}

pub(crate) fn user(name: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:user/{name}")
}

pub(crate) fn role(name: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:role/{name}")
}

pub(crate) fn account_root(account: &str) -> String {
    format!("arn:aws:iam::{account}:root")
}

/// A signed call in a region.
pub(crate) fn send_in(
    (cloud, region): (&Cloud, &str),
    by: &Credentials,
    operation: &str,
    input: &Json,
) -> Answer {
    let mut request = http::Request::post("/")
        .header("host", format!("kms.{region}.amazonaws.com"))
        .header("content-type", "application/x-amz-json-1.1")
        .header("x-amz-target", format!("TrentService.{operation}"))
        .body(Body::from(input.to_string()))
        .unwrap();
    let flavour = Flavour::Json;
    let signer = Signer { credentials: by, region, service: "kms", flavour, now: cloud.now() };
    let payload = Payload::hash(request.body()).unwrap();
    signer.sign(&mut request, &payload).unwrap();
    let Some(response) = cloud.handle(request) else { return error("closed", "") };
    let bytes = response.body().to_bytes().to_vec();
    let json: Json = serde_json::from_slice(&bytes).unwrap_or_default();
    if response.status().is_success() {
        return Ok(json);
    }
    let text = |name: &str| json[name].as_str().unwrap_or_default().to_owned();
    Err((text("__type").rsplit('#').next().unwrap_or_default().to_owned(), text("message")))
}

impl Keys {
    pub(crate) fn new() -> Self {
        let account = Account::new();
        account.user("ann");
        let ann = account.key("ann");
        let mut keys = Self { account, ann, key: String::new() };
        keys.key = keys.create(json!({}));
        keys
    }

    pub(crate) fn cloud(&self) -> &Cloud {
        &self.account.cloud
    }

    /// A new key's ARN.
    pub(crate) fn create(&self, input: Json) -> String {
        let made = self.send("CreateKey", input).unwrap();
        made["KeyMetadata"]["Arn"].as_str().unwrap().to_owned()
    }

    pub(crate) fn send_as(&self, by: &Credentials, operation: &str, input: Json) -> Answer {
        send_in((self.cloud(), "us-east-1"), by, operation, &input)
    }

    /// As root.
    pub(crate) fn send(&self, operation: &str, input: Json) -> Answer {
        self.send_as(&root(), operation, input)
    }

    /// Gives the key a policy of these statements, whom it may lock out.
    pub(crate) fn put_policy(&self, statements: &[Json]) {
        let input = json!({
            "KeyId": self.key,
            "Policy": policy(statements),
            "BypassPolicyLockoutSafetyCheck": true,
        });
        Typed(self.cloud()).send("PutKeyPolicy", input).unwrap();
    }

    pub(crate) fn lets_user(&self, name: &str, document: &str) {
        let input = PutUserPolicyInput {
            user_name: name.into(),
            policy_name: "own".into(),
            policy_document: document.into(),
        };
        self.account.call::<PutUserPolicy>(input).unwrap();
    }

    /// A session of a role without rights.
    pub(crate) fn session(&self, name: &str) -> Credentials {
        self.account.role(name);
        assume(self.cloud(), name, |_| ()).unwrap()
    }

    /// Root of another account, and a user there.
    pub(crate) fn others(&self) -> (Credentials, Credentials) {
        self.cloud().with::<Iam, _>(|iam, _| {
            let directory = iam.directory_mut();
            directory.insert_root(OTHER, "AKIAOTHER", "secret");
            directory.insert_user(OTHER, "bob", "AKIABOB", "secret");
        });
        let of = |key: &str| Credentials {
            access_key: key.into(),
            secret: "secret".into(),
            token: None,
        };
        (of("AKIAOTHER"), of("AKIABOB"))
    }

    /// Gives bob of the other account a policy of his own.
    pub(crate) fn lets_bob(&self, action: &str) {
        use parhelion::identity::Document;
        use parhelion_policy::{Policy, Purpose};
        let text = allow(action);
        let policy = Policy::parse(&text, Purpose::Identity).unwrap();
        self.cloud().with::<Iam, _>(|iam, _| {
            let directory = iam.directory_mut();
            let arn = format!("arn:aws:iam::{OTHER}:user/bob");
            let mut bob = (**directory.principal(&arn).unwrap()).clone();
            let document = Document { text: text.into(), policy: policy.into() };
            bob.inline.insert("own".into(), document);
            directory.put_principal(bob);
        });
    }

    /// What an operation that uses the key needs for its input, but for what the caller adds.
    pub(crate) fn usual(&self, operation: &str) -> Json {
        let key = &self.key;
        match operation {
            "Encrypt" => json!({"KeyId": key, "Plaintext": "c2VjcmV0"}),
            "Decrypt" => json!({"CiphertextBlob": self.encrypted(json!({}))}),
            "GenerateDataKey" | "GenerateDataKeyWithoutPlaintext" => {
                json!({"KeyId": key, "KeySpec": "AES_256"})
            }
            "GenerateDataKeyPair" | "GenerateDataKeyPairWithoutPlaintext" => {
                json!({"KeyId": key, "KeyPairSpec": "ECC_NIST_P256"})
            }
            "ReEncrypt" => {
                json!({"CiphertextBlob": self.encrypted(json!({})), "DestinationKeyId": key})
            }
            _ => json!({"KeyId": key}),
        }
    }

    /// What root encrypts in a context.
    pub(crate) fn encrypted(&self, context: Json) -> Json {
        let input =
            json!({"KeyId": self.key, "Plaintext": "c2VjcmV0", "EncryptionContext": context});
        Typed(self.cloud()).send("Encrypt", input).unwrap()["CiphertextBlob"].clone()
    }
}

/// Grants.
impl Keys {
    /// A grant for ann, or for whom `more` says; its answer.
    pub(crate) fn grant(&self, operations: &[&str], more: Json) -> Json {
        self.try_grant(operations, more).unwrap()
    }

    pub(crate) fn try_grant(&self, operations: &[&str], more: Json) -> Answer {
        self.send("CreateGrant", self.grant_of(operations, more))
    }

    pub(crate) fn grant_of(&self, operations: &[&str], more: Json) -> Json {
        let ann = user("ann");
        let input = json!({"KeyId": self.key, "GranteePrincipal": ann, "Operations": operations});
        merged(input, more)
    }

    pub(crate) fn grants(&self) -> Vec<Json> {
        let listed = self.send("ListGrants", json!({"KeyId": self.key})).unwrap();
        listed["Grants"].as_array().unwrap().clone()
    }
}

/// An input with other members added or replaced.
pub(crate) fn merged(mut input: Json, more: Json) -> Json {
    let more = more.as_object().cloned().unwrap_or_default();
    input.as_object_mut().unwrap().extend(more);
    input
}

/// Root without any policy in the way.
struct Typed<'a>(&'a Cloud);

impl Typed<'_> {
    fn send(&self, operation: &str, input: Json) -> Answer {
        use parhelion_world::service::{Outcome, Service as _};
        self.0.with::<parhelion::kms::Kms, _>(|kms, cx| {
            let model = &parhelion::kms::model::MODEL;
            let operation = model.operation(operation).unwrap();
            let shape = model.shape(operation.input.unwrap());
            let read = parhelion::wire::json::read(model, shape, input.to_string().as_bytes());
            let input = read.map_err(|_| ()).unwrap();
            kms.hooks_mut().admit(cx, operation, &input).unwrap();
            let Outcome::Done(result) = kms.call(cx, operation, input) else { panic!("it waits") };
            let output = result.map_err(|e| (e.code().to_owned(), e.message().to_owned()))?;
            Ok(operation.output.map_or(Json::Null, |shape| {
                let text = parhelion::wire::json::write(model, model.shape(shape), &output);
                serde_json::from_str(&text).unwrap()
            }))
        })
    }
}

/// A policy's text.
pub(crate) fn policy(statements: &[Json]) -> String {
    json!({"Version": "2012-10-17", "Statement": statements}).to_string()
}

/// A statement of a key policy.
pub(crate) fn says(effect: &str, principal: impl Into<Json>, action: impl Into<Json>) -> Json {
    let (principal, action): (Json, Json) = (principal.into(), action.into());
    json!({"Effect": effect, "Principal": {"AWS": principal}, "Action": action, "Resource": "*"})
}
