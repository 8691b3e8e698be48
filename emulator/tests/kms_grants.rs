//! What grants let whom do (KMS-3).
//! <https://docs.aws.amazon.com/kms/latest/developerguide/grants.html>

use crate::iam::{ACCOUNT, allow, root};
use crate::kms_calls::{Keys, OTHER, account_root, code, merged, role, says, user};
use crate::sts::assume;
use parhelion::Adversary;
use parhelion::iam::model::operations::*;
use parhelion::iam::model::*;
use parhelion::wire::signature::Credentials;
use serde_json::{Value as Json, json};
use std::time::Duration;

const DENIED: &str = "AccessDeniedException";

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

/// KMS-3.2: a user who was renamed is the same one.
#[tokio::test(start_paused = true)]
async fn a_grant_stays_with_who_was_renamed() {
    let keys = Keys::new();
    keys.grant(&["Encrypt"], json!({"Name": "once"}));
    let input = UpdateUserInput {
        user_name: "ann".into(),
        new_user_name: Some("anna".into()),
        ..Default::default()
    };
    keys.account.call::<UpdateUser>(input).unwrap();
    keys.send_as(&keys.ann, "Encrypt", keys.usual("Encrypt")).unwrap();
    assert_eq!(keys.grants()[0]["GranteePrincipal"], json!(user("anna")));
    let of = |name: &str| {
        let input = json!({"KeyId": keys.key, "GranteePrincipal": user(name)});
        keys.send("ListGrants", input).unwrap()["Grants"].as_array().unwrap().len()
    };
    assert_eq!((of("anna"), of("ann")), (1, 0));
    keys.grant(&["Encrypt"], json!({"Name": "once", "GranteePrincipal": user("anna")}));
    assert_eq!(of("anna"), 1, "the same grant");
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
