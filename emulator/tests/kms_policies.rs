//! Key policies (KMS-2): who is let, who is not and why, and which policies a key does not take.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html>

use crate::iam::{ACCOUNT, allow, root};
use crate::kms_calls::{
    ABSENT, Answer, Keys, OTHER, account_root, code, error, policy, role, says, user,
};
use parhelion::iam::model::operations::{DeleteAccessKey, DeleteUser, GetUser, UpdateUser};
use parhelion::iam::model::{DeleteAccessKeyInput, DeleteUserInput, GetUserInput, UpdateUserInput};
use parhelion::wire::signature::Credentials;
use serde_json::{Value as Json, json};

const DENIED: &str = "AccessDeniedException";
const MALFORMED: &str = "MalformedPolicyDocumentException";
const LOCKED_OUT: &str =
    "The new key policy will not allow you to update the key policy in the future.";
const NO_PRINCIPALS: &str = "Policy contains a statement with one or more invalid principals.";

fn bob() -> String {
    format!("arn:aws:iam::{OTHER}:user/bob")
}

/// Why somebody is not let: the text behind the key's ARN.
fn why(answer: &Answer, key: &str) -> String {
    let Err((_, text)) = answer else { return String::new() };
    text.split_once(&format!("{key} ")).unwrap_or_else(|| panic!("{text}")).1.to_owned()
}

/// KMS-2.1, KMS-2.8: the key's policy first, then the account's own.
#[tokio::test(start_paused = true)]
async fn in_the_keys_own_account() {
    let keys = Keys::new();
    let account = || says("Allow", account_root(ACCOUNT), "kms:*");
    let ann = |effect: &str| says(effect, user("ann"), "kms:Encrypt");
    let (may, deny) = (allow("kms:Encrypt"), allow("kms:Encrypt").replace("Allow", "Deny"));
    let silent = allow("s3:*");
    let (yes, no_own) = ("", "because no identity-based policy allows the kms:Encrypt action");
    let no_key = "because no resource-based policy allows the kms:Encrypt action";
    let by_key = "with an explicit deny in a resource-based policy";
    let by_own = "with an explicit deny in an identity-based policy";
    for (statements, own, expected) in [
        // The default: the account decides.
        (vec![account()], &may, yes),
        (vec![account()], &silent, no_own),
        (vec![account()], &deny, by_own),
        // By name she needs no more.
        (vec![ann("Allow")], &silent, yes),
        (vec![ann("Allow")], &may, yes),
        (vec![ann("Allow")], &deny, by_own),
        // Without the account's statement IAM gives nothing.
        (vec![says("Allow", user("carl"), "kms:*")], &may, no_key),
        (vec![says("Allow", user("carl"), "kms:*")], &silent, no_own),
        (vec![says("Allow", account_root(ACCOUNT), "kms:Decrypt")], &may, no_key),
        (vec![says("Allow", account_root(OTHER), "kms:*")], &may, no_key),
        // Denies.
        (vec![account(), ann("Deny")], &may, by_key),
        (vec![ann("Allow"), ann("Deny")], &silent, by_key),
        (vec![account(), says("Deny", "*", "kms:Encrypt")], &may, by_key),
        (vec![account(), says("Deny", user("carl"), "kms:Encrypt")], &may, yes),
        // Everybody, each by their own account.
        (vec![says("Allow", "*", "kms:Encrypt")], &silent, yes),
    ] {
        keys.account.cloud.with::<parhelion::iam::Iam, _>(|iam, _| {
            iam.directory_mut().insert_user(ACCOUNT, "carl", "AKIACARL", "secret");
        });
        keys.put_policy(&statements);
        keys.lets_user("ann", own);
        let answer = keys.send_as(&keys.ann, "Encrypt", keys.usual("Encrypt"));
        assert_eq!(why(&answer, &keys.key), expected, "{statements:?} {own}");
    }
    // Root is bound by the policy, too.
    keys.put_policy(&[says("Allow", user("ann"), "kms:*")]);
    assert_eq!(code(&keys.send("Encrypt", keys.usual("Encrypt"))), DENIED);
    // A role's sessions.
    let session = keys.session("app");
    let by_session = || code(&keys.send_as(&session, "Encrypt", keys.usual("Encrypt"))).to_owned();
    assert_eq!(by_session(), DENIED);
    keys.put_policy(&[says("Allow", role("app"), "kms:Encrypt")]);
    assert_eq!(by_session(), "");
}

