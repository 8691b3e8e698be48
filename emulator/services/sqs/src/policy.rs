//! A queue's policy and its limits (SQS-9.3, SQS-9.4).

use crate::errors;
use parhelion_policy::document::Json;
use parhelion_policy::{Policy, Purpose};
use parhelion_wire::error::Result;
use parhelion_world::identity::Document;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

const BYTES_MAX: usize = 8_192;
const STATEMENTS_MAX: usize = 20;
const PRINCIPALS_MAX: usize = 50;
const CONDITIONS_MAX: usize = 10;
pub(crate) const ACTIONS_MAX: usize = 7;

/// A policy as it was written, and parsed. Its text is what is saved.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct QueuePolicy(Document);

impl PartialEq for QueuePolicy {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl TryFrom<String> for QueuePolicy {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let policy = Policy::parse(&text, Purpose::Resource);
        let policy = policy.map_err(|malformed| malformed.message)?;
        Ok(Self(Document { text: text.into(), policy: Arc::new(policy) }))
    }
}

impl From<QueuePolicy> for String {
    fn from(policy: QueuePolicy) -> Self {
        policy.text().to_owned()
    }
}

impl QueuePolicy {
    /// A policy that the queue of this ARN may have.
    pub(crate) fn checked(arn: &str, text: &str) -> Result<Self> {
        let invalid = || errors::invalid_attribute("Policy");
        let policy = Self::try_from(text.to_owned()).map_err(|_| invalid())?;
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
            let own = |it: &parhelion_policy::pattern::Pattern| it.matches_plainly(arn, false);
            resources.negated || resources.patterns.iter().any(own)
        });
        let fits = text.len() <= BYTES_MAX
            && statements.len() <= STATEMENTS_MAX
            && principals <= PRINCIPALS_MAX
            && conditions <= CONDITIONS_MAX;
        if fits && own { Ok(policy) } else { Err(invalid()) }
    }

    pub(crate) fn text(&self) -> &str {
        &self.0.text
    }

    pub(crate) fn document(&self) -> &Document {
        &self.0
    }
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
