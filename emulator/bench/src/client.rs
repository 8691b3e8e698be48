//! One small client that is the same for all endpoints: HTTP/1.1, keep-alive. Requests to S3 are signed
//! without their bodies (`UNSIGNED-PAYLOAD`), those to other services with their hash.

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Method, Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use parhelion::identity::{ACCESS_KEY, SECRET_KEY};
use parhelion::wire::signature::{Credentials, Flavour, Payload, Signer};
use parhelion::{Body, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

/// A service, as its requests are signed.
#[derive(Clone, Copy)]
pub(crate) struct Service {
    name: &'static str,
    flavour: Flavour,
}

pub(crate) const S3: Service = Service { name: "s3", flavour: Flavour::BareXml };
pub(crate) const LOGS: Service = Service { name: "logs", flavour: Flavour::Json };
pub(crate) const CLOUDWATCH: Service = Service { name: "monitoring", flavour: Flavour::WrappedXml };
pub(crate) const CLOUDFRONT: Service = Service { name: "cloudfront", flavour: Flavour::WrappedXml };

/// Where requests go, and as whom.
#[derive(Clone)]
pub(crate) struct Endpoint(Arc<Inner>);

struct Inner {
    authority: String,
    credentials: Credentials,
    /// How many answers came, by the status' first digit.
    answers: [AtomicU64; 6],
    /// How often a connection was closed that its client wanted to keep.
    closed: AtomicU64,
}

/// A connection that is kept alive.
pub(crate) struct Connection {
    to: Endpoint,
    sender: SendRequest<Full<Bytes>>,
}

/// A request.
pub(crate) struct Ask<'a> {
    /// `None`: it is not signed.
    pub service: Option<Service>,
    pub method: Method,
    pub path: &'a str,
    pub headers: &'a [(&'static str, &'a str)],
    pub body: Bytes,
}

impl<'a> Ask<'a> {
    pub(crate) fn s3(method: Method, path: &'a str, body: Bytes) -> Self {
        Self { service: Some(S3), method, path, headers: &[], body }
    }
}

/// An answer with its whole body.
pub(crate) struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Endpoint {
    pub(crate) fn new(url: &str) -> Self {
        let authority = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let read = |name: &str, otherwise: &str| {
            std::env::var(name).unwrap_or_else(|_| otherwise.to_owned())
        };
        let credentials = Credentials {
            access_key: read("AWS_ACCESS_KEY_ID", ACCESS_KEY),
            secret: read("AWS_SECRET_ACCESS_KEY", SECRET_KEY),
            token: None,
        };
        Self::of(authority, credentials)
    }

    fn of(authority: String, credentials: Credentials) -> Self {
        let (answers, closed) = (Default::default(), AtomicU64::new(0));
        Self(Arc::new(Inner { authority, credentials, answers, closed }))
    }

    pub(crate) async fn connect(&self) -> Connection {
        let sender = self.sender().await.unwrap_or_else(|why| panic!("{why}"));
        Connection { to: self.clone(), sender }
    }

    async fn sender(&self) -> Result<SendRequest<Full<Bytes>>, String> {
        let connected = tokio::net::TcpStream::connect(&self.0.authority).await;
        let stream = connected.map_err(|error| format!("{}: {error}", self.0.authority))?;
        stream.set_nodelay(true).map_err(|error| error.to_string())?;
        let shaken = handshake(TokioIo::new(stream)).await;
        let (sender, connection) = shaken.map_err(|error| error.to_string())?;
        tokio::spawn(connection);
        Ok(sender)
    }

    /// The same, whose answers are not counted with this one's.
    pub(crate) fn uncounted(&self) -> Self {
        let Inner { authority, credentials, .. } = &*self.0;
        Self::of(authority.clone(), credentials.clone())
    }

    /// How often a connection was closed that its client wanted to keep.
    pub(crate) fn closed(&self) -> u64 {
        self.0.closed.load(Ordering::Relaxed)
    }

    /// How many answers came whose status begins with this digit.
    pub(crate) fn answers(&self, class: usize) -> u64 {
        self.0.answers[class].load(Ordering::Relaxed)
    }
}

