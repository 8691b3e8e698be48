//! `parhelion serve`: until it is told to end.

use super::cloud::{Auth, CloudArguments};
use super::listen::{listen, serve};
use super::other;
use parhelion_world::identity;
use std::io::{IsTerminal as _, Write as _};
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// 0 chooses a free one.
    #[arg(long, default_value_t = 4566)]
    port: u16,
    /// An address to listen at (127.0.0.1, unless told otherwise), or a further name that the server
    /// is reached by: requests for hosts of unknown names are refused. May be given more than once.
    #[arg(long, value_name = "ADDRESS|NAME", value_parser = host)]
    host: Vec<Host>,
    /// Writes a configuration file for the AWS CLI and SDKs, with a profile `parhelion`: use it by
    /// AWS_CONFIG_FILE=FILE AWS_PROFILE=parhelion.
    #[arg(long, value_name = "FILE")]
    profile_file: Option<PathBuf>,
    /// Ends when its standard input does, as it does when the process that has started this one ends,
    /// however that comes: for test suites.
    #[arg(long)]
    until_stdin_ends: bool,
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
            if let Some(file) = &self.profile_file {
                write_profile(file, address)?;
            }
            print_connection_settings(address, auth);
            let until_stdin_ends = self.until_stdin_ends;
            Ok(async move {
                tokio::select! {
                    () = asked => {}
                    () = stdin_ends(), if until_stdin_ends => {}
                }
            })
        })
    }
}

async fn stdin_ends() {
    let (tell, told) = tokio::sync::oneshot::channel();
    // A thread of its own: reading cannot be given up, and the process ends all the same.
    std::thread::spawn(move || {
        // Whatever ends it, it has ended.
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        let _ = tell.send(());
    });
    let _ = told.await;
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

/// The first line of a profile's file.
const OF_PROFILE: &str = "[profile parhelion]";

/// <https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html>
fn write_profile(file: &Path, address: SocketAddr) -> std::io::Result<()> {
    let (access_key, secret_key) = (identity::ACCESS_KEY, identity::SECRET_KEY);
    let text = format!(
        "{OF_PROFILE}\nendpoint_url = http://{address}\nregion = us-east-1\n\
         aws_access_key_id = {access_key}\naws_secret_access_key = {secret_key}\n"
    );
    let cannot = |why: &str| {
        other(&format!("--profile-file: {} cannot be written: {why}; name another", file.display()))
    };
    // A file of somebody's own is not to be lost.
    match std::fs::read_to_string(file) {
        Ok(there) if !there.is_empty() && !there.starts_with(OF_PROFILE) => {
            return Err(cannot("it has other profiles"));
        }
        Ok(_) | Err(_) => {}
    }
    std::fs::write(file, text).map_err(|error| cannot(&error.to_string()))
}

/// Where the server is, and what clients need to reach it.
fn print_connection_settings(address: SocketAddr, auth: Auth) {
    let bold = |text: String| match std::io::stdout().is_terminal() {
        true => format!("\u{1b}[1m{text}\u{1b}[0m"),
        false => text,
    };
    let version = env!("CARGO_PKG_VERSION");
    let mut lines = vec![
        bold(format!("Parhelion {version} listens on http://{address}")),
        "Everything is in memory, and gone when it ends.".to_owned(),
        format!("To look at it and to steer it: http://{address}/_parhelion/console"),
    ];
    if auth == Auth::Off {
        lines.push("Signatures are not checked (--auth off).".to_owned());
    }
    let endpoint = format!("http://{address}");
    let variables = [
        ("AWS_ENDPOINT_URL", endpoint.as_str()),
        ("AWS_ACCESS_KEY_ID", identity::ACCESS_KEY),
        ("AWS_SECRET_ACCESS_KEY", identity::SECRET_KEY),
        // The CLI and boto3 read the second, the SDKs for other languages the first.
        ("AWS_REGION", "us-east-1"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
    ];
    lines.extend([
        String::new(),
        "Paste this to point the AWS CLI and SDKs here:".to_owned(),
        String::new(),
    ]);
    let (region, others) = (&variables[3..], &variables[..3]);
    lines.extend(others.iter().map(|(name, value)| format!("export {name}={value}")));
    let region: Vec<String> =
        region.iter().map(|(name, value)| format!("{name}={value}")).collect();
    lines.push(format!("export {}", region.join(" ")));
    let fish = variables.map(|(name, value)| format!("set -gx {name} {value};"));
    let power_shell = variables.map(|(name, value)| format!("$env:{name}='{value}';"));
    lines.extend([
        String::new(),
        format!("fish:        {}", fish.join(" ")),
        format!("PowerShell:  {}", power_shell.join(" ")),
        "One command: parhelion run -- COMMAND".to_owned(),
        String::new(),
    ]);
    lines.extend(parhelion::services::whereabouts(address.port()));
    // Whoever reads the first line and closes the pipe (`| head -1`) wants the server all the same.
    let _ = std::io::stdout().write_all((lines.join("\n") + "\n").as_bytes());
}
