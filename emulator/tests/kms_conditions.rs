//! KMS' condition keys (KMS-4): each allows and denies by what it is of a call.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html>

use crate::iam::{ACCOUNT, S3_FULL, allow};
use crate::kms_calls::{Keys, OTHER, account_root, code, role, says, user};
use parhelion::iam::model::AttachUserPolicyInput;
use parhelion::iam::model::operations::AttachUserPolicy;
use serde_json::{Value as Json, json};

const DENIED: &str = "AccessDeniedException";
const IS: &str = "StringEquals";
const ANY: &str = "ForAnyValue:StringEquals";

/// A statement about an action on which a condition hangs.
fn if_so(effect: &str, action: &str, (key, operator, value): (&str, &str, &str)) -> Json {
    json!({"Effect": effect, "Action": action, "Resource": "*", "Condition": {operator: {key: value}}})
}

impl Keys {
    /// Whether ann, with these statements of her own, is denied a call; it fails by nothing else.
    fn denies(&self, statements: &[Json], operation: &str, input: &Json) -> bool {
        let document = json!({"Version": "2012-10-17", "Statement": statements});
        self.lets_user("ann", &document.to_string());
        let answer = self.send_as(&self.ann, operation, input.clone());
        let settled = ["", DENIED, "DryRunOperationException"];
        assert!(settled.contains(&code(&answer)), "{operation} {input}: {answer:?}");
        code(&answer) == DENIED
    }

    /// A condition that holds of one call and not of another: it allows and denies the first alone.
    #[track_caller]
    fn tells(&self, condition: (&str, &str, &str), operation: &str, holds: &Json, fails: &Json) {
        let name = condition.0;
        let only = [if_so("Allow", "kms:*", condition)];
        assert!(!self.denies(&only, operation, holds), "{name} allows {operation} {holds}");
        assert!(self.denies(&only, operation, fails), "{name} does not allow {fails}");
        let all = json!({"Effect": "Allow", "Action": "kms:*", "Resource": "*"});
        let but = [all, if_so("Deny", "kms:*", condition)];
        assert!(self.denies(&but, operation, holds), "{name} denies {operation} {holds}");
        assert!(!self.denies(&but, operation, fails), "{name} does not deny {fails}");
    }

    /// What a key is in one call, for one of its actions: that value allows and denies, another does
    /// neither.
    #[track_caller]
    fn has(&self, (key, operator): (&str, &str), value: &str, call: (&str, &str, &Json)) {
        let (operation, action, input) = call;
        let rest = json!({"Effect": "Allow", "NotAction": action, "Resource": "*"});
        let all = json!({"Effect": "Allow", "Action": "kms:*", "Resource": "*"});
        let other = if operator == "Bool" && value == "true" { "false" } else { "true" };
        for (said, holds) in [(value, true), (other, false)] {
            let allow = if_so("Allow", action, (key, operator, said));
            let denied = self.denies(&[rest.clone(), allow], operation, input);
            assert_eq!(denied, !holds, "{key} {said} allows {operation}");
            let deny = if_so("Deny", action, (key, operator, said));
            let denied = self.denies(&[all.clone(), deny], operation, input);
            assert_eq!(denied, holds, "{key} {said} denies {operation}");
        }
    }
}

/// KMS-4.2
#[tokio::test(start_paused = true)]
async fn of_keys() {
    let keys = Keys::new();
    let make = |input: Json| json!({"KeyId": keys.create(input)});
    let plain = make(json!({}));
    let signer = make(json!({"KeySpec": "ECC_NIST_P256", "KeyUsage": "SIGN_VERIFY"}));
    let tagged = make(json!({"Tags": [{"TagKey": "team", "TagValue": "blue"}]}));
    let multi = make(json!({"MultiRegion": true}));
    let named = make(json!({}));
    let alias = json!({"AliasName": "alias/a", "TargetKeyId": named["KeyId"]});
    keys.send("CreateAlias", alias).unwrap();
    for (key, operator, value, of) in [
        ("kms:KeySpec", IS, "ECC_NIST_P256", &signer),
        ("kms:CustomerMasterKeySpec", IS, "ECC_NIST_P256", &signer),
        ("kms:KeyUsage", IS, "SIGN_VERIFY", &signer),
        ("kms:CustomerMasterKeyUsage", IS, "SIGN_VERIFY", &signer),
        ("kms:MultiRegion", "Bool", "true", &multi),
        ("kms:MultiRegionKeyType", IS, "PRIMARY", &multi),
        ("kms:ResourceAliases", ANY, "alias/a", &named),
        ("aws:ResourceTag/team", IS, "blue", &tagged),
    ] {
        for operation in ["DescribeKey", "GetKeyPolicy"] {
            keys.tells((key, operator, value), operation, of, &plain);
        }
    }
    keys.has(("kms:KeyOrigin", IS), "AWS_KMS", ("DescribeKey", "kms:DescribeKey", &plain));
}

