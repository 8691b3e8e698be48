//! Customers of the invoice service, and what they see.

use super::operation::{Completes, Operation, Sends};
use super::seen::Seen;
use ::invoices::infrastructure::Infrastructure;
use ::invoices::links::LINK_LIFETIME;
use ::invoices::tickets::UPLOAD_LIFETIME;
use bytes::Bytes;
use http::header::LOCATION;
use parhelion_properties::application::Running;
use parhelion_properties::facts::{Content, Fact, sha256};
use parhelion_properties::property_16::browser;
use parhelion_properties::property_16::operation::Accept;
use parhelion_properties::stage::current_operation;
use parhelion_properties::target::Clients;
use parhelion_properties::{Service, Stage};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How often the harness's own clients try: AWS bounds no run of failures.
const TRIES: u32 = 1000;
/// How often a customer asks again who got no answer.
const ASKED: u32 = 4;

/// The service of one case, and what the harness remembers of what it did.
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
    /// What was announced, by ticket.
    submitted: BTreeMap<String, Submitted>,
    /// Tickets that have a number, in the order in which they were told.
    told: Vec<String>,
}

/// What was announced.
#[derive(Clone)]
pub(super) struct Submitted {
    pub what: String,
    pub customer: String,
    pub content: Content,
    /// What the customer was told.
    pub number: Option<u64>,
}

pub(super) fn customer_of(customer: u8) -> String {
    format!("customer-{customer}")
}

fn content_of(invoice: u8) -> Bytes {
    let text = format!("invoice {invoice}, ");
    text.bytes().cycle().take(20 + usize::from(invoice) * 10).collect()
}

/// What comes back from the service.
pub(super) struct Reply {
    pub status: u16,
    pub json: Value,
    pub location: String,
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

    /// Everything that was announced, by ticket.
    pub(super) fn submitted(&self) -> BTreeMap<String, Submitted> {
        self.memory(|memory| memory.submitted.clone())
    }

    pub(super) fn see(&self, fact: Fact) {
        self.stage.observe(Seen::Fact(fact));
    }

    /// Asks the service. `None`: no answer.
    pub(super) async fn ask(
        &self,
        method: &str,
        path: &str,
        customer: &str,
        body: Bytes,
    ) -> Option<Reply> {
        let request = http::Request::builder().method(method).uri(path);
        let request = request.header("content-type", "application/json");
        let request = request.header("x-customer", customer);
        let (answered, response) = self.service.ask(request, body).await?;
        let (id, status) = (answered.id, answered.status);
        self.stage.observe(Seen::Answered { id, status, calm: answered.calm });
        let location = response.headers().get(LOCATION).and_then(|url| url.to_str().ok());
        let location = location.unwrap_or_default().to_owned();
        let json = serde_json::from_slice(response.body()).unwrap_or_default();
        Some(Reply { status, json, location })
    }

