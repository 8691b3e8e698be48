//! Connections from outside: how many, how slow, until when. Whoever connects may be in no hurry, or
//! may mean no good.

use super::secure::Shown;
use super::traffic::Traffic;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use parhelion_tls::Accepted;
use parhelion_tls::rustls::ServerConfig;
use std::convert::Infallible;
use std::future::poll_fn;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{Instant, Sleep, sleep};

/// Connections of one listener at the same time; who comes next waits in the system's queue.
const CONNECTIONS_MAX: usize = 4_096;

/// How long a request's head may take to come, from the end of the answer before: so long may a
/// connection be idle, too.
const HEAD_WITHIN: Duration = Duration::from_secs(60);

/// How long a client may leave an answer unread.
const UNREAD_MAX: Duration = Duration::from_secs(60);

/// Streams of one HTTP/2 connection at the same time.
const STREAMS_MAX: u32 = 250;

/// How often a lack of file descriptors is looked at again.
const ACCEPTS_AGAIN: Duration = Duration::from_millis(100);

/// How long what is being answered may take when the server is to end.
const DRAINS_FOR: Duration = Duration::from_secs(10);

/// Answers connections until `stop` ends, and then what is being answered for 10 seconds at most.
/// `counted`: gives what a connection holds as long as it lasts. With `secure`, all is over TLS, and what the
/// client was shown is among a request's extensions.
pub(super) async fn serve<A, C: Send + 'static>(
    listener: TcpListener,
    secure: Option<Arc<Choose>>,
    answer: impl Fn(SocketAddr, http::Request<Body>) -> A + Clone + Send + 'static,
    counted: impl Fn() -> C,
    stop: impl Future<Output = ()>,
) where
    A: Future<Output = http::Response<Body>> + Send + 'static,
{
    let builder = Arc::new(builder());
    let room = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let (stopping, stopped) = watch::channel(false);
    let mut stop = std::pin::pin!(stop);
    loop {
        let (place, stream, peer) = tokio::select! {
            () = &mut stop => break,
            accepted = accept(&listener, &room) => accepted,
        };
        tracing::debug!(%peer, "connected");
        let (answer, builder, held) = (answer.clone(), builder.clone(), (place, counted()));
        let mut stopped = stopped.clone();
        match secure.clone() {
            None => drop(tokio::spawn(async move {
                let answer = move |request| answer(peer, request);
                converse(&builder, stream, peer, answer, stopped).await;
                drop(held);
            })),
            Some(choose) => drop(tokio::spawn(async move {
                let at = stream.local_addr().map_or(peer.ip(), |at| at.ip());
                let shaken = parhelion_tls::accept(stream, |name| choose(name, at));
                let accepted = tokio::select! {
                    accepted = Box::pin(shaken) => accepted,
                    _ = stopped.wait_for(|stopped| *stopped) => return,
                };
                match accepted {
                    Ok(Accepted { stream, shown }) => {
                        let answer = move |mut request: http::Request<Body>| {
                            request.extensions_mut().insert(shown.clone());
                            answer(peer, request)
                        };
                        Box::pin(converse(&builder, stream, peer, answer, stopped)).await;
                    }
                    // Whatever it was, it was no handshake.
                    Err(error) => tracing::debug!(%peer, %error, "no handshake"),
                }
                drop(held);
            })),
        }
    }
    tracing::info!("ends: what is being answered has {} seconds", DRAINS_FOR.as_secs());
    drop(listener);
    stopping.send_replace(true);
    let all = u32::try_from(CONNECTIONS_MAX).unwrap_or(u32::MAX);
    let _ = tokio::time::timeout(DRAINS_FOR, room.acquire_many(all)).await;
}

/// Decides what a client is shown that asks for a name, at an address.
pub(super) type Choose =
    dyn Fn(Option<String>, IpAddr) -> Option<(Arc<ServerConfig>, Arc<Shown>)> + Send + Sync;

