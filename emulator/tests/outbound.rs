//! Tokens by which principals prove to others who they are.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound.html>

use crate::iam::{ACCOUNT, Account, allow};
use crate::signed::{element, send};
use crate::sts::{answered, with_ann};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p384::ecdsa::signature::Verifier;
use parhelion::sts::model::MODEL;
use parhelion::wire::Body;
use parhelion::wire::signature::Credentials;
use serde_json::{Value, json};
use std::time::Duration;

fn token(account: &Account, by: &Credentials, parameters: &str) -> (u16, String) {
    let parameters =
        format!("&Audience.member.1=https%3A%2F%2Fapi.example&SigningAlgorithm=ES384{parameters}");
    send(&account.cloud, &MODEL, by, "GetWebIdentityToken", &parameters)
}

async fn document(account: &Account, url: &str) -> Option<Value> {
    let (host, path) = url.strip_prefix("https://")?.split_once('/')?;
    let request = http::Request::get(format!("https://{host}/{path}"));
    let response = account.cloud.viewer().send(request.body(Body::empty()).unwrap()).await;
    let found = response.status() == 200;
    found.then(|| serde_json::from_slice(&response.body().to_bytes()).unwrap())
}

fn claims(token: &str) -> Value {
    let part = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

#[tokio::test(start_paused = true)]
async fn accounts_have_an_issuer_while_they_want_one() {
    let account = Account::new();
    let off = (
        404,
        "FeatureDisabled",
        "Outbound web identity federation is not enabled for your account.",
    );
    account.refuses("GetOutboundWebIdentityFederationInfo", &[], off);
    account.refuses("DisableOutboundWebIdentityFederation", &[], off);
    let enabled = account.send("EnableOutboundWebIdentityFederation", &[]);
    let issuer = element(&enabled, "IssuerIdentifier");
    assert!(issuer.ends_with(".tokens.sts.global.api.aws"), "{issuer}");
    let message = "Outbound web identity federation is already enabled for your account.";
    account.refuses("EnableOutboundWebIdentityFederation", &[], (409, "FeatureEnabled", message));
    let info = account.send("GetOutboundWebIdentityFederationInfo", &[]);
    assert_eq!(element(&info, "IssuerIdentifier"), issuer);
    assert_eq!(element(&info, "JwtVendingEnabled"), "true");
    account.send("DisableOutboundWebIdentityFederation", &[]);
    account.refuses("GetOutboundWebIdentityFederationInfo", &[], off);
    let again = account.send("EnableOutboundWebIdentityFederation", &[]);
    assert_eq!(element(&again, "IssuerIdentifier"), issuer, "the same one");
}

/// Whoever gets a token checks it by what its issuer publishes.
#[tokio::test(start_paused = true)]
async fn tokens_are_checked_by_their_issuers_keys() {
    let (account, ann_user, ann) = with_ann();
    let (status, xml) = token(&account, &ann, "");
    let disabled = "OutboundWebIdentityFederationDisabledException";
    assert_eq!((status, element(&xml, "Code")), (403, disabled));
    let enabled = account.send("EnableOutboundWebIdentityFederation", &[]);
    let issuer = element(&enabled, "IssuerIdentifier");
    account.send(
        "TagUser",
        &[("UserName", "ann"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "blue")],
    );
    let tags = "&Tags.member.1.Key=job&Tags.member.1.Value=7";
    let (status, xml) = token(&account, &ann, tags);
    assert_eq!(status, 200, "{xml}");
    let five_minutes = account.cloud.now() + Duration::from_secs(300);
    assert_eq!(element(&xml, "Expiration"), five_minutes.date_time());
    let text = element(&xml, "WebIdentityToken");
    let said = claims(text);
    let now = account.cloud.now().secs();
    for (name, value) in [
        ("iss", json!(issuer)),
        ("aud", json!("https://api.example")),
        ("sub", json!(ann_user.arn)),
        ("iat", json!(now)),
        ("exp", json!(now + 300)),
    ] {
        assert_eq!(said[name], value, "{name}");
    }
    let about = &said["https://sts.amazonaws.com/"];
    assert_eq!(about["aws_account"], ACCOUNT);
    assert_eq!(about["principal_tags"], json!({"team": "blue"}));
    assert_eq!(about["request_tags"], json!({"job": "7"}));
    let found = document(&account, &format!("{issuer}/.well-known/openid-configuration")).await;
    let place = found.unwrap()["jwks_uri"].as_str().unwrap().to_owned();
    let keys = document(&account, &place).await.unwrap();
    let key = &keys["keys"][0];
    let coordinate = |name: &str| URL_SAFE_NO_PAD.decode(key[name].as_str().unwrap()).unwrap();
    let point = [vec![4], coordinate("x"), coordinate("y")].concat();
    let key = p384::ecdsa::VerifyingKey::from_sec1_bytes(&point).unwrap();
    let (signed, signature) = text.rsplit_once('.').unwrap();
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    let signature = p384::ecdsa::Signature::from_slice(&signature).unwrap();
    assert!(key.verify(signed.as_bytes(), &signature).is_ok());
    assert!(key.verify(b"another", &signature).is_err());
    let stranger = "https://1234.tokens.sts.global.api.aws/.well-known/jwks.json";
    assert_eq!(document(&account, stranger).await, None);
    assert_eq!(document(&account, &format!("{issuer}/")).await, None);
}

/// By the other algorithm, with a key of its own, which is the same each time.
#[tokio::test(start_paused = true)]
async fn tokens_by_rsa() {
    let (account, _, ann) = with_ann();
    let enabled = account.send("EnableOutboundWebIdentityFederation", &[]);
    let issuer = element(&enabled, "IssuerIdentifier");
    let asked = "&Audience.member.1=a&SigningAlgorithm=RS256";
    let token = || {
        let (status, xml) = send(&account.cloud, &MODEL, &ann, "GetWebIdentityToken", asked);
        assert_eq!(status, 200, "{xml}");
        element(&xml, "WebIdentityToken").to_owned()
    };
    let head = |token: &str| -> Value {
        let part = token.split('.').next().unwrap();
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
    };
    let (one, two) = (head(&token()), head(&token()));
    assert_eq!((&one["alg"], &one["kid"]), (&json!("RS256"), &two["kid"]));
    let keys = document(&account, &format!("{issuer}/.well-known/jwks.json")).await.unwrap();
    assert_eq!(keys["keys"].as_array().unwrap().len(), 1);
    assert_eq!((&keys["keys"][0]["kty"], &keys["keys"][0]["kid"]), (&json!("RSA"), &one["kid"]));
}

/// A token of a session's ends with the session; it says who the role is.
#[tokio::test(start_paused = true)]
async fn sessions_get_tokens_as_their_role() {
    let (account, _, ann) = with_ann();
    account.send("EnableOutboundWebIdentityFederation", &[]);
    account.role("app");
    let may = allow("sts:GetWebIdentityToken");
    account.send(
        "PutRolePolicy",
        &[("RoleName", "app"), ("PolicyName", "p"), ("PolicyDocument", &may)],
    );
    let parameters = format!(
        "&RoleArn=arn%3Aaws%3Aiam%3A%3A{ACCOUNT}%3Arole%2Fapp&RoleSessionName=web&DurationSeconds=900"
    );
    let session = answered(&send(&account.cloud, &MODEL, &ann, "AssumeRole", &parameters).1);
    let (status, xml) = token(&account, &session, "&DurationSeconds=900");
    assert_eq!(status, 200, "{xml}");
    let said = claims(element(&xml, "WebIdentityToken"));
    assert_eq!(said["sub"], format!("arn:aws:iam::{ACCOUNT}:role/app"));
    let (status, xml) = token(&account, &session, "&DurationSeconds=901");
    assert_eq!((status, element(&xml, "Code")), (403, "SessionDurationEscalationException"));
    let only = json!({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Action": "sts:GetWebIdentityToken", "Resource": "*",
        "Condition": {"NumericLessThanEquals": {"sts:DurationSeconds": 300},
                      "ForAllValues:StringEquals": {"sts:IdentityTokenAudience": "https://api.example"}}}]});
    let only = only.to_string();
    account.send(
        "PutRolePolicy",
        &[("RoleName", "app"), ("PolicyName", "p"), ("PolicyDocument", &only)],
    );
    assert_eq!(token(&account, &session, "&DurationSeconds=300").0, 200);
    assert_eq!(token(&account, &session, "&DurationSeconds=301").0, 403);
    assert_eq!(token(&account, &session, "&Audience.member.2=other").0, 403);
    let other = "&Audience.member.1=a&SigningAlgorithm=PS256&DurationSeconds=60";
    assert_eq!(send(&account.cloud, &MODEL, &ann, "GetWebIdentityToken", other).0, 400);
}
