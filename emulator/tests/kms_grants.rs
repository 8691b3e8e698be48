//! Grants by KMS' API reference (KMS-3).
//! <https://docs.aws.amazon.com/kms/latest/developerguide/grants.html>

use crate::iam::{ACCOUNT, allow, root};
use crate::kms_calls::{
    ABSENT, Answer, Keys, OTHER, account_root, code, error, role, says, send_in, user,
};
use crate::sts::assume;
use parhelion::Adversary;
use parhelion::iam::model::operations::*;
use parhelion::iam::model::*;
use parhelion::wire::signature::Credentials;
use serde_json::{Value as Json, json};
use std::time::Duration;

const DENIED: &str = "AccessDeniedException";

impl Keys {
    /// A grant for ann, or for whom `more` says; its answer.
    fn grant(&self, operations: &[&str], more: Json) -> Json {
        self.try_grant(operations, more).unwrap()
    }

    fn try_grant(&self, operations: &[&str], more: Json) -> Answer {
        self.send("CreateGrant", self.grant_of(operations, more))
    }

    fn grant_of(&self, operations: &[&str], more: Json) -> Json {
        let ann = user("ann");
        let input = json!({"KeyId": self.key, "GranteePrincipal": ann, "Operations": operations});
        merged(input, more)
    }

    fn grants(&self) -> Vec<Json> {
        let listed = self.send("ListGrants", json!({"KeyId": self.key})).unwrap();
        listed["Grants"].as_array().unwrap().clone()
    }
}

/// An input with other members added or replaced.
fn merged(mut input: Json, more: Json) -> Json {
    let more = more.as_object().cloned().unwrap_or_default();
    input.as_object_mut().unwrap().extend(more);
    input
}

/// KMS-3.7: the operations that the grant names, on its key, and nothing else.
#[tokio::test(start_paused = true)]
async fn a_grant_lets_do_what_it_names_and_nothing_else() {
    let all = [
        "Encrypt",
        "Decrypt",
        "GenerateDataKey",
        "GenerateDataKeyWithoutPlaintext",
        "GenerateDataKeyPair",
        "GenerateDataKeyPairWithoutPlaintext",
        "DescribeKey",
    ];
    for granted in all {
        let keys = Keys::new();
        let tries = |operation: &str| {
            let answer = keys.send_as(&keys.ann, operation, keys.usual(operation));
            (code(&answer) != DENIED).then(|| answer.unwrap()).is_some()
        };
        assert!(!all.iter().any(|operation| tries(operation)), "nothing without a grant");
        keys.grant(&[granted], json!({}));
        let let_do: Vec<_> = all.into_iter().filter(|operation| tries(operation)).collect();
        assert_eq!(let_do, [granted]);
        for other in ["ListGrants", "GetKeyPolicy", "DisableKey", "ListResourceTags"] {
            assert_eq!(code(&keys.send_as(&keys.ann, other, keys.usual(other))), DENIED, "{other}");
        }
        let elsewhere = json!({"KeyId": keys.create(json!({})), "Plaintext": "c2VjcmV0"});
        assert_eq!(code(&keys.send_as(&keys.ann, "Encrypt", elsewhere)), DENIED, "another key");
    }
    let keys = Keys::new();
    let re_encrypt = || keys.send_as(&keys.ann, "ReEncrypt", keys.usual("ReEncrypt"));
    keys.grant(&["ReEncryptFrom"], json!({}));
    assert_eq!(code(&re_encrypt()), DENIED);
    keys.grant(&["ReEncryptTo"], json!({}));
    re_encrypt().unwrap();
}

