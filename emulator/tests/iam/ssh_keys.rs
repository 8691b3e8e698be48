//! SSH public keys.

use super::*;

/// Made by ssh-keygen, which says of it what [`FINGERPRINT`] is.
const KEY: &str = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDXOsDLrMifRY45fFZbJQd1RippHXddxqDgKcBoFlSMLoocB2fcP7Q6jv9PPXyLrhKBNaWE1eCtK7DGu6oJjZrqZiyxJcDIfc+EKeUElvlFXOEdNJh05RuAWdlD8/Q2ctIrp5yvuyShggc1RnXBQf1eGtX/xgwPjj14/SmxLDbNqqnmswWBxTXaZ3mZ6DgB0Pd+Oqg+ato9+W42M7/rnsi4Fmo7/g0NTvGb9H1GHYKoo83pflnlL98fhQ0QO5P+gluc91jCmckSEIWIWuq7V1J7CRHvOXPnsCRSTW8OJ1L4jPOvJKu3DZm7cH2TCJTNTd9K0ljXpJOAw56ykGLU0F3X ann@example.com";
const FINGERPRINT: &str = "06:81:79:54:99:7e:be:10:7b:9a:79:60:ee:2b:18:ed";

#[tokio::test(start_paused = true)]
async fn a_key_is_kept_as_it_was_given() {
    let account = Account::new();
    account.user("ann");
    let ann = ("UserName", "ann");
    let made = account.send("UploadSSHPublicKey", &[ann, ("SSHPublicKeyBody", KEY)]);
    assert_eq!(element(&made, "Fingerprint"), FINGERPRINT);
    let id = element(&made, "SSHPublicKeyId");
    assert!(id.starts_with("APKA"), "{id}");
    let key = [ann, ("SSHPublicKeyId", id)];
    let shown = account.send("GetSSHPublicKey", &[key[0], key[1], ("Encoding", "SSH")]);
    assert_eq!((element(&shown, "SSHPublicKeyBody"), element(&shown, "Status")), (KEY, "Active"));
    let text = "The SSH public key is already associated with the specified IAM user.";
    let again = [ann, ("SSHPublicKeyBody", KEY)];
    account.refuses("UploadSSHPublicKey", &again, (400, "DuplicateSSHPublicKey", text));
    account.send("UpdateSSHPublicKey", &[key[0], key[1], ("Status", "Inactive")]);
    let all = account.send("ListSSHPublicKeys", &[ann]);
    assert_eq!((elements(&all, "SSHPublicKeyId"), element(&all, "Status")), (vec![id], "Inactive"));
    let text = "Cannot delete entity, must delete SSH public keys first.";
    account.refuses("DeleteUser", &[ann], (409, "DeleteConflict", text));
    account.send("DeleteSSHPublicKey", &key);
    let text = format!("The Public Key with id {id} cannot be found.");
    account.refuses("DeleteSSHPublicKey", &key, (404, "NoSuchEntity", &text));
    account.send("DeleteUser", &[ann]);
}

#[tokio::test(start_paused = true)]
async fn what_is_no_key_is_refused() {
    let account = Account::new();
    account.user("ann");
    let upload = |body: &str| {
        let input = [("UserName", "ann"), ("SSHPublicKeyBody", body)];
        let (status, text) = account.send_as(&root(), "UploadSSHPublicKey", &input);
        assert_eq!(status, 400, "{text}");
        element(&text, "Code").to_owned()
    };
    assert_eq!(upload("ssh-rsa"), "InvalidPublicKey");
    assert_eq!(upload("ssh-rsa AAAA"), "InvalidPublicKey");
    assert_eq!(upload("ssh-rsa \u{e9}"), "InvalidPublicKey");
    assert_eq!(upload("hello"), "UnrecognizedPublicKeyEncoding");
}
