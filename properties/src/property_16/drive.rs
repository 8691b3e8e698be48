//! Drives the operations of a case, and observes.

use super::browser::{self, addresses};
use super::operation::{Accept, Content, Operation};
use super::probe;
use super::scope_of;
use super::versions::{Freshness, Versions};
use crate::application::{Application, Deployment, Running};
use crate::patience::Patience;
use crate::target::{Clients, Target};
use base64::Engine;
use bytes::Bytes;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How often the harness's own clients try: AWS bounds no run of failures.
const TRIES: u32 = 1000;

/// The edge locations by index.
const POPS: [&str; super::operation::POPS as usize] =
    ["IAD89-C1", "FRA56-P2", "NRT57-P1", "GRU3-C1"];

/// What every asset is when a case begins.
pub fn first_version(asset: usize) -> Bytes {
    Content { bytes: 2000, seed: 200 + asset as u8 }.bytes()
}

/// Base64 of SHA-256, as S3 spells it.
pub fn sha256(content: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(Sha256::digest(content))
}

/// Everything that driving a case needs.
pub struct Driver {
    /// Where it runs.
    pub target: Target,
    /// Where the application has put things.
    pub deployment: Deployment,
    /// The running application.
    pub application: Arc<dyn Running>,
    /// The harness's own clients, which do not give up.
    pub clients: Clients,
    pub(super) memory: Mutex<Memory>,
}

/// What the harness knows of what it has done.
#[derive(Default)]
pub(super) struct Memory {
    /// Accepted uploads: key and SHA-256.
    pub accepted: Vec<(String, String)>,
    /// Keys that any upload may have made.
    pub attempted: Vec<String>,
    /// Ids of requests whose log lines must arrive.
    pub requests: Vec<String>,
    versions: BTreeMap<usize, Versions>,
    request_ids: u32,
}

impl Driver {
    /// Starts the application on the target.
    pub fn start(application: &dyn Application, deployment: &Deployment, target: Target) -> Self {
        let running = application.start(&target.clients(), deployment);
        let mut memory = Memory::default();
        for asset in 0..deployment.assets.len() {
            memory.versions.entry(asset).or_default().write(first_version(asset));
        }
        Self {
            clients: target.clients_trying(TRIES),
            application: running,
            deployment: deployment.clone(),
            memory: Mutex::new(memory),
            target,
        }
    }

    /// Removes what earlier cases uploaded: on targets that are not forked.
    pub async fn clear_uploads(&self) {
        let (s3, bucket) = (&self.clients.s3, &self.deployment.bucket);
        let list = s3.list_objects_v2().bucket(bucket).prefix(&self.deployment.upload_prefix);
        let Ok(page) = list.send().await else { return };
        for key in page.contents().iter().filter_map(|object| object.key()) {
            // What could not be removed shows as a stray key, and is then seen.
            let _ = s3.delete_object().bucket(bucket).key(key).send().await;
        }
    }

