//! A real account: AWS's endpoints over TLS, behind the guard.

use super::endpoint::{Always, Remote, from_environment, region_from_environment};
use super::guard::{Guard, Limits};
use aws_credential_types::Credentials;
use aws_smithy_http_client::tls::{self, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::http::{HttpConnector, SharedHttpClient, SharedHttpConnector};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use http_body_util::BodyExt;
use parhelion::wire::Timestamp;
use parhelion::wire::signature::{Flavour, Payload, Signer, sign};
use std::time::{Duration, SystemTime};

/// Connects to the account of the environment's credentials, which must be one of
/// `PARHELION_ACCOUNTS` (comma-separated).
///
/// # Errors
/// In words, if anything about the account is not as the guard wants it.
pub async fn connect(prefix: &str) -> Result<Remote, String> {
    let accounts =
        std::env::var("PARHELION_ACCOUNTS").map_err(|_| "PARHELION_ACCOUNTS is not set")?;
    connect_within(Limits {
        accounts: accounts.split(',').map(|account| account.trim().to_owned()).collect(),
        regions: vec![region_from_environment()],
        prefix: prefix.to_owned(),
        requests: 20_000,
        micro_usd: 1_000_000,
        time: Duration::from_secs(6 * 3600),
        deletes_only: None,
    })
    .await
}

/// A browser's connections over TLS, to any host.
pub fn browser() -> SharedHttpConnector {
    let tls = tls::Provider::Rustls(CryptoMode::Ring);
    let connector = aws_smithy_http_client::Connector::builder().tls_provider(tls).build();
    SharedHttpConnector::new(connector)
}

/// As [`connect`], within these limits; the first of their regions is the one that is signed for.
///
/// # Errors
/// As [`connect`].
pub async fn connect_within(limits: Limits) -> Result<Remote, String> {
    let (key, secret) = from_environment().ok_or("no AWS credentials in the environment")?;
    let token = std::env::var("AWS_SESSION_TOKEN").ok();
    let region = limits.regions.first().cloned().unwrap_or_else(region_from_environment);
    let connector = browser();

    let credentials =
        sign::Credentials { access_key: key.clone(), secret: secret.clone(), token: token.clone() };
    let account = account(&connector, &credentials, &region).await?;
    let guard = Guard::new(limits, &account)?;
    let remote = Remote {
        client: SharedHttpClient::new(Always(connector.clone())),
        connector,
        credentials: Credentials::new(key, secret, token, None, "environment"),
        region,
        endpoint: None,
    };
    Ok(remote.guarded(guard))
}

/// STS GetCallerIdentity: the only request that is sent without the guard.
async fn account(
    connector: &SharedHttpConnector,
    credentials: &sign::Credentials,
    region: &str,
) -> Result<String, String> {
    let say = |error: &dyn std::fmt::Display| error.to_string();
    let host = format!("sts.{region}.amazonaws.com");
    let body = "Action=GetCallerIdentity&Version=2011-06-15";
    let mut request = http::Request::post(format!("https://{host}/"))
        .header("host", &host)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(SdkBody::from(body))
        .map_err(|error| say(&error))?;
    let now = Timestamp::from_system_time(SystemTime::now());
    let signer = Signer { credentials, region, service: "sts", flavour: Flavour::WrappedXml, now };
    let payload = Payload::hash(&body.into()).map_err(|error| say(&error))?;
    signer.sign(&mut request, &payload).map_err(|error| say(&error))?;
    let request = HttpRequest::try_from(request).map_err(|error| say(&error))?;
    let response = connector.call(request).await.map_err(|error| say(&error))?;
    let body = response.into_body().collect().await.map_err(|error| say(&error))?.to_bytes();
    let text = String::from_utf8_lossy(&body);
    let account = text.split("<Account>").nth(1).and_then(|rest| rest.split('<').next());
    account.map(str::to_owned).ok_or_else(|| format!("STS did not say the account: {text}"))
}
