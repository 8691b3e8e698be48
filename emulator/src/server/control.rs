//! The control API, below `/_parhelion/`: what tests in other languages steer the cloud with.
//!
//! | request | answer |
//! | --- | --- |
//! | `GET /_parhelion/health` | `{"status":"ok","version":…}` |
//! | `GET /_localstack/health` | as other emulators answer: `{"services":{"s3":"running",…},…}` |
//! | `GET /_parhelion/clock` | `{"now":"2026-01-01T00:00:00.000Z","frozen":false,"next_due":…}` |
//! | `POST /_parhelion/clock` `{"freeze":true}` | stops the clock; `false` lets it follow the wall |
//! | `POST /_parhelion/clock` `{"set":"2026-01-02T00:00:00Z"}` | sets it, never back |
//! | `POST /_parhelion/clock` `{"advance":3600}` | lets so many seconds pass; what is due happens |
//! | `GET /_parhelion/journal` | the journal, one JSON object a line; under `serve --journal-inputs` with every request as it was sent, credentials included: [`replay`](crate::replay()) runs it again |
//! | `GET /_parhelion/adversary` | the deviations taken so far, by site |
//! | `POST /_parhelion/adversary` `{"seed":7,"rate":0.1,"points":["s3.before"]}` | from now on every choice deviates with that probability, at these points only (none: at any) |
//! | `POST /_parhelion/adversary` `{"plan":{"…site…":1}}` | exactly these deviations; `{}`: calm |
//! | `GET /_parhelion/states` | `{"states":[{"name":"fixture","now":"2026-01-01T00:00:00.000Z"}]}`: the states kept in the server's memory, 100 at the most |
//! | `POST /_parhelion/states` `{"save":"fixture"}` | keeps the whole cloud as it is now under this name (letters, digits, `-`, `_`, `.`), in no time: bodies are shared |
//! | `POST /_parhelion/states` `{"load":"fixture"}` | makes the cloud what it was then, journal and clock included, as often as wanted |
//! | `POST /_parhelion/states` `{"delete":"fixture"}` | forgets it |
//! | `GET /_parhelion/console` | the console's pages, which a person opens; also of a world |
//! | `GET /_parhelion/ca.pem` | the authority's certificate by which clients trust the HTTPS port |
//! | `POST /_parhelion/certificates` `{"arn":"arn:aws:acm:us-east-1:123456789012:certificate/…","names":["www.example.com"]}` | a certificate of that ARN, issued, for these names |
//! | `GET /_parhelion/metrics` | what the server counts, in Prometheus's text format |
//! | `GET /_parhelion/worlds` | `{"worlds":[…]}`: the forks of this cloud that are served beside it |
//! | `POST /_parhelion/worlds` `{"name":"t1"}` | forks the cloud as it is now, in no time, into a world with time, adversary and journal of its own: `{"name":"t1","access_key_id":…,"secret_access_key":…,"host":"t1.world.localhost:4566",…}`. Requests with that key, or with keys made in it, or to that host, or with `X-Parhelion-World: t1`, are the world's; `"state":"fixture"` forks a saved state, `"seed":7` gives it that chance. All are optional; 10,000 worlds at the most |
//! | `DELETE /_parhelion/worlds/t1` | forgets it |
//! | `… /_parhelion/worlds/t1/clock` | as `/_parhelion/clock`, of that world; and so all others |
//! | `POST /_parhelion/reset` | makes the cloud what it was when the server, or the world, began |
//! | `GET /_parhelion/file` | the whole cloud, bodies included, as one file ([`saved`](crate::saved)) |
//! | `PUT /_parhelion/file` | makes the cloud what such a file holds |
//! | `POST /_parhelion/kms-keys` `{"arn":"arn:aws:kms:us-east-1:123456789012:key/…"}` | a KMS key of that ARN |
//! | `POST /_parhelion/keys-on-trust` `{"on":true}` | from now on other services take KMS keys at their names that nobody has made (`serve --keys-on-trust`) |
//! | `POST /_parhelion/issuers` `{"issuer":"https://…","jwks":{"keys":[…]}}` | the keys of an issuer of web identities, so that STS need not ask it; with `"unreachable":true` instead of the keys it does not answer |
//! | `POST /_parhelion/credentials` `{"account":"111122223333","access_key":"…","secret_key":"…"}` | an access key of that account's root; with `"user":"ann"`, of a user without policies |

