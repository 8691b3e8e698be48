//! Visitors at the gallery, and what they see.

use super::operation::Operation;
use super::seen::{Seen, absent};
use crate::waiting::{invalidations_done, objects};
use ::gallery::infrastructure::Infrastructure;
use bytes::Bytes;
use parhelion_properties::application::Running;
use parhelion_properties::facts::{Content, Fact};
use parhelion_properties::property_16::browser;
use parhelion_properties::property_16::operation::Accept;
use parhelion_properties::stage::current_operation;
use parhelion_properties::target::Clients;
use parhelion_properties::{Service, Stage};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How often the harness's own clients try: AWS bounds no run of failures.
const TRIES: u32 = 1000;
/// What is older than this when it is tidied up, and nobody links, goes: an hour, and what calls take.
const OLD: Duration = Duration::from_secs(3700);
/// How often a client asks again that got no answer.
const ASKED: u32 = 3;

/// The gallery of one case, and what the harness remembers of what it did.
pub struct Driver {
    pub(super) stage: Stage<Seen>,
    pub(super) service: Service,
    pub(super) made: Infrastructure,
    /// The harness's own clients, which do not give up.
    pub(super) clients: Clients,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    /// What was ever sent under a name.
    sent: BTreeMap<String, Vec<Content>>,
    /// How often anything was sent or acknowledged under a name.
    turns: BTreeMap<String, u32>,
    /// Every link that an answer gave.
    links: BTreeSet<String>,
}

fn name_of(name: u8) -> String {
    format!("photo-{name}")
}

/// Which photo: the same bytes each time.
pub(super) fn content_of(photo: u8) -> Bytes {
    let text = format!("photo {photo} ");
    text.bytes().cycle().take(usize::from(photo) * 700).collect()
}

fn content(bytes: &[u8]) -> Content {
    Content::of(bytes)
}

impl Driver {
    pub(super) fn start(
        stage: Stage<Seen>,
        made: Infrastructure,
        start: impl Fn(&Clients) -> Arc<dyn Running> + Send + Sync + 'static,
    ) -> Self {
        let service = Service::start(stage.target(), start);
        let clients = stage.target().clients_trying(TRIES);
        Self { stage, service, made, clients, memory: Mutex::default() }
    }

