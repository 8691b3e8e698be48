//! What an account is and has as a whole.

use super::*;

#[tokio::test(start_paused = true)]
async fn an_account_has_one_alias() {
    let account = Account::new();
    account.send("CreateAccountAlias", &[("AccountAlias", "first")]);
    let text = "The account alias first already exists.";
    let again = [("AccountAlias", "first")];
    account.refuses("CreateAccountAlias", &again, (409, "EntityAlreadyExists", text));
    account.send("CreateAccountAlias", &[("AccountAlias", "second")]);
    let all = account.send("ListAccountAliases", &[]);
    assert_eq!(elements(&all, "member"), ["second"]);
    let text = "The account alias first cannot be found.";
    account.refuses("DeleteAccountAlias", &again, (404, "NoSuchEntity", text));
    account.send("DeleteAccountAlias", &[("AccountAlias", "second")]);
    let all = account.send("ListAccountAliases", &[]);
    assert!(elements(&all, "member").is_empty());
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html>
#[tokio::test(start_paused = true)]
async fn aliases_are_digits_and_small_letters_and_single_hyphens() {
    let account = Account::new();
    for alias in ["A-b", "a--b", "-ab", "ab-", "a_b", "a.b"] {
        let (status, answer) =
            account.send_as(&root(), "CreateAccountAlias", &[("AccountAlias", alias)]);
        assert_eq!((status, element(&answer, "Code")), (400, "ValidationError"), "{alias}");
    }
    account.send("CreateAccountAlias", &[("AccountAlias", "a-b-0")]);
}

#[tokio::test(start_paused = true)]
async fn the_summary_counts() {
    let account = Account::new();
    let summary = || account.call::<GetAccountSummary>(()).unwrap().summary_map.unwrap();
    let before = summary();
    account.user("ann");
    account.role("app");
    account.role("job");
    account.policy("p", &allow("s3:*"));
    account.send("CreateGroup", &[("GroupName", "g")]);
    account.send("CreateInstanceProfile", &[("InstanceProfileName", "web")]);
    let after = summary();
    let grown = |name: &str| after[name] - before[name];
    assert_eq!((grown("Users"), grown("Roles"), grown("Groups")), (1, 2, 1));
    assert_eq!((grown("Policies"), grown("PolicyVersionsInUse")), (1, 1));
    assert_eq!(grown("InstanceProfiles"), 1);
    assert_eq!((after["UsersQuota"], after["VersionsPerPolicyQuota"]), (5000, 5));
    assert_eq!(after["AccountAccessKeysPresent"], 1);
    assert_eq!(after["GlobalEndpointTokenVersion"], 1);
    let second = [("GlobalEndpointTokenVersion", "v2Token")];
    account.send("SetSecurityTokenServicePreferences", &second);
    assert_eq!(summary()["GlobalEndpointTokenVersion"], 2);
    assert_eq!(after.len(), 34, "all of AWS's numbers: {after:?}");
}

#[tokio::test(start_paused = true)]
async fn everything_is_in_one_answer() {
    let account = Account::new();
    account.user("ann");
    account.role("app");
    account.send("CreateGroup", &[("GroupName", "g")]);
    account.send("AddUserToGroup", &[("GroupName", "g"), ("UserName", "ann")]);
    let arn = account.policy("p", &allow("s3:*")).arn.unwrap();
    account.send("AttachUserPolicy", &[("UserName", "ann"), ("PolicyArn", &arn)]);
    account.send("AttachRolePolicy", &[("RoleName", "app"), ("PolicyArn", S3_FULL)]);
    let all = account.send("GetAccountAuthorizationDetails", &[]);
    let users = element(&all, "UserDetailList");
    assert_eq!(element(element(users, "GroupList"), "member"), "g");
    assert_eq!(elements(users, "PolicyArn"), [&*arn]);
    let policies = element(&all, "Policies");
    assert_eq!(elements(policies, "PolicyName"), ["p", "AmazonS3FullAccess"]);
    assert_eq!(decoded(elements(policies, "Document")[0]), allow("s3:*"));
    let filter = [("Filter.member.1", "Role")];
    let roles = account.send("GetAccountAuthorizationDetails", &filter);
    assert_eq!(element(&roles, "RoleName"), "app");
    assert!(elements(&roles, "UserName").is_empty());
    let page = account.send("GetAccountAuthorizationDetails", &[("MaxItems", "1")]);
    assert_eq!(element(&page, "IsTruncated"), "true");
}
