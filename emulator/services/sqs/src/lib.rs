//! Amazon SQS: queues of messages, polled, kept for a time, dead-lettered (SQS-1 to SQS-9).
//!
//! - [`state`]: all queues; [`queue`]: what one holds; [`names`]: what it is called;
//!   [`queues`], [`purging`]: queues come and go.
//! - [`attributes`]: a queue's settings; [`settings`]: when they take effect;
//!   [`attribute_operations`]: how they are read and written; [`redrive_policy`]: two of them.
//! - [`message`], [`message_attributes`], [`number`], [`digest`]: what is sent, and its digests.
//! - [`backlog`]: the messages that a queue holds, visible, delayed or in flight.
//! - [`sending`], [`receiving`], [`selection`], [`deleting`], [`visibility`]: the ways of a message;
//!   [`batches`]: ten at once; [`encryption`]: the key that they need; [`handles`]: receipt handles; [`redrive`]: dead letters.
//! - [`policy`], [`policies`], [`permissions`]: who may; [`tags`].
//! - [`choices`]: where AWS is free; [`errors`]: how it refuses.
//!
//! Nothing here needs a timer: a queue is brought up to date whenever somebody looks at it
//! ([`backlog`]), and nobody can tell the difference.

mod attribute_operations;
mod attributes;
mod backlog;
mod batches;
pub mod choices;
mod deleting;
mod digest;
mod encryption;
mod errors;
mod handles;
mod message;
mod message_attributes;
mod names;
mod number;
mod permissions;
mod policies;
mod policy;
mod purging;
mod queue;
mod queues;
mod receiving;
mod redrive;
mod redrive_policy;
mod selection;
mod sending;
mod settings;
mod state;
mod tags;
mod visibility;

/// The shells and the table, made from `model.smithy` and `patches.smithy`.
#[allow(missing_docs, unreachable_pub, reason = "AWS documents its shapes")]
pub mod model {
    parhelion_wire::model!();
}

use model::*;
use parhelion_wire::error::Result;
use parhelion_wire::table::Operation;
use parhelion_wire::validate::Problem;
use parhelion_wire::{Body, Error, Value};
use parhelion_world::service::{Hooks, Request, Response};
use parhelion_world::{Context, Declaration, Message, Permission, ResourcePolicy};
pub use state::Sqs;

/// What the kernel knows of it. `queue` is the label of its oldest endpoints.
static DECLARATION: Declaration = Declaration {
    endpoints: &["queue"],
    action_prefix: "sqs",
    unsigned: &permissions::UNSIGNED,
    // https://github.com/aws/serverless-application-model/issues/3633
    says_actions_in_lower_case: true,
    // What people send from API Gateway names none:
    // https://repost.aws/knowledge-center/api-gateway-rest-api-sqs-errors
    other_versions: &["", "2008-01-01", "2009-02-01", "2011-10-01"],
    faults: choices::FAULTS,
    points: &choices::ALL,
    partial_failures: &["Failed"],
    ..Declaration::DEFAULT
};

parhelion_world::service! { Sqs, "sqs", Global {
    CreateQueue => create_queue,
    DeleteQueue => delete_queue,
    GetQueueUrl => get_queue_url,
    ListQueues => list_queues,
    ListDeadLetterSourceQueues => list_dead_letter_source_queues,
    GetQueueAttributes => get_queue_attributes,
    SetQueueAttributes => set_queue_attributes,
    PurgeQueue => purge_queue,
    SendMessage => send_message,
    SendMessageBatch => send_message_batch,
    ReceiveMessage => receive_message,
    DeleteMessage => delete_message,
    DeleteMessageBatch => delete_message_batch,
    ChangeMessageVisibility => change_message_visibility,
    ChangeMessageVisibilityBatch => change_message_visibility_batch,
    AddPermission => add_permission,
    RemovePermission => remove_permission,
    TagQueue => tag_queue,
    UntagQueue => untag_queue,
    ListQueueTags => list_queue_tags,
} }

impl Hooks for Sqs {
    fn enforces(&self, operation: &'static Operation, problem: &Problem) -> bool {
        errors::is_of_the_model(operation, problem)
    }

    fn problem(&self, operation: &'static Operation, problems: &[Problem]) -> Error {
        errors::constraints(operation, problems)
    }

    /// The queue's name.
    fn resource(&self, operation: &'static Operation, input: &Value) -> String {
        permissions::queue_name(operation, input).to_owned()
    }

    fn permissions(
        &self,
        cx: &Context,
        operation: &'static Operation,
        input: &Value,
    ) -> Vec<Permission> {
        permissions::of(cx, operation, input)
    }

    fn resource_policy(&self, cx: &Context, wanted: &Permission) -> Option<ResourcePolicy> {
        permissions::policy_of(self, cx, wanted)
    }

    fn resource_tags(&self, _: &Context, arn: &str) -> Vec<(String, String)> {
        let tags = self.queues.get(arn).into_iter().flat_map(|queue| &queue.tags);
        tags.map(|(key, value)| (key.clone(), value.clone())).collect()
    }

    /// MC-0.6: from S3, SNS, EventBridge and others.
    fn deliver(&mut self, cx: &mut Context, message: &Message) -> Result<()> {
        self.deliver_message(cx, message)
    }

    /// SQS-1.1: operations without output answer nothing at all.
    fn finish(&mut self, _: &mut Context, request: &Request, response: &mut Response) {
        errors::with_detail(response);
        let target = request.headers().get("x-amz-target").and_then(|target| target.to_str().ok());
        let operation = target.and_then(|target| MODEL.operation(target.rsplit('.').next()?));
        if operation.is_some_and(|operation| operation.output.is_none())
            && response.status().is_success()
        {
            *response.body_mut() = Body::empty();
            response.headers_mut().insert(http::header::CONTENT_LENGTH, 0.into());
        }
    }
}