/// KMS-2.2, KMS-2.7, KMS-2.8: other accounts need both sides, the key's ARN, and an operation that
/// reaches across accounts.
#[tokio::test(start_paused = true)]
async fn from_another_account() {
    let keys = Keys::new();
    let (other, by_bob) = keys.others();
    let no_policy = "because the resource does not exist in this Region, no resource-based policies \
                     allow access, or a resource-based policy explicitly denies access";
    let why_not =
        |by: &Credentials| why(&keys.send_as(by, "Encrypt", keys.usual("Encrypt")), &keys.key);
    let account = || says("Allow", account_root(ACCOUNT), "kms:*");
    for (statements, own, expected) in [
        (vec![account()], "kms:*", no_policy),
        (vec![account()], "s3:*", no_policy),
        (vec![account(), says("Allow", account_root(OTHER), "kms:Encrypt")], "kms:*", ""),
        (vec![account(), says("Allow", bob(), "kms:Encrypt")], "kms:Encrypt", ""),
        (vec![account(), says("Allow", bob(), "kms:Decrypt")], "kms:*", no_policy),
        (vec![account(), says("Allow", account_root(OTHER), "kms:Encrypt")], "s3:*", no_policy),
    ] {
        keys.put_policy(&statements);
        keys.lets_bob(own);
        assert_eq!(why_not(&by_bob), expected, "{statements:?} {own}");
    }
    keys.put_policy(&[account(), says("Allow", [account_root(OTHER)].to_vec(), "kms:*")]);
    keys.lets_bob("kms:*");
    let alias = json!({"AliasName": "alias/a", "TargetKeyId": keys.key});
    keys.send("CreateAlias", alias).unwrap();
    let id = keys.key.rsplit('/').next().unwrap();
    let alias_arn = format!("arn:aws:kms:us-east-1:{ACCOUNT}:alias/a");
    let theirs = |name: &str| format!("arn:aws:kms:us-east-1:{OTHER}:{name}");
    for (name, expected) in [
        (keys.key.as_str(), Ok(())),
        (&alias_arn, Ok(())),
        // These are names of their own account's.
        (id, error("", format!("Key '{}' does not exist", theirs(&format!("key/{id}")))).map(drop)),
        ("alias/a", error("", format!("Alias {} is not found.", theirs("alias/a"))).map(drop)),
    ] {
        // The account has a key, so its names are not taken on trust.
        keys.send_as(&other, "CreateKey", json!({})).unwrap();
        for by in [&other, &by_bob] {
            let answer = keys.send_as(by, "DescribeKey", json!({"KeyId": name}));
            let text = answer.map(drop).map_err(|(_, text)| (String::new(), text));
            assert_eq!(text, expected, "{name}");
        }
    }
    // A key that is not there says nothing of itself.
    let absent = format!("arn:aws:kms:us-east-1:{ACCOUNT}:key/{ABSENT}");
    let answer = keys.send_as(&other, "DescribeKey", json!({"KeyId": absent}));
    assert_eq!((code(&answer), why(&answer, &absent).as_str()), (DENIED, no_policy));
    for operation in ["Encrypt", "GenerateDataKey", "ListGrants", "GetKeyRotationStatus"] {
        let answer = keys.send_as(&by_bob, operation, keys.usual(operation));
        assert_eq!(code(&answer), "", "{operation}");
    }
    for operation in [
        "GetKeyPolicy",
        "ListKeyPolicies",
        "ListResourceTags",
        "DisableKey",
        "EnableKey",
        "ScheduleKeyDeletion",
        "EnableKeyRotation",
    ] {
        let answer = keys.send_as(&other, operation, keys.usual(operation));
        assert_eq!((code(&answer), why(&answer, &keys.key).as_str()), (DENIED, no_policy));
    }
}