/// KMS-3.7, of other kinds of keys.
#[tokio::test(start_paused = true)]
async fn grants_of_keys_that_sign_agree_and_vouch() {
    let mut keys = Keys::new();
    for (spec, usage, operation, more) in [
        (
            "ECC_NIST_P256",
            "SIGN_VERIFY",
            "Sign",
            json!({"Message": "bQ==", "SigningAlgorithm": "ECDSA_SHA_256"}),
        ),
        ("ECC_NIST_P256", "SIGN_VERIFY", "GetPublicKey", json!({})),
        (
            "HMAC_256",
            "GENERATE_VERIFY_MAC",
            "GenerateMac",
            json!({"Message": "bQ==", "MacAlgorithm": "HMAC_SHA_256"}),
        ),
    ] {
        keys.key = keys.create(json!({"KeySpec": spec, "KeyUsage": usage}));
        let input = || merged(json!({"KeyId": keys.key}), more.clone());
        assert_eq!(code(&keys.send_as(&keys.ann, operation, input())), DENIED);
        keys.grant(&[operation], json!({}));
        keys.send_as(&keys.ann, operation, input()).unwrap();
    }
}

/// KMS-3.6
#[tokio::test(start_paused = true)]
async fn constraints_decide() {
    let (it, hr) = (json!({"dept": "it"}), json!({"dept": "hr"}));
    let more = json!({"dept": "it", "floor": "2"});
    let (subset, equals) = ("EncryptionContextSubset", "EncryptionContextEquals");
    for (constraint, said, holds) in [
        (subset, json!({}), false),
        (subset, it.clone(), true),
        (subset, more.clone(), true),
        (subset, hr.clone(), false),
        (subset, json!({"Dept": "it"}), false),
        (equals, json!({}), false),
        (equals, it.clone(), true),
        (equals, more.clone(), false),
        (equals, hr.clone(), false),
    ] {
        let keys = Keys::new();
        let operations = ["Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo", "DescribeKey"];
        keys.grant(&operations, json!({"Constraints": {constraint: it}}));
        let expected = if holds { "" } else { DENIED };
        let blob = keys.encrypted(said.clone());
        let from = json!({
            "CiphertextBlob": blob,
            "SourceEncryptionContext": said,
            "DestinationKeyId": keys.key,
            "DestinationEncryptionContext": it,
        });
        let to = json!({
            "CiphertextBlob": keys.encrypted(it.clone()),
            "SourceEncryptionContext": it,
            "DestinationKeyId": keys.key,
            "DestinationEncryptionContext": said,
        });
        for (operation, input) in [
            ("Encrypt", merged(keys.usual("Encrypt"), json!({"EncryptionContext": said}))),
            ("Decrypt", json!({"CiphertextBlob": blob, "EncryptionContext": said})),
            ("ReEncrypt", from),
            ("ReEncrypt", to),
        ] {
            let answer = keys.send_as(&keys.ann, operation, input);
            assert_eq!(code(&answer), expected, "{constraint} {said} {operation}: {answer:?}");
        }
        keys.send_as(&keys.ann, "DescribeKey", json!({"KeyId": keys.key})).unwrap();
    }
}

