//! What this program is when the harness starts it.

use axum::Router;
use axum::routing::{any, get};
use dashboard::{Clients, Config, Dashboard, Mutant, infrastructure};
use parhelion_properties::Target;
use parhelion_properties::target::{self, endpoint::Remote};
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};

/// The variable that says in which role this program was started.
pub(crate) const ROLE: &str = "PROVE_TEST_ROLE";

/// The declaration of an application in a role, in a folder of its own.
pub(crate) fn declaration(role: &str, more: &str) -> (tempfolder::Folder, String) {
    let exe = std::env::current_exe().unwrap();
    let text = format!(
        r#"
name = "dashboard"
[application]
command = ['{exe}', "child::in_a_role", "--exact", "--nocapture"]
answers-within = "3s"
ready = {{ path = "/health", within = "5s" }}
end = {{ within = "5s" }}
environment = {{ {ROLE} = "{role}", PORT = "{{port}}", BUCKET = "{{bucket}}", DISTRIBUTION = "{{distribution}}", DOMAIN = "{{domain}}", LOG_GROUP = "{{log-group}}" }}
[infrastructure]
command = ['{exe}', "child::in_a_role", "--exact", "--nocapture"]
environment = {{ {ROLE} = "setup" }}
[resources]
log-group = "/dashboard/production"
retention-days = 30
assets = ["app.css", "app.js", "logo.svg"]
asset-prefix = "assets/"
asset-ttl = "5m"
allowed-origin = "https://dashboard.example"
[interface]
retry = [502]
upload = {{ method = "POST", path = "/files/{{name}}" }}
publish = {{ method = "PUT", path = "/assets/{{name}}" }}
page = {{ method = "GET", path = "/" }}
{more}
"#,
        exe = exe.display(),
    );
    let folder = tempfolder::Folder::new();
    let file = folder.path().join("parhelion.toml");
    std::fs::write(&file, text).unwrap();
    let file = file.display().to_string();
    (folder, file)
}

/// Folders that go when their test is over.
pub(crate) mod tempfolder {
    use std::path::{Path, PathBuf};
    use std::sync::atomic::{AtomicU32, Ordering};

    pub(crate) struct Folder(PathBuf);

    impl Folder {
        pub(crate) fn new() -> Self {
            static NUMBER: AtomicU32 = AtomicU32::new(0);
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let name = format!("parhelion-prove-test-{}-{number}", std::process::id());
            let path = std::env::temp_dir().join(name);
            std::fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        pub(crate) fn path(&self) -> &Path {
            &self.0
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }
}

/// Not a test: what the harness starts. Without a role it has nothing to do.
#[test]
fn in_a_role() {
    let Ok(role) = std::env::var(ROLE) else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        match role.as_str() {
            "setup" => set_up().await,
            "dashboard" => serve_dashboard().await,
            "never-ready" => tokio::time::sleep(Duration::from_secs(60)).await,
            "dies-at-once" => panic!("no configuration"),
            "dies-when-asked" => {
                serve(Router::new().route("/health", get(|| async { "ok" })).fallback(any(die)))
                    .await
            }
            "hangs" => {
                serve(
                    Router::new()
                        .route("/health", get(|| async { "ok" }))
                        .fallback(any(std::future::pending::<()>)),
                )
                .await
            }
            other => panic!("no role is called {other}"),
        }
    });
    std::process::exit(0);
}

async fn die() {
    eprintln!("fatal: out of ideas");
    std::process::exit(3);
}

fn clients() -> Clients {
    let remote = Remote::endpoint(&std::env::var("AWS_ENDPOINT_URL").unwrap()).unwrap();
    let target::Clients { s3, cloudfront, cloudwatch, logs } = Target::remote(remote).clients();
    Clients { s3, cloudfront, cloudwatch, logs }
}

fn config() -> Config {
    Config {
        name: "dashboard".to_owned(),
        region: "us-east-1".to_owned(),
        allowed_origin: "https://dashboard.example".to_owned(),
        mutant: std::env::var("MUTANT").ok().map(|name| name.parse::<Mutant>().unwrap()),
    }
}

async fn set_up() {
    let made = infrastructure::set_up(&clients(), &config()).await.unwrap();
    // The test harness has begun this line.
    println!(
        "\n{{\"bucket\": \"{}\", \"domain\": \"{}\", \"distribution\": \"{}\"}}",
        made.bucket, made.domain, made.distribution
    );
}

async fn serve_dashboard() {
    let read = |name: &str| std::env::var(name).unwrap();
    let made = infrastructure::Infrastructure {
        bucket: read("BUCKET"),
        distribution: read("DISTRIBUTION"),
        domain: read("DOMAIN"),
        log_group: read("LOG_GROUP"),
        log_stream: "web-1".to_owned(),
        alarm: "dashboard-requests".to_owned(),
    };
    let dashboard = Dashboard::resume(clients(), config(), made);
    serve(dashboard.router().route("/health", get(|| async { "ok" }))).await;
    dashboard.shut_down().await;
}

async fn serve(router: Router) {
    let port: u16 = std::env::var("PORT").unwrap().parse().unwrap();
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await.unwrap();
    let mut terminate = signal(SignalKind::terminate()).unwrap();
    let stopped = async move {
        terminate.recv().await;
    };
    axum::serve(listener, router).with_graceful_shutdown(stopped).await.unwrap();
}
