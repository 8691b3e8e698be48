//! One of the clients: what it asks for, when, and what it notes.

use super::{BUCKET, GROUP, Shared, cloudwatch, logs};
use crate::client::{Answer, Ask, Connection, S3, element};
use bytes::Bytes;
use http::Method;
use parhelion::random::Random;
use parhelion_linearizability::registers::content;
use parhelion_linearizability::{Invocation, Response, Value};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// So many clients share a bucket's keys: the judge is for a few at once.
const SHARE: u32 = 8;
/// After so many calls they go on to others, so that a key's history is no longer than it can be judged.
const CALLS_A_KEY: u32 = 40;
const KEYS: usize = 2;
const EVENTS: usize = 5;

/// What clients saw.
#[derive(Default)]
pub(super) struct Seen {
    pub calls: u32,
    /// How long calls took, by their kind.
    pub took: BTreeMap<&'static str, Vec<Duration>>,
    /// What should not be.
    pub errors: Vec<String>,
    /// How many events were put into which stream.
    pub events: BTreeMap<String, usize>,
    /// The most memory that the server used meanwhile.
    pub peak: u64,
}

impl Seen {
    pub(super) fn add(&mut self, other: Self) {
        self.calls += other.calls;
        for (kind, took) in other.took {
            self.took.entry(kind).or_default().extend(took);
        }
        self.errors.extend(other.errors);
        self.events.extend(other.events);
    }
}

struct Client {
    shared: Arc<Shared>,
    number: u32,
    random: Random,
    one: Connection,
    /// What it read last, and its ETag.
    held: Option<(Value, String)>,
    seen: Seen,
}

/// Asks as the plan says.
pub(super) async fn client(shared: Arc<Shared>, number: u32) -> Seen {
    let mut random = Random::new(number.into());
    let plan = shared.plan;
    let one = shared.to.connect().await;
    let begin = Instant::now();
    // They are not in step.
    let begin = begin + plan.every.unwrap_or_default() * random.below(1000) as u32 / 1000;
    let mut client = Client { shared, number, random, one, held: None, seen: Seen::default() };
    let stream = format!("{{\"logGroupName\":\"{GROUP}\",\"logStreamName\":\"{number}\"}}");
    if let Err(why) = client.one.succeed(logs("CreateLogStream", stream)).await {
        client.seen.errors.push(why);
    }
    for call in 0..plan.calls {
        // What waits for this client, waits for the server as far as anybody can see.
        let due = plan.every.map(|every| begin + every * call);
        if let Some(due) = due {
            sleep_until(due).await;
        }
        let sent = due.unwrap_or_else(Instant::now);
        match client.call(call / CALLS_A_KEY).await {
            Ok(kind) => client.seen.took.entry(kind).or_default().push(sent.elapsed()),
            Err(why) => client.seen.errors.push(why),
        }
        client.seen.calls += 1;
    }
    client.seen
}

