//! What KMS refuses, and in which words, beside names and states of keys (`kms_answers`).
//! <https://docs.aws.amazon.com/kms/latest/APIReference/>

use crate::kms_answers::Bench;
use crate::kms_calls::{Answer, Keys, code, error, merged};
use serde_json::{Value as Json, json};

const INVALID: &str = "ValidationException";

/// The model's words of a value that a member may not have.
fn constraint(value: &str, path: &str, rule: &str) -> Answer {
    let text = format!(
        "1 validation error detected: Value {value} at '{path}' failed to satisfy constraint: \
         Member must {rule}"
    );
    error(INVALID, text)
}

fn limit(value: &str, most: &str) -> Answer {
    let rule = format!("have value less than or equal to {most}");
    constraint(&format!("'{value}'"), "limit", &rule)
}

/// KMS-1.6: keys and algorithms that do not go together.
#[tokio::test(start_paused = true)]
async fn wrong_uses() {
    let bench = Bench::new();
    let Bench { keys, signer, vouching, rsa, .. } = &bench;
    let key = &keys.key;
    let wrong = |key: &str, usage: &str, operation: &str| {
        let text = format!("{key} key usage is {usage} which is not valid for {operation}.");
        error("InvalidKeyUsageException", text)
    };
    let apart = |algorithm: &str, spec: &str| {
        let text = format!("Algorithm {algorithm} is incompatible with key spec {spec}.");
        error("InvalidKeyUsageException", text)
    };
    let sign = |key: &str, algorithm: &str| json!({"KeyId": key, "Message": "eA==", "SigningAlgorithm": algorithm});
    let mac = |key: &str, algorithm: &str| json!({"KeyId": key, "Message": "eA==", "MacAlgorithm": algorithm});
    let encrypt = |key: &str| json!({"KeyId": key, "Plaintext": "eA=="});
    let data = |key: &str| json!({"KeyId": key, "KeySpec": "AES_256"});
    let unsupported = |key: &str, spec: &str| {
        let text = format!("{key} key spec is {spec} which is not valid for GetPublicKey.");
        error("UnsupportedOperationException", text)
    };
    for (operation, input, expected) in [
        ("Encrypt", encrypt(signer), wrong(signer, "SIGN_VERIFY", "Encrypt")),
        ("Encrypt", encrypt(rsa), apart("SYMMETRIC_DEFAULT", "RSA_2048")),
        (
            "Encrypt",
            merged(encrypt(key), json!({"EncryptionAlgorithm": "RSAES_OAEP_SHA_1"})),
            apart("RSAES_OAEP_SHA_1", "SYMMETRIC_DEFAULT"),
        ),
        (
            "GenerateDataKey",
            data(vouching),
            wrong(vouching, "GENERATE_VERIFY_MAC", "GenerateDataKey"),
        ),
        ("GenerateDataKey", data(rsa), apart("SYMMETRIC_DEFAULT", "RSA_2048")),
        ("Sign", sign(key, "ECDSA_SHA_256"), wrong(key, "ENCRYPT_DECRYPT", "Sign")),
        ("Sign", sign(signer, "ECDSA_SHA_384"), apart("ECDSA_SHA_384", "ECC_NIST_P256")),
        ("GenerateMac", mac(signer, "HMAC_SHA_256"), wrong(signer, "SIGN_VERIFY", "GenerateMac")),
        ("GenerateMac", mac(vouching, "HMAC_SHA_512"), apart("HMAC_SHA_512", "HMAC_256")),
        ("GetPublicKey", json!({"KeyId": key}), unsupported(key, "SYMMETRIC_DEFAULT")),
        ("GetPublicKey", json!({"KeyId": vouching}), unsupported(vouching, "HMAC_256")),
        (
            "Encrypt",
            json!({
                "KeyId": rsa,
                "Plaintext": "eHh4eHh4".repeat(40),
                "EncryptionAlgorithm": "RSAES_OAEP_SHA_256",
            }),
            error(
                INVALID,
                "Algorithm RSAES_OAEP_SHA_256 and key spec RSA_2048 cannot encrypt data larger \
                 than 190 bytes.",
            ),
        ),
        (
            "Sign",
            merged(sign(signer, "ECDSA_SHA_256"), json!({"MessageType": "DIGEST"})),
            error(INVALID, "Digest is invalid length for algorithm ECDSA_SHA_256."),
        ),
    ] {
        assert_eq!(keys.send(operation, input.clone()), expected, "{operation} {input}");
    }
}