/// One connection, until it ends or is to.
async fn converse<S, A>(
    builder: &Builder<TokioExecutor>,
    stream: S,
    peer: SocketAddr,
    answer: impl Fn(http::Request<Body>) -> A,
    mut stopped: watch::Receiver<bool>,
) where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    A: Future<Output = http::Response<Body>> + Send + 'static,
{
    let traffic = Traffic::default();
    let stream = TokioIo::new(Watched::new(stream, traffic.clone()));
    let heard = traffic.clone();
    let service = service_fn(move |request: http::Request<Incoming>| {
        let (answering, answered) = (heard.begin(), answer(request.map(Body::new)));
        async { Ok::<_, Infallible>(answering.with(answered.await)) }
    });
    let connection = builder.serve_connection_with_upgrades(stream, service);
    let mut connection = std::pin::pin!(connection);
    tokio::select! {
        // How a connection ends is the client's affair.
        ended = connection.as_mut() => {
            tracing::debug!(%peer, error = ?ended.err(), "disconnected");
            return;
        }
        _ = stopped.wait_for(|stopped| *stopped) => {}
    }
    connection.as_mut().graceful_shutdown();
    // Nobody waits for an answer where no head has come to its end.
    poll_fn(|cx| match connection.as_mut().poll(cx) {
        Poll::Pending if !traffic.is_idle() => Poll::Pending,
        _ => Poll::Ready(()),
    })
    .await;
}

/// A place of one's own; `Err`: there are no places any more.
type Place = Result<OwnedSemaphorePermit, AcquireError>;

/// The next connection, as soon as there is room for it.
async fn accept(listener: &TcpListener, room: &Arc<Semaphore>) -> (Place, TcpStream, SocketAddr) {
    loop {
        // It is never closed.
        let place = room.clone().acquire_owned().await;
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Small answers must not wait for the client's acknowledgement; no loss if refused.
                let _ = stream.set_nodelay(true);
                return (place, stream, peer);
            }
            Err(error) if is_the_clients(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "no connection can be taken; soon again");
                // Descriptors are used up, say: others will be given back.
                sleep(ACCEPTS_AGAIN).await;
            }
        }
    }
}

fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD_WITHIN);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS_MAX)
        .max_header_list_size(super::gate::HEAD_BYTES_MAX)
        // Who has gone without a word is found out.
        .keep_alive_interval(HEAD_WITHIN)
        .enable_connect_protocol();
    builder
}

fn is_the_clients(error: &io::Error) -> bool {
    use ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionRefused | ConnectionAborted | ConnectionReset)
}

/// What an HTTP/2 connection begins with; until it is clear whether one does, nobody else looks at the
/// time.
const HTTP2_BEGINS: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// A connection that ends when its client does not say what it speaks, or does not read what it is
/// sent.
struct Watched<S> {
    stream: S,
    /// How much has come of [`HTTP2_BEGINS`]; `None`: it is clear.
    begun: Option<usize>,
    deadline: Pin<Box<Sleep>>,
    /// The client is not reading.
    is_unread: bool,
    traffic: Traffic,
}

impl<S> Watched<S> {
    fn new(stream: S, traffic: Traffic) -> Self {
        let deadline = Box::pin(sleep(HEAD_WITHIN));
        Self { stream, begun: Some(0), deadline, is_unread: false, traffic }
    }

    fn set_unread(&mut self, unread: bool) {
        if self.is_unread != unread {
            self.is_unread = unread;
            self.traffic.set_unread(unread);
        }
    }

    /// What came of a write, unless nothing has been read for too long.
    fn written<T>(
        &mut self,
        cx: &mut Context<'_>,
        written: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        match written {
            Poll::Ready(written) => {
                self.set_unread(false);
                Poll::Ready(written)
            }
            Poll::Pending => {
                if !self.is_unread {
                    self.set_unread(true);
                    self.deadline.as_mut().reset(Instant::now() + UNREAD_MAX);
                }
                ready!(self.deadline.as_mut().poll(cx));
                Poll::Ready(Err(ErrorKind::TimedOut.into()))
            }
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, buffer);
        let Some(begun) = self.begun else { return read };
        if read.is_pending() {
            ready!(self.deadline.as_mut().poll(cx));
            return Poll::Ready(Err(ErrorKind::TimedOut.into()));
        }
        let come = buffer.filled().get(before..).unwrap_or_default();
        let begun = begun + come.len();
        let undecided = HTTP2_BEGINS.get(begun - come.len()..begun).is_some_and(|it| it == come);
        self.begun = Some(begun).filter(|begun| undecided && *begun < HTTP2_BEGINS.len());
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.written(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.written(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
