//! AssumeRoleWithWebIdentity (COG-I1): whose tokens it takes, whose roles they get, and what the
//! sessions are.

use crate::iam::{ACCOUNT, Account, allow};
use crate::signed::{element, send};
use crate::sts::answered;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::SigningKey;
use p256::ecdsa::signature::Signer as _;
use parhelion::iam::model as iam;
use parhelion::sts::model::MODEL;
use parhelion::wire::Body;
use parhelion::wire::signature::Credentials;
use serde_json::{Value, json};
use std::time::Duration;

const GITHUB: &str = "https://token.actions.githubusercontent.com";
const EKS: &str = "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";

/// An issuer with one key.
struct Issuer {
    url: &'static str,
    key: SigningKey,
}

impl Issuer {
    fn new(url: &'static str) -> Self {
        Self { url, key: SigningKey::from_slice(&[7; 32]).unwrap() }
    }

    fn jwks(&self) -> Value {
        let point = self.key.verifying_key().to_sec1_bytes();
        let (x, y) = point[1..].split_at(32);
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        json!({"keys": [{"kty": "EC", "use": "sig", "alg": "ES256", "kid": "k1", "crv": "P-256",
                         "x": text(x), "y": text(y)}]})
    }

    fn sign(&self, head: &Value, claims: &Value) -> String {
        let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let signed = format!("{}.{}", part(head), part(claims));
        let signature: p256::ecdsa::Signature = self.key.sign(signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
    }

    /// What a job or pod gets, from a token of AWS's examples with these changes.
    fn token(&self, account: &Account, changes: Value) -> String {
        let now = account.cloud.now().secs();
        let mut claims = json!({"iss": self.url, "aud": "sts.amazonaws.com", "iat": now, "nbf": now,
                                "exp": now + 300, "jti": "j"});
        let all = claims.as_object_mut().unwrap();
        for (name, value) in changes.as_object().unwrap() {
            match value {
                Value::Null => drop(all.remove(name)),
                value => drop(all.insert(name.clone(), value.clone())),
            }
        }
        self.sign(&json!({"alg": "ES256", "kid": "k1", "typ": "JWT"}), &claims)
    }
}

/// An account that knows an issuer, and a role that trusts it on these conditions.
fn account(issuer: &Issuer, condition: Value) -> Account {
    let account = Account::new();
    let told = json!({"issuer": issuer.url, "jwks": issuer.jwks()}).to_string();
    account.cloud.control("issuers", told.as_bytes()).unwrap().unwrap();
    with_role(&account, issuer, condition);
    account
}

fn with_role(account: &Account, issuer: &Issuer, condition: Value) {
    let input = iam::CreateOpenIDConnectProviderInput {
        url: issuer.url.into(),
        client_id_list: Some(vec!["sts.amazonaws.com".into(), "other".into()]),
        ..Default::default()
    };
    let made = account.call::<iam::operations::CreateOpenIDConnectProvider>(input).unwrap();
    let trust = json!({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow",
        "Principal": {"Federated": made.open_id_connect_provider_arn.unwrap()},
        "Action": ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"],
        "Condition": condition,
    }]});
    let input = iam::CreateRoleInput {
        role_name: "deploy".into(),
        assume_role_policy_document: trust.to_string(),
        ..Default::default()
    };
    account.call::<iam::operations::CreateRole>(input).unwrap();
    let put = iam::PutRolePolicyInput {
        role_name: "deploy".into(),
        policy_name: "p".into(),
        policy_document: allow("s3:Get*"),
    };
    account.call::<iam::operations::PutRolePolicy>(put).unwrap();
}

fn request(parameters: &[(&str, &str)]) -> http::Request<Body> {
    let encoded = |text: &str| {
        let all = percent_encoding::NON_ALPHANUMERIC;
        percent_encoding::utf8_percent_encode(text, all).to_string()
    };
    let pair = |(name, value): &(&str, &str)| format!("&{name}={}", encoded(value));
    let parameters: String = parameters.iter().map(pair).collect();
    let body = format!("Action=AssumeRoleWithWebIdentity&Version=2011-06-15{parameters}");
    http::Request::post("/")
        .header("host", "sts.amazonaws.com")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .unwrap()
}

/// An unsigned call: its status and text.
async fn assume_with(account: &Account, token: &str, more: &[(&str, &str)]) -> (u16, String) {
    let arn = format!("arn:aws:iam::{ACCOUNT}:role/deploy");
    let mut all =
        vec![("RoleArn", &*arn), ("RoleSessionName", "GitHubActions"), ("WebIdentityToken", token)];
    all.extend(more);
    let response = account.cloud.send(request(&all)).await.unwrap();
    let status = response.status().as_u16();
    (status, String::from_utf8(response.body().to_bytes().to_vec()).unwrap())
}

