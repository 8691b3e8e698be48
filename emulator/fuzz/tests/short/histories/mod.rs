//! Histories over all services: requests of every operation, requests that build on what the answers
//! before them said, viewers at the edge, time that passes, and adversaries.

mod templates;

use http::{HeaderValue, Request, Response};
use parhelion::random::Random;
use parhelion::{Adversary, Body, Cloud};
use parhelion_fuzz::{door, requests, seeds};
use std::collections::BTreeMap;
use std::time::Duration;
use templates::{SERVICES, Template};

/// Something that happens to a cloud.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Request(Request<Body>),
    View {
        pop: &'static str,
        request: Request<Body>,
    },
    Advance(Duration),
    /// Seed, and how often of a thousand.
    Oppose(u64, u32),
    Heal,
}

impl Step {
    pub(crate) async fn run(&self, cloud: &Cloud) -> Option<Response<Body>> {
        match self {
            Self::Request(request) => return cloud.send(request.clone()).await,
            Self::View { pop, request } => {
                return Some(cloud.viewer().at(pop).send(request.clone()).await);
            }
            Self::Advance(duration) => cloud.advance(*duration).await,
            Self::Oppose(seed, rate) => {
                cloud.set_adversary(Adversary::random(*seed, f64::from(*rate) / 1000.0));
            }
            Self::Heal => cloud.heal(),
        }
        None
    }
}

/// A history that is being made.
pub(crate) struct History {
    random: Random,
    /// What answers named: `UploadId`, `VersionId`, `ETag`, ….
    known: BTreeMap<&'static str, Vec<String>>,
}

/// The names that later requests take up.
const NAMES: [&str; 15] = [
    "UploadId",
    "VersionId",
    "ETag",
    "DistributionId",
    "DomainName",
    "KeyId",
    "GrantId",
    "GrantToken",
    "AccessKeyId",
    "OriginAccessControlId",
    "CachePolicyId",
    "nextToken",
    "QueueUrl",
    "ReceiptHandle",
    "NextContinuationToken",
];

const POPS: [&str; 3] = ["IAD89-C1", "FRA56-P2", "NRT57-P1"];

impl History {
    pub(crate) fn new(seed: u64) -> Self {
        Self { random: Random::new(seed ^ 0x5a5e_d000), known: BTreeMap::new() }
    }

    /// What all histories begin with.
    pub(crate) fn beginning(&mut self) -> Vec<Step> {
        let steps = templates::BEGINNING.iter();
        steps.map(|template| self.filled(template, 0)).collect()
    }

    pub(crate) fn next(&mut self, cloud: &Cloud) -> Step {
        let now = cloud.now().secs();
        match self.random.below(20) {
            0 | 1 => Step::Advance(self.while_()),
            2 if self.random.below(3) == 0 => match self.random.below(2) {
                0 => Step::Oppose(self.random.next(), [20, 100, 300][self.random.below(3)]),
                _ => Step::Heal,
            },
            3 | 4 => self.view(),
            5 => self.seed_document(),
            6..=9 => self.any_operation(),
            _ => {
                let of = SERVICES[self.random.below(SERVICES.len())];
                let template = &of[self.random.below(of.len())];
                self.filled(template, now)
            }
        }
    }

    /// Takes up what an answer names.
    pub(crate) fn learn(&mut self, response: Option<&Response<Body>>) {
        let Some(response) = response else { return };
        let body = response.body().to_bytes();
        let text = String::from_utf8_lossy(&body);
        for name in NAMES {
            let label = match name {
                "DistributionId" | "OriginAccessControlId" | "CachePolicyId" => "Id",
                name => name,
            };
            let id_of = name.strip_suffix("Id").filter(|_| label == "Id");
            if id_of.is_some_and(|kind| !text.contains(&format!("<{kind} "))) {
                continue;
            }
            let xml = between(&text, &format!("<{label}>"), "<");
            let json = between(&text, &format!("\"{label}\":\""), "\"");
            self.note(name, xml.or(json));
        }
        for (name, header) in [("VersionId", "x-amz-version-id"), ("ETag", "etag")] {
            let value = response.headers().get(header).and_then(|value| value.to_str().ok());
            self.note(name, value.map(str::to_owned));
        }
    }

    fn note(&mut self, name: &'static str, value: Option<String>) {
        let values = self.known.entry(name).or_default();
        if let Some(value) = value.filter(|value| !values.contains(value)) {
            values.push(value);
            if values.len() > 6 {
                values.remove(0);
            }
        }
    }

    fn while_(&mut self) -> Duration {
        let longest = [2, 90, 4_000, 100_000, 5_000_000][self.random.below(5)];
        Duration::from_secs(1 + self.random.below(longest) as u64)
    }