/// KMS-3.7: denies outweigh grants; a role's sessions have its grants within their limits; an account's
/// grants are for whom its own policies let.
#[tokio::test(start_paused = true)]
async fn whom_a_grant_is_for() {
    let keys = Keys::new();
    let may =
        |by: &Credentials| code(&keys.send_as(by, "Encrypt", keys.usual("Encrypt"))).is_empty();
    let to =
        |arn: &str| keys.grant(&["Encrypt"], json!({"GranteePrincipal": arn}))["GrantId"].clone();
    let end =
        |id: Json| keys.send("RevokeGrant", json!({"KeyId": keys.key, "GrantId": id})).unwrap();
    let plain = keys.session("app");
    let limit = Some(allow("kms:List*"));
    let limited = assume(keys.cloud(), "app", |input| input.policy = limit).unwrap();
    let grant = to(&role("app"));
    assert!(may(&plain) && !may(&limited) && !may(&keys.ann));
    end(grant);
    assert!(!may(&plain));
    let grant = to(&format!("arn:aws:sts::{ACCOUNT}:assumed-role/app/web"));
    assert!(may(&plain) && may(&limited));
    end(grant);
    // The whole account.
    let own = to(&account_root(ACCOUNT));
    assert!(!may(&keys.ann));
    keys.put_policy(&[says("Allow", user("ann"), "kms:DescribeKey")]);
    keys.lets_user("ann", &allow("kms:*"));
    assert!(may(&keys.ann), "the account's grant, and her own policy");
    keys.put_policy(&[says("Allow", account_root(ACCOUNT), "kms:*")]);
    end(own);
    // Another account: its users need their own account's leave only for what it was given.
    let (other, bob) = keys.others();
    let grant = to(&account_root(OTHER));
    assert!(may(&other) && !may(&bob));
    keys.lets_bob("kms:Encrypt");
    assert!(may(&bob));
    end(grant);
    assert!(!may(&bob) && !may(&other));
    to(&format!("arn:aws:iam::{OTHER}:user/bob"));
    keys.lets_bob("s3:Get*");
    assert!(may(&bob) && !may(&other), "by name");
    // Denies.
    keys.lets_user("ann", &allow("s3:*"));
    to(&user("ann"));
    assert!(may(&keys.ann));
    keys.lets_user("ann", &allow("kms:Encrypt").replace("Allow", "Deny"));
    assert!(!may(&keys.ann));
    keys.lets_user("ann", &allow("s3:*"));
    let all = says("Allow", account_root(ACCOUNT), "kms:*");
    keys.put_policy(&[all.clone(), says("Deny", user("ann"), "kms:Encrypt")]);
    assert!(!may(&keys.ann));
    keys.put_policy(&[all]);
    assert!(may(&keys.ann));
}

/// KMS-3.2: another user of the same name is somebody else.
#[tokio::test(start_paused = true)]
async fn a_grant_is_for_who_was_there() {
    let mut keys = Keys::new();
    keys.grant(&["Encrypt"], json!({}));
    keys.send_as(&keys.ann, "Encrypt", keys.usual("Encrypt")).unwrap();
    let id = keys.account.call::<GetUser>(GetUserInput { user_name: Some("ann".into()) });
    let id = id.unwrap().user.user_id;
    let (user_name, access_key_id) = (Some("ann".into()), keys.ann.access_key.clone());
    let input = DeleteAccessKeyInput { user_name, access_key_id };
    keys.account.call::<DeleteAccessKey>(input).unwrap();
    keys.account.call::<DeleteUser>(DeleteUserInput { user_name: "ann".into() }).unwrap();
    assert_eq!(keys.grants()[0]["GranteePrincipal"], json!(id), "who is gone is an id");
    keys.account.user("ann");
    keys.ann = keys.account.key("ann");
    assert_eq!(code(&keys.send_as(&keys.ann, "Encrypt", keys.usual("Encrypt"))), DENIED);
    assert_eq!(keys.grants()[0]["GranteePrincipal"], json!(id));
}

/// KMS-3.7: who may make grants by a grant makes none that give more.
#[tokio::test(start_paused = true)]
async fn grants_by_grants_give_no_more() {
    let (it, more) = (json!({"dept": "it"}), json!({"dept": "it", "floor": "2"}));
    let subset = |pairs: &Json| json!({"Constraints": {"EncryptionContextSubset": pairs}});
    let equals = |pairs: &Json| json!({"Constraints": {"EncryptionContextEquals": pairs}});
    for (constraints, operations, asked, may) in [
        (json!({}), &["Encrypt"][..], json!({}), true),
        (json!({}), &["Encrypt"], subset(&it), true),
        (json!({}), &["Decrypt"], json!({}), false),
        (json!({}), &["Encrypt", "Decrypt"], json!({}), false),
        (json!({}), &["Encrypt", "CreateGrant"], json!({}), true),
        (subset(&it), &["Encrypt"], json!({}), false),
        (subset(&it), &["Encrypt"], subset(&it), true),
        (subset(&it), &["Encrypt"], subset(&more), true),
        (subset(&more), &["Encrypt"], subset(&it), false),
        (subset(&it), &["Encrypt"], equals(&it), true),
        (equals(&it), &["Encrypt"], subset(&it), false),
        (equals(&it), &["Encrypt"], equals(&more), false),
        (equals(&it), &["Encrypt"], equals(&it), true),
    ] {
        let keys = Keys::new();
        keys.grant(&["Encrypt", "CreateGrant"], constraints.clone());
        let input = keys.grant_of(operations, asked.clone());
        let answer = keys.send_as(&keys.ann, "CreateGrant", input);
        let expected = if may { "" } else { DENIED };
        assert_eq!(code(&answer), expected, "{constraints} {operations:?} {asked}: {answer:?}");
    }
}

