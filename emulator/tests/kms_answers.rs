//! What every operation of KMS answers and refuses, as it stands on the wire (KMS-1).
//! <https://docs.aws.amazon.com/kms/latest/APIReference/>

use crate::iam::ACCOUNT;
use crate::kms_calls::{ABSENT, Keys, code, error, merged, user};
use serde_json::{Value as Json, json};

/// Keys of each kind, and what root made with them.
pub(crate) struct Bench {
    pub keys: Keys,
    pub signer: String,
    pub vouching: String,
    agreeing: String,
    pub rsa: String,
}

/// Which names an operation takes, and which states it minds (developer guide, key-state).
#[derive(Clone, Copy, PartialEq)]
enum Minds {
    /// Neither disabled keys nor those that are pending deletion.
    Both,
    /// Those that are pending deletion.
    Pending,
    Nothing,
}

/// An operation, the member that names its key, an input, whether aliases may, and which states it
/// minds.
type About = (&'static str, &'static str, Json, bool, Minds);

impl Bench {
    pub(crate) fn new() -> Self {
        let keys = Keys::new();
        let make =
            |spec: &str, usage: &str| keys.create(json!({"KeySpec": spec, "KeyUsage": usage}));
        let signer = make("ECC_NIST_P256", "SIGN_VERIFY");
        let vouching = make("HMAC_256", "GENERATE_VERIFY_MAC");
        let agreeing = make("ECC_NIST_P256", "KEY_AGREEMENT");
        let rsa = make("RSA_2048", "ENCRYPT_DECRYPT");
        Self { keys, signer, vouching, agreeing, rsa }
    }

    /// Every operation about one key.
    fn operations(&self) -> Vec<About> {
        [self.uses(), self.administration()].concat()
    }

    fn uses(&self) -> Vec<About> {
        use Minds::{Both, Nothing};
        let key = |more: Json| merged(json!({"KeyId": self.keys.key}), more);
        let of = |arn: &str, more: Json| merged(json!({"KeyId": arn}), more);
        let blob = self.keys.encrypted(json!({}));
        let signed = json!({"Message": "eA==", "SigningAlgorithm": "ECDSA_SHA_256"});
        let signature = self.send("Sign", of(&self.signer, signed.clone()))["Signature"].clone();
        let vouched = json!({"Message": "eA==", "MacAlgorithm": "HMAC_SHA_256"});
        let mac = self.send("GenerateMac", of(&self.vouching, vouched.clone()))["Mac"].clone();
        let public = self.send("GetPublicKey", of(&self.agreeing, json!({})))["PublicKey"].clone();
        let agreed = json!({"KeyAgreementAlgorithm": "ECDH", "PublicKey": public});
        vec![
            ("DescribeKey", "KeyId", key(json!({})), true, Nothing),
            ("Encrypt", "KeyId", key(json!({"Plaintext": "eA=="})), true, Both),
            ("Decrypt", "KeyId", key(json!({"CiphertextBlob": blob})), true, Both),
            (
                "ReEncrypt",
                "DestinationKeyId",
                json!({"DestinationKeyId": self.keys.key, "CiphertextBlob": blob}),
                true,
                Both,
            ),
            ("GenerateDataKey", "KeyId", key(json!({"NumberOfBytes": 32})), true, Both),
            (
                "GenerateDataKeyWithoutPlaintext",
                "KeyId",
                key(json!({"KeySpec": "AES_128"})),
                true,
                Both,
            ),
            (
                "GenerateDataKeyPair",
                "KeyId",
                key(json!({"KeyPairSpec": "ECC_NIST_P256"})),
                true,
                Both,
            ),
            (
                "GenerateDataKeyPairWithoutPlaintext",
                "KeyId",
                key(json!({"KeyPairSpec": "ECC_NIST_P256"})),
                true,
                Both,
            ),
            ("Sign", "KeyId", of(&self.signer, signed.clone()), true, Both),
            (
                "Verify",
                "KeyId",
                of(&self.signer, merged(signed, json!({"Signature": signature}))),
                true,
                Both,
            ),
            ("GetPublicKey", "KeyId", of(&self.signer, json!({})), true, Both),
            ("DeriveSharedSecret", "KeyId", of(&self.agreeing, agreed), true, Both),
            ("GenerateMac", "KeyId", of(&self.vouching, vouched.clone()), true, Both),
            (
                "VerifyMac",
                "KeyId",
                of(&self.vouching, merged(vouched, json!({"Mac": mac}))),
                true,
                Both,
            ),
            ("GetKeyLastUsage", "KeyId", key(json!({})), true, Nothing),
        ]
    }