impl Connection {
    /// Sends a request to S3 and reads the whole answer, which is to be a success.
    pub(crate) async fn send(&mut self, method: Method, path: &str, body: Bytes) -> Bytes {
        self.send_with(method, path, &[], body).await
    }

    /// As [`Connection::send`], with more headers. Of a long body, only the last piece comes back.
    pub(crate) async fn send_with(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&'static str, &str)],
        body: Bytes,
    ) -> Bytes {
        let ask = Ask { service: Some(S3), method, path, headers, body };
        self.succeed(ask).await.unwrap_or_else(|why| panic!("{why}"))
    }

    /// As [`Connection::send_with`], of any service.
    ///
    /// # Errors
    /// No answer, or none of success, in words.
    pub(crate) async fn succeed(&mut self, ask: Ask<'_>) -> Result<Bytes, String> {
        let path = ask.path.to_owned();
        let response = self.exchange(ask).await?;
        let status = response.status();
        // The body may be large: it is read and let go.
        let mut body = response.into_body();
        let mut last = Bytes::new();
        while let Some(frame) = body.frame().await {
            if let Ok(data) = frame.map_err(|error| error.to_string())?.into_data() {
                last = data;
            }
        }
        if status.is_success() { Ok(last) } else { Err(format!("{path}: {status} {last:?}")) }
    }

    /// Sends a request and reads the whole answer, whatever it is.
    ///
    /// # Errors
    /// No answer, or not the whole of it, in words.
    pub(crate) async fn ask(&mut self, ask: Ask<'_>) -> Result<Answer, String> {
        let (parts, mut body) = self.exchange(ask).await?.into_parts();
        let mut all = BytesMut::new();
        while let Some(frame) = body.frame().await {
            if let Ok(data) = frame.map_err(|error| error.to_string())?.into_data() {
                all.extend_from_slice(&data);
            }
        }
        let (status, headers) = (parts.status.as_u16(), parts.headers);
        Ok(Answer { status, headers, body: all.freeze() })
    }

    async fn exchange(&mut self, ask: Ask<'_>) -> Result<Response<Incoming>, String> {
        let Ask { service, method, path, headers, body } = ask;
        let Inner { authority, credentials, answers, closed } = &*self.to.0;
        let length = body.len();
        let payload = match service {
            Some(Service { flavour: Flavour::WrappedXml | Flavour::Json, .. }) => {
                Payload::hash(&Body::from(body.clone())).unwrap()
            }
            _ => Payload::Unsigned,
        };
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = method;
        *request.uri_mut() = path.parse().unwrap();
        request.headers_mut().insert("host", authority.parse().unwrap());
        request.headers_mut().insert("content-length", length.into());
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        if let Some(Service { name, flavour }) = service {
            let now = Timestamp::from_system_time(SystemTime::now());
            let signer = Signer { credentials, region: "us-east-1", service: name, flavour, now };
            signer.sign(&mut request, &payload).unwrap();
        }
        // Some servers take one request a connection.
        if self.sender.ready().await.is_err() {
            closed.fetch_add(1, Ordering::Relaxed);
            self.sender = self.to.sender().await?;
        }
        let response =
            self.sender.send_request(request).await.map_err(|error| error.to_string())?;
        answers[usize::from(response.status().as_u16() / 100).min(5)]
            .fetch_add(1, Ordering::Relaxed);
        Ok(response)
    }
}

/// Runs futures side by side, each a task of its own.
pub(crate) async fn together<F>(futures: impl IntoIterator<Item = F>) -> Vec<F::Output>
where
    F: Future<Output: Send> + Send + 'static,
{
    let tasks: Vec<_> = futures.into_iter().map(tokio::spawn).collect();
    let mut outputs = Vec::with_capacity(tasks.len());
    for task in tasks {
        outputs.push(task.await.unwrap());
    }
    outputs
}

/// The text of an element that an answer holds.
pub(crate) fn element(answer: &[u8], name: &str) -> Option<String> {
    let answer = String::from_utf8_lossy(answer).into_owned();
    let text = answer.split(&format!("<{name}>")).nth(1).and_then(|it| it.split('<').next());
    text.map(str::to_owned)
}
