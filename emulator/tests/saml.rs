//! AssumeRoleWithSAML. The responses in `saml/` were signed by signxml, of Python: one as a whole by
//! RSA with SHA-256, of the other the assertion with SHA-512.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html>

use crate::iam::{ACCOUNT, Account, allow};
use crate::signed::{element, send};
use crate::sts::answered;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use parhelion::sts::model::{AssumeRoleWithSAMLInput, MODEL, operations::AssumeRoleWithSAML};
use parhelion::wire::Body;
use serde_json::{Value, json};
use std::time::Duration;

const METADATA: &str = include_str!("saml/metadata.xml");
const RESPONSE: &str = include_str!("saml/response.xml");
const ASSERTION: &str = include_str!("saml/assertion.xml");

const NOT_AUTHORIZED: &str = "Not authorized to perform sts:AssumeRoleWithSAML";

/// An account with the provider, and a role that trusts it on this condition.
fn account(condition: Value) -> Account {
    let account = Account::new();
    let provider = [("Name", "idp"), ("SAMLMetadataDocument", METADATA)];
    account.send("CreateSAMLProvider", &provider);
    let trust = json!({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow",
        "Principal": {"Federated": format!("arn:aws:iam::{ACCOUNT}:saml-provider/idp")},
        "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"],
        "Condition": condition}]})
    .to_string();
    for role in ["people", "other"] {
        let role = [("RoleName", role), ("AssumeRolePolicyDocument", &*trust)];
        account.send("CreateRole", &role);
    }
    let may = allow("s3:Get*");
    let put = [("RoleName", "people"), ("PolicyName", "p"), ("PolicyDocument", &*may)];
    account.send("PutRolePolicy", &put);
    account
}

/// An unsigned call with a response; its status and text.
fn assume(account: &Account, role: &str, response: &str) -> (u16, String) {
    assume_with(account, role, &STANDARD.encode(response))
}

fn assume_with(account: &Account, role: &str, encoded: &str) -> (u16, String) {
    let all = percent_encoding::NON_ALPHANUMERIC;
    let of = |text: &str| percent_encoding::utf8_percent_encode(text, all).to_string();
    let body = format!(
        "Action=AssumeRoleWithSAML&Version=2011-06-15&RoleArn={}&PrincipalArn={}&SAMLAssertion={}",
        of(&format!("arn:aws:iam::{ACCOUNT}:role/{role}")),
        of(&format!("arn:aws:iam::{ACCOUNT}:saml-provider/idp")),
        of(encoded)
    );
    let request = http::Request::post("/")
        .header("host", "sts.amazonaws.com")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .unwrap();
    let response = account.cloud.handle(request).unwrap();
    let text = String::from_utf8(response.body().to_bytes().to_vec()).unwrap();
    (response.status().as_u16(), text)
}

#[track_caller]
fn refused((status, xml): (u16, String), (expected, code, message): (u16, &str, &str)) {
    assert_eq!((status, element(&xml, "Code")), (expected, code), "{xml}");
    assert_eq!(element(&xml, "Message"), message);
}

fn keys() -> Value {
    json!({"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml",
                            "saml:iss": "https://idp.example/metadata",
                            "saml:sub": "ann&co",
                            "saml:sub_type": "persistent",
                            "saml:doc": format!("{ACCOUNT}/idp"),
                            "aws:RequestTag/team": "blue"}})
}

#[tokio::test(start_paused = true)]
async fn who_is_signed_in_gets_a_role() {
    let account = account(keys()).with_object();
    for signed in [RESPONSE, ASSERTION] {
        let (status, xml) = assume(&account, "people", signed);
        assert_eq!(status, 200, "{xml}");
        for (name, value) in [
            ("Subject", "ann&amp;co"),
            ("SubjectType", "persistent"),
            ("Issuer", "https://idp.example/metadata"),
            ("Audience", "https://signin.aws.amazon.com/saml"),
            ("Arn", &*format!("arn:aws:sts::{ACCOUNT}:assumed-role/people/ann@example.com")),
            ("Expiration", "2026-01-01T00:30:00Z"),
        ] {
            assert_eq!(element(&xml, name), value);
        }
        assert_eq!(element(&xml, "NameQualifier").len(), 28, "{xml}");
        let session = answered(&xml);
        assert!(account.reads(&session).await);
        assert!(!account.deletes(&session).await);
        assert_eq!(send(&account.cloud, &MODEL, &session, "GetCallerIdentity", "").0, 200);
    }
    // The typed door.
    let input = AssumeRoleWithSAMLInput {
        role_arn: format!("arn:aws:iam::{ACCOUNT}:role/people"),
        principal_arn: format!("arn:aws:iam::{ACCOUNT}:saml-provider/idp"),
        saml_assertion: STANDARD.encode(RESPONSE),
        duration_seconds: Some(900),
        ..Default::default()
    };
    let made = account.cloud.call::<parhelion::sts::Sts, AssumeRoleWithSAML>(input).unwrap();
    let end = account.cloud.now() + Duration::from_secs(900);
    assert_eq!(made.credentials.unwrap().expiration, end, "the shorter of both");
}

