//! Drives the operations of a case, and observes.

use super::browser;
use super::links::{self, is_of};
use super::names;
use super::operation::{Accept, Content, Operation};
use super::probe;
use super::seen::Seen;
use super::versions::{Freshness, Versions};
use crate::application::{Application, Deployment, Exchange, Form, Interface, Names, Running};
use crate::facts::sha256;
use crate::patience::Patience;
use crate::stage::{Stage, current_operation};
use crate::target::Clients;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A key's length at the most, in bytes (S3-2.1).
const KEY_MAX: usize = 1024;

type Answered = http::Response<Bytes>;

/// How often the harness's own clients try: AWS bounds no run of failures.
const TRIES: u32 = 1000;

/// The edge locations by index.
const POPS: [&str; super::operation::POPS as usize] =
    ["IAD89-C1", "FRA56-P2", "NRT57-P1", "GRU3-C1"];

/// What every asset is when a case begins.
pub fn first_version(asset: usize) -> Bytes {
    Content { bytes: 2000, seed: 200 + asset as u8 }.bytes()
}

/// Everything that driving a case needs.
pub struct Driver {
    /// Where it runs, and what was seen there.
    pub stage: Stage<Seen>,
    /// Where the application has put things.
    pub deployment: Deployment,
    /// What the application looks like to its users.
    pub interface: Interface,
    made: Arc<dyn Application>,
    running: Mutex<Arc<dyn Running>>,
    /// The harness's own clients, which do not give up.
    pub clients: Clients,
    pub(super) memory: Mutex<Memory>,
}

/// What the harness knows of what it has done.
#[derive(Default)]
pub(super) struct Memory {
    /// Accepted uploads: key and SHA-256.
    pub accepted: Vec<(String, String)>,
    /// Names under which any upload was tried, and the contents' SHA-256.
    pub attempted: Vec<(String, String)>,
    /// Ids of requests whose log lines must arrive.
    pub requests: Vec<String>,
    versions: BTreeMap<usize, Versions>,
    request_ids: BTreeMap<u32, u32>,
}

impl Driver {
    /// Starts the application on the target.
    pub fn start(made: Arc<dyn Application>, deployment: &Deployment, stage: Stage<Seen>) -> Self {
        let running = made.start(&stage.clients(), deployment);
        let mut memory = Memory::default();
        for asset in 0..deployment.assets.len() {
            memory.versions.entry(asset).or_default().write(first_version(asset));
        }
        Self {
            clients: stage.target().clients_trying(TRIES),
            interface: made.interface(),
            made,
            running: Mutex::new(running),
            deployment: deployment.clone(),
            memory: Mutex::new(memory),
            stage,
        }
    }

    /// Removes what earlier cases uploaded: on targets that are not forked.
    pub async fn clear_uploads(&self) {
        let (s3, bucket) = (&self.clients.s3, &self.deployment.bucket);
        let list = s3.list_objects_v2().bucket(bucket).prefix(self.interface.upload_prefix());
        let Ok(page) = list.send().await else { return };
        for key in page.contents().iter().filter_map(|object| object.key()) {
            // What could not be removed shows as a stray key, and is then seen.
            let _ = s3.delete_object().bucket(bucket).key(key).send().await;
        }
    }