    pub(super) fn memory<R>(&self, f: impl FnOnce(&mut Memory) -> R) -> R {
        f(&mut self.memory.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A request to the application, whose log line must arrive.
    async fn ask(
        &self,
        uid: u32,
        method: http::Method,
        path: &str,
        content: Bytes,
    ) -> http::Response<Bytes> {
        let id = self.memory(|memory| {
            memory.request_ids += 1;
            let id = format!("request-{uid}-{}", memory.request_ids);
            memory.requests.push(id.clone());
            id
        });
        let request = http::Request::builder().method(method).uri(path).header("x-request-id", &id);
        // Method and path are the harness's own, and always fit.
        let request = request.body(content).unwrap_or_default();
        let response = self.application.handle(request).await;
        let status = response.status().as_str().to_owned();
        self.target.observe(Some(uid), "production-log", &[("id", &id), ("status", &status)]);
        response
    }

    async fn run(&self, uid: u32, operation: &Operation) {
        match operation {
            Operation::Upload { name, content } => self.upload(uid, *name, *content).await,
            Operation::UploadTwins { name, first, second } => {
                tokio::join!(
                    biased;
                    self.upload(uid, *name, *first),
                    self.upload(uid, *name, *second)
                );
            }
            Operation::Asset { asset, accept, pop } => self.asset(uid, *asset, *accept, *pop).await,
            Operation::PlainHttp { asset } => self.plain_http(uid, *asset).await,
            Operation::Replace { asset, content } => self.replace(uid, *asset, *content).await,
            Operation::ReplaceBehind { asset, content } => {
                self.replace_behind(uid, *asset, *content).await;
            }
            Operation::DirectRead { upload, which } => self.direct_read(uid, *upload, *which).await,
            Operation::Cors { allowed } => self.cors(uid, *allowed).await,
            Operation::Wait { millis } => {
                self.target.pass(Duration::from_millis((*millis).into())).await;
            }
        }
    }

    async fn upload(&self, uid: u32, name: u8, content: Content) {
        let name = format!("file-{name}.txt");
        let key = format!("{}{name}", self.deployment.upload_prefix);
        self.memory(|memory| memory.attempted.push(key.clone()));
        let bytes = content.bytes();
        let sha256 = sha256(&bytes);
        let path = format!("/files/{name}");
        let response = self.ask(uid, http::Method::POST, &path, bytes).await;
        let status = response.status().as_str().to_owned();
        self.target.observe(Some(uid), "upload", &[("key", &key), ("status", &status)]);
        if status == "201" {
            let fields = [("key", key.as_str()), ("sha256", &sha256)];
            self.target.observe(Some(uid), "upload-accepted", &fields);
            self.memory(|memory| memory.accepted.push((key.clone(), sha256)));
            probe::object(self, Some(uid), &key).await;
        }
    }

    fn asset_name(&self, asset: u8) -> (usize, String) {
        let index = usize::from(asset) % self.deployment.assets.len();
        (index, self.deployment.assets[index].clone())
    }

    /// The addresses of the assets on the application's page.
    async fn page(&self, uid: u32) -> Vec<String> {
        let response = self.ask(uid, http::Method::GET, "/", Bytes::new()).await;
        addresses(&String::from_utf8_lossy(response.body()))
    }

    async fn asset(&self, uid: u32, asset: u8, accept: Accept, pop: Option<u8>) {
        let (index, name) = self.asset_name(asset);
        let pop = pop.map(|pop| POPS[usize::from(pop) % POPS.len()]);
        let links = self.page(uid).await;
        let Some(url) = links.iter().find(|url| url.ends_with(&format!("/{name}"))) else {
            self.target.observe(Some(uid), "asset-link", &[("asset", &name), ("on_cdn", "false")]);
            return;
        };
        let on_cdn = url.starts_with(&format!("https://{}/", self.deployment.domain));
        let link = [("asset", name.as_str()), ("url", url), ("on_cdn", text(on_cdn))];
        self.target.observe(Some(uid), "asset-link", &link);

        let Some((seen, version)) = self.view(uid, index, url, accept, pop).await else { return };
        let compressible = seen.content.as_ref().is_some_and(|content| content.len() >= 1000);
        if accept == Accept::Plain || !compressible || seen.status != 200 {
            return;
        }
        let fields = [
            ("coding", seen.coding.as_str()),
            ("decodes", text(!matches!(version, Freshness::Unknown))),
        ];
        self.target.observe(Some(uid), "compressible-served", &fields);
        self.again(uid, url, accept, pop).await;
    }

    /// One view of an asset, judged against what may be seen now.
    async fn view(
        &self,
        uid: u32,
        index: usize,
        url: &str,
        accept: Accept,
        pop: Option<&str>,
    ) -> Option<(browser::Answer, Freshness)> {
        let seen = browser::get(&self.target, url, accept, pop).await;
        let now = self.target.now();
        let Some(seen) = seen else {
            let fields = [("status", "none"), ("version", "unknown"), ("cloudfront", "false")];
            self.target.observe(Some(uid), "asset-served", &fields);
            return None;
        };
        let content = seen.content.clone().unwrap_or_default();
        let version =
            self.memory(|memory| memory.versions.entry(index).or_default().see(&content, now));
        let version_text = format!("{version:?}").to_lowercase();
        let status = seen.status.to_string();
        let fields = [
            ("asset", self.deployment.assets[index].as_str()),
            ("status", &status),
            ("version", &version_text),
            ("cloudfront", text(seen.is_from_cloudfront())),
            ("x_cache", seen.header("x-cache")),
            ("pop", seen.header("x-amz-cf-pop")),
        ];
        self.target.observe(Some(uid), "asset-served", &fields);
        Some((seen, version))
    }

    /// The same request within the TTL is a hit. Evictions are legal (N5), and so is another POP
    /// (N6): one of a few tries must be one.
    async fn again(&self, uid: u32, url: &str, accept: Accept, pop: Option<&str>) {
        let mut hit = false;
        let mut patience = Patience::new(&self.target);
        while !hit && patience.spent() < 8 {
            let seen = browser::get(&self.target, url, accept, pop).await;
            hit = seen.is_some_and(|seen| seen.header("x-cache").starts_with("Hit"));
            patience.failed();
        }
        self.target.observe(Some(uid), "second-request", &[("hit", text(hit))]);
    }

    async fn plain_http(&self, uid: u32, asset: u8) {
        let (_, name) = self.asset_name(asset);
        let Deployment { domain, asset_prefix, .. } = &self.deployment;
        let url = format!("http://{domain}/{asset_prefix}{name}");
        let Some(seen) = browser::get(&self.target, &url, Accept::Plain, None).await else {
            return;
        };
        let to_https = seen.header("location").starts_with("https://");
        let status = seen.status.to_string();
        let fields = [("status", status.as_str()), ("to_https", text(to_https))];
        self.target.observe(Some(uid), "plain-http", &fields);
    }

    async fn replace(&self, uid: u32, asset: u8, content: Content) {
        let (index, name) = self.asset_name(asset);
        let bytes = content.bytes();
        let version =
            self.memory(|memory| memory.versions.entry(index).or_default().write(bytes.clone()));
        let response = self.ask(uid, http::Method::PUT, &format!("/assets/{name}"), bytes).await;
        let status = response.status().as_str().to_owned();
        self.target.observe(Some(uid), "published", &[("asset", &name), ("status", &status)]);
        if status != "200" {
            return;
        }
        if probe::invalidations_done(self).await {
            let now = self.target.now();
            self.memory(|memory| memory.versions.entry(index).or_default().due(version, now));
            // From a millisecond later on, everybody must see it.
            self.target.pass(Duration::from_millis(1)).await;
        }
    }

    async fn replace_behind(&self, uid: u32, asset: u8, content: Content) {
        let (index, name) = self.asset_name(asset);
        let key = format!("{}{name}", self.deployment.asset_prefix);
        let (s3, bucket) = (&self.clients.s3, &self.deployment.bucket);
        let Ok(head) = s3.head_object().bucket(bucket).key(&key).send().await else { return };
        let bytes = content.bytes();
        let version =
            self.memory(|memory| memory.versions.entry(index).or_default().write(bytes.clone()));
        let put = s3.put_object().bucket(bucket).key(&key).body(bytes.into());
        let put = put.set_cache_control(head.cache_control).set_content_type(head.content_type);
        let stored = put.send().await.is_ok();
        self.target.observe(
            Some(uid),
            "replaced-behind",
            &[("asset", &name), ("ok", text(stored))],
        );
        if stored {
            // Ages are whole seconds: one is the clock's.
            let due = self.target.now() + self.deployment.asset_ttl + Duration::from_secs(1);
            self.memory(|memory| memory.versions.entry(index).or_default().due(version, due));
        }
    }

    fn bucket_url(&self, key: &str) -> String {
        let Deployment { bucket, region, .. } = &self.deployment;
        format!("https://{bucket}.s3.{region}.amazonaws.com/{key}")
    }

    async fn direct_read(&self, uid: u32, upload: bool, which: u8) {
        let key = if upload {
            format!("{}file-{which}.txt", self.deployment.upload_prefix)
        } else {
            format!("{}{}", self.deployment.asset_prefix, self.asset_name(which).1)
        };
        let url = self.bucket_url(&key);
        let Some(seen) = browser::get(&self.target, &url, Accept::Plain, None).await else {
            return;
        };
        let status = seen.status.to_string();
        self.target.observe(Some(uid), "direct-read", &[("key", &key), ("status", &status)]);
    }

    async fn cors(&self, uid: u32, allowed: bool) {
        let origin =
            if allowed { self.deployment.allowed_origin.as_str() } else { "https://evil.example" };
        let url = self.bucket_url(&format!("{}file-0.txt", self.deployment.upload_prefix));
        let preflight = || {
            http::Request::options(&url)
                .header(http::header::ORIGIN, origin)
                .header(http::header::ACCESS_CONTROL_REQUEST_METHOD, "GET")
                .body(Bytes::new())
                .ok()
        };
        let Some(seen) = browser::send(&self.target, preflight, None).await else { return };
        if seen.status >= 500 {
            return;
        }
        let granted = !seen.header("access-control-allow-origin").is_empty();
        let fields = [("origin", origin), ("allowed", text(allowed)), ("granted", text(granted))];
        self.target.observe(Some(uid), "cors", &fields);
    }
}

fn text(fact: bool) -> &'static str {
    if fact { "true" } else { "false" }
}

/// Runs a case's operations one after the other, stops the application, lets everything come to
/// its end, and looks at what is left.
pub async fn drive(driver: &Driver, operations: &[(u32, Operation)]) {
    for (uid, operation) in operations {
        parhelion::within(scope_of(*uid), driver.run(*uid, operation)).await;
    }
    parhelion::within("application/stop", driver.application.shut_down()).await;
    driver.target.settle().await;
    parhelion::within("harness/probe", probe::all(driver)).await;
}
