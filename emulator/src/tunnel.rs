//! Two connections that have become one: what comes from either goes to the other, with no lock held
//! and nothing of it in the world. It belongs to its doors, as a request that waits does: forks and
//! saved clouds have none.

use crate::cloud::Cloud;
use crate::connection::{BUFFER_BYTES, Connection, Duplex};
use parhelion_wire::Timestamp;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, DuplexStream};

/// How long the one side may still be sent to, once the other has ended; on tokio's clock, because a
/// frozen one would keep it for ever.
const LINGER: Duration = Duration::from_secs(10);

/// A connection to an origin that waits for its viewer's.
pub(crate) struct Tunnel {
    cloud: Cloud,
    origin: Connection,
    /// Both ends are closed when nothing has come from the origin for so long.
    idle: Duration,
}

impl Tunnel {
    pub(crate) fn new(cloud: &Cloud, origin: Connection, idle: Duration) -> Self {
        Self { cloud: cloud.clone(), origin, idle }
    }

    /// The viewer's end, in this process.
    pub(crate) fn open(self) -> DuplexStream {
        let (near, far) = tokio::io::duplex(BUFFER_BYTES);
        tokio::spawn(self.join(far));
        near
    }

    /// Carries bytes until both sides have ended, or one has for a while, or the origin is silent for
    /// too long. Then both are closed.
    pub(crate) async fn join(self, viewer: impl Duplex) {
        let Self { cloud, origin, idle } = self;
        let Connection { io: origin, place: _place } = origin;
        let (from_viewer, to_viewer) = tokio::io::split(viewer);
        let (from_origin, to_origin) = tokio::io::split(origin);
        let heard = AtomicI64::new(cloud.now().0);
        let down = carry(from_origin, to_viewer, || heard.store(cloud.now().0, Ordering::Relaxed));
        let up = carry(from_viewer, to_origin, || ());
        let silent = async {
            loop {
                // In a state that was loaded meanwhile nothing was heard later than now.
                let now = cloud.now();
                heard.fetch_min(now.0, Ordering::Relaxed);
                let until = Timestamp(heard.load(Ordering::Relaxed)) + idle;
                if now >= until {
                    return;
                }
                cloud.wait(until, None).await;
            }
        };
        tokio::select! {
            () = ended(down, up) => {}
            () = silent => {}
        }
    }
}

/// Ends when both have, or some time after one has.
async fn ended(one: impl Future<Output = ()>, other: impl Future<Output = ()>) {
    let (mut one, mut other) = (std::pin::pin!(one), std::pin::pin!(other));
    // Whoever is late, nobody waits for longer.
    let _ = tokio::select! {
        () = &mut one => tokio::time::timeout(LINGER, other).await,
        () = &mut other => tokio::time::timeout(LINGER, one).await,
    };
}

/// Passes on what comes, and its end. A side that takes no more ends it, too.
async fn carry(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    heard: impl Fn(),
) {
    let mut buffer = vec![0; BUFFER_BYTES];
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        heard();
        let read = buffer.get(..length).unwrap_or_default();
        if to.write_all(read).await.is_err() || to.flush().await.is_err() {
            break;
        }
    }
    // Who has gone needs no goodbye.
    let _ = to.shutdown().await;
}
