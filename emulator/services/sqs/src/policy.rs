//! A queue's policy and its limits (SQS-9.3, SQS-9.4).

use crate::errors;
use parhelion_policy::document::Json;
use parhelion_policy::pattern::Pattern;
use parhelion_policy::{Policy, Purpose};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::Document;
use parhelion_world::identity::tied::{shown, tie};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

const BYTES_MAX: usize = 8_192;
const STATEMENTS_MAX: usize = 20;
const PRINCIPALS_MAX: usize = 50;
const CONDITIONS_MAX: usize = 10;
pub(crate) const ACTIONS_MAX: usize = 7;

/// A policy as it was written, and parsed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "Saved", into = "Saved")]
pub(crate) struct QueuePolicy(Document);

/// What is saved of one: its text, and whom its ARNs meant when it was written.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Saved {
    Text(String),
    Tied(String, BTreeMap<String, String>),
}

impl PartialEq for QueuePolicy {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl TryFrom<Saved> for QueuePolicy {
    type Error = String;

    fn try_from(saved: Saved) -> Result<Self, String> {
        let (text, pins) = match saved {
            Saved::Text(text) => (text, BTreeMap::new()),
            Saved::Tied(text, pins) => (text, pins),
        };
        let policy = Policy::parse(&text, Purpose::Resource);
        let mut policy = policy.map_err(|malformed| malformed.message)?;
        policy.pin(|arn| pins.get(arn).map(|id| id.as_str().into()));
        Ok(Self(Document { text: text.into(), policy: Arc::new(policy) }))
    }
}

impl From<QueuePolicy> for Saved {
    fn from(policy: QueuePolicy) -> Self {
        let text = policy.text().to_owned();
        let pins = policy.0.policy.pins().into_iter();
        let pins: BTreeMap<String, String> =
            pins.map(|(arn, id)| (arn.to_owned(), id.to_owned())).collect();
        if pins.is_empty() { Self::Text(text) } else { Self::Tied(text, pins) }
    }
}

impl QueuePolicy {
    /// A policy that the queue of this ARN may have.
    pub(crate) fn checked(arn: &str, text: &str) -> Result<Self> {
        let invalid = || errors::invalid_attribute("Policy");
        let policy = Self::try_from(Saved::Text(text.to_owned())).map_err(|_| invalid())?;
        let json = Json::parse(text).map_err(|_| invalid())?;
        let statements = member(&json, "Statement").map_or(&[][..], Json::one_or_many);
        for statement in statements {
            let actions = member(statement, "Action").map_or(0, |it| it.one_or_many().len());
            if actions > ACTIONS_MAX {
                return Err(errors::too_many_actions(actions));
            }
        }
        let principals: usize = statements.iter().map(principals).sum();
        let conditions: usize = statements.iter().map(conditions).sum();
        let own = policy.0.policy.statements.iter().all(|statement| {
            let resources = &statement.resources;
            let own = |it: &Pattern| it.matches_plainly(arn, false);
            resources.negated || resources.patterns.iter().any(own)
        });
        let of_queues = policy
            .0
            .policy
            .statements
            .iter()
            .all(|statement| statement.actions.patterns.iter().all(is_of_queues));
        let fits = text.len() <= BYTES_MAX
            && statements.len() <= STATEMENTS_MAX
            && principals <= PRINCIPALS_MAX
            && conditions <= CONDITIONS_MAX;
        if fits && own && of_queues { Ok(policy) } else { Err(invalid()) }
    }

    /// Tied to the users and roles that it names.
    pub(crate) fn tied(self, cx: &Context) -> Result<Self> {
        let mut policy = (*self.0.policy).clone();
        tie(cx.identities(), &mut policy).map_err(|_| errors::invalid_attribute("Policy"))?;
        Ok(Self(Document { policy: Arc::new(policy), ..self.0 }))
    }

    /// With statements added to another or taken from it, which is tied already.
    pub(crate) fn tied_as(self, before: Option<&Self>) -> Self {
        let Some(before) = before else { return self };
        let pins = before.0.policy.pins();
        let mut policy = (*self.0.policy).clone();
        policy.pin(|arn| pins.get(arn).map(|id| (*id).into()));
        Self(Document { policy: Arc::new(policy), ..self.0 })
    }

    pub(crate) fn text(&self) -> &str {
        &self.0.text
    }

    /// As it is shown.
    pub(crate) fn shown(&self, cx: &Context) -> String {
        shown(cx.identities(), &self.0.policy, &self.0.text)
    }

    pub(crate) fn document(&self) -> &Document {
        &self.0
    }
}

/// Whether a pattern means actions of SQS, or all: a queue's policy is about nothing else.
fn is_of_queues(action: &Pattern) -> bool {
    let parts = action.split_at_colons(2);
    let service = parts.first().and_then(Pattern::literal);
    action.is_any() || service.is_some_and(|name| name.eq_ignore_ascii_case("sqs"))
}

/// A member of an object.
pub(crate) fn member<'a>(json: &'a Json, name: &str) -> Option<&'a Json> {
    match json {
        Json::Object(members) => {
            members.iter().find(|(known, _)| known == name).map(|(_, value)| value)
        }
        _ => None,
    }
}

fn members(json: Option<&Json>) -> impl Iterator<Item = &Json> {
    let members = match json {
        Some(Json::Object(members)) => members.as_slice(),
        _ => &[],
    };
    members.iter().map(|(_, value)| value)
}

fn principals(statement: &Json) -> usize {
    let named = members(member(statement, "Principal"));
    named.map(|value| value.one_or_many().len()).sum()
}

fn conditions(statement: &Json) -> usize {
    let operators = members(member(statement, "Condition"));
    operators.map(|operator| members(Some(operator)).count()).sum()
}
