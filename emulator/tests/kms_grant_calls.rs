//! The operations of grants by KMS' API reference (KMS-3).
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html>

use crate::iam::{ACCOUNT, root};
use crate::kms_calls::{
    ABSENT, Keys, OTHER, account_root, code, error, merged, role, send_in, user,
};
use parhelion::wire::signature::Credentials;
use serde_json::{Value as Json, json};
use std::time::Duration;

const DENIED: &str = "AccessDeniedException";

/// KMS-3.1, KMS-3.2, KMS-3.4: what CreateGrant refuses, in the order of its checks.
#[tokio::test(start_paused = true)]
async fn what_makes_no_grant() {
    let keys = Keys::new();
    let alias = json!({"AliasName": "alias/a", "TargetKeyId": keys.key});
    keys.send("CreateAlias", alias).unwrap();
    let absent_arn = format!("arn:aws:kms:us-east-1:{ACCOUNT}:key/{ABSENT}");
    let no_principal = |arn: &str| {
        error("InvalidArnException", format!("ARN does not refer to a valid principal: {arn}"))
    };
    for (operations, more, expected) in [
        (
            &["Encrypt"][..],
            json!({"KeyId": "alias/a"}),
            error("InvalidArnException", "Key Aliases are not supported for this operation."),
        ),
        (&["Encrypt"], json!({"KeyId": "x"}), error("NotFoundException", "Invalid keyId 'x'")),
        (
            &["Encrypt"],
            json!({"KeyId": ABSENT}),
            error("NotFoundException", format!("Key '{absent_arn}' does not exist")),
        ),
        (
            &["Encrypt"],
            json!({"GrantTokens": ["nonsense"]}),
            error("InvalidGrantTokenException", "The grant token is invalid."),
        ),
        (&["Encrypt"], json!({"GranteePrincipal": "ann"}), no_principal("ann")),
        (&["Encrypt"], json!({"GranteePrincipal": user("eve")}), no_principal(&user("eve"))),
        (&["Encrypt"], json!({"GranteePrincipal": role("eve")}), no_principal(&role("eve"))),
        (
            &["Encrypt"],
            json!({"GranteePrincipal": "sns.amazonaws.com"}),
            no_principal("sns.amazonaws.com"),
        ),
        (&["Encrypt"], json!({"RetiringPrincipal": user("eve")}), no_principal(&user("eve"))),
    ] {
        assert_eq!(keys.try_grant(operations, more.clone()), expected, "{operations:?} {more}");
    }
    assert!(keys.grants().is_empty());
}

/// KMS-3.3, KMS-3.6
#[tokio::test(start_paused = true)]
async fn what_no_grant_lets_do() {
    let keys = Keys::new();
    let invalid = "ValidationException";
    let long = json!({"a": "x".repeat(385)});
    let many: serde_json::Map<_, _> = (0..9).map(|n| (n.to_string(), json!("x"))).collect();
    for (operations, more, expected) in [
        (
            &["Sign"][..],
            json!({}),
            error(
                invalid,
                "Operation Sign is not supported for grants on keys with key spec \
                 SYMMETRIC_DEFAULT and key usage ENCRYPT_DECRYPT.",
            ),
        ),
        (
            &["CreateGrant"],
            json!({}),
            error(invalid, "Grants must not contain only the CreateGrant operation."),
        ),
        (&[], json!({}), error(invalid, "Grants must contain at least one operation.")),
        (
            &["Encrypt"],
            json!({"Constraints": {"EncryptionContextSubset": many}}),
            error(invalid, "A grant constraint can include up to 8 encryption context pairs."),
        ),
        (
            &["Encrypt"],
            json!({"Constraints": {"EncryptionContextEquals": long}}),
            error(
                invalid,
                "The encryption context value in a grant constraint cannot exceed 384 characters.",
            ),
        ),
        (
            &["Encrypt"],
            json!({"DryRun": true}),
            error(
                "DryRunOperationException",
                "The request would have succeeded, but the DryRun option is set.",
            ),
        ),
    ] {
        assert_eq!(keys.try_grant(operations, more.clone()), expected, "{operations:?} {more}");
    }
    for (operations, more) in [
        (&["Encode"][..], json!({})),
        (&["Encrypt"], json!({"Name": "not so"})),
        (&["Encrypt"], json!({"GranteePrincipal": "no body"})),
    ] {
        let refused = keys.try_grant(operations, more).unwrap_err();
        assert_eq!(refused.0, invalid);
        assert!(refused.1.starts_with("1 validation error detected: Value"), "{}", refused.1);
    }
    assert!(keys.grants().is_empty());
}

