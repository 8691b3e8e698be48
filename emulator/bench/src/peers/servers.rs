//! The servers that are measured, and how each is started: as its own documentation says, from the
//! program that the search path has.

use crate::client::{Ask, Endpoint};
use crate::process::Server;
use bytes::Bytes;
use http::Method;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What keeps the state.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Memory,
    Disk,
    /// Only answers viewers.
    Edge,
    /// Does nothing but read and answer.
    Limit,
}

pub(super) struct Start {
    pub name: &'static str,
    pub kind: Kind,
    pub ours: bool,
    /// Its command; it is to answer at the port, and may keep what it likes in the folder.
    command: fn(port: u16, folder: &Path, origin: u16) -> Result<Command, String>,
}

/// The first of each kind that is ours stands for us.
pub(super) const SERVERS: [Start; 10] = [
    Start { name: "Parhelion", kind: Kind::Memory, ours: true, command: parhelion },
    Start { name: "Parhelion, every", kind: Kind::Disk, ours: true, command: parhelion_every },
    Start {
        name: "Parhelion, interval:100ms",
        kind: Kind::Disk,
        ours: true,
        command: parhelion_interval,
    },
    Start { name: "hyper alone", kind: Kind::Limit, ours: false, command: bare },
    Start { name: "ministack", kind: Kind::Memory, ours: false, command: ministack },
    Start { name: "moto", kind: Kind::Memory, ours: false, command: moto },
    Start { name: "LocalStack", kind: Kind::Memory, ours: false, command: localstack },
    Start { name: "nginx", kind: Kind::Edge, ours: false, command: nginx },
    Start { name: "s3s-fs", kind: Kind::Disk, ours: false, command: s3s_fs },
    Start {
        name: "ministack, S3_PERSIST=1",
        kind: Kind::Disk,
        ours: false,
        command: ministack_persisting,
    },
];

/// A server that answers.
pub(super) struct Running {
    pub server: Server,
    /// Where its edge finds an origin, if it has an edge that is to be configured.
    pub origin_port: Option<u16>,
    _origin: Server,
    _folder: Folder,
}

/// A folder that goes with this.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// How long a server may take to begin: those in Python take a while.
const BEGINS_WITHIN: Duration = Duration::from_secs(60);

