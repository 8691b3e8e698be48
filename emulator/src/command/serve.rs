//! `parhelion serve`: until it is told to end.

use super::cloud::{Auth, CloudArguments};
use super::habits;
use super::https::{Https, HttpsArguments};
use super::listen::{Doors, listen, serve, told_to_end};
use super::log::LogArguments;
use super::other;
use parhelion::data::{Data, Durability};
use parhelion_world::identity;
use std::io::{IsTerminal as _, Write as _};
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The port to listen at; 0 chooses a free one.
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
    /// Keeps everything in this folder, and goes on from there the next time. Without, everything is in
    /// memory.
    #[arg(long, value_name = "FOLDER", conflicts_with = "journal_inputs")]
    data: Option<PathBuf>,
    /// When what a call changed is on the disk: before it is answered (`every`), or after so long at the
    /// most (`interval:200ms`), which the process's or the machine's failure may lose.
    #[arg(long, value_name = "every|interval:TIME", default_value = "every", requires = "data", value_parser = durability)]
    durability: Durability,
    #[command(flatten)]
    https: HttpsArguments,
    #[command(flatten)]
    log: LogArguments,
    #[command(flatten)]
    cloud: CloudArguments,
}

/// Where the server is.
#[derive(Clone, Debug)]
enum Host {
    At(IpAddr),
    Named(String),
}

fn durability(text: &str) -> Result<Durability, String> {
    let wrong = || "expected every, or interval: and a time, as in interval:200ms or interval:1s";
    if text == "every" {
        return Ok(Durability::Every);
    }
    let time = text.strip_prefix("interval:").ok_or_else(wrong)?;
    let (number, unit) = match time.strip_suffix("ms") {
        Some(number) => (number, 1),
        None => (time.strip_suffix('s').ok_or_else(wrong)?, 1000),
    };
    match number.parse::<u32>() {
        Ok(number @ 1..) => {
            Ok(Durability::Interval(Duration::from_millis(u64::from(number) * unit)))
        }
        _ => Err(wrong().to_owned()),
    }
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
        self.log.begin();
        let (mut addresses, mut names) = (Vec::new(), habits::names(|it| std::env::var(it).ok()));
        for host in self.host {
            match host {
                Host::At(address) => addresses.push(address),
                Host::Named(name) => names.push(name),
            }
        }
        let plain = listen(&addresses, self.port, "--port")?;
        let auth = self.cloud.auth;
        let kept = match &self.data {
            Some(folder) => {
                let data = Data::open(folder)?;
                if let Some(absent) = data.absent() {
                    eprintln!("{}: {absent}", folder.display());
                }
                Some(self.cloud.clone().wake(data, self.durability)?)
            }
            None => None,
        };
        let cloud = match &kept {
            Some(kept) => kept.cloud().clone(),
            None => self.cloud.build()?,
        };
        let data = self.data.as_deref();
        let Https { listener, tls, port, certificate } =
            self.https.open(&addresses, self.port, data)?;
        let doors = Doors { plain, secure: Some((listener, tls)) };
        serve(&cloud, doors, &names.iter().collect(), |address| {
            let asked = told_to_end()?;
            if let Some(file) = &self.profile_file {
                write_profile(file, address)?;
            }
            print_connection_settings(address, auth, data, (port, certificate.as_deref()));
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

/// Where the HTTPS port is, and whom its clients trust.
fn over_https(address: SocketAddr, port: u16, authority: Option<&Path>) -> String {
    let trusts = match authority {
        Some(path) => path.display().to_string(),
        None => format!("what http://{address}/_parhelion/ca.pem answers"),
    };
    format!("Over HTTPS: https://localhost:{port}, for clients that trust {trusts}")
}

/// Where the server is, and what clients need to reach it.
fn print_connection_settings(
    address: SocketAddr,
    auth: Auth,
    data: Option<&Path>,
    (https_port, authority): (u16, Option<&Path>),
) {
    let bold = |text: String| match std::io::stdout().is_terminal() {
        true => format!("\u{1b}[1m{text}\u{1b}[0m"),
        false => text,
    };
    let version = env!("CARGO_PKG_VERSION");
    let mut lines = vec![
        bold(format!("Parhelion {version} listens on http://{address}")),
        match data {
            None => "Everything is in memory, and gone when it ends (--data keeps it).".to_owned(),
            Some(folder) => format!("Everything is kept in {}.", folder.display()),
        },
        over_https(address, https_port, authority),
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
    // What waits for LocalStack waits for this, and programs read to here.
    lines.extend([String::new(), "Ready.".to_owned()]);
    // Whoever reads the first line and closes the pipe (`| head -1`) wants the server all the same.
    let _ = std::io::stdout().write_all((lines.join("\n") + "\n").as_bytes());
}