/// KMS-3.3: what each kind of key serves.
#[tokio::test(start_paused = true)]
async fn operations_fit_the_key() {
    let mut keys = Keys::new();
    let always = ["RetireGrant", "DescribeKey"];
    let symmetric = [
        "Decrypt",
        "Encrypt",
        "GenerateDataKey",
        "GenerateDataKeyWithoutPlaintext",
        "GenerateDataKeyPair",
        "GenerateDataKeyPairWithoutPlaintext",
        "ReEncryptFrom",
        "ReEncryptTo",
    ];
    let others =
        ["Sign", "Verify", "GetPublicKey", "GenerateMac", "VerifyMac", "DeriveSharedSecret"];
    let all: Vec<_> = symmetric.iter().chain(&others).chain(&always).copied().collect();
    for (spec, usage, serves) in [
        ("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", &symmetric[..]),
        (
            "RSA_2048",
            "ENCRYPT_DECRYPT",
            &["Decrypt", "Encrypt", "ReEncryptFrom", "ReEncryptTo", "GetPublicKey"],
        ),
        ("ECC_NIST_P256", "SIGN_VERIFY", &["Sign", "Verify", "GetPublicKey"]),
        ("ECC_NIST_P256", "KEY_AGREEMENT", &["GetPublicKey", "DeriveSharedSecret"]),
        ("HMAC_256", "GENERATE_VERIFY_MAC", &["GenerateMac", "VerifyMac"]),
    ] {
        keys.key = keys.create(json!({"KeySpec": spec, "KeyUsage": usage}));
        for operation in &all {
            let fits = serves.contains(operation) || always.contains(operation);
            let expected = if fits { "" } else { "ValidationException" };
            let answer = keys.try_grant(&[*operation], json!({}));
            assert_eq!(code(&answer), expected, "{spec} {usage} {operation}");
        }
        let constraints = json!({"Constraints": {"EncryptionContextSubset": {"a": "b"}}});
        let expected = if spec == "SYMMETRIC_DEFAULT" { "" } else { "ValidationException" };
        assert_eq!(code(&keys.try_grant(&serves[..1], constraints)), expected);
    }
}