/// Ciphertexts, codes and signatures that are none of the key's.
#[tokio::test(start_paused = true)]
async fn wrong_ciphertexts() {
    let bench = Bench::new();
    let keys = &bench.keys;
    let other = keys.create(json!({}));
    let blob = keys.encrypted(json!({"a": "b"}));
    let bent = error("InvalidCiphertextException", "");
    let mac = json!({
        "KeyId": bench.vouching,
        "Message": "eA==",
        "MacAlgorithm": "HMAC_SHA_256",
        "Mac": "eA==",
    });
    let verify = json!({
        "KeyId": bench.signer,
        "Message": "eA==",
        "SigningAlgorithm": "ECDSA_SHA_256",
        "Signature": "eA==",
    });
    let dry = |input: &Json| merged(input.clone(), json!({"DryRun": true}));
    for (operation, input, expected) in [
        ("Decrypt", json!({"CiphertextBlob": "bm9uc2Vuc2U="}), bent.clone()),
        ("Decrypt", json!({"CiphertextBlob": blob}), bent.clone()),
        ("Decrypt", json!({"CiphertextBlob": blob, "EncryptionContext": {"a": "c"}}), bent.clone()),
        ("ReEncrypt", json!({"CiphertextBlob": blob, "DestinationKeyId": other}), bent),
        (
            "Decrypt",
            json!({"CiphertextBlob": blob, "EncryptionContext": {"a": "b"}, "KeyId": other}),
            error(
                "IncorrectKeyException",
                "The key ID in the request does not identify a CMK that can perform this operation.",
            ),
        ),
        ("Decrypt", json!({}), constraint("null", "ciphertextBlob", "not be null")),
        ("VerifyMac", mac.clone(), error("KMSInvalidMacException", "")),
        ("VerifyMac", dry(&mac), error("KMSInvalidMacException", "")),
        ("Verify", verify.clone(), error("KMSInvalidSignatureException", "")),
        ("Verify", dry(&verify), error("KMSInvalidSignatureException", "")),
    ] {
        assert_eq!(keys.send(operation, input.clone()), expected, "{operation} {input}");
    }
    // A dry run may do without the ciphertext.
    let ignoring = json!({"DryRun": true, "DryRunModifiers": ["IGNORE_CIPHERTEXT"]});
    let re_encrypt = merged(json!({"DestinationKeyId": other}), ignoring.clone());
    let decrypt = merged(json!({"KeyId": keys.key}), ignoring);
    for (operation, input) in [("Decrypt", decrypt), ("ReEncrypt", re_encrypt)] {
        let answer = keys.send(operation, input);
        assert_eq!(code(&answer), "DryRunOperationException", "{operation}");
    }
}