async fn assume(account: &Account, token: &str) -> (u16, String) {
    assume_with(account, token, &[]).await
}

#[track_caller]
fn refused((status, xml): (u16, String), (expected, code, message): (u16, &str, &str)) {
    assert_eq!((status, element(&xml, "Code")), (expected, code), "{xml}");
    assert_eq!(element(&xml, "Message"), message);
}

const BRANCH: &str = "repo:octo/app:ref:refs/heads/main";

fn github_condition() -> Value {
    let key = |claim: &str| format!("{}:{claim}", GITHUB.trim_start_matches("https://"));
    json!({"StringEquals": {key("aud"): "sts.amazonaws.com", key("repository"): "octo/app"},
           "StringLike": {key("sub"): "repo:octo/app:ref:refs/heads/*"}})
}

/// COG-I1.2, COG-I3: as GitHub's jobs do it, with no credentials of AWS's at all.
#[tokio::test(start_paused = true)]
async fn github_actions() {
    let github = Issuer::new(GITHUB);
    let account = account(&github, github_condition()).with_object();
    let claims = json!({"sub": BRANCH, "repository": "octo/app", "ref": "refs/heads/main"});
    let (status, xml) = assume(&account, &github.token(&account, claims)).await;
    assert_eq!(status, 200, "{xml}");
    let provider =
        format!("arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com");
    for (name, value) in [
        ("SubjectFromWebIdentityToken", BRANCH),
        ("Audience", "sts.amazonaws.com"),
        ("Provider", &*provider),
        ("Arn", &*format!("arn:aws:sts::{ACCOUNT}:assumed-role/deploy/GitHubActions")),
    ] {
        assert_eq!(element(&xml, name), value);
    }
    assert!(element(&xml, "AssumedRoleId").ends_with(":GitHubActions"), "{xml}");
    assert!(!xml.contains("PackedPolicySize") && !xml.contains("SourceIdentity"), "{xml}");
    let hour = account.cloud.now() + Duration::from_secs(3600);
    assert_eq!(element(&xml, "Expiration"), hour.date_time());
    let session = answered(&xml);
    assert!(account.reads(&session).await);
    assert!(!account.deletes(&session).await);
    let (_, whoami) = send(&account.cloud, &MODEL, &session, "GetCallerIdentity", "");
    assert!(element(&whoami, "Arn").ends_with(":assumed-role/deploy/GitHubActions"));
    // Another branch's form, another repository, and a role that is not there, read alike (COG-I1.6).
    let no = (403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
    for changes in [
        json!({"sub": "repo:octo/app:pull_request", "repository": "octo/app"}),
        json!({"sub": "REPO:octo/app:ref:refs/heads/main", "repository": "octo/app"}),
        json!({"sub": BRANCH, "repository": "octo/other"}),
        json!({"sub": BRANCH}),
        json!({"sub": BRANCH, "repository": "octo/app", "aud": "other"}),
    ] {
        refused(assume(&account, &github.token(&account, changes)).await, no);
    }
    let token = github.token(&account, json!({"sub": BRANCH, "repository": "octo/app"}));
    let absent = format!("arn:aws:iam::{ACCOUNT}:role/absent");
    let all = [("RoleArn", &*absent), ("RoleSessionName", "ab"), ("WebIdentityToken", &*token)];
    let response = account.cloud.send(request(&all)).await.unwrap();
    let text = String::from_utf8(response.body().to_bytes().to_vec()).unwrap();
    refused((response.status().as_u16(), text), no);
    let longer = assume_with(&account, &token, &[("DurationSeconds", "3601")]).await;
    let message = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
    refused(longer, (400, "ValidationError", message));
}

/// A pod's token has a list of audiences, and a subject of the cluster's.
#[tokio::test(start_paused = true)]
async fn service_accounts_of_eks() {
    let eks = Issuer::new(EKS);
    let place = EKS.trim_start_matches("https://");
    let account = account(
        &eks,
        json!({"StringEquals": {format!("{place}:sub"): "system:serviceaccount:default:web",
                                format!("{place}:aud"): "sts.amazonaws.com"}}),
    );
    let claims = |name: &str| {
        json!({"aud": ["sts.amazonaws.com"], "sub": format!("system:serviceaccount:default:{name}"),
               "kubernetes.io": {"namespace": "default", "serviceaccount": {"name": name}}})
    };
    let (status, xml) = assume(&account, &eks.token(&account, claims("web"))).await;
    assert_eq!(status, 200, "{xml}");
    assert_eq!(element(&xml, "Audience"), "sts.amazonaws.com");
    assert_eq!(element(&xml, "Provider"), format!("arn:aws:iam::{ACCOUNT}:oidc-provider/{place}"));
    let (status, xml) = assume(&account, &eks.token(&account, claims("db"))).await;
    assert_eq!((status, element(&xml, "Code")), (403, "AccessDenied"));
}

/// COG-I1.3, COG-I1.6, COG-I1.7: what is wrong with a token, in AWS's words.
#[tokio::test(start_paused = true)]
async fn what_a_token_must_be() {
    let github = Issuer::new(GITHUB);
    let account = account(&github, json!({}));
    let now = account.cloud.now().secs();
    let invalid = |message| (400, "InvalidIdentityToken", message);
    let no_jwt = "The ID Token provided is not a valid JWT. (You may see this error if you sent an \
                  Access Token)";
    for text in ["nonsense", "a.b.c", "e30.e30.e30.e30"] {
        refused(assume(&account, text).await, invalid(no_jwt));
    }
    let with = |changes: Value| github.token(&account, changes);
    let sub = "repo:octo/app:pull_request";
    for (changes, message) in [
        (json!({"sub": sub, "iss": null}), "Missing a required claim: iss"),
        (json!({"sub": null}), "Missing a required claim: sub"),
        (json!({"sub": sub, "exp": null}), "Missing a required claim: exp"),
        (json!({"sub": sub, "iat": null}), "Missing a required claim: iat"),
        (json!({"sub": sub, "aud": "https://github.com/octo"}), "Incorrect token audience"),
        (json!({"sub": sub, "aud": null}), "Incorrect token audience"),
        // Whoever asked for it counts, whomever else it is for.
        (json!({"sub": sub, "azp": "somebody"}), "Incorrect token audience"),
        (
            json!({"sub": sub, "iss": "https://example.com"}),
            "No OpenIDConnect provider found in your account for https://example.com",
        ),
    ] {
        refused(assume(&account, &with(changes)).await, invalid(message));
    }
    let expired = format!(
        "Token expired: current date/time {now} must be before the expiration date/time {now}"
    );
    let late = assume(&account, &with(json!({"sub": sub, "exp": now}))).await;
    refused(late, (400, "ExpiredTokenException", &expired));
    let early = assume(&account, &with(json!({"sub": sub, "nbf": now + 301}))).await;
    assert_eq!(element(&early.1, "Code"), "InvalidIdentityToken");
    assert_eq!(assume(&account, &with(json!({"sub": sub, "nbf": now + 300}))).await.0, 200);
    // Signed by nobody, or by somebody else.
    let not_validated = "The web identity token that was passed could not be validated by AWS. Get \
                         a new identity token from the identity provider and then retry the request.";
    let claims = json!({"iss": GITHUB, "aud": "sts.amazonaws.com", "sub": sub, "iat": now,
                        "exp": now + 300});
    let unsigned = github.sign(&json!({"alg": "none"}), &claims);
    refused(assume(&account, &unsigned).await, invalid(not_validated));
    let stranger = Issuer { url: GITHUB, key: SigningKey::from_slice(&[8; 32]).unwrap() };
    let forged = stranger.token(&account, json!({"sub": sub}));
    refused(assume(&account, &forged).await, invalid(not_validated));
    let no_key = "Couldn't retrieve verification key from your identity provider,  please reference \
                  AssumeRoleWithWebIdentity documentation for requirements";
    let rotated = github.sign(&json!({"alg": "ES256", "kid": "k2"}), &claims);
    refused(assume(&account, &rotated).await, invalid(no_key));
    // COG-I2.4
    let down = json!({"issuer": GITHUB, "unreachable": true}).to_string();
    account.cloud.control("issuers", down.as_bytes()).unwrap().unwrap();
    let (status, xml) = assume(&account, &with(json!({"sub": sub}))).await;
    assert_eq!((status, element(&xml, "Code")), (400, "IDPCommunicationError"));
}

/// A token may carry session tags and a source identity, in either form.
#[tokio::test(start_paused = true)]
async fn tokens_carry_tags() {
    let github = Issuer::new(GITHUB);
    let account = account(&github, json!({}));
    let sub = "repo:octo/app:pull_request";
    let session = |changes: Value| {
        let mut changes = changes;
        changes["sub"] = sub.into();
        let token = github.token(&account, changes);
        let account = &account;
        async move { assume(account, &token).await }
    };
    let nested = json!({"https://aws.amazon.com/tags": {
        "principal_tags": {"Team": ["blue"], "Cost": ["7"]}, "transitive_tag_keys": ["Team"]}});
    let flat = json!({"https://aws.amazon.com/tags/principal_tags/Team": "blue"});
    for tags in [nested, flat] {
        let (status, xml) = session(tags).await;
        assert_eq!(status, 200, "{xml}");
        assert_eq!(element(&xml, "PackedPolicySize").parse::<u32>().unwrap() / 10, 0, "{xml}");
    }
    let two = json!({"https://aws.amazon.com/tags": {"principal_tags": {"Team": ["a", "b"]}}});
    let (status, xml) = session(two).await;
    assert_eq!((status, element(&xml, "Code")), (403, "IDPRejectedClaim"));
    // The trust policy does not say that it may be set.
    let source = json!({"https://aws.amazon.com/source_identity": "ann"});
    let message = "Not authorized to perform sts:SetSourceIdentity";
    refused(session(source).await, (403, "AccessDenied", message));
    let bad = json!({"https://aws.amazon.com/source_identity": "a b"});
    assert_eq!(element(&session(bad).await.1, "Code"), "IDPRejectedClaim");
}

/// An issuer that nobody told the keys of is asked for them: by OpenID Connect Discovery 1.0, within
/// this process or where the user allows it.
#[tokio::test(start_paused = true)]
async fn issuers_are_asked_for_their_keys() {
    use axum::routing::get;
    let issuer = Issuer::new("https://id.example/tenant");
    let account = Account::new();
    with_role(&account, &issuer, json!({}));
    let token = issuer.token(&account, json!({"sub": "someone"}));
    let no_key = "Couldn't retrieve verification key from your identity provider,  please reference \
                  AssumeRoleWithWebIdentity documentation for requirements";
    refused(assume(&account, &token).await, (400, "InvalidIdentityToken", no_key));
    let (found, keys) = (
        json!({"issuer": issuer.url, "jwks_uri": "https://keys.example/jwks.json"}).to_string(),
        issuer.jwks().to_string(),
    );
    let path = "/tenant/.well-known/openid-configuration";
    let router = axum::Router::new().route(path, get(move || async move { found }));
    account.cloud.origin("id.example", router);
    refused(assume(&account, &token).await, (400, "InvalidIdentityToken", no_key));
    let router = axum::Router::new().route("/jwks.json", get(move || async move { keys }));
    account.cloud.origin("keys.example", router);
    let (status, xml) = assume(&account, &token).await;
    assert_eq!(status, 200, "{xml}");
    // One that answers too late is a provider that could not be reached.
    let slow = axum::Router::new().fallback(|| async {
        tokio::time::sleep(Duration::from_secs(6)).await;
    });
    account.cloud.origin("keys.example", slow);
    let (status, xml) = assume(&account, &token).await;
    assert_eq!((status, element(&xml, "Code")), (400, "IDPCommunicationError"));
}

/// Where nobody checks signatures, nobody asks for keys; what a token says counts all the same.
#[tokio::test(start_paused = true)]
async fn without_authentication_tokens_are_believed() {
    let issuer = Issuer::new("https://id.example/tenant");
    let account = Account { cloud: parhelion::Cloud::builder().auth(false).build() };
    with_role(&account, &issuer, json!({"StringEquals": {"id.example/tenant:sub": "someone"}}));
    let (status, xml) = assume(&account, &issuer.token(&account, json!({"sub": "someone"}))).await;
    assert_eq!(status, 200, "{xml}");
    let other = issuer.token(&account, json!({"sub": "another"}));
    assert_eq!(element(&assume(&account, &other).await.1, "Code"), "AccessDenied");
}

/// What is told of issuers must be a key set.
#[test]
fn issuers_are_told_by_the_control_api() {
    let cloud = parhelion::Cloud::new();
    let tell = |body: Value| cloud.control("issuers", body.to_string().as_bytes()).unwrap();
    assert!(tell(json!({"issuer": GITHUB, "jwks": {"keys": []}})).is_ok());
    assert!(tell(json!({"issuer": GITHUB, "jwks": []})).is_err());
    assert!(tell(json!({"issuer": GITHUB})).is_err());
    assert!(tell(json!({"issuer": GITHUB, "jwks": {"keys": []}, "unreachable": true})).is_err());
}

/// Only what proves itself goes without a signature.
#[tokio::test(start_paused = true)]
async fn other_operations_want_signatures() {
    let account = Account::new();
    let body = Body::from("Action=GetCallerIdentity&Version=2011-06-15");
    let request = http::Request::post("/")
        .header("host", "sts.amazonaws.com")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body)
        .unwrap();
    let response = account.cloud.send(request).await.unwrap();
    assert_eq!(response.status(), 403);
    let nobody = Credentials { access_key: "AKIANOBODY".into(), secret: "s".into(), token: None };
    let (status, xml) = send(&account.cloud, &MODEL, &nobody, "GetCallerIdentity", "");
    assert_eq!((status, element(&xml, "Code")), (403, "InvalidClientTokenId"));
}