/// KMS-2.3: neither CreateKey nor PutKeyPolicy takes a policy that its author could not change again.
#[tokio::test(start_paused = true)]
async fn nobody_locks_themselves_out() {
    let keys = Keys::new();
    let _ = keys.others();
    keys.account.role("app");
    let account = |actions: Json| says("Allow", account_root(ACCOUNT), actions);
    let ann = |effect: &str| says(effect, user("ann"), "kms:*");
    let mut elsewhere = account(json!("kms:*"));
    elsewhere["Condition"] = json!({"StringEquals": {"kms:KeySpec": "RSA_2048"}});
    let mut here = account(json!("kms:*"));
    here["Condition"] = json!({"StringEquals": {"kms:CallerAccount": ACCOUNT}});
    let (may, silent) = (allow("kms:*"), allow("kms:CreateKey"));
    let root = root();
    for (by, own, statements, locked_out) in [
        (&root, &silent, vec![account(json!("kms:*"))], false),
        (&root, &silent, vec![account(json!(["kms:Put*", "kms:Get*"]))], false),
        (&root, &silent, vec![account(json!("kms:Encrypt"))], true),
        (&root, &silent, vec![ann("Allow")], true),
        (&root, &silent, vec![says("Allow", "*", "kms:*")], false),
        (&root, &silent, vec![here], false),
        (&root, &silent, vec![elsewhere], true),
        (
            &root,
            &silent,
            vec![account(json!("kms:*")), says("Deny", "*", "kms:PutKeyPolicy")],
            true,
        ),
        (&keys.ann, &may, vec![account(json!("kms:*"))], false),
        (&keys.ann, &silent, vec![ann("Allow")], false),
        (&keys.ann, &may, vec![ann("Allow"), ann("Deny")], true),
        (&keys.ann, &may, vec![says("Allow", role("app"), "kms:*")], true),
        (&keys.ann, &may, vec![says("Allow", account_root(OTHER), "kms:*")], true),
        // IAM is asked, too.
        (&keys.ann, &silent, vec![account(json!("kms:*"))], true),
    ] {
        keys.lets_user("ann", own);
        let expected = if locked_out { error(MALFORMED, LOCKED_OUT) } else { Ok(Json::Null) };
        let make = |bypass: bool| {
            let text = policy(&statements);
            let input = json!({"Policy": text, "BypassPolicyLockoutSafetyCheck": bypass});
            keys.send_as(by, "CreateKey", input).map(|_| Json::Null)
        };
        assert_eq!(make(false), expected, "{statements:?}");
        assert_eq!(make(true), Ok(Json::Null), "{statements:?}");
        let all = says("Allow", [account_root(ACCOUNT), user("ann")].to_vec(), "kms:*");
        keys.put_policy(&[all]);
        let put = json!({"KeyId": keys.key, "Policy": policy(&statements)});
        let put = keys.send_as(by, "PutKeyPolicy", put).map(|_| Json::Null);
        // Who may put one may be let by the key alone.
        assert_eq!(put, expected, "{statements:?}");
    }
}

/// KMS-2.4, KMS-2.5: what is no key policy.
#[tokio::test(start_paused = true)]
async fn what_is_no_key_policy() {
    let keys = Keys::new();
    keys.account.role("app");
    let all = || says("Allow", account_root(ACCOUNT), "kms:*");
    let with = |principal: Json| {
        let mut more = all();
        more["Principal"] = principal;
        policy(&[all(), more])
    };
    let fine = [
        with(json!({"AWS": user("ann")})),
        with(json!({"AWS": [role("app"), OTHER, account_root(OTHER)]})),
        with(json!({"AWS": format!("arn:aws:sts::{ACCOUNT}:assumed-role/app/web")})),
        with(json!({"AWS": format!("arn:aws:sts::{ACCOUNT}:federated-user/bob")})),
        with(json!({"Service": "logs.us-east-1.amazonaws.com"})),
        with(json!("*")),
    ];
    let nobody = [
        with(json!({"AWS": user("eve")})),
        with(json!({"AWS": [user("ann"), role("eve")]})),
        with(json!({"AWS": "AIDACKCEVSQ6C2EXAMPLE"})),
        with(json!({"AWS": user("*")})),
        with(json!({"AWS": format!("arn:aws:iam::{ACCOUNT}:group/staff")})),
        with(json!({"AWS": "1234"})),
        with(json!({"Service": "logs"})),
    ];
    let mut no_resource = all();
    no_resource.as_object_mut().unwrap().remove("Resource");
    let mut no_action = all();
    no_action.as_object_mut().unwrap().remove("Action");
    let mut no_principal = all();
    no_principal.as_object_mut().unwrap().remove("Principal");
    let mut unknown = all();
    unknown["Effekt"] = json!("Allow");
    let malformed = [
        "nonsense".to_owned(),
        "{}".to_owned(),
        policy(&[]),
        policy(&[no_resource]),
        policy(&[no_action]),
        policy(&[no_principal]),
        policy(&[unknown]),
        policy(&[all()]).replace("2012-10-17", "2020-01-01"),
    ];
    let mut long = all();
    long["Sid"] = json!("x".repeat(32 * 1024));
    let put = |text: &str| keys.send("PutKeyPolicy", json!({"KeyId": keys.key, "Policy": text}));
    let make = |text: &str| keys.send("CreateKey", json!({"Policy": text}));
    for call in [&put as &dyn Fn(&str) -> Answer, &make] {
        for text in &fine {
            assert_eq!(code(&call(text)), "", "{text}");
        }
        for text in &nobody {
            assert_eq!(call(text), error(MALFORMED, NO_PRINCIPALS), "{text}");
        }
        for text in &malformed {
            let (code, message) = call(text).unwrap_err();
            assert!(code == MALFORMED && message != NO_PRINCIPALS, "{text}: {message}");
        }
        assert_eq!(code(&call(&policy(&[long.clone()]))), "LimitExceededException");
    }
}

