//! Answers that are a stream: a source is asked for events as the client takes them, with no lock
//! held in between, and its events are framed for the wire.

use crate::cloud::Cloud;
use crate::drive::{self, Errand};
use bytes::{Bytes, BytesMut};
use parhelion_wire::event_stream::{Message, event, failure, initial_response};
use parhelion_wire::malformed::Malformed;
use parhelion_wire::table::{Member, Operation, Protocol, ShapeKind};
use parhelion_wire::{Error, Model, Value};
use parhelion_world::world::Progress;
use parhelion_world::{Next, Producer, Source, Supply};
#[cfg(any(feature = "sdk", feature = "server"))]
use std::future::Future;
#[cfg(any(feature = "sdk", feature = "server"))]
use std::pin::Pin;
#[cfg(any(feature = "sdk", feature = "server"))]
use std::sync::{Mutex, PoisonError};
#[cfg(any(feature = "sdk", feature = "server"))]
use std::task::{Context, Poll};

/// How events are written.
#[derive(Clone, Copy)]
pub(crate) struct Format {
    pub model: &'static Model,
    pub protocol: Protocol,
    pub operation: &'static Operation,
}

impl Format {
    /// The members of the stream's union.
    fn union(&self) -> &'static [Member] {
        let output = self.operation.output.map(|shape| self.model.shape(shape).members());
        let kinds = output.unwrap_or_default().iter().map(|it| &self.model.shape(it.target).kind);
        let mut unions = kinds.filter_map(|kind| match kind {
            ShapeKind::EventStream(members) => Some(*members),
            _ => None,
        });
        unions.next().unwrap_or_default()
    }

    /// What RPC protocols say before the events; REST protocols have their headers for it.
    fn initial(&self, output: Value) -> Option<Message> {
        let rest = matches!(self.protocol, Protocol::RestXml | Protocol::RestJson);
        let shape = self.operation.output.filter(|_| !rest)?;
        Some(initial_response(self.model, self.protocol, self.model.shape(shape), output))
    }

    fn events(&self, events: Vec<(usize, Value)>) -> Result<Bytes, Malformed> {
        let mut all = BytesMut::new();
        for one in events {
            all.extend(event(self.model, self.protocol, self.union(), one)?.encode()?);
        }
        Ok(all.freeze())
    }

    fn failure(&self, error: &Error) -> Result<Bytes, Malformed> {
        failure(self.model, self.protocol, self.union(), error)?.encode()
    }
}

/// Events, as far as an answer needs them before it begins.
pub(crate) enum Opened {
    World(Box<dyn Source>),
    Apart(Production),
}

/// Events that the world plays no part in, and those that came first.
pub(crate) struct Production {
    ready: Option<Events>,
    producer: Box<dyn Producer>,
}

type Events = Vec<(usize, Value)>;

impl Opened {
    /// # Errors
    /// The first events failed: the answer is no stream.
    pub(crate) async fn open(cloud: &Cloud, supply: Supply) -> Result<Self, Error> {
        match supply {
            Supply::World(source) => Ok(Self::World(source)),
            Supply::Apart(producer) => {
                Production { ready: None, producer }.produce(cloud).await.map(Self::Apart)
            }
        }
    }

    pub(crate) fn reads_the_world(&self) -> bool {
        matches!(self, Self::World(_))
    }
}

impl Production {
    /// With the events that come next; no lock is held.
    async fn produce(mut self, cloud: &Cloud) -> Result<Self, Error> {
        let work = move || {
            self.ready = self.producer.next()?;
            Ok(self)
        };
        let panicked = || Err(Error::new(500, "InternalError", ""));
        cloud.off_the_door(work).await.unwrap_or_else(panicked)
    }
}

/// The events of one answer.
pub(crate) struct EventStream {
    cloud: Cloud,
    errand: Errand,
    progress: Progress,
    format: Format,
    /// Said before the first event.
    initial: Option<Message>,
    /// None once the stream has ended.
    source: Option<Opened>,
}

impl EventStream {
    pub(crate) fn new(
        cloud: &Cloud,
        errand: Errand,
        progress: Progress,
        format: Format,
        source: Opened,
    ) -> Self {
        let (cloud, source) = (cloud.clone(), Some(source));
        Self { cloud, errand, progress, format, initial: None, source }
    }

    /// With what the operation answers beside its events.
    pub(crate) fn after(mut self, output: Value) -> Self {
        self.initial = self.format.initial(output);
        self
    }