impl Client {
    /// One call, or the three of an upload in parts; its kind.
    async fn call(&mut self, epoch: u32) -> Result<&'static str, String> {
        let folder = format!("{:03}/{epoch}", self.number / SHARE);
        let key = format!("{folder}/{}", self.random.below(KEYS));
        match self.random.below(100) {
            0..30 => self.read(Method::GET, &key).await.map(|()| "GET"),
            30..36 => self.read(Method::HEAD, &key).await.map(|()| "HEAD"),
            36..54 => {
                let value = self.shared.registers.new_value();
                self.write(&key, Invocation::Put(value), value).await.map(|()| "PUT")
            }
            54..60 => {
                let value = self.shared.registers.new_value();
                self.write(&key, Invocation::PutIfAbsent(value), value).await.map(|()| "PUT")
            }
            60..66 => {
                let next = self.shared.registers.new_value();
                let invocation = match &self.held {
                    Some((held, _)) => Invocation::PutIfMatch { held: *held, next },
                    None => Invocation::Put(next),
                };
                self.write(&key, invocation, next).await.map(|()| "PUT")
            }
            66..74 => self.delete(&key).await.map(|()| "DELETE"),
            74..80 => self.list(&folder).await.map(|()| "list"),
            80..84 => self.upload(&key).await.map(|()| "multipart upload, three calls"),
            84..92 => self.put_events().await.map(|()| "PutLogEvents"),
            _ => self.put_value().await.map(|()| "PutMetricData"),
        }
    }

    fn note(&self, key: &str, sent: u64, invocation: Invocation, response: Response) {
        self.shared.registers.note(key, self.number, sent, invocation, response);
    }

    async fn ask(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&'static str, &str)],
        body: Bytes,
    ) -> Result<Answer, String> {
        self.one.ask(Ask { service: Some(S3), method, path, headers, body }).await
    }

    async fn read(&mut self, method: Method, key: &str) -> Result<(), String> {
        let sent = self.shared.registers.tick();
        let reads = method == Method::GET;
        let answer = self.ask(method, &format!("/{BUCKET}/{key}"), &[], Bytes::new()).await?;
        let holds = match answer.status {
            200 => {
                let said = answer.header("x-amz-meta-value").and_then(|it| it.parse().ok());
                let tag = answer.header("etag").unwrap_or_default().to_owned();
                let bytes = reads.then_some(&*answer.body);
                let value = self.shared.registers.whole(said, &tag, bytes);
                self.held = Some((value, tag));
                Some(value)
            }
            404 => None,
            _ => return Err(unexpected(key, &answer)),
        };
        self.note(key, sent, Invocation::Read, Response::Holds(holds));
        Ok(())
    }

    async fn write(
        &mut self,
        key: &str,
        invocation: Invocation,
        value: Value,
    ) -> Result<(), String> {
        let said = value.to_string();
        let tag = self.held.as_ref().map(|(_, tag)| tag.clone()).unwrap_or_default();
        let mut headers = vec![("x-amz-meta-value", said.as_str())];
        match invocation {
            Invocation::PutIfAbsent(_) => headers.push(("if-none-match", "*")),
            Invocation::PutIfMatch { .. } => headers.push(("if-match", &tag)),
            _ => {}
        }
        let sent = self.shared.registers.tick();
        let path = format!("/{BUCKET}/{key}");
        let answer = self.ask(Method::PUT, &path, &headers, content(value).into()).await?;
        let response = match (answer.status, invocation) {
            (200, _) => Response::Done,
            (412, Invocation::PutIfAbsent(_)) => Response::Refused,
            (412 | 404, Invocation::PutIfMatch { .. }) => Response::Refused,
            _ => return Err(unexpected(key, &answer)),
        };
        self.note(key, sent, invocation, response);
        Ok(())
    }

    async fn delete(&mut self, key: &str) -> Result<(), String> {
        let sent = self.shared.registers.tick();
        let path = format!("/{BUCKET}/{key}");
        let answer = self.ask(Method::DELETE, &path, &[], Bytes::new()).await?;
        if answer.status != 204 {
            return Err(unexpected(key, &answer));
        }
        self.note(key, sent, Invocation::Delete, Response::Done);
        Ok(())
    }

    async fn list(&mut self, folder: &str) -> Result<(), String> {
        let sent = self.shared.registers.tick();
        let path = format!("/{BUCKET}?list-type=2&prefix={}%2F", folder.replace('/', "%2F"));
        let answer = self.ask(Method::GET, &path, &[], Bytes::new()).await?;
        if answer.status != 200 {
            return Err(unexpected(folder, &answer));
        }
        let text = answer.text();
        for key in 0..KEYS {
            let key = format!("{folder}/{key}");
            let listed = text.split("<Contents>").find(|it| it.contains(&format!("<Key>{key}<")));
            let tag = listed.and_then(|it| element(it.as_bytes(), "ETag"));
            let seen = tag.map(|tag| self.shared.registers.tagged(&tag.replace("&quot;", "\"")));
            self.note(&key, sent, Invocation::Read, Response::Holds(seen));
        }
        Ok(())
    }

    /// In one part: the key changes when it is completed.
    async fn upload(&mut self, key: &str) -> Result<(), String> {
        let value = self.shared.registers.new_value();
        let said = value.to_string();
        let path = format!("/{BUCKET}/{key}");
        let headers = [("x-amz-meta-value", said.as_str())];
        let begun =
            self.ask(Method::POST, &format!("{path}?uploads"), &headers, Bytes::new()).await?;
        let id = element(&begun.body, "UploadId").ok_or_else(|| unexpected(key, &begun))?;
        let part = format!("{path}?partNumber=1&uploadId={id}");
        let put = self.ask(Method::PUT, &part, &[], content(value).into()).await?;
        let tag = put.header("etag").ok_or_else(|| unexpected(key, &put))?.to_owned();
        let body = format!(
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{tag}</ETag></Part>\
             </CompleteMultipartUpload>"
        );
        let sent = self.shared.registers.tick();
        let whole = format!("{path}?uploadId={id}");
        let answer = self.ask(Method::POST, &whole, &[], body.into()).await?;
        if answer.status != 200 || element(&answer.body, "ETag").is_none() {
            return Err(unexpected(key, &answer));
        }
        self.note(key, sent, Invocation::Put(value), Response::Done);
        Ok(())
    }

    async fn put_events(&mut self) -> Result<(), String> {
        let stream = self.number.to_string();
        let now = parhelion::Timestamp::from_system_time(std::time::SystemTime::now()).millis();
        let event = |n: usize| {
            format!(
                "{{\"timestamp\":{now},\"message\":\"request {n} took 12 ms and answered 200\"}}"
            )
        };
        let events: Vec<String> = (0..EVENTS).map(event).collect();
        let body = format!(
            "{{\"logGroupName\":\"{GROUP}\",\"logStreamName\":\"{stream}\",\"logEvents\":[{}]}}",
            events.join(",")
        );
        self.one.succeed(logs("PutLogEvents", body)).await?;
        *self.seen.events.entry(stream).or_default() += EVENTS;
        Ok(())
    }

    async fn put_value(&mut self) -> Result<(), String> {
        let body = format!(
            "Action=PutMetricData&Version=2010-08-01&Namespace={GROUP}\
             &MetricData.member.1.MetricName=calls&MetricData.member.1.Value=1"
        );
        self.one.succeed(cloudwatch(body)).await?;
        self.shared.values.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

fn unexpected(key: &str, answer: &Answer) -> String {
    format!("{key}: {} {}", answer.status, answer.text())
}
