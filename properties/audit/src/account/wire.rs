//! What every request passes on its way.

use super::read_only;
use aws_smithy_async::time::TimeSource;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use parhelion::{Cloud, Timestamp};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};
use tokio::sync::Semaphore;

/// How many requests are under way at once.
const AT_ONCE: usize = 8;

/// Whose clock counts.
#[derive(Clone)]
pub(super) enum Time {
    /// The cloud's in this process.
    Cloud(Cloud),
    /// The server's: this machine's, and how many milliseconds the last answer was ahead of it.
    Server(Arc<AtomicI64>),
}

impl Time {
    pub(super) fn server() -> Self {
        Self::Server(Arc::default())
    }

    pub(super) fn is_cloud(&self) -> bool {
        matches!(self, Self::Cloud(_))
    }

    pub(super) fn now(&self) -> Timestamp {
        match self {
            Self::Cloud(cloud) => cloud.now(),
            Self::Server(ahead) => {
                let millis = ahead.load(Ordering::Relaxed);
                let by = Duration::from_millis(millis.unsigned_abs());
                let now = SystemTime::now();
                let there = if millis < 0 { now.checked_sub(by) } else { now.checked_add(by) };
                Timestamp::from_system_time(there.unwrap_or(now))
            }
        }
    }

    /// The `Date` of an answer. It has whole seconds, so less than two are no difference.
    fn learn(&self, date: Option<&str>) {
        let Self::Server(ahead) = self else { return };
        let Some(date) = date.and_then(Timestamp::parse_http_date) else { return };
        let here = Timestamp::from_system_time(SystemTime::now());
        let millis = date.millis() - here.millis();
        ahead.store(if millis.abs() < 2000 { 0 } else { millis }, Ordering::Relaxed);
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the time there")
    }
}

impl TimeSource for Time {
    fn now(&self) -> SystemTime {
        Time::now(self).system_time()
    }
}

#[derive(Clone, Debug)]
pub(super) struct Wire {
    connector: SharedHttpConnector,
    pub(super) time: Time,
    gate: Arc<Semaphore>,
    sent: Arc<AtomicUsize>,
    answers: Arc<BTreeMap<String, Vec<u8>>>,
}

impl Wire {
    pub(super) fn new(connector: SharedHttpConnector, time: Time) -> Self {
        let gate = Arc::new(Semaphore::new(AT_ONCE));
        Self { connector, time, gate, sent: Arc::default(), answers: Arc::default() }
    }

    pub(super) fn answer(&mut self, answers: BTreeMap<String, Vec<u8>>) {
        self.answers = Arc::new(answers);
    }

    pub(super) fn sent(&self) -> usize {
        self.sent.load(Ordering::Relaxed)
    }

    async fn pass(self, request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
        let body = request.body().bytes().unwrap_or_default();
        let uri = request.uri().to_owned();
        let uri: http::Uri = uri.parse().map_err(|error| ConnectorError::user(Box::new(error)))?;
        let target = request.headers().get("x-amz-target");
        let allowed = read_only::check(request.method(), uri.path(), target, body);
        if let Err(refused) = allowed {
            return Err(ConnectorError::user(refused.0.into()));
        }
        if let Some(answer) = self.canned(&uri, target, body) {
            return answer;
        }
        let Ok(_turn) = self.gate.acquire().await else {
            return Err(ConnectorError::other("the gate is closed".into(), None));
        };
        self.sent.fetch_add(1, Ordering::Relaxed);
        let response = self.connector.call(request).await?;
        self.time.learn(response.headers().get("date"));
        Ok(response)
    }

    /// What a test has laid down for this operation, if anything.
    fn canned(
        &self,
        uri: &http::Uri,
        target: Option<&str>,
        body: &[u8],
    ) -> Option<Result<HttpResponse, ConnectorError>> {
        if self.answers.is_empty() {
            return None;
        }
        let path = uri.path_and_query().map_or("/", |it| it.as_str());
        let name = read_only::operation(uri.path(), target, body).unwrap_or(path).to_owned();
        let text = String::from_utf8_lossy(body);
        let fits = |key: &str| match key.split_once(' ') {
            Some((operation, argument)) => operation == name && text.contains(argument),
            None => {
                key == name || name.strip_prefix(key).is_some_and(|it| it.starts_with(['?', '&']))
            }
        };
        let (_, answer) = self.answers.iter().find(|(key, _)| fits(key))?;
        let mut response = http::Response::new(SdkBody::from(answer.clone()));
        if uri.path().contains("/operation/") {
            let cbor = http::HeaderValue::from_static("rpc-v2-cbor");
            response.headers_mut().insert("smithy-protocol", cbor);
        }
        Some(HttpResponse::try_from(response).map_err(|error| ConnectorError::user(error.into())))
    }
}

impl HttpConnector for Wire {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::new(self.clone().pass(request))
    }
}

impl HttpClient for Wire {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}
