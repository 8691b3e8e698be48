//! A cloud in this process.

use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use http_body_util::BodyExt;
use parhelion::{Body, Cloud};
use std::fmt;

#[derive(Clone)]
pub(super) struct Inside(pub Cloud);

impl fmt::Debug for Inside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a cloud in this process")
    }
}

impl HttpConnector for Inside {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let cloud = self.0.clone();
        HttpConnectorFuture::new(
            async move { send(&cloud, request).await.map_err(ConnectorError::io) },
        )
    }
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

async fn send(cloud: &Cloud, request: HttpRequest) -> Result<HttpResponse, Failure> {
    let (mut parts, body) = request.try_into_http1x()?.into_parts();
    let host = parts.uri.authority().map(|authority| authority.as_str().to_owned());
    if let (Some(host), false) = (host, parts.headers.contains_key(http::header::HOST)) {
        parts.headers.insert(http::header::HOST, host.parse()?);
    }
    let body = body.collect().await?.to_bytes();
    let answer = cloud.handle(http::Request::from_parts(parts, Body::from(body)));
    let response = answer.ok_or("the connection was closed without an answer")?;
    Ok(HttpResponse::try_from(response.map(|body| SdkBody::from(body.to_bytes())))?)
}