/// KMS-4.2: of the key that is to be.
#[tokio::test(start_paused = true)]
async fn of_new_keys() {
    let keys = Keys::new();
    let rsa = json!({"KeySpec": "RSA_2048", "KeyUsage": "SIGN_VERIFY"});
    let old = json!({"CustomerMasterKeySpec": "RSA_2048", "KeyUsage": "SIGN_VERIFY"});
    let multi = json!({"MultiRegion": true});
    let plain = json!({});
    for (key, operator, value, holds, fails) in [
        ("kms:KeySpec", IS, "RSA_2048", &rsa, &plain),
        ("kms:KeySpec", IS, "RSA_2048", &old, &plain),
        ("kms:CustomerMasterKeySpec", IS, "RSA_2048", &rsa, &plain),
        ("kms:KeySpec", IS, "SYMMETRIC_DEFAULT", &plain, &rsa),
        ("kms:KeyUsage", IS, "ENCRYPT_DECRYPT", &plain, &rsa),
        ("kms:MultiRegion", "Bool", "true", &multi, &plain),
        ("kms:MultiRegionKeyType", IS, "PRIMARY", &multi, &plain),
    ] {
        keys.tells((key, operator, value), "CreateKey", holds, fails);
    }
    keys.has(("kms:KeyOrigin", IS), "AWS_KMS", ("CreateKey", "kms:CreateKey", &plain));
}

/// KMS-4.3: algorithms and kinds, said or not.
#[tokio::test(start_paused = true)]
async fn of_algorithms() {
    let keys = Keys::new();
    let make = |spec: &str, usage: &str| keys.create(json!({"KeySpec": spec, "KeyUsage": usage}));
    let rsa = make("RSA_2048", "ENCRYPT_DECRYPT");
    let signer = make("RSA_2048", "SIGN_VERIFY");
    let (vouching, longer) =
        (make("HMAC_256", "GENERATE_VERIFY_MAC"), make("HMAC_512", "GENERATE_VERIFY_MAC"));
    let agreeing = make("ECC_NIST_P256", "KEY_AGREEMENT");
    let plain = json!({"KeyId": keys.key, "Plaintext": "eA=="});
    let by_rsa = |algorithm: &str| json!({"KeyId": rsa, "Plaintext": "eA==", "EncryptionAlgorithm": algorithm});
    let (oaep, oaep_1) = (by_rsa("RSAES_OAEP_SHA_256"), by_rsa("RSAES_OAEP_SHA_1"));
    let signed = |algorithm: &str, kind: Option<&str>| {
        let message = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        let mut input = json!({"KeyId": signer, "Message": message, "SigningAlgorithm": algorithm});
        kind.into_iter().for_each(|kind| input["MessageType"] = json!(kind));
        input
    };
    let (pss, pkcs) = ("RSASSA_PSS_SHA_256", "RSASSA_PKCS1_V1_5_SHA_256");
    let mac = |key: &str, algorithm: &str| json!({"KeyId": key, "Message": "eA==", "MacAlgorithm": algorithm});
    let (short, long) = (mac(&vouching, "HMAC_SHA_256"), mac(&longer, "HMAC_SHA_512"));
    let pair = |spec: &str| json!({"KeyId": keys.key, "KeyPairSpec": spec});
    let (p256, p384) = (pair("ECC_NIST_P256"), pair("ECC_NIST_P384"));
    let (by_pss, by_pkcs) = (signed(pss, None), signed(pkcs, None));
    let (digest, raw) = (signed(pss, Some("DIGEST")), signed(pss, Some("RAW")));
    for (key, value, operation, holds, fails) in [
        ("kms:EncryptionAlgorithm", "RSAES_OAEP_SHA_256", "Encrypt", &oaep, &oaep_1),
        ("kms:EncryptionAlgorithm", "SYMMETRIC_DEFAULT", "Encrypt", &plain, &oaep),
        ("kms:SigningAlgorithm", pss, "Sign", &by_pss, &by_pkcs),
        ("kms:MessageType", "DIGEST", "Sign", &digest, &raw),
        ("kms:MessageType", "RAW", "Sign", &by_pss, &digest),
        ("kms:MacAlgorithm", "HMAC_SHA_256", "GenerateMac", &short, &long),
        ("kms:DataKeyPairSpec", "ECC_NIST_P256", "GenerateDataKeyPair", &p256, &p384),
    ] {
        keys.tells((key, IS, value), operation, holds, fails);
    }
    let without = "GenerateDataKeyPairWithoutPlaintext";
    keys.tells(("kms:DataKeyPairSpec", IS, "ECC_NIST_P384"), without, &p384, &p256);
    let other = make("ECC_NIST_P256", "KEY_AGREEMENT");
    let public = keys.send("GetPublicKey", json!({"KeyId": other})).unwrap()["PublicKey"].clone();
    let agree = json!({"KeyId": agreeing, "KeyAgreementAlgorithm": "ECDH", "PublicKey": public});
    let call = ("DeriveSharedSecret", "kms:DeriveSharedSecret", &agree);
    keys.has(("kms:KeyAgreementAlgorithm", IS), "ECDH", call);
    let data = keys.usual("GenerateDataKey");
    let call = ("GenerateDataKey", "kms:GenerateDataKey", &data);
    keys.has(("kms:EncryptionAlgorithm", IS), "SYMMETRIC_DEFAULT", call);
}

