//! The command line: `parhelion serve`.

use clap::{Parser, Subcommand, ValueEnum};
use parhelion::server::{self, Names};
use parhelion::wire::body::Folder;
use parhelion::{Clock, Cloud, Journal, Outside};
use parhelion_world::identity;
use std::io::Write as _;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};

/// An AWS that lives inside your process; this is its door for everybody else.
#[derive(Parser)]
#[command(name = "parhelion", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    #[command(about = services())]
    Serve {
        /// 0 chooses a free one.
        #[arg(long, default_value_t = 4566)]
        port: u16,
        /// An address to listen at (127.0.0.1, unless told otherwise), or a further name that the server
        /// is reached by: requests for hosts of unknown names are refused. May be given more than once.
        #[arg(long, value_name = "ADDRESS|NAME", value_parser = host)]
        host: Vec<Host>,
        /// Whether signatures are checked.
        #[arg(long, value_enum, default_value_t = Auth::On)]
        auth: Auth,
        /// A further access key: of an account's root, or of a user of it who has no policies yet.
        #[arg(long, value_name = "ACCOUNT[/USER]:ACCESS_KEY:SECRET_KEY", value_parser = credential)]
        credential: Vec<Credential>,
        /// Where ids and choices come from.
        #[arg(long, default_value_t = 0)]
        seed: u64,
        /// A host that origins may be reached at over sockets (`HOST`, `HOST:PORT` or `*`); none,
        /// unless told otherwise.
        #[arg(long, value_name = "HOST[:PORT]")]
        origin_allow: Vec<String>,
        /// Services that encrypt take keys at their names that nobody has made; without, those do not
        /// exist, as in AWS.
        #[arg(long)]
        keys_on_trust: bool,
        /// How many events the journal keeps.
        #[arg(long, default_value_t = 10_000)]
        journal: usize,
        /// Keeps every request in the journal, and all events however many: such a journal replays the
        /// run. It is as secret as the credentials in the requests.
        #[arg(long)]
        journal_inputs: bool,
    },
}

/// What is served, as AWS's own command line calls it.
fn services() -> String {
    format!("Serves AWS on one port: {}", parhelion::services::names().join(", "))
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Auth {
    On,
    Off,
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

/// An access key given on the command line.
#[derive(Clone, Debug)]
struct Credential {
    account: String,
    user: Option<String>,
    access_key: String,
    secret_key: String,
}

fn credential(text: &str) -> Result<Credential, String> {
    let wrong = || "expected ACCOUNT[/USER]:ACCESS_KEY:SECRET_KEY".to_owned();
    let mut parts = text.splitn(3, ':');
    let (owner, access_key, secret_key) = match (parts.next(), parts.next(), parts.next()) {
        (Some(owner), Some(access_key), Some(secret)) if !access_key.is_empty() => {
            (owner, access_key.to_owned(), secret.to_owned())
        }
        _ => return Err(wrong()),
    };
    let (account, user) = match owner.split_once('/') {
        Some((account, user)) => (account, Some(user.to_owned())),
        None => (owner, None),
    };
    if account.len() != 12 || !account.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("an account is 12 digits".to_owned());
    }
    Ok(Credential { account: account.to_owned(), user, access_key, secret_key })
}

fn main() -> std::process::ExitCode {
    match start(Arguments::parse()) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("parhelion: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}

fn start(Arguments { command }: Arguments) -> std::io::Result<()> {
    let Command::Serve {
        port,
        host,
        auth,
        credential,
        seed,
        origin_allow,
        keys_on_trust,
        journal,
        journal_inputs,
    } = command;
    let journal = match journal_inputs {
        true => Journal::default().keeping_inputs(),
        false => Journal::with_limit(journal),
    };
    let (mut addresses, mut names) = (Vec::new(), Vec::new());
    for host in host {
        match host {
            Host::At(address) => addresses.push(address),
            Host::Named(name) => names.push(name),
        }
    }
    let listener = listen(&addresses, port)?;
    let cloud = Cloud::builder()
        .seed(seed)
        .auth(auth == Auth::On)
        .outside(Outside::hosts(origin_allow))
        .keys_on_trust(keys_on_trust)
        .clock(Clock::wall())
        .journal(journal)
        .build();
    for Credential { account, user, access_key, secret_key } in credential {
        let command = serde_json::json!({
            "account": account,
            "user": user,
            "access_key": access_key,
            "secret_key": secret_key,
        });
        if let Some(Err(why)) = cloud.control("credentials", command.to_string().as_bytes()) {
            return Err(std::io::Error::other(why));
        }
    }
    // Held until the end: what was killed without one is cleared away by the next.
    let folder = Folder::of_this_process().map_err(|error| {
        other(&format!("{error}; set TMPDIR to a folder that can be written to"))
    })?;
    let ended = serve(&cloud, listener, &names.iter().collect(), auth);
    folder.clear();
    ended
}

fn other(why: &str) -> std::io::Error {
    std::io::Error::other(why)
}

fn listen(addresses: &[IpAddr], port: u16) -> std::io::Result<TcpListener> {
    let address = match addresses {
        [] => IpAddr::V4(Ipv4Addr::LOCALHOST),
        [address] => *address,
        _ => return Err(other("--host: one address to listen at, please; others may be names")),
    };
    let address = SocketAddr::new(address, port);
    let listener = TcpListener::bind(address).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            other(&format!("{address} is in use: choose another --port, or 0 for a free one"))
        }
        _ => {
            other(&format!("cannot listen at {address} ({error}): choose another --port or --host"))
        }
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// A thread a core, each with the connections that it accepted; what they share is the cloud.
fn serve(cloud: &Cloud, listener: TcpListener, names: &Names, auth: Auth) -> std::io::Result<()> {
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let mut others = Vec::new();
    for _ in 1..std::thread::available_parallelism().map_or(1, usize::from) {
        let (cloud, listener, names) = (cloud.clone(), listener.try_clone()?, names.clone());
        let mut stopped = stopped.clone();
        let told = async move {
            // Whoever would tell is gone: that is the end, too.
            let _ = stopped.wait_for(|stopped| *stopped).await;
        };
        others.push(std::thread::spawn(move || run(serve_here(cloud, listener, names, told))));
    }
    run(async {
        let asked = asked_to_end()?;
        print_connection_settings(listener.local_addr()?, auth);
        let told = async move {
            asked.await;
            stop.send_replace(true);
        };
        serve_here(cloud.clone(), listener, names.clone(), told).await
    })?;
    for thread in others {
        // A panic there has been told already.
        let _ = thread.join();
    }
    Ok(())
}

async fn serve_here(
    cloud: Cloud,
    listener: TcpListener,
    names: Names,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    server::serve_until(cloud, tokio::net::TcpListener::from_std(listener)?, names, stop).await
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

fn run(work: impl Future<Output = std::io::Result<()>>) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ended = runtime.block_on(work);
    // Work that goes on for nobody is not waited for.
    runtime.shutdown_background();
    ended
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
