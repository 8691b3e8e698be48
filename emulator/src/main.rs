//! The command line: `parhelion serve`.

use clap::{Parser, Subcommand, ValueEnum};
use parhelion::wire::body::Folder;
use parhelion::{Clock, Cloud, Journal, Outside, server};
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
        /// Loopback only, unless told otherwise.
        #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
        host: IpAddr,
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
        journal,
        journal_inputs,
    } = command;
    let journal = match journal_inputs {
        true => Journal::default().keeping_inputs(),
        false => Journal::with_limit(journal),
    };
    let listener = TcpListener::bind(SocketAddr::new(host, port))?;
    listener.set_nonblocking(true)?;
    let cloud = Cloud::builder()
        .seed(seed)
        .auth(auth == Auth::On)
        .outside(Outside::hosts(origin_allow))
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
    let folder = Folder::of_this_process()?;
    // A thread a core, each with the connections that it accepted; what they share is the cloud.
    for _ in 1..std::thread::available_parallelism().map_or(1, usize::from) {
        let (cloud, listener) = (cloud.clone(), listener.try_clone()?);
        std::thread::spawn(move || run(serve(cloud, listener)));
    }
    print_connection_settings(listener.local_addr()?, auth);
    let ended = run(async {
        tokio::select! {
            served = serve(cloud, listener) => served,
            interrupted = tokio::signal::ctrl_c() => interrupted,
        }
    });
    folder.clear();
    ended
}

async fn serve(cloud: Cloud, listener: TcpListener) -> std::io::Result<()> {
    server::serve(cloud, tokio::net::TcpListener::from_std(listener)?).await
}

fn run(work: impl Future<Output = std::io::Result<()>>) -> std::io::Result<()> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)
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
        "export AWS_DEFAULT_REGION=us-east-1".to_owned(),
        String::new(),
    ]);
    lines.extend(parhelion::services::whereabouts(address.port()));
    // Whoever reads the first line and closes the pipe (`| head -1`) wants the server all the same.
    let _ = std::io::stdout().write_all((lines.join("\n") + "\n").as_bytes());
}