    fn administration(&self) -> Vec<About> {
        use Minds::{Both, Nothing, Pending};
        let key = |more: Json| merged(json!({"KeyId": self.keys.key}), more);
        let ann = json!({"GranteePrincipal": user("ann"), "Operations": ["DescribeKey"]});
        let text = self.send("GetKeyPolicy", key(json!({})))["Policy"].clone();
        let tags = json!({"Tags": [{"TagKey": "a", "TagValue": "1"}]});
        vec![
            ("CreateGrant", "KeyId", key(ann), false, Both),
            ("ListGrants", "KeyId", key(json!({})), false, Nothing),
            ("GetKeyPolicy", "KeyId", key(json!({})), false, Nothing),
            ("PutKeyPolicy", "KeyId", key(json!({"Policy": text})), false, Nothing),
            ("ListKeyPolicies", "KeyId", key(json!({})), false, Nothing),
            ("TagResource", "KeyId", key(tags), false, Pending),
            ("UntagResource", "KeyId", key(json!({"TagKeys": ["a"]})), false, Pending),
            ("ListResourceTags", "KeyId", key(json!({})), false, Nothing),
            ("UpdateKeyDescription", "KeyId", key(json!({"Description": "d"})), false, Pending),
        ]
    }

    pub(crate) fn send(&self, operation: &str, input: Json) -> Json {
        self.keys.send(operation, input).unwrap()
    }
}

/// KMS-1.1 to KMS-1.3: names of nothing, at every operation that takes one.
#[tokio::test(start_paused = true)]
async fn names_of_nothing() {
    let bench = Bench::new();
    let arn = |region: &str, name: &str| format!("arn:aws:kms:{region}:{ACCOUNT}:{name}");
    let absent = arn("us-east-1", &format!("key/{ABSENT}"));
    let no_key = error("NotFoundException", format!("Key '{absent}' does not exist"));
    let no_id = |name: &str| error("NotFoundException", format!("Invalid keyId '{name}'"));
    let no_alias = error(
        "NotFoundException",
        format!("Alias {} is not found.", arn("us-east-1", "alias/absent")),
    );
    let aliases = error("InvalidArnException", "Key Aliases are not supported for this operation.");
    let no_arn = |name: &str| error("InvalidArnException", format!("Invalid ARN: {name}"));
    let bucket = "arn:aws:s3:::photos";
    let elsewhere = arn("eu-west-1", &format!("key/{ABSENT}"));
    for (operation, member, input, takes_aliases, _) in bench.operations() {
        let by = |of_aliases: &Result<Json, _>, of_keys: &Result<Json, _>| {
            if takes_aliases { of_aliases.clone() } else { of_keys.clone() }
        };
        for (name, expected) in [
            ("nonsense", no_id("nonsense")),
            (ABSENT, no_key.clone()),
            (&absent, no_key.clone()),
            (&elsewhere, error("NotFoundException", "Invalid arn eu-west-1")),
            ("alias/absent", by(&no_alias, &aliases)),
            (&arn("us-east-1", "alias/absent"), by(&no_alias, &aliases)),
            (bucket, by(&no_id(bucket), &no_arn(bucket))),
        ] {
            let input = merged(input.clone(), json!({member: name}));
            assert_eq!(bench.keys.send(operation, input), expected, "{operation} {name}");
        }
        for (name, said) in
            [(json!(""), "'' at"), (Json::Null, "null at"), (json!("x".repeat(2049)), "xxx' at")]
        {
            let input = merged(input.clone(), json!({member: name}));
            // A ciphertext names its key.
            if operation == "Decrypt" && name.is_null() {
                continue;
            }
            let (code, text) = bench.keys.send(operation, input).unwrap_err();
            assert_eq!(code, "ValidationException", "{operation} {name}");
            let begins = "1 validation error detected: Value ";
            assert!(text.starts_with(begins) && text.contains(said), "{operation}: {text}");
        }
    }
}