    pub(super) fn memory<R>(&self, f: impl FnOnce(&mut Memory) -> R) -> R {
        f(&mut self.memory.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The running application.
    pub fn application(&self) -> Arc<dyn Running> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Stops the application in good order, and starts it anew.
    async fn restart(&self) {
        self.application().shut_down().await;
        let anew = self.made.start(&self.stage.clients(), &self.deployment);
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) = anew;
    }

    /// A request to the application, whose log line must arrive.
    async fn ask(&self, exchange: &Exchange, name: &str, form: &Form, content: Bytes) -> Answered {
        let operation = current_operation().unwrap_or_default();
        let id = self.memory(|memory| {
            let number = memory.request_ids.entry(operation).or_default();
            *number += 1;
            let id = format!("request-{operation}-{number}");
            memory.requests.push(id.clone());
            id
        });
        let path = exchange.path.replace("{name}", &segment(name));
        let request = http::Request::builder().method(exchange.method.as_str()).uri(path);
        let (media_type, content) = in_form(form, name, content);
        let request = request.header("x-request-id", &id).header(CONTENT_TYPE, media_type);
        // What the declaration says of method and path may be no request at all: it is then refused.
        let response = match request.body(content) {
            Ok(request) => self.application().handle(request).await,
            Err(_) => http::Response::new(Bytes::new()),
        };
        let status = response.status().as_u16();
        let calm = self.stage.cloud().map(|_| self.stage.target().deviations() == 0);
        self.stage.observe(Seen::ProductionLog { id, status, calm });
        response
    }

    /// Does one operation.
    pub async fn run(&self, operation: &Operation) {
        match operation {
            Operation::Upload { name, content } => self.upload(*name, *content).await,
            Operation::UploadTwins { name, first, second } => {
                tokio::join!(
                    biased;
                    self.upload(*name, *first),
                    self.upload(*name, *second)
                );
            }
            Operation::Asset { asset, accept, pop } => self.asset(*asset, *accept, *pop).await,
            Operation::PlainHttp { asset } => self.plain_http(*asset).await,
            Operation::Replace { asset, content } => self.replace(*asset, *content).await,
            Operation::ReplaceBehind { asset, content } => {
                self.replace_behind(*asset, *content).await;
            }
            Operation::DirectRead { upload, which } => self.direct_read(*upload, *which).await,
            Operation::Cors { allowed } => self.cors(*allowed).await,
            Operation::Restart => self.restart().await,
            Operation::Wait { millis } => {
                self.stage.target().pass(Duration::from_millis((*millis).into())).await;
            }
        }
    }

    async fn upload(&self, name: u8, content: Content) {
        let name = self.file_name(name);
        let key = self.interface.key_of(&name);
        let bytes = content.bytes();
        let sha256 = sha256(&bytes);
        self.memory(|memory| memory.attempted.push((name.clone(), sha256.clone())));
        let Interface { upload, form, .. } = &self.interface;
        let status = self.ask(upload, &name, form, bytes).await.status().as_u16();
        let taken = self.memory(|memory| {
            memory.attempted.iter().any(|(other, file)| *other == name && *file != sha256)
        });
        let conflict = self.interface.conflict.contains(&status);
        let accepted = self.interface.accepted.contains(&status);
        self.stage.observe(Seen::Upload { key: key.clone(), status, conflict, taken });
        if accepted {
            let accepted = Seen::UploadAccepted { key: key.clone(), sha256: sha256.clone() };
            self.stage.observe(accepted);
            self.memory(|memory| memory.accepted.push((key.clone(), sha256)));
            probe::object(self, &key).await;
        }
    }

    fn file_name(&self, name: u8) -> String {
        let room = KEY_MAX.saturating_sub(self.interface.key_of("").len());
        match self.interface.names {
            Names::Plain => names::plain(name),
            Names::Any => names::any(name, room),
        }
    }

    fn asset_name(&self, asset: u8) -> (usize, String) {
        let index = usize::from(asset) % self.deployment.assets.len();
        (index, self.deployment.assets[index].clone())
    }

    /// The addresses on the application's page.
    async fn page(&self) -> Vec<url::Url> {
        let Interface { page, base, .. } = &self.interface;
        let response = self.ask(page, "", &Form::Raw, Bytes::new()).await;
        let media_type = response.headers().get(CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
        links::links(base, media_type, &String::from_utf8_lossy(response.body()))
    }

    async fn asset(&self, asset: u8, accept: Accept, pop: Option<u8>) {
        let (index, name) = self.asset_name(asset);
        let pop = pop.map(|pop| POPS[usize::from(pop) % POPS.len()]);
        let links = self.page().await;
        let link = links.iter().find(|link| is_of(link, &name));
        let on_cdn = link.is_some_and(|link| {
            link.scheme() == "https" && link.host_str() == Some(&self.deployment.domain)
        });
        let url = link.map(url::Url::to_string).unwrap_or_default();
        self.stage.observe(Seen::AssetLink { asset: name, url: url.clone(), on_cdn });
        if url.is_empty() {
            return;
        }
        let Some((seen, version)) = self.view(index, &url, accept, pop).await else { return };
        let compressible = seen.content.as_ref().is_some_and(|content| content.len() >= 1000);
        if accept == Accept::Plain || !compressible || seen.status != 200 {
            return;
        }
        let decodes = version != Freshness::Unknown;
        self.stage.observe(Seen::CompressibleServed { coding: seen.coding, decodes });
        self.again(&url, accept, pop).await;
    }

    /// One view of an asset, judged against what may be seen now.
    async fn view(
        &self,
        index: usize,
        url: &str,
        accept: Accept,
        pop: Option<&str>,
    ) -> Option<(browser::Answer, Freshness)> {
        let seen = browser::get(self.stage.target(), url, accept, pop).await;
        let now = self.stage.target().now();
        let asset = self.deployment.assets[index].clone();
        let Some(seen) = seen else {
            self.stage.observe(Seen::AssetServed {
                asset,
                status: 0,
                version: Freshness::Unknown,
                cloudfront: false,
                x_cache: String::new(),
                pop: String::new(),
                age: String::new(),
            });
            return None;
        };
        let content = seen.content.clone().unwrap_or_default();
        let version =
            self.memory(|memory| memory.versions.entry(index).or_default().see(&content, now));
        self.stage.observe(Seen::AssetServed {
            asset,
            status: seen.status,
            version,
            cloudfront: seen.is_from_cloudfront(),
            x_cache: seen.header("x-cache").to_owned(),
            pop: seen.header("x-amz-cf-pop").to_owned(),
            age: seen.header("age").to_owned(),
        });
        Some((seen, version))
    }

    /// The same request within the TTL is a hit. Evictions are legal (N5), and so is another POP
    /// (N6): one of a few tries must be one.
    async fn again(&self, url: &str, accept: Accept, pop: Option<&str>) {
        let target = self.stage.target();
        let mut hit = false;
        let mut patience = Patience::new(target);
        while !hit && patience.spent() < 8 {
            let seen = browser::get(target, url, accept, pop).await;
            hit = seen.is_some_and(|seen| seen.header("x-cache").starts_with("Hit"));
            patience.failed();
        }
        self.stage.observe(Seen::SecondRequest { hit });
    }

    async fn plain_http(&self, asset: u8) {
        let (_, name) = self.asset_name(asset);
        let Deployment { domain, asset_prefix, .. } = &self.deployment;
        let url = format!("http://{domain}/{asset_prefix}{}", segment(&name));
        let seen = browser::get(self.stage.target(), &url, Accept::Plain, None).await;
        let Some(seen) = seen else { return };
        let to_https = seen.header("location").starts_with("https://");
        self.stage.observe(Seen::PlainHttp { status: seen.status, to_https });
    }

    async fn replace(&self, asset: u8, content: Content) {
        let Some(publish) = &self.interface.publish else { return };
        let (index, name) = self.asset_name(asset);
        let bytes = content.bytes();
        let version =
            self.memory(|memory| memory.versions.entry(index).or_default().write(bytes.clone()));
        let status = self.ask(publish, &name, &Form::Raw, bytes).await.status().as_u16();
        self.stage.observe(Seen::Published { asset: name, status });
        if !self.interface.published.contains(&status) {
            return;
        }
        if probe::invalidations_done(self).await {
            let now = self.stage.target().now();
            self.memory(|memory| memory.versions.entry(index).or_default().due(version, now));
            // From a millisecond later on, everybody must see it.
            self.stage.target().pass(Duration::from_millis(1)).await;
        }
    }

    async fn replace_behind(&self, asset: u8, content: Content) {
        let (index, name) = self.asset_name(asset);
        let key = format!("{}{name}", self.deployment.asset_prefix);
        let (s3, bucket) = (&self.clients.s3, &self.deployment.bucket);
        let Ok(head) = s3.head_object().bucket(bucket).key(&key).send().await else { return };
        let bytes = content.bytes();
        let version =
            self.memory(|memory| memory.versions.entry(index).or_default().write(bytes.clone()));
        let put = s3.put_object().bucket(bucket).key(&key).body(bytes.into());
        let put = put.set_cache_control(head.cache_control).set_content_type(head.content_type);
        let ok = put.send().await.is_ok();
        self.stage.observe(Seen::ReplacedBehind { asset: name, ok });
        if ok {
            // Ages are whole seconds: one is the clock's.
            let due = self.stage.target().now() + self.deployment.asset_ttl;
            let due = due + Duration::from_secs(1);
            self.memory(|memory| memory.versions.entry(index).or_default().due(version, due));
        }
    }

    fn bucket_url(&self, key: &str) -> String {
        let Deployment { bucket, region, .. } = &self.deployment;
        let path: Vec<_> = key.split('/').map(segment).collect();
        format!("https://{bucket}.s3.{region}.amazonaws.com/{}", path.join("/"))
    }

    async fn direct_read(&self, upload: bool, which: u8) {
        let key = if upload {
            self.interface.key_of(&self.file_name(which))
        } else {
            format!("{}{}", self.deployment.asset_prefix, self.asset_name(which).1)
        };
        let url = self.bucket_url(&key);
        let seen = browser::get(self.stage.target(), &url, Accept::Plain, None).await;
        let Some(seen) = seen else { return };
        self.stage.observe(Seen::DirectRead { key, status: seen.status });
    }

    async fn cors(&self, allowed: bool) {
        let origin =
            if allowed { self.deployment.allowed_origin.as_str() } else { "https://evil.example" };
        let url = self.bucket_url(&self.interface.key_of(&self.file_name(0)));
        let preflight = || {
            http::Request::options(&url)
                .header(http::header::ORIGIN, origin)
                .header(http::header::ACCESS_CONTROL_REQUEST_METHOD, "GET")
                .body(Bytes::new())
                .ok()
        };
        let seen = browser::send(self.stage.target(), preflight, None).await;
        let Some(seen) = seen.filter(|seen| seen.status < 500) else { return };
        let granted = !seen.header("access-control-allow-origin").is_empty();
        self.stage.observe(Seen::Cors { origin: origin.to_owned(), allowed, granted });
    }
}

/// What stands in a URL as it is (RFC 3986, 2.3).
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A name as one segment of a URL's path.
pub fn segment(name: &str) -> String {
    utf8_percent_encode(name, UNRESERVED).to_string()
}

/// What is sent, and of which type.
fn in_form(form: &Form, name: &str, content: Bytes) -> (String, Bytes) {
    const BOUNDARY: &str = "--------parhelion-7d1f";
    let Form::Multipart { field } = form else {
        return ("application/octet-stream".to_owned(), content);
    };
    // As browsers write a name in a header (HTML, "multipart/form-data encoding algorithm").
    let escaped = name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{escaped}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    let tail = format!("\r\n--{BOUNDARY}--\r\n");
    let whole = [head.as_bytes(), &content, tail.as_bytes()].concat();
    (format!("multipart/form-data; boundary={BOUNDARY}"), whole.into())
}
