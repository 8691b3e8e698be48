//! Credentials for single services.

use super::*;

#[tokio::test(start_paused = true)]
async fn passwords_are_shown_when_they_are_made() {
    let account = Account::new();
    account.user("ann");
    let ann = ("UserName", "ann");
    let service = ("ServiceName", "codecommit.amazonaws.com");
    let made = account.send("CreateServiceSpecificCredential", &[ann, service]);
    assert_eq!(element(&made, "ServiceUserName"), format!("ann-at-{ACCOUNT}"));
    let id = ("ServiceSpecificCredentialId", element(&made, "ServiceSpecificCredentialId"));
    assert!(id.1.starts_with("ACCA"), "{made}");
    let reset = account.send("ResetServiceSpecificCredential", &[ann, id]);
    assert_ne!(element(&reset, "ServicePassword"), element(&made, "ServicePassword"));
    account.send("UpdateServiceSpecificCredential", &[ann, id, ("Status", "Inactive")]);
    let all = account.send("ListServiceSpecificCredentials", &[ann]);
    assert_eq!(element(&all, "Status"), "Inactive");
    assert!(!all.contains("ServicePassword"), "{all}");
    account.send("CreateServiceSpecificCredential", &[ann, service]);
    let text = "Cannot exceed quota for ServiceSpecificCredentialsPerUser: 2";
    let third = [ann, service];
    account.refuses("CreateServiceSpecificCredential", &third, (409, "LimitExceeded", text));
    let bedrock = [ann, ("ServiceName", "bedrock.amazonaws.com"), ("CredentialAgeDays", "30")];
    let made = account.send("CreateServiceSpecificCredential", &bedrock);
    assert!(made.contains("<ServiceCredentialSecret>") && made.contains("<ExpirationDate>"));
    account.send("DeleteServiceSpecificCredential", &[ann, id]);
    let text = format!("No such credential {} exists", id.1);
    let gone = [ann, id];
    account.refuses("DeleteServiceSpecificCredential", &gone, (404, "NoSuchEntity", &text));
    let text = "No such service x.amazonaws.com is supported for Service Specific Credentials";
    let unknown = [ann, ("ServiceName", "x.amazonaws.com")];
    let refusal = (404, "NotSupportedService", text);
    account.refuses("CreateServiceSpecificCredential", &unknown, refusal);
}