/// KMS-1.4: what each operation says of keys that are disabled, and of those that are about to go.
#[tokio::test(start_paused = true)]
async fn states_of_keys() {
    let bench = Bench::new();
    for (operation, member, input, _, minds) in bench.operations() {
        let arn = input[member].as_str().unwrap().to_owned();
        let change = |operation: &str| {
            bench.send(operation, json!({"KeyId": arn}));
        };
        let disabled = error("DisabledException", format!("{arn} is disabled."));
        let pending = error("KMSInvalidStateException", format!("{arn} is pending deletion."));
        bench.send(operation, input.clone());
        change("DisableKey");
        let answer = bench.keys.send(operation, input.clone());
        match minds {
            Minds::Both => assert_eq!(answer, disabled, "{operation}"),
            _ => assert_eq!(code(&answer), "", "{operation}: {answer:?}"),
        }
        change("ScheduleKeyDeletion");
        let answer = bench.keys.send(operation, input.clone());
        match minds {
            Minds::Nothing => assert_eq!(code(&answer), "", "{operation}: {answer:?}"),
            _ => assert_eq!(answer, pending, "{operation}"),
        }
        for operation in ["EnableKey", "DisableKey", "ScheduleKeyDeletion"] {
            assert_eq!(bench.keys.send(operation, json!({"KeyId": arn})), pending, "{operation}");
        }
        change("CancelKeyDeletion");
        let again = bench.keys.send("CancelKeyDeletion", json!({"KeyId": arn}));
        let expected = format!("{arn} is not pending deletion.");
        assert_eq!(again, error("KMSInvalidStateException", expected));
        change("EnableKey");
    }
}