/// KMS-3.8
#[tokio::test(start_paused = true)]
async fn who_may_retire_and_who_may_revoke() {
    let keys = Keys::new();
    let (other, bob) = keys.others();
    keys.account.user("carl");
    let carl = keys.account.key("carl");
    let retire = |by: &Credentials, grant: &Json| {
        let input = json!({"KeyId": keys.key, "GrantId": grant["GrantId"]});
        let dry = merged(input.clone(), json!({"DryRun": true}));
        let dry = keys.send_as(by, "RetireGrant", dry);
        let answer = keys.send_as(by, "RetireGrant", input);
        let tried = if answer.is_ok() { "DryRunOperationException" } else { code(&answer) };
        assert_eq!(code(&dry), tried);
        code(&answer).to_owned()
    };
    let by_token = |by: &Credentials, grant: &Json| {
        let input = json!({"GrantToken": grant["GrantToken"]});
        code(&keys.send_as(by, "RetireGrant", input)).to_owned()
    };
    for retire in [&retire as &dyn Fn(&Credentials, &Json) -> String, &by_token] {
        let grant = |more: Json| keys.grant(&["Encrypt"], more);
        let plain = grant(json!({}));
        for nobody in [&keys.ann, &carl, &other, &bob] {
            assert_eq!(retire(nobody, &plain), DENIED);
        }
        assert_eq!(retire(&root(), &plain), "");
        let by_carl = grant(json!({"RetiringPrincipal": user("carl")}));
        assert_eq!(retire(&keys.ann, &by_carl), DENIED, "the grantee");
        assert_eq!(retire(&carl, &by_carl), "");
        let by_ann = keys.grant(&["Encrypt", "RetireGrant"], json!({}));
        assert_eq!(retire(&carl, &by_ann), DENIED);
        assert_eq!(retire(&keys.ann, &by_ann), "", "the grant says so");
        let by_other = grant(json!({"RetiringPrincipal": account_root(OTHER)}));
        assert_eq!(retire(&bob, &by_other), DENIED);
        keys.lets_bob("kms:RetireGrant");
        assert_eq!(retire(&bob, &by_other), "", "his account lets him");
        keys.lets_bob("s3:*");
        // The key's account may delegate, its policy may not.
        let plain = grant(json!({}));
        let named = says("Allow", user("carl"), "kms:*");
        keys.put_policy(&[says("Allow", account_root(ACCOUNT), "kms:*"), named]);
        assert_eq!(retire(&carl, &plain), DENIED);
        keys.lets_user("carl", &allow("kms:RetireGrant"));
        assert_eq!(retire(&carl, &plain), "");
        keys.lets_user("carl", &allow("kms:RetireGrant").replace("Allow", "Deny"));
        let by_carl = grant(json!({"RetiringPrincipal": user("carl")}));
        assert_eq!(retire(&carl, &by_carl), DENIED, "a deny outweighs the grant");
        keys.lets_user("carl", &allow("s3:*"));
        assert_eq!(retire(&carl, &by_carl), "");
    }
    let revoke = |by: &Credentials, grant: &Json| {
        let input = json!({"KeyId": keys.key, "GrantId": grant["GrantId"]});
        code(&keys.send_as(by, "RevokeGrant", input)).to_owned()
    };
    keys.put_policy(&[says("Allow", account_root(ACCOUNT), "kms:*")]);
    let grant = keys.grant(&["Encrypt", "RetireGrant"], json!({"RetiringPrincipal": user("carl")}));
    assert_eq!((revoke(&keys.ann, &grant), revoke(&carl, &grant)), (DENIED.into(), DENIED.into()));
    keys.lets_user("carl", &allow("kms:RevokeGrant"));
    assert_eq!(revoke(&carl, &grant), "");
    assert_eq!(code(&keys.send_as(&keys.ann, "Encrypt", keys.usual("Encrypt"))), DENIED);
    assert_eq!(revoke(&carl, &grant), "NotFoundException");
    assert!(keys.grants().is_empty());
}

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