    /// A request of any operation, by whoever.
    fn any_operation(&mut self) -> Step {
        let operations = requests::operations();
        loop {
            let (model, operation) = operations[self.random.below(operations.len())];
            if let Some(mut request) = requests::request(&mut self.random, model, operation) {
                self.sign(&mut request);
                return Step::Request(request);
            }
        }
    }

    fn seed_document(&mut self) -> Step {
        let document = seeds::XML[self.random.below(seeds::XML.len())];
        match door::document(document) {
            Some(request) => Step::Request(request),
            None => Step::Heal,
        }
    }

    fn view(&mut self) -> Step {
        let host = self.one_of("DomainName").unwrap_or_else(|| "d111.cloudfront.net".to_owned());
        let key = self.key();
        let scheme = ["https", "https", "http"][self.random.below(3)];
        let query = ["", "", "?a=1", "?b=2&a=1"][self.random.below(4)];
        let method = ["GET", "GET", "GET", "HEAD", "POST"][self.random.below(5)];
        let uri = format!("{scheme}://{host}/{key}{query}");
        let mut request = Request::builder().method(method).uri(uri).body(Body::empty()).unwrap();
        let lines = [
            ("accept-encoding", "gzip, br"),
            ("range", "bytes=2-5"),
            ("if-none-match", "\"x\""),
            ("origin", "https://app.example"),
            ("cookie", "a=1; b=2"),
        ];
        let (name, value) = lines[self.random.below(lines.len())];
        request.headers_mut().insert(name, HeaderValue::from_static(value));
        Step::View { pop: POPS[self.random.below(POPS.len())], request }
    }

    /// As root, as somebody else whose key an answer gave, or as nobody; again or for the first time.
    fn sign(&mut self, request: &mut Request<Body>) {
        let headers = request.headers_mut();
        match self.random.below(10) {
            0 => drop(headers.remove("authorization")),
            1 => {
                if let Some(key) = self.one_of("AccessKeyId") {
                    headers
                        .insert("authorization", format!("AWS {key}:signature").parse().unwrap());
                }
            }
            2 | 3 => {
                let (id, attempt) = (self.random.below(3), 1 + self.random.below(3));
                let id = format!("invocation-{id}");
                headers.insert("amz-sdk-invocation-id", id.parse().unwrap());
                let attempt = format!("attempt={attempt}; max=3");
                headers.insert("amz-sdk-request", attempt.parse().unwrap());
            }
            _ => {}
        }
    }

    fn one_of(&mut self, name: &str) -> Option<String> {
        let values = self.known.get(name).filter(|values| !values.is_empty())?;
        // What was named last matters most.
        let newest = self.random.below(2) == 0;
        let at = if newest { values.len() - 1 } else { self.random.below(values.len()) };
        Some(values[at].clone())
    }

    fn key(&mut self) -> String {
        ["k", "k", "a/b.css", "logo.svg", "index.html"][self.random.below(5)].to_owned()
    }

    /// A template with its places filled: `{key}`, `{now}` (seconds), `{n}`, and what is known.
    fn filled(&mut self, template: &Template, now: i64) -> Step {
        let mut fill = |text: &str| self.fill(text, now);
        let (target, body) = (fill(template.target), fill(template.body));
        let lines: Vec<(String, String)> = template
            .headers
            .lines()
            .filter_map(|line| line.trim().split_once(": "))
            .map(|(name, value)| (name.to_owned(), fill(value)))
            .collect();
        let body = match body.strip_prefix("bytes ") {
            Some(len) => vec![b'a' + (len.len() % 3) as u8; len.parse().unwrap_or(0)],
            None => body.into_bytes(),
        };
        let lines: Vec<(&[u8], &[u8])> =
            lines.iter().map(|(name, value)| (name.as_bytes(), value.as_bytes())).collect();
        let request = door::request(template.method, &target, &lines, &body);
        let Some(mut request) = request else { return Step::Heal };
        self.sign(&mut request);
        Step::Request(request)
    }

    fn fill(&mut self, text: &str, now: i64) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once("{{") {
            let Some((name, after)) = behind.split_once("}}") else { break };
            filled.push_str(before);
            filled.push_str(&match name {
                "key" => self.key(),
                "now" => now.to_string(),
                "now-ms" => (now * 1000).to_string(),
                "n" => (1 + self.random.below(4)).to_string(),
                "days" => (1 + self.random.below(3)).to_string(),
                "bytes" => ["5", "700", "5000", "9000", "70000"][self.random.below(5)].to_owned(),
                "value" => (self.random.below(1000) as f64 / 8.0).to_string(),
                name => self.one_of(name).unwrap_or_else(|| "unknown".to_owned()),
            });
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

fn between(text: &str, start: &str, end: &str) -> Option<String> {
    let (_, behind) = text.split_once(start)?;
    let (value, _) = behind.split_once(end)?;
    Some(value.replace("&quot;", "\"")).filter(|value| !value.is_empty() && value.len() < 400)
}
