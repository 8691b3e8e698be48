//! Which actions operations need, on which queue, and what the queue's policy says (SQS-9.1).
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html>

use crate::model::MODEL;
use crate::names;
use crate::state::Sqs;
use parhelion_wire::Value;
use parhelion_wire::error::Result;
use parhelion_wire::table::{Operation, Protocol};
use parhelion_world::authorize::authorize;
use parhelion_world::{Arn, Caller, Context, Permission, ResourcePolicy};

/// Operations that a queue's policy may let others do, signed or not.
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-customer-managed-policy-examples.html>
const FOR_OTHERS: [&str; 8] = [
    "ChangeMessageVisibility",
    "DeleteMessage",
    "GetQueueAttributes",
    "GetQueueUrl",
    "ListDeadLetterSourceQueues",
    "PurgeQueue",
    "ReceiveMessage",
    "SendMessage",
];

/// SQS reads what is not signed as from nobody, and asks the queue's policy.
pub(crate) const UNSIGNED: [&str; 20] = [
    "AddPermission",
    "ChangeMessageVisibility",
    "ChangeMessageVisibilityBatch",
    "CreateQueue",
    "DeleteMessage",
    "DeleteMessageBatch",
    "DeleteQueue",
    "GetQueueAttributes",
    "GetQueueUrl",
    "ListDeadLetterSourceQueues",
    "ListQueueTags",
    "ListQueues",
    "PurgeQueue",
    "ReceiveMessage",
    "RemovePermission",
    "SendMessage",
    "SendMessageBatch",
    "SetQueueAttributes",
    "TagQueue",
    "UntagQueue",
];

/// A member of an input that is a text; empty where there is none.
fn text<'a>(operation: &'static Operation, input: &'a Value, name: &str) -> &'a str {
    match member(operation, input, name) {
        Some(Value::Text(text)) => text,
        _ => "",
    }
}

fn member<'a>(operation: &'static Operation, input: &'a Value, name: &str) -> Option<&'a Value> {
    let Value::Struct(values) = input else { return None };
    let members = MODEL.shape(operation.input?).members();
    values.get(members.iter().position(|member| member.name == name)?)
}

/// The name of the queue that a call is about, as far as its input says.
pub(crate) fn queue_name<'a>(operation: &'static Operation, input: &'a Value) -> &'a str {
    match text(operation, input, "QueueName") {
        "" => names::split_url(text(operation, input, "QueueUrl")).map_or("", |(_, name)| name),
        name => name,
    }
}

/// The ARN that policies name.
fn resource(cx: &Context, operation: &'static Operation, input: &Value) -> String {
    let by_name = |account: &str, name: &str| names::arn(&cx.region, account, name).to_string();
    match operation.name {
        "ListQueues" => by_name(&cx.account, "*"),
        "CreateQueue" => by_name(&cx.account, text(operation, input, "QueueName")),
        "GetQueueUrl" => {
            let owner = text(operation, input, "QueueOwnerAWSAccountId");
            let owner = if owner.is_empty() { &cx.account } else { owner };
            by_name(owner, text(operation, input, "QueueName"))
        }
        _ => match names::identified(cx, text(operation, input, "QueueUrl")) {
            Ok(arn) => arn.to_string(),
            // The handler refuses it.
            Err(_) => "*".to_owned(),
        },
    }
}

/// SQS-9.1: a batch needs what each of its entries does; tags at creation need their own leave
/// (SQS-3.2.1).
pub(crate) fn of(cx: &Context, operation: &'static Operation, input: &Value) -> Vec<Permission> {
    let resource = resource(cx, operation, input);
    let action = operation.name.strip_suffix("Batch").unwrap_or(operation.name);
    let mut needed = vec![Permission { action: format!("sqs:{action}").into(), resource }];
    let tags = member(operation, input, "tags");
    if operation.name == "CreateQueue" && tags.is_some_and(|tags| !tags.is_null()) {
        let resource = needed[0].resource.clone();
        needed.push(Permission { action: "sqs:TagQueue".into(), resource });
    }
    needed
}

/// What the queue says that is asked about; `None`: there is none.
pub(crate) fn policy_of(sqs: &Sqs, cx: &Context, wanted: &Permission) -> Option<ResourcePolicy> {
    let arn = &wanted.resource;
    let queue = sqs.queues.get(&**arn)?;
    let action = wanted.action.strip_prefix("sqs:").unwrap_or_default();
    let speaks = cx.caller != Caller::Anonymous || FOR_OTHERS.contains(&action);
    let policy = queue.settings.at(cx.now).policy.as_ref().filter(|_| speaks);
    Some(ResourcePolicy {
        owner: Arn::parse(arn)?.account.into(),
        document: policy.map(|policy| policy.document().clone()),
    })
}

/// Whether the caller may send to the queue of an ARN: what other services need for a delivery.
///
/// # Errors
/// `AccessDenied`
pub(crate) fn to_send(sqs: &Sqs, cx: &Context, arn: &str) -> Result<()> {
    let Some((operation, shape)) = MODEL
        .operation("SendMessage")
        .and_then(|operation| Some((operation, MODEL.shape(operation.input?))))
    else {
        return Ok(()); // The model has the operation.
    };
    let mut values = Value::nulls(shape.members().len());
    let url = shape.members().iter().position(|member| member.name == "QueueUrl");
    if let (Some(at), Some(arn)) = (url, Arn::parse(arn)) {
        values[at] = Value::Text(format!("/{}/{}", arn.account, arn.resource));
    }
    authorize(cx, sqs, Protocol::AwsQuery, operation, &Value::Struct(values))
}