/// Sizes, numbers and pages.
#[tokio::test(start_paused = true)]
async fn wrong_sizes() {
    let bench = Bench::new();
    let key = |more: Json| merged(json!({"KeyId": bench.keys.key}), more);
    let neither = "Please specify either number of bytes or key spec.";
    let bytes = |n: usize| format!("'java.nio.HeapByteBuffer[pos=0 lim={n} cap={n}]'");
    let cooked = json!({
        "KeyId": bench.signer,
        "Message": "eA==",
        "SigningAlgorithm": "ECDSA_SHA_256",
        "MessageType": "COOKED",
    });
    let kinds = "satisfy enum value set: [DIGEST, RAW, EXTERNAL_MU]";
    for (operation, input, expected) in [
        (
            "Encrypt",
            key(json!({"Plaintext": ""})),
            constraint(&bytes(0), "plaintext", "have length greater than or equal to 1"),
        ),
        (
            "Encrypt",
            key(json!({"Plaintext": "eHh4".repeat(1366)})),
            constraint(&bytes(4098), "plaintext", "have length less than or equal to 4096"),
        ),
        ("GenerateDataKey", key(json!({})), error(INVALID, neither)),
        (
            "GenerateDataKey",
            key(json!({"KeySpec": "AES_256", "NumberOfBytes": 1})),
            error(INVALID, neither),
        ),
        (
            "GenerateDataKey",
            key(json!({"NumberOfBytes": 1025})),
            constraint("'1025'", "numberOfBytes", "have value less than or equal to 1024"),
        ),
        ("GenerateRandom", json!({}), error(INVALID, "NumberOfBytes is required.")),
        (
            "GenerateRandom",
            json!({"NumberOfBytes": 0}),
            constraint("'0'", "numberOfBytes", "have value greater than or equal to 1"),
        ),
        ("Sign", cooked, constraint("'COOKED'", "messageType", kinds)),
        (
            "ScheduleKeyDeletion",
            key(json!({"PendingWindowInDays": 6})),
            error(INVALID, "PendingWindowInDays must be between 7 and 30 days."),
        ),
        ("ListKeys", json!({"Limit": 1001}), limit("1001", "1000")),
        ("ListAliases", json!({"Limit": 101}), limit("101", "100")),
        ("ListResourceTags", key(json!({"Limit": 51})), limit("51", "50")),
        ("ListKeys", json!({"Marker": "x"}), error("InvalidMarkerException", "Invalid marker")),
    ] {
        assert_eq!(bench.keys.send(operation, input.clone()), expected, "{operation} {input}");
    }
}

#[tokio::test(start_paused = true)]
async fn wrong_tags() {
    let bench = Bench::new();
    let tags = |tags: &[(&str, &str)]| {
        let tags = tags.iter().map(|(key, value)| json!({"TagKey": key, "TagValue": value}));
        json!(tags.collect::<Vec<_>>())
    };
    let tag = |text: &str| error("TagException", text);
    let many: Vec<String> = (0..51).map(|n| n.to_string()).collect();
    let many: Vec<_> = many.iter().map(|name| (name.as_str(), "")).collect();
    for (tags, expected) in [
        (tags(&[("a", "1"), ("a", "2")]), tag("Duplicate tag keys")),
        (tags(&[("aws:a", "1")]), tag("Tags beginning with aws: are reserved")),
        (tags(&[("AWS:a", "1")]), tag("Tags beginning with aws: are reserved")),
        (tags(&[("a", "b & c")]), tag("Invalid tag: ")),
        (tags(&many), tag("Too many tags")),
        (
            tags(&[("", "1")]),
            constraint("''", "tags.1.member.tagKey", "have length greater than or equal to 1"),
        ),
    ] {
        let input = json!({"KeyId": bench.keys.key, "Tags": tags});
        assert_eq!(bench.keys.send("TagResource", input), expected, "{tags}");
        assert_eq!(bench.keys.send("CreateKey", json!({"Tags": tags})), expected, "{tags}");
    }
    let kept = bench.send("ListResourceTags", json!({"KeyId": bench.keys.key}));
    assert_eq!(kept["Tags"], json!([]), "none was kept");
}

