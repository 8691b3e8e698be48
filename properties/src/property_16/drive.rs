//! Drives the operations of a case, and observes. What each of them does is in files of its own:
//! [`upload`](super::upload), [`file`](super::file), [`asset`](super::asset), [`access`](super::access).

use super::operation::{Content, Operation};
use super::seen::Seen;
use super::upload::in_form;
use super::versions::Versions;
use crate::application::{Application, Deployment, Exchange, Form, Interface};
use crate::service::{Answered, Service};
use crate::stage::Stage;
use crate::target::Clients;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, USER_AGENT};
use parhelion::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How often the harness's own clients try: AWS bounds no run of failures.
const TRIES: u32 = 1000;

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
    /// The running application.
    pub service: Service,
    /// When that was.
    pub(super) started: Timestamp,
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
    /// Keys of files that were removed, and of which no upload is left whose fate nobody knows.
    pub removed: BTreeSet<String>,
    /// Keys of those with such an upload: what was stored by it may come at any time.
    pub unsure: BTreeSet<String>,
    pub versions: BTreeMap<usize, Versions>,
}

/// What goes with a request.
pub(super) struct Sent {
    pub media_type: String,
    pub agent: String,
    pub content: Bytes,
}

impl Sent {
    pub(super) fn new(media_type: &str, content: Bytes) -> Self {
        let agent = "parhelion-properties".to_owned();
        Self { media_type: media_type.to_owned(), agent, content }
    }
}

impl Driver {
    /// Starts the application on the target, where every asset is its [`first_version`].
    pub fn start(made: Arc<dyn Application>, deployment: &Deployment, stage: Stage<Seen>) -> Self {
        let assets = (0..deployment.assets.len()).map(first_version);
        Self::start_with(made, deployment, stage, assets)
    }

    /// As [`Driver::start`], where the assets are these.
    pub fn start_with(
        made: Arc<dyn Application>,
        deployment: &Deployment,
        stage: Stage<Seen>,
        assets: impl IntoIterator<Item = Bytes>,
    ) -> Self {
        let mut memory = Memory::default();
        for (asset, content) in assets.into_iter().enumerate() {
            memory.versions.entry(asset).or_default().write(content);
        }
        let (interface, on) = (made.interface(), deployment.clone());
        Self {
            started: stage.target().now(),
            clients: stage.target().clients_trying(TRIES),
            interface,
            service: Service::start(stage.target(), move |clients| made.start(clients, &on)),
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

    /// A request to the application, whose log line must arrive. `None`: it crashed, or the client went
    /// away.
    pub(super) async fn ask(
        &self,
        exchange: &Exchange,
        name: &str,
        sent: Sent,
    ) -> Option<http::Response<Bytes>> {
        let path = exchange.path_for(name);
        let request = http::Request::builder().method(exchange.method.as_str()).uri(path);
        let request = request.header(CONTENT_TYPE, sent.media_type);
        let request = request.header(USER_AGENT, sent.agent);
        let (answered, response) = self.service.ask(request, sent.content).await?;
        let Answered { id, status, calm, .. } = answered;
        self.stage.observe(Seen::ProductionLog { id, status, calm });
        Some(response)
    }

    /// As [`ask`](Self::ask), with a form, or nothing.
    pub(super) async fn send(
        &self,
        exchange: &Exchange,
        name: &str,
        form: &Form,
        content: Bytes,
    ) -> Option<http::Response<Bytes>> {
        self.ask(exchange, name, in_form(form, name, content)).await
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
            Operation::AbandonUpload { name, content, parts } => {
                self.abandon_upload(*name, *content, *parts).await;
            }
            Operation::Asset { asset, accept, pop } => self.asset(*asset, *accept, *pop).await,
            Operation::PartOfAsset { asset, part } => self.part_of_asset(*asset, *part).await,
            Operation::PlainHttp { asset } => self.plain_http(*asset).await,
            Operation::Replace { asset, content } => self.replace(*asset, *content).await,
            Operation::ReplaceBehind { asset, content } => {
                self.replace_behind(*asset, *content).await;
            }
            Operation::DirectRead { upload, which } => self.direct_read(*upload, *which).await,
            Operation::Cors { allowed } => self.cors(*allowed).await,
            Operation::Read { name } => self.read(*name).await,
            Operation::Remove { name } => self.remove(*name).await,
            Operation::List { crowded } => self.list(*crowded).await,
            Operation::LongRequest { kib } => self.long_request(*kib).await,
            Operation::Restart => self.service.process.restart(0).await,
            Operation::ClockOff { seconds } => {
                self.service.process.restart((*seconds).into()).await
            }
            Operation::Interrupted { by, after, during } => {
                // A future within itself needs a box.
                let work: Pin<Box<dyn Future<Output = ()> + '_>> = Box::pin(self.run(during));
                self.service.process.interrupted(*by, (*after).into(), work).await;
            }
            Operation::Wait { millis } => {
                self.stage.target().pass(Duration::from_millis((*millis).into())).await;
            }
        }
    }
}
