//! Whom a role may trust, and what becomes of it.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>

use super::*;

fn arn(resource: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:{resource}")
}

fn shown(account: &Account) -> String {
    let xml = account.send("GetRole", &[("RoleName", "app")]);
    decoded(element(&xml, "AssumeRolePolicyDocument"))
}

/// A role `app` that trusts this principal.
fn trusting(account: &Account, principal: &str) {
    let document = trust(principal);
    account.send("CreateRole", &[("RoleName", "app"), ("AssumeRolePolicyDocument", &document)]);
}

#[tokio::test(start_paused = true)]
async fn principals_must_exist() {
    let account = Account::new();
    account.user("ann");
    account.role("other");
    for nobody in [
        arn("user/bob"),
        arn("user/team/ann"),
        arn("role/absent"),
        format!("arn:aws:sts::{ACCOUNT}:assumed-role/absent/web"),
        "AIDAIOSFODNN7EXAMPLE".to_owned(),
    ] {
        let document = trust(&nobody);
        let create = [("RoleName", "app"), ("AssumeRolePolicyDocument", &*document)];
        let text = format!("Invalid principal in policy: \"AWS\":\"{nobody}\"");
        let text = text.replace('"', "&quot;");
        account.refuses("CreateRole", &create, (400, "MalformedPolicyDocument", &text));
        let update = [("RoleName", "other"), ("PolicyDocument", &*document)];
        account.refuses("UpdateAssumeRolePolicy", &update, (400, "MalformedPolicyDocument", &text));
    }
    for (number, known) in [
        arn("user/ann"),
        arn("role/other"),
        arn("root"),
        format!("arn:aws:sts::{ACCOUNT}:assumed-role/other/web"),
        // Nobody here has heard of that account.
        "arn:aws:iam::111122223333:role/vendor".to_owned(),
    ]
    .iter()
    .enumerate()
    {
        let (name, document) = (format!("role{number}"), trust(known));
        account.send("CreateRole", &[("RoleName", &name), ("AssumeRolePolicyDocument", &document)]);
    }
    let federated = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:s3:::b"},"Action":"sts:AssumeRoleWithSAML"}]}"#;
    let create = [("RoleName", "app"), ("AssumeRolePolicyDocument", federated)];
    let text = "Federated principals must be valid domain names or SAML metadata ARNs";
    account.refuses("CreateRole", &create, (400, "MalformedPolicyDocument", text));
}

/// One of the same name later is somebody else.
#[tokio::test(start_paused = true)]
async fn who_is_gone_is_shown_by_id() {
    let account = Account::new();
    let ann = account.user("ann");
    trusting(&account, &ann.arn);
    let key = account.key("ann");
    let assume = |key: &Credentials| {
        let parameters =
            format!("&RoleArn=arn%3Aaws%3Aiam%3A%3A{ACCOUNT}%3Arole%2Fapp&RoleSessionName=web");
        send(&account.cloud, &parhelion::sts::model::MODEL, key, "AssumeRole", &parameters).0
    };
    assert_eq!(assume(&key), 200);
    assert_eq!(shown(&account), trust(&ann.arn));
    account.send("DeleteAccessKey", &[("UserName", "ann"), ("AccessKeyId", &key.access_key)]);
    account.send("DeleteUser", &[("UserName", "ann")]);
    assert_eq!(shown(&account), trust(&ann.user_id));
    account.user("ann");
    assert_eq!(shown(&account), trust(&ann.user_id));
    assert_eq!(assume(&account.key("ann")), 403);
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_rename.html>
#[tokio::test(start_paused = true)]
async fn who_is_renamed_stays_trusted() {
    let account = Account::new();
    let ann = account.user("ann");
    // An id names her as well.
    trusting(&account, &ann.user_id);
    assert_eq!(shown(&account), trust(&ann.arn));
    account.send("UpdateUser", &[("UserName", "ann"), ("NewUserName", "anna")]);
    assert_eq!(shown(&account), trust(&arn("user/anna")));
}