/// Not one character of what is signed can be another.
#[tokio::test(start_paused = true)]
async fn changed_responses_are_refused() {
    let account = account(json!({}));
    let wrong = (400, "InvalidIdentityToken", "Response signature invalid");
    for (signed, old, new) in [
        (RESPONSE, "ann@example.com", "bob@example.com"),
        (RESPONSE, ">1800<", ">3600<"),
        (ASSERTION, "role/people", "role/other"),
        (ASSERTION, "ann&amp;co", "ann&amp;c0"),
        (ASSERTION, "rsa-sha512", "rsa-sha256"),
        (RESPONSE, "URI=\"#_r1\"", "URI=\"#_a1\""),
        (RESPONSE, "ID=\"_r1\"", "ID=\"_r2\""),
        (RESPONSE, "xmlenc#sha256", "xmlenc#sha512"),
    ] {
        assert!(signed.contains(old), "{old}");
        refused(assume(&account, "people", &signed.replacen(old, new, 1)), wrong);
    }
    // Another assertion beside the one that is signed, which it takes the place of.
    let (before, rest) = ASSERTION.split_once("<saml:Assertion").unwrap();
    let (own, after) = rest.split_once("</saml:Assertion>").unwrap();
    let forged = own.replace("ann@example.com", "bob@example.com").replace("_a1", "_a2");
    let wrapped = format!(
        "{before}<saml:Assertion{forged}</saml:Assertion><saml:Assertion{own}</saml:Assertion>{after}"
    );
    let two = (400, "InvalidIdentityToken", "Could not parse SAML Response");
    refused(assume(&account, "people", &wrapped), two);
    // What comes before the signature and is not signed at all.
    let unsigned = RESPONSE.split_once("<ds:Signature").unwrap();
    let (_, after) = unsigned.1.split_once("</ds:Signature>").unwrap();
    refused(assume(&account, "people", &format!("{}{after}", unsigned.0)), wrong);
    assert_eq!(assume(&account, "people", RESPONSE).0, 200);
}

#[tokio::test(start_paused = true)]
async fn what_else_is_refused() {
    let account = account(keys());
    let invalid = |message| (400, "InvalidIdentityToken", message);
    refused(assume_with(&account, "people", "n.n.n"), invalid("Invalid base64 SAMLResponse"));
    refused(assume(&account, "people", "nonsense"), invalid("Could not parse SAML Response"));
    refused(assume(&account, "other", RESPONSE), (403, "AccessDenied", NOT_AUTHORIZED));
    // Named by the assertion, and not there.
    refused(assume(&account, "else", RESPONSE), (403, "AccessDenied", NOT_AUTHORIZED));
    let strict = json!({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow",
        "Principal": {"Federated": format!("arn:aws:iam::{ACCOUNT}:saml-provider/idp")},
        "Action": "sts:AssumeRoleWithSAML",
        "Condition": {"StringEquals": {"saml:sub_type": "transient"}}}]})
    .to_string();
    let update = [("RoleName", "people"), ("PolicyDocument", &*strict)];
    account.send("UpdateAssumeRolePolicy", &update);
    refused(assume(&account, "people", RESPONSE), (403, "AccessDenied", NOT_AUTHORIZED));
    let late = "Token must be redeemed within 5 minutes of issuance";
    account.cloud.advance(Duration::from_secs(301)).await;
    refused(assume(&account, "people", RESPONSE), (400, "ExpiredTokenException", late));
    let other = METADATA.replace("https://idp.example/metadata", "https://other.example/metadata");
    let arn = format!("arn:aws:iam::{ACCOUNT}:saml-provider/idp");
    let provider = ("SAMLProviderArn", &*arn);
    account.send("UpdateSAMLProvider", &[provider, ("SAMLMetadataDocument", &other)]);
    let message = "Issuer not present in specified provider";
    refused(assume(&account, "people", RESPONSE), invalid(message));
    account.send("DeleteSAMLProvider", &[provider]);
    refused(assume_with(&account, "people", "n.n.n"), invalid("Invalid base64 SAMLResponse"));
    refused(assume(&account, "people", RESPONSE), invalid("Specified provider doesn't exist"));
}
