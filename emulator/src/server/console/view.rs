//! What a page is made of: the cloud as it stands, in a copy that nobody else sees, so that no lock is
//! held while a page is made and nothing that it asks is ever noticed.

use super::query::{Query, written};
use super::tree;
use crate::cloud::Cloud;
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp, Value};
use parhelion_world::service::ServiceKind;
use parhelion_world::{Caller, Context, Journal, OnBehalf, RequestInfo, identity};
use serde_json::Value as Json;

/// Which cloud a page shows, and as whom.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// `None`: the server's own cloud.
    pub world: Option<String>,
    pub account: String,
    pub region: String,
}

const REGION: &str = "us-east-1";

/// A page's question, and all that may answer it.
pub(super) struct View {
    /// The server's own cloud, which has the worlds.
    pub own: Cloud,
    /// The one that is shown.
    pub live: Cloud,
    /// A copy of that, standing still.
    still: Cloud,
    pub journal: Journal,
    pub place: Place,
    /// The page's own path: `bucket`.
    pub path: String,
    pub query: Query,
    pub token: super::guard::Token,
    pub port: u16,
}

impl View {
    pub(super) fn new(
        (own, live): (Cloud, Cloud),
        world: Option<String>,
        (path, query): (&str, Query),
        (token, port): (super::guard::Token, u16),
    ) -> Self {
        let place = Place {
            world,
            account: query.given("account").unwrap_or(identity::ACCOUNT).to_owned(),
            region: query.given("region").unwrap_or(REGION).to_owned(),
        };
        let (still, journal) = (live.still(), live.journal());
        Self { own, live, still, journal, place, path: path.to_owned(), query, token, port }
    }

    /// The time that the page is of.
    pub(super) fn now(&self) -> Timestamp {
        self.still.now()
    }

    /// The copy, for what is asked otherwise than by operations.
    pub(super) fn still(&self) -> &Cloud {
        &self.still
    }

    /// Another cloud, seen as this one is.
    pub(super) fn of(&self, world: Option<&str>) -> Option<Self> {
        let live = match world {
            None => self.own.clone(),
            Some(name) => self.own.world(name)?.cloud,
        };
        let clouds = (self.own.clone(), live);
        let (world, query) = (world.map(str::to_owned), self.query.clone());
        Some(Self::new(clouds, world, (&self.path, query), (self.token.clone(), self.port)))
    }

    /// An operation of a service's, as the account's root.
    ///
    /// # Errors
    /// The operation's own.
    pub(super) fn ask(&self, service: &str, operation: &str, input: Json) -> Result<Json> {
        self.ask_value(service, operation, input).map(|(answer, _)| answer)
    }

    /// As [`View::ask`], with the answer's tree besides, which has its body.
    pub(super) fn ask_value(
        &self,
        service: &str,
        operation: &str,
        input: Json,
    ) -> Result<(Json, Value)> {
        let missing = || Error::not_implemented(service, operation);
        let entry = self.still.entries().iter().find(|entry| entry.name == service);
        let entry = entry.ok_or_else(missing)?;
        let operation = entry.model.operation(operation).ok_or_else(missing)?;
        let input =
            operation.input.map_or(Value::Null, |shape| tree::meant(entry.model, shape, &input));
        let request = RequestInfo { secure: true, ..RequestInfo::default() };
        let who = self.root(&request);
        let mut state = self.still.state();
        state.world.begin(None);
        let value = state.world.call_now(entry.name, &who, operation, input)?;
        let shape = operation.output;
        Ok((shape.map_or(Json::Null, |shape| tree::told(entry.model, shape, &value)), value))
    }

    /// A question to a service that no operation has.
    pub(super) fn with<K: ServiceKind, R>(&self, f: impl FnOnce(&mut K, &mut Context) -> R) -> R {
        let request = RequestInfo { secure: true, ..RequestInfo::default() };
        self.still.state().world.with::<K, R>(&self.root(&request), f)
    }

    fn root<'a>(&self, request: &'a RequestInfo) -> OnBehalf<'a> {
        let Place { account, region, .. } = &self.place;
        let caller = Caller::root(account, identity::ACCESS_KEY);
        OnBehalf::of(caller, account, region.as_str().into(), request)
    }

    /// A link to another page of the same cloud, account and region.
    pub(super) fn href(&self, path: &str, pairs: &[(&str, &str)]) -> String {
        let Place { world, account, region } = &self.place;
        let mut all = pairs.to_vec();
        if account != identity::ACCOUNT {
            all.push(("account", account));
        }
        if region != REGION {
            all.push(("region", region));
        }
        format!("{}{}", base(world.as_deref(), path), written(&all))
    }

    /// A link to this page with other values.
    pub(super) fn here_with(&self, changes: &[(&str, &str)]) -> String {
        let Place { world, .. } = &self.place;
        format!("{}{}", base(world.as_deref(), &self.path), written(&self.query.with(changes)))
    }
}

/// The address of a page of one cloud's.
pub(super) fn base(world: Option<&str>, path: &str) -> String {
    let slash = if path.is_empty() { "" } else { "/" };
    match world {
        None => format!("/_parhelion/console{slash}{path}"),
        Some(name) => format!("/_parhelion/worlds/{name}/console{slash}{path}"),
    }
}