/// KMS-N1, KMS-N2: until a grant is known everywhere, its token makes it count; until its end is, it
/// may count.
#[tokio::test(start_paused = true)]
async fn kms_n1_grants_take_a_while() {
    let keys = Keys::new();
    let late = |point: &str| Adversary::random_at(3, 1.0, [point.to_owned()].into());
    let encrypt = |tokens: &[&Json]| {
        let input = merged(keys.usual("Encrypt"), json!({"GrantTokens": tokens}));
        code(&keys.send_as(&keys.ann, "Encrypt", input)).to_owned()
    };
    keys.cloud().set_adversary(late("kms.grant-late"));
    let grant = keys.grant(&["Encrypt", "CreateGrant"], json!({}));
    assert_eq!(keys.grants().len(), 1, "it is there");
    assert_eq!(encrypt(&[]), DENIED);
    assert_eq!(encrypt(&[&grant["GrantToken"]]), "");
    let by_ann = keys.grant_of(&["Encrypt"], json!({"GrantTokens": [grant["GrantToken"]]}));
    keys.send_as(&keys.ann, "CreateGrant", by_ann).unwrap();
    keys.cloud().advance(Duration::from_secs(300)).await;
    assert_eq!(encrypt(&[]), "");
    let other = keys.create(json!({}));
    let elsewhere =
        json!({"KeyId": other, "Plaintext": "eA==", "GrantTokens": [grant["GrantToken"]]});
    assert_eq!(code(&keys.send_as(&keys.ann, "Encrypt", elsewhere)), DENIED);
    keys.cloud().set_adversary(late("kms.grant-end-late"));
    for grant in keys.grants() {
        let input = json!({"KeyId": keys.key, "GrantId": grant["GrantId"]});
        keys.send("RevokeGrant", input).unwrap();
    }
    assert!(keys.grants().is_empty());
    assert_eq!(encrypt(&[]), "", "not everywhere yet");
    keys.cloud().advance(Duration::from_secs(300)).await;
    assert_eq!(encrypt(&[]), DENIED);
}

/// KMS-N3
#[tokio::test(start_paused = true)]
async fn kms_n3_throttled() {
    let keys = Keys::new();
    let points = || ["kms.before".to_owned()].into();
    let mut met = std::collections::BTreeSet::new();
    for seed in 0..20 {
        keys.cloud().set_adversary(Adversary::random_at(seed, 1.0, points()));
        met.insert(keys.send("ListKeys", json!({})).unwrap_err());
    }
    keys.cloud().heal();
    keys.send("ListKeys", json!({})).unwrap();
    let text = "You have exceeded the rate at which you may call KMS. Reduce the frequency of your \
                calls.";
    let expected = [("KMSInternalException", ""), ("ThrottlingException", text), ("closed", "")];
    let met: Vec<_> = met.iter().map(|(code, text)| (code.as_str(), text.as_str())).collect();
    assert_eq!(met, expected);
}
