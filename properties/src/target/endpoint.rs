//! Targets that listen: a Parhelion server (`PARHELION_TARGET=http://127.0.0.1:4566`) or anything
//! else that speaks AWS's protocols there.

use super::guard::Guard;
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_async::rt::sleep::TokioSleep;
use aws_smithy_async::time::SystemTimeSource;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_types::SdkConfig;
use aws_types::region::Region;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use std::fmt;
use std::sync::Arc;

/// Something that is reached over a network.
#[derive(Clone)]
pub struct Remote {
    pub(super) client: SharedHttpClient,
    pub(super) connector: SharedHttpConnector,
    pub(super) credentials: Credentials,
    pub(super) region: String,
    /// `http://host:port`; none: AWS's own endpoints.
    pub(super) endpoint: Option<String>,
}

impl Remote {
    /// An endpoint by its address, with credentials from the environment or, without any, the
    /// development account's.
    ///
    /// # Errors
    /// In words, if the address is none of the form `http://host:port`.
    pub fn endpoint(address: &str) -> Result<Self, String> {
        let uri: http::Uri = address.parse().map_err(|error| format!("{address}: {error}"))?;
        let authority = match (uri.scheme_str(), uri.authority()) {
            (Some("http"), Some(authority)) => authority.as_str().to_owned(),
            _ => return Err(format!("{address} is not of the form http://host:port")),
        };
        let plain = SharedHttpConnector::new(Plain { authority: authority.into() });
        let (key, secret) = from_environment().unwrap_or_else(|| {
            use parhelion::identity::{ACCESS_KEY, SECRET_KEY};
            (ACCESS_KEY.to_owned(), SECRET_KEY.to_owned())
        });
        Ok(Self {
            client: SharedHttpClient::new(Always(plain.clone())),
            connector: plain,
            credentials: Credentials::new(key, secret, None, None, "parhelion"),
            region: region_from_environment(),
            endpoint: Some(address.trim_end_matches('/').to_owned()),
        })
    }

    /// Whether it is an endpoint, and no real account.
    pub fn is_endpoint(&self) -> bool {
        self.endpoint.is_some()
    }

    pub(super) fn sdk_config(&self) -> SdkConfig {
        let mut builder = SdkConfig::builder()
            .behavior_version(aws_sdk_s3::config::BehaviorVersion::latest())
            .region(Region::new(self.region.clone()))
            .credentials_provider(SharedCredentialsProvider::new(self.credentials.clone()))
            .http_client(self.client.clone())
            .time_source(SystemTimeSource::new())
            .sleep_impl(TokioSleep::new());
        if let Some(endpoint) = &self.endpoint {
            builder = builder.endpoint_url(endpoint);
        }
        builder.build()
    }

    /// A browser's request: no credentials, so the guard lets it pass by its host alone.
    pub(super) async fn browse(
        &self,
        request: http::Request<Bytes>,
    ) -> Option<http::Response<Bytes>> {
        let request = request.map(SdkBody::from);
        let response = self.connector.call(HttpRequest::try_from(request).ok()?).await.ok()?;
        let response = response.try_into_http1x().ok()?;
        let (parts, body) = response.into_parts();
        let body = body.collect().await.ok()?.to_bytes();
        Some(http::Response::from_parts(parts, body))
    }

    /// Everything that is sent passes the guard first.
    pub fn guarded(self, guard: Guard) -> Self {
        let connector = SharedHttpConnector::new(guard.before(self.connector));
        Self { client: SharedHttpClient::new(Always(connector.clone())), connector, ..self }
    }
}

/// `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`.
pub(super) fn from_environment() -> Option<(String, String)> {
    let read = |name| std::env::var(name).ok();
    Some((read("AWS_ACCESS_KEY_ID")?, read("AWS_SECRET_ACCESS_KEY")?))
}

pub(super) fn region_from_environment() -> String {
    let read = |name| std::env::var(name).ok();
    let region = read("AWS_REGION").or_else(|| read("AWS_DEFAULT_REGION"));
    region.unwrap_or_else(|| "us-east-1".to_owned())
}

/// One connector for all clients and settings.
#[derive(Clone, Debug)]
pub(super) struct Always(pub SharedHttpConnector);

impl HttpClient for Always {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        self.0.clone()
    }
}

/// HTTP/1.1 without TLS, to one address whatever the URL's host says; a connection a request.
#[derive(Clone)]
struct Plain {
    authority: Arc<str>,
}

impl fmt::Debug for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "http://{}", self.authority)
    }
}

impl HttpConnector for Plain {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let authority = self.authority.clone();
        HttpConnectorFuture::new(async move {
            send(&authority, request).await.map_err(ConnectorError::io)
        })
    }
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

async fn send(authority: &str, request: HttpRequest) -> Result<HttpResponse, Failure> {
    let (mut parts, body) = request.try_into_http1x()?.into_parts();
    let host = parts.uri.authority().map(|authority| authority.as_str().to_owned());
    if let (Some(host), false) = (host, parts.headers.contains_key(http::header::HOST)) {
        parts.headers.insert(http::header::HOST, host.parse()?);
    }
    if parts.uri.scheme_str() == Some("https") {
        // The server speaks no TLS: this is how it is told that a viewer would.
        parts.headers.insert("x-forwarded-proto", http::HeaderValue::from_static("https"));
    }
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    parts.uri = path.parse()?;
    let body = body.collect().await?.to_bytes();

    let stream = tokio::net::TcpStream::connect(authority).await?;
    let io = hyper_util::rt::TokioIo::new(stream);
    let (mut sender, connection) = hyper::client::conn::http1::handshake(io).await?;
    tokio::spawn(connection);
    let request = http::Request::from_parts(parts, Full::new(body));
    let (parts, body) = sender.send_request(request).await?.into_parts();
    let body = body.collect().await?.to_bytes();
    Ok(HttpResponse::try_from(http::Response::from_parts(parts, SdkBody::from(body)))?)
}
