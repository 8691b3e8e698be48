//! A queue's policy: its limits (SQS-9.3), and the two operations that write a statement of it
//! (SQS-3.2.8).

use crate::Sqs;
use crate::errors;
use crate::model::*;
use crate::names;
use parhelion_policy::document::Json;
use parhelion_policy::{Policy, Purpose};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::Document;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

const BYTES_MAX: usize = 8_192;
const STATEMENTS_MAX: usize = 20;
const PRINCIPALS_MAX: usize = 50;
const CONDITIONS_MAX: usize = 10;
const ACTIONS_MAX: usize = 7;

/// What AddPermission may allow.
const ACTIONS: [&str; 7] = [
    "*",
    "SendMessage",
    "ReceiveMessage",
    "DeleteMessage",
    "ChangeMessageVisibility",
    "GetQueueAttributes",
    "GetQueueUrl",
];

/// A policy as it was written, and parsed. Its text is what is saved.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct QueuePolicy(Document);

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
    pub fn checked(arn: &str, text: &str) -> Result<Self> {
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

    pub fn text(&self) -> &str {
        &self.0.text
    }

    pub fn document(&self) -> &Document {
        &self.0
    }
}

fn member<'a>(json: &'a Json, name: &str) -> Option<&'a Json> {
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

fn text(value: impl Into<String>) -> Json {
    Json::Text(value.into())
}

/// One value stands for itself, several as a list.
fn one_or_many(mut values: Vec<Json>) -> Json {
    if values.len() == 1 { values.remove(0) } else { Json::List(values) }
}

fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(members.map(|(name, value)| (name.to_owned(), value)).into())
}

/// The policy of a queue, as a list of statements around which the rest is kept.
fn opened(policy: Option<&QueuePolicy>, arn: &str) -> (Vec<(String, Json)>, Vec<Json>) {
    let fresh = || {
        vec![
            ("Version".to_owned(), text("2008-10-17")),
            ("Id".to_owned(), text(format!("{arn}/SQSDefaultPolicy"))),
        ]
    };
    match policy.map(|policy| Json::parse(policy.text())) {
        Some(Ok(Json::Object(mut members))) => {
            let statements = members.iter().position(|(name, _)| name == "Statement");
            let statements = statements.map(|at| members.remove(at).1);
            let statements = statements.map_or_else(Vec::new, |it| it.one_or_many().to_vec());
            (members, statements)
        }
        _ => (fresh(), Vec::new()),
    }
}

fn closed(mut members: Vec<(String, Json)>, statements: Vec<Json>) -> String {
    members.push(("Statement".to_owned(), Json::List(statements)));
    let mut out = String::new();
    Json::Object(members).write(&mut out);
    out
}

fn has_label(statement: &Json, label: &str) -> bool {
    member(statement, "Sid").and_then(Json::text) == Some(label)
}

impl Sqs {
    /// SQS-3.2.8: a statement that the label names.
    pub(crate) fn add_permission(
        &mut self,
        cx: &mut Context,
        input: AddPermissionInput,
    ) -> Result<()> {
        let AddPermissionInput { queue_url, label, aws_account_ids, actions } = input;
        let arn = self.own(cx, &queue_url)?;
        if !names::is_standard(&label) {
            return Err(errors::invalid_value(&label, "Label", names::NAME_RULE));
        }
        if actions.is_empty() {
            return Err(errors::missing_parameter("Actions"));
        }
        if aws_account_ids.is_empty() {
            return Err(errors::missing_parameter("PrincipalId"));
        }
        if actions.len() > ACTIONS_MAX {
            return Err(errors::too_many_actions(actions.len()));
        }
        if let Some(unknown) = actions.iter().find(|action| !ACTIONS.contains(&action.as_str())) {
            let reason = format!("Only the following values are allowed: {}", ACTIONS.join(", "));
            return Err(errors::invalid_value(&format!("SQS:{unknown}"), "ActionName", &reason));
        }
        let is_account =
            |id: &String| id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(strange) = aws_account_ids.iter().find(|id| !is_account(id)) {
            return Err(errors::invalid_value(strange, "PrincipalId", "Unable to verify."));
        }
        let queue = self.queue(cx, &arn)?;
        let mut attributes = queue.settings.latest().clone();
        let (members, mut statements) = opened(attributes.policy.as_ref(), &arn);
        if statements.iter().any(|statement| has_label(statement, &label)) {
            return Err(errors::invalid_value(&label, "Label", "Already exists."));
        }
        let accounts = aws_account_ids.iter().map(|id| text(format!("arn:aws:iam::{id}:root")));
        let actions = actions.iter().map(|action| text(format!("SQS:{action}")));
        statements.push(object([
            ("Sid", text(label)),
            ("Effect", text("Allow")),
            ("Principal", object([("AWS", one_or_many(accounts.collect()))])),
            ("Action", one_or_many(actions.collect())),
            ("Resource", text(&*arn)),
        ]));
        let policy = QueuePolicy::checked(&arn, &closed(members, statements))?;
        attributes.policy = Some(policy);
        queue.set_attributes(cx, attributes);
        Ok(())
    }

    /// SQS-3.2.8
    pub(crate) fn remove_permission(
        &mut self,
        cx: &mut Context,
        input: RemovePermissionInput,
    ) -> Result<()> {
        let RemovePermissionInput { queue_url, label } = input;
        let arn = self.own(cx, &queue_url)?;
        let queue = self.queue(cx, &arn)?;
        let mut attributes = queue.settings.latest().clone();
        let (members, mut statements) = opened(attributes.policy.as_ref(), &arn);
        let before = statements.len();
        statements.retain(|statement| !has_label(statement, &label));
        if statements.len() == before {
            let reason = "can't find label on existing policy.";
            return Err(errors::invalid_value(&label, "Label", reason));
        }
        attributes.policy = if statements.is_empty() {
            None
        } else {
            Some(QueuePolicy::checked(&arn, &closed(members, statements))?)
        };
        queue.set_attributes(cx, attributes);
        Ok(())
    }
}
