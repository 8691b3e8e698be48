//! A handshake.

use rustls::ServerConfig;
use rustls::server::Acceptor;
use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::LazyConfigAcceptor;
use tokio_rustls::server::TlsStream;

/// How long a handshake may take, from the connection on.
pub const WITHIN: Duration = Duration::from_secs(10);

/// A connection over TLS.
pub struct Accepted<S, T> {
    /// What is said over it.
    pub stream: TlsStream<S>,
    /// What the client was shown, as whoever decided that says.
    pub shown: T,
}

/// Reads the client's hello, has it decided what to show for the name in it (lower case, if there is one),
/// and finishes the handshake. What is no hello, or does not come to its end in time, is an error, and has
/// cost no more than the connection and one record.
///
/// # Errors
/// It came to nothing; `choose` gave none.
pub async fn accept<S, T>(
    stream: S,
    choose: impl FnOnce(Option<String>) -> Option<(Arc<ServerConfig>, T)>,
) -> io::Result<Accepted<S, T>>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let shaken = async {
        let begun = LazyConfigAcceptor::new(Acceptor::default(), stream).await?;
        let name = begun.client_hello().server_name().map(str::to_ascii_lowercase);
        let chosen = choose(name).ok_or(ErrorKind::InvalidInput)?;
        let (config, shown) = chosen;
        let stream = begun.into_stream(config).await?;
        Ok(Accepted { stream, shown })
    };
    tokio::time::timeout(WITHIN, shaken).await.map_err(|_| ErrorKind::TimedOut)?
}

#[cfg(test)]
mod tests;