/// Starts it, and waits until it answers.
///
/// # Errors
/// It is not installed, or does not answer, in words.
pub(super) async fn start(start: &Start) -> Result<Running, String> {
    let (port, origin) = (free_port(), free_port());
    let folder = format!("parhelion-bench-{}-{port}", std::process::id());
    let folder = Folder(std::env::temp_dir().join(folder));
    std::fs::create_dir_all(&folder.0).map_err(|error| error.to_string())?;
    let begin = |mut command: Command, port: u16| {
        command.stdout(Stdio::null());
        let url = format!("http://127.0.0.1:{port}");
        Server::start(command, url).map_err(|error| error.to_string())
    };
    let mut origin_server = begin(bare(origin, &folder.0, origin)?, origin)?;
    answers(&mut origin_server).await?;
    let mut server = begin((start.command)(port, &folder.0, origin)?, port)?;
    answers(&mut server).await?;
    let origin_port = start.ours.then_some(origin);
    Ok(Running { server, origin_port, _origin: origin_server, _folder: folder })
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// Waits until it does.
async fn answers(server: &mut Server) -> Result<(), String> {
    let begun = Instant::now();
    while begun.elapsed() < BEGINS_WITHIN {
        if server.has_ended() {
            return Err(format!("it has ended: {}", server.said()));
        }
        let authority = server.url.trim_start_matches("http://").to_owned();
        if tokio::net::TcpStream::connect(&authority).await.is_ok() {
            let mut one = Endpoint::new(&server.url).connect().await;
            let asked = one.ask(Ask::s3(Method::GET, "/", Bytes::new()));
            if let Ok(Ok(_)) = tokio::time::timeout(Duration::from_secs(5), asked).await {
                return Ok(());
            }
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err(format!("it has not answered: {}", server.said()))
}

/// A program of the search path.
fn program(name: &str) -> Result<Command, String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found =
        std::env::split_paths(&path).map(|folder| folder.join(name)).find(|it| it.is_file());
    found.map(Command::new).ok_or_else(|| format!("{name} is not installed"))
}

fn parhelion_with(port: u16, arguments: &[&str]) -> Result<Command, String> {
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(this.with_file_name("parhelion"));
    command.args(["serve", "--origin-allow", "localhost", "--port"]).arg(port.to_string());
    command.args(arguments);
    Ok(command)
}

fn parhelion(port: u16, _: &Path, _: u16) -> Result<Command, String> {
    parhelion_with(port, &[])
}

fn parhelion_every(port: u16, folder: &Path, _: u16) -> Result<Command, String> {
    parhelion_on_disk(port, folder, "every")
}

fn parhelion_interval(port: u16, folder: &Path, _: u16) -> Result<Command, String> {
    parhelion_on_disk(port, folder, "interval:100ms")
}

fn parhelion_on_disk(port: u16, folder: &Path, durability: &str) -> Result<Command, String> {
    let mut command = parhelion_with(port, &["--durability", durability, "--data"])?;
    command.arg(folder.join("data"));
    Ok(command)
}

fn bare(port: u16, _: &Path, _: u16) -> Result<Command, String> {
    let mut command = Command::new(std::env::current_exe().map_err(|error| error.to_string())?);
    command.arg("bare").arg(port.to_string());
    Ok(command)
}

fn moto(port: u16, _: &Path, _: u16) -> Result<Command, String> {
    let mut command = program("moto_server")?;
    command.args(["-H", "127.0.0.1", "-p"]).arg(port.to_string());
    Ok(command)
}

/// Without Docker: its package's own runtime, beside its command.
fn localstack(port: u16, folder: &Path, _: u16) -> Result<Command, String> {
    let installed = std::fs::canonicalize(program("localstack")?.get_program());
    let python = installed.map_err(|error| error.to_string())?.with_file_name("python");
    let mut command = Command::new(python);
    command.args(["-m", "localstack.runtime.main"]).current_dir(folder).env("HOME", folder);
    command.env("GATEWAY_LISTEN", format!("127.0.0.1:{port}")).env("DNS_ADDRESS", "0");
    command.env("DISABLE_EVENTS", "1").env("SKIP_SSL_CERT_DOWNLOAD", "1");
    command.env("SERVICES", "s3,logs,cloudwatch").env("LS_LOG", "error");
    Ok(command)
}

fn ministack(port: u16, folder: &Path, _: u16) -> Result<Command, String> {
    let mut command = program("ministack")?;
    command.env("GATEWAY_PORT", port.to_string()).env("LOG_LEVEL", "WARNING").current_dir(folder);
    Ok(command)
}

fn ministack_persisting(port: u16, folder: &Path, origin: u16) -> Result<Command, String> {
    let mut command = ministack(port, folder, origin)?;
    command.env("S3_PERSIST", "1").env("S3_DATA_DIR", folder.join("s3"));
    command.env("PERSIST_STATE", "1").env("STATE_DIR", folder.join("state"));
    Ok(command)
}

fn s3s_fs(port: u16, folder: &Path, _: u16) -> Result<Command, String> {
    use parhelion::identity::{ACCESS_KEY, SECRET_KEY};
    let mut command = program("s3s-fs")?;
    command.args(["--host", "127.0.0.1", "--port"]).arg(port.to_string());
    command.args(["--access-key", ACCESS_KEY, "--secret-key", SECRET_KEY]).arg(folder);
    command.env("RUST_LOG", "error");
    Ok(command)
}

/// A cache in front of the origin, as nginx's documentation of `proxy_cache` has it.
fn nginx(port: u16, folder: &Path, origin: u16) -> Result<Command, String> {
    let place = folder.display();
    let text = format!(
        "daemon off; worker_processes auto; pid {place}/pid; error_log stderr error; user root;\n\
         events {{ worker_connections 1024; }}\n\
         http {{\n  access_log off; keepalive_requests 100000000;\n\
         proxy_cache_path {place}/cache keys_zone=edge:10m; proxy_temp_path {place}/temporary;\n\
         client_body_temp_path {place}/body;\n  server {{ listen 127.0.0.1:{port};\n    location / {{\n\
         proxy_pass http://127.0.0.1:{origin}; proxy_cache edge; proxy_cache_valid 200 1h; }} }} }}\n"
    );
    let file = folder.join("nginx.conf");
    std::fs::write(&file, text).map_err(|error| error.to_string())?;
    let mut command =
        program("nginx").or_else(|_| Ok::<_, String>(Command::new("/usr/sbin/nginx")))?;
    command.arg("-c").arg(file).arg("-p").arg(folder);
    Ok(command)
}
