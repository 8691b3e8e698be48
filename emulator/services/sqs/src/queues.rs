//! Queues are made, found, listed and deleted (SQS-3.2).

use crate::attributes::{Attributes, SETTABLE};
use crate::choices::{CREATE_LATE, DELETE_QUEUE_LATE};
use crate::errors;
use crate::model::*;
use crate::names;
use crate::queue::Queue;
use crate::state::Sqs;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::{Arn, Context, Page, page};
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;
use std::time::Duration;

/// How long a deleted queue's name is blocked, and the longest that a deletion takes (SQS-2.2).
const BLOCKED: Duration = Duration::from_secs(60);
const RESULTS_MAX: usize = 1_000;
const TAGS_MAX: usize = 50;
/// Attributes that only FIFO queues have.
const FIFO_QUEUE: &str = "FifoQueue";
const HEX: &[u8] = b"0123456789abcdef";

impl Sqs {
    /// SQS-3.2.1
    pub(crate) fn create_queue(
        &mut self,
        cx: &mut Context,
        input: CreateQueueInput,
    ) -> Result<CreateQueueOutput> {
        let CreateQueueInput { queue_name, attributes, tags } = input;
        let given = attributes.unwrap_or_default();
        check_kind(&queue_name, &given)?;
        let arn = names::arn(&cx.region, &cx.account, &queue_name);
        let wanted = Attributes::default().changed(&arn, &given)?.tied(cx, &given)?;
        let queue_url = Some(names::url(cx, &arn));
        if let Some(existing) = self.listed(cx, &arn).filter(|queue| queue.ends.is_none()) {
            let existing = existing.settings.latest();
            // Attributes that are not given are not compared.
            let mut names = SETTABLE.iter().filter(|name| given.contains_key(**name));
            return match names.find(|name| wanted.text(name) != existing.text(name)) {
                Some(name) => Err(errors::name_exists(name)),
                None => Ok(CreateQueueOutput { queue_url }),
            };
        }
        if self.deleted.get(&arn).is_some_and(|at| *at + BLOCKED > cx.now) {
            return Err(errors::deleted_recently());
        }
        self.check_redrive(cx, &arn, &wanted, &given)?;
        let tags = tags.unwrap_or_default();
        if tags.len() > TAGS_MAX {
            return Err(errors::invalid(format!("Too many tags added for queue {queue_name}.")));
        }
        let secret = cx.id(HEX, 32);
        let mut queue = Queue::new(wanted, tags, &secret, cx.now);
        queue.known_from = cx.now + cx.choose_delay(&CREATE_LATE);
        self.queues.insert(arn, Arc::new(queue));
        Ok(CreateQueueOutput { queue_url })
    }

    /// A queue as a listing would show it, known to others or not.
    fn listed(&self, cx: &Context, arn: &str) -> Option<&Queue> {
        let queue = self.queues.get(arn)?;
        queue.ends.is_none_or(|at| at > cx.now).then_some(&**queue)
    }

    /// SQS-3.2.2
    pub(crate) fn get_queue_url(
        &mut self,
        cx: &mut Context,
        input: GetQueueUrlInput,
    ) -> Result<GetQueueUrlOutput> {
        let GetQueueUrlInput { queue_name, queue_owner_aws_account_id } = input;
        let account = queue_owner_aws_account_id.filter(|id| !id.is_empty());
        let account = account.as_deref().unwrap_or(&cx.account);
        let arn = names::arn(&cx.region, account, &queue_name);
        self.queue(cx, &arn)?;
        Ok(GetQueueUrlOutput { queue_url: Some(names::url(cx, &arn)) })
    }

    /// SQS-3.2.3
    pub(crate) fn list_queues(
        &mut self,
        cx: &mut Context,
        input: ListQueuesInput,
    ) -> Result<ListQueuesOutput> {
        let ListQueuesInput { queue_name_prefix, next_token, max_results } = input;
        let prefix = queue_name_prefix.unwrap_or_default();
        let start = names::arn(&cx.region, &cx.account, &prefix);
        let found = self.queues.range::<_, str>((Bound::Included(&*start), Bound::Unbounded));
        let found = found.take_while(|(arn, _)| arn.starts_with(&*start));
        let found = found
            .filter(|(arn, queue)| queue.known_from <= cx.now && self.listed(cx, arn).is_some());
        let (arns, next_token) = page_of(found.map(|(arn, _)| arn), next_token, max_results)?;
        let urls: Vec<String> = arns.iter().map(|arn| names::url(cx, arn)).collect();
        Ok(ListQueuesOutput { queue_urls: (!urls.is_empty()).then_some(urls), next_token })
    }