/// KMS-4.3, KMS-4.4: names and encryption contexts; each side of ReEncrypt has its own.
#[tokio::test(start_paused = true)]
async fn of_names_and_contexts() {
    let keys = Keys::new();
    let (key, other) = (&keys.key, keys.create(json!({})));
    for (key, name) in [(key, "alias/one"), (key, "alias/two"), (&other, "alias/three")] {
        keys.send("CreateAlias", json!({"AliasName": name, "TargetKeyId": key})).unwrap();
    }
    let named = |name: &str| json!({"KeyId": name, "Plaintext": "eA=="});
    let arn = format!("arn:aws:kms:us-east-1:{ACCOUNT}:alias/one");
    let one = ("kms:RequestAlias", IS, "alias/one");
    keys.tells(one, "Encrypt", &named("alias/one"), &named("alias/two"));
    keys.tells(one, "Encrypt", &named(&arn), &named(key));
    let described = |name: &str| json!({"KeyId": name});
    keys.tells(one, "DescribeKey", &described("alias/one"), &described(key));
    let said =
        |context: Json| json!({"KeyId": key, "Plaintext": "eA==", "EncryptionContext": context});
    let is_1 = ("kms:EncryptionContext:a", IS, "1");
    keys.tells(is_1, "Encrypt", &said(json!({"a": "1", "b": "2"})), &said(json!({"a": "2"})));
    keys.tells(is_1, "Encrypt", &said(json!({"a": "1"})), &said(json!({})));
    let has_a = ("kms:EncryptionContextKeys", ANY, "a");
    keys.tells(has_a, "Encrypt", &said(json!({"a": "1", "b": "1"})), &said(json!({"b": "1"})));
    let blob = keys.encrypted(json!({"side": "from"}));
    let again = |destination: &str| {
        json!({
            "CiphertextBlob": blob,
            "SourceKeyId": "alias/one",
            "SourceEncryptionContext": {"side": "from"},
            "DestinationKeyId": destination,
            "DestinationEncryptionContext": {"side": "to"},
        })
    };
    let input = again("alias/three");
    let (from, to) =
        (("ReEncrypt", "kms:ReEncryptFrom", &input), ("ReEncrypt", "kms:ReEncryptTo", &input));
    keys.has(("kms:EncryptionContext:side", IS), "from", from);
    keys.has(("kms:EncryptionContext:side", IS), "to", to);
    keys.has(("kms:RequestAlias", IS), "alias/one", from);
    keys.has(("kms:RequestAlias", IS), "alias/three", to);
    keys.has(("kms:ReEncryptOnSameKey", "Bool"), "false", from);
    let same = ("kms:ReEncryptOnSameKey", "Bool", "true");
    keys.tells(same, "ReEncrypt", &again("alias/two"), &input);
}

