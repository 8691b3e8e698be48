//! The control API, below `/_parhelion/`: what tests in other languages steer the cloud with.
//!
//! | request | answer |
//! | --- | --- |
//! | `GET /_parhelion/health` | `{"status":"ok","version":…}` |
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
//! | `POST /_parhelion/kms-keys` `{"arn":"arn:aws:kms:us-east-1:123456789012:key/…"}` | a KMS key of that ARN |
//! | `POST /_parhelion/keys-on-trust` `{"on":true}` | from now on other services take KMS keys at their names that nobody has made (`serve --keys-on-trust`) |
//! | `POST /_parhelion/credentials` `{"account":"111122223333","access_key":"…","secret_key":"…"}` | an access key of that account's root; with `"user":"ann"`, of a user without policies |

use super::states;
use crate::cloud::Cloud;
use axum::response::{IntoResponse, Response};
use http::{Method, StatusCode, Uri, header};
use parhelion_wire::Timestamp;
use parhelion_world::{Adversary, Site};
use serde::Deserialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// A change of the clock; its parts are applied in this order.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    freeze: Option<bool>,
    set: Option<String>,
    /// Seconds.
    advance: Option<f64>,
}

pub(crate) async fn answer(
    cloud: &Cloud,
    method: &Method,
    uri: &Uri,
    body: axum::body::Body,
) -> Response {
    match (method.as_str(), uri.path()) {
        ("GET", "/_parhelion/health") => {
            json_text(json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }))
        }
        ("GET", "/_parhelion/clock") => clock(cloud),
        ("POST", "/_parhelion/clock") => match axum::body::to_bytes(body, 1 << 16).await {
            Ok(bytes) => change(cloud, &bytes).await,
            Err(error) => refuse(&error.to_string()),
        },
        ("GET", "/_parhelion/states") => json_text(states::list(cloud)),
        ("POST", "/_parhelion/states") => match axum::body::to_bytes(body, 1 << 16).await {
            Ok(bytes) => states::change(cloud, &bytes).map_or_else(|why| refuse(&why), json_text),
            Err(error) => refuse(&error.to_string()),
        },
        ("GET", "/_parhelion/adversary") => taken(cloud),
        ("POST", "/_parhelion/adversary") => match axum::body::to_bytes(body, 1 << 20).await {
            Ok(bytes) => oppose(cloud, &bytes),
            Err(error) => refuse(&error.to_string()),
        },
        ("GET", "/_parhelion/journal") => {
            let text = cloud.journal().to_json_lines();
            ([(header::CONTENT_TYPE, "application/x-ndjson")], text).into_response()
        }
        ("POST", path) => {
            let name = path.strip_prefix("/_parhelion/").unwrap_or_default();
            match axum::body::to_bytes(body, 1 << 16).await {
                Ok(bytes) => of_a_service(cloud, name, &bytes),
                Err(error) => refuse(&error.to_string()),
            }
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Who decides what AWS is free to do.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Opponent {
    seed: Option<u64>,
    /// 0 to 1.
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
    let known = crate::choices::points();
    if let Some(unknown) = points.iter().find(|name| known.iter().all(|it| it.name != **name)) {
        return refuse(&format!("points: {unknown} is not one of docs/choices.md"));
    }
    cloud.set_adversary(match (plan, rate) {
        (Some(_), Some(_)) => return refuse("either plan or rate"),
        (Some(plan), None) => Adversary::plan(plan.into_iter().collect()),
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

/// The last moment whose year has four digits, as all of AWS's formats want it.
const LATEST: Timestamp = Timestamp(253_402_300_799_999);

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

fn json_text(value: serde_json::Value) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], format!("{value}\n")).into_response()
}

fn refuse(why: &str) -> Response {
    let body = json_text(json!({ "error": why }));
    (StatusCode::BAD_REQUEST, body).into_response()
}
