//! A server: its listener, its threads, and the folder that its bodies lie in.

use super::other;
use parhelion::Cloud;
use parhelion::server::{self, Names, Tls};
use parhelion::wire::body::Folder;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use tokio::sync::{mpsc, watch};

/// Binds at an address, the loopback unless told otherwise.
///
/// # Errors
/// In a sentence that says what to do.
pub(super) fn listen(
    addresses: &[IpAddr],
    port: u16,
    option: &str,
) -> std::io::Result<TcpListener> {
    let address = match addresses {
        [] => IpAddr::V4(Ipv4Addr::LOCALHOST),
        [address] => *address,
        _ => return Err(other("--host: one address to listen at, please; others may be names")),
    };
    let address = SocketAddr::new(address, port);
    let listener = TcpListener::bind(address).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            other(&format!("{address} is in use: choose another {option}, or 0 for a free one"))
        }
        _ => other(&format!(
            "cannot listen at {address} ({error}): choose another {option} or --host"
        )),
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Where a server listens.
pub(super) struct Doors {
    pub plain: TcpListener,
    pub secure: Option<(TcpListener, Tls)>,
}

impl Doors {
    fn for_another_thread(&self) -> std::io::Result<Self> {
        let secure = match &self.secure {
            Some((listener, tls)) => Some((listener.try_clone()?, tls.clone())),
            None => None,
        };
        Ok(Self { plain: self.plain.try_clone()?, secure })
    }
}

/// Serves a cloud until what `begun` begins ends, and gives what that gives. What is being answered then
/// has its time to end, unless a signal says that nobody waits for it. A thread a core, each with the
/// connections that it accepted; what they share is the cloud.
///
/// # Errors
/// In a sentence that says what to do.
pub(super) fn serve<T, F: Future<Output = T> + Send + 'static>(
    cloud: &Cloud,
    doors: Doors,
    names: &Names,
    begun: impl FnOnce(SocketAddr) -> std::io::Result<F>,
) -> std::io::Result<T>
where
    T: Send + 'static,
{
    // Held until the end: what was killed without one is cleared away by the next.
    let folder = Folder::of_this_process().map_err(|error| {
        other(&format!("{error}; set TMPDIR to a folder that can be written to"))
    })?;
    let ended = serve_on_threads(cloud, doors, names, begun);
    folder.clear();
    ended
}

fn serve_on_threads<T: Send + 'static, F: Future<Output = T> + Send + 'static>(
    cloud: &Cloud,
    doors: Doors,
    names: &Names,
    begun: impl FnOnce(SocketAddr) -> std::io::Result<F>,
) -> std::io::Result<T> {
    let (stage, reached) = watch::channel(Stage::Serving);
    // Closed when every other thread has ended.
    let (alive, mut all_ended) = mpsc::channel::<()>(1);
    let mut others = Vec::new();
    for _ in 1..std::thread::available_parallelism().map_or(1, usize::from) {
        let (cloud, doors, names) = (cloud.clone(), doors.for_another_thread()?, names.clone());
        let (reached, alive) = (reached.clone(), alive.clone());
        others.push(std::thread::spawn(move || {
            let ended = run(serve_here(cloud, doors, names, reached));
            drop(alive);
            ended
        }));
    }
    drop(alive);
    let (give, given) = tokio::sync::oneshot::channel();
    run(async {
        let begun = begun(doors.plain.local_addr()?)?;
        tokio::spawn(async move {
            let ended = begun.await;
            let hurried = told_to_end();
            // Nobody waits for it any more: then nobody misses it.
            let _ = give.send(ended);
            stage.send_replace(Stage::Draining);
            match hurried {
                Ok(hurried) => hurried.await,
                // Without it, nobody can ask.
                Err(_) => std::future::pending().await,
            }
            stage.send_replace(Stage::Over);
        });
        serve_here(cloud.clone(), doors, names.clone(), reached).await?;
        // Here is where signals are heard.
        all_ended.recv().await;
        Ok(())
    })?;
    for thread in others {
        // A panic there has been told already.
        let _ = thread.join();
    }
    given.blocking_recv().map_err(|_| other("the server ended by itself"))
}

/// How far the end has come.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Stage {
    Serving,
    /// What is being answered may end.
    Draining,
    Over,
}

async fn serve_here(
    cloud: Cloud,
    doors: Doors,
    names: Names,
    reached: watch::Receiver<Stage>,
) -> std::io::Result<()> {
    let reach = |stage| {
        let mut reached = reached.clone();
        async move {
            // Whoever would tell is gone: that is the end, too.
            let _ = reached.wait_for(|reached| *reached >= stage).await;
        }
    };
    let plain = tokio::net::TcpListener::from_std(doors.plain)?;
    let secure = match doors.secure {
        Some((listener, tls)) => Some((tokio::net::TcpListener::from_std(listener)?, tls)),
        None => None,
    };
    let draining = reach(Stage::Draining);
    tokio::select! {
        ended = server::serve_both_until(cloud, plain, secure, names, draining) => ended,
        () = reach(Stage::Over) => Ok(()),
    }
}

/// Ends at the first SIGINT or SIGTERM from now on; of themselves those do not end a container's first
/// process.
#[cfg(unix)]
pub(super) fn told_to_end() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(not(unix))]
pub(super) fn told_to_end() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        // Without it, nobody can ask.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

fn run(work: impl Future<Output = std::io::Result<()>>) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ended = runtime.block_on(work);
    // Work that goes on for nobody is not waited for.
    runtime.shutdown_background();
    ended
}