/// KMS-4.3: what changes keys.
#[tokio::test(start_paused = true)]
async fn of_administration() {
    let keys = Keys::new();
    let (key, other) = (&keys.key, keys.create(json!({})));
    let text = keys.send("GetKeyPolicy", json!({"KeyId": key})).unwrap()["Policy"].clone();
    let put = |bypass: bool| json!({"KeyId": key, "Policy": text, "BypassPolicyLockoutSafetyCheck": bypass});
    let bypasses = ("kms:BypassPolicyLockoutSafetyCheck", "Bool", "true");
    keys.tells(bypasses, "PutKeyPolicy", &put(true), &put(false));
    keys.tells(bypasses, "PutKeyPolicy", &put(true), &json!({"KeyId": key, "Policy": text}));
    let make = json!({"BypassPolicyLockoutSafetyCheck": true});
    keys.tells(bypasses, "CreateKey", &make, &json!({}));
    let rotate = |days: i32| json!({"KeyId": key, "RotationPeriodInDays": days});
    let yearly = ("kms:RotationPeriodInDays", "NumericLessThan", "180");
    keys.tells(yearly, "EnableKeyRotation", &rotate(90), &json!({"KeyId": key}));
    // A key goes once, so each call has its own.
    let window = |days: i32| {
        let id = keys.create(json!({}));
        json!({"KeyId": id, "PendingWindowInDays": days})
    };
    let late = ("kms:ScheduleKeyDeletionPendingWindowInDays", "NumericGreaterThanEquals", "20");
    let (only, all) = (
        [if_so("Allow", "kms:*", late)],
        [
            json!({"Effect": "Allow", "Action": "kms:*", "Resource": "*"}),
            if_so("Deny", "kms:*", late),
        ],
    );
    for (input, is_late) in
        [(window(20), true), (window(7), false), (json!({"KeyId": keys.create(json!({}))}), true)]
    {
        let tries = |statements: &[Json]| keys.denies(statements, "ScheduleKeyDeletion", &input);
        assert_eq!((tries(&all), tries(&only)), (is_late, !is_late), "{input}");
        if !is_late {
            keys.send("CancelKeyDeletion", json!({"KeyId": input["KeyId"]})).unwrap();
        }
    }
    let tag = |key: &str, value: &str| json!({"KeyId": other, "Tags": [{"TagKey": key, "TagValue": value}]});
    let blue = ("aws:RequestTag/team", IS, "blue");
    keys.tells(blue, "TagResource", &tag("team", "blue"), &tag("team", "red"));
    keys.tells(blue, "TagResource", &tag("team", "blue"), &tag("cost", "blue"));
    let teams = ("aws:TagKeys", ANY, "team");
    keys.tells(teams, "TagResource", &tag("team", "red"), &tag("cost", "red"));
    let untag = |name: &str| json!({"KeyId": other, "TagKeys": [name]});
    keys.tells(teams, "UntagResource", &untag("team"), &untag("cost"));
    let make = |tag: &str| json!({"Tags": [{"TagKey": "team", "TagValue": tag}]});
    keys.tells(blue, "CreateKey", &make("blue"), &make("red"));
}