/// What CreateKey makes no key of.
#[tokio::test(start_paused = true)]
async fn keys_that_cannot_be() {
    let keys = Keys::new();
    let apart = |usage: &str, spec: &str| {
        error(INVALID, format!("KeyUsage {usage} is not compatible with KeySpec {spec}"))
    };
    let no_usage = error(
        INVALID,
        "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
    );
    let both = error(
        INVALID,
        "You cannot specify KeySpec and CustomerMasterKeySpec in the same request. \
         CustomerMasterKeySpec is deprecated.",
    );
    let no_store =
        error("CustomKeyStoreNotFoundException", "Cannot find the custom key store cks-1.");
    for (input, expected) in [
        (json!({"KeySpec": "RSA_2048"}), no_usage),
        (json!({"KeyUsage": "SIGN_VERIFY"}), apart("SIGN_VERIFY", "SYMMETRIC_DEFAULT")),
        (
            json!({"KeySpec": "HMAC_256", "KeyUsage": "ENCRYPT_DECRYPT"}),
            apart("ENCRYPT_DECRYPT", "HMAC_256"),
        ),
        (
            json!({"KeySpec": "ECC_SECG_P256K1", "KeyUsage": "KEY_AGREEMENT"}),
            apart("KEY_AGREEMENT", "ECC_SECG_P256K1"),
        ),
        (
            json!({
                "KeySpec": "RSA_2048",
                "CustomerMasterKeySpec": "RSA_2048",
                "KeyUsage": "SIGN_VERIFY",
            }),
            both,
        ),
        (json!({"Origin": "AWS_CLOUDHSM", "CustomKeyStoreId": "cks-1"}), no_store),
        (
            json!({"Origin": "AWS_CLOUDHSM"}),
            error(INVALID, "CustomKeyStoreId is required for keys in a custom key store."),
        ),
        (
            json!({"CustomKeyStoreId": "cks-1"}),
            error(
                INVALID,
                "CustomKeyStoreId is valid only with an Origin of AWS_CLOUDHSM or \
                 EXTERNAL_KEY_STORE.",
            ),
        ),
        (
            json!({"XksKeyId": "k"}),
            error(INVALID, "XksKeyId is valid only with an Origin of EXTERNAL_KEY_STORE."),
        ),
    ] {
        assert_eq!(keys.send("CreateKey", input.clone()), expected, "{input}");
    }
    assert_eq!(keys.send("ListKeys", json!({})).unwrap()["Keys"].as_array().unwrap().len(), 1);
}

/// There are no custom key stores: no cluster, no proxy.
#[tokio::test(start_paused = true)]
async fn custom_key_stores_are_not_there() {
    let keys = Keys::new();
    let none = json!({"CustomKeyStores": [], "Truncated": false});
    assert_eq!(keys.send("DescribeCustomKeyStores", json!({})), Ok(none));
    let absent =
        error("CustomKeyStoreNotFoundException", "Cannot find the custom key store cks-1.");
    let id = || json!({"CustomKeyStoreId": "cks-1"});
    assert_eq!(keys.send("DescribeCustomKeyStores", id()), absent);
    assert_eq!(keys.send("ConnectCustomKeyStore", id()), absent);
    assert_eq!(keys.send("DisconnectCustomKeyStore", id()), absent);
    assert_eq!(keys.send("UpdateCustomKeyStore", id()), absent);
    assert_eq!(keys.send("DeleteCustomKeyStore", id()), absent);
    let random = merged(id(), json!({"NumberOfBytes": 8}));
    assert_eq!(keys.send("GenerateRandom", random), absent);
    let hsm = json!({
        "CustomKeyStoreName": "s",
        "CloudHsmClusterId": "cluster-abcdefghijk",
        "KeyStorePassword": "password",
        "TrustAnchorCertificate": "certificate",
    });
    let missing = "Cannot find the cluster with cluster ID cluster-abcdefghijk.";
    let answer = keys.send("CreateCustomKeyStore", hsm);
    assert_eq!(answer, error("CloudHsmClusterNotFoundException", missing));
    let proxy = |connectivity: &str| {
        json!({
            "CustomKeyStoreName": "s",
            "CustomKeyStoreType": "EXTERNAL_KEY_STORE",
            "XksProxyUriEndpoint": "https://proxy.example.com",
            "XksProxyUriPath": "/kms/xks/v1",
            "XksProxyAuthenticationCredential":
                {"AccessKeyId": "A".repeat(20), "RawSecretAccessKey": "s".repeat(43)},
            "XksProxyConnectivity": connectivity,
        })
    };
    for (input, expected) in [
        (proxy("PUBLIC_ENDPOINT"), "XksProxyUriUnreachableException"),
        (proxy("VPC_ENDPOINT_SERVICE"), "XksProxyVpcEndpointServiceNotFoundException"),
        (json!({"CustomKeyStoreName": "s"}), INVALID),
        (json!({"CustomKeyStoreName": "s", "CustomKeyStoreType": "EXTERNAL_KEY_STORE"}), INVALID),
    ] {
        assert_eq!(code(&keys.send("CreateCustomKeyStore", input)), expected);
    }
}
