//! What sessions carry on: tags, who began the chain, how much of it they have room for.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html>

use crate::iam::{ACCOUNT, Account, allow};
use crate::signed::{element, send};
use crate::sts::{answered, with_ann};
use parhelion::iam::model as iam;
use parhelion::sts::model::MODEL;
use parhelion::wire::signature::Credentials;
use serde_json::{Value, json};

fn call(
    account: &Account,
    by: &Credentials,
    action: &str,
    parameters: &[(&str, &str)],
) -> (u16, String) {
    let encoded = |text: &str| {
        let all = percent_encoding::NON_ALPHANUMERIC;
        percent_encoding::utf8_percent_encode(text, all).to_string()
    };
    let pair = |(name, value): &(&str, &str)| format!("&{name}={}", encoded(value));
    let parameters: String = parameters.iter().map(pair).collect();
    send(&account.cloud, &MODEL, by, action, &parameters)
}

fn assume(account: &Account, by: &Credentials, role: &str, more: &[(&str, &str)]) -> (u16, String) {
    let arn = format!("arn:aws:iam::{ACCOUNT}:role/{role}");
    let mut all = vec![("RoleArn", &*arn), ("RoleSessionName", "web")];
    all.extend(more);
    call(account, by, "AssumeRole", &all)
}

#[track_caller]
fn done((status, xml): (u16, String)) -> String {
    assert_eq!(status, 200, "{xml}");
    xml
}

#[track_caller]
fn refused((status, xml): (u16, String), (expected, code, message): (u16, &str, &str)) {
    assert_eq!((status, element(&xml, "Code")), (expected, code), "{xml}");
    assert_eq!(element(&xml, "Message"), message);
}