    /// SQS-3.2.9
    pub(crate) fn list_dead_letter_source_queues(
        &mut self,
        cx: &mut Context,
        input: ListDeadLetterSourceQueuesInput,
    ) -> Result<ListDeadLetterSourceQueuesOutput> {
        let ListDeadLetterSourceQueuesInput { queue_url, next_token, max_results } = input;
        let target = self.existing(cx, &queue_url)?;
        // A queue's dead letters stay in its account and region (SQS-7.1).
        let home = Arn::parse(&target).map(|arn| names::arn(arn.region, arn.account, ""));
        let start: &str = home.as_deref().unwrap_or_default();
        let found = self.queues.range::<_, str>((Bound::Included(start), Bound::Unbounded));
        let found = found.take_while(|(arn, _)| arn.starts_with(start));
        let found = found.filter(|(arn, queue)| {
            let redrive = queue.settings.latest().redrive_policy.as_ref();
            redrive.is_some_and(|redrive| redrive.target == target)
                && self.listed(cx, arn).is_some()
        });
        let (arns, next_token) = page_of(found.map(|(arn, _)| arn), next_token, max_results)?;
        let queue_urls = arns.iter().map(|arn| names::url(cx, arn)).collect();
        Ok(ListDeadLetterSourceQueuesOutput { queue_urls, next_token })
    }

    /// SQS-3.2.5
    pub(crate) fn delete_queue(&mut self, cx: &mut Context, input: DeleteQueueInput) -> Result<()> {
        let DeleteQueueInput { queue_url } = input;
        let arn = self.own(cx, &queue_url)?;
        let queue = self.queue(cx, &arn)?;
        if queue.ends.is_some() {
            return Ok(());
        }
        queue.ends = Some(cx.now + cx.choose_delay(&DELETE_QUEUE_LATE));
        if queue.ends == Some(cx.now) {
            self.queues.remove(&arn);
        }
        let blocked = self.deleted.iter().filter(|(_, at)| **at + BLOCKED > cx.now);
        self.deleted = blocked.map(|(arn, at)| (arn.clone(), *at)).collect();
        self.deleted.insert(arn.clone(), cx.now);
        // They will find that it is gone.
        Self::wake_receivers(cx, &arn);
        Ok(())
    }
}

/// Refuses names that no queue has, and FIFO queues, which are not there yet.
fn check_kind(name: &str, given: &BTreeMap<String, String>) -> Result<()> {
    match given.get(FIFO_QUEUE).map(String::as_str) {
        Some("true") if names::is_fifo(name) => {
            let message = "FIFO queues are not implemented by Parhelion yet.";
            Err(Error::new(501, "NotImplemented", message).with("Operation", "CreateQueue"))
        }
        Some("true") => Err(errors::invalid(names::FIFO_NAME_RULE)),
        Some(_) => Err(errors::unknown_attribute(FIFO_QUEUE)), // SQS-3.1: absent on standard queues
        None if names::is_standard(name) => Ok(()),
        None => Err(errors::invalid_value(name, "QueueName", names::NAME_RULE)),
    }
}

/// A page of ARNs, and the token of the next. Without a limit there is no next (SQS-3.2.3).
fn page_of<'a>(
    arns: impl Iterator<Item = &'a Arc<str>>,
    token: Option<String>,
    limit: Option<i32>,
) -> Result<(Vec<Arc<str>>, Option<String>)> {
    let most = limit.map_or(Ok(RESULTS_MAX), |limit| {
        let most = usize::try_from(limit).ok().filter(|most| (1..=RESULTS_MAX).contains(most));
        most.ok_or_else(|| {
            let reason = format!("MaxResults must be between 1 and {RESULTS_MAX}.");
            errors::invalid_value(&limit.to_string(), "MaxResults", &reason)
        })
    })?;
    let after = token.map(|token| {
        let place: Option<String> = page::place(&token);
        place.ok_or_else(|| errors::invalid_value(&token, "NextToken", "The token is not valid."))
    });
    let after = after.transpose()?;
    let page = Page::after(arns.cloned(), |arn| arn, after.as_deref(), most);
    let next = page.last().filter(|_| limit.is_some()).map(|last| page::token(&**last));
    Ok((page.items, next))
}