    /// The next bytes; `None`: that was all.
    ///
    /// # Errors
    /// The source gave what is no event of its stream: the connection ends.
    pub(crate) async fn next(&mut self) -> Option<std::io::Result<Bytes>> {
        if let Some(initial) = self.initial.take() {
            return Some(initial.encode().map_err(broken));
        }
        if let Some(Opened::Apart(production)) =
            self.source.take_if(|source| !source.reads_the_world())
        {
            return self.next_apart(production).await;
        }
        loop {
            let bytes = match self.ask_source()? {
                Next::Events(events) if events.is_empty() => continue,
                Next::Events(events) => self.format.events(events),
                Next::Pause(pause) => {
                    match drive::hold(&self.cloud, &mut self.errand, &pause).await {
                        Ok(()) => continue,
                        Err(error) => self.last(&error),
                    }
                }
                Next::End => {
                    self.close();
                    return None;
                }
                Next::Fail(error) => self.last(&error),
            };
            return Some(bytes.map_err(broken));
        }
    }

    /// What is ready, and while it is on its way nothing else: the client takes its time.
    async fn next_apart(&mut self, production: Production) -> Option<std::io::Result<Bytes>> {
        let production = match production.ready {
            Some(_) => Ok(production),
            None => production.produce(&self.cloud).await,
        };
        let bytes = match production {
            Ok(Production { ready, producer }) => {
                let bytes = self.format.events(ready?);
                self.source = Some(Opened::Apart(Production { ready: None, producer }));
                bytes
            }
            Err(error) => self.format.failure(&error),
        };
        Some(bytes.map_err(broken))
    }

    fn ask_source(&mut self) -> Option<Next> {
        let Self { cloud, errand, progress, source, .. } = self;
        let Some(Opened::World(source)) = source else { return None };
        errand.note_history(cloud);
        let mut state = cloud.state();
        state.world.resume(std::mem::take(progress));
        let service = errand.service();
        let next =
            state.world.with_service(service, &errand.who(), |lent, cx| source.next(lent, cx));
        state.world.settle();
        if let Next::Pause(pause) = &next {
            errand.listen_for(&mut state, pause);
        }
        *progress = state.world.leave();
        Some(next)
    }

    fn last(&mut self, error: &Error) -> Result<Bytes, Malformed> {
        self.close();
        self.format.failure(error)
    }

    fn close(&mut self) {
        let Self { cloud, errand, progress, source, .. } = self;
        let Some(Opened::World(mut source)) = source.take() else { return };
        errand.note_history(cloud);
        let mut state = cloud.state();
        state.world.resume(std::mem::take(progress));
        let service = errand.service();
        state.world.with_service(service, &errand.who(), |lent, cx| source.closed(lent, cx));
        state.world.settle();
        *progress = state.world.leave();
    }
}

/// The client went away.
impl Drop for EventStream {
    fn drop(&mut self) {
        self.close();
    }
}

fn broken(_: Malformed) -> std::io::Error {
    std::io::Error::other("an event that its model does not have")
}

/// An event stream as the body of an HTTP message, of unknown length.
#[cfg(any(feature = "sdk", feature = "server"))]
pub(crate) struct EventBody {
    /// A future is not `Sync`, and bodies of the SDK are; nobody ever waits for this lock.
    next: Mutex<Option<PendingChunk>>,
}

/// A stream, and the bytes that it had next; none: it has ended.
#[cfg(any(feature = "sdk", feature = "server"))]
type NextChunk = (Box<EventStream>, Option<std::io::Result<Bytes>>);
#[cfg(any(feature = "sdk", feature = "server"))]
type PendingChunk = Pin<Box<dyn Future<Output = NextChunk> + Send>>;

#[cfg(any(feature = "sdk", feature = "server"))]
fn next_chunk(mut events: Box<EventStream>) -> PendingChunk {
    Box::pin(async move {
        let next = events.next().await;
        (events, next)
    })
}

#[cfg(any(feature = "sdk", feature = "server"))]
impl From<Box<EventStream>> for EventBody {
    fn from(events: Box<EventStream>) -> Self {
        Self { next: Mutex::new(Some(next_chunk(events))) }
    }
}

#[cfg(any(feature = "sdk", feature = "server"))]
impl http_body::Body for EventBody {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        let next = self.next.get_mut().unwrap_or_else(PoisonError::into_inner);
        let Some(pending) = next else { return Poll::Ready(None) };
        let (events, bytes) = std::task::ready!(pending.as_mut().poll(cx));
        *next = bytes.as_ref().is_some_and(Result::is_ok).then(|| next_chunk(events));
        Poll::Ready(bytes.map(|bytes| bytes.map(http_body::Frame::data)))
    }
}