/// KMS-2.6: as KMS writes it.
#[tokio::test(start_paused = true)]
async fn a_policy_is_given_back_in_kms_own_hand() {
    let keys = Keys::new();
    let get = |input: Json| keys.send("GetKeyPolicy", input);
    let default = format!(
        "{{\n  \"Version\" : \"2012-10-17\",\n  \"Id\" : \"key-default-1\",\n  \"Statement\" : [ {{\n    \
         \"Sid\" : \"Enable IAM User Permissions\",\n    \"Effect\" : \"Allow\",\n    \"Principal\" : \
         {{\n      \"AWS\" : \"{}\"\n    }},\n    \"Action\" : \"kms:*\",\n    \"Resource\" : \
         \"*\"\n  }} ]\n}}",
        account_root(ACCOUNT)
    );
    let whole = json!({"Policy": default, "PolicyName": "default"});
    assert_eq!(get(json!({"KeyId": keys.key})), Ok(whole.clone()));
    assert_eq!(get(json!({"KeyId": keys.key, "PolicyName": "default"})), Ok(whole));
    let statement = says("Allow", account_root(ACCOUNT), ["kms:*", "s3:*"].to_vec());
    keys.send("PutKeyPolicy", json!({"KeyId": keys.key, "Policy": policy(&[statement])})).unwrap();
    let text = get(json!({"KeyId": keys.key})).unwrap()["Policy"].as_str().unwrap().to_owned();
    assert!(text.contains("\"Action\" : [ \"kms:*\", \"s3:*\" ],\n    \"Effect\""), "{text}");
    let refused = error("NotFoundException", "No such policy exists");
    assert_eq!(get(json!({"KeyId": keys.key, "PolicyName": "other"})), refused);
    let put = json!({"KeyId": keys.key, "PolicyName": "other", "Policy": "{}"});
    assert_eq!(keys.send("PutKeyPolicy", put), refused);
    let listed = json!({"PolicyNames": ["default"], "Truncated": false});
    assert_eq!(keys.send("ListKeyPolicies", json!({"KeyId": keys.key})), Ok(listed));
}

/// KMS-2: a policy means who had the names when it was written.
/// <https://repost.aws/knowledge-center/kms-policy-error-invalid-principals>
#[tokio::test(start_paused = true)]
async fn policies_mean_whom_they_named() {
    let mut keys = Keys::new();
    let id = GetUserInput { user_name: Some("ann".into()) };
    let id = keys.account.call::<GetUser>(id).unwrap().user.user_id;
    keys.put_policy(&[
        says("Allow", account_root(ACCOUNT), "kms:*"),
        says("Allow", user("ann"), "kms:Encrypt"),
    ]);
    let shown = |keys: &Keys| {
        let policy = keys.send("GetKeyPolicy", json!({"KeyId": keys.key})).unwrap();
        policy["Policy"].as_str().unwrap().to_owned()
    };
    let encrypts =
        |keys: &Keys| code(&keys.send_as(&keys.ann, "Encrypt", keys.usual("Encrypt"))).to_owned();
    let first = shown(&keys);
    assert_eq!(encrypts(&keys), "");
    let rename = |keys: &Keys, user_name: &str, new: &str| {
        let (user_name, new_user_name) = (user_name.to_owned(), Some(new.to_owned()));
        let input = UpdateUserInput { user_name, new_user_name, ..Default::default() };
        keys.account.call::<UpdateUser>(input).unwrap();
    };
    rename(&keys, "ann", "anna");
    assert_eq!(encrypts(&keys), "");
    assert_eq!(shown(&keys), first.replace(&user("ann"), &user("anna")));
    rename(&keys, "anna", "ann");
    let (user_name, access_key_id) = (Some("ann".into()), keys.ann.access_key.clone());
    let input = DeleteAccessKeyInput { user_name, access_key_id };
    keys.account.call::<DeleteAccessKey>(input).unwrap();
    keys.account.call::<DeleteUser>(DeleteUserInput { user_name: "ann".into() }).unwrap();
    assert_eq!(shown(&keys), first.replace(&user("ann"), &id), "who is gone is an id");
    keys.account.user("ann");
    keys.ann = keys.account.key("ann");
    assert_eq!(encrypts(&keys), DENIED, "another user of that name");
    assert_eq!(shown(&keys), first.replace(&user("ann"), &id));
}