/// A role that trusts the account with these actions on this condition, and may itself do `may`.
fn role(account: &Account, name: &str, actions: Value, condition: Value, may: &str) {
    let trust = json!({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": actions, "Condition": condition}]});
    let input = iam::CreateRoleInput {
        role_name: name.into(),
        assume_role_policy_document: trust.to_string(),
        ..Default::default()
    };
    account.call::<iam::operations::CreateRole>(input).unwrap();
    let put = iam::PutRolePolicyInput {
        role_name: name.into(),
        policy_name: "p".into(),
        policy_document: may.into(),
    };
    account.call::<iam::operations::PutRolePolicy>(put).unwrap();
}

fn everything() -> Value {
    json!(["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"])
}

const STAR: [(&str, &str); 5] = [
    ("Tags.member.1.Key", "Star"),
    ("Tags.member.1.Value", "1"),
    ("Tags.member.2.Key", "Heart"),
    ("Tags.member.2.Value", "2"),
    ("TransitiveTagKeys.member.1", "Star"),
];

const CONFLICT: (u16, &str, &str) = (
    400,
    "InvalidParameterValue",
    "One of the specified transitive tag keys can't be set because it conflicts with a transitive \
     tag key from the calling session.",
);

/// Transitive tags go on along a chain of roles, and nobody there can say otherwise.
#[tokio::test(start_paused = true)]
async fn transitive_tags_go_on() {
    let (account, _, ann) = with_ann();
    let if_star = json!({"StringEquals": {"aws:PrincipalTag/star": "1"}});
    let if_asked = json!({"StringEquals": {"aws:RequestTag/Star": "1"},
                          "ForAllValues:StringEquals": {"aws:TagKeys": ["Star", "Sun"],
                                                        "sts:TransitiveTagKeys": ["Star"]}});
    role(&account, "one", everything(), json!({}), &allow("sts:*"));
    role(&account, "two", everything(), if_asked, &allow("sts:*"));
    let may = json!({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": if_star}]});
    role(&account, "three", everything(), json!({}), &may.to_string());
    role(&account, "untagged", json!("sts:AssumeRole"), json!({}), &may.to_string());
    let one = answered(&done(assume(&account, &ann, "one", &STAR)));
    let sun = [("Tags.member.1.Key", "Sun"), ("Tags.member.1.Value", "3")];
    let two = answered(&done(assume(&account, &one, "two", &sun)));
    let three = answered(&done(assume(&account, &two, "three", &[])));
    assert!(account.reads(&three).await, "two roles later");
    let plain = answered(&done(assume(&account, &ann, "three", &[])));
    assert!(!account.reads(&plain).await);
    // Not even in another case, nor with the same value.
    let again = [("Tags.member.1.Key", "star"), ("Tags.member.1.Value", "1")];
    refused(assume(&account, &one, "three", &again), CONFLICT);
    refused(assume(&account, &one, "three", &[("TransitiveTagKeys.member.1", "Star")]), CONFLICT);
    // Whoever trusts must trust with tags.
    let (status, xml) = assume(&account, &one, "untagged", &[]);
    assert_eq!((status, element(&xml, "Code")), (403, "AccessDenied"));
    assert!(element(&xml, "Message").contains("perform: sts:TagSession on"), "{xml}");
    done(assume(&account, &ann, "untagged", &[]));
}

#[tokio::test(start_paused = true)]
async fn what_tags_may_be() {
    let (account, _, ann) = with_ann();
    role(&account, "one", everything(), json!({}), &allow("sts:*"));
    let tag = |key: &str, value: &str| {
        let all = [("Tags.member.1.Key", key), ("Tags.member.1.Value", value)];
        assume(&account, &ann, "one", &all)
    };
    assert_eq!(element(&done(tag("k", "v")), "PackedPolicySize"), "3");
    let (status, xml) = tag("aws:k", "v");
    assert_eq!((status, element(&xml, "Code")), (400, "InvalidParameterValue"));
    let (status, xml) = tag("k", &"v".repeat(257));
    assert_eq!((status, element(&xml, "Code")), (400, "ValidationError"));
    let twice = [
        ("Tags.member.1.Key", "k"),
        ("Tags.member.1.Value", "v"),
        ("Tags.member.2.Key", "K"),
        ("Tags.member.2.Value", "w"),
    ];
    let message = "Duplicate tag keys found. Please note that Tag keys are case insensitive.";
    let twice = assume(&account, &ann, "one", &twice);
    refused(twice, (400, "InvalidParameterValue", message));
    let absent = assume(&account, &ann, "one", &[("TransitiveTagKeys.member.1", "k")]);
    let message = "The specified transitive tag key must be included in the requested tags.";
    refused(absent, (400, "InvalidParameterValue", message));
    // https://github.com/aws-actions/configure-aws-credentials/issues/1898
    let value = "a".repeat(250);
    let names: Vec<(String, String, String)> = (1..=9)
        .map(|n| {
            let member = |part| format!("Tags.member.{n}.{part}");
            (member("Key"), member("Value"), format!("T{n}"))
        })
        .collect();
    let pairs = names.iter().flat_map(|(k, v, name)| [(&**k, &**name), (&**v, &*value)]);
    let large = assume(&account, &ann, "one", &pairs.collect::<Vec<_>>());
    let message = "Packed size of session tags consumes 498% of allotted space.";
    refused(large, (400, "PackedPolicyTooLarge", message));
}

/// Once it is said who began, it stays; `aws:SourceIdentity` tells.
#[tokio::test(start_paused = true)]
async fn the_source_identity_stays() {
    let (account, _, ann) = with_ann();
    let is_ann = json!({"StringEquals": {"aws:SourceIdentity": "ann"}});
    let may = json!({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": is_ann}]});
    let said = json!({"StringLike": {"sts:SourceIdentity": "a*"}});
    role(&account, "one", everything(), said, &allow("sts:*"));
    role(&account, "two", everything(), json!({}), &may.to_string());
    role(&account, "silent", json!("sts:AssumeRole"), json!({}), &may.to_string());
    let xml = done(assume(&account, &ann, "one", &[("SourceIdentity", "ann")]));
    assert_eq!(element(&xml, "SourceIdentity"), "ann");
    let one = answered(&xml);
    let xml = done(assume(&account, &one, "two", &[]));
    assert_eq!(element(&xml, "SourceIdentity"), "ann", "it goes on by itself");
    assert!(account.reads(&answered(&xml)).await);
    done(assume(&account, &one, "two", &[("SourceIdentity", "ann")]));
    let without = assume(&account, &ann, "one", &[]);
    assert_eq!((without.0, element(&without.1, "Code")), (403, "AccessDenied"));
    for (role, asked) in [("two", &[("SourceIdentity", "bob")][..]), ("silent", &[])] {
        let (status, xml) = assume(&account, &one, role, asked);
        assert_eq!((status, element(&xml, "Code")), (403, "AccessDenied"));
        assert!(element(&xml, "Message").contains("perform: sts:SetSourceIdentity on"), "{xml}");
    }
}

/// Tags of a federated user are `aws:PrincipalTag` of his requests; none is transitive.
#[tokio::test(start_paused = true)]
async fn federated_users_have_tags() {
    let (account, _, ann) = with_ann();
    let may = json!({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Action": "s3:*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:PrincipalTag/Team": "blue"}}}]})
    .to_string();
    let federate = |value: &str| {
        let all = [
            ("Name", "bob"),
            ("Policy", &*may),
            ("Tags.member.1.Key", "Team"),
            ("Tags.member.1.Value", value),
        ];
        call(&account, &ann, "GetFederationToken", &all)
    };
    let xml = done(federate("blue"));
    assert!(element(&xml, "PackedPolicySize").parse::<u32>().unwrap() > 0);
    assert!(account.reads(&answered(&xml)).await);
    assert!(!account.reads(&answered(&done(federate("red")))).await);
    let only = iam::PutUserPolicyInput {
        user_name: "ann".into(),
        policy_name: "sessions".into(),
        policy_document: allow("sts:GetFederationToken"),
    };
    account.call::<iam::operations::PutUserPolicy>(only).unwrap();
    let (status, xml) = federate("blue");
    assert_eq!((status, element(&xml, "Code")), (403, "AccessDenied"));
    assert!(element(&xml, "Message").contains("perform: sts:TagSession on"), "{xml}");
    done(call(&account, &ann, "GetFederationToken", &[("Name", "bob")]));
}

/// Session policies: of the account or AWS's, ten at the most, and not too much of them.
#[tokio::test(start_paused = true)]
async fn session_policies_are_limited() {
    let (account, _, ann) = with_ann();
    role(&account, "one", everything(), json!({}), &allow("sts:*"));
    let with = |arns: &[&str]| {
        let names: Vec<String> =
            (1..=arns.len()).map(|n| format!("PolicyArns.member.{n}.arn")).collect();
        let all: Vec<_> = names.iter().map(|it| &**it).zip(arns.iter().copied()).collect();
        assume(&account, &ann, "one", &all)
    };
    let s3 = crate::iam::S3_FULL;
    assert_eq!(element(&done(with(&[s3])), "PackedPolicySize"), "3");
    let absent = format!("arn:aws:iam::{ACCOUNT}:policy/absent");
    let (status, xml) = with(&[&absent]);
    assert_eq!((status, element(&xml, "Code")), (400, "MalformedPolicyDocument"));
    assert_eq!(with(&[s3; 11]).0, 400);
    let statements: Vec<Value> = (0..40)
        .map(|n| {
            json!({"Effect": "Allow", "Action": "s3:GetObject",
                        "Resource": format!("arn:aws:s3:::bucket-number-{n}/*")})
        })
        .collect();
    let long = json!({"Version": "2012-10-17", "Statement": statements}).to_string();
    let (status, xml) = assume(&account, &ann, "one", &[("Policy", &long)]);
    assert_eq!((status, element(&xml, "Code")), (400, "PackedPolicyTooLarge"));
    let message = element(&xml, "Message");
    assert!(message.ends_with("of allotted space, please use smaller policy."), "{message}");
}

#[tokio::test(start_paused = true)]
async fn dates_are_in_whole_seconds() {
    let (account, _, ann) = with_ann();
    account.cloud.advance(std::time::Duration::from_millis(1234)).await;
    let xml = done(call(&account, &ann, "GetSessionToken", &[]));
    assert_eq!(element(&xml, "Expiration"), "2026-01-01T12:00:01Z");
}

/// No service here encodes why it refuses.
#[tokio::test(start_paused = true)]
async fn messages_that_nobody_encoded_cannot_be_decoded() {
    let (account, _, ann) = with_ann();
    let decode =
        |by| call(&account, by, "DecodeAuthorizationMessage", &[("EncodedMessage", "xyz")]);
    let invalid = (400, "InvalidAuthorizationMessageException", "Message is not valid");
    refused(decode(&ann), invalid);
    account.user("bob");
    let (status, xml) = decode(&account.key("bob"));
    assert_eq!((status, element(&xml, "Code")), (403, "AccessDenied"), "it needs a permission");
}

/// Sessions are of a user by whatever name: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_rename.html>
#[tokio::test(start_paused = true)]
async fn sessions_of_who_is_renamed_go_on() {
    let (account, ann, key) = with_ann();
    let itself = answered(&done(call(&account, &key, "GetSessionToken", &[])));
    let policy = allow("s3:*");
    let bob = [("Name", "bob"), ("Policy", &*policy)];
    let federated = answered(&done(call(&account, &key, "GetFederationToken", &bob)));
    let who = |by: &Credentials| {
        let xml = done(call(&account, by, "GetCallerIdentity", &[]));
        [element(&xml, "UserId").to_owned(), element(&xml, "Arn").to_owned()]
    };
    let rename = |from: &str, to: &str, path: &str| {
        let (user_name, new_user_name) = (from.to_owned(), Some(to.to_owned()));
        let input = iam::UpdateUserInput { user_name, new_user_name, new_path: Some(path.into()) };
        account.call::<iam::operations::UpdateUser>(input).unwrap();
    };
    for (from, to, path) in [("ann", "anna", "/"), ("anna", "anne", "/team/")] {
        rename(from, to, path);
        assert!(account.reads(&itself).await && account.reads(&federated).await, "{to}");
        let arn = format!("arn:aws:iam::{ACCOUNT}:user{path}{to}");
        assert_eq!(who(&itself), [ann.user_id.clone(), arn]);
        let arn = format!("arn:aws:sts::{ACCOUNT}:federated-user/bob");
        assert_eq!(who(&federated), [format!("{ACCOUNT}:bob"), arn]);
    }
    // What policies ask of the user is what is so now.
    let home = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:username":"anne"}}}]}"#;
    let put = iam::PutUserPolicyInput {
        user_name: "anne".into(),
        policy_name: "home".into(),
        policy_document: home.into(),
    };
    account.call::<iam::operations::PutUserPolicy>(put).unwrap();
    assert!(!account.reads(&itself).await && account.reads(&federated).await);
    // Somebody else of the old name has nothing to do with them.
    rename("anne", "anna", "/");
    account.user("ann");
    assert!(account.reads(&itself).await);
    assert_eq!(who(&itself)[0], ann.user_id);
}