    fn memory<R>(&self, f: impl FnOnce(&mut Memory) -> R) -> R {
        f(&mut self.memory.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Every name that anything was done to, and every link that was ever given.
    pub(super) fn known(&self) -> (Vec<String>, BTreeSet<String>) {
        self.memory(|memory| (memory.sent.keys().cloned().collect(), memory.links.clone()))
    }

    fn see(&self, fact: Fact) {
        self.stage.observe(Seen::Fact(fact));
    }

    fn turn(&self, name: &str) -> u32 {
        self.memory(|memory| memory.turns.get(name).copied().unwrap_or(0))
    }

    fn next_turn(&self, name: &str) {
        self.memory(|memory| *memory.turns.entry(name.to_owned()).or_default() += 1);
    }

    /// Before anything is done to a name, nothing has it.
    fn touch(&self, name: &str) {
        if self.memory(|memory| memory.sent.contains_key(name)) {
            return;
        }
        self.memory(|memory| memory.sent.insert(name.to_owned(), Vec::new()));
        let (what, content) = (name.to_owned(), absent());
        self.see(Fact::Sent { what: what.clone(), content: content.clone() });
        self.see(Fact::Acknowledged { what, content });
    }

    fn sent(&self, name: &str, content: &Content) {
        self.next_turn(name);
        self.memory(|memory| {
            let sent = memory.sent.entry(name.to_owned()).or_default();
            if !sent.contains(content) {
                sent.push(content.clone());
            }
        });
        self.see(Fact::Sent { what: name.to_owned(), content: content.clone() });
    }

    fn acknowledged(&self, name: &str, content: &Content) {
        self.next_turn(name);
        self.see(Fact::Acknowledged { what: name.to_owned(), content: content.clone() });
    }

    fn refused(&self, name: &str, content: &Content) {
        self.next_turn(name);
        self.see(Fact::Refused { what: name.to_owned(), content: content.clone() });
    }

    /// Asks the gallery. `None`: no answer.
    pub(super) async fn ask(
        &self,
        method: &str,
        path: &str,
        key: Option<&str>,
        body: Bytes,
    ) -> Option<(u16, Value)> {
        let request = http::Request::builder().method(method).uri(path);
        let request = request.header("content-type", "application/json");
        let request = match key {
            Some(key) => request.header("idempotency-key", key),
            None => request,
        };
        let (answered, response) = self.service.ask(request, body).await?;
        let (id, status) = (answered.id, answered.status);
        self.stage.observe(Seen::Answered { id, status, calm: answered.calm });
        Some((status, serde_json::from_slice(response.body()).unwrap_or_default()))
    }

    /// Asks again, with the same key, while nothing is said of what became of it.
    async fn insist(&self, method: &str, path: &str, body: Bytes) -> Option<(u16, Value)> {
        let key = format!("key-{}", current_operation().unwrap_or_default());
        let mut last = None;
        for _ in 0..ASKED {
            last = self.ask(method, path, Some(&key), body.clone()).await;
            let answered = last.as_ref().is_some_and(|(status, _)| *status < 500);
            // Who went away himself does not ask again.
            let went_away = last.is_none() && !self.service.process.has_crashed();
            if answered || went_away {
                break;
            }
        }
        last
    }

    pub(super) async fn run(&self, operation: &Operation) {
        match operation {
            Operation::Upload { name, photo } => self.upload(*name, *photo).await,
            Operation::Delete { names } => self.delete(names).await,
            Operation::Rename { from, to } => self.rename(*from, *to).await,
            Operation::View { name, accept } => self.view(*name, *accept).await,
            Operation::Peep => self.peep().await,
            Operation::Tidy => self.tidy().await,
            Operation::Restart => self.service.process.restart(0).await,
            Operation::Wait { millis } => {
                self.stage.target().pass(Duration::from_millis((*millis).into())).await;
            }
            Operation::Interrupted { by, after, during } => {
                // A future within itself needs a box.
                let work: Pin<Box<dyn Future<Output = ()> + '_>> = Box::pin(self.run(during));
                self.service.process.interrupted(*by, (*after).into(), work).await;
            }
        }
    }

    async fn upload(&self, name: u8, photo: u8) {
        let (name, bytes) = (name_of(name), content_of(photo));
        let content = content(&bytes);
        self.touch(&name);
        self.sent(&name, &content);
        let path = format!("/photos/{name}");
        let Some((status, answer)) = self.ask("PUT", &path, None, bytes).await else { return };
        self.stage.observe(Seen::Upload { status });
        match status {
            201 => {
                self.acknowledged(&name, &content);
                let links = ["photo", "thumb"].into_iter().filter_map(|link| answer[link].as_str());
                self.memory(|memory| memory.links.extend(links.map(str::to_owned)));
            }
            400..500 => self.refused(&name, &content),
            _ => {}
        }
    }

    async fn delete(&self, names: &[u8]) {
        let names: BTreeSet<String> = names.iter().map(|name| name_of(*name)).collect();
        for name in &names {
            self.touch(name);
            self.next_turn(name);
            self.see(Fact::Sent { what: name.clone(), content: absent() });
        }
        let mut all = names.iter();
        let answer = match (all.next(), all.next()) {
            (Some(name), None) => {
                self.insist("DELETE", &format!("/photos/{name}"), Bytes::new()).await
            }
            _ => self.insist("POST", "/delete", json!(names).to_string().into()).await,
        };
        let Some((status, answer)) = answer else { return };
        for name in &names {
            match status {
                200 | 202 => self.acknowledged(name, &absent()),
                400..500 => self.refused(name, &absent()),
                _ => {}
            }
        }
        if status == 200 {
            let gone: Vec<_> = answer["gone"].as_array().cloned().unwrap_or_default();
            let gone: Vec<&str> = gone.iter().filter_map(Value::as_str).collect();
            if !gone.is_empty() {
                invalidations_done(self.stage.target(), &self.clients, &self.made.distribution)
                    .await;
            }
            for url in gone {
                self.intrude(url, "edge").await;
            }
        }
    }

    async fn rename(&self, from: u8, to: u8) {
        let (from, to) = (name_of(from), name_of(to));
        self.touch(&from);
        self.touch(&to);
        let path = format!("/photos/{from}/rename");
        let body = Bytes::from(json!({ "to": to }).to_string());
        if from == to {
            self.insist("POST", &path, body).await;
            return;
        }
        self.next_turn(&from);
        self.see(Fact::Sent { what: from.clone(), content: absent() });
        // Whichever photo has the name when the index is changed.
        let contents = self.memory(|memory| memory.sent.get(&from).cloned().unwrap_or_default());
        for content in &contents {
            self.sent(&to, content);
        }
        let Some((status, answer)) = self.insist("POST", &path, body).await else { return };
        let moved = answer[0]["sha256"].as_str().unwrap_or_default();
        for content in &contents {
            match status {
                200 if content.sha256 == moved => self.acknowledged(&to, content),
                200 | 400..500 => self.refused(&to, content),
                _ => {}
            }
        }
        match status {
            200 => self.acknowledged(&from, &absent()),
            400..500 => self.refused(&from, &absent()),
            _ => {}
        }
    }

    /// What has been lying about for long is gone once it is tidied up.
    async fn tidy(&self) {
        let (target, bucket) = (self.stage.target(), &self.made.bucket);
        let Some(page) = self.page().await else { return };
        let linked = linked(&page);
        let old = target.now() - OLD;
        let before = objects(target, &self.clients, bucket).await.into_iter();
        let doomed = before.filter(|(key, written)| {
            *written < old && key != "index.json" && !linked.contains(key)
        });
        let doomed: Vec<String> = doomed.map(|(key, _)| key).collect();
        let tidied = self.ask("POST", "/tidy", None, Bytes::new()).await;
        if tidied.is_none_or(|(status, _)| status != 200) || doomed.is_empty() {
            return;
        }
        let still = objects(target, &self.clients, bucket).await;
        for what in doomed {
            let left = still.iter().any(|(key, _)| *key == what);
            self.see(Fact::CleanedUp { what, left });
        }
    }

    /// The page; none: it is not shown.
    pub(super) async fn page(&self) -> Option<Value> {
        let (status, page) = self.ask("GET", "/", None, Bytes::new()).await?;
        (status == 200).then_some(page)
    }

    async fn view(&self, name: u8, accept: Accept) {
        let name = name_of(name);
        self.touch(&name);
        let turn = self.turn(&name);
        let Some(page) = self.page().await else { return };
        let entry = entry(&page, &name);
        if self.turn(&name) == turn {
            let content = Some(entry.map_or_else(absent, content_in));
            let path = "page".to_owned();
            self.see(Fact::Read { what: name.clone(), path, content });
        }
        if let Some(entry) = entry {
            self.follow(&name, &entry.clone(), accept).await;
        }
    }

    /// Follows both links of an entry. Who finds one broken looks whether it still stands.
    pub(super) async fn follow(&self, name: &str, shown: &Value, accept: Accept) {
        for link in ["photo", "thumb"] {
            let url = shown[link].as_str().unwrap_or_default();
            let seen = browser::get(self.stage.target(), url, accept, None).await;
            let status = seen.as_ref().map_or(0, |seen| seen.status);
            let as_promised = seen.as_ref().is_some_and(|seen| is_as_promised(seen, link, shown));
            let as_promised = as_promised && status == 200;
            if !as_promised {
                let again = self.page().await;
                let still = again.as_ref().and_then(|page| entry(page, name));
                if still != Some(shown) {
                    return;
                }
            }
            let (url, client) = (url.to_owned(), format!("{accept:?}"));
            self.see(Fact::Followed { url, client, status, as_promised });
        }
    }

    /// Somebody who may not reads something, or is refused: with any compression, for caches keep them apart.
    pub(super) async fn intrude(&self, url: &str, how: &str) {
        for accept in [Accept::Plain, Accept::Gzip, Accept::Brotli] {
            let seen = browser::get(self.stage.target(), url, accept, None).await;
            let status = seen.map(|seen| seen.status).filter(|status| *status < 500);
            if let Some(status) = status {
                self.see(Fact::Intruded { what: url.to_owned(), how: how.to_owned(), status });
            }
        }
    }

    async fn peep(&self) {
        let Infrastructure { bucket, domain, .. } = &self.made;
        let at_bucket = format!("https://{bucket}.s3.us-east-1.amazonaws.com");
        let (_, links) = self.known();
        let paths = links.iter().filter_map(|link| link.splitn(4, '/').nth(3));
        let urls: Vec<String> = paths.take(2).map(|path| format!("{at_bucket}/{path}")).collect();
        for url in urls {
            self.intrude(&url, "bucket").await;
        }
        self.intrude(&format!("{at_bucket}/index.json"), "bucket").await;
        self.intrude(&format!("https://{domain}/index.json"), "edge").await;
    }
}

/// The keys of everything that a page links.
pub(super) fn linked(page: &Value) -> BTreeSet<String> {
    let shown = page["photos"].as_array().into_iter().flatten();
    let links = shown.flat_map(|shown| [&shown["photo"], &shown["thumb"]]);
    let keys = links.filter_map(|link| link.as_str()?.splitn(4, '/').nth(3));
    keys.map(str::to_owned).collect()
}

/// What the page shows under a name.
pub(super) fn entry<'a>(page: &'a Value, name: &str) -> Option<&'a Value> {
    page["photos"].as_array()?.iter().find(|entry| entry["name"] == name)
}

/// What the page says that a photo is.
pub(super) fn content_in(entry: &Value) -> Content {
    Content {
        bytes: entry["bytes"].as_u64().unwrap_or_default(),
        sha256: entry["sha256"].as_str().unwrap_or_default().to_owned(),
        ..Content::default()
    }
}

fn is_as_promised(seen: &browser::Answer, link: &str, shown: &Value) -> bool {
    let bytes = seen.content.clone().unwrap_or_default();
    let kind = seen.header("content-type");
    let fits = match link {
        "photo" => kind == "image/jpeg" && content(&bytes) == content_in(shown),
        _ => {
            let title = format!("<title>{}<", shown["sha256"].as_str().unwrap_or_default());
            kind == "image/svg+xml" && String::from_utf8_lossy(&bytes).contains(&title)
        }
    };
    fits && seen.is_from_cloudfront()
}
