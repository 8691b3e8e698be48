//! TagQueue, UntagQueue, ListQueueTags (SQS-3.2.7).

use crate::errors;
use crate::model::*;
use crate::names;
use crate::state::Sqs;
use parhelion_wire::error::Result;
use parhelion_world::Context;

const TAGS_MAX: usize = 50;

impl Sqs {
    pub(crate) fn tag_queue(&mut self, cx: &mut Context, input: TagQueueInput) -> Result<()> {
        let TagQueueInput { queue_url, tags } = input;
        let arn = self.own(cx, &queue_url)?;
        let queue = self.queue(cx, &arn)?;
        let new = tags.keys().filter(|key| !queue.tags.contains_key(*key)).count();
        if queue.tags.len() + new > TAGS_MAX {
            let name = names::name_of(&arn);
            return Err(errors::invalid(format!("Too many tags added for queue {name}.")));
        }
        queue.tags.extend(tags);
        Ok(())
    }

    pub(crate) fn untag_queue(&mut self, cx: &mut Context, input: UntagQueueInput) -> Result<()> {
        let UntagQueueInput { queue_url, tag_keys } = input;
        let arn = self.own(cx, &queue_url)?;
        let queue = self.queue(cx, &arn)?;
        for key in tag_keys {
            queue.tags.remove(&key);
        }
        Ok(())
    }

    pub(crate) fn list_queue_tags(
        &mut self,
        cx: &mut Context,
        input: ListQueueTagsInput,
    ) -> Result<ListQueueTagsOutput> {
        let ListQueueTagsInput { queue_url } = input;
        let arn = self.own(cx, &queue_url)?;
        let tags = self.queue(cx, &arn)?.tags.clone();
        Ok(ListQueueTagsOutput { tags: (!tags.is_empty()).then_some(tags) })
    }
}