/// KMS-3.4, KMS-3.5
#[tokio::test(start_paused = true)]
async fn a_name_makes_a_repeated_call_the_same_grant() {
    let keys = Keys::new();
    let named = || keys.grant(&["Encrypt", "Decrypt"], json!({"Name": "n"}));
    let (first, second) = (named(), named());
    assert_eq!(first["GrantId"], second["GrantId"]);
    assert_ne!(first["GrantToken"], second["GrantToken"]);
    let id = first["GrantId"].as_str().unwrap();
    assert!(id.len() == 64 && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')), "{id}");
    assert!(first["GrantToken"].as_str().unwrap().starts_with("AQpA"));
    let turned = keys.grant(&["Decrypt", "Encrypt"], json!({"Name": "n"}));
    assert_eq!(turned["GrantId"], first["GrantId"]);
    for other in [
        keys.grant(&["Encrypt"], json!({"Name": "n"})),
        keys.grant(&["Encrypt", "Decrypt"], json!({"Name": "m"})),
        keys.grant(&["Encrypt", "Decrypt"], json!({"Name": "n", "RetiringPrincipal": user("ann")})),
        keys.grant(&["Encrypt", "Decrypt"], json!({})),
        keys.grant(&["Encrypt", "Decrypt"], json!({})),
    ] {
        assert_ne!(other["GrantId"], first["GrantId"]);
    }
    assert_eq!(keys.grants().len(), 6);
    // Either token retires it.
    keys.send("RetireGrant", json!({"GrantToken": second["GrantToken"]})).unwrap();
    assert_eq!(keys.grants().len(), 5);
    let gone = keys.send("RetireGrant", json!({"GrantToken": first["GrantToken"]}));
    assert_eq!(gone, error("NotFoundException", format!("Grant ID {id} not found")));
    assert_ne!(named()["GrantId"], first["GrantId"]);
}

#[tokio::test(start_paused = true)]
async fn grants_are_listed() {
    let keys = Keys::new();
    let more = json!({
        "Name": "n",
        "RetiringPrincipal": account_root(OTHER),
        "Constraints": {"EncryptionContextSubset": {"a": "b"}},
    });
    let full = keys.grant(&["Encrypt", "Decrypt"], more);
    let now = keys.cloud().now().secs() as f64;
    let mut listed = keys.grants();
    assert!(listed[0]["CreationDate"].as_f64().is_some_and(|at| (at - now).abs() < 1.0));
    listed[0].as_object_mut().unwrap().remove("CreationDate");
    let expected = json!({
        "KeyId": keys.key,
        "GrantId": full["GrantId"],
        "Name": "n",
        "GranteePrincipal": user("ann"),
        "RetiringPrincipal": account_root(OTHER),
        "IssuingAccount": account_root(ACCOUNT),
        "Operations": ["Encrypt", "Decrypt"],
        "Constraints": {"EncryptionContextSubset": {"a": "b"}},
    });
    assert_eq!(listed, [expected]);
    let plain = keys.grant(&["Encrypt"], json!({"GranteePrincipal": account_root(ACCOUNT)}));
    let of = |more: Json| {
        let input = merged(json!({"KeyId": keys.key}), more);
        keys.send("ListGrants", input).map(|page| {
            let ids = page["Grants"].as_array().unwrap().iter().map(|it| it["GrantId"].clone());
            (ids.collect::<Vec<_>>(), page["Truncated"].clone(), page["NextMarker"].clone())
        })
    };
    let id = |grant: &Json| vec![grant["GrantId"].clone()];
    assert_eq!(of(json!({"GrantId": plain["GrantId"]})).unwrap().0, id(&plain));
    assert_eq!(of(json!({"GranteePrincipal": user("ann")})).unwrap().0, id(&full));
    let unnamed = keys.send("ListGrants", json!({"KeyId": keys.key, "GrantId": plain["GrantId"]}));
    let unnamed = unnamed.unwrap()["Grants"][0].clone();
    assert_eq!((&unnamed["Name"], unnamed.get("Constraints")), (&json!(""), None));
    assert_eq!(unnamed.get("RetiringPrincipal"), None);
    // A page at a time.
    let (mut both, truncated, marker) = of(json!({"Limit": 1})).unwrap();
    assert_eq!((both.len(), truncated), (1, json!(true)));
    let (rest, truncated, none) = of(json!({"Limit": 1, "Marker": marker})).unwrap();
    both.extend(rest);
    assert_eq!((both.len(), truncated, none), (2, json!(false), Json::Null));
    assert!(both[0].as_str() < both[1].as_str());
    for (more, code) in [
        (json!({"Marker": "nonsense"}), "InvalidMarkerException"),
        (json!({"Limit": 101}), "ValidationException"),
        (json!({"Limit": 0}), "ValidationException"),
        (json!({"GrantId": "x"}), "InvalidGrantIdException"),
        (json!({"KeyId": ABSENT}), "NotFoundException"),
    ] {
        assert_eq!(of(more.clone()).unwrap_err().0, code, "{more}");
    }
}

/// Those that a principal may retire, of all keys and accounts; they end with their key.
#[tokio::test(start_paused = true)]
async fn grants_are_listed_for_who_may_retire_them() {
    let mut keys = Keys::new();
    let full = keys.grant(&["Encrypt"], json!({"RetiringPrincipal": account_root(OTHER)}));
    keys.grant(&["Encrypt"], json!({"RetiringPrincipal": account_root(ACCOUNT)}));
    let (other, _) = keys.others();
    let theirs = |by: &Credentials, arn: &str| {
        let page = keys.send_as(by, "ListRetirableGrants", json!({"RetiringPrincipal": arn}))?;
        assert_eq!(page["Truncated"], json!(false));
        let ids = page["Grants"].as_array().unwrap().iter().map(|it| it["GrantId"].clone());
        Ok::<_, (String, String)>(ids.collect::<Vec<_>>())
    };
    assert_eq!(theirs(&other, &account_root(OTHER)).unwrap(), [full["GrantId"].clone()]);
    let none = keys.send("ListRetirableGrants", json!({"RetiringPrincipal": user("ann")}));
    assert_eq!(none.unwrap(), json!({"Grants": [], "Truncated": false}));
    assert_eq!(theirs(&keys.ann, &user("ann")).unwrap_err().0, DENIED);
    assert_eq!(theirs(&root(), &user("eve")).unwrap_err().0, "InvalidArnException");
    let elsewhere = json!({"RetiringPrincipal": account_root(OTHER)});
    let page = send_in((keys.cloud(), "eu-west-1"), &other, "ListRetirableGrants", &elsewhere);
    assert_eq!(page.unwrap()["Grants"], json!([]));
    keys.send("ScheduleKeyDeletion", json!({"KeyId": keys.key, "PendingWindowInDays": 7})).unwrap();
    assert_eq!(keys.grants().len(), 2, "while it is pending");
    keys.cloud().advance(Duration::from_secs(7 * 86_400)).await;
    assert!(theirs(&other, &account_root(OTHER)).unwrap().is_empty());
    keys.key = keys.create(json!({}));
    assert!(keys.grants().is_empty());
}

/// What a key's state forbids (KMS-3.10).
#[tokio::test(start_paused = true)]
async fn grants_of_keys_that_cannot_be_used() {
    let keys = Keys::new();
    let grant = |operations: &[&str]| keys.try_grant(operations, json!({}));
    let kept = [grant(&["Encrypt"]).unwrap(), grant(&["Decrypt"]).unwrap()];
    let end = |operation: &str, grant: &Json| {
        let input = json!({"KeyId": keys.key, "GrantId": grant["GrantId"]});
        keys.send(operation, input).unwrap();
    };
    keys.send("DisableKey", json!({"KeyId": keys.key})).unwrap();
    let disabled = error("DisabledException", format!("{} is disabled.", keys.key));
    assert_eq!(grant(&["Encrypt"]), disabled);
    assert_eq!(keys.send_as(&keys.ann, "Encrypt", keys.usual("Encrypt")), disabled);
    end("RetireGrant", &kept[0]);
    keys.send("ScheduleKeyDeletion", json!({"KeyId": keys.key})).unwrap();
    let pending = error("KMSInvalidStateException", format!("{} is pending deletion.", keys.key));
    assert_eq!(grant(&["Encrypt"]), pending);
    assert_eq!(keys.grants().len(), 1);
    end("RevokeGrant", &kept[1]);
    assert!(keys.grants().is_empty());
    for (input, expected) in [
        (
            json!({}),
            error(
                "ValidationException",
                "Specify either a grant token, or both a grant ID and a key ID.",
            ),
        ),
        (
            json!({"GrantToken": "nonsense"}),
            error("InvalidGrantTokenException", "The grant token is invalid."),
        ),
        (
            json!({"KeyId": keys.key, "GrantId": "x"}),
            error("InvalidGrantIdException", "Invalid grant ID: x"),
        ),
    ] {
        assert_eq!(keys.send("RetireGrant", input.clone()), expected, "{input}");
    }
}
