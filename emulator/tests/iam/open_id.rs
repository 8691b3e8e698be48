//! OpenID Connect providers.

use super::*;

const URL: &str = "https://token.actions.githubusercontent.com";
const THUMBPRINT: &str = "6938fd4d98bab03faadb97b34396831e3780aea1";

fn arn() -> String {
    format!("arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com")
}

#[tokio::test(start_paused = true)]
async fn a_provider_is_known_by_its_url() {
    let account = Account::new();
    let arn = arn();
    let clients = ("ClientIDList.member.1", "sts.amazonaws.com");
    let thumbprint = ("ThumbprintList.member.1", THUMBPRINT);
    let tag = [("Tags.member.1.Key", "ci"), ("Tags.member.1.Value", "github")];
    let input = [("Url", URL), clients, thumbprint, tag[0], tag[1]];
    let made = account.send("CreateOpenIDConnectProvider", &input);
    assert_eq!(element(&made, "OpenIDConnectProviderArn"), arn);
    assert_eq!(element(&made, "Key"), "ci");
    let text = format!("Provider with url {URL} already exists.");
    account.refuses("CreateOpenIDConnectProvider", &input, (409, "EntityAlreadyExists", &text));
    let provider = ("OpenIDConnectProviderArn", &*arn);
    let shown = account.send("GetOpenIDConnectProvider", &[provider]);
    assert_eq!(element(&shown, "Url"), "token.actions.githubusercontent.com");
    assert_eq!(elements(element(&shown, "ClientIDList"), "member"), ["sts.amazonaws.com"]);
    assert_eq!(elements(element(&shown, "ThumbprintList"), "member"), [THUMBPRINT]);
    let all = account.send("ListOpenIDConnectProviders", &[]);
    assert_eq!(elements(&all, "Arn"), [&*arn]);
    account.send("DeleteOpenIDConnectProvider", &[provider]);
    account.send("DeleteOpenIDConnectProvider", &[provider]);
    let text = format!("OpenIDConnect Provider not found for arn {arn}");
    account.refuses("GetOpenIDConnectProvider", &[provider], (404, "NoSuchEntity", &text));
}

#[tokio::test(start_paused = true)]
async fn clients_thumbprints_and_tags_change() {
    let account = Account::new();
    let arn = arn();
    let provider = ("OpenIDConnectProviderArn", &*arn);
    account.send("CreateOpenIDConnectProvider", &[("Url", URL)]);
    for _ in 0..2 {
        account.send("AddClientIDToOpenIDConnectProvider", &[provider, ("ClientID", "a")]);
    }
    let clients = || {
        let shown = account.send("GetOpenIDConnectProvider", &[provider]);
        elements(&shown, "member").len()
    };
    assert_eq!(clients(), 1);
    for _ in 0..2 {
        account.send("RemoveClientIDFromOpenIDConnectProvider", &[provider, ("ClientID", "a")]);
    }
    assert_eq!(clients(), 0);
    let new = [provider, ("ThumbprintList.member.1", THUMBPRINT)];
    account.send("UpdateOpenIDConnectProviderThumbprint", &new);
    let shown = account.send("GetOpenIDConnectProvider", &[provider]);
    assert_eq!(elements(&shown, "member"), [THUMBPRINT]);
    let names: Vec<String> = (1..=6).map(|it| format!("ThumbprintList.member.{it}")).collect();
    let mut many = vec![provider];
    many.extend(names.iter().map(|name| (&**name, THUMBPRINT)));
    let text = "Thumbprint list must contain fewer than 5 entries.";
    let refusal = (400, "InvalidInput", text);
    account.refuses("UpdateOpenIDConnectProviderThumbprint", &many, refusal);
    let tag = [provider, ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v")];
    account.send("TagOpenIDConnectProvider", &tag);
    let tags = account.send("ListOpenIDConnectProviderTags", &[provider]);
    assert_eq!(element(&tags, "Key"), "k");
    account.send("UntagOpenIDConnectProvider", &[provider, ("TagKeys.member.1", "k")]);
    let tags = account.send("ListOpenIDConnectProviderTags", &[provider]);
    assert!(elements(&tags, "Key").is_empty());
    let text = "Invalid Open ID Connect Provider URL";
    let plain = [("Url", "http://example.com")];
    account.refuses("CreateOpenIDConnectProvider", &plain, (400, "ValidationError", text));
}

/// Services ask the world for it: STS checks tokens by it.
#[tokio::test(start_paused = true)]
async fn other_services_know_the_provider() {
    let account = Account::new();
    account.send("CreateOpenIDConnectProvider", &[("Url", URL), ("ClientIDList.member.1", "a")]);
    let found = account.cloud.with::<Iam, _>(|iam, _| {
        let known: &dyn parhelion::identity::Identities = iam.directory_mut();
        known.open_id_provider(&arn()).map(|it| (it.url.to_string(), it.client_ids.len()))
    });
    assert_eq!(found, Some(("token.actions.githubusercontent.com".to_owned(), 1)));
}