/// KMS-4.4, KMS-4.5
#[tokio::test(start_paused = true)]
async fn of_grants() {
    let keys = Keys::new();
    keys.account.role("app");
    let grant = |grantee: &str, operations: &[&str], retiring: Option<&str>, more: Json| {
        let mut input =
            json!({"KeyId": keys.key, "GranteePrincipal": grantee, "Operations": operations});
        retiring.into_iter().for_each(|arn| input["RetiringPrincipal"] = json!(arn));
        if more.as_object().is_some_and(|more| !more.is_empty()) {
            input["Constraints"] = more;
        }
        input
    };
    let (ann, app) = (user("ann"), role("app"));
    let plain = grant(&ann, &["Encrypt"], None, json!({}));
    let for_app = grant(&app, &["Encrypt"], None, json!({}));
    let by_app = grant(&ann, &["Encrypt"], Some(&app), json!({}));
    let decrypts = grant(&ann, &["Decrypt", "Encrypt"], None, json!({}));
    let subset =
        grant(&ann, &["Encrypt"], None, json!({"EncryptionContextSubset": {"dept": "it"}}));
    let equals =
        grant(&ann, &["Encrypt"], None, json!({"EncryptionContextEquals": {"dept": "hr"}}));
    let all = "ForAllValues:StringEquals";
    for (key, operator, value, holds, fails) in [
        ("kms:GranteePrincipal", IS, app.as_str(), &for_app, &plain),
        ("kms:RetiringPrincipal", IS, app.as_str(), &by_app, &plain),
        ("kms:GrantOperations", all, "Encrypt", &plain, &decrypts),
        ("kms:GrantOperations", ANY, "Decrypt", &decrypts, &plain),
        ("kms:GrantConstraintType", IS, "EncryptionContextSubset", &subset, &equals),
        ("kms:GrantConstraintType", IS, "EncryptionContextSubset", &subset, &plain),
        ("kms:EncryptionContext:dept", IS, "it", &subset, &equals),
        ("kms:EncryptionContextKeys", ANY, "dept", &subset, &plain),
    ] {
        keys.tells((key, operator, value), "CreateGrant", holds, fails);
    }
    // Nobody asks on ann's behalf.
    let list = json!({"KeyId": keys.key});
    for call in
        [("CreateGrant", "kms:CreateGrant", &plain), ("ListGrants", "kms:ListGrants", &list)]
    {
        keys.has(("kms:GrantIsForAWSResource", "Bool"), "false", call);
    }
}

/// KMS-4.1
#[tokio::test(start_paused = true)]
async fn of_callers() {
    let keys = Keys::new();
    let describe = json!({"KeyId": keys.key});
    let call = ("DescribeKey", "kms:DescribeKey", &describe);
    keys.has(("kms:CallerAccount", IS), ACCOUNT, call);
    let (_, bob) = keys.others();
    keys.lets_bob("kms:*");
    let mut statement = says("Allow", "*", "kms:*");
    statement["Condition"] = json!({IS: {"kms:CallerAccount": OTHER}});
    keys.put_policy(&[says("Allow", account_root(ACCOUNT), "kms:PutKeyPolicy"), statement]);
    assert_eq!(code(&keys.send_as(&bob, "DescribeKey", describe.clone())), "");
    assert_eq!(code(&keys.send_as(&keys.ann, "DescribeKey", describe.clone())), DENIED);
    keys.put_policy(&[says("Allow", account_root(ACCOUNT), "kms:*")]);
    // By S3's hand only.
    let (user_name, policy_arn) = ("ann".into(), S3_FULL.into());
    let input = AttachUserPolicyInput { user_name, policy_arn };
    keys.account.call::<AttachUserPolicy>(input).unwrap();
    let s3 = |by: &parhelion::wire::signature::Credentials| {
        let config = keys.cloud().sdk_config_for(&by.access_key, &by.secret, "us-east-1");
        aws_sdk_s3::Client::new(&config)
    };
    let root = s3(&crate::iam::root());
    root.create_bucket().bucket("photos").send().await.unwrap();
    let put = async || {
        let put = s3(&keys.ann).put_object().bucket("photos").key("k").ssekms_key_id(&keys.key);
        let encryption = aws_sdk_s3::types::ServerSideEncryption::AwsKms;
        put.server_side_encryption(encryption).send().await.is_ok()
    };
    let data = keys.usual("GenerateDataKey");
    let direct = || code(&keys.send_as(&keys.ann, "GenerateDataKey", data.clone())).is_empty();
    let via = |effect: &str, service: &str| {
        let value = format!("{service}.us-east-1.amazonaws.com");
        if_so(effect, "kms:*", ("kms:ViaService", IS, &value))
    };
    let gives = |statements: &[Json]| {
        let document = json!({"Version": "2012-10-17", "Statement": statements});
        keys.lets_user("ann", &document.to_string());
    };
    let all = json!({"Effect": "Allow", "Action": "kms:*", "Resource": "*"});
    for (statements, by_s3, by_herself) in [
        (vec![via("Allow", "s3")], true, false),
        (vec![via("Allow", "sqs")], false, false),
        (vec![all.clone(), via("Deny", "s3")], false, true),
        (vec![all, via("Deny", "sqs")], true, true),
    ] {
        gives(&statements);
        assert_eq!((put().await, direct()), (by_s3, by_herself), "{statements:?}");
    }
    keys.lets_user("ann", &allow("kms:*"));
}
