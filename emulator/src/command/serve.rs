//! `parhelion serve`: until it is told to end.

use super::cloud::{Auth, CloudArguments};
use super::listen::{listen, serve};
use parhelion_world::identity;
use std::io::Write as _;
use std::net::{IpAddr, SocketAddr};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// 0 chooses a free one.
    #[arg(long, default_value_t = 4566)]
    port: u16,
    /// An address to listen at (127.0.0.1, unless told otherwise), or a further name that the server
    /// is reached by: requests for hosts of unknown names are refused. May be given more than once.
    #[arg(long, value_name = "ADDRESS|NAME", value_parser = host)]
    host: Vec<Host>,
    #[command(flatten)]
    cloud: CloudArguments,
}

/// Where the server is.
#[derive(Clone, Debug)]
enum Host {
    At(IpAddr),
    Named(String),
}

fn host(text: &str) -> Result<Host, String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    match text.parse() {
        Ok(address) => Ok(Host::At(address)),
        Err(_) if !text.is_empty() && text.bytes().all(plain) => Ok(Host::Named(text.to_owned())),
        Err(_) => Err("expected an address, or a name without a port".to_owned()),
    }
}

impl Arguments {
    /// # Errors
    /// In a sentence that says what to do.
    pub(crate) fn serve(self) -> std::io::Result<()> {
        let (mut addresses, mut names) = (Vec::new(), Vec::new());
        for host in self.host {
            match host {
                Host::At(address) => addresses.push(address),
                Host::Named(name) => names.push(name),
            }
        }
        let listener = listen(&addresses, self.port)?;
        let auth = self.cloud.auth;
        let cloud = self.cloud.build()?;
        serve(&cloud, listener, &names.iter().collect(), |address| {
            let asked = asked_to_end()?;
            print_connection_settings(address, auth);
            Ok(asked)
        })
    }
}

/// Ends at the first SIGINT or SIGTERM from now on; of themselves those do not end a container's first
/// process.
#[cfg(unix)]
fn asked_to_end() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
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
fn asked_to_end() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        // Without it, nobody can ask.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

/// Where the server is, and what clients need to reach it.
fn print_connection_settings(address: SocketAddr, auth: Auth) {
    let mut lines =
        vec![format!("Parhelion {} listens on http://{address}", env!("CARGO_PKG_VERSION"))];
    if auth == Auth::Off {
        lines.push("Signatures are not checked (--auth off).".to_owned());
    }
    lines.extend([
        String::new(),
        "Paste this to point the AWS CLI and SDKs here:".to_owned(),
        String::new(),
        format!("export AWS_ENDPOINT_URL=http://{address}"),
        format!("export AWS_ACCESS_KEY_ID={}", identity::ACCESS_KEY),
        format!("export AWS_SECRET_ACCESS_KEY={}", identity::SECRET_KEY),
        // The CLI and boto3 read the second, the SDKs for other languages the first.
        "export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1".to_owned(),
        String::new(),
    ]);
    lines.extend(parhelion::services::whereabouts(address.port()));
    // Whoever reads the first line and closes the pipe (`| head -1`) wants the server all the same.
    let _ = std::io::stdout().write_all((lines.join("\n") + "\n").as_bytes());
}
