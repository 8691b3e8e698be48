//! The nightly run on an application that is deployed: a server plays the account, the dashboard runs as a
//! process beside it.

use crate::child::{ROLE, declaration};
use parhelion::{Clock, Cloud};
use parhelion_properties::target::endpoint::Remote;
use parhelion_properties::target::guard::Guard;
use parhelion_prove::declaration::read;
use parhelion_prove::nightly::{self, Extent, Report};
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// The account, with the dashboard's infrastructure in it.
struct Account {
    endpoint: String,
    cloud: Cloud,
}

impl Account {
    fn new() -> Self {
        let cloud = Cloud::builder().clock(Clock::wall()).build();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let served = cloud.clone();
        std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                parhelion::server::serve(served, listener).await.unwrap();
            });
        });
        Self { endpoint, cloud }
    }

    fn command(&self, role: &str) -> Command {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["child::in_a_role", "--exact", "--nocapture"]);
        command.env(ROLE, role).env("AWS_ENDPOINT_URL", &self.endpoint);
        command
    }
}

/// The deployed dashboard; it is killed when its test is over.
struct Deployed(Child);

impl Drop for Deployed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn prove(mutant: Option<&str>) -> (Report, Account, tempfile::Left) {
    let account = Account::new();
    let output = account.command("setup").output().unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    let made = output.lines().find(|line| line.starts_with('{')).unwrap();
    let made: serde_json::Value = serde_json::from_str(made).unwrap();
    let text = |name: &str| made[name].as_str().unwrap().to_owned();
    // A deployment takes its time, which passes at once.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(account.cloud.advance(Duration::from_secs(1800)));
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut application = account.command("dashboard");
    application.env("PORT", port.to_string()).env("LOG_GROUP", "/dashboard/production");
    application
        .env("BUCKET", text("bucket"))
        .env("DOMAIN", text("domain"))
        .env("DISTRIBUTION", text("distribution"));
    application.envs(mutant.map(|mutant| ("MUTANT", mutant)));
    let _deployed = Deployed(application.spawn().unwrap());
    publish(port);

    let (folder, file) = declaration("dashboard", "");
    let text = std::fs::read_to_string(&file).unwrap();
    let text = text
        .replace("[resources]", &format!("[resources]\nbucket = \"{}\"", text_of(&made, "bucket")));
    std::fs::write(&file, text).unwrap();
    let declaration = nightly::of_run(&read(Path::new(&file)).unwrap(), "r1");
    let account_id = parhelion::identity::ACCOUNT;
    let limits =
        nightly::limits(&declaration, vec![account_id.into()], Duration::from_secs(600)).unwrap();
    let remote = Remote::endpoint(&account.endpoint)
        .unwrap()
        .guarded(Guard::new(limits, account_id).unwrap());
    let list = folder.path().join("clean-up.sh");
    let extent = Extent { cases: 0, seed: 0 };
    let application = format!("http://127.0.0.1:{port}");
    let report =
        runtime.block_on(nightly::prove(declaration, remote, &application, extent, &list)).unwrap();
    (report, account, tempfile::Left(list.exists(), folder))
}

fn text_of(made: &serde_json::Value, name: &str) -> String {
    made[name].as_str().unwrap().to_owned()
}

/// Whether the list of what is to be removed is still there, and where it would be.
mod tempfile {
    pub(super) struct Left(
        pub(super) bool,
        #[allow(dead_code)] pub(super) crate::child::tempfolder::Folder,
    );
}

/// Assets as a pipeline would put them there, through the application.
fn publish(port: u16) {
    use std::io::{Read, Write};
    let begun = Instant::now();
    for asset in ["app.css", "app.js", "logo.svg"] {
        let mut stream = loop {
            match std::net::TcpStream::connect(("127.0.0.1", port)) {
                Ok(stream) => break stream,
                Err(error) => assert!(begun.elapsed() < Duration::from_secs(20), "{error}"),
            }
        };
        let body = "/* an asset */ ".repeat(150);
        write!(stream, "PUT /assets/{asset} HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
}

fn objects(account: &Account) -> usize {
    use parhelion::s3::{S3, model::ListObjectsV2Input, model::operations::ListObjectsV2};
    let list = ListObjectsV2Input {
        bucket: "dashboard-files".into(),
        prefix: Some("uploads/".into()),
        ..Default::default()
    };
    account.cloud.call::<S3, ListObjectsV2>(list).unwrap().contents.unwrap_or_default().len()
}

#[test]
fn a_deployed_application_holds_and_nothing_is_left() {
    let (report, account, left) = prove(None);
    assert!(report.holds(), "{}", report.text());
    assert_eq!(objects(&account), 0);
    assert!(!left.0);
}

#[test]
fn a_bug_of_a_deployed_application_is_caught() {
    let (report, account, left) = prove(Some("assets-linked-to-s3"));
    let (violation, operations) = report.violation.as_ref().unwrap();
    assert_eq!(violation.clause, "16b: pages link static assets to the distribution");
    assert!(!operations.is_empty());
    assert_eq!(objects(&account), 0);
    assert!(!left.0);
}

#[test]
fn the_least_policy_names_what_is_needed_and_no_more() {
    let (_folder, file) = declaration("dashboard", "");
    let text = std::fs::read_to_string(&file)
        .unwrap()
        .replace("[resources]", "[resources]\nbucket = \"dashboard-files\"");
    std::fs::write(&file, text).unwrap();
    let declaration = nightly::of_run(&read(Path::new(&file)).unwrap(), "*");
    let policy = nightly::policy(&declaration, "111122223333").unwrap().to_string();
    assert!(policy.contains("arn:aws:s3:::dashboard-files/uploads/parhelion-*-*"), "{policy}");
    assert!(!policy.contains("Put") && !policy.contains("s3:*"), "{policy}");
}