/// The members of each answer: what has no value is not there.
#[tokio::test(start_paused = true)]
async fn members_of_answers() {
    let bench = Bench::new();
    let members = |answer: &Json| {
        let mut names: Vec<_> =
            answer.as_object().map_or(Vec::new(), |it| it.keys().map(String::as_str).collect());
        names.sort_unstable();
        names.join(" ")
    };
    let expected = |operation: &str| match operation {
        "DescribeKey" => "KeyMetadata",
        "Encrypt" => "CiphertextBlob EncryptionAlgorithm KeyId",
        "Decrypt" => "EncryptionAlgorithm KeyId KeyMaterialId Plaintext",
        "ReEncrypt" => {
            "CiphertextBlob DestinationEncryptionAlgorithm DestinationKeyMaterialId KeyId \
             SourceEncryptionAlgorithm SourceKeyId SourceKeyMaterialId"
        }
        "GenerateDataKey" => "CiphertextBlob KeyId KeyMaterialId Plaintext",
        "GenerateDataKeyWithoutPlaintext" => "CiphertextBlob KeyId KeyMaterialId",
        "GenerateDataKeyPair" => {
            "KeyId KeyMaterialId KeyPairSpec PrivateKeyCiphertextBlob PrivateKeyPlaintext PublicKey"
        }
        "GenerateDataKeyPairWithoutPlaintext" => {
            "KeyId KeyMaterialId KeyPairSpec PrivateKeyCiphertextBlob PublicKey"
        }
        "Sign" => "KeyId Signature SigningAlgorithm",
        "Verify" => "KeyId SignatureValid SigningAlgorithm",
        "GetPublicKey" => {
            "CustomerMasterKeySpec KeyId KeySpec KeyUsage PublicKey SigningAlgorithms"
        }
        "DeriveSharedSecret" => "KeyAgreementAlgorithm KeyId KeyOrigin SharedSecret",
        "GenerateMac" => "KeyId Mac MacAlgorithm",
        "VerifyMac" => "KeyId MacAlgorithm MacValid",
        "GetKeyLastUsage" => "KeyCreationDate KeyId KeyLastUsage TrackingStartDate",
        "CreateGrant" => "GrantId GrantToken",
        "ListGrants" => "Grants Truncated",
        "GetKeyPolicy" => "Policy PolicyName",
        "ListKeyPolicies" => "PolicyNames Truncated",
        "ListResourceTags" => "Tags Truncated",
        _ => "",
    };
    for (operation, member, input, ..) in bench.operations() {
        let answer = bench.send(operation, input.clone());
        assert_eq!(members(&answer), expected(operation), "{operation}");
        if let Some(named) = answer.get("KeyId") {
            assert_eq!(named, &input[member], "{operation} answers the ARN");
        }
    }
    let common = "AWSAccountId Arn CreationDate CustomerMasterKeySpec Description Enabled KeyId \
                  KeyManager KeySpec KeyState KeyUsage MultiRegion Origin";
    let own = |key: &str| {
        let answer = bench.send("DescribeKey", json!({"KeyId": key}));
        let names = members(&answer["KeyMetadata"]);
        let own = names.split(' ').filter(|name| !common.contains(name));
        own.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(own(&bench.keys.key), "CurrentKeyMaterialId EncryptionAlgorithms");
    assert_eq!(own(&bench.rsa), "EncryptionAlgorithms");
    assert_eq!(own(&bench.signer), "SigningAlgorithms");
    assert_eq!(own(&bench.vouching), "MacAlgorithms");
    assert_eq!(own(&bench.agreeing), "KeyAgreementAlgorithms");
    let gone = bench.send("ScheduleKeyDeletion", json!({"KeyId": bench.rsa}));
    assert_eq!(members(&gone), "DeletionDate KeyId KeyState PendingWindowInDays");
    assert_eq!(gone["PendingWindowInDays"], json!(30));
    assert_eq!(own(&bench.rsa), "DeletionDate EncryptionAlgorithms");
    let back = bench.send("CancelKeyDeletion", json!({"KeyId": bench.rsa}));
    assert_eq!(back, json!({"KeyId": bench.rsa}));
    assert_eq!(members(&bench.send("ListKeys", json!({}))), "Keys Truncated");
    assert_eq!(members(&bench.send("ListAliases", json!({}))), "Aliases Truncated");
    assert_eq!(members(&bench.send("GenerateRandom", json!({"NumberOfBytes": 8}))), "Plaintext");
}

/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html>
#[tokio::test(start_paused = true)]
async fn the_last_use_of_a_key() {
    let bench = Bench::new();
    let last = |key: &str| bench.send("GetKeyLastUsage", json!({"KeyId": key}));
    let fresh = bench.keys.create(json!({}));
    let unused = last(&fresh);
    assert_eq!(unused["KeyLastUsage"], json!({}));
    assert_eq!(unused["TrackingStartDate"], unused["KeyCreationDate"]);
    for (operation, member, input, ..) in bench.operations() {
        let key = input[member].as_str().unwrap().to_owned();
        let before = last(&key)["KeyLastUsage"].clone();
        let dry = merged(input.clone(), json!({"DryRun": true}));
        let tracked = bench.keys.send(operation, dry).is_err();
        let after = last(&key)["KeyLastUsage"].clone();
        assert!(!tracked || before == after, "{operation}: a dry run is no use");
        bench.send(operation, input);
        let after = last(&key)["KeyLastUsage"].clone();
        let is_use = tracked && operation != "CreateGrant";
        assert_eq!(after != before, is_use, "{operation}");
        if is_use {
            assert_eq!(after["Operation"], json!(operation));
            assert!(after["CloudTrailEventId"].is_string() && after["KmsRequestId"].is_string());
        }
    }
}
