//! What a journal that keeps inputs holds besides the events: all that came from outside, and the
//! order in which the world was let go of and taken up again. A run replays by these alone.
//!
//! Nothing is left out of a request: signatures are verified again in a replay, so its credentials
//! stand here as they were sent. Such a journal is as secret as they are.

use crate::effect::{EffectResult, ExchangeFailure, RunFailure};
use parhelion_wire::{Body, Timestamp};
use serde::{Deserialize, Serialize};

/// What a replay begins with: the first event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Start {
    /// Of these inputs.
    pub format: u32,
    /// Where ids and choices come from.
    pub seed: u64,
    /// Whether signatures are checked.
    pub auth: bool,
    /// What the services were.
    pub services: Vec<String>,
}

impl Start {
    /// The format that this version writes and reads.
    pub const FORMAT: u32 = 1;
}

/// What a door was given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "door", rename_all = "snake_case")]
pub enum Input {
    /// A request to an API, when its body had come in.
    Api(Box<ApiInput>),
    /// A viewer's request to the data plane of a service.
    Viewer(Box<ViewerInput>),
    /// A command of the control API that one of the services has.
    Control {
        /// `credentials`, `kms-keys`, …
        name: String,
        /// JSON.
        body: Body,
    },
    /// Who decides AWS's choices from here on ([`Adversary::written`](crate::Adversary::written)).
    Adversary {
        /// Its policy.
        adversary: serde_json::Value,
    },
    /// From here on AWS has a good day.
    Heal,
    /// Work that nobody waits for has begun.
    Background {
        /// Whose it is.
        service: String,
    },
    /// Something in this process reached into the world by a closure or a typed call, a client reads
    /// a stream, or a request has outlived the history that it began in, because a state was loaded:
    /// of these nothing can be kept, and such a journal does not replay.
    Unrecorded {
        /// What was called.
        call: String,
    },
}

/// A request to an API, and how it came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ApiInput {
    /// As sent, framing included.
    pub request: SentRequest,
    /// Over TLS, or over what stands for it.
    pub secure: bool,
    /// The client's address.
    pub source_ip: String,
    /// The harness's actor and operation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// The SDK's id of the call that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invocation: Option<String>,
    /// Which attempt of that call it is.
    pub nth_attempt: u8,
    /// Answered before its body was read (S3-3.24).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub foreseen: bool,
    /// The system's time in a server whose clock was moved: clients sign by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system_time: Option<Timestamp>,
    /// The clock's, in a server whose clock was set back: the world's, which the event has, waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock_time: Option<Timestamp>,
}

/// A viewer's request, and how it came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ViewerInput {
    /// Whose data plane it reached.
    pub service: String,
    /// As sent.
    pub request: SentRequest,
    /// Over TLS, or over what stands for it.
    pub secure: bool,
    /// The viewer's address.
    pub source_ip: String,
    /// The harness's actor and operation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
}

/// An HTTP request as data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SentRequest {
    /// `PUT`
    pub method: String,
    /// In whichever form it came.
    pub uri: String,
    /// `HTTP/2.0`, where it is not HTTP/1.1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// In order, with one character for each byte of a value.
    pub headers: Vec<(String, String)>,
    /// All of it.
    pub body: Body,
}

impl SentRequest {
    /// Of a request.
    pub fn of(request: &http::Request<Body>) -> Self {
        Self {
            method: request.method().as_str().to_owned(),
            uri: request.uri().to_string(),
            version: written_version(request.version()),
            headers: written_headers(request.headers()),
            body: request.body().clone(),
        }
    }

    /// The request again.
    ///
    /// # Errors
    /// It is none that HTTP knows.
    pub fn request(&self) -> Result<http::Request<Body>, http::Error> {
        let mut request = http::Request::new(self.body.clone());
        *request.method_mut() = http::Method::from_bytes(self.method.as_bytes())?;
        *request.uri_mut() = self.uri.parse()?;
        *request.version_mut() = read_version(self.version.as_deref());
        *request.headers_mut() = read_headers(&self.headers)?;
        Ok(request)
    }
}

fn written_version(version: http::Version) -> Option<String> {
    (version != http::Version::HTTP_11).then(|| format!("{version:?}"))
}

/// What is no version is the usual one.
fn read_version(written: Option<&str>) -> http::Version {
    let others = [http::Version::HTTP_09, http::Version::HTTP_10, http::Version::HTTP_2];
    let others = others.into_iter().chain([http::Version::HTTP_3]);
    let mut found = others.filter(|version| written_version(*version).as_deref() == written);
    found.next().unwrap_or(http::Version::HTTP_11)
}

