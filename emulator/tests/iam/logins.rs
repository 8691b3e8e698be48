//! Passwords, and what an account asks of them.

use super::*;

const GOOD: &str = "Secret-password-1";

#[tokio::test(start_paused = true)]
async fn a_user_has_one_password() {
    let account = Account::new();
    account.user("ann");
    let ann = ("UserName", "ann");
    let text = "Login Profile for User ann cannot be found.";
    account.refuses("GetLoginProfile", &[ann], (404, "NoSuchEntity", text));
    let input = [ann, ("Password", GOOD), ("PasswordResetRequired", "true")];
    let made = account.send("CreateLoginProfile", &input);
    assert_eq!(element(&made, "PasswordResetRequired"), "true");
    assert!(!made.contains(GOOD), "{made}");
    let text = "Login Profile for user ann already exists.";
    account.refuses("CreateLoginProfile", &input, (409, "EntityAlreadyExists", text));
    account.send("UpdateLoginProfile", &[ann, ("PasswordResetRequired", "false")]);
    let shown = account.send("GetLoginProfile", &[ann]);
    assert_eq!(element(&shown, "PasswordResetRequired"), "false");
    let text = "Cannot delete entity, must delete login profile first.";
    account.refuses("DeleteUser", &[ann], (409, "DeleteConflict", text));
    account.send("DeleteLoginProfile", &[ann]);
    account.send("DeleteUser", &[ann]);
}

#[tokio::test(start_paused = true)]
async fn users_change_their_own_password() {
    let account = Account::new();
    account.user("ann");
    let key = account.key("ann");
    let document = allow("iam:ChangePassword");
    let put = [("UserName", "ann"), ("PolicyName", "p"), ("PolicyDocument", &*document)];
    account.send("PutUserPolicy", &put);
    account.send("CreateLoginProfile", &[("UserName", "ann"), ("Password", GOOD)]);
    let change = |old: &str, new: &str| {
        let input = [("OldPassword", old), ("NewPassword", new)];
        let send = |action: &str| account.send_as(&key, action, &input).0;
        send("ChangePassword")
    };
    assert_eq!(change("wrong", "Another-password-2"), 403);
    assert_eq!(change(GOOD, "short"), 400);
    assert_eq!(change(GOOD, "Another-password-2"), 200);
    assert_eq!(change("Another-password-2", GOOD), 200);
    let text = "Only IAM Users can change their own password";
    let input = [("OldPassword", GOOD), ("NewPassword", GOOD)];
    account.refuses("ChangePassword", &input, (400, "InvalidUserType", text));
}

#[tokio::test(start_paused = true)]
async fn the_accounts_policy_decides_on_passwords() {
    let account = Account::new();
    let text = format!("The Password Policy with domain name {ACCOUNT} cannot be found.");
    let absent = (404, "NoSuchEntity", &*text);
    account.refuses("GetAccountPasswordPolicy", &[], absent);
    account.refuses("DeleteAccountPasswordPolicy", &[], absent);
    let rules = [("MinimumPasswordLength", "12"), ("RequireSymbols", "true")];
    account.send("UpdateAccountPasswordPolicy", &rules);
    let shown = account.send("GetAccountPasswordPolicy", &[]);
    assert_eq!(element(&shown, "MinimumPasswordLength"), "12");
    assert_eq!(
        (element(&shown, "RequireSymbols"), element(&shown, "RequireNumbers")),
        ("true", "false")
    );
    assert_eq!(element(&shown, "ExpirePasswords"), "false");
    assert!(!shown.contains("MaxPasswordAge") && !shown.contains("HardExpiry"), "{shown}");
    account.user("ann");
    let make = |password: &str| {
        let input = [("UserName", "ann"), ("Password", password)];
        account.send_as(&root(), "CreateLoginProfile", &input)
    };
    for (password, why) in [
        ("short", "Password should have a minimum length of 12"),
        ("LongEnough123", "Password should have at least one symbol"),
    ] {
        let (status, text) = make(password);
        assert_eq!(status, 400, "{text}");
        assert_eq!(element(&text, "Code"), "PasswordPolicyViolation");
        assert_eq!(element(&text, "Message"), why);
    }
    // What is not said again is as it is by default.
    account.send("UpdateAccountPasswordPolicy", &[("MaxPasswordAge", "90")]);
    let shown = account.send("GetAccountPasswordPolicy", &[]);
    assert_eq!(element(&shown, "MinimumPasswordLength"), "6");
    assert_eq!(
        (element(&shown, "ExpirePasswords"), element(&shown, "MaxPasswordAge")),
        ("true", "90")
    );
    assert_eq!(make("simple").0, 200);
    account.send("DeleteAccountPasswordPolicy", &[]);
    account.refuses("GetAccountPasswordPolicy", &[], absent);
}

#[tokio::test(start_paused = true)]
async fn earlier_passwords_do_not_come_again() {
    let account = Account::new();
    account.user("ann");
    account.send("UpdateAccountPasswordPolicy", &[("PasswordReusePrevention", "2")]);
    account.send("CreateLoginProfile", &[("UserName", "ann"), ("Password", "first1")]);
    let set = |password: &str| {
        let input = [("UserName", "ann"), ("Password", password)];
        account.send_as(&root(), "UpdateLoginProfile", &input).0
    };
    assert_eq!([set("first1"), set("second"), set("first1"), set("third3")], [400, 200, 400, 200]);
    assert_eq!(set("first1"), 200);
}