use super::answers::{json_text, refuse, refuse_with, without_body};
use super::gate::{ELSEWHERES_HEALTH, Refused};
use super::{Tls, file, intake, states, worlds};
use crate::choices::{self, points_of};
use crate::clock::LATEST;
use crate::cloud::{Cloud, Told};
use crate::metrics::Now;
use axum::response::{IntoResponse, Response};
use http::{Method, StatusCode, header};
use parhelion_wire::Timestamp;
use parhelion_wire::body::Storage;
use parhelion_world::{Adversary, Plan, Site};
use serde::Deserialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// A change of the clock; its parts are applied in this order.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    #[serde(default, deserialize_with = "given")]
    freeze: Option<bool>,
    #[serde(default, deserialize_with = "given")]
    set: Option<String>,
    /// Seconds.
    #[serde(default, deserialize_with = "given")]
    advance: Option<f64>,
}

/// What is there is meant: `null` is what JSON's writers make of numbers that it has none for.
fn given<'de, T, D>(from: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: serde::Deserializer<'de>,
{
    T::deserialize(from).map(Some)
}

/// What a request to the control API is about.
pub(super) struct Asked {
    /// The server's own cloud, which has the worlds.
    pub own: Cloud,
    /// The one that is steered: that, or one of its worlds.
    pub cloud: Cloud,
    pub port: u16,
    /// Where files are taken in.
    pub storage: Storage,
    /// Of the HTTPS port, if there is one.
    pub tls: Option<Tls>,
}

/// The longest command.
const COMMAND_MAX: usize = 1 << 16;

/// The longest of the adversary's plans.
const PLAN_MAX: usize = 1 << 20;

/// The authority's certificate, as files have it that clients read.
fn ca(tls: Option<&Tls>) -> Response {
    let Some(tls) = tls else {
        return refuse_with(StatusCode::NOT_FOUND, "There is no HTTPS port.");
    };
    let kind = [(header::CONTENT_TYPE, "application/x-pem-file")];
    (kind, tls.pem().to_owned()).into_response()
}

pub(super) async fn answer(
    asked: Asked,
    method: &Method,
    path: &str,
    body: axum::body::Body,
) -> Response {
    if path == ELSEWHERES_HEALTH {
        return json_text(health_as_elsewhere());
    }
    let path = path.strip_prefix("/_parhelion/").unwrap_or_default();
    let Asked { own, cloud, port, storage, tls } = asked;
    let (cloud, path) = match path.strip_prefix("worlds/") {
        None => (cloud, path),
        Some(rest) => {
            let (name, rest) = rest.split_once('/').unwrap_or((rest, ""));
            match own.world(name) {
                None => return no_world(name),
                Some(told) if rest.is_empty() => return one_world(&own, &told, method, port),
                Some(told) => (told.cloud, rest),
            }
        }
    };
    match (method.as_str(), path) {
        ("GET", "metrics") => metrics(&own),
        ("GET", "ca.pem") => ca(tls.as_ref()),
        ("GET", "worlds") => json_text(worlds::list(&own, port)),
        ("POST", "worlds") => match intake::of_command(body, COMMAND_MAX).await {
            Ok(bytes) => {
                let added = worlds::add(&own, &cloud, port, &bytes);
                added.map_or_else(|why| refuse(&why), json_text)
            }
            Err(broken) => without_body(&broken),
        },
        _ => steer(&cloud, storage, method, path, body).await,
    }
}

fn health_as_elsewhere() -> serde_json::Value {
    let running = |name: &str| (name.to_owned(), json!("running"));
    let services: serde_json::Map<_, _> =
        crate::services::names().into_iter().map(running).collect();
    json!({ "services": services, "edition": "parhelion", "version": env!("CARGO_PKG_VERSION") })
}

fn metrics(own: &Cloud) -> Response {
    let text = own
        .metrics()
        .text(&Now { worlds: own.worlds().len(), journal: own.journal().events().len() });
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}

