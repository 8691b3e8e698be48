//! One start of an application: its process, and the door at which it finds its AWS.

use super::Ground;
use super::upload::{self, Asked, answered};
use crate::child::{Child, Young};
use crate::clock::Hands;
use crate::declaration::Declaration;
use crate::wire::{Unanswered, send};
use bytes::Bytes;
use http::StatusCode;
use parhelion_properties::application::{BoxFuture, Running};
use parhelion_properties::stage::Breakdown;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// Between two looks whether it is ready.
const LOOK: Duration = Duration::from_millis(5);

/// How long a process may take to be gone whose connection has broken.
const GONE_WITHIN: Duration = Duration::from_millis(500);

/// An application that runs; it is killed when it is dropped.
pub struct RunningChild {
    ground: Arc<Ground>,
    current: Mutex<Option<Current>>,
}

/// A process, and where it is.
#[derive(Clone)]
struct Current {
    child: Arc<Child>,
    port: u16,
    door: u16,
    hands: Option<Arc<Hands>>,
    is_ready: bool,
}

impl RunningChild {
    /// Takes one that was started ahead, and opens its door. What it asks of AWS is answered from here on.
    pub(super) fn start(ground: Arc<Ground>) -> Self {
        let current = adopt(&ground);
        Self { ground, current: Mutex::new(current) }
    }

    pub(super) async fn crash(&self) {
        let mut current = self.current.lock().await;
        if let Some(before) = current.take() {
            if let Some(how) = before.child.ended() {
                self.ground.breaks_down(Breakdown::Died(format!("it has ended by itself ({how})")));
                return;
            }
            before.child.kill();
            before.child.output.add("-- killed by the harness --");
        }
        *current = adopt(&self.ground);
    }

    pub(super) async fn synchronise(&self) {
        let current = self.current.lock().await;
        let Some(hands) = current.as_ref().and_then(|current| current.hands.clone()) else {
            return;
        };
        let Some(cloud) = self.ground.stage.cloud() else { return };
        let system = parhelion::Timestamp::from_system_time(std::time::SystemTime::now());
        let ahead = (cloud.now().millis() - system.millis()) as f64 / 1000.0;
        let behind = hands.gained() - ahead;
        if behind > 0.0 {
            cloud.advance(Duration::from_secs_f64(behind)).await;
        }
        hands.set_ahead(ahead.max(hands.gained()));
    }

    /// The process, when it takes requests.
    async fn ready(&self) -> Result<Current, Breakdown> {
        let mut current = self.current.lock().await;
        let Some(current) = current.as_mut() else {
            return Err(Breakdown::Died("it could not be started".to_owned()));
        };
        if !current.is_ready {
            self.becomes_ready(current).await?;
            current.is_ready = true;
        }
        Ok(current.clone())
    }

