//! The two operations that write a statement of a queue's policy (SQS-3.2.8).

use crate::errors;
use crate::model::*;
use crate::names;
use crate::policy::{ACTIONS_MAX, QueuePolicy, member};
use crate::state::Sqs;
use parhelion_policy::document::Json;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::is_account_id;

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
        if let Some(strange) = aws_account_ids.iter().find(|id| !is_account_id(id)) {
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
        attributes.policy = Some(policy.tied_as(attributes.policy.as_ref()));
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
            let policy = QueuePolicy::checked(&arn, &closed(members, statements))?;
            Some(policy.tied_as(attributes.policy.as_ref()))
        };
        queue.set_attributes(cx, attributes);
        Ok(())
    }
}
