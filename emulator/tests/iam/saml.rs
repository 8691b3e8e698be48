//! SAML providers.

use super::*;

fn metadata() -> String {
    let filler = "x".repeat(1000);
    format!(
        r#"<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example"><!-- {filler} --><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/></EntityDescriptor>"#
    )
}

#[tokio::test(start_paused = true)]
async fn a_provider_is_its_metadata() {
    let account = Account::new();
    let metadata = metadata();
    let document = ("SAMLMetadataDocument", &*metadata);
    let made = account.send("CreateSAMLProvider", &[("Name", "idp"), document]);
    let arn = format!("arn:aws:iam::{ACCOUNT}:saml-provider/idp");
    assert_eq!(element(&made, "SAMLProviderArn"), arn);
    let provider = ("SAMLProviderArn", &*arn);
    let input = GetSAMLProviderInput { saml_provider_arn: arn.clone() };
    let shown = account.call::<GetSAMLProvider>(input).unwrap();
    assert_eq!(shown.saml_metadata_document.as_ref(), Some(&metadata));
    assert!(shown.valid_until > shown.create_date);
    let all = account.send("ListSAMLProviders", &[]);
    assert_eq!(elements(&all, "Arn"), [&*arn]);
    let changed = metadata.replace("https://idp.example", "https://other.example");
    account.send("UpdateSAMLProvider", &[provider, ("SAMLMetadataDocument", &changed)]);
    let tag = [provider, ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v")];
    account.send("TagSAMLProvider", &tag);
    let tags = account.send("ListSAMLProviderTags", &[provider]);
    assert_eq!(element(&tags, "Key"), "k");
    account.send("UntagSAMLProvider", &[provider, ("TagKeys.member.1", "k")]);
    let tags = account.send("ListSAMLProviderTags", &[provider]);
    assert!(elements(&tags, "Key").is_empty());
    account.send("DeleteSAMLProvider", &[provider]);
    let text = format!("Manifest not found for arn {arn}");
    account.refuses("DeleteSAMLProvider", &[provider], (404, "NoSuchEntity", &text));
}

#[tokio::test(start_paused = true)]
async fn what_describes_no_provider_is_refused() {
    let account = Account::new();
    let whole = metadata();
    for bad in [
        whole.replace("IDPSSODescriptor", "SPSSODescriptor"),
        whole.replace("EntityDescriptor", "Entity"),
        whole.replace("</EntityDescriptor>", ""),
        "x".repeat(1000),
    ] {
        let input = [("Name", "idp"), ("SAMLMetadataDocument", &*bad)];
        let refusal = (400, "InvalidInput", "Could not parse metadata");
        account.refuses("CreateSAMLProvider", &input, refusal);
    }
}
