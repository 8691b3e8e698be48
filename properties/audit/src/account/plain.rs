//! An endpoint without TLS: a connection a request.

use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use http_body_util::{BodyExt, Full, Limited};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// What takes longer is no answer.
const PATIENCE: Duration = Duration::from_secs(60);
/// No answer to a read of settings is longer.
const LONGEST: usize = 64 * 1024 * 1024;

#[derive(Clone)]
pub(super) struct Plain {
    authority: Arc<str>,
}

impl Plain {
    /// Of `http://host:port`.
    pub(super) fn new(address: &str) -> Result<Self, String> {
        let wrong = || format!("{address} is not of the form http://host:port");
        let uri: http::Uri = address.parse().map_err(|_| wrong())?;
        match (uri.scheme_str(), uri.authority()) {
            (Some("http"), Some(authority)) if matches!(uri.path(), "" | "/") => {
                let port = authority.port_u16().unwrap_or(80);
                Ok(Self { authority: format!("{}:{port}", authority.host()).into() })
            }
            _ => Err(wrong()),
        }
    }
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
            match tokio::time::timeout(PATIENCE, send(&authority, request)).await {
                Ok(answer) => answer.map_err(ConnectorError::io),
                Err(late) => Err(ConnectorError::timeout(late.into())),
            }
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
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    parts.uri = path.parse()?;
    let body = body.collect().await?.to_bytes();

    let stream = tokio::net::TcpStream::connect(authority).await?;
    let io = hyper_util::rt::TokioIo::new(stream);
    let (mut sender, connection) = hyper::client::conn::http1::handshake(io).await?;
    let connection = tokio::spawn(connection);
    let request = http::Request::from_parts(parts, Full::new(body));
    let (parts, body) = sender.send_request(request).await?.into_parts();
    let body = Limited::new(body, LONGEST).collect().await?.to_bytes();
    connection.abort();
    Ok(HttpResponse::try_from(http::Response::from_parts(parts, SdkBody::from(body)))?)
}