    /// Asks again while nothing is said of what became of it.
    async fn insist(&self, method: &str, path: &str, customer: &str, body: Bytes) -> Option<Reply> {
        let mut last = None;
        for _ in 0..ASKED {
            last = self.ask(method, path, customer, body.clone()).await;
            let answered = last.as_ref().is_some_and(|reply| reply.status < 500);
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
            Operation::Submit { customer, invoice, sends, completes } => {
                self.submit(*customer, *invoice, *sends, *completes).await;
            }
            Operation::Read { which } => self.read(*which).await,
            Operation::Pry { which } => self.pry(*which).await,
            Operation::List { customer } => self.list(&customer_of(*customer)).await,
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

    async fn submit(&self, customer: u8, invoice: u8, sends: Sends, completes: Completes) {
        let (customer, bytes) = (customer_of(customer), content_of(invoice));
        let content = Content::of(&bytes);
        let announced = json!({ "sha256": sha256(&bytes), "bytes": bytes.len() }).to_string();
        let leave = self.insist("POST", "/invoices", &customer, announced.into()).await;
        let Some(leave) = leave else { return };
        self.stage.observe(Seen::Announced { status: leave.status });
        let Some(ticket) = leave.json["ticket"].as_str().map(str::to_owned) else { return };
        let what = format!("invoice {}", current_operation().unwrap_or_default());
        let (number, customer_of) = (None, customer.clone());
        let submitted = Submitted { what, customer: customer_of, content: content.clone(), number };
        let what = submitted.what.clone();
        self.memory(|memory| memory.submitted.insert(ticket.clone(), submitted));
        let uploaded = self.upload(&leave.json, &bytes, sends).await;
        self.see(Fact::Sent { what, content });
        let complete = || self.complete(&ticket, uploaded);
        match completes {
            Completes::Once => complete().await,
            Completes::Twice => {
                complete().await;
                complete().await;
            }
            Completes::AtOnce => {
                tokio::join!(biased; complete(), complete());
            }
        }
    }

    /// Whether S3 says that it has the whole.
    async fn upload(&self, leave: &Value, bytes: &Bytes, sends: Sends) -> bool {
        let target = self.stage.target();
        let content = match sends {
            Sends::Whole => bytes.clone(),
            Sends::Half => bytes.slice(..bytes.len() / 2),
            Sends::Nothing => return false,
            Sends::TooLate => {
                target.pass(UPLOAD_LIFETIME + Duration::from_secs(1)).await;
                bytes.clone()
            }
        };
        let build = || {
            let mut request = http::Request::put(leave["url"].as_str().unwrap_or_default());
            for (name, value) in leave["headers"].as_object().into_iter().flatten() {
                request = request.header(name, value.as_str().unwrap_or_default());
            }
            request.body(content.clone()).ok()
        };
        let seen = browser::send(target, build, None).await;
        let taken = seen.is_some_and(|seen| seen.status == 200);
        taken && content == *bytes
    }

    async fn complete(&self, ticket: &str, uploaded: bool) {
        let Some(Submitted { what, customer, content, .. }) =
            self.memory(|memory| memory.submitted.get(ticket).cloned())
        else {
            return;
        };
        let path = format!("/invoices/{ticket}/complete");
        let Some(reply) = self.insist("POST", &path, &customer, Bytes::new()).await else { return };
        let status = reply.status;
        self.stage.observe(Seen::Completed { what: what.clone(), status, uploaded });
        if status != 201 {
            return;
        }
        self.see(Fact::Acknowledged { what: what.clone(), content });
        self.see(Fact::Added { what: "the audit log".to_owned(), update: ticket.to_owned() });
        let number = reply.json["number"].as_u64().unwrap_or_default();
        self.memory(|memory| {
            let Some(submitted) = memory.submitted.get_mut(ticket) else { return };
            // Who was told two numbers believes the first.
            if submitted.number.is_none() {
                submitted.number = Some(number);
                memory.told.push(ticket.to_owned());
            }
        });
    }

    /// An invoice that has a number.
    fn told(&self, which: u8) -> Option<(String, Submitted)> {
        self.memory(|memory| {
            let ticket = memory.told.get(usize::from(which) % memory.told.len().max(1))?;
            Some((ticket.clone(), memory.submitted.get(ticket)?.clone()))
        })
    }

    /// A link to an invoice; none: the service does not answer.
    async fn link(&self, number: Option<u64>, customer: &str) -> Option<Reply> {
        let path = format!("/invoices/{}", number.unwrap_or_default());
        let reply = self.ask("GET", &path, customer, Bytes::new()).await?;
        (reply.status < 500).then_some(reply)
    }

    /// What a link leads to: `Some(None)`: nothing. `None`: nobody can say.
    pub(super) async fn follow(&self, number: u64, customer: &str) -> Option<Option<Content>> {
        let reply = self.link(Some(number), customer).await?;
        if reply.status != 303 {
            return Some(None);
        }
        let target = self.stage.target();
        let seen = browser::get(target, &reply.location, Accept::Plain, None).await?;
        match seen.status {
            200 => Some(seen.content.map(|bytes| Content::of(&bytes))),
            500.. => None,
            _ => Some(None),
        }
    }

    async fn read(&self, which: u8) {
        let Some((_, submitted)) = self.told(which) else { return };
        let Submitted { what, customer, number, .. } = submitted;
        let Some(content) = self.follow(number.unwrap_or_default(), &customer).await else {
            return;
        };
        self.see(Fact::Read { what, path: "link".to_owned(), content });
    }

    async fn pry(&self, which: u8) {
        let Some((ticket, submitted)) = self.told(which) else { return };
        let Submitted { what, customer, number, .. } = submitted;
        let intruded =
            |how: &str, status| Fact::Intruded { what: what.clone(), how: how.to_owned(), status };
        let url =
            format!("https://{}.s3.us-east-1.amazonaws.com/invoices/{ticket}", self.made.bucket);
        let target = self.stage.target();
        let anonymously = browser::get(target, &url, Accept::Plain, None).await;
        if let Some(seen) = anonymously.filter(|seen| seen.status < 500) {
            self.see(intruded("anonymously", seen.status));
        }
        if let Some(reply) = self.link(number, "somebody-else").await {
            self.see(intruded("another customer", reply.status));
        }
        let Some(reply) = self.link(number, &customer).await else { return };
        if reply.status == 303 {
            target.pass(LINK_LIFETIME + Duration::from_secs(1)).await;
            let later = browser::get(target, &reply.location, Accept::Plain, None).await;
            if let Some(seen) = later.filter(|seen| seen.status < 500) {
                self.see(intruded("an expired link", seen.status));
            }
        }
    }

    async fn list(&self, customer: &str) {
        let told = self
            .submitted()
            .into_iter()
            .filter(|(_, submitted)| submitted.number.is_some() && submitted.customer == customer);
        let told: Vec<(String, Submitted)> = told.collect();
        let Some(reply) = self.ask("GET", "/invoices", customer, Bytes::new()).await else {
            return;
        };
        if reply.status != 200 {
            return;
        }
        for (ticket, Submitted { what, .. }) in told {
            let entries = reply.json.as_array();
            let entry = entries.and_then(|all| all.iter().find(|entry| entry["id"] == ticket));
            let content = entry.map(content_in);
            self.see(Fact::Read { what, path: "list".to_owned(), content });
        }
    }
}

/// What an entry says that an invoice is.
pub(super) fn content_in(entry: &Value) -> Content {
    Content {
        bytes: entry["bytes"].as_u64().unwrap_or_default(),
        sha256: entry["sha256"].as_str().unwrap_or_default().to_owned(),
        ..Content::default()
    }
}
