//! `parhelion run -- COMMAND`: an AWS for as long as a command takes.

use super::cloud::CloudArguments;
use super::listen::{Doors, listen, serve};
use super::other;
use parhelion::server::Names;
use parhelion_world::identity;
use std::ffi::{OsStr, OsString};
#[cfg(unix)]
use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::process::ExitCode;
use tokio::process::{Child, Command};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The port that its server listens at; 0 chooses a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    #[command(flatten)]
    cloud: CloudArguments,
    /// The command and its arguments.
    #[arg(last = true, required = true)]
    command: Vec<OsString>,
}

impl Arguments {
    /// # Errors
    /// There is no such command, or no server; in a sentence that says what to do.
    pub(crate) fn run(self) -> std::io::Result<ExitCode> {
        let doors = Doors { plain: listen(&[], self.port, "--port")?, secure: None };
        let cloud = self.cloud.build()?;
        let mut words = self.command.into_iter();
        let program = words.next().ok_or_else(|| other("run: which command?"))?;
        let ended = serve(&cloud, doors, &Names::default(), |address| {
            let mut command = Command::new(&program);
            command.args(words);
            lead_here(&mut command, address);
            // Before the command is there: what comes while it begins is passed on, too.
            let signals = Signals::hear()?;
            let begun = command.spawn();
            Ok(async { wait_for(begun?, signals).await })
        })?;
        Ok(ended.map_or_else(|error| not_run(&program, &error), code))
    }
}

/// As shells say it.
fn not_run(program: &OsStr, error: &std::io::Error) -> ExitCode {
    let (next, code) = match error.kind() {
        std::io::ErrorKind::NotFound => ("install it, or name it by its path", 127),
        _ => ("see that it is a program, and that you may run it", 126),
    };
    eprintln!("parhelion: {} cannot be run: {error}; {next}", program.to_string_lossy());
    ExitCode::from(code)
}

/// What would lead a client elsewhere, or to another sender: nothing of it may reach the command.
const ELSEWHERE: [&str; 29] = [
    "AWS_ACCESS_KEY",
    "AWS_ACCOUNT_ID",
    "AWS_ACCOUNT_ID_ENDPOINT_MODE",
    "AWS_AUTH_SCHEME_PREFERENCE",
    "AWS_CA_BUNDLE",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CREDENTIAL_EXPIRATION",
    "AWS_CREDENTIAL_FILE",
    "AWS_CREDENTIAL_PROFILES_FILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
    "AWS_LOGIN_CACHE_DIRECTORY",
    "AWS_PROFILE",
    "AWS_ROLE_ARN",
    "AWS_ROLE_SESSION_NAME",
    "AWS_SECRET_KEY",
    "AWS_SECURITY_TOKEN",
    "AWS_SESSION_EXPIRATION",
    "AWS_SESSION_TOKEN",
    "AWS_SIGV4A_SIGNING_REGION_SET",
    "AWS_SSO_SESSION",
    "AWS_USE_DUALSTACK_ENDPOINT",
    "AWS_USE_FIPS_ENDPOINT",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "BOTO_CONFIG",
];

/// The environment of a command that shall find its AWS at an address.
/// <https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html>
fn lead_here(command: &mut Command, address: SocketAddr) {
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        // Terraform has names of its own: AWS_S3_ENDPOINT.
        let names_endpoint = text.starts_with("AWS_ENDPOINT_URL")
            || text.starts_with("AWS_") && text.ends_with("_ENDPOINT");
        // Of each service that takes one there is one: AWS_BEARER_TOKEN_BEDROCK.
        let is_token = text.starts_with("AWS_BEARER_TOKEN");
        if names_endpoint || is_token || ELSEWHERE.contains(&&*text) {
            command.env_remove(&name);
        }
    }
    let nowhere = if cfg!(windows) { "NUL" } else { "/dev/null" };
    let proxied_not = format!("{},localhost,.localhost", address.ip());
    let without_proxy = |name: &str| match std::env::var(name) {
        Ok(hosts) if !hosts.is_empty() => format!("{hosts},{proxied_not}"),
        _ => proxied_not.clone(),
    };
    command
        .env("AWS_ENDPOINT_URL", format!("http://{address}"))
        .env("AWS_ACCESS_KEY_ID", identity::ACCESS_KEY)
        .env("AWS_SECRET_ACCESS_KEY", identity::SECRET_KEY)
        .env("AWS_REGION", "us-east-1")
        .env("AWS_DEFAULT_REGION", "us-east-1")
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("AWS_CONFIG_FILE", nowhere)
        .env("AWS_SHARED_CREDENTIALS_FILE", nowhere)
        .env("NO_PROXY", without_proxy("NO_PROXY"))
        .env("no_proxy", without_proxy("no_proxy"));
}

/// What this process is told.
#[cfg(unix)]
struct Signals([tokio::signal::unix::Signal; 4]);

#[cfg(unix)]
impl Signals {
    fn hear() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self([
            signal(SignalKind::terminate())?,
            signal(SignalKind::hangup())?,
            signal(SignalKind::interrupt())?,
            signal(SignalKind::quit())?,
        ]))
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn hear() -> std::io::Result<Self> {
        Ok(Self)
    }
}

/// Waits for the command, to which it passes on what it is told itself. A terminal tells both of an
/// interrupt by itself; who has none tells this process alone.
#[cfg(unix)]
async fn wait_for(mut child: Child, signals: Signals) -> std::io::Result<std::process::ExitStatus> {
    use rustix::process::{Pid, Signal, kill_process};
    let Signals([mut terminate, mut hang_up, mut interrupt, mut quit]) = signals;
    let at_terminal = std::io::stdin().is_terminal();
    loop {
        let told = tokio::select! {
            ended = child.wait() => return ended,
            _ = terminate.recv() => Signal::TERM,
            _ = hang_up.recv() => Signal::HUP,
            _ = interrupt.recv() => Signal::INT,
            _ = quit.recv() => Signal::QUIT,
        };
        if at_terminal && matches!(told, Signal::INT | Signal::QUIT) {
            continue;
        }
        let id = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
        // It may have ended just now.
        let _ = id.map(|id| kill_process(id, told));
    }
}

#[cfg(not(unix))]
async fn wait_for(mut child: Child, _: Signals) -> std::io::Result<std::process::ExitStatus> {
    child.wait().await
}

/// Of what a signal ended, as shells say it: 128 and the signal's number.
fn code(ended: std::process::ExitStatus) -> ExitCode {
    #[cfg(unix)]
    let signal = std::os::unix::process::ExitStatusExt::signal(&ended);
    #[cfg(not(unix))]
    let signal = None;
    let code = ended.code().or(signal.map(|signal: i32| 128 + signal));
    code.and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from)
}
