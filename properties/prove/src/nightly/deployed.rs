//! An application by its address.

use crate::declaration::Declaration;
use crate::foreign::upload::{self, Asked, answered};
use crate::wire::{Unanswered, send_to};
use bytes::Bytes;
use http::{HeaderName, Request, Response, StatusCode, Uri};
use parhelion_properties::application::{Application, BoxFuture, Deployment, Interface, Running};
use parhelion_properties::property_16::Seen;
use parhelion_properties::stage::Breakdown;
use parhelion_properties::{Clients, Stage};
use std::sync::Arc;
use std::time::Duration;

/// A deployed application, for one case.
#[derive(Clone)]
pub(super) struct Deployed {
    pub(super) declaration: Arc<Declaration>,
    /// Scheme and authority.
    pub(super) address: Uri,
    pub(super) stage: Stage<Seen>,
}

/// The address of an application: `https://staging.example.org`.
///
/// # Errors
/// It is none that this build can reach; in a sentence.
pub fn address(text: &str) -> Result<Uri, String> {
    let uri: Uri =
        text.trim_end_matches('/').parse().map_err(|error| format!("--app {text}: {error}"))?;
    match (uri.scheme_str(), uri.authority()) {
        (Some("http"), Some(_)) => {}
        (Some("https"), Some(_)) if cfg!(feature = "aws") => {}
        (Some("https"), Some(_)) => {
            return Err("--app: this build has no TLS: build it with `--features aws`".to_owned());
        }
        _ => return Err(format!("--app {text} is not of the form https://staging.example.org")),
    }
    match uri.path() {
        "" | "/" => Ok(uri),
        path => Err(format!("--app {text}: leave the path {path} to parhelion.toml")),
    }
}

/// One request, to whatever its URI names.
pub(super) async fn fetch(
    request: Request<Bytes>,
    within: Duration,
) -> Result<Response<Bytes>, Unanswered> {
    let authority = request.uri().authority().map(ToString::to_string).unwrap_or_default();
    if request.uri().scheme_str() == Some("https") {
        return over_tls(request, within).await;
    }
    let address = if authority.contains(':') { authority } else { format!("{authority}:80") };
    send_to(&address, request, within).await
}

#[cfg(feature = "aws")]
async fn over_tls(
    request: Request<Bytes>,
    within: Duration,
) -> Result<Response<Bytes>, Unanswered> {
    use aws_smithy_runtime_api::client::http::HttpConnector;
    use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
    use aws_smithy_types::body::SdkBody;
    use http_body_util::BodyExt;
    let exchange = async {
        let broken = |error: &dyn std::fmt::Display| Unanswered::Broken(error.to_string());
        let request =
            HttpRequest::try_from(request.map(SdkBody::from)).map_err(|error| broken(&error))?;
        let browser = parhelion_properties::target::aws::browser();
        let response = browser.call(request).await.map_err(|error| broken(&error))?;
        let response = response.try_into_http1x().map_err(|error| broken(&error))?;
        let (parts, body) = response.into_parts();
        let body = body.collect().await.map_err(|error| broken(&error))?.to_bytes();
        Ok(Response::from_parts(parts, body))
    };
    tokio::time::timeout(within, exchange).await.unwrap_or(Err(Unanswered::Slow))
}

#[cfg(not(feature = "aws"))]
async fn over_tls(_: Request<Bytes>, _: Duration) -> Result<Response<Bytes>, Unanswered> {
    Err(Unanswered::Broken("this build has no TLS: build it with `--features aws`".to_owned()))
}

impl Asked for Deployed {
    const AGAIN_AFTER: Duration = Duration::from_secs(1);

    fn declaration(&self) -> &Declaration {
        &self.declaration
    }

    async fn ask_once(&self, mut request: Request<Bytes>) -> Result<Response<Bytes>, Breakdown> {
        let interface = &self.declaration.interface;
        let id = request.headers_mut().remove("x-request-id");
        if let (Some(id), Ok(name)) = (id, HeaderName::try_from(interface.request_id.as_str())) {
            request.headers_mut().insert(name, id);
        }
        let asked = format!("{} {}", request.method(), request.uri());
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        let uri = format!("{}{path}", self.address.to_string().trim_end_matches('/'));
        match uri.parse() {
            Ok(uri) => *request.uri_mut() = uri,
            Err(error) => return Ok(answered(StatusCode::BAD_REQUEST, &format!("{uri}: {error}"))),
        }
        let within = self.declaration.application.answers_within.0;
        match fetch(request, within).await {
            Ok(answer) => Ok(answer),
            Err(Unanswered::Slow) => {
                Err(Breakdown::Hangs(format!("no answer to {asked} after {within:?}")))
            }
            Err(Unanswered::Broken(why)) => {
                Ok(answered(StatusCode::BAD_GATEWAY, &format!("no answer to {asked}: {why}")))
            }
        }
    }

    async fn ask_s3(&self, request: Request<Bytes>) -> Option<Response<Bytes>> {
        fetch(request, self.declaration.application.answers_within.0).await.ok()
    }
}

impl Running for Deployed {
    fn handle(&self, request: Request<Bytes>) -> BoxFuture<'_, Response<Bytes>> {
        Box::pin(async move {
            upload::handle(self, request).await.unwrap_or_else(|breakdown| {
                self.stage.breaks_down(breakdown);
                answered(StatusCode::GATEWAY_TIMEOUT, "no answer")
            })
        })
    }

    fn follow(&self, url: &str) -> Option<BoxFuture<'_, Option<Response<Bytes>>>> {
        Some(Box::pin(upload::follow(self, url.to_owned())))
    }

    /// It goes on: others use it.
    fn shut_down(&self) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

impl Application for Deployed {
    fn name(&self) -> String {
        format!("{} at {}", self.declaration.name, self.address)
    }

    fn interface(&self) -> Interface {
        crate::foreign::interface(&self.declaration.interface)
    }

    fn set_up<'a>(&'a self, _: &'a Clients) -> BoxFuture<'a, Result<Deployment, String>> {
        Box::pin(std::future::ready(Err("it stands already".to_owned())))
    }

    fn start(&self, _: &Clients, _: &Deployment) -> Arc<dyn Running> {
        Arc::new(self.clone())
    }
}