fn one_world(own: &Cloud, told: &Told<Cloud>, method: &Method, port: u16) -> Response {
    match *method {
        Method::GET => json_text(worlds::tell(told, port)),
        Method::DELETE => {
            own.drop_world(&told.name);
            StatusCode::NO_CONTENT.into_response()
        }
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}

fn no_world(name: &str) -> Response {
    let Refused(status, why) = worlds::missing(name);
    refuse_with(status, &why)
}

/// The commands that are about one cloud.
async fn steer(
    cloud: &Cloud,
    storage: Storage,
    method: &Method,
    path: &str,
    body: axum::body::Body,
) -> Response {
    match (method.as_str(), path) {
        ("GET", "health") => {
            json_text(json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }))
        }
        ("GET", "clock") => clock(cloud),
        ("GET", "states") => json_text(states::list(cloud)),
        ("GET", "adversary") => taken(cloud),
        ("GET", "journal") => {
            let text = cloud.journal().to_json_lines();
            ([(header::CONTENT_TYPE, "application/x-ndjson")], text).into_response()
        }
        ("GET", "file") => file::export(cloud).await,
        ("PUT", "file") => match file::import(cloud, storage, body).await {
            Ok(()) => clock(cloud),
            Err(answer) => *answer,
        },
        ("POST", _) => {
            let max = if path == "adversary" { PLAN_MAX } else { COMMAND_MAX };
            match intake::of_command(body, max).await {
                Ok(bytes) => command(cloud, path, &bytes).await,
                Err(broken) => without_body(&broken),
            }
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

pub(super) async fn command(cloud: &Cloud, name: &str, body: &[u8]) -> Response {
    match name {
        "clock" => change(cloud, body).await,
        "states" => states::change(cloud, body).map_or_else(|why| refuse(&why), json_text),
        "adversary" => oppose(cloud, body),
        "reset" => {
            cloud.reset();
            clock(cloud)
        }
        _ => of_a_service(cloud, name, body),
    }
}

/// Who decides what AWS is free to do.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Opponent {
    #[serde(default, deserialize_with = "given")]
    seed: Option<u64>,
    /// 0 to 1.
    #[serde(default, deserialize_with = "given")]
    rate: Option<f64>,
    #[serde(default)]
    points: BTreeSet<String>,
    plan: Option<BTreeMap<Site, u8>>,
}

fn oppose(cloud: &Cloud, body: &[u8]) -> Response {
    let Opponent { seed, rate, points, plan } = match serde_json::from_slice(body) {
        Ok(opponent) => opponent,
        Err(error) => return refuse(&error.to_string()),
    };
    let known = points_of(cloud.entries());
    let plan: Option<Plan> = plan.map(|plan| plan.into_iter().collect());
    let wrong = choices::unknown(points.iter(), &known);
    if let Some(why) = wrong.or_else(|| choices::misnamed(plan.as_ref()?, &known)) {
        return refuse(&why);
    }
    if rate.is_some_and(|rate| !(0.0..=1.0).contains(&rate)) {
        return refuse("rate: from 0 to 1");
    }
    if rate.is_none() && (seed.is_some() || !points.is_empty()) {
        return refuse("seed and points: of what rate?");
    }
    cloud.set_adversary(match (plan, rate) {
        (Some(_), Some(_)) => return refuse("either plan or rate"),
        (Some(plan), None) => Adversary::plan(plan),
        (None, Some(rate)) => Adversary::random_at(seed.unwrap_or(0), rate, points),
        (None, None) => Adversary::calm(),
    });
    taken(cloud)
}

fn taken(cloud: &Cloud) -> Response {
    let adversary = cloud.adversary();
    let taken: BTreeMap<_, _> = adversary.taken().iter().collect();
    json_text(json!({ "taken": taken }))
}

/// A command of one of the services ([`Hooks::control`](parhelion_world::service::Hooks::control)).
fn of_a_service(cloud: &Cloud, name: &str, body: &[u8]) -> Response {
    match cloud.control(name, body) {
        None => StatusCode::NOT_FOUND.into_response(),
        Some(Ok(answer)) => json_text(answer),
        Some(Err(why)) => refuse(&why),
    }
}

async fn change(cloud: &Cloud, body: &[u8]) -> Response {
    let change: Change = match serde_json::from_slice(body) {
        Ok(change) => change,
        Err(error) => return refuse(&error.to_string()),
    };
    let to = match change.set.as_deref().map(Timestamp::parse_date_time) {
        Some(None) => return refuse("set: not an ISO 8601 time"),
        Some(to) => to,
        None => None,
    };
    let by = match change.advance.map(Duration::try_from_secs_f64) {
        Some(Err(error)) => return refuse(&format!("advance: {error}")),
        Some(Ok(by)) => Some(by),
        None => None,
    };
    if let Err(why) = check_change(cloud.now(), to, by) {
        return refuse(&why);
    }
    let clock = cloud.clock();
    match change.freeze {
        Some(true) => clock.freeze(),
        Some(false) => clock.thaw(),
        None => true,
    };
    if let Some(to) = to {
        clock.set(to);
    }
    if let Some(by) = by {
        cloud.advance(by).await;
    }
    self::clock(cloud)
}

/// Whether the clock can be changed so.
fn check_change(now: Timestamp, to: Option<Timestamp>, by: Option<Duration>) -> Result<(), String> {
    if to.is_some_and(|to| to < now) {
        let now = now.date_time_millis();
        return Err(format!("set: it is {now} already, and time does not go back"));
    }
    let from = to.unwrap_or(now);
    if from > LATEST {
        return Err("set: the last year is 9999".to_owned());
    }
    match by {
        Some(by) if by > LATEST.since(from) => Err("advance: the last year is 9999".to_owned()),
        _ => Ok(()),
    }
}

fn clock(cloud: &Cloud) -> Response {
    let due = cloud.next_due().map(Timestamp::date_time_millis);
    json_text(json!({
        "now": cloud.now().date_time_millis(),
        "frozen": cloud.clock().is_frozen(),
        "next_due": due,
    }))
}