    async fn becomes_ready(&self, current: &Current) -> Result<(), Breakdown> {
        let ready = &self.ground.declaration.application.ready;
        let (begun, within) = (Instant::now(), ready.within.0);
        loop {
            if let Some(how) = current.child.ended() {
                // Its last words may still be on their way.
                tokio::time::sleep(LOOK).await;
                return Err(Breakdown::Died(format!(
                    "it has ended before it took a request ({how})"
                )));
            }
            let is_ready = match (&ready.path, &ready.line) {
                (Some(path), _) => {
                    let asked = http::Request::get(path).body(Bytes::new());
                    let asked = asked.map_err(|error| Breakdown::Hangs(error.to_string()))?;
                    let answer = send(current.port, asked, within).await;
                    answer.is_ok_and(|answer| answer.status().as_u16() < 500)
                }
                (None, Some(_)) => current.child.output.is_ready(),
                (None, None) => {
                    tokio::net::TcpStream::connect(("127.0.0.1", current.port)).await.is_ok()
                }
            };
            if is_ready {
                return Ok(());
            }
            if begun.elapsed() > within {
                let what = match (&ready.path, &ready.line) {
                    (Some(path), _) => format!("GET {path} has no answer below 500"),
                    (None, Some(line)) => format!("no line has {line:?}"),
                    (None, None) => format!("nothing listens at port {}", current.port),
                };
                return Err(Breakdown::Hangs(format!("not ready after {within:?}: {what}")));
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    pub(super) async fn stop(&self) {
        let Some(Current { child, is_ready, .. }) = self.current.lock().await.take() else {
            return;
        };
        if !is_ready || self.ground.stage.apart().breakdown.is_some() {
            child.kill();
        } else if let Some(how) = child.ended() {
            let why = format!("it has ended by itself ({how}), between two requests");
            self.ground.breaks_down(Breakdown::Died(why));
        } else {
            child.terminate();
            let within = self.ground.declaration.application.end.within.0;
            if child.ends_within(within).await.is_none() {
                child.output.add(&format!(
                    "-- still there {within:?} after SIGTERM: killed by the harness --"
                ));
                child.kill();
            }
        }
        self.ground.keep_output();
    }
}

impl Drop for RunningChild {
    fn drop(&mut self) {
        self.ground.keep_output();
    }
}

/// A started application becomes this case's: its door leads into this case's cloud.
fn adopt(ground: &Ground) -> Option<Current> {
    let taken = ground.nursery.take().and_then(|young| {
        let Young { child, port, door, door_port, hands } = young;
        ground.follow(child.output.clone());
        let cloud = ground.stage.cloud().ok_or("there is no cloud in this process")?.clone();
        let door = tokio::net::TcpListener::from_std(door).map_err(|error| error.to_string())?;
        tokio::spawn(async move {
            // Where bodies cannot be kept, requests are refused, and that is seen.
            let _ = parhelion::server::serve(cloud, door).await;
        });
        let hands = hands.map(Arc::new);
        Ok(Current { child: Arc::new(child), port, door: door_port, hands, is_ready: false })
    });
    taken.map_err(|why| ground.breaks_down(Breakdown::Died(why))).ok()
}

impl Asked for RunningChild {
    const AGAIN_AFTER: Duration = Duration::from_millis(50);

    fn declaration(&self) -> &Declaration {
        &self.ground.declaration
    }

    async fn ask_once(
        &self,
        mut request: http::Request<Bytes>,
    ) -> Result<http::Response<Bytes>, Breakdown> {
        let current = self.ready().await?;
        let declaration = &self.ground.declaration;
        let name = declaration.interface.request_id.as_str();
        if let (Some(id), Ok(name)) =
            (request.headers_mut().remove("x-request-id"), http::HeaderName::try_from(name))
        {
            request.headers_mut().insert(name, id);
        }
        let within = declaration.application.answers_within.0;
        let asked = format!("{} {}", request.method(), request.uri());
        match send(current.port, request, within).await {
            Ok(answer) => Ok(answer),
            Err(Unanswered::Slow) => {
                Err(Breakdown::Hangs(format!("no answer to {asked} after {within:?}")))
            }
            Err(Unanswered::Broken(why)) => match current.child.ends_within(GONE_WITHIN).await {
                Some(how) => {
                    Err(Breakdown::Died(format!("it has ended ({how}) while it was asked {asked}")))
                }
                // Its own fault is its answer.
                None => {
                    Ok(answered(StatusCode::BAD_GATEWAY, &format!("no answer to {asked}: {why}")))
                }
            },
        }
    }

    /// Whatever host the URL names is looked for at the application's AWS; another one is refused there.
    async fn ask_s3(&self, request: http::Request<Bytes>) -> Option<http::Response<Bytes>> {
        let door = self.ready().await.ok()?.door;
        let within = self.ground.declaration.application.answers_within.0;
        send(door, request, within).await.ok()
    }
}

impl Running for RunningChild {
    fn handle(&self, request: http::Request<Bytes>) -> BoxFuture<'_, http::Response<Bytes>> {
        Box::pin(async move {
            if self.ground.stage.apart().breakdown.is_some() {
                return answered(StatusCode::SERVICE_UNAVAILABLE, "the application is gone");
            }
            upload::handle(self, request).await.unwrap_or_else(|breakdown| {
                self.ground.breaks_down(breakdown);
                answered(StatusCode::SERVICE_UNAVAILABLE, "the application is gone")
            })
        })
    }

    fn follow(&self, url: &str) -> Option<BoxFuture<'_, Option<http::Response<Bytes>>>> {
        Some(Box::pin(upload::follow(self, url.to_owned())))
    }

    fn shut_down(&self) -> BoxFuture<'_, ()> {
        Box::pin(self.stop())
    }
}