fn written_headers(headers: &http::HeaderMap) -> Vec<(String, String)> {
    let text =
        |value: &http::HeaderValue| value.as_bytes().iter().copied().map(char::from).collect();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}

fn read_headers(written: &[(String, String)]) -> Result<http::HeaderMap, http::Error> {
    let mut headers = http::HeaderMap::with_capacity(written.len());
    for (name, text) in written {
        // What is no byte becomes one that no header may have.
        let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(c).unwrap_or(0)).collect();
        headers.append(
            http::HeaderName::from_bytes(name.as_bytes())?,
            http::HeaderValue::from_bytes(&bytes)?,
        );
    }
    Ok(headers)
}

/// How what was begun by an input went on: each is one hold of the world.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// A request was no longer under way: its handler ran.
    Begin,
    /// A request of a caller that cannot wait was handled and answered.
    AtOnce,
    /// The handler ran again after a pause, or went on with what was computed.
    Again,
    /// The handler went on after an effect.
    Effect {
        /// What came of it.
        result: WrittenResult,
    },
    /// The answer was written.
    Conclude,
}

/// An [`EffectResult`] as data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WrittenResult {
    /// The answer of an exchange.
    Http {
        /// 100 to 999.
        status: u16,
        /// In order, with one character for each byte of a value.
        headers: Vec<(String, String)>,
        /// All of it.
        body: Body,
    },
    /// There was none.
    HttpFailure(ExchangeFailure),
    /// What a function or a process gave.
    Run(Body),
    /// It gave nothing.
    RunFailure(RunFailure),
}

impl WrittenResult {
    /// Of a result.
    pub fn of(result: &EffectResult) -> Self {
        match result {
            EffectResult::Http(Ok(response)) => Self::Http {
                status: response.status().as_u16(),
                headers: written_headers(response.headers()),
                body: response.body().clone(),
            },
            EffectResult::Http(Err(failure)) => Self::HttpFailure(*failure),
            EffectResult::Run(Ok(bytes)) => Self::Run(bytes.clone().into()),
            EffectResult::Run(Err(failure)) => Self::RunFailure(failure.clone()),
        }
    }

    /// The result again.
    ///
    /// # Errors
    /// It is none that HTTP knows.
    pub fn result(&self) -> Result<EffectResult, http::Error> {
        Ok(match self {
            Self::Http { status, headers, body } => {
                let mut response = http::Response::new(body.clone());
                *response.status_mut() = http::StatusCode::from_u16(*status)?;
                *response.headers_mut() = read_headers(headers)?;
                EffectResult::Http(Ok(response))
            }
            Self::HttpFailure(failure) => EffectResult::Http(Err(*failure)),
            Self::Run(body) => EffectResult::Run(Ok(body.to_bytes())),
            Self::RunFailure(failure) => EffectResult::Run(Err(failure.clone())),
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_request_of_any_bytes_comes_back() {
        let mut request = http::Request::post("/a?b=%20").body(Body::from(vec![0, 255])).unwrap();
        for value in [&b"one"[..], b"\xe9\xff", b"two"] {
            request.headers_mut().append("x", http::HeaderValue::from_bytes(value).unwrap());
        }
        let sent = |request: &http::Request<Body>| {
            let text = serde_json::to_string(&SentRequest::of(request)).unwrap();
            serde_json::from_str::<SentRequest>(&text).unwrap().request().unwrap()
        };
        use http::Version;
        for version in [Version::HTTP_10, Version::HTTP_11, Version::HTTP_2, Version::HTTP_3] {
            *request.version_mut() = version;
            assert_eq!(sent(&request).version(), version);
        }
        let back = sent(&request);
        assert_eq!(back.headers(), request.headers());
        assert_eq!((back.method(), back.uri()), (request.method(), request.uri()));
        assert_eq!(back.body(), request.body());
    }

    #[test]
    fn every_result_comes_back() {
        let response = http::Response::builder().status(299).header("x", "y");
        let results = [
            EffectResult::Http(Ok(response.body("z".into()).unwrap())),
            EffectResult::Http(Err(ExchangeFailure::HeadersTooLarge)),
            EffectResult::Run(Ok("out".into())),
            EffectResult::Run(Err(RunFailure::Timeout)),
            EffectResult::Run(Err(RunFailure::Failed("exit 1".into()))),
            EffectResult::Run(Err(RunFailure::NotFound("f".into()))),
        ];
        for result in results {
            let text = serde_json::to_string(&WrittenResult::of(&result)).unwrap();
            let back = serde_json::from_str::<WrittenResult>(&text).unwrap().result().unwrap();
            assert_eq!(format!("{back:?}"), format!("{result:?}"));
        }
    }
}
