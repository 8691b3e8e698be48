//! Worlds over HTTP: which one a request is for, and how they are made and dropped.

use super::answers::text;
use super::gate::Refused;
use crate::cloud::{Cloud, Leads, Told};
use http::StatusCode;
use http::request::Parts;
use parhelion_world::HostName;
use parhelion_world::identity::ACCOUNT;
use serde::Deserialize;
use serde_json::{Value, json};

/// Names a world, where host and key do not: of viewers' requests, or of pages without credentials.
const HEADER: &str = "X-Parhelion-World";

/// A label of a host name.
const NAME_MAX: usize = 63;

/// The world that a request is for; `None`: the server's own cloud.
///
/// # Errors
/// There is none of the name that it says.
pub(super) fn led_to(cloud: &Cloud, parts: &Parts) -> Result<Option<Told<Cloud>>, Refused> {
    let header = text(&parts.headers, HEADER).map(str::to_owned);
    let host = text(&parts.headers, "host");
    let host = host.or_else(|| parts.uri.authority().map(|authority| authority.as_str()));
    let named = header.or_else(|| host.and_then(HostName::world_of));
    if let Some(name) = named {
        let found = cloud.world(&name).ok_or_else(|| missing(&name))?;
        return Ok(Some(found));
    }
    let Some(key) = access_key(parts) else { return Ok(None) };
    match cloud.leads(&key) {
        Leads::Home => Ok(None),
        Leads::To(name) => Ok(cloud.world(&name)),
        Leads::Nowhere => {
            let why = format!("The world that the access key {key} led into is gone.");
            Err(Refused(StatusCode::NOT_FOUND, why))
        }
        Leads::Several => {
            let why = format!(
                "Several worlds know the access key {key}: name one by its host or by {HEADER}."
            );
            Err(Refused(StatusCode::CONFLICT, why))
        }
    }
}

pub(super) fn missing(name: &str) -> Refused {
    Refused(StatusCode::NOT_FOUND, format!("There is no world {name:?} here."))
}

/// The access key that a request is signed with, in whatever way.
pub(super) fn access_key(parts: &Parts) -> Option<String> {
    if let Some(header) = text(&parts.headers, "authorization") {
        return match header.split_once("Credential=") {
            Some((_, credential)) => credential.split('/').next().map(str::to_owned),
            None => header.strip_prefix("AWS ")?.split(':').next().map(str::to_owned),
        };
    }
    let key = parts.uri.query()?.split('&').find_map(|pair| {
        pair.strip_prefix("X-Amz-Credential=").or_else(|| pair.strip_prefix("AWSAccessKeyId="))
    })?;
    let key = percent_encoding::percent_decode_str(key).decode_utf8().ok()?;
    key.split('/').next().map(str::to_owned)
}

/// What a new world is to be.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    name: Option<String>,
    /// The state, saved under this name, that it begins with.
    state: Option<String>,
    seed: Option<u64>,
}

/// Forks `origin`, or one of its saved states.
///
/// # Errors
/// The body is none, or there cannot be such a world.
pub(super) fn add(cloud: &Cloud, origin: &Cloud, port: u16, body: &[u8]) -> Result<Value, String> {
    let New { name, state, seed } = match body.trim_ascii() {
        [] => New::default(),
        body => serde_json::from_slice(body).map_err(|error| error.to_string())?,
    };
    if let Some(name) = &name
        && !is_label(name)
    {
        return Err(format!(
            "name: 1 to {NAME_MAX} small letters, digits and '-', as in a host's name"
        ));
    }
    let told = match state {
        None => cloud.add_world(origin, name, seed)?,
        Some(state) => {
            let found = origin.named_states().get(&state).cloned();
            let found = found.ok_or_else(|| format!("there is no state {state:?}"))?;
            let begun = origin.fork();
            begun.restore(&found);
            cloud.add_world(&begun, name, seed)?
        }
    };
    Ok(tell(&told, port))
}

fn is_label(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=NAME_MAX).contains(&name.len())
        && name.bytes().all(plain)
        && !name.starts_with('-')
        && !name.ends_with('-')
}

/// All of them.
pub(super) fn list(cloud: &Cloud, port: u16) -> Value {
    let worlds = cloud.worlds();
    json!({ "worlds": worlds.iter().map(|told| tell(told, port)).collect::<Vec<_>>() })
}

/// What clients need to reach a world: its key at the server's usual address, or its own host, below
/// which buckets and distributions are found as they are below `localhost`.
pub(super) fn tell(told: &Told<Cloud>, port: u16) -> Value {
    let host = HostName::of_world(&told.name);
    json!({
        "name": told.name,
        "now": told.cloud.now().date_time_millis(),
        "account": ACCOUNT,
        "access_key_id": told.key.access_key,
        "secret_access_key": told.key.secret_key,
        "host": format!("{host}:{port}"),
    })
}
